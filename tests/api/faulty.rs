//! A store in memory that can be told to fail.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use lookup_fn::dossier::{DossierCode, Payload, Recorded};
use lookup_fn::store::{
    Append, Head, Listing, MemoryStore, Page, Placed, RepeatKey, Store, StoreError, Submission, Submitted,
    Upload,
};
use lookup_fn::{Hash, Moment};

/// All clones are the same store.
#[derive(Clone, Default)]
pub struct Faulty {
    store: Arc<MemoryStore>,
    fault: Arc<Mutex<Option<StoreError>>>,
}

impl Faulty {
    /// From now on every call fails so; or none.
    pub fn fail(&self, fault: Option<StoreError>) {
        *self.fault.lock().expect("no panic before") = fault;
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

    async fn find(&self, words: &str, most: usize) -> Result<Vec<Head>, StoreError> {
        self.well()?.find(words, most).await
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
