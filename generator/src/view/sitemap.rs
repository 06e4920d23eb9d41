use serde::Serialize;

use super::{Group, Head, Item, Scope, agency, field, form, guide, level, life_event};

/// The site as a tree of links.
#[derive(Serialize)]
pub struct SitemapView {
    /// For the frame.
    #[serde(skip_serializing)]
    pub head: Head,
    /// `<h1>`.
    pub title: String,
    /// One sentence.
    pub summary: String,
    /// The branches.
    pub branches: Vec<Branch>,
}

/// A section of the site with what hangs below it.
#[derive(Serialize)]
pub struct Branch {
    title: String,
    href: String,
    detail: Option<String>,
    groups: Vec<Group>,
}

pub(super) fn view(scope: &Scope) -> SitemapView {
    let words = scope.words;
    let head = Head::new(scope, words.sitemap(), words.sitemap_summary(), Vec::new());
    let one = |items: Vec<Item>| if items.is_empty() { Vec::new() } else { vec![unnamed(items)] };
    let mut bodies = agency::bodies(scope, |_| true);
    bodies.sort_by_key(|(count, agency)| (std::cmp::Reverse(*count), agency.id.clone()));
    let all = Some(scope.count_procedures(scope.plan.entries.len()));
    let branches = [
        (words.all_procedures(), "thu-tuc/", all, Vec::new()),
        (words.life_events(), "su-kien/", None, one(life_event::events(scope).map(without_detail).collect())),
        (words.fields(), "linh-vuc/", None, field::groups(scope)),
        (
            words.agencies(),
            "co-quan/",
            None,
            one(bodies.into_iter().map(|(_, body)| agency::item(scope, body)).collect()),
        ),
        (words.levels(), "muc-do/", None, one(level_lines(scope))),
        (words.legal(), "can-cu/", None, Vec::new()),
        (words.forms(), "bieu-mau/", None, one(form::items(scope))),
        (words.guides(), "huong-dan/", None, one(guide::guides(scope).map(without_detail).collect())),
        (words.search(), "tim/", None, Vec::new()),
        (words.open_data(), "du-lieu/", None, Vec::new()),
    ];
    let exists = |address: &str| scope.plan.pages.iter().any(|page| page.section() == address);
    let branches = branches
        .into_iter()
        .filter(|(_, address, ..)| exists(address))
        .map(|(title, address, detail, groups)| Branch {
            title: title.to_owned(),
            href: scope.links.to(address),
            detail,
            groups,
        })
        .collect();
    SitemapView {
        head,
        title: words.sitemap().to_owned(),
        summary: words.sitemap_summary().to_owned(),
        branches,
    }
}

fn level_lines(scope: &Scope) -> Vec<Item> {
    let list = level::index(scope);
    list.groups.into_iter().take(2).flat_map(|group| group.items).map(without_detail).collect()
}

fn without_detail(item: Item) -> Item {
    Item { detail: None, ..item }
}

fn unnamed(items: Vec<Item>) -> Group {
    Group { name: None, ..Group::new("", "", items) }
}
