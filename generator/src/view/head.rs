use serde::Serialize;

use super::{Scope, clipped, linked_data};

/// What stands in the `<head>` of a page, and the way to it from home.
#[derive(Serialize)]
pub struct Head {
    /// `<title>`.
    pub title: String,
    /// For lists of results and shared links, at most 200 characters.
    pub description: String,
    /// Absolute address, when the site knows its own.
    pub canonical: Option<String>,
    /// From home to the list the page stands in; the page itself is not repeated.
    pub crumbs: Vec<Crumb>,
    /// JSON-LD, safe inside `<script>`.
    pub linked_data: Option<String>,
    /// Whether an `index.json` stands beside it.
    pub has_json: bool,
    /// Whether lists of results should show it.
    pub indexed: bool,
}

/// A step on the way to a page.
#[derive(Clone, Serialize)]
pub struct Crumb {
    /// Name.
    pub name: String,
    /// Link.
    pub href: String,
}

const DESCRIPTION_LENGTH: usize = 200;
const TITLE_LENGTH: usize = 140;

impl Head {
    /// The head of a page that stands below `crumbs` (home is added).
    pub fn new(scope: &Scope, title: &str, description: &str, crumbs: Vec<Crumb>) -> Self {
        let mut head = Head::bare(scope, title, description, crumbs);
        head.linked_data = Some(linked_data::breadcrumbs(scope, &head.crumbs, title));
        head
    }

    /// The same without data for programs.
    pub fn bare(scope: &Scope, title: &str, description: &str, crumbs: Vec<Crumb>) -> Self {
        let site = &scope.plan.catalogue.site;
        let canonical = scope.plan.options.base_url.as_ref().map(|base| format!("{base}{}", scope.address));
        let home = Crumb { name: scope.words.home().to_owned(), href: scope.links.to("") };
        let crumbs = std::iter::once(home).chain(crumbs).collect();
        Head {
            title: format!("{} – {}", clipped(title, TITLE_LENGTH), site.name),
            description: clipped(description, DESCRIPTION_LENGTH).into_owned(),
            canonical,
            linked_data: None,
            crumbs,
            has_json: true,
            indexed: true,
        }
    }
}

impl Scope<'_> {
    pub(super) fn crumb(&self, name: &str, address: &str) -> Crumb {
        Crumb { name: name.to_owned(), href: self.links.to(address) }
    }
}
