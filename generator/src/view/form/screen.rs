//! The fields as people fill them: one below the other, each with its help and a place for what is wrong.

use content::form::{FieldKind, Form, FormField, Signature};
use serde::Serialize;

use super::super::Words;

/// A part of the fields with a heading.
#[derive(Serialize)]
pub struct Section<'a> {
    /// Number from 1, part of its id.
    pub number: usize,
    /// Heading.
    pub heading: Option<&'a str>,
    /// Help.
    pub help: Option<&'a str>,
    /// The fields.
    pub fields: Vec<Asked<'a>>,
}

/// A field.
#[derive(Serialize)]
pub struct Asked<'a> {
    id: &'a str,
    /// `line`, `area`, `radio`, `check`, `parts`, `table`.
    input: &'static str,
    label: String,
    is_required: bool,
    help: Option<&'a str>,
    example: Option<&'a str>,
    has_about: bool,
    mode: Option<&'static str>,
    rows: u32,
    preset: &'a str,
    options: Vec<Choice<'a>>,
    parts: Vec<PartView<'a>>,
    columns: Vec<Asked<'a>>,
    names: &'a [String],
    /// Rows of a table that are drawn for readers without script.
    blank: Vec<BlankRow<'a>>,
}

/// A row that is drawn for readers without script.
#[derive(Serialize)]
pub struct BlankRow<'a> {
    number: usize,
    name: Option<&'a str>,
}

/// Rows of a table without script, where the paper prints none: the answer with what is wrong offers more.
const BLANK_ROWS: usize = 2;

/// An option.
#[derive(Serialize)]
pub struct Choice<'a> {
    value: &'a str,
    label: &'a str,
    chosen: bool,
}

/// A part of a compound field.
#[derive(Serialize)]
pub struct PartView<'a> {
    key: &'static str,
    label: &'a str,
    is_required: bool,
    mode: Option<&'static str>,
}

/// The sections of `form`.
pub(in crate::view) fn sections<'a>(form: &'a Form, words: &'a Words) -> Vec<Section<'a>> {
    let head: Vec<Asked> =
        form.head.left.iter().chain(&form.head.right).filter_map(|field| asked(field, words)).collect();
    let first = (!head.is_empty()).then_some((None, None, head));
    let groups = form.groups.iter().map(|group| {
        let heading = group.screen_heading.as_deref().or(group.heading.as_deref());
        let fields = group.fields.iter().flat_map(|field| {
            let blocks = field.blocks.iter().filter_map(|block| signed(block, words));
            asked(field, words).into_iter().chain(blocks)
        });
        (heading, group.help.as_deref(), fields.collect())
    });
    first
        .into_iter()
        .chain(groups)
        .enumerate()
        .map(|(at, (heading, help, fields))| Section { number: at + 1, heading, help, fields })
        .collect()
}

fn asked<'a>(field: &'a FormField, words: &'a Words) -> Option<Asked<'a>> {
    let kind = field.kind;
    if !kind.has_value() {
        return None;
    }
    let input = match kind {
        FieldKind::LongText => "area",
        FieldKind::Choice | FieldKind::YesNo => "radio",
        FieldKind::Choices => "check",
        FieldKind::Address | FieldKind::PlaceDate => "parts",
        FieldKind::Table => "table",
        _ => "line",
    };
    let preset = field.preset.as_deref().unwrap_or_default();
    let label = field.screen_label.as_deref().or(field.label.as_deref()).unwrap_or(match kind {
        FieldKind::Addressee => words.form_addressee(),
        _ => words.form_place_date(),
    });
    let example = field.example.as_deref().or(match kind {
        FieldKind::Date if field.partial => Some(words.form_partial_date_example()),
        FieldKind::Date => Some(words.form_date_example()),
        FieldKind::IdentityNumber if field.help.is_none() => Some(words.form_identity_example()),
        _ => None,
    });
    Some(Asked {
        id: field.id.as_deref().unwrap_or_default(),
        input,
        label: bare(label),
        is_required: field.required,
        help: field.help.as_deref(),
        example,
        has_about: field.help.is_some() || example.is_some(),
        mode: mode(field),
        rows: field.lines.unwrap_or(3).clamp(2, 8),
        preset,
        options: options(field, preset, words),
        parts: parts(kind, field.required, words),
        columns: field.columns.iter().filter_map(|column| asked(column, words)).collect(),
        names: &field.row_names,
        blank: blank(field),
    })
}

fn blank(field: &FormField) -> Vec<BlankRow<'_>> {
    let rows = match field.row_names.len() {
        _ if field.kind != FieldKind::Table => 0,
        0 => field.max_rows.map_or(BLANK_ROWS, |most| BLANK_ROWS.min(most as usize)),
        named => named,
    };
    (0..rows)
        .map(|number| BlankRow { number, name: field.row_names.get(number).map(String::as_str) })
        .collect()
}

/// Where and when somebody signs, where that can be typed.
fn signed<'a>(block: &'a Signature, words: &'a Words) -> Option<Asked<'a>> {
    Some(Asked {
        id: block.id.as_deref()?,
        input: "parts",
        label: words.form_place_date().to_owned(),
        is_required: false,
        help: Some(words.form_place_date_help()),
        example: None,
        has_about: true,
        mode: None,
        rows: 1,
        preset: "",
        options: Vec::new(),
        parts: parts(FieldKind::PlaceDate, false, words),
        columns: Vec::new(),
        names: &[],
        blank: Vec::new(),
    })
}

/// A label by itself: without the number that the paper counts by, and with a large first letter.
fn bare(label: &str) -> String {
    let counted = label.trim_start_matches(|letter: char| {
        letter.is_ascii_digit() || matches!(letter, '.' | '-' | '(' | ')' | ' ')
    });
    let lettered =
        counted.split_once(") ").filter(|(before, _)| before.chars().count() == 1).map(|(_, rest)| rest);
    let words = lettered.unwrap_or(counted);
    super::super::sentence(if words.is_empty() { label } else { words })
}

fn mode(field: &FormField) -> Option<&'static str> {
    match field.kind {
        FieldKind::Date | FieldKind::Year | FieldKind::IdentityNumber | FieldKind::Money => Some("numeric"),
        FieldKind::Number => Some(if field.decimals.is_some() { "decimal" } else { "numeric" }),
        FieldKind::Phone => Some("tel"),
        FieldKind::Email => Some("email"),
        _ => None,
    }
}

fn options<'a>(field: &'a FormField, preset: &str, words: &'a Words) -> Vec<Choice<'a>> {
    if field.kind != FieldKind::YesNo {
        let choice = |option: &'a String| Choice { value: option, label: option, chosen: option == preset };
        return field.options.iter().map(choice).collect();
    }
    let usual = [words.form_yes(), words.form_no()];
    let label = |at: usize| field.options.get(at).map_or(usual[at], String::as_str);
    vec![
        Choice { value: "yes", label: label(0), chosen: false },
        Choice { value: "no", label: label(1), chosen: false },
    ]
}

fn parts<'a>(kind: FieldKind, required: bool, words: &'a Words) -> Vec<PartView<'a>> {
    let view = |key, label, is_required, mode| PartView { key, label, is_required, mode };
    match kind {
        FieldKind::Address => vec![
            view("street", words.form_street(), false, None),
            view("commune", words.form_commune(), required, None),
            view("province", words.form_province(), required, None),
        ],
        FieldKind::PlaceDate => vec![
            view("place", words.form_place(), required, None),
            view("date", words.form_day(), required, Some("numeric")),
        ],
        _ => Vec::new(),
    }
}
