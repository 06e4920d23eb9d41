//! The floor: the least that anybody must do to make the site. Reads every record, parses it with the same crate into the
//! same types, and writes the same bytes as a built site has, each with the same threads as `motcua build`.
//!
//! `floor CONTENT SITE OUT` prints the seconds of reading and parsing, and of writing. `floor CONTENT` only reads and parses.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use content::form::Form;
use content::{AgencyFile, FieldFile, LegalFile, LifeEventFile, Procedure, Site, SynonymFile};
use rayon::prelude::*;

fn main() -> anyhow::Result<()> {
    let mut args = std::env::args().skip(1).map(PathBuf::from);
    let content = args.next().ok_or_else(|| anyhow::anyhow!("floor CONTENT [SITE OUT]"))?;
    let out = args.next().zip(args.next());
    // Loaded before the clock starts: making them is the work that the floor leaves away.
    let site = match &out {
        Some((site, _)) => tests::files(site),
        None => Default::default(),
    };
    let begun = Instant::now();
    let records = read_and_parse(&content)?;
    let read = begun.elapsed();
    if let Some((_, folder)) = &out {
        let folders: BTreeSet<PathBuf> =
            site.keys().filter_map(|address| folder.join(address).parent().map(Path::to_owned)).collect();
        folders.iter().try_for_each(fs::create_dir_all)?;
        site.par_iter().try_for_each(|(address, bytes)| fs::write(folder.join(address), bytes))?;
    }
    let all = begun.elapsed();
    writeln!(
        std::io::stdout(),
        "{} records {} files {:.4} read {:.4} write",
        records,
        site.len(),
        read.as_secs_f64(),
        (all - read).as_secs_f64()
    )?;
    Ok(())
}

fn read_and_parse(content: &Path) -> anyhow::Result<usize> {
    let mut files = Vec::new();
    let mut folders = vec![content.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name();
            if entry.file_type()?.is_dir() {
                folders.extend((name != "src" && name != ".schema").then(|| entry.path()));
            } else if name.to_string_lossy().ends_with(".yaml") {
                files.push(entry.path());
            }
        }
    }
    files.par_iter().try_for_each(|file| parse(content, file))?;
    Ok(files.len())
}

fn parse(content: &Path, file: &Path) -> anyhow::Result<()> {
    let text = fs::read_to_string(file)?;
    let below = file.strip_prefix(content)?.to_string_lossy().into_owned();
    // Dropped at once: what is measured is making them.
    match below.as_str() {
        "site.yaml" => drop(serde_saphyr::from_str::<Site>(&text)?),
        "fields.yaml" => drop(serde_saphyr::from_str::<FieldFile>(&text)?),
        "agencies.yaml" | "units.yaml" => drop(serde_saphyr::from_str::<AgencyFile>(&text)?),
        "life-events.yaml" => drop(serde_saphyr::from_str::<LifeEventFile>(&text)?),
        name if name.starts_with("legal/") => drop(serde_saphyr::from_str::<LegalFile>(&text)?),
        "synonyms.yaml" => drop(serde_saphyr::from_str::<SynonymFile>(&text)?),
        name if name.starts_with("forms/") => drop(serde_saphyr::from_str::<Form>(&text)?),
        name if name.starts_with("procedures/") => drop(serde_saphyr::from_str::<Procedure>(&text)?),
        _ => {}
    }
    Ok(())
}
