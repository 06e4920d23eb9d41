//! Words to try when nothing was found. themes/default/search/page.js does the same with the words it has loaded.

use std::collections::BTreeSet;

use super::entry::Entries;
use super::understand::{Filler, Query};
use super::words::{Word, raw_words, slips};

/// Words offered for one that nobody knows.
const MOST: usize = 3;

/// A word that nobody knows, and words of titles that come near to it, best first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearest {
    /// As typed.
    pub typed: String,
    /// Fewer slips first, then the same first letter.
    pub words: Vec<String>,
}

/// For each word of `query` that `is_known` knows nothing of and that something comes near to.
pub fn nearest(entries: &Entries, query: &Query, is_known: impl Fn(&Word) -> bool) -> Vec<Nearest> {
    let strange: Vec<&str> = query
        .tokens
        .iter()
        .filter(|token| token.filler == Filler::No && !token.forms.iter().any(&is_known))
        .map(|token| token.raw.as_str())
        .collect();
    if strange.is_empty() {
        return Vec::new();
    }
    let titles: BTreeSet<String> = entries.list.iter().flat_map(|entry| raw_words(&entry.title)).collect();
    let known: Vec<(String, String)> = titles
        .into_iter()
        .map(|raw| (Word::new(&raw).fold, raw))
        .filter(|(fold, _)| fold.chars().nth(1).is_some())
        .collect();
    let near = |raw: &str| {
        let typed = Word::new(raw).fold;
        let most = match typed.chars().count() {
            0..=3 => 1,
            4..=7 => 2,
            _ => 3,
        };
        let mut found: Vec<(usize, &String)> = known
            .iter()
            .map(|(fold, spelled)| (slips(&typed, fold, most), fold, spelled))
            .filter(|(far, ..)| *far <= most)
            .map(|(far, fold, spelled)| {
                (2 * far + usize::from(typed.chars().next() != fold.chars().next()), spelled)
            })
            .collect();
        found.sort();
        found.into_iter().take(MOST).map(|(_, spelled)| spelled.clone()).collect()
    };
    strange
        .into_iter()
        .map(|raw| Nearest { typed: raw.to_owned(), words: near(raw) })
        .filter(|one| !one.words.is_empty())
        .collect()
}
