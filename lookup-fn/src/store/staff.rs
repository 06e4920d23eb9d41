//! The officers' desk: who may do what, who is signed in, who has read what.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::StoreError;
use crate::dossier::{Command, DossierCode};
use crate::{Hash, Moment};

/// Where accounts, sessions and the log of readings are kept.
pub trait Staff: Send + Sync + 'static {
    /// The account called `id`.
    fn account(&self, id: &str) -> impl Future<Output = Result<Option<Account>, StoreError>> + Send;

    /// Every account, by id.
    fn accounts(&self) -> impl Future<Output = Result<Vec<Account>, StoreError>> + Send;

    /// Makes or changes an account. One that is closed loses its sessions.
    fn put_account(&self, account: Account) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Keeps a session, new or changed.
    fn put_session(&self, session: Session) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// The session of a token, while it lasts.
    fn session(
        &self,
        token: Hash,
        now: Moment,
    ) -> impl Future<Output = Result<Option<Session>, StoreError>> + Send;

    /// Ends a session.
    fn end_session(&self, token: Hash) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Ends every session of an account.
    fn end_sessions(&self, account: &str) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Uses up the code of a time step: true for the first who asks, false when this code or a later one was used.
    fn take_step(&self, account: &str, step: u64) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Records that an officer reads something personal. What can't be recorded must not be shown.
    fn record_reading(&self, reading: Reading) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Who has read a dossier, oldest first.
    fn readings(&self, code: &DossierCode) -> impl Future<Output = Result<Vec<Reading>, StoreError>> + Send;
}

/// An officer's account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Its id, as events name it: small letters, digits, dots, hyphens.
    pub id: String,
    /// The officer's name.
    pub name: String,
    /// Ids of the offices whose dossiers it sees; empty: none.
    pub agencies: BTreeSet<String>,
    /// What it may do.
    pub roles: BTreeSet<Role>,
    /// Hash of the password, as argon2 writes it (PHC string).
    pub password: String,
    /// Secret of the second factor (TOTP); absent until it was set up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub totp: Option<Vec<u8>>,
    /// The last time step whose code was taken: a code works once.
    #[serde(default)]
    pub totp_step: u64,
    /// Whether it can be used.
    pub standing: Standing,
}

/// Whether an account can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Yes.
    Open,
    /// No more; it stays for the events that name it.
    Closed,
}

/// What an officer is there for. Several may fall to one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The one-stop: takes, refuses, asks, hands over, hands out.
    Receive,
    /// The unit: works on it.
    Process,
    /// Signs results, refusals, stops and apologies.
    Sign,
    /// Leads: assigns, sets dates, takes back wrong steps.
    Lead,
    /// Keeps accounts, erases persons. Sees no dossier by that alone.
    Administer,
}

/// An officer who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// SHA-256 of the token in the officer's browser.
    pub token: Hash,
    /// Account.
    pub account: String,
    /// Secret that each form of the session carries (against requests from other pages).
    pub form_key: Hash,
    /// When it began.
    pub begun_at: Moment,
    /// When it ends, unless it is used before.
    pub ends_at: Moment,
}

/// Somebody read something personal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// When.
    pub at: Moment,
    /// Account.
    pub account: String,
    /// Dossier; none for a search over many.
    pub code: Option<DossierCode>,
    /// What: `detail`, `file`, `search`, `list`, `slip`.
    pub what: String,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 5] = [Role::Receive, Role::Process, Role::Sign, Role::Lead, Role::Administer];

    /// Whether it may do `command`.
    pub fn may(self, command: &Command) -> bool {
        match command {
            Command::Accept { .. }
            | Command::Reject { .. }
            | Command::SendSupplement { .. }
            | Command::Withdraw { .. }
            | Command::RecordPayment { .. }
            | Command::Return { .. }
            | Command::RenewPin => self == Role::Receive,
            Command::AskSupplement { .. } | Command::Complete { .. } | Command::HandOver { .. } => {
                matches!(self, Role::Receive | Role::Process)
            }
            Command::TakeOver | Command::AskPayment { .. } => self == Role::Process,
            Command::Resume => matches!(self, Role::Process | Role::Sign),
            Command::Pause { .. }
            | Command::StopForGood { .. }
            | Command::Finish { .. }
            | Command::Apologise { .. } => self == Role::Sign,
            Command::Assign { .. } | Command::SetDue { .. } | Command::Recount | Command::Correct { .. } => {
                self == Role::Lead
            }
            Command::Note { .. } => self != Role::Administer,
            Command::Notify { .. } => false,
            Command::Erase { .. } => self == Role::Administer,
        }
    }
}

impl Account {
    /// Whether it may do `command` with a dossier of the office `agency`.
    pub fn may(&self, command: &Command, agency: &str) -> bool {
        let role = self.roles.iter().any(|role| role.may(command));
        let erases = matches!(command, Command::Erase { .. });
        self.standing == Standing::Open && role && (erases || self.agencies.contains(agency))
    }

    /// Whether it may read what is personal of a dossier of the office `agency`.
    pub fn may_read(&self, agency: &str) -> bool {
        let works = self.roles.iter().any(|role| *role != Role::Administer);
        self.standing == Standing::Open && works && self.agencies.contains(agency)
    }
}
