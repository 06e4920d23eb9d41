//! Files that are no clean text.

use insta::assert_snapshot;
use tests::{Folder, PROCEDURE};

#[test]
fn a_whole_folder_has_no_problem() {
    assert_snapshot!(Folder::whole().check(), @"0 lỗi, 0 cảnh báo");
}

#[test]
fn a_tab() {
    let folder = Folder::whole();
    folder.change(PROCEDURE, "  - via: counter\n", "\t- via: counter\n");
    assert_snapshot!(folder.check(), @"
    content/procedures/ho-tich/1.001193.yaml:11:1: lỗi[tab]: có dấu tab
      11 | ⇥- via: counter
         | ^
      → thay bằng hai dấu cách; đặt trình soạn thảo dùng dấu cách cho tệp YAML
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_byte_order_mark() {
    let folder = Folder::whole();
    folder.write("site.yaml", format!("\u{feff}{}", folder.text("site.yaml")));
    assert_snapshot!(folder.check(), @"
    content/site.yaml:1:1: lỗi[byte-order-mark]: tệp bắt đầu bằng dấu BOM
      1 | ·name: Một cửa thử
        | ^
      → lưu lại với bảng mã “UTF-8”, không phải “UTF-8 with BOM”
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn windows_line_ends() {
    let folder = Folder::whole();
    folder.write(PROCEDURE, folder.text(PROCEDURE).replace('\n', "\r\n"));
    assert_snapshot!(folder.check(), @r#"
    content/procedures/ho-tich/1.001193.yaml:1:17: cảnh báo[carriage-return]: dòng kết thúc kiểu CRLF của Windows
      1 | code: "1.001193"
        |                 ^
      → đặt trình soạn thảo lưu với xuống dòng kiểu LF
    0 lỗi, 1 cảnh báo
    "#);
}

#[test]
fn bytes_that_are_not_utf8() {
    let folder = Folder::whole();
    let text = folder.text(PROCEDURE);
    let (before, after) = text.split_once("Giấy khai sinh.").expect("it is there");
    // "Giấy" as the old code page TCVN3 has it.
    folder.write(PROCEDURE, [before.as_bytes(), b"Gi\xcay khai sinh.", after.as_bytes()].concat());
    assert_snapshot!(folder.check(), @"
    content/procedures/ho-tich/1.001193.yaml:21:1: lỗi[not-utf8]: dòng 21 có byte không phải UTF-8
      → mở tệp bằng trình soạn thảo và lưu lại với bảng mã UTF-8
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn letters_that_are_not_composed() {
    let folder = Folder::whole();
    folder.change(PROCEDURE, "Ghi tên con", "Ghi te\u{302}n con");
    assert_snapshot!(folder.check(), @"
    content/procedures/ho-tich/1.001193.yaml:3:15: lỗi[not-nfc]: chữ có dấu ở dạng tổ hợp, không phải dựng sẵn (NFC)
      3 | summary: Ghi tên con vào Sổ đăng ký khai sinh.
        |               ^
      → gõ lại chữ có dấu bằng bộ gõ đặt ở bảng mã “Unicode dựng sẵn”
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_letter_nobody_sees() {
    let folder = Folder::whole();
    folder.change(PROCEDURE, "Ghi tên con", "Ghi\u{200b} tên con");
    assert_snapshot!(folder.check(), @"
    content/procedures/ho-tich/1.001193.yaml:3:13: lỗi[strange-character]: có ký tự không nhìn thấy hoặc không chuẩn (U+200B)
      3 | summary: Ghi· tên con vào Sổ đăng ký khai sinh.
        |             ^
      → xóa ký tự này rồi gõ lại chữ ở đó
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn ten_megabytes() {
    let folder = Folder::whole();
    folder.write(PROCEDURE, "# nói dài\n".repeat((10 << 20) / 12 + 1));
    assert_snapshot!(folder.check(), @"
    content/procedures/ho-tich/1.001193.yaml: lỗi[too-large]: tệp dài 10 MB; tối đa 4 MB
      → tách thành nhiều tệp nhỏ hơn
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn nothing_but_spaces() {
    let folder = Folder::whole();
    folder.write(PROCEDURE, "\n  \n");
    assert_snapshot!(folder.check(), @"
    content/procedures/ho-tich/1.001193.yaml:3:1: lỗi[empty]: tệp trống
      → viết nội dung cho tệp, hoặc xóa tệp
    1 lỗi, 0 cảnh báo
    ");
}
