//! Thousands of warnings on one screen: how many of each kind, and where the first are.

use std::collections::BTreeMap;
use std::path::Path;

use content::{Severity, text};
use generator::Problem;

use crate::report::{Format, report};

/// Up to so many warnings are printed whole.
const FEW: usize = 50;

/// Places told of each kind.
const PLACES: usize = 3;

/// `problems` for a reader: errors whole; warnings whole too while they are few, else by kind, the most frequent first.
pub fn summary(problems: &[Problem], content: &Path) -> String {
    let (errors, warnings): (Vec<Problem>, Vec<Problem>) =
        problems.iter().cloned().partition(|problem| problem.severity() == Severity::Error);
    if warnings.len() <= FEW {
        return report(problems, content, Format::Text);
    }
    let mut kinds: BTreeMap<String, Vec<&Problem>> = BTreeMap::new();
    for warning in &warnings {
        kinds.entry(warning.rule.code()).or_default().push(warning);
    }
    let mut kinds: Vec<(String, Vec<&Problem>)> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, of_kind)| std::cmp::Reverse(of_kind.len()));
    let mut out = report(&errors, content, Format::Text);
    for (code, of_kind) in &kinds {
        out += &format!("{} cảnh báo[{code}]\n", text::number(of_kind.len() as u64));
        for problem in of_kind.iter().take(PLACES) {
            out += &format!("    {}: {}\n", place(problem, content), problem.message);
        }
        if of_kind.len() > PLACES {
            out += "    …\n";
        }
        out += &format!("  → {}\n", of_kind[0].rule.cure());
    }
    out + "Xem từng cảnh báo: motcua check --all\n"
}

fn place(problem: &Problem, content: &Path) -> String {
    let file = content.join(&problem.file).display().to_string();
    if problem.line > 0 { format!("{file}:{}:{}", problem.line, problem.column.max(1)) } else { file }
}
