//! The public holidays of France, for any year.
//!
//! Those of article L3133-1 of the labour code; Alsace and Moselle's two more
//! are not Malakoff's.

use jiff::ToSpan;
use jiff::civil::Date;

/// Month and day of those that do not move.
const FIXED: [(i8, i8); 8] = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)];

/// Days after Easter Sunday: Easter Monday, Ascension, Whit Monday.
const AFTER_EASTER: [i32; 3] = [1, 39, 50];

pub(super) fn is_public_holiday(date: Date) -> bool {
    FIXED.contains(&(date.month(), date.day()))
        || easter(date.year()).is_some_and(|easter| {
            AFTER_EASTER.iter().any(|&days| easter.checked_add(days.days()).is_ok_and(|day| day == date))
        })
}

/// Easter Sunday in the Gregorian calendar (Meeus, Jones and Butcher).
fn easter(year: i16) -> Option<Date> {
    let year_of_era = i32::from(year);
    let golden = year_of_era % 19;
    let (century, year_of_century) = (year_of_era / 100, year_of_era % 100);
    let correction = century / 4 + (century - (century + 8) / 25 + 1) / 3;
    let full_moon = (19 * golden + century - correction + 15) % 30;
    let to_sunday = (32 + 2 * (century % 4) + 2 * (year_of_century / 4) - full_moon - year_of_century % 4) % 7;
    let exception = (golden + 11 * full_moon + 22 * to_sunday) / 451;
    let days = full_moon + to_sunday - 7 * exception + 114;
    Date::new(year, i8::try_from(days / 31).ok()?, i8::try_from(days % 31 + 1).ok()?).ok()
}
