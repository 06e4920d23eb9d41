use content::{Change, Conditions, Procedure};

use super::yaml;

fn read(text: &str) -> Procedure {
    serde_saphyr::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn small() -> Procedure {
    read(
        "code: \"1.000001\"\nname: Đăng ký nuôi ong\nfield: chan-nuoi\nlevels: [commune]\n\
         source: {from: national-portal}\nreview: {state: imported}\n",
    )
}

/// Every key of a record, with values that a person would write.
const WHOLE: &str = r#"# yaml-language-server: $schema=../../.schema/procedure.json
code: "1.000001"
name: Thủ tục đăng ký nuôi ong
summary: >-
  Ghi tên đàn ong của bạn vào sổ của xã, để được báo trước khi vùng chung quanh phun thuốc. Chủ đàn đi đăng ký
  trong 30 ngày.
field: chan-nuoi
kind: detailed_by_law
levels: [commune, province]
audience: [citizen, cooperative]
agencies: {decides: ubnd-cap-xa, receives: [trung-tam-phuc-vu-hanh-chinh-cong, ubnd-cap-xa], address: "12 phố Ong, phường Mật"}
decision: {number: 163/QĐ-BTP, date: 2026-01-02}
valid: {from: 2026-01-02}
channels:
  - {via: counter, time: {same_day_until: "15:00"}, fees: []}
  - {via: online, time: [{amount: 5, unit: working_day, when: có dưới 10 đàn}, {amount: 7, unit: day}], fees: [{kind: phi, amount_vnd: 8000, per: đàn, from: 2025-07-01}]}
  - {via: post}
unclear:
  - {what: time, source_says: "1, không có đơn vị", derived_from: steps}
cases:
  - name: Đàn mới
    components:
      - {name: Tờ khai (Mẫu số 01), originals: 1, when: "nộp tại quầy, hoặc gửi bưu điện"}
      - {name: Sổ đàn, copies: 2, one_of: so, show_only: true, note: còn hạn}
    notes:
      - "Ong rừng: không cần đăng ký."
  - name: Đàn chuyển đến
    components: []
sets: 1
steps:
  - {actor: applicant, text: "Nộp tờ khai, nhận giấy hẹn."}
results:
  - {name: Giấy xác nhận, code: KQ.G15.000031}
conditions: |-
  - Đàn có chủ.

  - Chủ có nhà.
legal_basis: [60/2014/QH13, 123/2015/NĐ-CP, 104/2022/NĐ-CP, 18/2026/NĐ-CP, 1/2026/TT-BNNMT, 2/2026/TT-BNNMT,
  3/2026/TT-BNNMT]
keywords: [nuôi ong, "ong, mật"]
life_events: [sinh-con]
related: ["1.000002"]
changes:
  - {on: 2026-10-01, by: 163/QĐ-BTP, what: "Nguồn đổi: thời hạn"}
source: {from: national-portal, decision: 163/QĐ-BTP, seen: 06/2026, hash: "0123456789abcdef"}
review: {state: drafted, by: an, on: 2026-10-02}
"#;

#[test]
fn a_whole_record_is_written_as_a_person_would_write_it() {
    assert_eq!(yaml(&read(WHOLE)), WHOLE);
}

#[test]
fn what_is_written_reads_back_whatever_the_words_are() {
    for nasty in [
        "plain words",
        "- dash",
        "-dash",
        "a: b",
        "a:b",
        "a #b",
        "a#b",
        "#b",
        "it's \"so\"",
        "back\\slash",
        "tab\there",
        "line\nbreak",
        "\nfirst",
        "last\n",
        "two\n\n",
        " lead",
        "trail ",
        "a  b",
        "emoji 🐝",
        "true",
        "No",
        "~",
        "null",
        "12",
        "1.000001",
        "0x1F",
        "1e3",
        "15:00",
        "2025-07-01",
        ".inf",
        "[a]",
        "{a}",
        "a, b",
        "& anchor",
        "*star",
        "!tag",
        "%dir",
        "@at",
        "`tick",
        "| pipe",
        "> fold",
        "'single'",
        "?",
        "? a",
        ":",
        "end:",
        "Ủy ban\u{a0}nhân dân",
        "\u{2028}",
        "---",
        "...",
        "<<",
        "=",
        "\u{1F41D}",
        "ký, “tên”: {đủ}",
        "\\u0041",
        "a\u{7f}b",
        "\r\n",
        "y",
        "+1",
        "01/2025",
        "9/",
        "C:\\ong",
    ] {
        let mut procedure = small();
        procedure.name = nasty.to_owned();
        procedure.summary = Some(nasty.to_owned());
        procedure.conditions = Some(Conditions::Text(format!("{nasty}\n- {nasty}")));
        procedure.keywords = vec![nasty.to_owned(), nasty.to_owned()];
        procedure.cases = read("code: \"1.000001\"\nname: a\nfield: b\nlevels: []\nsource: {from: c}\nreview: {state: imported}\ncases:\n  - name: a\n    components:\n      - {name: b}\n    notes: [c]\n").cases;
        procedure.cases[0].name = Some(nasty.to_owned());
        procedure.cases[0].notes[0] = nasty.to_owned();
        procedure.cases[0].components[0].name = nasty.to_owned();
        let on = "2026-10-01".parse().unwrap();
        procedure.changes =
            vec![Change { on, by: Some(nasty.to_owned()), what: nasty.to_owned(), review: None }];
        let text = yaml(&procedure);
        assert_eq!(read(&text), procedure, "{nasty:?}\n{text}");
    }
}

#[test]
fn long_lists_and_summaries_are_wrapped_and_read_back() {
    let mut procedure = small();
    procedure.legal_basis = (1..60).map(|number| format!("{number}/2025/NĐ-CP")).collect();
    procedure.keywords = (1..30).map(|number| format!("từ khóa, số {number}")).collect();
    procedure.summary = Some("Mang theo giấy tờ của đàn ong và của chủ đàn. ".repeat(12).trim().to_owned());
    let text = yaml(&procedure);
    assert!(text.lines().all(|line| line.chars().count() <= 112), "{text}");
    assert_eq!(read(&text), procedure);
}

#[test]
fn a_nul_is_never_written_bare() {
    let mut procedure = small();
    procedure.name = "a\0b".to_owned();
    assert!(!yaml(&procedure).contains('\0'));
}
