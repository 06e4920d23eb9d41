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
use super::readers::Readers;
use super::whole::{codes, whole};
use super::{Inside, SqliteStore, blocking, error};
use crate::Hash;
use crate::dossier::{DossierCode, Salt};
use crate::store::files::{Files, cannot_write, copying, sync_folder};
use crate::store::sealing::Sealed;
use crate::store::trouble::of_system;
use crate::store::whole::{Whole, Wrong};
use crate::store::{StoreError, Upload};

/// Name of the file of lines.
const LINES: &str = "dossiers.jsonl";

/// What belongs to the store as a whole.
#[derive(Debug, Serialize, Deserialize)]
struct Common {
    /// Shape of the export.
    motcua_export: u16,
    /// Number of dossiers: an export that was cut short has fewer lines.
    dossiers: usize,
    server_key: Hash,
    sequences: Vec<(String, String, u32)>,
    floor: Option<String>,
    books: Vec<(String, String, i16, u32)>,
    versions: BTreeMap<String, String>,
    deletions: Vec<(String, i64, String)>,
    /// Officers' accounts: id and text.
    #[serde(default)]
    accounts: Vec<(String, String)>,
    /// Who has read what: the dossier, where it was one, and the text.
    #[serde(default)]
    readings: Vec<(Option<String>, String)>,
}

impl SqliteStore {
    /// Writes every dossier into the empty folder `into`. Returns how many.
    ///
    /// Errors: the folder isn't empty, or the disk's.
    pub async fn export(&self, into: &Path) -> Result<usize, StoreError> {
        let (inside, into) = (self.inside.clone(), into.to_owned());
        blocking(move || export(&inside.readers, &inside.files, &inside.folder, &into)).await
    }

    /// Takes up every dossier of an export; each chain, payload and file is checked first. Only an empty store does.
    /// Open it anew afterwards: it has the server key of the other store then.
    ///
    /// Errors: the store has dossiers, something in the export is wrong, or the disk's. Then the store is as it was,
    /// files aside that [`sweep`](SqliteStore::sweep) removes.
    pub async fn load(self, from: &Path) -> Result<usize, StoreError> {
        if self.inside.readers.read(has_dossiers)? {
            return Err(has_some());
        }
        let (inside, own) = (self.inside.clone(), from.to_owned());
        blocking(move || check(&own, &inside)).await?;
        let from = from.to_owned();
        self.inside.writer.write(move |connection| load(connection, &from)).await
    }
}

pub(super) fn export(
    readers: &Readers,
    files: &Files,
    folder: &Path,
    into: &Path,
) -> Result<usize, StoreError> {
    empty(into)?;
    let _no_deletions = copying(folder)?;
    let path = into.join(LINES);
    let file = File::create(&path).map_err(|error| cannot_write(&path, &error))?;
    let mut lines = BufWriter::new(file);
    let mut line = |value: &dyn erased::Line| -> Result<(), StoreError> {
        let text = value.text()?;
        writeln!(lines, "{text}").map_err(|error| cannot_write(&path, &error))
    };
    let count = readers.read(|connection| {
        let moment = connection.unchecked_transaction().map_err(error)?;
        line(&common(&moment)?)?;
        let codes = codes(&moment)?;
        for code in &codes {
            let (whole, _) = whole(&moment, code)?;
            copy_files(files, &whole, into)?;
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
    let server_key =
        Hash::from_bytes(&key).ok_or_else(|| StoreError::Damaged("khóa bí mật sai độ dài".to_owned()))?;
    Ok(Common {
        motcua_export: 1,
        dossiers: connection
            .query_row("SELECT count(*) FROM dossiers", [], |row| row.get(0))
            .map_err(error)?,
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
        accounts: rows(connection, "SELECT id, body FROM accounts", |row| Ok((row.get(0)?, row.get(1)?)))?,
        readings: rows(connection, "SELECT code, body FROM readings ORDER BY place", |row| {
            Ok((row.get(0)?, row.get(1)?))
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

fn copy_files(files: &Files, whole: &Whole, into: &Path) -> Result<(), StoreError> {
    if whole.files.is_empty() {
        return Ok(());
    }
    let folder = into.join("kept").join(whole.code.as_str());
    std::fs::create_dir_all(&folder).map_err(|error| cannot_write(&folder, &error))?;
    for (sha256, _) in &whole.files {
        let (source, target) = (files.path(&whole.code, *sha256), folder.join(sha256.to_string()));
        let copied = std::fs::copy(&source, &target).and_then(|_| File::open(&target)?.sync_all());
        copied.map_err(|error| cannot_write(&source, &error))?;
    }
    sync_folder(&folder)
}

/// The lines of an export one by one, so that thousands of dossiers never lie in memory together.
fn lines(from: &Path) -> Result<(Common, impl Iterator<Item = Result<Whole, StoreError>>), StoreError> {
    let path = from.join(LINES);
    let told = |why: String| StoreError::Damaged(format!("{}: {why}", path.display()));
    let file = File::open(&path).map_err(|error| told(of_system(&error)))?;
    let mut lines = BufReader::new(file).lines();
    let cut = |number: usize| format!("dòng {number} không đọc được: bị sửa hoặc bị cắt ngắn");
    let first = lines.next().ok_or_else(|| told("tệp trống".to_owned()))?;
    let first = first.map_err(|error| told(of_system(&error)))?;
    let common: Common = serde_json::from_str(&first).map_err(|_| told(cut(1)))?;
    let path = path.clone();
    let rest = lines.enumerate().map(move |(at, line)| {
        let told = |why: String| StoreError::Damaged(format!("{}: {why}", path.display()));
        let line = line.map_err(|error| told(of_system(&error)))?;
        serde_json::from_str(&line).map_err(|_| told(cut(at + 2)))
    });
    Ok((common, rest))
}

/// Checks every line of an export and links its files into the store.
fn check(from: &Path, inside: &Inside) -> Result<(), StoreError> {
    let (common, wholes) = lines(from)?;
    let mut count = 0;
    for whole in wholes {
        let whole = whole?;
        let bytes = |sha256: Hash| {
            std::fs::read(from.join("kept").join(whole.code.as_str()).join(sha256.to_string())).ok()
        };
        sealed(&whole, |sha256| bytes(sha256).map(|bytes| Hash::of(&[&bytes])))?;
        take_files(inside, &whole, bytes)?;
        count += 1;
    }
    match common.dossiers == count {
        true => Ok(()),
        false => {
            let why = format!("có {count} hồ sơ, phải có {}: tệp bị cắt ngắn", common.dossiers);
            Err(StoreError::Damaged(format!("{}: {why}", from.join(LINES).display())))
        }
    }
}

/// A dossier as the store keeps it.
///
/// Errors: all that is wrong with it.
fn sealed(whole: &Whole, file: impl Fn(Hash) -> Option<Hash>) -> Result<Sealed, StoreError> {
    let told = |faults: &[Wrong]| {
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        StoreError::Damaged(format!("{}: {}", whole.code, told.join("; ")))
    };
    let (events, head, faults) = whole.check(file).map_err(|faults| told(&faults))?;
    if !faults.is_empty() {
        return Err(told(&faults));
    }
    let payloads = whole.payloads.iter().map(|(seq, body)| (*seq, body.clone())).collect();
    Ok(Sealed { events, payloads, head })
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

fn has_dossiers(connection: &Connection) -> Result<bool, StoreError> {
    connection.query_row("SELECT EXISTS (SELECT 1 FROM dossiers)", [], |row| row.get(0)).map_err(error)
}

fn has_some() -> StoreError {
    StoreError::CannotWrite("thư mục hồ sơ đã có hồ sơ; chỉ nạp vào thư mục mới".to_owned())
}

fn load(connection: &Connection, from: &Path) -> Result<usize, StoreError> {
    if has_dossiers(connection)? {
        return Err(has_some());
    }
    let (common, wholes) = lines(from)?;
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
    for (id, body) in &common.accounts {
        run("INSERT OR REPLACE INTO accounts VALUES (?, ?)", params![id, body])?;
    }
    for (code, body) in &common.readings {
        run("INSERT INTO readings (code, body) VALUES (?, ?)", params![code, body])?;
    }
    let mut count = 0;
    for whole in wholes {
        let whole = whole?;
        // Its files were checked and linked before.
        let sealed = sealed(&whole, Some)?;
        let salt = whole.salt.map(|salt| Salt(salt.0));
        keep_sealed(connection, &whole.code, salt.as_ref(), &sealed, &[])?;
        files_and_answers(connection, &whole.code, &whole)?;
        count += 1;
    }
    Ok(count)
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
