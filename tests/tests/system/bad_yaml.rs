//! Text that is no YAML, or YAML made to hurt.

use insta::assert_snapshot;
use tests::{Folder, PROCEDURE};

#[test]
fn a_colon_in_a_plain_sentence() {
    let folder = Folder::whole();
    folder.change(PROCEDURE, "summary: Ghi", "summary: Lưu ý: ghi");
    assert_snapshot!(folder.check(), @r#"
    content/procedures/ho-tich/1.001193.yaml:3:15: lỗi[syntax]: dấu hai chấm trong chữ làm YAML hiểu nhầm
      3 | summary: Lưu ý: ghi tên con vào Sổ đăng ký khai sinh.
        |               ^
      → đặt cả chữ trong ngoặc kép "..."
    1 lỗi, 0 cảnh báo
    "#);
}

#[test]
fn a_quote_that_never_closes() {
    let folder = Folder::whole();
    folder.change(PROCEDURE, "summary: Ghi", "summary: \"Ghi");
    assert_snapshot!(folder.check(), @r#"
    content/procedures/ho-tich/1.001193.yaml:3:10: lỗi[syntax]: ngoặc kép mở mà không đóng
      3 | summary: "Ghi tên con vào Sổ đăng ký khai sinh.
        |          ^
      → thêm dấu ngoặc kép ở cuối chữ; trong chữ dùng “ ”
    1 lỗi, 0 cảnh báo
    "#);
}

/// The next quote in the file closes it, lines below: there YAML stumbles, but the slip is above.
#[test]
fn a_quote_that_the_next_one_closes() {
    let folder = Folder::whole();
    folder.change(PROCEDURE, "summary: Ghi", "summary: \"Ghi");
    folder.change(PROCEDURE, "results: [{name: Giấy khai sinh}]", "results: [{name: \"Giấy khai sinh\"}]");
    assert_snapshot!(folder.check(), @r#"
    content/procedures/ho-tich/1.001193.yaml:3:10: lỗi[syntax]: ngoặc mở ở đây mà không đóng trên dòng này; YAML đọc nó đến dòng 22
      3 | summary: "Ghi tên con vào Sổ đăng ký khai sinh.
        |          ^
      → thêm dấu ngoặc ở cuối chữ; trong chữ dùng “ ”
    1 lỗi, 0 cảnh báo
    "#);
}

#[test]
fn a_brace_that_never_closes() {
    let folder = Folder::whole();
    folder.change(PROCEDURE, "unit: working_day}", "unit: working_day");
    assert_snapshot!(folder.check(), @"
    content/procedures/ho-tich/1.001193.yaml:13:9: lỗi[syntax]: dấu { hoặc [ ở đây hay ở trên mở mà không đóng
      13 |     fees: [{kind: le_phi, amount_vnd: 8000, per: bản}]
         |         ^
      → đóng bằng } hoặc ], ngăn các mục bằng dấu phẩy; chữ có dấu phẩy đặt trong ngoặc kép
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_bracket_that_never_closes() {
    let folder = Folder::whole();
    folder.change(PROCEDURE, "levels: [commune]", "levels: [commune");
    assert_snapshot!(folder.check(), @"
    content/procedures/ho-tich/1.001193.yaml:6:9: lỗi[syntax]: dấu { hoặc [ ở đây hay ở trên mở mà không đóng
      6 | audience: [citizen]
        |         ^
      → đóng bằng } hoặc ], ngăn các mục bằng dấu phẩy; chữ có dấu phẩy đặt trong ngoặc kép
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn keys_of_one_level_that_do_not_stand_in_one_column() {
    let folder = Folder::whole();
    folder.change(PROCEDURE, "    time: {", "   time: {");
    assert_snapshot!(folder.check(), @"
    content/procedures/ho-tich/1.001193.yaml:12:4: lỗi[syntax]: thụt lề sai
      12 |    time: {amount: 1, unit: working_day}
         |    ^
      → các khóa cùng tầng phải thẳng cột, mỗi tầng hai dấu cách
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_key_without_its_colon() {
    let folder = Folder::whole();
    folder.change(PROCEDURE, "sets: 1", "sets 1");
    assert_snapshot!(folder.check(), @"
    content/procedures/ho-tich/1.001193.yaml:17:1: lỗi[syntax]: dòng này thiếu dấu hai chấm sau khóa
      17 | sets 1
         | ^
      → viết “khóa: giá trị”, có dấu cách sau dấu hai chấm
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_colon_without_its_space() {
    let folder = Folder::whole();
    folder.change(PROCEDURE, "sets: 1", "sets:1");
    assert_snapshot!(folder.check(), @"
    content/procedures/ho-tich/1.001193.yaml:17:1: lỗi[syntax]: dòng này thiếu dấu hai chấm sau khóa
      17 | sets:1
         | ^
      → viết “khóa: giá trị”, có dấu cách sau dấu hai chấm
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn two_documents_in_one_file() {
    let folder = Folder::whole();
    folder.write(PROCEDURE, folder.text(PROCEDURE) + "---\ncode: \"1.001194\"\n");
    assert_snapshot!(folder.check(), @r#"
    content/procedures/ho-tich/1.001193.yaml:29:1: lỗi[syntax]: tệp có hơn một tài liệu YAML (dấu ---)
      29 | code: "1.001194"
         | ^
      → mỗi tệp một bản ghi
    1 lỗi, 0 cảnh báo
    "#);
}

#[test]
fn a_sentence_that_begins_with_a_star() {
    let folder = Folder::whole();
    folder.change(PROCEDURE, "summary: Ghi", "summary: *Ghi");
    assert_snapshot!(folder.check(), @"
    content/procedures/ho-tich/1.001193.yaml:3:10: lỗi[syntax]: bí danh (*tên) không có chỗ định nghĩa (&tên)
      3 | summary: *Ghi tên con vào Sổ đăng ký khai sinh.
        |          ^
      → viết thẳng giá trị; dấu * ở đầu chữ phải trong ngoặc kép
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_sentence_that_begins_with_a_percent_sign() {
    let folder = Folder::whole();
    folder.change(PROCEDURE, "summary: Ghi", "summary: %Ghi");
    assert_snapshot!(folder.check(), @r#"
    content/procedures/ho-tich/1.001193.yaml:3:10: lỗi[syntax]: ký tự ở đầu chữ làm YAML hiểu nhầm
      3 | summary: %Ghi tên con vào Sổ đăng ký khai sinh.
        |          ^
      → đặt chữ trong ngoặc kép "..."
    1 lỗi, 0 cảnh báo
    "#);
}

/// Ten lists of ten lists of ten ...: 10,000,000,000 words if anybody unrolled them.
#[test]
fn an_alias_bomb() {
    let folder = Folder::whole();
    let mut bomb = "- &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..10 {
        let tenfold = vec![format!("*a{}", level - 1); 10].join(", ");
        bomb += &format!("- &a{level} [{tenfold}]\n");
    }
    folder.change(PROCEDURE, "steps:\n", &format!("keywords:\n{bomb}steps:\n"));
    assert_snapshot!(folder.check(), @"
    content/procedures/ho-tich/1.001193.yaml:19:7: lỗi[wrong-value]: “keywords[0]” cần một giá trị đơn, không phải một danh sách
      19 | - &a0 [x, x, x, x, x, x, x, x, x, x]
         |       ^
      → bỏ ngoặc [ ] hoặc { } và dấu gạch đầu dòng
    content/procedures/ho-tich/1.001193.yaml:20:7: lỗi[wrong-value]: “keywords[1]” cần một giá trị đơn, không phải một danh sách
      20 | - &a1 [*a0, *a0, *a0, *a0, *a0, *a0, *a0, *a0, *a0, *a0]
         |       ^
      → bỏ ngoặc [ ] hoặc { } và dấu gạch đầu dòng
    content/procedures/ho-tich/1.001193.yaml:21:7: lỗi[wrong-value]: “keywords[2]” cần một giá trị đơn, không phải một danh sách
      21 | - &a2 [*a1, *a1, *a1, *a1, *a1, *a1, *a1, *a1, *a1, *a1]
         |       ^
      → bỏ ngoặc [ ] hoặc { } và dấu gạch đầu dòng
    content/procedures/ho-tich/1.001193.yaml:22:7: lỗi[wrong-value]: “keywords[3]” cần một giá trị đơn, không phải một danh sách
      22 | - &a3 [*a2, *a2, *a2, *a2, *a2, *a2, *a2, *a2, *a2, *a2]
         |       ^
      → bỏ ngoặc [ ] hoặc { } và dấu gạch đầu dòng
    content/procedures/ho-tich/1.001193.yaml:23:7: lỗi[wrong-value]: “keywords[4]” cần một giá trị đơn, không phải một danh sách
      23 | - &a4 [*a3, *a3, *a3, *a3, *a3, *a3, *a3, *a3, *a3, *a3]
         |       ^
      → bỏ ngoặc [ ] hoặc { } và dấu gạch đầu dòng
    content/procedures/ho-tich/1.001193.yaml:24:7: lỗi[wrong-value]: “keywords[5]” cần một giá trị đơn, không phải một danh sách
      24 | - &a5 [*a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4]
         |       ^
      → bỏ ngoặc [ ] hoặc { } và dấu gạch đầu dòng
    content/procedures/ho-tich/1.001193.yaml:25:7: lỗi[wrong-value]: “keywords[6]” cần một giá trị đơn, không phải một danh sách
      25 | - &a6 [*a5, *a5, *a5, *a5, *a5, *a5, *a5, *a5, *a5, *a5]
         |       ^
      → bỏ ngoặc [ ] hoặc { } và dấu gạch đầu dòng
    content/procedures/ho-tich/1.001193.yaml:26:7: lỗi[wrong-value]: “keywords[7]” cần một giá trị đơn, không phải một danh sách
      26 | - &a7 [*a6, *a6, *a6, *a6, *a6, *a6, *a6, *a6, *a6, *a6]
         |       ^
      → bỏ ngoặc [ ] hoặc { } và dấu gạch đầu dòng
    content/procedures/ho-tich/1.001193.yaml:27:7: lỗi[wrong-value]: “keywords[8]” cần một giá trị đơn, không phải một danh sách
      27 | - &a8 [*a7, *a7, *a7, *a7, *a7, *a7, *a7, *a7, *a7, *a7]
         |       ^
      → bỏ ngoặc [ ] hoặc { } và dấu gạch đầu dòng
    content/procedures/ho-tich/1.001193.yaml:28:7: lỗi[wrong-value]: “keywords[9]” cần một giá trị đơn, không phải một danh sách
      28 | - &a9 [*a8, *a8, *a8, *a8, *a8, *a8, *a8, *a8, *a8, *a8]
         |       ^
      → bỏ ngoặc [ ] hoặc { } và dấu gạch đầu dòng
    10 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_hundred_thousand_aliases() {
    let folder = Folder::whole();
    let words = vec!["*word"; 100_000].join(", ");
    folder.change(PROCEDURE, "steps:\n", &format!("keywords: [&word khai sinh, {words}]\nsteps:\n"));
    assert_snapshot!(folder.check(), @"
    content/procedures/ho-tich/1.001193.yaml:18:477: lỗi[too-large]: tệp lồng quá sâu hoặc nhân bản quá nhiều (bí danh &, *)
      18 | … *word, *word, *word, *word, *word, *word, *word, *word, *word, *word, *word, *word, *word, *word, *…
         |                                                    ^
      → viết thẳng giá trị, không dùng bí danh; một bản ghi chỉ sâu vài tầng
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn ten_thousand_levels_deep() {
    let folder = Folder::whole();
    folder.write(PROCEDURE, format!("steps: {}\n", "[".repeat(10_000)));
    assert_snapshot!(folder.check(), @"
    content/procedures/ho-tich/1.001193.yaml:1:263: lỗi[syntax]: tệp lồng quá sâu
      1 | …[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[…
        |                                                    ^
      → một bản ghi chỉ sâu vài tầng
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn ten_thousand_levels_deep_and_closed() {
    let folder = Folder::whole();
    folder.write(PROCEDURE, format!("steps: {}{}\n", "[".repeat(10_000), "]".repeat(10_000)));
    assert_snapshot!(folder.check(), @"
    content/procedures/ho-tich/1.001193.yaml:1:263: lỗi[syntax]: tệp lồng quá sâu
      1 | …[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[…
        |                                                    ^
      → một bản ghi chỉ sâu vài tầng
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn ten_thousand_levels_deep_by_indent() {
    let folder = Folder::whole();
    let deep: String = (0..2_500).map(|level| " ".repeat(level) + "a:\n").collect();
    folder.write(PROCEDURE, deep);
    assert_snapshot!(folder.check(), @"
    content/procedures/ho-tich/1.001193.yaml:1:1: lỗi[unknown-key]: không có khóa “a”
      1 | a:
        | ^
      → khóa có thể dùng: code, name, summary, field, kind, levels, audience, agencies, decision, valid, online, channels, unclear, cases, sets, steps, results, conditions, legal_basis, keywords, life_events, related, changes, source, review
    1 lỗi, 0 cảnh báo
    ");
}
