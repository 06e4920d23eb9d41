use std::collections::BTreeMap;

use askama::Template;
use content::form::check::Value;
use content::form::{FieldKind, FormField};
use content::intake::IntakeProcedure;

use super::Frame;
use crate::api::App;
use crate::api::answers::Asked;
use crate::api::papers::Paper;
use crate::api::problem::Fault;
use crate::api::written::label;

/// Rows that a table offers beside those that are filled.
const FREE_ROWS: usize = 1;

/// The form again, with everything that was typed and every fault at its place.
#[derive(Template)]
#[template(path = "form.html")]
pub(in crate::api) struct FormAgain {
    frame: Frame,
    procedure: String,
    code: String,
    case: String,
    agency: String,
    /// Offices to choose from, by id, where the one that was chosen doesn't receive it.
    offices: Vec<(String, String)>,
    /// Faults at no field of the page.
    others: Vec<Fault>,
    forms: Vec<Part>,
    papers: Vec<PaperBox>,
}

/// A form as the page shows it.
struct Part {
    title: String,
    inputs: Vec<Input>,
}

/// Something to type into, or to choose from.
struct Input {
    name: String,
    label: String,
    help: String,
    required: bool,
    kind: InputKind,
    value: String,
    chosen: Vec<String>,
    options: Vec<(String, String)>,
    faults: Vec<String>,
}

#[derive(PartialEq)]
enum InputKind {
    Line,
    Lines,
    Select,
    Boxes,
}

struct PaperBox {
    number: u16,
    name: String,
    /// Files that came and needn't be sent again: token and name.
    kept: Vec<(String, String)>,
    faults: Vec<String>,
}

/// What was sent, and what it was sent for.
pub(in crate::api) struct Attempt<'a> {
    pub asked: &'a [Asked<'a>],
    pub procedure: &'a IntakeProcedure,
    /// Offices to choose from, by id, where the one that was chosen doesn't receive it.
    pub offices: Vec<(String, String)>,
    pub typed: &'a BTreeMap<String, Value>,
    pub papers: &'a [Paper],
}

/// The page for `attempt`, which has `faults`.
pub(in crate::api) fn form<S>(app: &App<S>, attempt: Attempt, faults: &[Fault]) -> FormAgain {
    let Attempt { asked, procedure, offices, typed, papers } = attempt;
    let text = |name: &str| match typed.get(name) {
        Some(Value::Text(text)) => text.clone(),
        _ => String::new(),
    };
    let case = text("case").trim().parse::<usize>().unwrap_or(1);
    let list = case.checked_sub(1).and_then(|at| procedure.cases.get(at)).map(|case| &case.papers);
    let parts: Vec<Part> = asked.iter().map(|one| part(one, typed, faults)).collect();
    let boxes: Vec<PaperBox> = list
        .into_iter()
        .flatten()
        .zip(1..)
        .filter(|(paper, _)| !paper.show_only)
        .map(|(paper, number)| PaperBox {
            number,
            name: paper.name.clone(),
            kept: papers
                .iter()
                .filter(|one| one.file.paper == Some(number))
                .map(|one| (one.upload.token(&app.function.key), one.file.name.clone()))
                .collect(),
            faults: told(faults, &format!("paper.{number}")),
        })
        .collect();
    let has_offices = !offices.is_empty();
    let shown = |fault: &&Fault| {
        if fault.at == "agency" && has_offices {
            return true;
        }
        let here = |name: &str| name.strip_prefix("field.") == Some(fault.at.as_str());
        parts.iter().flat_map(|part| &part.inputs).any(|input| here(&input.name))
            || boxes.iter().any(|paper| fault.at == format!("paper.{}", paper.number))
    };
    let others = faults.iter().filter(|fault| !shown(fault)).cloned().collect();
    FormAgain {
        frame: app.frame(),
        procedure: procedure.name.clone(),
        code: procedure.code.to_string(),
        case: case.to_string(),
        agency: text("agency"),
        offices,
        others,
        forms: parts,
        papers: boxes,
    }
}

fn told(faults: &[Fault], at: &str) -> Vec<String> {
    faults.iter().filter(|fault| fault.at == at).map(|fault| fault.detail.clone()).collect()
}

fn part(asked: &Asked, typed: &BTreeMap<String, Value>, faults: &[Fault]) -> Part {
    let mut inputs = Vec::new();
    for (_, field) in asked.form.fields() {
        let Some(id) = field.id.as_deref().filter(|_| field.kind.has_value()) else { continue };
        let id = format!("{}.{id}", asked.id);
        match field.kind {
            FieldKind::Table => {
                for row in 0..rows(&id, typed) + FREE_ROWS {
                    for column in &field.columns {
                        let key = format!("{id}.{row}.{}", column.id.as_deref().unwrap_or_default());
                        let label = format!("{} ({}): {}", label(field), row + 1, label(column));
                        inputs.push(input(&key, label, column, typed, faults));
                    }
                }
            }
            kind if !kind.parts().is_empty() => {
                for part in kind.parts() {
                    let label = format!("{}: {}", label(field), part_name(part));
                    inputs.push(input(&format!("{id}.{part}"), label, field, typed, faults));
                }
            }
            _ => inputs.push(input(&id, label(field), field, typed, faults)),
        }
    }
    Part { title: asked.form.title.clone(), inputs }
}

/// Rows of a table that somebody began, whether they came as cells or as rows.
fn rows(id: &str, typed: &BTreeMap<String, Value>) -> usize {
    let prefix = format!("field.{id}.");
    let cells =
        typed.keys().filter_map(|name| name.strip_prefix(&prefix)?.split('.').next()?.parse::<usize>().ok());
    cells.map(|row| row + 1).max().unwrap_or(0).min(200)
}

fn part_name(part: &str) -> &'static str {
    match part {
        "street" => "số nhà, thôn, phố",
        "commune" => "xã, phường",
        "province" => "tỉnh, thành phố",
        "place" => "nơi",
        _ => "ngày",
    }
}

fn input(
    id: &str,
    label: String,
    field: &FormField,
    typed: &BTreeMap<String, Value>,
    faults: &[Fault],
) -> Input {
    let name = format!("field.{id}");
    let chosen = match typed.get(&name) {
        Some(Value::Text(text)) => vec![text.clone()],
        Some(Value::Many(many)) => many.clone(),
        _ => Vec::new(),
    };
    let kind = match field.kind {
        FieldKind::LongText => InputKind::Lines,
        FieldKind::Choice | FieldKind::YesNo => InputKind::Select,
        FieldKind::Choices => InputKind::Boxes,
        _ => InputKind::Line,
    };
    let options = match field.kind {
        FieldKind::YesNo => vec![("yes".to_owned(), "Có".to_owned()), ("no".to_owned(), "Không".to_owned())],
        _ => field.options.iter().map(|option| (option.clone(), option.clone())).collect(),
    };
    Input {
        faults: told(faults, id),
        label,
        help: field.help.clone().unwrap_or_default(),
        required: field.required,
        kind,
        value: chosen.first().cloned().unwrap_or_default(),
        chosen,
        options,
        name,
    }
}
