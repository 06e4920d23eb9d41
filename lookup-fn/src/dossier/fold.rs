//! Events added up.

use std::collections::{BTreeSet, HashSet};

use content::calendar::{Due, Pause, Received};
use content::{Day, Via};

use super::event::{Event, Happening, NoticeOutcome, Opened, Promise, PromisedBy};
use super::state::{Acceptance, Clock, Dossier, Dues, Finished, HandOver, Money, Notice, Passage};
use super::{DossierCode, Flag, Status};

/// Events that add up to no dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FoldFault {
    /// There are none.
    Empty,
    /// The first isn't that it was submitted.
    Beginning,
    /// An event stands elsewhere than it says.
    Gap(u32),
}

/// Whether a step can be taken back.
enum TakingBack {
    /// Yes, while no other step follows.
    Possible,
    /// No, and nothing before it either: it was the applicant's, or can't be undone.
    Impossible,
    /// It is no step: what came before it can still be taken back.
    Beside,
}

impl Happening {
    fn taking_back(&self) -> TakingBack {
        match self {
            Happening::Submitted(_)
            | Happening::SupplementSent { .. }
            | Happening::Withdrawn
            | Happening::Erased { .. } => TakingBack::Impossible,
            Happening::Noted { .. }
            | Happening::Notified { .. }
            | Happening::PinRenewed { .. }
            | Happening::Corrected { .. } => TakingBack::Beside,
            _ => TakingBack::Possible,
        }
    }
}

impl Dossier {
    /// The dossier that `events` add up to.
    ///
    /// Errors: events that can't be those of one dossier, whole and in order.
    pub fn of(code: &DossierCode, events: &[Event]) -> Result<Dossier, FoldFault> {
        let first = events.first().ok_or(FoldFault::Empty)?;
        let Happening::Submitted(about) = &first.what else { return Err(FoldFault::Beginning) };
        if let Some((at, _)) = events.iter().enumerate().find(|(at, event)| event.seq as usize != at + 1) {
            return Err(FoldFault::Gap(u32::try_from(at).unwrap_or(u32::MAX) + 1));
        }
        let corrected: BTreeSet<u32> = events
            .iter()
            .filter_map(|event| match event.what {
                Happening::Corrected { event } => Some(event),
                _ => None,
            })
            .collect();
        let mut dossier = Dossier::begin(code, first, about.clone());
        for event in &events[1..] {
            if !corrected.contains(&event.seq) {
                dossier.apply(event);
                match event.what.taking_back() {
                    TakingBack::Possible => dossier.undoable = Some(event.seq),
                    TakingBack::Impossible => dossier.undoable = None,
                    TakingBack::Beside => {}
                }
            }
        }
        dossier.corrected = corrected;
        dossier.last = events[events.len() - 1].seq;
        // A step taken back was a command all the same, and broke a rule all the same when it did.
        dossier.commands = events.iter().map(|event| event.command).collect();
        dossier.flags =
            events.iter().flat_map(|event| event.flags.iter().map(|flag| (event.seq, *flag))).collect();
        Ok(dossier)
    }

    /// True when nothing comes after.
    pub fn is_closed(&self) -> bool {
        self.status.is_closed() || self.stopped_for_good
    }

    /// The last day in time that statistics use, the extension included.
    pub fn due_day(&self) -> Option<Day> {
        self.dues.extended.or(self.dues.first.as_ref().map(|promise| promise.due.on))
    }

    /// True when it is being worked on past its due day; states 5, 6 and 8 are open and not overdue.
    pub fn is_overdue(&self, today: Day) -> bool {
        matches!(self.status, Status::Accepted | Status::InProgress)
            && self.due_day().is_some_and(|due| due < today)
    }

    fn begin(code: &DossierCode, first: &Event, about: Opened) -> Dossier {
        Dossier {
            code: code.clone(),
            last: first.seq,
            status: Status::Submitted,
            stopped_for_good: false,
            money: Money::default(),
            hand_over: HandOver::default(),
            notice: Notice::default(),
            about,
            submitted_at: first.at,
            accepted: None,
            clock: Clock::default(),
            dues: Dues::default(),
            asked: Vec::new(),
            supplement_sent_at: None,
            requests_at_intake: 0,
            requests_at_examination: 0,
            apologies: 0,
            holder: None,
            finished: None,
            pin_generation: 1,
            erased_at: None,
            flags: Vec::new(),
            passages: vec![Passage { event: first.seq, status: Status::Submitted, at: first.at }],
            corrected: BTreeSet::new(),
            undoable: None,
            commands: HashSet::new(),
        }
    }

    fn apply(&mut self, event: &Event) {
        match &event.what {
            Happening::Submitted(_) | Happening::Noted { .. } | Happening::Corrected { .. } => {}
            Happening::Accepted { received, pack, promise } => {
                let at = event.at;
                self.accepted = Some(Acceptance { received: *received, at, pack: pack.clone() });
                self.restart(*received, promise.clone());
                self.pass(event, Status::Accepted);
            }
            Happening::Rejected => self.pass(event, Status::Rejected),
            Happening::SupplementAsked { papers } => {
                match self.accepted {
                    Some(_) => self.requests_at_examination += 1,
                    None => self.requests_at_intake += 1,
                }
                self.asked.clone_from(papers);
                self.pass(event, Status::SupplementAsked);
            }
            Happening::SupplementSent { .. } => self.supplement_sent_at = Some(event.at),
            Happening::Completed { received, promise } => {
                self.restart(*received, promise.clone());
                self.pass(event, Status::InProgress);
            }
            Happening::HandedOver { to } => {
                self.hand_over = HandOver::Given { to: to.clone() };
                self.holder = None;
                if self.status == Status::Accepted {
                    self.pass(event, Status::InProgress);
                }
            }
            Happening::TakenOver => {
                if let HandOver::Given { to } = &self.hand_over {
                    self.hand_over = HandOver::Taken { by: to.clone() };
                }
            }
            Happening::Assigned { to } => self.holder = Some(to.clone()),
            Happening::PaymentAsked { amount_vnd } => {
                self.money.asked_vnd = self.money.asked_vnd.saturating_add(*amount_vnd);
                self.pause(event.day);
                self.pass(event, Status::PaymentAsked);
            }
            Happening::Paid { amount_vnd, .. } => {
                self.money.paid_vnd = self.money.paid_vnd.saturating_add(*amount_vnd);
            }
            Happening::Paused => {
                self.pause(event.day);
                self.pass(event, Status::Stopped);
            }
            Happening::StoppedForGood => {
                self.stopped_for_good = true;
                self.pass(event, Status::Stopped);
            }
            Happening::Resumed { promise, extended, told } => {
                if let Some(from) = self.clock.paused_since.take() {
                    self.clock.pauses.push(Pause { from, to: event.day });
                }
                self.promise(promise.clone());
                self.dues.extended = *extended;
                self.dues.promised = told.or(self.dues.promised);
                self.pass(event, Status::InProgress);
            }
            Happening::Finished { outcome, .. } => {
                self.finished = Some(Finished { at: event.at, outcome: *outcome });
                self.pass(event, Status::Finished);
            }
            Happening::Returned { .. } => self.pass(event, Status::Returned),
            Happening::Withdrawn => self.pass(event, Status::Withdrawn),
            Happening::Apologised { due } => {
                let in_time =
                    !event.flags.iter().any(|flag| matches!(flag, Flag::ApologyLate | Flag::ApologyAgain));
                if in_time {
                    self.dues.extended = Some(*due);
                }
                self.apologies += 1;
                let provisional = event.flags.contains(&Flag::DueProvisional);
                self.dues.promised = Some(Due { on: *due, at: None, provisional });
            }
            // What the law's time gave stays the date of statistics, whatever the applicant is told later.
            Happening::DueSet(promise) if promise.by == PromisedBy::Officer && self.has_sure_count() => {
                self.dues.promised = Some(promise.due);
            }
            Happening::DueSet(promise) => self.promise(Some(promise.clone())),
            Happening::Notified { event, outcome } => match outcome {
                NoticeOutcome::Sent => self.notice.told = self.notice.told.max(*event),
                NoticeOutcome::GivenUp => self.notice.given_up += 1,
            },
            Happening::PinRenewed { generation } => self.pin_generation = *generation,
            Happening::Erased { .. } => self.erased_at = Some(event.at),
        }
    }

    /// The clock begins, or begins anew: earlier pauses and appointments count no more.
    fn restart(&mut self, received: Received, promise: Option<Promise>) {
        self.clock = Clock { from: Some(received), ..Clock::default() };
        self.dues = Dues::default();
        self.asked.clear();
        self.supplement_sent_at = None;
        self.promise(promise);
    }

    fn promise(&mut self, promise: Option<Promise>) {
        if let Some(promise) = promise {
            if let PromisedBy::Count { term, .. } = &promise.by {
                self.clock.term = Some(term.clone());
            }
            self.dues.promised = Some(promise.due);
            self.dues.first = Some(promise);
        }
    }

    fn has_sure_count(&self) -> bool {
        let first = self.dues.first.as_ref();
        first.is_some_and(|first| matches!(first.by, PromisedBy::Count { .. }) && !first.due.provisional)
    }

    fn pause(&mut self, day: Day) {
        self.clock.paused_since.get_or_insert(day);
    }

    fn pass(&mut self, event: &Event, status: Status) {
        self.status = status;
        self.passages.push(Passage { event: event.seq, status, at: event.at });
    }

    /// Whether it came online, and so waits for an answer.
    pub(super) fn came_online(&self) -> bool {
        self.about.via == Via::Online
    }
}
