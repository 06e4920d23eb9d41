use std::collections::BTreeMap;
use std::fs;

use insta::assert_snapshot;
use tests::{Folder, PROCEDURE, files};

use crate::{motcua, program};

fn built(folder: &Folder) -> BTreeMap<String, Vec<u8>> {
    let run = motcua(folder, &["build", "--out", "public"]);
    assert_eq!(run.code, Some(0), "{}", run.told());
    files(&folder.beside("public"))
}

#[test]
fn a_site_is_built_and_the_line_at_the_end_tells_it() {
    let folder = Folder::whole();
    let site = built(&folder);
    assert!(site.contains_key("index.html") && site.contains_key("thu-tuc/1.001193/index.html"));
    let run = motcua(&folder, &["build", "--out", "public"]);
    assert!(run.out.starts_with("1 thủ tục, "), "{}", run.out);
    assert!(run.out.contains("0 tệp mới hoặc đổi, 0 tệp bỏ đi"), "{}", run.out);
    assert_eq!(run.out.lines().count(), 1);
}

#[test]
fn content_that_is_wrong_leaves_the_old_site() {
    let folder = Folder::whole();
    let before = built(&folder);
    folder.change(PROCEDURE, "via: counter", "via: conter");
    assert_snapshot!(motcua(&folder, &["build", "--out", "public"]).told(), @"
    content/procedures/ho-tich/1.001193.yaml:11:10: lỗi[wrong-value]: “channels[0].via” không có giá trị “conter”
      11 |   - via: conter
         |          ^
      → có phải “counter”?
    1 lỗi, 0 cảnh báo
    exit 1
    ");
    assert!(files(&folder.beside("public")) == before);
}

#[test]
fn a_template_that_fails_leaves_the_old_site_and_nothing_beside_it() {
    let folder = Folder::whole();
    let before = built(&folder);
    let templates = folder.beside("theme/templates");
    fs::create_dir_all(&templates).unwrap();
    fs::write(templates.join("procedure.html"), "<h1>{{ title }}</h1>\n<p>{{ titel }}</p>\n").unwrap();
    let run = motcua(&folder, &["build", "--out", "public", "--theme", "theme"]);
    assert_eq!(run.code, Some(2));
    // The engine's own words are not ours to freeze; file, line and the wrong name are.
    for part in ["procedure.html", "2", "titel"] {
        assert!(run.err.contains(part), "{}", run.err);
    }
    assert!(files(&folder.beside("public")) == before);
    assert!(!folder.beside(".public.motcua").exists());
}

#[test]
fn a_template_that_is_no_template() {
    let folder = Folder::whole();
    fs::create_dir_all(folder.beside("theme/templates")).unwrap();
    fs::write(folder.beside("theme/templates/home.html"), "{% block main %}\n{% if title %}\n").unwrap();
    let run = motcua(&folder, &["build", "--out", "public", "--theme", "theme"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("home.html"), "{}", run.err);
    assert!(!folder.beside("public").exists());
}

#[test]
fn a_theme_that_is_not_there() {
    assert_snapshot!(motcua(&Folder::whole(), &["build", "--out", "public", "--theme", "nowhere"]).told(), @"
    motcua: không có thư mục giao diện nowhere
    exit 2
    ");
}

#[test]
fn the_content_is_never_written_over() {
    let folder = Folder::whole();
    let before = files(&folder.path());
    assert_snapshot!(motcua(&folder, &["build", "--out", "content"]).told(), @"
    motcua: không ghi trang vào content: đó là thư mục nội dung, hoặc nằm trên hay dưới nó; chọn thư mục khác
    exit 2
    ");
    assert_snapshot!(motcua(&folder, &["build", "--out", "."]).told(), @"
    motcua: không ghi trang vào ...: đó là thư mục nội dung, hoặc nằm trên hay dưới nó; chọn thư mục khác
    exit 2
    ");
    assert!(files(&folder.path()) == before);
}

#[test]
fn somebody_elses_folder_is_never_written_over() {
    let folder = Folder::whole();
    fs::create_dir(folder.beside("photos")).unwrap();
    fs::write(folder.beside("photos/wedding.jpg"), "a picture").unwrap();
    assert_snapshot!(motcua(&folder, &["build", "--out", "photos"]).told(), @"
    motcua: thư mục .../photos có tệp mà chương trình này không tạo ra, nên không ghi đè; chọn thư mục trống hoặc chưa có
    exit 2
    ");
}

#[test]
fn two_builds_at_once_leave_one_whole_site() {
    let folder = Folder::whole();
    let expected = built(&folder);
    fs::remove_dir_all(folder.beside("public")).unwrap();
    let many: Vec<_> = (0..4)
        .map(|_| {
            let mut build = program(&folder);
            build
                .args(["build", "--out", "public"])
                .stdout(std::process::Stdio::null())
                .stderr(std::process::Stdio::null());
            build.spawn().expect("the program starts")
        })
        .collect();
    let codes: Vec<_> = many.into_iter().map(|mut one| one.wait().expect("it ends").code()).collect();
    assert!(codes.contains(&Some(0)) && codes.iter().all(|code| matches!(code, Some(0 | 2))), "{codes:?}");
    assert!(files(&folder.beside("public")) == expected);
}

/// A build killed at any moment leaves the old site, the new one, or (while files move in) some of each, every file whole;
/// the next build mends it.
#[test]
fn a_killed_build_leaves_whole_files_and_the_next_one_mends_it() {
    let folder = Folder::whole();
    let old = built(&folder);
    folder.change(PROCEDURE, "đăng ký khai sinh\n", "ghi tên con\n");
    let new = {
        let run = motcua(&folder, &["build", "--out", "other"]);
        assert_eq!(run.code, Some(0), "{}", run.told());
        files(&folder.beside("other"))
    };
    for milliseconds in (0..40).step_by(4) {
        let mut build = program(&folder);
        build.args(["build", "--out", "public"]).stdout(std::process::Stdio::null());
        let mut build = build.spawn().expect("the program starts");
        std::thread::sleep(std::time::Duration::from_millis(milliseconds));
        let _ = build.kill();
        build.wait().expect("it ends");
        for (address, bytes) in files(&folder.beside("public")) {
            let known = old.get(&address) == Some(&bytes) || new.get(&address) == Some(&bytes);
            assert!(known, "{address} is torn");
        }
    }
    assert!(built(&folder) == new);
}

#[test]
fn an_address_that_is_none() {
    assert_snapshot!(motcua(&Folder::whole(), &["build", "--out", "public", "--base", "vidu.vn"]).told(), @"
    motcua: --base cần địa chỉ đầy đủ, ví dụ https://vidu.vn/thu-tuc/
    exit 2
    ");
    assert_snapshot!(motcua(&Folder::whole(), &["build", "--out", "public", "--base", "https://vidu.vn/?a=\"b"]).told(), @"
    motcua: --base không được có dấu ?, # hay dấu cách
    exit 2
    ");
}

#[test]
fn another_day_changes_what_is_in_force() {
    let folder = Folder::whole();
    let text = folder.text(PROCEDURE);
    folder.write(PROCEDURE, format!("{text}valid: {{to: 2026-12-31}}\n"));
    let next = text.replace("Thủ tục đăng ký khai sinh", "Thủ tục khai sinh mới");
    folder
        .write("procedures/ho-tich/1.001193@2027-01-01.yaml", format!("{next}valid: {{from: 2027-01-01}}\n"));
    let page = |day: &str| {
        let run = motcua(&folder, &["build", "--out", "public", "--date", day]);
        assert_eq!(run.code, Some(0), "{}", run.told());
        fs::read_to_string(folder.beside("public/thu-tuc/1.001193/index.html")).unwrap()
    };
    let stands = |address: &str| folder.beside("public/thu-tuc/1.001193").join(address).exists();
    assert!(page("2026-12-31").contains("<h1>Đăng ký khai sinh</h1>"));
    assert!(stands("2027-01-01/index.html") && !stands("ban-dau/index.html"));
    assert!(page("2027-01-01").contains("<h1>Khai sinh mới</h1>"));
    assert!(stands("ban-dau/index.html") && !stands("2027-01-01/index.html"));
}
