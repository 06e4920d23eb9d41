//! `cargo run --release -p generator --example import -- FILE.jsonl... --content DIR --into DIR2 [--select codes.txt]
//! [--seen WORDS] [--text keep]`: writes the records below DIR2 and prints the report. For use until `motcua import` stands.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use content::{AgencyFile, FieldFile, LegalFile};
use generator::import::{Existing, Options, Registers, TrapKind, import};
use serde::de::DeserializeOwned;

#[expect(clippy::print_stdout, reason = "a command prints")]
fn main() -> Result<()> {
    let (mut inputs, mut flags): (Vec<PathBuf>, BTreeMap<String, String>) = (Vec::new(), BTreeMap::new());
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.strip_prefix("--") {
            Some(flag) => {
                flags.insert(flag.to_owned(), words.next().context("a flag without value")?);
            }
            None => inputs.push(word.into()),
        }
    }
    let (Some(content), Some(into)) = (flags.get("content"), flags.get("into")) else {
        bail!("--content and --into are needed")
    };
    let (content, into) = (Path::new(content), Path::new(into));
    let fields: FieldFile = yaml(&content.join("fields.yaml"))?;
    let files: Vec<AgencyFile> = ["agencies.yaml", "units.yaml"]
        .map(|name| content.join(name))
        .iter()
        .filter(|path| path.exists())
        .map(|path| yaml(path))
        .collect::<Result<_>>()?;
    let legal: Vec<LegalFile> = match fs::read_dir(content.join("legal")) {
        Ok(entries) => entries.map(|entry| yaml(&entry?.path())).collect::<Result<_>>()?,
        Err(_) => Vec::new(),
    };
    let registers = Registers {
        fields: &fields,
        agencies: files.iter().flat_map(|file| &file.agencies).collect(),
        ignored: files.iter().flat_map(|file| &file.ignored).collect(),
        legal: legal.iter().flat_map(|file| &file.texts).collect(),
    };
    let select = flags.get("select").map(fs::read_to_string).transpose()?;
    let options = Options {
        keep_text: flags.get("text").is_some_and(|text| text == "keep"),
        seen: flags.get("seen").cloned(),
        select: select.map(|codes| codes.split_whitespace().map(str::to_owned).collect::<BTreeSet<_>>()),
        today: jiff::civil::date(2026, 11, 23).into(),
    };
    let lines = inputs.iter().map(fs::read_to_string).collect::<std::io::Result<Vec<_>>>()?.join("\n");
    let known = known(&into.join("procedures"));
    let report = import(&lines, &registers, |code| existing(into, known.get(code.as_str())?), &options);
    for (address, text) in &report.write {
        let path = into.join(address);
        fs::create_dir_all(path.parent().context("an address has a folder")?)?;
        fs::write(path, text)?;
    }
    let mut counts: BTreeMap<TrapKind, BTreeSet<&str>> = BTreeMap::new();
    for trap in &report.traps {
        counts.entry(trap.kind).or_default().insert(&trap.code);
    }
    for (kind, key, label) in TrapKind::ALL {
        let rows = report.traps.iter().filter(|trap| trap.kind == kind).count();
        println!("{rows:6} {:5}  {key:22} {label}", counts.get(&kind).map_or(0, BTreeSet::len));
    }
    report.refused.iter().for_each(|refusal| println!("refused {refusal:?}"));
    println!(
        "written {}, unchanged {}, to review {}, unknown laws {}",
        report.write.len(),
        report.unchanged,
        report.review.len(),
        report.unknown_legal.len()
    );
    let details: Vec<String> = report
        .traps
        .iter()
        .map(|trap| format!("{}\t{}\t{}", trap.kind.key(), trap.code, trap.what))
        .collect();
    fs::write(into.join("traps.tsv"), details.join("\n"))?;
    Ok(())
}

fn yaml<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    serde_saphyr::from_str(&text).map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))
}

fn known(folder: &Path) -> BTreeMap<String, PathBuf> {
    let files = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file());
    files
        .filter_map(|entry| Some((entry.path().file_stem()?.to_str()?.to_owned(), entry.into_path())))
        .collect()
}

fn existing(into: &Path, path: &Path) -> Option<Existing> {
    let text = fs::read_to_string(path).ok()?;
    let procedure = serde_saphyr::from_str(&text).ok()?;
    Some(Existing { file: path.strip_prefix(into).ok()?.to_str()?.to_owned(), text, procedure })
}
