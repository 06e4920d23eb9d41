//! All dossiers as lines of JSON with their files beside them: the way from one store to another.
//!
//! The first line holds what belongs to the store as a whole, secrets included; each other line is a [`Whole`] dossier.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use super::append::keep_sealed;
use super::backup::empty;
use super::whole::{codes, whole};
use super::{Inside, SqliteStore, blocking, error};
use crate::Hash;
use crate::dossier::{DossierCode, Salt};
use crate::store::files::{cannot_write, sync_folder};
use crate::store::sealing::Sealed;
use crate::store::whole::Whole;
use crate::store::{StoreError, Upload};

/// Name of the file of lines.
const LINES: &str = "dossiers.jsonl";

/// What belongs to the store as a whole.
#[derive(Debug, Serialize, Deserialize)]
struct Common {
    /// Shape of the export.
    motcua_export: u16,
    server_key: Hash,
    sequences: Vec<(String, String, u32)>,
    floor: Option<String>,
    books: Vec<(String, String, i16, u32)>,
    versions: BTreeMap<String, String>,
    deletions: Vec<(String, i64, String)>,
}

impl SqliteStore {
    /// Writes every dossier into the empty folder `into`. Returns how many.
    ///
    /// Errors: the folder isn't empty, or the disk's.
    pub async fn export(&self, into: &Path) -> Result<usize, StoreError> {
        let (inside, into) = (self.inside.clone(), into.to_owned());
        blocking(move || export(&inside, &into)).await
    }

    /// Takes up every dossier of an export; each chain, payload and file is checked first. Only an empty store does.
    /// Open it anew afterwards: it has the server key of the other store then.
    ///
    /// Errors: the store has dossiers, something in the export is wrong, or the disk's. Then the store is as it was,
    /// files aside that [`sweep`](SqliteStore::sweep) removes.
    pub async fn load(self, from: &Path) -> Result<usize, StoreError> {
        let (inside, from) = (self.inside.clone(), from.to_owned());
        let files = self.inside.files.clone();
        let (common, dossiers) = blocking(move || read(&from, &inside)).await?;
        let count = dossiers.len();
        let write = move |connection: &Connection| load(connection, &common, &dossiers);
        self.inside.writer.write(write).await?;
        drop(files);
        Ok(count)
    }
}

fn export(inside: &Inside, into: &Path) -> Result<usize, StoreError> {
    empty(into)?;
    let _no_deletions = inside.deleting.read().unwrap_or_else(std::sync::PoisonError::into_inner);
    let path = into.join(LINES);
    let file = File::create(&path).map_err(|error| cannot_write(&path, &error))?;
    let mut lines = BufWriter::new(file);
    let mut line = |value: &dyn erased::Line| -> Result<(), StoreError> {
        let text = value.text()?;
        writeln!(lines, "{text}").map_err(|error| cannot_write(&path, &error))
    };
    let count = inside.readers.read(|connection| {
        let moment = connection.unchecked_transaction().map_err(error)?;
        line(&common(&moment)?)?;
        let codes = codes(&moment)?;
        for code in &codes {
            let (whole, _) = whole(&moment, code)?;
            copy_files(inside, &whole, into)?;
            line(&whole)?;
        }
        Ok(codes.len())
    })?;
    let file = lines.into_inner().map_err(|error| cannot_write(into, error.error()))?;
    file.sync_all().map_err(|error| cannot_write(into, &error))?;
    sync_folder(into)?;
    Ok(count)
}

/// Two kinds of line, written by one closure.
mod erased {
    use crate::store::StoreError;

    pub(super) trait Line {
        fn text(&self) -> Result<String, StoreError>;
    }

    impl<T: serde::Serialize> Line for T {
        fn text(&self) -> Result<String, StoreError> {
            serde_json::to_string(self).map_err(|error| StoreError::Damaged(error.to_string()))
        }
    }
}

fn common(connection: &Connection) -> Result<Common, StoreError> {
    let key: Vec<u8> = super::meta(connection, "server_key")?.unwrap_or_default();
    let server_key = Hash::from_bytes(&key).ok_or_else(|| StoreError::Damaged("server key".to_owned()))?;
    Ok(Common {
        motcua_export: 1,
        server_key,
        sequences: rows(connection, "SELECT prefix, day, last FROM sequences", |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?,
        floor: super::meta(connection, "floor")?,
        books: rows(connection, "SELECT agency, book, year, last FROM books", |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?,
        versions: rows(connection, "SELECT version, body FROM versions", |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?
        .into_iter()
        .collect(),
        deletions: rows(connection, "SELECT code, at_ms, because FROM deletions", |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?,
    })
}

fn rows<T>(
    connection: &Connection,
    sql: &str,
    row: impl Fn(&rusqlite::Row) -> rusqlite::Result<T>,
) -> Result<Vec<T>, StoreError> {
    let mut query = connection.prepare(sql).map_err(error)?;
    let rows = query.query_map([], |one| row(one)).map_err(error)?;
    rows.collect::<Result<_, _>>().map_err(error)
}

fn copy_files(inside: &Inside, whole: &Whole, into: &Path) -> Result<(), StoreError> {
    if whole.files.is_empty() {
        return Ok(());
    }
    let folder = into.join("kept").join(whole.code.as_str());
    std::fs::create_dir_all(&folder).map_err(|error| cannot_write(&folder, &error))?;
    for (sha256, _) in &whole.files {
        let (source, target) = (inside.files.path(&whole.code, *sha256), folder.join(sha256.to_string()));
        std::fs::copy(&source, &target).map_err(|error| cannot_write(&source, &error))?;
    }
    sync_folder(&folder)
}

/// The lines of an export, checked; its files linked into the store.
fn read(from: &Path, inside: &Inside) -> Result<(Common, Vec<(Whole, Sealed)>), StoreError> {
    let path = from.join(LINES);
    let file =
        File::open(&path).map_err(|error| StoreError::Damaged(format!("{}: {error}", path.display())))?;
    let mut lines = BufReader::new(file).lines();
    let damaged = |error: serde_json::Error| StoreError::Damaged(format!("{}: {error}", path.display()));
    let first = lines.next().ok_or_else(|| StoreError::Damaged("the export is empty".to_owned()))?;
    let first = first.map_err(|error| StoreError::Damaged(error.to_string()))?;
    let common: Common = serde_json::from_str(&first).map_err(damaged)?;
    let mut dossiers = Vec::new();
    for line in lines {
        let line = line.map_err(|error| StoreError::Damaged(error.to_string()))?;
        let whole: Whole = serde_json::from_str(&line).map_err(damaged)?;
        let bytes = |sha256: Hash| {
            std::fs::read(from.join("kept").join(whole.code.as_str()).join(sha256.to_string())).ok()
        };
        let checked = whole.check(|sha256| bytes(sha256).map(|bytes| Hash::of(&[&bytes])));
        let wrong = |wrong: &[crate::store::whole::Wrong]| {
            let told: Vec<String> = wrong.iter().map(ToString::to_string).collect();
            StoreError::Damaged(format!("{}: {}", whole.code, told.join("; ")))
        };
        let (events, head, faults) = checked.map_err(|faults| wrong(&faults))?;
        if !faults.is_empty() {
            return Err(wrong(&faults));
        }
        take_files(inside, &whole, bytes)?;
        let payloads = whole.payloads.iter().map(|(seq, body)| (*seq, body.clone())).collect();
        dossiers.push((whole, Sealed { events, payloads, head }));
    }
    Ok((common, dossiers))
}

fn take_files(
    inside: &Inside,
    whole: &Whole,
    bytes: impl Fn(Hash) -> Option<Vec<u8>>,
) -> Result<(), StoreError> {
    let mut uploads: Vec<Upload> = Vec::new();
    for (sha256, size_bytes) in &whole.files {
        let bytes = bytes(*sha256).ok_or(StoreError::NoSuchFile(*sha256))?;
        let kind = crate::dossier::FileKind::of(&bytes).ok_or(StoreError::WrongBytes)?;
        let upload = Upload::announce(*sha256, *size_bytes, kind)
            .map_err(|error| StoreError::Away(error.to_string()))?;
        let mut receiving = inside.files.receive(&upload)?;
        receiving.write(&bytes)?;
        receiving.finish()?;
        uploads.push(upload);
    }
    inside.files.keep(&whole.code, &uploads)?;
    inside.files.let_go(&uploads);
    Ok(())
}

fn load(connection: &Connection, common: &Common, dossiers: &[(Whole, Sealed)]) -> Result<(), StoreError> {
    let there: u64 =
        connection.query_row("SELECT count(*) FROM dossiers", [], |row| row.get(0)).map_err(error)?;
    if there > 0 {
        return Err(StoreError::CannotWrite("the store has dossiers already".to_owned()));
    }
    let run = |sql: &str, values: &[&dyn rusqlite::ToSql]| {
        connection.prepare_cached(sql).and_then(|mut query| query.execute(values)).map_err(error)
    };
    let meta = "INSERT OR REPLACE INTO meta VALUES (?, ?)";
    run(meta, params!["server_key", common.server_key.0.as_slice()])?;
    if let Some(floor) = &common.floor {
        run(meta, params!["floor", floor])?;
    }
    for (prefix, day, last) in &common.sequences {
        run("INSERT INTO sequences VALUES (?, ?, ?)", params![prefix, day, last])?;
    }
    for (agency, book, year, last) in &common.books {
        run("INSERT INTO books VALUES (?, ?, ?, ?)", params![agency, book, year, last])?;
    }
    for (version, body) in &common.versions {
        run("INSERT INTO versions VALUES (?, ?)", params![version, body])?;
    }
    for (code, at_ms, because) in &common.deletions {
        run("INSERT INTO deletions VALUES (?, ?, ?)", params![code, at_ms, because])?;
    }
    for (whole, sealed) in dossiers {
        let salt = whole.salt.map(|salt| Salt(salt.0));
        keep_sealed(connection, &whole.code, salt.as_ref(), sealed, &[])?;
        files_and_answers(connection, &whole.code, whole)?;
    }
    Ok(())
}

fn files_and_answers(connection: &Connection, code: &DossierCode, whole: &Whole) -> Result<(), StoreError> {
    for (sha256, size_bytes) in &whole.files {
        let insert = "INSERT INTO files VALUES (?, ?, ?)";
        connection.execute(insert, params![code.as_str(), sha256.0.as_slice(), size_bytes]).map_err(error)?;
    }
    for answer in &whole.answers {
        let repeat = data_encoding::HEXLOWER
            .decode(answer.repeat.as_bytes())
            .map_err(|error| StoreError::Damaged(error.to_string()))?;
        connection
            .execute(
                "INSERT INTO answers (repeat, body, code, events, at_ms) VALUES (?, ?, ?, ?, ?)",
                params![repeat, answer.body.0.as_slice(), code.as_str(), answer.events, answer.at.unix_ms()],
            )
            .map_err(error)?;
    }
    Ok(())
}
