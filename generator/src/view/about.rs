use content::{
    Field, Part, PartState, Procedure, ProcedureKind, ReviewState, UnclearWhat, Validity, part_state,
};
use serde::Serialize;

use super::{Scope, fill};
use crate::plan::{Entry, version_address};

/// A label, a value, perhaps a link.
#[derive(Serialize)]
pub struct Row {
    /// Label.
    pub label: String,
    /// Value.
    pub value: String,
    /// Link of the value.
    pub href: Option<String>,
}

/// A fact that the source leaves open.
#[derive(Serialize)]
pub struct Open<'a> {
    /// Which part.
    pub what: &'a str,
    /// The source's own words.
    pub says: &'a str,
    /// What to ask.
    pub ask: &'a str,
}

/// A version in the list of versions.
#[derive(Serialize)]
pub struct VersionLine {
    /// "Từ 01/07/2025".
    pub name: String,
    /// Link; none for the version shown.
    pub href: Option<String>,
    /// Whether it is in force.
    pub in_force: bool,
}

impl Row {
    fn new(label: &str, value: impl Into<String>) -> Self {
        Row { label: label.to_owned(), value: value.into(), href: None }
    }

    fn linked(label: &str, value: impl Into<String>, href: String) -> Self {
        Row { label: label.to_owned(), value: value.into(), href: Some(href) }
    }
}

/// Code, name, decision, validity, source, review.
pub(super) fn rows(scope: &Scope, procedure: &Procedure, field: Option<&Field>) -> Vec<Row> {
    let words = scope.words;
    let kind = procedure.kind.map(|kind| match kind {
        ProcedureKind::DetailedByLaw => words.kind_detailed_by_law(),
        ProcedureKind::NotDelegated => words.kind_not_delegated(),
        ProcedureKind::Other => words.kind_other(),
    });
    let decision = procedure.decision.as_ref();
    let day = |label: &str, day: Option<content::Day>| day.map(|day| Row::new(label, day.vietnamese()));
    let valid = procedure.valid.as_ref();
    let source = &procedure.source;
    let from = super::source_name(words, &source.from);
    [
        Some(Row::new(words.code(), procedure.code.as_str())),
        Some(Row::new(words.legal_name(), &procedure.name)),
        field.map(|field| {
            Row::linked(words.field(), &field.name, scope.links.to(&format!("linh-vuc/{}/", field.id)))
        }),
        kind.map(|kind| Row::new(words.kind(), kind)),
        decision.map(|decision| Row::new(words.decision(), &decision.number)),
        day(words.decision_date(), decision.and_then(|decision| decision.date)),
        day(words.decision_effective(), decision.and_then(|decision| decision.effective)),
        day(words.valid_from(), valid.and_then(|valid| valid.from)),
        day(words.valid_to(), valid.and_then(|valid| valid.to)),
        replaced_by(scope, valid),
        Some(Row::new(words.source(), from)),
        source.seen.as_ref().map(|seen| Row::new(words.source_seen(), super::months(words, seen))),
        Some(Row::new(words.review(), review(scope, procedure))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn replaced_by(scope: &Scope, valid: Option<&Validity>) -> Option<Row> {
    let code = valid?.replaced_by.as_ref()?;
    let entry = code.parse().ok().and_then(|code| scope.plan.entry(&code));
    Some(match entry {
        Some(entry) => Row::linked(scope.words.replaced_by(), &entry.title, scope.links.to(&entry.address)),
        None => Row::new(scope.words.replaced_by(), code),
    })
}

fn review(scope: &Scope, procedure: &Procedure) -> String {
    let words = scope.words;
    let state = match procedure.review.state {
        ReviewState::Imported => words.review_imported(),
        ReviewState::Drafted => words.review_drafted(),
        ReviewState::Reviewed => words.review_reviewed(),
    };
    match procedure.review.on {
        Some(day) => format!("{state}, {}", day.vietnamese()),
        None => state.to_owned(),
    }
}

/// What the source leaves open, and what to ask.
pub(super) fn open<'a>(scope: &Scope<'a>, procedure: &'a Procedure) -> Vec<Open<'a>> {
    let words = scope.words;
    let named = |what: UnclearWhat| match what {
        UnclearWhat::Fees => (words.part_fees(), words.ask_fees()),
        UnclearWhat::Time => (words.part_time(), words.ask_time()),
        UnclearWhat::Components => (words.part_components(), words.ask_components()),
        UnclearWhat::Levels => (words.part_levels(), words.ask_levels()),
        UnclearWhat::Agencies => (words.part_agencies(), words.ask_agencies()),
        UnclearWhat::Results => (words.part_results(), words.ask_results()),
        UnclearWhat::Conditions => (words.part_conditions(), words.ask_conditions()),
        UnclearWhat::LegalBasis => (words.part_legal_basis(), words.ask_legal_basis()),
        UnclearWhat::Channels => (words.part_channels(), words.ask_channels()),
        UnclearWhat::Sets => (words.part_sets(), words.ask_sets()),
        UnclearWhat::Decision => (words.part_decision(), words.ask_decision()),
        UnclearWhat::Audience => (words.part_audience(), words.ask_audience()),
        UnclearWhat::Steps => (words.part_steps(), words.ask_steps()),
        UnclearWhat::Other => (words.part_other(), words.ask_other()),
    };
    let lines = procedure.unclear.iter().map(|unclear| {
        let (what, ask) = named(unclear.what);
        Open { what, says: &unclear.source_says, ask }
    });
    lines.collect()
}

/// "các bước, điều kiện và số bộ hồ sơ": the parts that this page lacks. The online mode is told at a glance.
pub(super) fn missing(scope: &Scope, procedure: &Procedure) -> Option<String> {
    let absent: Vec<&str> = Part::ALL
        .into_iter()
        .filter(|part| !matches!(part, Part::Online | Part::DecisionDate | Part::Summary))
        .filter(|part| part_state(procedure, *part) == PartState::Absent)
        .map(Part::name)
        .collect();
    (!absent.is_empty()).then(|| super::row(&absent, scope.words.and()))
}

/// Entries of the history, newest first.
pub(super) fn changes(procedure: &Procedure) -> Vec<Row> {
    let lines = procedure.changes.iter().rev().map(|change| {
        let value = match &change.by {
            Some(by) => format!("{} ({by})", change.what),
            None => change.what.clone(),
        };
        Row::new(&change.on.vietnamese(), value)
    });
    lines.collect()
}

/// All versions, newest first; none when there is only one.
pub(super) fn versions(scope: &Scope, procedure: &Procedure) -> Vec<VersionLine> {
    let versions = scope.plan.versions(&procedure.code);
    if versions.len() < 2 {
        return Vec::new();
    }
    let lines = versions.iter().rev().map(|version| {
        let other = version.procedure.as_ref();
        let shown = std::ptr::eq(other, procedure);
        VersionLine {
            name: period(scope, other.valid.as_ref()),
            href: (!shown).then(|| scope.links.to(&version_page(scope, other))),
            in_force: other.valid.clone().unwrap_or_default().holds_on(scope.as_of()),
        }
    });
    lines.collect()
}

fn period(scope: &Scope, valid: Option<&Validity>) -> String {
    let words = scope.words;
    match (valid.and_then(|valid| valid.from), valid.and_then(|valid| valid.to)) {
        (Some(from), Some(to)) => {
            fill(words.from_to(), &[("from", &from.vietnamese()), ("to", &to.vietnamese())])
        }
        (Some(from), None) => fill(words.since(), &[("day", &from.vietnamese())]),
        (None, Some(to)) => fill(words.until(), &[("day", &to.vietnamese())]),
        (None, None) => words.period_unknown().to_owned(),
    }
}

/// Where a version stands: the one in force at the procedure's own address.
pub(super) fn version_page(scope: &Scope, procedure: &Procedure) -> String {
    match scope.plan.entry(&procedure.code) {
        Some(entry) if std::ptr::eq(entry.procedure, procedure) => entry.address.clone(),
        _ => version_address(procedure),
    }
}

/// That the version shown does not hold today, and where the one in force stands.
pub(super) fn outdated(scope: &Scope, procedure: &Procedure, entry: Option<&Entry>) -> Option<Row> {
    let words = scope.words;
    let today = scope.as_of();
    let valid = procedure.valid.as_ref()?;
    let sentence = match (valid.from, valid.to) {
        (_, Some(to)) if to < today => fill(words.no_longer(), &[("day", &to.vietnamese())]),
        (Some(from), _) if today < from => fill(words.not_yet(), &[("day", &from.vietnamese())]),
        _ => return None,
    };
    let other = entry.filter(|entry| !std::ptr::eq(entry.procedure, procedure));
    Some(match other {
        Some(entry) => Row::linked(&sentence, words.see_in_force(), scope.links.to(&entry.address)),
        None => replaced_by(scope, Some(valid)).map_or_else(
            || Row::new(&sentence, ""),
            |row| Row {
                label: sentence.clone(),
                value: format!("{}: {}", row.label, row.value),
                href: row.href,
            },
        ),
    })
}
