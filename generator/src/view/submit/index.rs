use content::{MostUsed, text};
use serde::Serialize;

use super::super::{Head, Item, Scope, field, fill, home};
use super::{StateView, function, state};
use crate::plan::submit_address;

/// `/nop/`: what can be sent from here, and how.
#[derive(Serialize)]
pub struct SubmitIndexView<'a> {
    /// For the frame.
    #[serde(skip_serializing)]
    pub head: Head,
    /// Who takes it.
    pub state: StateView<'a>,
    /// "Nộp được 1.855 thủ tục".
    pub count: String,
    /// Link to the search page.
    pub search: String,
    /// What most people use: pages for sending, or of the procedure where nothing is sent.
    pub most_used: Vec<Item>,
    /// Groups of fields.
    pub fields: Vec<Item>,
    /// Link to the forms, where the site has some.
    pub forms: Option<String>,
    /// Link to the page that says where a dossier stands.
    pub track: String,
}

/// `/tra-cuu/`: where a dossier stands.
#[derive(Serialize)]
pub struct TrackView<'a> {
    /// For the frame.
    #[serde(skip_serializing)]
    pub head: Head,
    /// Who takes dossiers.
    pub state: StateView<'a>,
    /// Where the code is asked for; none where no function is known.
    pub action: Option<String>,
}

pub(in crate::view) fn index<'a>(scope: &Scope<'a>) -> SubmitIndexView<'a> {
    let (plan, words) = (scope.plan, scope.words);
    let head = Head::new(scope, words.menu_submit(), words.submit_summary(), Vec::new());
    let state = state(scope);
    let line = |used: &MostUsed| {
        let entry = plan.entry(&used.code)?;
        let address = if state.off { entry.address.clone() } else { submit_address(entry.procedure) };
        let title = home::everyday(used, &entry.title);
        Some(Item { id: None, href: scope.links.to(&address), title, code: None, detail: None })
    };
    SubmitIndexView {
        head,
        count: fill(words.submit_count(), &[("n", &text::number(plan.entries.len() as u64))]),
        search: scope.links.to("tim/"),
        most_used: plan.catalogue.site.most_used.iter().filter_map(line).collect(),
        fields: field::groups(scope)
            .into_iter()
            .filter_map(|group| {
                let href = scope.links.to_part("linh-vuc/", &group.id);
                Some(Item { id: None, href, title: group.name?, code: None, detail: None })
            })
            .collect(),
        forms: plan
            .pages
            .iter()
            .any(|page| page.section() == "bieu-mau/")
            .then(|| scope.links.to("bieu-mau/")),
        track: scope.links.to("tra-cuu/"),
        state,
    }
}

pub(in crate::view) fn track<'a>(scope: &Scope<'a>) -> TrackView<'a> {
    let words = scope.words;
    let head = Head::new(scope, words.menu_track(), words.track_summary(), Vec::new());
    TrackView { head, state: state(scope), action: function(scope, "dossiers") }
}
