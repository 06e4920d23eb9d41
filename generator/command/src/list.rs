//! `motcua list`: procedures by field, agency, level and state of review.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Result, bail};
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
    known("lĩnh vực", args.field.as_ref(), &catalogue.fields)?;
    known("cơ quan", args.agency.as_ref(), &catalogue.agencies)?;
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

/// Errors: `id` is not among those of `what`.
fn known<T>(what: &str, id: Option<&String>, ids: &BTreeMap<String, T>) -> Result<()> {
    let Some(id) = id.filter(|id| !ids.contains_key(*id)) else { return Ok(()) };
    match content::nearest(id, ids.keys()) {
        Some(near) => bail!("không có {what} “{id}”; có phải “{near}”?"),
        None => bail!("không có {what} “{id}”"),
    }
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
