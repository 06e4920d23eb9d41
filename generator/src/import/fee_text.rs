//! The note beside a fee, clause by clause: amounts, exemptions, who sets it, which rule.

use content::{Fee, FeeKind, FeeSetter};

use super::clean::{line, lower, shortened, uncapitalised, unended};
use super::fee_clauses::{clauses, is_about_paying};
use super::fee_label::{MOST_WORDS, council_label, dates, kind_in, label};
use super::money::{Money, amounts, period, rule};
use super::pattern::{any_case, pattern};

/// Most amounts in one clause; a longer list is a tariff, which only its own text can show.
const MOST_AMOUNTS: usize = 6;

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

/// What `text` says. `kind` is taken where a clause names none.
pub(super) fn note(text: &str, kind: FeeKind) -> Note {
    let mut note = Note::default();
    let (mut kind, mut heading) = (kind, String::new());
    for clause in clauses(text) {
        kind = kind_in(&clause).unwrap_or(kind);
        match clause.strip_suffix(':') {
            Some(head) if any_case!(r"^(?:lệ phí|phí|mức)").is_match(head) => heading.clear(),
            Some(head) => heading = format!("{head}: "),
            None => read(&format!("{heading}{clause}"), kind, &mut note),
        }
    }
    note
}

fn read(clause: &str, kind: FeeKind, note: &mut Note) {
    let small = lower(clause);
    let money = amounts(clause);
    if money.is_empty() && is_about_paying(clause) {
        return note.sentences.push(clause.to_owned());
    }
    if let Some(exempt) = exemption(clause, kind) {
        return match exempt {
            Some(fee) => note.fees.push(fee),
            None => note.free = true,
        };
    }
    if !money.is_empty() && !is_formula(&small, &money) {
        let mut fees: Vec<Fee> = (0..money.len()).map(|at| fee_of(clause, &money, at, kind)).collect();
        // "Đối với xe máy: lý thuyết 60.000 đồng, thực hành 70.000 đồng": the condition holds for all.
        if let Some(when) = fees[0].when.clone().filter(|_| fees[0].name.is_some()) {
            fees.iter_mut().filter(|fee| fee.when.is_none()).for_each(|fee| fee.when = Some(when.clone()));
        }
        return note.fees.extend(fees);
    }
    let council = pattern!(r"hội đồng nhân dân|hđnd").is_match(&small) && money.is_empty();
    if council {
        let mut fee = Fee {
            set_by: Some(FeeSetter::Hdnd),
            basis: rule(clause).map(|(_, number)| number),
            ..bare(kind)
        };
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
            let named = clause.find(&number).map_or(clause.len(), |at| at + number.len());
            let titled = any_case!(r"^(?:mức )?(?:lệ )?phí [^ ]+ [^ ]+").is_match(&clause[..start]);
            if titled {
                label(
                    &any_case!(r"[,:(]?\s*(?:được )?(?:quy định|thực hiện|áp dụng|thu)?\s*(?:theo )?$")
                        .cut(&clause[..start]),
                    &mut fee,
                );
            }
            let text = &clause[if titled { start } else { 0 }..named];
            fee.text = Some(shortened(text.trim_start_matches(['(', ' ', ',']), MOST_WORDS));
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
    let found = pattern!(
        r"miễn (?:thu )?(?:lệ )?phí|không thu (?:lệ )?phí|không phải nộp (?:lệ )?phí|không mất phí|miễn thu"
    )
    .find(&small);
    let unlisted = pattern!(r"^không được quy định tại biểu").is_match(&small);
    if unlisted || super::clean::says_none(clause) {
        return Some(None);
    }
    let found = found?;
    let (before, after) = (&clause[..found.start()], &clause[found.end()..]);
    let basis = rule(after);
    let after = basis.as_ref().map_or(after, |(start, _)| &after[..*start]);
    let who =
        pattern!(r"^.*?(?:đối với|cho) (?:những |các )?(?:trường hợp )?(?:sau\s*:)?").replace(after, "");
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
    let computed = pattern!(r"(?:tối đa|không quá|tối thiểu)[^\d]{0,30}\d[\d.]{3,}| x \d|[%]|trang thứ|từ trang|^từ \d[\d.]{3,}|cộng thêm").is_match(small);
    computed || money.len() > MOST_AMOUNTS
}

/// The fee of one amount in a clause; the words around it say for what or for whom.
fn fee_of(clause: &str, all: &[Money], at: usize, kind: FeeKind) -> Fee {
    let money = &all[at];
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
    let head = match rule(before) {
        Some((start, _)) => &before[..start],
        None => before,
    };
    label(head, &mut fee);
    let tail = dates().cut_all(tail);
    if fee.when.is_none()
        && fee.name.is_none()
        && pattern!(r"^[,\s(]*(?:đối với|cho|nếu|trường hợp|áp dụng đối với)").is_match(&lower(&tail))
    {
        label(&tail, &mut fee);
    }
    fee
}
