//! What the templates of each kind of page can see, and what `index.json` beside it says.
//!
//! A view is made of borrowed records and finished words: templates choose places, they don't compute.

mod about;
mod agency;
mod costs;
mod data;
mod field;
mod form;
mod frame;
mod glance;
mod guide;
mod head;
mod home;
mod legal;
mod level;
mod life_event;
mod linked_data;
mod list;
mod mention;
mod not_found;
mod open_data;
mod papers;
mod place;
mod procedure;
mod procedure_index;
mod search;
mod sitemap;
mod submit;
mod words;

use content::Day;
use serde::Serialize;

use crate::plan::{DataFile, Links, Page, Plan};

pub use data::DataText;
pub(crate) use form::request_values;
pub use form::{Block, DrawnBlank, FormView, RequestFields};
pub use frame::FrameView;
pub use guide::GuideView;
pub use head::{Crumb, Head};
pub use home::HomeView;
pub use list::{Fact, Group, Item, ListView};
pub use not_found::NotFoundView;
pub use open_data::OpenDataView;
pub use procedure::ProcedureView;
pub use search::{SearchView, answered};
pub use sitemap::SitemapView;
pub use submit::{DrawnParts, SubmitIndexView, SubmitView, TrackView};
pub use words::{Words, fill};

/// What a view is made from: the plan, the words of the theme, and where the page stands.
pub struct Scope<'a> {
    /// The plan.
    pub plan: &'a Plan<'a>,
    /// Words of the interface.
    pub words: &'a Words,
    /// Links from this page.
    pub links: Links,
    /// Its address.
    pub address: String,
}

impl<'a> Scope<'a> {
    /// The scope of `page`.
    pub fn new(plan: &'a Plan<'a>, words: &'a Words, page: &Page<'a>) -> Self {
        let address = page.address();
        let links = match page {
            Page::NotFound => Links::from_anywhere(plan.options),
            _ => Links::from(&address, plan.options),
        };
        Scope { plan, words, links, address }
    }

    /// The day on which the site speaks.
    pub fn as_of(&self) -> Day {
        self.plan.catalogue.site.as_of
    }
}

/// The view of a page, by the template that shows it.
pub enum View<'a> {
    /// `home.html`
    Home(HomeView<'a>),
    /// `procedure.html`
    Procedure(Box<ProcedureView<'a>>),
    /// `list.html`
    List(ListView),
    /// `guide.html`
    Guide(GuideView<'a>),
    /// `form.html`
    Form(Box<FormView<'a>>),
    /// `search.html`
    Search(SearchView),
    /// `submit-index.html`
    SubmitIndex(SubmitIndexView<'a>),
    /// `submit.html`
    Submit(Box<SubmitView<'a>>),
    /// `track.html`
    Track(TrackView<'a>),
    /// `sitemap.html`
    Sitemap(SitemapView),
    /// `open-data.html`
    OpenData(OpenDataView),
    /// `404.html`
    NotFound(NotFoundView),
    /// The script that `form-fields.html` becomes.
    RequestFields(RequestFields<'a>),
    /// A file for programs: its text, without template.
    Data(DataText<'a>),
}

/// The view of `page`.
pub fn view<'a>(page: &Page<'a>, scope: &Scope<'a>) -> View<'a> {
    match page {
        Page::Home => View::Home(home::view(scope)),
        Page::Search => View::Search(search::view(scope)),
        Page::ProcedureIndex => View::List(procedure_index::view(scope)),
        Page::Procedure(procedure) | Page::ProcedureVersion(procedure) => {
            View::Procedure(Box::new(procedure::view(scope, procedure)))
        }
        Page::LifeEventIndex => View::List(life_event::index(scope)),
        Page::LifeEvent(event) => View::List(life_event::view(scope, event)),
        Page::FieldIndex => View::List(field::index(scope)),
        Page::Field(field) => View::List(field::view(scope, field)),
        Page::AgencyIndex => View::List(agency::index(scope)),
        Page::Agency(agency) => View::List(agency::view(scope, agency)),
        Page::LevelIndex => View::List(level::index(scope)),
        Page::Level(shelf) => View::List(level::view(scope, *shelf)),
        Page::LegalIndex => View::List(legal::index(scope)),
        Page::LegalText(text) => View::List(legal::view(scope, text)),
        Page::GuideIndex => View::List(guide::index(scope)),
        Page::Guide(guide) => View::Guide(guide::view(scope, guide)),
        Page::FormIndex => View::List(form::index(scope)),
        Page::Form(version) | Page::FormVersion(version) => View::Form(Box::new(form::view(scope, version))),
        Page::Request(procedure) => View::Form(Box::new(form::request(scope, procedure))),
        Page::SubmitIndex => View::SubmitIndex(submit::index(scope)),
        Page::Submit(procedure) => View::Submit(Box::new(submit::view(scope, procedure))),
        Page::SubmitRules(version) => View::Data(submit::form_rules(scope, version)),
        Page::Track => View::Track(submit::track(scope)),
        Page::Sitemap => View::Sitemap(sitemap::view(scope)),
        Page::OpenData => View::OpenData(open_data::view(scope)),
        Page::NotFound => View::NotFound(not_found::view(scope)),
        Page::Data(DataFile::SitemapXml) => View::Data(data::sitemap_xml(scope)),
        Page::Data(DataFile::SitemapText) => View::Data(data::sitemap_text(scope)),
        Page::Data(DataFile::Robots) => View::Data(data::robots(scope)),
        Page::Data(DataFile::Procedures) => View::Data(data::procedures(scope)),
        Page::Data(DataFile::Fields) => View::Data(data::fields(scope)),
        Page::Data(DataFile::Agencies) => View::Data(data::agencies(scope)),
        Page::Data(DataFile::RequestFields) => View::RequestFields(form::request_fields(scope)),
        Page::Data(DataFile::SubmitWords) => View::Data(submit::words_script(scope)),
        Page::Data(DataFile::Units) => View::Data(data::units(scope)),
        Page::Data(DataFile::LegalTexts) => View::Data(data::legal_texts(scope)),
    }
}

/// `index.json`: which page it stands beside, and the page's facts.
#[derive(Serialize)]
pub struct Facts<'a, V> {
    /// Kind of page.
    pub kind: &'static str,
    /// Address from the site's root.
    pub address: &'a str,
    /// The day on which the site speaks.
    pub as_of: Day,
    /// The facts.
    #[serde(flatten)]
    pub facts: V,
}

/// `text` cut at a word so that at most `length` characters stand, with an ellipsis where something is cut.
pub(crate) fn clipped(text: &str, length: usize) -> std::borrow::Cow<'_, str> {
    if text.len() <= length || text.chars().nth(length).is_none() {
        return text.into();
    }
    let end = text.char_indices().nth(length).map_or(text.len(), |(at, _)| at);
    let cut = text[..end].rfind(char::is_whitespace).unwrap_or(end);
    format!("{}…", text[..cut].trim_end_matches([',', ';', '.', ' ', ':', '-'])).into()
}

/// `text` with its first letter large.
pub(crate) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Where a record was read, in words.
pub(crate) fn source_name<'a>(words: &'a Words, from: &'a str) -> &'a str {
    if from == "national-portal" { words.national_portal() } else { from }
}

/// "06-10/2026" and "06/2026" as people say them; anything else as it is.
pub(crate) fn months(words: &Words, seen: &str) -> String {
    let month = |text: &str| {
        text.parse::<u8>().ok().filter(|month| (1..=12).contains(month)).map(|month| month.to_string())
    };
    let said = seen.split_once('/').and_then(|(months, year)| match months.split_once('-') {
        Some((first, last)) => {
            Some(fill(words.months(), &[("first", &month(first)?), ("last", &month(last)?), ("year", year)]))
        }
        None => Some(fill(words.month(), &[("month", &month(months)?), ("year", year)])),
    });
    said.unwrap_or_else(|| seen.to_owned())
}

/// `names` in a row: "một, hai và ba".
pub(crate) fn row(names: &[&str], last: &str) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_words() {
        assert_eq!(clipped("Đăng ký khai sinh", 40), "Đăng ký khai sinh");
        assert_eq!(clipped("Đăng ký khai sinh, kết hôn", 19), "Đăng ký khai sinh…");
    }

    #[test]
    fn names_stand_in_a_row() {
        assert_eq!(row(&["phí"], "và"), "phí");
        assert_eq!(row(&["phí", "thời hạn", "kết quả"], "và"), "phí, thời hạn và kết quả");
    }
}
