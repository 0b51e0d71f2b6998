//! Faults of hours in English.

use crate::words::Told;

use super::Fault;

#[expect(clippy::too_many_lines, reason = "one flat match, so that a new fault does not compile until it speaks")]
pub(super) fn told(fault: &Fault, piece: &str) -> Told {
    let piece = format!("“{piece}”");
    let (message, hint) = match fault {
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
