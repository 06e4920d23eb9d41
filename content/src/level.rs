use serde::{Deserialize, Serialize};

use crate::{Part, PartState, Procedure, Site, Submission, part_state};

/// How far a procedure can be done online since Decree 42/2022 (now 224/2026/NĐ-CP).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum OnlineMode {
    /// Toàn trình.
    Full,
    /// Một phần.
    Partial,
    /// Chỉ cung cấp thông tin.
    None,
}

impl OnlineMode {
    /// The law's word.
    pub fn name(self) -> &'static str {
        match self {
            OnlineMode::Full => "Toàn trình",
            OnlineMode::Partial => "Một phần",
            OnlineMode::None => "Chỉ cung cấp thông tin",
        }
    }
}

/// What this site offers for a procedure: computed, never written in a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Level 1 to 4 of Decree 43/2011/NĐ-CP article 3.4; `None` while a mandatory part is absent.
    pub level: Option<u8>,
    /// The parts whose absence keeps it below level 1.
    pub missing: Vec<Part>,
}

/// The level that `site` reaches for `procedure`. `has_forms` says whether every form of the dossier can
/// be downloaded here: official, or the general request.
pub fn offer(procedure: &Procedure, site: &Site, has_forms: bool) -> Offer {
    let missing: Vec<Part> = Part::ALL
        .into_iter()
        .filter(|part| part.blocks_level_1() && part_state(procedure, *part) == PartState::Absent)
        .collect();
    if !missing.is_empty() {
        return Offer { level: None, missing };
    }
    let takes_dossiers = site.lookup.is_some() && site.submission == Submission::Own;
    let level = match (has_forms, takes_dossiers, site.payment) {
        (false, _, _) => 1,
        (true, false, _) => 2,
        (true, true, false) => 3,
        (true, true, true) => 4,
    };
    Offer { level: Some(level), missing }
}
