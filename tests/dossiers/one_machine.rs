//! The store on one machine: backup and restore, export and load, doctor, and trouble with the disk.

use std::path::Path;
use std::time::{Duration, SystemTime};

use content::CodePrefix;
use lookup_fn::dossier::{Command, DossierCode, ErasedBecause, Pin};
use lookup_fn::store::{Finding, SqliteStore, Store, StoreError, Wrong, restore};
use lookup_fn::work::{act, begin};
use rusqlite::Connection;

use crate::sample::*;

/// A store with dossiers of every sort: with files, at the counter, in progress, erased.
async fn filled(folder: &Path) -> (SqliteStore, Vec<DossierCode>) {
    let store = SqliteStore::open(folder).expect("it opens");
    let mut codes = Vec::new();
    for seed in 0..6 {
        let (bytes, upload, kept) = photo(1, seed, 3_000);
        store.put(&upload, bytes).await.expect("written");
        let mut people = payload();
        people.files.push(kept);
        let request = request_with(people, vec![upload]);
        let sent = begin(&store, &intake(), &applicant("2026-11-25 09:00"), request).await.expect("taken");
        codes.push(sent.code);
        let counter = at_counter("2026-11-25 08:00", "");
        let taken = begin(&store, &intake(), &officer("2026-11-25 09:00"), counter).await.expect("taken");
        codes.push(taken.code);
    }
    for code in codes.iter().step_by(3) {
        let hand_over = Command::HandOver { to: "ho-tich".to_owned() };
        let _ = act(&store, &intake(), &officer("2026-11-25 10:00"), code, &accept(), &[]).await;
        act(&store, &intake(), &officer("2026-11-25 10:00"), code, &hand_over, &[]).await.expect("done");
    }
    let erase = Command::Erase { because: ErasedBecause::Asked };
    act(&store, &intake(), &officer("2026-11-25 11:00"), &codes[2], &erase, &[]).await.expect("done");
    (store, codes)
}

/// Everything two stores say of these dossiers is the same.
async fn assert_same(one: &SqliteStore, other: &SqliteStore, codes: &[DossierCode]) {
    for code in codes {
        assert_eq!(one.events(code).await, other.events(code).await);
        assert_eq!(one.head(code).await, other.head(code).await);
        let payloads = one.payloads(code).await.expect("readable");
        assert_eq!(Ok(&payloads), other.payloads(code).await.as_ref());
        for file in payloads.values().flat_map(|payload| &payload.files) {
            let bytes = one.file(code, file.sha256).await.expect("readable");
            assert!(bytes.is_some());
            assert_eq!(Ok(bytes), other.file(code, file.sha256).await);
        }
        assert_eq!(Pin::of(one.server_key(), code, 1), Pin::of(other.server_key(), code, 1));
    }
}

#[tokio::test]
async fn a_backup_of_a_store_at_work_brings_every_dossier_back() {
    let place = tempfile::tempdir().expect("a folder");
    let (store, codes) = filled(&place.path().join("data")).await;
    let (backup, into) = (place.path().join("backup"), place.path().join("again"));
    let about = store.backup(&backup, moment("2026-11-25 12:00")).await.expect("copied");
    assert_eq!((about.dossiers, about.files), (12, 5));
    assert!(matches!(
        store.backup(&backup, moment("2026-11-25 12:00")).await,
        Err(StoreError::CannotWrite(_))
    ));
    // What comes after the backup is lost with the machine; its code must not come again.
    let lost = begin(&store, &intake(), &applicant("2026-11-25 13:00"), request()).await.expect("taken").code;
    restore(&backup, &into, day("2026-11-25")).expect("restored");
    let again = SqliteStore::open(&into).expect("it opens");
    assert_eq!(again.doctor().await, Ok(Vec::new()));
    assert_same(&store, &again, &codes).await;
    let next = begin(&again, &intake(), &applicant("2026-11-25 14:00"), request()).await.expect("taken").code;
    assert_eq!(next.parts().2, lost.parts().2 - 1 + 5_001);
    // A prefix that was first used after the backup is passed over too, the next day isn't.
    let mut other = request();
    other.opening.agency = "xa-mau".to_owned();
    let first = begin(&again, &intake(), &applicant("2026-11-25 14:00"), other).await.expect("taken").code;
    assert!(first.parts().2 > 5_000);
    let morning =
        begin(&again, &intake(), &applicant("2026-11-26 08:00"), request()).await.expect("taken").code;
    assert_eq!(morning.parts().2, 1);
}

#[tokio::test]
async fn a_restore_days_later_passes_over_the_codes_of_that_day() {
    let place = tempfile::tempdir().expect("a folder");
    let (store, _) = filled(&place.path().join("data")).await;
    let (backup, into) = (place.path().join("backup"), place.path().join("again"));
    store.backup(&backup, moment("2026-11-25 12:00")).await.expect("copied");
    restore(&backup, &into, day("2026-11-27")).expect("restored");
    let again = SqliteStore::open(&into).expect("it opens");
    let code = begin(&again, &intake(), &applicant("2026-11-27 14:00"), request()).await.expect("taken").code;
    let prefix: CodePrefix = "000.00.00.Z99".parse().expect("a prefix");
    assert_eq!(code, DossierCode::new(&prefix, day("2026-11-27"), 5_001));
}

#[tokio::test]
async fn half_a_backup_and_a_damaged_one_are_refused() {
    let place = tempfile::tempdir().expect("a folder");
    let (store, codes) = filled(&place.path().join("data")).await;
    let backup = place.path().join("backup");
    store.backup(&backup, moment("2026-11-25 12:00")).await.expect("copied");
    let kept = backup.join("kept").join(codes[0].as_str());
    let file = std::fs::read_dir(&kept).expect("there").next().expect("a file").expect("a file").path();
    std::fs::write(&file, b"other bytes").expect("writable");
    let damaged = restore(&backup, &place.path().join("one"), day("2026-11-25"));
    assert!(matches!(damaged, Err(StoreError::Damaged(_))));
    assert!(!place.path().join("one/dossiers.sqlite").exists(), "half a restore is no store");
    std::fs::remove_file(backup.join("backup.json")).expect("removable");
    let half = restore(&backup, &place.path().join("two"), day("2026-11-25"));
    assert!(matches!(half, Err(StoreError::Damaged(_))));
}

#[tokio::test]
async fn every_dossier_travels_to_another_store() {
    let place = tempfile::tempdir().expect("a folder");
    let (store, codes) = filled(&place.path().join("data")).await;
    let export = place.path().join("export");
    assert_eq!(store.export(&export).await, Ok(12));
    let other = SqliteStore::open(&place.path().join("other")).expect("it opens");
    assert_eq!(other.load(&export).await, Ok(12));
    let other = SqliteStore::open(&place.path().join("other")).expect("it opens");
    assert_eq!(other.doctor().await, Ok(Vec::new()));
    assert_same(&store, &other, &codes).await;
    let (one, two) = (
        begin(&store, &intake(), &applicant("2026-11-25 14:00"), request()).await.expect("taken"),
        begin(&other, &intake(), &applicant("2026-11-25 14:00"), request()).await.expect("taken"),
    );
    assert_eq!(one.code, two.code, "codes and numbers go on where they were");
    assert!(matches!(other.load(&export).await, Err(StoreError::CannotWrite(_))));
}

#[tokio::test]
async fn an_export_that_was_touched_is_refused() {
    let place = tempfile::tempdir().expect("a folder");
    let (store, _) = filled(&place.path().join("data")).await;
    let export = place.path().join("export");
    store.export(&export).await.expect("written");
    let lines = export.join("dossiers.jsonl");
    let text = std::fs::read_to_string(&lines).expect("readable");
    for (from, to) in [("xa-thu", "xa-mau"), ("mẫu 0001", "mẫu 0002"), ("\\\"seq\\\":1", "\\\"seq\\\":2")]
    {
        let at = text.find('\n').expect("lines");
        let touched = format!("{}{}", &text[..at], text[at..].replacen(from, to, 1));
        assert_ne!(touched, text, "{from}");
        std::fs::write(&lines, touched).expect("writable");
        let other = tempfile::tempdir().expect("a folder");
        let loaded = SqliteStore::open(other.path()).expect("it opens").load(&export).await;
        assert!(matches!(loaded, Err(StoreError::Damaged(_))), "{from}: {loaded:?}");
    }
}

#[tokio::test]
async fn the_doctor_finds_what_was_changed_behind_our_back() {
    let place = tempfile::tempdir().expect("a folder");
    let data = place.path().join("data");
    let (store, codes) = filled(&data).await;
    assert_eq!(store.doctor().await, Ok(Vec::new()));
    drop(store);
    let change = |sql: &str| {
        let connection = Connection::open(data.join("dossiers.sqlite")).expect("it opens");
        assert!(connection.execute(sql, []).expect("it runs") > 0, "{sql}");
    };
    let (first, second, third) = (codes[0].as_str(), codes[1].as_str(), codes[4].as_str());
    change(&format!(
        "UPDATE events SET body = replace(body, 'xa-thu', 'xa-mau') WHERE code = '{first}' AND seq = 1"
    ));
    change(&format!("UPDATE payloads SET body = replace(body, '0001', '0002') WHERE code = '{second}'"));
    change(&format!(
        "UPDATE dossiers SET head = replace(head, '\"closed\":false', '\"closed\":true') WHERE code = '{third}'"
    ));
    change("UPDATE books SET last = last + 1 WHERE book = 'register'");
    change("UPDATE sequences SET last = 11");
    let kept = data.join("kept").join(codes[8].as_str());
    std::fs::remove_dir_all(kept).expect("removable");
    let store = SqliteStore::open(&data).expect("it opens");
    let findings = store.doctor().await.expect("readable");
    let about = |code: &DossierCode| {
        findings.iter().any(|finding| matches!(finding, Finding::Dossier(of, _) if of == code))
    };
    assert!(about(&codes[0]) && about(&codes[1]) && about(&codes[4]) && about(&codes[8]), "{findings:?}");
    assert!(findings.contains(&Finding::Dossier(codes[4].clone(), Wrong::Head)));
    assert!(findings.iter().any(|finding| matches!(finding, Finding::Book { .. })));
    assert!(findings.contains(&Finding::Sequence(codes[11].clone())));
}

#[tokio::test]
async fn a_second_process_is_told_that_the_folder_is_taken() {
    let place = tempfile::tempdir().expect("a folder");
    let store = SqliteStore::open(place.path()).expect("it opens");
    assert!(matches!(SqliteStore::open(place.path()), Err(StoreError::Away(_))));
    drop(store);
    SqliteStore::open(place.path()).expect("it opens again");
}

#[tokio::test]
async fn a_folder_of_a_newer_program_is_refused() {
    let place = tempfile::tempdir().expect("a folder");
    drop(SqliteStore::open(place.path()).expect("it opens"));
    let connection = Connection::open(place.path().join("dossiers.sqlite")).expect("it opens");
    connection.pragma_update(None, "user_version", 99).expect("it runs");
    drop(connection);
    assert!(matches!(SqliteStore::open(place.path()), Err(StoreError::Damaged(_))));
}

#[tokio::test]
async fn what_nobody_names_is_swept_and_what_somebody_names_stays() {
    let place = tempfile::tempdir().expect("a folder");
    let (store, codes) = filled(&place.path().join("data")).await;
    let (bytes, upload, kept) = photo(1, 99, 100);
    store.put(&upload, bytes).await.expect("written");
    let orphan = place.path().join("data/kept/000.00.00.Z99-261125-0900");
    std::fs::create_dir(&orphan).expect("writable");
    std::fs::write(orphan.join(kept.sha256.to_string()), b"x").expect("writable");
    assert_eq!(store.sweep(SystemTime::now()).await, Ok(0), "all of it may still be under way");
    let later = SystemTime::now() + Duration::from_secs(8 * 24 * 3_600);
    assert_eq!(store.sweep(later).await, Ok(2));
    assert!(!orphan.exists());
    assert_eq!(store.doctor().await, Ok(Vec::new()));
    assert!(store.payloads(&codes[0]).await.is_ok());
}

#[tokio::test]
async fn a_full_disk_refuses_and_loses_nothing() {
    let place = tempfile::tempdir().expect("a folder");
    let (store, codes) = filled(place.path()).await;
    drop(store);
    // SQLite's own limit of pages answers as a full disk does.
    let store = SqliteStore::open(place.path()).expect("it opens");
    store.limit_pages(1).await.expect("limited");
    let full = loop {
        let request =
            request_with(lookup_fn::dossier::Payload { words: "x".repeat(20_000), ..payload() }, Vec::new());
        if let Err(why) = begin(&store, &intake(), &applicant("2026-11-25 09:00"), request).await {
            break why;
        }
    };
    assert!(matches!(full, lookup_fn::work::WorkError::Store(StoreError::CannotWrite(_))), "{full:?}");
    assert_eq!(store.doctor().await, Ok(Vec::new()));
    store.limit_pages(u32::MAX).await.expect("room again");
    begin(&store, &intake(), &applicant("2026-11-25 09:01"), request())
        .await
        .expect("goes on when it is over");
    assert!(store.events(&codes[0]).await.is_ok_and(|events| !events.is_empty()));
}

#[tokio::test]
async fn what_was_kept_long_enough_goes_and_nothing_else() {
    use content::Retention;
    use lookup_fn::retention::{delete_expired, expired};
    let place = tempfile::tempdir().expect("a folder");
    let (store, codes) = filled(place.path()).await;
    let withdraw = Command::Withdraw { words: String::new() };
    for code in [&codes[0], &codes[4]] {
        act(&store, &intake(), &applicant("2026-11-26 09:00"), code, &withdraw, &[]).await.expect("done");
    }
    let mut rules = intake();
    let now = moment("2031-11-26 23:00");
    assert_eq!(expired(&store, &rules, now).await, Ok(Vec::new()), "no period, no end");
    let period = Retention { procedure: None, field: None, years: 5, basis: "quy chế".to_owned() };
    rules.site.retention.push(period);
    assert_eq!(expired(&store, &rules, now).await, Ok(Vec::new()), "the last day belongs to the period");
    let later = moment("2031-11-27 00:00");
    let gone = delete_expired(&store, &rules, later).await.expect("deleted");
    let mut went: Vec<_> = gone.iter().map(|one| one.code.clone()).collect();
    went.sort();
    assert_eq!(went, [codes[0].clone(), codes[4].clone()], "open and erased ones stay as they are");
    assert_eq!(store.payloads(&codes[0]).await, Ok(Default::default()));
    assert!(!place.path().join("kept").join(codes[0].as_str()).exists());
    assert!(store.events(&codes[0]).await.is_ok_and(|events| !events.is_empty()), "the chain stays");
    assert_eq!(store.doctor().await, Ok(Vec::new()));
    assert_eq!(delete_expired(&store, &rules, later).await.map(|gone| gone.len()), Ok(0));
    let log = lookup_fn::store::Beside::open(place.path()).and_then(|folder| folder.deletions());
    let log = log.expect("readable");
    assert_eq!(log.len(), 3);
    assert!(log.iter().any(|line| line.code == codes[4] && line.because == ErasedBecause::KeptLongEnough));
}
