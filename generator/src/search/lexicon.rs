//! The words that titles, keywords and rules are made of, found by letters, by sound and by beginning.

use std::collections::{BTreeMap, HashMap};

use super::rules::Rules;
use super::words::Word;

/// Number of a term.
pub type TermId = u32;

/// A word that can be found, and how much it says.
#[derive(Clone, Debug)]
pub struct Term {
    /// The word.
    pub word: Word,
    /// 1 for ordinary, 15 for rare.
    pub weight: f64,
}

/// All terms.
#[derive(Debug, Default)]
pub struct Lexicon {
    terms: Vec<Term>,
    ids: HashMap<(String, u8), TermId>,
    by_fold: BTreeMap<String, Vec<TermId>>,
    by_sound: HashMap<String, Vec<String>>,
}

impl Lexicon {
    /// The term of `word`; a new one weighs `weight`.
    pub fn add(&mut self, word: Word, weight: u8, rules: &Rules) -> TermId {
        let key = (word.base.clone(), word.tone);
        if let Some(id) = self.ids.get(&key) {
            return *id;
        }
        let id = self.terms.len() as TermId;
        self.ids.insert(key, id);
        let list = self.by_fold.entry(word.fold.clone()).or_default();
        if list.is_empty() {
            self.by_sound.entry(rules.sound(&word.fold)).or_default().push(word.fold.clone());
        }
        list.push(id);
        self.terms.push(Term { word, weight: f64::from(weight) });
        id
    }

    /// The term called `id`.
    pub fn term(&self, id: TermId) -> &Term {
        &self.terms[id as usize]
    }

    /// The term of `word`, if it is one.
    pub fn find(&self, word: &Word) -> Option<TermId> {
        self.ids.get(&(word.base.clone(), word.tone)).copied()
    }

    /// Terms of the letters `fold`.
    pub fn with_letters(&self, fold: &str) -> &[TermId] {
        self.by_fold.get(fold).map_or(&[], Vec::as_slice)
    }

    /// True when some term has the letters `fold`.
    pub fn has_letters(&self, fold: &str) -> bool {
        self.by_fold.contains_key(fold)
    }

    /// Letters and terms whose letters begin with `fold`, in order.
    pub fn beginning<'a>(&'a self, fold: &'a str) -> impl Iterator<Item = (&'a String, &'a Vec<TermId>)> {
        self.by_fold.range(fold.to_owned()..).take_while(move |(letters, _)| letters.starts_with(fold))
    }

    /// Letters that many people can't tell from `fold` by ear.
    pub fn sounding(&self, sound: &str) -> &[String] {
        self.by_sound.get(sound).map_or(&[], Vec::as_slice)
    }

    /// All letters with their terms.
    pub fn all_letters(&self) -> impl Iterator<Item = (&String, &Vec<TermId>)> {
        self.by_fold.iter()
    }

    /// `dangkykhaisinh` in the cheapest way through known words, if there is one.
    pub fn cut(&self, raw: &str) -> Option<Vec<String>> {
        let letters: Vec<char> = raw.chars().collect();
        let mut best: Vec<Option<(f64, Vec<String>)>> = vec![Some((0.0, Vec::new()))];
        for end in 1..=letters.len() {
            let mut here: Option<(f64, Vec<String>)> = None;
            for size in 2..=end.min(7) {
                let Some((before, parts)) = &best[end - size] else { continue };
                let piece: String = letters[end - size..end].iter().collect();
                let lightest = self
                    .with_letters(&Word::new(&piece).fold)
                    .iter()
                    .map(|id| self.term(*id).weight)
                    .fold(f64::INFINITY, f64::min);
                let cost = before + 8.0 + lightest;
                if cost.is_finite() && here.as_ref().is_none_or(|(least, _)| cost < *least) {
                    here = Some((cost, parts.iter().cloned().chain([piece]).collect()));
                }
            }
            best.push(here);
        }
        best.pop().flatten().map(|(_, parts)| parts).filter(|parts| parts.len() > 1)
    }
}
