//! What people write against what a form asks. The twin of this file is themes/default/assets/form.js;
//! tests/form-cases.jsonl holds both to the same answers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{FieldKind, Form, FormField, MustBe, When};
use crate::{Day, text};

/// Most letters of a short text, a name, an address.
pub const LONGEST_LINE: usize = 300;
/// Most letters of a long text.
pub const LONGEST_TEXT: usize = 5000;
/// Most rows of a table that doesn't say.
pub const MOST_ROWS: usize = 60;
/// Largest amount or number: what can still be said in words.
pub const LARGEST: u64 = super::words::LARGEST;

/// What is written in a form: by id of the field; compound fields by `id.part`.
pub type Values = BTreeMap<String, Value>;

/// What is written in a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// One text; of yes-and-no fields `yes` or `no`.
    Text(String),
    /// What was chosen of several.
    Many(Vec<String>),
    /// Rows of a table: by id of the column.
    Rows(Vec<BTreeMap<String, String>>),
}

/// Why a value can't stand. `code` names the words that tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing is written where something must be.
    Required,
    /// More letters than fit.
    TooLong(usize),
    /// A letter that papers can't print.
    StrangeLetter(char),
    /// A name with digits.
    DigitInName,
    /// No day in the form `dd/mm/yyyy`.
    NotADate,
    /// A day that the calendar lacks.
    NoSuchDay,
    /// A year outside 1900 to 2199, or no year.
    NotAYear,
    /// After today.
    NotPast,
    /// Before today.
    NotFuture,
    /// No telephone number.
    NotAPhone,
    /// No e-mail address.
    NotAnEmail,
    /// Not 12 digits.
    NotAnIdentityNumber,
    /// No whole number, or more digits after the comma than the field takes.
    NotANumber,
    /// Less than the field takes.
    TooSmall(u64),
    /// More than the field takes.
    TooLarge(u64),
    /// None of the options.
    NotAnOption,
    /// More rows than fit.
    TooManyRows(usize),
    /// A value of another shape than the field's.
    WrongShape,
}

impl Refusal {
    /// The stable code, as in `themes/default/words` after `form_wrong_`.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::Required => "required",
            Refusal::TooLong(_) => "too_long",
            Refusal::StrangeLetter(_) => "strange_letter",
            Refusal::DigitInName => "digit_in_name",
            Refusal::NotADate => "date",
            Refusal::NoSuchDay => "no_such_day",
            Refusal::NotAYear => "year",
            Refusal::NotPast => "past",
            Refusal::NotFuture => "future",
            Refusal::NotAPhone => "phone",
            Refusal::NotAnEmail => "email",
            Refusal::NotAnIdentityNumber => "identity_number",
            Refusal::NotANumber => "number",
            Refusal::TooSmall(_) => "too_small",
            Refusal::TooLarge(_) => "too_large",
            Refusal::NotAnOption => "option",
            Refusal::TooManyRows(_) => "too_many_rows",
            Refusal::WrongShape => "shape",
        }
    }
}

/// A refused value and where it stands: `ho_ten`, `noi_sinh.commune`, `thanh_vien.2.ngay_sinh` (rows from 0).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The key of the value.
    pub at: String,
    /// Why.
    pub why: Refusal,
}

/// Everything in `values` that `form` can't take on the day `today`.
pub fn form(form: &Form, values: &Values, today: Day) -> Vec<Refused> {
    let mut refused = Vec::new();
    for (group, field) in form.fields() {
        let conditions = group.and_then(|group| group.when.as_ref()).into_iter().chain(&field.when);
        if !conditions.clone().all(|when| holds(form, when, values)) {
            continue;
        }
        if let Some(id) = field.id.as_ref().filter(|_| field.kind.has_value()) {
            field_values(field, id, values, today, &mut refused);
        }
    }
    refused
}

fn field_values(field: &FormField, id: &str, values: &Values, today: Day, refused: &mut Vec<Refused>) {
    let mut refuse = |at: String, why: Refusal| refused.push(Refused { at, why });
    match (field.kind, values.get(id)) {
        (FieldKind::Table, Some(Value::Rows(rows))) => {
            let most = field.max_rows.map_or(MOST_ROWS, |rows| rows as usize);
            if rows.len() > most {
                refuse(id.to_owned(), Refusal::TooManyRows(most));
            }
            let filled = |row: &BTreeMap<String, String>| row.values().any(|cell| !cell.trim().is_empty());
            if field.required && !rows.iter().any(filled) {
                refuse(id.to_owned(), Refusal::Required);
            }
            for (at, row) in rows.iter().enumerate().filter(|(_, row)| filled(row)) {
                for column in &field.columns {
                    let key = column.id.as_deref().unwrap_or_default();
                    let cell = row.get(key).map_or("", String::as_str);
                    if let Err(why) = value(column, cell, today) {
                        refuse(format!("{id}.{at}.{key}"), why);
                    }
                }
            }
        }
        (FieldKind::Choices, Some(Value::Many(chosen))) => {
            if field.required && chosen.is_empty() {
                refuse(id.to_owned(), Refusal::Required);
            }
            if chosen.iter().any(|one| !field.options.contains(one)) {
                refuse(id.to_owned(), Refusal::NotAnOption);
            }
        }
        (kind, found) if !kind.parts().is_empty() => {
            if found.is_some() {
                refuse(id.to_owned(), Refusal::WrongShape);
            }
            for part in kind.parts() {
                let key = format!("{id}.{part}");
                let written = match values.get(&key) {
                    Some(Value::Text(text)) => text.as_str(),
                    None => "",
                    Some(_) => {
                        refuse(key, Refusal::WrongShape);
                        continue;
                    }
                };
                let one = part_field(field, part);
                if let Err(why) = value(&one, written, today) {
                    refuse(key, why);
                }
            }
        }
        (_, Some(Value::Text(text))) => {
            if let Err(why) = value(field, text, today) {
                refuse(id.to_owned(), why);
            }
        }
        (_, None) if field.required => refuse(id.to_owned(), Refusal::Required),
        (_, None) => {}
        (_, Some(_)) => refuse(id.to_owned(), Refusal::WrongShape),
    }
}

/// A part of a compound field as a field. Of an address the street may be missing: villages have none.
fn part_field(field: &FormField, part: &str) -> FormField {
    let kind = if part == "date" { FieldKind::Date } else { FieldKind::Text };
    FormField { kind, required: field.required && part != "street", ..field.clone() }
}

/// Whether `when` holds of `values`. A field that is itself not asked for counts as empty.
pub fn holds(form: &Form, when: &When, values: &Values) -> bool {
    let asked = form.field(&when.field).is_some_and(|field| {
        field.when.as_ref().is_none_or(|other| other.field != when.field && holds(form, other, values))
    });
    let prefix = format!("{}.", when.field);
    let mut written: Vec<&str> = Vec::new();
    for (key, value) in values.iter().filter(|(key, _)| **key == when.field || key.starts_with(&prefix)) {
        match value {
            Value::Text(text) => written.push(text),
            Value::Many(many) => written.extend(many.iter().map(String::as_str)),
            Value::Rows(rows) => written.extend(rows.iter().flat_map(|row| row.values().map(String::as_str))),
        }
        debug_assert!(key.starts_with(&when.field));
    }
    written.retain(|text| asked && !text.trim().is_empty());
    match when.empty {
        Some(empty) => written.is_empty() == empty,
        None => when.is.iter().any(|value| written.contains(&value.as_str())),
    }
}

/// `written` as the paper should show it: NFC, single spaces, `05/06/2026`, `1.500.000`.
///
/// Errors: why `field` can't take it on the day `today`.
pub fn value(field: &FormField, written: &str, today: Day) -> Result<String, Refusal> {
    let composed = text::nfc(written);
    let clean = if field.kind == FieldKind::LongText {
        composed.replace("\r\n", "\n").trim().to_owned()
    } else {
        composed.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    if clean.is_empty() {
        return if field.required { Err(Refusal::Required) } else { Ok(clean) };
    }
    if let Some(strange) = clean.chars().find(|letter| !is_printable(*letter)) {
        return Err(Refusal::StrangeLetter(strange));
    }
    match field.kind {
        FieldKind::Date => date(field, &clean, today),
        FieldKind::Year => year(field, &clean, today),
        FieldKind::Phone => phone(&clean),
        FieldKind::Email => email(clean),
        FieldKind::IdentityNumber => {
            let digits = without(&clean, &[' ', '.', '-']);
            let fits = digits.len() == 12 || (field.nine_digits && digits.len() == 9);
            if fits && is_digits(&digits) { Ok(digits) } else { Err(Refusal::NotAnIdentityNumber) }
        }
        FieldKind::Money | FieldKind::Number => amount(field, &clean),
        FieldKind::Choice if !field.options.contains(&clean) => Err(Refusal::NotAnOption),
        FieldKind::YesNo if clean != "yes" && clean != "no" => Err(Refusal::NotAnOption),
        FieldKind::Name if clean.chars().any(|letter| letter.is_ascii_digit()) => Err(Refusal::DigitInName),
        _ => {
            let usual = if field.kind == FieldKind::LongText { LONGEST_TEXT } else { LONGEST_LINE };
            let most = field.max_length.map_or(usual, |length| length as usize);
            if clean.chars().count() > most { Err(Refusal::TooLong(most)) } else { Ok(clean) }
        }
    }
}

/// Letters that every paper of this site prints: Latin with all Vietnamese marks, digits, usual signs.
fn is_printable(letter: char) -> bool {
    matches!(letter,
        '\n' | ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}'
        | '\u{2010}'..='\u{2026}' | '\u{2030}' | '\u{20ab}' | '\u{20ac}' | '\u{2116}' | '\u{2264}' | '\u{2265}')
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn without(text: &str, signs: &[char]) -> String {
    text.replace(signs, "")
}

fn date(field: &FormField, written: &str, today: Day) -> Result<String, Refusal> {
    let parts: Vec<&str> = written.split(['/', '-', '.', ' ']).filter(|part| !part.is_empty()).collect();
    let parts = match parts.as_slice() {
        [run] if run.len() == 8 && is_digits(run) => vec![&run[..2], &run[2..4], &run[4..]],
        [run] if field.partial && run.len() == 6 && is_digits(run) => vec![&run[..2], &run[2..]],
        _ => parts,
    };
    if parts.iter().any(|part| !is_digits(part) || part.len() > 4) {
        return Err(Refusal::NotADate);
    }
    let number = |part: &str| part.parse::<u16>().expect("at most four digits");
    let (day, month, year) = match parts.as_slice() {
        [day, month, year] => (Some(number(day)), Some(number(month)), year),
        [month, year] if field.partial => (None, Some(number(month)), year),
        [year] if field.partial => (None, None, year),
        _ => return Err(Refusal::NotADate),
    };
    if year.len() != 4 {
        return Err(Refusal::NotADate);
    }
    let year = number(year);
    if !(1900..2200).contains(&year) {
        return Err(Refusal::NotAYear);
    }
    let full = format!("{year:04}-{:02}-{:02}", month.unwrap_or(1), day.unwrap_or(1));
    let first: Day = full.parse().map_err(|_| Refusal::NoSuchDay)?;
    // Of a month or a year alone only the part that is written is compared.
    let known = |day_of: Day| full_parts(day_of, month.is_some(), day.is_some());
    match field.must_be {
        Some(MustBe::Past) if known(first) > known(today) => return Err(Refusal::NotPast),
        Some(MustBe::Future) if known(first) < known(today) => return Err(Refusal::NotFuture),
        _ => {}
    }
    Ok(match (day, month) {
        (Some(day), Some(month)) => format!("{day:02}/{month:02}/{year}"),
        (None, Some(month)) => format!("{month:02}/{year}"),
        _ => year.to_string(),
    })
}

fn full_parts(day: Day, with_month: bool, with_day: bool) -> (i16, i8, i8) {
    let date = day.date();
    (date.year(), if with_month { date.month() } else { 0 }, if with_day { date.day() } else { 0 })
}

fn year(field: &FormField, written: &str, today: Day) -> Result<String, Refusal> {
    let year = if is_digits(written) && written.len() == 4 { written.parse::<u64>().ok() } else { None };
    let year = year.filter(|year| (1900..2200).contains(year)).ok_or(Refusal::NotAYear)?;
    let this_year = u64::from(today.date().year().unsigned_abs());
    match field.must_be {
        Some(MustBe::Past) if year > this_year => return Err(Refusal::NotPast),
        Some(MustBe::Future) if year < this_year => return Err(Refusal::NotFuture),
        _ => {}
    }
    in_range(field, year, 0)?;
    Ok(written.to_owned())
}

fn phone(written: &str) -> Result<String, Refusal> {
    let bare = without(written, &[' ', '.', '-', '(', ')']);
    let home = bare.strip_prefix("+84").map(|rest| format!("0{rest}"));
    let number = home.unwrap_or(bare);
    let fits = match number.strip_prefix('+') {
        Some(abroad) => is_digits(abroad) && (8..=15).contains(&abroad.len()),
        None => is_digits(&number) && number.starts_with('0') && matches!(number.len(), 10 | 11),
    };
    if fits { Ok(number) } else { Err(Refusal::NotAPhone) }
}

fn email(written: String) -> Result<String, Refusal> {
    let fits = written.len() <= 200
        && written.split_once('@').is_some_and(|(who, host)| {
            !who.is_empty()
                && !host.contains('@')
                && host.rsplit_once('.').is_some_and(|(name, end)| !name.is_empty() && end.len() >= 2)
        })
        && !written.contains(' ');
    if fits { Ok(written) } else { Err(Refusal::NotAnEmail) }
}

/// Amounts and numbers: points and spaces are between thousands, a comma before decimals.
fn amount(field: &FormField, written: &str) -> Result<String, Refusal> {
    let (whole, fraction) = written.split_once(',').unwrap_or((written, ""));
    let digits = without(whole, &['.', ' ']);
    let has_comma = written.contains(',');
    let decimals = field.decimals.unwrap_or(0) as usize;
    if !is_digits(&digits) || (has_comma && (!is_digits(fraction) || fraction.len() > decimals)) {
        return Err(Refusal::NotANumber);
    }
    if whole.contains('.') && !is_grouped(whole) {
        return Err(Refusal::NotANumber);
    }
    let digits = digits.trim_start_matches('0');
    if digits.len() > 15 {
        return Err(Refusal::TooLarge(field.max.unwrap_or(LARGEST)));
    }
    let number = digits.parse::<u64>().unwrap_or(0);
    let above = u64::from(fraction.bytes().any(|digit| digit != b'0'));
    in_range(field, number, above)?;
    let shown = text::number(number);
    Ok(if has_comma { format!("{shown},{fraction}") } else { shown })
}

/// `1.500.000`, and not `1.5` with a point that means a comma.
fn is_grouped(whole: &str) -> bool {
    let mut groups = whole.split('.');
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
}

fn in_range(field: &FormField, number: u64, above: u64) -> Result<(), Refusal> {
    if let Some(min) = field.min.filter(|min| number < *min) {
        return Err(Refusal::TooSmall(min));
    }
    let max = field.max.unwrap_or(LARGEST);
    if number + above > max { Err(Refusal::TooLarge(max)) } else { Ok(()) }
}
