//! Words as the search sees them: letters with their marks, the tone apart, so that hoà and hòa are one.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// A word of a text or a query.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Word {
    /// Letters with letter marks, without tone, final y of an open syllable as i.
    pub base: String,
    /// Tone: 0 ngang, 1 sắc, 2 huyền, 3 hỏi, 4 ngã, 5 nặng.
    pub tone: u8,
    /// Letters without any mark.
    pub fold: String,
}

impl Word {
    /// The word `raw`, which is in normal form C and lower case.
    pub fn new(raw: &str) -> Word {
        if raw.is_ascii() {
            return Word::spelled(open_y(raw), 0);
        }
        let mut tone = 0;
        let base: String = raw
            .nfd()
            .filter(|mark| match tone_of(*mark) {
                Some(found) => {
                    tone = found;
                    false
                }
                None => true,
            })
            .nfc()
            .collect();
        Word::spelled(open_y(&base), tone)
    }

    /// The word of `base` and `tone`.
    pub fn spelled(base: String, tone: u8) -> Word {
        let fold = if base.is_ascii() {
            base.clone()
        } else {
            base.nfd()
                .filter(|part| !matches!(part, '\u{300}'..='\u{36f}'))
                .map(|letter| if letter == 'đ' { 'd' } else { letter })
                .collect()
        };
        Word { base, tone, fold }
    }

    /// True when there is a vowel in it.
    pub fn has_vowel(&self) -> bool {
        self.base.contains(is_vowel)
    }

    /// True when it was written without any mark.
    pub fn is_unmarked(&self) -> bool {
        self.tone == 0 && self.base == self.fold
    }
}

fn tone_of(mark: char) -> Option<u8> {
    match mark {
        '\u{301}' => Some(1),
        '\u{300}' => Some(2),
        '\u{309}' => Some(3),
        '\u{303}' => Some(4),
        '\u{323}' => Some(5),
        _ => None,
    }
}

/// ký and kí, quý and quí are one word; thúy and thúi are not.
fn open_y(base: &str) -> String {
    let Some(head) = base.strip_suffix('y') else { return base.to_owned() };
    let open = head == "qu" || head.chars().all(|letter| "bcdđghklmnpqrstvx".contains(letter));
    if open { format!("{head}i") } else { base.to_owned() }
}

/// True for what words are made of, once in lower case.
pub fn is_letter(letter: char) -> bool {
    matches!(letter, '0'..='9' | 'a'..='z' | '\u{df}'..='\u{24f}' | '\u{300}'..='\u{36f}' | '\u{1e00}'..='\u{1eff}')
}

/// True for a vowel, its tone apart.
pub fn is_vowel(letter: char) -> bool {
    "aeiouyâêôơưă".contains(letter)
}

/// Characters that nobody sees and that come along when text is pasted.
pub fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The words of `text` as typed, in normal form C and lower case.
pub fn raw_words(text: &str) -> Vec<String> {
    let lower: String =
        text.chars().filter(|letter| !is_invisible(*letter)).nfc().collect::<String>().to_lowercase();
    lower.split(|letter| !is_letter(letter)).filter(|raw| !raw.is_empty()).map(str::to_owned).collect()
}

/// Where the words of `text` stand, in bytes; `text` is in normal form C.
pub fn places(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_word = |letter: char| letter.to_lowercase().all(is_letter);
    let mut at = 0;
    std::iter::from_fn(move || {
        let from = at + text[at..].find(is_word)?;
        at = text[from..].find(|letter| !is_word(letter)).map_or(text.len(), |end| from + end);
        Some(from..at)
    })
}

/// Number of slips between two words (insert, drop, change, swap neighbours), or `most + 1` when there are more.
pub fn slips(left: &str, right: &str, most: usize) -> usize {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    if left.len().abs_diff(right.len()) > most {
        return most + 1;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for i in 1..=left.len() {
        let mut next = vec![i];
        for j in 1..=right.len() {
            let changed = row[j - 1] + usize::from(left[i - 1] != right[j - 1]);
            let mut least = changed.min(row[j] + 1).min(next[j - 1] + 1);
            if i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            next.push(least);
        }
        if next.iter().all(|cell| *cell > most) {
            return most + 1;
        }
        before = row;
        row = next;
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_placements_of_the_tone_and_both_letters_i_are_one_word() {
        for (left, right) in [("hoà", "hòa"), ("kỹ", "kĩ"), ("quý", "quí"), ("thuỷ", "thủy")] {
            assert_eq!(Word::new(left), Word::new(right));
        }
        assert_ne!(Word::new("thúy"), Word::new("thúi"));
    }

    #[test]
    fn words_lose_case_and_invisible_characters_and_keep_marks() {
        assert_eq!(raw_words("Đăng\u{ad} KÝ, kết\u{200b}hôn! 1.0"), ["đăng", "ký", "kếthôn", "1", "0"]);
        assert_eq!(raw_words("<b>&nbsp;🙂"), ["b", "nbsp"]);
    }
}
