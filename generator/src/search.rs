//! Search: how a query is read and answers are ranked, and the data by which a browser does the same.
//!
//! ```text
//! Catalogue --entries--> Entries --build--> Reader + Ranking (here) and data files (in the browser)
//! ```
//!
//! The script in themes/default/search is the twin of `understand` and `rank`; rules.json and the synonyms are shared
//! data, and tests/search asks both the same questions.

mod build;
mod code;
mod entry;
mod full;
mod keys;
mod lexicon;
mod nearest;
mod pack;
mod rank;
mod rules;
mod script;
#[cfg(test)]
mod twins;
mod understand;
mod words;

use std::ops::Range;

use anyhow::Result;
use content::Catalogue;

pub use entry::{Entries, Entry, Kind};
use full::Full;
use lexicon::TermId;
pub use nearest::Nearest;
use rank::{Ranked, Ranking, Reason};
use rules::Rules;
use understand::Reader;

use crate::view::Words;

/// Share of a query from which on titles and keywords are trusted to know the answer.
const WELL_COVERED: f64 = 0.7;
/// Answers that are added from the text alone.
const TEXT_HITS: usize = 10;
/// Answers that get a line of their text.
const SNIPPETS: usize = 20;
/// Characters of such a line.
const LONGEST_SNIPPET: usize = 160;

/// A file for the browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Address below the site's root.
    pub address: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Fingerprint of what it holds.
    pub stamp: String,
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Address of its page below the site's root.
    pub address: String,
    /// Code or id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Where in the title what was asked for stands, in bytes, in order.
    pub marks: Vec<Range<usize>>,
    /// What it is.
    pub kind: Kind,
    /// A line of its text, where there is one.
    pub snippet: Option<String>,
    /// Why it is an answer, where that is not plain.
    pub why: Vec<Why>,
    /// The higher, the better.
    pub score: f64,
}

/// What was read as something else.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Why {
    /// As typed.
    pub typed: String,
    /// What it was read as, with its marks.
    pub meant: String,
    /// Whether it was read as a slip; other words for the same otherwise.
    pub is_slip: bool,
}

/// Everything that can be found on a site.
pub struct Index {
    entries: Entries,
    reader: Reader,
    ranking: Ranking,
    full: Full,
    core: String,
    files: Vec<File>,
}

impl Index {
    /// The index of `catalogue`.
    ///
    /// Errors: the index in memory could not be made (no memory left).
    pub fn build(catalogue: &Catalogue) -> Result<Index> {
        let entries = Entries::of(catalogue);
        let full = Full::build(&entries)?;
        let build::Built { reader, ranking, core, files } =
            build::build(&entries, &catalogue.synonyms, &full, Rules::shared())?;
        Ok(Index { entries, reader, ranking, full, core, files })
    }

    /// The browser's files: the script, the one of the page `/tim/`, and the data; they say `words`.
    pub fn files(&self, words: &Words) -> Vec<File> {
        let scripts = script::scripts(words).map(|(address, text)| File {
            address: address.to_owned(),
            stamp: fingerprint(&text),
            bytes: text.into_bytes(),
        });
        let first = build::file("0", &self.reader.rules, &self.core, Some(&script::said_later(words)));
        scripts.into_iter().chain([first]).chain(self.files.iter().cloned()).collect()
    }

    /// The answers to `text`, best first.
    ///
    /// Errors: the index in memory could not be read.
    pub fn query(&self, text: &str) -> Result<Vec<Hit>> {
        let query = self.reader.understand(text);
        // Words that only ask, as “cho hỏi ở đâu”, ask for nothing yet.
        let asks = query.tokens.iter().any(|token| token.filler != understand::Filler::Yes);
        let ranked = if asks { self.ranking.rank(&self.reader, &query) } else { Vec::new() };
        let best = ranked.first().map_or(0.0, |one| one.cover);
        let mut hits: Vec<Hit> = Vec::new();
        let code = code::code(text, self.reader.rules.longest_query);
        if let Some(code) = &code {
            let mut same: Vec<&Entry> =
                self.entries.list.iter().filter(|entry| has_code(entry, code)).collect();
            same.sort_by(|left, right| left.id.cmp(&right.id));
            hits.extend(same.into_iter().map(|entry| hit(entry, Vec::new(), 999.0)));
        }
        let with_code = !hits.is_empty();
        // A long question covers little of itself: a title that it holds nearly whole is an answer all the same.
        let is_near = |one: &&Ranked| one.cover >= 0.3 && one.cover >= best * 0.5 || one.share >= 0.7;
        for one in ranked.iter().filter(is_near) {
            let entry = &self.entries.list[one.doc];
            if with_code && code.as_ref().is_some_and(|code| has_code(entry, code)) {
                continue;
            }
            let why = self.why(&query, one, &entry.title);
            hits.push(Hit { marks: self.marks(&query, one, &entry.title), ..hit(entry, why, one.score) });
        }
        // What only the text holds comes behind, and only where titles and keywords leave a gap.
        if best < WELL_COVERED && !with_code {
            for doc in self.full.find(&self.reader, &query, TEXT_HITS)? {
                let entry = &self.entries.list[doc];
                if hits.iter().all(|hit| hit.id != entry.id || hit.kind != entry.kind) {
                    hits.push(hit(entry, Vec::new(), 0.0));
                }
            }
        }
        for hit in hits.iter_mut().take(SNIPPETS) {
            hit.snippet = self.snippet(&query, hit);
        }
        Ok(hits)
    }

    /// What to try instead of the words of `text` that nobody knows.
    pub fn nearest(&self, text: &str) -> Vec<Nearest> {
        let lexicon = &self.reader.lexicon;
        nearest::nearest(&self.entries, &self.reader.understand(text), |word| lexicon.has_letters(&word.fold))
    }

    /// The line of an entry's text that has most of the query's words.
    fn snippet(&self, query: &understand::Query, hit: &Hit) -> Option<String> {
        let entry = self.entries.list.iter().find(|entry| entry.kind == hit.kind && entry.id == hit.id)?;
        let said = |line: &str| {
            let words: Vec<words::Word> =
                words::raw_words(line).iter().map(|raw| words::Word::new(raw)).collect();
            query
                .tokens
                .iter()
                .filter(|token| token.filler == understand::Filler::No)
                .filter(|token| {
                    token.forms.iter().any(|form| words.iter().any(|word| word.fold == form.fold))
                })
                .count()
        };
        let lines = entry.text.lines().map(str::trim).filter(|line| !line.is_empty());
        // The first of equals: the summary stands before the papers.
        let best = lines
            .map(|line| (said(line), line))
            .reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        let mut snippet: String = best.1.chars().take(LONGEST_SNIPPET).collect();
        if snippet.len() < best.1.len() {
            snippet.push('…');
        }
        Some(snippet)
    }

    /// The words of `title` that were asked for, or that stand for what was asked.
    fn marks(&self, query: &understand::Query, one: &Ranked, title: &str) -> Vec<Range<usize>> {
        let spans: Vec<&understand::Span> = one
            .reasons
            .iter()
            .filter_map(|reason| match reason {
                Reason::OtherWords(at) => query.spans.get(*at),
                Reason::Slip(..) => None,
            })
            .collect();
        let least = self.reader.rules.quality.accepted;
        let is_asked = |word: &words::Word| {
            let is_word = |term: TermId| self.reader.lexicon.term(term).word == *word;
            let said = query.tokens.iter().filter(|token| token.filler == understand::Filler::No);
            said.flat_map(|token| &token.meanings).any(|one| one.quality >= least && is_word(one.term))
                || spans.iter().any(|span| span.to.iter().any(|term| is_word(*term)))
        };
        words::places(title)
            .filter(|place| is_asked(&words::Word::new(&title[place.clone()].to_lowercase())))
            .collect()
    }

    fn why(&self, query: &understand::Query, one: &Ranked, title: &str) -> Vec<Why> {
        let as_read = |reason: &Reason| match *reason {
            Reason::OtherWords(at) => {
                let span = &query.spans[at];
                let typed: Vec<&str> =
                    query.tokens[span.at..span.end].iter().map(|token| token.raw.as_str()).collect();
                Why { typed: typed.join(" "), meant: span.meant.clone(), is_slip: false }
            }
            Reason::Slip(at, term) => {
                let word = &self.reader.lexicon.term(term).word;
                let spelled = words::raw_words(title).into_iter().find(|raw| words::Word::new(raw) == *word);
                Why {
                    typed: query.tokens[at].raw.clone(),
                    meant: spelled.unwrap_or_else(|| word.base.clone()),
                    is_slip: true,
                }
            }
        };
        one.reasons.iter().map(as_read).collect()
    }
}

fn has_code(entry: &Entry, code: &str) -> bool {
    let from = usize::from(code.starts_with('.'));
    entry.id.get(from..).is_some_and(|id| id.starts_with(code))
}

fn hit(entry: &Entry, why: Vec<Why>, score: f64) -> Hit {
    Hit {
        address: format!("{}/{}/", entry.kind.folder(), entry.id),
        id: entry.id.clone(),
        title: entry.title.clone(),
        marks: Vec::new(),
        kind: entry.kind,
        snippet: None,
        why,
        score,
    }
}

/// A short fingerprint (FNV-1a, 64 bits) by which the script knows that two files belong together.
fn fingerprint(text: &str) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    }
    format!("{hash:016x}")[..8].to_owned()
}
