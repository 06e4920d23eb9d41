//! Times inside a sentence: which, whose, and where a note goes over into another table's rows.

use content::{Time, TimeUnit};

use super::clean::{line, lower, shortened, unbulleted, uncapitalised, unended};
use super::condition::{MOST_WORDS, condition};
use super::pattern::{any_case, pattern};
use super::trap::{TrapKind, Traps};

/// A time that a sentence states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub amount: u32,
    pub unit: TimeUnit,
    start: usize,
    end: usize,
}

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

pub(super) fn plain(amount: u32, unit: TimeUnit) -> Time {
    Time { amount: Some(amount), unit: Some(unit), ..Time::default() }
}

pub(super) fn distinct(said: &[Said]) -> Vec<Said> {
    let mut distinct: Vec<Said> = Vec::new();
    for one in said {
        if !distinct.iter().any(|known| (known.amount, known.unit) == (one.amount, one.unit)) {
            distinct.push(*one);
        }
    }
    distinct
}

/// The clauses of a note that state times, shortly.
pub(super) fn quote(note: &str) -> String {
    let timed = clauses(note).into_iter().filter(|clause| !times_in(clause).is_empty());
    shortened(&timed.map(|clause| shortened(&clause, 20)).collect::<Vec<_>>().join("; "), 45)
}

/// True when a time in a note is the time of the whole procedure and not of one office's part in it.
pub(super) fn is_whole_time(note: &str, said: &Said) -> bool {
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
pub(super) fn by_case(note: &str) -> Vec<Time> {
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
pub(super) fn unswallowed(note: &str, traps: &mut Traps) -> String {
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
