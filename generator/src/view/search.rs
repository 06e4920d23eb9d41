use content::text;
use serde::Serialize;

use super::{Head, Item, Scope, fill, life_event};
use crate::search::{Hit, Why};

/// The search page; without script it says where else to look.
#[derive(Serialize)]
pub struct SearchView {
    /// For the frame.
    #[serde(skip_serializing)]
    pub head: Head,
    /// `<h1>`.
    pub title: String,
    /// Link to the list from A to Z.
    pub procedures: String,
    /// Link to the fields.
    pub fields: Option<String>,
    /// Life events.
    pub events: Vec<Item>,
    /// What was asked; empty on the page as a file, where the script fills in the answers.
    pub query: String,
    /// What a server found for it, for readers without script.
    pub hits: Vec<Found>,
    /// How many, in words; what to try when there are none.
    pub found: String,
}

/// An answer.
#[derive(Serialize)]
pub struct Found {
    /// Link to its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Why it is an answer.
    pub why: Vec<String>,
    /// A line of its text.
    pub snippet: Option<String>,
}

/// Answers that the page lists.
const MOST: usize = 50;

/// The page with the answers to `query`.
pub fn answered(scope: &Scope, query: &str, hits: &[Hit]) -> SearchView {
    let found = match hits.len() {
        0 => scope.words.search_none().to_owned(),
        count => fill(scope.words.search_found(), &[("n", &text::number(count as u64))]),
    };
    let hits = hits
        .iter()
        .take(MOST)
        .map(|hit| Found {
            href: scope.links.to(&hit.address),
            title: hit.title.clone(),
            why: hit.why.iter().map(|why| read_as(scope, why)).collect(),
            snippet: hit.snippet.clone(),
        })
        .collect();
    SearchView { query: query.to_owned(), hits, found, ..view(scope) }
}

/// `“sổ đỏ” = giấy chứng nhận quyền sử dụng đất`
fn read_as(scope: &Scope, why: &Why) -> String {
    let says = if why.is_slip { scope.words.search_meant() } else { "=" };
    format!("“{}” {says} {}", why.typed, why.meant)
}

pub(super) fn view(scope: &Scope) -> SearchView {
    let words = scope.words;
    let mut head = Head::new(scope, words.search(), words.search_summary(), Vec::new());
    head.indexed = false;
    SearchView {
        head,
        title: words.search().to_owned(),
        procedures: scope.links.to("thu-tuc/"),
        fields: (!scope.plan.by_field.is_empty()).then(|| scope.links.to("linh-vuc/")),
        events: life_event::events(scope).collect(),
        query: String::new(),
        hits: Vec::new(),
        found: String::new(),
    }
}
