//! Which fields of a request are accepted: all that were chosen, or none.
//!
//! Architecture invariant: pure. A field that was chosen and can't be applied is
//! never left out in silence: the whole is refused, and nothing is done.

use serde_json::Value as Json;

use super::standing::{Standing, Stood};
use super::{Error, Named};

/// Which fields of a request are accepted.
#[derive(Clone, Debug)]
pub(crate) enum Choice {
    /// All of them, none of whose values moved on the page since the form was
    /// filled.
    Unmoved,
    /// These, whatever the page says now.
    Named(Vec<String>),
    /// These, where the page still says what whoever chose had before their
    /// eyes; nothing, when what they saw can't be read.
    Seen(Vec<(String, Option<Json>)>),
}

/// The fields that a choice accepts.
pub(super) fn chosen<'s>(stood: &'s [Stood], choice: &Choice) -> Result<Vec<&'s Stood>, Error> {
    let strange = choice.strange(stood);
    if !strange.is_empty() {
        return Err(desk::inbox::Error::NotAsked(strange).into());
    }
    let wanted: Vec<&Stood> = stood.iter().filter(|stood| choice.wants(stood)).collect();
    if wanted.is_empty() {
        return Err(desk::inbox::Error::NoField.into());
    }
    let (fine, others): (Vec<&Stood>, Vec<&Stood>) = wanted.iter().partition(|stood| choice.dares(stood));
    let (gone, moved): (Vec<&Stood>, Vec<&Stood>) =
        others.iter().partition(|stood| stood.standing == Standing::Unreadable);
    match (gone.is_empty(), moved.is_empty()) {
        (false, _) => Err(Error::NotTaken { fields: names(&gone), free: names(&fine) }),
        (true, false) => Err(Error::Moved { fields: names(&moved), free: names(&fine) }),
        (true, true) => Ok(wanted),
    }
}

pub(super) fn names(stood: &[&Stood]) -> Vec<Named> {
    stood.iter().map(|stood| Named { key: stood.key.clone(), label: stood.label.clone() }).collect()
}

impl Choice {
    /// The keys that the request does not ask for.
    fn strange(&self, stood: &[Stood]) -> Vec<String> {
        let keys: Vec<&String> = match self {
            Self::Unmoved => Vec::new(),
            Self::Named(keys) => keys.iter().collect(),
            Self::Seen(seen) => seen.iter().map(|(key, _)| key).collect(),
        };
        keys.into_iter().filter(|key| !stood.iter().any(|stood| stood.key == **key)).cloned().collect()
    }

    /// Whether a field was chosen.
    fn wants(&self, stood: &Stood) -> bool {
        match self {
            Self::Unmoved => true,
            Self::Named(keys) => keys.contains(&stood.key),
            Self::Seen(seen) => seen.iter().any(|(key, _)| *key == stood.key),
        }
    }

    /// Whether the value that the page has now may be replaced.
    fn dares(&self, stood: &Stood) -> bool {
        match self {
            _ if stood.standing == Standing::Unreadable => false,
            Self::Unmoved => stood.standing != Standing::Moved,
            Self::Named(_) => true,
            Self::Seen(seen) => {
                let now = stood.now_json();
                seen.iter().any(|(key, before)| *key == stood.key && before.as_ref() == Some(&now))
            }
        }
    }
}
