//! Where dossiers are kept. One trait, and one list of cases that every store passes (tests/store_cases.rs).
//!
//! What a store promises: `Ok` means kept, whatever happens to the machine a moment later; an error means that nothing
//! was changed, except that [`StoreError::Away`] may hide a change that was made: then the same call again gives the
//! answer that the first would have given. Codes are never given twice, slip numbers have no gaps, events are only
//! appended after the last one that the caller has seen.

#[cfg(feature = "embedded")]
mod files;
mod head;
mod list;
mod memory;
mod memory_staff;
mod sealing;
#[cfg(feature = "embedded")]
mod sqlite;
mod staff;
#[cfg(feature = "embedded")]
mod trouble;
mod upload;
mod whole;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use axum::body::Bytes;
use content::{CodePrefix, Day};
use futures_util::{Stream, StreamExt};

#[cfg(feature = "embedded")]
pub use files::{Files, Receiving};
pub use head::Head;
pub use list::{Listing, Order, Page, Which};
pub use memory::MemoryStore;
#[cfg(feature = "embedded")]
pub use sqlite::{Accounts, Backup, Beside, Deletion, Finding, SqliteStore, restore};
pub use staff::{Account, Reading, Role, Session, Staff, Standing};
pub use upload::{LARGEST_UPLOAD_BYTES, Upload};
pub use whole::{Answered, Whole, Wrong};

use crate::dossier::{DossierCode, Draft, Event, Payload, Recorded};
use crate::{Hash, Moment};

/// Where dossiers are kept.
pub trait Store: Send + Sync + 'static {
    /// Begins a dossier: gives it a code, its events their numbers, its files their place; all of it or nothing.
    /// The same key with the same body answers as it did the first time.
    ///
    /// Errors: [`StoreError::OtherBody`], [`StoreError::NoSuchFile`], or the store's own.
    fn submit(&self, submission: Submission) -> impl Future<Output = Result<Submitted, StoreError>> + Send;

    /// The answer that a submission with this key had, if there was one.
    ///
    /// Errors: [`StoreError::OtherBody`], or the store's own.
    fn answered(
        &self,
        repeat: RepeatKey,
        body: Hash,
        at: Moment,
    ) -> impl Future<Output = Result<Option<Submitted>, StoreError>> + Send;

    /// Appends events to a dossier, with their files; all of it or nothing.
    ///
    /// Errors: [`StoreError::Overtaken`] when the dossier has events after the caller's history,
    /// [`StoreError::NoSuchFile`], or the store's own.
    fn append(&self, append: Append) -> impl Future<Output = Result<Vec<Recorded>, StoreError>> + Send;

    /// What stands on the outside of a dossier: one small read, for the public tier and for lists.
    fn head(&self, code: &DossierCode) -> impl Future<Output = Result<Option<Head>, StoreError>> + Send;

    /// Every event of a dossier, oldest first; empty when there is none of this code.
    fn events(&self, code: &DossierCode) -> impl Future<Output = Result<Vec<Recorded>, StoreError>> + Send;

    /// What is personal of a dossier, by place of the event; empty once it was erased.
    fn payloads(
        &self,
        code: &DossierCode,
    ) -> impl Future<Output = Result<BTreeMap<u32, Payload>, StoreError>> + Send;

    /// The dossiers of a list, a page at a time.
    fn list(&self, listing: Listing) -> impl Future<Output = Result<Page, StoreError>> + Send;

    /// Dossiers of `agencies` whose people have this telephone, or one of whom has each of these words in the name, in any
    /// spelling and order; newest first.
    fn find(
        &self,
        words: &str,
        agencies: &BTreeSet<String>,
        most: usize,
    ) -> impl Future<Output = Result<Vec<Head>, StoreError>> + Send;

    /// Every event of the store after a place, in the order of recording: for statistics and notices.
    fn events_after(
        &self,
        place: u64,
        most: usize,
    ) -> impl Future<Output = Result<Vec<Placed>, StoreError>> + Send;

    /// The text of a procedure's version that some dossier pins.
    fn pinned(&self, version: &str) -> impl Future<Output = Result<Option<String>, StoreError>> + Send;

    /// Keeps the bytes of an upload until a dossier names it, for 7 days.
    ///
    /// Errors: [`StoreError::WrongBytes`] when they aren't what was said, or the store's own.
    fn put(&self, upload: &Upload, bytes: Vec<u8>) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// The same with bytes that come piece by piece. Pieces that end early are other bytes than were said.
    ///
    /// Errors: as [`put`](Store::put).
    fn receive(
        &self,
        upload: &Upload,
        pieces: impl Stream<Item = Bytes> + Send,
    ) -> impl Future<Output = Result<(), StoreError>> + Send {
        async move {
            let (mut pieces, mut bytes) = (std::pin::pin!(pieces), Vec::new());
            while let Some(piece) = pieces.next().await {
                if (bytes.len() + piece.len()) as u64 > upload.size_bytes {
                    return Err(StoreError::WrongBytes);
                }
                bytes.extend_from_slice(&piece);
            }
            self.put(upload, bytes).await
        }
    }

    /// The bytes of a file of a dossier; none once it was erased.
    fn file(
        &self,
        code: &DossierCode,
        sha256: Hash,
    ) -> impl Future<Output = Result<Option<Vec<u8>>, StoreError>> + Send;
}

/// A dossier that begins.
#[derive(Clone, Debug)]
pub struct Submission {
    /// By which a repetition is known.
    pub repeat: RepeatKey,
    /// Hash of all that was sent: a repetition has the same.
    pub body: Hash,
    /// Prefix of its code.
    pub prefix: CodePrefix,
    /// Now: the day of its code, unless a later day was given out already.
    pub at: Moment,
    /// Its first events.
    pub drafts: Vec<Draft>,
    /// Uploads that its payloads name.
    pub uploads: Vec<Upload>,
    /// The procedure's version that it pins.
    pub pinned: Pinned,
}

/// By which the same dossier, sent again, is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RepeatKey {
    /// 128 random bits that live with the draft on the device: for ever.
    Draft([u8; 16]),
    /// The hash of what was sent, from a page without script: for 24 hours.
    Body(Hash),
}

/// A version of a procedure, as the rules file had it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pinned {
    /// Its name.
    pub version: String,
    /// Its text.
    pub body: String,
}

/// The answer to a submission.
#[derive(Clone, Debug, PartialEq)]
pub struct Submitted {
    /// The dossier's code.
    pub code: DossierCode,
    /// Its first events as they were recorded.
    pub events: Vec<Recorded>,
    /// Whether it began now.
    pub begun: Begun,
}

/// Whether a dossier began now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begun {
    /// Now.
    Now,
    /// By an earlier submission with the same key.
    Before,
}

/// Events to append.
#[derive(Clone, Debug)]
pub struct Append {
    /// The dossier.
    pub code: DossierCode,
    /// Every event that the caller has seen; the new ones come right after.
    pub history: Vec<Recorded>,
    /// The new ones.
    pub drafts: Vec<Draft>,
    /// Uploads that their payloads name.
    pub uploads: Vec<Upload>,
}

/// An event with its place among all events of the store.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// The place, from 1, rising.
    pub place: u64,
    /// The dossier.
    pub code: DossierCode,
    /// The event.
    pub event: Event,
}

/// Why a store didn't do it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// Somebody appended since.
    Overtaken,
    /// The key was used for something else.
    OtherBody,
    /// There is no such dossier, or it was erased.
    NoSuchDossier,
    /// An upload isn't there, or no more.
    NoSuchFile(Hash),
    /// The bytes aren't what was said of them: length, hash or kind.
    WrongBytes,
    /// Nothing can be written: the disk is full or read-only. Nothing was changed.
    CannotWrite(String),
    /// The store doesn't answer; the change may have been made. For the log, never for a citizen.
    Away(String),
    /// What is kept contradicts itself. For the log, never for a citizen.
    Damaged(String),
}

/// For the operator: the log and the commands, never for a citizen.
impl fmt::Display for StoreError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreError::Overtaken => out.write_str("hồ sơ vừa có thay đổi khác"),
            StoreError::OtherBody => out.write_str("khóa chống gửi trùng đã dùng cho nội dung khác"),
            StoreError::NoSuchDossier => out.write_str("không có hồ sơ này"),
            StoreError::NoSuchFile(sha256) => write!(out, "không có tệp {sha256}"),
            StoreError::WrongBytes => out.write_str("tệp không đúng như đã báo"),
            StoreError::CannotWrite(why) => write!(out, "không ghi được: {why}"),
            StoreError::Away(why) => write!(out, "nơi giữ hồ sơ không trả lời: {why}"),
            StoreError::Damaged(why) => write!(out, "dữ liệu hỏng: {why}"),
        }
    }
}

impl std::error::Error for StoreError {}

/// The first code of a day is number 1; on the day of a restore it is past all that may have been given out.
pub(crate) fn next_sequence(last: Option<(Day, u32)>, floor: Option<(Day, u32)>, today: Day) -> (Day, u32) {
    let (day, number) = match last {
        // Clocks go back: the day never does.
        Some((day, number)) if day >= today => (day, number),
        _ => (today, 0),
    };
    let number = match floor {
        Some((floor_day, floor)) if floor_day == day => number.max(floor),
        _ => number,
    };
    (day, number.saturating_add(1))
}
