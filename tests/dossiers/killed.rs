//! A server that is killed at any moment loses no accepted dossier.
//!
//! `MOTCUA_KILLS` sets how often it is killed: 30 times unless set.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command as Process, Stdio};
use std::time::{Duration, Instant};

use lookup_fn::dossier::{Command, DossierCode};
use lookup_fn::store::{SqliteStore, Store};
use lookup_fn::work::{act, begin};

use crate::sample::*;

/// Names the data folder to the child.
const FOLDER: &str = "MOTCUA_TEST_CHILD_FOLDER";

/// Starts this test program again as a server that takes dossiers into `folder`: `name` is the test that plays it.
pub fn child(name: &str, folder: &Path, before: &[&str]) -> Child {
    let own = std::env::current_exe().expect("a test program has a path");
    let mut words: Vec<String> = before.iter().map(|word| (*word).to_owned()).collect();
    words.push(own.to_string_lossy().into_owned());
    words.extend([name, "--exact", "--nocapture", "--test-threads=1"].map(str::to_owned));
    Process::new(&words[0])
        .args(&words[1..])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the child starts")
}

/// The data folder when this process is a child.
pub fn as_child() -> Option<std::path::PathBuf> {
    std::env::var_os(FOLDER).map(Into::into)
}

/// Tells the parent what was accepted, as an answer over the network would.
pub fn tell(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).expect("the parent listens");
}

#[test]
fn busy_server() {
    let Some(folder) = as_child() else { return };
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let store = SqliteStore::open(&folder).expect("it opens");
        let mut applicants = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let store = store.clone();
            applicants.spawn(async move {
                loop {
                    one_dossier(&store).await;
                }
            });
        }
        // None of them ends but by a panic.
        let ended = applicants.join_next().await.expect("eight were started");
        ended.expect("it goes on until it is killed");
    });
}

async fn one_dossier(store: &SqliteStore) {
    // Photos needn't differ: each is its dossier's own.
    let seed = 7;
    let (bytes, upload, kept) = photo(1, seed, 20_000);
    store.put(&upload, bytes).await.expect("written");
    let mut people = payload();
    people.files.push(kept);
    let request = request_with(people, vec![upload]);
    let sent = begin(store, &intake(), &applicant("2026-11-25 09:00"), request).await.expect("taken");
    tell(&format!("code 1 {}", sent.code));
    act(store, &intake(), &officer("2026-11-25 10:00"), &sent.code, &accept(), &[]).await.expect("done");
    tell(&format!("code 2 {}", sent.code));
    let hand_over = Command::HandOver { to: "ho-tich".to_owned() };
    act(store, &intake(), &officer("2026-11-25 10:30"), &sent.code, &hand_over, &[]).await.expect("done");
    tell(&format!("code 3 {}", sent.code));
}

#[tokio::test]
async fn a_killed_server_loses_no_accepted_dossier() {
    let kills: u64 = std::env::var("MOTCUA_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(30);
    let place = tempfile::tempdir().expect("a folder");
    let data = place.path().join("data");
    let mut accepted: BTreeSet<DossierCode> = BTreeSet::new();
    let mut slowest = Duration::ZERO;
    for round in 0..kills {
        let mut server = child("killed::busy_server", &data, &[]);
        let lines = BufReader::new(server.stdout.take().expect("it was piped"));
        let mut told: Vec<(u32, DossierCode)> = Vec::new();
        // Kills fall at every moment of the work: so many answers, and a little later.
        let enough = 1 + (round * 7 % 40) as usize;
        for line in lines.lines() {
            let line = line.expect("text");
            if let Some((seq, code)) = line.strip_prefix("code ").and_then(|rest| rest.split_once(' ')) {
                told.push((seq.parse().expect("a number"), code.parse().expect("a code")));
            }
            if told.len() == enough {
                std::thread::sleep(Duration::from_micros(round * 577 % 9_000));
                server.kill().expect("it was running");
            }
        }
        server.wait().expect("it ended");
        assert!(told.len() >= enough, "the server ended by itself");
        let begun = Instant::now();
        let store = SqliteStore::open(&data).expect("it opens again");
        slowest = slowest.max(begun.elapsed());
        for (seq, code) in &told {
            let events = store.events(code).await.expect("readable");
            assert!(events.len() >= *seq as usize, "{code} lost event {seq}");
            if *seq == 1 {
                assert!(accepted.insert(code.clone()), "{code} was given twice");
            }
        }
        assert_eq!(store.doctor().await, Ok(Vec::new()), "after kill {round}");
    }
    assert!(slowest < Duration::from_secs(1), "it took {slowest:?} to start again");
    println!("{kills} kills, {} accepted dossiers, slowest start {slowest:?}", accepted.len());
}
