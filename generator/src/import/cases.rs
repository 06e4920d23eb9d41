//! Groups of "thành phần hồ sơ" as cases of the applicant.

use content::Case;

use super::clean::lower;
use super::condition::{add_when, condition};
use super::dossier::rows;
use super::heading::{Heading, heading};
use super::paper::{LONGEST, length};
use super::pattern::{any_case, pattern};
use super::raw::Raw;
use super::trap::{TrapKind, Traps};

/// Most papers of a named case that are a `when` of the main case rather than a case of their own.
const FEW: usize = 3;

/// Name of what a source lists under no situation, where it lists situations too.
const COMMON: &str = "Giấy tờ chung";

/// The cases of `raw`. What stands under no situation is everybody's and comes first: sources sort their groups by name,
/// so that a group without one says nothing about its neighbour.
pub(super) fn cases(raw: &Raw, traps: &mut Traps) -> Vec<Case> {
    let mut cases = vec![empty(None)];
    for source in &raw.execution_cases {
        let (heading, remark) = heading(&source.name, traps);
        let name = match &heading {
            Heading::Case(name) => Some(name),
            _ => None,
        };
        let known = cases.iter().position(|case| case.name.as_ref() == name);
        let at = known.unwrap_or_else(|| {
            cases.push(empty(name.cloned()));
            cases.len() - 1
        });
        cases[at].notes.extend(remark);
        rows(source, &heading, &mut cases[at], traps);
    }
    cases.retain(|case| !case.components.is_empty() || !case.notes.is_empty());
    let mut cases = folded(cases);
    match cases.as_mut_slice() {
        [only] => lone(only),
        [first, ..] => first.name = first.name.take().or_else(|| Some(COMMON.to_owned())),
        [] => {}
    }
    for name in cases.iter().filter_map(|case| case.name.as_ref()).filter(|name| length(name) > LONGEST) {
        traps.add(TrapKind::LongCaseName, name);
    }
    cases
}

fn empty(name: Option<String>) -> Case {
    Case { name, components: Vec::new(), notes: Vec::new() }
}

/// A named case of few papers beside the main list is a condition of those papers.
fn folded(mut cases: Vec<Case>) -> Vec<Case> {
    if cases.first().is_none_or(|main| main.name.is_some() || main.components.is_empty()) {
        return cases;
    }
    let mut kept = vec![cases.remove(0)];
    for case in cases {
        let mut trial = case.clone();
        let name = condition(case.name.as_deref().unwrap_or_default());
        let situation = any_case!(r"^(?:các )?(?:đối với|trường hợp|trong trường hợp|nếu|khi) ")
            .is_match(case.name.as_deref().unwrap_or_default());
        let few = situation && (1..=FEW).contains(&case.components.len()) && case.notes.is_empty();
        if few && trial.components.iter_mut().all(|paper| add_when(&mut paper.when, &name)) {
            kept[0].components.append(&mut trial.components);
        } else {
            kept.push(case);
        }
    }
    kept
}

/// A lone case needs no name; what its name says stays as a note.
fn lone(case: &mut Case) {
    if let Some(name) = case.name.take() {
        let vacuous = lower(&name).starts_with("hồ sơ") && length(&name) < 80;
        if !vacuous {
            case.notes.insert(0, name);
        }
    }
}

/// The number of sets, where the source names one and only one.
pub(super) fn sets(raw: &Raw, steps: &str) -> Option<u32> {
    let rows = raw.execution_cases.iter().flat_map(|case| {
        case.profile_components.iter().map(|row| row.name.as_str()).chain([case.name.as_str()])
    });
    let stated = pattern!(r"số lượng(?: hồ sơ)?\s*:?\s*0?(\d{1,2}) ?(?:\([^)]{1,12}\) ?)?bộ");
    // Offices also send sets to each other; only what is handed in counts.
    let handed_in = pattern!(r"(?:nộp|chuẩn bị|lập) 0?(\d{1,2}) ?(?:\([^)]{1,12}\) ?)?bộ");
    let told = rows.map(|text| (text, stated)).chain([(steps, stated), (steps, handed_in)]);
    let mut numbers: Vec<u32> = told
        .flat_map(|(text, pattern)| {
            let small = lower(text);
            pattern.captures_iter(&small).filter_map(|found| found[1].parse().ok()).collect::<Vec<u32>>()
        })
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    match numbers.as_slice() {
        [one] if (1..=30).contains(one) => Some(*one),
        _ => None,
    }
}
