//! A backup of a store that is at work, and the way back.
//!
//! The database is copied as of one moment, then the files that it names; nothing is deleted meanwhile. `backup.json` is
//! written last, so a backup that was cut short is none. It holds everything, secrets included: keep it as you keep the
//! data folder, and throw it away in time, for what is erased later still stands in it.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::sync::PoisonError;

use content::Day;
use rusqlite::{Connection, OpenFlags};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::erase::named_files;
use super::{DATABASE, Inside, SqliteStore, blocking, error, sequences};
use crate::store::StoreError;
use crate::store::files::{cannot_write, sync_folder};
use crate::{Hash, Moment};

/// Codes that may have been given out between a backup and the loss: so many are passed over on the day of a restore.
const CODES_PASSED_OVER: u32 = 5_000;

/// Name of the file that makes a backup whole.
const SEAL: &str = "backup.json";

/// What a backup holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backup {
    /// Shape of the backup.
    pub v: u16,
    /// As of when.
    pub at: Moment,
    /// Number of dossiers.
    pub dossiers: u64,
    /// Number of files.
    pub files: u64,
}

impl SqliteStore {
    /// Copies everything into the empty folder `into`, while the store goes on working.
    ///
    /// Errors: the folder isn't empty, a file is damaged, or the disk's.
    pub async fn backup(&self, into: &Path, at: Moment) -> Result<Backup, StoreError> {
        let (inside, into) = (self.inside.clone(), into.to_owned());
        blocking(move || backup(&inside, &into, at)).await
    }
}

fn backup(inside: &Inside, into: &Path, at: Moment) -> Result<Backup, StoreError> {
    empty(into)?;
    let _no_deletions = inside.deleting.read().unwrap_or_else(PoisonError::into_inner);
    let copy = into.join(DATABASE);
    inside.readers.read(|connection| {
        connection.execute("VACUUM INTO ?", [copy.to_string_lossy()]).map_err(error)?;
        Ok(())
    })?;
    File::open(&copy).and_then(|file| file.sync_all()).map_err(|error| cannot_write(&copy, &error))?;
    let (dossiers, files) = copy_files(&copy, &inside.folder, into)?;
    let backup = Backup { v: 1, at, dossiers, files };
    let seal = into.join(SEAL);
    let text = serde_json::to_string(&backup).map_err(|error| StoreError::Damaged(error.to_string()))?;
    File::create(&seal)
        .and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()
        })
        .map_err(|error| cannot_write(&seal, &error))?;
    sync_folder(into)?;
    Ok(backup)
}

/// Brings a backup back into the empty folder `into`. On `today` the codes go on 5,000 further than any it knows, so
/// that none that was given out after it comes again. Numbers of slips printed after it do come again: the book on paper
/// tells.
///
/// Errors: no whole backup, a folder that isn't empty, a damaged file, or the disk's.
pub fn restore(backup: &Path, into: &Path, today: Day) -> Result<Backup, StoreError> {
    let seal = backup.join(SEAL);
    let text = fs::read_to_string(&seal)
        .map_err(|error| StoreError::Damaged(format!("no whole backup: {}: {error}", seal.display())))?;
    let about: Backup =
        serde_json::from_str(&text).map_err(|error| StoreError::Damaged(error.to_string()))?;
    empty(into)?;
    let part = into.join("dossiers.part");
    fs::copy(backup.join(DATABASE), &part).map_err(|error| cannot_write(&part, &error))?;
    let (dossiers, files) = copy_files(&part, backup, into)?;
    if (dossiers, files) != (about.dossiers, about.files) {
        return Err(StoreError::Damaged("the backup holds another number of dossiers or files".to_owned()));
    }
    raise_floor(&part, today)?;
    File::open(&part).and_then(|file| file.sync_all()).map_err(|error| cannot_write(&part, &error))?;
    // Only a whole restore has a database of the right name.
    fs::rename(&part, into.join(DATABASE)).map_err(|error| cannot_write(&part, &error))?;
    sync_folder(into)?;
    Ok(about)
}

fn raise_floor(database: &Path, today: Day) -> Result<(), StoreError> {
    let connection = Connection::open(database).map_err(error)?;
    connection.pragma_update(None, "journal_mode", "DELETE").map_err(error)?;
    let known = sequences(&connection)?;
    let day = known.last.values().map(|(day, _)| *day).chain([today]).max().unwrap_or(today);
    let that_day = known.last.values().filter(|(of, _)| *of == day).map(|(_, number)| *number);
    let earlier = known.floor.filter(|(of, _)| *of == day).map(|(_, number)| number);
    let last = that_day.chain(earlier).max().unwrap_or(0);
    let floor = format!("{day} {}", last.saturating_add(CODES_PASSED_OVER));
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('floor', ?)", [floor]).map_err(error)?;
    Ok(())
}

/// Copies the files that the database at `database` names, checking each. Returns the numbers of dossiers and files.
fn copy_files(database: &Path, from: &Path, into: &Path) -> Result<(u64, u64), StoreError> {
    let connection =
        Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(error)?;
    let dossiers =
        connection.query_row("SELECT count(*) FROM dossiers", [], |row| row.get(0)).map_err(error)?;
    let kept = into.join("kept");
    fs::create_dir_all(&kept).map_err(|error| cannot_write(&kept, &error))?;
    let mut files = 0;
    for (code, names) in named_files(&connection)? {
        let folder = kept.join(&code);
        fs::create_dir_all(&folder).map_err(|error| cannot_write(&folder, &error))?;
        for name in names {
            let (source, target) = (from.join("kept").join(&code).join(&name), folder.join(&name));
            let hash = copy(&source, &target).map_err(|error| cannot_write(&source, &error))?;
            if hash.to_string() != name {
                return Err(StoreError::Damaged(format!("{code}: file {name} has other bytes")));
            }
            files += 1;
        }
        sync_folder(&folder)?;
    }
    sync_folder(&kept)?;
    Ok((dossiers, files))
}

/// Copies a file to the disk and tells the hash of what was read.
fn copy(source: &Path, target: &Path) -> io::Result<Hash> {
    let bytes = fs::read(source)?;
    let mut file = File::create(target)?;
    file.write_all(&bytes)?;
    file.sync_all()?;
    Ok(Hash(Sha256::digest(&bytes).into()))
}

/// Makes the folder, which must not hold anything yet.
pub(super) fn empty(folder: &Path) -> Result<(), StoreError> {
    fs::create_dir_all(folder).map_err(|error| cannot_write(folder, &error))?;
    let mut entries = fs::read_dir(folder).map_err(|error| cannot_write(folder, &error))?;
    match entries.next() {
        None => Ok(()),
        Some(_) => Err(StoreError::CannotWrite(format!("{} isn't empty", folder.display()))),
    }
}
