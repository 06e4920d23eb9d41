use content::{Channel, Day, Fee, OneOrMany, Procedure, Span, TimeUnit, UnclearWhat, Via, text};
use serde::Serialize;

use super::{Scope, clipped, costs, fill, place, sentence};
use crate::plan::Entry;

/// One of the four things that everybody asks first.
#[derive(Serialize)]
pub struct Glance {
    /// Which: `time`, `fee`, `place`, `online`.
    pub icon: &'static str,
    /// Label.
    pub label: String,
    /// The answer in a few words.
    pub value: String,
    /// What to know beside it.
    pub details: Vec<String>,
    /// Where more stands.
    pub link: Option<GlanceLink>,
    /// Whether the answer is that nobody says.
    pub unknown: bool,
}

/// A link below an answer.
#[derive(Serialize)]
pub struct GlanceLink {
    href: String,
    text: String,
}

const SHORT: usize = 44;
const DETAIL: usize = 90;

/// Time, fee, place and online mode of `procedure`.
pub(super) fn glance(scope: &Scope, procedure: &Procedure, entry: Option<&Entry>) -> Vec<Glance> {
    vec![
        time(scope, procedure),
        fee(scope, procedure),
        place(scope, procedure),
        online(scope, procedure, entry),
    ]
}

impl Glance {
    fn new(icon: &'static str, label: &str, answer: Option<String>, scope: &Scope) -> Self {
        let unknown = answer.is_none();
        let value = answer.unwrap_or_else(|| scope.words.unknown().to_owned());
        Glance { icon, label: label.to_owned(), value, details: Vec::new(), link: None, unknown }
    }

    fn detail(mut self, detail: Option<String>) -> Self {
        self.details.extend(detail.filter(|detail| !detail.is_empty()));
        self
    }

    fn see(mut self, href: &str, text: &str) -> Self {
        self.link = Some(GlanceLink { href: href.to_owned(), text: text.to_owned() });
        self
    }
}

fn is_unclear(procedure: &Procedure, what: UnclearWhat) -> bool {
    procedure.unclear.iter().any(|unclear| unclear.what == what)
}

fn time(scope: &Scope, procedure: &Procedure) -> Glance {
    let words = scope.words;
    let spans: Vec<Span> = procedure.channels.iter().flat_map(|channel| Span::of(&channel.time.0)).collect();
    let mut distinct: Vec<String> = Vec::new();
    for span in &spans {
        let words = span.words();
        if !words.is_empty() && !distinct.contains(&words) {
            distinct.push(words);
        }
    }
    let amounts: Vec<(u32, TimeUnit)> = spans.iter().filter_map(Span::amount).collect();
    let one_unit = amounts.len() == spans.len() && amounts.windows(2).all(|pair| pair[0].1 == pair[1].1);
    let (answer, detail) = match distinct.as_slice() {
        [] => (None, None),
        [one] if one.chars().count() <= SHORT => {
            (Some(one.clone()), spans.first().and_then(|span| time_detail(scope, span)))
        }
        [one] => (Some(words.depends().to_owned()), Some(clipped(one, DETAIL).into_owned())),
        _ if one_unit => {
            let (least, most) = (amounts.iter().min(), amounts.iter().max());
            let (least, most) = least.zip(most).expect("several different times are at least two");
            let range = format!("{} {} {} {}", least.0, words.to(), most.0, least.1.name());
            (Some(range), Some(words.depends_see_table().to_owned()))
        }
        [first, second] if first.len() + second.len() <= SHORT => (
            Some(format!("{first} {} {}", words.or(), second.to_lowercase())),
            Some(words.depends_see_table().to_owned()),
        ),
        _ => (Some(words.depends().to_owned()), Some(words.depends_see_table().to_owned())),
    };
    let glance = Glance::new("time", words.time(), answer, scope).detail(detail);
    if is_unclear(procedure, UnclearWhat::Time) {
        glance.see("#chua-ro", words.see_unclear())
    } else {
        glance
    }
}

/// What stands below the only time that there is.
fn time_detail(scope: &Scope, span: &Span) -> Option<String> {
    let [time] = span.parts.as_slice() else {
        let stages = span.parts.len().to_string();
        return Some(fill(scope.words.time_in_stages(), &[("n", &stages)]));
    };
    if let Some(clock) = &time.same_day_until {
        return Some(fill(scope.words.same_day_until(), &[("clock", &costs::clock(clock))]));
    }
    let own = time.when.as_deref().or(time.note.as_deref())?;
    (time.amount.is_some()).then(|| clipped(&sentence(own), DETAIL).into_owned())
}

fn fee(scope: &Scope, procedure: &Procedure) -> Glance {
    let words = scope.words;
    let unclear = is_unclear(procedure, UnclearWhat::Fees);
    let paid: Vec<Vec<&Fee>> =
        procedure.channels.iter().filter_map(|channel| channel.fees_on(scope.as_of())).collect();
    let mut fees: Vec<&Fee> = Vec::new();
    for fee in paid.iter().flatten() {
        if !fees.contains(fee) {
            fees.push(fee);
        }
    }
    // Only an empty list says that nothing is paid: one whose rates have all ended says nothing of today.
    let free = |channel: &Channel| channel.fees.as_ref().is_some_and(Vec::is_empty);
    let some_free = procedure.channels.iter().any(free);
    let ended = procedure.channels.iter().flat_map(|channel| channel.fees.iter().flatten());
    let (answer, detail) = match (fees.as_slice(), some_free) {
        ([], false) => (None, ended.filter_map(|fee| fee.to).max().map(|day| rate_ended(scope, day))),
        ([], true) if unclear => (None, Some(words.source_says_free().to_owned())),
        ([], true) => (Some(words.free().to_owned()), unstated_channels(scope, procedure)),
        (fees, some_free) => {
            let additive =
                paid.iter().any(|channel| channel.iter().filter(|fee| fee.when.is_none()).count() > 1);
            let (answer, detail) = amounts(scope, fees, some_free, additive);
            (Some(answer), detail)
        }
    };
    let glance = Glance::new("fee", words.fee(), answer, scope).detail(detail);
    if unclear { glance.see("#chua-ro", words.see_unclear()) } else { glance }
}

fn rate_ended(scope: &Scope, day: Day) -> String {
    fill(scope.words.rate_ended(), &[("day", &day.vietnamese())])
}

/// "Qua bưu điện: chưa rõ": channels without a word on fees, when the others are free.
fn unstated_channels(scope: &Scope, procedure: &Procedure) -> Option<String> {
    let silent: Vec<&str> = procedure
        .channels
        .iter()
        .filter(|channel| channel.fees.is_none())
        .map(|channel| place::via(scope, channel.via))
        .collect();
    (!silent.is_empty())
        .then(|| fill(scope.words.channel_unknown(), &[("channel", &sentence(&silent.join(", ")))]))
}

/// `several`: whether somebody may have to pay more than one of them.
fn amounts(scope: &Scope, fees: &[&Fee], some_free: bool, several: bool) -> (String, Option<String>) {
    let words = scope.words;
    let in_vnd: Vec<u64> =
        fees.iter().filter_map(|fee| fee.amount_vnd).chain(some_free.then_some(0)).collect();
    let least = in_vnd.iter().min().copied();
    let most = in_vnd.iter().max().copied();
    let all_in_vnd = fees.iter().all(|fee| fee.amount_vnd.is_some());
    match (least, most) {
        (Some(least), Some(most)) if all_in_vnd && least == most => {
            let when = fees[0].when.as_deref().filter(|_| fees.len() == 1);
            let until = fees[0].to.filter(|_| fees.len() == 1);
            (costs::money(scope, least), per_and_when(scope, fees[0].per.as_deref(), when, until))
        }
        (Some(least), Some(most)) if all_in_vnd && !several => {
            let low = if least == 0 { "0".to_owned() } else { text::number(least) };
            (
                format!("{low} {} {}", words.to(), costs::money(scope, most)),
                Some(words.fees_see_table().to_owned()),
            )
        }
        (Some(least), _) if !some_free && least > 0 => (
            fill(words.from_amount(), &[("amount", &costs::money(scope, least))]),
            Some(words.fees_see_table().to_owned()),
        ),
        _ => match fees {
            [only] => {
                let amount = costs::amount(scope, only);
                let text = only.text.as_deref().filter(|text| *text != amount);
                let answer =
                    if amount == words.see_description() { words.depends().to_owned() } else { amount };
                (answer, text.map(|text| clipped(&sentence(text), DETAIL).into_owned()))
            }
            _ => (words.depends().to_owned(), Some(words.fees_see_table().to_owned())),
        },
    }
}

/// "Mỗi bản, khi đăng ký quá hạn".
fn per_and_when(scope: &Scope, per: Option<&str>, when: Option<&str>, until: Option<Day>) -> Option<String> {
    let per = per.map(|per| fill(scope.words.per_each(), &[("unit", per)]));
    let until = until.map(|day| fill(scope.words.until(), &[("day", &day.vietnamese())]));
    let parts: Vec<&str> = per.as_deref().into_iter().chain(when).chain(until.as_deref()).collect();
    (!parts.is_empty()).then(|| clipped(&sentence(&parts.join(", ")), DETAIL).into_owned())
}

fn place(scope: &Scope, procedure: &Procedure) -> Glance {
    let words = scope.words;
    let agencies = &procedure.agencies;
    let lists: [&OneOrMany<String>; 3] = [&agencies.receives, &agencies.executes, &agencies.decides];
    let names: Vec<&str> = lists
        .into_iter()
        .find(|ids| !ids.is_empty())
        .into_iter()
        .flat_map(OneOrMany::iter)
        .filter_map(|id| scope.plan.catalogue.agencies.get(id))
        .map(|agency| agency.short.as_deref().unwrap_or(&agency.name))
        .collect();
    let more = (names.len() > 1).then(|| {
        let others = names[1..].join(", ");
        clipped(&fill(words.or_at(), &[("others", &others)]), DETAIL).into_owned()
    });
    let glance = Glance::new("place", words.where_to(), names.first().map(|name| (*name).to_owned()), scope)
        .detail(more);
    glance.detail(place::channels(scope, procedure).map(|channels| sentence(&channels)))
}

fn online(scope: &Scope, procedure: &Procedure, entry: Option<&Entry>) -> Glance {
    let words = scope.words;
    let answer = procedure.online.as_ref().map(|online| online.mode.name().to_owned());
    let detail = match &procedure.online {
        Some(online) => {
            online.reason.as_deref().map(|reason| clipped(&sentence(reason), DETAIL).into_owned())
        }
        None if procedure.channels.iter().any(|channel| channel.via == Via::Online) => {
            Some(words.takes_online().to_owned())
        }
        None => None,
    };
    let glance = Glance::new("online", words.online(), answer, scope).detail(detail);
    match entry {
        Some(entry) => {
            let text = match entry.offer.level {
                Some(level) if scope.plan.has_request(entry) => {
                    fill(words.page_level_request(), &[("n", &level.to_string())])
                }
                Some(level) => fill(words.page_level(), &[("n", &level.to_string())]),
                None => words.page_below_level_1().to_owned(),
            };
            glance.see(&scope.level_link(entry), &text)
        }
        None => glance,
    }
}
