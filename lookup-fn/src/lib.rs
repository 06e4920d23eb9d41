//! What a file cannot do: take a dossier, say where it stands, count.
//!
//! ```text
//! request --api--> Command --dossier::decide--> Drafts --store--> Recorded events --fold--> Dossier --api--> answer
//! ```
//!
//! The map:
//!
//! | module | what | touches |
//! |---|---|---|
//! | [`dossier`] | the rules: codes, states, events, commands, what the law lets happen next | nothing: no clock, no disk, no random |
//! | [`intake`] | the file that `motcua build` makes: procedures, offices, forms, calendar and packs, as the function needs them | nothing |
//! | [`slip`] | slips of the one-stop as pages to print | nothing |
//! | [`store`] | [`store::Store`], and where dossiers are kept: in memory for tests of rules, in SQLite on one machine | disk |
//! | [`desk`] | officers: passwords, codes, what may be done now | nothing but random numbers |
//! | [`work`] | a command carried out: read, decide, append; an opening repeated is the same dossier | a store, the clock it is given |
//! | [`api`] | addresses, JSON and HTML | a store, the clock it is given |
//! | `retention` | what has been kept long enough | a store |
//! | `operate` | what an operator does: backup, restore, export, load, doctor | disk |
//! | [`serve`] | connections | the network |
//!
//! Promises, each with a test: an event once recorded never changes, its chain tells; personal data lie outside the
//! events, so that a person can be erased and the chain stays whole; a command carried out twice is one command;
//! a code is never given twice; a broken time rule is flagged and never blocks an officer; all days are days of
//! UTC+07:00, whatever the machine thinks.

pub mod api;
pub mod desk;
pub mod dossier;
mod hash;
pub use content::intake;
mod moment;
#[cfg(feature = "embedded")]
pub mod operate;
mod qr;
#[cfg(feature = "embedded")]
pub mod retention;
pub mod rules;
pub mod serve;
pub mod slip;
pub mod store;
mod words;
pub mod work;

pub use hash::Hash;
pub use moment::Moment;
