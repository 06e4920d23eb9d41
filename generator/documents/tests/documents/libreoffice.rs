//! LibreOffice, where it is installed, opens what we write and prints the same words on as many pages as our PDF has.

use std::path::Path;
use std::process::Command;

use serde_json::json;

use crate::{everything, filled, values};

/// Words without dots, sorted: columns are read in another order. What boxes look like depends on the fonts there are.
fn words(pdf: &Path) -> Vec<String> {
    let output = Command::new("pdftotext").arg("-layout").arg(pdf).arg("-").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap().replace(['.', '☐', '☒', '\u{a0}', '\u{c}'], " ");
    let mut words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
    words.sort();
    words
}

fn pages(pdf: &Path) -> String {
    let output = Command::new("pdfinfo").arg(pdf).output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    told.lines().find_map(|line| line.strip_prefix("Pages:")).unwrap().trim().to_owned()
}

#[test]
fn libreoffice_prints_the_same_words() {
    let is_there = |program: &str| Command::new(program).arg("--version").output().is_ok();
    if !is_there("soffice") || !is_there("pdftotext") {
        println!("no LibreOffice or no pdftotext here: not compared");
        return;
    }
    let folder = std::env::temp_dir().join(format!("motcua-documents-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("printed")).unwrap();
    // The machine's own fonts may lack Vietnamese letters.
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    let settings = format!(
        r#"<fontconfig><dir>{}</dir><cachedir>{}</cachedir><match target="pattern"><edit name="family" mode="assign" binding="strong"><string>Tinos</string></edit></match></fontconfig>"#,
        fonts.display(),
        folder.join("cache").display()
    );
    std::fs::write(folder.join("fonts.conf"), settings).unwrap();
    let mut command = Command::new("soffice");
    command
        .arg("--headless")
        .arg(format!("-env:UserInstallation=file://{}", folder.join("user").display()))
        .args(["--convert-to", "pdf", "--outdir"])
        .arg(folder.join("printed"))
        .env("FONTCONFIG_FILE", folder.join("fonts.conf"));
    for (name, values) in [("blank", values(json!({}))), ("filled", filled())] {
        let word = folder.join(format!("{name}.docx"));
        std::fs::write(&word, documents::docx(&everything(), &values)).unwrap();
        std::fs::write(folder.join(format!("{name}.pdf")), documents::pdf(&everything(), &values).unwrap())
            .unwrap();
        command.arg(word);
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for name in ["blank.pdf", "filled.pdf"] {
        let (ours, theirs) = (folder.join(name), folder.join("printed").join(name));
        assert_eq!(words(&ours), words(&theirs), "{name}");
        assert_eq!(pages(&ours), pages(&theirs), "{name}");
    }
    std::fs::remove_dir_all(folder).unwrap();
}
