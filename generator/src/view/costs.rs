use content::{Channel, Fee, FeeKind, FeeSetter, Procedure, Span, Time, text};
use serde::Serialize;

use super::legal::legal_address;
use super::{Scope, fill, place, sentence};

/// Time and fees of the channels that share them.
#[derive(Serialize)]
pub struct Cost {
    /// The channels; none when all are alike.
    pub heading: Option<String>,
    /// Anchor-safe number, from 1.
    pub number: usize,
    /// Times; none is "not stated".
    pub times: Vec<TimeLine>,
    /// Fees; none is "free" or "not stated".
    pub fees: Vec<FeeLine>,
    /// Whether a source says that nothing is paid.
    pub free: bool,
    /// Whether no source says anything of either.
    pub unknown: bool,
}

/// A time, with the stages that make it up when it has several.
#[derive(Serialize)]
pub struct TimeLine {
    value: String,
    detail: Option<String>,
    stages: Vec<TimeLine>,
}

/// A fee.
#[derive(Serialize)]
pub struct FeeLine {
    name: String,
    details: Vec<String>,
    amount: String,
    basis: Option<Basis>,
}

/// The legal text that sets a fee.
#[derive(Serialize)]
struct Basis {
    number: String,
    href: Option<String>,
}

const SHORT_RATE: usize = 32;

/// Time and fees of `procedure`, told once for channels that are alike.
pub(super) fn costs(scope: &Scope, procedure: &Procedure) -> Vec<Cost> {
    let mut alike: Vec<Vec<&Channel>> = Vec::new();
    for channel in &procedure.channels {
        match alike.iter_mut().find(|group| group[0].time == channel.time && group[0].fees == channel.fees) {
            Some(group) => group.push(channel),
            None => alike.push(vec![channel]),
        }
    }
    if let [only] = alike.as_slice()
        && only[0].time.is_empty()
        && only[0].fees.is_none()
    {
        return Vec::new();
    }
    let several = alike.len() > 1;
    alike.iter().enumerate().map(|(at, group)| cost(scope, group, at + 1, several)).collect()
}

fn cost(scope: &Scope, group: &[&Channel], number: usize, several: bool) -> Cost {
    let mut names: Vec<&str> = group.iter().map(|channel| place::via(scope, channel.via)).collect();
    names.dedup();
    let channel = group[0];
    Cost {
        heading: several.then(|| sentence(&super::row(&names, scope.words.and()))),
        number,
        times: Span::of(&channel.time.0).iter().map(|span| span_line(scope, span)).collect(),
        fees: channel.fees.iter().flatten().map(|fee| fee_line(scope, fee)).collect(),
        free: channel.fees.as_ref().is_some_and(Vec::is_empty),
        unknown: channel.fees.is_none() && channel.time.is_empty(),
    }
}

fn span_line(scope: &Scope, span: &Span) -> TimeLine {
    match span.parts.as_slice() {
        [only] => time_line(scope, only, [only.when.as_deref(), only.stage.as_deref()]),
        parts => TimeLine {
            value: span.words(),
            detail: span.when().map(sentence),
            stages: parts.iter().map(|part| time_line(scope, part, [None, part.stage.as_deref()])).collect(),
        },
    }
}

fn time_line(scope: &Scope, time: &Time, names: [Option<&str>; 2]) -> TimeLine {
    let until = time
        .same_day_until
        .as_ref()
        .map(|until| fill(scope.words.same_day_until(), &[("clock", &clock(until))]));
    let note = time.note.as_deref().filter(|_| time.amount.is_some() || time.same_day_until.is_some());
    let details: Vec<String> =
        names.into_iter().flatten().map(sentence).chain(until).chain(note.map(sentence)).collect();
    TimeLine {
        value: time.words(),
        detail: (!details.is_empty()).then(|| details.join(". ")),
        stages: Vec::new(),
    }
}

fn fee_line(scope: &Scope, fee: &Fee) -> FeeLine {
    let words = scope.words;
    let kind = match fee.kind {
        FeeKind::Phi => words.kind_phi(),
        FeeKind::LePhi => words.kind_le_phi(),
    };
    let amount = amount(scope, fee);
    let period = match (fee.from, fee.to) {
        (Some(from), Some(to)) => {
            Some(fill(words.from_to(), &[("from", &from.vietnamese()), ("to", &to.vietnamese())]))
        }
        (Some(from), None) => Some(fill(words.since(), &[("day", &from.vietnamese())])),
        (None, Some(to)) => Some(fill(words.until(), &[("day", &to.vietnamese())])),
        (None, None) => None,
    };
    let setter = fee
        .set_by
        .filter(|_| amount != words.set_by_province())
        .map(|FeeSetter::Hdnd| words.set_by_province_long().to_owned());
    let text = fee.text.as_deref().filter(|text| *text != amount).map(sentence);
    FeeLine {
        name: fee.name.as_deref().map_or_else(|| kind.to_owned(), sentence),
        details: [fee.when.as_deref().map(sentence), text, setter, period].into_iter().flatten().collect(),
        amount,
        basis: fee.basis.as_ref().map(|number| Basis {
            number: number.clone(),
            href: scope
                .plan
                .catalogue
                .legal
                .get(number)
                .map(|filed| scope.links.to(&legal_address(&filed.value))),
        }),
    }
}

/// The amount in few words: "8.000 đồng/bản", "Do tỉnh quy định", a short rate, or "Xem mô tả".
pub(super) fn amount(scope: &Scope, fee: &Fee) -> String {
    let words = scope.words;
    let per = fee.per.as_ref().map_or(String::new(), |per| format!("/{per}"));
    if let Some(vnd) = fee.amount_vnd {
        return if vnd == 0 { words.free().to_owned() } else { money(scope, vnd) + &per };
    }
    if let Some(usd) = fee.amount_usd {
        return fill(words.usd(), &[("n", &text::number(usd))]) + &per;
    }
    match &fee.text {
        Some(text) if text.chars().count() <= SHORT_RATE => text.clone(),
        _ if fee.set_by.is_some() => words.set_by_province().to_owned(),
        _ => words.see_description().to_owned(),
    }
}

/// "8.000 đồng".
pub(super) fn money(scope: &Scope, vnd: u64) -> String {
    fill(scope.words.vnd(), &[("n", &text::number(vnd))])
}

/// "15:00" as people say it: "15 giờ", "15 giờ 30".
pub(super) fn clock(text: &str) -> String {
    let (hour, minute) = text.split_once(':').unwrap_or((text, "00"));
    let hour = hour.trim_start_matches('0');
    if minute == "00" { format!("{hour} giờ") } else { format!("{hour} giờ {minute}") }
}
