//! What people write against what a form asks. The twin of this file is themes/default/forms/check.js;
//! tests/form-cases.jsonl holds both to the same answers.

mod value;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{FieldKind, Form, FormField, When};
use crate::Day;

pub use value::value;

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
    /// Letters that papers can't print, each once.
    StrangeLetters(String),
    /// A name with digits.
    DigitInName,
    /// No day in the form `dd/mm/yyyy`.
    NotADate,
    /// Neither a day, nor a month and year, nor a year.
    NotAPartialDate,
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
    /// A point before decimals; how it is written.
    PointForComma(String),
    /// Below zero.
    Negative,
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
            Refusal::StrangeLetters(_) => "strange_letter",
            Refusal::DigitInName => "digit_in_name",
            Refusal::NotADate => "date",
            Refusal::NotAPartialDate => "partial_date",
            Refusal::NoSuchDay => "no_such_day",
            Refusal::NotAYear => "year",
            Refusal::NotPast => "past",
            Refusal::NotFuture => "future",
            Refusal::NotAPhone => "phone",
            Refusal::NotAnEmail => "email",
            Refusal::NotAnIdentityNumber => "identity_number",
            Refusal::NotANumber => "number",
            Refusal::PointForComma(_) => "comma",
            Refusal::Negative => "negative",
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
    let asked = form.fields().find(|(_, field)| field.id.as_deref() == Some(&when.field)).is_some_and(
        |(group, field)| {
            let mut conditions = group.and_then(|group| group.when.as_ref()).into_iter().chain(&field.when);
            conditions.all(|other| other.field != when.field && holds(form, other, values))
        },
    );
    let prefix = format!("{}.", when.field);
    let mut written: Vec<&str> = Vec::new();
    for (_, value) in values.iter().filter(|(key, _)| **key == when.field || key.starts_with(&prefix)) {
        match value {
            Value::Text(text) => written.push(text),
            Value::Many(many) => written.extend(many.iter().map(String::as_str)),
            Value::Rows(rows) => written.extend(rows.iter().flat_map(|row| row.values().map(String::as_str))),
        }
    }
    written.retain(|text| asked && !text.trim().is_empty());
    match when.empty {
        Some(empty) => written.is_empty() == empty,
        None => when.is.iter().any(|value| written.contains(&value.as_str())),
    }
}
