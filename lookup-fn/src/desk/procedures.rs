//! A procedure found at the counter: by its code or by words of its name, however they are typed.

use content::Day;
use content::intake::{Intake, IntakeProcedure};
use content::text::{distance, fold};

/// Procedures that the office `agency` receives on `day` and that `typed` may mean, the likeliest first.
pub(crate) fn search<'a>(
    intake: &'a Intake,
    agency: &str,
    day: Day,
    typed: &str,
    most: usize,
) -> Vec<&'a IntakeProcedure> {
    let typed = fold(typed.trim());
    let words: Vec<&str> = typed.split(|letter: char| !letter.is_alphanumeric() && letter != '.').filter(|word| !word.is_empty()).collect();
    let Some(office) = intake.offices.get(agency).filter(|_| !words.is_empty()) else { return Vec::new() };
    let mut found: Vec<(u32, usize, &IntakeProcedure)> = Vec::new();
    for code in intake.procedures.keys() {
        let Some(procedure) = intake.procedure(code, day) else { continue };
        let Some(rank) = rank(procedure, &typed, &words) else { continue };
        if procedure.is_received_by(agency, office, day) {
            found.push((rank, procedure.name.len(), procedure));
        }
    }
    found.sort_by(|left, right| (left.0, left.1, &left.2.code).cmp(&(right.0, right.1, &right.2.code)));
    found.into_iter().take(most).map(|(_, _, procedure)| procedure).collect()
}

/// How far `procedure` is from what was typed; nothing when it isn't meant.
fn rank(procedure: &IntakeProcedure, typed: &str, words: &[&str]) -> Option<u32> {
    let code = procedure.code.to_string();
    if code == typed {
        return Some(0);
    }
    if typed.len() >= 3 && (code.starts_with(typed) || code.split('.').next_back().is_some_and(|end| end.ends_with(typed))) {
        return Some(1);
    }
    let name = fold(&procedure.name);
    let own: Vec<&str> = name.split(|letter: char| !letter.is_alphanumeric()).collect();
    let mut typos = 0;
    for word in words {
        if own.iter().any(|other| other.starts_with(word)) {
            continue;
        }
        // One slip of the finger in a longer word.
        if word.len() >= 4 && own.iter().any(|other| other.len() >= 4 && distance(other, word) == 1) {
            typos += 1;
            continue;
        }
        return None;
    }
    let phrase = if name.contains(typed) { 0 } else { 4 };
    Some(2 + phrase + typos * 8)
}
