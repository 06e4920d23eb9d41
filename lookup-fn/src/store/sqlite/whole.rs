use rusqlite::{Connection, OptionalExtension};

use super::error;
use crate::dossier::DossierCode;
use crate::store::whole::{Answered, Whole};
use crate::store::{Head, StoreError};
use crate::{Hash, Moment};

/// Every code, in order.
pub(super) fn codes(connection: &Connection) -> Result<Vec<DossierCode>, StoreError> {
    let mut query = connection.prepare("SELECT code FROM dossiers ORDER BY code").map_err(error)?;
    let rows = query.query_map([], |row| row.get::<_, String>(0)).map_err(error)?;
    rows.map(|code| code.map_err(error)?.parse().map_err(StoreError::Damaged)).collect()
}

/// Everything that is kept of a dossier, and its outside.
pub(super) fn whole(connection: &Connection, code: &DossierCode) -> Result<(Whole, Head), StoreError> {
    let damaged = |what: &str| StoreError::Damaged(format!("{code}: {what}"));
    let hash = |bytes: Vec<u8>| Hash::from_bytes(&bytes).ok_or_else(|| damaged("a hash has another length"));
    let mut query =
        connection.prepare_cached("SELECT salt, head FROM dossiers WHERE code = ?").map_err(error)?;
    let row = query.query_row([code.as_str()], |row| Ok((row.get(0)?, row.get(1)?)));
    let (salt, head): (Option<Vec<u8>>, String) =
        row.optional().map_err(error)?.ok_or(StoreError::NoSuchDossier)?;
    let mut query = connection
        .prepare_cached("SELECT hash, body FROM events WHERE code = ? ORDER BY seq")
        .map_err(error)?;
    let events = query.query_map([code.as_str()], |row| Ok((row.get(0)?, row.get(1)?))).map_err(error)?;
    let events = events.map(|row| {
        let (bytes, body): (Vec<u8>, String) = row.map_err(error)?;
        Ok((hash(bytes)?, body))
    });
    let mut query =
        connection.prepare_cached("SELECT seq, body FROM payloads WHERE code = ?").map_err(error)?;
    let payloads = query.query_map([code.as_str()], |row| Ok((row.get(0)?, row.get(1)?))).map_err(error)?;
    let mut query = connection
        .prepare_cached("SELECT sha256, size_bytes FROM files WHERE code = ? ORDER BY sha256")
        .map_err(error)?;
    let files = query.query_map([code.as_str()], |row| Ok((row.get(0)?, row.get(1)?))).map_err(error)?;
    let files = files.map(|row| {
        let (bytes, size): (Vec<u8>, u64) = row.map_err(error)?;
        Ok((hash(bytes)?, size))
    });
    let mut query = connection
        .prepare_cached(
            "SELECT lower(hex(repeat)), body, events, at_ms FROM answers WHERE code = ? ORDER BY repeat",
        )
        .map_err(error)?;
    let answers = query
        .query_map([code.as_str()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
        .map_err(error)?;
    let answers = answers.map(|row| {
        let (repeat, body, events, at): (String, Vec<u8>, usize, i64) = row.map_err(error)?;
        Ok(Answered { repeat, body: hash(body)?, events, at: Moment::from_unix_ms(at) })
    });
    let whole = Whole {
        code: code.clone(),
        salt: salt.map(hash).transpose()?,
        events: events.collect::<Result<_, StoreError>>()?,
        payloads: payloads.collect::<Result<_, _>>().map_err(error)?,
        files: files.collect::<Result<_, StoreError>>()?,
        answers: answers.collect::<Result<_, StoreError>>()?,
    };
    let head = serde_json::from_str(&head).map_err(|error| damaged(&error.to_string()))?;
    Ok((whole, head))
}
