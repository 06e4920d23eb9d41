//! One value against its field.

use super::{LARGEST, LONGEST_LINE, LONGEST_TEXT, Refusal};
use crate::form::{FieldKind, FormField, MustBe};
use crate::{Day, text};

/// `written` as the paper should show it: NFC, single spaces, `05/06/2026`, `1.500.000`.
///
/// Errors: why `field` can't take it on the day `today`.
pub fn value(field: &FormField, written: &str, today: Day) -> Result<String, Refusal> {
    let seen: String = written.chars().filter(|letter| !is_dropped(*letter)).collect();
    let composed = text::nfc(&seen);
    let clean = if field.kind == FieldKind::LongText {
        composed.replace("\r\n", "\n").trim().to_owned()
    } else {
        composed.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    if clean.is_empty() {
        return if field.required { Err(Refusal::Required) } else { Ok(clean) };
    }
    let mut strange = String::new();
    for letter in clean.chars().filter(|letter| !is_printable(*letter)) {
        if !strange.contains(letter) {
            strange.push(letter);
        }
    }
    if !strange.is_empty() {
        return Err(Refusal::StrangeLetters(strange));
    }
    match field.kind {
        FieldKind::Date => date(field, &clean, today),
        FieldKind::Year => year(field, &clean, today),
        FieldKind::Phone => phone(&clean),
        FieldKind::Email => email(clean),
        FieldKind::IdentityNumber => {
            let digits = without(&clean, &[' ', '.', '-']);
            let fits = digits.len() == 12 || (field.nine_digits && digits.len() == 9);
            if fits && is_digits(&digits) { Ok(digits) } else { Err(Refusal::NotAnIdentityNumber) }
        }
        FieldKind::Money | FieldKind::Number => amount(field, &clean),
        FieldKind::Choice if !field.options.contains(&clean) => Err(Refusal::NotAnOption),
        FieldKind::YesNo if clean != "yes" && clean != "no" => Err(Refusal::NotAnOption),
        FieldKind::Name if clean.chars().any(|letter| letter.is_ascii_digit()) => Err(Refusal::DigitInName),
        _ => {
            let usual = if field.kind == FieldKind::LongText { LONGEST_TEXT } else { LONGEST_LINE };
            let most = field.max_length.map_or(usual, |length| length as usize);
            if clean.chars().count() > most { Err(Refusal::TooLong(most)) } else { Ok(clean) }
        }
    }
}

/// Signs without width that copying brings along and nobody misses: soft hyphen, zero width space and joiners, BOM,
/// the choice of a letter's picture.
fn is_dropped(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{fe0f}' | '\u{feff}')
}

/// Letters that every paper of this site prints: Latin with all Vietnamese marks, digits, usual signs.
fn is_printable(letter: char) -> bool {
    matches!(letter,
        '\n' | ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}'
        | '\u{2010}'..='\u{2026}' | '\u{2030}' | '\u{20ab}' | '\u{20ac}' | '\u{2116}' | '\u{2264}' | '\u{2265}')
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn without(text: &str, signs: &[char]) -> String {
    text.replace(signs, "")
}

fn date(field: &FormField, written: &str, today: Day) -> Result<String, Refusal> {
    let parts: Vec<&str> = written.split(['/', '-', '.', ' ']).filter(|part| !part.is_empty()).collect();
    let parts = match parts.as_slice() {
        [run] if run.len() == 8 && is_digits(run) => vec![&run[..2], &run[2..4], &run[4..]],
        [run] if field.partial && run.len() == 6 && is_digits(run) => vec![&run[..2], &run[2..]],
        _ => parts,
    };
    let no_date = || if field.partial { Refusal::NotAPartialDate } else { Refusal::NotADate };
    if parts.iter().any(|part| !is_digits(part) || part.len() > 4) {
        return Err(no_date());
    }
    let number = |part: &str| part.parse::<u16>().expect("at most four digits");
    let (day, month, year) = match parts.as_slice() {
        [day, month, year] => (Some(number(day)), Some(number(month)), year),
        [month, year] if field.partial => (None, Some(number(month)), year),
        [year] if field.partial => (None, None, year),
        _ => return Err(no_date()),
    };
    if year.len() != 4 {
        return Err(no_date());
    }
    let year = number(year);
    if !(1900..2200).contains(&year) {
        return Err(Refusal::NotAYear);
    }
    let full = format!("{year:04}-{:02}-{:02}", month.unwrap_or(1), day.unwrap_or(1));
    let first: Day = full.parse().map_err(|_| Refusal::NoSuchDay)?;
    // Of a month or a year alone only the part that is written is compared.
    let known = |day_of: Day| full_parts(day_of, month.is_some(), day.is_some());
    match field.must_be {
        Some(MustBe::Past) if known(first) > known(today) => return Err(Refusal::NotPast),
        Some(MustBe::Future) if known(first) < known(today) => return Err(Refusal::NotFuture),
        _ => {}
    }
    Ok(match (day, month) {
        (Some(day), Some(month)) => format!("{day:02}/{month:02}/{year}"),
        (None, Some(month)) => format!("{month:02}/{year}"),
        _ => year.to_string(),
    })
}

fn full_parts(day: Day, with_month: bool, with_day: bool) -> (i16, i8, i8) {
    let date = day.date();
    (date.year(), if with_month { date.month() } else { 0 }, if with_day { date.day() } else { 0 })
}

fn year(field: &FormField, written: &str, today: Day) -> Result<String, Refusal> {
    let year = if is_digits(written) && written.len() == 4 { written.parse::<u64>().ok() } else { None };
    let year = year.filter(|year| (1900..2200).contains(year)).ok_or(Refusal::NotAYear)?;
    let this_year = u64::from(today.date().year().unsigned_abs());
    match field.must_be {
        Some(MustBe::Past) if year > this_year => return Err(Refusal::NotPast),
        Some(MustBe::Future) if year < this_year => return Err(Refusal::NotFuture),
        _ => {}
    }
    in_range(field, year, 0)?;
    Ok(written.to_owned())
}

fn phone(written: &str) -> Result<String, Refusal> {
    let bare = without(written, &[' ', '.', '-', '(', ')']);
    let home = bare.strip_prefix("+84").map(|rest| format!("0{rest}"));
    let number = home.unwrap_or(bare);
    let fits = match number.strip_prefix('+') {
        Some(abroad) => is_digits(abroad) && (8..=15).contains(&abroad.len()),
        None => is_digits(&number) && number.starts_with('0') && matches!(number.len(), 10 | 11),
    };
    if fits { Ok(number) } else { Err(Refusal::NotAPhone) }
}

fn email(written: String) -> Result<String, Refusal> {
    let fits = written.len() <= 200
        && written.split_once('@').is_some_and(|(who, host)| {
            !who.is_empty()
                && !host.contains('@')
                && host.rsplit_once('.').is_some_and(|(name, end)| !name.is_empty() && end.len() >= 2)
        })
        && !written.contains(' ');
    if fits { Ok(written) } else { Err(Refusal::NotAnEmail) }
}

/// Amounts and numbers: points and spaces are between thousands, a comma before decimals.
fn amount(field: &FormField, written: &str) -> Result<String, Refusal> {
    if written
        .strip_prefix(['-', '\u{2013}'])
        .is_some_and(|rest| rest.trim_start().starts_with(|letter: char| letter.is_ascii_digit()))
    {
        return Err(Refusal::Negative);
    }
    let (whole, fraction) = written.split_once(',').unwrap_or((written, ""));
    let digits = without(whole, &['.', ' ']);
    let has_comma = written.contains(',');
    let decimals = field.decimals.unwrap_or(0) as usize;
    let is_number = is_digits(&digits) && (!has_comma || (is_digits(fraction) && fraction.len() <= decimals));
    if !is_number || (whole.contains('.') && !is_grouped(whole)) {
        return Err(meant_comma(written, decimals).map_or(Refusal::NotANumber, Refusal::PointForComma));
    }
    let digits = digits.trim_start_matches('0');
    if digits.len() > 15 {
        return Err(Refusal::TooLarge(field.max.unwrap_or(LARGEST)));
    }
    let number = digits.parse::<u64>().unwrap_or(0);
    let above = u64::from(fraction.bytes().any(|digit| digit != b'0'));
    in_range(field, number, above)?;
    let shown = text::number(number);
    Ok(if has_comma { format!("{shown},{fraction}") } else { shown })
}

/// `12,5` of `12.5`, where so many decimals may stand.
fn meant_comma(written: &str, decimals: usize) -> Option<String> {
    let (whole, fraction) = written.split_once('.')?;
    let is_meant = is_digits(whole) && is_digits(fraction) && fraction.len() <= decimals;
    is_meant.then(|| format!("{whole},{fraction}"))
}

/// `1.500.000`, and not `1.5` with a point that means a comma.
fn is_grouped(whole: &str) -> bool {
    let mut groups = whole.split('.');
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
}

fn in_range(field: &FormField, number: u64, above: u64) -> Result<(), Refusal> {
    if let Some(min) = field.min.filter(|min| number < *min) {
        return Err(Refusal::TooSmall(min));
    }
    let max = field.max.unwrap_or(LARGEST);
    if number + above > max { Err(Refusal::TooLarge(max)) } else { Ok(()) }
}
