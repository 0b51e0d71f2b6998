//! Items into clauses: what is open or closed, when.
//!
//! French lets the parts of a clause come in several orders (`samedi 9h-12h`,
//! `9h-12h le samedi`, `fermé dimanche`, `dimanche : fermé`). An order that could
//! be read two ways is a fault.

mod content;

use std::ops::Range;

use super::super::problem::{Fault, Problem};
use super::super::rule::{Days, Period, Span};
use super::items::{Item, What};

/// What a clause says of its days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Said {
    #[default]
    Open,
    Closed,
}

#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one fact of a sentence, true whatever the others are")]
pub(super) struct Clause {
    pub said: Said,
    /// Whether `ouvert` or `fermé` is written, or only meant.
    pub explicit: bool,
    /// Whether it is what `sauf` takes from the clause before it.
    excepted: bool,
    pub periods: Vec<Period>,
    /// Whether the periods were written before anything else, as a title.
    titled: bool,
    /// Whether the days were written after their hours.
    days_came_last: bool,
    /// Whether the periods were said before, for all that follows.
    pub inherited: bool,
    pub days: Option<Days>,
    pub times: Vec<Span>,
    pub all_day: bool,
    pub appointment: bool,
    pub range: Range<usize>,
}

impl Clause {
    fn is_blank(&self) -> bool {
        !self.explicit && self.is_bare()
    }

    /// Nothing but perhaps `ouvert` or `fermé`.
    fn is_bare(&self) -> bool {
        self.periods.is_empty() && self.days.is_none() && !self.has_hours()
    }

    pub(super) fn has_hours(&self) -> bool {
        !self.times.is_empty() || self.all_day || self.appointment
    }

    /// Whether whatever comes next starts another clause.
    fn is_complete(&self) -> bool {
        match self.said {
            Said::Open => self.has_hours(),
            Said::Closed => !self.is_bare(),
        }
    }
}

/// How an item stands to the one before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    Beside,
    And,
    Or,
    Comma,
    Strong,
}

struct Builder<'a> {
    text: &'a str,
    items: &'a [Item],
    at: usize,
    joint: Joint,
    current: Clause,
    season: Vec<Period>,
    clauses: Vec<Clause>,
    /// An appointment beside the hours: `et sur rendez-vous`.
    also_by_appointment: bool,
    problems: Vec<Problem>,
}

/// The clauses of a text's items.
pub(super) struct Clauses {
    pub said: Vec<Clause>,
    pub also_by_appointment: bool,
    pub problems: Vec<Problem>,
}

pub(super) fn clauses(text: &str, items: &[Item]) -> Clauses {
    let mut builder = Builder {
        text,
        items,
        at: 0,
        joint: Joint::Strong,
        current: Clause::default(),
        season: Vec::new(),
        clauses: Vec::new(),
        also_by_appointment: false,
        problems: Vec::new(),
    };
    while let Some(item) = items.get(builder.at) {
        builder.item(item);
        builder.at += 1;
    }
    builder.flush();
    Clauses { said: builder.clauses, also_by_appointment: builder.also_by_appointment, problems: builder.problems }
}

impl Builder<'_> {
    fn item(&mut self, item: &Item) {
        match &item.what {
            What::Comma => return self.join(Joint::Comma),
            What::And => return self.join(Joint::And),
            What::Or => return self.join(Joint::Or),
            What::Colon => return,
            What::Strong => {
                self.strong();
                return self.join(Joint::Strong);
            }
            What::Closed => self.closed(item),
            What::Open => self.open(item),
            What::Except => self.except(item),
            What::Including => self.including(item),
            What::Part(part) => self.part(*part, item),
            What::Days(days) => self.days(days, item),
            What::Periods(periods) => self.periods(periods, item),
            What::Times(times) => self.times(times, item),
            What::AllDay => self.all_day(item),
            What::Appointment => self.appointment(item),
        }
        self.joint = Joint::Beside;
    }

    fn join(&mut self, joint: Joint) {
        // `, et` and `; ou` are as strong as their strongest half, but `et sur
        // rendez-vous` keeps its word.
        self.joint = match (self.joint, joint) {
            (Joint::Comma | Joint::Strong, Joint::And) => Joint::And,
            (Joint::Strong, _) => Joint::Strong,
            (_, joint) => joint,
        };
    }

    /// The next item that says something.
    fn next(&self, past: usize) -> Option<&What> {
        self.items.get(self.at + past).map(|item| &item.what)
    }

    fn hours_at(&self, past: usize) -> bool {
        let past = past + usize::from(matches!(self.next(past), Some(What::Colon | What::Part(_))));
        matches!(self.next(past), Some(What::Times(_) | What::AllDay))
    }

    fn extend(&mut self, item: &Item) {
        if self.current.is_blank() {
            self.current.range = item.range.clone();
        } else {
            self.current.range.end = item.range.end;
        }
    }

    fn fault(&mut self, fault: Fault, range: Range<usize>) {
        self.problems.push(Problem::new(fault, self.text, range));
    }

    fn start(&mut self, said: Said, item: &Item) {
        self.flush();
        self.current.range = item.range.clone();
        self.current.said = said;
        self.current.explicit = true;
    }

    /// The end of a sentence or a line.
    fn strong(&mut self) {
        let is_title = self.current.titled && self.current.days.is_none() && !self.current.has_hours();
        let something_follows = self.items[self.at..].iter().any(|item| item.what != What::Strong);
        if is_title && something_follows && self.current.said == Said::Open {
            self.season = std::mem::take(&mut self.current).periods;
        } else {
            self.flush();
        }
    }

    fn flush(&mut self) {
        let mut clause = std::mem::take(&mut self.current);
        if clause.is_blank() {
            return;
        }
        if clause.titled && clause.said == Said::Open && is_stretch(&clause.periods) {
            self.season.clone_from(&clause.periods);
        }
        let is_about_holidays = clause.days.as_ref().is_some_and(|days| days.plain == 0 && days.holidays);
        if clause.periods.is_empty() && !self.season.is_empty() && !is_about_holidays {
            clause.periods.clone_from(&self.season);
            clause.inherited = true;
        }
        self.clauses.push(clause);
    }
}

/// Whether some period is more than one day of the year.
pub(super) fn is_stretch(periods: &[Period]) -> bool {
    periods.iter().any(|period| !period.is_one_day())
}
