//! An order in a letter, and what is said to a merchant on the phone.

use schema::words::Language;

use crate::pages::moment;
use crate::workflow::order::{Line, Order, Part, Stage};

/// The order as it stands: where and when, each merchant's part, what there is to pay.
pub(super) fn lines(order: &Order, language: Language) -> Vec<String> {
    let mut lines = vec![format!("{}, {}", order.point.title, moment(order.point.starts_at, language))];
    for part in &order.parts {
        lines.push(part.title.clone());
        lines.extend(part.lines.iter().map(wanted));
        lines.extend(refusal(&part.stage, language));
    }
    let total = order.total().words(language);
    lines.push(match language {
        Language::French => format!("À payer au retrait\u{a0}: {total}"),
        Language::English => format!("To pay at the pick-up point: {total}"),
    });
    lines
}

fn wanted(line: &Line) -> String {
    format!("  {} × {}", line.quantity, line.name)
}

fn refusal(stage: &Stage, language: Language) -> Option<String> {
    let Stage::Refused { reason } = stage else { return None };
    Some(match language {
        Language::French => format!("  non préparé\u{a0}: {reason}"),
        Language::English => format!("  not prepared: {reason}"),
    })
}

/// What staff ask a merchant who has not answered, in a line and in whole.
pub(crate) fn unanswered(part: &Part, order: &Order, reference: &str, language: Language) -> (String, String) {
    let wanted: Vec<String> = part.lines.iter().map(wanted).collect();
    let (at, wanted) = (moment(order.point.starts_at, language), wanted.join("\n"));
    match language {
        Language::French => (
            format!("Commande {reference} sans réponse"),
            format!(
                "La commande {reference} attend votre réponse. Pour {at}, {}\u{a0}:\n{wanted}\nPouvez-vous la préparer\u{a0}? Sinon, pourquoi\u{a0}?\n",
                order.point.title
            ),
        ),
        Language::English => (
            format!("Order {reference} without an answer"),
            format!(
                "Order {reference} waits for your answer. For {at}, {}:\n{wanted}\nCan you prepare it? If not, why?\n",
                order.point.title
            ),
        ),
    }
}

/// What staff tell a merchant who had begun what is cancelled.
pub(crate) fn stopped(part: &Part, reference: &str, language: Language) -> (String, String) {
    let wanted: Vec<String> = part.lines.iter().map(wanted).collect();
    let wanted = wanted.join("\n");
    match language {
        Language::French => (
            format!("Commande {reference} annulée"),
            format!("La commande {reference} est annulée. Ne préparez plus\u{a0}:\n{wanted}\n"),
        ),
        Language::English => (
            format!("Order {reference} cancelled"),
            format!("Order {reference} is cancelled. No longer prepare:\n{wanted}\n"),
        ),
    }
}
