use serde::Serialize;

use super::{Head, Scope};

/// What answers where no page is.
#[derive(Serialize)]
pub struct NotFoundView {
    /// For the frame.
    #[serde(skip_serializing)]
    pub head: Head,
    /// `<h1>`.
    pub title: String,
    /// Link to the list from A to Z.
    pub procedures: String,
    /// Link to the search page.
    pub search: String,
    /// Link home.
    pub home: String,
}

pub(super) fn view(scope: &Scope) -> NotFoundView {
    let words = scope.words;
    let mut head = Head::bare(scope, words.not_found(), words.not_found_summary(), Vec::new());
    head.indexed = false;
    head.has_json = false;
    head.canonical = None;
    NotFoundView {
        head,
        title: words.not_found().to_owned(),
        procedures: scope.links.to("thu-tuc/"),
        search: scope.links.to("tim/"),
        home: scope.links.to(""),
    }
}
