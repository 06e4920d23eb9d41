use rusqlite::{Connection, OptionalExtension, Params, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{SqliteStore, error};
use crate::dossier::DossierCode;
use crate::store::StoreError;
use crate::store::staff::{Account, Reading, Session, Staff, Standing};
use crate::{Hash, Moment};

impl Staff for SqliteStore {
    async fn account(&self, id: &str) -> Result<Option<Account>, StoreError> {
        self.inside.readers.read(|db| one(db, "SELECT body FROM accounts WHERE id = ?", [id]))
    }

    async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        self.inside.readers.read(accounts)
    }

    async fn put_account(&self, account: Account) -> Result<(), StoreError> {
        self.inside.writer.write(move |db: &Connection| put_account(db, &account)).await
    }

    async fn put_session(&self, session: Session) -> Result<(), StoreError> {
        let work = move |db: &Connection| {
            run(db, "DELETE FROM sessions WHERE ends_ms < ?", [session.begun_at.unix_ms()])?;
            let (token, ends) = (session.token.0.as_slice(), session.ends_at.unix_ms());
            let values = params![token, session.account, ends, text(&session)?];
            run(db, "INSERT OR REPLACE INTO sessions VALUES (?, ?, ?, ?)", values)
        };
        self.inside.writer.write(work).await
    }

    async fn session(&self, token: Hash, now: Moment) -> Result<Option<Session>, StoreError> {
        self.inside.readers.read(|db| {
            let sql = "SELECT body FROM sessions WHERE token = ? AND ends_ms > ?";
            one(db, sql, params![token.0.as_slice(), now.unix_ms()])
        })
    }

    async fn end_session(&self, token: Hash) -> Result<(), StoreError> {
        let work =
            move |db: &Connection| run(db, "DELETE FROM sessions WHERE token = ?", [token.0.as_slice()]);
        self.inside.writer.write(work).await
    }

    async fn end_sessions(&self, account: &str) -> Result<(), StoreError> {
        let account = account.to_owned();
        self.inside.writer.write(move |db: &Connection| end_sessions(db, &account)).await
    }

    async fn take_step(&self, account: &str, step: u64) -> Result<bool, StoreError> {
        let id = account.to_owned();
        let work = move |db: &Connection| {
            let found: Option<Account> = one(db, "SELECT body FROM accounts WHERE id = ?", [&id])?;
            let Some(mut account) = found.filter(|account| account.totp_step < step) else {
                return Ok(false);
            };
            account.totp_step = step;
            run(db, "UPDATE accounts SET body = ? WHERE id = ?", params![text(&account)?, id])?;
            Ok(true)
        };
        self.inside.writer.write(work).await
    }

    async fn record_reading(&self, reading: Reading) -> Result<(), StoreError> {
        let work = move |db: &Connection| {
            let code = reading.code.as_ref().map(|code| code.as_str());
            run(db, "INSERT INTO readings (code, body) VALUES (?, ?)", params![code, text(&reading)?])
        };
        self.inside.writer.write(work).await
    }

    async fn readings(&self, code: &DossierCode) -> Result<Vec<Reading>, StoreError> {
        self.inside
            .readers
            .read(|db| all(db, "SELECT body FROM readings WHERE code = ? ORDER BY place", [code.as_str()]))
    }
}

/// Makes or changes an account; one that is closed loses its sessions.
pub(super) fn put_account(connection: &Connection, account: &Account) -> Result<(), StoreError> {
    if account.standing == Standing::Closed {
        end_sessions(connection, &account.id)?;
    }
    let values = params![account.id, text(account)?];
    run(connection, "INSERT OR REPLACE INTO accounts VALUES (?, ?)", values)
}

pub(super) fn end_sessions(connection: &Connection, account: &str) -> Result<(), StoreError> {
    run(connection, "DELETE FROM sessions WHERE account = ?", [account])
}

pub(super) fn accounts(connection: &Connection) -> Result<Vec<Account>, StoreError> {
    all(connection, "SELECT body FROM accounts ORDER BY id", [])
}

fn text(value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Damaged(error.to_string()))
}

fn value<T: DeserializeOwned>(body: &str) -> Result<T, StoreError> {
    serde_json::from_str(body).map_err(|error| StoreError::Damaged(error.to_string()))
}

fn run(connection: &Connection, sql: &str, values: impl Params) -> Result<(), StoreError> {
    connection.prepare_cached(sql).and_then(|mut query| query.execute(values)).map(drop).map_err(error)
}

fn one<T: DeserializeOwned>(
    connection: &Connection,
    sql: &str,
    values: impl Params,
) -> Result<Option<T>, StoreError> {
    let mut query = connection.prepare_cached(sql).map_err(error)?;
    let body: Option<String> = query.query_row(values, |row| row.get(0)).optional().map_err(error)?;
    body.map(|body| value(&body)).transpose()
}

fn all<T: DeserializeOwned>(
    connection: &Connection,
    sql: &str,
    values: impl Params,
) -> Result<Vec<T>, StoreError> {
    let mut query = connection.prepare_cached(sql).map_err(error)?;
    let rows = query.query_map(values, |row| row.get::<_, String>(0)).map_err(error)?;
    rows.map(|body| value(&body.map_err(error)?)).collect()
}
