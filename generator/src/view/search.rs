use serde::Serialize;

use super::{Head, Item, Scope, life_event};

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
}

pub(super) fn view(scope: &Scope) -> SearchView {
    let words = scope.words;
    let mut head = Head::new(scope, &words.search, &words.search_summary, Vec::new());
    head.indexed = false;
    SearchView {
        head,
        title: words.search.clone(),
        procedures: scope.links.to("thu-tuc/"),
        fields: (!scope.plan.by_field.is_empty()).then(|| scope.links.to("linh-vuc/")),
        events: life_event::events(scope).collect(),
    }
}
