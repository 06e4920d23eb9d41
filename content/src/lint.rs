use crate::{Catalogue, Fault, KeyPath, Part, PartState, Procedure, Rule, Version, part_state, prose};

/// What the law or the house style would still ask of a record that is in itself whole: warnings only.
pub fn lint_version(Version { file, procedure }: &Version) -> Vec<Fault> {
    let mut faults = Vec::new();
    lint_parts(file, procedure, &mut faults);
    prose::lint(file, procedure, &mut faults);
    faults
}

/// The same of everything that is no procedure.
pub fn lint_registers(catalogue: &Catalogue) -> Vec<Fault> {
    let mut faults = Vec::new();
    for filed in catalogue.legal.values().filter(|filed| filed.value.title.is_none()) {
        let message = format!("văn bản {} chưa có tên", filed.value.number);
        faults.push(Fault::new(&filed.file, filed.at.clone(), Rule::UntitledLegalText, message));
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
