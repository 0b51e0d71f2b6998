//! What each item adds to a clause, or the next clause that it starts.

use super::super::super::problem::Fault;
use super::super::super::rule::{Days, Period, Span};
use super::super::items::{Item, Part, What};
use super::{Builder, Clause, Joint, Said, is_stretch};

impl Builder<'_> {
    pub(super) fn closed(&mut self, item: &Item) {
        let days_follow = matches!(self.next(1), Some(What::Days(_) | What::Periods(_)));
        let closes_what_precedes = matches!(self.joint, Joint::Beside | Joint::Comma)
            && self.current.said == Said::Open
            && !self.current.explicit
            && !self.current.is_blank()
            && !self.current.has_hours()
            && (!days_follow || (self.joint == Joint::Beside && self.hours_at(2)));
        let repeats = self.current.said == Said::Closed && self.current.is_bare();
        if closes_what_precedes || (repeats && self.current.explicit) {
            self.extend(item);
            self.current.said = Said::Closed;
            self.current.explicit = true;
        } else {
            self.start(Said::Closed, item);
        }
    }

    pub(super) fn open(&mut self, item: &Item) {
        let repeats = self.current.said == Said::Open && !self.current.has_hours() && !self.current.is_blank();
        if repeats && self.joint == Joint::Beside {
            self.extend(item);
        } else {
            self.start(Said::Open, item);
        }
    }

    pub(super) fn except(&mut self, item: &Item) {
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
    pub(super) fn including(&mut self, item: &Item) {
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
    pub(super) fn part(&mut self, part: Part, item: &Item) {
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

    pub(super) fn days(&mut self, days: &Days, item: &Item) {
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

    pub(super) fn periods(&mut self, periods: &[Period], item: &Item) {
        let content_follows = matches!(
            self.next(1),
            Some(
                What::Colon | What::Days(_) | What::Times(_) | What::AllDay | What::Part(_) | What::Closed | What::Open
            )
        );
        let open_and_said =
            self.current.said == Said::Open && (self.current.has_hours() || self.current.days.is_some());
        let is_free = self.current.periods.is_empty() || self.current.inherited;
        let comes_after = self.current.is_complete() || open_and_said;
        if self.current.is_bare() || (self.current.inherited && self.current.days.is_none()) {
            self.extend(item);
            self.current.titled = self.current.said == Said::Open && !self.current.explicit;
        } else if open_and_said && self.joint == Joint::Beside && !content_follows && !is_stretch(periods) {
            return self.fault(Fault::MissingTimes, item.range.clone());
        } else if comes_after
            && is_free
            && self.joint == Joint::Beside
            && (!content_follows || !self.current.has_hours())
        {
            self.extend(item);
        } else {
            let said = self.said_of_more(self.hours_at(1));
            self.next_clause(said, item);
            self.current.titled = said == Said::Open;
        }
        self.current.periods = periods.to_vec();
        self.current.inherited = false;
    }

    pub(super) fn times(&mut self, times: &[Span], item: &Item) {
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
        let Some(before) = self.clauses.last() else {
            return false;
        };
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
        let (Some(before), Some(first)) = (self.clauses.last(), times.first()) else {
            return false;
        };
        let is_later = before.times.last().is_none_or(|last| last.end <= first.start);
        before.said == Said::Open
            && before.days.is_some()
            && is_later
            && !before.all_day
            && !before.appointment
            && !matches!(self.next(1), Some(What::Days(_)))
    }

    pub(super) fn all_day(&mut self, item: &Item) {
        if self.current.excepted && self.gives_hours_back(item) {
            return self.all_day(item);
        }
        if self.current.has_hours() || self.current.said == Said::Closed {
            return self.fault(Fault::NotUnderstood, item.range.clone());
        }
        self.extend(item);
        self.current.all_day = true;
    }

    pub(super) fn appointment(&mut self, item: &Item) {
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
}

fn agrees(part: Part, span: Span) -> bool {
    let (start, end) = (span.start / 60, span.end.div_ceil(60));
    match part {
        Part::Morning => start < 12 && end <= 14,
        Part::Afternoon => (11..19).contains(&start) && end <= 21,
        Part::Evening => start >= 16,
        Part::Night => !(6..18).contains(&start),
    }
}
