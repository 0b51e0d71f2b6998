//! The lock between the command line and the server: one of them at a time
//! changes a page because of a request.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::Error;

/// Held until dropped, or until the process is gone however it goes.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Waits for the lock of this state folder.
    pub(super) async fn take(folder: &Path) -> Result<Self, Error> {
        let folder = folder.to_owned();
        let taken = tokio::task::spawn_blocking(move || {
            fs::create_dir_all(&folder)?;
            let file = File::options().create(true).truncate(false).write(true).open(folder.join("verrou"))?;
            file.lock()?;
            Ok(Self { _file: file })
        });
        taken.await.map_err(io::Error::other).and_then(|taken| taken).map_err(Error::Lock)
    }
}
