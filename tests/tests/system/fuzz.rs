//! Spoilt input, very much of it: nothing panics, hangs or points beside the file. A fixed seed, so a failure comes again;
//! MOTCUA_FUZZ_SECONDS makes it longer.

use std::time::{Duration, Instant};

use generator::{SourceFile, markdown, parse_file};
use tests::{Folder, PROCEDURE, real_content};

/// Bits of text that mean something to YAML, JSON, Markdown or Unicode.
const TOKENS: [&str; 40] = [
    ":",
    ": ",
    "- ",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    "|\n",
    ">-\n",
    "&a ",
    "*a",
    "<<: ",
    "!!int ",
    "---\n",
    "...\n",
    "#",
    "%",
    "@",
    "`",
    "\\",
    "\\u0000",
    "~",
    "null",
    "-1",
    "99999999999999999999",
    "1e99",
    ".inf",
    "0x1F",
    "\n",
    "\n  ",
    "  ",
    ", ",
    "<b>",
    "](javascript:x)",
    "a\u{300}",
    "\u{1F600}",
    "é",
    "\u{2028}",
];

/// xorshift64: good enough to spoil text, the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides.max(1) as u64) as usize
    }
}

/// `text` with one to eight things wrong.
fn spoilt(text: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for _ in 0..=dice.roll(8) {
        let at = dice.roll(letters.len() + 1);
        let end = (at + dice.roll(12)).min(letters.len());
        match dice.roll(5) {
            0 => drop(letters.drain(at..end)),
            1 => drop(letters.splice(at..at, TOKENS[dice.roll(TOKENS.len())].chars())),
            2 => drop(letters.splice(at..end, TOKENS[dice.roll(TOKENS.len())].chars())),
            3 => {
                let copy: Vec<char> = letters[at..end].to_vec();
                let to = dice.roll(letters.len() + 1);
                letters.splice(to..to, copy);
            }
            _ => letters.truncate(at.max(letters.len() / 2)),
        }
    }
    letters.into_iter().collect()
}

/// Spoils `texts` in turn until the time is over, a few hundred times at least, and tries each.
fn spoil(texts: &[(String, String)], mut attempt: impl FnMut(&str, &str)) {
    let seconds = std::env::var("MOTCUA_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(3);
    let begun = Instant::now();
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    for turn in 0.. {
        if turn >= 300 && begun.elapsed() > Duration::from_secs(seconds) {
            break;
        }
        let (name, text) = &texts[turn % texts.len()];
        let text = spoilt(text, &mut dice);
        let once = Instant::now();
        let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| attempt(name, &text)));
        assert!(result.is_ok(), "{name} with this text:\n{text}");
        assert!(once.elapsed() < Duration::from_secs(5), "{name} takes too long with this text:\n{text}");
    }
}

/// Small real files of every kind.
fn real_files() -> Vec<(String, String)> {
    let files = generator::read(&real_content()).files;
    let small = files.into_iter().filter(|file| file.text.len() < 8_000);
    small.step_by(37).map(|file| (file.name, file.text)).collect()
}

#[test]
fn a_spoilt_file_is_told_at_a_place_that_is_there() {
    let mut files = real_files();
    files.push((PROCEDURE.to_owned(), Folder::whole().text(PROCEDURE)));
    files.push((
        "guides/a.md".to_owned(),
        "---\ntitle: A\nsummary: B\norder: 1\n---\n## C\n\n- [d](../e/)\n".to_owned(),
    ));
    spoil(&files, |name, text| {
        let file = SourceFile { name: name.to_owned(), text: text.to_owned() };
        let Err(problems) = parse_file(&file) else { return };
        assert!(!problems.is_empty(), "refused without a reason");
        for problem in problems {
            let lines: Vec<&str> = text.split('\n').collect();
            assert!(
                problem.line <= lines.len(),
                "line {} of {}: {}",
                problem.line,
                lines.len(),
                problem.message
            );
            let line = problem.line.checked_sub(1).map_or("", |above| lines[above]);
            let longest = line.chars().count() + 1;
            assert!(problem.column <= longest, "column {} of {longest}: {}", problem.column, problem.message);
            assert!(
                !problem.message.trim().is_empty() && !problem.message.contains("Error {"),
                "{}",
                problem.message
            );
        }
    });
}

#[test]
fn spoilt_markdown_never_becomes_a_script() {
    let texts = [
        "Nộp **2** bản tại [quầy](https://a.example/ \"b\") hoặc `trực tuyến`.\n\n1. Một\n2. Hai\n\n> Ba",
        "<script>alert(1)</script> [a](javascript:alert(1)) ![b](data:text/html,x) <a href=\"javascript:x\">c</a>",
        "[a]: javascript:alert(1)\n\n[a] [b][a] <javascript:alert(1)>",
    ];
    let texts: Vec<(String, String)> = texts.map(|text| ("markdown".to_owned(), text.to_owned())).into();
    spoil(&texts, |_, text| {
        for html in [markdown::html(text), markdown::inline_html(text)] {
            let tags = html.split('<').skip(1).filter_map(|rest| rest.split_once('>').map(|(tag, _)| tag));
            for tag in tags.map(str::to_ascii_lowercase) {
                assert!(!tag.starts_with("script") && !tag.starts_with("img"), "<{tag}>");
            }
            for link in tests::html::marks(&html).links {
                let scheme = link.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
                assert!(!matches!(scheme.as_deref(), Some("javascript" | "data" | "vbscript")), "{link}");
            }
        }
    });
}
