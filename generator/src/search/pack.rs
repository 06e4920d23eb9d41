//! Text and numbers as the browser's data files hold them: printable ASCII that gzip packs well and a string in
//! double quotes needs no escape for.

use std::collections::{BTreeMap, HashMap};

use super::words::{is_letter, raw_words};

const ONE: usize = 62;
const TWO: usize = 27 * 91;
const THREE: usize = 2 * 91 * 91;
/// Tokens of a title that a list shows and the ranking sees in order; the few longer ones are whole pages of law.
const LONGEST_TITLE: usize = 40;

/// Appends `number` (below 19,081) in one to three characters, the small ones shortest.
pub fn push_number(out: &mut String, number: usize) {
    if number < ONE {
        out.push(digit(number));
    } else if number < ONE + TWO {
        let rest = number - ONE;
        out.extend([digit(ONE + rest / 91), digit(rest % 91)]);
    } else {
        let rest = (number - ONE - TWO).min(THREE - 1);
        out.extend([digit(89 + rest / 8281), digit(rest / 91 % 91), digit(rest % 91)]);
    }
}

/// The character for a value below 91: from `#` on, without the backslash.
pub fn digit(value: usize) -> char {
    let code = 35 + value + usize::from(value >= 57);
    char::from(code.min(126) as u8)
}

/// A title as words and what stands between them; a lone space between two words is understood.
pub fn tokens(title: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut start = 0;
    let mut inside = None;
    for (at, letter) in title.char_indices() {
        let here = is_word_letter(letter);
        if inside.is_some_and(|inside| inside != here) {
            tokens.push(&title[start..at]);
            start = at;
        }
        inside = Some(here);
    }
    if start < title.len() {
        tokens.push(&title[start..]);
    }
    tokens.retain(|token| *token != " ");
    tokens
}

fn is_word_letter(letter: char) -> bool {
    letter.to_lowercase().next().is_some_and(is_letter)
}

/// The tokens of `title` that a list shows, and the rest of it.
pub fn shown(title: &str) -> (Vec<&str>, &str) {
    let mut tokens = tokens(title);
    if tokens.len() <= LONGEST_TITLE {
        return (tokens, "");
    }
    let rest = tokens[LONGEST_TITLE - 1].as_ptr() as usize - title.as_ptr() as usize;
    tokens.truncate(LONGEST_TITLE - 1);
    tokens.push(" …");
    (tokens, &title[rest..])
}

/// True for a token that is a word.
pub fn is_word(token: &str) -> bool {
    !raw_words(token).is_empty()
}

/// Tokens numbered by how often they are used.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// The tokens in order.
    pub tokens: Vec<String>,
    numbers: HashMap<String, usize>,
}

impl Vocabulary {
    /// The vocabulary of counted tokens, most frequent first, then in order of the alphabet.
    pub fn of(counted: BTreeMap<&str, usize>) -> Vocabulary {
        let mut sorted: Vec<(&str, usize)> = counted.into_iter().collect();
        sorted.sort_by(|left, right| right.1.cmp(&left.1).then(left.0.cmp(right.0)));
        let tokens: Vec<String> = sorted.into_iter().map(|(token, _)| token.to_owned()).collect();
        let numbers = tokens.iter().enumerate().map(|(at, token)| (token.clone(), at)).collect();
        Vocabulary { tokens, numbers }
    }

    /// The number of `token`.
    pub fn number(&self, token: &str) -> Option<usize> {
        self.numbers.get(token).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_falls_into_words_and_what_stands_between_them() {
        assert_eq!(
            tokens("Đăng ký nhận cha, mẹ (cấp xã)"),
            ["Đăng", "ký", "nhận", "cha", ", ", "mẹ", " (", "cấp", "xã", ")"]
        );
    }

    #[test]
    fn numbers_take_one_to_three_characters() {
        let packed = |number| {
            let mut out = String::new();
            push_number(&mut out, number);
            out
        };
        assert_eq!(
            (packed(0), packed(61), packed(62), packed(2518)),
            ("#".into(), "a".into(), "b#".into(), "|~".into())
        );
        assert_eq!(packed(2519).len(), 3);
        assert_eq!(packed(ONE + TWO + THREE - 1).len(), 3);
    }
}
