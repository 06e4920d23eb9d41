use content::{Catalogue, Level, Offer, Procedure, offer, text};
use rayon::prelude::*;

/// A procedure as lists know it.
pub struct Entry<'c> {
    /// The version in force.
    pub procedure: &'c Procedure,
    /// Its name without the words "Thủ tục".
    pub title: String,
    /// Where its page stands.
    pub address: String,
    /// What this site offers for it.
    pub offer: Offer,
    /// Place of its field in [`super::Plan::fields`].
    pub field_rank: usize,
}

impl<'c> Entry<'c> {
    pub(super) fn new(procedure: &'c Procedure, catalogue: &Catalogue) -> Self {
        let has_forms = catalogue.request().is_some() || !catalogue.forms_of(&procedure.code).is_empty();
        Entry {
            procedure,
            title: title(&procedure.name),
            address: format!("thu-tuc/{}/", procedure.code),
            offer: offer(procedure, &catalogue.site, has_forms),
            field_rank: usize::MAX,
        }
    }

    /// The tier nearest to the citizen.
    pub fn nearest_level(&self) -> Level {
        Level::ALL.into_iter().find(|level| self.procedure.levels.contains(level)).unwrap_or(Level::Other)
    }
}

/// `name` as a heading: without "Thủ tục", and without a stop or dash that the source left before it.
pub fn title(name: &str) -> String {
    let opens = |letter: char| letter.is_alphanumeric() || matches!(letter, '“' | '"' | '(' | '‘');
    text::short_title(name.trim_start_matches(|letter| !opens(letter)))
}

/// Names in dictionary order; equal names by code.
pub(super) fn sort(entries: &mut Vec<Entry>) {
    let mut keyed: Vec<_> =
        std::mem::take(entries).into_par_iter().map(|entry| (sort_key(&entry.title), entry)).collect();
    keyed.par_sort_by(|left, right| {
        left.0.cmp(&right.0).then_with(|| left.1.procedure.code.cmp(&right.1.procedure.code))
    });
    *entries = keyed.into_iter().map(|(_, entry)| entry).collect();
}

/// Marks before the first letter don't count: “Đổi” stands under Đ.
fn sort_key(title: &str) -> (Vec<u8>, Vec<u8>) {
    text::sort_key(title.trim_start_matches(|letter: char| !letter.is_alphanumeric()))
}

/// What an agency does in a procedure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Duties {
    /// Decides.
    pub decides: bool,
    /// Carries out.
    pub executes: bool,
    /// Receives dossiers.
    pub receives: bool,
    /// Takes part.
    pub coordinates: bool,
    /// Acts by delegation.
    pub delegated: bool,
}

/// Each agency of `procedure` once, with all it does there.
pub(super) fn duties(procedure: &Procedure) -> Vec<(&str, Duties)> {
    let mut found: Vec<(&str, Duties)> = Vec::new();
    for (key, ids) in procedure.agencies.lists() {
        for id in ids.iter() {
            let at = found.iter().position(|(known, _)| known == id).unwrap_or_else(|| {
                found.push((id, Duties::default()));
                found.len() - 1
            });
            let duties = &mut found[at].1;
            match key {
                "decides" => duties.decides = true,
                "executes" => duties.executes = true,
                "receives" => duties.receives = true,
                "coordinates" => duties.coordinates = true,
                _ => duties.delegated = true,
            }
        }
    }
    found
}
