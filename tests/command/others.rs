use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

use insta::assert_snapshot;
use tests::{Folder, PROCEDURE};

use crate::{document, motcua, program};

#[test]
fn a_new_procedure_passes_check_but_for_what_only_the_editor_knows() {
    let folder = Folder::whole();
    assert_snapshot!(motcua(&folder, &["new", "1.000001", "--field", "cu-tru"]).told(), @"
    Đã tạo content/procedures/cu-tru/1.000001.yaml
    Điền theo chú thích trong tệp, rồi chạy: motcua check
    exit 0
    ");
    let check = motcua(&folder, &["check"]);
    assert!(check.out.contains("1.000001.yaml:3:1: lỗi[placeholder-name]"), "{}", check.out);
    assert!(check.out.contains("1 thủ tục: 1 lỗi"), "{}", check.out);
    assert_eq!(motcua(&folder, &["new", "1.000002", "--field", "cu-tru"]).code, Some(0), "a second one");
    for (code, name) in [("1.000001", "Đăng ký thường trú"), ("1.000002", "Đăng ký tạm trú")] {
        folder.change(&format!("procedures/cu-tru/{code}.yaml"), "Tên đúng như trong văn bản công bố", name);
    }
    assert_eq!(motcua(&folder, &["check"]).code, Some(0), "with its name it is a record");
    assert_snapshot!(motcua(&folder, &["new", "1.000001", "--field", "cu-tru"]).told(), @"
    motcua: thủ tục 1.000001 đã có ở content/procedures/cu-tru/1.000001.yaml
    exit 2
    ");
}

#[test]
fn a_new_procedure_that_can_not_be() {
    let folder = Folder::whole();
    assert_snapshot!(motcua(&folder, &["new", "1.000001", "--field", "cutru"]).told(), @"
    motcua: không có lĩnh vực “cutru”. Có phải “cu-tru”? Xem danh sách bằng: motcua list --fields
    exit 2
    ");
    assert_eq!(motcua(&folder, &["new", "so-1", "--field", "cu-tru"]).code, Some(2));
    assert_eq!(motcua(&folder, &["new", "../../x", "--field", "cu-tru"]).code, Some(2));
}

#[test]
fn procedures_are_listed() {
    assert_snapshot!(motcua(&Folder::whole(), &["list"]).told(), @"
    1.001193   drafted   ho-tich                      Thủ tục đăng ký khai sinh
    1 thủ tục
    exit 0
    ");
    assert_snapshot!(motcua(&Folder::whole(), &["list", "--fields"]).told(), @"
    cu-tru                                          0  Cư trú
    ho-tich                                         1  Hộ tịch
    exit 0
    ");
    assert_snapshot!(motcua(&Folder::whole(), &["list", "--field", "cu-tru", "--json"]).told(), @"
    []
    exit 0
    ");
}

#[test]
fn a_list_of_what_is_not_there() {
    let folder = Folder::whole();
    assert_snapshot!(motcua(&folder, &["list", "--field", "hotich"]).told(), @"
    motcua: không có lĩnh vực “hotich”; có phải “ho-tich”?
    exit 2
    ");
    assert_snapshot!(motcua(&folder, &["list", "--agency", "nope"]).told(), @"
    motcua: không có cơ quan “nope”
    exit 2
    ");
}

#[test]
fn arguments_that_can_not_be() {
    let folder = Folder::whole();
    let said = [
        &["chek"][..],
        &["check", "--formt", "json"],
        &["check", "--format", "pdf"],
        &["check", "--format"],
        &["new", "12", "--field", "cu-tru"],
        &["new"],
        &["serve", "--port", "x"],
        &["list", "--level", "x"],
        &["build", "--date", "1/7/2025"],
    ]
    .map(|args| motcua(&folder, args).told().replace("\nexit 2", ""));
    assert_snapshot!(said.join("\n"), @r#"
    motcua: không có việc “chek”; có phải “check”?
    Xem cách dùng: motcua --help
    motcua: không có tùy chọn “--formt”; có phải “--format”?
    Xem cách dùng: motcua check --help
    motcua: --format <DẠNG> không nhận giá trị “pdf”; chọn một: text, json, github, sarif
    Xem cách dùng: motcua check --help
    motcua: --format <DẠNG> cần một giá trị; chọn một: text, json, github, sarif
    Xem cách dùng: motcua check --help
    motcua: <MÃ>: mã thủ tục “12” không đúng dạng; mã đúng có dạng "1.001193" hoặc "1.001193.000.00.00.H03"
    Xem cách dùng: motcua new --help
    motcua: thiếu --field <MÃ>, <MÃ>
    Xem cách dùng: motcua new --help
    motcua: --port <SỐ> không nhận giá trị “x”
    Xem cách dùng: motcua serve --help
    motcua: --level <CẤP>: chọn một: commune, district, province, ministry, other
    Xem cách dùng: motcua list --help
    motcua: --date <NGÀY>: ngày “1/7/2025” không đúng dạng năm-tháng-ngày, ví dụ 2025-07-01
    Xem cách dùng: motcua build --help
    "#);
}

#[test]
fn help_is_vietnamese() {
    assert_snapshot!(motcua(&Folder::whole(), &["new", "--help"]).told(), @"
    Tạo tệp mẫu cho một thủ tục mới

    Cách gọi: motcua new [TÙY_CHỌN] <MÃ> --field <MÃ>

    Tham số:
      <MÃ>  Mã thủ tục, ví dụ 9.000001

    Tùy chọn:
          --content <THƯ_MỤC>  Thư mục nội dung (mặc định: content)
          --field <MÃ>         Lĩnh vực, xem: motcua list --fields
      -h, --help               Xem cách dùng
          --theme <THƯ_MỤC>    Thư mục giao diện, thay từng tệp của giao diện có sẵn

    Ví dụ:
      motcua new 9.000001 --field ho-tich
    exit 0
    ");
}

/// The examples of the documents are commands that work.
#[test]
fn the_example_of_a_new_procedure_is_of_no_procedure_that_exists() {
    let code = "9.000001";
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
    for text in [document("editing.md"), fs::read_to_string(readme).unwrap()] {
        assert!(text.contains(&format!("new {code} --field ho-tich")));
    }
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../content/procedures/ho-tich/{code}.yaml"));
    assert!(!file.exists());
}

#[test]
fn a_reader_that_has_enough_is_no_failure() {
    let folder = Folder::whole();
    let mut list = program(&folder)
        .arg("schema")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(list.stdout.take());
    let mut complaints = String::new();
    list.stderr.take().unwrap().read_to_string(&mut complaints).unwrap();
    assert!(list.wait().unwrap().success());
    assert_eq!(complaints, "");
}

#[test]
fn schemas_for_editors_programs() {
    let folder = Folder::whole();
    assert_snapshot!(motcua(&folder, &["schema", "--into", "content/.schema"]).told(), @"
    Đã ghi schema vào content/.schema
    exit 0
    ");
    let schema = fs::read_to_string(folder.path().join(".schema/procedure.json")).unwrap();
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    assert!(schema["properties"]["channels"].is_object());
    assert_eq!(motcua(&folder, &["check"]).code, Some(0), "the schemas are no content");
}

#[test]
fn the_schemas_in_the_repository_are_those_of_the_types() {
    let folder = Folder::whole();
    assert_eq!(motcua(&folder, &["schema", "--into", "content/.schema"]).code, Some(0));
    let stored = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/.schema");
    let mut names: Vec<_> = fs::read_dir(&stored).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    let mut made: Vec<_> = fs::read_dir(folder.path().join(".schema"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    made.sort();
    assert_eq!(names, made);
    for name in names {
        let [ours, theirs] = [&stored, &folder.path().join(".schema")]
            .map(|folder| fs::read_to_string(folder.join(&name)).unwrap());
        assert_eq!(ours, theirs, "run `motcua schema --into content/.schema` ({})", name.display());
    }
}

#[test]
fn a_dump_with_broken_lines_is_imported_but_for_those() {
    let folder = Folder::whole();
    let lines = [
        r#"{"code":"1.000001","name":"Đăng ký thường trú","categoriesDetails":[{"name":"Cư trú"}],"isWard":true}"#,
        r#"{"code":"1.000002","name":"#,
        r#"[1, 2]"#,
        r#"{"name":"Không có mã"}"#,
        r#"{"code":"so-3","name":"Mã sai","categoriesDetails":[{"name":"Cư trú"}],"isWard":true}"#,
        r#"{"code":"1.000004","name":"Lĩnh vực lạ","categoriesDetails":[{"name":"Hàng không vũ trụ"}],"isWard":true}"#,
        "",
    ];
    let mut dump = lines.join("\n").into_bytes();
    dump.extend(b"{\"code\":\"1.000005\",\"name\":\"Gi\xcay\"}\n");
    fs::write(folder.beside("dump.jsonl"), dump).unwrap();
    assert_snapshot!(motcua(&folder, &["import", "dump.jsonl", "--into", "content"]).told(), @r#"
         1 chỗ,     1 thủ tục  Ký tự riêng, không độ rộng hoặc điều khiển [strange-character]
            1.000005
         1 chỗ,     1 thủ tục  Lĩnh vực chưa có trong fields.yaml [unknown-field]
            1.000004
    bỏ qua dòng 2 (không rõ mã): dòng không phải JSON: cột 26
    bỏ qua dòng 3 (không rõ mã): bản ghi không có “code” là chữ
    bỏ qua dòng 4 (không rõ mã): bản ghi không có “code” là chữ
    bỏ qua dòng 5 (so-3): mã thủ tục “so-3” không đúng dạng; mã đúng có dạng "1.001193" hoặc "1.001193.000.00.00.H03"
    bỏ qua dòng 6 (1.000004): lĩnh vực “Hàng không vũ trụ” chưa có trong fields.yaml; thêm vào also của một lĩnh vực rồi nhập lại
    bỏ qua dòng 7 (1.000005): bản ghi không nêu lĩnh vực
    1 tệp được ghi, 0 thủ tục không đổi, 0 chỗ cần người xem, 6 dòng bị bỏ qua
    exit 1
    "#);
    assert!(folder.path().join("procedures/cu-tru/1.000001.yaml").exists());
    let before = tests::files(&folder.path());
    motcua(&folder, &["import", "dump.jsonl", "--into", "content"]);
    assert!(tests::files(&folder.path()) == before, "a second import of the same dump changes nothing");
    assert_snapshot!(motcua(&folder, &["import", "nowhere.jsonl", "--into", "content"]).told(), @"
    motcua: không đọc được nowhere.jsonl: No such file or directory (os error 2)
    exit 2
    ");
}

#[test]
fn a_port_that_is_taken() {
    let folder = Folder::whole();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let run = motcua(&folder, &["serve", "--port", &port]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("chọn cổng khác bằng --port"), "{}", run.err);
}

#[test]
fn every_task_has_help_with_an_example() {
    let folder = Folder::whole();
    for task in ["build", "check", "serve", "new", "import", "schema", "list", "officer"] {
        let help = motcua(&folder, &[task, "--help"]);
        assert_eq!(help.code, Some(0));
        assert!(help.out.contains("Ví dụ:") && help.out.contains(&format!("motcua {task}")), "{}", help.out);
    }
}

/// The hook of docs/editing.md, as it stands there, in a real repository.
#[test]
fn the_hook_before_a_commit_refuses_broken_content() {
    let folder = Folder::whole();
    folder.path();
    let editing = document("editing.md");
    let block =
        editing.split("<!-- test: pre-commit -->\n```sh\n").nth(1).and_then(|rest| rest.split("```").next());
    let git = |args: &[&str]| {
        let path = format!("{}:{}", folder.beside("bin").display(), std::env::var("PATH").unwrap());
        let mut git = Command::new("git");
        git.current_dir(folder.beside(".")).env("PATH", path).env("HOME", folder.beside("."));
        git.args(["-c", "user.name=a", "-c", "user.email=a@b.example"]).args(args).output().unwrap()
    };
    fs::create_dir(folder.beside("bin")).unwrap();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_motcua"), folder.beside("bin/motcua")).unwrap();
    assert!(git(&["init", "-q"]).status.success());
    let hook = folder.beside(".git/hooks/pre-commit");
    fs::write(&hook, block.expect("the document has the hook")).unwrap();
    fs::set_permissions(&hook, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    git(&["add", "content"]);
    let good = git(&["commit", "-qm", "good"]);
    assert!(good.status.success(), "{}", String::from_utf8_lossy(&good.stdout));
    folder.change(PROCEDURE, "via: counter", "via: conter");
    git(&["add", "content"]);
    let broken = git(&["commit", "-qm", "broken"]);
    assert!(!broken.status.success());
    let told = [broken.stdout, broken.stderr].concat();
    assert!(String::from_utf8_lossy(&told).contains("content/procedures/ho-tich/1.001193.yaml:11:10: lỗi"));
    // What is committed counts, not what lies in the folder.
    folder.change(PROCEDURE, "via: conter", "via: counter");
    assert!(!git(&["commit", "-qm", "still broken"]).status.success());
    git(&["add", "content"]);
    fs::write(folder.beside("README.md"), "words").expect("the server answers");
    git(&["add", "README.md"]);
    assert!(git(&["commit", "-qm", "mended"]).status.success());
}

/// Starts `serve` on a free port; gives it and its address `127.0.0.1:port`.
pub fn serving(folder: &Folder, args: &[&str]) -> (std::process::Child, String) {
    use std::io::{BufRead, BufReader};
    folder.path();
    let mut server = program(folder)
        .args(["serve", "--port", "0"])
        .args(args)
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut said =
        BufReader::new(server.stdout.take().expect("the server answers")).lines().map_while(Result::ok);
    let address =
        said.find_map(|line| line.split_once("http://").map(|(_, rest)| rest.trim_matches('/').to_owned()));
    // Whoever stops listening would break what the server still says.
    std::thread::spawn(move || said.for_each(drop));
    (server, address.expect("the server says where it is"))
}

/// Status and headers of an answer, in small letters.
fn asked(address: &str, method: &str, path: &str) -> String {
    use std::io::{BufRead, BufReader, Write};
    let mut browser = std::net::TcpStream::connect(address).expect("the server answers");
    write!(browser, "{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
        .expect("the server answers");
    let lines = BufReader::new(browser).lines().map_while(Result::ok);
    lines.take_while(|line| !line.is_empty()).map(|line| line.to_lowercase() + "\n").collect()
}

#[test]
fn every_answer_in_production_is_guarded_and_says_how_long_it_keeps() {
    let folder = Folder::whole();
    let (mut server, address) = serving(&folder, &["--no-watch"]);
    let home = body(&address, "/");
    let style = home.split('"').find(|part| part.contains(".css?v=")).expect("the home page has a style");
    let style = format!("/{}", style.trim_start_matches("./"));
    let answers = ["/", "/khong-co/", "/api/health", &style, "/thu-tuc"]
        .map(|path| (path.to_owned(), asked(&address, "GET", path)));
    let refused: Vec<String> = ["POST", "PUT", "DELETE"]
        .iter()
        .map(|method| asked(&address, method, "/thu-tuc/1.001193/"))
        .collect();
    let head = asked(&address, "HEAD", "/");
    server.kill().expect("the server answers");
    server.wait().expect("the server answers");
    for (path, head) in &answers {
        for part in [
            "content-security-policy: default-src 'none'",
            "x-content-type-options: nosniff",
            "referrer-policy: ",
        ] {
            assert!(head.contains(part), "{path}: {head}");
        }
    }
    assert!(answers[0].1.contains("cache-control: public, max-age=300, must-revalidate"), "{}", answers[0].1);
    assert!(answers[1].1.starts_with("http/1.1 404"), "{}", answers[1].1);
    assert!(answers[3].1.contains("cache-control: public, max-age=31536000, immutable"), "{}", answers[3].1);
    for head in refused {
        assert!(head.starts_with("http/1.1 405") && head.contains("allow: get, head"), "{head}");
    }
    assert!(head.starts_with("http/1.1 200"), "{head}");
}

/// `sed -i` and careful editors write a new file and give it the old one's name.
#[test]
fn a_preview_takes_up_a_file_saved_by_rename_and_one_that_is_gone() {
    let folder = Folder::whole();
    folder.write("procedures/ho-tich/1.001194.yaml", folder.text(PROCEDURE).replace("1.001193", "1.001194"));
    let (mut server, address) = serving(&folder, &[]);
    std::thread::sleep(std::time::Duration::from_millis(300));
    let page = |path: &str| asked(&address, "GET", path);
    let until = |path: &str, status: &str| {
        let there = (0..100).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(50));
            page(path).starts_with(&format!("http/1.1 {status}"))
        });
        assert!(there, "{path} never answered {status}");
    };
    let folder_of = |name: &str| folder.path().join("procedures/ho-tich").join(name);
    fs::write(folder_of("sedQx7Y2z"), folder.text(PROCEDURE) + "valid: {from: 2020-01-01}\n")
        .expect("the server answers");
    fs::rename(folder_of("sedQx7Y2z"), folder_of("1.001193.yaml")).expect("the server answers");
    fs::remove_file(folder_of("1.001194.yaml")).expect("the server answers");
    until("/thu-tuc/1.001194/", "404");
    until("/thu-tuc/1.001193/", "200");
    let data = body(&address, "/thu-tuc/1.001193/index.json");
    server.kill().expect("the server answers");
    server.wait().expect("the server answers");
    assert!(data.contains("2020-01-01"), "{data}");
}

pub fn body(address: &str, path: &str) -> String {
    use std::io::Write;
    let mut browser = std::net::TcpStream::connect(address).expect("the server answers");
    write!(browser, "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        .expect("the server answers");
    let mut answer = String::new();
    browser.read_to_string(&mut answer).expect("the server answers");
    answer
}

/// Also while a browser holds the preview's stream of news open.
#[test]
fn a_preview_stops_when_told() {
    use std::io::{BufRead, BufReader, Write};
    let folder = Folder::whole();
    folder.path();
    let mut server = program(&folder)
        .args(["serve", "--port", "0"])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut said =
        BufReader::new(server.stdout.take().expect("the server answers")).lines().map_while(Result::ok);
    let address =
        said.find_map(|line| line.split_once("http://").map(|(_, rest)| rest.trim_matches('/').to_owned()));
    let mut browser = std::net::TcpStream::connect(address.expect("the server says where it is"))
        .expect("the server answers");
    write!(browser, "GET /_motcua/events HTTP/1.1\r\nHost: x\r\n\r\n").expect("the server answers");
    let mut head = String::new();
    BufReader::new(browser.try_clone().expect("the server answers"))
        .read_line(&mut head)
        .expect("the server answers");
    assert!(head.contains("200"), "{head}");
    let told =
        Command::new("kill").args(["-TERM", &server.id().to_string()]).status().expect("the server answers");
    assert!(told.success());
    for _ in 0..50 {
        if let Some(status) = server.try_wait().expect("the server answers") {
            assert_eq!(status.code(), Some(0));
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    server.kill().expect("the server answers");
    panic!("five seconds after it was told to stop, the server still runs");
}
