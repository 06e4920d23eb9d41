//! The scripts as the browser gets them: what tests/browser/shorten.js made of the theme's sources, with the numbers of
//! rules.json and the words of the interface in their places (`Q.exact`, `W.title`, `SAY.search_waiting`).

use std::collections::BTreeMap;

use super::rules::Rules;
use crate::view::Words;

/// The search and its box.
const SCRIPT: &str = include_str!("../../../themes/default/search/short/tim.js");
/// The list of answers on the page of the search.
const PAGE: &str = include_str!("../../../themes/default/search/short/trang.js");

/// What the name of a place begins with; the scripts call nothing else so.
const TABLES: [&str; 5] = ["Q.", "W.", "RULES.", "SAY.", "LATER."];

/// `tim/tim.js`, every page's box, and `tim/trang.js`, the list of the page `/tim/`.
pub fn scripts(words: &Words) -> [(&'static str, String); 2] {
    let values = values(words);
    [("tim/tim.js", SCRIPT), ("tim/trang.js", PAGE)]
        .map(|(address, source)| (address, filled(source, &values)))
}

/// What the script gets with the first data file: the words that it finds there by `LATER.<key>`.
pub fn said_later(words: &Words) -> Vec<&str> {
    let word = |key| words.all().find(|(known, _)| *known == key).map_or(key, |(_, word)| word);
    later().into_iter().map(word).collect()
}

/// Keys of those words in the order in which the script names them first.
fn later() -> Vec<&'static str> {
    let mut keys = Vec::new();
    for key in places(SCRIPT).filter_map(|(_, name)| name.strip_prefix("LATER.")) {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

/// By name of a place what stands there in the end.
fn values(words: &Words) -> BTreeMap<String, String> {
    let said = words.all().map(|(key, word)| {
        (format!("SAY.{key}"), serde_json::to_string(word).expect("text is always a JSON value"))
    });
    let later = later().into_iter().enumerate().map(|(at, key)| (format!("LATER.{key}"), at.to_string()));
    Rules::numbers().into_iter().chain(said).chain(later).collect()
}

/// `source` with `values` in their places. A name without a value stays, and a test fails.
fn filled(source: &str, values: &BTreeMap<String, String>) -> String {
    let mut filled = String::with_capacity(source.len());
    let mut done = 0;
    for (at, name) in places(source) {
        filled.push_str(&source[done..at]);
        filled.push_str(values.get(name).map_or(name, String::as_str));
        done = at + name.len();
    }
    filled.push_str(&source[done..]);
    filled
}

/// Where a place is in `source`, and its whole name.
fn places(source: &str) -> impl Iterator<Item = (usize, &str)> {
    source.match_indices('.').filter_map(|(dot, _)| {
        let table = TABLES.into_iter().find(|table| source[..=dot].ends_with(table))?;
        let at = dot + 1 - table.len();
        let is_inside = source[..at].ends_with(|letter| is_name(letter) || letter == '.');
        let end = source[dot + 1..].find(|letter| !is_name(letter)).map_or(source.len(), |end| dot + 1 + end);
        (!is_inside).then(|| (at, &source[at..end]))
    })
}

fn is_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || letter == '$'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_stands_where_its_whole_name_was() {
        let values = [("W.title", "16"), ("W.title_overlap", "45")];
        let values = values.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        assert_eq!(
            filled("a(W.title,W.title_overlap)*W.title;bW.title;b.W.title;'W.'", &values),
            "a(16,45)*16;bW.title;b.W.title;'W.'"
        );
    }

    #[test]
    fn every_number_and_word_of_the_scripts_has_its_place_filled() {
        let theme = crate::Theme::load(None).expect("the built-in theme is whole");
        let values = values(theme.words());
        for source in [SCRIPT, PAGE] {
            let missing: Vec<&str> =
                places(source).map(|(_, name)| name).filter(|name| !values.contains_key(*name)).collect();
            assert_eq!(missing, [""; 0]);
        }
        assert!(places(SCRIPT).count() > 50, "the script has lost its places");
    }
}
