//! Processing times: what the field says, what its note says, and where they disagree.

use content::{Time, TimeUnit};

use super::clean::{line, lower, says_none, shortened, unbulleted, uncapitalised, unended};
use super::paper::condition;
use super::pattern::{any_case, pattern};
use super::raw::RawMethod;
use super::trap::{TrapKind, Traps};

/// A time that a sentence states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub amount: u32,
    pub unit: TimeUnit,
    start: usize,
    end: usize,
}

/// The times of one channel, and what stays open.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Times {
    pub times: Vec<Time>,
    /// The source's own words, and the part that a stated value was derived from.
    pub unclear: Vec<(String, Option<&'static str>)>,
}

/// Most words of a condition.
const MOST_WORDS: usize = 25;

/// Every time that `text` states, dates and clock times left out.
pub(super) fn times_in(text: &str) -> Vec<Said> {
    let small = lower(text);
    let found =
        pattern!(r"(\d{1,4})\s*(?:\([^)\d]{2,40}\)\s*)?(ngày\s+làm\s+v[iệecê]+|ngày|giờ làm việc|giờ|tháng)");
    found
        .captures_iter(&small)
        .filter_map(|captures| {
            let (whole, digits, unit) = (captures.get(0)?, captures.get(1)?, captures.get(2)?);
            let before = small[..whole.start()].trim_end();
            let dated = ["ngày", "tháng", "/", ",", "."].iter().any(|word| before.ends_with(word));
            let hour = unit.as_str().starts_with("giờ");
            let clock = hour
                && ["sau", "trước", "lúc", "đến", "từ", "hồi", "-"].iter().any(|word| before.ends_with(word));
            let unit = match unit.as_str() {
                "ngày" => TimeUnit::Day,
                "tháng" => TimeUnit::Month,
                hours if hours.starts_with("giờ") => TimeUnit::Hour,
                _ => TimeUnit::WorkingDay,
            };
            let amount = digits.as_str().parse().ok().filter(|amount| (1..=3650).contains(amount))?;
            let date = dated && unit != TimeUnit::WorkingDay;
            (!date && !clock).then_some(Said { amount, unit, start: whole.start(), end: whole.end() })
        })
        .collect()
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

pub(super) fn plain(amount: u32, unit: TimeUnit) -> Time {
    Time { amount: Some(amount), unit: Some(unit), ..Time::default() }
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

fn distinct(said: &[Said]) -> Vec<Said> {
    let mut distinct: Vec<Said> = Vec::new();
    for one in said {
        if !distinct.iter().any(|known| (known.amount, known.unit) == (one.amount, one.unit)) {
            distinct.push(*one);
        }
    }
    distinct
}

/// The clauses of a note that state times, shortly.
fn quote(note: &str) -> String {
    let timed = clauses(note).into_iter().filter(|clause| !times_in(clause).is_empty());
    shortened(&timed.map(|clause| shortened(&clause, 20)).collect::<Vec<_>>().join("; "), 45)
}

/// True when a time in a note is the time of the whole procedure and not of one office's part in it.
fn is_whole_time(note: &str, said: &Said) -> bool {
    let small = lower(note);
    let before = small[..said.start].trim_end();
    let sentence = before
        .rsplit(['\n', ';', '+'])
        .next()
        .unwrap_or_default()
        .trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let sentence = sentence.rsplit(". ").next().unwrap_or_default();
    let lead = pattern!(
        r"^(?:thời hạn giải quyết|thời gian giải quyết|thời gian thực hiện|thời hạn)?\s*:?\s*(?:là )?(?:trong )?(?:thời (?:hạn|gian) )?(?:là )?(?:tối đa )?(?:không quá)?(?:là )?\s*$"
    );
    let part = pattern!(
        r"trường hợp|đối với|thẩm định|kiểm tra|tiếp nhận hồ sơ|bước |niêm yết|lấy ý kiến|xác minh|kéo dài|gia hạn"
    );
    lead.is_match(sentence) && !part.is_match(&small)
}

/// The times of a note that lists one per case ("- 22 ngày đối với cấp lại; - 10 ngày đối với cấp đổi").
/// Empty when any part of the note does not fit this pattern.
fn by_case(note: &str) -> Vec<Time> {
    let mut times = Vec::new();
    for clause in clauses(note) {
        let said = times_in(&clause);
        let [one] = said.as_slice() else { return Vec::new() };
        match case_in(&clause) {
            Some((when, note)) => times.push(Time { when, note, ..plain(one.amount, one.unit) }),
            None => return Vec::new(),
        }
    }
    times
}

/// The case that `note` names for the time of `amount` and `unit`: as a condition, or as a remark when it is long.
pub(super) fn case_of(note: &str, time: &Time) -> Option<(Option<String>, Option<String>)> {
    let clauses = clauses(note);
    let timed = |clause: &&String| {
        times_in(clause).iter().any(|said| Some(said.amount) == time.amount && Some(said.unit) == time.unit)
    };
    let own = clauses.iter().find(timed);
    let lone = || clauses.iter().take(1).find(|clause| clauses.len() == 1 && times_in(clause).is_empty());
    case_in(own.or_else(lone)?)
}

/// The condition of one clause without its time.
fn case_in(clause: &str) -> Option<(Option<String>, Option<String>)> {
    let part = any_case!(
        r"xác minh|kéo dài|gia hạn thêm|thẩm định hồ sơ|tính đầy đủ|trả lời|thông báo|từ chối|đủ điều kiện thì"
    );
    if part.is_match(clause) {
        return None;
    }
    let timeless = match times_in(clause).as_slice() {
        [] => clause.to_owned(),
        [one, ..] => format!("{} {}", &clause[..one.start], &clause[one.end..]),
    };
    let timeless = any_case!(r",? ?(?:kể )?từ (?:ngày|khi) (?:tiếp )?nhận (?:được )?(?:đủ |đầy đủ )?(?:hồ sơ|giấy tờ)(?: đầy đủ)?(?:, hợp lệ| hợp lệ)?(?: theo quy định)?").cut_all(&timeless);
    let found = any_case!(r"(?:đối với|trường hợp|nếu) .*").find(&timeless)?;
    let when = any_case!(
        r",? thì .*$|[:,]?\s*(?:(?:là|trong|không quá|tối đa|thời hạn|thời gian|giải quyết|\()\s*)+$"
    )
    .cut(&condition(&timeless[found]));
    let when = line(unended(&when.replace("( )", "").replace("()", "")));
    let balanced = when.matches('(').count() == when.matches(')').count();
    if !balanced || content::text::words(&when) < 2 {
        return None;
    }
    Some(if content::text::words(&when) <= MOST_WORDS {
        (Some(uncapitalised(&when)), None)
    } else {
        (None, Some(format!("trường hợp {when}")))
    })
}

fn clauses(note: &str) -> Vec<String> {
    let marked = pattern!(r"\s[-+*]\s|;|\n|\.\s|\.$").replace_all(note, "\u{1}");
    marked
        .split('\u{1}')
        .map(|clause| line(unended(unbulleted(clause))))
        .filter(|clause| !clause.is_empty())
        .collect()
}

/// The note up to where the next rows of a table were pasted into it.
fn unswallowed(note: &str, traps: &mut Traps) -> String {
    let pasted = pattern!(
        r"(?:Dịch vụ bưu chính|Trực tuyến|Trực tiếp) ?(?:\d|Không)|Miễn phí[-A-ZĐ0-9]|Thành phần hồ sơ(?:a\))?\s*$|\d Ngày(?: làm việc)?(?:Miễn phí|[A-ZĐ])"
    );
    match pasted.find(note) {
        Some(found) => {
            traps.add(TrapKind::SwallowedTable, &note[found.start()..]);
            note[..found.start()].to_owned()
        }
        None => note.to_owned(),
    }
}
