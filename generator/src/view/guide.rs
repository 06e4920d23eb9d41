use content::{Guide, text};
use serde::Serialize;

use super::{Group, Head, Item, ListView, Scope, fill};
use crate::markdown;

/// A guide.
#[derive(Serialize)]
pub struct GuideView<'a> {
    /// For the frame.
    #[serde(skip_serializing)]
    pub head: Head,
    /// Title.
    pub title: &'a str,
    /// One sentence.
    pub summary: &'a str,
    /// The text as HTML.
    pub html: String,
    /// The other guides.
    pub others: Vec<Item>,
}

/// What `index.json` says of a guide.
#[derive(Serialize)]
pub(crate) struct GuideFacts<'a> {
    title: &'a str,
    summary: &'a str,
    others: &'a [Item],
}

impl GuideView<'_> {
    pub(crate) fn facts(&self) -> GuideFacts<'_> {
        GuideFacts { title: self.title, summary: self.summary, others: &self.others }
    }
}

pub(super) fn view<'a>(scope: &Scope<'a>, guide: &'a Guide) -> GuideView<'a> {
    let crumbs = vec![scope.crumb(scope.words.menu_guides(), "huong-dan/")];
    GuideView {
        head: Head::new(scope, &guide.head.title, &guide.head.summary, crumbs),
        title: &guide.head.title,
        summary: &guide.head.summary,
        html: scope.links.fit(markdown::html(&guide.body)),
        others: guides(scope).filter(|item| item.title != guide.head.title).collect(),
    }
}

/// All guides.
pub(super) fn index(scope: &Scope) -> ListView {
    let words = scope.words;
    let head = Head::new(scope, words.guides(), words.guides_summary(), Vec::new());
    let items: Vec<Item> = guides(scope).collect();
    let mut list = ListView::new("guide-index", words.guides(), head);
    list.summary = Some(words.guides_summary().to_owned());
    list.count = fill(words.n_guides(), &[("n", &text::number(items.len() as u64))]);
    list.with_groups(vec![Group::new("huong-dan", words.guides(), items)])
}

/// A line for each guide.
pub(super) fn guides(scope: &Scope) -> impl Iterator<Item = Item> {
    scope.plan.catalogue.guides.iter().map(|guide| Item {
        id: None,
        href: scope.links.to(&format!("huong-dan/{}/", guide.id)),
        title: guide.head.title.clone(),
        code: None,
        detail: Some(guide.head.summary.clone()),
    })
}
