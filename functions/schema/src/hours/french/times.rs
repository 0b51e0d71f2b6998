//! Times of the day: `8h-13h, 15h30-19h30`, `de midi à 18h`, `18h-2h`.

use super::super::problem::Fault;
use super::super::rule::{DAY, Span};
use super::items::{Named, Reader, What};
use super::lexer::Kind;
use super::vocabulary::Meaning;

/// A night may run on to the noon of the next day, and no further: beyond, the
/// two times were more likely written the wrong way round.
const NIGHT_ENDS: u16 = 12 * 60;

impl Reader<'_> {
    /// Whether times are written from here, `de` and `entre` passed over.
    pub(super) fn is_time_start(&self, at: usize) -> bool {
        let mut at = self.past_skipped(at);
        if self.is_word(at, Meaning::Between) {
            at = self.past_skipped(at + 1);
        }
        if self.is_word(at, Meaning::To) && self.is_time(at + 1) {
            return true;
        }
        self.is_time(at) || self.is_hour_number(at)
    }

    pub(super) fn is_time(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(Kind::Time(_) | Kind::NoSuchTime | Kind::Word(Meaning::Noon | Meaning::Midnight)))
    }

    /// A bare number is an hour when the other end of its range is a time.
    fn is_hour_number(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(Kind::Number(hour, 1 | 2)) if *hour <= 24)
            && self.range_end(at).is_some_and(|end| self.is_time(end))
    }

    /// Where the other end of a range is, if something says that one follows.
    pub(super) fn range_end(&self, at: usize) -> Option<usize> {
        let joins = |at: usize| matches!(self.kind(at), Some(Kind::Dash | Kind::Word(Meaning::To | Meaning::Until)));
        let mut end = at + 1;
        if !joins(end) {
            return None;
        }
        while joins(end) {
            end += 1;
        }
        Some(end)
    }

    pub(super) fn times_item(&mut self) {
        let start = self.at;
        let mut spans: Vec<Span> = Vec::new();
        let mut is_sound = true;
        loop {
            let before = self.problems.len();
            let span = self.time_range();
            is_sound &= self.problems.len() == before;
            spans.extend(span);
            let Some(next) = self.next_range() else { break };
            self.at = next;
        }
        spans.sort_unstable();
        if spans.windows(2).any(|pair| pair[0].overlaps(pair[1])) {
            self.fault(Fault::Overlap, start, self.at);
            is_sound = false;
        }
        // A fault was told: the clause is kept whole so that no other comes of it.
        if is_sound || spans.is_empty() {
            self.push(What::Times(spans), start, self.at);
        } else {
            self.push(What::Times(spans[..1].to_vec()), start, self.at);
        }
        self.named = Named::Hours;
    }

    /// Where the next range of a list starts: after `,`, `et`, or at once.
    fn next_range(&self) -> Option<usize> {
        let is_joined =
            matches!(self.kind(self.at), Some(Kind::Comma | Kind::Slash | Kind::Plus | Kind::Word(Meaning::And)));
        let also = usize::from(is_joined && self.is_word(self.at + 1, Meaning::And));
        let is_dashed = self.kind(self.at) == Some(&Kind::Dash) && self.is_worded(self.at + 1);
        let next = self.at + usize::from(is_joined || is_dashed) + also;
        self.is_time_start(next).then_some(next)
    }

    /// One range, from its first word; nothing, with a fault, if it is not one.
    fn time_range(&mut self) -> Option<Span> {
        let written = self.at;
        let mut at = self.past_skipped(written);
        let is_between = self.is_word(at, Meaning::Between);
        if is_between {
            at = self.past_skipped(at + 1);
        }
        if self.is_word(at, Meaning::To) {
            at += 1;
        }
        let end = match self.range_end(at) {
            Some(end) => Some(self.past_skipped(end)),
            None if is_between && self.is_word(at + 1, Meaning::And) => Some(self.past_skipped(at + 2)),
            None => None,
        };
        let Some(end) = end.filter(|&end| self.is_time(end) || self.is_closing_number(end)) else {
            let fault = if self.kind(at) == Some(&Kind::NoSuchTime) { Fault::NoSuchTime } else { Fault::LoneTime };
            self.fault(fault, at, at + 1);
            self.at = at + 1;
            return None;
        };
        self.at = self.past_morning(end);
        let goes_on = self.is_worded(at) && self.is_worded(end + 2);
        if let Some(more) = self.range_end(end).filter(|&more| self.is_time(more) && !goes_on) {
            return self.broken_range(at, more);
        }
        self.span(at, end)
    }

    /// `9h à 12h`: a dash after it is no part of it (`9h à 12h - 14h à 18h`).
    fn is_worded(&self, at: usize) -> bool {
        self.is_time(at) && self.is_word(at + 1, Meaning::To) && self.is_time(at + 2)
    }

    /// `8h-13`: a bare number closes a range that a time opened.
    fn is_closing_number(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(Kind::Number(hour, 1 | 2)) if *hour <= 24)
            && !matches!(
                self.kind(at + 1),
                Some(Kind::Word(Meaning::Month(_)) | Kind::Slash | Kind::Number(..) | Kind::Stranger(_))
            )
    }

    /// `2h du matin` is two in the night, as it reads.
    fn past_morning(&self, end: usize) -> usize {
        let word = self.past_skipped(end + 1);
        let is_small = matches!(self.kind(end), Some(Kind::Time(time)) if *time <= NIGHT_ENDS);
        if word > end + 1 && is_small && self.is_word(end + 1, Meaning::From) && self.is_word(word, Meaning::Morning) {
            word + 1
        } else {
            end + 1
        }
    }

    fn broken_range(&mut self, start: usize, mut end: usize) -> Option<Span> {
        while let Some(more) = self.range_end(end).filter(|&more| self.is_time(more)) {
            end = more;
        }
        self.fault(Fault::BrokenRange, start, end + 1);
        self.at = end + 1;
        None
    }

    fn span(&mut self, first: usize, last: usize) -> Option<Span> {
        let (Some(start), Some(end)) = (self.opening(first), self.closing_time(last)) else {
            for at in [first, last] {
                if self.opening(at).is_none() && self.closing_time(at).is_none() {
                    self.fault(Fault::NoSuchTime, at, at + 1);
                }
            }
            if self.opening(first).is_none() && self.closing_time(first).is_some() {
                self.fault(Fault::NoSuchTime, first, first + 1);
            }
            return None;
        };
        if start == end % DAY && end != DAY {
            self.fault(Fault::EmptyRange, first, last + 1);
            return None;
        }
        if start < end {
            return Some(Span { start, end });
        }
        if end > NIGHT_ENDS {
            self.fault(Fault::LongNight, first, last + 1);
            return None;
        }
        Some(Span { start, end: end + DAY })
    }

    fn opening(&self, at: usize) -> Option<u16> {
        match self.kind(at)? {
            Kind::Time(time) => Some(*time).filter(|time| *time < DAY),
            Kind::Number(hour, _) => Some(hour * 60).filter(|time| *time < DAY),
            Kind::Word(Meaning::Noon) => Some(DAY / 2),
            Kind::Word(Meaning::Midnight) => Some(0),
            _ => None,
        }
    }

    fn closing_time(&self, at: usize) -> Option<u16> {
        match self.kind(at)? {
            Kind::Time(0) | Kind::Word(Meaning::Midnight) => Some(DAY),
            Kind::Time(time) => Some(*time),
            Kind::Number(hour, _) => Some(if *hour == 0 { DAY } else { hour * 60 }),
            Kind::Word(Meaning::Noon) => Some(DAY / 2),
            _ => None,
        }
    }
}
