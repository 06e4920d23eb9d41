use content::{LegalText, text};

use super::{Fact, Group, Head, Item, ListView, Scope, clipped, fill};

/// A legal text, and the procedures that rest on it.
pub(super) fn view(scope: &Scope, legal: &LegalText) -> ListView {
    let words = scope.words;
    let places = scope.plan.resting_on(&legal.number);
    let count = scope.count_procedures(places.len());
    let description = fill(words.legal_description(), &[("number", &legal.number), ("count", &count)]);
    let head =
        Head::new(scope, &legal.number, &description, vec![scope.crumb(words.menu_legal(), "can-cu/")]);
    let groups = scope.by_field(places, |_, entry| Some(entry.nearest_level().name().to_owned()));
    let mut list = ListView::new("legal-text", &legal.number, head).with_groups(groups);
    list.summary = Some(legal.title.clone().unwrap_or_else(|| words.legal_untitled().to_owned()));
    list.facts = facts(scope, legal);
    if places.is_empty() {
        list.empty = Some(words.legal_without_procedures().to_owned());
    } else {
        list.count = count;
    }
    list
}

fn facts(scope: &Scope, legal: &LegalText) -> Vec<Fact> {
    let words = scope.words;
    let successor = legal.repealed_by.as_ref().map(|number| match scope.plan.catalogue.legal.get(number) {
        Some(filed) => {
            Fact::linked(words.legal_repealed(), number, scope.links.to(&legal_address(&filed.value)))
        }
        None => Fact::new(words.legal_repealed(), number),
    });
    [
        legal.date.map(|day| Fact::new(words.legal_date(), day.vietnamese())),
        legal.in_force.map(|day| Fact::new(words.legal_in_force(), day.vietnamese())),
        successor,
        legal.seen.as_ref().map(|seen| Fact::new(words.legal_seen(), super::source_name(words, seen))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Every legal text: those on which most rests first, then by year.
pub(super) fn index(scope: &Scope) -> ListView {
    let words = scope.words;
    let mut texts: Vec<(usize, &LegalText)> = scope
        .plan
        .catalogue
        .legal
        .values()
        .map(|filed| (scope.plan.resting_on(&filed.value.number).len(), &filed.value))
        .collect();
    let summary = fill(words.legal_summary(), &[("n", &text::number(texts.len() as u64))]);
    let head = Head::new(scope, words.legal(), &summary, Vec::new());
    texts.sort_by(|left, right| right.0.cmp(&left.0).then_with(|| left.1.number.cmp(&right.1.number)));
    let most: Vec<Item> =
        texts.iter().take(MOST).filter(|(count, _)| *count > 1).map(|text| line(scope, text)).collect();
    let mut years: Vec<(Option<u16>, Vec<Item>)> = Vec::new();
    texts.sort_by(|left, right| {
        year(right.1).cmp(&year(left.1)).then_with(|| left.1.number.cmp(&right.1.number))
    });
    for text in &texts {
        let year = year(text.1);
        match years.last_mut().filter(|(last, _)| *last == year) {
            Some((_, items)) => items.push(line(scope, text)),
            None => years.push((year, vec![line(scope, text)])),
        }
    }
    let mut groups = Vec::new();
    if !most.is_empty() && texts.len() > MOST {
        groups.push(Group::new("nhieu-nhat", words.legal_most(), most));
    }
    groups.extend(years.into_iter().map(|(year, items)| match year {
        Some(year) => Group::new(format!("nam-{year}"), year.to_string(), items),
        None => Group::new("khac", words.legal_other_years(), items),
    }));
    let mut list = ListView::new("legal-index", words.legal(), head).with_groups(groups);
    list.summary = Some(summary);
    list
}

/// How many of the most cited texts stand first.
const MOST: usize = 20;

fn line(scope: &Scope, (count, legal): &(usize, &LegalText)) -> Item {
    let count = scope.count_procedures(*count);
    let detail = match &legal.title {
        Some(title) => format!("{} · {count}", clipped(title, 160)),
        None => count,
    };
    let href = scope.links.to(&legal_address(legal));
    Item { id: None, href, title: legal.number.clone(), code: None, detail: Some(detail) }
}

/// The year inside a number: `60/2014/QH13`.
fn year(legal: &LegalText) -> Option<u16> {
    let plausible = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    legal.number.split(['/', '-']).skip(1).find(|part| plausible(part)).and_then(|part| part.parse().ok())
}

pub(super) fn legal_address(legal: &LegalText) -> String {
    format!("can-cu/{}/", legal.slug())
}
