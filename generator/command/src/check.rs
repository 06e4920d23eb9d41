//! `motcua check`: everything that is wrong with the content, at once.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use content::{Catalogue, Part, PartState, Severity, part_state};
use generator::Problem;

use crate::args::Check;
use crate::report::{Format, counts, report};
use crate::summary::summary;
use crate::watch::Watch;
use crate::{Outcome, print};

/// Runs `check`, again after each change with `--watch`.
pub fn run(content: &Path, args: &Check) -> Result<Outcome> {
    let (catalogue, problems) = generator::check(content);
    let shown = match args.format {
        Format::Text if !args.all => summary(&problems, content),
        format => report(&problems, content, format),
    };
    print(&shown)?;
    let wrong = problems.iter().any(|problem| problem.severity() == Severity::Error);
    if args.format == Format::Text {
        if args.stats && !wrong {
            print(&stats(&catalogue))?;
        }
        print(&totals(&catalogue, &problems))?;
    }
    let fails = wrong || (args.deny_warnings && !problems.is_empty());
    let outcome = if fails { Outcome::ContentWrong } else { Outcome::Done };
    if args.watch {
        watch(content, args, problems)?;
    } else {
        // The process ends here: taking thousands of records apart would only keep its reader waiting.
        std::mem::forget((catalogue, problems));
    }
    Ok(outcome)
}

/// After each change, what is wrong with the files that changed and what else is new, until the watch ends.
fn watch(content: &Path, args: &Check, mut before: Vec<Problem>) -> Result<()> {
    let root = fs::canonicalize(content).unwrap_or_else(|_| content.to_owned());
    let watch = Watch::new(&[content])?;
    while let Some(paths) = watch.next() {
        let below = |path: &PathBuf| {
            path.strip_prefix(&root).or_else(|_| path.strip_prefix(content)).ok().map(Path::to_owned)
        };
        let changed: Vec<PathBuf> = paths.iter().filter_map(below).collect();
        let (catalogue, problems) = generator::check(content);
        if args.format == Format::Text {
            // A line that moved makes nothing new.
            let key = |problem: &Problem| (problem.file.clone(), problem.rule, problem.message.clone());
            let known: HashSet<_> = before.iter().map(key).collect();
            let concerns = |problem: &&Problem| {
                changed.iter().any(|file| file == Path::new(&problem.file)) || !known.contains(&key(problem))
            };
            let told: Vec<Problem> = problems.iter().filter(concerns).cloned().collect();
            print(&format!("\n{}\n", "─".repeat(60)))?;
            print(&summary(&told, content))?;
            print(&totals(&catalogue, &problems))?;
        } else {
            print(&report(&problems, content, args.format))?;
        }
        before = problems;
    }
    Ok(())
}

fn totals(catalogue: &Catalogue, problems: &[Problem]) -> String {
    format!("{} thủ tục: {}\n", content::text::number(catalogue.procedures.len() as u64), counts(problems))
}

/// Completeness per part, then how many mandatory parts each field and agency lacks.
fn stats(catalogue: &Catalogue) -> String {
    let procedures: Vec<_> = catalogue.current_procedures().collect();
    let all = procedures.len().max(1);
    let mut out = format!("\n{:<44}{:>8}{:>10}{:>8}{:>9}\n", "phần", "có", "chưa rõ", "thiếu", "đủ %");
    for part in Part::ALL {
        let count = |state: PartState| procedures.iter().filter(|one| part_state(one, part) == state).count();
        let (there, unclear, absent) =
            (count(PartState::Present), count(PartState::Unclear), count(PartState::Absent));
        let percent = there as f64 * 100.0 / all as f64;
        out += &row(part.name(), [there, unclear, absent], percent);
    }
    out += &format!("\n{:<44}{:>8}{:>10}{:>8}{:>9}\n", "lĩnh vực", "thủ tục", "chưa rõ", "thiếu", "đủ %");
    out += &grouped(
        procedures
            .iter()
            .map(|one| (catalogue.fields.get(&one.field).map_or(one.field.as_str(), |f| &f.name), *one)),
    );
    out += &format!("\n{:<44}{:>8}{:>10}{:>8}{:>9}\n", "cơ quan", "thủ tục", "chưa rõ", "thiếu", "đủ %");
    let name = |id: &str| catalogue.agencies.get(id).map_or("(chưa rõ)", |agency| agency.name.as_str());
    out += &grouped(
        procedures
            .iter()
            .map(|one| (one.agencies.decides.0.first().map_or("(chưa rõ)", |id| name(id)), *one)),
    );
    out + "\n"
}

fn grouped<'c>(named: impl Iterator<Item = (&'c str, &'c content::Procedure)>) -> String {
    let mut groups: BTreeMap<_, [usize; 3]> = BTreeMap::new();
    for (name, procedure) in named {
        let states = Part::ALL.map(|part| part_state(procedure, part));
        let count = |state: PartState| states.iter().filter(|one| **one == state).count();
        let sums = groups.entry((content::text::sort_key(name), name)).or_default();
        for (sum, add) in sums.iter_mut().zip([1, count(PartState::Unclear), count(PartState::Absent)]) {
            *sum += add;
        }
    }
    let line = |((_, name), [procedures, unclear, absent]): (&(_, &str), &[usize; 3])| {
        let parts = (procedures * Part::ALL.len()) as f64;
        row(name, [*procedures, *unclear, *absent], (parts - (*unclear + *absent) as f64) * 100.0 / parts)
    };
    groups.iter().map(line).collect()
}

fn row(name: &str, [first, unclear, absent]: [usize; 3], percent: f64) -> String {
    let mut shown: String = name.chars().take(42).collect();
    if shown.len() < name.len() {
        shown.push('…');
    }
    format!("{shown:<44}{first:>8}{unclear:>10}{absent:>8}{:>9}\n", format!("{percent:.1}").replace('.', ","))
}
