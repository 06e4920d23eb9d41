use super::{Head, StoreError, head::link};
use crate::dossier::{BookNumber, DossierCode, Draft, Recorded, Salt, seal};
use content::SlipKind;

/// Events sealed and ready to be kept.
pub(super) struct Sealed {
    /// The new events.
    pub events: Vec<Recorded>,
    /// Texts of their payloads, by place.
    pub payloads: Vec<(u32, String)>,
    /// What all events now add up to.
    pub head: Head,
}

/// Seals `drafts` after `history`. `number` gives the next number of a book of an agency and year.
pub(super) fn seal_all(
    code: &DossierCode,
    history: &[Recorded],
    drafts: &[Draft],
    salt: &Salt,
    agency: &str,
    mut number: impl FnMut(SlipKind, i16) -> Result<u32, StoreError>,
) -> Result<Sealed, StoreError> {
    let mut all = history.to_vec();
    let mut payloads = Vec::new();
    for draft in drafts {
        let year = draft.at.day().date().year();
        let numbers: Result<Vec<BookNumber>, StoreError> = draft
            .books
            .iter()
            .map(|book| {
                Ok(BookNumber { agency: agency.to_owned(), book: *book, year, number: number(*book, year)? })
            })
            .collect();
        let (recorded, payload) = seal(draft, &link(code, &all), salt, numbers?);
        payloads.extend(payload.map(|body| (recorded.event.seq, body)));
        all.push(recorded);
    }
    let head = Head::of(code, &all).map_err(|fault| StoreError::Damaged(format!("{code}: {fault:?}")))?;
    let events = all.split_off(history.len());
    Ok(Sealed { events, payloads, head })
}
