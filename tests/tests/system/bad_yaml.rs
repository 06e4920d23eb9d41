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
    content/procedures/ho-tich/1.001193.yaml:3:10: lỗi[syntax]: YAML không đọc được ở đây
      3 | summary: "Ghi tên con vào Sổ đăng ký khai sinh.
        |          ^
      → xem lại thụt lề, ngoặc kép và dấu hai chấm quanh dòng này (bộ đọc nói: unclosed quote at line 3, column 10)
    1 lỗi, 0 cảnh báo
    "#);
}

#[test]
fn a_brace_that_never_closes() {
    let folder = Folder::whole();
    folder.change(PROCEDURE, "unit: working_day}", "unit: working_day");
    assert_snapshot!(folder.check(), @"
    content/procedures/ho-tich/1.001193.yaml:12:29: lỗi[wrong-value]: không có giá trị “working_day fees”
      12 |     time: {amount: 1, unit: working_day
         |                             ^
      → chọn một: working_day, day, hour, month
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_bracket_that_never_closes() {
    let folder = Folder::whole();
    folder.change(PROCEDURE, "levels: [commune]", "levels: [commune");
    assert_snapshot!(folder.check(), @"
    content/procedures/ho-tich/1.001193.yaml:6:9: lỗi[syntax]: YAML không đọc được ở đây
      6 | audience: [citizen]
        |         ^
      → xem lại thụt lề, ngoặc kép và dấu hai chấm quanh dòng này (bộ đọc nói: illegal placement of ':' indicator at line 6, column 9)
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn keys_of_one_level_that_do_not_stand_in_one_column() {
    let folder = Folder::whole();
    folder.change(PROCEDURE, "    time: {", "   time: {");
    assert_snapshot!(folder.check(), @"
    content/procedures/ho-tich/1.001193.yaml:12:4: lỗi[syntax]: YAML không đọc được ở đây
      12 |    time: {amount: 1, unit: working_day}
         |    ^
      → xem lại thụt lề, ngoặc kép và dấu hai chấm quanh dòng này (bộ đọc nói: while parsing a block collection, did not find expected '-' indicator at line 12, column 4)
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
    assert_snapshot!(folder.check(), @"
    content/procedures/ho-tich/1.001193.yaml:3:10: lỗi[syntax]: YAML không đọc được ở đây
      3 | summary: %Ghi tên con vào Sổ đăng ký khai sinh.
        |          ^
      → xem lại thụt lề, ngoặc kép và dấu hai chấm quanh dòng này (bộ đọc nói: unexpected character: `%' at line 3, column 10)
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn an_alias_bomb() {
    let folder = Folder::whole();
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..10 {
        let tenfold = vec![format!("*a{}", level - 1); 10].join(", ");
        bomb += &format!("a{level}: &a{level} [{tenfold}]\n");
    }
    folder.write(PROCEDURE, bomb);
    assert_snapshot!(folder.check(), @"
    content/procedures/ho-tich/1.001193.yaml:1:1: lỗi[unknown-key]: không có khóa “a0”
      1 | a0: &a0 [x, x, x, x, x, x, x, x, x, x]
        | ^
      → có thể dùng: agencies, audience, cases, changes, channels, code, conditions, decision, field, keywords, kind, legal_basis, levels, life_events, name, online, related, results, review, sets, source, steps, summary, unclear, valid
    content/procedures/ho-tich/1.001193.yaml:1:1: lỗi[missing-key]: thiếu khóa “code”
      1 | a0: &a0 [x, x, x, x, x, x, x, x, x, x]
        | ^
      → thêm một dòng “code: ...”
    content/procedures/ho-tich/1.001193.yaml:1:1: lỗi[missing-key]: thiếu khóa “field”
      1 | a0: &a0 [x, x, x, x, x, x, x, x, x, x]
        | ^
      → thêm một dòng “field: ...”
    content/procedures/ho-tich/1.001193.yaml:1:1: lỗi[missing-key]: thiếu khóa “levels”
      1 | a0: &a0 [x, x, x, x, x, x, x, x, x, x]
        | ^
      → thêm một dòng “levels: ...”
    content/procedures/ho-tich/1.001193.yaml:1:1: lỗi[missing-key]: thiếu khóa “name”
      1 | a0: &a0 [x, x, x, x, x, x, x, x, x, x]
        | ^
      → thêm một dòng “name: ...”
    content/procedures/ho-tich/1.001193.yaml:1:1: lỗi[missing-key]: thiếu khóa “review”
      1 | a0: &a0 [x, x, x, x, x, x, x, x, x, x]
        | ^
      → thêm một dòng “review: ...”
    content/procedures/ho-tich/1.001193.yaml:1:1: lỗi[missing-key]: thiếu khóa “source”
      1 | a0: &a0 [x, x, x, x, x, x, x, x, x, x]
        | ^
      → thêm một dòng “source: ...”
    content/procedures/ho-tich/1.001193.yaml:2:1: lỗi[unknown-key]: không có khóa “a1”
      2 | a1: &a1 [*a0, *a0, *a0, *a0, *a0, *a0, *a0, *a0, *a0, *a0]
        | ^
      → có thể dùng: agencies, audience, cases, changes, channels, code, conditions, decision, field, keywords, kind, legal_basis, levels, life_events, name, online, related, results, review, sets, source, steps, summary, unclear, valid
    content/procedures/ho-tich/1.001193.yaml:3:1: lỗi[unknown-key]: không có khóa “a2”
      3 | a2: &a2 [*a1, *a1, *a1, *a1, *a1, *a1, *a1, *a1, *a1, *a1]
        | ^
      → có thể dùng: agencies, audience, cases, changes, channels, code, conditions, decision, field, keywords, kind, legal_basis, levels, life_events, name, online, related, results, review, sets, source, steps, summary, unclear, valid
    content/procedures/ho-tich/1.001193.yaml:4:1: lỗi[unknown-key]: không có khóa “a3”
      4 | a3: &a3 [*a2, *a2, *a2, *a2, *a2, *a2, *a2, *a2, *a2, *a2]
        | ^
      → có thể dùng: agencies, audience, cases, changes, channels, code, conditions, decision, field, keywords, kind, legal_basis, levels, life_events, name, online, related, results, review, sets, source, steps, summary, unclear, valid
    content/procedures/ho-tich/1.001193.yaml:5:1: lỗi[unknown-key]: không có khóa “a4”
      5 | a4: &a4 [*a3, *a3, *a3, *a3, *a3, *a3, *a3, *a3, *a3, *a3]
        | ^
      → có thể dùng: agencies, audience, cases, changes, channels, code, conditions, decision, field, keywords, kind, legal_basis, levels, life_events, name, online, related, results, review, sets, source, steps, summary, unclear, valid
    content/procedures/ho-tich/1.001193.yaml:6:1: lỗi[unknown-key]: không có khóa “a5”
      6 | a5: &a5 [*a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4]
        | ^
      → có thể dùng: agencies, audience, cases, changes, channels, code, conditions, decision, field, keywords, kind, legal_basis, levels, life_events, name, online, related, results, review, sets, source, steps, summary, unclear, valid
    content/procedures/ho-tich/1.001193.yaml:7:1: lỗi[unknown-key]: không có khóa “a6”
      7 | a6: &a6 [*a5, *a5, *a5, *a5, *a5, *a5, *a5, *a5, *a5, *a5]
        | ^
      → có thể dùng: agencies, audience, cases, changes, channels, code, conditions, decision, field, keywords, kind, legal_basis, levels, life_events, name, online, related, results, review, sets, source, steps, summary, unclear, valid
    content/procedures/ho-tich/1.001193.yaml:8:1: lỗi[unknown-key]: không có khóa “a7”
      8 | a7: &a7 [*a6, *a6, *a6, *a6, *a6, *a6, *a6, *a6, *a6, *a6]
        | ^
      → có thể dùng: agencies, audience, cases, changes, channels, code, conditions, decision, field, keywords, kind, legal_basis, levels, life_events, name, online, related, results, review, sets, source, steps, summary, unclear, valid
    content/procedures/ho-tich/1.001193.yaml:9:1: lỗi[unknown-key]: không có khóa “a8”
      9 | a8: &a8 [*a7, *a7, *a7, *a7, *a7, *a7, *a7, *a7, *a7, *a7]
        | ^
      → có thể dùng: agencies, audience, cases, changes, channels, code, conditions, decision, field, keywords, kind, legal_basis, levels, life_events, name, online, related, results, review, sets, source, steps, summary, unclear, valid
    content/procedures/ho-tich/1.001193.yaml:10:1: lỗi[unknown-key]: không có khóa “a9”
      10 | a9: &a9 [*a8, *a8, *a8, *a8, *a8, *a8, *a8, *a8, *a8, *a8]
         | ^
      → có thể dùng: agencies, audience, cases, changes, channels, code, conditions, decision, field, keywords, kind, legal_basis, levels, life_events, name, online, related, results, review, sets, source, steps, summary, unclear, valid
    16 lỗi, 0 cảnh báo
    ");
}

#[test]
fn ten_thousand_levels_deep() {
    let folder = Folder::whole();
    folder.write(PROCEDURE, format!("steps: {}\n", "[".repeat(10_000)));
    assert_snapshot!(folder.check(), @"
    content/procedures/ho-tich/1.001193.yaml:1:263: lỗi[syntax]: YAML không đọc được ở đây
      1 | …[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[…
        |                                                    ^
      → xem lại thụt lề, ngoặc kép và dấu hai chấm quanh dòng này (bộ đọc nói: recursion limit exceeded at line 1, column 263)
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn ten_thousand_levels_deep_and_closed() {
    let folder = Folder::whole();
    folder.write(PROCEDURE, format!("steps: {}{}\n", "[".repeat(10_000), "]".repeat(10_000)));
    assert_snapshot!(folder.check(), @"
    content/procedures/ho-tich/1.001193.yaml:1:263: lỗi[syntax]: YAML không đọc được ở đây
      1 | …[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[…
        |                                                    ^
      → xem lại thụt lề, ngoặc kép và dấu hai chấm quanh dòng này (bộ đọc nói: recursion limit exceeded at line 1, column 263)
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
