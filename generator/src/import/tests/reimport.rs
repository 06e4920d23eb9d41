//! A record that is imported again.

use content::ReviewState;
use serde_json::{Value, json};

use super::super::emit::yaml;
use super::{Existing, Options, Report, TrapKind, Unchanged, fresh, kinds, options, read, record, run, with};

const FILE: &str = "procedures/nuoi-ong/1.000001.yaml";

/// Imports `record` where `text` stands already.
fn again(record: &Value, text: &str) -> Report {
    let existing =
        |_: &_| Some(Existing { file: FILE.to_owned(), text: text.to_owned(), procedure: read(text) });
    run(&record.to_string(), existing, &options())
}

fn first() -> String {
    fresh(&record()).write.remove(0).1
}

fn slower() -> Value {
    with("/executionMethods/0/processingTime", json!(7))
}

#[test]
fn an_unchanged_record_is_not_written() {
    let report = again(&record(), &first());
    assert_eq!((report.write.len(), report.unchanged), (0, 1));
    let mut shuffled = record();
    shuffled["id"] = json!("another export");
    shuffled["name"] = json!("Đăng ký  đàn ong ");
    assert_eq!(again(&shuffled, &first()).unchanged, 1);
    let worked_on =
        first().replace("state: imported", "state: reviewed").replace("Đăng ký đàn ong", "Tên do người sửa");
    assert_eq!(again(&record(), &worked_on).unchanged, 1);
}

#[test]
fn a_record_that_nobody_worked_on_is_rewritten_and_keeps_what_was_open() {
    let mut old = read(&first());
    old.unclear.push(content::Unclear {
        what: content::UnclearWhat::Other,
        source_says: "cũ".to_owned(),
        derived_from: None,
    });
    old.review.by = Some("an".to_owned());
    let report = again(&slower(), &yaml(&old));
    let new = read(&report.write[0].1);
    assert_eq!(new.channels[0].time.0[0].amount, Some(7));
    assert_eq!((new.unclear[0].source_says.as_str(), new.review.by.as_deref()), ("cũ", Some("an")));
    assert!(report.review.is_empty());
    assert_eq!(report.write[0].0, FILE);
}

/// A person's file: own order, own comments, own words.
const OURS: &str = r#"# của tôi
code: "1.000001"
name: "Đăng ký đàn ong"   # tên đúng
field: nuoi-ong
summary: Ghi tên đàn ong vào sổ.
levels: [ commune ]
audience: [citizen]
agencies: {decides: ubnd-cap-xa}
decision: {number: 12/QĐ-BOM}
channels:
  - via: counter
    time: {amount: 5, unit: working_day}
    fees: [{kind: phi, amount_vnd: 8000, per: đàn}]
results: [{name: Giấy xác nhận, code: KQ.1}]
legal_basis:
  - 1/2026/NĐ-CP
source: {from: national-portal, hash: "0000000000000000"}  # đừng sửa
review:
  state: drafted
"#;

/// [`OURS`] as an import of `record()` would have left it: with the fingerprints of what the source then said.
fn imported() -> String {
    let source = read(&first()).source;
    let prints = format!("hash: \"{}\", parts: \"{}\"", source.hash.unwrap(), source.parts.unwrap());
    OURS.replace("hash: \"0000000000000000\"", &prints)
}

fn whats(report: &Report) -> Vec<&str> {
    report.review.iter().map(|difference| difference.what.as_str()).collect()
}

#[test]
fn a_persons_words_stay_byte_for_byte_and_the_change_is_noted() {
    let ours = imported();
    let report = again(&slower(), &ours);
    let text = &report.write[0].1;
    let (old, new) = (read(&ours).source, read(text).source);
    let added = "changes:\n  - {on: 2026-11-23, by: 12/QĐ-BOM, what: \"Nguồn đổi thời hạn tại quầy, nay là “7 ngày làm việc”\", review: open}\nsource:";
    let expected = ours
        .replace("source:", added)
        .replace(&old.hash.unwrap(), &new.hash.unwrap())
        .replace(&old.parts.unwrap(), &new.parts.unwrap());
    assert_eq!(*text, expected);
    assert_eq!(report.review[0].note.as_deref(), Some("bản ghi viết “5 ngày làm việc”"));
    assert_eq!(again(&slower(), text).unchanged, 1);
}

#[test]
fn what_a_person_wrote_is_no_change_of_the_source() {
    let ours = imported()
        .replace("amount_vnd: 8000", "amount_vnd: 9000")
        .replace("Giấy xác nhận", "Giấy xác nhận đàn ong")
        .replace("12/QĐ-BOM}", "13/QĐ-BOM}");
    let mut renamed = record();
    renamed["name"] = json!("Ghi danh đàn ong");
    renamed["coordinatingAgencies"] = json!("Sở Ong mật");
    let report = again(&renamed, &ours);
    assert_eq!(whats(&report), ["Nguồn đổi tên, nay là “Ghi danh đàn ong”", "Nguồn đổi cơ quan"]);
    let mut dearer = with("/executionMethods/0/fees/0/value", json!(10000));
    dearer["executionMethods"][0]["fees"][0]["description"] = json!("10.000 đồng/đàn");
    let report = again(&dearer, &ours);
    assert_eq!(whats(&report), ["Nguồn đổi phí tại quầy, nay là “10.000 đồng/đàn”"]);
    assert_eq!(report.review[0].note.as_deref(), Some("bản ghi viết “9.000 đồng/đàn”"));
    let followed = ours.replace("amount_vnd: 9000", "amount_vnd: 10000");
    assert_eq!(again(&dearer, &followed).review[0].note.as_deref(), Some("bản ghi đã viết như vậy"));
}

#[test]
fn a_record_of_an_import_that_knew_no_parts_tells_no_more_than_is_known() {
    let report = again(&slower(), OURS);
    assert_eq!(whats(&report), ["Nguồn đổi, chưa rõ phần nào"]);
    assert_eq!(report.review[0].note.as_deref(), Some("bản ghi khác nguồn ở: thời hạn tại quầy"));
    let ours = OURS.replace(", hash: \"0000000000000000\"", "");
    let report = again(&record(), &ours);
    assert_eq!(whats(&report), ["Nhập từ nguồn lần đầu, chưa so với bản ghi"]);
    assert_eq!(report.review[0].note, None);
}

#[test]
fn parts_are_marked_on_request_and_nothing_else_changes() {
    let (with_parts, source) = (imported(), read(&first()).source);
    let without = with_parts.replace(&format!(", parts: \"{}\"", source.parts.clone().unwrap()), "");
    assert!(without != with_parts);
    assert_eq!(again(&record(), &without).write, []);
    let existing = |text: String| {
        move |_: &_| Some(Existing { file: FILE.to_owned(), text: text.clone(), procedure: read(&text) })
    };
    let mark = Options { unchanged: Unchanged::MarkParts, ..options() };
    let report = run(&record().to_string(), existing(without), &mark);
    assert_eq!(report.write, [(FILE.to_owned(), with_parts)]);
    let lines = OURS.replace(
        "source: {from: national-portal, hash: \"0000000000000000\"}  # đừng sửa",
        &format!("source:\n  from: national-portal\n  hash: {}  # dấu", source.hash.unwrap()),
    );
    let text = run(&record().to_string(), existing(lines), &mark).write.remove(0).1;
    assert_eq!(read(&text).source.parts, source.parts, "{text}");
}

#[test]
fn a_further_change_joins_the_list_that_is_there() {
    let listed = OURS.replace("source:", "changes:\n    # sổ\n    - {on: 2026-01-01, what: cũ}\n\nsource:");
    let text = again(&slower(), &listed).write.remove(0).1;
    assert!(text.contains("    - {on: 2026-01-01, what: cũ}\n    - {on: 2026-11-23,"), "{text}");
    let block = OURS.replace(
        "source: {from: national-portal, hash: \"0000000000000000\"}  # đừng sửa",
        "source:\n  from: national-portal",
    );
    let text = again(&slower(), &block).write.remove(0).1;
    assert!(text.contains("source:\n  hash: \""), "{text}");
}

#[test]
fn a_change_of_papers_or_of_what_no_part_holds_is_noted_in_general_words() {
    let mut more = record();
    more["executionCases"][0]["profileComponents"][0]["originalQty"] = json!(2);
    let report = again(&more, &imported());
    assert_eq!(whats(&report), ["Nguồn đổi giấy tờ phải nộp"]);
    assert!(
        report.write[0].1.contains("what: Nguồn đổi giấy tờ phải nộp, review: open}"),
        "{}",
        report.write[0].1
    );
    let mut other = record();
    other["description"] = json!("điều khác");
    assert_eq!(whats(&again(&other, &imported())), ["Nguồn đổi nội dung khác"]);
}

#[test]
fn words_that_only_people_write_protect_a_record_whatever_its_state_says() {
    let old = read(&first());
    for text in [
        "summary: Một câu.\nfield:",
        "keywords: [ong]\nfield:",
        "steps: [{actor: agency, text: Ghi sổ.}]\nfield:",
    ] {
        let ours = yaml(&old).replace("field:", text);
        assert_eq!(again(&slower(), &ours).review.len(), 1, "{text}");
    }
    assert_eq!(old.review.state, ReviewState::Imported);
    let existing = |_: &_| {
        let text = yaml(&old).replace("field:", "steps: [{actor: agency, text: Ghi sổ.}]\nfield:");
        Some(Existing { file: FILE.to_owned(), procedure: read(&text), text })
    };
    let kept = run(&slower().to_string(), existing, &Options { keep_text: true, ..options() });
    assert!(kept.review.is_empty(), "sentences that the import itself carries are not a person's");
}

#[test]
fn a_file_that_cannot_be_changed_safely_is_left_alone() {
    let odd = OURS.replace(
        "source: {from: national-portal, hash: \"0000000000000000\"}  # đừng sửa",
        "\"source\": {from: national-portal}",
    );
    let report = again(&slower(), &odd);
    assert!(report.write.is_empty());
    assert!(report.refused[0].reason.contains("không sửa được an toàn"), "{:?}", report.refused);
}

#[test]
fn a_record_stays_in_its_field_when_the_source_moves_it() {
    let moved = first().replace("field: nuoi-ong", "field: chan-nuoi");
    let report = again(&slower(), &moved);
    assert!(kinds(&report).contains(&TrapKind::FieldMoved));
    assert_eq!(read(&report.write[0].1).field, "chan-nuoi");
}
