//! The general request: one form, filled from the record of every procedure whose official form the site lacks.

use std::collections::BTreeMap;

use content::form::check::{Value, Values};
use content::{Catalogue, Procedure};
use serde::Serialize;

use super::super::{Scope, clipped, fill, papers};
use super::screen::{self, Section};
use super::{FormView, Head, LONG_TITLE, Link, Sheet, script};
use crate::plan::{self, DataFile, Page};

/// How much of a procedure's name a heading or a sheet repeats.
const LONGEST_NAME: usize = 400;

/// The general request, filled from the record of `procedure`, and its lists of papers.
pub(in crate::view) fn request<'a>(scope: &Scope<'a>, procedure: &'a Procedure) -> FormView<'a> {
    let version = scope.plan.catalogue.request().expect("only a catalogue with a request plans such pages");
    let words = scope.words;
    let name = clipped(&plan::title(&procedure.name), LONGEST_NAME).into_owned();
    let address = format!("thu-tuc/{}/", procedure.code);
    let crumbs = vec![scope.crumb(&clipped(&name, LONG_TITLE), &address)];
    let title = fill(words.request_title(), &[("title", &name)]);
    let mut head = Head::bare(scope, &title, &fill(words.request_summary(), &[("title", &name)]), crumbs);
    head.has_json = false;
    head.indexed = false;
    let page = Sheet {
        scope,
        page: Page::Request(procedure),
        version,
        values: request_values(scope.plan.catalogue, procedure),
        of: Some(procedure.code.as_str()),
    };
    FormView {
        title: words.request().to_owned(),
        summary: None,
        is_request: true,
        procedure: Some(Link { text: name, href: scope.links.to(&address) }),
        papers: papers::papers(scope, procedure),
        fields_script: Some(scope.links.to(DataFile::RequestFields.address())),
        ..page.view(head)
    }
}

/// What a record says of a request: to whom, what for, with which papers.
pub(crate) fn request_values(catalogue: &Catalogue, procedure: &Procedure) -> Values {
    let name = clipped(&plan::title(&procedure.name), LONGEST_NAME).into_owned();
    let mut values = Values::new();
    let agencies = &procedure.agencies;
    let agency =
        agencies.decides.iter().chain(agencies.executes.iter()).chain(agencies.receives.iter()).next();
    if let Some(agency) = agency.and_then(|id| catalogue.agencies.get(id)) {
        values.insert("kinh_gui".to_owned(), script::text(&agency.name));
    }
    values.insert("thu_tuc".to_owned(), script::text(&*name));
    // Of several cases only the person knows which is theirs.
    if let [case] = procedure.cases.as_slice() {
        let handed = case.components.iter().filter(|paper| !paper.show_only && paper.one_of.is_none());
        let rows = handed.filter(|paper| paper.when.is_none()).map(|paper| {
            let count = paper.originals + paper.copies;
            let count = if count > 0 { count.to_string() } else { String::new() };
            let name = clipped(&paper.name, 280).into_owned();
            BTreeMap::from([("ten".to_owned(), name), ("so_luong".to_owned(), count)])
        });
        let rows: Vec<_> = rows.take(40).collect();
        if !rows.is_empty() {
            values.insert("giay_to".to_owned(), Value::Rows(rows));
        }
    }
    values
}

/// The fields of the request and their rules, the same for every procedure.
#[derive(Serialize)]
pub struct RequestFields<'a> {
    sections: Vec<Section<'a>>,
    #[serde(skip)]
    rules: String,
}

/// The fields of the request.
pub(in crate::view) fn request_fields<'a>(scope: &Scope<'a>) -> RequestFields<'a> {
    let form = scope
        .plan
        .catalogue
        .request()
        .expect("only a catalogue with a request plans this file")
        .form
        .as_ref();
    RequestFields { sections: screen::sections(form, scope.words), rules: script::rules(form, scope.words) }
}

impl RequestFields<'_> {
    /// The script that puts `html` into a page and leaves the rules for the script of forms.
    pub fn script(&self, html: &str) -> String {
        let html = serde_json::Value::from(html);
        format!("self.motcuaDon={};\ndocument.getElementById('muc').innerHTML={html};\n", self.rules)
    }
}
