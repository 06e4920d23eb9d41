//! What an administrative procedure (thủ tục hành chính) is.
//!
//! Types and rules only: this crate knows no parser, opens no file and asks no clock. A record that
//! deserializes is well formed in itself; [`Catalogue::new`] checks the rules between records, and
//! [`lint_version`] says what the law or the house style would still ask for.

mod agency;
mod audience;
mod broken;
pub mod calendar;
mod catalogue;
mod channel;
mod code;
mod code_prefix;
mod cure;
mod day;
mod fault;
mod field;
pub mod form;
pub mod intake;
mod legal;
mod level;
mod life_event;
mod lint;
mod one_or_many;
pub mod pack;
mod paper;
mod part;
mod procedure;
mod prose;
pub mod record;
mod references;
mod retention;
mod rule;
mod site;
mod synonym;
pub mod text;
mod time;

pub use agency::{Agency, AgencyFile, AgencyKind, Ignored, Level, Validity};
pub use audience::Audience;
pub use broken::Broken;
pub use calendar::Calendar;
pub use catalogue::{Catalogue, Filed, Guide, GuideHead, Records, Version, nearest};
pub use channel::{Channel, Fee, FeeKind, FeeSetter, Via};
pub use code::ProcedureCode;
pub use code_prefix::CodePrefix;
pub use day::Day;
pub use fault::{Fault, KeyPath, Segment, Severity};
pub use field::{Field, FieldFile, FieldGroup};
pub use legal::{LegalFile, LegalText};
pub use level::{Offer, OnlineMode, offer};
pub use life_event::{LifeEvent, LifeEventFile};
pub use lint::{lint_registers, lint_version};
pub use one_or_many::OneOrMany;
pub use pack::{OneStopRule, Pack, SlipKind, pack_on};
pub use paper::{Case, Component};
pub use part::{Part, PartState, part_state};
pub use procedure::{
    Actor, Change, ChangeReview, Conditions, Decision, Online, Outcome, Procedure, ProcedureKind,
    Responsible, Review, ReviewState, Source, Step, Unclear, UnclearWhat,
};
pub use retention::Retention;
pub use rule::Rule;
pub use site::{Contact, MostUsed, Site, Submission};
pub use synonym::{Synonym, SynonymFile};
pub use time::{Span, Time, TimeUnit};
