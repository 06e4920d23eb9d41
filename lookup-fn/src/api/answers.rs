//! What is written in the fields of a submission, against the forms that ask for it.

use std::collections::BTreeMap;

use content::Day;
use content::form::check::{self, Value, Values, holds};
use content::form::{FieldKind, Form, FormField};
use content::intake::{Intake, IntakeProcedure};

use super::people::{FILER, OWNER, People, person};
use super::problem::Fault;
use crate::dossier::Payload;
use crate::words;

/// A form of a submission, and whether what it asks must be answered.
pub(super) struct Asked<'a> {
    pub id: &'a str,
    pub form: &'a Form,
    pub needed: bool,
}

/// The forms of a submission, people first. A form is needed when the case surely asks for it as a paper, or when it is the
/// only one; `scanned` papers come as files, filled by hand.
pub(super) fn asked<'a>(
    people: &'a People,
    intake: &'a Intake,
    procedure: &'a IntakeProcedure,
    case: u16,
    scanned: &[u16],
) -> Vec<Asked<'a>> {
    let mut all = vec![
        Asked { id: FILER, form: &people.filer, needed: true },
        Asked { id: OWNER, form: &people.owner, needed: false },
    ];
    for id in &procedure.forms {
        let Some(form) = intake.forms.get(id) else { continue };
        let needed = procedure.must_answer(id, usize::from(case).wrapping_sub(1), scanned);
        all.push(Asked { id, form, needed });
    }
    all
}

/// What `fields` say, cleaned, as the payload of a dossier; all that can't stand is added to `faults`.
pub(super) fn payload(
    asked: &[Asked],
    fields: BTreeMap<String, Value>,
    today: Day,
    faults: &mut Vec<Fault>,
) -> Payload {
    let mut by_form: BTreeMap<&str, Values> = BTreeMap::new();
    for (name, value) in fields {
        let place = name.split_once('.').and_then(|(id, key)| {
            let one = asked.iter().find(|one| one.id == id)?;
            Some((one.id, key, field_of(one.form, key)?))
        });
        match place {
            Some((id, key, field)) => put(by_form.entry(id).or_default(), key, field, value),
            None => {
                let shown: String = name.chars().filter(|letter| !letter.is_control()).take(80).collect();
                faults.push(Fault::new(shown, "unknown-field"));
            }
        }
    }
    let mut payload = Payload::default();
    for one in asked {
        let values = by_form.remove(one.id).unwrap_or_default();
        if !one.needed && says_nothing(one.form, &values) {
            continue;
        }
        let refused = check::form(one.form, &values, today);
        faults.extend(refused.iter().map(|refused| Fault {
            at: format!("{}.{}", one.id, refused.at),
            code: refused.why.code(),
            detail: words::refused(&refused.why),
        }));
        let clean = clean(one.form, values, today);
        match one.id {
            FILER => {
                payload.filer = person(&clean);
                payload.words = match clean.get("words") {
                    Some(Value::Text(words)) => words.clone(),
                    _ => String::new(),
                };
            }
            OWNER => {
                payload.owner = person(&clean);
                if payload.owner.as_ref().is_some_and(|owner| owner.name.is_empty()) {
                    faults.push(Fault::new("owner.name", "required"));
                }
            }
            _ if clean.is_empty() => {}
            _ => drop(payload.answers.insert(one.id.to_owned(), clean)),
        }
    }
    payload
}

/// Whether nothing is written but what stood in the fields before anybody wrote.
fn says_nothing(form: &Form, values: &Values) -> bool {
    values.iter().all(|(key, value)| {
        let preset = form.field(key).and_then(|field| field.preset.as_ref());
        preset.is_some_and(|preset| *value == Value::Text(preset.clone()))
    })
}

/// The field whose value, part or cell `key` names.
fn field_of<'f>(form: &'f Form, key: &str) -> Option<&'f FormField> {
    let (id, rest) = key.split_once('.').map_or((key, None), |(id, rest)| (id, Some(rest)));
    let field = form.field(id).filter(|field| field.kind.has_value())?;
    let fits = match (field.kind, rest) {
        (FieldKind::Table, Some(cell)) => cell.split_once('.').is_some_and(|(row, column)| {
            row.parse::<usize>().is_ok_and(|row| row < 200)
                && field.columns.iter().any(|one| one.id.as_deref() == Some(column))
        }),
        (kind, Some(part)) => kind.parts().contains(&part),
        (_, None) => true,
    };
    fits.then_some(field)
}

/// Puts `value` where the check looks for it: cells of a table, as a plain form sends them, into rows.
fn put(values: &mut Values, key: &str, field: &FormField, value: Value) {
    let id = field.id.as_deref().unwrap_or_default();
    let cell = key.split_once('.').and_then(|(_, cell)| cell.split_once('.'));
    match (field.kind, cell, value) {
        (FieldKind::Table, Some((row, column)), Value::Text(text)) => {
            let row: usize = row.parse().unwrap_or(0);
            let rows = values.entry(id.to_owned()).or_insert_with(|| Value::Rows(Vec::new()));
            if let Value::Rows(rows) = rows {
                if rows.len() <= row {
                    rows.resize_with(row + 1, BTreeMap::new);
                }
                rows[row].insert(column.to_owned(), text);
            }
        }
        (FieldKind::Choices, _, Value::Text(text)) => {
            values.insert(id.to_owned(), Value::Many(vec![text]));
        }
        (_, _, value) => drop(values.insert(key.to_owned(), value)),
    }
}

/// The values that are asked for, as papers show them. What nobody asks for isn't kept: nobody has looked at it.
fn clean(form: &Form, mut values: Values, today: Day) -> Values {
    let mut clean = Values::new();
    for (group, field) in form.fields() {
        let mut conditions = group.and_then(|group| group.when.as_ref()).into_iter().chain(&field.when);
        let Some(id) = field.id.as_deref().filter(|_| conditions.all(|when| holds(form, when, &values)))
        else {
            continue;
        };
        let text = |field: &FormField, text: &str| check::value(field, text, today).unwrap_or_default();
        for part in field.kind.parts() {
            let key = format!("{id}.{part}");
            let kind = if *part == "date" { FieldKind::Date } else { FieldKind::Text };
            if let Some(Value::Text(written)) = values.get(&key) {
                let one = FormField { kind, ..field.clone() };
                clean.insert(key, Value::Text(text(&one, written)));
            }
        }
        let value = match values.remove(id) {
            Some(Value::Text(written)) => Value::Text(text(field, &written)),
            Some(Value::Many(chosen)) => Value::Many(chosen),
            Some(Value::Rows(rows)) => {
                Value::Rows(rows.into_iter().map(|row| cells(field, row, today)).collect())
            }
            None => continue,
        };
        // Other conditions still look at it.
        values.insert(id.to_owned(), value.clone());
        clean.insert(id.to_owned(), value);
    }
    clean.retain(|_, value| *value != Value::Text(String::new()));
    clean
}

fn cells(table: &FormField, row: BTreeMap<String, String>, today: Day) -> BTreeMap<String, String> {
    let column = |id: &str| table.columns.iter().find(|column| column.id.as_deref() == Some(id));
    let clean = row.into_iter().filter_map(|(id, cell)| {
        let text = check::value(column(&id)?, &cell, today).unwrap_or_default();
        Some((id, text))
    });
    clean.collect()
}
