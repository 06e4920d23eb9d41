//! Forms as Word and PDF, beside their pages: `bieu-mau/<id>/<id>.docx` and `.pdf`.
//!
//! Which documents a page has is a matter of the plan; crate `documents` makes the bytes.

use content::form::Form;
use content::form::check::Values;
use documents::DocumentError;
use rayon::prelude::*;

use crate::plan::{Page, Plan};
use crate::render::File;
use crate::view;

/// Why a document can't be made: the form, and what its maker says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormError {
    /// Where the document would stand.
    pub address: String,
    /// Why.
    pub reason: DocumentError,
}

impl std::fmt::Display for FormError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "không làm được {}: {}", self.address, self.reason)
    }
}

impl std::error::Error for FormError {}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Docx,
    Pdf,
}

impl Kind {
    fn suffix(self) -> &'static str {
        match self {
            Kind::Docx => "docx",
            Kind::Pdf => "pdf",
        }
    }
}

/// Addresses of the documents beside `page`: Word, then PDF.
pub fn document_addresses(page: &Page) -> Vec<String> {
    kinds(page).into_iter().map(|(_, address)| address).collect()
}

/// Hands every document of the site to `emit`, in no order, from several threads.
///
/// Errors: a form that can't be printed.
pub fn render_documents(plan: &Plan, emit: &(dyn Fn(File) + Sync)) -> Result<(), FormError> {
    plan.pages.par_iter().try_for_each(|page| {
        kinds(page).into_par_iter().try_for_each(|(kind, address)| make(plan, page, kind, address).map(emit))
    })
}

/// The document of `page` at `address`; none if the page has no such document.
///
/// Errors: a form that can't be printed.
pub fn render_document(plan: &Plan, page: &Page, address: &str) -> Result<Option<File>, FormError> {
    let found = kinds(page).into_iter().find(|(_, one)| one == address);
    found.map(|(kind, address)| make(plan, page, kind, address)).transpose()
}

fn kinds(page: &Page) -> Vec<(Kind, String)> {
    let address = |name: &str, kind: Kind| (kind, format!("{}{name}.{}", page.address(), kind.suffix()));
    match page {
        Page::Form(version) | Page::FormVersion(version) => {
            vec![address(&version.id, Kind::Docx), address(&version.id, Kind::Pdf)]
        }
        // Its PDF is what the page prints; 1,800 files that differ in a name would be 50 MB.
        Page::Request(procedure) => vec![address(&format!("don-de-nghi-{}", procedure.code), Kind::Docx)],
        _ => Vec::new(),
    }
}

fn make(plan: &Plan, page: &Page, kind: Kind, address: String) -> Result<File, FormError> {
    let empty = Values::new();
    let (form, values): (&Form, Values) = match page {
        Page::Form(version) | Page::FormVersion(version) => (&version.form, empty),
        Page::Request(procedure) => {
            let request = plan.catalogue.request();
            let request = request.expect("only a catalogue with a request plans such pages");
            (&request.form, view::request_values(plan.catalogue, procedure))
        }
        _ => unreachable!("no other page has documents"),
    };
    let bytes = match kind {
        Kind::Docx => Ok(documents::docx(form, &values)),
        Kind::Pdf => documents::pdf(form, &values),
    };
    match bytes {
        Ok(bytes) => Ok(File { address, bytes }),
        Err(reason) => Err(FormError { address, reason }),
    }
}
