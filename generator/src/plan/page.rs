use content::form::{FormRole, FormVersion};
use content::{Agency, AgencyKind, Field, Guide, LegalText, LifeEvent, Procedure, Submission};

use super::{Plan, Shelf};

/// A page of the site, or a file that programs read.
#[derive(Clone, Copy, Debug)]
pub enum Page<'c> {
    /// `/`
    Home,
    /// `/tim/`
    Search,
    /// `/thu-tuc/`: every procedure from A to Z.
    ProcedureIndex,
    /// `/thu-tuc/<code>/`: the version in force.
    Procedure(&'c Procedure),
    /// `/thu-tuc/<code>/<from>/`: an older or a coming version.
    ProcedureVersion(&'c Procedure),
    /// `/su-kien/`
    LifeEventIndex,
    /// `/su-kien/<id>/`
    LifeEvent(&'c LifeEvent),
    /// `/linh-vuc/`
    FieldIndex,
    /// `/linh-vuc/<id>/`
    Field(&'c Field),
    /// `/co-quan/`
    AgencyIndex,
    /// `/co-quan/<id>/`
    Agency(&'c Agency),
    /// `/muc-do/`
    LevelIndex,
    /// `/muc-do/<slug>/`
    Level(Shelf),
    /// `/can-cu/`
    LegalIndex,
    /// `/can-cu/<slug>/`
    LegalText(&'c LegalText),
    /// `/huong-dan/`
    GuideIndex,
    /// `/huong-dan/<id>/`
    Guide(&'c Guide),
    /// `/bieu-mau/`
    FormIndex,
    /// `/bieu-mau/<id>/`: the version in force.
    Form(&'c FormVersion),
    /// `/bieu-mau/<id>/<from>/`: an older or a coming version.
    FormVersion(&'c FormVersion),
    /// `/thu-tuc/<code>/don/`: the general request of a procedure whose form the site lacks, and its lists of papers.
    Request(&'c Procedure),
    /// `/nop/`: what can be sent from here, and how.
    SubmitIndex,
    /// `/nop/<code>/`: a dossier is filled in and sent; only where somebody takes it.
    Submit(&'c Procedure),
    /// `/nop/mau/<id>.js`: the rules of a form that pages for sending draw.
    SubmitRules(&'c FormVersion),
    /// `/tra-cuu/`: where a dossier stands.
    Track,
    /// `/so-do/`: the site as a tree.
    Sitemap,
    /// `/du-lieu/`: what programs can read.
    OpenData,
    /// `/404.html`: answers at every address that has no page.
    NotFound,
    /// A file for programs.
    Data(DataFile),
}

/// A file for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataFile {
    /// `sitemap.xml`, with absolute addresses.
    SitemapXml,
    /// `sitemap.txt`, with relative addresses, where the site's own address is not known.
    SitemapText,
    /// `robots.txt`.
    Robots,
    /// `du-lieu/thu-tuc.json`.
    Procedures,
    /// `du-lieu/linh-vuc.json`.
    Fields,
    /// `du-lieu/co-quan.json`.
    Agencies,
    /// `du-lieu/van-ban.json`.
    LegalTexts,
    /// `bieu-mau/don-vi.js`: communes and provinces, for the address fields of forms.
    Units,
    /// `thu-tuc/don.js`: the fields of the general request, the same on the page of every procedure.
    RequestFields,
    /// `nop/mau.js`: what pages for sending say, and the rules for people, which every dossier names.
    SubmitWords,
}

impl DataFile {
    /// The lists of open data.
    pub const OPEN: [DataFile; 4] =
        [DataFile::Procedures, DataFile::Fields, DataFile::Agencies, DataFile::LegalTexts];

    /// Where it stands.
    pub fn address(self) -> &'static str {
        match self {
            DataFile::SitemapXml => "sitemap.xml",
            DataFile::SitemapText => "sitemap.txt",
            DataFile::Robots => "robots.txt",
            DataFile::Procedures => "du-lieu/thu-tuc.json",
            DataFile::Fields => "du-lieu/linh-vuc.json",
            DataFile::Agencies => "du-lieu/co-quan.json",
            DataFile::LegalTexts => "du-lieu/van-ban.json",
            DataFile::Units => "bieu-mau/don-vi.js",
            DataFile::RequestFields => "thu-tuc/don.js",
            DataFile::SubmitWords => "nop/mau.js",
        }
    }
}

impl Page<'_> {
    /// Where it stands, from the site's root: "" for home, a folder with a slash at its end, or a file.
    pub fn address(&self) -> String {
        match self {
            Page::Home => String::new(),
            Page::Search => "tim/".into(),
            Page::ProcedureIndex => "thu-tuc/".into(),
            Page::Procedure(procedure) => format!("thu-tuc/{}/", procedure.code),
            Page::ProcedureVersion(procedure) => version_address(procedure),
            Page::LifeEventIndex => "su-kien/".into(),
            Page::LifeEvent(event) => format!("su-kien/{}/", event.id),
            Page::FieldIndex => "linh-vuc/".into(),
            Page::Field(field) => format!("linh-vuc/{}/", field.id),
            Page::AgencyIndex => "co-quan/".into(),
            Page::Agency(agency) => format!("co-quan/{}/", agency.id),
            Page::LevelIndex => "muc-do/".into(),
            Page::Level(shelf) => shelf.address(),
            Page::LegalIndex => "can-cu/".into(),
            Page::LegalText(legal) => format!("can-cu/{}/", legal.slug()),
            Page::GuideIndex => "huong-dan/".into(),
            Page::Guide(guide) => format!("huong-dan/{}/", guide.id),
            Page::FormIndex => "bieu-mau/".into(),
            Page::Form(version) => format!("bieu-mau/{}/", version.id),
            Page::FormVersion(version) => form_version_address(version),
            Page::Request(procedure) => request_address(procedure),
            Page::SubmitIndex => "nop/".into(),
            Page::Submit(procedure) => submit_address(procedure),
            Page::SubmitRules(version) => submit_rules_address(&version.id),
            Page::Track => "tra-cuu/".into(),
            Page::Sitemap => "so-do/".into(),
            Page::OpenData => "du-lieu/".into(),
            Page::NotFound => "404.html".into(),
            Page::Data(file) => file.address().into(),
        }
    }

    /// The entry of the menu under which it stands: the first part of its address.
    pub fn section(&self) -> &'static str {
        match self {
            Page::ProcedureIndex | Page::Procedure(_) | Page::ProcedureVersion(_) | Page::Request(_) => {
                "thu-tuc/"
            }
            Page::FormIndex | Page::Form(_) | Page::FormVersion(_) => "bieu-mau/",
            Page::LifeEventIndex | Page::LifeEvent(_) => "su-kien/",
            Page::FieldIndex | Page::Field(_) => "linh-vuc/",
            Page::AgencyIndex | Page::Agency(_) => "co-quan/",
            Page::GuideIndex | Page::Guide(_) => "huong-dan/",
            Page::LevelIndex | Page::Level(_) => "muc-do/",
            Page::LegalIndex | Page::LegalText(_) => "can-cu/",
            Page::Search => "tim/",
            Page::SubmitIndex | Page::Submit(_) | Page::SubmitRules(_) => "nop/",
            Page::Track => "tra-cuu/",
            Page::Sitemap => "so-do/",
            Page::OpenData => "du-lieu/",
            Page::Home | Page::NotFound | Page::Data(_) => "",
        }
    }
}

/// Where a version that is not in force stands: below its procedure, under the first day it holds.
pub fn version_address(procedure: &Procedure) -> String {
    match procedure.valid.as_ref().and_then(|valid| valid.from) {
        Some(from) => format!("thu-tuc/{}/{from}/", procedure.code),
        None => format!("thu-tuc/{}/ban-dau/", procedure.code),
    }
}

/// Where a version of a form that is not in force stands.
pub fn form_version_address(version: &FormVersion) -> String {
    match version.form.valid.as_ref().and_then(|valid| valid.from) {
        Some(from) => format!("bieu-mau/{}/{from}/", version.id),
        None => format!("bieu-mau/{}/ban-dau/", version.id),
    }
}

/// Where the general request of a procedure stands.
pub fn request_address(procedure: &Procedure) -> String {
    format!("thu-tuc/{}/don/", procedure.code)
}

/// Where a dossier of a procedure is filled in and sent.
pub fn submit_address(procedure: &Procedure) -> String {
    format!("nop/{}/", procedure.code)
}

/// Where the rules of the form `id` stand for the pages that send it.
pub fn submit_rules_address(id: &str) -> String {
    format!("nop/mau/{id}.js")
}

pub(super) fn pages<'c>(plan: &Plan<'c>) -> Vec<Page<'c>> {
    let catalogue = plan.catalogue;
    let mut pages = vec![Page::Home, Page::Search, Page::ProcedureIndex];
    for entry in &plan.entries {
        pages.push(Page::Procedure(entry.procedure));
        let others = plan.versions(&entry.procedure.code).iter().map(|version| version.procedure.as_ref());
        pages.extend(
            others.filter(|other| !std::ptr::eq(*other, entry.procedure)).map(Page::ProcedureVersion),
        );
        if plan.has_request(entry) {
            pages.push(Page::Request(entry.procedure));
        }
    }
    if pages.iter().any(|page| matches!(page, Page::Request(_))) {
        pages.push(Page::Data(DataFile::RequestFields));
    }
    let events = catalogue.life_events.iter().filter(|event| !plan.in_life_event(&event.id).is_empty());
    section(&mut pages, Page::LifeEventIndex, events.map(Page::LifeEvent));
    section(&mut pages, Page::FieldIndex, plan.fields.iter().copied().map(Page::Field));
    // A body without procedures is a name for the importer; a place has its page in any case.
    let shown =
        |agency: &&Agency| agency.kind == AgencyKind::Unit || !plan.with_agency(&agency.id).is_empty();
    section(&mut pages, Page::AgencyIndex, catalogue.agencies.values().filter(shown).map(Page::Agency));
    section(&mut pages, Page::LevelIndex, Shelf::ALL.into_iter().map(Page::Level));
    section(
        &mut pages,
        Page::LegalIndex,
        catalogue.legal.values().map(|filed| Page::LegalText(&filed.value)),
    );
    section(&mut pages, Page::GuideIndex, catalogue.guides.iter().map(Page::Guide));
    section(&mut pages, Page::FormIndex, forms(plan));
    if !catalogue.forms.is_empty() {
        pages.push(Page::Data(DataFile::Units));
    }
    pages.extend([Page::SubmitIndex, Page::Track]);
    if plan.submission() != Submission::Off {
        pages.extend(plan.entries.iter().map(|entry| Page::Submit(entry.procedure)));
        let asked = |version: &&FormVersion| {
            version.form.role == FormRole::Request || plan.by_form.contains_key(version.id.as_str())
        };
        pages.extend(catalogue.current_forms().filter(asked).map(Page::SubmitRules));
        pages.push(Page::Data(DataFile::SubmitWords));
    }
    pages.extend([Page::Sitemap, Page::OpenData, Page::NotFound]);
    pages.extend(DataFile::OPEN.map(Page::Data));
    match plan.options.base_url {
        Some(_) => pages.extend([Page::Data(DataFile::SitemapXml), Page::Data(DataFile::Robots)]),
        None => pages.push(Page::Data(DataFile::SitemapText)),
    }
    pages
}

/// Every version of every form.
fn forms<'c>(plan: &Plan<'c>) -> impl Iterator<Item = Page<'c>> {
    let catalogue = plan.catalogue;
    catalogue.forms.values().flatten().map(move |version| {
        let current = catalogue.current_form(&version.id);
        match current.is_some_and(|now| now.file == version.file) {
            true => Page::Form(version),
            false => Page::FormVersion(version),
        }
    })
}

/// A list and its members; a list without members is no page.
fn section<'c>(pages: &mut Vec<Page<'c>>, index: Page<'c>, members: impl Iterator<Item = Page<'c>>) {
    let mut members = members.peekable();
    if members.peek().is_some() {
        pages.push(index);
        pages.extend(members);
    }
}
