use crate::{
    Catalogue, ChangeReview, Fault, KeyPath, Part, PartState, Procedure, Rule, Version, part_state, prose,
};

/// What the law or the house style would still ask of a record that is in itself whole: warnings only.
pub fn lint_version(Version { file, procedure }: &Version) -> Vec<Fault> {
    let mut faults = Vec::new();
    lint_parts(file, procedure, &mut faults);
    lint_changes(file, procedure, &mut faults);
    lint_fees(file, procedure, &mut faults);
    lint_quantities(file, procedure, &mut faults);
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

/// Changes of the source that nobody has looked at.
fn lint_changes(file: &str, procedure: &Procedure, faults: &mut Vec<Fault>) {
    for (at, change) in procedure.changes.iter().enumerate() {
        if change.review == Some(ChangeReview::Open) {
            let message = format!("chưa ai xem lại: {}", change.what);
            let path = KeyPath::root().key("changes").index(at);
            faults.push(
                Fault::new(file, path, Rule::SourceChanged, message)
                    .with_hint("so bản ghi với nguồn, sửa chỗ cần sửa, rồi xóa “review: open” ở dòng này"),
            );
        }
    }
}

fn lint_fees(file: &str, procedure: &Procedure, faults: &mut Vec<Fault>) {
    for (at, channel) in procedure.channels.iter().enumerate() {
        for (place, fee) in channel.fees.iter().flatten().enumerate().filter(|(_, fee)| fee.looks_cut()) {
            let amount = fee.amount_vnd.unwrap_or_default();
            let path = KeyPath::root().key("channels").index(at).key("fees").index(place);
            let message = format!("phí {amount} đồng: có lẽ mất ba số 0");
            let cure = format!("xem lại nguồn; nếu là {amount}.000 đồng thì viết amount_vnd: {amount}000");
            faults.push(Fault::new(file, path, Rule::FeeAmount, message).with_hint(cure));
        }
    }
}

/// One warning for a record: sources leave the numbers of hundreds of papers open.
fn lint_quantities(file: &str, procedure: &Procedure, faults: &mut Vec<Fault>) {
    let papers = procedure.cases.iter().flat_map(|case| &case.components);
    let open = papers.filter(|paper| paper.originals == 0 && paper.copies == 0 && !paper.show_only).count();
    if open > 0 {
        let message = format!("{open} giấy tờ phải nộp chưa ghi số bản chính, bản sao");
        faults.push(Fault::new(file, KeyPath::root().key("cases"), Rule::PaperQuantity, message));
    }
}
