use content::text;

use super::list::letter_id;
use super::{Group, Head, Item, ListView, Scope, fill};

/// Every procedure from A to Z.
pub(super) fn view(scope: &Scope) -> ListView {
    let words = scope.words;
    let plan = scope.plan;
    let count = scope.count_procedures(plan.entries.len());
    let summary = fill(words.all_procedures_summary(), &[("count", &count)]);
    let head = Head::new(scope, words.all_procedures(), &summary, Vec::new());
    let mut letters: Vec<(String, Vec<Item>)> = Vec::new();
    for entry in &plan.entries {
        let letter = text::initial(&entry.title);
        let field = plan.catalogue.fields.get(&entry.procedure.field).map(|field| field.name.clone());
        let item = scope.item(entry, field);
        match letters.last_mut().filter(|(last, _)| *last == letter) {
            Some((_, items)) => items.push(item),
            None => letters.push((letter, vec![item])),
        }
    }
    let groups = letters
        .into_iter()
        .map(|(letter, items)| Group::new(letter_id(&letter), letter, items).with_jumps(first_word));
    let mut list =
        ListView::new("procedure-index", words.all_procedures(), head).with_groups(groups.collect());
    list.summary = Some(summary);
    list
}

fn first_word(title: &str) -> String {
    let word =
        title.split_whitespace().next().unwrap_or_default().trim_matches([',', '.', '“', '”', '"', ':']);
    super::sentence(&word.to_lowercase())
}
