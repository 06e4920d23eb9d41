use std::sync::Arc;

use content::SlipKind;
use rusqlite::{Connection, OptionalExtension, params};

use super::{Inside, blocking, erase, error};
use crate::Hash;
use crate::dossier::{DossierCode, Link, Recorded, Salt};
use crate::store::head::link;
use crate::store::memory::{decode, people};
use crate::store::sealing::{Sealed, seal_all};
use crate::store::{Append, StoreError, Upload};

/// Appends events: files, then one transaction that holds only if nobody appended since.
pub(super) async fn append(inside: &Arc<Inside>, append: Append) -> Result<Vec<Recorded>, StoreError> {
    let (code, uploads) = (append.code.clone(), append.uploads.clone());
    if !uploads.is_empty() {
        let (inside, code, uploads) = (inside.clone(), code.clone(), uploads.clone());
        blocking(move || inside.files.keep(&code, &uploads)).await?;
    }
    let (events, erased) = inside.writer.write(move |connection| add(connection, append)).await?;
    let inside = inside.clone();
    if erased == Erased::Now {
        blocking(move || erase::remove_traces(&inside, &code)).await?;
    } else if !uploads.is_empty() {
        tokio::task::spawn_blocking(move || inside.files.let_go(&uploads));
    }
    Ok(events)
}

/// Whether events erased a dossier.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Erased {
    Now,
    No,
}

fn add(connection: &Connection, append: Append) -> Result<(Vec<Recorded>, Erased), StoreError> {
    let Append { code, history, drafts, uploads } = append;
    let mut query = connection
        .prepare_cached("SELECT seq, hash, salt, agency FROM dossiers WHERE code = ?")
        .map_err(error)?;
    let row = query.query_row([code.as_str()], |row| {
        Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?, row.get::<_, Option<Vec<u8>>>(2)?, row.get(3)?))
    });
    let (seq, hash, salt, agency): (u32, Vec<u8>, Option<Vec<u8>>, String) =
        row.optional().map_err(error)?.ok_or(StoreError::NoSuchDossier)?;
    let hash = Hash::from_bytes(&hash).ok_or_else(|| StoreError::Damaged(format!("{code}: hash")))?;
    if (Link { seq, hash }) != link(&code, &history) {
        return Err(StoreError::Overtaken);
    }
    let salt = salt.ok_or(StoreError::NoSuchDossier)?;
    let salt = Salt(salt.try_into().map_err(|_| StoreError::Damaged(format!("{code}: salt")))?);
    let sealed = seal_all(&code, &history, &drafts, &salt, &agency, numbers(connection, &agency))?;
    if sealed.head.erased {
        keep_sealed(connection, &code, None, &sealed, &[])?;
        erase::delete(connection, &code, &sealed)?;
        return Ok((sealed.events, Erased::Now));
    }
    keep_sealed(connection, &code, Some(&salt), &sealed, &uploads)?;
    Ok((sealed.events, Erased::No))
}

/// The next number of a book of `agency`: without gaps, because a failed transaction takes it back.
pub(super) fn numbers<'a>(
    connection: &'a Connection,
    agency: &'a str,
) -> impl FnMut(SlipKind, i16) -> Result<u32, StoreError> + 'a {
    move |book, year| {
        let book = serde_json::to_string(&book).map_err(|error| StoreError::Damaged(error.to_string()))?;
        let mut query = connection
            .prepare_cached(
                "INSERT INTO books VALUES (?, ?, ?, 1)
                 ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last",
            )
            .map_err(error)?;
        query.query_row(params![agency, book.trim_matches('"'), year], |row| row.get(0)).map_err(error)
    }
}

/// Writes sealed events, their payloads, people, files and the head.
pub(super) fn keep_sealed(
    connection: &Connection,
    code: &DossierCode,
    salt: Option<&Salt>,
    sealed: &Sealed,
    uploads: &[Upload],
) -> Result<(), StoreError> {
    let run = |sql: &str, values: &[&dyn rusqlite::ToSql]| {
        connection.prepare_cached(sql).and_then(|mut query| query.execute(values)).map_err(error)
    };
    for Recorded { event, body, hash } in &sealed.events {
        run(
            "INSERT INTO events (code, seq, hash, body) VALUES (?, ?, ?, ?)",
            params![code.as_str(), event.seq, hash.0.as_slice(), body],
        )?;
    }
    for (seq, body) in &sealed.payloads {
        run("INSERT INTO payloads VALUES (?, ?, ?)", params![code.as_str(), seq, body])?;
        for (name, phone) in people(&decode(body)?) {
            run("INSERT INTO people VALUES (?, ?, ?)", params![code.as_str(), name, phone])?;
        }
    }
    for upload in uploads {
        run(
            "INSERT OR IGNORE INTO files VALUES (?, ?, ?)",
            params![code.as_str(), upload.sha256.0.as_slice(), upload.size_bytes],
        )?;
    }
    let head = &sealed.head;
    let hash = sealed.events.last().map(|last| last.hash.0.to_vec());
    let text = serde_json::to_string(head).map_err(|error| StoreError::Damaged(error.to_string()))?;
    run(
        "INSERT INTO dossiers (code, salt, seq, hash, head, agency, holder, closed, waits, due, submitted_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET salt = excluded.salt, seq = excluded.seq, hash = excluded.hash,
         head = excluded.head, holder = excluded.holder, closed = excluded.closed, waits = excluded.waits,
         due = excluded.due",
        params![
            code.as_str(),
            salt.map(|salt| salt.0.as_slice()),
            head.last,
            hash,
            text,
            head.agency,
            head.holder,
            head.closed,
            head.waits_for_desk,
            head.due_day.map_or(String::new(), |day| day.to_string()),
            head.submitted_at.unix_ms(),
        ],
    )?;
    Ok(())
}
