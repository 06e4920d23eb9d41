//! Blanks: label, value, dots.

use std::borrow::Cow;

use content::Day;
use content::form::check::Value;
use content::form::{FieldKind, FormField, OnPaper, words};

use super::build::{Maker, clean};
use super::{Align, Paragraph, Run};
use crate::font::Face;

impl<'a> Maker<'a, '_> {
    /// Fields that stand side by side, as one paragraph for each line that they need within `width`.
    pub fn line(&self, fields: &[&'a FormField], width: f32) -> Vec<Paragraph<'a>> {
        let mut lines: Vec<Paragraph> = Vec::new();
        let (mut used, mut is_full) = (0.0, true);
        let parts =
            fields.iter().flat_map(|field| self.parts(field).into_iter().map(move |part| (field, part)));
        for (field, runs) in parts {
            let apart = if matches!(runs.first(), Some(Run::Tick { .. })) { "   " } else { " " };
            let space = apart.len() as f32 * 0.25 * self.format.size;
            let needed: f32 = runs.iter().map(|run| run.least(self.format.size)).sum();
            match lines.last_mut() {
                Some(line) if !is_full && used + space + needed <= width => {
                    // A label has a space at its end.
                    let has_space =
                        matches!(line.runs.last(), Some(Run::Text(text, _)) if text.ends_with(' '));
                    let apart = if has_space { "" } else { apart };
                    line.runs.push(Run::Text(apart.into(), Face::PLAIN));
                    line.runs.extend(runs);
                    used += space + needed;
                }
                _ => {
                    lines.push(self.paragraph(field.id.as_deref().unwrap_or_default(), runs));
                    used = needed;
                }
            }
            is_full = lines.last().is_some_and(|line| line.runs.iter().any(|run| matches!(run, Run::Dots)));
        }
        lines
    }

    /// "Kính gửi: ...".
    pub fn addressee(&self, field: &'a FormField) -> Paragraph<'a> {
        let mut runs = self.label(field, Some("Kính gửi"));
        let value = self.value(field);
        let more = if value.is_empty() { field.lines.unwrap_or(1).saturating_sub(1) } else { 0 };
        runs.push(Run::Blank { value, share: 1.0, least: self.format.em(4.0) });
        runs.extend((0..more).map(|_| Run::Dots));
        Paragraph {
            inset: self.format.inner() * 0.08,
            before: self.format.em(0.4),
            after: self.format.em(0.6),
            align: Align::Left,
            ..self.paragraph(field.id.as_deref().unwrap_or_default(), runs)
        }
    }

    /// What a line may break between: a field is one, but its boxes break from the label, and long ones from each other.
    fn parts(&self, field: &'a FormField) -> Vec<Vec<Run<'a>>> {
        let runs = self.blank(field);
        let Some(first) = runs.iter().position(|run| matches!(run, Run::Tick { .. })) else {
            return vec![runs];
        };
        let least: f32 = runs[first..].iter().map(|run| run.least(self.format.size)).sum();
        let is_short = least < self.format.inner() / 3.0;
        let mut parts = vec![Vec::new()];
        for (at, run) in runs.into_iter().enumerate() {
            if matches!(run, Run::Tick { .. }) {
                let last = parts.last_mut().expect("there is one");
                match (is_short && at > first, last.is_empty()) {
                    (true, _) => last.push(Run::Text("   ".into(), Face::PLAIN)),
                    (false, true) => {}
                    (false, false) => parts.push(Vec::new()),
                }
            }
            parts.last_mut().expect("there is one").push(run);
        }
        parts
    }

    /// Label and blank of a field.
    fn blank(&self, field: &'a FormField) -> Vec<Run<'a>> {
        let mut runs = self.label(field, None);
        let value = self.value(field);
        let has_boxes = matches!(field.kind, FieldKind::Choice | FieldKind::Choices | FieldKind::YesNo);
        match field.on_paper {
            Some(OnPaper::Cells) => runs.push(Run::Cells(cells(field, &value))),
            Some(OnPaper::Slashes) => {
                let parts = day_parts(&value);
                for (at, part) in parts.into_iter().enumerate() {
                    if at > 0 {
                        runs.push(Run::Text("/".into(), Face::PLAIN));
                    }
                    runs.push(self.gap(part, 2.4, Face::PLAIN));
                }
            }
            Some(OnPaper::Words) => runs.extend(self.day(&value, 2.4, Face::PLAIN)),
            None | Some(OnPaper::Boxes) if has_boxes => self.boxes(field, &mut runs),
            _ => self.dots(field, value, &mut runs),
        }
        runs.extend(self.lone_mark(field));
        if let Some(after) = &field.after {
            // A unit doesn't begin a line.
            let space = if after.starts_with('/') { "" } else { "\u{a0}" };
            runs.push(Run::Text(format!("{space}{after}").into(), Face::PLAIN));
        }
        runs
    }

    /// A value and dots.
    fn dots(&self, field: &'a FormField, value: Cow<'a, str>, runs: &mut Vec<Run<'a>>) {
        if field.after.is_some() {
            let width = match field.kind {
                FieldKind::Number | FieldKind::Year => 4.0,
                _ => 8.0,
            };
            runs.push(self.gap(value, width, Face::PLAIN));
            return;
        }
        let share = field.width.unwrap_or(match field.kind {
            FieldKind::Number | FieldKind::Year => 2,
            FieldKind::Date | FieldKind::Phone | FieldKind::Choice => 3,
            _ => 4,
        });
        let is_empty = value.is_empty();
        let usual = if field.kind == FieldKind::LongText { 3 } else { 1 };
        let lines = field.lines.unwrap_or(if field.in_words.is_some() { 2 } else { usual });
        let least = match field.kind {
            _ if !is_empty => 0.5,
            FieldKind::Number | FieldKind::Year => 2.5,
            FieldKind::Date | FieldKind::Phone | FieldKind::Choice => 3.5,
            _ => 5.0,
        };
        let said = field.in_words.as_deref().map(|label| (label, in_words(field.kind, &value)));
        runs.push(Run::Blank { value, share: share as f32, least: self.format.em(least) });
        if let Some((label, said)) = said {
            runs.push(Run::Text(format!(" {label}: ").into(), Face::PLAIN));
            let least = self.format.em(if said.is_empty() { 5.0 } else { 0.5 });
            runs.push(Run::Blank { value: said.into(), share: 2.0 * share as f32, least });
        }
        if is_empty {
            runs.extend((1..lines).map(|_| Run::Dots));
        }
    }

    fn boxes(&self, field: &'a FormField, runs: &mut Vec<Run<'a>>) {
        let id = field.id.as_deref().unwrap_or_default();
        let is_chosen = |key: &str| match self.values.get(id) {
            Some(Value::Many(many)) => many.iter().any(|one| one == key),
            Some(Value::Text(text)) => text == key,
            _ => false,
        };
        let is_yes_no = field.kind == FieldKind::YesNo;
        let usual = ["Có", "Không"];
        let count = if is_yes_no { 2 } else { field.options.len() };
        for at in 0..count {
            let shown = field.options.get(at).map_or_else(|| usual[at.min(1)], String::as_str);
            let key = if is_yes_no { ["yes", "no"][at] } else { shown };
            runs.push(Run::Tick { name: shown, chosen: is_chosen(key) });
            runs.push(Run::Text(format!("\u{a0}{shown}").into(), Face::PLAIN));
        }
    }

    /// "Nơi cư trú(2): ".
    pub fn label(&self, field: &'a FormField, usual: Option<&'a str>) -> Vec<Run<'a>> {
        let Some(label) = field.label.as_deref().or(usual) else { return Vec::new() };
        let colon = if field.no_colon || field.on_paper == Some(OnPaper::Words) { " " } else { ": " };
        match &field.note {
            None => vec![Run::Text(format!("{label}{colon}").into(), Face::PLAIN)],
            Some(note) => vec![
                Run::Text(label.into(), Face::PLAIN),
                self.mark(note, Face::PLAIN),
                Run::Text(colon.into(), Face::PLAIN),
            ],
        }
    }

    /// The mark of a field without a label, which stands behind it.
    pub fn lone_mark(&self, field: &'a FormField) -> Option<Run<'a>> {
        let mark = field.note.as_deref().filter(|_| field.label.is_none());
        mark.map(|mark| self.mark(mark, Face::PLAIN))
    }

    /// "..., ngày ... tháng ... năm ..." of the value `id`, with gaps of so many em.
    pub fn place_date_runs(&self, field: &'a FormField, id: &str, place: f32, day: f32) -> Vec<Run<'a>> {
        self.place_runs(field.label.as_deref(), field.note.as_deref(), id, place, day)
    }

    /// The same with a label and the mark of a note at the place.
    pub fn place_runs(
        &self,
        label: Option<&'a str>,
        note: Option<&'a str>,
        id: &str,
        place: f32,
        day: f32,
    ) -> Vec<Run<'a>> {
        let mut runs: Vec<Run> =
            label.map(|label| Run::Text(format!("{label} ").into(), Face::ITALIC)).into_iter().collect();
        runs.push(self.gap(self.text(&format!("{id}.place")), place, Face::ITALIC));
        runs.extend(note.map(|mark| self.mark(mark, Face::PLAIN)));
        runs.push(Run::Text(", ".into(), Face::ITALIC));
        runs.extend(self.day(&self.text(&format!("{id}.date")), day, Face::ITALIC));
        runs
    }

    fn day(&self, value: &str, width: f32, face: Face) -> Vec<Run<'a>> {
        let [day, month, year] = day_parts(value);
        let text = |text: &'static str| Run::Text(text.into(), face);
        vec![
            text("ngày "),
            self.gap(day, width, face),
            text(" tháng "),
            self.gap(month, width, face),
            text(" năm "),
            self.gap(year, width.max(2.0), face),
        ]
    }

    pub fn gap(&self, value: Cow<'a, str>, em: f32, face: Face) -> Run<'a> {
        Run::Gap { value, width: self.format.em(em), face }
    }

    /// What a line shows of a field's value.
    pub fn value(&self, field: &'a FormField) -> Cow<'a, str> {
        let id = field.id.as_deref().unwrap_or_default();
        if field.kind == FieldKind::Address {
            let parts = field.kind.parts().iter().map(|part| self.text(&format!("{id}.{part}")));
            return parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ").into();
        }
        match self.values.get(id) {
            Some(Value::Many(many)) => clean(&many.join(", ")),
            Some(Value::Text(text)) => shown(field, text),
            _ => Cow::Borrowed(""),
        }
    }
}

/// A value in words for yes and no.
pub(super) fn shown<'a>(field: &FormField, value: &str) -> Cow<'a, str> {
    let option = |at: usize, usual: &str| field.options.get(at).cloned().unwrap_or_else(|| usual.to_owned());
    match (field.kind, value) {
        (FieldKind::YesNo, "yes") => option(0, "Có").into(),
        (FieldKind::YesNo, "no") => option(1, "Không").into(),
        _ => clean(value),
    }
}

/// One box a digit: twelve of an identity number, ten of a telephone, more if more is written.
fn cells(field: &FormField, value: &str) -> Vec<Option<char>> {
    let usual = if field.kind == FieldKind::Phone { 10 } else { 12 };
    let mut cells: Vec<Option<char>> =
        value.chars().filter(|letter| !letter.is_whitespace()).map(Some).collect();
    cells.resize(cells.len().max(usual), None);
    cells
}

/// Day, month and year of `05/06/2026`; of `2026` the year alone.
fn day_parts<'a>(written: &str) -> [Cow<'a, str>; 3] {
    let mut parts: Vec<Cow<'a, str>> = written.split('/').map(|part| Cow::Owned(part.to_owned())).collect();
    while parts.len() < 3 {
        parts.insert(0, Cow::Borrowed(""));
    }
    let rest = parts.split_off(2).join("/");
    let month = parts.pop().unwrap_or_default();
    [parts.pop().unwrap_or_default(), month, rest.into()]
}

fn in_words(kind: FieldKind, value: &str) -> String {
    let said = match kind {
        FieldKind::Money => value.replace('.', "").parse().ok().and_then(words::money),
        _ => {
            let [day, month, year] = day_parts(value);
            format!("{year}-{month}-{day}").parse::<Day>().ok().map(words::day)
        }
    };
    said.unwrap_or_default()
}
