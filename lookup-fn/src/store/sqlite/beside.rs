use std::path::{Path, PathBuf};

use super::erase::{Deletion, deletions};
use super::readers::Readers;
use super::{Backup, DATABASE, Finding, backup, doctor, load, reads, schema};
use crate::Moment;
use crate::dossier::{DossierCode, Recorded};
use crate::store::files::Files;
use crate::store::{Listing, Page, StoreError};

/// A data folder that is only read and copied: a server may be at work in it at the same time.
#[derive(Debug)]
pub struct Beside {
    folder: PathBuf,
    readers: Readers,
    files: Files,
}

impl Beside {
    /// Looks at the data folder.
    ///
    /// Errors: there are no dossiers in it, they are of another version, or the disk's.
    pub fn open(folder: &Path) -> Result<Beside, StoreError> {
        let path = folder.join(DATABASE);
        if !path.is_file() {
            let why = format!("không có {DATABASE} trong {}; xem lại --data", folder.display());
            return Err(StoreError::Damaged(why));
        }
        let readers = Readers::new(&path);
        readers.read(schema::check)?;
        Ok(Beside { folder: folder.to_owned(), readers, files: Files::of(folder) })
    }

    /// See [`SqliteStore::backup`](super::SqliteStore::backup).
    ///
    /// Errors: the same.
    pub fn backup(&self, into: &Path, at: Moment) -> Result<Backup, StoreError> {
        backup::backup(&self.readers, &self.folder, into, at)
    }

    /// See [`SqliteStore::export`](super::SqliteStore::export).
    ///
    /// Errors: the same.
    pub fn export(&self, into: &Path) -> Result<usize, StoreError> {
        load::export(&self.readers, &self.files, &self.folder, into)
    }

    /// See [`SqliteStore::doctor`](super::SqliteStore::doctor).
    ///
    /// Errors: the same.
    pub fn doctor(&self) -> Result<Vec<Finding>, StoreError> {
        self.readers.read(|connection| doctor::examine(connection, &self.files))
    }

    /// A page of a list.
    ///
    /// Errors: the disk's.
    pub fn list(&self, listing: &Listing) -> Result<Page, StoreError> {
        self.readers.read(|connection| reads::list(connection, listing))
    }

    /// Every event of a dossier.
    ///
    /// Errors: the disk's, or damage.
    pub fn events(&self, code: &DossierCode) -> Result<Vec<Recorded>, StoreError> {
        self.readers.read(|connection| reads::events(connection, code))
    }

    /// The deletion log, oldest first.
    ///
    /// Errors: the disk's, or damage.
    pub fn deletions(&self) -> Result<Vec<Deletion>, StoreError> {
        self.readers.read(deletions)
    }
}
