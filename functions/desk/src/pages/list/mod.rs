//! The pages of a day's lists: what a merchant prepares, what a point hands over.
//!
//! Architecture invariant: a list is read on paper as well as on a screen: nothing
//! is said by colour alone, and each line has a box to tick. Only buttons change
//! anything.

pub(crate) mod call;
pub(crate) mod delivery;
pub(crate) mod preparation;
mod words;

use jiff::civil::Date;
use maud::{Markup, html};
use schema::form::order::slots;
use schema::words::Language;

use crate::lists::{Whose, list_path};
use crate::secret::Secret;
use words::{Say, say};

/// What every page of a list needs to know of its link.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Link<'a> {
    pub(crate) whose: Whose,
    pub(crate) key: &'a str,
    pub(crate) secret: &'a Secret,
    pub(crate) day: Date,
    /// The folder of its host that the site stands in.
    pub(crate) folder: &'a str,
    pub(crate) language: Language,
}

impl Link<'_> {
    fn url(&self, day: Date) -> String {
        format!("{}{}", self.folder, list_path(self.whose, self.key, self.secret, Some(day)))
    }

    /// The same list as a table.
    fn csv(&self) -> String {
        let file = format!("{}.csv", self.key);
        format!("{}{}", self.folder, list_path(self.whose, &file, self.secret, Some(self.day)))
    }

    /// Where the buttons of the list lead.
    fn action(&self) -> String {
        format!("{}/{}/{}", self.folder, self.whose.path(), self.key)
    }

    /// The other days, and the other forms of the same list.
    fn ways(&self, more: &Markup) -> Markup {
        let day = |day: Result<Date, _>, words: Say| {
            let day: Option<Date> = day.ok();
            html! { @if let Some(day) = day { li { a href=(self.url(day)) { (say(words, self.language)) " (" (slots::day_words(day, self.language)) ")" } } } }
        };
        html! {
            ul.ways {
                (day(self.day.yesterday(), Say::DayBefore))
                (day(self.day.tomorrow(), Say::DayAfter))
                li { a href=(self.csv()) download { (say(Say::Table, self.language)) } }
                (more)
            }
        }
    }

    /// A button that does something to an order, or to all of a slot.
    fn button(&self, deed: Deed, about: About<'_>, words: Say, more: &Markup) -> Markup {
        let (name, value) = match about {
            About::Order(reference) => ("commande", reference),
            About::Slot(slot) => ("creneau", slot),
        };
        html! {
            form.form.act method="post" action=(self.action()) {
                input type="hidden" name="cle" value=(self.secret.to_link());
                input type="hidden" name="jour" value=(self.day);
                input type="hidden" name=(name) value=(value);
                (more)
                button.button type="submit" name="geste" value=(deed.code()) { (say(words, self.language)) }
            }
        }
    }
}

/// What a button is about.
#[derive(Clone, Copy, Debug)]
enum About<'a> {
    Order(&'a str),
    Slot(&'a str),
}

/// What the buttons of the lists do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Deed {
    Confirm,
    Refuse,
    Prepare,
    Bring,
    HandOver,
}

impl Deed {
    const ALL: [Self; 5] = [Self::Confirm, Self::Refuse, Self::Prepare, Self::Bring, Self::HandOver];

    /// What the control holds.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Confirm => "confirmer",
            Self::Refuse => "refuser",
            Self::Prepare => "preparer",
            Self::Bring => "deposer",
            Self::HandOver => "remettre",
        }
    }

    pub(crate) fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|deed| deed.code() == code)
    }

    /// Whether it is for whoever holds this list.
    pub(crate) const fn is_for(self, whose: Whose) -> bool {
        match (self, whose) {
            (Self::Confirm | Self::Refuse | Self::Prepare, Whose::Merchant)
            | (Self::Bring | Self::HandOver, Whose::Point) => true,
            (Self::Confirm | Self::Refuse | Self::Prepare, Whose::Point)
            | (Self::Bring | Self::HandOver, Whose::Merchant) => false,
        }
    }
}

/// A box to tick, on paper.
fn tick() -> Markup {
    html! { span.tick aria-hidden="true" { "☐" } }
}
