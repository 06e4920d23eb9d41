use serde::{Deserialize, Serialize};

/// Something that happens in a life and brings people to the counter (sự kiện).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LifeEvent {
    /// Key and address, lower-case ASCII with hyphens.
    pub id: String,
    /// Everyday name.
    pub name: String,
    /// What there is to do, one plain sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// What people type when it happens to them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
}

/// The file `life-events.yaml`, in the order in which pages list them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LifeEventFile {
    /// The life events.
    pub life_events: Vec<LifeEvent>,
}
