use content::Day;
use content::calendar::{Due, DueRule, Explained, Limit, Skipped, Term, Why};
use jiff::civil::Weekday;

use crate::Moment;

/// A date for readers: "thứ Hai 30/11/2026", with the hour where it is counted in hours.
pub(crate) fn due_words(due: Due) -> String {
    let at = due.at.map(|at| format!("{at} ")).unwrap_or_default();
    let provisional =
        if due.provisional { " (tạm tính: chưa có lịch nghỉ của những ngày này)" } else { "" };
    format!("{at}{}{provisional}", day(due.on))
}

/// A day for readers: "thứ Hai 30/11/2026".
pub(crate) fn day(day: Day) -> String {
    format!("{} {}", weekday(day), day.vietnamese())
}

/// A moment for readers: "08:30 ngày 25/11/2026".
pub(crate) fn moment(moment: Moment) -> String {
    format!("{} ngày {}", moment.clock(), moment.day().vietnamese())
}

/// How a date came about, a sentence each.
pub(crate) fn explained(explained: &Explained) -> Vec<String> {
    let mut words =
        vec![format!("Thời hạn {}, tính từ {}.", term(&explained.term), explained.start.vietnamese())];
    words.extend(explained.rules.iter().map(|rule| {
        let basis = rule.basis().map(|basis| format!(" ({basis})")).unwrap_or_default();
        format!("{}{basis}.", self::rule(*rule))
    }));
    if explained.days_paused > 0 {
        words.push(format!("Cộng thêm {} ngày đã tạm dừng.", explained.days_paused));
    }
    if !explained.skipped.is_empty() {
        words.push(format!("Không tính: {}.", skipped(&explained.skipped)));
    }
    words
}

/// The days that were passed over: "28/11, 29/11 (cuối tuần), 24/11 (Ngày Văn hóa Việt Nam)".
fn skipped(days: &[Skipped]) -> String {
    let mut groups: Vec<(&Why, Vec<String>)> = Vec::new();
    for Skipped { on, why } in days {
        let date = on.date();
        let day = format!("{:02}/{:02}", date.day(), date.month());
        match groups.iter_mut().find(|(other, _)| *other == why) {
            Some((_, group)) => group.push(day),
            None => groups.push((why, vec![day])),
        }
    }
    let named = groups.into_iter().map(|(why, days)| match why {
        Why::Weekend => format!("{} (cuối tuần)", days.join(", ")),
        Why::Holiday(name) => format!("{} ({name})", days.join(", ")),
    });
    named.collect::<Vec<_>>().join(", ")
}

fn rule(rule: DueRule) -> &'static str {
    match rule {
        DueRule::ReceivedOnDayOff => "Nhận vào ngày nghỉ thì tính là nhận ngày làm việc kế tiếp",
        DueRule::FirstDayNotCounted => "Không tính ngày nhận",
        DueRule::EndsOnWorkingDay => "Hết hạn vào ngày nghỉ thì lùi đến ngày làm việc kế tiếp",
        DueRule::AfterCutOff => "Nhận sau giờ quy định thì trả vào ngày làm việc kế tiếp",
        DueRule::Paused => "Có thời gian tạm dừng",
        DueRule::Stages => "Các giai đoạn nối tiếp nhau",
        DueRule::Provisional => "Ngày tạm tính: lịch nghỉ chưa được công bố hết",
    }
}

/// A processing time: "5 ngày làm việc".
pub(crate) fn term(term: &Term) -> String {
    let limits = term.limits().iter().map(|limit| match limit {
        Limit::WorkingDays(days) => format!("{days} ngày làm việc"),
        Limit::Days(days) => format!("{days} ngày"),
        Limit::Months(months) => format!("{months} tháng"),
        Limit::Hours(hours) => format!("{hours} giờ làm việc"),
        Limit::SameDayUntil(clock) => format!("trong ngày nếu nhận trước {clock}"),
    });
    limits.collect::<Vec<_>>().join(" + ")
}

fn weekday(day: Day) -> &'static str {
    match day.date().weekday() {
        Weekday::Monday => "thứ Hai",
        Weekday::Tuesday => "thứ Ba",
        Weekday::Wednesday => "thứ Tư",
        Weekday::Thursday => "thứ Năm",
        Weekday::Friday => "thứ Sáu",
        Weekday::Saturday => "thứ Bảy",
        Weekday::Sunday => "Chủ nhật",
    }
}
