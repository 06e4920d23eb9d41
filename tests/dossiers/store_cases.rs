//! One list of cases that every store passes.

use std::collections::BTreeSet;
use std::sync::Arc;

use content::SlipKind;
use lookup_fn::Hash;
use lookup_fn::dossier::{Command, ErasedBecause, Happening, Status, verify};
use lookup_fn::store::{
    Account, Begun, Listing, MemoryStore, Order, Reading, RepeatKey, Role, Session, SqliteStore, Staff,
    Standing, Store, StoreError, Submitted, Which,
};
use lookup_fn::work::{Request, WorkError, act, begin};

use crate::sample::*;

/// Runs each case on every store there is.
macro_rules! on_every_store {
    ($($case:ident),* $(,)?) => {
        mod memory {
            use super::*;
            $(#[tokio::test] async fn $case() { super::$case(MemoryStore::new()).await; })*
        }
        mod sqlite {
            use super::*;
            $(
                #[tokio::test]
                async fn $case() {
                    let folder = tempfile::tempdir().expect("a folder");
                    super::$case(SqliteStore::open(folder.path()).expect("it opens")).await;
                }
            )*
        }
    };
}

on_every_store! {
    a_dossier_is_read_back_as_it_was_kept,
    the_same_key_is_the_same_dossier_and_another_body_is_a_conflict,
    a_page_without_script_is_known_by_its_body_for_a_day,
    a_repetition_is_answered_even_when_the_rules_changed,
    the_day_of_a_code_never_goes_back,
    codes_count_for_each_prefix,
    of_two_at_once_one_is_told,
    many_at_once_are_many_dossiers_with_one_code_each,
    numbers_of_books_have_no_gaps,
    a_file_is_kept_under_its_dossier,
    a_missing_file_begins_nothing,
    lists_come_by_due_day_a_page_at_a_time,
    people_are_found_by_name_and_telephone,
    every_event_has_its_place,
    an_erased_dossier_keeps_its_chain_and_nothing_else,
    the_version_that_a_dossier_pins_stays,
    a_session_ends_with_its_time_and_with_its_account,
    a_code_of_the_second_factor_is_used_once,
    readings_are_recorded_by_dossier,
}

/// What an applicant sent.
async fn sent(store: &impl Store, now: &str, request: Request) -> Submitted {
    begin(store, &intake(), &applicant(now), request).await.expect("it is taken")
}

/// The office that the sample's dossiers go to.
fn here() -> BTreeSet<String> {
    BTreeSet::from(["xa-thu".to_owned()])
}

async fn a_dossier_is_read_back_as_it_was_kept(store: impl Store) {
    let submitted = sent(&store, "2026-11-25 09:00", request()).await;
    assert_eq!(submitted.code.as_str(), "000.00.00.Z99-261125-0001");
    let events = store.events(&submitted.code).await.expect("readable");
    assert_eq!(events, submitted.events);
    let kept = events.iter().map(|one| (one.body.as_str(), one.hash));
    assert_eq!(verify(&submitted.code, kept).as_deref(), Ok(events.as_slice()));
    assert_eq!(store.payloads(&submitted.code).await.expect("readable")[&1], payload());
    let head = store.head(&submitted.code).await.expect("readable").expect("there");
    assert_eq!((head.status, head.last, head.waits_for_desk), (Status::Submitted, 1, true));
    let unknown = "000.00.00.Z99-261125-0002".parse().expect("a code");
    assert_eq!(store.head(&unknown).await, Ok(None));
    assert_eq!(store.events(&unknown).await, Ok(Vec::new()));
}

async fn the_same_key_is_the_same_dossier_and_another_body_is_a_conflict(store: impl Store) {
    let request = request();
    let first = sent(&store, "2026-11-25 09:00", request.clone()).await;
    let again = sent(&store, "2026-12-25 09:00", request.clone()).await;
    assert_eq!((first.begun, again.begun), (Begun::Now, Begun::Before));
    assert_eq!((first.code, first.events), (again.code, again.events));
    let mut other = request;
    other.body = Hash::of(&[b"another"]);
    let conflict = begin(&store, &intake(), &applicant("2026-11-25 09:01"), other).await;
    assert_eq!(conflict, Err(WorkError::Store(StoreError::OtherBody)));
}

async fn a_page_without_script_is_known_by_its_body_for_a_day(store: impl Store) {
    let mut request = request();
    request.repeat = RepeatKey::Body(request.body);
    let mut codes = Vec::new();
    for now in ["2026-11-25 09:00", "2026-11-26 08:59", "2026-11-26 09:01", "2026-11-26 09:02"] {
        codes.push(sent(&store, now, request.clone()).await.code);
    }
    assert_eq!(codes[0], codes[1]);
    assert_ne!(codes[1], codes[2]);
    assert_eq!(codes[2], codes[3]);
}

async fn a_repetition_is_answered_even_when_the_rules_changed(store: impl Store) {
    let request = request();
    let first = sent(&store, "2026-11-25 09:00", request.clone()).await;
    let mut rules = intake();
    rules.procedures.clear();
    let again = begin(&store, &rules, &applicant("2026-11-25 09:05"), request).await.expect("answered");
    assert_eq!(first.code, again.code);
}

async fn the_day_of_a_code_never_goes_back(store: impl Store) {
    let mut codes = Vec::new();
    for now in ["2026-11-25 09:00", "2026-11-24 09:00", "2026-11-25 09:01", "2026-11-26 00:00"] {
        let submitted = sent(&store, now, request()).await;
        codes.push(submitted.code.as_str()[14..].to_owned());
    }
    assert_eq!(codes, ["261125-0001", "261125-0002", "261125-0003", "261126-0001"]);
}

async fn codes_count_for_each_prefix(store: impl Store) {
    let mut codes = Vec::new();
    for agency in ["xa-thu", "xa-mau", "xa-thu"] {
        let mut request = request();
        request.opening.agency = agency.to_owned();
        let submitted = sent(&store, "2026-11-25 09:00", request).await;
        codes.push(submitted.code.to_string());
    }
    assert_eq!(codes, ["000.00.00.Z99-261125-0001", "H03.12-261125-0001", "000.00.00.Z99-261125-0002"]);
}

async fn of_two_at_once_one_is_told(store: impl Store) {
    let store = Arc::new(store);
    let code =
        begin(&*store, &intake(), &applicant("2026-11-25 09:00"), request()).await.expect("taken").code;
    let mut asking = Vec::new();
    for _ in 0..8 {
        let (store, code) = (store.clone(), code.clone());
        asking.push(tokio::spawn(async move {
            let mut asker = officer("2026-11-25 09:10");
            asker.seen = Some(1);
            act(&*store, &intake(), &asker, &code, &accept(), &[]).await
        }));
    }
    let mut done = 0;
    for one in asking {
        match one.await.expect("no panic") {
            Ok(_) => done += 1,
            Err(WorkError::Refused(_)) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!(done, 1);
    assert_eq!(store.events(&code).await.expect("readable").len(), 2);
}

async fn many_at_once_are_many_dossiers_with_one_code_each(store: impl Store) {
    let store = Arc::new(store);
    let mut asking = Vec::new();
    for _ in 0..40 {
        let (store, twice) = (store.clone(), request());
        for request in [twice.clone(), twice] {
            let store = store.clone();
            asking.push(tokio::spawn(async move {
                begin(&*store, &intake(), &applicant("2026-11-25 09:00"), request).await.expect("taken")
            }));
        }
    }
    let mut codes = Vec::new();
    for one in asking {
        codes.push(one.await.expect("no panic").code);
    }
    for pair in codes.chunks(2) {
        assert_eq!(pair[0], pair[1], "the same draft from two tabs is one dossier");
    }
    codes.sort();
    codes.dedup();
    assert_eq!(codes.len(), 40);
}

async fn numbers_of_books_have_no_gaps(store: impl Store) {
    let mut numbers = Vec::new();
    for at in 0..5 {
        let mut request = at_counter("2026-11-25 09:00", "");
        // A submission that fails takes no number with it.
        let photo = photo(1, at, 100);
        if at == 2 {
            request.opening.payload.files.push(photo.2);
            request.uploads.push(photo.1);
            assert!(begin(&store, &intake(), &officer("2026-11-25 09:00"), request).await.is_err());
            continue;
        }
        let submitted = begin(&store, &intake(), &officer("2026-11-25 09:00"), request).await.expect("taken");
        let given = &submitted.events[1].event.numbers;
        numbers.extend(given.iter().filter(|one| one.book == SlipKind::Receipt).map(|one| one.number));
    }
    let later = at_counter("2026-12-31 09:00", "");
    let later = begin(&store, &intake(), &officer("2026-12-31 09:00"), later).await.expect("taken");
    numbers.push(later.events[1].event.numbers[0].number);
    assert_eq!(numbers, [1, 2, 3, 4, 5]);
}

async fn a_file_is_kept_under_its_dossier(store: impl Store) {
    let (bytes, upload, kept) = photo(1, 7, 5_000);
    assert_eq!(store.put(&upload, b"\xff\xd8\xffother".to_vec()).await, Err(StoreError::WrongBytes));
    store.put(&upload, bytes.clone()).await.expect("written");
    let mut people = payload();
    people.files.push(kept.clone());
    let request = request_with(people, vec![upload.clone()]);
    let first = sent(&store, "2026-11-25 09:00", request.clone()).await;
    assert_eq!(store.file(&first.code, kept.sha256).await, Ok(Some(bytes.clone())));
    // The upload is used up, the submission can still be repeated.
    let again = sent(&store, "2026-11-25 09:01", request).await;
    assert_eq!(first.code, again.code);
    // The same bytes in another dossier are that dossier's own.
    let (_, second_upload, _) = photo(1, 7, 5_000);
    store.put(&second_upload, bytes.clone()).await.expect("written");
    let mut people = payload();
    people.files.push(kept.clone());
    let other = sent(&store, "2026-11-25 09:02", request_with(people, vec![second_upload])).await.code;
    let withdraw = Command::Withdraw { words: String::new() };
    act(&store, &intake(), &applicant("2026-11-25 09:03"), &first.code, &withdraw, &[]).await.expect("done");
    let erase = Command::Erase { because: ErasedBecause::Asked };
    act(&store, &intake(), &officer("2026-11-25 09:04"), &first.code, &erase, &[]).await.expect("done");
    assert_eq!(store.file(&first.code, kept.sha256).await, Ok(None));
    assert_eq!(store.file(&other, kept.sha256).await, Ok(Some(bytes)));
}

async fn a_missing_file_begins_nothing(store: impl Store) {
    let (bytes, upload, kept) = photo(1, 7, 5_000);
    let mut people = payload();
    people.files.push(kept);
    let request = request_with(people, vec![upload.clone()]);
    let missing = begin(&store, &intake(), &applicant("2026-11-25 09:00"), request.clone()).await;
    assert_eq!(missing, Err(WorkError::Store(StoreError::NoSuchFile(upload.sha256))));
    assert_eq!(store.events_after(0, 10).await, Ok(Vec::new()));
    // Sent once more, the same submission is taken.
    store.put(&upload, bytes).await.expect("written");
    sent(&store, "2026-11-25 09:01", request).await;
}

async fn lists_come_by_due_day_a_page_at_a_time(store: impl Store) {
    let mut expected = Vec::new();
    for (received, agency) in [
        ("2026-11-20 09:00", "xa-thu"),
        ("2026-11-18 09:00", "xa-thu"),
        ("2026-11-19 09:00", "xa-mau"),
        ("2026-11-16 09:00", "xa-thu"),
    ] {
        let mut request = at_counter(received, "mất điện");
        request.opening.agency = agency.to_owned();
        let code = begin(&store, &intake(), &officer("2026-11-25 09:00"), request).await.expect("taken").code;
        if agency == "xa-thu" {
            expected.push((received, code));
        }
    }
    expected.sort();
    let mut listing = Listing {
        agency: Some("xa-thu".to_owned()),
        holder: None,
        which: Which::Open,
        order: Order::Due,
        most: 2,
        after: None,
    };
    let first = store.list(listing.clone()).await.expect("readable");
    assert_eq!(first.heads.len(), 2);
    listing.after.clone_from(&first.next);
    let second = store.list(listing.clone()).await.expect("readable");
    assert_eq!(second.next, None);
    let codes: Vec<_> = first.heads.iter().chain(&second.heads).map(|head| head.code.clone()).collect();
    assert_eq!(codes, expected.into_iter().map(|(_, code)| code).collect::<Vec<_>>());
    let waiting = Listing { which: Which::Waiting, after: None, ..listing.clone() };
    assert!(store.list(waiting).await.expect("readable").heads.is_empty());
    let all =
        Listing { agency: None, which: Which::All, order: Order::Code, most: 10, after: None, ..listing };
    assert_eq!(store.list(all).await.expect("readable").heads.len(), 4);
}

async fn people_are_found_by_name_and_telephone(store: impl Store) {
    for (name, phone) in [("Nguyễn Văn Mẫu", "+84 912 345 678"), ("Trần Thị Đỗ 100%", "0912.345.679")]
    {
        let mut people = payload();
        let filer = people.filer.as_mut().expect("somebody");
        (filer.name, filer.phone) = (name.to_owned(), phone.to_owned());
        sent(&store, "2026-11-25 09:00", request_with(people, vec![])).await;
    }
    for (words, found) in [
        ("nguyen van", 1),
        ("mau nguyễn", 1),
        ("nguyen do", 0),
        ("ĐỖ", 1),
        ("0912345678", 1),
        ("0912 345 679", 1),
        ("%", 1),
        ("100%", 1),
        ("_", 0),
        ("' OR 1=1 --", 0),
        ("", 0),
        ("a", 2),
    ] {
        assert_eq!(store.find(words, &here(), 10).await.expect("readable").len(), found, "{words}");
        for others in [BTreeSet::new(), BTreeSet::from(["xa-mau".to_owned()])] {
            assert!(store.find(words, &others, 10).await.expect("readable").is_empty(), "{words}");
        }
    }
}

async fn every_event_has_its_place(store: impl Store) {
    let code = sent(&store, "2026-11-25 09:00", request()).await.code;
    sent(&store, "2026-11-25 09:01", request()).await;
    act(&store, &intake(), &officer("2026-11-25 09:02"), &code, &accept(), &[]).await.expect("done");
    let first = store.events_after(0, 2).await.expect("readable");
    let rest = store.events_after(first[1].place, 10).await.expect("readable");
    assert_eq!((first.len(), rest.len()), (2, 1));
    assert_eq!((rest[0].code.clone(), rest[0].event.seq), (code, 2));
    assert!(matches!(rest[0].event.what, Happening::Accepted { .. }));
}

async fn an_erased_dossier_keeps_its_chain_and_nothing_else(store: impl Store) {
    let request = request();
    let code = sent(&store, "2026-11-25 09:00", request.clone()).await.code;
    let erase = Command::Erase { because: ErasedBecause::Asked };
    act(&store, &intake(), &officer("2026-11-25 09:05"), &code, &erase, &[]).await.expect("done");
    assert!(store.payloads(&code).await.expect("readable").is_empty());
    assert!(store.find("mẫu", &here(), 10).await.expect("readable").is_empty());
    assert!(store.head(&code).await.expect("readable").expect("there").erased);
    let events = store.events(&code).await.expect("readable");
    let kept = events.iter().map(|one| (one.body.as_str(), one.hash));
    assert_eq!(verify(&code, kept).map(|events| events.len()), Ok(2));
    let late = act(&store, &intake(), &officer("2026-11-25 09:06"), &code, &accept(), &[]).await;
    assert!(matches!(late, Err(WorkError::Refused(_))));
}

async fn the_version_that_a_dossier_pins_stays(store: impl Store) {
    let code = sent(&store, "2026-11-25 09:00", request()).await.code;
    let mut newer = intake();
    let versions = newer.procedures.values_mut().next().expect("a procedure");
    versions[0].version = "fedcba9876543210".to_owned();
    versions[0].cases[0].papers.truncate(1);
    let ask = Command::AskSupplement { papers: vec![3], reason: "thiếu".to_owned() };
    act(&store, &newer, &officer("2026-11-25 10:00"), &code, &ask, &[])
        .await
        .expect("paper 3 was asked for then");
}

fn account(standing: Standing) -> Account {
    Account {
        id: "lan".to_owned(),
        name: "Cán bộ mẫu".to_owned(),
        agencies: ["xa-thu".to_owned()].into(),
        roles: [Role::Receive].into(),
        password: "$argon2id$".to_owned(),
        totp: None,
        totp_step: 0,
        standing,
    }
}

async fn a_session_ends_with_its_time_and_with_its_account(store: impl Store + Staff) {
    store.put_account(account(Standing::Open)).await.expect("written");
    assert_eq!(store.account("lan").await, Ok(Some(account(Standing::Open))));
    let session = |token: &[u8]| Session {
        token: Hash::of(&[token]),
        account: "lan".to_owned(),
        form_key: Hash::of(&[b"form"]),
        begun_at: moment("2026-11-25 08:00"),
        ends_at: moment("2026-11-25 12:00"),
    };
    for token in [b"one".as_slice(), b"two"] {
        store.put_session(session(token)).await.expect("written");
    }
    let find = |token: &'static [u8], now: &'static str| store.session(Hash::of(&[token]), moment(now));
    assert_eq!(find(b"one", "2026-11-25 11:59").await, Ok(Some(session(b"one"))));
    assert_eq!(find(b"one", "2026-11-25 12:00").await, Ok(None));
    assert_eq!(find(b"three", "2026-11-25 09:00").await, Ok(None));
    store.end_session(Hash::of(&[b"one"])).await.expect("written");
    assert_eq!(find(b"one", "2026-11-25 09:00").await, Ok(None));
    store.put_account(account(Standing::Closed)).await.expect("written");
    assert_eq!(find(b"two", "2026-11-25 09:00").await, Ok(None));
    assert_eq!(store.accounts().await.map(|all| all.len()), Ok(1));
}

async fn a_code_of_the_second_factor_is_used_once(store: impl Store + Staff) {
    store.put_account(account(Standing::Open)).await.expect("written");
    // Two sign in with one code at the same moment: one of them is let in.
    let (one, other) = tokio::join!(store.take_step("lan", 7), store.take_step("lan", 7));
    assert_ne!(one.expect("written"), other.expect("written"));
    assert_eq!(store.take_step("lan", 6).await, Ok(false), "an earlier one neither");
    assert_eq!(store.take_step("lan", 8).await, Ok(true));
    assert_eq!(store.take_step("ai-do", 9).await, Ok(false));
    assert_eq!(store.account("lan").await.map(|found| found.map(|one| one.totp_step)), Ok(Some(8)));
    let session = Session {
        token: Hash::of(&[b"one"]),
        account: "lan".to_owned(),
        form_key: Hash::of(&[b"form"]),
        begun_at: moment("2026-11-25 08:00"),
        ends_at: moment("2026-11-25 12:00"),
    };
    store.put_session(session.clone()).await.expect("written");
    store.end_sessions("minh").await.expect("written");
    assert_eq!(store.session(session.token, moment("2026-11-25 09:00")).await, Ok(Some(session.clone())));
    store.end_sessions("lan").await.expect("written");
    assert_eq!(store.session(session.token, moment("2026-11-25 09:00")).await, Ok(None));
}

async fn readings_are_recorded_by_dossier(store: impl Store + Staff) {
    let code = sent(&store, "2026-11-25 09:00", request()).await.code;
    let reading = |code: Option<&lookup_fn::dossier::DossierCode>, what: &str| Reading {
        at: moment("2026-11-25 09:30"),
        account: "lan".to_owned(),
        code: code.cloned(),
        what: what.to_owned(),
    };
    for one in [reading(Some(&code), "detail"), reading(None, "search"), reading(Some(&code), "file")] {
        store.record_reading(one).await.expect("written");
    }
    let all = store.readings(&code).await.expect("readable");
    assert_eq!(all, [reading(Some(&code), "detail"), reading(Some(&code), "file")]);
    assert!(account(Standing::Open).may(&accept(), "xa-thu"));
    assert!(!account(Standing::Open).may(&accept(), "xa-mau"));
    assert!(!account(Standing::Open).may(&Command::RenewPin, "xa-mau"));
    assert!(!account(Standing::Closed).may_read("xa-thu"));
}
