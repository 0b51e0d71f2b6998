//! Doubt: what makes a sending look like a machine's, or like advertising.
//!
//! Who is doubted is answered as everybody is; staff see the doubt and its
//! reason, and release the request or refuse it. A form that does not say when it
//! was drawn, as a static page without script can't, is not doubted for that.
//!
//! Architecture invariant: pure, signs in and a doubt out. No doubt refuses
//! anything, frees a place or throws a request away.

use jiff::Timestamp;
use schema::field::{Fields, Type};
use schema::tree::{Content, Node};
use schema::words::Language;
use serde::{Deserialize, Serialize};

use crate::challenge;
use crate::key::Key;
use crate::request::{Event, Request, Who};
use crate::settings::Limits;
use crate::store::Spent;
use crate::workflow::Deed;

/// The controls by which a form is judged. They are no part of what it asks: the
/// same content is the same with another proof.
pub(crate) const CONTROLS: [&str; 3] = [schema::draw::TRAP, schema::draw::DRAWN, "_epreuve"];

/// Why staff look at a request before it is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Doubt {
    /// The control that nobody sees was filled.
    Trap,
    /// It came sooner after its form was drawn than anyone types.
    Haste,
    /// Its texts hold more links than a request needs.
    Links,
}

impl Doubt {
    /// The name it has in commands and in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Trap => "trap",
            Self::Haste => "haste",
            Self::Links => "links",
        }
    }

    /// What staff read.
    #[must_use]
    pub const fn words(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Trap, Language::French) => "une case que personne ne voit a été remplie",
            (Self::Trap, Language::English) => "a box that nobody sees was filled",
            (Self::Haste, Language::French) => "envoi plus rapide que la frappe d’une personne",
            (Self::Haste, Language::English) => "sent faster than a person types",
            (Self::Links, Language::French) => "beaucoup de liens dans les textes",
            (Self::Links, Language::English) => "many links in the texts",
        }
    }
}

impl Request {
    /// Staff believe it after all. Says whether there was a doubt to lift.
    pub(crate) fn release(&mut self, at: Timestamp) -> bool {
        let doubt = self.doubt.take();
        self.history.extend(doubt.map(|doubt| Event { at, by: Who::Staff, deed: Deed::Released { doubt } }));
        doubt.is_some()
    }
}

/// What a sending looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Signs {
    is_trapped: bool,
    /// Seconds since the form was drawn, where it says when.
    seconds: Option<i64>,
    /// Links in texts, beyond those that the page showed.
    links: usize,
}

/// What became of the signs of one sending.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Judged {
    /// The doubt that stays.
    pub(crate) doubt: Option<Doubt>,
    /// The proof that it came with, which serves once.
    pub(crate) spent: Option<Spent>,
    /// The doubt there is when that proof turns out to have served before.
    unproven: Option<Doubt>,
}

impl Judged {
    /// What staff type for others is not doubted.
    pub(crate) const TRUSTED: Self = Self { doubt: None, spent: None, unproven: None };

    /// The same without its proof.
    pub(crate) const fn without_proof(self) -> Self {
        Self { doubt: self.unproven, spent: None, unproven: self.unproven }
    }
}

/// Judges a body by the fields that it is read with.
pub(crate) fn judge(body: &Node, fields: &Fields, limits: Limits, key: &Key, now: Timestamp) -> Judged {
    let signs = Signs::of(body, fields, now);
    let spent = text(body, "_epreuve").and_then(|typed| challenge::solved(key, typed, now));
    let unproven = signs.doubt(limits);
    // Work shows that a browser took its time; it does not make the unseen seen.
    let doubt = unproven.filter(|doubt| spent.is_none() || *doubt == Doubt::Trap);
    Judged { doubt, spent, unproven }
}

impl Signs {
    fn of(body: &Node, fields: &Fields, now: Timestamp) -> Self {
        let drawn = text(body, schema::draw::DRAWN).and_then(|typed| typed.parse::<i64>().ok());
        let shown = body.get("_base");
        let added = |(key, kind): (&str, &Type)| {
            let of = |group: Option<&Node>| group.and_then(|group| group.get(key)).map_or(0, |node| links(kind, node));
            of(Some(body)).saturating_sub(of(shown))
        };
        Self {
            is_trapped: body.get(schema::draw::TRAP).is_some_and(|node| !node.is_blank()),
            // A stamp of the future is no stamp of ours.
            seconds: drawn.and_then(|drawn| now.as_second().checked_sub(drawn)).filter(|seconds| *seconds >= 0),
            links: fields.iter().map(|field| added((&field.key, &field.kind))).sum(),
        }
    }

    fn doubt(self, limits: Limits) -> Option<Doubt> {
        if self.is_trapped {
            return Some(Doubt::Trap);
        }
        if self.seconds.is_some_and(|seconds| seconds < i64::from(limits.least_seconds)) {
            return Some(Doubt::Haste);
        }
        (self.links > usize::try_from(limits.links).unwrap_or(usize::MAX)).then_some(Doubt::Links)
    }
}

fn text<'a>(body: &'a Node, key: &str) -> Option<&'a str> {
    body.get(key).and_then(Node::as_text).map(str::trim).filter(|text| !text.is_empty())
}

/// The links in the texts of a value. A web address is at home in its own field.
fn links(kind: &Type, node: &Node) -> usize {
    match (kind, &node.content) {
        (Type::Url, _) | (_, Content::Empty) => 0,
        (Type::List { of, .. }, Content::Map(entries)) => {
            entries.iter().filter_map(|entry| Some(links(&of.get(&entry.key)?.kind, &entry.value))).sum()
        }
        (_, Content::List(items)) => items.iter().map(|item| links(kind, item)).sum(),
        (_, Content::Map(entries)) => entries.iter().map(|entry| links(kind, &entry.value)).sum(),
        (_, Content::Text(text)) => links_in(text),
    }
}

/// `https://www.exemple.fr` is one link, and so is `www.exemple.fr`.
fn links_in(text: &str) -> usize {
    let text = text.to_lowercase();
    let bare = text.match_indices("www.").filter(|(at, _)| !text[..*at].ends_with("://")).count();
    text.matches("://").count() + bare
}

#[cfg(test)]
mod tests;
