//! The words around an amount: its kind, its name, its condition, its unit.

use content::{Fee, FeeKind};

use super::clean::{capitalised, line, lower, says_none, shortened, unbulleted, unended};
use super::condition::condition;
use super::fee_clauses::unbracketed;
use super::money::{per, rule};
use super::pattern::{AnyCase, any_case, pattern};

/// Most words of a name, a condition, a rate or a formula that are carried over as the source states them.
pub(super) const MOST_WORDS: usize = 30;

/// Phí or lệ phí, where `text` says which. The title of a law names both; what stands before it tells which is meant.
pub(super) fn kind_in(text: &str) -> Option<FeeKind> {
    let head = rule(text).and_then(|(start, _)| only_kind(&text[..start]));
    head.or_else(|| only_kind(text))
}

fn only_kind(text: &str) -> Option<FeeKind> {
    if let Some(found) = any_case!(r"^(?:lệ )?phí [^ ,]+ ").find(unbulleted(text)) {
        let act = lower(&unbulleted(text)[found]).starts_with("lệ");
        return Some(if act { FeeKind::LePhi } else { FeeKind::Phi });
    }
    let other = pattern!(r"(?:luật )?phí và lệ phí|(?:miễn|chi|kinh|học|viện|án|bưu|hoang) phí");
    let text = other.replace_all(&lower(text), "").into_owned();
    let act = text.contains("lệ phí");
    let service = text.replace("lệ phí", "").contains("phí");
    match (act, service) {
        (true, false) => Some(FeeKind::LePhi),
        (false, true) => Some(FeeKind::Phi),
        _ => None,
    }
}

/// What a clause says beside "the council decides": the name of the fee, if more than "the fee".
pub(super) fn council_label(clause: &str) -> String {
    let small = lower(clause);
    let end = pattern!(r"\s*(?::|\(nếu có\)|cụ thể|do |theo |thực hiện|chế độ|hội đồng|hđnd|được)")
        .find(&small)
        .map_or(0, |found| found.start());
    any_case!(r"^(?:chế độ thu, nộp, quản lý và sử dụng |mức thu |mức )").cut(&clause[..end])
}

/// Puts the words before or after an amount where they belong: a condition into `when`, a title into `name`.
pub(super) fn label(words: &str, fee: &mut Fee) {
    let words = dates().cut_all(&unbracketed(words));
    let words = line(unended(unbulleted(&words)));
    let words = any_case!(r"^(?:[(:, /)]|là |bao gồm|gồm|mức (?:thu |giảm |phí |lệ phí )*(?:là )?|áp dụng |theo mức (?:lệ )?phí|(?:lệ )?phí\s*(?:là|:|$)|nộp |thu |giảm |thực hiện )+:?\s*").cut(&words);
    let words = any_case!(r"[,:]?\s*(?:[,:]?\s*(?:áp dụng|mức thu|mức|là|thu|nộp|kể|\()(?: lệ phí| phí)?)+$")
        .cut(&words);
    let words = line(unended(&words));
    let empty = any_case!(
        r"^(?:(?:lệ )?phí|phí, lệ phí|là|mức|giảm|kể|đồng|và|kể từ|thực hiện|căn cứ pháp lý|(?:áp dụng |thực hiện )?theo (?:mức |phí|lệ phí|quy định).*|biểu phí.*)$"
    );
    if words.is_empty() || says_none(&words) || empty.is_match(&words) {
        return;
    }
    if let Some((whole, inner)) = any_case!(r"\s*\(?(?:nếu )(có(?: yêu cầu)?)\)?$").find_group(&words) {
        fee.when = Some(if &words[inner.clone()] == "có" {
            "nếu có".to_owned()
        } else {
            words[inner].to_owned()
        });
        fee.name = Some(capitalised(&words[..whole.start]));
        return;
    }
    if any_case!(r"^(?:đối với|trường hợp|nếu|cho|khi|từ \d|dưới|trên) ?").is_match(&words)
    {
        let (when, name) =
            words.split_once(": ").map_or((words.as_str(), None), |(when, name)| (when, Some(name)));
        fee.when = Some(shortened(&condition(&any_case!(r"^cho ").cut(when)), MOST_WORDS));
        fee.name = name.map(|name| shortened(&capitalised(name), MOST_WORDS));
    } else {
        fee.name = Some(shortened(&capitalised(&words), MOST_WORDS));
    }
}

pub(super) fn dates() -> &'static AnyCase {
    any_case!(r"[,(]?\s*(?:áp dụng )?(?:kể )?(?:từ |đến )(?:hết )?ngày\s+\d[\d/]*(?: tháng \d+ năm \d+)?")
}

/// The unit when a note is nothing else ("/hồ sơ", "đồng/lần").
pub(super) fn only_per(text: &str) -> Option<String> {
    let bare = any_case!(r"^\s*\(?\s*(?:đồng)?\s*").cut(text);
    let (unit, length) = per(&bare);
    unit.filter(|_| unended(&bare[length..]).is_empty())
}
