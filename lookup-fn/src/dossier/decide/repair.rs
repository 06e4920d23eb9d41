use content::OneStopRule;

use super::{Context, reason};
use crate::dossier::event::{Draft, ErasedBecause, Happening};
use crate::dossier::{Command, Dossier, Refusal};

pub(super) fn decide(dossier: &Dossier, command: &Command, context: &Context) -> Result<Vec<Draft>, Refusal> {
    let draft = match command {
        Command::Note { to, words } => {
            let words = reason(words, OneStopRule::OnlyOneStop)?;
            context.draft(Happening::Noted { to: *to }).with_words(words)
        }
        Command::Notify { event, outcome } => {
            if !(1..=dossier.last).contains(event) {
                return Err(Refusal::NothingToCorrect(*event));
            }
            context.draft(Happening::Notified { event: *event, outcome: *outcome })
        }
        Command::RenewPin => {
            let generation = dossier.pin_generation.saturating_add(1);
            context.draft(Happening::PinRenewed { generation })
        }
        Command::Correct { event, reason: why } => {
            let why = reason(why, OneStopRule::RecordEverything)?;
            if dossier.undoable != Some(*event) {
                return Err(Refusal::NothingToCorrect(*event));
            }
            context.draft(Happening::Corrected { event: *event }).with_words(why)
        }
        Command::Erase { because } => {
            // What is still being worked on is kept by law; the applicant may withdraw it first.
            if !dossier.is_closed() && *because == ErasedBecause::KeptLongEnough {
                return Err(Refusal::WrongState(dossier.status));
            }
            if !dossier.is_closed() && dossier.accepted.is_some() {
                return Err(Refusal::WrongState(dossier.status));
            }
            context.draft(Happening::Erased { because: *because })
        }
        other => unreachable!("{other:?} is decided elsewhere"),
    };
    Ok(vec![draft])
}
