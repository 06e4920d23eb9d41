use std::io::Write;
use std::process::Stdio;

use tests::Folder;

use crate::others::serving;
use crate::{Run, motcua, program};

const ADD: [&str; 9] =
    ["officer", "add", "lan", "--name", "Nguyễn Thị Lan", "--role", "receive,sign", "--data", "ho-so"];

fn add(folder: &Folder, more: &[&str]) -> Run {
    motcua(folder, &[ADD.as_slice(), more].concat())
}

/// The output with the password taken out of it, and the password.
fn without_password(run: &Run) -> (String, String) {
    let mark = "chỉ in lần này: ";
    let password =
        run.out.split(mark).nth(1).and_then(|rest| rest.lines().next()).unwrap_or_default().to_owned();
    (run.told().replace(&password, "…"), password)
}

#[test]
fn an_account_is_made_listed_reset_and_closed() {
    let folder = Folder::whole();
    let (told, first) = without_password(&add(&folder, &["--agency", "uy ban nhan dan cap xa"]));
    assert_eq!(first.len(), 19, "{told}");
    insta::assert_snapshot!(told, @"
    Đã tạo tài khoản lan (Nguyễn Thị Lan), làm việc tại Ủy ban nhân dân cấp xã.
    Mật khẩu, chỉ in lần này: …
    Đăng nhập ở /can-bo/; lần đầu đặt mã xác nhận trên điện thoại.
    exit 0
    ");
    let again = add(&folder, &["--agency", "ubnd-cap-xa"]);
    insta::assert_snapshot!(again.told(), @"
    motcua: đã có tài khoản lan; đặt lại mật khẩu bằng: motcua officer reset lan
    exit 2
    ");
    let list = |folder: &Folder| motcua(folder, &["officer", "list", "--data", "ho-so"]).out;
    assert!(list(&folder).contains("chưa đặt mã xác nhận   receive,sign"), "{}", list(&folder));
    let reset = motcua(&folder, &["officer", "reset", "lan", "--data", "ho-so"]);
    let (_, second) = without_password(&reset);
    assert!(second.len() == 19 && second != first, "{}", reset.told());
    let closed = motcua(&folder, &["officer", "close", "lan", "--data", "ho-so"]);
    assert_eq!(closed.code, Some(0), "{}", closed.told());
    assert!(list(&folder).contains("đã đóng"), "{}", list(&folder));
}

#[test]
fn what_an_account_lacks_is_told() {
    let folder = Folder::whole();
    for (args, told) in [
        (vec!["officer", "add", "--data", "ho-so"], "thiếu tên tài khoản"),
        (
            vec![
                "officer",
                "add",
                "Lan!",
                "--data",
                "ho-so",
                "--name",
                "Lan",
                "--role",
                "lead",
                "--agency",
                "ubnd-cap-xa",
            ],
            "chữ thường không dấu",
        ),
        (
            vec!["officer", "add", "lan", "--data", "ho-so", "--name", "Lan", "--agency", "ubnd-cap-xa"],
            "thiếu --role",
        ),
        (
            vec!["officer", "add", "lan", "--data", "ho-so", "--role", "lead", "--agency", "ubnd-cap-xa"],
            "thiếu --name",
        ),
        (
            vec!["officer", "add", "lan", "--data", "ho-so", "--name", "Lan", "--role", "lead"],
            "thiếu --agency",
        ),
        (
            vec![
                "officer", "add", "lan", "--data", "ho-so", "--name", "Lan", "--role", "lead", "--agency",
                "cap xa",
            ],
            "có phải: ubnd-cap-xa",
        ),
        (
            vec!["officer", "add", "lan", "--data", "ho-so", "--name", "Lan", "--role", "boss"],
            "chọn một: receive",
        ),
        (vec!["officer", "close", "ai-do", "--data", "ho-so"], "không có tài khoản ai-do"),
        (vec!["officer", "add", "lan"], "thiếu --data"),
    ] {
        let run = motcua(&folder, &args);
        assert_eq!(run.code, Some(2), "{args:?}: {}", run.told());
        assert!(run.err.contains(told), "{args:?}: {}", run.told());
    }
}

#[test]
fn a_password_is_read_from_the_input_and_never_printed() {
    let folder = Folder::whole();
    folder.path();
    let run = |password: &str| {
        let mut program = program(&folder);
        let program = program.args(ADD).args(["--agency", "ubnd-cap-xa", "--password-stdin"]);
        let mut child = program
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut input = child.stdin.take().expect("it reads");
        // A program that has refused already reads no more.
        let _ = writeln!(input, "{password}");
        drop(input);
        let output = child.wait_with_output().expect("it ends");
        (output.status.code(), String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
    };
    assert!(run("ngắn").1.contains("ít nhất 10 ký tự"));
    let (code, said) = run("một mật khẩu dài");
    assert_eq!(code, Some(0), "{said}");
    assert!(!said.contains("một mật khẩu dài") && !said.contains("Mật khẩu"), "{said}");
}

#[test]
fn an_account_made_beside_a_running_server_can_sign_in() {
    let folder = Folder::whole();
    let (mut server, address) = serving(&folder, &["--data", "ho-so"]);
    let none = crate::others::body(&address, "/can-bo/dang-nhap/");
    let made = add(&folder, &["--agency", "ubnd-cap-xa"]);
    let some = crate::others::body(&address, "/can-bo/dang-nhap/");
    server.kill().expect("it runs");
    server.wait().expect("it ends");
    assert_eq!(made.code, Some(0), "{}", made.told());
    assert!(none.contains("motcua officer add") && !some.contains("motcua officer add"), "{some}");
}
