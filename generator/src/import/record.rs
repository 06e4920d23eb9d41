//! One record of the portal as one of ours.

use std::collections::HashMap;

use content::{
    Case, Decision, FieldFile, Level, Outcome, Procedure, ProcedureCode, ProcedureKind, Review, ReviewState,
    Source, Unclear, UnclearWhat,
};

use super::agencies::{AgencyNames, agencies};
use super::audience::audience;
use super::cases::{cases, sets};
use super::channels::{channels, steps_text};
use super::clean::{capitalised, key, line, says_none, shortened, unbulleted, unended};
use super::fingerprint::Fingerprints;
use super::legal::{LegalNumbers, basis, decision};
use super::paper::{LONGEST, length};
use super::pattern::{large_letters, pattern};
use super::raw::{Named, Raw};
use super::trap::{TrapKind, Traps};
use super::{Options, Registers};

/// The registers, by every spelling that sources use.
pub(super) struct Index<'a> {
    fields: HashMap<String, &'a str>,
    agencies: AgencyNames<'a>,
    legal: LegalNumbers<'a>,
}

impl<'a> Index<'a> {
    pub(super) fn new(registers: &'a Registers<'a>) -> Self {
        Index {
            fields: field_names(registers.fields),
            agencies: AgencyNames::new(&registers.agencies, &registers.ignored),
            legal: LegalNumbers::new(&registers.legal),
        }
    }
}

fn field_names(fields: &FieldFile) -> HashMap<String, &str> {
    let spelled = fields.fields.iter().flat_map(|field| {
        field.also.iter().chain([&field.name]).map(|spelling| (key(spelling), field.id.as_str()))
    });
    spelled.collect()
}

/// `raw` as a procedure.
///
/// Errors: the reason in Vietnamese why it can't be one.
pub(super) fn procedure(
    raw: &Raw,
    prints: Fingerprints,
    index: &Index<'_>,
    options: &Options,
    traps: &mut Traps,
    unknown_legal: &mut Vec<String>,
) -> Result<Procedure, String> {
    let code: ProcedureCode = raw.code.trim().parse()?;
    let name = name(&raw.name, traps)?;
    let field = field(raw, index, traps)?;
    let mut unclear = Vec::new();
    let levels = levels(raw);
    if levels.is_empty() {
        return Err("bản ghi không nêu cấp thực hiện nào".to_owned());
    }
    let steps = steps_text(raw);
    let agencies = agencies(raw, &index.agencies, traps);
    if agencies.decides.is_empty() {
        let said =
            [&raw.authority_agencies, &raw.executing_agencies].into_iter().find(|text| !says_none(text));
        unclear.extend(said.map(|said| open(UnclearWhat::Agencies, said)));
    }
    let (channels, open_channels) = channels(raw, traps);
    unclear.extend(open_channels);
    let decision = decision(&raw.procedure_proposal.proposal_number).map(|(number, formed)| {
        if !formed {
            traps.add(TrapKind::DecisionNumber, &number);
            unclear.push(open(UnclearWhat::Decision, &number));
        }
        Decision { number, date: None, effective: None }
    });
    let source_decision = decision.as_ref().map(|decision| decision.number.clone());
    let codes = raw.legal_basises_details.iter().map(|legal| legal.code.clone());
    let basis = basis(codes, &index.legal, traps);
    unclear.extend(basis.broken.iter().map(|number| open(UnclearWhat::LegalBasis, number)));
    unknown_legal.extend(basis.unknown);
    let procedure = Procedure {
        code,
        name,
        summary: None,
        field,
        kind: kind(&raw.formality_kind),
        levels,
        audience: audience(&raw.subject_types_details, traps),
        agencies,
        decision,
        valid: None,
        online: None,
        channels,
        unclear,
        cases: cases(raw, traps),
        sets: sets(raw, &steps),
        steps: if options.keep_text { super::steps::steps(&steps) } else { Vec::new() },
        results: results(&raw.results_details, traps),
        conditions: super::steps::conditions(&raw.requirements_and_conditions, options.keep_text),
        legal_basis: basis.numbers,
        keywords: Vec::new(),
        life_events: Vec::new(),
        related: Vec::new(),
        changes: Vec::new(),
        source: Source {
            from: "national-portal".to_owned(),
            decision: source_decision,
            seen: options.seen.clone(),
            hash: Some(prints.whole),
            parts: Some(prints.parts),
        },
        review: Review { state: ReviewState::Imported, by: None, on: None },
    };
    // What `check` would refuse is refused here, with the same words.
    match content::record::faults("", &procedure).first() {
        Some(fault) => Err(format!("{}: {}", fault.at, fault.message)),
        None => Ok(procedure),
    }
}

fn open(what: UnclearWhat, says: &str) -> Unclear {
    Unclear { what, source_says: shortened(says, 30), derived_from: None }
}

/// The exact legal name on one line, in normal case.
fn name(source: &str, traps: &mut Traps) -> Result<String, String> {
    let name = line(source).trim_end_matches([' ', '.', ';', ',']).to_owned();
    if name.is_empty() {
        return Err("bản ghi không có tên thủ tục".to_owned());
    }
    if source.trim().contains('\n') {
        traps.add(TrapKind::LineBreakInName, &name);
    }
    Ok(match super::capitals::calmed(&name) {
        Some(calm) => {
            traps.add(TrapKind::Capitals, &name);
            calm
        }
        None => name,
    })
}

fn field(raw: &Raw, index: &Index<'_>, traps: &mut Traps) -> Result<String, String> {
    let names =
        raw.categories_details.iter().map(|named| named.name.as_str()).filter(|name| !says_none(name));
    let names: Vec<&str> = names.collect();
    match names.iter().find_map(|name| index.fields.get(&key(name))) {
        Some(id) => Ok((*id).to_owned()),
        None if names.is_empty() => Err("bản ghi không nêu lĩnh vực".to_owned()),
        None => {
            let name = names.join("; ");
            traps.add(TrapKind::UnknownField, &name);
            Err(format!(
                "lĩnh vực “{name}” chưa có trong fields.yaml; thêm vào also của một lĩnh vực rồi nhập lại"
            ))
        }
    }
}

fn levels(raw: &Raw) -> Vec<Level> {
    let flags = [
        (raw.is_ward, Level::Commune),
        (raw.is_province, Level::Province),
        (raw.is_ministry, Level::Ministry),
        (raw.is_other_agency, Level::Other),
    ];
    flags.into_iter().filter(|(set, _)| *set).map(|(_, level)| level).collect()
}

fn kind(words: &str) -> Option<ProcedureKind> {
    match key(words) {
        said if said == key("TTHC được giao luật quy định chi tiết") => {
            Some(ProcedureKind::DetailedByLaw)
        }
        said if said == key("TTHC không được luật giao cho địa phương quy định") => {
            Some(ProcedureKind::NotDelegated)
        }
        said if said == key("Loại khác") => Some(ProcedureKind::Other),
        _ => None,
    }
}

fn results(named: &[Named], traps: &mut Traps) -> Vec<Outcome> {
    // "Giấy phépMã: adjfsbj", "... Mã: 78Giấy đăng ký ...": a form's leftovers, between two results or behind one.
    let next = pattern!(concat!(r"\.?\s*Mã: ?[A-Za-z0-9.\-]*?([", large_letters!(), r"][^\sA-Z\d.]+ )"));
    let leftover = pattern!(r"\.?\s*Mã: .*$");
    let mut results: Vec<Outcome> = Vec::new();
    for Named { name, code } in named {
        let marked = next.replace_all(&line(name), "\u{1}$1").into_owned();
        for (at, part) in marked.split('\u{1}').enumerate() {
            let text = leftover.replace(part, "").into_owned();
            let bare = unended(unbulleted(&text));
            if says_none(bare) {
                continue;
            }
            let name = capitalised(&super::capitals::calmed(bare).unwrap_or_else(|| bare.to_owned()));
            if length(&name) > LONGEST {
                traps.add(TrapKind::LongResultName, &name);
            }
            let code = Some(unended(code.trim()).to_owned()).filter(|code| at == 0 && !code.is_empty());
            let outcome = Outcome { name, code, when: None };
            if !results.contains(&outcome) {
                results.push(outcome);
            }
        }
    }
    results
}

/// True when `cases` hold no word of a person: nothing that only people write.
pub(super) fn has_notes(cases: &[Case]) -> bool {
    cases.iter().any(|case| !case.notes.is_empty())
}
