//! A record of the national portal as it comes: JSON with everything optional but code and name.

use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// One line of a dump.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Raw {
    pub code: String,
    pub name: String,
    #[serde(default, deserialize_with = "or_empty")]
    pub is_ward: bool,
    #[serde(default, deserialize_with = "or_empty")]
    pub is_province: bool,
    #[serde(default, deserialize_with = "or_empty")]
    pub is_ministry: bool,
    #[serde(default, deserialize_with = "or_empty")]
    pub is_other_agency: bool,
    #[serde(default, deserialize_with = "or_empty")]
    pub formality_kind: String,
    #[serde(default, deserialize_with = "or_empty")]
    pub execution_steps: Vec<RawStep>,
    #[serde(default, deserialize_with = "or_empty")]
    pub execution_methods: Vec<RawMethod>,
    #[serde(default, deserialize_with = "or_empty")]
    pub execution_cases: Vec<RawCase>,
    #[serde(default, deserialize_with = "or_empty")]
    pub categories_details: Vec<Named>,
    #[serde(default, deserialize_with = "or_empty")]
    pub subject_types_details: Vec<Named>,
    #[serde(default, deserialize_with = "or_empty")]
    pub executing_agencies: String,
    #[serde(default, deserialize_with = "or_empty")]
    pub authority_agencies: String,
    #[serde(default, deserialize_with = "or_empty")]
    pub coordinating_agencies: String,
    #[serde(default, deserialize_with = "or_empty")]
    pub delegated_agencies: String,
    #[serde(default, deserialize_with = "or_empty")]
    pub dossier_receiving_addresses: String,
    #[serde(default, deserialize_with = "or_empty")]
    pub results_details: Vec<Named>,
    #[serde(default, deserialize_with = "or_empty")]
    pub legal_basises_details: Vec<RawLegal>,
    #[serde(default, deserialize_with = "or_empty")]
    pub requirements_and_conditions: String,
    #[serde(default, deserialize_with = "or_empty")]
    pub procedure_proposal: RawProposal,
}

#[derive(Deserialize)]
pub(super) struct RawStep {
    #[serde(default, deserialize_with = "or_empty")]
    pub name: String,
    #[serde(default, deserialize_with = "or_empty")]
    pub description: String,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RawMethod {
    #[serde(default, deserialize_with = "or_empty")]
    pub submission_method: String,
    #[serde(default, deserialize_with = "number")]
    pub processing_time: Option<f64>,
    #[serde(default, deserialize_with = "or_empty")]
    pub processing_time_unit: String,
    #[serde(default, deserialize_with = "or_empty")]
    pub processing_time_text: String,
    #[serde(default, deserialize_with = "or_empty")]
    pub description: String,
    #[serde(default, deserialize_with = "or_empty")]
    pub fees: Vec<RawFee>,
}

#[derive(Clone, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase")]
pub(super) struct RawFee {
    #[serde(default, deserialize_with = "number")]
    pub value: Option<f64>,
    #[serde(default, deserialize_with = "or_empty")]
    pub currency_id: String,
    #[serde(default, deserialize_with = "or_empty")]
    pub description: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RawCase {
    #[serde(default, deserialize_with = "or_empty")]
    pub name: String,
    #[serde(default, deserialize_with = "or_empty")]
    pub profile_components: Vec<RawPaper>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RawPaper {
    #[serde(default, deserialize_with = "or_empty")]
    pub name: String,
    #[serde(default, deserialize_with = "number")]
    pub original_qty: Option<f64>,
    #[serde(default, deserialize_with = "number")]
    pub copy_qty: Option<f64>,
    #[serde(default, deserialize_with = "or_empty")]
    pub attachments: Vec<RawFile>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RawFile {
    #[serde(default, deserialize_with = "or_empty")]
    pub file_name: String,
}

#[derive(Deserialize)]
pub(super) struct Named {
    #[serde(default, deserialize_with = "or_empty")]
    pub name: String,
    #[serde(default, deserialize_with = "or_empty")]
    pub code: String,
}

#[derive(Deserialize)]
pub(super) struct RawLegal {
    #[serde(default, deserialize_with = "or_empty")]
    pub code: String,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RawProposal {
    #[serde(default, deserialize_with = "or_empty")]
    pub proposal_number: String,
}

/// Any value; `null` is the empty one.
fn or_empty<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(from: D) -> Result<T, D::Error> {
    Ok(Option::<T>::deserialize(from)?.unwrap_or_default())
}

/// A number, also one that was exported as text; anything else is "not stated".
fn number<'de, D: Deserializer<'de>>(from: D) -> Result<Option<f64>, D::Error> {
    Ok(match Value::deserialize(from)? {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().replace(',', ".").parse().ok(),
        _ => None,
    })
}
