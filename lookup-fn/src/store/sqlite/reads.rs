use std::collections::{BTreeMap, BTreeSet};

use content::text;
use rusqlite::{Connection, OptionalExtension, Row, ToSql, params};

use super::error;
use crate::Hash;
use crate::dossier::{DossierCode, Event, Payload, Recorded};
use crate::store::memory::{decode, digits};
use crate::store::{Head, Listing, Order, Page, Placed, StoreError, Which};

pub(super) fn head(connection: &Connection, code: &DossierCode) -> Result<Option<Head>, StoreError> {
    let mut query = connection.prepare_cached("SELECT head FROM dossiers WHERE code = ?").map_err(error)?;
    let text: Option<String> =
        query.query_row([code.as_str()], |row| row.get(0)).optional().map_err(error)?;
    text.map(|text| head_of(&text)).transpose()
}

pub(super) fn events(connection: &Connection, code: &DossierCode) -> Result<Vec<Recorded>, StoreError> {
    let mut query = connection
        .prepare_cached("SELECT body, hash FROM events WHERE code = ? ORDER BY seq")
        .map_err(error)?;
    let rows = query.query_map([code.as_str()], |row| Ok((row.get(0)?, row.get(1)?))).map_err(error)?;
    rows.map(|row| {
        let (body, hash): (String, Vec<u8>) = row.map_err(error)?;
        let event = event(code, &body)?;
        let hash = Hash::from_bytes(&hash).ok_or_else(|| StoreError::Damaged(format!("{code}: hash")))?;
        Ok(Recorded { event, body, hash })
    })
    .collect()
}

pub(super) fn payloads(
    connection: &Connection,
    code: &DossierCode,
) -> Result<BTreeMap<u32, Payload>, StoreError> {
    let mut query =
        connection.prepare_cached("SELECT seq, body FROM payloads WHERE code = ?").map_err(error)?;
    let rows = query.query_map([code.as_str()], |row| Ok((row.get(0)?, row.get(1)?))).map_err(error)?;
    rows.map(|row| {
        let (seq, body): (u32, String) = row.map_err(error)?;
        Ok((seq, decode(&body)?))
    })
    .collect()
}

pub(super) fn list(connection: &Connection, listing: &Listing) -> Result<Page, StoreError> {
    let mut sql = "SELECT head FROM dossiers WHERE 1".to_owned();
    let mut values: Vec<Box<dyn ToSql>> = Vec::new();
    if let Some(agency) = &listing.agency {
        sql.push_str(" AND agency = ?");
        values.push(Box::new(agency.clone()));
    }
    if let Some(holder) = &listing.holder {
        sql.push_str(" AND holder = ?");
        values.push(Box::new(holder.clone()));
    }
    match listing.which {
        Which::Open => sql.push_str(" AND closed = 0"),
        Which::Waiting => sql.push_str(" AND waits = 1 AND closed = 0"),
        Which::All => {}
    }
    if let Some((day, code)) = listing.after.as_ref().and_then(|after| after.split_once('/')) {
        match listing.order {
            Order::Due => {
                sql.push_str(" AND (due, code) > (?, ?)");
                values.push(Box::new(day.to_owned()));
            }
            Order::Code => sql.push_str(" AND code > ?"),
        }
        values.push(Box::new(code.to_owned()));
    }
    sql.push_str(match listing.order {
        Order::Due => " ORDER BY due, code LIMIT ?",
        Order::Code => " ORDER BY code LIMIT ?",
    });
    values.push(Box::new(listing.most + 1));
    let mut query = connection.prepare_cached(&sql).map_err(error)?;
    let values: Vec<&dyn ToSql> = values.iter().map(AsRef::as_ref).collect();
    let mut heads = heads(query.query_map(values.as_slice(), first).map_err(error)?)?;
    let more = heads.len() > listing.most;
    heads.truncate(listing.most);
    let next = heads.last().filter(|_| more).map(|last| listing.key(last));
    Ok(Page { heads, next })
}

pub(super) fn find(
    connection: &Connection,
    words: &str,
    agencies: &BTreeSet<String>,
    most: usize,
) -> Result<Vec<Head>, StoreError> {
    let (name, phone) = (text::fold(words), digits(words));
    let words: Vec<&str> = name.split_whitespace().collect();
    let phone = if phone.len() >= 6 { phone } else { "-".to_owned() };
    let mut sql =
        "SELECT head FROM dossiers WHERE code IN (SELECT code FROM people WHERE phone = ?".to_owned();
    let mut values: Vec<&dyn ToSql> = vec![&phone];
    if !words.is_empty() {
        // Not LIKE, which would give `%` and `_` a meaning.
        let each = vec!["instr(name, ?) > 0"; words.len()].join(" AND ");
        sql.push_str(&format!(" UNION SELECT code FROM people WHERE {each}"));
        values.extend(words.iter().map(|word| word as &dyn ToSql));
    }
    // Before the limit: newer namesakes of other offices would leave no room for the officer's own.
    sql.push_str(&format!(") AND agency IN ({})", vec!["?"; agencies.len()].join(", ")));
    values.extend(agencies.iter().map(|agency| agency as &dyn ToSql));
    sql.push_str(" ORDER BY submitted_ms DESC, code DESC LIMIT ?");
    values.push(&most);
    let mut query = connection.prepare_cached(&sql).map_err(error)?;
    heads(query.query_map(values.as_slice(), first).map_err(error)?)
}

pub(super) fn events_after(
    connection: &Connection,
    place: u64,
    most: usize,
) -> Result<Vec<Placed>, StoreError> {
    let mut query = connection
        .prepare_cached("SELECT place, code, body FROM events WHERE place > ? ORDER BY place LIMIT ?")
        .map_err(error)?;
    let place = i64::try_from(place).unwrap_or(i64::MAX);
    let rows = query
        .query_map(params![place, most], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .map_err(error)?;
    rows.map(|row| {
        let (place, code, body): (i64, String, String) = row.map_err(error)?;
        let code: DossierCode = code.parse().map_err(StoreError::Damaged)?;
        let event = event(&code, &body)?;
        Ok(Placed { place: place.unsigned_abs(), code, event })
    })
    .collect()
}

fn first(row: &Row) -> rusqlite::Result<String> {
    row.get(0)
}

fn heads(rows: impl Iterator<Item = rusqlite::Result<String>>) -> Result<Vec<Head>, StoreError> {
    rows.map(|text| head_of(&text.map_err(error)?)).collect()
}

fn head_of(text: &str) -> Result<Head, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::Damaged(format!("a head: {error}")))
}

fn event(code: &DossierCode, body: &str) -> Result<Event, StoreError> {
    Event::decode(body).map_err(|why| StoreError::Damaged(format!("{code}: {why}")))
}
