use std::collections::BTreeMap;

use axum::http::StatusCode;
use content::form::check::Value;
use serde_json::Value as Json;

use super::{From, Sent, SentFile, shown};
use crate::api::problem::{Fault, Problem};

/// What a JSON object sends: texts beside each other, `fields` by id, `papers` as a list.
///
/// Errors: no JSON, or no object.
pub(super) fn sent(bytes: &[u8]) -> Result<Sent, Problem> {
    let Ok(Json::Object(object)) = serde_json::from_slice(bytes) else {
        return Err(Problem::new(StatusCode::BAD_REQUEST, "broken-body"));
    };
    let mut sent = Sent::default();
    for (name, value) in object {
        match (name.as_str(), value) {
            (_, Json::Null) => {}
            ("fields", Json::Object(fields)) => {
                for (id, value) in fields {
                    field(&mut sent, format!("field.{id}"), value);
                }
            }
            ("papers", Json::Array(papers)) => {
                papers.iter().enumerate().for_each(|(at, one)| paper(&mut sent, at, one));
            }
            ("fields" | "papers", _) => sent.faults.push(Fault::new(name, "shape")),
            (_, value) => field(&mut sent, name, value),
        }
    }
    Ok(sent)
}

fn field(sent: &mut Sent, name: String, value: Json) {
    match of_json(value) {
        Some(Value::Text(text)) if text.trim().is_empty() => {}
        Some(value) => drop(sent.texts.insert(name, value)),
        None => sent.faults.push(Fault::new(shown(&name), "shape")),
    }
}

/// A text, a number as text, several texts, or rows of texts; anything else is no value of a form.
fn of_json(value: Json) -> Option<Value> {
    match value {
        Json::String(text) => Some(Value::Text(text)),
        Json::Number(number) => Some(Value::Text(number.to_string())),
        Json::Array(list) if list.iter().all(Json::is_string) => {
            let texts = list.into_iter().filter_map(|one| one.as_str().map(str::to_owned));
            Some(Value::Many(texts.collect()))
        }
        Json::Array(list) => list.into_iter().map(row).collect::<Option<Vec<_>>>().map(Value::Rows),
        _ => None,
    }
}

fn row(value: Json) -> Option<BTreeMap<String, String>> {
    let Json::Object(cells) = value else { return None };
    cells.into_iter().map(|(id, cell)| Some((id, cell.as_str()?.to_owned()))).collect()
}

/// `{"paper": 2, "upload": "...", "name": "to-khai.jpg", "pages": 1}`.
fn paper(sent: &mut Sent, at: usize, value: &Json) {
    let place = format!("papers.{at}");
    let number = match &value["paper"] {
        Json::Null => Some(None),
        number => number.as_u64().and_then(|number| u16::try_from(number).ok()).map(Some),
    };
    let (Some(paper), Some(token)) = (number, value["upload"].as_str()) else {
        return sent.faults.push(Fault::new(place, "shape"));
    };
    sent.files.push(SentFile {
        paper,
        case: None,
        name: value["name"].as_str().unwrap_or_default().to_owned(),
        pages: value["pages"].as_u64().and_then(|pages| u32::try_from(pages).ok()).filter(|pages| *pages > 0),
        from: From::Token(token.to_owned()),
    });
}
