use content::calendar::Due;
use content::{Day, ProcedureCode, Via};
use serde::{Deserialize, Serialize};

use crate::Moment;
use crate::dossier::{Dossier, DossierCode, Event, FoldFault, HandOver, Link, Recorded, Status};

/// What stands on the outside of a dossier: what its events add up to, kept beside them, so that a list or the public
/// tier needs no folding. Nothing personal. `doctor` compares it with the events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Code.
    pub code: DossierCode,
    /// Place of the last event.
    pub last: u32,
    /// Business state.
    pub status: Status,
    /// True when nothing comes after.
    pub closed: bool,
    /// Id of the receiving office.
    pub agency: String,
    /// Id of the unit that it was handed to.
    pub unit: Option<String>,
    /// Account of the officer who works on it.
    pub holder: Option<String>,
    /// Code of its procedure.
    pub procedure: ProcedureCode,
    /// Id of its field.
    pub field: String,
    /// How it came.
    pub via: Via,
    /// When it was sent.
    pub submitted_at: Moment,
    /// The last day in time, as statistics have it.
    pub due_day: Option<Day>,
    /// What the applicant was told.
    pub promised: Option<Due>,
    /// When its last event was recorded.
    pub changed_at: Moment,
    /// Generation of its PIN.
    pub pin_generation: u32,
    /// Whether something waits for an officer: a new dossier, or a supplement that came.
    pub waits_for_desk: bool,
    /// True once everything personal was deleted.
    pub erased: bool,
}

impl Head {
    /// The head that `events` add up to.
    ///
    /// Errors: events that are none of one dossier.
    pub fn of(code: &DossierCode, events: &[Recorded]) -> Result<Head, FoldFault> {
        let plain: Vec<Event> = events.iter().map(|recorded| recorded.event.clone()).collect();
        let dossier = Dossier::of(code, &plain)?;
        let changed_at = plain.last().ok_or(FoldFault::Empty)?.at;
        Ok(Head {
            last: dossier.last,
            status: dossier.status,
            closed: dossier.is_closed(),
            unit: match &dossier.hand_over {
                HandOver::OneStop => None,
                HandOver::Given { to: unit } | HandOver::Taken { by: unit } => Some(unit.clone()),
            },
            due_day: dossier.due_day(),
            promised: dossier.dues.promised,
            waits_for_desk: dossier.status == Status::Submitted || dossier.supplement_sent_at.is_some(),
            erased: dossier.erased_at.is_some(),
            code: dossier.code,
            agency: dossier.about.agency,
            holder: dossier.holder,
            procedure: dossier.about.procedure,
            field: dossier.about.field,
            via: dossier.about.via,
            submitted_at: dossier.submitted_at,
            changed_at,
            pin_generation: dossier.pin_generation,
        })
    }
}

/// The link after the last of `events`.
pub(super) fn link(code: &DossierCode, events: &[Recorded]) -> Link {
    events.last().map_or(Link::before_first(code), |last| Link { seq: last.event.seq, hash: last.hash })
}
