use std::borrow::Cow;

use content::{Actor, Conditions, Day, Field, Procedure, ProcedureCode, Submission};
use serde::Serialize;

use super::about::{self, Open, Row, VersionLine};
use super::costs::{self, Cost};
use super::form;
use super::glance::{self, Glance};
use super::legal::legal_address;
use super::papers::{self, Papers};
use super::place::{self, Duty};
use super::{Head, Item, Scope, clipped, fill, linked_data, mention, sentence};
use crate::markdown;
use crate::plan::{self, Entry, Shelf};

/// The page of a procedure.
#[derive(Serialize)]
pub struct ProcedureView<'a> {
    /// For the frame.
    #[serde(skip_serializing)]
    pub head: Head,
    /// The record and what the page computes of it, for `index.json`.
    #[serde(skip_serializing)]
    pub facts: ProcedureFacts<'a>,
    /// `<h1>`: the name without "Thủ tục"; the beginning of a name that would fill the screen.
    pub title: String,
    /// Whether the title should be set smaller.
    pub long_title: bool,
    /// Whether it is only the beginning of the name.
    pub clipped_title: bool,
    /// The exact legal name, where the title differs.
    pub legal_name: Option<&'a str>,
    /// National code.
    pub code: &'a str,
    /// Tiers.
    pub tiers: Vec<&'static str>,
    /// Toàn trình, một phần ..., where a source says so.
    pub mode: Option<&'static str>,
    /// That this is not the version in force, and which is.
    pub outdated: Option<Row>,
    /// One or two plain sentences.
    pub summary: Option<String>,
    /// Time, fee, place, online mode.
    pub glance: Vec<Glance>,
    /// The national portal, where the dossier can be sent online.
    pub apply: Option<&'a str>,
    /// Link to where a dossier is sent from here, and whether that is a trial.
    pub submit: Option<String>,
    /// Whether sending from here is a trial.
    pub submit_trial: bool,
    /// Papers.
    pub papers: Option<Papers<'a>>,
    /// Its forms on this site.
    pub forms: Vec<Item>,
    /// Link to the general request and the lists of papers, where the site has no form of it.
    pub request: Option<String>,
    /// Steps.
    pub steps: Vec<StepView>,
    /// Time and fees by channel.
    pub costs: Vec<Cost>,
    /// Who receives, decides, takes part.
    pub duties: Vec<Duty>,
    /// Where the source states an address.
    pub address: Option<&'a str>,
    /// Ways to hand in, in words.
    pub channels: Option<String>,
    /// Whether anything is known of place and agencies.
    pub has_place: bool,
    /// Whether anything is known of who may ask, and on which conditions.
    pub has_who: bool,
    /// Results.
    pub results: Vec<Result<'a>>,
    /// Who it is for.
    pub audience: Vec<&'static str>,
    /// Conditions as HTML.
    pub conditions: Option<String>,
    /// That the source says there are none.
    pub no_conditions: bool,
    /// What the source leaves open.
    pub open: Vec<Open<'a>>,
    /// What this page lacks, in words.
    pub missing: Option<String>,
    /// Whether it lacks what people come for: papers or steps.
    pub misses_much: bool,
    /// Legal basis.
    pub laws: Vec<Law<'a>>,
    /// Whether there is anything near it.
    pub has_related: bool,
    /// Procedures near it.
    pub related: Vec<Item>,
    /// Life events.
    pub events: Vec<Item>,
    /// Code, decision, validity, source, review.
    pub about: Vec<Row>,
    /// What changed.
    pub changes: Vec<Row>,
    /// Versions, when there are several.
    pub versions: Vec<VersionLine>,
    /// The national portal.
    pub national_portal: &'a str,
}

/// A step.
#[derive(Serialize)]
pub struct StepView {
    actor: &'static str,
    who: String,
    html: String,
}

/// A result.
#[derive(Serialize)]
pub struct Result<'a> {
    name: &'a str,
    code: Option<&'a str>,
    when: Option<String>,
}

/// A legal text.
#[derive(Serialize)]
pub struct Law<'a> {
    number: &'a str,
    title: Option<Cow<'a, str>>,
    date: Option<String>,
    href: Option<String>,
    repealed: Option<String>,
}

/// What `index.json` says of a procedure: the record as it stands, and what the page computes of it.
#[derive(Serialize)]
pub struct ProcedureFacts<'a> {
    title: String,
    procedure: &'a Procedure,
    field: Option<&'a Field>,
    offered_level: Option<u8>,
    below_level_1_for: Vec<&'static str>,
    in_force: bool,
    versions: Vec<VersionFact<'a>>,
}

#[derive(Serialize)]
struct VersionFact<'a> {
    code: &'a ProcedureCode,
    from: Option<Day>,
    to: Option<Day>,
    address: String,
}

const LONG_TITLE: usize = 90;
const LONGEST_TITLE: usize = 260;
/// To how much a name is cut that is longer than that.
const CLIPPED_TITLE: usize = 150;
/// How much of a law's title a procedure shows; the law's page shows all of it.
const LAW_TITLE_LENGTH: usize = 160;

pub(super) fn view<'a>(scope: &Scope<'a>, procedure: &'a Procedure) -> ProcedureView<'a> {
    let site_plan = scope.plan;
    let entry = site_plan.entry(&procedure.code);
    let current = entry.is_some_and(|entry| std::ptr::eq(entry.procedure, procedure));
    let title = plan::title(&procedure.name);
    let clipped_title = title.chars().count() > LONGEST_TITLE;
    let glance = glance::glance(scope, procedure, entry);
    let field = site_plan.catalogue.fields.get(&procedure.field);
    let mut head = head(scope, procedure, &title, &glance, field);
    head.indexed = current;
    let channels = place::channels(scope, procedure);
    let related: Vec<Item> = procedure
        .related
        .iter()
        .filter_map(|code| site_plan.entry(code))
        .map(|entry| scope.item(entry, None))
        .collect();
    let events = events(scope, procedure);
    ProcedureView {
        has_place: !procedure.agencies.is_empty() || channels.is_some(),
        has_who: !procedure.audience.is_empty() || procedure.conditions.is_some(),
        has_related: !related.is_empty() || !events.is_empty(),
        facts: facts(scope, procedure, entry, field, current),
        head,
        long_title: title.chars().count() > LONG_TITLE,
        clipped_title,
        legal_name: (clipped_title || title != procedure.name).then_some(&procedure.name),
        title: if clipped_title { clipped(&title, CLIPPED_TITLE).into_owned() } else { title },
        code: procedure.code.as_str(),
        tiers: content::Level::ALL
            .into_iter()
            .filter(|tier| procedure.levels.contains(tier))
            .map(content::Level::name)
            .collect(),
        mode: procedure.online.as_ref().map(|online| online.mode.name()),
        outdated: about::outdated(scope, procedure, entry),
        summary: procedure.summary.as_ref().map(|text| mention::linked_text(scope, &procedure.code, text)),
        glance,
        submit: (current && site_plan.submission() != Submission::Off)
            .then(|| scope.links.to(&plan::submit_address(procedure))),
        submit_trial: site_plan.submission() == Submission::Demo,
        apply: place::can_be_sent(procedure).then_some(&site_plan.catalogue.site.national_portal),
        papers: papers::papers(scope, procedure),
        forms: forms(scope, procedure),
        request: entry
            .filter(|entry| current && site_plan.has_request(entry))
            .map(|entry| scope.links.to(&plan::request_address(entry.procedure))),
        steps: procedure.steps.iter().map(|step| step_view(scope, procedure, step)).collect(),
        costs: costs::costs(scope, procedure),
        duties: place::duties(scope, procedure),
        address: procedure.agencies.address.as_deref(),
        channels: channels.as_deref().map(sentence),
        results: procedure
            .results
            .iter()
            .map(|result| Result {
                name: &result.name,
                code: result.code.as_deref(),
                when: result.when.as_deref().map(sentence),
            })
            .collect(),
        audience: procedure.audience.iter().map(|audience| audience.name()).collect(),
        conditions: match &procedure.conditions {
            Some(Conditions::Text(text)) => Some(prose(scope, procedure, text)),
            _ => None,
        },
        no_conditions: procedure.conditions == Some(Conditions::None),
        open: about::open(scope, procedure),
        misses_much: procedure.steps.is_empty() || procedure.cases.is_empty(),
        missing: about::missing(scope, procedure),
        laws: procedure.legal_basis.iter().map(|number| law(scope, number)).collect(),
        related,
        events,
        about: about::rows(scope, procedure, field),
        changes: about::changes(procedure),
        versions: about::versions(scope, procedure),
        national_portal: &site_plan.catalogue.site.national_portal,
    }
}

fn head(scope: &Scope, procedure: &Procedure, title: &str, glance: &[Glance], field: Option<&Field>) -> Head {
    let told: Vec<String> = glance.iter().map(|item| format!("{}: {}", item.label, item.value)).collect();
    let description = match &procedure.summary {
        Some(summary) => summary.clone(),
        None => fill(
            scope.words.procedure_description(),
            &[("title", &clipped(title, 110)), ("facts", &told.join(". "))],
        ),
    };
    let crumbs = field.map(|field| scope.crumb(&field.name, &format!("linh-vuc/{}/", field.id)));
    let mut head = Head::bare(scope, title, &description, crumbs.into_iter().collect());
    head.linked_data = Some(linked_data::procedure(scope, procedure, &head, title));
    head
}

fn facts<'a>(
    scope: &Scope<'a>,
    procedure: &'a Procedure,
    entry: Option<&Entry>,
    field: Option<&'a Field>,
    current: bool,
) -> ProcedureFacts<'a> {
    let versions = scope.plan.versions(&procedure.code);
    ProcedureFacts {
        title: plan::title(&procedure.name),
        procedure,
        field,
        offered_level: entry.and_then(|entry| entry.offer.level),
        below_level_1_for: entry
            .map(|entry| entry.offer.missing.iter().map(|part| part.key()).collect())
            .unwrap_or_default(),
        in_force: current,
        versions: versions
            .iter()
            .filter(|_| versions.len() > 1)
            .map(|version| VersionFact {
                code: &version.procedure.code,
                from: version.procedure.valid.as_ref().and_then(|valid| valid.from),
                to: version.procedure.valid.as_ref().and_then(|valid| valid.to),
                address: about::version_page(scope, &version.procedure),
            })
            .collect(),
    }
}

/// Markdown of a record as HTML, with links at the procedures it names.
fn prose(scope: &Scope, procedure: &Procedure, text: &str) -> String {
    mention::linked(scope, &procedure.code, scope.links.fit(markdown::html(text)))
}

fn step_view(scope: &Scope, procedure: &Procedure, step: &content::Step) -> StepView {
    let (actor, who) = match step.actor {
        Actor::Applicant => ("applicant", scope.words.actor_applicant()),
        Actor::Agency => ("agency", scope.words.actor_agency()),
    };
    StepView { actor, who: who.to_owned(), html: prose(scope, procedure, &step.text) }
}

fn law<'a>(scope: &Scope<'a>, number: &'a str) -> Law<'a> {
    let Some(filed) = scope.plan.catalogue.legal.get(number) else {
        return Law { number, title: None, date: None, href: None, repealed: None };
    };
    let legal = &filed.value;
    Law {
        number,
        title: legal.title.as_deref().map(|title| clipped(title, LAW_TITLE_LENGTH)),
        date: legal.date.map(Day::vietnamese),
        href: Some(scope.links.to(&legal_address(legal))),
        repealed: legal.repealed_by.as_ref().map(|by| fill(scope.words.law_repealed(), &[("number", by)])),
    }
}

/// Each form once, whatever papers it is.
fn forms(scope: &Scope, procedure: &Procedure) -> Vec<Item> {
    let catalogue = scope.plan.catalogue;
    let mut ids: Vec<&str> = Vec::new();
    for used in catalogue.forms_of(&procedure.code) {
        if !ids.contains(&used.form.as_str()) {
            ids.push(&used.form);
        }
    }
    ids.into_iter()
        .filter_map(|id| catalogue.current_form(id))
        .map(|version| form::item(scope, version))
        .collect()
}

fn events(scope: &Scope, procedure: &Procedure) -> Vec<Item> {
    let events = &scope.plan.catalogue.life_events;
    procedure
        .life_events
        .iter()
        .filter_map(|id| events.iter().find(|event| event.id == *id))
        .filter(|event| !scope.plan.in_life_event(&event.id).is_empty())
        .map(|event| Item {
            id: None,
            href: scope.links.to(&format!("su-kien/{}/", event.id)),
            title: event.name.clone(),
            code: None,
            detail: None,
        })
        .collect()
}

impl Scope<'_> {
    /// Link to the shelf of levels on which a procedure stands.
    pub(super) fn level_link(&self, entry: &Entry) -> String {
        self.links.to(&Shelf::of_level(entry.offer.level).address())
    }
}
