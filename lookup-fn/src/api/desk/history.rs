//! What happened to a dossier, line by line, for officers.

use std::collections::BTreeMap;

use content::SlipKind;
use content::intake::{Intake, IntakeCase};
use serde::Serialize;

use crate::api::receipt::paper_name;
use crate::dossier::{Actor, BookNumber, Dossier, Event, Payload, Recorded};
use crate::{Moment, words};

/// An event in words.
#[derive(Serialize)]
pub(super) struct Step {
    pub seq: u32,
    pub at: Moment,
    pub at_words: String,
    pub who: String,
    pub words: String,
    /// Reason or message with it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub message: String,
    /// Rules of time that it broke, in words.
    pub flags: Vec<&'static str>,
    /// Its numbers in books: "phiếu 01 số 12/2026".
    pub numbers: Vec<String>,
    /// True when it was taken back.
    pub corrected: bool,
}

/// What steps are told with.
pub(super) struct Teller<'a> {
    pub intake: &'a Intake,
    pub case: Option<&'a IntakeCase>,
    pub officers: &'a BTreeMap<String, String>,
}

impl Teller<'_> {
    /// Every step of `events`, oldest first.
    pub fn steps(
        &self,
        dossier: &Dossier,
        events: &[Recorded],
        payloads: &BTreeMap<u32, Payload>,
    ) -> Vec<Step> {
        let steps = events.iter().map(|recorded| {
            let event = &recorded.event;
            let message = payloads.get(&event.seq).map(|payload| payload.words.clone()).unwrap_or_default();
            let corrected = dossier.corrected.contains(&event.seq);
            Step { message, corrected, ..self.step(event) }
        });
        steps.collect()
    }

    /// One step, without words that are personal.
    pub fn step(&self, event: &Event) -> Step {
        Step {
            seq: event.seq,
            at: event.at,
            at_words: words::moment(event.at),
            who: self.who(&event.actor),
            words: words::desk::happening(
                event,
                |id| self.intake.office_name(id).to_owned(),
                |id| self.officer(id),
                |number| paper_name(Some(number), self.case),
            ),
            message: String::new(),
            flags: event.flags.iter().map(|flag| words::desk::flag(*flag)).collect(),
            numbers: event.numbers.iter().map(|number| self.number(number)).collect(),
            corrected: false,
        }
    }

    pub fn who(&self, actor: &Actor) -> String {
        match actor {
            Actor::Applicant => "Người nộp".to_owned(),
            Actor::Officer(id) => self.officer(id),
            Actor::System => "Hệ thống".to_owned(),
        }
    }

    pub fn officer(&self, id: &str) -> String {
        self.officers.get(id).cloned().unwrap_or_else(|| id.to_owned())
    }

    fn number(&self, number: &BookNumber) -> String {
        let book = match number.book {
            SlipKind::Receipt => "giấy tiếp nhận",
            SlipKind::Supplement => "phiếu bổ sung",
            SlipKind::Rejection => "phiếu từ chối",
            SlipKind::Apology => "phiếu xin lỗi",
            SlipKind::Stop => "thông báo dừng",
            SlipKind::Control => "phiếu kiểm soát",
            SlipKind::Register => "sổ theo dõi",
        };
        format!("{book} số {:02}/{}", number.number, number.year)
    }
}
