//! The rules of the one-stop (một cửa) as data with validity: what one decree sets, and the slips of its circular.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::form::Paper;
use crate::{Day, Fault, Filed, KeyPath, Rule, Validity};

/// The file `packs.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PackFile {
    /// The packs, oldest first.
    pub packs: Vec<Pack>,
}

/// The one-stop rules that hold for dossiers received in a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pack {
    /// Its name: the year of its decree.
    pub id: String,
    /// Days of receipt for which it holds.
    pub valid: Validity,
    /// Number of the decree.
    pub decree: String,
    /// Number of the circular that sets the slips.
    pub circular: String,
    /// Working days for the check of a dossier (R7).
    pub check_working_days: Set,
    /// Working hours in which an online dossier is answered.
    pub online_answer_hours: Set,
    /// Requests for supplements at each stage, intake and examination (R2, R7).
    pub supplement_requests: Set,
    /// New appointments (R9).
    pub apologies: Set,
    /// Working days before the due date at which an apology is sent at the latest (R9).
    pub apology_working_days_before: Set,
    /// The article behind each rule.
    pub articles: BTreeMap<OneStopRule, Article>,
    /// The slips.
    pub slips: Vec<Slip>,
}

/// A number that a text sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Set {
    /// The number.
    pub value: u32,
    /// Carried over or known, not read in the text: to be checked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unverified: bool,
}

/// Where a rule stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Article {
    /// The article, with its text's number when that isn't the decree: "điều 19.4".
    pub at: String,
    /// Not read in the text: to be checked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unverified: bool,
}

/// A rule of the one-stop, numbered as in the design's facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum OneStopRule {
    /// R1: counter, post or online.
    #[serde(rename = "R1")]
    Channels,
    /// R2: guide once and fully, in writing, with the reason.
    #[serde(rename = "R2")]
    GuideOnce,
    /// R3: refuse in writing with the reason.
    #[serde(rename = "R3")]
    RefuseInWriting,
    /// R4: a receipt with the code.
    #[serde(rename = "R4")]
    Receipt,
    /// R5: a result at once is recorded all the same.
    #[serde(rename = "R5")]
    ResultAtOnce,
    /// R6: hand over on the same working day, or the next after the hour of hand-over.
    #[serde(rename = "R6")]
    HandOverSameDay,
    /// R7: check within some working days; after a supplement the time begins anew.
    #[serde(rename = "R7")]
    CheckInTime,
    /// R8: a refusal comes in writing within the processing time.
    #[serde(rename = "R8")]
    RefuseInTime,
    /// R9: apologise before the due date and appoint once more.
    #[serde(rename = "R9")]
    Apologise,
    /// R10: an early result is announced.
    #[serde(rename = "R10")]
    EarlyResult,
    /// R11: results are stored, originals returned.
    #[serde(rename = "R11")]
    StoreResult,
    /// R12: how fees are paid and proved.
    #[serde(rename = "R12")]
    Fees,
    /// R13: only the one-stop deals with the applicant.
    #[serde(rename = "R13")]
    OnlyOneStop,
    /// R14: the book and the control slip.
    #[serde(rename = "R14")]
    Books,
    /// R15: every step is recorded when it happens, and kept.
    #[serde(rename = "R15")]
    RecordEverything,
}

/// A slip of the one-stop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Slip {
    /// Its number in the circular.
    pub number: u8,
    /// What it is.
    pub kind: SlipKind,
    /// Its title.
    pub title: String,
    /// Size of the paper.
    pub paper: Paper,
    /// Paper size or layout not read in the text: to be checked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unverified: bool,
}

/// What a slip is, whatever its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum SlipKind {
    /// Giấy tiếp nhận hồ sơ và hẹn trả kết quả.
    Receipt,
    /// Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ.
    Supplement,
    /// Phiếu từ chối tiếp nhận.
    Rejection,
    /// Phiếu xin lỗi và hẹn lại ngày trả kết quả.
    Apology,
    /// Thông báo dừng giải quyết hồ sơ.
    Stop,
    /// Phiếu kiểm soát quá trình giải quyết.
    Control,
    /// Sổ theo dõi hồ sơ.
    Register,
}

impl Pack {
    /// The slip of this `kind`; none where the pack has none.
    pub fn slip(&self, kind: SlipKind) -> Option<&Slip> {
        self.slips.iter().find(|slip| slip.kind == kind)
    }

    /// The article behind `rule`, with the number of its text.
    pub fn basis(&self, rule: OneStopRule) -> String {
        match self.articles.get(&rule) {
            Some(article) if article.at.contains('/') => article.at.clone(),
            Some(article) => format!("{} {}", self.decree, article.at),
            None => self.decree.clone(),
        }
    }
}

/// The pack for dossiers received on `day`.
pub fn pack_on(packs: &[Pack], day: Day) -> Option<&Pack> {
    packs.iter().find(|pack| pack.valid.holds_on(day))
}

/// The packs of the file, with the rules between them checked.
pub(crate) fn checked(filed: Option<Filed<PackFile>>, faults: &mut Vec<Fault>) -> Vec<Pack> {
    let Some(Filed { file, value: PackFile { packs }, .. }) = filed else { return Vec::new() };
    let root = KeyPath::root().key("packs");
    for (at, pack) in packs.iter().enumerate() {
        if packs[..at].iter().any(|earlier| earlier.valid.overlaps(&pack.valid)) {
            let message = format!("thời gian áp dụng của bộ quy định {} chồng lên bộ khác", pack.id);
            faults.push(Fault::new(&file, root.index(at).key("valid"), Rule::Validity, message));
        }
        for (place, slip) in pack.slips.iter().enumerate() {
            if pack.slips[..place]
                .iter()
                .any(|earlier| earlier.kind == slip.kind || earlier.number == slip.number)
            {
                let message = format!("phiếu {:02} đã có ở trên", slip.number);
                let at = root.index(at).key("slips").index(place);
                faults.push(Fault::new(&file, at, Rule::DuplicateRecord, message));
            }
        }
    }
    packs
}
