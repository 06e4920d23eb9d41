//! What the script of a form page must know: rules as data, and the words it says.

use content::form::check::{LONGEST_LINE, LONGEST_TEXT, MOST_ROWS, Value, Values};
use content::form::{FieldKind, Form, FormField, MustBe, OnPaper, When};
use serde::Serialize;
use serde_json::{Map, json};

use super::super::Words;

/// What the data of a page is made from.
pub(super) struct Known<'a> {
    /// Id of the form.
    pub id: &'a str,
    /// Code of the procedure whose request it is: each has a draft of its own.
    pub of: Option<&'a str>,
    /// First day of the version.
    pub version: Option<String>,
    /// What a saved file says it is.
    pub title: &'a str,
    /// The definition.
    pub form: &'a Form,
    /// What is known before anybody writes.
    pub values: &'a Values,
}

/// The data of the page, to stand in a `<script type="application/json">`.
pub(super) fn data(page: &Known, words: &Words) -> String {
    let mut all = own_of(page);
    all.append(&mut rules_of(page.form));
    all.insert("words".into(), said(words));
    embedded(all)
}

/// The data of a page whose rules come by a script.
pub(super) fn own(page: &Known) -> String {
    embedded(own_of(page))
}

/// Rules and words, apart from any page.
pub(super) fn rules(form: &Form, words: &Words) -> String {
    let mut all = rules_of(form);
    all.insert("words".into(), said(words));
    embedded(all)
}

/// Rules alone.
pub(in crate::view) fn bare_rules(form: &Form) -> String {
    embedded(rules_of(form))
}

/// As it may stand in a page.
pub(in crate::view) fn embedded(all: Map<String, serde_json::Value>) -> String {
    serde_json::Value::Object(all).to_string().replace('<', "\\u003c")
}

fn own_of(page: &Known) -> Map<String, serde_json::Value> {
    let mut own = Map::new();
    own.insert("id".into(), page.id.into());
    own.insert("title".into(), page.title.into());
    if let Some(version) = &page.version {
        own.insert("version".into(), version.as_str().into());
    }
    if let Some(code) = page.of {
        own.insert("of".into(), code.into());
    }
    if !page.values.is_empty() {
        own.insert("values".into(), json!(page.values));
    }
    own
}

fn rules_of(form: &Form) -> Map<String, serde_json::Value> {
    let fields: Vec<Rule> = form
        .fields()
        .flat_map(|(group, field)| {
            let blocks = field.blocks.iter().filter_map(|block| {
                block.id.as_deref().map(|id| Rule { id, kind: Some(FieldKind::PlaceDate), ..Rule::default() })
            });
            let group = group.and_then(|group| group.when.as_ref());
            rule(field).into_iter().chain(blocks).map(move |rule| Rule { group, ..rule })
        })
        .collect();
    // The head, where it asks for something, is the first section.
    let head_asks = form.head.left.iter().chain(&form.head.right).any(|field| field.kind.has_value());
    let sections: Vec<Option<&When>> = head_asks
        .then_some(None)
        .into_iter()
        .chain(form.groups.iter().map(|group| group.when.as_ref()))
        .collect();
    let parts = [("fields", json!(fields)), ("sections", json!(sections))];
    parts.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// A field's rules, without what is usual.
#[derive(Default, Serialize)]
struct Rule<'a> {
    id: &'a str,
    kind: Option<FieldKind>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    required: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    when: Option<&'a When>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<&'a When>,
    #[serde(skip_serializing_if = "Option::is_none")]
    prefill: Option<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    options: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    on_paper: Option<OnPaper>,
    #[serde(skip_serializing_if = "Option::is_none")]
    must_be: Option<MustBe>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    partial: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    nine_digits: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    min: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decimals: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_length: Option<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    columns: Vec<Rule<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_rows: Option<usize>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    row_names: &'a [String],
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    transposed: bool,
}

fn rule(field: &FormField) -> Option<Rule<'_>> {
    let id = field.id.as_deref().filter(|_| field.kind.has_value())?;
    let wordy = matches!(
        field.kind,
        FieldKind::Addressee | FieldKind::Text | FieldKind::LongText | FieldKind::Name | FieldKind::Address
    );
    let usual = if field.kind == FieldKind::LongText { LONGEST_TEXT } else { LONGEST_LINE };
    Some(Rule {
        id,
        kind: Some(field.kind),
        required: field.required,
        when: field.when.as_ref(),
        group: None,
        prefill: field.prefill.as_deref(),
        options: &field.options,
        on_paper: field.on_paper,
        must_be: field.must_be,
        partial: field.partial,
        nine_digits: field.nine_digits,
        min: field.min,
        max: field.max,
        decimals: field.decimals,
        max_length: wordy
            .then(|| field.max_length.map_or(usual, |length| length as usize))
            .filter(|most| *most != LONGEST_LINE),
        columns: field.columns.iter().filter_map(rule).collect(),
        max_rows: (field.kind == FieldKind::Table)
            .then(|| field.max_rows.map_or(MOST_ROWS, |rows| rows as usize)),
        row_names: &field.row_names,
        transposed: field.transposed,
    })
}

pub(in crate::view) fn said(words: &Words) -> serde_json::Value {
    json!({
        "errors": words.form_errors(), "required": words.form_wrong_required(), "too_long": words.form_wrong_too_long(),
        "strange_letter": words.form_wrong_strange_letter(),
        "hidden_letter": words.form_wrong_hidden_letter(), "digit_in_name": words.form_wrong_digit_in_name(),
        "date": words.form_wrong_date(), "partial_date": words.form_wrong_partial_date(),
        "no_such_day": words.form_wrong_no_such_day(),
        "year": words.form_wrong_year(), "past": words.form_wrong_past(), "future": words.form_wrong_future(),
        "phone": words.form_wrong_phone(), "email": words.form_wrong_email(),
        "identity_number": words.form_wrong_identity_number(), "number": words.form_wrong_number(),
        "comma": words.form_wrong_comma(), "negative": words.form_wrong_negative(),
        "too_small": words.form_wrong_too_small(), "too_large": words.form_wrong_too_large(),
        "option": words.form_wrong_option(), "too_many_rows": words.form_wrong_too_many_rows(),
        "shape": words.form_wrong_shape(), "row": words.form_row(),
        "saved": words.form_saved(), "not_saved": words.form_not_saved(), "other_tab": words.form_other_tab(),
        "wiped": words.form_wiped(), "loaded": words.form_loaded(), "left_out": words.form_left_out(),
        "file_too_large": words.form_file_too_large(), "file_broken": words.form_file_broken(),
        "file_other": words.form_file_other(), "file_newer": words.form_file_newer(),
        "wipe_sure": words.form_wipe_sure()
    })
}

/// A text as a value.
pub(super) fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}
