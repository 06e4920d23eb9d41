use content::{MostUsed, text};
use serde::Serialize;

use super::{Group, Head, Item, Scope, agency, clipped, field, fill, guide, life_event, linked_data};

/// The first page.
#[derive(Serialize)]
pub struct HomeView<'a> {
    /// For the frame.
    #[serde(skip_serializing)]
    pub head: Head,
    /// `<h1>`.
    pub title: &'a str,
    /// One sentence under it.
    pub summary: String,
    /// Link to the search page.
    pub search: String,
    /// Link to where dossiers are sent.
    pub submit: String,
    /// Link to where a dossier is followed.
    pub track: String,
    /// Whether an authority publishes the site.
    pub official: bool,
    /// What the site says about that.
    pub notice: &'a str,
    /// What changed in the units.
    pub units_note: Option<&'a str>,
    /// The national portal.
    pub national_portal: &'a str,
    /// Life events.
    pub events: Vec<Item>,
    /// Link to all of them.
    pub all_events: String,
    /// What most people use.
    pub most_used: Vec<Item>,
    /// Link to the list from A to Z.
    pub all_procedures: String,
    /// Groups of fields with their fields.
    pub field_groups: Vec<Group>,
    /// Link to all fields.
    pub all_fields: String,
    /// Bodies with most procedures.
    pub agencies: Vec<Item>,
    /// Link to all agencies.
    pub all_agencies: String,
    /// Guides.
    pub guides: Vec<Item>,
}

/// How many bodies home shows.
const AGENCIES: usize = 12;
/// How many life events home shows, those that people need most.
const EVENTS: usize = 20;
/// How much of a name a short list shows.
const NAME_LENGTH: usize = 110;

pub(super) fn view<'a>(scope: &Scope<'a>) -> HomeView<'a> {
    let words = scope.words;
    let plan = scope.plan;
    let site = &plan.catalogue.site;
    let count = text::number(plan.entries.len() as u64);
    let summary = fill(words.home_summary(), &[("n", &count), ("place", &site.place)]);
    let mut head = Head::new(scope, words.home(), &summary, Vec::new());
    head.title = format!("{} – {}", site.name, site.place);
    head.crumbs.clear();
    head.linked_data = linked_data::site(scope);
    let mut bodies = agency::bodies(scope, |_| true);
    bodies.sort_by_key(|(count, agency)| (std::cmp::Reverse(*count), agency.id.clone()));
    let mut field_groups = field::groups(scope);
    for group in &mut field_groups {
        let procedures = plan.catalogue.fields.values().filter(|field| field.group == group.id);
        group.count = procedures.map(|field| plan.in_field(&field.id).len()).sum();
    }
    HomeView {
        head,
        title: words.home_title(),
        summary,
        search: scope.links.to("tim/"),
        submit: scope.links.to("nop/"),
        track: scope.links.to("tra-cuu/"),
        official: site.official,
        notice: &site.notice,
        units_note: site.units_note.as_deref(),
        national_portal: &site.national_portal,
        events: life_event::events(scope).take(EVENTS).collect(),
        all_events: scope.links.to("su-kien/"),
        most_used: site
            .most_used
            .iter()
            .filter_map(|used| Some((plan.entry(&used.code)?, used)))
            .map(|(entry, used)| Item { title: everyday(used, &entry.title), ..scope.item(entry, None) })
            .collect(),
        all_procedures: scope.links.to("thu-tuc/"),
        field_groups,
        all_fields: scope.links.to("linh-vuc/"),
        agencies: bodies.into_iter().take(AGENCIES).map(|(_, body)| agency::item(scope, body)).collect(),
        all_agencies: scope.links.to("co-quan/"),
        guides: guide::guides(scope).collect(),
    }
}

/// What a short list calls a procedure that many need: what people say, or its legal name in short. The whole name stands on
/// its page.
pub(super) fn everyday(used: &MostUsed, title: &str) -> String {
    used.everyday.clone().unwrap_or_else(|| clipped(title, NAME_LENGTH).into_owned())
}
