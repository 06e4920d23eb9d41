use serde::{Deserialize, Serialize};

/// A group of fields, in a citizen's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FieldGroup {
    /// Key, lower-case ASCII with hyphens.
    pub id: String,
    /// Name for readers.
    pub name: String,
}

/// A field (lĩnh vực) of administration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Field {
    /// Key and address, lower-case ASCII with hyphens.
    pub id: String,
    /// Name for readers.
    pub name: String,
    /// The group it stands in.
    pub group: String,
    /// What people do here, one plain sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// Other spellings that sources use for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
}

/// The file `fields.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FieldFile {
    /// Groups in the order in which pages list them.
    pub groups: Vec<FieldGroup>,
    /// Fields.
    pub fields: Vec<Field>,
}
