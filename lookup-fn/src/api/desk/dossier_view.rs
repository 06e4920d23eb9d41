//! What an officer sees of a dossier, as data.

use content::intake::{Intake, IntakeProcedure};
use serde::Serialize;

use super::dossier::{Opened, possible_actions};
use super::history::Step;
use super::list::line;
use super::session::SignedIn;
use crate::api::App;
use crate::api::detail::shown_payloads;
use crate::api::due::{DueView, promised};
use crate::api::receipt::{FileView, PaperView, paper_name, papers};
use crate::api::written::{Written, of_forms};
use crate::desk::action::Action;
use crate::dossier::{DossierCode, Flag, Happening, Outcome, Person};
use crate::store::{Staff, Store};
use crate::words::desk::Standing;
use crate::{Moment, words};

#[derive(Serialize)]
pub(super) struct DossierView {
    pub code: DossierCode,
    /// Place of the last event: goes back with a command, so that nothing is done over somebody's head.
    pub seen: u32,
    pub state: State10,
    pub standing: Standing,
    pub standing_words: String,
    pub procedure: ProcedureView,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    pub agency: String,
    pub agency_name: String,
    pub via: &'static str,
    pub submitted_at: Moment,
    pub submitted: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<DueView>,
    /// The day that statistics use, where the applicant was told another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counted_due: Option<String>,
    /// Where the papers are.
    pub hand_over: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
    pub money: String,
    pub notice: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<String>,
    pub steps: Vec<Step>,
    pub flags: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filer: Option<Person>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<Person>,
    pub answers: Vec<Written>,
    /// Files that came, by paper.
    pub papers: Vec<PaperView>,
    /// Papers taken at the counter, in words.
    pub sheets: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<ResultView>,
    /// What this officer may do now.
    pub actions: Vec<&'static str>,
}

#[derive(Serialize)]
pub(super) struct State10 {
    pub number: u8,
    pub name: &'static str,
    pub closed: bool,
}

#[derive(Serialize)]
pub(super) struct ProcedureView {
    pub code: String,
    pub name: String,
    pub version: String,
    /// What is otherwise in the version of today, in words.
    pub changes: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct ResultView {
    pub outcome: Outcome,
    pub words: String,
    pub files: Vec<FileView>,
}

/// What the officer sees of `opened`.
pub(super) fn view<S: Store + Staff>(app: &App<S>, signed: &SignedIn, opened: &Opened) -> DossierView {
    let Opened { head, dossier, events, payloads, procedure, intake, .. } = opened;
    let (case, teller) = (opened.case(), opened.teller());
    let about = &dossier.about;
    let first = payloads.get(&1).cloned().unwrap_or_default();
    let own = || shown_payloads(events, payloads);
    let sent: Vec<_> = own()
        .filter(|(event, _)| !matches!(event.what, Happening::Finished { .. }))
        .flat_map(|(_, payload)| payload.files.clone())
        .collect();
    let sheets = own().flat_map(|(_, payload)| &payload.sheets).map(|sheets| {
        let counts = [(sheets.originals, "bản chính"), (sheets.copies, "bản sao")];
        let counts: Vec<String> = counts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        let name = paper_name(Some(sheets.paper), case);
        if counts.is_empty() { name } else { format!("{name}: {}", counts.join(", ")) }
    });
    let result = dossier.finished.and_then(|finished| {
        let payload = own().filter(|(event, _)| matches!(event.what, Happening::Finished { .. })).last()?.1;
        let files = payload.files.iter().map(FileView::of).collect();
        Some(ResultView { outcome: finished.outcome, words: payload.words.clone(), files })
    });
    let line = line(intake, &opened.officers, head, app.now());
    let due = promised(intake, dossier);
    let counted = dossier.due_day().filter(|day| due.as_ref().is_some_and(|due| due.on != *day));
    // An early result is no fault.
    let standing_flags =
        dossier.flags.iter().filter(|(seq, flag)| !dossier.corrected.contains(seq) && *flag != Flag::Early);
    DossierView {
        code: dossier.code.clone(),
        seen: dossier.last,
        state: State10 {
            number: dossier.status.number(),
            name: dossier.status.name(),
            closed: dossier.is_closed(),
        },
        standing: line.standing,
        standing_words: line.standing_words,
        procedure: ProcedureView {
            code: about.procedure.to_string(),
            name: procedure.name.clone(),
            version: about.version.clone(),
            changes: changes(intake, opened, app.now()),
        },
        case: case.and_then(|case| case.name.clone()),
        agency_name: intake.office_name(&about.agency).to_owned(),
        agency: about.agency.clone(),
        via: words::desk::via(about.via),
        submitted_at: dossier.submitted_at,
        submitted: words::moment(dossier.submitted_at),
        received: dossier
            .accepted
            .as_ref()
            .map(|one| words::moment(Moment::at(one.received.on, one.received.at))),
        counted_due: counted.map(|day| day.vietnamese()),
        due,
        hand_over: words::desk::hand_over(&dossier.hand_over, |id| intake.office_name(id).to_owned()),
        holder: dossier.holder.as_ref().map(|id| teller.officer(id)),
        money: match (dossier.money.asked_vnd, dossier.money.paid_vnd) {
            (0, 0) => "Chưa có khoản nào".to_owned(),
            (asked, paid) => {
                format!("Yêu cầu {}, đã nộp {}", words::desk::money(asked), words::desk::money(paid))
            }
        },
        notice: match (dossier.notice.told, dossier.notice.given_up) {
            (0, 0) => "Chưa gửi thông báo nào".to_owned(),
            (told, 0) => format!("Đã báo đến bước {told}"),
            (told, gone) => format!("Đã báo đến bước {told}; {gone} lần không gửi được"),
        },
        asked: dossier.asked.iter().map(|number| paper_name(Some(*number), case)).collect(),
        steps: teller.steps(dossier, events, payloads),
        flags: standing_flags.map(|(_, flag)| words::desk::flag(*flag)).collect(),
        filer: first.filer,
        owner: first.owner,
        answers: of_forms(intake, &first.answers),
        papers: papers(&sent, case),
        sheets: sheets.collect(),
        result,
        actions: possible_actions(app, signed, opened).into_iter().map(Action::name).collect(),
    }
}

/// What today's version of the procedure has otherwise than the one that the dossier goes by.
fn changes(intake: &Intake, opened: &Opened, now: Moment) -> Vec<String> {
    let (about, own) = (&opened.dossier.about, &opened.procedure);
    let Some(today) = intake.procedure(&about.procedure, now.day()) else {
        return vec!["Thủ tục nay không còn hiệu lực; hồ sơ vẫn giải quyết theo bản lúc nộp.".to_owned()];
    };
    if today.version == about.version {
        return Vec::new();
    }
    let mut changes = vec!["Thủ tục đã có bản mới; hồ sơ vẫn giải quyết theo bản lúc nộp.".to_owned()];
    if own.name != today.name {
        changes.push(format!("Tên nay là: {}.", today.name));
    }
    let names = |procedure: &IntakeProcedure| -> Vec<String> {
        let case = procedure.case(about.case);
        case.map(|case| case.papers.iter().map(|paper| paper.name.clone()).collect()).unwrap_or_default()
    };
    let (before, after) = (names(own), names(today));
    changes.extend(
        after.iter().filter(|name| !before.contains(name)).map(|name| format!("Thêm giấy tờ: {name}.")),
    );
    changes.extend(
        before.iter().filter(|name| !after.contains(name)).map(|name| format!("Bỏ giấy tờ: {name}.")),
    );
    let times = |procedure: &IntakeProcedure| -> Vec<String> {
        procedure.times(about.via).iter().map(|time| time.words.clone()).collect()
    };
    let (before, after) = (times(own), times(today));
    if before != after {
        changes.push(format!("Thời hạn: trước là {}; nay là {}.", before.join(", "), after.join(", ")));
    }
    changes
}
