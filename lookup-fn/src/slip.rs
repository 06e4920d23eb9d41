//! Slips of the one-stop (phiếu), printed by the function itself: the definition of the catalogue, filled with what a
//! dossier's events and payloads say. Which pack, 2018 or 2025, the day of receipt decides.
//!
//! A slip belongs to the event that made it and bears the number that event got in its book. The control slip tells the
//! way of the dossier so far and bears none; the register is a book of many dossiers.

mod control;
mod facts;
mod letter;
mod register;
mod sheet;

use std::collections::BTreeMap;

use content::form::check::{Value, Values};
use content::intake::{Intake, IntakeProcedure};
use content::{Pack, SlipKind, pack_on};

pub use facts::unknown_blanks;
pub use register::{RegisterRow, register};
use sheet::Sheet;

use crate::Moment;
use crate::dossier::{Dossier, Event, Happening, Payload, Pin, Recorded};

/// The style of every slip, served by the function: nothing stands inside a page.
pub const STYLE: &str = include_str!("slip/style.css");

/// Where the function serves it.
pub const STYLE_ADDRESS: &str = "/api/slips.css";

/// What a slip is made of.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Offices, fields, packs, definitions of slips.
    pub rules: &'a Intake,
    /// The procedure in the version that the dossier pins.
    pub procedure: &'a IntakeProcedure,
    /// The dossier.
    pub dossier: &'a Dossier,
    /// Its events.
    pub events: &'a [Recorded],
    /// What is personal of it.
    pub payloads: &'a BTreeMap<u32, Payload>,
    /// Names of officers by account, where the reader may know them.
    pub officers: &'a BTreeMap<String, String>,
    /// Printed on slip 01, for whoever gets it at the counter.
    pub pin: Option<&'a Pin>,
    /// What every slip of a trial says.
    pub trial: Option<&'a str>,
}

/// A slip that can be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printable {
    /// What it is.
    pub kind: SlipKind,
    /// Place of its event; 0 for the control slip, which belongs to all.
    pub event: u32,
    /// Its number in the circular, from 1.
    pub slip: u8,
    /// Its title in the pack.
    pub title: String,
    /// Its number in the book of its year.
    pub number: Option<u32>,
    /// When its event was recorded.
    pub at: Option<Moment>,
}

/// Every slip of a dossier, oldest first, the control slip last. Steps that were taken back have none any more.
pub fn list(source: &Source) -> Vec<Printable> {
    let counting = source.counting();
    let mut all: Vec<Printable> = counting
        .filter_map(|event| {
            let kind = kind_of(&event.what)?;
            let number = number_in(event, kind)?;
            let slip = source.pack_at(event)?.slip(kind)?;
            let (number, at) = (Some(number), Some(event.at));
            Some(Printable {
                kind,
                event: event.seq,
                slip: slip.number,
                title: slip.title.clone(),
                number,
                at,
            })
        })
        .filter(|one| source.form(one.kind, one.event).is_some())
        .collect();
    let accepted = source.dossier.accepted.as_ref();
    let pack = accepted.and_then(|accepted| source.rules.packs.iter().find(|pack| pack.id == accepted.pack));
    let control = pack.and_then(|pack| Some((pack, pack.slip(SlipKind::Control)?)));
    if let Some((_, slip)) =
        control.filter(|(pack, _)| source.rules.slip(&pack.id, SlipKind::Control).is_some())
    {
        let (kind, title) = (SlipKind::Control, slip.title.clone());
        all.push(Printable { kind, event: 0, slip: slip.number, title, number: None, at: None });
    }
    all
}

/// The page of a slip: that of `event`, or the last of its kind. None where the dossier has no such slip.
///
/// Errors: the template's.
pub fn page(source: &Source, kind: SlipKind, event: Option<u32>) -> Option<Result<String, String>> {
    let own = list(source).into_iter().rev();
    let slip = own.filter(|one| one.kind == kind).find(|one| event.is_none_or(|event| event == one.event))?;
    let form = source.form(kind, slip.event)?;
    let event = source.events.iter().map(|recorded| &recorded.event).find(|event| event.seq == slip.event);
    let values = facts::values(source, form, event, slip.number);
    let mut sheet = Sheet::of(form, &values, source.trial);
    sheet.of_dossier = source.dossier.code.to_string();
    sheet.pin = source.pin.filter(|_| kind == SlipKind::Receipt).map(|pin| pin.as_str().to_owned());
    Some(sheet.page())
}

impl<'a> Source<'a> {
    /// Events that weren't taken back.
    fn counting(&self) -> impl Iterator<Item = &'a Event> + use<'a> {
        let corrected = &self.dossier.corrected;
        let all = self.events.iter().map(|recorded| &recorded.event);
        all.filter(move |event| !corrected.contains(&event.seq))
    }

    /// The pack that held for what `event` did: that of the day of receipt, or before there is one, of the event.
    fn pack_at(&self, event: &Event) -> Option<&'a Pack> {
        let before = self.counting().take_while(|one| one.seq <= event.seq);
        let named = before.filter_map(|one| match &one.what {
            Happening::Accepted { pack, .. } => Some(pack),
            _ => None,
        });
        match named.last() {
            Some(id) => self.rules.packs.iter().find(|pack| pack.id == *id),
            None => pack_on(&self.rules.packs, event.day),
        }
    }

    /// The definition of a slip.
    fn form(&self, kind: SlipKind, event: u32) -> Option<&'a content::form::Form> {
        let pack = match self.counting().find(|one| one.seq == event) {
            Some(event) => self.pack_at(event)?.id.as_str(),
            None => self.dossier.accepted.as_ref()?.pack.as_str(),
        };
        self.rules.slip(pack, kind)
    }

    /// Words of an event: a reason, a message.
    fn words(&self, event: &Event) -> &'a str {
        self.payloads.get(&event.seq).map_or("", |payload| payload.words.as_str())
    }
}

/// The slip that an event makes, whether or not its pack has it.
fn kind_of(what: &Happening) -> Option<SlipKind> {
    Some(match what {
        Happening::Accepted { .. } => SlipKind::Receipt,
        Happening::SupplementAsked { .. } => SlipKind::Supplement,
        Happening::Rejected => SlipKind::Rejection,
        Happening::Apologised { .. } => SlipKind::Apology,
        Happening::StoppedForGood => SlipKind::Stop,
        _ => return None,
    })
}

/// The number that `event` got in a book.
fn number_in(event: &Event, book: SlipKind) -> Option<u32> {
    event.numbers.iter().find(|number| number.book == book).map(|number| number.number)
}

/// A value of a blank; none where there is nothing to write.
fn text(written: impl Into<String>) -> Option<Value> {
    Some(written.into()).filter(|text| !text.is_empty()).map(Value::Text)
}

/// Puts `value` where something is to be written.
fn put(values: &mut Values, key: String, value: Option<Value>) {
    if let Some(value) = value {
        values.insert(key, value);
    }
}
