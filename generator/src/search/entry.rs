//! What can be found: procedures, guides, forms, and later questions, as plain values in a fixed order.

use std::collections::BTreeMap;

use content::form::{FormRole, FormVersion};
use content::{Audience, Catalogue, Level, Procedure, text};

/// What an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A procedure.
    Procedure,
    /// A guide.
    Guide,
    /// A form.
    Form,
}

impl Kind {
    /// Its letter in the data files.
    pub fn letter(self) -> char {
        match self {
            Kind::Procedure => 'p',
            Kind::Guide => 'g',
            Kind::Form => 'b',
        }
    }

    /// The folder its pages stand in.
    pub fn folder(self) -> &'static str {
        match self {
            Kind::Procedure => "thu-tuc",
            Kind::Guide => "huong-dan",
            Kind::Form => "bieu-mau",
        }
    }
}

/// One thing that can be found.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// Code or id: the last part of its address.
    pub id: String,
    /// Title as a list shows it.
    pub title: String,
    /// Bits of the levels: 1 commune, 2 province, 4 district, 8 ministry, 16 other.
    pub levels: u8,
    /// Bits of the people it is for: 1 citizens, 2 enterprises, 4 organisations, 8 foreigners.
    pub people: u8,
    /// Whether the site names it among the most used.
    pub is_most_used: bool,
    /// Its field, a place in [`Entries::fields`].
    pub field: Option<usize>,
    /// Its agencies, places in [`Entries::agencies`].
    pub agencies: Vec<usize>,
    /// Its life events, places in [`Entries::events`].
    pub events: Vec<usize>,
    /// What people type.
    pub keywords: Vec<String>,
    /// What a reader would recognise it by: summary, titles of papers and results.
    pub text: String,
}

/// Everything that can be found, and the names that entries share.
#[derive(Clone, Debug, Default)]
pub struct Entries {
    /// The entries: procedures by field and code, then guides.
    pub list: Vec<Entry>,
    /// Names of fields.
    pub fields: Vec<String>,
    /// Names of agencies, each in full and in short.
    pub agencies: Vec<Vec<String>>,
    /// Names of life events, each with what people type.
    pub events: Vec<Vec<String>>,
}

impl Entries {
    /// What can be found in `catalogue`.
    pub fn of(catalogue: &Catalogue) -> Entries {
        let mut entries = Entries::default();
        let mut procedures: Vec<&Procedure> = catalogue.current_procedures().collect();
        procedures.sort_by(|left, right| (&left.field, &left.code).cmp(&(&right.field, &right.code)));
        let mut places = Places::default();
        for procedure in procedures {
            let entry = places.procedure(catalogue, procedure, &mut entries);
            entries.list.push(entry);
        }
        for guide in &catalogue.guides {
            entries.list.push(Entry {
                kind: Kind::Guide,
                id: guide.id.clone(),
                title: guide.head.title.clone(),
                levels: 0,
                people: 0,
                is_most_used: false,
                field: None,
                agencies: Vec::new(),
                events: Vec::new(),
                keywords: guide.head.keywords.clone(),
                text: format!("{}\n{}", guide.head.summary, guide.body),
            });
        }
        // Slips are the office's, and the general request is reached from its procedure.
        let for_people = |version: &&FormVersion| version.form.role == FormRole::Form;
        entries.list.extend(catalogue.current_forms().filter(for_people).map(form));
        entries
    }
}

fn form(version: &FormVersion) -> Entry {
    let form = &version.form;
    let number = form.number.as_ref().map(|number| format!(" ({number})")).unwrap_or_default();
    Entry {
        kind: Kind::Form,
        id: version.id.clone(),
        title: format!("{}{number}", form.title),
        levels: 0,
        people: 0,
        is_most_used: false,
        field: None,
        agencies: Vec::new(),
        events: Vec::new(),
        keywords: form.keywords.clone(),
        text: form.summary.clone().unwrap_or_default(),
    }
}

/// Where a name already stands among the shared ones.
#[derive(Default)]
struct Places<'a> {
    fields: BTreeMap<&'a str, usize>,
    agencies: BTreeMap<&'a str, usize>,
    events: BTreeMap<&'a str, usize>,
}

impl<'a> Places<'a> {
    fn procedure(
        &mut self,
        catalogue: &'a Catalogue,
        procedure: &'a Procedure,
        entries: &mut Entries,
    ) -> Entry {
        let field = catalogue.fields.get(&procedure.field).map(|field| {
            *self.fields.entry(&procedure.field).or_insert_with(|| {
                entries.fields.push(field.name.clone());
                entries.fields.len() - 1
            })
        });
        let mut agencies = Vec::new();
        for id in procedure.agencies.decides.iter().chain(procedure.agencies.executes.iter()) {
            let Some(agency) = catalogue.agencies.get(id) else { continue };
            let place = *self.agencies.entry(id).or_insert_with(|| {
                entries.agencies.push(std::iter::once(&agency.name).chain(&agency.short).cloned().collect());
                entries.agencies.len() - 1
            });
            if !agencies.contains(&place) {
                agencies.push(place);
            }
        }
        let mut events = Vec::new();
        for id in &procedure.life_events {
            let Some(event) = catalogue.life_events.iter().find(|event| &event.id == id) else { continue };
            events.push(*self.events.entry(id).or_insert_with(|| {
                entries.events.push(std::iter::once(&event.name).chain(&event.words).cloned().collect());
                entries.events.len() - 1
            }));
        }
        Entry {
            kind: Kind::Procedure,
            id: procedure.code.to_string(),
            title: text::short_title(&procedure.name),
            levels: procedure.levels.iter().fold(0, |bits, level| bits | level_bit(*level)),
            people: procedure.audience.iter().fold(0, |bits, audience| bits | people_bit(*audience)),
            is_most_used: catalogue.site.most_used.iter().any(|used| used.code == procedure.code),
            field,
            agencies,
            events,
            keywords: procedure.keywords.clone(),
            text: recognised_by(procedure),
        }
    }
}

fn recognised_by(procedure: &Procedure) -> String {
    let mut text = procedure.summary.clone().unwrap_or_default();
    let papers = procedure.cases.iter().flat_map(|case| &case.components).map(|paper| &paper.name);
    for name in procedure.results.iter().map(|result| &result.name).chain(papers) {
        text.push('\n');
        text.push_str(name);
    }
    text
}

fn level_bit(level: Level) -> u8 {
    match level {
        Level::Commune => 1,
        Level::Province => 2,
        Level::District => 4,
        Level::Ministry => 8,
        Level::Other => 16,
    }
}

fn people_bit(audience: Audience) -> u8 {
    use Audience::*;
    match audience {
        Citizen | CitizenWithoutResidence | OverseasVietnamese => 1,
        Enterprise | VietnameseEnterprise | ForeignInvestedEnterprise | Cooperative => 2,
        Organisation | ForeignOrganisation | Official | PartyMember | PartyOrganisation => 4,
        Foreigner | ResidentForeigner | FormerResidentForeigner => 8,
    }
}
