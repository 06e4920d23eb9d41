//! The small binary in the hands of an operator: the same commands as `motcua`, beside a server that runs.

use std::process::Command;

use crate::real::start;

/// What it said, and how it ended.
fn lookup_fn(words: &[&str]) -> (String, Option<i32>) {
    let out = Command::new(env!("CARGO_BIN_EXE_lookup-fn")).args(words).output().expect("it starts");
    let said = [out.stdout, out.stderr].concat();
    (String::from_utf8(said).expect("it prints UTF-8"), out.status.code())
}

#[test]
fn a_server_that_runs_is_backed_up_and_its_backup_runs() {
    let place = tempfile::tempdir().expect("a folder");
    let path = |name: &str| place.path().join(name).to_string_lossy().into_owned();
    let server = start(&place.path().join("home"), &|words| words).expect("it starts");
    let code = server.submit(1, 5_000).map_err(|answer| answer.json()).expect("taken");
    let data = path("home/data");
    let (said, end) = lookup_fn(&["backup", &path("sao"), "--data", &data]);
    assert!(end == Some(0) && said.starts_with("Đã sao lưu 1 hồ sơ, 2 tệp"), "{said}");
    let (said, end) = lookup_fn(&["export", &path("xuat"), "--data", &data]);
    assert!(end == Some(0) && said.starts_with("Đã xuất 1 hồ sơ"), "{said}");
    assert_eq!(lookup_fn(&["doctor", "--data", &data]).1, Some(0));
    drop(server);
    // Killed, not stopped: what it left behind can be looked at all the same.
    assert_eq!(lookup_fn(&["doctor", "--data", &data]).1, Some(0));
    let (said, end) = lookup_fn(&["restore", &path("sao"), "--data", &path("lai/data")]);
    assert!(end == Some(0) && said.contains("bỏ qua 5.000 số"), "{said}");
    let (said, end) = lookup_fn(&["load", &path("xuat"), "--data", &path("nap/data")]);
    assert!(end == Some(0) && said.starts_with("Đã nạp 1 hồ sơ"), "{said}");
    for home in ["lai", "nap"] {
        let again = start(&place.path().join(home), &|words| words).expect("it starts");
        assert_eq!(again.get(&format!("/api/dossiers/{code}")).status, 200);
        let next = again.submit(2, 5_000).map_err(|answer| answer.json()).expect("taken");
        assert_ne!(next, code);
        let number: u32 = next.rsplit('-').next().expect("a number").parse().expect("a number");
        assert_eq!(number > 5_000, home == "lai", "{next}");
        // The same key is the same dossier, also after a journey.
        assert_eq!(again.submit(1, 5_000).map_err(|answer| answer.json()), Ok(code.clone()));
    }
}

#[test]
fn words_that_can_not_be_meant_are_told() {
    for (words, told) in [
        (&["backup", "--data", "x"][..], "thiếu THƯ_MỤC"),
        (&["backup", "x"], "thiếu --data"),
        (&["retention", "--data", "x"], "thiếu --rules"),
        (&["beckup", "x", "--data", "y", "--rules", "z"], "không hiểu “beckup”"),
        (&["doctor", "--data", "/nowhere/at/all"], "không có dossiers.sqlite"),
        (&["--rules", "/nowhere.json"], "/nowhere.json"),
    ] {
        let (said, end) = lookup_fn(words);
        assert!(end == Some(2) && said.contains(told), "{words:?}: {said}");
    }
    let (said, end) = lookup_fn(&["--help"]);
    assert!(end == Some(0) && said.contains("lookup-fn backup THƯ_MỤC"), "{said}");
}
