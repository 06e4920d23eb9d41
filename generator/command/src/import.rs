//! `motcua import`: a dump of the national portal becomes records of a content folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use generator::import::{Existing, Options, Registers, Report, TrapKind, Unchanged};
use generator::{Record, Source};

use crate::args::{Import, Text};
use crate::{Outcome, print, report};

/// Most codes that one line of the report names.
const NAMED: usize = 8;

/// Runs `import`.
pub fn run(args: &Import) -> Result<Outcome> {
    let into = args.into.as_path();
    let Some(folder) = Folder::read(into)? else { return Ok(Outcome::ContentWrong) };
    let mut lines = String::new();
    for file in &args.files {
        let bytes = fs::read(file).with_context(|| format!("không đọc được {}", file.display()))?;
        // A byte that is no UTF-8 spoils its own line only: that line then fails as a record, with its number.
        lines.push_str(&String::from_utf8_lossy(&bytes));
        lines.push('\n');
    }
    let select = match &args.select {
        Some(file) => {
            let codes =
                fs::read_to_string(file).with_context(|| format!("không đọc được {}", file.display()))?;
            Some(codes.split_whitespace().map(str::to_owned).collect::<BTreeSet<_>>())
        }
        None => None,
    };
    let options = Options {
        keep_text: args.text == Text::Keep,
        seen: args.seen.clone(),
        select,
        today: folder.site_day,
        unchanged: if args.mark_parts { Unchanged::MarkParts } else { Unchanged::Leave },
    };
    let done = generator::import::import(
        &lines,
        &folder.registers(),
        |code| folder.existing(code.as_str()),
        &options,
    );
    for (address, text) in &done.write {
        let path = into.join(address);
        let parent = path.parent().unwrap_or(into);
        fs::create_dir_all(parent).with_context(|| format!("không tạo được {}", parent.display()))?;
        fs::write(&path, text).with_context(|| format!("không ghi được {}", path.display()))?;
    }
    print(&told(&done))?;
    let well = done.refused.is_empty() && done.unknown_legal.is_empty();
    Ok(if well { Outcome::Done } else { Outcome::ContentWrong })
}

/// The content folder that receives records: its registers, and the records that stand there.
struct Folder {
    records: BTreeMap<String, Record>,
    texts: BTreeMap<String, String>,
    by_code: BTreeMap<String, String>,
    site_day: content::Day,
}

impl Folder {
    /// Nothing when its files have errors; they are printed.
    fn read(into: &Path) -> Result<Option<Folder>> {
        let Source { files, mut problems } = generator::read(into);
        let mut folder = Folder {
            records: BTreeMap::new(),
            texts: BTreeMap::new(),
            by_code: BTreeMap::new(),
            site_day: "1900-01-01".parse().map_err(anyhow::Error::msg)?,
        };
        for (file, parsed) in files.iter().zip(generator::parse_files(&files)) {
            match parsed {
                Ok(record) => {
                    if let Record::Procedure(procedure) = &record {
                        folder.by_code.insert(procedure.code.to_string(), file.name.clone());
                    }
                    if let Record::Site(site) = &record {
                        folder.site_day = site.as_of;
                    }
                    folder.records.insert(file.name.clone(), record);
                }
                Err(faults) => problems.extend(faults),
            }
        }
        folder.texts = files.into_iter().map(|file| (file.name, file.text)).collect();
        let wrong = problems.iter().any(|problem| problem.severity() == content::Severity::Error);
        if wrong {
            print(&report::report(&problems, into, report::Format::Text))?;
        }
        Ok((!wrong).then_some(folder))
    }

    fn registers(&self) -> Registers<'_> {
        static NO_FIELDS: content::FieldFile = content::FieldFile { groups: Vec::new(), fields: Vec::new() };
        let mut registers =
            Registers { fields: &NO_FIELDS, agencies: Vec::new(), ignored: Vec::new(), legal: Vec::new() };
        for record in self.records.values() {
            match record {
                Record::Fields(file) => registers.fields = file,
                Record::Agencies(file) => {
                    registers.agencies.extend(&file.agencies);
                    registers.ignored.extend(&file.ignored);
                }
                Record::Legal(file) => registers.legal.extend(&file.texts),
                _ => {}
            }
        }
        registers
    }

    fn existing(&self, code: &str) -> Option<Existing> {
        let file = self.by_code.get(code)?;
        let Record::Procedure(procedure) = self.records.get(file)? else { return None };
        Some(Existing {
            file: file.clone(),
            text: self.texts.get(file)?.clone(),
            procedure: (**procedure).clone(),
        })
    }
}

/// The report by kind of trap, with counts and codes; then what was refused and what a person must look at.
fn told(done: &Report) -> String {
    let mut out = String::new();
    for (kind, key, label) in TrapKind::ALL {
        let traps: Vec<_> = done.traps.iter().filter(|trap| trap.kind == kind).collect();
        if traps.is_empty() {
            continue;
        }
        let codes: BTreeSet<&str> = traps.iter().map(|trap| trap.code.as_str()).collect();
        let named = codes.iter().take(NAMED).copied().collect::<Vec<_>>().join(" ");
        let more = if codes.len() > NAMED {
            format!(" và {} mã nữa", codes.len() - NAMED)
        } else {
            String::new()
        };
        out += &format!(
            "{:>6} chỗ, {:>5} thủ tục  {label} [{key}]\n        {named}{more}\n",
            traps.len(),
            codes.len()
        );
    }
    for refusal in &done.refused {
        let code = refusal.code.as_deref().unwrap_or("không rõ mã");
        out += &format!("bỏ qua dòng {} ({code}): {}\n", refusal.line, refusal.reason);
    }
    for (number, codes) in &done.unknown_legal {
        out +=
            &format!("văn bản {number} chưa có trong legal/ ({} thủ tục, ví dụ {})\n", codes.len(), codes[0]);
    }
    for change in &done.review {
        let note = change.note.as_ref().map(|note| format!("; {note}")).unwrap_or_default();
        out += &format!("{}: {}{note}; xem lại mục changes\n", change.file, change.what);
    }
    let number = |count: usize| content::text::number(count as u64);
    out + &format!(
        "{} tệp được ghi, {} thủ tục không đổi, {} chỗ cần người xem, {} dòng bị bỏ qua\n",
        number(done.write.len()),
        number(done.unchanged),
        number(done.review.len()),
        number(done.refused.len())
    )
}
