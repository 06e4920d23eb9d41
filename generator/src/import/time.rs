//! Processing times: what the field says, what its note says, and where they disagree.

use content::{Time, TimeUnit};

use super::clean::{lower, says_none};
use super::pattern::pattern;
use super::raw::RawMethod;
use super::time_text::{Said, by_case, distinct, is_whole_time, plain, quote, times_in, unswallowed};
use super::trap::{TrapKind, Traps};

/// The times of one channel, and what stays open.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Times {
    pub times: Vec<Time>,
    /// The source's own words, and the part that a stated value was derived from.
    pub unclear: Vec<(String, Option<&'static str>)>,
}

/// The times of `method`. `steps` is consulted where the field has a number without a unit.
pub(super) fn times(method: &RawMethod, steps: &str, traps: &mut Traps) -> Times {
    let note = unswallowed(&method.description, traps);
    let unit = unit(&method.processing_time_unit);
    match (method.processing_time.filter(|amount| *amount > 0.0), unit) {
        (Some(amount), Some(unit)) => stated(amount, unit, &note, traps),
        (Some(amount), None) => unitless(amount, method, &note, steps, traps),
        (None, _) => {
            let text = if says_none(&method.processing_time_text) {
                note
            } else {
                method.processing_time_text.clone()
            };
            from_note(&text, traps)
        }
    }
}

fn unit(word: &str) -> Option<TimeUnit> {
    match word {
        "WORKING_DAY" => Some(TimeUnit::WorkingDay),
        "DAY" => Some(TimeUnit::Day),
        "HOUR" => Some(TimeUnit::Hour),
        "MONTH" => Some(TimeUnit::Month),
        _ => None,
    }
}

/// A number with its unit; the note may add cases or contradict it.
fn stated(amount: f64, unit: TimeUnit, note: &str, traps: &mut Traps) -> Times {
    if amount.fract() != 0.0 {
        let words = format!("{} {}", amount.to_string().replace('.', ","), unit.name());
        return Times { times: vec![Time { note: Some(words), ..Time::default() }], ..Times::default() };
    }
    let amount = amount as u32;
    let field = plain(amount, unit);
    let said = times_in(note);
    let agrees = |said: &Said| said.amount == amount && said.unit == unit;
    let by_case = by_case(note);
    if by_case.len() > 1 && by_case.iter().any(|time| time.amount == Some(amount) && time.unit == Some(unit))
    {
        return Times { times: by_case, ..Times::default() };
    }
    let parts: Vec<u32> = said.iter().filter(|said| said.unit == unit).map(|said| said.amount).collect();
    let quote = || quote(note);
    let mut unclear = Vec::new();
    match distinct(&said).as_slice() {
        [] => {}
        [one] if agrees(one) => {}
        [one] if is_whole_time(note, one) => {
            traps.add(TrapKind::TimeContradicted, note);
            unclear.push((format!("{amount} {}, nhưng phần mô tả viết “{}”", unit.name(), quote()), None));
        }
        [_] => {}
        // The steps of the work add up to the whole.
        _ if parts.len() > 1 && parts.iter().sum::<u32>() == amount => {}
        _ if pattern!(r"trường hợp|đối với|nếu").is_match(&lower(note)) => {
            traps.add(TrapKind::SeveralTimes, note);
            unclear.push((format!("{amount} {}; phần mô tả viết “{}”", unit.name(), quote()), None));
        }
        _ => traps.add(TrapKind::SeveralTimes, note),
    }
    Times { times: vec![field], unclear }
}

/// A number without a unit: the note or the steps may tell it.
fn unitless(amount: f64, method: &RawMethod, note: &str, steps: &str, traps: &mut Traps) -> Times {
    traps.add(TrapKind::TimeWithoutUnit, &format!("{amount}"));
    let says = format!("{amount}, không có đơn vị");
    let text = format!("{note}\n{}", method.processing_time_text);
    let said = times_in(&text);
    if let [one] = distinct(&said).as_slice()
        && (is_whole_time(&text, one) || f64::from(one.amount) == amount)
    {
        return Times {
            times: vec![plain(one.amount, one.unit)],
            unclear: vec![(says, Some("description"))],
        };
    }
    let in_steps: Vec<Said> =
        times_in(steps).into_iter().filter(|said| f64::from(said.amount) == amount).collect();
    let cut_off = pattern!(r"sau 15 (?:giờ|h)|sau 15h|sau 15:00|trước 15 giờ").is_match(&lower(steps))
        && pattern!(r"trong ngày|ngay sau khi|ngày làm việc tiếp theo").is_match(&lower(steps));
    match distinct(&in_steps).as_slice() {
        _ if amount == 1.0 && cut_off => {
            let time = Time { same_day_until: Some("15:00".to_owned()), ..Time::default() };
            Times { times: vec![time], unclear: vec![(says, Some("steps"))] }
        }
        [one] if amount > 1.0 => {
            Times { times: vec![plain(one.amount, one.unit)], unclear: vec![(says, Some("steps"))] }
        }
        _ => Times { times: Vec::new(), unclear: vec![(says, None)] },
    }
}

/// No number in the field: only what the note states clearly.
fn from_note(note: &str, traps: &mut Traps) -> Times {
    let by_case = by_case(note);
    if by_case.len() > 1 {
        return Times { times: by_case, ..Times::default() };
    }
    let said = times_in(note);
    match distinct(&said).as_slice() {
        [one] if is_whole_time(note, one) => {
            Times { times: vec![plain(one.amount, one.unit)], ..Times::default() }
        }
        [] if pattern!(r"^\W*(?:ngay )?trong ngày(?: làm việc)?\W*$").is_match(&lower(note)) => {
            let note = Some("trong ngày".to_owned());
            Times { times: vec![Time { note, ..Time::default() }], ..Times::default() }
        }
        [] => Times::default(),
        _ => {
            traps.add(TrapKind::SeveralTimes, note);
            Times { times: Vec::new(), unclear: vec![(format!("“{}”", quote(note)), None)] }
        }
    }
}
