//! Folders that are empty, missing, forbidden or tied in knots.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

use insta::assert_snapshot;
use tests::{Folder, PROCEDURE};

#[test]
fn an_empty_folder() {
    assert_snapshot!(Folder::empty().check(), @"
    content: lỗi[empty]: thư mục content không có tệp nội dung nào
      → nội dung cần ít nhất site.yaml và fields.yaml; tạo thủ tục đầu tiên bằng: motcua new MÃ
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_folder_that_is_not_there() {
    let folder = Folder::empty();
    fs::remove_dir(folder.path()).unwrap();
    let (_, problems) = generator::check(&folder.beside("nowhere"));
    let printed = tests::report(&problems, &folder.beside("nowhere"), tests::Format::Text);
    assert_snapshot!(folder.without_place(&printed), @"
    .../nowhere: lỗi[unreadable]: không mở được thư mục nội dung .../nowhere: không có tệp hoặc thư mục này
      → chỉ đúng thư mục bằng --content THƯ_MỤC
    ");
}

#[test]
fn a_file_where_the_folder_should_be() {
    let folder = Folder::whole();
    let (_, problems) = generator::check(&folder.path().join("site.yaml"));
    let printed = tests::report(&problems, &folder.path().join("site.yaml"), tests::Format::Text);
    assert_snapshot!(folder.without_place(&printed), @"
    content/site.yaml: lỗi[unreadable]: không mở được thư mục nội dung content/site.yaml: đó là tệp, không phải thư mục
      → chỉ đúng thư mục bằng --content THƯ_MỤC
    ");
}

#[test]
fn a_folder_without_site() {
    let folder = Folder::whole();
    fs::remove_file(folder.path().join("site.yaml")).unwrap();
    assert_snapshot!(folder.check(), @"
    content/site.yaml: lỗi[empty]: thư mục nội dung không có site.yaml
      → chép site.yaml của trang mẫu rồi sửa theo nơi của bạn
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_folder_without_fields() {
    let folder = Folder::whole();
    fs::remove_file(folder.path().join("fields.yaml")).unwrap();
    assert_snapshot!(folder.check(), @"
    content/fields.yaml: lỗi[empty]: thư mục nội dung không có fields.yaml
      → chép fields.yaml của trang mẫu rồi sửa theo nơi của bạn
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_file_that_belongs_nowhere() {
    let folder = Folder::whole();
    folder.write("procedures/1.001194.yaml", "code: \"1.001194\"\n");
    folder.write("ghi-chu.md", "Nhớ gọi điện.\n");
    assert_snapshot!(folder.check(), @"
    content/ghi-chu.md: lỗi[file-name]: tệp này không thuộc phần nào của nội dung
      → thủ tục nằm ở procedures/<lĩnh vực>/<mã>.yaml, hướng dẫn ở guides/*.md; xem README
    content/procedures/1.001194.yaml: lỗi[file-name]: tệp này không thuộc phần nào của nội dung
      → thủ tục nằm ở procedures/<lĩnh vực>/<mã>.yaml, hướng dẫn ở guides/*.md; xem README
    2 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_file_with_the_other_ending() {
    let folder = Folder::whole();
    fs::rename(folder.path().join(PROCEDURE), folder.path().join("procedures/ho-tich/1.001193.yml")).unwrap();
    assert_snapshot!(folder.check(), @"
    content/procedures/ho-tich/1.001193.yml: lỗi[file-name]: tệp này không thuộc phần nào của nội dung
      → đổi tên tệp thành 1.001193.yaml
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_link_that_leads_round() {
    let folder = Folder::whole();
    symlink("..", folder.path().join("procedures/vong")).unwrap();
    assert_snapshot!(folder.check(), @"
    content/procedures/vong: lỗi[link]: liên kết tạo thành vòng tròn
      → xóa liên kết này
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_link_to_itself() {
    let folder = Folder::whole();
    symlink("chinh-no.yaml", folder.path().join("procedures/ho-tich/chinh-no.yaml")).unwrap();
    assert_snapshot!(folder.check(), @"
    content/procedures/ho-tich/chinh-no.yaml: lỗi[link]: liên kết không dẫn tới tệp nào
      → xóa liên kết này, hoặc chép tệp vào đó
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_link_to_nothing() {
    let folder = Folder::whole();
    symlink("khong-co.yaml", folder.path().join("procedures/ho-tich/1.001194.yaml")).unwrap();
    assert_snapshot!(folder.check(), @"
    content/procedures/ho-tich/1.001194.yaml: lỗi[link]: liên kết không dẫn tới tệp nào
      → xóa liên kết này, hoặc chép tệp vào đó
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_link_that_leads_out() {
    let folder = Folder::whole();
    fs::write(folder.beside("secret.yaml"), "password: 1\n").unwrap();
    symlink(folder.beside("secret.yaml"), folder.path().join("procedures/ho-tich/1.001194.yaml")).unwrap();
    assert_snapshot!(folder.check(), @"
    content/procedures/ho-tich/1.001194.yaml: lỗi[link]: liên kết dẫn ra ngoài thư mục nội dung
      → chép tệp hay thư mục ấy vào đây thay vì liên kết
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_linked_folder_that_leads_out() {
    let folder = Folder::whole();
    fs::create_dir(folder.beside("other")).unwrap();
    fs::write(folder.beside("other/1.001194.yaml"), "password: 1\n").unwrap();
    symlink(folder.beside("other"), folder.path().join("procedures/cu-tru")).unwrap();
    assert_snapshot!(folder.check(), @"
    content/procedures/cu-tru: lỗi[link]: liên kết dẫn ra ngoài thư mục nội dung
      → chép tệp hay thư mục ấy vào đây thay vì liên kết
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_file_nobody_may_read() {
    if as_another_user("bad_folder::a_file_nobody_may_read") {
        return;
    }
    let folder = Folder::whole();
    fs::set_permissions(folder.path().join(PROCEDURE), fs::Permissions::from_mode(0o000)).unwrap();
    assert_snapshot!(folder.check(), @"
    content/procedures/ho-tich/1.001193.yaml: lỗi[unreadable]: không đọc được tệp: không có quyền truy cập
      → xem lại quyền đọc của tệp hay thư mục, ví dụ: chmod u+r TỆP
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_folder_nobody_may_read() {
    if as_another_user("bad_folder::a_folder_nobody_may_read") {
        return;
    }
    let folder = Folder::whole();
    let closed = folder.path().join("procedures/ho-tich");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    let printed = folder.check();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).unwrap();
    assert_snapshot!(printed, @"
    content/procedures/ho-tich: lỗi[unreadable]: không đọc được: không có quyền truy cập
      → xem lại quyền đọc của tệp hay thư mục, ví dụ: chmod u+r TỆP
    1 lỗi, 0 cảnh báo
    ");
}

/// Root may read everything: then `test` runs again as nobody, and this says whether that is done.
#[allow(clippy::print_stdout, reason = "a test that does nothing says so")]
fn as_another_user(test: &str) -> bool {
    let root = fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
    if !root {
        return false;
    }
    let program = std::env::current_exe().expect("a running program has a path");
    let again = std::process::Command::new("setpriv")
        .args(["--reuid=65534", "--regid=65534", "--clear-groups"])
        .arg(program)
        .args(["--exact", test])
        .env("INSTA_UPDATE", "no")
        .env("INSTA_WORKSPACE_ROOT", env!("CARGO_MANIFEST_DIR"))
        .output();
    match again {
        Ok(again) if String::from_utf8_lossy(&again.stdout).contains("running 1 test") => {
            assert!(again.status.success(), "{}", String::from_utf8_lossy(&again.stdout));
        }
        _ => println!("skipped: root reads everything, and nobody can't start this program here"),
    }
    true
}

#[test]
fn a_pipe_in_the_folder_is_not_waited_for() {
    let folder = Folder::whole();
    let made =
        std::process::Command::new("mkfifo").arg(folder.path().join("procedures/ho-tich/ong.yaml")).status();
    assert!(made.is_ok_and(|status| status.success()));
    assert_snapshot!(folder.check(), @"0 lỗi, 0 cảnh báo");
}

#[test]
fn a_guide_without_head() {
    let folder = Folder::whole();
    folder.write("guides/phi.md", "Phí là gì?\n");
    assert_snapshot!(folder.check(), @"
    content/guides/phi.md:1:1: lỗi[syntax]: bài hướng dẫn cần phần đầu giữa hai dòng ---, gồm title, summary, order
      1 | Phí là gì?
        | ^
      → chép phần đầu của một bài hướng dẫn khác rồi sửa
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_guide_with_html_and_unsafe_links() {
    let folder = Folder::whole();
    folder.write(
        "guides/phi.md",
        "---\ntitle: Phí\nsummary: Phí là gì\norder: 1\n---\nĐoạn đầu.\n\n<div>x</div>\n\n[a](javascript:b) và ![ảnh](c.png)\n",
    );
    assert_snapshot!(folder.check(), @"
    content/guides/phi.md:8:1: lỗi[unsafe-markdown]: có thẻ HTML trong chữ; chỉ dùng Markdown
      8 | <div>x</div>
        | ^
      → xóa thẻ; chữ đậm viết **chữ**, danh sách viết mỗi dòng một dấu gạch
    content/guides/phi.md:10:1: lỗi[unsafe-markdown]: liên kết chỉ được bắt đầu bằng https:, mailto:, tel: hoặc là đường dẫn trong trang
      10 | [a](javascript:b) và ![ảnh](c.png)
         | ^
      → sửa địa chỉ, hoặc chỉ giữ lại chữ
    content/guides/phi.md:10:22: lỗi[unsafe-markdown]: không đặt ảnh trong nội dung
      10 | [a](javascript:b) và ![ảnh](c.png)
         |                      ^
      → bỏ ảnh, nói bằng chữ điều ảnh cho thấy
    3 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_guide_with_windows_line_ends_is_still_read() {
    let folder = Folder::whole();
    folder.write(
        "guides/phi.md",
        "---\r\ntitle: Phí\r\nsummary: Phí là gì\r\norder: 1\r\n---\r\nĐoạn đầu.\r\n",
    );
    assert_snapshot!(folder.check(), @"
    content/guides/phi.md:1:4: cảnh báo[carriage-return]: dòng kết thúc kiểu CRLF của Windows
      1 | ---
        |    ^
      → đặt trình soạn thảo lưu với xuống dòng kiểu LF
    0 lỗi, 1 cảnh báo
    ");
}

#[test]
fn a_guide_whose_head_is_wrong() {
    let folder = Folder::whole();
    folder.write("guides/phi.md", "---\ntitle: Phí\nsumary: Phí là gì\norder: đầu\n---\nĐoạn đầu.\n");
    assert_snapshot!(folder.check(), @"
    content/guides/phi.md:2:1: lỗi[missing-key]: thiếu khóa “summary”
      2 | title: Phí
        | ^
      → thêm “summary: …”
    content/guides/phi.md:3:1: lỗi[unknown-key]: không có khóa “sumary”
      3 | sumary: Phí là gì
        | ^
      → có phải “summary”?
    content/guides/phi.md:4:8: lỗi[wrong-value]: “order” cần một số nguyên, không phải “đầu”
      4 | order: đầu
        |        ^
      → viết số liền, không có dấu chấm, dấu phẩy hay đơn vị: 8000
    3 lỗi, 0 cảnh báo
    ");
}
