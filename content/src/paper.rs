use serde::{Deserialize, Serialize};

/// One paper of a dossier (thành phần hồ sơ).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Component {
    /// Title of the paper, without condition and without full stop.
    pub name: String,
    /// Id of the form to fill, when the site has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// Number of originals (bản chính).
    #[serde(default, skip_serializing_if = "is_zero")]
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = 50)))]
    pub originals: u32,
    /// Number of copies (bản sao).
    #[serde(default, skip_serializing_if = "is_zero")]
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = 50)))]
    pub copies: u32,
    /// Who needs it, or when; absent is "always".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// Papers of one case with the same word here are alternatives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub one_of: Option<String>,
    /// Only to be shown, not handed in (xuất trình).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub show_only: bool,
    /// What else to know about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A situation of the applicant with its own list of papers (trường hợp).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Case {
    /// The situation; absent when there is only one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The papers.
    #[serde(default)]
    pub components: Vec<Component>,
    /// What to know about them; rows of the source that are no paper.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}
