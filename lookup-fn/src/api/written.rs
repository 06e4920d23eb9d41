//! What the applicant wrote, given back in the words of the forms.

use std::collections::BTreeMap;

use content::form::check::{Value, Values};
use content::form::{FieldKind, Form, FormField};
use content::intake::Intake;
use serde::Serialize;

use super::people::People;
use crate::dossier::{Payload, Person};

/// A form with what was written in it.
#[derive(Serialize)]
pub(super) struct Written {
    #[serde(rename = "form")]
    pub title: String,
    /// Label and value, as the form asks.
    pub lines: Vec<(String, String)>,
}

/// Everything that `payload` says, form by form, people first; forms in which nothing is written are left out.
pub(super) fn written(people: &People, intake: &Intake, payload: &Payload) -> Vec<Written> {
    let filer = payload.filer.as_ref().map(|filer| of_person(&people.filer, filer));
    let owner = payload.owner.as_ref().map(|owner| of_person(&people.owner, owner));
    let people = filer.into_iter().chain(owner).filter(|form| !form.lines.is_empty());
    people.chain(of_forms(intake, &payload.answers)).collect()
}

/// The same without people: what was written in the forms.
pub(super) fn of_forms(intake: &Intake, answers: &BTreeMap<String, Values>) -> Vec<Written> {
    let all = answers.iter().map(|(id, values)| match intake.forms.get(id) {
        Some(form) => of_form(form, values),
        None => {
            Written { title: "Tờ khai nay không còn dùng".to_owned(), lines: left(values, |_| true) }
        }
    });
    all.filter(|form| !form.lines.is_empty()).collect()
}

fn of_person(form: &Form, person: &Person) -> Written {
    let all = [
        ("name", &person.name),
        ("phone", &person.phone),
        ("email", &person.email),
        ("address", &person.address),
        ("identity_number", &person.identity_number),
    ];
    let said = all.into_iter().filter(|(_, text)| !text.is_empty());
    let values: Values = said.map(|(id, text)| (id.to_owned(), Value::Text(text.clone()))).collect();
    of_form(form, &values)
}

fn of_form(form: &Form, values: &Values) -> Written {
    let lines = form.fields().filter_map(|(_, field)| {
        let id = field.id.as_deref()?;
        let text = match values.get(id) {
            Some(Value::Text(text)) => shown(field, text),
            Some(Value::Many(many)) => many.join(", "),
            Some(Value::Rows(rows)) => rows
                .iter()
                .map(|row| cells(field, row))
                .filter(|row| !row.is_empty())
                .collect::<Vec<_>>()
                .join("\n"),
            None => {
                let parts = field.kind.parts().iter().filter_map(|part| values.get(&format!("{id}.{part}")));
                let texts = parts.filter_map(|part| match part {
                    Value::Text(text) => Some(text.as_str()),
                    _ => None,
                });
                texts.collect::<Vec<_>>().join(", ")
            }
        };
        (!text.is_empty()).then(|| (label(field), text))
    });
    let mut lines: Vec<(String, String)> = lines.collect();
    lines.extend(left(values, |own| form.field(own).is_none()));
    Written { title: form.title.clone(), lines }
}

/// What was written in fields that are `gone`: a form may have changed since, and nothing that somebody wrote gets lost.
fn left(values: &Values, gone: impl Fn(&str) -> bool) -> Vec<(String, String)> {
    let left = values.iter().filter(|(key, _)| gone(key.split('.').next().unwrap_or_default()));
    let texts = left.map(|(_, value)| match value {
        Value::Text(text) if text == "yes" => "Có".to_owned(),
        Value::Text(text) if text == "no" => "Không".to_owned(),
        Value::Text(text) => text.clone(),
        Value::Many(many) => many.join(", "),
        Value::Rows(rows) => {
            let rows = rows.iter().map(|row| row.values().cloned().collect::<Vec<_>>().join("; "));
            rows.collect::<Vec<_>>().join("\n")
        }
    });
    let said = texts.filter(|text| !text.is_empty());
    said.map(|text| ("Mục nay không còn trong tờ khai".to_owned(), text)).collect()
}

fn cells(table: &FormField, row: &BTreeMap<String, String>) -> String {
    let cells = table.columns.iter().filter_map(|column| {
        let text = row.get(column.id.as_deref()?).filter(|text| !text.is_empty())?;
        Some(format!("{}: {}", label(column), shown(column, text)))
    });
    cells.collect::<Vec<_>>().join("; ")
}

fn shown(field: &FormField, text: &str) -> String {
    let usual = ["Có", "Không"];
    let said = |at: usize| field.options.get(at).map_or(usual[at], String::as_str).to_owned();
    match (field.kind, text) {
        (FieldKind::YesNo, "yes") => said(0),
        (FieldKind::YesNo, _) => said(1),
        _ => text.to_owned(),
    }
}

/// What a field is called on a screen.
pub(super) fn label(field: &FormField) -> String {
    let usual = if field.kind == FieldKind::Addressee { "Kính gửi" } else { "" };
    field.screen_label.as_deref().or(field.label.as_deref()).unwrap_or(usual).to_owned()
}
