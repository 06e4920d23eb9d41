//! Amounts, units, days and numbers of legal texts inside a sentence.

use std::ops::Range;

use content::Day;

use super::clean::{line, lower};
use super::pattern::pattern;

/// An amount of money in a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Money {
    pub amount: u64,
    pub dollars: bool,
    /// What it is paid for: `hồ sơ`, `lần`.
    pub per: Option<String>,
    /// Where it stands, unit included.
    pub place: Range<usize>,
}

/// Every amount of money in `text`, in order.
pub(super) fn amounts(text: &str) -> Vec<Money> {
    let small = lower(text);
    let money = pattern!(
        r"(\d{1,3}(?:[.,]\d{3})+|\d+)\s*(?:\([^)]{3,70}\)\s*)?(triệu đồng|nghìn đồng|đồng|việt nam đồng|vnđ|vnd|đ|usd|/)"
    );
    let mut found = Vec::new();
    for captures in money.captures_iter(&small) {
        let (Some(digits), Some(unit)) = (captures.get(1), captures.get(2)) else { continue };
        let grouped = digits.as_str().contains(['.', ',']);
        let after = &small[unit.end()..];
        // "đ" begins other words ("đến"), and a bare "/" makes money only of a grouped number ("230.000/lần").
        let letter_follows = after.starts_with(char::is_alphabetic);
        if (unit.as_str() == "đ" && letter_follows) || (unit.as_str() == "/" && !grouped) {
            continue;
        }
        let Ok(number) = digits.as_str().replace(['.', ','], "").parse::<u64>() else { continue };
        let amount = match unit.as_str() {
            "triệu đồng" => number.saturating_mul(1_000_000),
            "nghìn đồng" => number.saturating_mul(1_000),
            _ => number,
        };
        let end = if unit.as_str() == "/" { unit.start() } else { unit.end() };
        let (per, length) = per(&text[end..]);
        found.push(Money {
            amount,
            dollars: unit.as_str() == "usd",
            per,
            place: digits.start()..end + length,
        });
    }
    found
}

/// The unit after an amount ("/hồ sơ", "/01 cơ sở/lần") and how many bytes it takes.
pub(super) fn per(after: &str) -> (Option<String>, usize) {
    let Some(found) = pattern!(r"^\s*/\s*(?:0?1 )?([^,;.:()+]{1,40})").captures(after) else {
        return (None, 0);
    };
    let (Some(whole), Some(unit)) = (found.get(0), found.get(1)) else { return (None, 0) };
    let mut words: Vec<&str> = unit.as_str().split_whitespace().collect();
    let stop = words.iter().skip(1).position(|word| {
        matches!(lower(word).as_str(), "kể" | "từ" | "theo" | "áp" | "đối" | "trường" | "nhưng" | "và")
    });
    words.truncate(stop.map_or(words.len(), |at| at + 1));
    if words.is_empty() || words.len() > 6 {
        return (None, 0);
    }
    let last = words[words.len() - 1];
    let used = unit.start() + unit.as_str().find(last).map_or(unit.as_str().len(), |at| at + last.len());
    debug_assert!(used <= whole.end());
    (Some(line(&words.join(" ")).replace("/ ", "/").replace("/01 ", "/")), used)
}

/// The days between which an amount holds ("từ ngày 01/7/2025 đến hết ngày 31/12/2026").
pub(super) fn period(text: &str) -> (Option<Day>, Option<Day>) {
    const DAY: &str = r"(?:hết )?(?:ngày )?\s*(\d{1,2})(?:/| tháng )(\d{1,2})(?:/| năm )(\d{4})";
    let small = lower(&line(text));
    let from = pattern!(&format!("từ {DAY}")).captures(&small).and_then(|found| day(&found));
    let to = pattern!(&format!("đến {DAY}")).captures(&small).and_then(|found| day(&found));
    (from, to)
}

fn day(found: &regex_lite::Captures<'_>) -> Option<Day> {
    format!("{}-{:0>2}-{:0>2}", &found[3], &found[2], &found[1]).parse().ok()
}

/// Where the text begins to name the rule behind an amount, and the number of that rule.
pub(super) fn rule(text: &str) -> Option<(usize, String)> {
    let number = pattern!(r"\d{1,4}/(?:\d{4}/)?(?:TT|TTLT|NĐ|NQ|QĐ|QH|UBTVQH)[-0-9A-ZĐ]*").find(text)?;
    let before = lower(&text[..number.start()]);
    let start = pattern!(r"[(]?\s*(?:áp dụng )?(?:căn cứ )?(?:pháp lý: )?(?:theo |tại )?(?:quy định |hướng dẫn )?(?:tại |của )?(?:khoản [^,;]{1,20} điều [^,;]{1,20} )?(?:thông tư|nghị định|nghị quyết|luật|quyết định)(?: liên tịch)?(?: số)?\s*$")
        .find(&before)
        .map_or(number.start(), |found| found.start());
    Some((start, number.as_str().trim_end_matches('-').to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(u64, Option<String>)> {
        amounts(text).into_iter().map(|money| (money.amount, money.per)).collect()
    }

    #[test]
    fn amounts_are_found_with_the_unit_they_are_paid_for() {
        let per = |unit: &str| Some(unit.to_owned());
        assert_eq!(read("mức thu 70.000 đồng/Giấy chứng nhận."), [(70_000, per("Giấy chứng nhận"))]);
        assert_eq!(read("1.200.000đ/thẻ"), [(1_200_000, per("thẻ"))]);
        assert_eq!(read("02 triệu đồng"), [(2_000_000, None)]);
        assert_eq!(read("3.000.000 (ba triệu) đồng/01 cơ sở/lần"), [(3_000_000, per("cơ sở/lần"))]);
        assert_eq!(read("230.000/lần, 12/2025 và 20 đến 30"), [(230_000, per("lần"))]);
        assert_eq!(read("400.000 đồng/hồ sơ kể từ ngày 01/7/2025"), [(400_000, per("hồ sơ"))]);
    }

    #[test]
    fn a_period_and_a_rule_are_found() {
        let text =
            "400.000 đồng từ ngày 01/7/2025 đến hết ngày 31 tháng 12 năm 2026 theo Thông tư số 1/2025/TT-BTC";
        let (from, to) = period(text);
        assert_eq!(
            (from.unwrap().to_string(), to.unwrap().to_string()),
            ("2025-07-01".into(), "2026-12-31".into())
        );
        assert_eq!(rule(text).unwrap().1, "1/2025/TT-BTC");
        assert!(text[rule(text).unwrap().0..].trim_start().starts_with("theo"));
    }
}
