mod drawn;
mod paper;
mod request;
mod screen;
mod script;

use content::form::check::Values;
use content::form::{Form, FormRole, FormVersion, Layout};
use content::{Day, text};
use serde::Serialize;

use super::papers::Papers;
use super::{Group, Head, Item, ListView, Scope, fill};
use crate::plan::{Page, form_version_address};
pub use drawn::DrawnBlank;
pub use paper::{Block, PaperView};
pub use request::RequestFields;
pub(crate) use request::request_values;
pub(super) use request::{request, request_fields};
pub(super) use screen::{Section, sections};
use script::Known;
pub(super) use script::{bare_rules, embedded, said};

/// The page of a form: the sheet, and the fields by which a script fills it.
#[derive(Serialize)]
pub struct FormView<'a> {
    /// For the frame.
    #[serde(skip_serializing)]
    pub head: Head,
    /// The definition and what the page computes of it, for `index.json`; none for the request of one procedure.
    #[serde(skip_serializing)]
    pub facts: Option<FormFacts<'a>>,
    /// `<h1>`.
    pub title: String,
    /// Whether the title should be set smaller.
    pub long_title: bool,
    /// One plain sentence.
    pub summary: Option<String>,
    /// "Mẫu CT01".
    pub number: Option<String>,
    /// Texts that issue it.
    pub laws: Vec<Link>,
    /// What is uncertain about it, and that it is another version than the one in force.
    pub remarks: Vec<String>,
    /// Link to the version in force, where this is another.
    pub newer: Option<Link>,
    /// Other versions.
    pub versions: Vec<Link>,
    /// Where its text was read.
    pub read: Vec<&'a str>,
    /// Procedures that ask for it.
    pub procedures: Vec<Item>,
    /// The procedure whose request it is.
    pub procedure: Option<Link>,
    /// Where the portal or the counter has the official form.
    pub is_request: bool,
    /// The same as Word and PDF, blank or with what the record says.
    pub documents: Vec<Link>,
    /// The sheet.
    pub sheet: PaperView<'a>,
    /// The fields; none where a script shared by many pages brings them.
    pub sections: Vec<Section<'a>>,
    /// Link to that script.
    pub fields_script: Option<String>,
    /// Rules and words for the script.
    pub data: String,
    /// Lists of papers to print beside a request.
    pub papers: Option<Papers<'a>>,
    /// Link to the list of communes.
    pub units: String,
}

/// A link.
#[derive(Serialize)]
pub struct Link {
    text: String,
    href: String,
}

/// What `index.json` says of a form.
#[derive(Serialize)]
pub struct FormFacts<'a> {
    id: &'a str,
    form: &'a Form,
    in_force: bool,
    procedures: Vec<&'a str>,
}

const LONG_TITLE: usize = 90;

/// The page of a form.
pub(super) fn view<'a>(scope: &Scope<'a>, version: &'a FormVersion) -> FormView<'a> {
    let words = scope.words;
    let form = version.form.as_ref();
    let catalogue = scope.plan.catalogue;
    let current = catalogue.current_form(&version.id);
    let in_force = current.is_some_and(|now| now.file == version.file);
    let crumbs = vec![scope.crumb(words.menu_forms(), "bieu-mau/")];
    let summary = form.summary.as_deref().unwrap_or(words.form_summary());
    // Two packs of slips bear the same names and numbers: the text that issues a form tells it apart.
    let number = form.number.as_ref().map(|number| fill(words.form_number(), &[("number", number)]));
    let marks: Vec<String> = number.into_iter().chain(form.legal.last().cloned()).collect();
    let title =
        if marks.is_empty() { form.title.clone() } else { format!("{} ({})", form.title, marks.join(", ")) };
    let mut head = Head::new(scope, &title, summary, crumbs);
    head.indexed = in_force;
    let procedures: Vec<_> = scope
        .plan
        .by_form
        .get(version.id.as_str())
        .into_iter()
        .flatten()
        .map(|at| &scope.plan.entries[*at])
        .collect();
    let facts = FormFacts {
        id: &version.id,
        form,
        in_force,
        procedures: procedures.iter().map(|entry| entry.procedure.code.as_str()).collect(),
    };
    let mut remarks = form.doubts.clone();
    match (form.layout, form.role) {
        (Layout::Ours, FormRole::Slip) => remarks.insert(0, words.form_layout_ours().to_owned()),
        (Layout::Ours, _) => remarks.insert(0, words.form_ours().to_owned()),
        _ => {}
    }
    let at = if in_force { Page::Form(version) } else { Page::FormVersion(version) };
    let page = Sheet { scope, page: at, version, values: Values::new(), of: None };
    FormView {
        facts: Some(facts),
        long_title: form.title.chars().count() > LONG_TITLE,
        title: form.title.clone(),
        summary: form.summary.clone(),
        number: form.number.as_ref().map(|number| fill(words.form_number(), &[("number", number)])),
        laws: form.legal.iter().map(|number| law(scope, number)).collect(),
        newer: current.filter(|_| !in_force).map(|now| Link {
            text: words.form_newer().to_owned(),
            href: scope.links.to(&format!("bieu-mau/{}/", now.id)),
        }),
        versions: versions(scope, version),
        read: form.source.read.iter().map(String::as_str).collect(),
        procedures: procedures.iter().map(|entry| scope.item(entry, None)).collect(),
        procedure: None,
        is_request: false,
        papers: None,
        remarks,
        ..page.view(head)
    }
}

struct Sheet<'a, 's> {
    scope: &'s Scope<'a>,
    page: Page<'a>,
    version: &'a FormVersion,
    values: Values,
    of: Option<&'a str>,
}

impl<'a> Sheet<'a, '_> {
    /// What the page of any sheet has.
    fn view(&self, head: Head) -> FormView<'a> {
        let form = self.version.form.as_ref();
        let from = form.valid.as_ref().and_then(|valid| valid.from).map(|day| day.to_string());
        let links = &self.scope.links;
        let is_request = self.of.is_some();
        let known = Known {
            id: &self.version.id,
            of: self.of,
            version: from,
            title: &form.title,
            form,
            values: &self.values,
        };
        FormView {
            head,
            facts: None,
            title: String::new(),
            long_title: false,
            summary: None,
            number: None,
            laws: Vec::new(),
            remarks: Vec::new(),
            newer: None,
            versions: Vec::new(),
            read: Vec::new(),
            procedures: Vec::new(),
            procedure: None,
            is_request: false,
            documents: documents(self.scope, self.page),
            sheet: paper::paper(form, &self.values),
            // Nearly two thousand requests have the same fields and rules: they come by one script.
            sections: if is_request { Vec::new() } else { screen::sections(form, self.scope.words) },
            fields_script: None,
            data: if is_request { script::own(&known) } else { script::data(&known, self.scope.words) },
            papers: None,
            units: links.to("bieu-mau/don-vi.js"),
        }
    }
}

/// Links to the documents beside `page`.
fn documents(scope: &Scope, page: Page) -> Vec<Link> {
    let words = scope.words;
    let link = |address: String| {
        let text = if address.ends_with(".pdf") { words.form_pdf() } else { words.form_word() };
        Link { text: text.to_owned(), href: scope.links.to(&address) }
    };
    crate::document_addresses(&page).into_iter().map(link).collect()
}

fn law(scope: &Scope, number: &str) -> Link {
    let address =
        scope.plan.catalogue.legal.get(number).map(|filed| super::legal::legal_address(&filed.value));
    Link { text: number.to_owned(), href: scope.links.to(&address.unwrap_or_default()) }
}

fn versions(scope: &Scope, version: &FormVersion) -> Vec<Link> {
    let all = scope.plan.catalogue.forms.get(&version.id).map_or(&[][..], Vec::as_slice);
    let current = scope.plan.catalogue.current_form(&version.id);
    let others = all.iter().filter(|other| other.file != version.file);
    others
        .map(|other| {
            let from = other.form.valid.as_ref().and_then(|valid| valid.from).map(Day::vietnamese);
            let is_current = current.is_some_and(|now| now.file == other.file);
            let address =
                if is_current { format!("bieu-mau/{}/", other.id) } else { form_version_address(other) };
            Link {
                text: from.map_or_else(
                    || scope.words.form_first_version().to_owned(),
                    |day| fill(scope.words.since(), &[("day", &day)]),
                ),
                href: scope.links.to(&address),
            }
        })
        .collect()
}

/// All forms.
pub(super) fn index(scope: &Scope) -> ListView {
    let words = scope.words;
    let head = Head::new(scope, words.forms(), words.forms_summary(), Vec::new());
    let of = |wanted: &[FormRole]| {
        let mut forms: Vec<&FormVersion> = scope
            .plan
            .catalogue
            .current_forms()
            .filter(|version| wanted.contains(&version.form.role))
            .collect();
        forms.sort_by_cached_key(|version| text::sort_key(&version.form.title));
        forms.into_iter().map(|version| item(scope, version)).collect::<Vec<_>>()
    };
    let people = of(&[FormRole::Form, FormRole::Request]);
    let slips = of(&[FormRole::Slip]);
    let count = fill(words.n_forms(), &[("n", &text::number((people.len() + slips.len()) as u64))]);
    let mut groups = vec![Group::new("bieu-mau", words.forms_people(), people)];
    if !slips.is_empty() {
        groups.push(Group::new("phieu", words.forms_slips(), slips));
    }
    let mut list = ListView::new("form-index", words.forms(), head);
    list.summary = Some(words.forms_summary().to_owned());
    list.count = count;
    list.with_groups(groups)
}

/// A line for a form.
pub(super) fn item(scope: &Scope, version: &FormVersion) -> Item {
    let words = scope.words;
    let form = version.form.as_ref();
    let number = form.number.as_ref().map(|number| fill(words.form_number(), &[("number", number)]));
    let ours = (form.layout == Layout::Ours).then(|| words.form_ours_short().to_owned());
    let used = scope.plan.by_form.get(version.id.as_str()).map(Vec::len).filter(|count| *count > 0);
    let used = used.map(|count| scope.count_procedures(count));
    let details: Vec<String> =
        number.into_iter().chain(form.legal.last().cloned()).chain(ours).chain(used).collect();
    Item {
        id: None,
        href: scope.links.to(&format!("bieu-mau/{}/", version.id)),
        title: form.title.clone(),
        code: None,
        detail: (!details.is_empty()).then(|| details.join(" · ")),
    }
}

/// A line for each form, for the tree of the site.
pub(super) fn items(scope: &Scope) -> Vec<Item> {
    scope
        .plan
        .catalogue
        .current_forms()
        .map(|version| Item { detail: None, ..item(scope, version) })
        .collect()
}
