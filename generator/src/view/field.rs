use content::{Field, text};

use super::{Crumb, Group, Head, Item, ListView, Scope, fill};

/// The procedures of a field, by tier.
pub(super) fn view(scope: &Scope, field: &Field) -> ListView {
    let words = scope.words;
    let places = scope.plan.in_field(&field.id);
    let count = scope.count_procedures(places.len());
    let description = fill(words.field_description(), &[("field", &field.name), ("count", &count)]);
    let description =
        field.summary.as_ref().map_or(description.clone(), |summary| format!("{description} {summary}"));
    let mut crumbs = vec![scope.crumb(words.menu_fields(), "linh-vuc/")];
    if let Some(group) = scope.plan.catalogue.field_groups.iter().find(|group| group.id == field.group) {
        crumbs.push(Crumb { name: group.name.clone(), href: scope.links.to_part("linh-vuc/", &group.id) });
    }
    let head = Head::new(scope, &field.name, &description, crumbs);
    let mut list = ListView::new("field", &field.name, head).with_groups(scope.by_tier(places));
    list.summary.clone_from(&field.summary);
    list.count = count;
    list
}

/// All fields that have procedures, by group.
pub(super) fn index(scope: &Scope) -> ListView {
    let words = scope.words;
    let head = Head::new(scope, words.fields(), words.fields_summary(), Vec::new());
    let groups = groups(scope);
    let count: usize = groups.iter().map(|group| group.count).sum();
    let mut list = ListView::new("field-index", words.fields(), head).with_groups(groups);
    list.summary = Some(words.fields_summary().to_owned());
    list.count = fill(words.n_fields(), &[("n", &text::number(count as u64))]);
    list
}

/// The groups of fields in their order, each with its fields by name.
pub(super) fn groups(scope: &Scope) -> Vec<Group> {
    let catalogue = scope.plan.catalogue;
    let group_of = |id: &str, name: &str| {
        let fields = scope.plan.fields.iter().filter(|field| field.group == id);
        let items = fields.map(|field| Item {
            id: None,
            href: scope.links.to(&format!("linh-vuc/{}/", field.id)),
            title: field.name.clone(),
            code: None,
            detail: Some(scope.count_procedures(scope.plan.in_field(&field.id).len())),
        });
        Group::new(id, name, items.collect())
    };
    catalogue
        .field_groups
        .iter()
        .map(|group| group_of(&group.id, &group.name))
        .filter(|group| !group.items.is_empty())
        .collect()
}
