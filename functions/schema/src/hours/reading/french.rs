//! Hours in French words, with the no-break spaces that French typography asks
//! for.

use super::super::evaluate::Piece;
use super::super::rule::{DAY, Day, Days, Effect, Period, day_runs};
use super::{Voice, is_whole_day};

pub(super) struct French;

const DAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const UNKNOWN: &str = "horaires non précisés";

impl Voice for French {
    fn day(&self, day: u8) -> &'static str {
        DAYS[usize::from(day % 7)]
    }

    fn days(&self, mask: u8) -> String {
        if mask & Days::EVERY == Days::EVERY {
            return "tous les jours".to_owned();
        }
        let mut names = Vec::new();
        for (first, last) in day_runs(mask) {
            if last - first >= 2 {
                names.push(format!("du {} au {}", self.day(first), self.day(last)));
            } else {
                names.extend((first..=last).map(|day| format!("le {}", self.day(day))));
            }
        }
        self.all(&names)
    }

    fn nth(&self, nth: &[(u8, i8)]) -> String {
        let names: Vec<String> = nth
            .iter()
            .map(|&(day, nth)| match nth {
                1 => format!("le 1er {} du mois", self.day(day)),
                -1 => format!("le dernier {} du mois", self.day(day)),
                nth if nth < 0 => format!("le {}e {} avant la fin du mois", -nth, self.day(day)),
                nth => format!("le {nth}e {} du mois", self.day(day)),
            })
            .collect();
        self.all(&names)
    }

    fn holidays(&self) -> &'static str {
        "les jours fériés"
    }

    fn periods(&self, periods: &[Period]) -> String {
        let names: Vec<String> = periods.iter().map(period).collect();
        self.all(&names)
    }

    fn rest_of_the_year(&self) -> &'static str {
        "le reste de l’année"
    }

    fn cell(&self, pieces: &[Piece<'_>]) -> String {
        if pieces.is_empty() {
            return "fermé".to_owned();
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
                let span = format!("de {} à {}", time(piece.span.start), time(piece.span.end));
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
            (when, true) => format!("{when} à des heures non précisées"),
            (when, false) => format!("{when} {}", self.hours(pieces)),
        }
    }

    fn closed(&self, when: &str) -> String {
        if when.is_empty() { "fermé".to_owned() } else { format!("fermé {when}") }
    }

    fn otherwise(&self, comment: Option<&str>, effect: Effect) -> String {
        match (comment, effect) {
            (Some(comment), _) => format!("en dehors de ces heures, {comment}"),
            (None, Effect::Open) => "ouvert en dehors de ces heures".to_owned(),
            (None, Effect::Closed) => "fermé en dehors de ces heures".to_owned(),
            (None, Effect::Unknown) => "horaires non précisés en dehors de ces heures".to_owned(),
        }
    }

    fn other_days_unknown(&self) -> &'static str {
        "les autres horaires ne sont pas précisés"
    }

    fn all(&self, things: &[String]) -> String {
        match things {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => format!("{} et {last}", first.join(", ")),
        }
    }

    fn list(&self, things: &[String]) -> String {
        things.join(", ")
    }

    fn during(&self, when: &str, hours: &str) -> String {
        format!("{when}, {hours}")
    }

    fn parts(&self, parts: &[String]) -> String {
        parts.join("\u{202f}; ")
    }

    fn change(&self, mask: u8, from: &str, to: &str) -> String {
        if mask.is_power_of_two() {
            format!("{} passe de {from} à {to}", self.days(mask))
        } else {
            format!("{}, on passe de {from} à {to}", self.days(mask))
        }
    }

    fn added(&self, what: &str) -> String {
        format!("ajouté\u{a0}: {what}")
    }

    fn removed(&self, what: &str) -> String {
        format!("retiré\u{a0}: {what}")
    }
}

/// What is said of a stretch besides its ends.
fn with_words(piece: &Piece<'_>, is_whole_day: bool, span: String) -> String {
    match (piece.effect, piece.comment) {
        (Effect::Unknown, None) if is_whole_day => UNKNOWN.to_owned(),
        (Effect::Unknown, Some(comment)) if is_whole_day => comment.to_owned(),
        (Effect::Unknown, None) => format!("{span} (à vérifier)"),
        (_, None) if is_whole_day => "24\u{a0}h sur 24".to_owned(),
        (_, Some(comment)) if is_whole_day => format!("24\u{a0}h sur 24 ({comment})"),
        (Effect::Unknown, Some(comment)) => format!("{span} {comment}"),
        (_, Some(comment)) => format!("{span} ({comment})"),
        (_, None) => span,
    }
}

/// `8 h`, `15 h 30`, `minuit`; past midnight, the time of the next day.
fn time(minutes: u16) -> String {
    let of_day = minutes % DAY;
    if minutes == DAY {
        return "minuit".to_owned();
    }
    match of_day % 60 {
        0 => format!("{}\u{a0}h", of_day / 60),
        minute => format!("{}\u{a0}h\u{a0}{minute:02}", of_day / 60),
    }
}

fn period(period: &Period) -> String {
    match *period {
        Period::Months { from, to } if from == to => format!("en {}", month(from)),
        Period::Months { from, to } => format!("{} à {}", de(month(from)), month(to)),
        Period::Days { from, to } if from == to => format!("le {}", date(from)),
        Period::Days { from, to } if (from.month, from.year) == (to.month, to.year) => {
            format!("du {} au {}", number(from.number), date(to))
        }
        Period::Days { from, to } if from.year == to.year => {
            format!("du {} {} au {}", number(from.number), month(from.month), date(to))
        }
        Period::Days { from, to } => format!("du {} au {}", date(from), date(to)),
    }
}

fn de(month: &str) -> String {
    if month.starts_with(['a', 'o']) { format!("d’{month}") } else { format!("de {month}") }
}

fn date(day: Day) -> String {
    let date = format!("{} {}", number(day.number), month(day.month));
    day.year.map_or(date.clone(), |year| format!("{date} {year}"))
}

fn number(day: i8) -> String {
    if day == 1 { "1er".to_owned() } else { day.to_string() }
}

fn month(month: i8) -> &'static str {
    MONTHS[usize::from(month.unsigned_abs()) - 1]
}
