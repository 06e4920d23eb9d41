//! The note beside a fee, clause by clause: amounts, exemptions, who sets it, which rule.

use content::{Fee, FeeKind, FeeSetter};

use super::clean::{line, lower, shortened, unbulleted, uncapitalised, unended};
use super::paper::condition;
use super::pattern::{any_case, pattern};
use super::money::{Money, amounts, per, period, rule};

/// Most words of a rate or formula that are carried over as the source states them.
const MOST_WORDS: usize = 30;

/// What a note says about money.
#[derive(Debug, Default)]
pub(super) struct Note {
    /// Fees in the order of the text.
    pub fees: Vec<Fee>,
    /// It says that nothing is paid, for anybody.
    pub free: bool,
    /// Clauses that speak of paying and state no fee.
    pub sentences: Vec<String>,
    /// Clauses that had to be cut.
    pub cut: Vec<String>,
}

/// A fee without anything but its kind.
pub(super) fn bare(kind: FeeKind) -> Fee {
    Fee {
        kind,
        name: None,
        amount_vnd: None,
        amount_usd: None,
        text: None,
        per: None,
        when: None,
        set_by: None,
        basis: None,
        from: None,
        to: None,
    }
}

/// Phí or lệ phí, where `text` says which.
pub(super) fn kind_in(text: &str) -> Option<FeeKind> {
    let text = pattern!(r"(?:luật )?phí và lệ phí|(?:miễn|chi|kinh|học|viện|án|bưu|hoang) phí").replace_all(&lower(text), "").into_owned();
    let act = text.contains("lệ phí");
    let service = text.replace("lệ phí", "").contains("phí");
    match (act, service) {
        (true, false) => Some(FeeKind::LePhi),
        (false, true) => Some(FeeKind::Phi),
        _ => None,
    }
}

/// What `text` says. `kind` is taken where a clause names none.
pub(super) fn note(text: &str, kind: FeeKind) -> Note {
    let mut note = Note::default();
    let mut last_kind = kind;
    for clause in clauses(text) {
        let named = kind_in(&clause);
        last_kind = named.unwrap_or(last_kind);
        read(&clause, named.unwrap_or(last_kind), &mut note);
    }
    note
}

/// `text` without brackets around the whole, split where a new statement begins.
fn clauses(text: &str) -> Vec<String> {
    let text = any_case!(r"^\s*(?:lệ )?phí ?: ?(?:[\d.,]+ )?đồng").cut(text);
    let marked = pattern!(r";|\n|\.\s*$|(\S{2})\.\s+([-+A-ZĐ0-9ÁÀẢÃẠĂÂẤẦẨẪẬÊẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌÔƠÚÙỦŨỤƯÝ(])|\s([-+–])\s+([A-ZĐÁÀẢÃẠĂÂÊÍÓÔƠÚƯÝ0-9])")
        .replace_all(&text, "$1\u{1}$2$3 $4");
    marked
        .split('\u{1}')
        .map(|clause| line(unended(unbulleted(&unbracketed(clause)))))
        .filter(|clause| clause.chars().any(char::is_alphanumeric))
        .collect()
}

fn unbracketed(text: &str) -> String {
    let text = text.trim();
    let opens = text.matches('(').count();
    let closes = text.matches(')').count();
    let text = if opens > closes { text.trim_start_matches('(') } else { text };
    let text = if closes > opens { text.trim_end_matches([')', '.']) } else { text };
    match text.strip_prefix('(').and_then(|inner| inner.trim_end_matches(['.', ';']).strip_suffix(')')) {
        Some(inner) if !inner.contains(')') => inner.to_owned(),
        _ => text.to_owned(),
    }
}

fn read(clause: &str, kind: FeeKind, note: &mut Note) {
    let small = lower(clause);
    let money = amounts(clause);
    if pattern!(r"^(?:người nộp|cá nhân nộp|tổ chức nộp|hình thức nộp|thời điểm nộp|chuyển khoản|khi có thông tư|việc nộp|phí có thể|lệ phí[^.]* có thể|nộp trực tiếp tại|kê khai|thực hiện như)")
        .is_match(&small)
        && money.is_empty()
    {
        return note.sentences.push(clause.to_owned());
    }
    if let Some(exempt) = exemption(clause, kind) {
        return match exempt {
            Some(fee) => note.fees.push(fee),
            None => note.free = true,
        };
    }
    if !money.is_empty() && !is_formula(&small, &money) {
        return note.fees.extend(money.iter().enumerate().map(|(at, one)| fee_of(clause, &money, at, one, kind)));
    }
    let council = pattern!(r"hội đồng nhân dân|hđnd").is_match(&small) && money.is_empty();
    if council {
        let mut fee = Fee { set_by: Some(FeeSetter::Hdnd), basis: rule(clause).map(|(_, number)| number), ..bare(kind) };
        label(&council_label(clause), &mut fee);
        return note.fees.push(fee);
    }
    words_only(clause, &small, kind, note);
}

/// A clause that states no plain amount: a rate, a formula, or the rule where the amount stands.
fn words_only(clause: &str, small: &str, kind: FeeKind, note: &mut Note) {
    let speaks = pattern!(r"phí|đồng|usd|mức|giá|thông tư|nghị quyết|quy định|%|miễn").is_match(small);
    if !speaks {
        return note.sentences.push(clause.to_owned());
    }
    let mut fee = bare(kind);
    match rule(clause) {
        Some((start, number)) if amounts(clause).is_empty() && !small.contains('%') => {
            label(&pattern!(r"[,:(]?\s*(?:được )?(?:thực hiện|áp dụng|thu)?\s*$").replace(&clause[..start], ""), &mut fee);
            let rest = &clause[start..];
            let named = rest.find(&number).map_or(rest.len(), |at| at + number.len());
            fee.text = Some(line(rest[..named].trim_start_matches(['(', ' ', ','])));
            fee.basis = Some(number);
        }
        found => {
            let text = shortened(clause, MOST_WORDS);
            if text.ends_with("...") {
                note.cut.push(clause.to_owned());
            }
            fee.text = Some(text);
            fee.basis = found.map(|(_, number)| number);
        }
    }
    (fee.from, fee.to) = period(clause);
    note.fees.push(fee);
}

/// `Some(None)` when the clause says that nobody pays, `Some(Some(fee))` with amount 0 when somebody doesn't.
fn exemption(clause: &str, kind: FeeKind) -> Option<Option<Fee>> {
    let small = lower(clause);
    let found = pattern!(r"miễn (?:thu )?(?:lệ )?phí|không thu (?:lệ )?phí|không phải nộp (?:lệ )?phí|không mất phí|miễn thu").find(&small);
    let unlisted = pattern!(r"^không được quy định tại biểu").is_match(&small);
    if unlisted || super::clean::says_none(clause) {
        return Some(None);
    }
    let found = found?;
    let (before, after) = (&clause[..found.start()], &clause[found.end()..]);
    let basis = rule(after);
    let after = basis.as_ref().map_or(after, |(start, _)| &after[..*start]);
    let who = pattern!(r"^.*?(?:đối với|cho) (?:những |các )?(?:trường hợp )?").replace(after, "");
    let subject = pattern!(r"\s*(?:thì )?(?:được|là|thuộc diện)?\s*$").replace(before, "");
    let when = match (subject.trim().is_empty(), who == after) {
        (true, true) => return Some(None),
        (true, false) => line(unended(&who)),
        (false, _) => line(&subject),
    };
    let when = unended(&when).to_owned();
    if when.is_empty() {
        return Some(None);
    }
    let mut fee = Fee { amount_vnd: Some(0), basis: basis.map(|(_, number)| number), ..bare(kind) };
    fee.when = Some(shortened(&uncapitalised(&when), MOST_WORDS));
    Some(Some(fee))
}

/// True when the amounts of a clause only make sense together with its words.
fn is_formula(small: &str, money: &[Money]) -> bool {
    let capped = pattern!(r"tối đa|không quá|nhưng tổng|tối thiểu| x \d|[%]|trang thứ|^từ \d|cộng thêm|bằng 50|giảm 50").is_match(small);
    capped || money.len() > 3
}

/// The fee of one amount in a clause; the words around it say for what or for whom.
fn fee_of(clause: &str, all: &[Money], at: usize, money: &Money, kind: FeeKind) -> Fee {
    let start = if at == 0 { 0 } else { all[at - 1].place.end };
    let end = all.get(at + 1).map_or(clause.len(), |_| money.place.end);
    let (before, after) = (&clause[start..money.place.start], &clause[money.place.end..end]);
    let mut fee = bare(kind);
    match money.dollars {
        true => fee.amount_usd = Some(money.amount),
        false => fee.amount_vnd = Some(money.amount),
    }
    fee.per = money.per.clone();
    (fee.from, fee.to) = period(after);
    if fee.from.is_none() && fee.to.is_none() {
        (fee.from, fee.to) = period(before);
    }
    let law = rule(after);
    let tail = law.as_ref().map_or(after, |(start, _)| &after[..*start]);
    fee.basis = law.map(|(_, number)| number).or_else(|| rule(before).map(|(_, number)| number));
    let dates = pattern!(r"[,(]?\s*(?:áp dụng )?(?:kể )?(?:từ |đến |hết |kể )+(?:hết )?ngày\s+\d[\d/]*(?: tháng \d+ năm \d+)?");
    let head = match rule(before) {
        Some((start, _)) => &before[..start],
        None => before,
    };
    label(&dates.replace_all(head, ""), &mut fee);
    let tail = dates.replace_all(tail, "").into_owned();
    if fee.when.is_none() && pattern!(r"^[,\s(]*(?:đối với|cho|nếu|trường hợp|áp dụng đối với)").is_match(&lower(&tail)) {
        label(&tail, &mut fee);
    }
    fee
}

/// What a clause says beside "the council decides": the name of the fee, if more than "the fee".
fn council_label(clause: &str) -> String {
    let small = lower(clause);
    let end = pattern!(r"\s*(?::|\(nếu có\)|cụ thể|do |theo |thực hiện|chế độ|hội đồng|hđnd|được)").find(&small).map_or(0, |found| found.start());
    any_case!(r"^(?:chế độ thu, nộp, quản lý và sử dụng |mức thu |mức )").cut(&clause[..end])
}

/// Puts the words before or after an amount where they belong: a condition into `when`, a title into `name`.
pub(super) fn label(words: &str, fee: &mut Fee) {
    let words = line(unended(unbulleted(&unbracketed(words))));
    let words = any_case!(r"^(?:[(:, ]|là |bao gồm|gồm|mức (?:thu |giảm )?(?:lệ )?(?:phí )?(?:là )?|áp dụng mức (?:thu )?(?:lệ )?phí|(?:lệ )?phí\s*(?:là|:|$)|nộp |thu |mức thu)+:?\s*").cut(&words);
    let words = any_case!(r"\s+(?:thu|nộp|là|mức thu|mức thu là)$").cut(&words);
    let words = line(unended(words.trim_start_matches([':', ',', ')', ' ', '/'])));
    if words.is_empty() || super::clean::says_none(&words) || any_case!(r"^(?:(?:lệ )?phí|là|mức)$").is_match(&words) {
        return;
    }
    if any_case!(r"^(?:áp dụng )?(?:đối với|trường hợp|nếu|cho|khi|từ \d|dưới|trên) ?").is_match(&words) {
        fee.when = Some(shortened(&condition(any_case!(r"^(?:áp dụng |cho )+").cut(&words).as_str()), MOST_WORDS));
    } else {
        fee.name = Some(shortened(&super::clean::capitalised(&words), MOST_WORDS));
    }
}

/// The unit when a note is nothing else ("/hồ sơ", "đồng/lần").
pub(super) fn only_per(text: &str) -> Option<String> {
    let bare = any_case!(r"^\s*\(?\s*(?:đồng)?\s*").cut(text);
    let (unit, length) = per(&bare);
    unit.filter(|_| unended(&bare[length..]).is_empty())
}
