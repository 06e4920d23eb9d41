#![allow(clippy::print_stdout, clippy::print_stderr)]
//! All forms of a built site as Word and PDF, cold: how long each kind takes, and how large its files are.
//!
//!     documents SITE OUT [VALUES.json]     writes them to OUT, filled with the values of that file

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Context;
use content::form::Form;
use content::form::check::Values;
use rayon::prelude::*;
use serde::Deserialize;

/// What `bieu-mau/<id>/index.json` says of a form.
#[derive(Deserialize)]
struct Facts {
    id: String,
    form: Form,
}

struct Made {
    docx: Vec<u8>,
    docx_took: Duration,
    pdf: Vec<u8>,
    pdf_took: Duration,
}

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let site = arguments.next().context("name a site")?;
    let out = arguments.next().context("name a folder for the documents")?;
    let values: Values = match arguments.next() {
        Some(file) => serde_json::from_slice(&std::fs::read(file)?)?,
        None => Values::new(),
    };
    std::fs::create_dir_all(&out)?;
    let forms = forms(&site.join("bieu-mau"))?;
    anyhow::ensure!(!forms.is_empty(), "{} has no forms", site.display());

    let begun = Instant::now();
    let made: Vec<Made> =
        forms.par_iter().map(|facts| make(facts, &values)).collect::<anyhow::Result<_>>()?;
    let whole = begun.elapsed();

    for (facts, made) in forms.iter().zip(&made) {
        let (docx, pdf, pages) = (made.docx.len(), made.pdf.len(), pages(&made.pdf));
        eprintln!("{}: docx {docx} pdf {pdf} pages {pages} {:.1?}", facts.id, made.pdf_took);
        std::fs::write(out.join(format!("{}.docx", facts.id)), &made.docx)?;
        std::fs::write(out.join(format!("{}.pdf", facts.id)), &made.pdf)?;
    }
    let all_pages: usize = made.iter().map(|made| pages(&made.pdf)).sum();
    let milliseconds = |total: Duration, count: usize| total.as_secs_f64() * 1000.0 / count as f64;
    // Each page after the first may take 12 KB.
    let first_page = |bytes: &[u8], pdf: &[u8]| bytes.len().saturating_sub((pages(pdf) - 1) * 12 * 1024);
    let figures = serde_json::json!({
        "forms": forms.len(),
        "pages": all_pages,
        "seconds": whole.as_secs_f64(),
        "pdf_ms_a_page": milliseconds(made.iter().map(|made| made.pdf_took).sum(), all_pages),
        "docx_ms": milliseconds(made.iter().map(|made| made.docx_took).sum(), made.len()),
        "largest_docx_first_page_bytes": made.iter().map(|made| first_page(&made.docx, &made.pdf)).max(),
        "largest_pdf_first_page_bytes": made.iter().map(|made| first_page(&made.pdf, &made.pdf)).max(),
    });
    println!("{figures}");
    Ok(())
}

fn make(facts: &Facts, values: &Values) -> anyhow::Result<Made> {
    let begun = Instant::now();
    let docx = documents::docx(&facts.form, values);
    let docx_took = begun.elapsed();
    let begun = Instant::now();
    let pdf = documents::pdf(&facts.form, values).with_context(|| facts.id.clone())?;
    Ok(Made { docx, docx_took, pdf, pdf_took: begun.elapsed() })
}

fn forms(folder: &Path) -> anyhow::Result<Vec<Facts>> {
    let mut forms = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let facts = entry?.path().join("index.json");
        let is_form = facts.parent() != Some(folder) && facts.exists();
        if is_form {
            forms.push(
                serde_json::from_slice::<Facts>(&std::fs::read(&facts)?)
                    .context(facts.display().to_string())?,
            );
        }
    }
    forms.sort_by(|left, right| left.id.cmp(&right.id));
    Ok(forms)
}

/// Pages of a PDF of ours.
fn pages(pdf: &[u8]) -> usize {
    let is_page = |at: &&[u8]| at.starts_with(b"/Type/Page") && at[10] != b's';
    pdf.windows(11).filter(is_page).count().max(1)
}
