//! Folders that are empty, missing, forbidden or tied in knots.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

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
    assert_snapshot!(folder.without_place(&printed), @"content/site.yaml: lỗi[unreadable]: không đọc được tệp: Not a directory (os error 20)");
}

#[test]
fn a_folder_without_site() {
    let folder = Folder::whole();
    fs::remove_file(folder.path().join("site.yaml")).unwrap();
    assert_snapshot!(folder.check(), @"
    content/site.yaml: lỗi[empty]: thư mục nội dung không có site.yaml
      → chép site.yaml của trang mẫu rồi sửa tên, ngày và liên hệ
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_folder_without_fields() {
    let folder = Folder::whole();
    fs::remove_file(folder.path().join("fields.yaml")).unwrap();
    assert_snapshot!(folder.check(), @"
    content/procedures/ho-tich/1.001193.yaml:4:1: lỗi[unknown-reference]: không có lĩnh vực “ho-tich”
      4 | field: ho-tich
        | ^
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
      → thủ tục nằm ở procedures/<lĩnh vực>/<mã>.yaml, hướng dẫn ở guides/*.md; xem README
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
    content/procedures/ho-tich/chinh-no.yaml: lỗi[unreadable]: không đọc được: Too many levels of symbolic links (os error 40)
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_link_to_nothing() {
    let folder = Folder::whole();
    symlink("khong-co.yaml", folder.path().join("procedures/ho-tich/1.001194.yaml")).unwrap();
    assert_snapshot!(folder.check(), @"
    content/procedures/ho-tich/1.001194.yaml: lỗi[unreadable]: không đọc được: không có tệp hoặc thư mục này
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
      → chép tệp vào thư mục thay vì liên kết
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
    content/procedures/cu-tru/1.001194.yaml: lỗi[link]: liên kết dẫn ra ngoài thư mục nội dung
      → chép tệp vào thư mục thay vì liên kết
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_file_nobody_may_read() {
    let folder = Folder::whole();
    let path = folder.path().join(PROCEDURE);
    fs::set_permissions(&path, fs::Permissions::from_mode(0)).unwrap();
    if fs::read(&path).is_ok() {
        println!("skipped: this user reads every file; tests/run repeats it as another user");
        return;
    }
    assert_snapshot!(folder.check(), @"");
}

#[test]
fn a_folder_nobody_may_read() {
    let folder = Folder::whole();
    let path = folder.path().join("procedures/ho-tich");
    fs::set_permissions(&path, fs::Permissions::from_mode(0)).unwrap();
    if fs::read_dir(&path).is_ok() {
        println!("skipped: this user reads every folder; tests/run repeats it as another user");
        return;
    }
    let printed = folder.check();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
    assert_snapshot!(printed, @"");
}

#[test]
fn a_pipe_in_the_folder_is_not_waited_for() {
    let folder = Folder::whole();
    let made = std::process::Command::new("mkfifo").arg(folder.path().join("procedures/ho-tich/ong.yaml")).status();
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
    content/guides/phi.md:7:1: lỗi[unsafe-markdown]: có thẻ HTML trong chữ; chỉ dùng Markdown
      7 | 
        | ^
    content/guides/phi.md:9:1: lỗi[unsafe-markdown]: không đặt ảnh trong nội dung
      9 | 
        | ^
    content/guides/phi.md:9:1: lỗi[unsafe-markdown]: liên kết chỉ được bắt đầu bằng https:, mailto:, tel: hoặc là đường dẫn trong trang
      9 | 
        | ^
    3 lỗi, 0 cảnh báo
    ");
}
