//! A record of the national portal as it comes: JSON with everything optional but code and name.

use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// One line of a dump.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Raw {
    pub code: String,
    pub name: String,
    #[serde(default)]
    pub is_ward: bool,
    #[serde(default)]
    pub is_province: bool,
    #[serde(default)]
    pub is_ministry: bool,
    #[serde(default)]
    pub is_other_agency: bool,
    #[serde(default, deserialize_with = "text")]
    pub formality_kind: String,
    #[serde(default)]
    pub execution_steps: Vec<RawStep>,
    #[serde(default)]
    pub execution_methods: Vec<RawMethod>,
    #[serde(default)]
    pub execution_cases: Vec<RawCase>,
    #[serde(default)]
    pub categories_details: Vec<Named>,
    #[serde(default)]
    pub subject_types_details: Vec<Named>,
    #[serde(default, deserialize_with = "text")]
    pub executing_agencies: String,
    #[serde(default, deserialize_with = "text")]
    pub authority_agencies: String,
    #[serde(default, deserialize_with = "text")]
    pub coordinating_agencies: String,
    #[serde(default, deserialize_with = "text")]
    pub delegated_agencies: String,
    #[serde(default, deserialize_with = "text")]
    pub dossier_receiving_addresses: String,
    #[serde(default)]
    pub results_details: Vec<Named>,
    #[serde(default)]
    pub legal_basises_details: Vec<RawLegal>,
    #[serde(default, deserialize_with = "text")]
    pub requirements_and_conditions: String,
    #[serde(default)]
    pub procedure_proposal: RawProposal,
}

#[derive(Deserialize)]
pub(super) struct RawStep {
    #[serde(default, deserialize_with = "text")]
    pub name: String,
    #[serde(default, deserialize_with = "text")]
    pub description: String,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RawMethod {
    #[serde(default, deserialize_with = "text")]
    pub submission_method: String,
    #[serde(default, deserialize_with = "number")]
    pub processing_time: Option<f64>,
    #[serde(default, deserialize_with = "text")]
    pub processing_time_unit: String,
    #[serde(default, deserialize_with = "text")]
    pub processing_time_text: String,
    #[serde(default, deserialize_with = "text")]
    pub description: String,
    #[serde(default)]
    pub fees: Vec<RawFee>,
}

#[derive(Clone, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase")]
pub(super) struct RawFee {
    #[serde(default, deserialize_with = "number")]
    pub value: Option<f64>,
    #[serde(default, deserialize_with = "text")]
    pub currency_id: String,
    #[serde(default, deserialize_with = "text")]
    pub description: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RawCase {
    #[serde(default, deserialize_with = "text")]
    pub name: String,
    #[serde(default)]
    pub profile_components: Vec<RawPaper>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RawPaper {
    #[serde(default, deserialize_with = "text")]
    pub name: String,
    #[serde(default, deserialize_with = "number")]
    pub original_qty: Option<f64>,
    #[serde(default, deserialize_with = "number")]
    pub copy_qty: Option<f64>,
    #[serde(default)]
    pub attachments: Vec<RawFile>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RawFile {
    #[serde(default, deserialize_with = "text")]
    pub file_name: String,
}

#[derive(Deserialize)]
pub(super) struct Named {
    #[serde(default, deserialize_with = "text")]
    pub name: String,
    #[serde(default, deserialize_with = "text")]
    pub code: String,
}

#[derive(Deserialize)]
pub(super) struct RawLegal {
    #[serde(default, deserialize_with = "text")]
    pub code: String,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RawProposal {
    #[serde(default, deserialize_with = "text")]
    pub proposal_number: String,
}

/// A text; `null` is the empty one.
fn text<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Ok(Option::<String>::deserialize(from)?.unwrap_or_default())
}

/// A number, also one that was exported as text; anything else is "not stated".
fn number<'de, D: Deserializer<'de>>(from: D) -> Result<Option<f64>, D::Error> {
    Ok(match Value::deserialize(from)? {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().replace(',', ".").parse().ok(),
        _ => None,
    })
}
