use serde::{Deserialize, Serialize};

use crate::Day;

/// The tier of government at which a procedure is carried out (cấp thực hiện).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Level {
    /// Cấp bộ.
    Ministry,
    /// Cấp tỉnh.
    Province,
    /// Cấp huyện, which ended on 30 June 2025.
    District,
    /// Cấp xã.
    Commune,
    /// Cơ quan khác.
    Other,
}

impl Level {
    /// Every level, from the nearest office to the farthest, as pages list them.
    pub const ALL: [Level; 5] =
        [Level::Commune, Level::District, Level::Province, Level::Ministry, Level::Other];

    /// The word for readers.
    pub fn name(self) -> &'static str {
        match self {
            Level::Ministry => "Cấp bộ",
            Level::Province => "Cấp tỉnh",
            Level::District => "Cấp huyện",
            Level::Commune => "Cấp xã",
            Level::Other => "Cơ quan khác",
        }
    }
}

/// From when to when something holds; an absent end is open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Validity {
    /// First day in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// Last day in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
    /// Key of what stands in its place afterwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<String>,
}

impl Validity {
    /// True when `day` lies inside, both ends included.
    pub fn holds_on(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// True when some day lies inside both.
    pub fn overlaps(&self, other: &Validity) -> bool {
        let before = |left: &Validity, right: &Validity| match (left.to, right.from) {
            (Some(to), Some(from)) => to < from,
            _ => false,
        };
        !before(self, other) && !before(other, self)
    }
}

/// Whether an agency is an abstract body or a real place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum AgencyKind {
    /// A body as national records name it ("Ủy ban nhân dân cấp xã").
    Role,
    /// One real province, district or commune.
    Unit,
}

/// An agency (cơ quan): a body that decides, receives or takes part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Agency {
    /// Key and address, lower-case ASCII with hyphens.
    pub id: String,
    /// Full name.
    pub name: String,
    /// Short name for narrow places.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<String>,
    /// Tier of government.
    pub level: Level,
    /// Body or place.
    pub kind: AgencyKind,
    /// The agency above it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// When it exists; absent for bodies that always did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid: Option<Validity>,
    /// The agency that took over when it ended, where a source says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor: Option<String>,
    /// The statistics office's code of a unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stat_code: Option<String>,
    /// Code for dossiers, only as officially published (QĐ 20/2020/QĐ-TTg).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Postal address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Opening hours in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<String>,
    /// Telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Other spellings that sources use for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
}

/// A text of a source that names no agency of this register, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ignored {
    /// The text as it stands in the source.
    pub text: String,
    /// Why it is not carried over.
    pub why: String,
}

/// The files `agencies.yaml` and `units.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AgencyFile {
    /// The agencies.
    pub agencies: Vec<Agency>,
    /// Names in sources that are deliberately not carried over.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ignored: Vec<Ignored>,
}
