use rusqlite::Connection;

use super::error;
use crate::store::StoreError;

/// Every change of the tables, in order; a database's `user_version` tells how many it has. Never changed once released.
const MIGRATIONS: [&str; 1] = ["
    CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE dossiers (
        code TEXT PRIMARY KEY,
        salt BLOB,                      -- null once erased
        seq INTEGER NOT NULL,           -- of the last event
        hash BLOB NOT NULL,             -- of the last event
        head TEXT NOT NULL,             -- JSON; what follows repeats parts of it for the indexes
        agency TEXT NOT NULL,
        holder TEXT,
        closed INTEGER NOT NULL,
        waits INTEGER NOT NULL,
        due TEXT NOT NULL,              -- YYYY-MM-DD, empty without
        submitted_ms INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX dossiers_by_due ON dossiers (agency, closed, due, code);
    CREATE INDEX dossiers_waiting ON dossiers (agency, due, code) WHERE waits = 1 AND closed = 0;
    CREATE INDEX dossiers_of_holder ON dossiers (holder, closed, due, code) WHERE holder IS NOT NULL;
    CREATE TABLE events (
        place INTEGER PRIMARY KEY AUTOINCREMENT,
        code TEXT NOT NULL,
        seq INTEGER NOT NULL,
        hash BLOB NOT NULL,
        body TEXT NOT NULL,
        UNIQUE (code, seq)
    );
    CREATE TABLE payloads (code TEXT NOT NULL, seq INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (code, seq))
        WITHOUT ROWID;
    CREATE TABLE people (code TEXT NOT NULL, name TEXT NOT NULL, phone TEXT NOT NULL);
    CREATE INDEX people_by_code ON people (code);
    CREATE INDEX people_by_phone ON people (phone);
    CREATE TABLE files (code TEXT NOT NULL, sha256 BLOB NOT NULL, size_bytes INTEGER NOT NULL, PRIMARY KEY (code, sha256))
        WITHOUT ROWID;
    CREATE TABLE answers (
        repeat BLOB PRIMARY KEY,        -- d and 16 bytes, or b and 32
        body BLOB NOT NULL,
        code TEXT NOT NULL,
        events INTEGER NOT NULL,
        at_ms INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX answers_by_code ON answers (code);
    CREATE TABLE sequences (prefix TEXT PRIMARY KEY, day TEXT NOT NULL, last INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE books (
        agency TEXT NOT NULL, book TEXT NOT NULL, year INTEGER NOT NULL, last INTEGER NOT NULL,
        PRIMARY KEY (agency, book, year)
    ) WITHOUT ROWID;
    CREATE TABLE versions (version TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE deletions (code TEXT NOT NULL, at_ms INTEGER NOT NULL, because TEXT NOT NULL);
    CREATE TABLE accounts (id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE sessions (token BLOB PRIMARY KEY, account TEXT NOT NULL, ends_ms INTEGER NOT NULL, body TEXT NOT NULL)
        WITHOUT ROWID;
    CREATE INDEX sessions_of_account ON sessions (account);
    CREATE TABLE readings (place INTEGER PRIMARY KEY AUTOINCREMENT, code TEXT, body TEXT NOT NULL);
    CREATE INDEX readings_of_dossier ON readings (code) WHERE code IS NOT NULL;
"];

/// Whether the tables of `connection` are those of this program.
pub(super) fn is_current(connection: &Connection) -> Result<bool, StoreError> {
    let version: i64 =
        connection.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(error)?;
    Ok(usize::try_from(version) == Ok(MIGRATIONS.len()))
}

/// Brings the tables of `connection` up to date.
///
/// Errors: they were made by a newer program, or the disk's.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let version: i64 =
        connection.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(error)?;
    let done = usize::try_from(version).unwrap_or(usize::MAX);
    if done > MIGRATIONS.len() {
        return Err(newer(version));
    }
    for (at, step) in MIGRATIONS.iter().enumerate().skip(done) {
        let change = connection.transaction().map_err(error)?;
        change.execute_batch(step).map_err(error)?;
        change.pragma_update(None, "user_version", at + 1).map_err(error)?;
        change.commit().map_err(error)?;
    }
    Ok(())
}

/// Whether this program can read the tables of `connection` without changing them.
///
/// Errors: they were made by a newer program, or by an older one and nobody has brought them up to date.
pub(super) fn check(connection: &Connection) -> Result<(), StoreError> {
    let version: i64 =
        connection.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(error)?;
    match usize::try_from(version).unwrap_or(usize::MAX) {
        done if done > MIGRATIONS.len() => Err(newer(version)),
        done if done < MIGRATIONS.len() => {
            let why = format!(
                "bảng thuộc bản {version}, cũ hơn chương trình này; chạy motcua serve --data một lần trước"
            );
            Err(StoreError::Damaged(why))
        }
        _ => Ok(()),
    }
}

fn newer(version: i64) -> StoreError {
    let known = MIGRATIONS.len();
    StoreError::Damaged(format!(
        "bảng thuộc bản {version}, chương trình này chỉ biết đến bản {known}; dùng chương trình mới hơn"
    ))
}
