//! Text of a source as text of a record: normal form, one line, no bullets, no words that say nothing.

use content::text::nfc;
use unicode_normalization::UnicodeNormalization as _;

use super::pattern::{large_letters, pattern};

/// `text` in normal form C without the characters that only a word processor understands. Line breaks stay.
pub(super) fn normal(text: &str) -> String {
    let shown: String = text
        .replace("\r\n", "\n")
        .chars()
        .filter_map(|letter| match letter {
            '\n' => Some('\n'),
            '\r' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{85}' => Some('\n'),
            strange if is_strange(strange) => None,
            other if other.is_whitespace() => Some(' '),
            other => Some(other),
        })
        .collect();
    nfc(&shown)
}

/// Private use, zero width, direction marks, soft hyphens and control characters: none of them is text.
pub(super) fn is_strange(letter: char) -> bool {
    matches!(letter,
        '\u{e000}'..='\u{f8ff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fffd}' | '\u{ad}' | '\u{f0000}'..='\u{10fffd}')
        || (letter.is_control() && !matches!(letter, '\n' | '\r' | '\t' | '\u{b}' | '\u{85}'))
}

/// `text` on one line, single spaces, none before a comma, one after the end of a sentence.
pub(super) fn line(text: &str) -> String {
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let tight = pattern!(r" +([,;.)])").replace_all(&joined, "$1");
    let apart = pattern!(concat!(r"([^\s.\dA-Z])([.;])([", large_letters!(), r"][^\s.\dA-Z])"))
        .replace_all(&tight, "$1$2 $3");
    pattern!(r"\( +").replace_all(&apart, "(").into_owned()
}

/// `text` in small letters, byte for byte as long, so that places found in it are places in `text`.
pub(super) fn lower(text: &str) -> String {
    text.chars()
        .map(|letter| {
            let mut small = letter.to_lowercase();
            match (small.next(), small.next()) {
                (Some(one), None) if one.len_utf8() == letter.len_utf8() => one,
                _ => letter,
            }
        })
        .collect()
}

/// Key under which two spellings of one name meet: small letters, no matter where the tone mark stands
/// (Uỷ, Ủy), how hyphens are spaced, and what punctuation ends it.
pub(super) fn key(name: &str) -> String {
    let name = lower(&line(&normal(name))).replace(['–', '—'], "-").replace(" -", "-").replace("- ", "-");
    let name = name.trim_matches(|letter: char| letter.is_whitespace() || ".,;:-".contains(letter));
    let mut key = String::with_capacity(name.len());
    let (mut tone, mut letters) = (None, name.nfd().peekable());
    while let Some(letter) = letters.next() {
        match letter {
            '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => tone = Some(letter),
            other => key.push(other),
        }
        if letters.peek().is_none_or(|next| !next.is_alphabetic() && !('\u{300}'..='\u{36f}').contains(next))
        {
            key.extend(tone.take());
        }
    }
    key
}

/// True for the many ways in which a source says that there is nothing to say.
pub(super) fn says_none(text: &str) -> bool {
    let bare: String =
        lower(text).chars().filter(|letter| letter.is_alphanumeric() || *letter == ' ').collect();
    matches!(
        bare.split_whitespace().collect::<Vec<_>>().join(" ").as_str(),
        "" | "không"
            | "khồng"
            | "khong"
            | "ko"
            | "không có"
            | "không có thông tin"
            | "không quy định"
            | "chưa quy định"
            | "không có quy định"
            | "không yêu cầu"
            | "không có yêu cầu"
            | "không có yêu cầu điều kiện"
            | "không áp dụng"
            | "none"
            | "null"
            | "i"
            | "ii"
    )
}

/// `text` without the bullet, the number or the letter that marks it as an item of a list.
pub(super) fn unbulleted(text: &str) -> &str {
    let marks = pattern!(
        r"^(?:[-–—+*•·●○■□▪►➢✓~_=>!.,;:/ ]+|\(?(?:\d{1,2}|[a-zđA-ZĐ]\d?|[ivxIVX]{1,4})(?:\.\d{1,2})*\)[ .:]*|(?:\d{1,2}|[ivxIVX]{1,4}|[a-hđA-HĐ])(?:\.\d{1,2})*\.(?: |$)|\d{1,2}(?:\.\d{1,2})+\.? +)"
    );
    let mut rest = text.trim_start();
    while let Some(found) = marks.find(rest) {
        // "(01 bản chính)" is an amount in brackets, not a number before an item.
        if found.end() == 0 {
            break;
        }
        rest = rest[found.end()..].trim_start();
    }
    rest
}

/// `text` without the punctuation that ends a list item or a sentence.
pub(super) fn unended(text: &str) -> &str {
    text.trim_end_matches(|letter: char| letter.is_whitespace() || ".,;:/-–+*!(".contains(letter))
}

/// `text` cut at a clause so that it has at most `words` words; an ellipsis says that it was cut.
pub(super) fn shortened(text: &str, words: usize) -> String {
    let text = line(text);
    if text.split(' ').count() <= words {
        return text;
    }
    let head: Vec<&str> = text.split(' ').take(words).collect();
    let clause =
        head.iter().rposition(|word| word.ends_with([',', ';', '.', ':', ')'])).filter(|at| *at >= words / 2);
    let kept = clause.map_or(head.len(), |at| at + 1);
    format!("{} …", unended(&head[..kept].join(" ")))
}

/// `text` with a large first letter.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `text` with a small first letter, unless its first word is an abbreviation or a number.
pub(super) fn uncapitalised(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}
