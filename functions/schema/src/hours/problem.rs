//! What can be wrong with opening hours, and what a person is told of it.
//!
//! A problem quotes the piece that was not understood and says what to write
//! instead; nothing here guesses what was meant.

use std::ops::Range;

use crate::words::{Language, Told};

/// What is wrong with one piece of a text of opening hours.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{piece}`: {}", self.code())]
pub struct Problem {
    fault: Fault,
    piece: String,
    range: Range<usize>,
}

/// The kinds of faults that opening hours can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Empty,
    TooLong { max: usize },
    UnknownWord { near: Option<&'static str> },
    NotUnderstood,
    NoSuchTime,
    LoneTime,
    BareNumbers,
    BrokenRange,
    EmptyRange,
    LongNight,
    Overlap,
    OpenEnded,
    PartOfDay,
    DaySaidTwice,
    MissingTimes,
    MissingDays,
    NoSuchDate,
    DatedSession,
    EndlessPeriod,
    SeasonWithoutDates,
    SchoolHolidays,
    AmbiguousWeek,
    AmbiguousAppointment,
    LooseAppointment,
    UnsupportedOsm,
}

impl Problem {
    pub(super) fn new(fault: Fault, text: &str, range: Range<usize>) -> Self {
        let piece = text.get(range.clone()).unwrap_or_default().trim().to_owned();
        Self { fault, piece, range }
    }

    /// The same problem in a text that starts `by` bytes earlier.
    pub(super) fn moved(mut self, by: usize) -> Self {
        self.range = self.range.start + by..self.range.end + by;
        self
    }

    /// The bytes of the text that are at fault.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// The piece at fault, as written.
    #[must_use]
    pub fn piece(&self) -> &str {
        &self.piece
    }

    /// The stable name of this kind of problem.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self.fault {
            Fault::Empty => "hours-empty",
            Fault::TooLong { .. } => "hours-too-long",
            Fault::UnknownWord { .. } => "hours-unknown-word",
            Fault::NotUnderstood => "hours-not-understood",
            Fault::NoSuchTime => "hours-no-such-time",
            Fault::LoneTime => "hours-lone-time",
            Fault::BareNumbers => "hours-bare-numbers",
            Fault::BrokenRange => "hours-broken-range",
            Fault::EmptyRange => "hours-empty-range",
            Fault::LongNight => "hours-long-night",
            Fault::Overlap => "hours-overlap",
            Fault::OpenEnded => "hours-open-ended",
            Fault::PartOfDay => "hours-part-of-day",
            Fault::DaySaidTwice => "hours-day-said-twice",
            Fault::MissingTimes => "hours-missing-times",
            Fault::MissingDays => "hours-missing-days",
            Fault::NoSuchDate => "hours-no-such-date",
            Fault::DatedSession => "hours-dated-session",
            Fault::EndlessPeriod => "hours-endless-period",
            Fault::SeasonWithoutDates => "hours-season-without-dates",
            Fault::SchoolHolidays => "hours-school-holidays",
            Fault::AmbiguousWeek => "hours-ambiguous-week",
            Fault::AmbiguousAppointment => "hours-ambiguous-appointment",
            Fault::LooseAppointment => "hours-loose-appointment",
            Fault::UnsupportedOsm => "hours-unsupported-osm",
        }
    }

    /// What a person is told.
    #[must_use]
    pub fn told(&self, language: Language) -> Told {
        match language {
            Language::French => self.told_in_french(),
            Language::English => self.told_in_english(),
        }
    }

    fn told_in_french(&self) -> Told {
        let piece = format!("«\u{a0}{}\u{a0}»", self.piece);
        let (message, hint) = match &self.fault {
            Fault::Empty => (
                "aucun horaire n’est écrit".to_owned(),
                "écrivez par exemple «\u{a0}mar-sam 8h-13h, 15h30-19h30\u{a0}; dim 8h-13h\u{a0}»".to_owned(),
            ),
            Fault::TooLong { max } => (
                format!("ces horaires dépassent {max} caractères"),
                "gardez les jours et les heures, et mettez le reste dans la description".to_owned(),
            ),
            Fault::UnknownWord { near: Some(near) } => (
                format!("{piece} n’est pas un mot que l’on comprend dans des horaires"),
                format!("vouliez-vous écrire «\u{a0}{near}\u{a0}»\u{202f}?"),
            ),
            Fault::UnknownWord { near: None } => (
                format!("{piece} n’est pas un mot que l’on comprend dans des horaires"),
                "écrivez seulement les jours, les dates et les heures, par exemple «\u{a0}mar-sam 9h-12h\u{a0}»".to_owned(),
            ),
            Fault::NotUnderstood => (
                format!("{piece} n’est pas compris ici"),
                "écrivez les jours puis les heures, par exemple «\u{a0}lun-ven 9h-12h, 14h-18h\u{a0}»".to_owned(),
            ),
            Fault::NoSuchTime => (
                format!("{piece} n’est pas une heure"),
                "écrivez une heure entre 0h et 24h, par exemple «\u{a0}8h30\u{a0}»".to_owned(),
            ),
            Fault::LoneTime => (
                format!("{piece} dit un moment, mais pas de quand à quand c’est ouvert"),
                "écrivez l’heure d’ouverture et celle de fermeture, par exemple «\u{a0}20h30-23h\u{a0}»".to_owned(),
            ),
            Fault::BareNumbers => (
                format!("{piece} peut être des heures ou des dates"),
                "écrivez les heures avec un h, par exemple «\u{a0}9h-12h\u{a0}»".to_owned(),
            ),
            Fault::BrokenRange => (
                format!("{piece} enchaîne trop d’heures"),
                "séparez les plages par une virgule, par exemple «\u{a0}9h-12h, 14h-18h\u{a0}»".to_owned(),
            ),
            Fault::EmptyRange => (
                format!("{piece} commence et finit à la même heure"),
                "écrivez deux heures différentes, ou «\u{a0}24h/24\u{a0}»".to_owned(),
            ),
            Fault::LongNight => (
                format!("{piece} finit avant de commencer, ou dure jusqu’au lendemain après-midi"),
                "vérifiez les deux heures\u{a0}; une nuit s’écrit par exemple «\u{a0}18h-2h\u{a0}»".to_owned(),
            ),
            Fault::Overlap => (
                format!("{piece} chevauche une autre plage du même jour"),
                "écrivez des plages qui se suivent, par exemple «\u{a0}9h-12h, 14h-18h\u{a0}»".to_owned(),
            ),
            Fault::OpenEnded => (
                format!("{piece} ne dit qu’une des deux heures"),
                "écrivez l’heure d’ouverture et celle de fermeture, par exemple «\u{a0}18h-23h\u{a0}»".to_owned(),
            ),
            Fault::PartOfDay => (
                format!("{piece} ne dit pas à quelles heures"),
                "ajoutez les heures, par exemple «\u{a0}samedi matin 9h-12h\u{a0}»".to_owned(),
            ),
            Fault::DaySaidTwice => (
                format!("{piece} parle d’un jour dont d’autres heures sont déjà dites"),
                "écrivez toutes les heures d’un jour en une fois, par exemple «\u{a0}mer 9h-12h, 14h-18h\u{a0}»".to_owned(),
            ),
            Fault::MissingTimes => (
                format!("il manque les heures après {piece}"),
                "ajoutez-les, par exemple «\u{a0}samedi 9h-12h\u{a0}»".to_owned(),
            ),
            Fault::MissingDays => (
                format!("il manque les jours de {piece}"),
                "écrivez-les avant les heures, par exemple «\u{a0}tous les jours 9h-12h\u{a0}»".to_owned(),
            ),
            Fault::NoSuchDate => (
                format!("{piece} n’est pas une date du calendrier"),
                "écrivez une date qui existe, par exemple «\u{a0}15 août\u{a0}»".to_owned(),
            ),
            Fault::DatedSession => (
                format!("{piece} dit un jour précis, pas un jour de chaque semaine"),
                "écrivez des jours de la semaine, par exemple «\u{a0}mer 14h-18h\u{a0}», ou une date avec son année, par exemple «\u{a0}14 juillet 2027\u{a0}»".to_owned(),
            ),
            Fault::EndlessPeriod => (
                format!("{piece} ne dit qu’un des deux bouts de la période"),
                "écrivez les deux, par exemple «\u{a0}du 1er juillet au 31 août\u{a0}»".to_owned(),
            ),
            Fault::SeasonWithoutDates => (
                format!("{piece} ne dit pas de quelle date à quelle date"),
                "écrivez les dates, par exemple «\u{a0}du 1er juillet au 31 août\u{a0}: 9h-13h\u{a0}»".to_owned(),
            ),
            Fault::SchoolHolidays => (
                format!("{piece} change de dates chaque année"),
                "écrivez les dates des vacances, par exemple «\u{a0}du 3 juillet 2027 au 31 août 2027\u{a0}»".to_owned(),
            ),
            Fault::AmbiguousWeek => (
                format!("{piece} peut désigner des jours différents"),
                "nommez les jours, par exemple «\u{a0}lun-ven\u{a0}» ou «\u{a0}sam-dim\u{a0}»".to_owned(),
            ),
            Fault::AmbiguousAppointment => (
                format!("{piece} peut vouloir dire pendant ces heures ou en dehors"),
                "écrivez «\u{a0}9h-12h sur rendez-vous\u{a0}» si ces heures sont sur rendez-vous, ou «\u{a0}9h-12h et sur rendez-vous\u{a0}» si d’autres le sont".to_owned(),
            ),
            Fault::LooseAppointment => (
                format!("{piece} ne dit pas si c’est ouvert sans rendez-vous"),
                "écrivez seulement «\u{a0}sur rendez-vous\u{a0}», ou les jours et les heures sans rendez-vous".to_owned(),
            ),
            Fault::UnsupportedOsm => (
                format!("{piece} fait partie des horaires d’OpenStreetMap que l’on ne prend pas en charge"),
                "écrivez des jours, des dates et des heures, par exemple «\u{a0}Mo-Fr 09:00-12:00; PH off\u{a0}»".to_owned(),
            ),
        };
        Told::with_hint(message, hint)
    }

    fn told_in_english(&self) -> Told {
        let piece = format!("“{}”", self.piece);
        let (message, hint) = match &self.fault {
            Fault::Empty => (
                "no hours are written".to_owned(),
                "write for example “mar-sam 8h-13h, 15h30-19h30; dim 8h-13h”".to_owned(),
            ),
            Fault::TooLong { max } => (
                format!("these hours are longer than {max} characters"),
                "keep the days and the times, and put the rest in the description".to_owned(),
            ),
            Fault::UnknownWord { near: Some(near) } => {
                (format!("{piece} is not a word of opening hours"), format!("did you mean “{near}”?"))
            }
            Fault::UnknownWord { near: None } => (
                format!("{piece} is not a word of opening hours"),
                "write only days, dates and times, for example “mar-sam 9h-12h”".to_owned(),
            ),
            Fault::NotUnderstood => (
                format!("{piece} is not understood here"),
                "write the days, then the times, for example “lun-ven 9h-12h, 14h-18h”".to_owned(),
            ),
            Fault::NoSuchTime => (
                format!("{piece} is not a time of day"),
                "write a time between 0h and 24h, for example “8h30”".to_owned(),
            ),
            Fault::LoneTime => (
                format!("{piece} is one moment; it does not say from when to when it is open"),
                "write the opening and the closing time, for example “20h30-23h”".to_owned(),
            ),
            Fault::BareNumbers => (
                format!("{piece} can be times or dates"),
                "write times with an h, for example “9h-12h”".to_owned(),
            ),
            Fault::BrokenRange => (
                format!("{piece} strings too many times together"),
                "separate the ranges with a comma, for example “9h-12h, 14h-18h”".to_owned(),
            ),
            Fault::EmptyRange => (
                format!("{piece} starts and ends at the same time"),
                "write two different times, or “24h/24”".to_owned(),
            ),
            Fault::LongNight => (
                format!("{piece} ends before it starts, or lasts until the next afternoon"),
                "check both times; a night is written for example “18h-2h”".to_owned(),
            ),
            Fault::Overlap => (
                format!("{piece} overlaps another range of the same day"),
                "write ranges that follow each other, for example “9h-12h, 14h-18h”".to_owned(),
            ),
            Fault::OpenEnded => (
                format!("{piece} says only one of the two times"),
                "write the opening and the closing time, for example “18h-23h”".to_owned(),
            ),
            Fault::PartOfDay => (
                format!("{piece} does not say at what times"),
                "add the times, for example “samedi matin 9h-12h”".to_owned(),
            ),
            Fault::DaySaidTwice => (
                format!("{piece} speaks of a day whose other times are already told"),
                "write all the times of a day at once, for example “mer 9h-12h, 14h-18h”".to_owned(),
            ),
            Fault::MissingTimes => (
                format!("the times are missing after {piece}"),
                "add them, for example “samedi 9h-12h”".to_owned(),
            ),
            Fault::MissingDays => (
                format!("the days of {piece} are missing"),
                "write them before the times, for example “tous les jours 9h-12h”".to_owned(),
            ),
            Fault::NoSuchDate => (
                format!("{piece} is not a date of the calendar"),
                "write a date that exists, for example “15 août”".to_owned(),
            ),
            Fault::DatedSession => (
                format!("{piece} is one given day, not a day of every week"),
                "write days of the week, for example “mer 14h-18h”, or a date with its year, for example “14 juillet 2027”".to_owned(),
            ),
            Fault::EndlessPeriod => (
                format!("{piece} says only one end of the period"),
                "write both, for example “du 1er juillet au 31 août”".to_owned(),
            ),
            Fault::SeasonWithoutDates => (
                format!("{piece} does not say from which date to which date"),
                "write the dates, for example “du 1er juillet au 31 août: 9h-13h”".to_owned(),
            ),
            Fault::SchoolHolidays => (
                format!("{piece} changes dates every year"),
                "write the dates, for example “du 3 juillet 2027 au 31 août 2027”".to_owned(),
            ),
            Fault::AmbiguousWeek => (
                format!("{piece} can mean different days"),
                "name the days, for example “lun-ven” or “sam-dim”".to_owned(),
            ),
            Fault::AmbiguousAppointment => (
                format!("{piece} can mean during these times or outside them"),
                "write “9h-12h sur rendez-vous” if these times are by appointment, or “9h-12h et sur rendez-vous” if others are".to_owned(),
            ),
            Fault::LooseAppointment => (
                format!("{piece} does not say whether it is open without appointment"),
                "write only “sur rendez-vous”, or the days and times without appointment".to_owned(),
            ),
            Fault::UnsupportedOsm => (
                format!("{piece} is a part of OpenStreetMap hours that is not supported"),
                "write days, dates and times, for example “Mo-Fr 09:00-12:00; PH off”".to_owned(),
            ),
        };
        Told::with_hint(message, hint)
    }
}
