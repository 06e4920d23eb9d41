//! The table that says how a query is read, shared with the script: themes/default/search/rules.json.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;

use super::words::Word;

/// The table as it stands in the theme.
const TABLE: &str = include_str!("../../../themes/default/search/rules.json");

/// How a query is read and an answer weighed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    #[serde(skip_serializing)]
    #[expect(dead_code, reason = "for whoever opens the file")]
    about: String,
    /// Version of the data files; the script refuses any other.
    pub format: u32,
    /// Characters of a query that are read.
    pub longest_query: usize,
    /// Words of a query that are read.
    pub most_words: usize,
    /// Characters above which a word is left out.
    pub longest_word: usize,
    telex_tones: String,
    marks: BTreeMap<String, String>,
    sound_starts: Vec<(String, String)>,
    sound_ends: Vec<(String, String)>,
    /// How well a typed word stands for another, in sixteenths. Part of the script, see [`Rules::numbers`].
    #[serde(skip_serializing)]
    pub quality: Quality,
    /// What counts how much. Part of the script, too.
    #[serde(skip_serializing)]
    pub weight: Weight,
    /// Words for people, of whom long questions tell. The script gets them as it knows words, base and tone: `vơ5`.
    #[serde(serialize_with = "as_known")]
    people: String,
    /// Ratio of all titles to those with a word, from which on its weight is 2, 3 ...
    #[serde(skip_serializing)]
    pub term_weights: Vec<f64>,
    /// Words and phrases that ask but say nothing.
    #[serde(skip_serializing)]
    pub fillers: Vec<String>,
}

fn as_known<S: Serializer>(people: &str, serializer: S) -> Result<S::Ok, S::Error> {
    let words = people.split(' ').map(Word::new);
    serializer.collect_seq(words.map(|word| format!("{}{}", word.base, word.tone)))
}

macro_rules! table {
    ($(#[$doc:meta])* $name:ident: $number:ty { $($key:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[allow(missing_docs, reason = "each key says what it is")]
        pub struct $name { $(pub $key: $number),* }
    };
}

table! {
    /// How well a typed word stands for another, in sixteenths.
    Quality: i32 {
        exact, unmarked, unmarked_among_marked, tone_missing, hook_tilde, other_tone, marks_missing,
        marks_missing_other_tone, other_marks, accepted, sound_unknown, sound_known, sound_known_unmarked,
        one_slip, two_slips, prefix,
    }
}

table! {
    /// What counts how much.
    Weight: f64 {
        field, agency, event, keyword, text, title, in_title, pairs, title_overlap, equal,
        overlap_bias, level, citizen, most_used, other_kind, spread, synonym, span_floor, span_share,
        filler, filler_unmarked, long, people, unknown, prefix_only, pair_most, title_word_most, candidates,
    }
}

impl Rules {
    /// The table of the theme.
    pub fn shared() -> Rules {
        serde_json::from_str(TABLE).expect("the table is part of the program, and a test reads it")
    }

    /// The numbers that stand in the script as `Q.exact` and `W.title`, by these names.
    pub fn numbers() -> BTreeMap<String, String> {
        let table: Value = serde_json::from_str(TABLE).expect("the table is part of the program");
        let named = [("Q", "quality"), ("W", "weight")].into_iter().flat_map(|(short, key)| {
            let numbers = table[key].as_object().into_iter().flatten();
            numbers.map(move |(name, number)| (format!("{short}.{name}"), number.to_string()))
        });
        named.chain([("RULES.format".to_owned(), table["format"].to_string())]).collect()
    }

    /// `letter` with the mark of a VNI key.
    pub fn marked(&self, letter: char, key: char) -> Option<char> {
        self.marks.get(&format!("{letter}{key}")).and_then(|marked| marked.chars().next())
    }

    /// The words for people.
    pub fn people(&self) -> Vec<Word> {
        self.people.split(' ').map(Word::new).collect()
    }

    /// The VNI digit of a Telex tone key.
    pub fn telex_tone(&self, key: char) -> Option<char> {
        let at = self.telex_tones.find(key)?;
        "21345".chars().nth(at)
    }

    /// What a folded word sounds like to many people.
    pub fn sound(&self, fold: &str) -> String {
        let mut key = fold.to_owned();
        for (start, sound) in &self.sound_starts {
            if key.len() > start.len() && key.starts_with(start.as_str()) {
                key = format!("{sound}{}", &key[start.len()..]);
                break;
            }
        }
        for (end, sound) in &self.sound_ends {
            if key.ends_with(end.as_str()) {
                key = format!("{}{sound}", &key[..key.len() - end.len()]);
                break;
            }
        }
        key
    }

    /// The weight of a word that `with` of `all` titles have: 1 for ordinary, 15 for rare.
    pub fn term_weight(&self, all: usize, with: usize) -> u8 {
        let ratio = all as f64 / with.max(1) as f64;
        1 + self.term_weights.iter().filter(|from| ratio >= **from).count() as u8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_ear_share_a_sound() {
        let rules = Rules::shared();
        for (left, right) in [
            ("tru", "chu"),
            ("lai", "nai"),
            ("xay", "say"),
            ("giay", "day"),
            ("hong", "hon"),
            ("nghiep", "ngiep"),
        ] {
            assert_eq!(rules.sound(left), rules.sound(right), "{left} {right}");
        }
        assert_ne!(rules.sound("khai"), rules.sound("trai"));
        assert_ne!(rules.sound("nha"), rules.sound("la"));
    }

    #[test]
    fn rare_words_weigh_more() {
        let rules = Rules::shared();
        assert_eq!(
            (rules.term_weight(1800, 1800), rules.term_weight(1800, 900), rules.term_weight(1800, 1)),
            (1, 2, 15)
        );
    }
}
