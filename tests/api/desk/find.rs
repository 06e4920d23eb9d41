//! Finding a dossier among many of one name.

use lookup_fn::store::{MemoryStore, SqliteStore, Store};
use lookup_fn::work::begin;

use super::*;
use crate::sample;

/// More than any answer holds, all newer than the officer's own.
const NAMESAKES: u32 = 210;

/// A dossier of `name` sent to `agency`; its code.
async fn sent_by(store: &impl Store, agency: &str, name: &str, minute: u32) -> String {
    let mut payload = sample::payload();
    payload.filer.as_mut().expect("somebody").name = name.to_owned();
    let mut request = sample::request_with(payload, Vec::new());
    request.opening.agency = agency.to_owned();
    let now = format!("2026-11-25 {:02}:{:02}", 9 + minute / 60, minute % 60);
    let begun = begin(store, &sample::intake(), &sample::applicant(&now), request).await.expect("taken");
    begun.code.to_string()
}

async fn own_one_among_namesakes(store: &impl Store) -> String {
    let own = sent_by(store, "xa-thu", "Hoàng Thị Mai", 0).await;
    for minute in 1..=NAMESAKES {
        sent_by(store, "xa-mau", "Hoàng Thị Mai", minute).await;
    }
    own
}

async fn finds_its_own(store: impl Store) {
    let own = own_one_among_namesakes(&store).await;
    let both = BTreeSet::from(["xa-mau".to_owned(), "xa-thu".to_owned()]);
    let here = BTreeSet::from(["xa-thu".to_owned()]);
    for words in ["hoang mai", "Mai  HOÀNG", "hoàng thị mai"] {
        let found = store.find(words, &here, 20).await.expect("readable");
        let codes: Vec<&str> = found.iter().map(|head| head.code.as_str()).collect();
        assert_eq!(codes, [own.as_str()], "{words}");
        assert_eq!(store.find(words, &both, 500).await.expect("readable").len(), 211, "{words}");
        assert!(store.find(words, &BTreeSet::new(), 20).await.expect("readable").is_empty(), "{words}");
    }
    for words in ["hoang lan", "hoang %", "h_ang", ""] {
        assert!(store.find(words, &here, 20).await.expect("readable").is_empty(), "{words}");
    }
}

#[tokio::test]
async fn namesakes_elsewhere_hide_nobody_in_memory() {
    finds_its_own(MemoryStore::new()).await;
}

#[tokio::test]
async fn namesakes_elsewhere_hide_nobody_on_disk() {
    let folder = tempfile::tempdir().expect("a folder");
    finds_its_own(SqliteStore::open(folder.path()).expect("it opens")).await;
}

#[tokio::test]
async fn an_officer_finds_the_own_dossier_among_namesakes_elsewhere() {
    let world = World::new();
    let own = own_one_among_namesakes(&world.store).await;
    let lan = anybody(&world, "lan").await;
    for words in ["hoang mai", "Hoàng Thị Mai"] {
        let text = lan.send(&world, "/can-bo/tim/", &[("words", words)]).await.text();
        assert!(text.contains("Tìm thấy 1 hồ sơ") && text.contains(&own), "{words}: {text}");
    }
}
