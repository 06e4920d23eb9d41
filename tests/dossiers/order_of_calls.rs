//! The order in which a submission reaches the disk, as the system sees it: bytes synced, linked, folders synced, the
//! write-ahead log synced, and only then the answer.
//!
//! Needs `strace`; `tests/run` installs it and sets `MOTCUA_STRACE`. Without that the test has nothing to look at.

use std::io::Read;

use lookup_fn::store::{SqliteStore, Store};
use lookup_fn::work::begin;

use crate::killed::{as_child, child, tell};
use crate::sample::*;

#[test]
fn one_submission() {
    let Some(folder) = as_child() else { return };
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let store = SqliteStore::open(&folder).expect("it opens");
        tell("open");
        let (bytes, upload, kept) = photo(1, 7, 50_000);
        // Piece by piece, as it comes from the network.
        let pieces: Vec<_> = bytes.chunks(16_000).map(|piece| piece.to_vec().into()).collect();
        store.receive(&upload, futures_util::stream::iter(pieces)).await.expect("written");
        let mut people = payload();
        people.files.push(kept);
        let request = request_with(people, vec![upload]);
        let sent = begin(&store, &intake(), &applicant("2026-11-25 09:00"), request).await.expect("taken");
        tell(&format!("accepted {}", sent.code));
    });
}

#[test]
fn nothing_is_answered_before_it_is_on_the_disk() {
    if std::env::var_os("MOTCUA_STRACE").is_none() {
        return;
    }
    let place = tempfile::tempdir().expect("a folder");
    let (data, log) = (place.path().join("data"), place.path().join("calls"));
    let log_name = log.to_string_lossy().into_owned();
    let calls = "trace=fsync,fdatasync,link,linkat,rename,renameat,renameat2,write";
    let strace = ["strace", "-f", "-y", "-s", "64", "-e", calls, "-o", &log_name];
    let mut process = child("order_of_calls::one_submission", &data, &strace);
    let mut said = String::new();
    process.stdout.take().expect("piped").read_to_string(&mut said).expect("text");
    assert!(process.wait().expect("it ended").success(), "{said}");
    assert!(said.contains("accepted 000.00.00.Z99-261125-0001"), "{said}");
    let log = std::fs::read_to_string(&log).expect("strace wrote it");
    let calls: Vec<&str> = log.lines().skip_while(|line| !line.contains("\"open\\n\"")).collect();
    let mut at = 0;
    for (what, parts) in [
        ("the bytes are synced", ["fsync(", "/tmp/", ".part>"]),
        ("and get their name", ["rename", ".part\"", "/tmp/"]),
        ("the dossier's folder names them", ["link", "/tmp/", "/kept/000.00.00.Z99-261125-0001/"]),
        ("that folder is synced", ["fsync(", "/kept/000.00.00.Z99-261125-0001>", ""]),
        ("the folder above is synced", ["fsync(", "/kept>", ""]),
        ("the write-ahead log is synced", ["sync(", "dossiers.sqlite-wal>", ""]),
        ("the answer goes out", ["write(1", "accepted 000.00.00.Z99-261125-0001", ""]),
    ] {
        let found = calls[at..].iter().position(|line| parts.iter().all(|part| line.contains(part)));
        at += 1 + found.unwrap_or_else(|| panic!("{what}: not found, or too early\n{}", calls.join("\n")));
    }
}
