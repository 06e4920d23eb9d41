//! A backup of a store that is at work, and the way back.
//!
//! The database is copied as of one moment, then the files that it names; nothing is deleted meanwhile. `backup.json` is
//! written last, so a backup that was cut short is none. It holds everything, secrets included: keep it as you keep the
//! data folder, and throw it away in time, for what is erased later still stands in it.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

use content::Day;
use rusqlite::{Connection, OpenFlags};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::erase::named_files;
use super::readers::Readers;
use super::{DATABASE, SqliteStore, blocking, error, sequences};
use crate::store::StoreError;
use crate::store::files::{cannot_write, copying, sync_folder};
use crate::store::trouble::of_system;
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
    /// SHA-256 of the copied database.
    pub database: Hash,
}

impl SqliteStore {
    /// Copies everything into the empty folder `into`, while the store goes on working.
    ///
    /// Errors: the folder isn't empty, a file is damaged, or the disk's.
    pub async fn backup(&self, into: &Path, at: Moment) -> Result<Backup, StoreError> {
        let (inside, into) = (self.inside.clone(), into.to_owned());
        blocking(move || backup(&inside.readers, &inside.folder, &into, at)).await
    }
}

pub(super) fn backup(
    readers: &Readers,
    folder: &Path,
    into: &Path,
    at: Moment,
) -> Result<Backup, StoreError> {
    empty(into)?;
    let _no_deletions = copying(folder)?;
    let copy = into.join(DATABASE);
    readers.read(|connection| {
        connection.execute("VACUUM INTO ?", [copy.to_string_lossy()]).map_err(error)?;
        Ok(())
    })?;
    File::open(&copy).and_then(|file| file.sync_all()).map_err(|error| cannot_write(&copy, &error))?;
    let (dossiers, files) = copy_files(&copy, folder, into)?;
    let backup = Backup { v: 1, at, dossiers, files, database: hash_of(&copy)? };
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
/// Errors: no whole backup, a folder that isn't empty, a damaged file, or the disk's. Then the folder is empty as before.
pub fn restore(backup: &Path, into: &Path, today: Day) -> Result<Backup, StoreError> {
    let seal = backup.join(SEAL);
    let no_backup = |why: String| {
        StoreError::Damaged(format!(
            "{}: {why}; đây không phải bản sao lưu trọn vẹn, hãy chọn bản khác",
            seal.display()
        ))
    };
    let text = fs::read_to_string(&seal).map_err(|error| no_backup(of_system(&error)))?;
    let about: Backup = serde_json::from_str(&text).map_err(|_| no_backup("không đọc được".to_owned()))?;
    if about.v != 1 {
        return Err(no_backup(format!("bản sao lưu kiểu {}, của chương trình khác bản", about.v)));
    }
    empty(into)?;
    let done = bring_back(backup, into, today, &about);
    if done.is_err() {
        // Half a restore must not look like a store, nor keep the next try from beginning.
        let _ = fs::remove_dir_all(into.join("kept"));
        let _ = fs::remove_file(into.join(PART));
    }
    done.map(|()| about)
}

/// Name of the database until everything else is there.
const PART: &str = "dossiers.part";

fn bring_back(backup: &Path, into: &Path, today: Day, about: &Backup) -> Result<(), StoreError> {
    let (source, part) = (backup.join(DATABASE), into.join(PART));
    if hash_of(&source)? != about.database {
        return Err(StoreError::Damaged(format!("{}: bị sửa hoặc bị cắt ngắn", source.display())));
    }
    fs::copy(&source, &part).map_err(|error| cannot_write(&part, &error))?;
    let (dossiers, files) = copy_files(&part, backup, into)?;
    if (dossiers, files) != (about.dossiers, about.files) {
        return Err(StoreError::Damaged("bản sao lưu có số hồ sơ hoặc số tệp khác với lúc sao".to_owned()));
    }
    raise_floor(&part, today)?;
    File::open(&part).and_then(|file| file.sync_all()).map_err(|error| cannot_write(&part, &error))?;
    // Only a whole restore has a database of the right name.
    fs::rename(&part, into.join(DATABASE)).map_err(|error| cannot_write(&part, &error))?;
    sync_folder(into)
}

fn hash_of(path: &Path) -> Result<Hash, StoreError> {
    let mut sum = Sha256::new();
    let missing =
        |error: io::Error| StoreError::Damaged(format!("{}: {}", path.display(), of_system(&error)));
    let mut file = File::open(path).map_err(missing)?;
    let mut piece = vec![0; 256 << 10];
    loop {
        match file.read(&mut piece).map_err(missing)? {
            0 => return Ok(Hash(sum.finalize().into())),
            length => sum.update(&piece[..length]),
        }
    }
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
            let hash = copy(&source, &target)?;
            if hash.to_string() != name {
                return Err(StoreError::Damaged(format!("{}: tệp bị sửa", source.display())));
            }
            files += 1;
        }
        sync_folder(&folder)?;
    }
    sync_folder(&kept)?;
    Ok((dossiers, files))
}

/// Copies a file to the disk and tells the hash of what was read.
fn copy(source: &Path, target: &Path) -> Result<Hash, StoreError> {
    let gone = |error: io::Error| StoreError::Damaged(format!("{}: {}", source.display(), of_system(&error)));
    let bytes = fs::read(source).map_err(gone)?;
    let write = |bytes: &[u8]| {
        let mut file = File::create(target)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write(&bytes).map_err(|error| cannot_write(target, &error))?;
    Ok(Hash(Sha256::digest(&bytes).into()))
}

/// Makes the folder, which must not hold anything yet; what a new disk brings with it doesn't count.
pub(super) fn empty(folder: &Path) -> Result<(), StoreError> {
    fs::create_dir_all(folder).map_err(|error| cannot_write(folder, &error))?;
    for entry in fs::read_dir(folder).map_err(|error| cannot_write(folder, &error))? {
        let entry = entry.map_err(|error| cannot_write(folder, &error))?;
        if entry.file_name() != "lost+found" {
            let why = "thư mục không trống; hãy chọn thư mục mới hoặc trống";
            return Err(StoreError::CannotWrite(format!("{}: {why}", folder.display())));
        }
    }
    Ok(())
}
