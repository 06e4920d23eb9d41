use content::{Agency, Procedure, Via};
use serde::Serialize;

use super::{Scope, row, sentence};

/// Agencies that do the same in a procedure.
#[derive(Serialize)]
pub struct Duty {
    /// What they do.
    pub label: String,
    /// Who they are.
    pub agencies: Vec<AgencyLine>,
}

/// An agency with what is known of it.
#[derive(Serialize)]
pub struct AgencyLine {
    name: String,
    href: String,
    details: Vec<String>,
}

/// Who does what; duties of the same agencies are told together.
pub(super) fn duties(scope: &Scope, procedure: &Procedure) -> Vec<Duty> {
    let words = scope.words;
    let agencies = &procedure.agencies;
    let lists = [
        (words.duty_receives(), &agencies.receives),
        (words.duty_executes(), &agencies.executes),
        (words.duty_decides(), &agencies.decides),
        (words.duty_coordinates(), &agencies.coordinates),
        (words.duty_delegated(), &agencies.delegated),
    ];
    let mut told: Vec<(Vec<&str>, &Vec<String>)> = Vec::new();
    for (label, ids) in lists.into_iter().filter(|(_, ids)| !ids.is_empty()) {
        match told.iter_mut().find(|(_, known)| **known == ids.0) {
            Some((labels, _)) => labels.push(label),
            None => told.push((vec![label], &ids.0)),
        }
    }
    told.into_iter()
        .map(|(labels, ids)| Duty {
            label: sentence(&row(&labels, words.and())),
            agencies: ids
                .iter()
                .filter_map(|id| scope.plan.catalogue.agencies.get(id))
                .map(|agency| line(scope, agency))
                .collect(),
        })
        .collect()
}

fn line(scope: &Scope, agency: &Agency) -> AgencyLine {
    AgencyLine {
        name: agency.name.clone(),
        href: scope.links.to(&format!("co-quan/{}/", agency.id)),
        details: [&agency.address, &agency.hours, &agency.phone].into_iter().flatten().cloned().collect(),
    }
}

/// "trực tiếp, trực tuyến hoặc qua bưu điện".
pub(super) fn channels(scope: &Scope, procedure: &Procedure) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    for name in procedure.channels.iter().map(|channel| via(scope, channel.via)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    (!names.is_empty()).then(|| row(&names, scope.words.or()))
}

pub(super) fn via<'s>(scope: &'s Scope, via: Via) -> &'s str {
    match via {
        Via::Counter => scope.words.via_counter(),
        Via::Online => scope.words.via_online(),
        Via::Post => scope.words.via_post(),
    }
}

/// Whether the source names the online channel.
pub(super) fn can_be_sent(procedure: &Procedure) -> bool {
    procedure.channels.iter().any(|channel| channel.via == Via::Online)
}
