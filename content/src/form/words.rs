//! Numbers, amounts and dates as Vietnamese says them. The twin of this file is themes/default/forms/check.js;
//! tests/form-cases.jsonl holds both to the same words.

use crate::Day;

const DIGITS: [&str; 10] = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];

/// Largest number that has words here: below a million billions.
pub const LARGEST: u64 = 999_999_999_999_999;

/// `number` in words, small letters: "một nghìn không trăm linh năm". None above [`LARGEST`].
pub fn number(number: u64) -> Option<String> {
    if number > LARGEST {
        return None;
    }
    let mut words = Vec::new();
    whole(number, false, &mut words);
    Some(words.join(" "))
}

/// An amount as papers want it: "Một triệu năm trăm nghìn đồng".
pub fn money(amount_vnd: u64) -> Option<String> {
    number(amount_vnd).map(|words| capital(&words) + " đồng")
}

/// A day as civil status papers want it: "Ngày mùng năm tháng sáu năm hai nghìn không trăm hai mươi sáu".
pub fn day(day: Day) -> String {
    let date = day.date();
    let of = |value: i16| number(value.unsigned_abs().into()).expect("days and years are small");
    let first = if date.day() <= 10 { "mùng " } else { "" };
    let month = if date.month() == 4 { "tư".to_owned() } else { of(date.month().into()) };
    format!("Ngày {first}{} tháng {month} năm {}", of(date.day().into()), of(date.year()))
}

/// `follows`: whether something larger was said, so that hundreds must be said even where they are none.
fn whole(number: u64, follows: bool, words: &mut Vec<&'static str>) {
    const BILLION: u64 = 1_000_000_000;
    if number >= BILLION {
        whole(number / BILLION, follows, words);
        words.push("tỷ");
        if !number.is_multiple_of(BILLION) {
            below_billion(number % BILLION, true, words);
        }
    } else {
        below_billion(number, follows, words);
    }
}

fn below_billion(number: u64, follows: bool, words: &mut Vec<&'static str>) {
    let mut follows = follows;
    for (unit, name) in [(1_000_000, "triệu"), (1_000, "nghìn")] {
        let part = number / unit % 1_000;
        if part > 0 {
            below_thousand(part, follows, words);
            words.push(name);
            follows = true;
        }
    }
    if !number.is_multiple_of(1_000) || (number == 0 && !follows) {
        below_thousand(number % 1_000, follows, words);
    }
}

fn below_thousand(number: u64, follows: bool, words: &mut Vec<&'static str>) {
    let digit = |value: u64| DIGITS[value as usize];
    let (hundreds, tens, ones) = (number / 100, number / 10 % 10, number % 10);
    if hundreds > 0 || follows {
        words.extend([digit(hundreds), "trăm"]);
    }
    match (tens, ones) {
        (0, 0) if hundreds > 0 || follows => {}
        (0, _) if hundreds > 0 || follows => words.extend(["linh", digit(ones)]),
        (0, _) => words.push(digit(ones)),
        (1, _) => words.push("mười"),
        (_, _) => words.extend([digit(tens), "mươi"]),
    }
    match (tens, ones) {
        (0, _) | (_, 0) => {}
        (2.., 1) => words.push("mốt"),
        (2.., 4) => words.push("tư"),
        (_, 5) => words.push("lăm"),
        (_, _) => words.push(digit(ones)),
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
