//! Tokens into items: days, times, dates, and the words between them.
//!
//! An item is one idea with its place: `du mardi au samedi`, `8h-13h, 15h-19h`,
//! `du 1er au 15 août`. How items make clauses is not known here.

use std::ops::Range;

use super::super::problem::{Fault, Problem};
use super::super::rule::{Days, Period, Span};
use super::lexer::{Kind, Token};
use super::vocabulary::{Meaning, nearest};

#[derive(Clone, Debug)]
pub(super) struct Item {
    pub what: What,
    pub range: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    Days(Days),
    Times(Vec<Span>),
    Periods(Vec<Period>),
    AllDay,
    Part(Part),
    Closed,
    Open,
    Except,
    Appointment,
    Including,
    And,
    Or,
    Comma,
    Strong,
    Colon,
}

/// A part of the day, which says no hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Morning,
    Afternoon,
    Evening,
    Night,
}

/// What was named last, whose days may follow: those of a closure or an
/// appointment end at a comma before hours.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Hours,
    Closure,
    Appointment,
}

/// Walks the tokens of one text; faults are gathered, never the first alone.
pub(super) struct Reader<'a> {
    pub text: &'a str,
    pub tokens: Vec<Token>,
    pub at: usize,
    pub problems: Vec<Problem>,
    items: Vec<Item>,
    /// What the days to come are of.
    pub named: Named,
}

/// The items of a text, and every piece that could not be one.
pub(super) fn items(text: &str, tokens: Vec<Token>) -> (Vec<Item>, Vec<Problem>) {
    let mut reader = Reader { text, tokens, at: 0, problems: Vec::new(), items: Vec::new(), named: Named::Hours };
    while reader.at < reader.tokens.len() {
        let before = reader.at;
        reader.item();
        // Whatever is not read is passed over once, with its fault.
        if reader.at == before {
            reader.fault(Fault::NotUnderstood, before, before + 1);
            reader.at += 1;
        }
    }
    (reader.items, reader.problems)
}

impl Reader<'_> {
    fn item(&mut self) {
        if self.is_time_start(self.at) {
            return self.times_item();
        }
        if self.is_day_start(self.at) && !self.is_date_of_a_year(self.at) {
            return self.days_item();
        }
        if self.is_date_start(self.at) {
            return self.periods_item();
        }
        let Some(kind) = self.kind(self.at).cloned() else {
            return;
        };
        match kind {
            Kind::AllDay => self.one(What::AllDay),
            Kind::Always => {
                let range = self.tokens[self.at].range.clone();
                self.items.push(Item { what: What::Days(Days::plain(Days::EVERY)), range });
                self.one(What::AllDay);
            }
            // A range that somebody did not finish.
            Kind::Dash if matches!(self.kind(self.at + 1), None | Some(Kind::Strong)) => {
                self.one_fault(Fault::NotUnderstood);
            }
            Kind::Comma | Kind::Slash | Kind::Dash => {
                self.named = Named::Hours;
                self.one(What::Comma);
            }
            Kind::Strong => {
                self.named = Named::Hours;
                self.one(What::Strong);
            }
            Kind::Colon => self.one(What::Colon),
            Kind::Plus => self.one(What::And),
            Kind::Stranger(word) => self.stranger(&word),
            Kind::NoSuchTime => self.one_fault(Fault::NoSuchTime),
            Kind::SomeDays => self.one_fault(Fault::AmbiguousWeek),
            Kind::Strange => self.strange(),
            Kind::Word(word) => self.word(word),
            Kind::Number(..) | Kind::Ordinal(_) => self.one_fault(Fault::NotUnderstood),
            Kind::Time(_) | Kind::EveryDay => {}
        }
    }

    fn word(&mut self, word: Meaning) {
        match word {
            Meaning::From | Meaning::To | Meaning::Filler if self.starts_opening(self.at) => {
                self.starting();
            }
            Meaning::From | Meaning::Filler | Meaning::OfMonth | Meaning::Only => self.at += 1,
            Meaning::Closed => {
                self.named = Named::Closure;
                self.one(What::Closed);
            }
            Meaning::Except => {
                self.named = Named::Closure;
                self.one(What::Except);
            }
            Meaning::Open => {
                self.named = Named::Hours;
                self.one(What::Open);
            }
            Meaning::And => self.one(What::And),
            Meaning::Or => self.one(What::Or),
            Meaning::Morning => self.one(What::Part(Part::Morning)),
            Meaning::Evening => self.one(What::Part(Part::Evening)),
            Meaning::Night => self.one(What::Part(Part::Night)),
            Meaning::After => self.afternoon(),
            Meaning::Including => self.one(What::Including),
            Meaning::There if self.is_word(self.at + 1, Meaning::Including) => self.at += 1,
            Meaning::By | Meaning::Appointment | Meaning::Meeting => self.appointment(),
            Meaning::Season => self.season(),
            Meaning::SchoolHolidays | Meaning::School => self
                .several_fault(Fault::SchoolHolidays, |word| matches!(word, Meaning::SchoolHolidays | Meaning::School)),
            Meaning::DayWord if self.is_word(self.at + 1, Meaning::VagueWeek) => {
                self.fault(Fault::AmbiguousWeek, self.at, self.at + 2);
                self.at += 2;
            }
            Meaning::VagueWeek | Meaning::Week => self.one_fault(Fault::AmbiguousWeek),
            Meaning::Until => self.until(),
            Meaning::Without if self.is_word(self.at + 1, Meaning::Interruption) => self.at += 2,
            Meaning::Without => self.without_appointment(),
            Meaning::Non => self.non_stop(),
            _ => self.one_fault(Fault::NotUnderstood),
        }
    }

    fn afternoon(&mut self) {
        let noon = self.past_dash(self.at + 1);
        if self.is_word(noon, Meaning::Noon) {
            self.push(What::Part(Part::Afternoon), self.at, noon + 1);
        } else {
            self.one_fault(Fault::NotUnderstood);
        }
    }

    /// `sur rendez-vous`, `rdv`, `by appointment`.
    fn appointment(&mut self) {
        let start = self.at;
        let mut at = start + usize::from(self.is_word(start, Meaning::By));
        while self.is_word(at, Meaning::Only) {
            at += 1;
        }
        let vous = self.past_dash(at + 1);
        let end = if self.is_word(at, Meaning::Appointment) {
            at + 1
        } else if self.is_word(at, Meaning::Meeting) && self.is_word(vous, Meaning::You) {
            vous + 1
        } else {
            return self.one_fault(Fault::NotUnderstood);
        };
        self.named = Named::Appointment;
        self.push(What::Appointment, start, end);
    }

    /// `sans rendez-vous`: hours, as all others.
    fn without_appointment(&mut self) {
        let vous = self.past_dash(self.at + 2);
        if self.is_word(self.at + 1, Meaning::Appointment) {
            self.at += 2;
        } else if self.is_word(self.at + 1, Meaning::Meeting) && self.is_word(vous, Meaning::You) {
            self.at = vous + 1;
        } else {
            self.one_fault(Fault::NotUnderstood);
        }
    }

    /// A season is a title when its dates follow, as in `été (juillet-août)`.
    fn season(&mut self) {
        let mut next = self.at + 1;
        while self.is_skipped(next) || matches!(self.kind(next), Some(Kind::Colon)) {
            next += 1;
        }
        if self.is_date_start(next) && !self.is_time_start(next) {
            self.at = next;
        } else {
            self.one_fault(Fault::SeasonWithoutDates);
        }
    }

    /// `jusqu’à 19h`, with no beginning.
    fn until(&mut self) {
        let next = self.past_words(self.at + 1);
        if self.is_time(next) {
            self.fault(Fault::OpenEnded, self.at, next + 1);
        } else {
            self.fault(Fault::EndlessPeriod, self.at, (next + 2).min(self.tokens.len()));
        }
        self.at = self.past_clause(next);
    }

    fn starts_opening(&self, at: usize) -> bool {
        self.is_word(at, Meaning::To) && self.is_word(at + 1, Meaning::Starting)
    }

    /// `à partir de 18h`, with no end.
    fn starting(&mut self) {
        let next = self.past_words(self.at + 2);
        if self.is_time(next) && self.range_end(next).is_some() {
            self.at = next;
        } else if self.is_time(next) {
            self.fault(Fault::OpenEnded, self.at, next + 1);
            self.at = next + 1;
        } else {
            self.fault(Fault::EndlessPeriod, self.at, (next + 2).min(self.tokens.len()));
            self.at = self.past_clause(next);
        }
    }

    fn non_stop(&mut self) {
        let stop = self.past_dash(self.at + 1);
        if self.is_word(stop, Meaning::Stop) {
            self.at = stop + 1;
        } else {
            self.one_fault(Fault::NotUnderstood);
        }
    }

    fn stranger(&mut self, word: &str) {
        // `SH` is OSM's word for school holidays.
        let fault = if word == "sh" { Fault::SchoolHolidays } else { Fault::UnknownWord { near: nearest(word) } };
        let start = self.at;
        let mut end = start + 1;
        // One fault for a run of strange words: `durée env` is one remark.
        if fault == (Fault::UnknownWord { near: None }) {
            while matches!(self.kind(end), Some(Kind::Stranger(word)) if nearest(word).is_none()) {
                end += 1;
            }
        }
        self.fault(fault, start, end);
        self.at = end;
    }

    fn strange(&mut self) {
        let start = self.at;
        while matches!(self.kind(self.at), Some(Kind::Strange)) {
            self.at += 1;
        }
        self.fault(Fault::NotUnderstood, start, self.at);
    }

    pub(super) fn push(&mut self, what: What, start: usize, end: usize) {
        self.items.push(Item { what, range: self.range(start, end) });
        self.at = end;
    }

    fn one(&mut self, what: What) {
        self.push(what, self.at, self.at + 1);
    }

    pub(super) fn fault(&mut self, fault: Fault, start: usize, end: usize) {
        let problem = Problem::new(fault, self.text, self.range(start, end));
        self.problems.push(problem);
    }

    fn one_fault(&mut self, fault: Fault) {
        self.fault(fault, self.at, self.at + 1);
        self.at += 1;
    }

    fn several_fault(&mut self, fault: Fault, belongs: impl Fn(Meaning) -> bool) {
        let start = self.at;
        while matches!(self.kind(self.at), Some(Kind::Word(word)) if belongs(*word)) {
            self.at += 1;
        }
        self.fault(fault, start, self.at);
    }

    fn range(&self, start: usize, end: usize) -> Range<usize> {
        self.tokens[start].range.start..self.tokens[end.max(start + 1) - 1].range.end
    }

    pub(super) fn kind(&self, at: usize) -> Option<&Kind> {
        self.tokens.get(at).map(|token| &token.kind)
    }

    pub(super) fn is_word(&self, at: usize, wanted: Meaning) -> bool {
        matches!(self.kind(at), Some(Kind::Word(word)) if *word == wanted)
    }

    pub(super) fn past_dash(&self, at: usize) -> usize {
        at + usize::from(matches!(self.kind(at), Some(Kind::Dash)))
    }

    /// Whether a word adds nothing where it stands: an article, a `de`.
    pub(super) fn is_skipped(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(Kind::Word(Meaning::From | Meaning::Filler | Meaning::OfMonth)))
    }

    pub(super) fn past_skipped(&self, mut at: usize) -> usize {
        while self.is_skipped(at) {
            at += 1;
        }
        at
    }

    fn past_words(&self, mut at: usize) -> usize {
        while self.is_skipped(at) || self.is_word(at, Meaning::To) {
            at += 1;
        }
        at
    }

    /// The end of a clause whose fault is already told.
    fn past_clause(&self, mut at: usize) -> usize {
        while at < self.tokens.len() && !matches!(self.kind(at), Some(Kind::Strong | Kind::Comma | Kind::Colon)) {
            at += 1;
        }
        at
    }
}
