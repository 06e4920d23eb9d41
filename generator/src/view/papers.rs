use content::form::FormUse;
use content::{Case, Component, Procedure, text};
use serde::Serialize;

use super::{Scope, Words, fill, mention, sentence};

/// The papers of a dossier, by case.
#[derive(Serialize)]
pub struct Papers<'a> {
    /// "Nộp 1 bộ hồ sơ".
    pub sets: Option<String>,
    /// Whether there is so much to choose from that each case opens by itself.
    pub many: bool,
    /// The cases.
    pub cases: Vec<CaseView<'a>>,
}

/// A case.
#[derive(Serialize)]
pub struct CaseView<'a> {
    /// Anchor.
    pub id: String,
    /// The situation.
    pub name: Option<&'a str>,
    /// Number of papers.
    pub count: usize,
    /// What is handed in, and what is only shown.
    pub lists: Vec<PaperList<'a>>,
    /// Level of the headings inside: below the case's own, if it has one.
    pub heading: u8,
    /// What to know first.
    pub notes: Vec<String>,
    /// What else there is to know.
    pub more_notes: Vec<String>,
    /// "Xem thêm 14 lưu ý".
    pub more: Option<String>,
}

/// Papers that are treated alike.
#[derive(Serialize)]
pub struct PaperList<'a> {
    /// "Phải nộp".
    pub title: &'a str,
    /// The papers.
    pub choices: Vec<Choice<'a>>,
}

/// A paper, or several of which one is enough.
#[derive(Serialize)]
pub struct Choice<'a> {
    /// Whether there are alternatives.
    pub any: bool,
    /// One, or the alternatives.
    pub papers: Vec<PaperView<'a>>,
}

/// A paper.
#[derive(Serialize)]
pub struct PaperView<'a> {
    /// Stable id, for the device's memory of ticks.
    pub id: String,
    /// Title.
    pub name: &'a str,
    /// "1 bản chính, 2 bản sao".
    pub quantity: Option<String>,
    /// Who needs it, as a sentence.
    pub when: Option<String>,
    /// What else to know.
    pub note: Option<&'a str>,
    /// Its form on this site.
    pub form: Option<String>,
}

/// From how many cases on each opens by itself.
const MANY_CASES: usize = 3;
/// How many notes stand open.
const OPEN_NOTES: usize = 4;

pub(super) fn papers<'a>(scope: &Scope<'a>, procedure: &'a Procedure) -> Option<Papers<'a>> {
    let cases: Vec<CaseView> = procedure
        .cases
        .iter()
        .enumerate()
        .filter(|(_, case)| !case.components.is_empty() || !case.notes.is_empty())
        .map(|(at, case)| case_view(scope, procedure, at + 1, case))
        .collect();
    if cases.is_empty() {
        return None;
    }
    let sets = procedure.sets.map(|sets| fill(scope.words.sets(), &[("n", &sets.to_string())]));
    Some(Papers { sets, many: cases.len() >= MANY_CASES, cases })
}

fn case_view<'a>(scope: &Scope<'a>, procedure: &Procedure, number: usize, case: &'a Case) -> CaseView<'a> {
    let forms = scope.plan.catalogue.forms_of(&procedure.code);
    let note = |note: &String| mention::linked_text(scope, &procedure.code, note);
    let mut ids = Ids { case: number, given: Vec::new() };
    let (mut hand_in, mut show) = (Vec::new(), Vec::new());
    let mut told: Vec<&str> = Vec::new();
    for component in &case.components {
        let group: Vec<&Component> = match component.one_of.as_deref() {
            Some(word) if told.contains(&word) => continue,
            Some(word) => {
                told.push(word);
                case.components.iter().filter(|other| other.one_of.as_deref() == Some(word)).collect()
            }
            None => vec![component],
        };
        let papers: Vec<PaperView> =
            group.into_iter().map(|component| paper(scope, component, &mut ids, forms)).collect();
        let list = if component.show_only { &mut show } else { &mut hand_in };
        list.push(Choice { any: papers.len() > 1, papers });
    }
    // A remainder of one note is not worth a click.
    let open = if case.notes.len() <= OPEN_NOTES + 1 { case.notes.len() } else { OPEN_NOTES };
    let (notes, more_notes) = case.notes.split_at(open);
    let words = scope.words;
    let lists = [(words.hand_in(), hand_in), (words.show(), show)]
        .into_iter()
        .filter(|(_, choices)| !choices.is_empty());
    CaseView {
        id: format!("truong-hop-{number}"),
        name: case.name.as_deref(),
        count: case.components.len(),
        lists: lists.map(|(title, choices)| PaperList { title, choices }).collect(),
        heading: if case.name.is_some() { 4 } else { 3 },
        notes: notes.iter().map(note).collect(),
        more_notes: more_notes.iter().map(note).collect(),
        more: (!more_notes.is_empty())
            .then(|| fill(words.more_notes(), &[("n", &more_notes.len().to_string())])),
    }
}

fn paper<'a>(scope: &Scope, component: &'a Component, ids: &mut Ids, forms: &[FormUse]) -> PaperView<'a> {
    PaperView {
        id: ids.next(&component.name),
        name: &component.name,
        quantity: quantity(scope.words, component.originals, component.copies),
        when: component.when.as_deref().map(|when| when_sentence(scope, when)),
        note: component.note.as_deref(),
        form: forms
            .iter()
            .find(|used| used.component.as_ref() == Some(&component.name))
            .map(|used| scope.links.to(&format!("bieu-mau/{}/", used.form))),
    }
}

/// "1 bản chính, 2 bản sao".
pub(super) fn quantity(words: &Words, originals: u32, copies: u32) -> Option<String> {
    let counted = |count: u32, words: &str| (count > 0).then(|| fill(words, &[("n", &count.to_string())]));
    let both: Vec<String> = [counted(originals, words.originals()), counted(copies, words.copies())]
        .into_iter()
        .flatten()
        .collect();
    (!both.is_empty()).then(|| both.join(", "))
}

/// Words with which a condition already reads as one.
const OPENINGS: [&str; 9] =
    ["khi ", "chi ", "neu ", "khong can ", "tru ", "bat buoc", "doi voi ", "truong hop ", "ap dung "];

/// "Khi: nộp tại quầy"; a condition that already says so stands alone.
pub(super) fn when_sentence(scope: &Scope, when: &str) -> String {
    // No opening is longer.
    let folded = text::fold(&when.chars().take(12).collect::<String>());
    if OPENINGS.iter().any(|opening| folded.starts_with(opening)) {
        return sentence(when);
    }
    fill(scope.words.when(), &[("when", when)])
}

/// Ids of papers: made from their names, so that a changed list keeps the ticks of what stayed.
struct Ids {
    case: usize,
    given: Vec<String>,
}

impl Ids {
    fn next(&mut self, name: &str) -> String {
        let base = format!("g{}-{:06x}", self.case, fnv1a(name) & 0xff_ffff);
        let mut id = base.clone();
        let mut twin = 2;
        while self.given.contains(&id) {
            id = format!("{base}-{twin}");
            twin += 1;
        }
        self.given.push(id.clone());
        id
    }
}

/// FNV-1a, 32 bits: short, stable, and no secret.
pub(crate) fn fnv1a(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
