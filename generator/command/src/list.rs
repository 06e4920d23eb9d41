//! `motcua list`: procedures by field, agency, level and state of review.

use std::path::Path;

use anyhow::Result;
use content::{Catalogue, Procedure};
use serde_json::json;

use crate::args::List;
use crate::{Outcome, load, print};

/// Runs `list`.
pub fn run(content: &Path, args: &List) -> Result<Outcome> {
    let Some(catalogue) = load(content)? else { return Ok(Outcome::ContentWrong) };
    if args.fields {
        return fields(&catalogue, args.json);
    }
    let wanted = |one: &&Procedure| {
        args.field.as_ref().is_none_or(|field| &one.field == field)
            && args.level.is_none_or(|level| one.levels.contains(&level))
            && args.state.is_none_or(|state| one.review.state == state)
            && args
                .agency
                .as_ref()
                .is_none_or(|agency| one.agencies.lists().any(|(_, ids)| ids.0.contains(agency)))
    };
    let found: Vec<&Procedure> = catalogue.current_procedures().filter(wanted).collect();
    if args.json {
        let rows: Vec<_> = found
            .iter()
            .map(|one| {
                json!({ "code": one.code, "name": one.name, "field": one.field, "levels": one.levels,
                    "agencies": one.agencies, "state": one.review.state })
            })
            .collect();
        print(&format!("{:#}\n", serde_json::Value::Array(rows)))?;
    } else {
        for one in &found {
            print(&format!(
                "{:<10} {:<9} {:<28} {}\n",
                one.code.as_str(),
                one.review.state.to_string(),
                one.field,
                one.name
            ))?;
        }
        print(&format!("{} thủ tục\n", content::text::number(found.len() as u64)))?;
    }
    Ok(Outcome::Done)
}

fn fields(catalogue: &Catalogue, json: bool) -> Result<Outcome> {
    let count = |id: &str| catalogue.current_procedures().filter(|one| one.field == id).count();
    if json {
        let rows: Vec<_> = catalogue
            .fields
            .values()
            .map(|field| json!({ "id": field.id, "name": field.name, "group": field.group, "procedures": count(&field.id) }))
            .collect();
        print(&format!("{:#}\n", serde_json::Value::Array(rows)))?;
    } else {
        for field in catalogue.fields.values() {
            print(&format!("{:<44} {:>4}  {}\n", field.id, count(&field.id), field.name))?;
        }
    }
    Ok(Outcome::Done)
}
