//! Hours in English words.

use super::super::evaluate::Piece;
use super::super::rule::{DAY, Day, Days, Effect, Period, day_runs};
use super::{Voice, is_whole_day};

pub(super) struct English;

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The words of appointments as French hours write them.
const BY_APPOINTMENT: (&str, &str) = ("sur rendez-vous", "by appointment");

impl Voice for English {
    fn day(&self, day: u8) -> &'static str {
        DAYS[usize::from(day % 7)]
    }

    fn days(&self, mask: u8) -> String {
        if mask & Days::EVERY == Days::EVERY {
            return "every day".to_owned();
        }
        let mut names = Vec::new();
        for (first, last) in day_runs(mask) {
            if last - first >= 2 {
                names.push(format!("{} to {}", self.day(first), self.day(last)));
            } else {
                names.extend((first..=last).map(|day| self.day(day).to_owned()));
            }
        }
        self.all(&names)
    }

    fn nth(&self, nth: &[(u8, i8)]) -> String {
        let names: Vec<String> = nth
            .iter()
            .map(|&(day, nth)| match nth {
                -1 => format!("the last {} of the month", self.day(day)),
                nth if nth < 0 => format!("the {} {} from the end of the month", ordinal(-nth), self.day(day)),
                nth => format!("the {} {} of the month", ordinal(nth), self.day(day)),
            })
            .collect();
        self.all(&names)
    }

    fn holidays(&self) -> &'static str {
        "public holidays"
    }

    fn periods(&self, periods: &[Period]) -> String {
        let names: Vec<String> = periods.iter().map(period).collect();
        self.all(&names)
    }

    fn rest_of_the_year(&self) -> &'static str {
        "the rest of the year"
    }

    fn cell(&self, pieces: &[Piece<'_>]) -> String {
        if pieces.is_empty() {
            return "closed".to_owned();
        }
        let cells: Vec<String> = pieces
            .iter()
            .map(|piece| {
                let span = format!("{}\u{a0}–\u{a0}{}", time(piece.span.start), time(piece.span.end));
                with_words(piece, is_whole_day(pieces), span)
            })
            .collect();
        cells.join(", ")
    }

    fn hours(&self, pieces: &[Piece<'_>]) -> String {
        let hours: Vec<String> = pieces
            .iter()
            .map(|piece| {
                let span = format!("from {} to {}", time(piece.span.start), time(piece.span.end));
                with_words(piece, is_whole_day(pieces), span)
            })
            .collect();
        self.all(&hours)
    }

    fn at(&self, when: &str, pieces: &[Piece<'_>]) -> String {
        let is_unsaid = is_whole_day(pieces)
            && pieces.iter().any(|piece| piece.effect == Effect::Unknown && piece.comment.is_none());
        match (when, is_unsaid) {
            ("", _) => self.hours(pieces),
            (when, true) => format!("{when} (hours not given)"),
            (when, false) => format!("{when} {}", self.hours(pieces)),
        }
    }

    fn closed(&self, when: &str) -> String {
        if when.is_empty() { "closed".to_owned() } else { format!("closed {when}") }
    }

    fn otherwise(&self, comment: Option<&str>, effect: Effect) -> String {
        match (comment, effect) {
            (Some(comment), _) => format!("outside these hours, {}", translated(comment)),
            (None, Effect::Open) => "open outside these hours".to_owned(),
            (None, Effect::Closed) => "closed outside these hours".to_owned(),
            (None, Effect::Unknown) => "hours not given outside these".to_owned(),
        }
    }

    fn other_days_unknown(&self) -> &'static str {
        "the other hours are not given"
    }

    fn all(&self, things: &[String]) -> String {
        match things {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => format!("{} and {last}", first.join(", ")),
        }
    }

    fn list(&self, things: &[String]) -> String {
        things.join(", ")
    }

    fn during(&self, when: &str, hours: &str) -> String {
        format!("{when}, {hours}")
    }

    fn parts(&self, parts: &[String]) -> String {
        parts.join("; ")
    }

    fn change(&self, mask: u8, from: &str, to: &str) -> String {
        if mask.is_power_of_two() {
            format!("{} goes from {from} to {to}", self.days(mask))
        } else {
            format!("{} go from {from} to {to}", self.days(mask))
        }
    }

    fn added(&self, what: &str) -> String {
        format!("added: {what}")
    }

    fn removed(&self, what: &str) -> String {
        format!("removed: {what}")
    }
}

fn with_words(piece: &Piece<'_>, is_whole_day: bool, span: String) -> String {
    let comment = piece.comment.map(translated);
    match (piece.effect, comment) {
        (Effect::Unknown, None) if is_whole_day => "hours not given".to_owned(),
        (Effect::Unknown, Some(comment)) if is_whole_day => comment.to_owned(),
        (Effect::Unknown, None) => format!("{span} (to be checked)"),
        (_, None) if is_whole_day => "24 hours a day".to_owned(),
        (_, Some(comment)) if is_whole_day => format!("24 hours a day ({comment})"),
        (Effect::Unknown, Some(comment)) => format!("{span} {comment}"),
        (_, Some(comment)) => format!("{span} ({comment})"),
        (_, None) => span,
    }
}

fn translated(comment: &str) -> &str {
    if comment == BY_APPOINTMENT.0 { BY_APPOINTMENT.1 } else { comment }
}

fn time(minutes: u16) -> String {
    if minutes == DAY {
        return "midnight".to_owned();
    }
    let of_day = minutes % DAY;
    format!("{}:{:02}", of_day / 60, of_day % 60)
}

fn period(period: &Period) -> String {
    match *period {
        Period::Months { from, to } if from == to => format!("in {}", month(from)),
        Period::Months { from, to } => format!("from {} to {}", month(from), month(to)),
        Period::Days { from, to } if from == to => format!("on {}", date(from)),
        Period::Days { from, to } if (from.month, from.year) == (to.month, to.year) => {
            format!("from {} to {}", from.number, date(to))
        }
        Period::Days { from, to } if from.year == to.year => {
            format!("from {} {} to {}", from.number, month(from.month), date(to))
        }
        Period::Days { from, to } => format!("from {} to {}", date(from), date(to)),
    }
}

fn date(day: Day) -> String {
    let date = format!("{} {}", day.number, month(day.month));
    day.year.map_or(date.clone(), |year| format!("{date} {year}"))
}

fn ordinal(number: i8) -> String {
    match number {
        1 => "1st".to_owned(),
        2 => "2nd".to_owned(),
        3 => "3rd".to_owned(),
        number => format!("{number}th"),
    }
}

fn month(month: i8) -> &'static str {
    MONTHS[usize::from(month.unsigned_abs()) - 1]
}
