//! Days of the week: `du mardi au samedi`, `lu/ma/me`, `1er samedi du mois`.

use super::super::osm::day_range;
use super::super::problem::Fault;
use super::super::rule::Days;
use super::items::{Named, Reader, What};
use super::lexer::Kind;
use super::vocabulary::Meaning;

impl Reader<'_> {
    /// Whether days are named from here, articles passed over.
    pub(super) fn is_day_start(&self, at: usize) -> bool {
        let at = self.past_skipped(at);
        match self.kind(at) {
            Some(Kind::EveryDay) => true,
            Some(Kind::Word(word)) => match word {
                Meaning::Day(_) | Meaning::Daily | Meaning::Weekend | Meaning::Holiday => true,
                Meaning::DayWord => self.is_word(at + 1, Meaning::Holiday),
                Meaning::Every => {
                    let next = self.past_skipped(at + 1);
                    self.is_word(next, Meaning::DayWord) || self.is_part(next) || self.is_day_start(next)
                }
                Meaning::Week => self.is_word(self.past_dash(at + 1), Meaning::End),
                Meaning::Ordinal(_) => self.nth(at).is_some(),
                _ => false,
            },
            Some(Kind::Ordinal(_)) => self.nth(at).is_some(),
            _ => false,
        }
    }

    pub(super) fn days_item(&mut self) {
        let start = self.at;
        let mut days = Days::default();
        let mut first_comma = None;
        let mut is_list = false;
        loop {
            let Some(end) = self.day_element(self.past_skipped(self.at), &mut days) else {
                return;
            };
            self.at = end;
            let Some(next) = self.next_in_list(end) else {
                break;
            };
            if matches!(self.kind(end), Some(Kind::Comma)) && first_comma.is_none() {
                first_comma = Some((end, days.clone()));
            }
            self.at = next;
            is_list = true;
        }
        // `fermé le lundi, mardi au samedi 9h-19h`: the hours are not the closure's. Without
        // a comma (`fermé lundi mardi 9h-12h`) nobody can tell.
        if self.named != Named::Hours && self.hours_follow(self.at) {
            if let Some((comma, before)) = first_comma {
                self.named = Named::Hours;
                return self.push(What::Days(before), start, comma);
            }
            if is_list && self.named == Named::Closure {
                self.fault(Fault::NotUnderstood, start, self.at);
            }
        }
        days.sort();
        self.push(What::Days(days), start, self.at);
    }

    /// Where the next day of a list starts: after `,`, `/`, `et`, or at once.
    fn next_in_list(&self, at: usize) -> Option<usize> {
        let is_joined =
            matches!(self.kind(at), Some(Kind::Comma | Kind::Slash | Kind::Plus | Kind::Word(Meaning::And)));
        let also = usize::from(is_joined && self.is_word(at + 1, Meaning::And));
        let next = at + usize::from(is_joined) + also;
        self.is_day_start(next).then_some(next)
    }

    fn hours_follow(&self, at: usize) -> bool {
        let at = at + usize::from(matches!(self.kind(at), Some(Kind::Colon | Kind::Dash)));
        self.is_time_start(at) || matches!(self.kind(at), Some(Kind::AllDay))
    }

    /// Adds the day or stretch of days at `at`; where it ends. Nothing, with a
    /// fault, when it is one day of the calendar (`mer 6`).
    fn day_element(&mut self, at: usize, days: &mut Days) -> Option<usize> {
        match self.kind(at)?.clone() {
            Kind::EveryDay | Kind::Word(Meaning::Daily) => {
                days.plain = Days::EVERY;
                Some(at + 1)
            }
            Kind::Word(Meaning::Weekend) => {
                days.plain |= 0b110_0000;
                Some(at + 1)
            }
            Kind::Word(Meaning::Week) => {
                days.plain |= 0b110_0000;
                Some(self.past_dash(at + 1) + 1)
            }
            Kind::Word(Meaning::Holiday) => {
                days.holidays = true;
                Some(at + 1)
            }
            Kind::Word(Meaning::DayWord) => {
                days.holidays = true;
                Some(at + 2)
            }
            Kind::Word(Meaning::Every) => self.every(at, days),
            Kind::Word(Meaning::Ordinal(_)) | Kind::Ordinal(_) => {
                let (nth, day, end) = self.nth(at)?;
                days.nth.extend(nth.into_iter().map(|nth| (day, nth)));
                Some(self.past_every_month(end))
            }
            Kind::Word(Meaning::Day(day)) => self.day_or_range(at, day, days),
            _ => None,
        }
    }

    /// `tous les soirs`: every day, and the part is read after it.
    fn is_part(&self, at: usize) -> bool {
        [Meaning::Morning, Meaning::Evening, Meaning::Night].into_iter().any(|part| self.is_word(at, part))
    }

    fn every(&mut self, at: usize, days: &mut Days) -> Option<usize> {
        let next = self.past_skipped(at + 1);
        if self.is_part(next) {
            days.plain = Days::EVERY;
            return Some(next);
        }
        if !self.is_word(next, Meaning::DayWord) {
            return self.day_element(next, days);
        }
        if self.is_word(next + 1, Meaning::Holiday) {
            days.holidays = true;
            return Some(next + 2);
        }
        days.plain = Days::EVERY;
        Some(next + 1)
    }

    fn day_or_range(&mut self, at: usize, day: u8, days: &mut Days) -> Option<usize> {
        let dot_free = at + 1;
        if self.is_dated(dot_free) {
            let end = self.past_session(dot_free);
            self.fault(Fault::DatedSession, at, end);
            self.at = end;
            return None;
        }
        if let Some(Kind::Dash | Kind::Word(Meaning::To | Meaning::Until)) = self.kind(dot_free) {
            let mut last = self.past_skipped(dot_free + 1);
            while self.is_word(last, Meaning::To) {
                last = self.past_skipped(last + 1);
            }
            if let Some(Kind::Word(Meaning::Day(last_day))) = self.kind(last) {
                let last_day = *last_day;
                days.plain |= day_range(day, last_day);
                return Some(last + 1);
            }
        }
        days.plain |= 1 << day;
        Some(dot_free)
    }

    /// `lundi 14 juillet 2027`: a weekday that its year lets check.
    pub(super) fn is_date_of_a_year(&self, at: usize) -> bool {
        let at = self.past_skipped(at);
        matches!(self.kind(at), Some(Kind::Word(Meaning::Day(_))))
            && self.is_dated(at + 1)
            && (at..at + 10)
                .take_while(|&at| !matches!(self.kind(at), None | Some(Kind::Strong | Kind::Comma)))
                .any(|at| matches!(self.kind(at), Some(Kind::Number(_, 4))))
    }

    /// Whether a number here makes a weekday one day of the calendar.
    pub(super) fn is_dated(&self, at: usize) -> bool {
        match self.kind(at) {
            Some(Kind::Number(..)) => !self.is_time_start(at) && !self.is_bare_range(at),
            Some(Kind::Ordinal(_)) => self.nth(at).is_none(),
            _ => false,
        }
    }

    /// `9-12`: hours or dates, nobody can tell.
    pub(super) fn is_bare_range(&self, at: usize) -> bool {
        matches!(
            (self.kind(at), self.kind(at + 1), self.kind(at + 2)),
            (Some(Kind::Number(_, 1 | 2)), Some(Kind::Dash | Kind::Word(Meaning::To)), Some(Kind::Number(_, 1 | 2)))
        ) && !matches!(self.kind(at + 3), Some(Kind::Word(Meaning::Month(_)) | Kind::Slash))
    }

    /// The end of a dated session: its day, month, year and moments.
    fn past_session(&self, mut at: usize) -> usize {
        while matches!(
            self.kind(at),
            Some(
                Kind::Number(..)
                    | Kind::Ordinal(_)
                    | Kind::Time(_)
                    | Kind::Slash
                    | Kind::Dash
                    | Kind::Word(Meaning::Month(_))
            )
        ) {
            at += 1;
        }
        at
    }

    /// `de chaque mois` says no more than `du mois`.
    fn past_every_month(&self, at: usize) -> usize {
        let every = self.past_skipped(at);
        let is_every_month = self.is_word(every, Meaning::Every) && self.is_word(every + 1, Meaning::OfMonth);
        if is_every_month { every + 2 } else { at }
    }

    /// `1er et 3e samedis`: which ones, of which day, and where it ends.
    fn nth(&self, mut at: usize) -> Option<(Vec<i8>, u8, usize)> {
        let mut nth = Vec::new();
        loop {
            match self.kind(at) {
                Some(Kind::Ordinal(number)) if (1..=5).contains(number) => nth.push(*number),
                Some(Kind::Word(Meaning::Ordinal(number))) => nth.push(*number),
                _ => return None,
            }
            at += 1;
            if let Some(Kind::Word(Meaning::Day(day))) = self.kind(at) {
                return Some((nth, *day, at + 1));
            }
            let is_joined =
                matches!(self.kind(at), Some(Kind::Comma | Kind::Slash | Kind::Plus | Kind::Word(Meaning::And)));
            at = self.past_skipped(at + usize::from(is_joined));
        }
    }
}
