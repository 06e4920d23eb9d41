//! The data folder of dossiers in the hands of an operator.

use std::fs;
use std::path::Path;

use insta::assert_snapshot;
use lookup_fn::dossier::{Command, DossierCode, ErasedBecause, Pin};
use lookup_fn::store::{Listing, Order, SqliteStore, Store, Which};
use lookup_fn::work::{act, begin};
use tests::Folder;

use crate::motcua;
use crate::sample::*;

/// A folder of content with a data folder `data` beside it, in which dossiers of every sort are.
fn filled() -> (Folder, Vec<DossierCode>) {
    let folder = Folder::whole();
    let data = folder.beside("data");
    let codes = wait(async {
        let store = SqliteStore::open(&data).expect("it opens");
        let mut codes = Vec::new();
        for seed in 0..3 {
            let (bytes, upload, kept) = photo(1, seed, 3_000);
            store.put(&upload, bytes).await.expect("written");
            let mut people = payload();
            people.files.push(kept);
            let request = request_with(people, vec![upload]);
            let sent = begin(&store, &intake(), &applicant("2026-11-25 09:00"), request).await;
            codes.push(sent.expect("taken").code);
        }
        let taken =
            begin(&store, &intake(), &officer("2026-11-25 09:00"), at_counter("2026-11-25 08:00", "")).await;
        codes.push(taken.expect("taken").code);
        act(&store, &intake(), &officer("2026-11-25 10:00"), &codes[0], &accept(), &[]).await.expect("done");
        let erase = Command::Erase { because: ErasedBecause::Asked };
        act(&store, &intake(), &officer("2026-11-25 11:00"), &codes[2], &erase, &[]).await.expect("done");
        codes
    });
    (folder, codes)
}

fn wait<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Runtime::new().expect("a runtime").block_on(work)
}

/// Everything that two folders say of every dossier is the same.
fn assert_same(one: &Path, other: &Path) {
    let (one, other) =
        (SqliteStore::open(one).expect("it opens"), SqliteStore::open(other).expect("it opens"));
    let listing =
        Listing { agency: None, holder: None, which: Which::All, order: Order::Code, most: 100, after: None };
    wait(async {
        let (left, right) = (one.list(listing.clone()).await, other.list(listing).await);
        assert_eq!(left, right);
        for code in left.expect("readable").heads.iter().map(|head| &head.code) {
            assert_eq!(one.events(code).await, other.events(code).await);
            let payloads = one.payloads(code).await.expect("readable");
            assert_eq!(Ok(&payloads), other.payloads(code).await.as_ref());
            for file in payloads.values().flat_map(|payload| &payload.files) {
                let bytes = one.file(code, file.sha256).await.expect("readable");
                assert!(bytes.is_some());
                assert_eq!(Ok(bytes), other.file(code, file.sha256).await);
            }
            assert_eq!(Pin::of(one.server_key(), code, 1), Pin::of(other.server_key(), code, 1));
        }
    });
}

#[test]
fn a_backup_beside_a_running_server_brings_every_dossier_back() {
    let (folder, codes) = filled();
    // A server at work holds the folder.
    let running = SqliteStore::open(&folder.beside("data")).expect("it opens");
    assert_snapshot!(motcua(&folder, &["backup", "sao", "--data", "data"]).told(), @"
    Đã sao lưu 4 hồ sơ, 2 tệp vào sao
    Bản sao giữ mọi thứ, kể cả khóa bí mật: cất kín như thư mục hồ sơ.
    Ai được xóa sau lúc này vẫn còn trong bản sao: bỏ bản sao khi hết hạn giữ.
    exit 0
    ");
    assert_snapshot!(motcua(&folder, &["backup", "sao", "--data", "data"]).told(), @"
    motcua: không sao lưu được: không ghi được: sao: thư mục không trống; hãy chọn thư mục mới hoặc trống
    exit 2
    ");
    drop(running);
    let told = motcua(&folder, &["restore", "sao", "--data", "moi"]);
    assert!(told.out.starts_with("Đã phục hồi 4 hồ sơ, 2 tệp vào moi, theo bản sao lúc "), "{}", told.told());
    assert!(told.out.contains("bỏ qua 5.000 số"), "{}", told.told());
    assert_same(&folder.beside("data"), &folder.beside("moi"));
    assert_eq!(motcua(&folder, &["doctor", "--data", "moi"]).code, Some(0));
    // The backup was made on a later day than its dossiers: what comes today passes over that day's codes.
    let again = SqliteStore::open(&folder.beside("moi")).expect("it opens");
    let now = lookup_fn::Moment::now();
    let asker = asker(lookup_fn::dossier::Actor::Applicant, now);
    let mut rules = intake();
    rules.procedures.values_mut().flatten().for_each(|version| version.valid = None);
    let next = wait(begin(&again, &rules, &asker, request())).expect("taken").code;
    assert!(next.parts().2 > 5_000, "{next} after {codes:?}");
}

#[test]
fn a_restore_of_what_is_no_whole_backup_leaves_the_folder_empty() {
    let (folder, codes) = filled();
    assert_snapshot!(motcua(&folder, &["restore", "data", "--data", "moi"]).told(), @"
    motcua: không phục hồi được: dữ liệu hỏng: data/backup.json: không có tệp hoặc thư mục này (mã 2); đây không phải bản sao lưu trọn vẹn, hãy chọn bản khác
    exit 2
    ");
    motcua(&folder, &["backup", "sao", "--data", "data"]);
    assert_snapshot!(motcua(&folder, &["restore", "sao", "--data", "data"]).told(), @"
    motcua: không phục hồi được: không ghi được: data: thư mục không trống; hãy chọn thư mục mới hoặc trống
    exit 2
    ");
    let kept = folder.beside("sao/kept").join(codes[0].as_str());
    let file = fs::read_dir(&kept).expect("there").next().expect("a file").expect("a file").path();
    let whole = fs::read(&file).expect("readable");
    fs::write(&file, b"other").expect("writable");
    let told = motcua(&folder, &["restore", "sao", "--data", "moi"]);
    assert!(told.err.contains("tệp bị sửa") && told.code == Some(2), "{}", told.told());
    assert_eq!(fs::read_dir(folder.beside("moi")).expect("there").count(), 0, "half a restore is taken away");
    fs::remove_file(&file).expect("removable");
    let told = motcua(&folder, &["restore", "sao", "--data", "moi"]);
    assert!(told.err.contains("không có tệp hoặc thư mục này"), "{}", told.told());
    fs::write(&file, whole).expect("writable");
    let database = folder.beside("sao/dossiers.sqlite");
    let bytes = fs::read(&database).expect("readable");
    fs::write(&database, &bytes[..bytes.len() / 2]).expect("writable");
    assert_snapshot!(motcua(&folder, &["restore", "sao", "--data", "moi"]).told(), @"
    motcua: không phục hồi được: dữ liệu hỏng: sao/dossiers.sqlite: bị sửa hoặc bị cắt ngắn
    exit 2
    ");
    fs::write(&database, &bytes).expect("writable");
    assert_eq!(
        motcua(&folder, &["restore", "sao", "--data", "moi"]).code,
        Some(0),
        "and then it can be tried again"
    );
}

#[test]
fn an_export_loads_into_another_folder_with_every_dossier() {
    let (folder, _) = filled();
    let running = SqliteStore::open(&folder.beside("data")).expect("it opens");
    assert_snapshot!(motcua(&folder, &["export", "xuat", "--data", "data"]).told(), @"
    Đã xuất 4 hồ sơ vào xuat
    Bản xuất giữ cả khóa bí mật: cất kín như thư mục hồ sơ.
    exit 0
    ");
    drop(running);
    assert_snapshot!(motcua(&folder, &["load", "xuat", "--data", "moi"]).told(), @"
    Đã nạp 4 hồ sơ vào moi
    exit 0
    ");
    assert_same(&folder.beside("data"), &folder.beside("moi"));
    assert_snapshot!(motcua(&folder, &["load", "xuat", "--data", "moi"]).told(), @"
    motcua: không nạp được: không ghi được: thư mục hồ sơ đã có hồ sơ; chỉ nạp vào thư mục mới
    exit 2
    ");
    assert_snapshot!(motcua(&folder, &["load", "data", "--data", "khac"]).told(), @"
    motcua: không nạp được: data không có dossiers.jsonl; đây không phải bản xuất
    exit 2
    ");
}

#[test]
fn an_export_that_was_touched_or_cut_loads_nothing() {
    let (folder, codes) = filled();
    motcua(&folder, &["export", "xuat", "--data", "data"]);
    let lines = folder.beside("xuat/dossiers.jsonl");
    let text = fs::read_to_string(&lines).expect("readable");
    let (first, rest) = text.split_once('\n').expect("lines");
    let less = rest.lines().take(3).map(|line| format!("{line}\n")).collect::<String>();
    for (touched, told) in [
        (format!("{first}\n{}", rest.replacen("xa-thu", "xa-mau", 1)), "chuỗi đứt ở bước 1"),
        (format!("{first}\n{}", rest.replacen("mẫu 0001", "mẫu 0002", 1)), "đã bị sửa"),
        (format!("{first}\n{less}"), "có 3 hồ sơ, phải có 4"),
        (text[..text.len() - 20].to_owned(), "dòng 5 không đọc được"),
    ] {
        assert_ne!(touched, text);
        fs::write(&lines, touched).expect("writable");
        let run = motcua(&folder, &["load", "xuat", "--data", "moi"]);
        assert!(run.err.contains(told) && run.code == Some(2), "{told}: {}", run.told());
    }
    fs::write(&lines, &text).expect("writable");
    let kept = folder.beside("xuat/kept").join(codes[0].as_str());
    fs::remove_dir_all(kept).expect("removable");
    let run = motcua(&folder, &["load", "xuat", "--data", "moi"]);
    assert!(run.err.contains("bị mất hoặc bị sửa"), "{}", run.told());
}

#[test]
fn the_doctor_tells_what_is_wrong_and_where() {
    let (folder, codes) = filled();
    assert_snapshot!(motcua(&folder, &["doctor", "--data", "data"]).told(), @"
    data: mọi hồ sơ, chuỗi, tệp và số đều đúng
    exit 0
    ");
    assert_snapshot!(motcua(&folder, &["doctor", "--data", "content"]).told(), @"
    motcua: không kiểm tra được: dữ liệu hỏng: không có dossiers.sqlite trong content; xem lại --data
    exit 2
    ");
    fs::remove_dir_all(folder.beside("data/kept").join(codes[0].as_str())).expect("removable");
    let run = motcua(&folder, &["doctor", "--data", "data"]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.out.contains(&format!("{}: tệp ", codes[0])) && run.out.contains("1 chỗ sai"),
        "{}",
        run.told()
    );
    let database = folder.beside("data/dossiers.sqlite");
    let bytes = fs::read(&database).expect("readable");
    fs::write(&database, &bytes[..bytes.len() / 2]).expect("writable");
    let run = motcua(&folder, &["doctor", "--data", "data"]);
    assert!(run.code != Some(0) && run.told().contains("hỏng"), "{}", run.told());
    fs::write(&database, b"this is no database, whatever its name says").expect("writable");
    let run = motcua(&folder, &["doctor", "--data", "data"]);
    assert!(run.code == Some(2) && run.err.contains("không phải cơ sở dữ liệu hồ sơ"), "{}", run.told());
}

#[test]
fn nothing_is_deleted_without_a_period_and_the_log_says_what_was() {
    let (folder, codes) = filled();
    let run = motcua(&folder, &["retention", "--data", "data", "--dry-run"]);
    assert_eq!(run.code, Some(0), "{}", run.told());
    assert!(
        run.out.contains("không ghi thời hạn lưu nào") && run.out.contains("Nhật ký xóa: 1 hồ sơ"),
        "{}",
        run.told()
    );
    assert!(
        run.out.contains(&format!("{}  11:00 ngày 25/11/2026  người đó yêu cầu", codes[2])),
        "{}",
        run.told()
    );
    let running = SqliteStore::open(&folder.beside("data")).expect("it opens");
    assert_eq!(motcua(&folder, &["retention", "--data", "data", "--dry-run"]).code, Some(0));
    let run = motcua(&folder, &["retention", "--data", "data"]);
    assert!(run.code == Some(2) && run.err.contains("đang có chương trình khác dùng"), "{}", run.told());
    drop(running);
    let run = motcua(&folder, &["retention", "--data", "data"]);
    assert!(run.out.contains("Đã xóa nội dung và tệp của 0 hồ sơ"), "{}", run.told());
}

#[test]
fn a_folder_inside_the_other_is_refused() {
    let (folder, _) = filled();
    let run = motcua(&folder, &["backup", "data/sao", "--data", "data"]);
    assert!(run.code == Some(2) && run.err.contains("nằm trong nhau"), "{}", run.told());
    assert_snapshot!(motcua(&folder, &["backup", "--data", "data"]).told(), @"
    motcua: thiếu <THƯ_MỤC>
    Xem cách dùng: motcua backup --help
    exit 2
    ");
}
