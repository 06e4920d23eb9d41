//! The search: Rust and the script in the browser give the same answers, and good ones.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use content::Catalogue;
use generator::Theme;
use generator::search::{File, Hit, Index};
use tests::real_content;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    generator::parse(&generator::read(&real_content())).expect("the project's content has no errors")
});
static INDEX: LazyLock<Index> = LazyLock::new(|| Index::build(&CATALOGUE).expect("there is memory"));
static FILES: LazyLock<Vec<File>> = LazyLock::new(|| files_of(&INDEX));

fn files_of(index: &Index) -> Vec<File> {
    index.files(Theme::load(None).expect("the built-in theme has no errors").words())
}

struct Case {
    query: String,
    expected: Vec<String>,
    /// Whether it is known that the right answer is not among the first three.
    missed: bool,
}

fn cases() -> Vec<Case> {
    let read = |name: &str| {
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("cases")
    };
    let text = read("search-cases.jsonl") + &read("search/people-ask.jsonl");
    let case = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).expect("a case is JSON");
        let codes = value["expected"].as_array().expect("a list of codes");
        Case {
            query: value["query"].as_str().expect("a query").to_owned(),
            expected: codes.iter().filter_map(|code| code.as_str()).map(str::to_owned).collect(),
            missed: value["missed"].as_bool().unwrap_or(false),
        }
    };
    text.lines().map(case).collect()
}

fn top(query: &str, most: usize) -> Vec<String> {
    let hits = INDEX.query(query).expect("the index can be read");
    hits.into_iter().take(most).map(|hit| hit.id).collect()
}

fn why(hit: &Hit) -> String {
    let reasons: Vec<String> = hit.why.iter().map(|why| format!("{}={}", why.typed, why.meant)).collect();
    reasons.join(";")
}

#[test]
fn a_reason_is_told_with_its_marks() {
    let hits = INDEX.query("so do").expect("the index can be read");
    assert_eq!(why(&hits[0]), "so do=giấy chứng nhận quyền sử dụng đất");
}

#[test]
fn words_that_only_ask_find_nothing() {
    for asks in ["cho hỏi làm thế nào", "cần những giấy tờ gì", "thu tuc o dau"] {
        assert_eq!(top(asks, 3), [""; 0], "{asks}");
    }
}

#[test]
fn a_word_that_nobody_knows_leads_to_words_that_come_near() {
    let near = INDEX.nearest("giấy zkhaip sinh");
    assert_eq!(near[0].typed, "zkhaip");
    assert_eq!(near[0].words[0], "khai");
    assert_eq!(INDEX.nearest("giấy khai sinh qwrtzp"), []);
}

#[test]
fn cases_of_our_own_are_answered() {
    let cases = cases();
    let is_missed = |case: &Case| !top(&case.query, 3).iter().any(|id| case.expected.contains(id));
    let wrong: Vec<&str> =
        cases.iter().filter(|case| is_missed(case) != case.missed).map(|case| case.query.as_str()).collect();
    assert_eq!(wrong, [""; 0], "missed and not known, or known and not missed");
}

#[test]
fn the_script_in_the_browser_gives_the_same_answers() {
    let folder = tempfile::tempdir().expect("a folder");
    for file in &*FILES {
        let path = folder.path().join(&file.address);
        std::fs::create_dir_all(path.parent().expect("below the folder")).expect("a folder");
        std::fs::write(path, &file.bytes).expect("a file");
    }
    let mut queries: Vec<String> = cases().into_iter().map(|case| case.query).collect();
    queries.extend(
        ["", "  ", "xqzjw", "🙂 <b>", "hộ chi", "ka ra o ke", "th uong tru", "giấy ph"].map(str::to_owned),
    );
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("search/answers.js");
    let mut node = Command::new("node")
        .arg(script)
        .arg(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node runs the script; README says that it is needed");
    let mut input = node.stdin.take().expect("piped");
    input.write_all((queries.join("\n") + "\n").as_bytes()).expect("node reads");
    drop(input);
    let output = node.wait_with_output().expect("node ends");
    assert!(output.status.success());
    let answers = String::from_utf8(output.stdout).expect("codes");
    for (query, answer) in queries.iter().zip(answers.lines()) {
        let script: Vec<&str> = answer.split('\t').filter(|one| !one.is_empty()).collect();
        // Rust goes on with answers that only the text holds.
        let hits = INDEX.query(query).expect("the index can be read");
        let ours: Vec<String> =
            hits.iter().take(script.len()).map(|hit| format!("{} {}", hit.id, why(hit))).collect();
        assert_eq!(ours, script, "{query}");
    }
    assert_eq!(answers.lines().count(), queries.len());
}

#[test]
fn two_builds_of_the_index_are_equal() {
    let again = Index::build(&CATALOGUE).expect("there is memory");
    assert_eq!(files_of(&again), *FILES);
}

#[test]
fn bad_input_is_answered_and_soon() {
    for text in [
        "",
        "\u{0}\u{200b}",
        &"a".repeat(10_000),
        &"khai sinh ".repeat(1_000),
        "🙂",
        "<script>",
        "9.999999",
        "٣",
    ] {
        INDEX.query(text).expect("the index can be read");
    }
    let mut seed = 20_261_124_u32;
    let mut random = |most: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        seed as usize % most
    };
    let letters: Vec<char> =
        "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ0123456789 .,-\u{301}\u{200b}<&\"🙂fjwz".chars().collect();
    let words: Vec<String> = cases()
        .iter()
        .flat_map(|case| case.query.split(' ').map(str::to_owned).collect::<Vec<_>>())
        .collect();
    for _ in 0..300 {
        let mut text = String::new();
        for _ in 0..=random(12) {
            if random(2) == 0 {
                text.push(letters[random(letters.len())])
            } else {
                text = text + &words[random(words.len())] + " "
            }
        }
        assert_eq!(top(&text, 20), top(&text, 20), "{text:?}");
    }
}
