use content::{Level, text};
use serde::Serialize;

use super::{Head, Scope, clipped, fill};
use crate::plan::Entry;

/// A page that is a list: of procedures, or of lists.
#[derive(Serialize)]
pub struct ListView {
    /// For the frame.
    #[serde(skip_serializing)]
    pub head: Head,
    /// Kind of page.
    #[serde(skip_serializing)]
    pub kind: &'static str,
    /// `<h1>`.
    pub title: String,
    /// One sentence under it.
    pub summary: Option<String>,
    /// What is known of the thing whose list it is.
    pub facts: Vec<Fact>,
    /// A remark above the list.
    pub note: Option<String>,
    /// How much there is, in words.
    pub count: String,
    /// What the list says when it is empty.
    pub empty: Option<String>,
    /// Whether links to the groups stand above them.
    pub has_contents: bool,
    /// Whether those links are so many that they are folded.
    pub has_many_parts: bool,
    /// The list.
    pub groups: Vec<Group>,
}

/// A label and what it stands for.
#[derive(Serialize)]
pub struct Fact {
    /// Label.
    pub label: String,
    /// Value.
    pub value: String,
    /// Link of the value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
}

/// A part of a list.
#[derive(Serialize)]
pub struct Group {
    /// Anchor.
    pub id: String,
    /// Heading; none when the list has one part only.
    pub name: Option<String>,
    /// Link of the heading.
    pub href: Option<String>,
    /// A remark under it.
    pub note: Option<String>,
    /// Number of items.
    pub count: usize,
    /// Links into a long part.
    pub jumps: Vec<Jump>,
    /// The items.
    pub items: Vec<Item>,
}

/// A link into a long part of a list.
#[derive(Serialize)]
pub struct Jump {
    /// What it leads to.
    pub label: String,
    /// Anchor.
    pub id: String,
    /// How many items begin so.
    pub count: usize,
}

/// A line of a list.
#[derive(Serialize)]
pub struct Item {
    /// Anchor, where a jump leads here.
    pub id: Option<String>,
    /// Link.
    pub href: String,
    /// Name.
    pub title: String,
    /// Code, when it is a procedure.
    pub code: Option<String>,
    /// What tells it from its neighbours.
    pub detail: Option<String>,
}

/// What `index.json` says of a list: the things listed, without what only arranges them.
#[derive(Serialize)]
pub(crate) struct ListFacts<'a> {
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "<[Fact]>::is_empty")]
    facts: &'a [Fact],
    groups: Vec<GroupFacts<'a>>,
}

#[derive(Serialize)]
struct GroupFacts<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    count: usize,
    items: Vec<ItemFacts<'a>>,
}

#[derive(Serialize)]
struct ItemFacts<'a> {
    href: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
}

/// From how many items on a part is long.
const LONG: usize = 30;
/// From how many letters on the names of parts fill a phone's screen.
const MANY_PARTS: usize = 300;
/// How much of a name a list shows.
const NAME_LENGTH: usize = 220;

impl ListView {
    /// A list without items yet.
    pub fn new(kind: &'static str, title: &str, head: Head) -> Self {
        ListView {
            head,
            kind,
            title: title.to_owned(),
            summary: None,
            facts: Vec::new(),
            note: None,
            count: String::new(),
            empty: None,
            has_contents: false,
            has_many_parts: false,
            groups: Vec::new(),
        }
    }

    pub(crate) fn facts(&self) -> ListFacts<'_> {
        let groups = self.groups.iter().map(|group| GroupFacts {
            id: &group.id,
            name: group.name.as_deref(),
            count: group.count,
            items: group.items.iter().map(Item::facts).collect(),
        });
        ListFacts {
            title: &self.title,
            summary: self.summary.as_deref(),
            facts: &self.facts,
            groups: groups.collect(),
        }
    }

    /// The list with `groups`; one group alone loses its heading.
    pub fn with_groups(mut self, mut groups: Vec<Group>) -> Self {
        if let [only] = groups.as_mut_slice()
            && only.href.is_none()
        {
            only.name = None;
        }
        self.has_contents = groups.len() > 2
            || groups.len() > 1 && groups.iter().map(|group| group.count).sum::<usize>() > LONG;
        let names = groups.iter().filter_map(|group| group.name.as_ref());
        self.has_many_parts = names.map(|name| name.chars().count()).sum::<usize>() > MANY_PARTS;
        self.groups = groups;
        self
    }
}

impl Item {
    fn facts(&self) -> ItemFacts<'_> {
        ItemFacts {
            href: &self.href,
            title: &self.title,
            code: self.code.as_deref(),
            detail: self.detail.as_deref(),
        }
    }
}

impl Group {
    /// A part with `items`.
    pub fn new(id: impl Into<String>, name: impl Into<String>, items: Vec<Item>) -> Self {
        Group {
            id: id.into(),
            name: Some(name.into()),
            href: None,
            note: None,
            count: items.len(),
            jumps: Vec::new(),
            items,
        }
    }

    /// The part with jumps to where `key` of a title changes, if it is long and that helps.
    pub fn with_jumps(mut self, key: impl Fn(&str) -> String) -> Self {
        if self.items.len() <= LONG {
            return self;
        }
        let mut jumps: Vec<Jump> = Vec::new();
        for item in &mut self.items {
            let label = key(&item.title);
            match jumps.last_mut().filter(|jump| jump.label == label) {
                Some(jump) => jump.count += 1,
                None => {
                    let id = format!("{}-{}", self.id, jumps.len() + 1);
                    item.id = Some(id.clone());
                    jumps.push(Jump { label, id, count: 1 });
                }
            }
        }
        // A jump past nearly everything helps nobody.
        let largest = jumps.iter().map(|jump| jump.count).max().unwrap_or_default();
        if largest * 10 <= self.items.len() * 7 {
            self.jumps = jumps;
        } else {
            self.items.iter_mut().for_each(|item| item.id = None);
        }
        self
    }
}

/// The anchor of a letter, as typed in Telex: ă is "aw", đ is "dd".
pub(super) fn letter_id(letter: &str) -> String {
    match letter {
        "Ă" => "aw".into(),
        "Â" => "aa".into(),
        "Đ" => "dd".into(),
        "Ê" => "ee".into(),
        "Ô" => "oo".into(),
        "Ơ" => "ow".into(),
        "Ư" => "uw".into(),
        "#" => "so".into(),
        other => other.to_lowercase(),
    }
}

impl Scope<'_> {
    pub(super) fn entries<'s>(&'s self, places: &'s [usize]) -> impl Iterator<Item = &'s Entry<'s>> {
        places.iter().map(|at| &self.plan.entries[*at])
    }

    /// The line of a procedure.
    pub(super) fn item(&self, entry: &Entry, detail: Option<String>) -> Item {
        Item {
            id: None,
            href: self.links.to(&entry.address),
            title: clipped(&entry.title, NAME_LENGTH).into_owned(),
            code: Some(entry.procedure.code.to_string()),
            detail,
        }
    }

    /// Procedures by the tier nearest to the citizen; each line says its level and mode.
    pub(super) fn by_tier(&self, places: &[usize]) -> Vec<Group> {
        Level::ALL
            .into_iter()
            .filter_map(|tier| {
                let items: Vec<Item> = self
                    .entries(places)
                    .filter(|entry| entry.nearest_level() == tier)
                    .map(|entry| self.item(entry, Some(self.offered(entry, tier))))
                    .collect();
                let id = text::slug(tier.name());
                (!items.is_empty()).then(|| Group::new(id, tier.name(), items).with_jumps(text::initial))
            })
            .collect()
    }

    /// Procedures by field, fields by name; `detail` is asked for each, with its place.
    pub(super) fn by_field(
        &self,
        places: &[usize],
        detail: impl Fn(usize, &Entry) -> Option<String>,
    ) -> Vec<Group> {
        let mut ranked: Vec<(usize, usize)> =
            places.iter().map(|at| (self.plan.entries[*at].field_rank, *at)).collect();
        ranked.sort_unstable();
        ranked
            .chunk_by(|left, right| left.0 == right.0)
            .filter_map(|chunk| {
                let field = self.plan.fields.get(chunk[0].0)?;
                let items = chunk.iter().map(|(_, at)| {
                    let entry = &self.plan.entries[*at];
                    self.item(entry, detail(*at, entry))
                });
                Some(Group::new(&field.id, &field.name, items.collect()).with_jumps(text::initial))
            })
            .collect()
    }

    /// "Mức 1 · Toàn trình · Cấp xã, Cấp tỉnh": what a list says of a procedure that stands under `tier`.
    fn offered(&self, entry: &Entry, tier: Level) -> String {
        let level = match entry.offer.level {
            Some(level) => fill(self.words.level_n(), &[("n", &level.to_string())]),
            None => self.words.level_below_short().to_owned(),
        };
        let mode = entry
            .procedure
            .online
            .as_ref()
            .map_or(self.words.mode_unknown_short(), |online| online.mode.name());
        let mut detail = format!("{level} · {mode}");
        for other in
            Level::ALL.into_iter().filter(|level| *level != tier && entry.procedure.levels.contains(level))
        {
            detail.push_str(" · ");
            detail.push_str(other.name());
        }
        detail
    }

    /// "142 thủ tục".
    pub(super) fn count_procedures(&self, count: usize) -> String {
        fill(self.words.n_procedures(), &[("n", &text::number(count as u64))])
    }
}

impl Fact {
    pub(super) fn new(label: &str, value: impl Into<String>) -> Self {
        Fact { label: label.to_owned(), value: value.into(), href: None }
    }

    pub(super) fn linked(label: &str, value: impl Into<String>, href: String) -> Self {
        Fact { label: label.to_owned(), value: value.into(), href: Some(href) }
    }
}
