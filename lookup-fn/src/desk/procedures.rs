//! A procedure found at the counter: by its code or by words of its name, however they are typed.

use content::Day;
use content::intake::{Intake, IntakeProcedure};
use content::text::{distance, fold};

/// Code and name of the procedures that the office `agency` receives on `day` and that `typed` may mean, the likeliest
/// first.
pub(crate) fn search(
    intake: &Intake,
    agency: &str,
    day: Day,
    typed: &str,
    most: usize,
) -> Vec<(String, String)> {
    let typed = fold(typed.trim());
    let words: Vec<&str> = typed
        .split(|letter: char| !letter.is_alphanumeric() && letter != '.')
        .filter(|word| !word.is_empty())
        .collect();
    let Some(office) = intake.offices.get(agency).filter(|_| !words.is_empty()) else { return Vec::new() };
    let mut found: Vec<(u32, usize, String, String)> = Vec::new();
    intake.procedures.scan(|_, versions| {
        let in_force = |one: &&IntakeProcedure| one.valid.as_ref().is_none_or(|valid| valid.holds_on(day));
        let procedure = versions.iter().rev().find(in_force);
        let procedure = procedure.filter(|one| one.is_received_by(agency, office, day));
        if let Some(procedure) = procedure
            && let Some(rank) = rank(procedure, &typed, &words)
        {
            found.push((rank, procedure.name.len(), procedure.code.to_string(), procedure.name.clone()));
        }
    });
    found.sort();
    found.into_iter().take(most).map(|(_, _, code, name)| (code, name)).collect()
}

/// How far `procedure` is from what was typed; nothing when it isn't meant.
fn rank(procedure: &IntakeProcedure, typed: &str, words: &[&str]) -> Option<u32> {
    let code = procedure.code.to_string();
    if code == typed {
        return Some(0);
    }
    if typed.len() >= 3
        && (code.starts_with(typed) || code.split('.').next_back().is_some_and(|end| end.ends_with(typed)))
    {
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
