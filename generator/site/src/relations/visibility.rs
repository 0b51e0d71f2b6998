//! What is published at a moment, and when that will change.

use jiff::Timestamp;
use schema::types::date_time::DateTime;
use schema::value::Value;

use super::Page;
use crate::content::Owned;
use crate::forms::Forms;
use crate::moment::Moment;

/// The earliest of the moments to come at which the site changes by itself.
pub(crate) struct NextChange {
    now: Timestamp,
    next: Option<Timestamp>,
}

impl NextChange {
    /// Looks for changes after this moment. The tables of open hours change
    /// with the month.
    #[must_use]
    pub(crate) fn after(moment: &Moment) -> Self {
        let mut next = Self { now: moment.at, next: None };
        let last = moment.today.last_of_month();
        next.note(moment.end_of(last));
        next
    }

    /// Notes the end of the day: the days that one may order for move on.
    pub(crate) fn note_midnight(&mut self, moment: &Moment) {
        self.note(moment.end_of(moment.today));
    }

    /// Notes a moment; one that is past changes nothing any more.
    pub(crate) fn note(&mut self, at: Option<Timestamp>) {
        if let Some(at) = at.filter(|&at| at > self.now) {
            self.next = Some(self.next.map_or(at, |next| next.min(at)));
        }
    }

    /// The earliest moment noted.
    #[must_use]
    pub(crate) fn get(&self) -> Option<Timestamp> {
        self.next
    }
}

/// Which pages a build shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Show {
    /// Those that are published at the moment of the build.
    Published,
    /// Drafts too.
    Drafts,
    /// All that is written, whatever the moment: for checking.
    Everything,
}

/// Whether a page is shown at this moment.
pub(crate) fn is_visible(owned: &Owned, moment: &Moment, show: Show, next: &mut NextChange) -> bool {
    let from = owned.publish_at.map(DateTime::timestamp);
    let until = owned.expire_at.map(DateTime::timestamp);
    next.note(from);
    next.note(until);
    let finished = show != Show::Published || !owned.draft;
    let in_time = from.is_none_or(|from| from <= moment.at) && until.is_none_or(|until| moment.at < until);
    show == Show::Everything || (finished && in_time)
}

/// Sets when a page happens, and whether it is over.
pub(crate) fn set_in_time(page: &mut Page, moment: &Moment, next: &mut NextChange) {
    note_closures(page, moment, next);
    let Some(event) = page.kind.as_ref().and_then(|kind| kind.event.clone()) else { return };
    let fields = &page.document.fields;
    page.starts = fields.get(&event.start).and_then(|value| instant(value, moment, Edge::Start));
    let end = event.end.and_then(|end| fields.get(&end).cloned());
    page.ends = end
        .or_else(|| fields.get(&event.start).cloned())
        .and_then(|value| instant(&value, moment, Edge::End))
        .max(page.starts);
    page.past = page.ends.is_some_and(|end| end <= moment.at);
    next.note(page.ends);
}

/// Sets what people may register for. A session leaves the page when it begins.
pub(crate) fn set_offers(page: &mut Page, forms: &Forms, moment: &Moment, next: &mut NextChange) {
    page.offers = forms.offers(page, moment.at);
    for session in page.offers.iter().flat_map(|offer| &offer.sessions) {
        next.note(Some(session.start.timestamp()));
    }
}

/// A closure leaves the page when it is over.
fn note_closures(page: &Page, moment: &Moment, next: &mut NextChange) {
    page.document.fields.visit(&mut |value| {
        if let Value::Closures(closures) = value {
            for closure in closures {
                next.note(moment.end_of(closure.to()));
            }
        }
    });
}

enum Edge {
    Start,
    End,
}

/// A day starts at its first minute and ends at its last one.
fn instant(value: &Value, moment: &Moment, edge: Edge) -> Option<Timestamp> {
    match (value, edge) {
        (Value::DateTime(at), _) => Some(at.timestamp()),
        (Value::Date(day), Edge::Start) => moment.start_of(day.civil()),
        (Value::Date(day), Edge::End) => moment.end_of(day.civil()),
        _ => None,
    }
}
