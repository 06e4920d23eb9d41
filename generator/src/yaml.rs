//! The only module that knows YAML.
//!
//! [`parse`] reads a typed record. `serde-saphyr` stops at a file's first fault, so a file that fails is looked
//! at a second time as an [`Outline`], against the record's schema, and everything wrong is told at once.

mod outline;
mod quotes;
mod second_look;
mod syntax;

use std::cell::LazyCell;
use std::collections::BTreeMap;

use content::{Fault, KeyPath, Segment};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_saphyr::Options;

use crate::Problem;
use outline::Outline;

/// Bounds against files made to eat memory; ten times what the largest register needs.
fn options() -> Options {
    serde_saphyr::options! {
        budget: serde_saphyr::budget! { max_depth: 64, max_nodes: 400_000, max_events: 1_200_000, max_aliases: 64 },
        with_snippet: false,
    }
}

/// The record that `text` of `file` describes.
///
/// Errors: every problem of the file, with line and column.
pub fn parse<T: DeserializeOwned + JsonSchema>(file: &str, text: &str) -> Result<T, Vec<Problem>> {
    serde_saphyr::from_str_with_options(text, options()).map_err(|error| {
        let first = syntax::problem(file, text, error.without_snippet());
        match Outline::of(text) {
            Ok(outline) => {
                let schema = schemars::schema_for!(T).to_value();
                let mut problems = second_look::problems(file, text, &outline, &schema);
                if problems.iter().all(|problem| problem.line != first.line)
                    && !second_look::covers(&problems, &first)
                {
                    problems.push(first);
                }
                problems
            }
            Err(Some(broken)) => vec![syntax::scan_problem(file, text, broken)],
            Err(None) => vec![first],
        }
    })
}

/// Line and column of every fault, each found by its way into the record.
pub fn locate(text: &str, faults: Vec<Fault>) -> Vec<Problem> {
    let outline = LazyCell::new(|| Outline::of(text).ok());
    let found = |at: &KeyPath| match at.0.as_slice() {
        [Segment::Key(key)] => first_column(text, key).or_else(|| outline.as_ref()?.place(at)),
        _ => outline.as_ref().and_then(|outline| outline.place(at)),
    };
    faults
        .into_iter()
        .map(|fault| (found(&fault.at), fault))
        .map(|(at, fault)| Problem::from_fault(fault, text, at))
        .collect()
}

/// Where `key` begins a line: a key of the record itself, found without a second reading.
fn first_column(text: &str, key: &str) -> Option<(usize, usize)> {
    let above =
        text.lines().position(|line| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')))?;
    Some((above + 1, 1))
}

/// The JSON Schema of `T`, for editors' programs.
pub fn schema<T: JsonSchema>() -> serde_json::Value {
    schemars::schema_for!(T).to_value()
}

/// Faults grouped by the file they stand in.
pub fn by_file(faults: Vec<Fault>) -> BTreeMap<String, Vec<Fault>> {
    let mut files: BTreeMap<String, Vec<Fault>> = BTreeMap::new();
    for fault in faults {
        files.entry(fault.file.clone()).or_default().push(fault);
    }
    files
}
