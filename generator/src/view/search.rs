use content::text;
use serde::Serialize;

use super::{Head, Item, Scope, fill, life_event};
use crate::search::{Hit, Kind, Nearest, Why};

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
    /// Queries to try instead, when there are none.
    pub nearest: Vec<Item>,
}

/// An answer.
#[derive(Serialize)]
pub struct Found {
    /// Link to its page.
    pub href: String,
    /// Its title in pieces.
    pub title: Vec<Piece>,
    /// What it is, and its code.
    pub kind: String,
    /// Why it is an answer.
    pub why: Vec<String>,
    /// A line of its text.
    pub snippet: Option<String>,
}

/// A piece of a title.
#[derive(Serialize)]
pub struct Piece {
    /// Its text.
    pub text: String,
    /// Whether it is what was asked for.
    pub is_marked: bool,
}

/// Answers that the page lists.
const MOST: usize = 50;

/// The page with the answers to `query`.
pub fn answered(scope: &Scope, query: &str, hits: &[Hit], nearest: &[Nearest]) -> SearchView {
    let found = match hits.len() {
        0 => scope.words.search_none().to_owned(),
        count if count > MOST => fill(scope.words.search_many(), &[("n", &text::number(MOST as u64))]),
        count => fill(scope.words.search_found(), &[("n", &text::number(count as u64))]),
    };
    let hits = hits
        .iter()
        .take(MOST)
        .map(|hit| Found {
            href: scope.links.to(&hit.address),
            title: pieces(hit),
            kind: kind(scope, hit),
            why: hit.why.iter().map(|why| read_as(scope, why)).collect(),
            snippet: hit.snippet.clone(),
        })
        .collect();
    let nearest = nearest
        .iter()
        .flat_map(|near| near.words.iter().map(|word| instead(query, &near.typed, word)))
        .collect();
    SearchView { query: query.to_owned(), hits, found, nearest, ..view(scope) }
}

/// The query with `word` in the place of `typed`.
fn instead(query: &str, typed: &str, word: &str) -> Item {
    let query = query.to_lowercase().replacen(typed, word, 1);
    let asked: String = form_urlencoded::byte_serialize(query.as_bytes()).collect();
    Item { id: None, href: format!("?q={asked}"), title: word.to_owned(), code: None, detail: None }
}

fn pieces(hit: &Hit) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut done = 0;
    for range in &hit.marks {
        pieces.push(Piece { text: hit.title[done..range.start].to_owned(), is_marked: false });
        pieces.push(Piece { text: hit.title[range.clone()].to_owned(), is_marked: true });
        done = range.end;
    }
    pieces.push(Piece { text: hit.title[done..].to_owned(), is_marked: false });
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

fn kind(scope: &Scope, hit: &Hit) -> String {
    let words = scope.words;
    match hit.kind {
        Kind::Procedure => format!("{} · {}", words.search_procedure(), hit.id),
        Kind::Guide => words.search_guide().to_owned(),
        Kind::Form => words.search_form().to_owned(),
    }
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
        nearest: Vec::new(),
    }
}
