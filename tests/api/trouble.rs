//! Trouble of the machine: a clear answer, nothing accepted is lost, and it goes on when it is over.
//!
//! Real processes on real disks. Disks of their own need `unshare`; where nobody may use it, those tests say so and end.

use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use lookup_fn::store::Beside;
use rusqlite::Connection;

use crate::real::{Answer, Server, ask, start, upload};
use crate::world::World;

fn plain(words: Vec<String>) -> Vec<String> {
    words
}

/// Words that give a process a small disk of its own at `place`; none where nobody may.
fn small_disk(place: &Path, options: &str) -> Option<Vec<String>> {
    let user = ["-m", "-rm"].into_iter().find(|flag| {
        Command::new("unshare")
            .args([flag, "mount", "-t", "tmpfs", "x", "/mnt"])
            .status()
            .is_ok_and(|end| end.success())
    });
    let Some(flag) = user else {
        not_tested("nobody may mount here");
        return None;
    };
    let place = place.to_string_lossy();
    let mount = format!("mount -t tmpfs -o {options} tmpfs '{place}' && exec \"$@\"");
    Some(["unshare", flag, "sh", "-c", &mount, "sh"].map(str::to_owned).to_vec())
}

/// Says why a test ends before it has looked at anything.
fn not_tested(why: &str) {
    writeln!(std::io::stdout(), "not tested: {why}").expect("somebody reads");
}

fn assert_kept(server: &Server, codes: &[String]) {
    for code in codes {
        assert_eq!(server.get(&format!("/api/dossiers/{code}")).status, 200, "{code}");
    }
}

/// Everything in the folder holds, beside the server that runs.
fn assert_whole(data: &Path) {
    let findings = Beside::open(data).and_then(|folder| folder.doctor()).expect("it can be looked at");
    assert_eq!(findings, Vec::new());
}

#[test]
fn a_full_disk_refuses_with_words_and_goes_on_when_there_is_room() {
    let place = tempfile::tempdir().expect("a folder");
    let disk = place.path().join("disk");
    std::fs::create_dir(&disk).expect("writable");
    let Some(before) = small_disk(&disk, "size=8m") else { return };
    let before = |words: Vec<String>| [before.clone(), words].concat();
    let server = start(&disk, &before).expect("it starts");
    let ballast = server.seen(&disk).join("ballast");
    std::fs::write(&ballast, vec![1; 2 << 20]).expect("there is room yet");
    let mut codes = Vec::new();
    let refused = (1..100).find_map(|key| match server.submit(key, 400_000) {
        Ok(code) => {
            codes.push(code);
            None
        }
        Err(answer) => Some(answer),
    });
    refused.expect("eight megabytes are soon full").assert_later("cannot-write");
    assert!(codes.len() > 2, "{codes:?}");
    assert_kept(&server, &codes);
    std::fs::remove_file(ballast).expect("removable");
    codes.push(server.submit(100, 400_000).map_err(|answer| answer.json()).expect("there is room again"));
    assert_kept(&server, &codes);
    // SQLite opens no file through another process's eyes: a copy is looked at.
    let copy = place.path().join("copy");
    let copied = Command::new("cp").arg("-r").arg(server.seen(&disk).join("data")).arg(&copy).status();
    assert!(copied.is_ok_and(|end| end.success()));
    assert_whole(&copy);
}

#[test]
fn a_folder_that_can_not_be_written_is_told_at_the_start() {
    let place = tempfile::tempdir().expect("a folder");
    let disk = place.path().join("disk");
    std::fs::create_dir(&disk).expect("writable");
    let Some(before) = small_disk(&disk, "ro") else { return };
    let said = start(&disk, &|words| [before.clone(), words].concat()).err().expect("it can't start");
    assert!(said.contains("ổ đĩa chỉ cho đọc") && said.ends_with("exit Some(2)"), "{said}");
}

#[test]
fn a_folder_that_becomes_read_only_refuses_files_and_goes_on_later() {
    use std::os::unix::fs::PermissionsExt;
    let place = tempfile::tempdir().expect("a folder");
    let home = place.path().join("home");
    std::fs::create_dir(&home).expect("writable");
    for path in [place.path(), &home] {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o777)).expect("ours");
    }
    // Nothing is forbidden to root; somebody else takes its place.
    let root = Command::new("id").arg("-u").output().is_ok_and(|out| out.stdout == b"0\n");
    let nobody = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"].map(str::to_owned);
    let server = start(&home, &|words| if root { [nobody.to_vec(), words].concat() } else { words });
    let Ok(server) = server else {
        not_tested("nobody else may run the program here");
        return;
    };
    let mut codes = vec![server.submit(1, 1_000).map_err(|answer| answer.json()).expect("taken")];
    let tmp = home.join("data/tmp");
    std::fs::set_permissions(&tmp, std::fs::Permissions::from_mode(0o555)).expect("root may");
    server.submit(2, 1_000).expect_err("nothing can be written").assert_later("cannot-write");
    assert_kept(&server, &codes);
    std::fs::set_permissions(&tmp, std::fs::Permissions::from_mode(0o755)).expect("root may");
    codes.push(server.submit(2, 1_000).map_err(|answer| answer.json()).expect("taken"));
    assert_kept(&server, &codes);
}

#[test]
fn without_file_handles_it_says_so_and_goes_on_once_there_are_some() {
    let place = tempfile::tempdir().expect("a folder");
    let limited = |words: Vec<String>| {
        let shell = ["sh", "-c", "ulimit -n 48; exec \"$@\"", "sh"].map(str::to_owned);
        [shell.to_vec(), words].concat()
    };
    let server = start(&place.path().join("home"), &limited).expect("it starts");
    let code = server.submit(1, 1_000).map_err(|answer| answer.json()).expect("taken");
    let mut line = server.connect();
    assert_eq!(ask(&mut line, "GET", "/api/health", "", "", b"").status, 200);
    let crowd: Vec<_> = (0..80).map(|_| server.connect()).collect();
    // The server takes connections until no handle is left.
    std::thread::sleep(Duration::from_millis(500));
    let photo = [&[0xff, 0xd8, 0xff][..], &[9; 2_000]].concat();
    let refused = upload(&mut line, &photo).expect_err("no file can be opened");
    refused.assert_later("cannot-write");
    let answer = ask(&mut line, "GET", &format!("/api/dossiers/{code}"), "", "", b"");
    assert_eq!(answer.status, 200, "what needs no new handle goes on");
    drop(crowd);
    let begun = Instant::now();
    let again = loop {
        match upload(&mut line, &photo) {
            Ok(id) => break id,
            Err(answer) => assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", answer.json()),
        }
        std::thread::sleep(Duration::from_millis(50));
    };
    assert!(!again.is_empty());
    server.submit(2, 1_000).map_err(|answer| answer.json()).expect("taken");
}

#[test]
fn a_folder_in_use_is_told_at_the_start() {
    let place = tempfile::tempdir().expect("a folder");
    let home = place.path().join("home");
    let first = start(&home, &plain).expect("it starts");
    let said = start(&home, &plain).err().expect("the folder is taken");
    assert!(said.contains("đang có chương trình khác dùng") && said.ends_with("exit Some(2)"), "{said}");
    first.submit(1, 1_000).map_err(|answer| answer.json()).expect("the first goes on");
}

#[test]
fn a_database_that_somebody_locks_refuses_writes_and_answers_readers() {
    let place = tempfile::tempdir().expect("a folder");
    let home = place.path().join("home");
    let server = start(&home, &plain).expect("it starts");
    let code = server.submit(1, 1_000).map_err(|answer| answer.json()).expect("taken");
    let other = Connection::open(home.join("data/dossiers.sqlite")).expect("it opens");
    other.execute_batch("BEGIN IMMEDIATE").expect("it locks");
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| server.submit(2, 1_000));
        std::thread::sleep(Duration::from_millis(200));
        let begun = Instant::now();
        assert_eq!(server.get(&format!("/api/dossiers/{code}")).status, 200);
        assert!(begun.elapsed() < Duration::from_secs(1), "readers wait for nobody");
        let refused: Result<String, Answer> = waiting.join().expect("no panic");
        refused.expect_err("nothing can be written").assert_later("store-away");
    });
    other.execute_batch("ROLLBACK").expect("it lets go");
    let again = server.submit(2, 1_000).map_err(|answer| answer.json()).expect("the same again is taken");
    assert_ne!(again, code);
    assert_kept(&server, &[code, again]);
    assert_whole(&home.join("data"));
}

#[tokio::test]
async fn a_clock_set_back_gives_no_earlier_code_and_shuts_nobody_out() {
    let world = World::new();
    let first = world.submit().await;
    world.later(-3 * 24 * 3_600);
    let mut body = world.submission().await;
    body["fields"]["filer.name"] = "Người Nộp Khác".into();
    let second = world.call(crate::world::post("/api/dossiers", &body)).await;
    assert_eq!(second.status, 201, "{}", second.text());
    let (one, two) = (first["code"].as_str().expect("a code"), second.json()["code"].clone());
    assert_eq!(one, "000.00.00.Z99-261125-0001");
    assert_eq!(two, "000.00.00.Z99-261125-0002", "the day of codes never goes back");
    let pin = first["pin"].as_str().expect("a PIN");
    assert_eq!(world.with_pin(one, "detail", pin).await.status, 200);
    world.later(3 * 24 * 3_600);
    assert_eq!(world.with_pin(one, "detail", pin).await.status, 200);
}
