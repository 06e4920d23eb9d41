//! What comes out when the Vietnamese keyboard was off: raw Telex and VNI keys.

use super::rules::Rules;
use super::words::{Word, is_vowel};

/// The word that the VNI keys `raw` stand for: `ho65` is hộ.
pub fn vni(raw: &str, rules: &Rules) -> Option<Word> {
    let mut letters: Vec<char> = Vec::new();
    let (mut tone, mut any) = (0, false);
    for key in raw.chars() {
        match key {
            '0'..='5' => {
                tone = key as u8 - b'0';
                any = true;
            }
            '6'..='9' => {
                let at = letters.iter().rposition(|letter| rules.marked(*letter, key).is_some())?;
                if key == '7' && letters[at] == 'o' && at > 0 && letters[at - 1] == 'u' {
                    letters[at - 1] = 'ư';
                }
                letters[at] = rules.marked(letters[at], key)?;
                any = true;
            }
            other => letters.push(other),
        }
    }
    let text: String = letters.iter().collect();
    (any && text.contains(is_vowel)).then(|| Word::spelled(Word::new(&text).base, tone))
}

/// The word that the Telex keys `raw` stand for: `hooj` is hộ. Telex keys are VNI digits by other names.
pub fn telex(raw: &str, rules: &Rules) -> Option<Word> {
    let mut keys = String::new();
    let mut letters: Vec<char> = Vec::new();
    let typed: Vec<char> = raw.chars().collect();
    for (at, key) in typed.iter().copied().enumerate() {
        let open = letters.iter().copied().any(is_vowel);
        let last_of = |set: &str| letters.iter().rev().copied().find(|letter| set.contains(*letter));
        let last = letters.last().copied();
        match key {
            _ if open && rules.telex_tone(key).is_some() => keys.extend(rules.telex_tone(key)),
            'w' if open => keys.push(if last_of("aou")? == 'a' { '8' } else { '7' }),
            'w' => {
                keys.push_str("u7");
                letters.push('u');
            }
            'd' if letters.first() == Some(&'d') && (letters.len() == 1 || at + 1 == typed.len()) => {
                keys.push('9')
            }
            'a' | 'e' | 'o'
                if letters.contains(&key)
                    && (last == Some(key) || !last.is_some_and(is_vowel) || last_of("aeo") == Some(key)) =>
            {
                keys.push('6');
            }
            other => {
                keys.push(other);
                letters.push(other);
            }
        }
    }
    if keys == raw { None } else { vni(&keys, rules) }
}
