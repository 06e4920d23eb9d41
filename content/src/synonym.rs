use serde::{Deserialize, Serialize};

/// How people say something, and how titles say it (từ đồng nghĩa): a rule of the search.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Synonym {
    /// What people type; each phrase stands on its own.
    pub from: Vec<String>,
    /// Words of a title or keyword; all words of one phrase are meant together.
    pub to: Vec<String>,
    /// Whether it also holds from right to left, as with abbreviations.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub both: bool,
    /// Why, or which false friend was weighed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The file `synonyms.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SynonymFile {
    /// The synonyms.
    pub synonyms: Vec<Synonym>,
}
