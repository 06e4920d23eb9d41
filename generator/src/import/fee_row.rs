//! One fee row: an amount in its field, and a note that names, limits, mends or contradicts it.

use content::{Fee, FeeKind};

use super::clean::{line, lower, says_none, shortened};
use super::fee_clauses::unbracketed;
use super::fee_label::{kind_in, label, only_per};
use super::fee_text::{Note, bare, note};
use super::fees::{Open, QUOTE};
use super::money::rule;
use super::pattern::pattern;
use super::paying::Paying;
use super::raw::RawFee;
use super::trap::{TrapKind, Traps};

/// What one row says.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub fees: Vec<Fee>,
    /// It says that nothing is paid.
    pub free: bool,
    pub unclear: Vec<Open>,
}

/// Fees below this amount in đồng do not exist: three zeros are lost, or the unit is another.
const LEAST_VND: u64 = 1_000;

/// What `row` says.
pub(super) fn read_row(row: &RawFee, paying: &Paying, traps: &mut Traps) -> Row {
    let said = line(&row.description);
    let kind = kind_in(&said).or(paying.kind);
    let silent = says_none(&said) || !said.chars().any(char::is_alphabetic);
    let told = if silent { Note::default() } else { note(&row.description, kind.unwrap_or(FeeKind::Phi)) };
    told.sentences.iter().for_each(|sentence| traps.add(TrapKind::FeeSentence, sentence));
    let cut: Vec<Open> =
        told.cut.iter().map(|clause| (format!("“{}”", shortened(clause, QUOTE + QUOTE / 2)), None)).collect();
    let value =
        row.value.filter(|value| value.is_finite() && *value >= 0.0).map(|value| value.round() as u64);
    let mut read = match value {
        None => Row { fees: told.fees, free: told.free, ..Row::default() },
        Some(0) => zero(&said, told, traps),
        Some(value) => {
            if kind.is_none() {
                traps.add(TrapKind::FeeKindUnsaid, &said);
            }
            positive(value, kind.unwrap_or(FeeKind::Phi), row, told, paying, traps)
        }
    };
    read.unclear.extend(cut);
    read
}

/// A row of 0 đồng: free, unless its note speaks of a fee.
fn zero(said: &str, told: Note, traps: &mut Traps) -> Row {
    let charged = |fee: &Fee| fee.amount_vnd.is_some_and(|amount| amount > 0) || fee.amount_usd.is_some();
    // "Phí thẩm định" alone names a fee and states none.
    let names_only = |fee: &Fee| {
        fee.text.as_deref().is_some_and(|text| {
            fee.basis.is_none() && !pattern!(r"theo|quy định|do |%|bằng|\d").is_match(&lower(text))
        })
    };
    let quote = format!("0 đồng, nhưng ghi chú viết “{}”", shortened(said, QUOTE));
    let named = told.fees.iter().any(names_only);
    let (fees, free): (Vec<Fee>, bool) =
        (told.fees.into_iter().filter(|fee| !names_only(fee)).collect(), told.free);
    // An exemption for some says that the others pay, and so do words on how to pay; how much, both leave open.
    let exempts_some = !fees.is_empty() && fees.iter().all(|fee| fee.amount_vnd == Some(0));
    let on_paying =
        fees.is_empty() && !free && told.sentences.iter().any(|sentence| kind_in(sentence).is_some());
    let unclear = if fees.iter().any(charged) {
        vec![(quote, Some("description"))]
    } else if named || exempts_some || on_paying {
        vec![(quote, None)]
    } else {
        Vec::new()
    };
    if !fees.is_empty() || !unclear.is_empty() {
        traps.add(TrapKind::FreeButFee, said);
    }
    Row { free: free || (fees.is_empty() && unclear.is_empty()), fees, unclear }
}

/// A row with an amount.
fn positive(value: u64, kind: FeeKind, row: &RawFee, told: Note, paying: &Paying, traps: &mut Traps) -> Row {
    let mut read = Row::default();
    match amount(value, row, &told, paying, &mut read.unclear, traps) {
        Some(amount) => with_note(Fee { kind, ..amount }, told.fees, &row.description, &mut read, traps),
        None => read.fees = told.fees,
    }
    if told.free {
        // "Miễn lệ phí" beside a phí that is paid: both are facts.
        read.fees.push(Fee { amount_vnd: Some(0), ..bare(FeeKind::LePhi) });
    }
    read
}

/// The amount of a row in its currency, mended where the note or the rest of the record writes it out.
fn amount(
    value: u64,
    row: &RawFee,
    told: &Note,
    paying: &Paying,
    unclear: &mut Vec<Open>,
    traps: &mut Traps,
) -> Option<Fee> {
    let fee = bare(FeeKind::Phi);
    let said = shortened(&unbracketed(&row.description), QUOTE);
    let quote = if said.is_empty() { String::new() } else { format!(" ({said})") };
    let currency = match row.currency_id.as_str() {
        "VND" => "VNĐ",
        "USD" => "USD",
        _ => "(không rõ đơn vị tiền)",
    };
    if currency == "USD" {
        return Some(Fee { amount_usd: Some(value), ..fee });
    }
    if value < LEAST_VND && told.fees.iter().any(|fee| fee.amount_usd == Some(value)) {
        traps.add(TrapKind::OddCurrency, &format!("{value} {currency}{quote}"));
        unclear.push((format!("{value} {currency}{quote}"), Some("description")));
        return Some(Fee { amount_usd: Some(value), ..fee });
    }
    if value < LEAST_VND {
        let full = value * 1_000;
        let noted = told.fees.iter().any(|fee| fee.amount_vnd == Some(full));
        let elsewhere = told.fees.iter().all(|fee| fee.amount_vnd.is_none()) && paying.writes_out(full);
        traps.add(TrapKind::LostZeros, &format!("{value}{quote}"));
        let mended = if noted { Some("description") } else { elsewhere.then_some("steps") };
        unclear.push((format!("{value} {currency}{quote}"), mended));
        return (noted || elsewhere).then_some(Fee { amount_vnd: Some(full), ..fee });
    }
    if currency != "VNĐ" && !told.fees.iter().any(|fee| fee.amount_vnd == Some(value)) {
        traps.add(TrapKind::OddCurrency, &format!("{value}{quote}"));
        unclear.push((format!("{value}, không rõ đơn vị tiền"), None));
    }
    Some(Fee { amount_vnd: Some(value), ..fee })
}

/// Adds the row's own amount and what its note says, once each.
fn with_note(main: Fee, noted: Vec<Fee>, said: &str, read: &mut Row, traps: &mut Traps) {
    let plain = |fee: &Fee| fee.amount_vnd.is_some_and(|amount| amount > 0) || fee.amount_usd.is_some();
    if noted.iter().any(|fee| (fee.amount_vnd, fee.amount_usd) == (main.amount_vnd, main.amount_usd)) {
        read.fees.extend(noted);
    } else if let Some(per) = only_per(said) {
        read.fees.push(Fee { per: Some(per), ..main });
    } else if noted.iter().any(plain) {
        // A rate that is limited in time stands beside the usual one; any other amount contradicts it.
        let limited = |fee: &Fee| fee.from.is_some() || fee.to.is_some();
        if !noted.iter().filter(|fee| plain(fee)).all(limited) {
            traps.add(TrapKind::FeeContradicted, said);
            read.unclear.push((
                format!("mức {}, nhưng ghi chú viết “{}”", written(&main), shortened(said, QUOTE)),
                None,
            ));
        }
        read.fees.push(main);
        read.fees.extend(noted);
    } else {
        named(main, noted, said, read);
    }
}

/// The note only names, limits or founds the amount.
fn named(mut main: Fee, noted: Vec<Fee>, said: &str, read: &mut Row) {
    let (rules, others): (Vec<Fee>, Vec<Fee>) = noted.into_iter().partition(|fee| fee.text.is_some());
    for fee in &rules {
        let text = fee.text.as_deref().unwrap_or_default();
        main.basis = main.basis.take().or_else(|| fee.basis.clone());
        (main.from, main.to) = (main.from.or(fee.from), main.to.or(fee.to));
        main.name = main.name.take().or_else(|| fee.name.clone());
        main.when = main.when.take().or_else(|| fee.when.clone());
        if pattern!(r"%|giảm|bằng ").is_match(&lower(text)) {
            main.text = Some(text.to_owned());
        } else if fee.basis.is_none() && main.name.is_none() && main.when.is_none() {
            label(text, &mut main);
        }
    }
    if rules.is_empty() && others.is_empty() && rule(said).is_none() {
        label(said, &mut main);
    }
    read.fees.push(main);
    read.fees.extend(others);
}

fn written(fee: &Fee) -> String {
    match (fee.amount_vnd, fee.amount_usd) {
        (Some(amount), _) => format!("{} đồng", content::text::number(amount)),
        (_, Some(amount)) => format!("{amount} USD"),
        _ => String::new(),
    }
}
