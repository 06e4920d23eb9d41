//! Records that are good alone and do not fit together.

use insta::assert_snapshot;
use tests::{Folder, PROCEDURE};

fn with(from: &str, to: &str) -> String {
    let folder = Folder::whole();
    folder.change(PROCEDURE, from, to);
    folder.check()
}

#[test]
fn an_agency_nobody_knows() {
    assert_snapshot!(with("decides: ubnd-cap-xa", "decides: ubnd-cap-sa"), @"
    content/procedures/ho-tich/1.001193.yaml:7:12: lỗi[unknown-reference]: không có cơ quan “ubnd-cap-sa”
      7 | agencies: {decides: ubnd-cap-sa}
        |            ^
      → có phải “ubnd-cap-xa”?
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_field_nobody_knows() {
    let folder = Folder::whole();
    folder.change(PROCEDURE, "field: ho-tich", "field: ho-tic");
    std::fs::rename(folder.path().join("procedures/ho-tich"), folder.path().join("procedures/ho-tic"))
        .unwrap();
    assert_snapshot!(folder.check(), @"
    content/procedures/ho-tic/1.001193.yaml:4:1: lỗi[unknown-reference]: không có lĩnh vực “ho-tic”
      4 | field: ho-tic
        | ^
      → có phải “ho-tich”?
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_folder_that_is_not_the_field() {
    assert_snapshot!(with("field: ho-tich", "field: cu-tru"), @"
    content/procedures/ho-tich/1.001193.yaml:4:1: lỗi[file-name]: tệp nằm trong thư mục ho-tich nhưng lĩnh vực là cu-tru
      4 | field: cu-tru
        | ^
      → chuyển tệp vào procedures/cu-tru/, hoặc sửa field
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_form_nobody_knows() {
    assert_snapshot!(with("originals: 1}", "originals: 1, form: to-khai}"), @"
    content/procedures/ho-tich/1.001193.yaml:16:57: lỗi[unknown-reference]: không có biểu mẫu “to-khai”
      16 |       - {name: Tờ khai đăng ký khai sinh, originals: 1, form: to-khai}
         |                                                         ^
      → sửa cho đúng mã đã có, hoặc thêm mục ấy vào nội dung trước
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_law_nobody_knows() {
    assert_snapshot!(with("legal_basis: [60/2014/QH13]", "legal_basis: [60/2014/QH13, 60/2014/QH12]"), @"
    content/procedures/ho-tich/1.001193.yaml:24:29: lỗi[unknown-reference]: không có văn bản “60/2014/QH12”
      24 | legal_basis: [60/2014/QH13, 60/2014/QH12]
         |                             ^
      → có phải “60/2014/QH13”?
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_life_event_nobody_knows() {
    assert_snapshot!(with("life_events: [sinh-con]", "life_events: [sinh-con, sinhcon]"), @"
    content/procedures/ho-tich/1.001193.yaml:25:25: lỗi[unknown-reference]: không có sự kiện “sinhcon”
      25 | life_events: [sinh-con, sinhcon]
         |                         ^
      → có phải “sinh-con”?
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_related_procedure_nobody_knows() {
    assert_snapshot!(with("life_events:", "related: [\"9.999999\"]\nlife_events:"), @r#"
    content/procedures/ho-tich/1.001193.yaml:25:11: lỗi[unknown-reference]: không có thủ tục “9.999999”
      25 | related: ["9.999999"]
         |           ^
      → sửa cho đúng mã đã có, hoặc thêm mục ấy vào nội dung trước
    1 lỗi, 0 cảnh báo
    "#);
}

#[test]
fn a_successor_of_a_version_nobody_knows() {
    assert_snapshot!(with("sets: 1", "valid: {to: 2026-12-31, replaced_by: \"9.999999\"}\nsets: 1"), @r#"
    content/procedures/ho-tich/1.001193.yaml:17:25: lỗi[unknown-reference]: không có thủ tục “9.999999”
      17 | valid: {to: 2026-12-31, replaced_by: "9.999999"}
         |                         ^
      → sửa cho đúng mã đã có, hoặc thêm mục ấy vào nội dung trước
    1 lỗi, 0 cảnh báo
    "#);
}

#[test]
fn a_file_name_that_is_not_the_code() {
    assert_snapshot!(with("code: \"1.001193\"", "code: \"1.001194\""), @r#"
    content/procedures/ho-tich/1.001193.yaml:1:1: lỗi[file-name]: mã trong tệp là 1.001194 nhưng tên tệp là 1.001193.yaml
      1 | code: "1.001194"
        | ^
      → đổi tên tệp thành 1.001194.yaml, hoặc sửa code
    1 lỗi, 0 cảnh báo
    "#);
}

#[test]
fn two_records_with_one_key() {
    let folder = Folder::whole();
    let other = folder.text(PROCEDURE).replace("field: ho-tich", "field: cu-tru");
    folder.write("procedures/cu-tru/1.001193.yaml", other);
    assert_snapshot!(folder.check(), @r#"
    content/procedures/ho-tich/1.001193.yaml:1:1: lỗi[duplicate-record]: thủ tục 1.001193 có hai bản cùng ngày bắt đầu; bản kia ở procedures/cu-tru/1.001193.yaml
      1 | code: "1.001193"
        | ^
      → giữ một, xóa một; bản mới hơn cần valid.from
    1 lỗi, 0 cảnh báo
    "#);
}

#[test]
fn two_agencies_with_one_id() {
    let folder = Folder::whole();
    folder.write("units.yaml", folder.text("agencies.yaml").replace("role", "unit"));
    assert_snapshot!(folder.check(), @"
    content/units.yaml:2:6: lỗi[duplicate-record]: cơ quan “ubnd-cap-xa” đã có ở chỗ khác
      2 |   - {id: ubnd-cap-xa, name: Ủy ban nhân dân cấp xã, level: commune, kind: unit}
        |      ^
      → giữ một, bỏ một
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn two_laws_with_one_address() {
    let folder = Folder::whole();
    folder.write("legal/khac.yaml", "texts:\n  - {number: 60-2014-QH13, title: Luật khác}\n");
    assert_snapshot!(folder.check(), @"
    content/legal/quoc-hoi.yaml:3:6: lỗi[duplicate-record]: số 60/2014/QH13 và số 60-2014-QH13 có cùng địa chỉ trang
      3 |   - {number: 60/2014/QH13, title: Luật Hộ tịch}
        |      ^
      → giữ một, bỏ một
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn two_life_events_with_one_id() {
    let folder = Folder::whole();
    folder.write(
        "life-events.yaml",
        folder.text("life-events.yaml") + "  - {id: sinh-con, name: Sinh em bé}\n",
    );
    assert_snapshot!(folder.check(), @"
    content/life-events.yaml:3:6: lỗi[duplicate-record]: sự kiện “sinh-con” đã có ở chỗ khác
      3 |   - {id: sinh-con, name: Sinh em bé}
        |      ^
      → giữ một, bỏ một
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_life_event_whose_id_is_no_address() {
    let folder = Folder::whole();
    folder.write("life-events.yaml", folder.text("life-events.yaml") + "  - {id: ../Mua xe, name: Mua xe}\n");
    assert_snapshot!(folder.check(), @"
    content/life-events.yaml:3:6: lỗi[wrong-value]: mã “../Mua xe” không dùng được làm địa chỉ trang
      3 |   - {id: ../Mua xe, name: Mua xe}
        |      ^
      → viết chữ thường không dấu, nối bằng gạch ngang: mua-xe
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn versions_whose_validity_overlaps() {
    let folder = Folder::whole();
    let text = folder.text(PROCEDURE);
    folder.write(PROCEDURE, format!("{text}valid: {{from: 2020-01-01}}\n"));
    folder
        .write("procedures/ho-tich/1.001193@2026-07-01.yaml", format!("{text}valid: {{from: 2026-07-01}}\n"));
    assert_snapshot!(folder.check(), @"
    content/procedures/ho-tich/1.001193@2026-07-01.yaml:28:1: lỗi[validity]: thời gian hiệu lực trùng với bản ở procedures/ho-tich/1.001193.yaml
      28 | valid: {from: 2026-07-01}
         | ^
      → ghi valid.to của bản cũ là ngày trước valid.from của bản mới
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_version_that_ends_before_it_begins() {
    assert_snapshot!(with("sets: 1", "valid: {from: 2026-07-01, to: 2026-06-30}\nsets: 1"), @"
    content/procedures/ho-tich/1.001193.yaml:17:1: lỗi[validity]: hiệu lực kết thúc (30/06/2026) trước khi bắt đầu (01/07/2026)
      17 | valid: {from: 2026-07-01, to: 2026-06-30}
         | ^
      → sửa valid.from hoặc valid.to theo văn bản công bố
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_file_name_that_names_another_day() {
    let folder = Folder::whole();
    let text = folder.text(PROCEDURE);
    folder.change(PROCEDURE, "sets: 1", "valid: {to: 2026-06-30}\nsets: 1");
    folder
        .write("procedures/ho-tich/1.001193@2026-07-01.yaml", format!("{text}valid: {{from: 2026-07-02}}\n"));
    assert_snapshot!(folder.check(), @"
    content/procedures/ho-tich/1.001193@2026-07-01.yaml:28:1: lỗi[file-name]: tên tệp nói bản này có hiệu lực từ 2026-07-01 nhưng valid.from không như vậy
      28 | valid: {from: 2026-07-02}
         | ^
      → đổi tên tệp hoặc sửa nội dung cho khớp nhau
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_most_used_procedure_nobody_knows() {
    let folder = Folder::whole();
    folder.write(
        "site.yaml",
        folder.text("site.yaml") + "most_used: [{code: \"1.001193\"}, {code: \"9.999999\"}]\n",
    );
    assert_snapshot!(folder.check(), @r#"
    content/site.yaml:7:34: lỗi[unknown-reference]: không có thủ tục nào mang mã 9.999999
      7 | most_used: [{code: "1.001193"}, {code: "9.999999"}]
        |                                  ^
      → sửa cho đúng mã đã có, hoặc thêm mục ấy vào nội dung trước
    1 lỗi, 0 cảnh báo
    "#);
}

/// What is sure is told, and what only the broken file could answer is not.
#[test]
fn a_broken_file_hides_nothing_of_the_others() {
    let folder = Folder::whole();
    folder.change("fields.yaml", "group: giay-to}\n  - {id: cu-tru", "grup: giay-to}\n  - {id: cu-tru");
    folder.change(PROCEDURE, "decides: ubnd-cap-xa", "decides: ubnd-cap-x");
    folder.change(PROCEDURE, "summary: Ghi tên con vào Sổ đăng ký khai sinh.\n", "");
    assert_snapshot!(folder.check(), @"
    content/fields.yaml:4:5: lỗi[missing-key]: thiếu khóa “group”
      4 |   - {id: ho-tich, name: Hộ tịch, grup: giay-to}
        |     ^
      → thêm “group: …”
    content/fields.yaml:4:34: lỗi[unknown-key]: không có khóa “grup”
      4 |   - {id: ho-tich, name: Hộ tịch, grup: giay-to}
        |                                  ^
      → có phải “group”?
    content/procedures/ho-tich/1.001193.yaml: cảnh báo[missing-summary]: chưa có tóm tắt bằng lời thường
      → viết summary: một hoặc hai câu, người dân nhận được gì và điều hay quên
    content/procedures/ho-tich/1.001193.yaml:6:12: lỗi[unknown-reference]: không có cơ quan “ubnd-cap-x”
      6 | agencies: {decides: ubnd-cap-x}
        |            ^
      → có phải “ubnd-cap-xa”?
    3 lỗi, 1 cảnh báo
    ");
}

#[test]
fn a_reference_to_a_broken_record_is_not_blamed() {
    let folder = Folder::whole();
    folder.write("procedures/cu-tru/1.001194.yaml", "code: [\n");
    folder.change(PROCEDURE, "life_events:", "related: [\"1.001194\", \"1.001195\"]\nlife_events:");
    folder.write("legal/bo-khac.yaml", "issuer: [\n");
    folder.change(PROCEDURE, "60/2014/QH13", "61/2014/QH13");
    assert_snapshot!(folder.check(), @r#"
    content/legal/bo-khac.yaml:1:9: lỗi[syntax]: dấu { hoặc [ ở đây hay ở trên mở mà không đóng
      1 | issuer: [
        |         ^
      → đóng bằng } hoặc ], ngăn các mục bằng dấu phẩy; chữ có dấu phẩy đặt trong ngoặc kép
    content/procedures/cu-tru/1.001194.yaml:1:7: lỗi[syntax]: dấu { hoặc [ ở đây hay ở trên mở mà không đóng
      1 | code: [
        |       ^
      → đóng bằng } hoặc ], ngăn các mục bằng dấu phẩy; chữ có dấu phẩy đặt trong ngoặc kép
    content/procedures/ho-tich/1.001193.yaml:25:23: lỗi[unknown-reference]: không có thủ tục “1.001195”
      25 | related: ["1.001194", "1.001195"]
         |                       ^
      → sửa cho đúng mã đã có, hoặc thêm mục ấy vào nội dung trước
    3 lỗi, 0 cảnh báo
    "#);
}
