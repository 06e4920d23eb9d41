use insta::assert_snapshot;
use tests::{Folder, PROCEDURE};

use crate::motcua;

fn broken() -> Folder {
    let folder = Folder::whole();
    folder.change(PROCEDURE, "via: counter", "via: conter");
    folder
}

#[test]
fn good_content() {
    assert_snapshot!(motcua(&Folder::whole(), &["check"]).told(), @"
    1 thủ tục: 0 lỗi, 0 cảnh báo
    exit 0
    ");
}

#[test]
fn wrong_content() {
    assert_snapshot!(motcua(&broken(), &["check"]).told(), @"
    content/procedures/ho-tich/1.001193.yaml:11:10: lỗi[wrong-value]: “channels[0].via” không có giá trị “conter”
      11 |   - via: conter
         |          ^
      → có phải “counter”?
    0 thủ tục: 1 lỗi, 0 cảnh báo
    exit 1
    ");
}

#[test]
fn warnings_are_no_errors_unless_told() {
    let folder = Folder::whole();
    folder.change(PROCEDURE, "summary: Ghi tên con vào Sổ đăng ký khai sinh.\n", "");
    assert_snapshot!(motcua(&folder, &["check"]).told(), @"
    content/procedures/ho-tich/1.001193.yaml: cảnh báo[missing-summary]: chưa có tóm tắt bằng lời thường
      → viết summary: một hoặc hai câu, người dân nhận được gì và điều hay quên
    1 thủ tục: 0 lỗi, 1 cảnh báo
    exit 0
    ");
    assert_snapshot!(motcua(&folder, &["check", "--deny-warnings"]).told(), @"
    content/procedures/ho-tich/1.001193.yaml: cảnh báo[missing-summary]: chưa có tóm tắt bằng lời thường
      → viết summary: một hoặc hai câu, người dân nhận được gì và điều hay quên
    1 thủ tục: 0 lỗi, 1 cảnh báo
    exit 1
    ");
}

#[test]
fn no_content() {
    let folder = Folder::empty();
    assert_snapshot!(motcua(&folder, &["check"]).told(), @"
    content: lỗi[empty]: thư mục content không có tệp nội dung nào
      → nội dung cần ít nhất site.yaml và fields.yaml; tạo thủ tục đầu tiên bằng: motcua new MÃ
    0 thủ tục: 1 lỗi, 0 cảnh báo
    exit 1
    ");
    assert_snapshot!(motcua(&folder, &["check", "--content", "nowhere"]).told(), @"
    nowhere: lỗi[unreadable]: không mở được thư mục nội dung nowhere: không có tệp hoặc thư mục này
      → chỉ đúng thư mục bằng --content THƯ_MỤC
    0 thủ tục: 1 lỗi, 0 cảnh báo
    exit 1
    ");
}

#[test]
fn for_programs() {
    assert_snapshot!(motcua(&broken(), &["check", "--format", "github"]).told(), @"
    ::error file=content/procedures/ho-tich/1.001193.yaml,line=11,col=10,title=wrong-value::“channels[0].via” không có giá trị “conter”. có phải “counter”?
    exit 1
    ");
    assert_snapshot!(motcua(&broken(), &["check", "--format", "json"]).told(), @r#"
    [
      {
        "basis": "docs/architecture.md",
        "code": "wrong-value",
        "column": 10,
        "file": "content/procedures/ho-tich/1.001193.yaml",
        "hint": "có phải “counter”?",
        "line": 11,
        "message": "“channels[0].via” không có giá trị “conter”",
        "severity": "error"
      }
    ]
    exit 1
    "#);
    let sarif = motcua(&broken(), &["check", "--format", "sarif"]);
    let sarif: serde_json::Value = serde_json::from_str(&sarif.out).expect("SARIF is JSON");
    assert_eq!(sarif["version"], "2.1.0");
    let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "content/procedures/ho-tich/1.001193.yaml");
    assert_eq!(
        (place["region"]["startLine"].as_u64(), place["region"]["startColumn"].as_u64()),
        (Some(11), Some(10))
    );
}

#[test]
fn completeness() {
    assert_snapshot!(motcua(&Folder::whole(), &["check", "--stats"]).told(), @"

    phần                                              có   chưa rõ   thiếu     đủ %
    tóm tắt bằng lời thường                            1         0       0    100,0
    trình tự thực hiện                                 1         0       0    100,0
    cách thức thực hiện                                1         0       0    100,0
    thành phần hồ sơ                                   1         0       0    100,0
    số bộ hồ sơ                                        1         0       0    100,0
    thời hạn giải quyết                                1         0       0    100,0
    đối tượng thực hiện                                1         0       0    100,0
    cơ quan giải quyết                                 1         0       0    100,0
    kết quả                                            1         0       0    100,0
    phí, lệ phí                                        1         0       0    100,0
    yêu cầu, điều kiện                                 1         0       0    100,0
    căn cứ pháp lý                                     1         0       0    100,0
    quyết định công bố                                 1         0       0    100,0
    ngày ký quyết định công bố                         1         0       0    100,0
    mức độ trực tuyến (toàn trình, một phần)           1         0       0    100,0

    lĩnh vực                                     thủ tục   chưa rõ   thiếu     đủ %
    Hộ tịch                                            1         0       0    100,0

    cơ quan                                      thủ tục   chưa rõ   thiếu     đủ %
    Ủy ban nhân dân cấp xã                             1         0       0    100,0

    1 thủ tục: 0 lỗi, 0 cảnh báo
    exit 0
    ");
}

#[test]
fn a_format_nobody_knows() {
    let run = motcua(&Folder::whole(), &["check", "--format", "pdf"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("sarif"), "{}", run.err);
}

/// A folder with as many procedures more, each without summary and steps.
fn many(more: usize) -> Folder {
    let folder = Folder::whole();
    let text = folder.text(PROCEDURE);
    let (head, rest) = text.split_once("steps:\n").expect("the record has steps");
    let (_, tail) = rest.split_once("results:").expect("the record has results");
    let short =
        format!("{head}results:{tail}").replace("summary: Ghi tên con vào Sổ đăng ký khai sinh.\n", "");
    for number in 1..=more {
        let code = format!("2.{number:06}");
        folder.write(&format!("procedures/ho-tich/{code}.yaml"), short.replace("1.001193", &code));
    }
    folder
}

#[test]
fn many_warnings_are_counted_by_kind() {
    let folder = many(26);
    folder.change("procedures/ho-tich/2.000003.yaml", "via: counter", "via: conter");
    folder.change("procedures/ho-tich/2.000001.yaml", "originals: 1", "copies: 0");
    assert_snapshot!(motcua(&folder, &["check"]).told(), @"
    content/procedures/ho-tich/2.000003.yaml:10:10: lỗi[wrong-value]: “channels[0].via” không có giá trị “conter”
      10 |   - via: conter
         |          ^
      → có phải “counter”?
    25 cảnh báo[missing-steps]
        content/procedures/ho-tich/2.000001.yaml: chưa có trình tự thực hiện
        content/procedures/ho-tich/2.000002.yaml: chưa có trình tự thực hiện
        content/procedures/ho-tich/2.000004.yaml: chưa có trình tự thực hiện
        …
      → viết steps: 3 đến 7 bước, mỗi bước nói ai làm gì
    25 cảnh báo[missing-summary]
        content/procedures/ho-tich/2.000001.yaml: chưa có tóm tắt bằng lời thường
        content/procedures/ho-tich/2.000002.yaml: chưa có tóm tắt bằng lời thường
        content/procedures/ho-tich/2.000004.yaml: chưa có tóm tắt bằng lời thường
        …
      → viết summary: một hoặc hai câu, người dân nhận được gì và điều hay quên
    1 cảnh báo[paper-quantity]
        content/procedures/ho-tich/2.000001.yaml:13:1: 1 giấy tờ phải nộp chưa ghi số bản chính, bản sao
      → nguồn có nêu thì ghi originals, copies; chỉ đưa ra xem rồi cầm về thì ghi show_only: true
    Xem từng cảnh báo: motcua check --all
    26 thủ tục: 1 lỗi, 51 cảnh báo
    exit 1
    ");
    let all = motcua(&folder, &["check", "--all"]);
    assert_eq!(all.out.matches("cảnh báo[missing-steps]").count(), 25, "{}", all.out);
    let github = motcua(&folder, &["check", "--format", "github"]);
    assert_eq!(github.out.lines().count(), 52, "programs get all of them: {}", github.out);
}

/// After a save, an editor sees what concerns it and the totals, not the rest of the folder.
#[test]
fn a_watch_tells_of_the_file_that_changed() {
    use std::io::{BufRead, BufReader};
    let folder = many(3);
    let mut watch = crate::program(&folder)
        .args(["check", "--watch"])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(watch.stdout.take().unwrap()).lines().map_while(Result::ok);
    let mut until_totals = || {
        let mut told = String::new();
        for line in lines.by_ref() {
            told += &format!("{line}\n");
            if line.contains(" thủ tục: ") {
                break;
            }
        }
        told
    };
    let first = until_totals();
    assert!(first.contains("2.000003.yaml") && first.contains("0 lỗi, 6 cảnh báo"), "{first}");
    // The watch begins right after the first report.
    std::thread::sleep(std::time::Duration::from_millis(300));
    folder.change("procedures/ho-tich/2.000002.yaml", "via: counter", "via: conter");
    let then = until_totals();
    watch.kill().unwrap();
    watch.wait().unwrap();
    assert_snapshot!(folder.without_place(&then), @"

    ────────────────────────────────────────────────────────────
    content/procedures/ho-tich/2.000002.yaml:10:10: lỗi[wrong-value]: “channels[0].via” không có giá trị “conter”
      10 |   - via: conter
         |          ^
      → có phải “counter”?
    3 thủ tục: 1 lỗi, 4 cảnh báo
    ");
}
