use content::calendar::{ClockTime, Limit, Received, Term};
use content::intake::Intake;
use content::{Calendar, Via, pack_on};
use serde::Serialize;

use crate::Moment;
use crate::dossier::Status;
use crate::store::Head;
use crate::words::moment;

/// How a dossier stands to its time: a colour, and always a word beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Standing {
    /// Còn hạn.
    InTime,
    /// Sắp đến hạn: today or on the next two working days.
    Soon,
    /// Quá hạn.
    Overdue,
    /// The clock stands still.
    Paused,
    /// Nobody has given it a date.
    NoDate,
    /// It waits for an answer.
    Waiting,
    /// The clock has ended.
    Ended,
}

impl Standing {
    /// Name of its colour in the style.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Standing::InTime => "ok",
            Standing::Soon | Standing::Waiting => "soon",
            Standing::Overdue => "late",
            Standing::Paused | Standing::NoDate | Standing::Ended => "calm",
        }
    }
}

/// How `head` stands, with the words for it.
pub(crate) fn standing(calendar: &Calendar, head: &Head, now: Moment) -> (Standing, String) {
    let today = now.day();
    let plain = |standing, words: &str| (standing, words.to_owned());
    if head.closed {
        return plain(Standing::Ended, "đã kết thúc");
    }
    match head.status {
        Status::Submitted => return plain(Standing::Waiting, "chờ tiếp nhận"),
        Status::SupplementAsked if head.waits_for_desk => {
            return plain(Standing::Waiting, "đã bổ sung, chờ xem");
        }
        Status::SupplementAsked => return plain(Standing::Paused, "chờ bổ sung"),
        Status::PaymentAsked => return plain(Standing::Paused, "chờ nộp tiền"),
        Status::Stopped => return plain(Standing::Paused, "đang dừng"),
        Status::Finished => return plain(Standing::Ended, "chờ trả kết quả"),
        _ => {}
    }
    let Some(due) = head.due_day else { return plain(Standing::NoDate, "chưa có ngày hẹn") };
    if due < today {
        let days = calendar.working_days_between(due, today);
        return (Standing::Overdue, format!("quá hạn {days} ngày làm việc"));
    }
    if due == today {
        return plain(Standing::Soon, "đến hạn hôm nay");
    }
    let days = calendar.working_days_between(today, due);
    match days <= 2 {
        true => (Standing::Soon, format!("sắp đến hạn, còn {days} ngày làm việc")),
        false => (Standing::InTime, format!("còn hạn {days} ngày làm việc")),
    }
}

/// Until when an online dossier has to be answered.
pub(crate) fn answer_until(intake: &Intake, sent_at: Moment, via: Via) -> Option<Received> {
    let pack = pack_on(&intake.packs, sent_at.day()).filter(|_| via == Via::Online)?;
    let term = Term::one(Limit::Hours(pack.online_answer_hours.value));
    let due = intake.calendar.due(&term, sent_at.received(), &[]).due;
    Some(Received { on: due.on, at: due.at.unwrap_or(ClockTime::from_minutes(24 * 60 - 1)) })
}

/// How a dossier stands that waits for its answer `until` then.
pub(crate) fn waiting(until: Received, now: Moment) -> (Standing, String) {
    let words = moment(Moment::at(until.on, until.at));
    match until < now.received() {
        true => (Standing::Overdue, format!("chậm trả lời, hạn {words}")),
        false => (Standing::Waiting, format!("chờ tiếp nhận, trả lời trước {words}")),
    }
}
