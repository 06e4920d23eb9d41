//! Erasing a person: everything personal goes, the chain stays. What backups made before still hold stays there until
//! they are thrown away (docs/decisions/0007-dossiers.md).

use std::collections::{BTreeMap, BTreeSet};
use std::time::SystemTime;

use rusqlite::{Connection, params};

use super::{Inside, error};
use crate::Moment;
use crate::dossier::{DossierCode, ErasedBecause, Happening};
use crate::store::StoreError;
use crate::store::files::deleting;
use crate::store::sealing::Sealed;

/// Deletes the rows of a dossier that was just erased.
pub(super) fn delete(connection: &Connection, code: &DossierCode, sealed: &Sealed) -> Result<(), StoreError> {
    for table in ["payloads", "people", "files", "answers"] {
        // The key of a submission leads to its answer, and that shows a PIN.
        connection.execute(&format!("DELETE FROM {table} WHERE code = ?"), [code.as_str()]).map_err(error)?;
    }
    for event in sealed.events.iter().map(|recorded| &recorded.event) {
        if let Happening::Erased { because } = &event.what {
            let because =
                serde_json::to_string(because).map_err(|error| StoreError::Damaged(error.to_string()))?;
            let because = because.trim_matches('"');
            let log = "INSERT INTO deletions VALUES (?, ?, ?)";
            connection.execute(log, params![code.as_str(), event.at.unix_ms(), because]).map_err(error)?;
        }
    }
    Ok(())
}

/// A line of the deletion log: what went, when, why. Nothing personal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deletion {
    /// The dossier.
    pub code: DossierCode,
    /// When.
    pub at: Moment,
    /// Why.
    pub because: ErasedBecause,
}

/// The deletion log, oldest first.
pub(super) fn deletions(connection: &Connection) -> Result<Vec<Deletion>, StoreError> {
    let mut query = connection
        .prepare("SELECT code, at_ms, because FROM deletions ORDER BY at_ms, code")
        .map_err(error)?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).map_err(error)?;
    let line = |row: rusqlite::Result<(String, i64, String)>| {
        let (code, at_ms, because) = row.map_err(error)?;
        let because = serde_json::from_value(because.into());
        Ok(Deletion {
            code: code.parse().map_err(StoreError::Damaged)?,
            at: Moment::from_unix_ms(at_ms),
            because: because.map_err(|error| StoreError::Damaged(error.to_string()))?,
        })
    };
    rows.map(line).collect()
}

/// Removes the files of an erased dossier, and what of its rows still stands in the write-ahead log.
pub(super) fn remove_traces(inside: &Inside, code: &DossierCode) -> Result<(), StoreError> {
    {
        let _alone = deleting(&inside.folder)?;
        inside.files.remove(code)?;
    }
    let connection = Connection::open(inside.folder.join(super::DATABASE)).map_err(error)?;
    connection.busy_timeout(std::time::Duration::from_secs(5)).map_err(error)?;
    // Busy readers may keep it from happening now; the next checkpoint does it then.
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).map_err(error)
}

impl Inside {
    /// Uploads nobody named, folders and files that no dossier names.
    pub(super) fn sweep(&self, now: SystemTime) -> Result<usize, StoreError> {
        let mut swept = self.files.sweep_tmp(now)?;
        let _alone = deleting(&self.folder)?;
        let named = self.readers.read(named_files)?;
        for (code, files) in self.files.folders()? {
            let Ok(code) = code.parse::<DossierCode>() else { continue };
            if named.contains_key(code.as_str()) || files.is_empty() {
                continue;
            }
            // A submission under way has linked its files and not committed yet.
            let folder = self.files.path(&code, crate::Hash([0; 32]));
            let folder = folder.parent().unwrap_or(&folder);
            let changed = std::fs::metadata(folder).and_then(|about| about.modified());
            let old =
                changed.is_ok_and(|then| now.duration_since(then).is_ok_and(|age| age.as_secs() > 3_600));
            if old {
                self.files.remove(&code)?;
                swept += 1;
            }
        }
        Ok(swept)
    }
}

/// The files of every dossier, by its code.
pub(super) fn named_files(connection: &Connection) -> Result<BTreeMap<String, BTreeSet<String>>, StoreError> {
    let mut query = connection.prepare("SELECT code, lower(hex(sha256)) FROM files").map_err(error)?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).map_err(error)?;
    let mut named: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in rows {
        let (code, sha256): (String, String) = row.map_err(error)?;
        named.entry(code).or_default().insert(sha256);
    }
    Ok(named)
}
