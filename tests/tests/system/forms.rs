//! Forms: the rules that Rust and the browser share, the sheets of the real forms, and every mistake in a definition.

use std::path::{Path, PathBuf};
use std::process::Command;

use content::Day;
use content::form::check::{self, Refusal, Value, Values};
use content::form::{Form, FormField, FormRole, words};
use insta::assert_snapshot;
use tests::Folder;

fn today() -> Day {
    "2026-11-24".parse().expect("a day")
}

fn cases_file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("form-cases.jsonl")
}

fn number_of(why: &Refusal) -> serde_json::Value {
    match why {
        Refusal::TooLong(n) | Refusal::TooManyRows(n) => (*n).into(),
        Refusal::TooSmall(n) | Refusal::TooLarge(n) => (*n).into(),
        Refusal::StrangeLetters(text) | Refusal::PointForComma(text) => text.as_str().into(),
        _ => serde_json::Value::Null,
    }
}

#[test]
fn rust_answers_the_shared_cases() {
    let text = std::fs::read_to_string(cases_file()).expect("cases");
    for line in text.lines() {
        let case: serde_json::Value = serde_json::from_str(line).expect("a case is JSON");
        if let Some(what) = case["say"].as_str() {
            let of = &case["of"];
            let said = match what {
                "number" => words::number(of.as_u64().expect("a number")),
                "money" => words::money(of.as_u64().expect("an amount")),
                _ => {
                    let parts: Vec<&str> = of.as_str().expect("a day").split('/').collect();
                    let iso = parts.iter().rev().copied().collect::<Vec<_>>().join("-");
                    iso.parse().ok().map(words::day)
                }
            };
            assert_eq!(said.unwrap_or_default(), case["gives"].as_str().expect("words"), "{line}");
            continue;
        }
        let field: FormField = serde_json::from_value(case["field"].clone()).expect("a field");
        match check::value(&field, case["value"].as_str().expect("a text"), today()) {
            Ok(good) => assert_eq!(Some(good.as_str()), case["gives"].as_str(), "{line}"),
            Err(why) => {
                assert_eq!(Some(why.code()), case["refused"].as_str(), "{line}");
                assert!(case["n"].is_null() || case["n"] == number_of(&why), "{line}: {why:?}");
            }
        }
    }
}

#[test]
fn the_script_in_the_browser_answers_the_shared_cases() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for script in ["form.js", "nop.js"] {
        let told = Command::new("node")
            .arg(root.join("forms/cases.js"))
            .arg(root.join("../themes/default/assets/short").join(script))
            .arg(cases_file())
            .output()
            .expect("node is there");
        assert!(told.status.success(), "{script}: {}", String::from_utf8_lossy(&told.stderr));
        assert_eq!(String::from_utf8_lossy(&told.stdout), "", "{script}");
    }
}

const FORM: &str = "forms/don.yaml";
const GOOD: &str = "\
title: Đơn xin xác nhận
number: \"01\"
legal: [60/2014/QH13]
source: {read: [bản in]}
procedures: [{code: \"1.001193\", component: Tờ khai đăng ký khai sinh}]
groups:
  - fields:
      - {id: kinh_gui, kind: addressee, required: true}
      - {id: ho_ten, kind: name, label: Họ tên, required: true}
      - {id: so, kind: identity_number, label: Số định danh}
      - {id: giay, kind: text, label: Giấy khác, required: true, when: {field: so, empty: true}}
      - {id: co, kind: yes_no, label: Cần bản sao, note: \"1\"}
      - {id: may, kind: number, label: Mấy bản, min: 1, required: true, when: {field: co, is: \"yes\"}}
      - {id: noi, kind: address, label: Nơi ở}
      - {id: con, kind: table, label: Các con, max_rows: 3, columns: [{id: ten, kind: name, label: Tên, required: true}, {id: nam, kind: year, label: Năm}]}
      - {kind: signatures, blocks: [{title: Người làm đơn, place_date: true, id: ky, name_from: ho_ten}]}
notes: [{mark: \"1\", text: Chú thích.}]
";

fn folder(form: &str) -> Folder {
    let folder = Folder::whole();
    folder.write(FORM, form);
    folder
}

fn with(from: &str, to: &str) -> String {
    assert!(GOOD.contains(from), "{from}");
    folder(&GOOD.replacen(from, to, 1)).check()
}

#[test]
fn a_good_form_is_no_trouble() {
    assert_snapshot!(folder(GOOD).check(), @"0 lỗi, 0 cảnh báo");
}

#[test]
fn a_kind_nobody_knows() {
    assert_snapshot!(with("kind: name, label: Họ tên", "kind: nam, label: Họ tên"), @"
    content/forms/don.yaml:9:28: lỗi[wrong-value]: “groups[0].fields[1].kind” không có giá trị “nam”
      9 |       - {id: ho_ten, kind: nam, label: Họ tên, required: true}
        |                            ^
      → có phải “name”?
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn an_id_that_stands_twice() {
    assert_snapshot!(with("{id: so,", "{id: ho_ten,"), @"
    content/forms/don.yaml:10:10: lỗi[duplicate-record]: trường “ho_ten” đã có ở trên
      10 |       - {id: ho_ten, kind: identity_number, label: Số định danh}
         |          ^
      → đổi tên một trong hai
    content/forms/don.yaml:11:73: lỗi[unknown-reference]: không có trường “so” trong biểu mẫu
      11 |       - {id: giay, kind: text, label: Giấy khác, required: true, when: {field: so, empty: true}}
         |                                                                         ^
      → có phải “co”?
    2 lỗi, 0 cảnh báo
    ");
}

#[test]
fn an_id_with_letters_that_ids_lack() {
    assert_snapshot!(with("{id: noi,", "{id: Nơi ở,"), @"
    content/forms/don.yaml:14:10: lỗi[wrong-value]: id “Nơi ở” có chữ hoa, dấu hoặc ký tự khác
      14 |       - {id: Nơi ở, kind: address, label: Nơi ở}
         |          ^
      → viết chữ thường không dấu: noi_o
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_field_without_id_or_label() {
    assert_snapshot!(with("{id: noi, kind: address, label: Nơi ở}", "{kind: address}"), @"
    content/forms/don.yaml:14:9: lỗi[missing-key]: trường thiếu khóa “label”
      14 |       - {kind: address}
         |         ^
      → label là chữ in trên giấy; giấy không in nhãn thì viết screen_label
    content/forms/don.yaml:14:9: lỗi[missing-key]: trường để điền thiếu khóa “id”
      14 |       - {kind: address}
         |         ^
      → viết id: chữ thường không dấu, nối bằng _, ví dụ ho_ten_me
    2 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_condition_on_a_field_that_is_not_there() {
    assert_snapshot!(with("when: {field: so, empty: true}", "when: {field: soo, empty: true}"), @"
    content/forms/don.yaml:11:73: lỗi[unknown-reference]: không có trường “soo” trong biểu mẫu
      11 |       - {id: giay, kind: text, label: Giấy khác, required: true, when: {field: soo, empty: true}}
         |                                                                         ^
      → có phải “so”?
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_condition_on_a_field_further_down() {
    assert_snapshot!(with("when: {field: so, empty: true}", "when: {field: noi, empty: true}"), @"
    content/forms/don.yaml:11:73: lỗi[wrong-value]: điều kiện hỏi trường “noi”, nhưng trường đó không đứng trước
      11 |       - {id: giay, kind: text, label: Giấy khác, required: true, when: {field: noi, empty: true}}
         |                                                                         ^
      → hỏi một trường đứng trước trong biểu mẫu
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_condition_that_asks_nothing() {
    assert_snapshot!(with("when: {field: so, empty: true}", "when: {field: so}"), @"
    content/forms/don.yaml:11:66: lỗi[wrong-value]: điều kiện cần một trong hai khóa: is (giá trị) hoặc empty (true, false)
      11 |       - {id: giay, kind: text, label: Giấy khác, required: true, when: {field: so}}
         |                                                                  ^
      → sửa giá trị ở chỗ dấu ^; cách viết từng phần ở docs/editing.md
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_condition_on_an_option_that_is_not_there() {
    assert_snapshot!(with("is: \"yes\"", "is: có"), @"
    content/forms/don.yaml:13:91: lỗi[unknown-reference]: trường “co” không có lựa chọn “có”
      13 |       - {id: may, kind: number, label: Mấy bản, min: 1, required: true, when: {field: co, is: có}}
         |                                                                                           ^
      → chọn một: yes, no
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_condition_on_a_value_of_a_field_without_options() {
    assert_snapshot!(with("when: {field: so, empty: true}", "when: {field: so, is: a}"), @"
    content/forms/don.yaml:11:84: lỗi[wrong-value]: trường “so” không có lựa chọn để so
      11 |       - {id: giay, kind: text, label: Giấy khác, required: true, when: {field: so, is: a}}
         |                                                                                    ^
      → với trường này dùng empty: true hoặc empty: false
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_circle_of_prefills() {
    let form = GOOD
        .replace("label: Họ tên,", "label: Họ tên, prefill: giay,")
        .replace("label: Giấy khác,", "label: Giấy khác, prefill: ho_ten,");
    assert_snapshot!(folder(&form).check(), @"
    content/forms/don.yaml:11:50: lỗi[wrong-value]: điền sẵn theo vòng tròn: “giay” → “ho_ten” → “giay”
      11 |       - {id: giay, kind: text, label: Giấy khác, prefill: ho_ten, required: true, when: {field: so, …
         |                                                  ^
      → bỏ một trong các khóa này
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_prefill_from_nowhere_and_from_another_shape() {
    let form = GOOD
        .replace("label: Họ tên,", "label: Họ tên, prefill: noi,")
        .replace("label: Giấy khác,", "label: Giấy khác, prefill: hoten,");
    assert_snapshot!(folder(&form).check(), @"
    content/forms/don.yaml:9:49: lỗi[wrong-value]: trường “noi” thuộc loại không điền sang được
      9 |       - {id: ho_ten, kind: name, label: Họ tên, prefill: noi, required: true}
        |                                                 ^
      → sửa giá trị ở chỗ dấu ^; cách viết từng phần ở docs/editing.md
    content/forms/don.yaml:11:50: lỗi[unknown-reference]: không có trường “hoten” trong biểu mẫu
      11 |       - {id: giay, kind: text, label: Giấy khác, prefill: hoten, required: true, when: {field: so, e…
         |                                                  ^
      → có phải “ho_ten”?
    2 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_note_that_is_not_there_and_one_that_stands_twice() {
    let form = GOOD
        .replace("note: \"1\"", "note: \"2\"")
        .replace("text: Chú thích.}]", "text: Chú thích.}, {mark: \"1\", text: Nữa.}]");
    assert_snapshot!(folder(&form).check(), @r#"
    content/forms/don.yaml:12:52: lỗi[unknown-reference]: không có chú thích (2) ở notes
      12 |       - {id: co, kind: yes_no, label: Cần bản sao, note: "2"}
         |                                                    ^
      → sửa cho đúng mã đã có, hoặc thêm mục ấy vào nội dung trước
    content/forms/don.yaml:17:41: lỗi[duplicate-record]: chú thích (1) đã có ở trên
      17 | notes: [{mark: "1", text: Chú thích.}, {mark: "1", text: Nữa.}]
         |                                         ^
      → giữ một, bỏ một
    2 lỗi, 0 cảnh báo
    "#);
}

#[test]
fn keys_that_do_not_fit_the_kind() {
    assert_snapshot!(with("label: Mấy bản, min: 1,", "label: Mấy bản, min: 5, max: 2, options: [a, b], on_paper: cells,"), @"
    content/forms/don.yaml:13:49: lỗi[wrong-value]: min (5) lớn hơn max (2)
      13 |       - {id: may, kind: number, label: Mấy bản, min: 5, max: 2, options: [a, b], on_paper: cells, re…
         |                                                 ^
      → sửa giá trị ở chỗ dấu ^; cách viết từng phần ở docs/editing.md
    content/forms/don.yaml:13:65: lỗi[wrong-value]: khóa “options” không dùng được cho loại trường này
      13 | …ay, kind: number, label: Mấy bản, min: 5, max: 2, options: [a, b], on_paper: cells, required: true, …
         |                                                    ^
      → sửa giá trị ở chỗ dấu ^; cách viết từng phần ở docs/editing.md
    content/forms/don.yaml:13:82: lỗi[wrong-value]: loại trường này không in được theo cách đó
      13 | … label: Mấy bản, min: 5, max: 2, options: [a, b], on_paper: cells, required: true, when: {field: co,…
         |                                                    ^
      → sửa giá trị ở chỗ dấu ^; cách viết từng phần ở docs/editing.md
    3 lỗi, 0 cảnh báo
    ");
}

#[test]
fn keys_that_a_kind_needs() {
    let form = GOOD.replace(
        "{id: noi, kind: address, label: Nơi ở}",
        "{kind: statement}\n      - {id: noi, kind: choice, label: \"Nơi ở:\", options: [a]}\n      - {kind: signatures}",
    );
    assert_snapshot!(folder(&form).check(), @r#"
    content/forms/don.yaml:14:9: lỗi[missing-key]: loại trường này cần khóa “text”
      14 |       - {kind: statement}
         |         ^
      → thêm khóa này; xem một bản ghi khác cùng loại
    content/forms/don.yaml:15:33: lỗi[wrong-value]: nhãn có dấu hai chấm ở cuối
      15 |       - {id: noi, kind: choice, label: "Nơi ở:", options: [a]}
         |                                 ^
      → bỏ dấu hai chấm; giấy tự in, hoặc viết no_colon: true
    content/forms/don.yaml:15:50: lỗi[wrong-value]: có 1 lựa chọn; loại trường này cần 2 trở lên
      15 |       - {id: noi, kind: choice, label: "Nơi ở:", options: [a]}
         |                                                  ^
      → sửa giá trị ở chỗ dấu ^; cách viết từng phần ở docs/editing.md
    content/forms/don.yaml:16:9: lỗi[missing-key]: loại trường này cần khóa “blocks”
      16 |       - {kind: signatures}
         |         ^
      → thêm khóa này; xem một bản ghi khác cùng loại
    4 lỗi, 0 cảnh báo
    "#);
}

#[test]
fn columns_that_no_table_has() {
    assert_snapshot!(
        with("{id: nam, kind: year, label: Năm}", "{id: ten, kind: address, label: Nơi}, {id: ten, kind: text, label: Tên, when: {field: so, empty: true}}, {kind: text, label: A}"),
        @"
    content/forms/don.yaml:15:132: lỗi[wrong-value]: loại trường này không làm cột của bảng được
      15 | …ind: name, label: Tên, required: true}, {id: ten, kind: address, label: Nơi}, {id: ten, kind: text, …
         |                                                    ^
      → sửa giá trị ở chỗ dấu ^; cách viết từng phần ở docs/editing.md
    content/forms/don.yaml:15:161: lỗi[duplicate-record]: cột “ten” đã có ở trên
      15 | …ed: true}, {id: ten, kind: address, label: Nơi}, {id: ten, kind: text, label: Tên, when: {field: so,…
         |                                                    ^
      → đổi tên một trong hai
    content/forms/don.yaml:15:194: lỗi[wrong-value]: cột của bảng không có khóa “when”
      15 | …s, label: Nơi}, {id: ten, kind: text, label: Tên, when: {field: so, empty: true}}, {kind: text, labe…
         |                                                    ^
      → sửa giá trị ở chỗ dấu ^; cách viết từng phần ở docs/editing.md
    content/forms/don.yaml:15:227: lỗi[missing-key]: cột thiếu khóa “id”
      15 | …l: Nơi}, {id: ten, kind: text, label: Tên, when: {field: so, empty: true}}, {kind: text, label: A}]}
         |                                                                              ^
      → viết id: chữ thường không dấu, nối bằng _
    4 lỗi, 0 cảnh báo
    "
    );
}

#[test]
fn a_procedure_or_a_paper_nobody_knows() {
    let form = GOOD.replace(
        "procedures: [{code: \"1.001193\", component: Tờ khai đăng ký khai sinh}]",
        "procedures: [{code: \"9.999999\"}, {code: \"1.001193\", component: Tờ khai đăng kí khai sinh}]",
    );
    assert_snapshot!(folder(&form).check(), @r#"
    content/forms/don.yaml:5:15: lỗi[unknown-reference]: không có thủ tục nào mang mã 9.999999
      5 | procedures: [{code: "9.999999"}, {code: "1.001193", component: Tờ khai đăng kí khai sinh}]
        |               ^
      → sửa cho đúng mã đã có, hoặc thêm mục ấy vào nội dung trước
    content/forms/don.yaml:5:53: lỗi[unknown-reference]: thủ tục 1.001193 không có giấy tờ “Tờ khai đăng kí khai sinh”
      5 | procedures: [{code: "9.999999"}, {code: "1.001193", component: Tờ khai đăng kí khai sinh}]
        |                                                     ^
      → chép đúng tên trong hồ sơ của thủ tục; gần nhất: “Tờ khai đăng ký khai sinh”
    2 lỗi, 0 cảnh báo
    "#);
}

#[test]
fn a_law_nobody_knows_and_no_source() {
    assert_snapshot!(with("legal: [60/2014/QH13]", "legal: [60/2014/QH14]"), @"
    content/forms/don.yaml:3:9: lỗi[unknown-reference]: không có văn bản “60/2014/QH14”
      3 | legal: [60/2014/QH14]
        |         ^
      → có phải “60/2014/QH13”?
    1 lỗi, 0 cảnh báo
    ");
    assert_snapshot!(with("source: {read: [bản in]}", "source: {read: []}"), @"
    content/forms/don.yaml:4:10: lỗi[wrong-value]: biểu mẫu phải nói đã đọc chữ của mẫu ở đâu
      4 | source: {read: []}
        |          ^
      → sửa giá trị ở chỗ dấu ^; cách viết từng phần ở docs/editing.md
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn versions_that_overlap_and_a_name_that_says_another_day() {
    let folder = folder(GOOD);
    folder.write("forms/don@2027-01-01.yaml", GOOD.replace("number:", "valid: {from: 2026-01-01}\nnumber:"));
    assert_snapshot!(folder.check(), @"
    content/forms/don@2027-01-01.yaml:2:1: lỗi[file-name]: tên tệp nói bản này có hiệu lực từ 2027-01-01 nhưng valid.from không như vậy
      2 | valid: {from: 2026-01-01}
        | ^
      → đổi tên tệp hoặc sửa nội dung cho khớp nhau
    content/forms/don@2027-01-01.yaml:2:1: lỗi[validity]: thời gian hiệu lực trùng với bản ở forms/don.yaml
      2 | valid: {from: 2026-01-01}
        | ^
      → ghi valid.to của bản cũ là ngày trước valid.from của bản mới
    2 lỗi, 0 cảnh báo
    ");
}

#[test]
fn two_general_requests_and_one_that_lacks_its_fields() {
    let folder = folder(&GOOD.replace("number: \"01\"", "role: request"));
    assert_snapshot!(folder.check(), @"
    content/forms/don.yaml:2:1: lỗi[missing-key]: đơn đề nghị chung thiếu trường thu_tuc, giay_to
      2 | role: request
        | ^
      → cần kinh_gui (addressee), thu_tuc (long_text), giay_to (table có cột ten, so_luong): trang tự điền các trường này
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn values_are_checked_as_a_whole() {
    let folder = folder(GOOD);
    let catalogue = generator::parse(&generator::read(&folder.path())).expect("it is good");
    let form: &Form = &catalogue.current_form("don").expect("it is there").form;
    let text = |text: &str| Value::Text(text.to_owned());
    let row = |name: &str, year: &str| {
        [("ten", name), ("nam", year)].map(|(key, cell)| (key.to_owned(), cell.to_owned())).into()
    };
    let told = |values: &Values| -> Vec<String> {
        check::form(form, values, today())
            .iter()
            .map(|one| format!("{} {}", one.at, one.why.code()))
            .collect()
    };
    let mut values = Values::new();
    assert_eq!(told(&values), ["kinh_gui required", "ho_ten required", "giay required"]);
    values.insert("kinh_gui".into(), text("Ủy ban nhân dân xã Na Rì"));
    values.insert("ho_ten".into(), text("An"));
    values.insert("so".into(), text("019196001234"));
    assert_eq!(told(&values), [""; 0], "a number was given, so no other paper is asked for");
    values.insert("co".into(), text("yes"));
    assert_eq!(told(&values), ["may required"]);
    values.insert("may".into(), text("0"));
    values.insert("noi.commune".into(), text("汉"));
    values.insert(
        "con".into(),
        Value::Rows(vec![row("", "1990"), row("Bình", "90"), row("", ""), row("C", "")]),
    );
    assert_eq!(
        told(&values),
        [
            "may too_small",
            "noi.commune strange_letter",
            "con too_many_rows",
            "con.0.ten required",
            "con.1.nam year"
        ]
    );
    values.insert("ho_ten".into(), Value::Many(vec!["An".into()]));
    values.insert("noi".into(), text("a"));
    assert!(told(&values).contains(&"ho_ten shape".to_owned()));
    assert!(told(&values).contains(&"noi shape".to_owned()));
}

#[test]
fn the_form_in_force_is_shown_and_the_older_one_kept() {
    let folder = folder(&GOOD.replace("number:", "valid: {to: 2026-06-30}\nnumber:"));
    let newer = GOOD.replace("number: \"01\"", "valid: {from: 2026-07-01}\nnumber: \"02\"");
    folder.write("forms/don@2026-07-01.yaml", newer);
    let catalogue = generator::parse(&generator::read(&folder.path())).expect("it is good");
    assert_eq!(catalogue.current_form("don").and_then(|now| now.form.number.as_deref()), Some("02"));
    let options = generator::Options::default();
    let plan = generator::plan(&catalogue, &options);
    for address in ["bieu-mau/", "bieu-mau/don/", "bieu-mau/don/ban-dau/", "bieu-mau/don-vi.js"] {
        assert!(plan.page(address).is_some(), "{address}");
    }
    assert!(plan.page("thu-tuc/1.001193/don/").is_none(), "it has its official form");
    assert_eq!(plan.entries[0].offer.level, Some(2));
}

#[test]
fn every_procedure_with_its_facts_has_a_paper_to_print() {
    let catalogue = generator::parse(&generator::read(&tests::real_content()))
        .expect("the project's content has no errors");
    let options = generator::Options::default();
    let plan = generator::plan(&catalogue, &options);
    for entry in &plan.entries {
        let code = &entry.procedure.code;
        assert_ne!(entry.offer.level, Some(1), "{code} has its facts, so it can have a request");
        let has_form = !catalogue.forms_of(code).is_empty();
        assert_ne!(has_form, plan.has_request(entry), "{code}: a form of its own, or the general request");
    }
    let slips = catalogue.current_forms().filter(|version| version.form.role == FormRole::Slip).count();
    assert_eq!(slips, 13, "01 to 06 of 2018 and 01 to 07 of 2025");
}

#[test]
fn labels_with_markup_stay_text_in_page_and_data() {
    let folder = folder(&GOOD.replace("label: Họ tên", "label: </script><b>Họ tên</b>"));
    let catalogue = generator::parse(&generator::read(&folder.path())).expect("it is good");
    let options = generator::Options::default();
    let plan = generator::plan(&catalogue, &options);
    let theme = generator::Theme::load(None).expect("the built-in theme is whole");
    let page = plan.page("bieu-mau/don/").expect("it is there");
    let files = generator::render_page(&plan, &theme, &page).expect("it can be drawn");
    let html = String::from_utf8(files[0].bytes.clone()).expect("a page is text");
    assert!(!html.contains("<b>Họ tên"), "{html}");
    assert_eq!(html.matches("</script>").count(), html.matches("<script").count());
}
