//! What a control shows for what it holds: days as people write them, the rest
//! as it stands. What was refused is shown as it was typed.

use crate::field::Type;
use crate::tree::Node;
use crate::types::date::Date;
use crate::types::date_time::DateTime;

/// The text of a control of this type.
pub(super) fn text(kind: &Type, node: &Node) -> String {
    match kind {
        Type::Date => date(node),
        Type::DateTime => date_time(node),
        _ => node.as_text().unwrap_or_default().to_owned(),
    }
}

/// `15/08/2027` for the `2027-08-15` of files.
pub(super) fn date(node: &Node) -> String {
    let text = node.as_text().unwrap_or_default();
    let day = Date::parse(text).ok().filter(|day| day.to_text() == text);
    day.map_or_else(|| text.to_owned(), |day| day.civil().strftime("%d/%m/%Y").to_string())
}

/// `15/08/2027 20:30` for the `2027-08-15 20:30` of files, where it says the same.
fn date_time(node: &Node) -> String {
    let text = node.as_text().unwrap_or_default();
    let Some((day, hour)) = text.split_once(' ') else { return text.to_owned() };
    let day = date(&Node::text(day));
    let shown = format!("{day} {hour}");
    let same = DateTime::parse(&shown).is_ok_and(|moment| Ok(moment) == DateTime::parse(text));
    if same { shown } else { text.to_owned() }
}
