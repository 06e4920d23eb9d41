//! tests/search-rules.jsonl says what each rule makes of what is typed; the script is held to the same lines
//! (tests/search/rules.test.js).

use serde::Deserialize;

use super::code::code;
use super::keys::{telex, vni};
use super::rules::Rules;
use super::words::{Word, raw_words, slips};

#[derive(Deserialize)]
struct Case {
    rule: String,
    typed: String,
    #[serde(default)]
    other: String,
    #[serde(default)]
    most: usize,
    made: String,
}

fn shown(word: Option<Word>) -> String {
    word.map(|word| format!("{}{}", word.base, word.tone)).unwrap_or_default()
}

#[test]
fn every_rule_makes_what_its_cases_say() {
    let rules = Rules::shared();
    let text = include_str!("../../../tests/search-rules.jsonl");
    let cases: Vec<Case> =
        text.lines().map(|line| serde_json::from_str(line).expect("a case is JSON")).collect();
    for Case { rule, typed, other, most, made } in cases {
        let got = match rule.as_str() {
            "telex" => shown(telex(&typed, &rules)),
            "vni" => shown(vni(&typed, &rules)),
            "word" => shown(Some(Word::new(&typed))),
            "words" => raw_words(&typed).join("|"),
            "sound" => rules.sound(&typed),
            "slips" => Some(slips(&typed, &other, most))
                .filter(|far| *far <= most)
                .map_or_else(String::new, |far| far.to_string()),
            "code" => code(&typed, rules.longest_query).unwrap_or_default(),
            unknown => panic!("no rule is called {unknown}"),
        };
        assert_eq!(got, made, "{rule} of {typed:?} {other:?}");
    }
}
