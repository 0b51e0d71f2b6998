//! `parvis publish`: hands what was built to a deployed function, all or nothing.

use desk::Handed;
use serde_json::json;

use crate::Status;
use crate::arguments::Publish;
use crate::cloud::{self, Publication};
use crate::context::Context;
use crate::failure::Failure;
use crate::store::{Place, place};
use crate::terminal::Terminal;
use crate::words::Phrase;

pub(super) fn run(context: &Context, publish: &Publish) -> Result<Status, Failure> {
    context.settings()?;
    let table = match place(&context.root, &publish.store.text)? {
        Place::File(_) => return Err(Failure::ReadsTheFolder),
        Place::Table(table) => table,
    };
    let folder = site::bundle_folder(&context.root);
    let edition = Handed::read(&folder).map_err(|_| Failure::NotBuilt(folder))?;
    let publication = cloud::publish(context, &table, &edition)?;
    if context.terminal.is_json() {
        let pieces = match publication {
            Publication::New { pieces } => Some(pieces),
            Publication::Same => None,
        };
        Terminal::object(&json!({ "published": pieces.is_some(), "written": pieces.unwrap_or(0) }));
    } else {
        context.terminal.answer(&Phrase::Published(publication));
    }
    Ok(Status::Fine)
}
