//! Sending a dossier: the page of one procedure, and the way to it. What is asked comes from the rules file of the function,
//! so that page and function ask the same.

mod index;
mod parts;

use content::form::FormRole;
use content::intake::{FILE_KINDS, IntakeCase, IntakePaper, IntakeProcedure, LARGEST_FILE_BYTES};
use content::{Level, Procedure, Submission, text};
use serde::Serialize;
use serde_json::json;

use super::glance::{self, Glance};
use super::{Head, Item, Scope, clipped, fill, form, papers};
use crate::plan::{self, DataFile};

pub use index::{SubmitIndexView, TrackView};
pub(super) use index::{index, track};
pub use parts::DrawnParts;
pub(super) use parts::{form_rules, words_script};

/// The page on which a dossier is filled in and sent.
#[derive(Serialize)]
pub struct SubmitView<'a> {
    /// For the frame.
    #[serde(skip_serializing)]
    pub head: Head,
    /// Title of the procedure.
    pub title: String,
    /// Link to its page.
    pub procedure: String,
    /// Its code.
    pub code: &'a str,
    /// Who takes it.
    pub state: StateView<'a>,
    /// Time and fee.
    pub glance: Vec<Glance>,
    /// Where the form is sent.
    pub action: String,
    /// Offices that receive it, by tier.
    pub offices: Vec<OfficeGroup<'a>>,
    /// The office, where there is only one.
    pub only_office: Option<OfficeView<'a>>,
    /// Cases with their papers.
    pub cases: Vec<CaseView<'a>>,
    /// Whether there are several.
    pub many: bool,
    /// Forms to fill in.
    pub parts: Vec<PartView<'a>>,
    /// Forms to print instead.
    pub forms: Vec<Item>,
    /// Scripts with what the forms ask.
    pub scripts: Vec<String>,
    /// What the script of the page has to know.
    pub data: String,
    /// "20 MB".
    pub largest: String,
    /// What a box for files takes.
    pub accept: String,
    /// Link to the list of communes.
    pub units: String,
}

/// Who takes what is sent from here.
#[derive(Serialize)]
pub struct StateView<'a> {
    /// Nobody.
    off: bool,
    /// A trial that reaches no office.
    trial: bool,
    /// By which law this body takes dossiers.
    ground: Option<&'a str>,
    /// The national portal.
    portal: &'a str,
}

/// Offices of a tier.
#[derive(Serialize)]
pub struct OfficeGroup<'a> {
    tier: &'static str,
    offices: Vec<OfficeView<'a>>,
}

/// An office.
#[derive(Clone, Serialize)]
pub struct OfficeView<'a> {
    id: &'a str,
    name: &'a str,
    address: Option<&'a str>,
}

/// A case.
#[derive(Serialize)]
pub struct CaseView<'a> {
    number: usize,
    name: Option<&'a str>,
    choices: Vec<Choice<'a>>,
    /// What is only shown, at the counter.
    shown: Vec<&'a str>,
}

/// A paper, or several of which one is enough.
#[derive(Serialize)]
pub struct Choice<'a> {
    any: bool,
    papers: Vec<PaperView<'a>>,
}

/// A paper of which files are sent.
#[derive(Serialize)]
pub struct PaperView<'a> {
    number: usize,
    /// Name of its box.
    field: String,
    name: &'a str,
    quantity: Option<String>,
    when: Option<String>,
    is_required: bool,
    /// The form that it is, where the page asks for that in fields.
    form: Option<&'a str>,
}

/// A form to fill in.
#[derive(Serialize)]
pub struct PartView<'a> {
    id: &'a str,
    title: &'a str,
    /// Whether no case needs it for sure.
    is_optional: bool,
    html: String,
    /// Texts in the places that the drawing leaves for them.
    #[serde(skip)]
    values: Vec<(&'static str, String)>,
}

const LONG_TITLE: usize = 140;

/// Who takes what is sent from the site of `scope`.
pub(super) fn state<'a>(scope: &Scope<'a>) -> StateView<'a> {
    let site = &scope.plan.catalogue.site;
    let submission = scope.plan.submission();
    StateView {
        off: submission == Submission::Off,
        trial: submission == Submission::Demo,
        ground: site.legal_ground.as_deref().filter(|_| submission == Submission::Own),
        portal: &site.national_portal,
    }
}

/// The way to an address of the function.
pub(super) fn function(scope: &Scope, address: &str) -> Option<String> {
    let function = scope.plan.function()?;
    let root = if function.contains("://") || function.starts_with('/') { "" } else { scope.links.root() };
    Some(format!("{root}{function}{address}"))
}

/// The page for sending a dossier of `procedure`.
pub(super) fn view<'a>(scope: &Scope<'a>, procedure: &'a Procedure) -> SubmitView<'a> {
    let (plan, words) = (scope.plan, scope.words);
    let title = clipped(&plan::title(&procedure.name), LONG_TITLE).into_owned();
    let address = format!("thu-tuc/{}/", procedure.code);
    let crumbs = vec![scope.crumb(words.menu_submit(), "nop/")];
    let heading = fill(words.send_title(), &[("title", &title)]);
    let mut head = Head::bare(scope, &heading, words.send_summary(), crumbs);
    // The procedure's own page is the one to be found.
    (head.has_json, head.indexed) = (false, false);
    let intake = plan.intake();
    let asked = intake.procedure(&procedure.code, scope.as_of());
    let offices = asked.map(|asked| offices(scope, asked)).unwrap_or_default();
    let only_office = match offices.as_slice() {
        [group] if group.offices.len() == 1 => group.offices.first().cloned(),
        _ => None,
    };
    let cases = asked.map_or(&[][..], |asked| &asked.cases);
    let parts = asked.map(|asked| parts(scope, procedure, asked)).unwrap_or_default();
    let mut glance = glance::glance(scope, procedure, None);
    glance.truncate(2);
    for one in &mut glance {
        one.link = None;
        // The table is on the procedure's own page.
        one.details.retain(|told| told != words.fees_see_table() && told != words.depends_see_table());
    }
    SubmitView {
        head,
        procedure: scope.links.to(&address),
        code: procedure.code.as_str(),
        state: state(scope),
        glance,
        action: function(scope, "dossiers").unwrap_or_default(),
        offices,
        only_office,
        many: cases.len() > 1,
        cases: asked
            .into_iter()
            .flat_map(|asked| asked.cases.iter().enumerate().map(move |case| (asked, case)))
            .map(|(asked, (at, case))| case_view(scope, asked, at, case))
            .collect(),
        scripts: parts
            .iter()
            .skip(2)
            .map(|part| plan::submit_rules_address(part.id))
            .chain([DataFile::SubmitWords.address().to_owned()])
            .map(|address| scope.links.to(&address))
            .collect(),
        data: form::embedded(data(scope, &title, asked, &parts)),
        forms: plan
            .catalogue
            .forms_of(&procedure.code)
            .iter()
            .filter_map(|used| plan.catalogue.current_form(&used.form))
            .map(|version| form::item(scope, version))
            .collect(),
        parts,
        title,
        largest: format!("{} MB", LARGEST_FILE_BYTES >> 20),
        accept: FILE_KINDS.join(","),
        units: scope.links.to(DataFile::Units.address()),
    }
}

fn data(
    scope: &Scope,
    title: &str,
    asked: Option<&IntakeProcedure>,
    parts: &[PartView],
) -> serde_json::Map<String, serde_json::Value> {
    let needs = |id: &str| -> Vec<usize> {
        let Some(asked) = asked else { return Vec::new() };
        (0..asked.cases.len()).filter(|case| asked.must_answer(id, *case, &[])).map(|case| case + 1).collect()
    };
    let forms: Vec<_> = parts
        .iter()
        .map(|part| match part.id {
            "filer" => json!({"id": part.id, "title": part.title}),
            // Only the general request has such texts.
            id if !part.values.is_empty() => {
                json!({"id": id, "title": part.title, "in": needs(id), "request": true})
            }
            id => json!({"id": id, "title": part.title, "in": needs(id)}),
        })
        .collect();
    let all = [
        ("code", asked.map_or("", |asked| asked.code.as_str()).into()),
        ("title", title.into()),
        ("api", function(scope, "").into()),
        ("forms", forms.into()),
        ("largest", LARGEST_FILE_BYTES.into()),
    ];
    all.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn offices<'a>(scope: &Scope<'a>, asked: &'a IntakeProcedure) -> Vec<OfficeGroup<'a>> {
    let all: Vec<_> = scope.plan.intake().offices(asked, scope.as_of()).collect();
    let tiers = Level::ALL.into_iter().map(|tier| {
        let own = all.iter().filter(|(_, office)| office.level == tier);
        let mut offices: Vec<_> = own
            .map(|(id, office)| OfficeView { id, name: &office.name, address: office.address.as_deref() })
            .collect();
        offices.sort_by_cached_key(|office| text::sort_key(office.name));
        OfficeGroup { tier: tier.name(), offices }
    });
    tiers.filter(|group| !group.offices.is_empty()).collect()
}

fn parts<'a>(scope: &Scope<'a>, procedure: &Procedure, asked: &'a IntakeProcedure) -> Vec<PartView<'a>> {
    let (intake, people) = (scope.plan.intake(), scope.plan.people());
    let people = ["filer", "owner"].into_iter().filter_map(|id| Some((id, people.get(id)?)));
    let own = asked.forms.iter().filter_map(|id| Some((id.as_str(), intake.forms.get(id)?)));
    people
        .chain(own)
        .map(|(id, form)| PartView {
            id,
            title: &form.title,
            is_optional: id != "filer"
                && !(0..asked.cases.len()).any(|case| asked.must_answer(id, case, &[])),
            html: String::new(),
            values: match form.role {
                FormRole::Request => parts::values(scope.plan.catalogue, procedure),
                _ => Vec::new(),
            },
        })
        .collect()
}

fn case_view<'a>(scope: &Scope, asked: &'a IntakeProcedure, at: usize, case: &'a IntakeCase) -> CaseView<'a> {
    let mut choices: Vec<Choice> = Vec::new();
    let mut told: Vec<&str> = Vec::new();
    let numbered: Vec<_> = case.papers.iter().zip(1..).filter(|(paper, _)| !paper.show_only).collect();
    for (paper, number) in &numbered {
        let group = paper.one_of.as_deref();
        if group.is_some_and(|group| told.contains(&group)) {
            continue;
        }
        told.extend(group);
        let papers: Vec<_> = match group {
            Some(_) => numbered
                .iter()
                .filter(|(other, _)| other.one_of.as_deref() == group)
                .map(|(other, number)| paper_view(scope, asked, at, *number, other))
                .collect(),
            None => vec![paper_view(scope, asked, at, *number, paper)],
        };
        choices.push(Choice { any: papers.len() > 1, papers });
    }
    let shown = case.papers.iter().filter(|paper| paper.show_only).map(|paper| paper.name.as_str()).collect();
    CaseView { number: at + 1, name: case.name.as_deref(), choices, shown }
}

fn paper_view<'a>(
    scope: &Scope,
    asked: &IntakeProcedure,
    case: usize,
    number: usize,
    paper: &'a IntakePaper,
) -> PaperView<'a> {
    PaperView {
        number,
        // Numbers of papers count within a case: where there are several the name says which.
        field: match asked.cases.len() {
            1 => format!("paper.{number}"),
            _ => format!("paper.{}.{number}", case + 1),
        },
        name: &paper.name,
        quantity: papers::quantity(scope.words, paper.originals, paper.copies),
        when: paper.when.as_deref().map(|when| papers::when_sentence(scope, when)),
        is_required: asked.needs_file(paper),
        form: paper.form.as_deref().filter(|_| asked.is_answered(paper)),
    }
}
