//! The life of a dossier as the law has it (domain facts: one-stop rules R1 to R15), without input or output.
//!
//! A dossier is the list of its [`Event`]s, and [`Dossier::of`] is what they add up to. [`decide()`] says what a
//! [`Command`] makes happen, [`open`] how a dossier begins; both return [`Draft`]s, which a store seals into a chain
//! ([`seal`]) together with the numbers that only it can give.

mod actor;
mod chain;
mod code;
mod command;
mod decide;
mod event;
mod flag;
mod fold;
mod near_miss;
mod payload;
mod pin;
mod refusal;
mod state;
mod status;

pub use actor::{Actor, CommandId};
pub use chain::{ChainFault, Link, Recorded, seal, verify};
pub use code::DossierCode;
pub use command::{Command, DueChoice, Opening, ReceiptSlip, Taken};
pub use decide::{Context, decide, open};
pub use event::{
    Audience, BookNumber, Draft, ErasedBecause, Event, Happening, NoticeOutcome, Opened, Outcome, PaidBy,
    Promise, PromisedBy, SCHEMA,
};
pub use flag::Flag;
pub use fold::FoldFault;
pub use near_miss::{NearMiss, near_miss};
pub use payload::{FileKind, KeptFile, Payload, Person, Salt, Sheets};
pub use pin::{Pin, ServerKey};
pub use refusal::Refusal;
pub use state::{Acceptance, Clock, Dossier, Dues, Finished, HandOver, Money, Notice, Passage};
pub use status::{Completion, Status};
