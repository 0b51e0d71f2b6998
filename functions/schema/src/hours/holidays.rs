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
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?).ok()
}
