use crate::{Catalogue, Fault, KeyPath, Part, PartState, Procedure, Rule, Version, part_state, prose};

/// What the law or the house style would still ask of a catalogue that is in itself whole.
/// Warnings only, in the order of codes.
pub fn lint(catalogue: &Catalogue) -> Vec<Fault> {
    let mut faults = Vec::new();
    for Version { file, procedure } in catalogue.procedures.values().flatten() {
        lint_parts(file, procedure, &mut faults);
        prose::lint(file, procedure, &mut faults);
    }
    for filed in catalogue.legal.values().filter(|filed| filed.value.title.is_none()) {
        let message = format!("văn bản {} chưa có tên", filed.value.number);
        faults.push(Fault::new(&filed.file, KeyPath::root(), Rule::UntitledLegalText, message));
    }
    faults
}

fn lint_parts(file: &str, procedure: &Procedure, faults: &mut Vec<Fault>) {
    for part in Part::ALL {
        let (rule, message) = match part_state(procedure, part) {
            PartState::Present => continue,
            PartState::Absent => (Rule::Missing(part), format!("chưa có {}", part.name())),
            PartState::Unclear => (Rule::Unclear(part), format!("{} chưa rõ trong nguồn", part.name())),
        };
        let at =
            if matches!(rule, Rule::Unclear(_)) { KeyPath::root().key("unclear") } else { KeyPath::root() };
        faults.push(Fault::new(file, at, rule, message));
    }
}
