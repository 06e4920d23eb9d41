//! Events linked by hash: nothing can be changed, dropped, swapped or moved to another dossier unseen.

use serde::Deserialize;

use super::event::{BookNumber, Draft, Event, SCHEMA};
use super::{DossierCode, Salt};
use crate::Hash;

/// An event as it is kept: its exact text and its link.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// What the text says.
    pub event: Event,
    /// The text that was hashed.
    pub body: String,
    /// SHA-256 of the link before it and the text.
    pub hash: Hash,
}

/// The end of a chain, after which the next event is linked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// Place of the last event; 0 before the first.
    pub seq: u32,
    /// Its hash.
    pub hash: Hash,
}

/// What is wrong with a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChainFault {
    /// The text at this place is no event of a version that this program knows.
    Unreadable(u32),
    /// The hash at this place isn't that of the text and the link before it.
    Broken(u32),
    /// An event stands at this place that says it stands elsewhere.
    Misplaced(u32),
}

impl Link {
    /// The link before the first event of a dossier: so no event can stand in another one.
    pub fn before_first(code: &DossierCode) -> Link {
        Link { seq: 0, hash: Hash::of(&[b"motcua dossier 1\0", code.as_str().as_bytes()]) }
    }

    /// The link after the event whose text is `body`.
    pub fn then(&self, body: &str) -> Link {
        Link { seq: self.seq + 1, hash: Hash::of(&[&self.hash.0, body.as_bytes()]) }
    }
}

impl Event {
    /// The event that a kept text says.
    ///
    /// Errors: a text of no version that this program knows.
    pub fn decode(body: &str) -> Result<Event, String> {
        #[derive(Deserialize)]
        struct Versioned {
            v: u16,
        }
        let Versioned { v } = serde_json::from_str(body).map_err(|error| error.to_string())?;
        if !(1..=SCHEMA).contains(&v) {
            return Err(format!("events of version {v} are newer than this program"));
        }
        serde_json::from_str(body).map_err(|error| error.to_string())
    }
}

/// The event of `draft` after `link`, and the text of its payload.
pub fn seal(draft: &Draft, link: &Link, salt: &Salt, numbers: Vec<BookNumber>) -> (Recorded, Option<String>) {
    let payload = draft.payload.as_ref().filter(|payload| !payload.is_empty()).map(super::Payload::encode);
    let digest = payload.as_ref().map(|body| salt.digest(body.as_bytes()));
    let event = draft.at_place(link.seq + 1, numbers, digest);
    let body = serde_json::to_string(&event).expect("an event is texts, numbers and lists");
    let hash = link.then(&body).hash;
    (Recorded { event, body, hash }, payload)
}

/// The events of a dossier, from texts and hashes in their order.
///
/// Errors: the first place where the chain doesn't hold.
pub fn verify<'a>(
    code: &DossierCode,
    kept: impl IntoIterator<Item = (&'a str, Hash)>,
) -> Result<Vec<Recorded>, ChainFault> {
    let mut link = Link::before_first(code);
    let mut events = Vec::new();
    for (body, hash) in kept {
        link = link.then(body);
        if link.hash != hash {
            return Err(ChainFault::Broken(link.seq));
        }
        let event = Event::decode(body).map_err(|_| ChainFault::Unreadable(link.seq))?;
        if event.seq != link.seq {
            return Err(ChainFault::Misplaced(link.seq));
        }
        events.push(Recorded { event, body: body.to_owned(), hash });
    }
    Ok(events)
}
