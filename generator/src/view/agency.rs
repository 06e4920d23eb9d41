use content::{Agency, AgencyKind, Level, text};

use super::{Fact, Group, Head, Item, ListView, Scope, fill, sentence};
use crate::plan::Duties;

/// What an agency is, and the procedures in which it has a part.
pub(super) fn view(scope: &Scope, agency: &Agency) -> ListView {
    let words = scope.words;
    let with_duties = scope.plan.with_agency(&agency.id);
    let places: Vec<usize> = with_duties.iter().map(|(at, _)| *at).collect();
    let count = scope.count_procedures(places.len());
    let description = fill(words.agency_description(), &[("agency", &agency.name), ("count", &count)]);
    let head =
        Head::new(scope, &agency.name, &description, vec![scope.crumb(words.menu_agencies(), "co-quan/")]);
    let groups = scope.by_field(&places, |at, _| {
        let found = with_duties.binary_search_by_key(&at, |(at, _)| *at).ok()?;
        Some(scope.duties(with_duties[found].1))
    });
    let mut list = ListView::new("agency", &agency.name, head).with_groups(groups);
    list.facts = facts(scope, agency);
    list.groups.extend(units_below(scope, agency));
    if places.is_empty() {
        list.empty = Some(words.agency_without_procedures().to_owned());
        if agency.kind == AgencyKind::Unit {
            list.note.clone_from(&scope.plan.catalogue.site.units_note);
        }
    } else {
        list.count = count;
    }
    list
}

fn facts(scope: &Scope, agency: &Agency) -> Vec<Fact> {
    let words = scope.words;
    let named = |label: &str, id: &Option<String>| {
        let other = id.as_ref().and_then(|id| scope.plan.catalogue.agencies.get(id))?;
        Some(Fact::linked(label, &other.name, scope.links.to(&format!("co-quan/{}/", other.id))))
    };
    let stated = |label: &str, value: &Option<String>| value.as_ref().map(|value| Fact::new(label, value));
    let valid = agency.valid.as_ref();
    let is_listed = !bodies(scope, |body| body.level == agency.level).is_empty();
    let list = is_listed.then(|| scope.links.to_part("co-quan/", &text::slug(agency.level.name())));
    [
        Some(Fact { label: words.tier().to_owned(), value: agency.level.name().to_owned(), href: list }),
        named(words.agency_parent(), &agency.parent),
        valid.and_then(|valid| valid.from).map(|day| Fact::new(words.agency_from(), day.vietnamese())),
        valid.and_then(|valid| valid.to).map(|day| Fact::new(words.agency_to(), day.vietnamese())),
        named(words.agency_successor(), &agency.successor),
        stated(words.address(), &agency.address),
        stated(words.hours(), &agency.hours),
        stated(words.phone(), &agency.phone),
        stated(words.agency_code(), &agency.code),
        stated(words.agency_stat_code(), &agency.stat_code),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The units of a province or district.
fn units_below(scope: &Scope, agency: &Agency) -> Option<Group> {
    let mut units: Vec<&Agency> = scope
        .plan
        .catalogue
        .agencies
        .values()
        .filter(|unit| unit.parent.as_ref() == Some(&agency.id))
        .collect();
    units.sort_by_cached_key(|unit| text::sort_key(&unit.name));
    let items: Vec<Item> = units.into_iter().map(|unit| item(scope, unit)).collect();
    (!items.is_empty())
        .then(|| Group::new("truc-thuoc", scope.words.agency_below(), items).with_jumps(text::initial))
}

/// Bodies by tier with the number of their procedures, then the provinces with their units.
pub(super) fn index(scope: &Scope) -> ListView {
    let words = scope.words;
    let head = Head::new(scope, words.agencies(), words.agencies_summary(), Vec::new());
    let mut groups = Vec::new();
    for tier in Level::ALL {
        let mut bodies = bodies(scope, |agency| agency.level == tier);
        if !bodies.is_empty() {
            bodies.sort_by_cached_key(|(_, agency)| text::sort_key(&agency.name));
            let items = bodies.into_iter().map(|(_, agency)| item(scope, agency)).collect();
            groups.push(Group::new(text::slug(tier.name()), tier.name(), items));
        }
    }
    let mut provinces: Vec<&Agency> = scope
        .plan
        .catalogue
        .agencies
        .values()
        .filter(|agency| agency.kind == AgencyKind::Unit && agency.parent.is_none())
        .collect();
    provinces.sort_by_key(|unit| std::cmp::Reverse(unit.valid.as_ref().and_then(|valid| valid.from)));
    if !provinces.is_empty() {
        let items = provinces.into_iter().map(|unit| item(scope, unit)).collect();
        let mut units = Group::new("don-vi", words.units(), items);
        units.note.clone_from(&scope.plan.catalogue.site.units_note);
        groups.push(units);
    }
    let mut list = ListView::new("agency-index", words.agencies(), head).with_groups(groups);
    list.summary = Some(words.agencies_summary().to_owned());
    list
}

/// Bodies that have a part in some procedure, with the number of procedures.
pub(super) fn bodies<'s>(scope: &'s Scope, chosen: impl Fn(&Agency) -> bool) -> Vec<(usize, &'s Agency)> {
    let agencies = scope.plan.catalogue.agencies.values();
    agencies
        .filter(|agency| agency.kind == AgencyKind::Role && chosen(agency))
        .map(|agency| (scope.plan.with_agency(&agency.id).len(), agency))
        .filter(|(count, _)| *count > 0)
        .collect()
}

pub(super) fn item(scope: &Scope, agency: &Agency) -> Item {
    let count = scope.plan.with_agency(&agency.id).len();
    let ended = agency.valid.as_ref().and_then(|valid| valid.to).filter(|to| *to < scope.as_of());
    let detail = match ended {
        Some(to) => Some(fill(scope.words.until(), &[("day", &to.vietnamese())])),
        None => (count > 0).then(|| scope.count_procedures(count)),
    };
    Item {
        id: None,
        href: scope.links.to(&format!("co-quan/{}/", agency.id)),
        title: agency.name.clone(),
        code: None,
        detail,
    }
}

impl Scope<'_> {
    /// "Nhận hồ sơ, quyết định".
    fn duties(&self, duties: Duties) -> String {
        let words = self.words;
        let named: Vec<&str> = [
            (duties.receives, words.duty_receives()),
            (duties.executes, words.duty_executes()),
            (duties.decides, words.duty_decides()),
            (duties.coordinates, words.duty_coordinates()),
            (duties.delegated, words.duty_delegated()),
        ]
        .into_iter()
        .filter_map(|(does, word)| does.then_some(word))
        .collect();
        sentence(&named.join(", "))
    }
}
