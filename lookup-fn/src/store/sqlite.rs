//! Dossiers on one machine: a SQLite database and a folder of files beside it.
//!
//! WAL with `synchronous = FULL`: a commit is on the disk when it returns. One process at a time (a lock on the folder),
//! one thread that writes, readers beside it. Reads run where they are asked for.

mod accounts;
mod append;
mod backup;
mod beside;
mod doctor;
mod erase;
mod load;
mod readers;
mod reads;
mod schema;
mod staff;
mod submit;
mod whole;
mod writer;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use axum::body::Bytes;
use content::{CodePrefix, Day};
use futures_util::{Stream, StreamExt};
use rusqlite::{Connection, ErrorCode, OptionalExtension};

pub use accounts::Accounts;
pub use backup::{Backup, restore};
pub use beside::Beside;
pub use doctor::Finding;
pub use erase::Deletion;

use self::readers::Readers;
use self::writer::Writer;
use super::files::{Files, cannot_write, sync_folder};
use super::trouble::of_database;
use super::{
    Append, Head, Listing, Page, Placed, RepeatKey, Store, StoreError, Submission, Submitted, Upload,
    next_sequence,
};
use crate::dossier::{DossierCode, Payload, Recorded, ServerKey};
use crate::{Hash, Moment};

/// Name of the database in the data folder.
const DATABASE: &str = "dossiers.sqlite";

/// Bytes of a file under way that are held in memory before they are written.
const PIECE: usize = 128 << 10;

/// Dossiers in a folder of one machine. Cheap to clone: all clones are the same store.
#[derive(Clone, Debug)]
pub struct SqliteStore {
    inside: Arc<Inside>,
}

#[derive(Debug)]
struct Inside {
    folder: PathBuf,
    writer: Writer,
    readers: Readers,
    files: Files,
    sequences: Mutex<Sequences>,
    key: ServerKey,
    _lock: File,
}

/// The last code of each prefix that was given out, in memory: a code that never reached the disk was never told.
#[derive(Debug)]
struct Sequences {
    last: BTreeMap<CodePrefix, (Day, u32)>,
    floor: Option<(Day, u32)>,
}

impl SqliteStore {
    /// Opens the data folder, or makes it.
    ///
    /// Errors: another process has it, a newer program made it, or the disk's.
    pub fn open(folder: &Path) -> Result<SqliteStore, StoreError> {
        std::fs::create_dir_all(folder).map_err(|error| cannot_write(folder, &error))?;
        let lock = lock(folder)?;
        let files = Files::open(folder)?;
        let path = folder.join(DATABASE);
        let mut connection = Connection::open(&path).map_err(error)?;
        prepare(&connection)?;
        schema::migrate(&mut connection)?;
        let key = server_key(&connection)?;
        let sequences = sequences(&connection)?;
        // The write makes the WAL file, and the sync its name last.
        let opened = "INSERT OR REPLACE INTO meta VALUES ('opened_ms', ?)";
        connection.execute(opened, [Moment::now().unix_ms()]).map_err(error)?;
        sync_folder(folder)?;
        let inside = Inside {
            folder: folder.to_owned(),
            writer: Writer::start(connection)?,
            readers: Readers::new(&path),
            files,
            sequences: Mutex::new(sequences),
            key,
            _lock: lock,
        };
        Ok(SqliteStore { inside: Arc::new(inside) })
    }

    /// The secret of this store, made with it and kept in its database: a backup has it too.
    pub fn server_key(&self) -> &ServerKey {
        &self.inside.key
    }

    /// Bytes of uploads and dossiers, for a server that takes and sends them piece by piece.
    pub fn files(&self) -> &Files {
        &self.inside.files
    }

    /// Lets the database grow no further than so many pages, or not at all: for a quota, and to see what a full disk does.
    ///
    /// Errors: the disk's.
    pub async fn limit_pages(&self, pages: u32) -> Result<(), StoreError> {
        let set = move |connection: &Connection| {
            let sql = format!("PRAGMA max_page_count = {pages}");
            connection.query_row(&sql, [], |_| Ok(())).map_err(error)
        };
        self.inside.writer.write(set).await
    }

    /// Removes what nobody names: uploads older than 7 days, folders of dossiers that never came to be or were erased.
    /// Returns how many.
    ///
    /// Errors: the disk's.
    pub async fn sweep(&self, now: SystemTime) -> Result<usize, StoreError> {
        let inside = self.inside.clone();
        blocking(move || inside.sweep(now)).await
    }
}

impl Inside {
    fn reserve(&self, prefix: &CodePrefix, today: Day) -> (Day, u32) {
        let mut sequences = self.sequences.lock().unwrap_or_else(PoisonError::into_inner);
        let next = next_sequence(sequences.last.get(prefix).copied(), sequences.floor, today);
        sequences.last.insert(prefix.clone(), next);
        next
    }
}

/// Does `work` on a thread that may wait for the disk.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| Err(StoreError::Away(error.to_string())))
}

impl Store for SqliteStore {
    async fn submit(&self, submission: Submission) -> Result<Submitted, StoreError> {
        submit::submit(&self.inside, submission).await
    }

    async fn answered(
        &self,
        repeat: RepeatKey,
        body: Hash,
        at: Moment,
    ) -> Result<Option<Submitted>, StoreError> {
        self.inside.readers.read(|connection| submit::answered(connection, repeat, body, at))
    }

    async fn append(&self, append: Append) -> Result<Vec<Recorded>, StoreError> {
        append::append(&self.inside, append).await
    }

    async fn head(&self, code: &DossierCode) -> Result<Option<Head>, StoreError> {
        self.inside.readers.read(|connection| reads::head(connection, code))
    }

    async fn events(&self, code: &DossierCode) -> Result<Vec<Recorded>, StoreError> {
        self.inside.readers.read(|connection| reads::events(connection, code))
    }

    async fn payloads(&self, code: &DossierCode) -> Result<BTreeMap<u32, Payload>, StoreError> {
        self.inside.readers.read(|connection| reads::payloads(connection, code))
    }

    async fn list(&self, listing: Listing) -> Result<Page, StoreError> {
        self.inside.readers.read(|connection| reads::list(connection, &listing))
    }

    async fn find(
        &self,
        words: &str,
        agencies: &BTreeSet<String>,
        most: usize,
    ) -> Result<Vec<Head>, StoreError> {
        let (inside, words, agencies) = (self.inside.clone(), words.to_owned(), agencies.clone());
        blocking(move || inside.readers.read(|connection| reads::find(connection, &words, &agencies, most)))
            .await
    }

    async fn events_after(&self, place: u64, most: usize) -> Result<Vec<Placed>, StoreError> {
        let inside = self.inside.clone();
        blocking(move || inside.readers.read(|connection| reads::events_after(connection, place, most))).await
    }

    async fn pinned(&self, version: &str) -> Result<Option<String>, StoreError> {
        self.inside.readers.read(|connection| {
            let mut query =
                connection.prepare_cached("SELECT body FROM versions WHERE version = ?").map_err(error)?;
            query.query_row([version], |row| row.get(0)).optional().map_err(error)
        })
    }

    async fn put(&self, upload: &Upload, bytes: Vec<u8>) -> Result<(), StoreError> {
        let (files, upload) = (self.inside.files.clone(), upload.clone());
        blocking(move || {
            let mut receiving = files.receive(&upload)?;
            receiving.write(&bytes)?;
            receiving.finish()
        })
        .await
    }

    async fn receive(
        &self,
        upload: &Upload,
        pieces: impl Stream<Item = Bytes> + Send,
    ) -> Result<(), StoreError> {
        let (files, upload) = (self.inside.files.clone(), upload.clone());
        let mut receiving = blocking(move || files.receive(&upload)).await?;
        let (mut pieces, mut full) = (std::pin::pin!(pieces), Vec::with_capacity(PIECE));
        while let Some(piece) = pieces.next().await {
            full.extend_from_slice(&piece);
            if full.len() >= PIECE {
                let write = move || {
                    receiving.write(&full)?;
                    full.clear();
                    Ok((receiving, full))
                };
                (receiving, full) = blocking(write).await?;
            }
        }
        blocking(move || {
            receiving.write(&full)?;
            receiving.finish()
        })
        .await
    }

    async fn file(&self, code: &DossierCode, sha256: Hash) -> Result<Option<Vec<u8>>, StoreError> {
        let (files, code) = (self.inside.files.clone(), code.clone());
        blocking(move || files.read(&code, sha256)).await
    }
}

/// One process at a time: a second one would give the same codes.
fn lock(folder: &Path) -> Result<File, StoreError> {
    let path = folder.join("lock");
    let open = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
    let lock = open.map_err(|error| cannot_write(&path, &error))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(std::fs::TryLockError::WouldBlock) => Err(StoreError::Away(format!(
            "thư mục {} đang có chương trình khác dùng; dừng nó trước, hoặc chọn thư mục khác",
            folder.display()
        ))),
        Err(std::fs::TryLockError::Error(error)) => Err(cannot_write(&path, &error)),
    }
}

fn prepare(connection: &Connection) -> Result<(), StoreError> {
    connection.pragma_update(None, "journal_mode", "WAL").map_err(error)?;
    connection.pragma_update(None, "synchronous", "FULL").map_err(error)?;
    // What is erased is written over.
    connection.pragma_update(None, "secure_delete", "ON").map_err(error)?;
    connection.pragma_update(None, "cache_size", -4096).map_err(error)?;
    connection.busy_timeout(std::time::Duration::from_secs(5)).map_err(error)
}

fn meta<T: rusqlite::types::FromSql>(connection: &Connection, key: &str) -> Result<Option<T>, StoreError> {
    let query = "SELECT value FROM meta WHERE key = ?";
    connection.query_row(query, [key], |row| row.get(0)).optional().map_err(error)
}

fn server_key(connection: &Connection) -> Result<ServerKey, StoreError> {
    let damaged = || StoreError::Damaged("khóa bí mật sai độ dài".to_owned());
    if let Some(bytes) = meta::<Vec<u8>>(connection, "server_key")? {
        return Ok(ServerKey::new(bytes.try_into().map_err(|_| damaged())?));
    }
    let key = ServerKey::random().map_err(|error| StoreError::Away(error.to_string()))?;
    let make = "INSERT INTO meta VALUES ('server_key', ?)";
    connection.execute(make, [key.bytes().as_slice()]).map_err(error)?;
    Ok(key)
}

fn sequences(connection: &Connection) -> Result<Sequences, StoreError> {
    let mut query = connection.prepare("SELECT prefix, day, last FROM sequences").map_err(error)?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).map_err(error)?;
    let mut last = BTreeMap::new();
    for row in rows {
        let (prefix, day, number): (String, String, u32) = row.map_err(error)?;
        let prefix = prefix.parse().map_err(StoreError::Damaged)?;
        last.insert(prefix, (day.parse().map_err(StoreError::Damaged)?, number));
    }
    let floor = match meta::<String>(connection, "floor")? {
        Some(text) => Some(
            text.split_once(' ')
                .and_then(|(day, number)| Some((day.parse().ok()?, number.parse().ok()?)))
                .ok_or_else(|| StoreError::Damaged("không đọc được số mã phải bỏ qua".to_owned()))?,
        ),
        None => None,
    };
    Ok(Sequences { last, floor })
}

/// What an error of SQLite means to whoever asked.
fn error(error: rusqlite::Error) -> StoreError {
    let why = of_database(&error);
    match error.sqlite_error_code() {
        Some(
            ErrorCode::DiskFull | ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied,
        ) => StoreError::CannotWrite(why),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => StoreError::Damaged(why),
        _ => StoreError::Away(why),
    }
}
