//! A store in memory that can be told to fail.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use lookup_fn::dossier::{DossierCode, Payload, Recorded};
use lookup_fn::store::{
    Account, Append, Head, Listing, MemoryStore, Page, Placed, Reading, RepeatKey, Session, Staff, Store,
    StoreError, Submission, Submitted, Upload,
};
use lookup_fn::{Hash, Moment};

/// All clones are the same store.
#[derive(Clone, Default)]
pub struct Faulty {
    store: Arc<MemoryStore>,
    fault: Arc<Mutex<Option<StoreError>>>,
    no_readings: Arc<AtomicBool>,
}

impl Faulty {
    /// From now on every call fails so; or none.
    pub fn fail(&self, fault: Option<StoreError>) {
        *self.fault.lock().expect("no panic before") = fault;
    }

    /// From now on no reading can be written down; or again.
    pub fn fail_readings(&self, fails: bool) {
        self.no_readings.store(fails, Ordering::Relaxed);
    }

    /// Number of events of a dossier.
    pub async fn events_of(&self, code: &str) -> usize {
        let code = code.parse().expect("a code");
        self.store.events(&code).await.expect("read").len()
    }

    fn well(&self) -> Result<&MemoryStore, StoreError> {
        match self.fault.lock().expect("no panic before").clone() {
            Some(fault) => Err(fault),
            None => Ok(&self.store),
        }
    }
}

impl Store for Faulty {
    async fn submit(&self, submission: Submission) -> Result<Submitted, StoreError> {
        self.well()?.submit(submission).await
    }

    async fn answered(
        &self,
        repeat: RepeatKey,
        body: Hash,
        at: Moment,
    ) -> Result<Option<Submitted>, StoreError> {
        self.well()?.answered(repeat, body, at).await
    }

    async fn append(&self, append: Append) -> Result<Vec<Recorded>, StoreError> {
        self.well()?.append(append).await
    }

    async fn head(&self, code: &DossierCode) -> Result<Option<Head>, StoreError> {
        self.well()?.head(code).await
    }

    async fn events(&self, code: &DossierCode) -> Result<Vec<Recorded>, StoreError> {
        self.well()?.events(code).await
    }

    async fn payloads(&self, code: &DossierCode) -> Result<BTreeMap<u32, Payload>, StoreError> {
        self.well()?.payloads(code).await
    }

    async fn list(&self, listing: Listing) -> Result<Page, StoreError> {
        self.well()?.list(listing).await
    }

    async fn find(
        &self,
        words: &str,
        agencies: &BTreeSet<String>,
        most: usize,
    ) -> Result<Vec<Head>, StoreError> {
        self.well()?.find(words, agencies, most).await
    }

    async fn events_after(&self, place: u64, most: usize) -> Result<Vec<Placed>, StoreError> {
        self.well()?.events_after(place, most).await
    }

    async fn pinned(&self, version: &str) -> Result<Option<String>, StoreError> {
        self.well()?.pinned(version).await
    }

    async fn put(&self, upload: &Upload, bytes: Vec<u8>) -> Result<(), StoreError> {
        self.well()?.put(upload, bytes).await
    }

    async fn file(&self, code: &DossierCode, sha256: Hash) -> Result<Option<Vec<u8>>, StoreError> {
        self.well()?.file(code, sha256).await
    }
}

impl Staff for Faulty {
    async fn account(&self, id: &str) -> Result<Option<Account>, StoreError> {
        self.well()?.account(id).await
    }

    async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        self.well()?.accounts().await
    }

    async fn put_account(&self, account: Account) -> Result<(), StoreError> {
        self.well()?.put_account(account).await
    }

    async fn put_session(&self, session: Session) -> Result<(), StoreError> {
        self.well()?.put_session(session).await
    }

    async fn session(&self, token: Hash, now: Moment) -> Result<Option<Session>, StoreError> {
        self.well()?.session(token, now).await
    }

    async fn end_session(&self, token: Hash) -> Result<(), StoreError> {
        self.well()?.end_session(token).await
    }

    async fn end_sessions(&self, account: &str) -> Result<(), StoreError> {
        self.well()?.end_sessions(account).await
    }

    async fn take_step(&self, account: &str, step: u64) -> Result<bool, StoreError> {
        self.well()?.take_step(account, step).await
    }

    async fn record_reading(&self, reading: Reading) -> Result<(), StoreError> {
        match self.no_readings.load(Ordering::Relaxed) {
            true => Err(StoreError::CannotWrite("the disk is full".to_owned())),
            false => self.well()?.record_reading(reading).await,
        }
    }

    async fn readings(&self, code: &DossierCode) -> Result<Vec<Reading>, StoreError> {
        self.well()?.readings(code).await
    }
}
