use super::DossierCode;
use super::code::day_of;

/// What can be said of a mistyped code by its form alone: nothing here knows which dossiers exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NearMiss {
    /// It is a code once spaces, case and look-alikes are put right.
    Meant(DossierCode),
    /// Nothing was typed.
    Empty,
    /// The two dashes before and after the day are missing.
    NoDashes,
    /// The day in it doesn't exist; the digits as typed.
    NoSuchDay(String),
    /// The number at its end is missing, too short, too long or zero.
    Number,
    /// The agency's part, before the first dash, is none.
    Agency,
}

/// Looks at what somebody `typed` for a code.
pub fn near_miss(typed: &str) -> NearMiss {
    let clean: String = typed.chars().filter(|letter| !letter.is_whitespace()).map(plain).collect();
    if clean.is_empty() {
        return NearMiss::Empty;
    }
    if let Some(code) = meant(&clean) {
        return NearMiss::Meant(code);
    }
    let parts: Vec<&str> = clean.split('-').collect();
    let [agency, day, number] = parts.as_slice() else {
        return without_dashes(&clean).map_or(NearMiss::NoDashes, NearMiss::Meant);
    };
    let (day, number) = (to_digits(day), to_digits(number));
    if day_of(&day).is_none() {
        return NearMiss::NoSuchDay(day);
    }
    match (4..=7).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit()) {
        true if number.bytes().any(|byte| byte != b'0') => {
            let dotted = with_dots(agency).and_then(|agency| meant(&format!("{agency}-{day}-{number}")));
            dotted.map_or(NearMiss::Agency, NearMiss::Meant)
        }
        _ => NearMiss::Number,
    }
}

/// Capital letters, and one kind of dash and dot.
fn plain(letter: char) -> char {
    match letter {
        '‐' | '‑' | '‒' | '–' | '—' | '−' | '_' | '/' => '-',
        ',' | '·' | '．' => '.',
        other => other.to_ascii_uppercase(),
    }
}

/// The code with look-alikes read as what their place asks for: digits everywhere but at the letter of level 1.
fn meant(clean: &str) -> Option<DossierCode> {
    if let Ok(code) = clean.parse() {
        return Some(code);
    }
    let (agency, rest) = clean.split_once('-')?;
    let groups: Vec<String> = agency.split('.').map(group).collect();
    format!("{}-{}", groups.join("."), to_digits(rest)).parse().ok()
}

/// A group of an agency's code: three characters that begin with a letter are level 1.
fn group(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if first.is_ascii_uppercase() && text.len() == 3 && !matches!(first, 'O' | 'I' | 'L') => {
            format!("{first}{}", to_digits(letters.as_str()))
        }
        _ => to_digits(text),
    }
}

fn to_digits(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            'O' | 'Q' | 'D' => '0',
            'I' | 'L' | '|' => '1',
            'Z' => '2',
            'S' => '5',
            'B' => '8',
            other => other,
        })
        .collect()
}

/// `0000012H03` as `000.00.12.H03`.
fn with_dots(agency: &str) -> Option<String> {
    let plain: String = agency.chars().filter(|letter| *letter != '.').collect();
    if plain.len() != 10 || !plain.is_ascii() {
        return None;
    }
    Some(format!("{}.{}.{}.{}", &plain[..3], &plain[3..5], &plain[5..7], &plain[7..]))
}

/// `000.00.12.H031810180007` and `0000012H031810180007` as the code of Circular 01/2018.
fn without_dashes(clean: &str) -> Option<DossierCode> {
    let plain: String = clean.chars().filter(char::is_ascii_alphanumeric).collect();
    if plain.len() != 20
        || clean.chars().any(|letter| !letter.is_ascii_alphanumeric() && !".-".contains(letter))
    {
        return None;
    }
    meant(&format!("{}-{}-{}", with_dots(&plain[..10])?, &plain[10..16], &plain[16..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_finger_are_put_right() {
        for typed in [
            "000.00.12.H03-181018-0007",
            " 000.00.12.h03-181018-0007\n",
            "OOO.OO.l2.HO3-l81Ol8-OOO7",
            "000.00.12.H03–181018—0007",
            "000,00,12,H03-181018-0007",
            "0000012H03-181018-0007",
            "000.00.12.H031810180007",
            "0000012H03 181018 0007",
        ] {
            let code: DossierCode = "000.00.12.H03-181018-0007".parse().expect("a code");
            assert_eq!(near_miss(typed), NearMiss::Meant(code), "{typed}");
        }
    }

    #[test]
    fn what_cannot_be_put_right_is_named() {
        assert_eq!(near_miss("  "), NearMiss::Empty);
        assert_eq!(near_miss("hello"), NearMiss::NoDashes);
        assert_eq!(near_miss("000.00.12.H03-180230-0007"), NearMiss::NoSuchDay("180230".to_owned()));
        assert_eq!(near_miss("000.00.12.H03-181018-7"), NearMiss::Number);
        assert_eq!(near_miss("000.00.12.H03-181018-0000"), NearMiss::Number);
        assert_eq!(near_miss("123-181018-0007"), NearMiss::Agency);
        assert_eq!(near_miss("-181018-0007"), NearMiss::Agency);
        assert_eq!(near_miss("ữ-ữ-ữ"), NearMiss::NoSuchDay("ữ".to_owned()));
    }
}
