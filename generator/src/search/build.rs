//! From entries to what ranks them, and to the browser's data files: one pass, so that both hold the same.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;

use anyhow::Result;
use content::Synonym;
use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;

use super::entry::{Entries, Entry, Kind};
use super::full::Full;
use super::lexicon::{Lexicon, TermId};
use super::pack::{Vocabulary, digit, is_word, push_number, shown};
use super::rank::{Doc, Ranking, Segment, Shared};
use super::rules::Rules;
use super::understand::{Reader, Same};
use super::words::{Word, raw_words};
use super::{File, fingerprint};

/// Entries whose titles stand in one file; what 1,800 procedures need, with room.
const BLOCK: usize = 2_500;
/// Text words per entry that the browser gets, the rarest first.
const TEXT_WORDS: usize = 12;
/// Text words that weigh less are not worth their bytes.
const TEXT_WEIGHT: u8 = 6;

/// What can be asked, what ranks it, and the browser's files.
pub struct Built {
    /// Reads queries.
    pub reader: Reader,
    /// Ranks entries.
    pub ranking: Ranking,
    /// The first data file as JSON.
    pub core: String,
    /// The other data files.
    pub files: Vec<File>,
}

/// Builds all from `entries` and `synonyms`.
pub fn build(entries: &Entries, synonyms: &[Synonym], full: &Full, rules: Rules) -> Result<Built> {
    let mut builder = Builder { rules, lexicon: Lexicon::default(), ranking: Ranking::default() };
    let (titles, rests): (Vec<Vec<&str>>, Vec<&str>) =
        entries.list.iter().map(|entry| shown(&entry.title)).unzip();
    let phrases = Phrases::of(&builder.rules, synonyms);
    let vocabulary = vocabulary(&titles, &phrases);
    let (core, terms) = builder.core(&vocabulary, &titles);
    let mut stamps = serde_json::Map::new();
    let mut files = Vec::new();
    for (at, block) in entries.list.chunks(BLOCK).enumerate() {
        let first = at * BLOCK;
        let name = (at + 1).to_string();
        let data = builder.titles(first, block, &titles[first..], &vocabulary, &terms);
        push(&mut files, &mut stamps, &name, &builder.rules, data);
    }
    let text_words = builder.text_words(entries, full)?;
    for (at, block) in entries.list.chunks(BLOCK).enumerate() {
        let first = at * BLOCK;
        let names = builder.names(entries, first, block);
        let words =
            block.iter().zip(&rests[first..]).map(|(entry, rest)| keyword_words(entry, rest)).collect();
        let keywords = builder.bags(words, first, Bag::Keywords, &vocabulary);
        // Three files, so that a slow processor takes each in within one short task: names in common, keywords, texts.
        push(&mut files, &mut stamps, &format!("{}c", at + 1), &builder.rules, names);
        push(&mut files, &mut stamps, &format!("{}k", at + 1), &builder.rules, keywords);
        let words = text_words[first..first + block.len()].to_vec();
        let text = builder.bags(words, first, Bag::Text, &vocabulary);
        push(&mut files, &mut stamps, &format!("{}t", at + 1), &builder.rules, text);
    }
    let (packed, synonyms, fillers) = builder.phrases(&phrases, &vocabulary, &terms);
    let Builder { rules, lexicon, ranking } = builder;
    let mut data = merged(core, packed);
    data["stamps"] = Value::Object(stamps);
    data["rules"] = json!(rules);
    let core = data.to_string();
    Ok(Built { reader: Reader { rules, lexicon, synonyms, fillers }, ranking, core, files })
}

fn push(
    files: &mut Vec<File>,
    stamps: &mut serde_json::Map<String, Value>,
    name: &str,
    rules: &Rules,
    data: Value,
) {
    let file = file(name, rules, &data.to_string(), None);
    stamps.insert(name.to_owned(), Value::String(file.stamp.clone()));
    files.push(file);
}

/// The data file `name` that holds `body`, and behind it the words that the script says.
pub fn file(name: &str, rules: &Rules, body: &str, words: Option<&[&str]>) -> File {
    let stamp = fingerprint(body);
    let words = words.map_or_else(String::new, |words| format!(",{}", json!(words)));
    let bytes = format!(
        "(self.motcuaTim=self.motcuaTim||[]).push([\"{name}\",{},\"{stamp}\",{body}{words}]);\n",
        rules.format
    );
    File { address: format!("tim/du-lieu/{name}.js"), bytes: bytes.into_bytes(), stamp }
}

fn merged(mut left: Value, right: Value) -> Value {
    if let (Some(left), Value::Object(right)) = (left.as_object_mut(), right) {
        left.extend(right);
    }
    left
}

/// A phrase as its words.
type Phrase = Vec<String>;

/// Rules of phrases as words: what is said, what is meant by it, whether it holds both ways.
struct Phrases {
    fillers: Vec<Phrase>,
    synonyms: Vec<(Vec<Phrase>, Vec<Phrase>, bool)>,
}

impl Phrases {
    fn of(rules: &Rules, synonyms: &[Synonym]) -> Phrases {
        let words = |list: &[String]| -> Vec<Vec<String>> {
            list.iter().map(|phrase| raw_words(phrase)).filter(|words| !words.is_empty()).collect()
        };
        let synonyms = synonyms
            .iter()
            .map(|synonym| (words(&synonym.from), words(&synonym.to), synonym.both))
            .filter(|(from, to, _)| !from.is_empty() && !to.is_empty())
            .collect();
        Phrases { fillers: words(&rules.fillers), synonyms }
    }

    fn words(&self) -> impl Iterator<Item = &String> {
        let sides = self.synonyms.iter().flat_map(|(from, to, _)| from.iter().chain(to));
        self.fillers.iter().chain(sides).flatten()
    }
}

fn vocabulary(titles: &[Vec<&str>], phrases: &Phrases) -> Vocabulary {
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for token in titles.iter().flatten().copied().chain(phrases.words().map(String::as_str)) {
        *counted.entry(token).or_default() += 1;
    }
    Vocabulary::of(counted)
}

/// What people type for an entry, the rest of a very long title, and the first letters of a short one: dkkh.
fn keyword_words(entry: &Entry, rest: &str) -> Vec<String> {
    let mut words: Vec<String> = entry.keywords.iter().flat_map(|keyword| raw_words(keyword)).collect();
    words.extend(raw_words(rest));
    let title = entry.title.split('(').next().unwrap_or_default();
    let letters: String =
        raw_words(title).iter().filter_map(|raw| Word::new(raw).fold.chars().next()).collect();
    if entry.kind == Kind::Procedure && (3..=6).contains(&letters.len()) {
        words.push(letters);
    }
    words
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Bag {
    Keywords,
    Text,
}

struct Builder {
    rules: Rules,
    lexicon: Lexicon,
    ranking: Ranking,
}

impl Builder {
    /// The vocabulary with its weights; and per token its term, if it is a word.
    fn core(&mut self, vocabulary: &Vocabulary, titles: &[Vec<&str>]) -> (Value, Vec<Option<TermId>>) {
        let words: Vec<Option<Word>> = vocabulary.tokens.iter().map(|token| word_of(token)).collect();
        let mut with: HashMap<&Word, usize> = HashMap::new();
        for title in titles {
            let inside: BTreeSet<&Word> =
                title.iter().filter_map(|token| words[vocabulary.number(token)?].as_ref()).collect();
            for word in inside {
                *with.entry(word).or_default() += 1;
            }
        }
        let mut weights = String::new();
        let mut terms = Vec::with_capacity(words.len());
        for word in &words {
            let weight = word
                .as_ref()
                .map_or(0, |word| self.rules.term_weight(titles.len(), with.get(word).copied().unwrap_or(0)));
            weights.push(char::from_digit(u32::from(weight), 36).unwrap_or('z'));
            terms.push(word.clone().map(|word| self.lexicon.add(word, weight, &self.rules)));
        }
        (json!({ "words": vocabulary.tokens.join("\n"), "weights": weights }), terms)
    }

    /// Titles and addresses of a block.
    fn titles(
        &mut self,
        first: usize,
        block: &[Entry],
        titles: &[Vec<&str>],
        vocabulary: &Vocabulary,
        terms: &[Option<TermId>],
    ) -> Value {
        let mut packed = ["", "", "", ""].map(str::to_owned);
        let [titles_out, levels, people, kinds] = &mut packed;
        let mut addresses: Vec<String> = Vec::new();
        let mut number = 0;
        for (at, entry) in block.iter().enumerate() {
            let doc = first + at;
            let mut title = Vec::new();
            let mut total = 0.0;
            if at > 0 {
                titles_out.push(' ');
            }
            for token in &titles[at] {
                let place = vocabulary.number(token).expect("the vocabulary holds every token of a title");
                push_number(titles_out, place);
                if let Some(term) = terms[place] {
                    title.push(term);
                    total += self.lexicon.term(term).weight.min(self.rules.weight.title_word_most);
                    self.ranking.post(term, doc, self.rules.weight.title);
                }
            }
            addresses.push(address(&entry.id, &mut number));
            levels.push(digit(usize::from(entry.levels)));
            people.push(digit(usize::from(entry.people) + if entry.is_most_used { 16 } else { 0 }));
            kinds.push(entry.kind.letter());
            let total = if total == 0.0 { 1.0 } else { total };
            self.ranking.docs.push(Doc {
                title,
                total,
                bags: Vec::new(),
                parts: Vec::new(),
                prior: self.prior(entry),
            });
        }
        json!({
            "first": first, "titles": titles_out, "addresses": addresses.join(" "), "levels": levels, "people": people,
            "kinds": kinds,
        })
    }

    fn prior(&self, entry: &Entry) -> f64 {
        let weight = &self.rules.weight;
        if entry.kind != Kind::Procedure {
            return weight.other_kind;
        }
        let near = if entry.levels & 1 != 0 {
            3.0
        } else if entry.levels & 6 != 0 {
            2.0
        } else {
            1.0
        };
        weight.level * near / 3.0
            + if entry.people & 1 != 0 { weight.citizen } else { 0.0 }
            + if entry.is_most_used { weight.most_used } else { 0.0 }
    }

    fn segment(&mut self, name: &str, kind: Shared, weight: f64) -> usize {
        let terms =
            raw_words(name).iter().map(|raw| self.lexicon.add(Word::new(raw), 15, &self.rules)).collect();
        self.ranking.shared.push(Segment { terms, kind, weight });
        self.ranking.shared.len() - 1
    }

    fn attach(&mut self, doc: usize, segment: usize) {
        self.ranking.docs[doc].parts.push(segment);
        let Segment { terms, weight, .. } = &self.ranking.shared[segment];
        for (term, weight) in terms.iter().map(|term| (*term, *weight)).collect::<Vec<_>>() {
            self.ranking.post(term, doc, weight);
        }
    }

    /// Fields, agencies and life events of a block.
    fn names(&mut self, entries: &Entries, first: usize, block: &[Entry]) -> Value {
        let mut out = Vec::new();
        type Places = fn(&Entry) -> &[usize];
        let fields: Places = |entry| entry.field.as_slice();
        let agencies: Places = |entry| &entry.agencies;
        let events: Places = |entry| &entry.events;
        let field_names: Vec<Vec<String>> = entries.fields.iter().map(|name| vec![name.clone()]).collect();
        // The script knows a kind by its place here.
        for (names, of, kind, weight) in [
            (&field_names, fields, Shared::Field, self.rules.weight.field),
            (&entries.agencies, agencies, Shared::Agency, self.rules.weight.agency),
            (&entries.events, events, Shared::Event, self.rules.weight.event),
        ] {
            let mut used: Vec<usize> = Vec::new();
            for place in block.iter().flat_map(of) {
                if !used.contains(place) {
                    used.push(*place);
                }
            }
            let segments: Vec<Vec<usize>> = used
                .iter()
                .map(|place| names[*place].iter().map(|name| self.segment(name, kind, weight)).collect())
                .collect();
            let mut packed = String::new();
            for (at, entry) in block.iter().enumerate() {
                if at > 0 {
                    packed.push(' ');
                }
                for place in of(entry) {
                    let local = used.iter().position(|other| other == place).expect("collected just before");
                    push_number(&mut packed, local);
                    for segment in &segments[local] {
                        self.attach(first + at, *segment);
                    }
                }
            }
            let used: Vec<String> = used.iter().map(|place| names[*place].join("|")).collect();
            out.push(json!([weight, used, packed]));
        }
        json!({ "first": first, "names": out })
    }

    /// Words that the titles of a block lack.
    fn bags(&mut self, words: Vec<Vec<String>>, first: usize, kind: Bag, core: &Vocabulary) -> Value {
        let mut new: Vec<Vec<(Word, &String)>> = Vec::new();
        for (at, words) in words.iter().enumerate() {
            let doc = &self.ranking.docs[first + at];
            let mut seen: BTreeSet<TermId> = doc.title.iter().copied().collect();
            seen.extend(doc.bags.iter().flat_map(|(terms, _)| terms));
            let mut fresh: BTreeSet<Word> = BTreeSet::new();
            let mut list = Vec::new();
            for raw in words {
                let word = Word::new(raw);
                if self.lexicon.find(&word).is_some_and(|term| seen.contains(&term))
                    || !fresh.insert(word.clone())
                {
                    continue;
                }
                list.push((word, raw));
            }
            new.push(list);
        }
        let mut with: HashMap<&Word, usize> = HashMap::new();
        for (word, _) in new.iter().flatten() {
            *with.entry(word).or_default() += 1;
        }
        let weight_of = |word: &Word| match self.lexicon.find(word) {
            Some(term) => self.lexicon.term(term).weight as u8,
            None => self.rules.term_weight(new.len(), with[word]),
        };
        let kept: Vec<Vec<(Word, &String, u8)>> = new
            .iter()
            .map(|list| {
                let mut list: Vec<(Word, &String, u8)> =
                    list.iter().map(|(word, raw)| (word.clone(), *raw, weight_of(word))).collect();
                if kind == Bag::Text {
                    list.sort_by_key(|word| std::cmp::Reverse(word.2));
                    list.truncate(TEXT_WORDS);
                }
                list
            })
            .collect();
        let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, raw, _) in kept.iter().flatten().filter(|(_, raw, _)| core.number(raw).is_none()) {
            *counted.entry(raw).or_default() += 1;
        }
        let own = Vocabulary::of(counted);
        let weights: HashMap<&str, u8> =
            kept.iter().flatten().map(|(_, raw, weight)| (raw.as_str(), *weight)).collect();
        let mut packed_weights = String::new();
        for token in &own.tokens {
            let weight = weights.get(token.as_str()).copied().unwrap_or(15);
            packed_weights.push(char::from_digit(u32::from(weight), 36).unwrap_or('z'));
            self.lexicon.add(Word::new(token), weight, &self.rules);
        }
        let heavy = if kind == Bag::Keywords { self.rules.weight.keyword } else { self.rules.weight.text };
        let mut packed = String::new();
        for (at, list) in kept.iter().enumerate() {
            if at > 0 {
                packed.push(' ');
            }
            let mut terms = Vec::new();
            for (word, raw, weight) in list {
                let number = core
                    .number(raw)
                    .or_else(|| own.number(raw).map(|number| number + core.tokens.len()))
                    .expect("each word is in one of the two vocabularies");
                push_number(&mut packed, number);
                let term = self.lexicon.add(word.clone(), *weight, &self.rules);
                terms.push(term);
                self.ranking.post(term, first + at, heavy);
            }
            if !terms.is_empty() {
                self.ranking.docs[first + at].bags.push((terms, heavy));
            }
        }
        json!({
            "first": first, "core": core.tokens.len(), "words": own.tokens.join("\n"),
            "weights": packed_weights, "weight": heavy, "lists": packed,
        })
    }

    /// The rare words of each entry's text, in order of the alphabet.
    fn text_words(&self, entries: &Entries, full: &Full) -> Result<Vec<Vec<String>>> {
        let all = entries.list.len();
        let most =
            (1..=all).rev().find(|with| self.rules.term_weight(all, *with) >= TEXT_WEIGHT).unwrap_or(1);
        let mut words = vec![Vec::new(); all];
        for (key, with) in full.rare_words(most as u32)? {
            // The key is the base and the tone; a word with digits is a number of a text, not what people type.
            let raw = spelled_out(&key);
            if raw.chars().any(char::is_numeric) {
                continue;
            }
            for entry in with {
                words[entry as usize].push(raw.clone());
            }
        }
        Ok(words)
    }

    /// Synonyms and fillers, packed and as the reader uses them.
    #[expect(clippy::type_complexity, reason = "two maps of one small kind")]
    fn phrases(
        &self,
        phrases: &Phrases,
        vocabulary: &Vocabulary,
        terms: &[Option<TermId>],
    ) -> (Value, HashMap<String, Vec<Same>>, HashMap<String, Vec<Vec<TermId>>>) {
        let number =
            |word: &String| vocabulary.number(word).expect("the vocabulary holds every word of a rule");
        let pack = |list: &[Vec<String>]| {
            let mut out = String::new();
            for (at, phrase) in list.iter().enumerate() {
                if at > 0 {
                    out.push(' ');
                }
                phrase.iter().for_each(|word| push_number(&mut out, number(word)));
            }
            out
        };
        let ids = |phrase: &Vec<String>| -> Vec<TermId> {
            phrase.iter().map(|word| terms[number(word)].expect("a rule is made of words")).collect()
        };
        let first_fold = |ids: &[TermId]| self.lexicon.term(ids[0]).word.fold.clone();
        let mut fillers: HashMap<String, Vec<Vec<TermId>>> = HashMap::new();
        for phrase in &phrases.fillers {
            let ids = ids(phrase);
            fillers.entry(first_fold(&ids)).or_default().push(ids);
        }
        let mut synonyms: HashMap<String, Vec<Same>> = HashMap::new();
        let mut packed = String::new();
        for (from, to, both) in &phrases.synonyms {
            if !packed.is_empty() {
                packed.push_str("  ");
            }
            let _ = write!(packed, "{}!{}{}", pack(from), pack(to), if *both { "!" } else { "" });
            let mut one_way = |from: &[Vec<String>], to: &[Vec<String>]| {
                for phrase in from {
                    let meant = |phrase: &Phrase| (ids(phrase), phrase.join(" "));
                    let same = Same { from: ids(phrase), to: to.iter().map(meant).collect() };
                    synonyms.entry(first_fold(&same.from)).or_default().push(same);
                }
            };
            one_way(from, to);
            if *both {
                one_way(to, from);
            }
        }
        (json!({ "fillers": pack(&phrases.fillers), "synonyms": packed }), synonyms, fillers)
    }
}

fn word_of(token: &str) -> Option<Word> {
    if !is_word(token) {
        return None;
    }
    raw_words(token).first().map(|raw| Word::new(raw))
}

/// `ki1` as a word with its tone again: kí.
fn spelled_out(key: &str) -> String {
    let (base, tone) = key.split_at(key.len() - 1);
    let mark = match tone {
        "1" => "\u{301}",
        "2" => "\u{300}",
        "3" => "\u{309}",
        "4" => "\u{303}",
        "5" => "\u{323}",
        _ => return base.to_owned(),
    };
    // The last vowel may carry the tone: where it stands makes no difference to the search.
    let at = base.char_indices().rev().find(|(_, letter)| "aeiouyâêôơưă".contains(*letter));
    let end = at.map_or(base.len(), |(at, letter)| at + letter.len_utf8());
    format!("{}{mark}{}", &base[..end], &base[end..]).nfc().collect()
}

/// A national code as the difference to the one before, anything else as it is.
fn address(id: &str, number: &mut i64) -> String {
    let national = id.len() == 8 && id.as_bytes()[1] == b'.' && id.as_bytes()[0] != b'0';
    match id.replace('.', "").parse::<i64>() {
        Ok(value) if national => {
            let step = value - *number;
            *number = value;
            step.to_string()
        }
        _ => id.to_owned(),
    }
}
