//! The program `motcua` as somebody types it: what it prints, how it ends, what it leaves behind.

mod build;
mod check;
mod data;
mod officer;
mod others;
#[path = "../dossiers/sample.rs"]
#[allow(dead_code, reason = "the tests of dossiers need more of it")]
mod sample;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tests::Folder;

/// What a run of the program did.
struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Run {
    /// Exit code, output and complaints as one text.
    fn told(&self) -> String {
        let code = self.code.map_or("killed".to_owned(), |code| code.to_string());
        format!("{}{}exit {code}", self.out, self.err)
    }
}

fn program(folder: &Folder) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_motcua"));
    // Beside the content, so that what is printed begins with `content/` on every machine.
    command.current_dir(folder.beside(".")).env_remove("RUST_BACKTRACE");
    command
}

fn motcua(folder: &Folder, args: &[&str]) -> Run {
    folder.path();
    let Output { status, stdout, stderr } = program(folder).args(args).output().expect("the program starts");
    let text = |bytes: Vec<u8>| folder.without_place(&String::from_utf8(bytes).expect("it prints UTF-8"));
    Run { code: status.code(), out: text(stdout), err: text(stderr) }
}

fn document(name: &str) -> String {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name);
    std::fs::read_to_string(path).expect("the document is there")
}
