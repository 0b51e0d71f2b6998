//! What is asked by the form of a page: its changes, or why there are none.

use std::sync::Arc;

use schema::field::Fields;
use schema::kind::Kind;
use schema::tree::Node;
use schema::update::Change;

use super::{Absence, Again, Asked, Refusal, Sent, check_keys};
use crate::bundle::{Edition, Sheet};
use crate::code;
use crate::desk::Desk;
use crate::pages::form;
use crate::workflow::Matter;
use crate::workflow::update::{Decision, Update};

impl Desk {
    pub(super) fn asked_to_update(&self, sent: &Sent, kind: &Kind, edition: &Edition) -> Result<Asked<'_>, Refusal> {
        let (sheet, changes) = changes(sent, kind, edition)?;
        let typed = sent.body.get("_code").and_then(Node::as_text).filter(|_| kind.takes_code());
        let code = typed.and_then(|typed| code::typed(&self.key, &sheet.page, typed));
        Ok(Asked { code, page: sheet.page.clone(), ..Asked::of(Matter::Update(update(kind, sheet, &changes))) })
    }
}

fn changes(sent: &Sent, kind: &Kind, edition: &Edition) -> Result<(Sheet, Vec<Change>), Refusal> {
    let fields = kind.update_fields().ok_or(Refusal::UnknownForm)?;
    let page = sent.body.get("_page").and_then(Node::as_text).ok_or(Refusal::NoPage)?;
    let sheet = edition.sheet(page)?.filter(|sheet| sheet.kind == kind.name).ok_or(Refusal::UnknownPage)?;
    check_keys(&fields, &[], sent)?;
    let body = match sent.absence {
        Absence::Keeps => schema::update::complete(&fields, &sent.body, &sheet.published()),
        Absence::Removes => sent.body.clone(),
    };
    match schema::update::read(&fields, &body, &sheet.published()) {
        Ok(changes) if changes.is_empty() => Err(Refusal::Unchanged(Box::new(sheet))),
        Ok(changes) => Ok((sheet, changes)),
        Err(faults) => {
            let again = again(sent, kind, &sheet, fields, &body);
            Err(Refusal::Invalid(Box::new(Again { faults, ..again })))
        }
    }
}

/// The form as it is shown again: what was sent, over what the page shows.
fn again(sent: &Sent, kind: &Kind, sheet: &Sheet, fields: Fields, body: &Node) -> Again {
    let base = form::filled(&fields, body.get("_base"), &sheet.published());
    let typed = || body.get("_code").and_then(Node::as_text).unwrap_or_default().to_owned();
    Again {
        form: sent.form.clone(),
        heading: form::update_heading(&sheet.title, sent.language),
        button: schema::update::button(sent.language).to_owned(),
        held: form::with_own(&form::filled(&fields, Some(body), &base), body),
        base: Some(base),
        page: Some(sheet.page.clone()),
        code: kind.takes_code().then(typed),
        fields: Arc::new(fields),
        faults: Vec::new(),
        shelf: None,
    }
}

fn update(kind: &Kind, sheet: Sheet, changes: &[Change]) -> Update {
    Update {
        page: sheet.page,
        kind: kind.name.clone(),
        title: sheet.title,
        url: sheet.url,
        changes: changes.iter().map(Change::to_json).collect(),
        decision: Decision::Open,
        pending: None,
        made: None,
    }
}
