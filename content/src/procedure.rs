use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{Audience, Case, Channel, Day, Level, OneOrMany, OnlineMode, ProcedureCode, Validity};

/// An administrative procedure (thủ tục hành chính): what the law publishes of it
/// (Decree 63/2010/NĐ-CP article 8.2, Circular 32/2017/TT-BTTTT article 5), and plain words for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Procedure {
    /// National or provincial code; also file name, address and key.
    pub code: ProcedureCode,
    /// The exact legal name.
    pub name: String,
    /// One or two plain sentences for a person in a hurry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// Id of its field.
    pub field: String,
    /// Kind of procedure in the national database.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<ProcedureKind>,
    /// Tiers at which it is carried out.
    pub levels: Vec<Level>,
    /// Who it is for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audience: Vec<Audience>,
    /// Who decides, receives, takes part.
    #[serde(default, skip_serializing_if = "Responsible::is_empty")]
    pub agencies: Responsible,
    /// The announcement decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
    /// When this version is in force; absent while no source says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid: Option<Validity>,
    /// How far it can be done online, only where a source says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub online: Option<Online>,
    /// Ways to hand in, each with its time and fees.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<Channel>,
    /// What the source leaves open or contradicts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unclear: Vec<Unclear>,
    /// Cases with their papers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cases: Vec<Case>,
    /// Number of sets to hand in (số bộ hồ sơ).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 30)))]
    pub sets: Option<u32>,
    /// What the applicant lives, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// What comes out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub results: Vec<Outcome>,
    /// Preconditions as Markdown, or `none`; absent is "not stated".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conditions: Option<Conditions>,
    /// Numbers of legal texts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub legal_basis: Vec<String>,
    /// What people type.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<String>,
    /// Ids of life events that bring people here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub life_events: Vec<String>,
    /// Codes of near-twins and next steps.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<ProcedureCode>,
    /// What changed, newest last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// Where the facts were read.
    pub source: Source,
    /// How far a person has worked on it.
    pub review: Review,
}

/// Kind of procedure in the national database (loại thủ tục).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum ProcedureKind {
    /// TTHC được giao luật quy định chi tiết.
    DetailedByLaw,
    /// TTHC không được luật giao cho địa phương quy định.
    NotDelegated,
    /// Loại khác.
    Other,
}

/// Agencies of a procedure, by what they do in it; each an id or a list of ids.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Responsible {
    /// Cơ quan có thẩm quyền quyết định.
    #[serde(default, skip_serializing_if = "OneOrMany::is_empty")]
    pub decides: OneOrMany<String>,
    /// Cơ quan trực tiếp thực hiện.
    #[serde(default, skip_serializing_if = "OneOrMany::is_empty")]
    pub executes: OneOrMany<String>,
    /// Nơi tiếp nhận hồ sơ.
    #[serde(default, skip_serializing_if = "OneOrMany::is_empty")]
    pub receives: OneOrMany<String>,
    /// Cơ quan phối hợp.
    #[serde(default, skip_serializing_if = "OneOrMany::is_empty")]
    pub coordinates: OneOrMany<String>,
    /// Cơ quan được ủy quyền.
    #[serde(default, skip_serializing_if = "OneOrMany::is_empty")]
    pub delegated: OneOrMany<String>,
    /// Address of reception where the source states one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

impl Responsible {
    /// True when no agency is stated.
    pub fn is_empty(&self) -> bool {
        self.lists().all(|(_, ids)| ids.is_empty()) && self.address.is_none()
    }

    /// Every list with its key.
    pub fn lists(&self) -> impl Iterator<Item = (&'static str, &OneOrMany<String>)> {
        [
            ("decides", &self.decides),
            ("executes", &self.executes),
            ("receives", &self.receives),
            ("coordinates", &self.coordinates),
            ("delegated", &self.delegated),
        ]
        .into_iter()
    }
}

/// The decision that announces the procedure (quyết định công bố).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Decision {
    /// Number and symbol.
    pub number: String,
    /// Day of signature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
    /// First day in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective: Option<Day>,
}

/// How far a procedure can be done online, as a source states it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Online {
    /// Toàn trình, một phần or none.
    pub mode: OnlineMode,
    /// Why only in part (Decree 224/2026/NĐ-CP article 14).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The legal rule that makes it so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// Where the mode was read.
    pub source: String,
}

/// A fact that the source leaves open: shown and counted, never guessed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Unclear {
    /// Which part.
    pub what: UnclearWhat,
    /// The source's own words, shortly.
    pub source_says: String,
    /// The part of the source that a stated value was derived from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub derived_from: Option<String>,
}

/// The part of a record that is unclear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum UnclearWhat {
    /// Phí, lệ phí.
    Fees,
    /// Thời hạn.
    Time,
    /// Thành phần hồ sơ.
    Components,
    /// Cấp thực hiện.
    Levels,
    /// Cơ quan.
    Agencies,
    /// Kết quả.
    Results,
    /// Yêu cầu, điều kiện.
    Conditions,
    /// Căn cứ pháp lý.
    LegalBasis,
    /// Cách thức nộp.
    Channels,
    /// Số bộ hồ sơ.
    Sets,
    /// Quyết định công bố.
    Decision,
    /// Đối tượng.
    Audience,
    /// Trình tự.
    Steps,
    /// Điều khác.
    Other,
}

/// A step (bước) of the procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Step {
    /// Who acts.
    pub actor: Actor,
    /// What happens, as Markdown.
    pub text: String,
}

/// Who acts in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Actor {
    /// The person who asks.
    Applicant,
    /// The agency.
    Agency,
}

/// A result (kết quả) of the procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Outcome {
    /// Title of the paper or decision.
    pub name: String,
    /// Code of the result in the national register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Who gets it, or when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
}

/// Preconditions (yêu cầu, điều kiện): a Markdown text, or `none` where the source says there are none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conditions {
    /// The source says: none.
    None,
    /// The conditions as Markdown.
    Text(String),
}

impl Serialize for Conditions {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(match self {
            Conditions::None => "none",
            Conditions::Text(text) => text,
        })
    }
}

impl<'de> Deserialize<'de> for Conditions {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Ok(if text.trim() == "none" { Conditions::None } else { Conditions::Text(text) })
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Conditions {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Conditions".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string" })
    }
}

/// An entry of a record's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Change {
    /// The day.
    pub on: Day,
    /// The decision or program behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// What changed, in words.
    pub what: String,
    /// Whether a person still has to look at it; absent is "no".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<ChangeReview>,
}

/// Whether a person has looked at a change of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum ChangeReview {
    /// Nobody yet: `check` warns of it until the key is taken away.
    Open,
    /// The record was compared with the source.
    Done,
}

/// Where a record's facts were read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Source {
    /// The collection, for example `national-portal`.
    pub from: String,
    /// The announcement decision the source names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// When the source was read: a day, a month or a period in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<String>,
    /// Fingerprint of the source's facts, by which a later import knows that nothing changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hash: Option<String>,
    /// The same of each part, four digits each, by which a later import knows what changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parts: Option<String>,
}

/// How far people have worked on a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Review {
    /// The state.
    pub state: ReviewState,
    /// Who reviewed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Day>,
}

/// State of work on a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum ReviewState {
    /// Facts carried over by the importer.
    Imported,
    /// Written in plain words, not yet checked by a second reader.
    Drafted,
    /// Checked against the source by a second reader.
    Reviewed,
}

impl fmt::Display for ReviewState {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            ReviewState::Imported => "imported",
            ReviewState::Drafted => "drafted",
            ReviewState::Reviewed => "reviewed",
        })
    }
}
