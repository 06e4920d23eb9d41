use content::calendar::{ClockTime, Due, Explained, Received};
use content::intake::{Intake, IntakeProcedure};
use content::{Day, Via};
use serde::Serialize;

use crate::dossier::{Dossier, PromisedBy};
use crate::words;

/// A due date as people and programs see it, with its reason.
#[derive(Serialize)]
pub(super) struct DueView {
    pub on: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<ClockTime>,
    /// True while a day that it rests on isn't known yet.
    pub provisional: bool,
    pub words: String,
    /// How it came about, a sentence each.
    pub why: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    counted: Option<Counted>,
}

/// How a date was counted.
#[derive(Serialize)]
struct Counted {
    start: Day,
    days_counted: u32,
    days_paused: u32,
    skipped: Vec<SkippedDay>,
    calendar: String,
}

#[derive(Serialize)]
struct SkippedDay {
    on: Day,
    why: String,
}

impl DueView {
    fn of(due: Due, why: Vec<String>) -> DueView {
        let words = words::due_words(due);
        DueView { on: due.on, at: due.at, provisional: due.provisional, words, why, counted: None }
    }

    fn counted(explained: &Explained) -> DueView {
        let skipped = explained.skipped.iter().map(|one| {
            let why = match &one.why {
                content::calendar::Why::Weekend => "cuối tuần".to_owned(),
                content::calendar::Why::Holiday(name) => name.clone(),
            };
            SkippedDay { on: one.on, why }
        });
        let counted = Counted {
            start: explained.start,
            days_counted: explained.days_counted,
            days_paused: explained.days_paused,
            skipped: skipped.collect(),
            calendar: explained.calendar.clone(),
        };
        DueView { counted: Some(counted), ..DueView::of(explained.due, words::explained(explained)) }
    }
}

/// When a dossier sent now would be due if the office accepted it at once; or why nobody can tell.
pub(super) fn expected(
    intake: &Intake,
    procedure: &IntakeProcedure,
    received: Received,
) -> Result<DueView, &'static str> {
    let Some(term) = procedure.only_term(Via::Online) else {
        return Err(match procedure.time_unclear || procedure.times(Via::Online).is_empty() {
            true => {
                "Nguồn công bố chưa nêu rõ thời hạn của thủ tục này. Cán bộ sẽ ghi ngày hẹn khi tiếp nhận."
            }
            false => "Thủ tục có nhiều thời hạn, tùy trường hợp. Cán bộ sẽ ghi ngày hẹn khi tiếp nhận.",
        });
    };
    let mut view = DueView::counted(&intake.calendar.due(term, received, &[]));
    view.why.insert(
        0,
        "Dự kiến, nếu hồ sơ được tiếp nhận ngay; ngày hẹn chính thức tính từ lúc tiếp nhận.".to_owned(),
    );
    Ok(view)
}

/// The date that the applicant of `dossier` was told last, with its reason as far as this calendar can repeat it.
pub(super) fn promised(intake: &Intake, dossier: &Dossier) -> Option<DueView> {
    let told = dossier.dues.promised?;
    let first = dossier.dues.first.as_ref();
    if let (Some(term), Some(from)) = (&dossier.clock.term, dossier.clock.from) {
        let explained = intake.calendar.due(term, from, &dossier.clock.pauses);
        let counted = first.is_some_and(|first| matches!(first.by, PromisedBy::Count { .. }));
        if counted && explained.due == told {
            return Some(DueView::counted(&explained));
        }
    }
    let why = match dossier.apologies {
        0 => "Ngày này do cán bộ ghi, có lý do.",
        _ => "Ngày này được hẹn lại, kèm lời xin lỗi.",
    };
    Some(DueView::of(told, vec![why.to_owned()]))
}
