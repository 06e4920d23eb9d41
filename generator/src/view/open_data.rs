use content::text;
use serde::Serialize;

use super::{Head, Scope};
use crate::plan::DataFile;

/// What programs can read here.
#[derive(Serialize)]
pub struct OpenDataView {
    /// For the frame.
    #[serde(skip_serializing)]
    pub head: Head,
    /// `<h1>`.
    pub title: String,
    /// One sentence.
    pub summary: String,
    /// The files.
    pub files: Vec<OpenFile>,
}

/// A file of open data.
#[derive(Serialize)]
pub struct OpenFile {
    href: String,
    address: &'static str,
    name: String,
    count: String,
}

pub(super) fn view(scope: &Scope) -> OpenDataView {
    let words = scope.words;
    let catalogue = scope.plan.catalogue;
    let files = DataFile::OPEN.into_iter().map(|file| {
        let (name, count) = match file {
            DataFile::Fields => (words.fields(), scope.plan.by_field.len()),
            DataFile::Agencies => (words.agencies(), catalogue.agencies.len()),
            DataFile::LegalTexts => (words.legal(), catalogue.legal.len()),
            _ => (words.all_procedures(), scope.plan.entries.len()),
        };
        let address = file.address();
        OpenFile {
            href: scope.links.to(address),
            address,
            name: name.to_owned(),
            count: text::number(count as u64),
        }
    });
    OpenDataView {
        head: Head::new(scope, words.open_data(), words.open_data_summary(), Vec::new()),
        title: words.open_data().to_owned(),
        summary: words.open_data_summary().to_owned(),
        files: files.collect(),
    }
}
