//! The rules file as the function alone keeps it: texts of procedures and forms, read one by one when somebody asks.
//!
//! Thousands of records take four times as much memory read as written, and one office asks for few of them.

use std::collections::BTreeMap;
use std::path::Path;

use content::form::Form;
use content::intake::{INTAKE_VERSION, Intake, IntakeProcedure, IntakeSite, IntakeSlip, Office, Shelf};
use content::{Calendar, Day, Pack, ProcedureCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::words;

/// [`Intake`] with what there is much of left as text.
#[derive(Deserialize)]
struct Written<'a> {
    v: u16,
    as_of: Day,
    site: IntakeSite,
    offices: BTreeMap<String, Office>,
    #[serde(default)]
    fields: BTreeMap<String, String>,
    #[serde(borrow)]
    procedures: BTreeMap<ProcedureCode, &'a RawValue>,
    #[serde(borrow)]
    forms: BTreeMap<String, &'a RawValue>,
    calendar: Calendar,
    packs: Vec<Pack>,
    #[serde(default)]
    slips: Vec<IntakeSlip>,
}

/// The rules of the file at `path`. All of it is read once, so that nothing in it can be wrong later.
///
/// Errors: it can't be read, isn't a rules file, or is one of another version; in Vietnamese, with its path.
pub fn read(path: &Path) -> Result<Intake, String> {
    let told = |why: String| format!("{}: {why}", path.display());
    let text = std::fs::read(path).map_err(|error| told(words::of_system(&error)))?;
    of_text(&text).map_err(told)
}

/// The rules that `text` holds.
///
/// Errors: see [`read`].
pub fn of_text(text: &[u8]) -> Result<Intake, String> {
    #[derive(Deserialize)]
    struct Versioned {
        v: u16,
    }
    let no_rules = |error: serde_json::Error| {
        format!("không phải tệp quy tắc (dòng {}, cột {})", error.line(), error.column())
    };
    let Versioned { v } = serde_json::from_slice(text).map_err(no_rules)?;
    if v != INTAKE_VERSION {
        return Err("tệp quy tắc của bản khác; hãy dựng lại bằng motcua build cùng bản".to_owned());
    }
    let written: Written = serde_json::from_slice(text).map_err(no_rules)?;
    Ok(Intake {
        v: written.v,
        as_of: written.as_of,
        site: written.site,
        offices: written.offices,
        fields: written.fields,
        procedures: shelf::<_, Vec<IntakeProcedure>>(written.procedures)?,
        forms: shelf::<_, Form>(written.forms)?,
        calendar: written.calendar,
        packs: written.packs,
        slips: written.slips,
    })
}

fn shelf<K: Ord + std::fmt::Display, V: DeserializeOwned>(
    texts: BTreeMap<K, &RawValue>,
) -> Result<Shelf<K, V>, String> {
    for (key, text) in &texts {
        serde_json::from_str::<V>(text.get()).map_err(|_| format!("phần {key} không đọc được"))?;
    }
    let texts = texts.into_iter().map(|(key, text)| (key, Box::from(text.get())));
    Ok(Shelf::of_texts(texts, |text| serde_json::from_str(text).expect("it was read when the file was")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_none_is_told_in_words() {
        assert!(of_text(b"[]").expect_err("none").starts_with("không phải tệp quy tắc"));
        assert!(of_text(b"{\"v\":999}").expect_err("of another version").contains("dựng lại"));
    }
}
