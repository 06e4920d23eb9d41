//! `motcua schema`: JSON Schema, so that an editor's program completes and underlines while typing.

use std::path::Path;

use anyhow::{Context, Result};
use content::calendar::{CalendarRules, CalendarYear};
use content::form::Form;
use content::pack::PackFile;
use content::{AgencyFile, FieldFile, LegalFile, LifeEventFile, Procedure, Site, SynonymFile};
use serde_json::Value;

use crate::args::Schema;
use crate::{Outcome, print};

/// Runs `schema`.
pub fn run(args: &Schema) -> Result<Outcome> {
    let Some(into) = &args.into else {
        print(&format!("{:#}\n", generator::schema::<Procedure>()))?;
        return Ok(Outcome::Done);
    };
    write(into)?;
    print(&format!("Đã ghi schema vào {}\n", into.display()))?;
    Ok(Outcome::Done)
}

fn write(into: &Path) -> Result<()> {
    std::fs::create_dir_all(into).with_context(|| format!("không tạo được {}", into.display()))?;
    let all: [(&str, Value); 11] = [
        ("procedure", generator::schema::<Procedure>()),
        ("form", generator::schema::<Form>()),
        ("site", generator::schema::<Site>()),
        ("fields", generator::schema::<FieldFile>()),
        ("agencies", generator::schema::<AgencyFile>()),
        ("life-events", generator::schema::<LifeEventFile>()),
        ("legal", generator::schema::<LegalFile>()),
        ("synonyms", generator::schema::<SynonymFile>()),
        ("calendar", generator::schema::<CalendarYear>()),
        ("packs", generator::schema::<PackFile>()),
        ("calendar-rules", generator::schema::<CalendarRules>()),
    ];
    for (name, schema) in all {
        let file = into.join(format!("{name}.json"));
        std::fs::write(&file, format!("{schema:#}\n"))
            .with_context(|| format!("không ghi được {}", file.display()))?;
    }
    Ok(())
}
