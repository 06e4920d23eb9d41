//! The paper as HTML needs it: rows of blanks, tables, signature blocks. Written values, where there are any, stand
//! in it; the script of the page writes further ones into the places that carry a key.

use std::borrow::Cow;
use std::collections::BTreeMap;

use content::form::check::{Value, Values};
use content::form::{FieldKind, Form, FormField, Group, OnPaper, Paper, Side, Signature, words};
use content::{Day, text};
use serde::Serialize;

/// From so many columns on, tables have smaller letters, as in `documents`.
const MANY_COLUMNS: usize = 9;

/// A sheet.
#[derive(Serialize)]
pub struct PaperView<'a> {
    /// `a4`, `a5`, with `wide` where it lies on its side.
    pub class: String,
    /// Lines in the upper right corner.
    pub corner: &'a [String],
    /// Whether the head has two columns.
    pub two_columns: bool,
    /// Whether the national head stands.
    pub national: bool,
    /// Left column of the head.
    pub left: Vec<Block<'a>>,
    /// Right column, below the national head.
    pub right: Vec<Block<'a>>,
    /// Title.
    pub title: &'a str,
    /// Lines under it.
    pub subtitle: &'a [String],
    /// Parts.
    pub groups: Vec<PaperGroup<'a>>,
    /// What stands above the notes.
    pub notes_heading: &'a str,
    /// Notes at the end.
    pub notes: &'a [content::form::Note],
}

/// A part of the sheet.
#[derive(PartialEq, Serialize)]
pub struct PaperGroup<'a> {
    heading: Option<&'a str>,
    colon: bool,
    note: Option<&'a str>,
    new_page: bool,
    pub(super) blocks: Vec<Block<'a>>,
}

/// What takes whole lines of the sheet.
#[derive(PartialEq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Block<'a> {
    /// Blanks side by side.
    Row { cells: Vec<Cell<'a>> },
    /// "Kính gửi".
    Addressee { cell: Cell<'a> },
    /// Paragraphs: a statement, or another printed text.
    Text { statement: bool, paragraphs: Vec<&'a str> },
    /// Place and date.
    PlaceDate { id: &'a str, place: String, date: [String; 3], label: Option<&'a str>, note: Option<&'a str> },
    /// A table.
    Table(TableView<'a>),
    /// A blank block that was drawn before.
    Drawn { html: &'a str },
    /// Signature blocks.
    Signatures { side: &'static str, blocks: Vec<SignatureView<'a>> },
}

/// A blank with its label.
#[derive(PartialEq, Serialize)]
pub struct Cell<'a> {
    id: &'a str,
    label: Option<&'a str>,
    colon: bool,
    note: Option<&'a str>,
    /// `line`, `boxes`, `cells`, `slashes`, `words`.
    show: &'static str,
    width: u32,
    /// Line breaks that hold the dotted lines open while nothing is written.
    breaks: Vec<()>,
    after: Option<&'a str>,
    /// Whether a space stands before it.
    after_space: bool,
    value: String,
    /// Day, month and year where they stand apart.
    date: [String; 3],
    /// Label of the same value in words, and the words.
    in_words: Option<(&'a str, String)>,
    /// Options with a box each, and whether they are chosen.
    options: Vec<(&'a str, &'a str, bool)>,
    /// Digits in cells.
    digits: Vec<String>,
}

/// A table.
#[derive(PartialEq, Serialize)]
pub struct TableView<'a> {
    id: &'a str,
    label: Option<&'a str>,
    colon: bool,
    note: Option<&'a str>,
    /// Whether it has so many columns that its letters must be smaller.
    many: bool,
    numbered: Option<&'a str>,
    /// Headings over several columns, each with their number and the first of them; empty where there are none.
    above: Vec<(Option<&'a str>, usize, usize)>,
    columns: Vec<Column<'a>>,
    /// Printed the other way round: each column as a row; empty where it is not.
    turned: Vec<Turned<'a>>,
    /// Names of fixed rows.
    names: &'a [String],
    /// Empty rows on the blank.
    blank: usize,
    /// The cells, row by row.
    rows: Vec<Vec<String>>,
}

/// A column.
#[derive(PartialEq, Serialize)]
pub struct Column<'a> {
    id: &'a str,
    label: Cow<'a, str>,
    note: Option<&'a str>,
    /// Share of the table's width; none where all are alike.
    width: Option<u32>,
    /// Whether a heading stands over it and its neighbours.
    under: bool,
}

/// A column that is printed as a row.
#[derive(PartialEq, Serialize)]
pub struct Turned<'a> {
    id: &'a str,
    label: &'a str,
    note: Option<&'a str>,
    cells: Vec<String>,
}

/// A signature block.
#[derive(PartialEq, Serialize)]
pub struct SignatureView<'a> {
    title: &'a str,
    note: Option<&'a str>,
    hint: Option<&'a str>,
    recipients: &'a [String],
    place_date: Option<PlaceLine<'a>>,
    name_from: Option<&'a str>,
    name: String,
}

/// The line for place and date above a signature.
#[derive(PartialEq, Serialize)]
pub struct PlaceLine<'a> {
    id: &'a str,
    label: Option<&'a str>,
    place: String,
    date: [String; 3],
}

/// The sheet of `form` with `values` written in.
pub(crate) fn paper<'a>(form: &'a Form, values: &Values) -> PaperView<'a> {
    let sheet = Sheet { values };
    let size = match form.paper {
        Paper::A4 => "a4",
        Paper::A5 => "a5",
    };
    PaperView {
        class: if form.landscape { format!("{size} wide") } else { size.to_owned() },
        corner: &form.corner,
        two_columns: !form.head.left.is_empty() || !form.head.right.is_empty(),
        national: !form.head.without_national,
        left: sheet.blocks(&form.head.left),
        right: sheet.blocks(&form.head.right),
        title: &form.title,
        subtitle: &form.subtitle,
        groups: form.groups.iter().map(|group| sheet.group(group)).collect(),
        notes_heading: form.notes_heading(),
        notes: &form.notes,
    }
}

struct Sheet<'v> {
    values: &'v Values,
}

impl Sheet<'_> {
    fn text(&self, key: &str) -> String {
        match self.values.get(key) {
            Some(Value::Text(text)) => text.clone(),
            _ => String::new(),
        }
    }

    fn group<'a>(&self, group: &'a Group) -> PaperGroup<'a> {
        PaperGroup {
            heading: group.heading.as_deref(),
            colon: group.has_colon(),
            note: group.note.as_deref(),
            new_page: group.new_page,
            blocks: self.blocks(&group.fields),
        }
    }

    fn blocks<'a>(&self, fields: &'a [FormField]) -> Vec<Block<'a>> {
        let mut blocks: Vec<Block> = Vec::new();
        for field in fields {
            let id = field.id.as_deref().unwrap_or_default();
            match field.kind {
                FieldKind::Addressee => blocks.push(Block::Addressee { cell: self.cell(field) }),
                FieldKind::Statement | FieldKind::Note => blocks.push(Block::Text {
                    statement: field.kind == FieldKind::Statement,
                    paragraphs: field.text.as_deref().unwrap_or_default().lines().collect(),
                }),
                FieldKind::PlaceDate => blocks.push(Block::PlaceDate {
                    id,
                    place: self.text(&format!("{id}.place")),
                    date: day_parts(&self.text(&format!("{id}.date"))),
                    label: field.label.as_deref(),
                    note: field.note.as_deref(),
                }),
                FieldKind::Table => blocks.push(Block::Table(self.table(field, id))),
                FieldKind::Signatures => blocks.push(Block::Signatures {
                    side: side(&field.blocks),
                    blocks: field.blocks.iter().map(|block| self.signature(block)).collect(),
                }),
                _ => match blocks.last_mut() {
                    Some(Block::Row { cells }) if field.same_line => cells.push(self.cell(field)),
                    _ => blocks.push(Block::Row { cells: vec![self.cell(field)] }),
                },
            }
        }
        blocks
    }

    fn cell<'a>(&self, field: &'a FormField) -> Cell<'a> {
        let id = field.id.as_deref().unwrap_or_default();
        let value = self.written(field, id);
        let chosen: Vec<&str> = match self.values.get(id) {
            Some(Value::Many(many)) => many.iter().map(String::as_str).collect(),
            Some(Value::Text(text)) => vec![text],
            _ => Vec::new(),
        };
        let yes_no = field.kind == FieldKind::YesNo;
        let options = field.options.iter().enumerate().map(|(at, option)| {
            let key = if yes_no { ["yes", "no"][at.min(1)] } else { option.as_str() };
            (key, option.as_str(), chosen.contains(&key))
        });
        let options: Vec<_> = if yes_no && field.options.is_empty() {
            [("yes", "Có"), ("no", "Không")].map(|(key, shown)| (key, shown, chosen.contains(&key))).to_vec()
        } else {
            options.collect()
        };
        let has_boxes = matches!(field.kind, FieldKind::Choice | FieldKind::Choices | FieldKind::YesNo);
        let show = match field.on_paper {
            Some(OnPaper::Cells) => "cells",
            Some(OnPaper::Slashes) => "slashes",
            Some(OnPaper::Words) => "words",
            Some(OnPaper::Line) => "line",
            Some(OnPaper::Boxes) => "boxes",
            None if has_boxes => "boxes",
            None => "line",
        };
        let cells = match field.kind {
            _ if show != "cells" => 0,
            FieldKind::Phone => 10,
            _ => 12,
        };
        let usual_lines = if field.kind == FieldKind::LongText { 3 } else { 1 };
        let lines = field.lines.unwrap_or(if field.in_words.is_some() { 2 } else { usual_lines });
        Cell {
            id,
            label: field.label.as_deref().or((field.kind == FieldKind::Addressee).then_some("Kính gửi")),
            colon: !field.no_colon && show != "words",
            note: field.note.as_deref(),
            show,
            width: field.width.unwrap_or(match field.kind {
                FieldKind::Number | FieldKind::Year => 2,
                FieldKind::Date | FieldKind::Phone | FieldKind::Choice => 3,
                _ => 4,
            }),
            breaks: vec![(); if value.is_empty() { lines.saturating_sub(1) as usize } else { 0 }],
            after: field.after.as_deref(),
            after_space: field.after.as_ref().is_some_and(|after| !after.starts_with('/')),
            date: day_parts(&value),
            in_words: field.in_words.as_deref().map(|label| (label, in_words(field.kind, &value))),
            digits: (0..cells)
                .map(|at| value.chars().nth(at).map(String::from).unwrap_or_default())
                .collect(),
            options: if show == "boxes" { options } else { Vec::new() },
            value,
        }
    }

    /// What a line shows of the value.
    fn written(&self, field: &FormField, id: &str) -> String {
        if field.kind == FieldKind::Address {
            let parts = field.kind.parts().iter().map(|part| self.text(&format!("{id}.{part}")));
            return parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        }
        let text = self.text(id);
        match (field.kind, text.as_str()) {
            (FieldKind::YesNo, "yes") => field.options.first().cloned().unwrap_or_else(|| "Có".to_owned()),
            (FieldKind::YesNo, "no") => field.options.get(1).cloned().unwrap_or_else(|| "Không".to_owned()),
            _ => text,
        }
    }

    fn table<'a>(&self, field: &'a FormField, id: &'a str) -> TableView<'a> {
        let has_above = field.columns.iter().any(|column| column.under.is_some());
        let mut above: Vec<(Option<&str>, usize, usize)> = Vec::new();
        for (at, column) in field.columns.iter().enumerate().filter(|_| has_above) {
            match above.last_mut() {
                Some((last, count, _)) if *last == column.under.as_deref() && last.is_some() => *count += 1,
                _ => above.push((column.under.as_deref(), 1, at)),
            }
        }
        let width = |column: &FormField| column.width.unwrap_or(4);
        let are_alike = field.columns.windows(2).all(|two| width(&two[0]) == width(&two[1]));
        let columns = field.columns.iter().map(|column| Column {
            id: column.id.as_deref().unwrap_or_default(),
            label: text::breakable(column.label.as_deref().unwrap_or_default()),
            note: column.note.as_deref(),
            width: (!are_alike).then(|| width(column)),
            under: column.under.is_some(),
        });
        let empty = Vec::new();
        let written: &Vec<BTreeMap<String, String>> = match self.values.get(id) {
            Some(Value::Rows(rows)) => rows,
            _ => &empty,
        };
        let blank =
            if field.row_names.is_empty() { field.rows.unwrap_or(3) as usize } else { field.row_names.len() };
        let row = |at: usize| {
            let cells = field.columns.iter().map(|column| {
                let key = column.id.as_deref().unwrap_or_default();
                written.get(at).and_then(|row| row.get(key)).cloned().unwrap_or_default()
            });
            cells.collect::<Vec<_>>()
        };
        let rows: Vec<Vec<String>> = (0..blank.max(written.len())).map(row).collect();
        let turned =
            field.columns.iter().enumerate().filter(|_| field.transposed).map(|(at, column)| Turned {
                id: column.id.as_deref().unwrap_or_default(),
                label: column.label.as_deref().unwrap_or_default(),
                note: column.note.as_deref(),
                cells: rows.iter().map(|row| row[at].clone()).collect(),
            });
        TableView {
            turned: turned.collect(),
            id,
            label: field.label.as_deref(),
            colon: !field.no_colon,
            note: field.note.as_deref(),
            many: field.columns.len() >= MANY_COLUMNS,
            numbered: field.numbered.as_deref(),
            above,
            columns: columns.collect(),
            names: &field.row_names,
            blank,
            rows,
        }
    }

    fn signature<'a>(&self, block: &'a Signature) -> SignatureView<'a> {
        let id = block.id.as_deref().unwrap_or_default();
        SignatureView {
            title: &block.title,
            note: block.note.as_deref(),
            hint: block.hint.as_deref(),
            recipients: &block.recipients,
            place_date: block.place_date.then(|| PlaceLine {
                id,
                label: block.place_label.as_deref(),
                place: self.text(&format!("{id}.place")),
                date: day_parts(&self.text(&format!("{id}.date"))),
            }),
            name_from: block.name_from.as_deref(),
            name: block.name_from.as_deref().map(|from| self.text(from)).unwrap_or_default(),
        }
    }
}

fn side(blocks: &[Signature]) -> &'static str {
    match blocks {
        [only] => match only.side {
            Some(Side::Left) => "left",
            Some(Side::Center) => "mid",
            Some(Side::Right) | None => "right",
        },
        _ => "all",
    }
}

/// Day, month and year of `05/06/2026`; of `2026` the year alone.
fn day_parts(written: &str) -> [String; 3] {
    let mut parts: Vec<String> = written.split('/').map(str::to_owned).collect();
    while parts.len() < 3 {
        parts.insert(0, String::new());
    }
    [parts[0].clone(), parts[1].clone(), parts[2].clone()]
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
