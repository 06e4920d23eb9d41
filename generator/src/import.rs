//! Dumps of the national portal as records of ours: facts carried over, known mistakes mended by rule or kept as
//! open, people's words never touched. Pure: text in, a report out.

pub mod emit;

mod agencies;
mod audience;
mod capitals;
mod cases;
mod channels;
mod clean;
mod condition;
mod dossier;
mod fee_clauses;
mod fee_label;
mod fee_row;
mod fee_text;
mod fees;
mod fingerprint;
mod heading;
mod legal;
mod money;
mod paper;
mod parts;
mod pattern;
mod paying;
mod raw;
mod record;
mod rows;
mod shorten;
mod steps;
mod time;
mod time_text;
mod trap;
mod update;

use std::collections::{BTreeMap, BTreeSet};

use content::{Agency, Day, FieldFile, Ignored, LegalText, Procedure, ProcedureCode};
use serde::Deserialize as _;
use serde_json::Value;

use self::fingerprint::Fingerprints;
use self::raw::Raw;
use self::record::Index;
use self::trap::Traps;
pub use self::trap::{Trap, TrapKind};
use self::update::{Update, update};

/// What the names of a source are looked up in.
pub struct Registers<'a> {
    /// Fields.
    pub fields: &'a FieldFile,
    /// Agencies of every file.
    pub agencies: Vec<&'a Agency>,
    /// Texts that deliberately name no agency.
    pub ignored: Vec<&'a Ignored>,
    /// Legal texts of every file.
    pub legal: Vec<&'a LegalText>,
}

/// How to import.
pub struct Options {
    /// Carry the source's own sentences along, for those who own them.
    pub keep_text: bool,
    /// When the source was read, for `source.seen`.
    pub seen: Option<String>,
    /// Only these codes; absent is all.
    pub select: Option<BTreeSet<String>>,
    /// The day that new entries of `changes` carry.
    pub today: Day,
    /// What becomes of a record whose source says what it said before.
    pub unchanged: Unchanged,
}

/// What becomes of a record whose source says what it said before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unchanged {
    /// Its file stays as it is.
    Leave,
    /// It gets the fingerprints of the source's parts, where an older import left none.
    MarkParts,
}

/// A record that stands in the content folder already.
pub struct Existing {
    /// Its file, named from the content folder.
    pub file: String,
    /// The file's text.
    pub text: String,
    /// What it says.
    pub procedure: Procedure,
}

/// What an import wants to do, and what it met.
#[derive(Debug, Default)]
pub struct Report {
    /// Files to write: address below the content folder, and text.
    pub write: Vec<(String, String)>,
    /// Records whose source says what it said before.
    pub unchanged: usize,
    /// Lines that are no records.
    pub refused: Vec<Refusal>,
    /// Known mistakes of the source, sorted by kind and code.
    pub traps: Vec<Trap>,
    /// Facts that changed in the source under a person's words.
    pub review: Vec<Difference>,
    /// Numbers of legal texts that the register lacks, with the codes that rest on them.
    pub unknown_legal: BTreeMap<String, Vec<String>>,
}

/// A line that can't be imported.
#[derive(Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Line of the input, from 1.
    pub line: usize,
    /// Code of the record, where it could be read.
    pub code: Option<String>,
    /// Why, in Vietnamese.
    pub reason: String,
}

/// A part that the source states otherwise than before, under a record that people worked on.
#[derive(Debug, PartialEq, Eq)]
pub struct Difference {
    /// The record's file, named from the content folder.
    pub file: String,
    /// Its code.
    pub code: String,
    /// What changed in the source, in Vietnamese, as the record's `changes` tells it.
    pub what: String,
    /// What else helps whoever imports, in Vietnamese.
    pub note: Option<String>,
}

/// Imports the records of `lines`, one JSON object each. `existing` finds what stands in the content folder.
pub fn import(
    lines: &str,
    registers: &Registers<'_>,
    existing: impl Fn(&ProcedureCode) -> Option<Existing>,
    options: &Options,
) -> Report {
    let index = Index::new(registers);
    let mut report = Report::default();
    let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    for (at, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let mut traps = Traps::default();
        let refusal = |code: Option<String>, reason: String| Refusal { line: at + 1, code, reason };
        let (raw, prints) = match parse(line, &mut traps) {
            Ok(parsed) => parsed,
            Err((code, reason)) => {
                report.refused.push(refusal(code, reason));
                continue;
            }
        };
        let code = raw.code.trim().to_owned();
        if options.select.as_ref().is_some_and(|select| !select.contains(&code)) {
            continue;
        }
        if let Some(first) = taken.get(&code) {
            report.refused.push(refusal(Some(code), format!("mã này đã có ở dòng {first}; giữ dòng đầu")));
            continue;
        }
        match take(&raw, prints, &index, &existing, options, &mut traps) {
            Ok(record) => {
                taken.insert(code.clone(), at + 1);
                names.entry(record.name).or_default().push(code.clone());
                for number in record.unknown_legal {
                    report.unknown_legal.entry(number).or_default().push(code.clone());
                }
                report.unchanged += usize::from(record.write.is_none());
                report.write.extend(record.write);
                report.review.extend(record.review);
            }
            Err(reason) => report.refused.push(refusal(Some(code.clone()), reason)),
        }
        report.traps.extend(traps.of(&code));
    }
    for (name, codes) in names.into_iter().filter(|(_, codes)| codes.len() > 1) {
        report.traps.extend(codes.into_iter().map(|code| Trap {
            kind: TrapKind::SameName,
            code,
            what: name.clone(),
        }));
    }
    report.traps.sort();
    report
}

/// Reads one line.
///
/// Errors: its code, where one could be read, and the reason in Vietnamese.
fn parse(line: &str, traps: &mut Traps) -> Result<(Raw, Fingerprints), (Option<String>, String)> {
    let value: Value = serde_json::from_str(line.trim_start_matches('\u{feff}'))
        .map_err(|error| (None, format!("dòng không phải JSON: cột {}", error.column())))?;
    let value = fingerprint::normalised(value, traps);
    let code = value.get("code").and_then(Value::as_str).map(str::to_owned);
    let prints = Fingerprints::of(&value);
    let missing = ["code", "name"].into_iter().find(|key| !value.get(*key).is_some_and(Value::is_string));
    if let Some(key) = missing {
        return Err((code, format!("bản ghi không có “{key}” là chữ")));
    }
    let raw = Raw::deserialize(value).map_err(|error| (code, format!("bản ghi không đúng dạng: {error}")))?;
    Ok((raw, prints))
}

/// What one record gives to the report.
struct Taken {
    /// Its name in small letters.
    name: String,
    unknown_legal: Vec<String>,
    /// Nothing where the source says what it said before.
    write: Option<(String, String)>,
    review: Vec<Difference>,
}

/// Errors: the reason in Vietnamese why `raw` can't become a record, or its file can't be changed.
fn take(
    raw: &Raw,
    prints: Fingerprints,
    index: &Index<'_>,
    existing: &impl Fn(&ProcedureCode) -> Option<Existing>,
    options: &Options,
    traps: &mut Traps,
) -> Result<Taken, String> {
    let mut unknown_legal = Vec::new();
    let procedure = record::procedure(raw, prints, index, options, traps, &mut unknown_legal)?;
    let name = clean::lower(&procedure.name);
    let taken = |write, review| Taken { name, unknown_legal, write, review };
    let Some(existing) = existing(&procedure.code) else {
        let address = format!("procedures/{}/{}.yaml", procedure.field, procedure.code);
        return Ok(taken(Some((address, emit::yaml(&procedure))), Vec::new()));
    };
    if existing.procedure.field != procedure.field {
        traps.add(TrapKind::FieldMoved, &format!("{} thay vì {}", procedure.field, existing.procedure.field));
    }
    Ok(match update(&existing, &procedure, options)? {
        Update::Unchanged => taken(None, Vec::new()),
        Update::Marked(text) | Update::Rewritten(text) => taken(Some((existing.file, text)), Vec::new()),
        Update::Noted(text, differences) => taken(Some((existing.file, text)), differences),
    })
}

#[cfg(test)]
mod tests;
