//! Items into clauses: what is open or closed, when.
//!
//! French lets the parts of a clause come in several orders (`samedi 9h-12h`,
//! `9h-12h le samedi`, `fermé dimanche`, `dimanche : fermé`). An order that could
//! be read two ways is a fault.

use std::ops::Range;

use super::super::problem::{Fault, Problem};
use super::super::rule::{Days, Period, Span};
use super::items::{Item, Part, What};

/// What a clause says of its days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Said {
    #[default]
    Open,
    Closed,
}

#[derive(Clone, Debug, Default)]
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

pub(super) struct Builder<'a> {
    text: &'a str,
    items: &'a [Item],
    at: usize,
    joint: Joint,
    current: Clause,
    season: Vec<Period>,
    clauses: Vec<Clause>,
    /// An appointment beside the hours: `et sur rendez-vous`.
    pub also_by_appointment: bool,
    problems: Vec<Problem>,
}

/// The clauses of a text's items.
pub(super) struct Clauses {
    pub clauses: Vec<Clause>,
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
    Clauses {
        clauses: builder.clauses,
        also_by_appointment: builder.also_by_appointment,
        problems: builder.problems,
    }
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

    fn closed(&mut self, item: &Item) {
        let days_follow = matches!(self.next(1), Some(What::Days(_) | What::Periods(_)));
        let closes_what_precedes = matches!(self.joint, Joint::Beside | Joint::Comma)
            && self.current.said == Said::Open
            && !self.current.explicit
            && !self.current.is_blank()
            && !self.current.has_hours()
            && (!days_follow || (self.joint == Joint::Beside && self.hours_at(2)));
        if closes_what_precedes {
            self.extend(item);
            self.current.said = Said::Closed;
            self.current.explicit = true;
        } else {
            self.start(Said::Closed, item);
        }
    }

    fn open(&mut self, item: &Item) {
        let repeats = self.current.said == Said::Open && !self.current.has_hours() && !self.current.is_blank();
        if repeats && self.joint == Joint::Beside {
            self.extend(item);
        } else {
            self.start(Said::Open, item);
        }
    }

    fn except(&mut self, item: &Item) {
        if self.current.said == Said::Closed && !self.current.is_blank() {
            // Closed but for some days: open then, at hours that are not said.
            self.fault(Fault::NotUnderstood, self.current.range.start..item.range.end);
        }
        let periods = self.current.periods.clone();
        let titled = self.current.titled;
        self.start(Said::Closed, item);
        self.current.excepted = true;
        if titled || self.clauses.last().is_some_and(|before| before.inherited) {
            self.current.periods = periods;
            self.current.inherited = true;
        }
    }

    /// `jours fériés compris`, `y compris les jours fériés`.
    fn including(&mut self, item: &Item) {
        let is_before = matches!(self.next(1), Some(What::Days(days)) if days.plain == 0 && days.holidays);
        if is_before && !self.current.is_blank() && self.current.said == Said::Open {
            self.current.days.get_or_insert_with(|| Days::plain(Days::EVERY)).holidays = true;
            self.extend(&self.items[self.at + 1].clone());
            self.at += 1;
        } else if self.joint == Joint::Beside && (self.current.days.is_some() || !self.current.periods.is_empty()) {
            self.extend(item);
        } else {
            self.fault(Fault::NotUnderstood, item.range.clone());
        }
    }

    /// `samedi matin 9h-12h`, `9h-12h le matin`.
    fn part(&mut self, part: Part, item: &Item) {
        let next = match self.next(1) {
            Some(What::Colon) => self.next(2),
            next => next,
        };
        let times = match next {
            Some(What::Times(times)) => times.clone(),
            _ => match self.at.checked_sub(1).map(|before| &self.items[before].what) {
                Some(What::Times(times)) => times.clone(),
                _ => Vec::new(),
            },
        };
        if times.is_empty() || !times.iter().any(|span| agrees(part, *span)) {
            self.fault(Fault::PartOfDay, item.range.clone());
            // The rest of the clause is taken as said: one fault is enough.
            if !self.current.has_hours() {
                self.current.appointment = !self.current.is_blank() && times.is_empty();
            }
        }
    }

    fn days(&mut self, days: &Days, item: &Item) {
        let is_excluded_holiday = days.plain == 0 && days.holidays && matches!(self.next(1), Some(What::Including));
        if is_excluded_holiday && self.current.said == Said::Open && !self.current.is_blank() {
            self.current.days.get_or_insert_with(|| Days::plain(Days::EVERY)).holidays = true;
            self.extend(item);
            return;
        }
        if self.current.days.is_none() && self.takes_days_after() {
            self.extend(item);
            self.current.days_came_last = !self.current.times.is_empty();
            self.current.days = Some(days.clone());
        } else if self.current.is_complete() || (self.current.days.is_some() && self.joint == Joint::Strong) {
            let said = self.said_of_more(self.hours_at(1));
            self.next_clause(said, item);
            self.current.days = Some(days.clone());
        } else {
            self.extend(item);
            let said = self.current.days.get_or_insert_default();
            said.plain |= days.plain;
            said.holidays |= days.holidays;
            said.nth.extend(&days.nth);
        }
    }

    /// Whether days here belong to the hours or the date before them.
    fn takes_days_after(&self) -> bool {
        let joined = matches!(self.joint, Joint::Beside | Joint::Comma);
        let more = self.hours_at(1)
            || (matches!(self.next(1), Some(What::Closed)) && self.joint == Joint::Comma)
            || matches!(self.next(1), Some(What::Appointment));
        let is_appointment_alone = self.current.appointment && self.current.times.is_empty();
        let all_days = self.current.all_day && self.joint == Joint::And;
        match self.current.said {
            Said::Open if is_appointment_alone => self.joint == Joint::Beside,
            Said::Open if self.current.has_hours() => (joined || all_days) && !more,
            Said::Open => true,
            Said::Closed => self.current.is_bare() || (self.current.inherited || self.joint == Joint::Beside),
        }
    }

    /// What a clause says that goes on with another day or date: `fermé le lundi
    /// et le 25 décembre` closes both.
    fn said_of_more(&self, hours_follow: bool) -> Said {
        let goes_on = self.current.said == Said::Closed
            && self.joint != Joint::Strong
            && !hours_follow
            && !matches!(self.next(1), Some(What::Appointment | What::Open));
        if goes_on { Said::Closed } else { Said::Open }
    }

    fn next_clause(&mut self, said: Said, item: &Item) {
        let excepted = self.current.excepted;
        self.flush();
        self.current.said = said;
        self.current.explicit = said == Said::Closed;
        self.current.excepted = excepted && said == Said::Closed;
        self.current.range = item.range.clone();
    }

    fn periods(&mut self, periods: &[Period], item: &Item) {
        let content_follows = matches!(
            self.next(1),
            Some(What::Colon | What::Days(_) | What::Times(_) | What::AllDay | What::Part(_) | What::Closed | What::Open)
        );
        let open_and_said = self.current.said == Said::Open && (self.current.has_hours() || self.current.days.is_some());
        let is_free = self.current.periods.is_empty() || self.current.inherited;
        let comes_after = self.current.is_complete() || open_and_said;
        if self.current.is_bare() || (self.current.inherited && self.current.days.is_none()) {
            self.extend(item);
            self.current.titled = self.current.said == Said::Open && !self.current.explicit;
        } else if open_and_said && self.joint == Joint::Beside && !content_follows && !is_stretch(periods) {
            return self.fault(Fault::MissingTimes, item.range.clone());
        } else if comes_after && is_free && self.joint == Joint::Beside && (!content_follows || !self.current.has_hours()) {
            self.extend(item);
        } else {
            let said = self.said_of_more(self.hours_at(1));
            self.next_clause(said, item);
            self.current.titled = said == Said::Open;
        }
        self.current.periods = periods.to_vec();
        self.current.inherited = false;
    }

    fn times(&mut self, times: &[Span], item: &Item) {
        if self.current.excepted && self.gives_hours_back(item) {
            return self.times(times, item);
        }
        if self.current.is_blank() && self.goes_on(times) {
            if let Some(before) = self.clauses.last_mut() {
                before.times.extend(times);
                before.range.end = item.range.end;
            }
            return;
        }
        if self.current.days_came_last && self.joint == Joint::Comma {
            self.next_clause(Said::Open, item);
        }
        let closes_days = self.current.said == Said::Closed && self.joint == Joint::Comma;
        let is_choice = self.joint == Joint::Or && self.current.has_hours();
        let is_apart = self.current.appointment && (self.joint != Joint::Beside || !self.current.times.is_empty());
        if self.current.all_day || is_apart || is_choice || closes_days {
            return self.fault(Fault::NotUnderstood, item.range.clone());
        }
        self.extend(item);
        self.current.times.extend(times);
    }

    /// `tous les jours sauf le mardi 10h-18h`: the hours are those of every day.
    /// When those have hours already, the exception's could be either's.
    fn gives_hours_back(&mut self, item: &Item) -> bool {
        let Some(before) = self.clauses.last() else { return false };
        if before.said == Said::Closed || before.has_hours() || self.current.is_bare() {
            if before.said == Said::Open && before.has_hours() {
                self.fault(Fault::DaySaidTwice, self.current.range.start..item.range.end);
            }
            self.current.excepted = false;
            return false;
        }
        let before = self.clauses.pop().unwrap_or_default();
        let exception = std::mem::replace(&mut self.current, before);
        self.clauses.push(Clause { excepted: false, ..exception });
        true
    }

    /// Hours on a line of their own go on with the days of the line before.
    fn goes_on(&self, times: &[Span]) -> bool {
        let (Some(before), Some(first)) = (self.clauses.last(), times.first()) else { return false };
        let is_later = before.times.last().is_none_or(|last| last.end <= first.start);
        before.said == Said::Open
            && before.days.is_some()
            && is_later
            && !before.all_day
            && !before.appointment
            && !matches!(self.next(1), Some(What::Days(_)))
    }

    fn all_day(&mut self, item: &Item) {
        if self.current.excepted && self.gives_hours_back(item) {
            return self.all_day(item);
        }
        if self.current.has_hours() || self.current.said == Said::Closed {
            return self.fault(Fault::NotUnderstood, item.range.clone());
        }
        self.extend(item);
        self.current.all_day = true;
    }

    fn appointment(&mut self, item: &Item) {
        let days_follow = matches!(self.next(1), Some(What::Days(_) | What::Times(_) | What::Periods(_)));
        let is_beside = matches!(self.joint, Joint::And | Joint::Or) || self.joint == Joint::Strong;
        let anything_before = !self.current.is_blank() || !self.clauses.is_empty();
        if self.current.said == Said::Closed && !self.current.excepted && self.joint == Joint::Beside
            || self.current.excepted && self.current.is_bare()
        {
            return self.fault(Fault::LooseAppointment, item.range.clone());
        }
        if days_follow && (self.current.is_complete() || self.joint == Joint::Strong) {
            self.next_clause(Said::Open, item);
            self.current.appointment = true;
        } else if is_beside && anything_before {
            self.also_by_appointment = true;
        } else if self.joint == Joint::Comma && self.current.has_hours() {
            self.fault(Fault::AmbiguousAppointment, self.current.range.start..item.range.end);
        } else if self.current.said == Said::Closed || self.current.all_day {
            self.fault(Fault::LooseAppointment, item.range.clone());
        } else {
            self.extend(item);
            self.current.appointment = true;
        }
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

fn agrees(part: Part, span: Span) -> bool {
    let (start, end) = (span.start / 60, span.end.div_ceil(60));
    match part {
        Part::Morning => start < 12 && end <= 14,
        Part::Afternoon => (11..19).contains(&start) && end <= 21,
        Part::Evening => start >= 16,
        Part::Night => start >= 18 || start < 6,
    }
}
