//! LibreOffice, where it is installed, opens what we write and prints the same words as our PDF, about where they stand there.

use std::collections::{BTreeMap, BTreeSet};
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

/// Words that stand once, with their page and place in points.
fn places(pdf: &Path) -> BTreeMap<String, (usize, f32, f32)> {
    let output = Command::new("pdftotext").arg("-bbox").arg(pdf).arg("-").output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    let number = |line: &str, key: &str| -> f32 {
        line.split(&format!("{key}=\""))
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .unwrap()
            .parse()
            .unwrap()
    };
    let (mut page, mut found, mut often) = (0, BTreeMap::new(), BTreeSet::new());
    for line in told.lines().map(str::trim) {
        if line.starts_with("<page ") {
            page += 1;
        } else if line.starts_with("<word ") {
            let word =
                line.split('>').nth(1).unwrap().split('<').next().unwrap().trim_end_matches('.').to_owned();
            let is_long = word.chars().filter(|letter| letter.is_alphabetic()).count() > 1;
            let place = (page, number(line, "xMin"), number(line, "yMax"));
            if is_long && found.insert(word.clone(), place).is_some() {
                often.insert(word);
            }
        }
    }
    found.retain(|word, _| !often.contains(word));
    found
}

fn pages(pdf: &Path) -> String {
    let output = Command::new("pdfinfo").arg(pdf).output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    told.lines().find_map(|line| line.strip_prefix("Pages:")).unwrap().trim().to_owned()
}

#[test]
fn libreoffice_prints_the_same_words_at_the_same_places() {
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
        let (ours, theirs) = (places(&ours), places(&theirs));
        assert!(ours.len() > 20, "{name}: words to compare");
        for (word, (page, x, y)) in ours {
            let Some((their_page, their_x, their_y)) = theirs.get(&word) else { continue };
            // LibreOffice sets lines a little closer than Word does.
            let is_near = page == *their_page && (x - their_x).abs() < 15.0 && (y - their_y).abs() < 30.0;
            assert!(
                is_near,
                "{name}: {word} is at {page} {x} {y}, by LibreOffice at {their_page} {their_x} {their_y}"
            );
        }
    }
    std::fs::remove_dir_all(folder).unwrap();
}
