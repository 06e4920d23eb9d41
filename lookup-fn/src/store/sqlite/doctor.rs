use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use content::{CodePrefix, Day, SlipKind};
use rusqlite::Connection;

use super::whole::{codes, whole};
use super::{SqliteStore, blocking, error, sequences};
use crate::Hash;
use crate::dossier::{DossierCode, Recorded};
use crate::store::StoreError;
use crate::store::files::Files;
use crate::store::whole::Wrong;

/// Something wrong with a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// SQLite says so.
    Database(String),
    /// A dossier.
    Dossier(DossierCode, Wrong),
    /// A book has gaps, doubles, or another last number than its counter.
    Book {
        /// Id of the agency.
        agency: String,
        /// Which.
        book: SlipKind,
        /// Its year.
        year: i16,
    },
    /// A code is past the counter of its prefix: it could be given again.
    Sequence(DossierCode),
}

/// For the operator.
impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Finding::Database(why) => write!(out, "cơ sở dữ liệu: {why}"),
            Finding::Dossier(code, wrong) => write!(out, "{code}: {wrong}"),
            Finding::Book { agency, book, year } => {
                write!(out, "{} của {agency} năm {year}: số bị thiếu hoặc trùng", book_name(*book))
            }
            Finding::Sequence(code) => {
                write!(out, "{code}: số lớn hơn bộ đếm của ngày, có thể bị cấp lại")
            }
        }
    }
}

fn book_name(book: SlipKind) -> &'static str {
    match book {
        SlipKind::Receipt => "sổ giấy tiếp nhận",
        SlipKind::Supplement => "sổ phiếu yêu cầu bổ sung",
        SlipKind::Rejection => "sổ phiếu từ chối",
        SlipKind::Apology => "sổ phiếu xin lỗi",
        SlipKind::Stop => "sổ thông báo dừng",
        SlipKind::Control => "sổ phiếu kiểm soát",
        SlipKind::Register => "sổ theo dõi hồ sơ",
    }
}

impl SqliteStore {
    /// Everything wrong with the store: every chain, hash, payload, file and number is looked at.
    ///
    /// Errors: it can't be read at all.
    pub async fn doctor(&self) -> Result<Vec<Finding>, StoreError> {
        let inside = self.inside.clone();
        blocking(move || inside.readers.read(|connection| examine(connection, &inside.files))).await
    }
}

pub(super) fn examine(connection: &Connection, files: &Files) -> Result<Vec<Finding>, StoreError> {
    // One moment for everything, while others go on writing.
    let moment = connection.unchecked_transaction().map_err(error)?;
    let mut findings = Vec::new();
    let verdict = moment.query_row("PRAGMA integrity_check(10)", [], |row| row.get::<_, String>(0));
    match verdict.map_err(error) {
        Ok(verdict) if verdict == "ok" => {}
        Ok(_) => findings.push(Finding::Database("cấu trúc bị hỏng; hãy phục hồi từ bản sao lưu".to_owned())),
        Err(why) => findings.push(damage(why)?),
    }
    if let Err(why) = examine_all(&moment, files, &mut findings) {
        // What can still be told was told; a database that breaks off is one finding more.
        findings.push(damage(why)?);
    }
    Ok(findings)
}

/// Damage is a finding.
///
/// Errors: anything else.
fn damage(why: StoreError) -> Result<Finding, StoreError> {
    match why {
        StoreError::Damaged(why) => Ok(Finding::Database(why)),
        other => Err(other),
    }
}

fn examine_all(moment: &Connection, files: &Files, findings: &mut Vec<Finding>) -> Result<(), StoreError> {
    let counters = sequences(moment)?.last;
    let mut numbers: BTreeMap<(String, SlipKind, i16), Vec<u32>> = BTreeMap::new();
    for code in codes(moment)? {
        let (kept, head) = match whole(moment, &code) {
            Ok(whole) => whole,
            Err(why) => {
                findings.push(damage(why)?);
                continue;
            }
        };
        let file = |sha256| files.read(&code, sha256).ok().flatten().map(|bytes| Hash::of(&[&bytes]));
        match kept.check(file) {
            Ok((events, right, wrong)) => {
                let outside = (head != right).then_some(Wrong::Head);
                let wrong = wrong.into_iter().chain(outside);
                findings.extend(wrong.map(|wrong| Finding::Dossier(code.clone(), wrong)));
                collect(&events, &mut numbers);
            }
            Err(wrong) => findings.extend(wrong.into_iter().map(|one| Finding::Dossier(code.clone(), one))),
        }
        if is_past(&code, &counters) {
            findings.push(Finding::Sequence(code));
        }
    }
    check_books(moment, numbers, findings)
}

fn collect(events: &[Recorded], numbers: &mut BTreeMap<(String, SlipKind, i16), Vec<u32>>) {
    for number in events.iter().flat_map(|recorded| &recorded.event.numbers) {
        let book = (number.agency.clone(), number.book, number.year);
        numbers.entry(book).or_default().push(number.number);
    }
}

fn is_past(code: &DossierCode, counters: &BTreeMap<CodePrefix, (Day, u32)>) -> bool {
    let (prefix, day, sequence) = code.parts();
    counters.get(&prefix).is_none_or(|last| (day, sequence) > *last)
}

fn check_books(
    connection: &Connection,
    mut numbers: BTreeMap<(String, SlipKind, i16), Vec<u32>>,
    findings: &mut Vec<Finding>,
) -> Result<(), StoreError> {
    let mut query = connection.prepare("SELECT agency, book, year, last FROM books").map_err(error)?;
    let rows =
        query.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))).map_err(error)?;
    for row in rows {
        let (agency, book, year, last): (String, String, i16, u32) = row.map_err(error)?;
        let book =
            serde_json::from_value(book.into()).map_err(|error| StoreError::Damaged(error.to_string()))?;
        let given = numbers.remove(&(agency.clone(), book, year)).unwrap_or_default();
        let right: BTreeSet<u32> = (1..=last).collect();
        if given.len() != right.len() || given.into_iter().collect::<BTreeSet<_>>() != right {
            findings.push(Finding::Book { agency, book, year });
        }
    }
    findings.extend(numbers.into_keys().map(|(agency, book, year)| Finding::Book { agency, book, year }));
    Ok(())
}
