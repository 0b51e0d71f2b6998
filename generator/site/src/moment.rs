//! The moment of a build, which is an input like any other.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The moment for which a site is built, in the town's time.
#[derive(Clone, Debug)]
pub(crate) struct Moment {
    /// The instant.
    pub at: Timestamp,
    /// The day it is in the town.
    pub today: Date,
    /// The town's time zone.
    pub timezone: TimeZone,
}

impl Moment {
    /// The moment of this instant in this time zone.
    #[must_use]
    pub(crate) fn new(at: Timestamp, timezone: TimeZone) -> Self {
        Self { at, today: at.to_zoned_datetime(timezone.clone()).date(), timezone }
    }

    /// The first instant of a day in the town.
    #[must_use]
    pub(crate) fn start_of(&self, day: Date) -> Option<Timestamp> {
        day.to_zoned_datetime(self.timezone.clone()).ok().map(|zoned| zoned.timestamp())
    }

    /// The instant at which a day is over.
    #[must_use]
    pub(crate) fn end_of(&self, day: Date) -> Option<Timestamp> {
        self.start_of(day.tomorrow().ok()?)
    }

    /// From when the site's tables of open hours are computed: the first day of
    /// this month, so that they change once a month and not at every build.
    #[must_use]
    pub(crate) fn horizon_start(&self) -> Date {
        self.today.first_of_month()
    }
}

/// How many days of open hours a page carries from [`Moment::horizon_start`]:
/// at least sixty from any day of the month.
pub(crate) const HORIZON_DAYS: u16 = 100;
