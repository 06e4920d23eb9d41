//! What a function beside the site has to know to take dossiers: one compact file, made anew by each build.
//!
//! It holds facts, no prose: of each procedure its cases with their papers, offices, times, fees and forms; the offices;
//! the working days; the rules of the one-stop. The types serve the generator, which writes it, and the function.

mod shelf;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::calendar::Term;
use crate::form::Form;
use crate::{
    AgencyKind, Calendar, CodePrefix, Day, Fee, Level, Pack, ProcedureCode, Retention, SlipKind, Submission,
    Validity, Via,
};

pub use shelf::Shelf;

/// What every dossier asks of people beside its forms, written as forms are: `filer`, who sends it, and `owner`, whose it is
/// where that is somebody else. JSON: a map of [`Form`]s by these ids.
pub const PEOPLE: &str = include_str!("intake/people.json");

/// Media types of files that are taken, told by their first bytes.
pub const FILE_KINDS: [&str; 4] = ["application/pdf", "image/jpeg", "image/png", "image/webp"];

/// Largest file, in bytes.
pub const LARGEST_FILE_BYTES: u64 = 20 << 20;

/// Version of the file's shape. A function reads only its own.
pub const INTAKE_VERSION: u16 = 1;

/// The whole file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Intake {
    /// Shape of the file: [`INTAKE_VERSION`].
    pub v: u16,
    /// Day of the build.
    pub as_of: Day,
    /// What the site is.
    pub site: IntakeSite,
    /// Offices by id.
    pub offices: BTreeMap<String, Office>,
    /// Names of fields (lĩnh vực) by id.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
    /// Procedures by code; each list holds the versions, oldest first.
    pub procedures: Shelf<ProcedureCode, Vec<IntakeProcedure>>,
    /// Forms by id, as far as they ask for something.
    pub forms: Shelf<String, Form>,
    /// Working days.
    pub calendar: Calendar,
    /// The rules of the one-stop.
    pub packs: Vec<Pack>,
    /// What its slips look like.
    #[serde(default)]
    pub slips: Vec<IntakeSlip>,
}

/// A slip of a pack as the office prints it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntakeSlip {
    /// Id of the pack.
    pub pack: String,
    /// What it is.
    pub kind: SlipKind,
    /// Its definition, the same from which the catalogue prints the blank.
    pub form: Form,
}

/// What the function says of the site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntakeSite {
    /// Its name.
    pub name: String,
    /// Who may send dossiers.
    pub submission: Submission,
    /// By which law it takes them (`own`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_ground: Option<String>,
    /// Where they can be sent instead.
    pub national_portal: String,
    /// Prefix of codes of offices without a published code.
    pub code_prefix: CodePrefix,
    /// How long dossiers are kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub retention: Vec<Retention>,
}

/// An office that receives dossiers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    /// Its name.
    pub name: String,
    /// Tier of government.
    pub level: Level,
    /// A real place, or a body as national records name it.
    pub kind: AgencyKind,
    /// The office above it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Prefix of its codes, where one is published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code_prefix: Option<CodePrefix>,
    /// When it exists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid: Option<Validity>,
    /// Postal address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Opening hours in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<String>,
    /// Telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// One version of a procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntakeProcedure {
    /// Its code.
    pub code: ProcedureCode,
    /// The exact legal name.
    pub name: String,
    /// Id of its field.
    pub field: String,
    /// Hash of the record: dossiers pin it.
    pub version: String,
    /// When this version is in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid: Option<Validity>,
    /// Tiers of which every real unit receives it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<Level>,
    /// Ids of other offices that receive it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offices: Vec<String>,
    /// Number of sets to hand in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sets: Option<u32>,
    /// Cases with their papers; never empty.
    pub cases: Vec<IntakeCase>,
    /// Ways to hand in, with times and fees.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<IntakeChannel>,
    /// Ids of its forms.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forms: Vec<String>,
    /// Whether the record calls its time unclear: then no date is counted without an officer.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub time_unclear: bool,
}

/// A case with its papers; papers are numbered from 1 in this order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntakeCase {
    /// The situation; absent when there is only one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The papers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<IntakePaper>,
}

/// A paper of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntakePaper {
    /// Its title.
    pub name: String,
    /// Who needs it, or when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// Papers with the same word are alternatives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub one_of: Option<String>,
    /// Id of the form that it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// Number of originals.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub originals: u32,
    /// Number of copies.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub copies: u32,
    /// Only to be shown, not handed in.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub show_only: bool,
}

/// A way to hand in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntakeChannel {
    /// Which.
    pub via: Via,
    /// Its times; an officer chooses where there are several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub times: Vec<IntakeTime>,
    /// Its fees; `[]` is "free", absent is "not stated".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fees: Option<Vec<Fee>>,
}

/// A processing time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntakeTime {
    /// For whom it holds, where there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// How it is counted; absent where the record gives no number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
    /// In words.
    pub words: String,
}

impl Intake {
    /// The version of `code` in force on `day`.
    pub fn procedure(&self, code: &ProcedureCode, day: Day) -> Option<&IntakeProcedure> {
        let versions = self.procedures.get(code)?;
        versions.iter().rev().find(|one| one.valid.as_ref().is_none_or(|valid| valid.holds_on(day)))
    }

    /// The version of `code` that is called `version`.
    pub fn version(&self, code: &ProcedureCode, version: &str) -> Option<&IntakeProcedure> {
        self.procedures.get(code)?.iter().find(|one| one.version == version)
    }

    /// The offices that receive `procedure` on `day`, by id.
    pub fn offices<'a>(
        &'a self,
        procedure: &'a IntakeProcedure,
        day: Day,
    ) -> impl Iterator<Item = (&'a str, &'a Office)> {
        self.offices.iter().filter_map(move |(id, office)| {
            procedure.is_received_by(id, office, day).then_some((id.as_str(), office))
        })
    }

    /// The definition of a slip of `pack`; none where the pack has none, or no form was written for it.
    pub fn slip(&self, pack: &str, kind: SlipKind) -> Option<&Form> {
        self.slips.iter().find(|slip| slip.pack == pack && slip.kind == kind).map(|slip| &slip.form)
    }

    /// The name of the office or unit `id`; of one that isn't listed its id, which is its name as it was written.
    pub fn office_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.offices.get(id).map_or(id, |office| &office.name)
    }

    /// The prefix of codes that the office `id` gives.
    pub fn code_prefix(&self, id: &str) -> &CodePrefix {
        self.offices.get(id).and_then(|office| office.code_prefix.as_ref()).unwrap_or(&self.site.code_prefix)
    }
}

impl IntakeProcedure {
    /// The case of this number, counted from 1 as dossiers name it.
    pub fn case(&self, number: u16) -> Option<&IntakeCase> {
        self.cases.get(usize::from(number).checked_sub(1)?)
    }

    /// Whether `office`, called `id`, receives it on `day`.
    pub fn is_received_by(&self, id: &str, office: &Office, day: Day) -> bool {
        let there = office.valid.as_ref().is_none_or(|valid| valid.holds_on(day));
        let named = self.offices.iter().any(|one| one == id);
        there && (named || office.kind == AgencyKind::Unit && self.levels.contains(&office.level))
    }

    /// Whether everybody of the case sends a file of `paper`: a form of its own is answered in fields instead.
    pub fn needs_file(&self, paper: &IntakePaper) -> bool {
        paper.is_required() && !self.is_answered(paper)
    }

    /// Whether `paper` is one of its forms.
    pub fn is_answered(&self, paper: &IntakePaper) -> bool {
        paper.form.as_ref().is_some_and(|form| self.forms.contains(form))
    }

    /// Whether somebody with `case`, a place from 0, must answer its form `id`: surely when the case asks for it as a paper,
    /// or when it is the only form; not where that paper is among the `scanned`, numbers from 1.
    pub fn must_answer(&self, id: &str, case: usize, scanned: &[u16]) -> bool {
        let papers = self.cases.get(case).map_or(&[][..], |case| &case.papers);
        let mut own =
            papers.iter().zip(1..).filter(|(paper, _)| paper.form.as_deref() == Some(id)).peekable();
        match own.peek() {
            None => self.forms.len() == 1,
            Some(_) => own.any(|(paper, number)| paper.is_required() && !scanned.contains(&number)),
        }
    }

    /// The times of a way to hand in, or of the first way that states one.
    pub fn times(&self, via: Via) -> &[IntakeTime] {
        let stated = |channel: &&IntakeChannel| !channel.times.is_empty();
        let own = self.channels.iter().filter(stated).find(|channel| channel.via == via);
        own.or_else(|| self.channels.iter().find(stated)).map_or(&[], |channel| &channel.times)
    }

    /// The one time that holds for everybody who hands in this way; nothing where an officer has to choose.
    pub fn only_term(&self, via: Via) -> Option<&Term> {
        match self.times(via) {
            [only] if !self.time_unclear => only.term.as_ref(),
            _ => None,
        }
    }
}

impl IntakePaper {
    /// Whether every applicant of the case hands it in: the only papers whose absence a program may point at.
    pub fn is_required(&self) -> bool {
        self.when.is_none() && self.one_of.is_none() && !self.show_only
    }
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}
