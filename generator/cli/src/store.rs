//! Where requests are kept, as `--store` says it, and the desk that is put over it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use desk::Desk;
use desk::key::Key;
use desk::store::sqlite::Sqlite;

use crate::arguments::StoreOption;
use crate::cloud;
use crate::context::Context;
use crate::failure::Failure;
use crate::mail;

/// Where requests are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// In this file.
    File(PathBuf),
    /// In the table of this name.
    Table(String),
}

/// The place that `--store` names.
pub(crate) fn place(root: &Path, text: &str) -> Result<Place, Failure> {
    match text.split_once(':') {
        Some(("sqlite", path)) if !path.is_empty() => Ok(Place::File(root.join(path))),
        Some(("dynamodb", table)) if !table.is_empty() => Ok(Place::Table(table.to_owned())),
        _ => Err(Failure::StoreGrammar(text.to_owned())),
    }
}

/// Opens the desk over the store that was asked for.
pub(crate) fn open(context: &Context, store: &StoreOption) -> Result<Arc<Desk>, Failure> {
    let file = match place(&context.root, &store.text)? {
        Place::File(file) => file,
        Place::Table(table) => return cloud::open(context, &table),
    };
    let sqlite = Sqlite::open(&file).map_err(|error| Failure::Store(Box::new(error)))?;
    let path = file.with_extension("key");
    let key = Key::open(&path).map_err(|source| Failure::File { path, source })?;
    let bundle = site::bundle_folder(&context.root);
    let desk = Desk::new(bundle, Arc::new(sqlite), context.clock, key);
    Ok(Arc::new(desk.delivering(mail::password(context)?)))
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{Place, place};
    use crate::failure::Failure;

    #[test]
    fn a_store_is_a_file_beside_the_site_or_a_table() {
        let in_town = |text| place(Path::new("ville"), text).ok();
        assert_eq!(
            in_town("sqlite:.parvis/desk.sqlite"),
            Some(Place::File(PathBuf::from("ville/.parvis/desk.sqlite")))
        );
        assert_eq!(in_town("dynamodb:demandes"), Some(Place::Table("demandes".to_owned())));
        for text in ["desk.sqlite", "dynamodb:", "sqlite:"] {
            assert!(matches!(place(Path::new("."), text), Err(Failure::StoreGrammar(_))), "{text}");
        }
    }
}
