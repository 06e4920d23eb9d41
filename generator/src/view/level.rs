use content::{Level, OnlineMode, Part, text};

use super::{Fact, Group, Head, Item, ListView, Scope, fill};
use crate::plan::Shelf;

/// The procedures at a level or in a mode, by field.
pub(super) fn view(scope: &Scope, shelf: Shelf) -> ListView {
    let words = scope.words;
    let (name, meaning) = scope.shelf(shelf);
    let places = scope.plan.on_shelf(shelf);
    let head = Head::new(scope, &name, meaning, vec![scope.crumb(words.menu_levels(), "muc-do/")]);
    let groups = scope.by_field(places, |_, entry| match shelf {
        Shelf::BelowLevel1 => {
            let missing: Vec<&str> = entry.offer.missing.iter().map(|part| part.name()).collect();
            Some(fill(words.lacks(), &[("parts", &missing.join(", "))]))
        }
        _ => Some(entry.nearest_level().name().to_owned()),
    });
    let mut list = ListView::new("level", &name, head).with_groups(groups);
    list.summary = Some(meaning.to_owned());
    if places.is_empty() {
        list.empty = Some(words.shelf_empty().to_owned());
    } else {
        list.count = scope.count_procedures(places.len());
    }
    if shelf == Shelf::BelowLevel1 {
        list.facts = missing_parts(scope, places);
    }
    list
}

/// How often each part is what a procedure lacks.
fn missing_parts(scope: &Scope, places: &[usize]) -> Vec<Fact> {
    Part::ALL
        .into_iter()
        .filter_map(|part| {
            let count = scope.entries(places).filter(|entry| entry.offer.missing.contains(&part)).count();
            let label = fill(scope.words.lacks(), &[("parts", part.name())]);
            (count > 0).then(|| Fact::new(&label, scope.count_procedures(count)))
        })
        .collect()
}

/// What levels and modes there are, with how many procedures stand in each.
pub(super) fn index(scope: &Scope) -> ListView {
    let words = scope.words;
    let head = Head::new(scope, words.levels(), words.levels_summary(), Vec::new());
    let lines = |levels: bool| {
        let shelves = Shelf::ALL.into_iter().filter(|shelf| shelf.is_level() == levels);
        shelves.map(|shelf| line(scope, shelf)).collect::<Vec<Item>>()
    };
    let mut offered = Group::new("muc", words.levels_offered(), lines(true));
    offered.note = Some(words.levels_offered_note().to_owned());
    let mut modes = Group::new("truc-tuyen", words.levels_modes(), lines(false));
    modes.note = Some(words.levels_modes_note().to_owned());
    let mut groups = vec![offered, modes];
    if !scope.plan.by_agency.is_empty() {
        groups.push(Group::new("cap", words.tiers(), tiers(scope)));
    }
    let mut list = ListView::new("level-index", words.levels(), head).with_groups(groups);
    list.summary = Some(words.levels_summary().to_owned());
    list
}

fn line(scope: &Scope, shelf: Shelf) -> Item {
    let (title, meaning) = scope.shelf(shelf);
    let count = scope.count_procedures(scope.plan.on_shelf(shelf).len());
    Item {
        id: None,
        href: scope.links.to(&shelf.address()),
        title,
        code: None,
        detail: Some(format!("{count}. {meaning}")),
    }
}

/// The tiers of government, each leading to its agencies.
fn tiers(scope: &Scope) -> Vec<Item> {
    Level::ALL
        .into_iter()
        .filter_map(|tier| {
            let count =
                scope.plan.entries.iter().filter(|entry| entry.procedure.levels.contains(&tier)).count();
            let has_bodies = !super::agency::bodies(scope, |agency| agency.level == tier).is_empty();
            (count > 0 && has_bodies).then(|| Item {
                id: None,
                href: scope.links.to_part("co-quan/", &text::slug(tier.name())),
                title: tier.name().to_owned(),
                code: None,
                detail: Some(scope.count_procedures(count)),
            })
        })
        .collect()
}

impl Scope<'_> {
    /// Name and meaning of a shelf.
    pub(super) fn shelf(&self, shelf: Shelf) -> (String, &str) {
        let words = self.words;
        match shelf {
            Shelf::Level(level) => {
                let meaning = match level {
                    1 => words.level_1_meaning(),
                    2 => words.level_2_meaning(),
                    3 => words.level_3_meaning(),
                    _ => words.level_4_meaning(),
                };
                (fill(words.level_n(), &[("n", &level.to_string())]), meaning)
            }
            Shelf::BelowLevel1 => (words.level_below().to_owned(), words.level_below_meaning()),
            Shelf::Mode(mode) => {
                let meaning = match mode {
                    OnlineMode::Full => words.mode_full_meaning(),
                    OnlineMode::Partial => words.mode_partial_meaning(),
                    OnlineMode::None => words.mode_none_meaning(),
                };
                (mode.name().to_owned(), meaning)
            }
            Shelf::ModeUnknown => (words.mode_unknown().to_owned(), words.mode_unknown_meaning()),
        }
    }
}
