use content::Contact;
use serde::Serialize;

use super::Scope;
use crate::plan::Page;

/// What the header and the footer see: the same for every page of one depth and section.
#[derive(Serialize)]
pub struct FrameView<'a> {
    /// Name of the site.
    pub name: &'a str,
    /// The place it speaks for.
    pub place: &'a str,
    /// Whether an authority publishes it.
    pub official: bool,
    /// What it says about that.
    pub notice: &'a str,
    /// The national portal.
    pub national_portal: &'a str,
    /// Its address without "https://".
    pub national_portal_name: &'a str,
    /// Who answers for it.
    pub contact: Option<&'a Contact>,
    /// The day on which it speaks.
    pub as_of: String,
    /// Link home.
    pub home: String,
    /// Link to the search page.
    pub search: String,
    /// Whether the header has a search box; some pages have one of their own.
    pub search_box: bool,
    /// Link to the folder of the theme's files, with a slash at its end.
    pub theme: String,
    /// Version of the theme's files, for their addresses.
    pub version: String,
    /// Whether pages wait for news of a rebuild.
    pub reload: bool,
    /// The menu of the header.
    pub menu: Vec<MenuEntry<'a>>,
    /// What only the footer lists.
    pub more: Vec<MenuEntry<'a>>,
}

/// A link of the menu.
#[derive(Serialize)]
pub struct MenuEntry<'a> {
    name: &'a str,
    href: String,
    current: bool,
}

impl<'a> FrameView<'a> {
    /// The frame of `page`. `version` is that of the theme's files.
    pub fn new(scope: &Scope<'a>, page: &Page, version: &str) -> Self {
        let site = &scope.plan.catalogue.site;
        let words = scope.words;
        let has = |address: &str| scope.plan.pages.iter().any(|page| page.section() == address);
        let entries = |list: &[(&'a str, &'static str)]| {
            list.iter()
                .filter(|(_, address)| has(address))
                .map(|(name, address)| MenuEntry {
                    name,
                    href: scope.links.to(address),
                    current: page.section() == *address,
                })
                .collect()
        };
        FrameView {
            name: &site.name,
            place: &site.place,
            official: site.official,
            notice: &site.notice,
            national_portal: &site.national_portal,
            national_portal_name: bare(&site.national_portal),
            contact: site.contact.as_ref(),
            as_of: site.as_of.vietnamese(),
            home: scope.links.to(""),
            search: scope.links.to("tim/"),
            search_box: !matches!(page, Page::Home | Page::Search | Page::SubmitIndex | Page::NotFound),
            theme: format!("{}giao-dien/", scope.links.root()),
            version: version.to_owned(),
            reload: scope.plan.options.reload,
            menu: entries(&[
                (words.menu_procedures(), "thu-tuc/"),
                (words.menu_life_events(), "su-kien/"),
                (words.menu_fields(), "linh-vuc/"),
                (words.menu_agencies(), "co-quan/"),
                (words.menu_forms(), "bieu-mau/"),
                (words.menu_guides(), "huong-dan/"),
                (words.menu_submit(), "nop/"),
                (words.menu_track(), "tra-cuu/"),
            ]),
            more: entries(&[
                (words.menu_levels(), "muc-do/"),
                (words.menu_legal(), "can-cu/"),
                (words.menu_sitemap(), "so-do/"),
                (words.menu_data(), "du-lieu/"),
            ]),
        }
    }
}

/// An address as people say it.
pub(super) fn bare(url: &str) -> &str {
    url.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/')
}
