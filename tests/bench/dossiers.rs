//! How fast the store on one machine is, beside a bare program that does the same work for the disk.
//!
//! `cargo run --release --example dossiers -- FOLDER [submissions] [dossiers]`

use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use lookup_fn::dossier::{DossierCode, Payload};
use lookup_fn::store::{SqliteStore, Store};
use lookup_fn::work::begin;
use rusqlite::Connection;

#[path = "../dossiers/sample.rs"]
#[allow(dead_code)]
mod sample;

use sample::*;

/// Size of a photo in bytes.
const PHOTO: usize = 1 << 20;
/// Applicants at once.
const AT_ONCE: usize = 8;

fn main() {
    let mut words = std::env::args().skip(1);
    let folder = words.next().expect("a folder on the disk to measure");
    let number = |word: Option<String>, usual| word.and_then(|word| word.parse().ok()).unwrap_or(usual);
    let (submissions, dossiers) = (number(words.next(), 400), number(words.next(), 100_000));
    let folder = Path::new(&folder);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.expect("a runtime");
    for round in 0..3 {
        let bare = bare(&folder.join(format!("bare-{round}")), submissions);
        let ours = runtime.block_on(ours(&folder.join(format!("ours-{round}")), submissions));
        say(&format!("two photos of 1 MB: bare {bare:.0}/s, ours {ours:.0}/s, {:.0} %", ours * 100.0 / bare));
    }
    if dossiers > 0 {
        runtime.block_on(tracking(&folder.join("many"), dossiers));
    }
}

fn say(line: &str) {
    writeln!(std::io::stdout(), "{line}").expect("somebody reads");
}

/// The same bytes written and synced, and one row.
fn bare(folder: &Path, submissions: usize) -> f64 {
    std::fs::create_dir_all(folder).expect("writable");
    let rows = Connection::open(folder.join("rows.sqlite")).expect("it opens");
    rows.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE row (at INTEGER, text TEXT)",
    )
    .expect("it runs");
    let rows = Arc::new(Mutex::new(rows));
    let begun = Instant::now();
    let threads: Vec<_> = (0..AT_ONCE)
        .map(|thread| {
            let (folder, rows) = (folder.to_owned(), rows.clone());
            std::thread::spawn(move || {
                for at in (thread..submissions).step_by(AT_ONCE) {
                    for part in 0..2 {
                        let path = folder.join(format!("{at}-{part}"));
                        let mut file = std::fs::File::create(path).expect("writable");
                        file.write_all(&photo(1, at as u8, PHOTO).0).expect("written");
                        file.sync_all().expect("synced");
                    }
                    let rows = rows.lock().expect("nobody panics");
                    rows.execute("INSERT INTO row VALUES (?, ?)", (at as i64, "x".repeat(1_000)))
                        .expect("written");
                }
            })
        })
        .collect();
    threads.into_iter().for_each(|thread| thread.join().expect("no panic"));
    submissions as f64 / begun.elapsed().as_secs_f64()
}

async fn ours(folder: &Path, submissions: usize) -> f64 {
    let store = SqliteStore::open(folder).expect("it opens");
    let intake = Arc::new(intake());
    let begun = Instant::now();
    let mut tasks = Vec::new();
    for task in 0..AT_ONCE {
        let (store, intake) = (store.clone(), intake.clone());
        tasks.push(tokio::spawn(async move {
            for at in (task..submissions).step_by(AT_ONCE) {
                let mut people = payload();
                let mut uploads = Vec::new();
                for part in 0..2 {
                    let (bytes, upload, kept) = photo(part + 1, at as u8 ^ part as u8, PHOTO);
                    store.put(&upload, bytes).await.expect("written");
                    people.files.push(kept);
                    uploads.push(upload);
                }
                let request = request_with(people, uploads);
                begin(&store, &intake, &applicant("2026-11-25 09:00"), request).await.expect("taken");
            }
        }));
    }
    for task in tasks {
        task.await.expect("no panic");
    }
    submissions as f64 / begun.elapsed().as_secs_f64()
}

/// Reads of the outside of dossiers, as the public tier does them.
async fn tracking(folder: &Path, dossiers: usize) {
    let store = SqliteStore::open(folder).expect("it opens");
    let intake = Arc::new(intake());
    let begun = Instant::now();
    let mut tasks = Vec::new();
    for task in 0..64 {
        let (store, intake) = (store.clone(), intake.clone());
        tasks.push(tokio::spawn(async move {
            let mut codes: Vec<DossierCode> = Vec::new();
            for _ in (task..dossiers).step_by(64) {
                let request = request_with(Payload { words: "x".repeat(500), ..payload() }, Vec::new());
                let sent = begin(&store, &intake, &applicant("2026-11-25 09:00"), request).await;
                codes.push(sent.expect("taken").code);
            }
            codes
        }));
    }
    let mut codes = Vec::new();
    for task in tasks {
        codes.extend(task.await.expect("no panic"));
    }
    let took = begun.elapsed();
    say(&format!("{dossiers} without files: {:.0}/s", dossiers as f64 / took.as_secs_f64()));
    let mut times: Vec<Duration> = Vec::new();
    let begun = Instant::now();
    for at in 0..200_000_usize {
        let one = Instant::now();
        let code = &codes[at.wrapping_mul(7_919) % codes.len()];
        assert!(store.head(code).await.expect("readable").is_some());
        times.push(one.elapsed());
    }
    let took = begun.elapsed();
    times.sort();
    say(&format!(
        "outside of a dossier, one after another: {:.0}/s, middle {:?}, 99th of 100 {:?}",
        times.len() as f64 / took.as_secs_f64(),
        times[times.len() / 2],
        times[times.len() * 99 / 100]
    ));
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
    say(&format!("memory at its highest: {}", peak.trim_start_matches("VmHWM:").trim()));
}
