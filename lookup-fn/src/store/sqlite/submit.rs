use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, params};

use super::append::{keep_sealed, numbers};
use super::{Inside, blocking, error, reads};
use crate::dossier::{DossierCode, Salt};
use crate::store::memory::{REPEAT_SECONDS, agency_of};
use crate::store::sealing::seal_all;
use crate::store::{Begun, RepeatKey, StoreError, Submission, Submitted};
use crate::{Hash, Moment};

/// Begins a dossier: code, files, then one transaction.
pub(super) async fn submit(inside: &Arc<Inside>, submission: Submission) -> Result<Submitted, StoreError> {
    let (repeat, body, at) = (submission.repeat, submission.body, submission.at);
    if let Some(answer) = inside.readers.read(|connection| answered(connection, repeat, body, at))? {
        return Ok(answer);
    }
    let (day, sequence) = inside.reserve(&submission.prefix, at.day());
    let code = DossierCode::new(&submission.prefix, day, sequence);
    let uploads = submission.uploads.clone();
    if !uploads.is_empty() {
        let (inside, code, uploads) = (inside.clone(), code.clone(), uploads.clone());
        blocking(move || {
            let kept = inside.files.keep(&code, &uploads);
            kept.inspect_err(|_| drop(inside.files.remove(&code)))
        })
        .await?;
    }
    let own = code.clone();
    let result = inside
        .writer
        .write(move |connection| begin(connection, &own, (day.to_string(), sequence), submission))
        .await;
    if !uploads.is_empty() {
        let (inside, code, result) = (inside.clone(), code, result.clone());
        // Nobody waits for this: what stays behind is swept.
        tokio::task::spawn_blocking(move || match result {
            Ok(Submitted { begun: Begun::Now, .. }) => inside.files.let_go(&uploads),
            // Another one with the same key was faster, or nothing was changed: the folder is nobody's.
            Ok(_) | Err(StoreError::CannotWrite(_) | StoreError::OtherBody) => {
                drop(inside.files.remove(&code))
            }
            // It may have been committed.
            Err(_) => {}
        });
    }
    result
}

/// The answer that a submission with this key had.
pub(super) fn answered(
    connection: &Connection,
    repeat: RepeatKey,
    body: Hash,
    at: Moment,
) -> Result<Option<Submitted>, StoreError> {
    let mut query = connection
        .prepare_cached("SELECT body, code, events, at_ms FROM answers WHERE repeat = ?")
        .map_err(error)?;
    let row = query.query_row([key(repeat)], |row| {
        Ok((
            row.get::<_, Vec<u8>>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, usize>(2)?,
            row.get::<_, i64>(3)?,
        ))
    });
    let Some((earlier, code, count, then)) = row.optional().map_err(error)? else { return Ok(None) };
    let forgotten = Moment::from_unix_ms(then).plus_seconds(REPEAT_SECONDS) < at;
    if matches!(repeat, RepeatKey::Body(_)) && forgotten {
        return Ok(None);
    }
    if earlier != body.0 {
        return Err(StoreError::OtherBody);
    }
    let code: DossierCode = code.parse().map_err(StoreError::Damaged)?;
    let mut events = reads::events(connection, &code)?;
    events.truncate(count);
    Ok(Some(Submitted { code, events, begun: Begun::Before }))
}

fn begin(
    connection: &Connection,
    code: &DossierCode,
    (day, sequence): (String, u32),
    submission: Submission,
) -> Result<Submitted, StoreError> {
    let Submission { repeat, body, prefix, at, drafts, uploads, pinned } = submission;
    // Two with one key may have come this far together.
    if let Some(answer) = answered(connection, repeat, body, at)? {
        return Ok(answer);
    }
    let salt = Salt::random().map_err(|error| StoreError::Away(error.to_string()))?;
    let agency = agency_of(&drafts)?;
    let sealed = seal_all(code, &[], &drafts, &salt, &agency, numbers(connection, &agency))?;
    keep_sealed(connection, code, Some(&salt), &sealed, &uploads)?;
    let run = |sql: &str, values: &[&dyn rusqlite::ToSql]| {
        connection.prepare_cached(sql).and_then(|mut query| query.execute(values)).map_err(error)
    };
    run(
        "INSERT OR REPLACE INTO answers (repeat, body, code, events, at_ms) VALUES (?, ?, ?, ?, ?)",
        params![key(repeat), body.0.as_slice(), code.as_str(), sealed.events.len(), at.unix_ms()],
    )?;
    run(
        "INSERT INTO sequences VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET day = excluded.day, last = excluded.last
         WHERE (excluded.day, excluded.last) > (day, last)",
        params![prefix.as_str(), day, sequence],
    )?;
    run("INSERT OR IGNORE INTO versions VALUES (?, ?)", params![pinned.version, pinned.body])?;
    Ok(Submitted { code: code.clone(), events: sealed.events, begun: Begun::Now })
}

fn key(repeat: RepeatKey) -> Vec<u8> {
    match repeat {
        RepeatKey::Draft(random) => [b"d".as_slice(), &random].concat(),
        RepeatKey::Body(hash) => [b"b".as_slice(), &hash.0].concat(),
    }
}
