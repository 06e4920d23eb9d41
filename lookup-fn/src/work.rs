//! A command carried out against a store: read, decide, append.

use std::borrow::Cow;

use content::ProcedureCode;
use content::intake::{Intake, IntakeProcedure};

use crate::dossier::{
    Actor, Command, CommandId, Context, Dossier, DossierCode, Draft, Event, FoldFault, KeptFile, Opening,
    Recorded, Refusal, decide, open,
};
use crate::store::{Append, Pinned, RepeatKey, Store, StoreError, Submission, Submitted, Upload};
use crate::{Hash, Moment};

/// Somebody who asks for something.
#[derive(Clone, Debug)]
pub struct Asker {
    /// Who.
    pub actor: Actor,
    /// Id of what they ask: the same when they ask again.
    pub command: CommandId,
    /// Place of the last event that they have seen; none when it doesn't matter to them.
    pub seen: Option<u32>,
    /// Now.
    pub now: Moment,
}

/// A dossier sent or taken at the counter.
#[derive(Clone, Debug)]
pub struct Request {
    /// Code of the procedure.
    pub procedure: ProcedureCode,
    /// Case, office, people, answers, files.
    pub opening: Opening,
    /// Uploads that the payload names.
    pub uploads: Vec<Upload>,
    /// By which a repetition is known.
    pub repeat: RepeatKey,
    /// Hash of all that was sent.
    pub body: Hash,
}

/// What came of a command.
#[derive(Clone, Debug, PartialEq)]
pub struct Done {
    /// The dossier as it is now.
    pub dossier: Dossier,
    /// Its events.
    pub events: Vec<Recorded>,
    /// How many of them are new: none for a command carried out before.
    pub new: usize,
}

/// Why nothing came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkError {
    /// The law or the house doesn't allow it.
    Refused(Refusal),
    /// The rules file has no such procedure, or none in force.
    NoSuchProcedure,
    /// There is no such dossier.
    NoSuchDossier,
    /// The store's.
    Store(StoreError),
}

impl From<Refusal> for WorkError {
    fn from(refusal: Refusal) -> Self {
        WorkError::Refused(refusal)
    }
}

impl From<StoreError> for WorkError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NoSuchDossier => WorkError::NoSuchDossier,
            other => WorkError::Store(other),
        }
    }
}

/// Begins a dossier.
///
/// Errors: see [`WorkError`]; nothing has happened then.
pub async fn begin<S: Store>(
    store: &S,
    intake: &Intake,
    asker: &Asker,
    request: Request,
) -> Result<Submitted, WorkError> {
    let Request { procedure, opening, uploads, repeat, body } = request;
    let day = opening.taken.as_ref().map_or(asker.now.day(), |taken| taken.received.on);
    let procedure = intake.procedure(&procedure, day).ok_or(WorkError::NoSuchProcedure);
    let opened =
        procedure.and_then(|procedure| Ok((procedure, open(&opening, &asker.context(intake, procedure))?)));
    let (procedure, drafts) = match opened {
        Ok(opened) => opened,
        // What was accepted once is answered the same way again, whatever the rules say today.
        Err(refused) => return store.answered(repeat, body, asker.now).await?.ok_or(refused),
    };
    all_sent(&drafts, &uploads)?;
    let pinned = Pinned {
        version: procedure.version.clone(),
        body: serde_json::to_string(procedure).map_err(|error| StoreError::Damaged(error.to_string()))?,
    };
    let prefix = intake.code_prefix(&opening.agency).clone();
    let submission = Submission { repeat, body, prefix, at: asker.now, drafts, uploads, pinned };
    Ok(store.submit(submission).await?)
}

/// Carries out `command` on the dossier `code`. When somebody else appends at the same moment it is decided again, so
/// that what the other did counts; whoever wants to be told instead says what they have [`seen`](Asker::seen).
///
/// Errors: see [`WorkError`]; nothing has happened then.
pub async fn act<S: Store>(
    store: &S,
    intake: &Intake,
    asker: &Asker,
    code: &DossierCode,
    command: &Command,
    uploads: &[Upload],
) -> Result<Done, WorkError> {
    /// Far more people at once than stand around one dossier.
    const ATTEMPTS: usize = 20;
    for _ in 0..ATTEMPTS {
        let mut events = store.events(code).await?;
        let dossier = fold(code, &events)?;
        let procedure = procedure_of(store, intake, &dossier).await?;
        let drafts: Vec<Draft> = decide(&dossier, command, &asker.context(intake, &procedure))?;
        if drafts.is_empty() {
            return Ok(Done { dossier, events, new: 0 });
        }
        all_sent(&drafts, uploads)?;
        let append =
            Append { code: code.clone(), history: events.clone(), drafts, uploads: uploads.to_vec() };
        match store.append(append).await {
            Ok(new) => {
                let count = new.len();
                events.extend(new);
                return Ok(Done { dossier: fold(code, &events)?, events, new: count });
            }
            Err(StoreError::Overtaken) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Err(WorkError::Store(StoreError::Away("too many at once on one dossier".to_owned())))
}

/// The dossier `code` and its events; none when there is none.
///
/// Errors: the store's.
pub async fn look<S: Store>(
    store: &S,
    code: &DossierCode,
) -> Result<Option<(Dossier, Vec<Recorded>)>, WorkError> {
    let events = store.events(code).await?;
    match events.is_empty() {
        true => Ok(None),
        false => Ok(Some((fold(code, &events)?, events))),
    }
}

/// The procedure in the version that `dossier` pins, from the rules file or, when that is newer, from the store.
///
/// Errors: nobody has that version any more.
pub async fn procedure_of<'a, S: Store>(
    store: &S,
    intake: &'a Intake,
    dossier: &Dossier,
) -> Result<Cow<'a, IntakeProcedure>, WorkError> {
    let about = &dossier.about;
    if let Some(procedure) = intake.version(&about.procedure, &about.version) {
        return Ok(Cow::Borrowed(procedure));
    }
    let body = store.pinned(&about.version).await?.ok_or(WorkError::NoSuchProcedure)?;
    let procedure = serde_json::from_str(&body);
    procedure.map(Cow::Owned).map_err(|error| StoreError::Damaged(error.to_string()).into())
}

/// Every file that a payload names was sent, and nothing else was.
fn all_sent(drafts: &[Draft], uploads: &[Upload]) -> Result<(), StoreError> {
    let named =
        || drafts.iter().filter_map(|draft| draft.payload.as_ref()).flat_map(|payload| &payload.files);
    let sent = |file: &KeptFile| {
        uploads.iter().any(|upload| {
            (upload.sha256, upload.size_bytes, upload.kind) == (file.sha256, file.size_bytes, file.kind)
        })
    };
    if let Some(missing) = named().find(|file| !sent(file)) {
        return Err(StoreError::NoSuchFile(missing.sha256));
    }
    let surplus = uploads.iter().find(|upload| !named().any(|file| file.sha256 == upload.sha256));
    surplus.map_or(Ok(()), |upload| Err(StoreError::NoSuchFile(upload.sha256)))
}

fn fold(code: &DossierCode, events: &[Recorded]) -> Result<Dossier, WorkError> {
    let plain: Vec<Event> = events.iter().map(|recorded| recorded.event.clone()).collect();
    Dossier::of(code, &plain).map_err(|fault| match fault {
        FoldFault::Empty => WorkError::NoSuchDossier,
        other => StoreError::Damaged(format!("{code}: {other:?}")).into(),
    })
}

impl Asker {
    fn context<'a>(&'a self, intake: &'a Intake, procedure: &'a IntakeProcedure) -> Context<'a> {
        Context {
            now: self.now,
            actor: &self.actor,
            command: self.command,
            seen: self.seen,
            intake,
            procedure,
        }
    }
}
