//! Slips 01 to 04: papers handed in, papers asked for, dates given.

use std::collections::BTreeMap;

use content::calendar::Due;
use content::form::check::Value;
use content::intake::IntakePaper;

use super::{Source, facts, text};
use crate::dossier::{Event, Happening, Payload};

type Row = BTreeMap<String, String>;

pub(super) fn of_event(source: &Source, event: &Event, id: &str) -> Option<Value> {
    match (id, &event.what) {
        ("giay_to", Happening::Accepted { .. }) => rows(handed_in(source, event)),
        ("thoi_han", Happening::Accepted { .. }) => facts::term(source, event),
        ("nhan_luc", Happening::Accepted { received, .. }) => text(facts::moment(*received)),
        ("hen_luc", Happening::Accepted { promise, .. }) => match promise {
            Some(promise) => text(facts::due(promise.due)),
            None => text("chưa tính được; nơi nhận sẽ báo khi có"),
        },
        ("bo_sung", Happening::SupplementAsked { papers }) => rows(asked(source, papers)),
        ("hen_cu", Happening::Apologised { .. }) => text(told_before(source, event)?.on.vietnamese()),
        ("hen_moi", Happening::Apologised { due }) => text(due.vietnamese()),
        _ => None,
    }
}

fn rows(rows: Vec<Row>) -> Option<Value> {
    (!rows.is_empty()).then_some(Value::Rows(rows))
}

/// What came until `event`: sheets counted at the counter, files by paper.
fn handed_in(source: &Source, event: &Event) -> Vec<Row> {
    let papers = source.case().map_or(&[][..], |case| &case.papers);
    let until = source.payloads.range(..=event.seq).map(|(_, payload)| payload);
    let sent: Vec<&Payload> = until.collect();
    let name = |number: u16| paper(papers, number).map_or("Giấy tờ khác", |paper| &paper.name);
    let mut rows = Vec::new();
    for sheets in sent.iter().flat_map(|payload| &payload.sheets) {
        let count = |count: u16| if count == 0 { String::new() } else { count.to_string() };
        rows.push(row(&[
            ("ten", name(sheets.paper).to_owned()),
            ("ban_chinh", count(sheets.originals)),
            ("ban_sao", count(sheets.copies)),
        ]));
    }
    let mut files: BTreeMap<Option<u16>, (usize, u32)> = BTreeMap::new();
    for file in sent.iter().flat_map(|payload| &payload.files) {
        let (count, pages) = files.entry(file.paper).or_default();
        *count += 1;
        *pages += file.pages.unwrap_or(0);
    }
    for (number, (count, pages)) in files {
        let pages = if pages > 0 { format!(", {pages} trang") } else { String::new() };
        let name = number.map_or("Giấy tờ khác", name);
        rows.push(row(&[("ten", format!("{name} (bản điện tử: {count} tệp{pages})"))]));
    }
    rows
}

/// What is asked for, and how much of it the list of the case wants.
fn asked(source: &Source, numbers: &[u16]) -> Vec<Row> {
    let papers = source.case().map_or(&[][..], |case| &case.papers);
    let of = |number: &u16| {
        let paper = paper(papers, *number)?;
        let counts = [(paper.originals, "bản chính"), (paper.copies, "bản sao")];
        let wanted = counts.into_iter().filter(|(count, _)| *count > 0);
        let wanted: Vec<String> = wanted.map(|(count, what)| format!("{count} {what}")).collect();
        Some(row(&[("noi_dung", paper.name.clone()), ("so_luong", wanted.join(", "))]))
    };
    numbers.iter().filter_map(of).collect()
}

/// The date that the applicant had been told before `event`.
fn told_before(source: &Source, event: &Event) -> Option<Due> {
    let before = source.counting().take_while(|one| one.seq < event.seq);
    let dates = before.filter_map(|one| match &one.what {
        Happening::Accepted { promise, .. } | Happening::Completed { promise, .. } => {
            promise.as_ref().map(|promise| promise.due)
        }
        Happening::DueSet(promise) => Some(promise.due),
        Happening::Resumed { promise, told, .. } => told.or(promise.as_ref().map(|promise| promise.due)),
        Happening::Apologised { due } => Some(Due { on: *due, at: None, provisional: false }),
        _ => None,
    });
    dates.last()
}

fn paper(papers: &[IntakePaper], number: u16) -> Option<&IntakePaper> {
    papers.get(usize::from(number).checked_sub(1)?)
}

pub(super) fn row(cells: &[(&str, String)]) -> Row {
    cells.iter().map(|(id, value)| ((*id).to_owned(), value.clone())).collect()
}
