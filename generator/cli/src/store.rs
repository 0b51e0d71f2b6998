//! Where requests are kept, as `--store` says it, and the desk that is put over it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use desk::Desk;
use desk::key::Key;
use desk::store::sqlite::Sqlite;

use crate::arguments::StoreOption;
use crate::context::Context;
use crate::failure::Failure;
use crate::mail;

/// The file that `--store` names.
fn file(root: &Path, text: &str) -> Result<PathBuf, Failure> {
    match text.split_once(':') {
        Some(("sqlite", path)) if !path.is_empty() => Ok(root.join(path)),
        Some(("dynamodb", table)) if !table.is_empty() => Err(Failure::NoDynamoDb),
        _ => Err(Failure::StoreGrammar(text.to_owned())),
    }
}

/// Opens the desk over the store that was asked for.
pub(crate) fn open(context: &Context, store: &StoreOption) -> Result<Arc<Desk>, Failure> {
    let file = file(&context.root, &store.text)?;
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

    use super::file;
    use crate::failure::Failure;

    #[test]
    fn a_store_is_a_file_beside_the_site() {
        assert_eq!(
            file(Path::new("ville"), "sqlite:.parvis/desk.sqlite").ok(),
            Some(PathBuf::from("ville/.parvis/desk.sqlite"))
        );
        assert!(matches!(file(Path::new("."), "dynamodb:demandes"), Err(Failure::NoDynamoDb)));
        assert!(matches!(file(Path::new("."), "desk.sqlite"), Err(Failure::StoreGrammar(_))));
    }
}
