//! Lists as rows: those that are filled, then a few that wait to be.
//!
//! A page without scripts can't add a row, so it offers blank ones; they are
//! left out when they come back blank.

use maud::{Markup, html};

use crate::field::{Field, Fields, Type};
use crate::tree::{Content, Node};

use super::{Drawing, NOTHING, Place, Spot, said, shown};

/// Rows to add products, at each sending.
const BLANK_ROWS: usize = 3;

/// Closures come a few at a time.
const BLANK_CLOSURES: usize = 2;

/// The most closures that the reader takes.
const MOST_CLOSURES: usize = 50;

/// One row of a list at its place.
struct Row<'a> {
    index: usize,
    node: &'a Node,
    place: Place,
}

impl Drawing<'_> {
    pub(super) fn list(&self, spot: &Spot<'_>, of: &Fields, max: usize, node: &Node) -> Markup {
        self.rows(spot, &rows(node, BLANK_ROWS, max), |row| {
            let controls = html! {
                @for field in of { (self.cell(spot, field, of, row)) }
            };
            (item_title(of, row.node), controls)
        })
    }

    fn cell(&self, spot: &Spot<'_>, field: &Field, siblings: &Fields, row: &Row<'_>) -> Markup {
        let name = format!("{}.{}.{}", spot.name, row.index, field.key);
        let cell = Spot { field, siblings, name, place: row.place };
        self.field(&cell, row.node.get(&field.key).unwrap_or(&NOTHING))
    }

    pub(super) fn closures(&self, spot: &Spot<'_>, node: &Node) -> Markup {
        self.rows(spot, &rows(node, BLANK_CLOSURES, MOST_CLOSURES), |row| {
            let controls = html! {
                @for key in ["du", "au", "motif"] { (self.closure_part(spot, row, key)) }
            };
            (said::closure_title(row.node, self.language), controls)
        })
    }

    fn closure_part(&self, spot: &Spot<'_>, row: &Row<'_>, key: &str) -> Markup {
        let node = row.node.get(key).unwrap_or(&NOTHING);
        let text = if key == "motif" { node.as_text().unwrap_or_default().to_owned() } else { shown::date(node) };
        let is_required = key != "motif" && row.place == Place::FilledRow;
        let mark = if is_required { said::required(self.language) } else { "" };
        let label = format!("{}{mark}", said::closure_label(key, self.language));
        let name = format!("{}.{}.{key}", spot.name, row.index);
        self.part(&name, &label, Some(said::closure_hint(key, self.language)), &text)
    }

    fn rows(&self, spot: &Spot<'_>, rows: &[Row<'_>], draw: impl Fn(&Row<'_>) -> (Option<String>, Markup)) -> Markup {
        let around = self.around(spot);
        html! {
            fieldset class=(around.class("group")) id=(spot.name) tabindex="-1"
                aria-describedby=[around.described_by(&spot.name)] {
                legend { (around.label) }
                (around.notes(&spot.name))
                @for row in rows {
                    @let (title, controls) = draw(row);
                    (self.row(spot, row, title, &controls))
                }
            }
        }
    }

    fn row(&self, spot: &Spot<'_>, row: &Row<'_>, title: Option<String>, controls: &Markup) -> Markup {
        let name = format!("{}.{}", spot.name, row.index);
        let errors = self.errors(&name);
        let around = super::control::Around { label: self.row_label(spot, row, title), hint: None, errors };
        html! {
            fieldset class=(around.class("row")) id=(name) tabindex="-1"
                aria-describedby=[around.described_by(&name)] {
                legend { (around.label) }
                (around.notes(&name))
                (controls)
            }
        }
    }

    /// « Produits, ligne 2 : Croissant »
    fn row_label(&self, spot: &Spot<'_>, row: &Row<'_>, title: Option<String>) -> String {
        let label = said::row(spot.field.label.in_language(self.language), &row.index.to_string(), self.language);
        let blank = (row.place == Place::BlankRow).then(|| said::blank_row(self.language).to_owned());
        match title.or(blank) {
            Some(title) => format!("{label}{}{title}", said::colon(self.language)),
            None => label,
        }
    }

    /// An image keeps its file; people change what is said of it.
    pub(super) fn image(&self, spot: &Spot<'_>, node: &Node) -> Markup {
        let Some(file) = node.get("fichier").and_then(Node::as_text).filter(|file| !file.is_empty()) else {
            return html! {};
        };
        let around = self.around(spot);
        let name = &spot.name;
        let alt = node.get("texte").and_then(Node::as_text).unwrap_or_default();
        html! {
            fieldset class=(around.class("group")) id=(name) tabindex="-1"
                aria-describedby=[around.described_by(name)] {
                legend { (around.label) }
                (around.notes(name))
                input type="hidden" name={ (name) ".fichier" } value=(file);
                (self.part(&format!("{name}.texte"), &super::message::capital(said::image_text(self.language)), Some(file.to_owned()), alt))
            }
        }
    }
}

/// The rows that were sent, in their places, then blank ones while there is room.
/// A blank one beyond that room is left out: one hostile name would draw hundreds.
fn rows(node: &Node, blank: usize, max: usize) -> Vec<Row<'_>> {
    let sent = if let Content::List(items) = &node.content { items.as_slice() } else { &[] };
    let filled = sent.iter().rposition(|item| !item.is_blank()).map_or(0, |last| last + 1);
    let place = |item: &Node| if item.is_blank() { Place::BlankRow } else { Place::FilledRow };
    let kept = sent[..filled].iter().enumerate().filter(|(index, node)| *index < max || !node.is_blank());
    let kept = kept.map(|(index, node)| Row { index, node, place: place(node) });
    let room = blank.min(max.saturating_sub(filled));
    let waiting = (filled..filled + room).map(|index| Row { index, node: &NOTHING, place: Place::BlankRow });
    kept.chain(waiting).collect()
}

/// What an item of a list is called: its first line of text, else its code.
fn item_title(of: &Fields, item: &Node) -> Option<String> {
    let is_name = |field: &&Field| matches!(field.kind, Type::Text(_));
    let is_code = |field: &&Field| matches!(field.kind, Type::Identifier { .. });
    let field = of.iter().find(is_name).or_else(|| of.iter().find(is_code))?;
    let text = item.get(&field.key)?.as_text()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
