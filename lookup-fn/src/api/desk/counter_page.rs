//! The page of the counter for one procedure.

use std::collections::BTreeMap;

use content::Via;
use content::form::check::Value;
use content::intake::{Intake, IntakeProcedure};

use super::forms::{Field, Kind, due_fields, receipt};
use super::page::{Counter, Frame, Row};
use super::session::SignedIn;
use crate::api::App;
use crate::api::answer::internal;
use crate::api::page::Page as _;
use crate::api::people::{FILER, OWNER};
use crate::api::problem::{Fault, Problem};
use crate::dossier::CommandId;
use crate::words;

/// The page of the counter, empty or with what was typed and what is wrong with it.
pub(super) fn counter<S>(
    app: &App<S>,
    signed: &SignedIn,
    intake: &Intake,
    procedure: &IntakeProcedure,
    (agency, number): (&str, u16),
    typed: Option<&BTreeMap<String, Value>>,
    wrong: Option<&Problem>,
) -> Result<String, Problem> {
    let faults: &[Fault] = wrong.map_or(&[], |problem| &problem.faults);
    let now = app.now();
    let filled = |field: Field| match typed {
        Some(typed) => field.filled(typed, faults),
        None => field,
    };
    let text = |name: &str| match typed.and_then(|typed| typed.get(name)) {
        Some(Value::Text(text)) => text.clone(),
        _ => String::new(),
    };
    let list = procedure.case(number).map(|case| case.papers.as_slice()).unwrap_or_default();
    let rows: Vec<Row> = list
        .iter()
        .zip(1..)
        .map(|(paper, number): (_, u16)| {
            let count = |name: &str, listed: u32| match typed {
                Some(_) => text(&format!("{name}.{number}")),
                None if listed > 0 => listed.to_string(),
                None => String::new(),
            };
            let none = paper.originals == 0 && paper.copies == 0;
            Row {
                number,
                name: paper.name.clone(),
                when: paper.when.clone().unwrap_or_default(),
                show_only: paper.show_only,
                ticked: !text(&format!("sheet.{number}")).is_empty(),
                originals: count("originals", if none { 1 } else { paper.originals }),
                copies: count("copies", paper.copies),
                faults: told(faults, &[&format!("sheet.{number}"), &format!("paper.{number}")]),
            }
        })
        .collect();
    let field = |name: &str, label: &str, kind| Field::new("tn", name, label, kind);
    let person = |who: &str, one: &str, label: &str| {
        let name = format!("field.{who}.{one}");
        let mut field = filled(Field::new("tn", &name, label, Kind::Line));
        field.faults = told(faults, &[&format!("{who}.{one}")]);
        field
    };
    let counted = |term: &content::calendar::Term| intake.calendar.due(term, now.received(), &[]).due;
    let due = due_fields("tn", procedure, Via::Counter, counted).into_iter().map(filled).collect();
    let via = field("via", "Hồ sơ đến bằng cách", Kind::Radios)
        .options(vec![
            ("counter".to_owned(), "Nộp trực tiếp".to_owned()),
            ("post".to_owned(), "Bưu chính".to_owned()),
        ])
        .chosen("counter");
    let command = CommandId::random().map_err(|error| internal(&error.to_string()))?.to_string();
    let own_command = text("command");
    let shown = |fault: &&Fault| {
        let at = fault.at.as_str();
        at.starts_with("sheet.")
            || at.starts_with("filer.")
            || at.starts_with("owner.")
            || at.starts_with("paper.")
            || ["due_by", "due", "due_reason", "received_on", "received_at", "late_reason", "via"]
                .contains(&at)
    };
    let page = Counter {
        frame: Frame::of(app, signed, "counter"),
        code: procedure.code.to_string(),
        name: procedure.name.clone(),
        cases: procedure
            .cases
            .iter()
            .zip(1..)
            .map(|(case, at)| (at, case.name.clone().unwrap_or_default()))
            .collect(),
        case: number,
        agency,
        agency_name: intake.office_name(agency).to_owned(),
        rows,
        filer: vec![
            person(FILER, "name", "Họ và tên người nộp"),
            person(FILER, "phone", "Số điện thoại"),
            person(FILER, "address", "Địa chỉ"),
            person(FILER, "identity_number", "Số định danh cá nhân"),
        ],
        owner: vec![
            person(OWNER, "name", "Họ và tên, hoặc tên tổ chức"),
            person(OWNER, "phone", "Số điện thoại"),
            person(OWNER, "address", "Địa chỉ"),
        ],
        due,
        via: filled(via),
        receipt: filled(receipt("tn")),
        earlier: vec![
            filled(field("received_on", "Ngày nhận", Kind::Day)),
            filled(field("received_at", "Giờ nhận", Kind::Time)),
            filled(
                field("late_reason", "Vì sao nhập sau", Kind::Line)
                    .hint("Ví dụ: mất điện, đã nhận bằng sổ giấy."),
            ),
        ],
        // The same press sent again is the same dossier, also after a fault was mended.
        command: if own_command.is_empty() { command } else { own_command },
        wrong: wrong.map(|problem| problem.detail.clone()).unwrap_or_default(),
        faults: faults.iter().filter(|fault| !shown(fault)).map(|fault| fault.detail.clone()).collect(),
        now: words::moment(now),
    };
    page.made()
}

fn told(faults: &[Fault], at: &[&str]) -> Vec<String> {
    faults.iter().filter(|fault| at.contains(&fault.at.as_str())).map(|fault| fault.detail.clone()).collect()
}
