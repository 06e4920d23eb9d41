//! `motcua check`: everything that is wrong with the content, at once.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use content::{Catalogue, Part, PartState, Severity, part_state};
use generator::Problem;

use crate::args::Check;
use crate::report::{counts, report};
use crate::{Outcome, print, watch};

/// Runs `check`, again after each change with `--watch`.
pub fn run(content: &Path, args: &Check) -> Result<Outcome> {
    let outcome = once(content, args)?;
    if !args.watch {
        return Ok(outcome);
    }
    watch::each_change(content, || {
        print(&format!("\n{}\n", "─".repeat(60)))?;
        once(content, args).map(|_| ())
    })?;
    Ok(outcome)
}

fn once(content: &Path, args: &Check) -> Result<Outcome> {
    let (catalogue, problems) = generator::check(content);
    print(&report(&problems, content, args.format))?;
    if args.format == crate::report::Format::Text {
        if let (true, Some(catalogue)) = (args.stats, &catalogue) {
            print(&stats(catalogue))?;
        }
        let procedures = catalogue.as_ref().map_or(0, |catalogue| catalogue.procedures.len());
        let number = content::text::number(procedures as u64);
        print(&format!("{number} thủ tục: {}\n", counts(&problems)))?;
    }
    let fails = |problem: &Problem| args.deny_warnings || problem.severity() == Severity::Error;
    let outcome = if problems.iter().any(fails) { Outcome::ContentWrong } else { Outcome::Done };
    if !args.watch {
        // The process ends here: taking thousands of records apart would only keep its reader waiting.
        std::mem::forget((catalogue, problems));
    }
    Ok(outcome)
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
