//! What every command is given: the site's folder, its settings, the moment, the
//! terminal. Settled once, before any command runs.

use std::path::PathBuf;

use desk::clock::Clock;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use schema::words::Language;
use site::Diagnostic;
use site::settings::{self, Settings};

use crate::arguments::Global;
use crate::failure::Failure;
use crate::moment;
use crate::terminal::Terminal;

/// What every command is given.
#[derive(Debug)]
pub(crate) struct Context {
    pub(crate) root: PathBuf,
    pub(crate) clock: Clock,
    pub(crate) zone: TimeZone,
    pub(crate) terminal: Terminal,
    settings: Result<Settings, Vec<Diagnostic>>,
}

impl Context {
    /// Settles what the command line says, the settings of the site helping.
    pub(crate) fn new(global: &Global) -> Result<Self, (Terminal, Failure)> {
        let settings = settings::read(&global.root);
        let told = settings.as_ref().map(|settings| settings.language).unwrap_or_default();
        let language = global.lang.map_or(told, Language::from);
        let terminal = Terminal::new(global, language);
        let zone = match &settings {
            Ok(settings) => settings.timezone.clone(),
            Err(_) => TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC),
        };
        let clock = moment::clock(global.at.as_deref(), &zone)
            .ok_or_else(|| (terminal, Failure::Moment(global.at.clone().unwrap_or_default())))?;
        Ok(Self { root: global.root.clone(), clock, zone, terminal, settings })
    }

    /// The settings, for a command that can't do without.
    pub(crate) fn settings(&self) -> Result<&Settings, Failure> {
        self.settings.as_ref().map_err(|faults| Failure::Settings(faults.clone()))
    }

    /// The language of this terminal.
    pub(crate) const fn language(&self) -> Language {
        self.terminal.language
    }

    /// The moment the command works at.
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }
}
