//! A procedure as YAML, in the house style of docs/editing.md: what a person would write by hand.

mod flow;
mod scalar;

use content::{Conditions, Procedure, Step};

use self::flow::{
    Flow, agencies, change, channel, component, decision, fixed, online, outcome, review, source, unclear,
    validity,
};
use self::scalar::{Context, flow_list, folded, literal, quoted, scalar};

/// First line of every record: editors' programs find the schema by it.
const MODELINE: &str = "# yaml-language-server: $schema=../../.schema/procedure.json";

/// `procedure` as the text of its file. Reading the text back gives an equal procedure.
pub fn yaml(procedure: &Procedure) -> String {
    let mut lines = vec![MODELINE.to_owned()];
    head(procedure, &mut lines);
    if !procedure.channels.is_empty() {
        block_list("channels", procedure.channels.iter().map(channel), &mut lines);
    }
    if !procedure.unclear.is_empty() {
        block_list("unclear", procedure.unclear.iter().map(unclear), &mut lines);
    }
    cases(procedure, &mut lines);
    if let Some(sets) = procedure.sets {
        lines.push(format!("sets: {sets}"));
    }
    if !procedure.steps.is_empty() {
        block_list("steps", procedure.steps.iter().map(step), &mut lines);
    }
    if !procedure.results.is_empty() {
        block_list("results", procedure.results.iter().map(outcome), &mut lines);
    }
    if let Some(conditions) = &procedure.conditions {
        lines.push(format!("conditions: {}", conditions_value(conditions)));
    }
    tail(procedure, &mut lines);
    lines.push(String::new());
    lines.join("\n")
}

fn head(procedure: &Procedure, lines: &mut Vec<String>) {
    lines.push(format!("code: {}", quoted(procedure.code.as_str())));
    lines.push(format!("name: {}", scalar(&procedure.name, Context::Block)));
    if let Some(summary) = &procedure.summary {
        let value = folded(summary, 2).unwrap_or_else(|| scalar(summary, Context::Block));
        lines.push(format!("summary: {value}"));
    }
    lines.push(format!("field: {}", scalar(&procedure.field, Context::Block)));
    if let Some(kind) = procedure.kind {
        lines.push(format!("kind: {}", fixed(kind)));
    }
    lines.push(flow_list("levels", &procedure.levels.iter().map(fixed).collect::<Vec<_>>()));
    if !procedure.audience.is_empty() {
        lines.push(flow_list("audience", &procedure.audience.iter().map(fixed).collect::<Vec<_>>()));
    }
    if !procedure.agencies.is_empty() {
        lines.push(format!("agencies: {}", agencies(&procedure.agencies)));
    }
    if let Some(value) = &procedure.decision {
        lines.push(format!("decision: {}", decision(value)));
    }
    if let Some(value) = &procedure.valid {
        lines.push(format!("valid: {}", validity(value)));
    }
    if let Some(value) = &procedure.online {
        lines.push(format!("online: {}", online(value)));
    }
}

fn tail(procedure: &Procedure, lines: &mut Vec<String>) {
    let texts = |texts: &[String]| texts.iter().map(|text| scalar(text, Context::Flow)).collect::<Vec<_>>();
    for (key, list) in [
        ("legal_basis", texts(&procedure.legal_basis)),
        ("keywords", texts(&procedure.keywords)),
        ("life_events", texts(&procedure.life_events)),
        ("related", procedure.related.iter().map(|code| quoted(code.as_str())).collect()),
    ] {
        if !list.is_empty() {
            lines.push(flow_list(key, &list));
        }
    }
    if !procedure.changes.is_empty() {
        block_list("changes", procedure.changes.iter().map(change), lines);
    }
    lines.push(format!("source: {}", source(&procedure.source)));
    lines.push(format!("review: {}", review(&procedure.review)));
}

fn cases(procedure: &Procedure, lines: &mut Vec<String>) {
    if procedure.cases.is_empty() {
        return;
    }
    lines.push("cases:".to_owned());
    for case in &procedure.cases {
        let mut keys = Vec::new();
        if let Some(name) = &case.name {
            keys.push(format!("name: {}", scalar(name, Context::Block)));
        }
        // `components` is written even when empty: a case of notes alone must still be a map.
        if case.components.is_empty() {
            keys.push("components: []".to_owned());
        } else {
            keys.push("components:".to_owned());
            keys.extend(case.components.iter().map(|paper| format!("  - {}", component(paper))));
        }
        if !case.notes.is_empty() {
            keys.push("notes:".to_owned());
            keys.extend(case.notes.iter().map(|note| format!("  - {}", scalar(note, Context::Block))));
        }
        for (at, key) in keys.iter().enumerate() {
            lines.push(format!("  {} {key}", if at == 0 { "-" } else { " " }));
        }
    }
}

fn step(step: &Step) -> String {
    Flow::new().fixed("actor", fixed(step.actor)).text("text", &step.text).done()
}

fn conditions_value(conditions: &Conditions) -> String {
    match conditions {
        Conditions::None => "none".to_owned(),
        Conditions::Text(text) => literal(text, 2).unwrap_or_else(|| scalar(text, Context::Block)),
    }
}

fn block_list(key: &str, items: impl Iterator<Item = String>, lines: &mut Vec<String>) {
    lines.push(format!("{key}:"));
    lines.extend(items.map(|item| format!("  - {item}")));
}

/// The procedure that `text` holds, if it holds one: the proof that what was written reads back.
pub(super) fn reads_as(text: &str) -> Option<Procedure> {
    crate::yaml::parse("", text).ok()
}

/// The line that a change takes in the list `changes`.
pub(super) fn change_line(value: &content::Change) -> String {
    format!("- {}", change(value))
}

#[cfg(test)]
mod tests;
