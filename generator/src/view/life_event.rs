use content::{LifeEvent, text};

use super::{Group, Head, Item, ListView, Scope, clipped};

/// The procedures of a life event: those that most people use first.
pub(super) fn view(scope: &Scope, event: &LifeEvent) -> ListView {
    let plan = scope.plan;
    let description = event.summary.as_deref().unwrap_or(&event.name);
    let crumbs = vec![scope.crumb(scope.words.menu_life_events(), "su-kien/")];
    let head = Head::new(scope, &event.name, description, crumbs);
    let most_used = &plan.catalogue.site.most_used;
    let rank = |at: &&usize| {
        let code = &plan.entries[**at].procedure.code;
        most_used.iter().position(|used| used.code == *code).unwrap_or(most_used.len())
    };
    let mut places: Vec<&usize> = plan.in_life_event(&event.id).iter().collect();
    places.sort_by_key(rank);
    let items: Vec<Item> = places
        .into_iter()
        .map(|at| &plan.entries[*at])
        .map(|entry| {
            let summary =
                entry.procedure.summary.as_deref().map(|summary| clipped(summary, 200).into_owned());
            scope.item(entry, summary.or_else(|| Some(entry.nearest_level().name().to_owned())))
        })
        .collect();
    let mut list = ListView::new("life-event", &event.name, head);
    list.summary.clone_from(&event.summary);
    list.count = scope.count_procedures(items.len());
    list.with_groups(vec![Group::new("thu-tuc", &event.name, items)])
}

/// All life events.
pub(super) fn index(scope: &Scope) -> ListView {
    let words = scope.words;
    let head = Head::new(scope, words.life_events(), words.life_events_summary(), Vec::new());
    let items: Vec<Item> = events(scope).collect();
    let mut list = ListView::new("life-event-index", words.life_events(), head);
    list.summary = Some(words.life_events_summary().to_owned());
    list.count = super::fill(words.n_life_events(), &[("n", &text::number(items.len() as u64))]);
    list.with_groups(vec![Group::new("su-kien", words.life_events(), items)])
}

/// A line for each life event that has procedures, in the order of the content.
pub(super) fn events(scope: &Scope) -> impl Iterator<Item = Item> {
    scope.plan.catalogue.life_events.iter().filter_map(|event| {
        let count = scope.plan.in_life_event(&event.id).len();
        (count > 0).then(|| Item {
            id: None,
            href: scope.links.to(&format!("su-kien/{}/", event.id)),
            title: event.name.clone(),
            code: None,
            detail: Some(event.summary.clone().unwrap_or_else(|| scope.count_procedures(count))),
        })
    })
}
