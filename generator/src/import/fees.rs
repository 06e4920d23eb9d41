//! Fee rows of one channel as fees: what the field says, what its note says, and where they disagree.

use content::{Fee, FeeKind};

use super::clean::{line, lower, says_none, shortened};
use super::fee_clauses::{clauses, unbracketed};
use super::fee_text::{Note, bare, kind_in, label, note, only_per};
use super::money::{amounts, rule};
use super::pattern::pattern;
use super::raw::RawFee;
use super::trap::{TrapKind, Traps};

/// What the rest of a record says about paying.
pub(super) struct Surroundings {
    /// Words of the steps that speak of a fee to be paid, shortly.
    pub paying: Option<String>,
    /// The kind of fee that the whole record speaks of, if only of one.
    pub kind: Option<FeeKind>,
    /// Everything in which an amount may stand written out.
    pub text: String,
}

/// The source's own words where they contradict each other, and the part that a stated value was derived from.
pub(super) type Open = (String, Option<&'static str>);

/// The fees of one channel, and what stays open.
#[derive(Debug, Default)]
pub(super) struct Fees {
    /// `Some([])` is "free", `None` is "not stated".
    pub fees: Option<Vec<Fee>>,
    /// What stays open.
    pub unclear: Vec<Open>,
}

/// Fees below this amount in đồng do not exist: three zeros are lost, or the unit is another.
const LEAST_VND: u64 = 1_000;

impl Surroundings {
    pub(super) fn new(steps: &str, everything: &str) -> Self {
        let small = lower(steps);
        let about_free = pattern!(
            r"(?:miễn|không thu|không phải nộp|hoàn|luật) (?:lệ )?phí|chi phí|kinh phí|học phí|viện phí|án phí|bảo hiểm phí|phí bảo hiểm|phí bảo trì|phí tham gia|phí quản lý|phí dịch vụ|phí vận chuyển|phí bưu|phí giám định|biểu phí|phí và lệ phí|bưu phí|phí đào tạo|phí thẩm định giá|cước phí|phí gửi|phí hoa hồng"
        );
        let masked = about_free
            .replace_all(&small, |found: &regex_lite::Captures<'_>| "_".repeat(found[0].len()))
            .into_owned();
        let pay = pattern!(
            r"(?:^|[\s(,])((?:nộp|thu|thanh toán|đóng|trả)(?: [^ .;,\n]+){0,4}? (?:lệ phí|phí))(?:[ .,;)]|$)"
        );
        let other = pattern!(r"khai |hồ sơ [^v]|miễn|không|hoàn|biên lai|chứng từ|mức thu");
        // "tổ chức thu phí" collects; it doesn't pay.
        let collector = pattern!(r"(?:tổ chức|đơn vị|cơ quan|việc|người|doanh nghiệp)(?: được)?\s$");
        let paying = pay
            .captures_iter(&masked)
            .filter_map(|found| found.get(1))
            .filter(|found| !other.is_match(found.as_str()))
            .find(|found| !found.as_str().starts_with("thu") || !collector.is_match(&masked[..found.start()]))
            .map(|found| shortened(&steps[found.start()..], 12));
        Surroundings { paying, kind: kind_in(steps), text: everything.to_owned() }
    }

    fn writes_out(&self, amount: u64) -> bool {
        amounts(&self.text).iter().any(|money| money.amount == amount && !money.dollars)
    }
}

/// The fees that `rows` state. `description` is the note of the channel itself.
pub(super) fn fees(rows: &[RawFee], description: &str, around: &Surroundings, traps: &mut Traps) -> Fees {
    let mut result = Fees::default();
    let (mut stated, mut free) = (Vec::new(), false);
    for row in rows {
        free |= read_row(row, around, &mut stated, &mut result.unclear, traps);
    }
    if stated.is_empty() {
        from_description(description, around, free, &mut stated, &mut result.unclear, traps);
    }
    dedupe(&mut stated);
    let contradicted = !result.unclear.is_empty();
    result.fees = match (stated.is_empty(), free, &around.paying) {
        (false, ..) => Some(stated),
        (true, true, None) if !contradicted => Some(Vec::new()),
        (true, true, Some(paying)) if !contradicted => {
            traps.add(TrapKind::FreeButFee, paying);
            result.unclear.push((format!("0 đồng, nhưng các bước viết “{paying}”"), None));
            None
        }
        _ => None,
    };
    result
}

/// Reads one row; true when it says that nothing is paid.
fn read_row(
    row: &RawFee,
    around: &Surroundings,
    stated: &mut Vec<Fee>,
    unclear: &mut Vec<Open>,
    traps: &mut Traps,
) -> bool {
    let value =
        row.value.filter(|value| value.is_finite() && *value >= 0.0).map(|value| value.round() as u64);
    let said = line(&row.description);
    let kind = kind_in(&said).or(around.kind);
    let silent = says_none(&said) || said.chars().all(|letter| !letter.is_alphabetic());
    let told = if silent { Note::default() } else { note(&row.description, kind.unwrap_or(FeeKind::Phi)) };
    told.sentences.iter().for_each(|sentence| traps.add(TrapKind::FeeSentence, sentence));
    unclear.extend(told.cut.iter().map(|clause| (format!("“{}”", shortened(clause, 40)), None)));
    match value {
        None => {
            stated.extend(told.fees);
            return told.free;
        }
        Some(0) => {
            let charged = told
                .fees
                .iter()
                .any(|fee| fee.amount_vnd.is_some_and(|amount| amount > 0) || fee.amount_usd.is_some());
            if charged {
                traps.add(TrapKind::FreeButFee, &said);
                unclear.push((
                    format!("0 đồng, nhưng ghi chú viết “{}”", shortened(&said, 25)),
                    Some("description"),
                ));
            } else if told.fees.iter().any(|fee| fee.amount_vnd.is_none()) {
                traps.add(TrapKind::FreeButFee, &said);
            }
            // "Phí thẩm định" alone names a fee and states none.
            let named_only = |fee: &Fee| {
                fee.text.as_deref().is_some_and(|text| {
                    fee.basis.is_none() && !pattern!(r"theo|quy định|do |%|bằng|\d").is_match(&lower(text))
                })
            };
            if told.fees.iter().any(named_only) {
                traps.add(TrapKind::FreeButFee, &said);
                unclear.push((format!("0 đồng, nhưng ghi chú viết “{}”", shortened(&said, 25)), None));
                stated.extend(told.fees.into_iter().filter(|fee| !named_only(fee)));
                return false;
            }
            let speaks = !told.fees.is_empty();
            // An exemption for some people says that the others pay; how much, this note leaves open.
            let only_exemptions = speaks && told.fees.iter().all(|fee| fee.amount_vnd == Some(0));
            if only_exemptions {
                traps.add(TrapKind::FreeButFee, &said);
                unclear.push((format!("0 đồng, nhưng ghi chú viết “{}”", shortened(&said, 25)), None));
            }
            stated.extend(told.fees);
            return told.free || !speaks;
        }
        Some(_) => {}
    }
    let value = value.unwrap_or_default();
    if kind.is_none() {
        traps.add(TrapKind::FeeKindUnsaid, &said);
    }
    match amount(value, row, &told, around, unclear, traps) {
        Some(mut main) => {
            main.kind = kind.unwrap_or(FeeKind::Phi);
            merge(main, told.fees, &row.description, stated, unclear, traps);
        }
        None => stated.extend(told.fees),
    }
    if told.free {
        // "Miễn lệ phí" beside a phí that is paid: both are facts.
        stated.push(Fee { amount_vnd: Some(0), ..bare(FeeKind::LePhi) });
    }
    false
}

/// The amount of a row in its currency, mended where the note or the rest of the record writes it out.
fn amount(
    value: u64,
    row: &RawFee,
    told: &Note,
    around: &Surroundings,
    unclear: &mut Vec<Open>,
    traps: &mut Traps,
) -> Option<Fee> {
    let fee = bare(FeeKind::Phi);
    let said = shortened(&unbracketed(&row.description), 15);
    let quote = if said.is_empty() { String::new() } else { format!(" ({said})") };
    if row.currency_id == "USD"
        || (value < LEAST_VND && told.fees.iter().any(|fee| fee.amount_usd == Some(value)))
    {
        if row.currency_id != "USD" {
            traps.add(TrapKind::OddCurrency, &format!("{value} {}{quote}", row.currency_id));
            unclear.push((format!("{value} {}{quote}", currency(&row.currency_id)), Some("description")));
        }
        return Some(Fee { amount_usd: Some(value), ..fee });
    }
    if value < LEAST_VND {
        let full = value * 1_000;
        let noted = told.fees.iter().any(|fee| fee.amount_vnd == Some(full));
        let elsewhere = told.fees.iter().all(|fee| fee.amount_vnd.is_none()) && around.writes_out(full);
        traps.add(TrapKind::LostZeros, &format!("{value}{quote}"));
        let mended = if noted { Some("description") } else { elsewhere.then_some("steps") };
        unclear.push((format!("{value} {}{quote}", currency(&row.currency_id)), mended));
        return (noted || elsewhere).then_some(Fee { amount_vnd: Some(full), ..fee });
    }
    if row.currency_id != "VND" && !told.fees.iter().any(|fee| fee.amount_vnd == Some(value)) {
        traps.add(TrapKind::OddCurrency, &format!("{value}{quote}"));
        unclear.push((format!("{value}, không rõ đơn vị tiền"), None));
    }
    Some(Fee { amount_vnd: Some(value), ..fee })
}

fn currency(id: &str) -> &str {
    match id {
        "VND" => "VNĐ",
        "USD" => "USD",
        _ => "(không rõ đơn vị tiền)",
    }
}

/// Adds the row's own fee and those of its note, once each.
fn merge(
    main: Fee,
    noted: Vec<Fee>,
    said: &str,
    stated: &mut Vec<Fee>,
    unclear: &mut Vec<Open>,
    traps: &mut Traps,
) {
    let same = |fee: &Fee| fee.amount_vnd == main.amount_vnd && fee.amount_usd == main.amount_usd;
    if noted.iter().any(same) {
        return stated.extend(noted);
    }
    let mut main = main;
    let plain = |fee: &Fee| fee.amount_vnd.is_some_and(|amount| amount > 0) || fee.amount_usd.is_some();
    if let Some(per) = only_per(said) {
        return stated.push(Fee { per: Some(per), ..main });
    }
    if !noted.iter().any(plain) {
        // The note only names, limits or founds the amount.
        let (rules, others): (Vec<Fee>, Vec<Fee>) = noted.into_iter().partition(|fee| fee.text.is_some());
        for fee in &rules {
            main.basis = main.basis.take().or_else(|| fee.basis.clone());
            (main.from, main.to) = (main.from.or(fee.from), main.to.or(fee.to));
            main.name = main.name.take().or_else(|| fee.name.clone());
            main.when = main.when.take().or_else(|| fee.when.clone());
            if fee.basis.is_none() && main.name.is_none() && main.when.is_none() {
                label(fee.text.as_deref().unwrap_or_default(), &mut main);
            }
        }
        if rules.is_empty() && rule(said).is_none() && others.is_empty() {
            label(said, &mut main);
        }
        stated.push(main);
        return stated.extend(others);
    }
    let limited = |fee: &Fee| fee.from.is_some() || fee.to.is_some();
    if !noted.iter().filter(|fee| plain(fee)).all(limited) {
        traps.add(TrapKind::FeeContradicted, said);
        unclear.push((format!("mức {}, nhưng ghi chú viết “{}”", written(&main), shortened(said, 25)), None));
    }
    stated.push(main);
    stated.extend(noted);
}

fn written(fee: &Fee) -> String {
    match (fee.amount_vnd, fee.amount_usd) {
        (Some(amount), _) => format!("{} đồng", content::text::number(amount)),
        (_, Some(amount)) => format!("{amount} USD"),
        _ => String::new(),
    }
}

/// Fees that the channel's own description states where the fee rows state none.
fn from_description(
    text: &str,
    around: &Surroundings,
    free: bool,
    stated: &mut Vec<Fee>,
    unclear: &mut Vec<Open>,
    traps: &mut Traps,
) {
    let states = |clause: &String| {
        kind_in(clause).is_some()
            && (!amounts(clause).is_empty() || lower(clause).contains("hội đồng nhân dân"))
    };
    let said = clauses(text).into_iter().filter(states).collect::<Vec<_>>().join("; ");
    let fees: Vec<Fee> = note(&said, around.kind.unwrap_or(FeeKind::Phi))
        .fees
        .into_iter()
        .filter(|fee| fee.text.is_none())
        .collect();
    if free && !fees.is_empty() {
        traps.add(TrapKind::FreeButFee, &said);
        unclear
            .push((format!("0 đồng, nhưng phần mô tả viết “{}”", shortened(&said, 25)), Some("description")));
    }
    stated.extend(fees);
}

/// One fee per statement: the same again goes, and so does a bare amount that another row explains.
fn dedupe(fees: &mut Vec<Fee>) {
    let all = fees.clone();
    let amount = |fee: &Fee| (fee.amount_vnd, fee.amount_usd);
    let explained = |fee: &Fee| fee.name.is_some() || fee.when.is_some() || fee.per.is_some();
    let mut seen: Vec<Fee> = Vec::new();
    fees.retain(|fee| {
        let bare = *fee == Fee { amount_vnd: fee.amount_vnd, amount_usd: fee.amount_usd, ..bare(fee.kind) };
        let said_better = bare && all.iter().any(|other| amount(other) == amount(fee) && explained(other));
        let new = !seen.contains(fee) && !said_better;
        seen.push(fee.clone());
        new
    });
}
