//! Controls that offer answers: radios, a list to choose from, boxes to tick.
//!
//! The first control of a group has the group's name for its id, so that the
//! link of a fault leads to it.

use indexmap::IndexMap;
use maud::{Markup, html};

use crate::declaration::Phrase;
use crate::tree::{Content, Node};
use crate::types::yes_no::YesNo;

use super::{Drawing, Spot, said};

/// More options than this are a list to choose from.
const MOST_RADIOS: usize = 5;

type Options = IndexMap<String, Phrase>;

impl Drawing<'_> {
    pub(super) fn choice(&self, spot: &Spot<'_>, options: &Options, node: &Node) -> Markup {
        let chosen = node.as_text().unwrap_or_default().trim();
        if options.len() > MOST_RADIOS {
            return self.select(spot, options, chosen);
        }
        self.radios(spot, &self.labelled(options), chosen)
    }

    pub(super) fn yes_no(&self, spot: &Spot<'_>, node: &Node) -> Markup {
        let text = node.as_text().unwrap_or_default();
        let chosen = YesNo::parse(text).map_or_else(|_| text.to_owned(), |answer| answer.to_text());
        let options = [true, false]
            .map(YesNo::from)
            .map(|answer| (answer.to_text(), super::message::capital(&answer.words(self.language))));
        self.radios(spot, &options, &chosen)
    }

    fn labelled(&self, options: &Options) -> Vec<(String, String)> {
        options.iter().map(|(key, label)| (key.clone(), label.in_language(self.language).to_owned())).collect()
    }

    fn radios(&self, spot: &Spot<'_>, options: &[(String, String)], chosen: &str) -> Markup {
        let none = (!spot.is_required()).then(|| (String::new(), said::not_said(self.language).to_owned()));
        let options: Vec<_> = options.iter().cloned().chain(none).collect();
        let controls = html! {
            @for (index, (key, label)) in options.iter().enumerate() {
                @let id = id(&spot.name, index, key);
                div.option {
                    input type="radio" id=(id) name=(spot.name) value=(key) checked[key == chosen];
                    label for=(id) { (label) }
                }
            }
        };
        self.group(spot, &controls)
    }

    /// Boxes to tick, after an empty control: no box ticked is an answer too.
    pub(super) fn choices(&self, spot: &Spot<'_>, options: &Options, node: &Node) -> Markup {
        let one = std::slice::from_ref(node);
        let items = if let Content::List(items) = &node.content { items.as_slice() } else { one };
        let ticked = |key: &str| items.iter().any(|item| item.as_text().is_some_and(|text| text.trim() == key));
        let controls = html! {
            input type="hidden" name=(spot.name) value="";
            @for (index, (key, label)) in options.iter().enumerate() {
                @let id = id(&spot.name, index, key);
                div.option {
                    input type="checkbox" id=(id) name=(spot.name) value=(key) checked[ticked(key)];
                    label for=(id) { (label.in_language(self.language)) }
                }
            }
        };
        self.group(spot, &controls)
    }

    /// A group of controls under one legend.
    fn group(&self, spot: &Spot<'_>, controls: &Markup) -> Markup {
        let around = self.around(spot);
        html! {
            fieldset class=(around.class("group")) aria-describedby=[around.described_by(&spot.name)] {
                legend { (around.label) }
                (around.notes(&spot.name))
                (controls)
            }
        }
    }

    fn select(&self, spot: &Spot<'_>, options: &Options, chosen: &str) -> Markup {
        let around = self.around(spot);
        let none = if spot.is_required() { said::choose(self.language) } else { said::not_said(self.language) };
        html! {
            div class=(around.class("field")) {
                label for=(spot.name) { (around.label) }
                (around.notes(&spot.name))
                select id=(spot.name) name=(spot.name) aria-describedby=[around.described_by(&spot.name)]
                    aria-invalid=[around.invalid()] {
                    option value="" selected[chosen.is_empty()] { (none) }
                    @for (key, label) in options {
                        option value=(key) selected[key == chosen] { (label.in_language(self.language)) }
                    }
                    // An answer that is no longer offered is not lost by opening the form.
                    @if !chosen.is_empty() && !options.contains_key(chosen) {
                        option value=(chosen) selected { (chosen) }
                    }
                }
            }
        }
    }
}

fn id(name: &str, index: usize, key: &str) -> String {
    match (index, key) {
        (0, _) => name.to_owned(),
        (_, "") => format!("{name}-"),
        (_, key) => format!("{name}-{key}"),
    }
}
