use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard};

use content::{CodePrefix, Day, SlipKind, text};

use super::head::link;
use super::list::Listing;
use super::sealing::seal_all;
use super::staff::{Account, Reading, Session};
use super::{
    Append, Begun, Head, Page, Placed, RepeatKey, Store, StoreError, Submission, Submitted, Upload,
    next_sequence,
};
use crate::dossier::{DossierCode, Draft, Happening, Payload, Recorded, Salt};
use crate::{Hash, Moment};

/// A store in memory: for tests of rules, and for a look at an artificial year.
#[derive(Debug, Default)]
pub struct MemoryStore {
    inside: Mutex<Inside>,
    desk: Mutex<Desk>,
}

/// Accounts, sessions, readings.
#[derive(Debug, Default)]
pub(super) struct Desk {
    pub(super) accounts: BTreeMap<String, Account>,
    pub(super) sessions: BTreeMap<Hash, Session>,
    pub(super) readings: Vec<Reading>,
}

#[derive(Debug, Default)]
struct Inside {
    dossiers: BTreeMap<DossierCode, One>,
    log: Vec<(DossierCode, u32)>,
    answers: BTreeMap<RepeatKey, (Hash, DossierCode, Moment, usize)>,
    sequences: BTreeMap<CodePrefix, (Day, u32)>,
    books: BTreeMap<(String, SlipKind, i16), u32>,
    pinned: BTreeMap<String, String>,
    uploads: BTreeMap<[u8; 16], Vec<u8>>,
}

#[derive(Debug)]
struct One {
    events: Vec<Recorded>,
    payloads: BTreeMap<u32, String>,
    files: BTreeMap<Hash, Vec<u8>>,
    salt: Option<Salt>,
    head: Head,
}

/// A page without script is known by what it sent for this long.
pub(super) const REPEAT_SECONDS: i64 = 24 * 60 * 60;

impl MemoryStore {
    /// An empty one.
    pub fn new() -> MemoryStore {
        MemoryStore::default()
    }

    pub(super) fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        // A panic of another thread between two steps can't be: every change is made at the end of its call.
        self.inside.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Inside {
    fn files(&self, uploads: &[Upload]) -> Result<BTreeMap<Hash, Vec<u8>>, StoreError> {
        let bytes = |upload: &Upload| {
            let bytes = self.uploads.get(&upload.id).ok_or(StoreError::NoSuchFile(upload.sha256))?;
            Ok((upload.sha256, bytes.clone()))
        };
        uploads.iter().map(bytes).collect()
    }

    fn answered(&self, repeat: RepeatKey, body: Hash, at: Moment) -> Result<Option<Submitted>, StoreError> {
        let Some((earlier, code, then, count)) = self.answers.get(&repeat) else { return Ok(None) };
        if matches!(repeat, RepeatKey::Body(_)) && then.plus_seconds(REPEAT_SECONDS) < at {
            return Ok(None);
        }
        if *earlier != body {
            return Err(StoreError::OtherBody);
        }
        let one = self.dossiers.get(code).ok_or(StoreError::NoSuchDossier)?;
        let events = one.events.iter().take(*count).cloned().collect();
        Ok(Some(Submitted { code: code.clone(), events, begun: Begun::Before }))
    }

    fn submit(&mut self, submission: Submission) -> Result<Submitted, StoreError> {
        let Submission { repeat, body, prefix, at, drafts, uploads, pinned } = submission;
        if let Some(answer) = self.answered(repeat, body, at)? {
            return Ok(answer);
        }
        let files = self.files(&uploads)?;
        let (day, sequence) = next_sequence(self.sequences.get(&prefix).copied(), None, at.day());
        let code = DossierCode::new(&prefix, day, sequence);
        let salt = Salt::random().map_err(|error| StoreError::Away(error.to_string()))?;
        let agency = agency_of(&drafts)?;
        let mut books = self.books.clone();
        let sealed = seal_all(&code, &[], &drafts, &salt, &agency, numbers(&mut books, &agency))?;
        self.books = books;
        self.sequences.insert(prefix, (day, sequence));
        self.log.extend(sealed.events.iter().map(|recorded| (code.clone(), recorded.event.seq)));
        self.answers.insert(repeat, (body, code.clone(), at, sealed.events.len()));
        self.pinned.insert(pinned.version, pinned.body);
        let events = sealed.events;
        let payloads = sealed.payloads.into_iter().collect();
        let one = One { events: events.clone(), payloads, files, salt: Some(salt), head: sealed.head };
        self.dossiers.insert(code.clone(), one);
        uploads.iter().for_each(|upload| drop(self.uploads.remove(&upload.id)));
        Ok(Submitted { code, events, begun: Begun::Now })
    }

    fn append(&mut self, append: Append) -> Result<Vec<Recorded>, StoreError> {
        let Append { code, history, drafts, uploads } = append;
        let files = self.files(&uploads)?;
        let one = self.dossiers.get_mut(&code).ok_or(StoreError::NoSuchDossier)?;
        if link(&code, &one.events) != link(&code, &history) {
            return Err(StoreError::Overtaken);
        }
        let salt = one.salt.clone().ok_or(StoreError::NoSuchDossier)?;
        let mut books = self.books.clone();
        let agency = one.head.agency.clone();
        let sealed = seal_all(&code, &one.events, &drafts, &salt, &agency, numbers(&mut books, &agency))?;
        self.books = books;
        self.log.extend(sealed.events.iter().map(|recorded| (code.clone(), recorded.event.seq)));
        one.events.extend(sealed.events.iter().cloned());
        one.payloads.extend(sealed.payloads);
        one.files.extend(files);
        one.head = sealed.head;
        if one.head.erased {
            (one.salt, one.payloads, one.files) = (None, BTreeMap::new(), BTreeMap::new());
            self.answers.retain(|_, answer| answer.1 != code);
        }
        uploads.iter().for_each(|upload| drop(self.uploads.remove(&upload.id)));
        Ok(sealed.events)
    }
}

/// The next number of a book; `books` is put in place only when the whole call succeeds.
fn numbers<'a>(
    books: &'a mut BTreeMap<(String, SlipKind, i16), u32>,
    agency: &'a str,
) -> impl FnMut(SlipKind, i16) -> Result<u32, StoreError> + 'a {
    move |book, year| {
        let last = books.entry((agency.to_owned(), book, year)).or_default();
        *last += 1;
        Ok(*last)
    }
}

/// The office that the first of `drafts` names.
pub(super) fn agency_of(drafts: &[Draft]) -> Result<String, StoreError> {
    match drafts.first().map(|draft| &draft.what) {
        Some(Happening::Submitted(about)) => Ok(about.agency.clone()),
        _ => Err(StoreError::Damaged("a dossier begins by being submitted".to_owned())),
    }
}

/// Names and digits of telephones of a payload, as [`Store::find`] looks for them.
pub(super) fn people(payload: &Payload) -> Vec<(String, String)> {
    let people = payload.filer.iter().chain(&payload.owner);
    people.map(|person| (text::fold(&person.name), digits(&person.phone))).collect()
}

/// The digits of a telephone number, `+84` as `0`.
pub(super) fn digits(phone: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    match phone.trim_start().strip_prefix('+').and(digits.strip_prefix("84")) {
        Some(rest) => format!("0{rest}"),
        None => digits,
    }
}

impl Store for MemoryStore {
    async fn submit(&self, submission: Submission) -> Result<Submitted, StoreError> {
        self.inside().submit(submission)
    }

    async fn answered(
        &self,
        repeat: RepeatKey,
        body: Hash,
        at: Moment,
    ) -> Result<Option<Submitted>, StoreError> {
        self.inside().answered(repeat, body, at)
    }

    async fn append(&self, append: Append) -> Result<Vec<Recorded>, StoreError> {
        self.inside().append(append)
    }

    async fn head(&self, code: &DossierCode) -> Result<Option<Head>, StoreError> {
        Ok(self.inside().dossiers.get(code).map(|one| one.head.clone()))
    }

    async fn events(&self, code: &DossierCode) -> Result<Vec<Recorded>, StoreError> {
        Ok(self.inside().dossiers.get(code).map(|one| one.events.clone()).unwrap_or_default())
    }

    async fn payloads(&self, code: &DossierCode) -> Result<BTreeMap<u32, Payload>, StoreError> {
        let inside = self.inside();
        let Some(one) = inside.dossiers.get(code) else { return Ok(BTreeMap::new()) };
        one.payloads.iter().map(|(seq, body)| Ok((*seq, decode(body)?))).collect()
    }

    async fn list(&self, listing: Listing) -> Result<Page, StoreError> {
        let inside = self.inside();
        let heads = inside.dossiers.values().map(|one| &one.head);
        let mut heads: Vec<(String, &Head)> =
            heads.filter(|head| listing.takes(head)).map(|head| (listing.key(head), head)).collect();
        heads.sort_by(|left, right| left.0.cmp(&right.0));
        let rest =
            heads.into_iter().filter(|(key, _)| listing.after.as_ref().is_none_or(|after| key > after));
        let page: Vec<(String, &Head)> = rest.take(listing.most + 1).collect();
        let next = (page.len() > listing.most).then(|| page[listing.most - 1].0.clone());
        Ok(Page { heads: page.into_iter().take(listing.most).map(|(_, head)| head.clone()).collect(), next })
    }

    async fn find(
        &self,
        words: &str,
        agencies: &BTreeSet<String>,
        most: usize,
    ) -> Result<Vec<Head>, StoreError> {
        let (name, phone) = (text::fold(words), digits(words));
        let words: Vec<&str> = name.split_whitespace().collect();
        let inside = self.inside();
        let mut found = Vec::new();
        for one in inside.dossiers.values().filter(|one| agencies.contains(&one.head.agency)) {
            let mut hit = false;
            for body in one.payloads.values() {
                hit |= people(&decode(body)?).iter().any(|(folded, digits)| {
                    !words.is_empty() && words.iter().all(|word| folded.contains(word))
                        || phone.len() >= 6 && *digits == phone
                });
            }
            if hit {
                found.push(one.head.clone());
            }
        }
        found.sort_by(|left, right| (right.submitted_at, &right.code).cmp(&(left.submitted_at, &left.code)));
        found.truncate(most);
        Ok(found)
    }

    async fn events_after(&self, place: u64, most: usize) -> Result<Vec<Placed>, StoreError> {
        let inside = self.inside();
        let from = usize::try_from(place).unwrap_or(usize::MAX);
        let log = inside.log.iter().enumerate().skip(from).take(most);
        let placed = log.filter_map(|(at, (code, seq))| {
            let event = inside.dossiers.get(code)?.events.get(*seq as usize - 1)?.event.clone();
            Some(Placed { place: at as u64 + 1, code: code.clone(), event })
        });
        Ok(placed.collect())
    }

    async fn pinned(&self, version: &str) -> Result<Option<String>, StoreError> {
        Ok(self.inside().pinned.get(version).cloned())
    }

    async fn put(&self, upload: &Upload, bytes: Vec<u8>) -> Result<(), StoreError> {
        if !upload.is_of(&bytes) {
            return Err(StoreError::WrongBytes);
        }
        self.inside().uploads.insert(upload.id, bytes);
        Ok(())
    }

    async fn file(&self, code: &DossierCode, sha256: Hash) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.inside().dossiers.get(code).and_then(|one| one.files.get(&sha256).cloned()))
    }
}

/// The payload of a kept text.
pub(super) fn decode(body: &str) -> Result<Payload, StoreError> {
    serde_json::from_str(body).map_err(|error| StoreError::Damaged(format!("a payload: {error}")))
}
