//! What the documents say, held to the code.

use content::{Part, Rule, Severity};

const EDITING: &str = include_str!("../../../docs/editing.md");

#[test]
fn the_table_of_rules_is_whole_and_true() {
    let rows: Vec<Vec<&str>> = EDITING
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| line.split('|').map(str::trim).collect())
        .collect();
    let documented = |rule: &Rule| {
        let weight = if rule.severity() == Severity::Error { "error" } else { "warning" };
        rows.iter()
            .any(|row| row[1] == format!("`{}`", rule.code()) && row[2] == weight && row[4] == rule.basis())
    };
    let missing: Vec<String> = Rule::all()
        .iter()
        .filter(|rule| !documented(rule))
        .map(|rule| {
            let what = Part::ALL.into_iter().find_map(|part| match rule {
                Rule::Missing(one) if *one == part => Some(format!("{}: absent", part.name())),
                Rule::Unclear(one) if *one == part => Some(format!("{}: unclear in the source", part.name())),
                _ => None,
            });
            let weight = if rule.severity() == Severity::Error { "error" } else { "warning" };
            format!("| `{}` | {weight} | {} | {} |", rule.code(), what.unwrap_or_default(), rule.basis())
        })
        .collect();
    assert!(missing.is_empty(), "docs/editing.md lacks:\n{}", missing.join("\n"));
    assert_eq!(rows.len(), Rule::all().len(), "docs/editing.md has a row for a rule that is gone");
}
