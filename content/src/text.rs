//! Vietnamese text: normal form, folding, slugs and the order of the dictionary.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, char::decompose_canonical, is_nfc_quick};

/// True when `text` is in normal form C (TCVN 6909:2001 asks for precomposed letters).
pub fn is_nfc(text: &str) -> bool {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => true,
        IsNormalized::No => false,
        IsNormalized::Maybe => text.nfc().eq(text.chars()),
    }
}

/// `text` in normal form C.
pub fn nfc(text: &str) -> String {
    text.nfc().collect()
}

/// `text` without case, tone marks and letter marks, đ as d: what a hurried typist sends.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        if letter.is_ascii() {
            folded.push(letter);
            continue;
        }
        decompose_canonical(letter, |part| match part {
            'đ' => folded.push('d'),
            '\u{300}'..='\u{36f}' => {}
            other => folded.push(other),
        });
    }
    folded
}

/// `text` as the last part of an address: folded, everything but letters and digits a single hyphen.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for letter in fold(text).chars() {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// Key by which names stand in Vietnamese dictionary order: letters first
/// (a ă â b c d đ e ê ... in this order), then tones (ngang huyền hỏi ngã sắc nặng). A quotation mark before the first
/// letter doesn't count, as it doesn't for [`initial`].
pub fn sort_key(text: &str) -> (Vec<u8>, Vec<u8>) {
    let (mut letters, mut tones) = (Vec::with_capacity(text.len()), Vec::new());
    let text = text.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    for letter in text.chars().flat_map(char::to_lowercase) {
        let (mut base, mut mark, mut tone) = (None, 0, 0);
        decompose_canonical(letter, |part| match part {
            '\u{306}' | '\u{31b}' if mark == 0 => mark = 1,
            '\u{302}' => mark = 2,
            '\u{300}' => tone = 1,
            '\u{309}' => tone = 2,
            '\u{303}' => tone = 3,
            '\u{301}' => tone = 4,
            '\u{323}' => tone = 5,
            other if base.is_none() => base = Some(other),
            _ => {}
        });
        let (base, mark) = match base {
            Some('đ') => ('d', 1),
            // ô stands before ơ, and each breve or horn letter after its plain one.
            Some('o') if mark == 1 => ('o', 3),
            Some(other) => (other, mark),
            None => continue,
        };
        if base.is_ascii_alphanumeric() {
            letters.extend([rank(base), mark]);
            tones.push(tone);
        } else {
            letters.extend([1, 0]);
        }
    }
    (letters, tones)
}

fn rank(base: char) -> u8 {
    if base.is_ascii_digit() { 10 + (base as u8 - b'0') } else { 30 + (base as u8 - b'a') }
}

/// The first letter of `name` as an index of names shows it: `A`, `Ă`, `Â`, `B` ... `Đ` ..., or `#`.
pub fn initial(name: &str) -> String {
    let Some(letter) = name.chars().find(|letter| letter.is_alphanumeric()) else { return "#".to_owned() };
    if letter.is_numeric() {
        return "#".to_owned();
    }
    let toneless: String = std::iter::once(letter)
        .nfd()
        .filter(|part| !matches!(part, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}'))
        .nfc()
        .collect();
    toneless.to_uppercase()
}

/// Number of words: syllables between spaces.
pub fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// A whole number as readers see it: `1.234.567`.
pub fn number(value: u64) -> String {
    let digits = value.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    grouped
}

/// `name` without the words "Thủ tục" before it, first letter large: how a heading may shorten it.
pub fn short_title(name: &str) -> String {
    let rest = ["thủ tục: ", "thủ tục "]
        .iter()
        .find_map(|prefix| {
            name.get(..prefix.len())
                .filter(|head| head.to_lowercase() == **prefix)
                .map(|_| &name[prefix.len()..])
        })
        .unwrap_or(name);
    let mut letters = rest.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => name.to_owned(),
    }
}

/// Number of single-letter slips (insert, drop, change, swap neighbours) between two texts.
pub fn distance(left: &str, right: &str) -> usize {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let mut rows = vec![(0..=right.len()).collect::<Vec<usize>>()];
    for (at, letter) in left.iter().enumerate() {
        let above = &rows[at];
        let mut row = vec![at + 1];
        for (place, other) in right.iter().enumerate() {
            let changed = above[place] + usize::from(letter != other);
            let mut least = changed.min(above[place + 1] + 1).min(row[place] + 1);
            if at > 0 && place > 0 && *letter == right[place - 1] && left[at - 1] == *other {
                least = least.min(rows[at - 1][place - 1] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[left.len()][right.len()]
}

/// Ends of the parts between which `text` may break without a space: after a slash between letters ("luật/người"),
/// not in numbers and dates.
pub fn slashes(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices('/').filter_map(|(at, _)| {
        let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphabetic);
        let stands_between =
            is_letter(text[..at].chars().next_back()) && is_letter(text[at + 1..].chars().next());
        stands_between.then_some(at + 1)
    })
}

/// `text` with a zero width space where it may break after a slash: Word and browsers break no word there unless told.
pub fn breakable(text: &str) -> Cow<'_, str> {
    let mut begun = 0;
    let mut out = String::new();
    for end in slashes(text) {
        out.push_str(&text[begun..end]);
        out.push('\u{200b}');
        begun = end;
    }
    if begun == 0 {
        return text.into();
    }
    out.push_str(&text[begun..]);
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_takes_case_and_marks_away_in_both_normal_forms() {
        assert_eq!(fold("Đăng ký KẾT HÔN"), "dang ky ket hon");
        assert_eq!(fold("Đa\u{306}ng"), "dang");
    }

    #[test]
    fn a_slug_is_safe_in_an_address() {
        assert_eq!(slug("123/2015/NĐ-CP"), "123-2015-nd-cp");
        assert_eq!(slug("  “Hộ tịch”, "), "ho-tich");
    }

    #[test]
    fn names_stand_in_dictionary_order() {
        let sorted =
            ["an", "ăn", "ân", "ba", "bà", "bả", "bã", "bá", "bạ", "da", "đa", "ôn", "ơn", "un", "ưn"];
        let mut names = sorted.to_vec();
        names.reverse();
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(names, sorted);
        assert_eq!(sort_key("“Ân”"), sort_key("Ân”"));
    }

    #[test]
    fn a_heading_drops_the_word_procedure() {
        assert_eq!(short_title("Thủ tục đăng ký khai sinh"), "Đăng ký khai sinh");
        assert_eq!(short_title("Đăng ký xe"), "Đăng ký xe");
    }

    #[test]
    fn a_swap_is_one_slip() {
        assert_eq!(distance("ho-tich", "ho-tihc"), 1);
        assert_eq!(distance("field", "fields"), 1);
        assert_eq!(distance("", "abc"), 3);
    }

    #[test]
    fn numbers_are_grouped_by_points() {
        assert_eq!(number(8_000), "8.000");
        assert_eq!(number(1_234_567), "1.234.567");
        assert_eq!(number(20), "20");
    }

    #[test]
    fn an_initial_keeps_letter_marks_and_drops_tones() {
        assert_eq!(initial("Ấp"), "Â");
        assert_eq!(initial("“Đổi”"), "Đ");
        assert_eq!(initial("3 việc"), "#");
    }
}
