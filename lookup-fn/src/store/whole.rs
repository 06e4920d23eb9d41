use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::Head;
use crate::dossier::{ChainFault, DossierCode, Payload, Recorded, Salt, verify};
use crate::{Hash, Moment};

/// Everything that is kept of one dossier, as it travels between stores. Its bytes travel beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Whole {
    /// Code.
    pub code: DossierCode,
    /// Salt in hexadecimal; absent once erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub salt: Option<Hash>,
    /// Events: hash and exact text.
    pub events: Vec<(Hash, String)>,
    /// Exact texts of payloads, by place of the event.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub payloads: BTreeMap<u32, String>,
    /// Files: hash and length.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<(Hash, u64)>,
    /// Submissions that it answered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Answered>,
}

/// A submission that was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// Its key as the store has it, in hexadecimal.
    pub repeat: String,
    /// Hash of its body.
    pub body: Hash,
    /// Events that it made.
    pub events: usize,
    /// When.
    pub at: Moment,
}

/// What is wrong with a dossier as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// Its chain doesn't hold.
    Chain(ChainFault),
    /// Its events add up to nothing.
    Events,
    /// The outside says something else than the events.
    Head,
    /// A payload isn't the one of its event, or belongs to none.
    Payload(u32),
    /// A payload is gone without an erasure.
    PayloadGone(u32),
    /// Something personal is left after an erasure.
    NotErased,
    /// A file is named and not kept, or kept and other bytes.
    File(Hash),
}

impl Whole {
    /// Its events, its outside, and all that is wrong with it; files are looked at by `file`, which tells their hash.
    pub fn check(
        &self,
        file: impl Fn(Hash) -> Option<Hash>,
    ) -> Result<(Vec<Recorded>, Head, Vec<Wrong>), Vec<Wrong>> {
        let kept = self.events.iter().map(|(hash, body)| (body.as_str(), *hash));
        let events = verify(&self.code, kept).map_err(|fault| vec![Wrong::Chain(fault)])?;
        let head = Head::of(&self.code, &events).map_err(|_| vec![Wrong::Events])?;
        let mut wrong = Vec::new();
        match &self.salt {
            Some(salt) if !head.erased => self.check_payloads(&events, &Salt(salt.0), &mut wrong),
            None if head.erased && self.payloads.is_empty() && self.files.is_empty() => {}
            _ => wrong.push(Wrong::NotErased),
        }
        let named = self.payloads.values().filter_map(|body| serde_json::from_str::<Payload>(body).ok());
        let named = named.flat_map(|payload| payload.files).map(|file| file.sha256);
        let listed = |sha256: &Hash| self.files.iter().any(|(hash, _)| hash == sha256);
        let unlisted = named.filter(|sha256| !listed(sha256));
        wrong.extend(unlisted.map(Wrong::File));
        let broken = self.files.iter().filter(|(sha256, _)| file(*sha256) != Some(*sha256));
        wrong.extend(broken.map(|(sha256, _)| Wrong::File(*sha256)));
        Ok((events, head, wrong))
    }

    fn check_payloads(&self, events: &[Recorded], salt: &Salt, wrong: &mut Vec<Wrong>) {
        for event in events.iter().map(|recorded| &recorded.event) {
            match (event.payload, self.payloads.get(&event.seq)) {
                (None, None) => {}
                (Some(digest), Some(body)) if salt.digest(body.as_bytes()) == digest => {}
                (Some(_), None) => wrong.push(Wrong::PayloadGone(event.seq)),
                _ => wrong.push(Wrong::Payload(event.seq)),
            }
        }
        let beyond = self.payloads.keys().filter(|seq| **seq as usize > events.len());
        wrong.extend(beyond.map(|seq| Wrong::Payload(*seq)));
    }
}

/// For the operator.
impl fmt::Display for Wrong {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Wrong::Chain(ChainFault::Unreadable(seq)) => write!(out, "không đọc được bước {seq}"),
            Wrong::Chain(ChainFault::Broken(seq)) => {
                write!(out, "chuỗi đứt ở bước {seq}: bước này đã bị sửa")
            }
            Wrong::Chain(ChainFault::Misplaced(seq)) => write!(out, "bước {seq} đứng sai chỗ"),
            Wrong::Events => out.write_str("các bước không làm thành một hồ sơ"),
            Wrong::Head => out.write_str("phần tóm tắt khác với các bước"),
            Wrong::Payload(seq) => write!(out, "nội dung của bước {seq} đã bị sửa hoặc không thuộc bước nào"),
            Wrong::PayloadGone(seq) => write!(out, "mất nội dung của bước {seq}"),
            Wrong::NotErased => {
                out.write_str("đã xóa mà vẫn còn nội dung hoặc tệp, hoặc mất khóa mà chưa xóa")
            }
            Wrong::File(sha256) => write!(out, "tệp {sha256} bị mất hoặc bị sửa"),
        }
    }
}
