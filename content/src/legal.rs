use serde::{Deserialize, Serialize};

use crate::{Day, text};

/// A legal text (văn bản) that procedures rest on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LegalText {
    /// Number and symbol, the key: `60/2014/QH13`.
    pub number: String,
    /// Title without number and date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Day of issue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
    /// First day in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_force: Option<Day>,
    /// Number of the text that repealed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repealed_by: Option<String>,
    /// Where title and date were read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<String>,
    /// Other spellings of the number in sources.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
}

impl LegalText {
    /// The last part of its address `/can-cu/<slug>/`: lower case, `/` as `-`, no diacritics.
    pub fn slug(&self) -> String {
        text::slug(&self.number)
    }
}

/// A file below `legal/`, one per issuer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LegalFile {
    /// The issuing body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// Its texts, sorted by number.
    pub texts: Vec<LegalText>,
}
