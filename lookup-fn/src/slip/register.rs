//! The register (sổ theo dõi hồ sơ): one book of an office and year, numbered without gaps.

use std::collections::BTreeMap;

use content::form::check::{Value, Values};
use content::intake::Intake;
use content::{Day, SlipKind, Via, pack_on};

use super::letter::row;
use super::sheet::Sheet;
use super::{Source, number_in, put, text};
use crate::dossier::Happening;

/// A line of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterRow {
    /// Year of the book.
    pub year: i16,
    /// Number in it.
    pub number: u32,
    cells: BTreeMap<String, String>,
}

impl RegisterRow {
    /// The lines of a dossier: one for each time it was accepted, those that were taken back too, so that no number lacks.
    pub fn all_of(source: &Source) -> Vec<RegisterRow> {
        let lines = source.events.iter().map(|recorded| &recorded.event).filter_map(|event| {
            let Happening::Accepted { received, promise, .. } = &event.what else { return None };
            let number = number_in(event, SlipKind::Register)?;
            let void = source.dossier.corrected.contains(&event.seq);
            let filer = source.filer().cloned().unwrap_or_default();
            let places: Vec<String> =
                [filer.address, filer.phone].into_iter().filter(|part| !part.is_empty()).collect();
            let name = if source.dossier.erased_at.is_some() { "(đã xóa)".to_owned() } else { filer.name };
            let due = source.dossier.dues.promised.or(promise.as_ref().map(|promise| promise.due));
            let returned = source.counting().find_map(|one| match one.what {
                Happening::Returned { via } => Some((one.day, via)),
                _ => None,
            });
            let note =
                if void { "Số này đã hủy: ghi nhầm, có đính chính" } else { closed(source) };
            let cells = row(&[
                ("ma", source.dossier.code.to_string()),
                ("thu_tuc", source.procedure.name.clone()),
                ("so_bo", source.procedure.sets.map(|sets| sets.to_string()).unwrap_or_default()),
                ("ten", name),
                ("dia_chi", places.join(", ")),
                ("co_quan", source.unit(unit(source))),
                ("nhan", received.on.vietnamese()),
                ("hen", due.map(|due| due.on.vietnamese()).unwrap_or_default()),
                ("tra", returned.map(|(day, _)| day.vietnamese()).unwrap_or_default()),
                ("phuong_thuc", returned.map(|(_, via)| way(via).to_owned()).unwrap_or_default()),
                ("ghi_chu", note.to_owned()),
            ]);
            Some(RegisterRow { year: event.day.date().year(), number, cells })
        });
        lines.collect()
    }
}

/// The register of the office `agency` in `year` as it stands `today`; `rows` in any order, other years left out.
/// None where the pack has no register.
///
/// Errors: the template's.
pub fn register(
    rules: &Intake,
    agency: &str,
    year: i16,
    today: Day,
    mut rows: Vec<RegisterRow>,
    trial: Option<&str>,
) -> Option<Result<String, String>> {
    let last: Day = format!("{year}-12-31").parse().ok()?;
    let pack = pack_on(&rules.packs, today.min(last))?;
    let form = rules.slip(&pack.id, SlipKind::Register)?;
    rows.retain(|row| row.year == year);
    rows.sort_by_key(|row| row.number);
    let office = rules.offices.get(agency);
    let mut values = Values::new();
    put(
        &mut values,
        "co_quan_tren".to_owned(),
        text(office.map(super::facts::committee).unwrap_or_default()),
    );
    put(&mut values, "co_quan".to_owned(), text("BỘ PHẬN MỘT CỬA"));
    put(&mut values, "quyen".to_owned(), text(year.to_string()));
    let numbers: Vec<u32> = rows.iter().map(|row| row.number).collect();
    values.insert("ho_so".to_owned(), Value::Rows(rows.into_iter().map(|row| row.cells).collect()));
    let mut sheet = Sheet::of(form, &values, trial);
    sheet.number_rows(&numbers);
    Some(sheet.page())
}

fn unit<'a>(source: &Source<'a>) -> &'a str {
    use crate::dossier::HandOver;
    match &source.dossier.hand_over {
        HandOver::Given { to } | HandOver::Taken { by: to } => to,
        HandOver::OneStop => &source.dossier.about.agency,
    }
}

fn closed(source: &Source) -> &'static str {
    use crate::dossier::Status;
    match source.dossier.status {
        Status::Withdrawn => "Người nộp rút hồ sơ",
        Status::Stopped if source.dossier.stopped_for_good => "Dừng giải quyết",
        Status::Stopped => "Tạm dừng",
        Status::SupplementAsked => "Chờ bổ sung",
        _ => "",
    }
}

fn way(via: Via) -> &'static str {
    match via {
        Via::Counter => "Trực tiếp",
        Via::Online => "Trực tuyến",
        Via::Post => "Bưu chính",
    }
}
