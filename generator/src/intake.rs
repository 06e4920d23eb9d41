//! The rules file of the function (`nop/intake.json`): what it has to know of the catalogue to take dossiers.

use std::collections::BTreeSet;

use content::calendar::Term;
use content::form::{Form, FormRole, Group, Head};
use content::intake::{
    INTAKE_VERSION, Intake, IntakeCase, IntakeChannel, IntakePaper, IntakeProcedure, IntakeSite, IntakeSlip,
    IntakeTime, Office, Shelf,
};
use content::pack::Slip;
use content::{
    Agency, AgencyKind, Catalogue, Channel, CodePrefix, Component, Level, OneOrMany, Pack, Procedure, Span,
    UnclearWhat,
};
use sha2::{Digest, Sha256};

use crate::File;

/// Where it stands in a built site.
pub const INTAKE_ADDRESS: &str = "nop/intake.json";

/// Prefix of codes for a site that gives none and may still be tried on one machine: no agency has it.
const TRIAL_PREFIX: &str = "000.00.00.Z99";

/// The rules file as it is written.
pub fn render_intake(catalogue: &Catalogue) -> File {
    let bytes = serde_json::to_vec(&intake(catalogue)).expect("records are texts, numbers and lists");
    File { address: INTAKE_ADDRESS.to_owned(), bytes }
}

/// What the function has to know of `catalogue`.
pub fn intake(catalogue: &Catalogue) -> Intake {
    let site = &catalogue.site;
    let prefix = || TRIAL_PREFIX.parse::<CodePrefix>().expect("it is a prefix");
    let procedures: Shelf<_, Vec<_>> = catalogue
        .procedures
        .iter()
        .map(|(code, versions)| {
            (code.clone(), versions.iter().map(|version| procedure(catalogue, &version.procedure)).collect())
        })
        .collect();
    let named: BTreeSet<&String> = procedures.values().flatten().flat_map(|one| &one.offices).collect();
    let offices = catalogue
        .agencies
        .iter()
        .filter(|(id, agency)| agency.kind == AgencyKind::Unit || named.contains(id))
        .map(|(id, agency)| (id.clone(), office(agency)))
        .collect();
    let wanted: BTreeSet<&String> = procedures.values().flatten().flat_map(|one| &one.forms).collect();
    let forms = catalogue
        .current_forms()
        .filter(|version| wanted.contains(&version.id))
        .map(|version| (version.id.clone(), asking(&version.form)))
        .collect();
    Intake {
        v: INTAKE_VERSION,
        as_of: site.as_of,
        site: IntakeSite {
            name: site.name.clone(),
            submission: site.submission,
            legal_ground: site.legal_ground.clone(),
            national_portal: site.national_portal.clone(),
            code_prefix: site.code_prefix.clone().unwrap_or_else(prefix),
            retention: site.retention.clone(),
        },
        offices,
        fields: catalogue.fields.iter().map(|(id, field)| (id.clone(), field.name.clone())).collect(),
        procedures,
        forms,
        calendar: catalogue.calendar.clone(),
        packs: catalogue.packs.clone(),
        slips: slips(catalogue),
    }
}

/// The form of each slip: issued by the circular of its pack, under its number.
fn slips(catalogue: &Catalogue) -> Vec<IntakeSlip> {
    let form = |pack: &Pack, slip: &Slip| {
        let number = format!("{:02}", slip.number);
        let mut versions = catalogue.current_forms().filter(|version| version.form.role == FormRole::Slip);
        versions.find(|version| {
            version.form.number.as_ref() == Some(&number) && version.form.legal.contains(&pack.circular)
        })
    };
    let of = |pack: &Pack, slip: &Slip| {
        let version = form(pack, slip)?;
        Some(IntakeSlip { pack: pack.id.clone(), kind: slip.kind, form: printed(&version.form) })
    };
    catalogue.packs.iter().flat_map(|pack| pack.slips.iter().filter_map(move |slip| of(pack, slip))).collect()
}

/// The form without what nobody prints.
fn printed(form: &Form) -> Form {
    let mut form = Form {
        doubts: Vec::new(),
        keywords: Vec::new(),
        procedures: Vec::new(),
        summary: None,
        ..form.clone()
    };
    form.source.read.clear();
    form
}

fn office(agency: &Agency) -> Office {
    Office {
        name: agency.name.clone(),
        level: agency.level,
        kind: agency.kind,
        parent: agency.parent.clone(),
        code_prefix: agency.code.as_ref().and_then(|code| code.parse().ok()),
        valid: agency.valid.clone(),
        address: agency.address.clone(),
        hours: agency.hours.clone(),
        phone: agency.phone.clone(),
    }
}

fn procedure(catalogue: &Catalogue, record: &Procedure) -> IntakeProcedure {
    let (levels, offices) = receivers(catalogue, record);
    let mut procedure = IntakeProcedure {
        code: record.code.clone(),
        name: record.name.clone(),
        field: record.field.clone(),
        version: String::new(),
        valid: record.valid.clone(),
        levels,
        offices,
        sets: record.sets,
        cases: record
            .cases
            .iter()
            .map(|case| IntakeCase {
                name: case.name.clone(),
                papers: case.components.iter().map(|one| paper(catalogue, record, one)).collect(),
            })
            .collect(),
        channels: record.channels.iter().map(channel).collect(),
        forms: forms(catalogue, record),
        time_unclear: record.unclear.iter().any(|unclear| unclear.what == UnclearWhat::Time),
    };
    if procedure.cases.is_empty() {
        procedure.cases.push(IntakeCase::default());
    }
    procedure.version = version(&procedure);
    procedure
}

/// Hash of what a dossier rests on: a new word in a summary makes no new version, a new paper does.
fn version(procedure: &IntakeProcedure) -> String {
    let text = serde_json::to_vec(procedure).expect("a procedure is texts, numbers and lists");
    let sum = Sha256::digest(&text);
    sum[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Who receives it: every real unit of these levels, and the bodies that the record names where its levels have no units.
fn receivers(catalogue: &Catalogue, record: &Procedure) -> (Vec<Level>, Vec<String>) {
    let has_units = |level: &Level| {
        catalogue.agencies.values().any(|agency| agency.kind == AgencyKind::Unit && agency.level == *level)
    };
    let responsible = &record.agencies;
    let stated: [&OneOrMany<String>; 3] =
        [&responsible.receives, &responsible.executes, &responsible.decides];
    let named = stated.into_iter().find(|ids| !ids.is_empty());
    let agencies: Vec<&Agency> =
        named.into_iter().flat_map(OneOrMany::iter).filter_map(|id| catalogue.agencies.get(id)).collect();
    let units: Vec<String> = agencies
        .iter()
        .filter(|agency| agency.kind == AgencyKind::Unit)
        .map(|agency| agency.id.clone())
        .collect();
    if !units.is_empty() {
        return (Vec::new(), units);
    }
    let levels: Vec<Level> = record.levels.iter().copied().filter(has_units).collect();
    let bodies = agencies
        .iter()
        .filter(|agency| record.levels.contains(&agency.level) && !levels.contains(&agency.level))
        .map(|agency| agency.id.clone())
        .collect();
    (levels, bodies)
}

fn paper(catalogue: &Catalogue, record: &Procedure, component: &Component) -> IntakePaper {
    let serving = || {
        let uses = catalogue.forms_of(&record.code).iter();
        uses.filter(|one| one.component.as_deref() == Some(component.name.as_str()))
            .map(|one| one.form.clone())
            .next()
    };
    IntakePaper {
        name: component.name.clone(),
        when: component.when.clone(),
        one_of: component.one_of.clone(),
        form: component.form.clone().or_else(serving),
        originals: component.originals,
        copies: component.copies,
        show_only: component.show_only,
    }
}

/// The forms it asks for; the general request where it has none of its own.
fn forms(catalogue: &Catalogue, record: &Procedure) -> Vec<String> {
    let uses = catalogue.forms_of(&record.code).iter().map(|one| one.form.clone());
    let mut forms: Vec<String> = uses.collect::<BTreeSet<_>>().into_iter().collect();
    if forms.is_empty() {
        forms.extend(catalogue.request().map(|version| version.id.clone()));
    }
    forms
}

fn channel(channel: &Channel) -> IntakeChannel {
    let times = Span::of(&channel.time.0)
        .iter()
        .map(|span| IntakeTime {
            when: span.when().map(str::to_owned),
            term: Term::of(span),
            words: span.words(),
        })
        .collect();
    IntakeChannel { via: channel.via, times, fees: channel.fees.clone() }
}

/// The form without what asks for nothing.
fn asking(form: &Form) -> Form {
    let asks = |fields: &[content::form::FormField]| {
        fields
            .iter()
            .filter(|field| field.kind.has_value() && field.id.is_some())
            .cloned()
            .collect::<Vec<_>>()
    };
    let groups = form.groups.iter().map(|group| Group {
        note: None,
        help: None,
        fields: asks(&group.fields),
        ..group.clone()
    });
    let mut form = Form {
        head: Head { left: asks(&form.head.left), right: asks(&form.head.right), ..Head::default() },
        groups: groups.filter(|group| !group.fields.is_empty()).collect(),
        notes: Vec::new(),
        doubts: Vec::new(),
        keywords: Vec::new(),
        corner: Vec::new(),
        subtitle: Vec::new(),
        procedures: Vec::new(),
        summary: None,
        ..form.clone()
    };
    form.source.read.clear();
    form
}
