//! Fee rows of one channel as fees: what the field says, what its note says, and where they disagree.

use content::{Fee, FeeKind};

use super::clean::{lower, shortened};
use super::fee_clauses::clauses;
use super::fee_label::kind_in;
use super::fee_row::read_row;
use super::fee_text::{bare, note};
use super::money::amounts;
use super::paying::Paying;
use super::raw::RawFee;
use super::trap::{TrapKind, Traps};

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

/// Words of a quotation.
pub(super) const QUOTE: usize = 25;

/// The fees that `rows` state. `description` is the note of the channel itself.
pub(super) fn fees(rows: &[RawFee], description: &str, paying: &Paying, traps: &mut Traps) -> Fees {
    let (mut stated, mut unclear, mut free) = (Vec::new(), Vec::new(), false);
    for row in rows {
        let said = read_row(row, paying, traps);
        free |= said.free;
        stated.extend(said.fees);
        unclear.extend(said.unclear);
    }
    if stated.is_empty() {
        let (fees, said) = in_description(description, paying);
        if free && !fees.is_empty() {
            traps.add(TrapKind::FreeButFee, &said);
            unclear.push((
                format!("0 đồng, nhưng phần mô tả viết “{}”", shortened(&said, QUOTE)),
                Some("description"),
            ));
        }
        stated = fees;
    }
    dedupe(&mut stated);
    let fees = match (stated.is_empty(), free && unclear.is_empty(), &paying.in_steps) {
        (false, ..) => Some(stated),
        (true, true, None) => Some(Vec::new()),
        (true, true, Some(words)) => {
            traps.add(TrapKind::FreeButFee, words);
            unclear.push((format!("0 đồng, nhưng các bước viết “{words}”"), None));
            None
        }
        _ => None,
    };
    Fees { fees, unclear }
}

/// Fees that the channel's own description states, and its words.
fn in_description(text: &str, paying: &Paying) -> (Vec<Fee>, String) {
    let states = |clause: &String| {
        kind_in(clause).is_some()
            && (!amounts(clause).is_empty() || lower(clause).contains("hội đồng nhân dân"))
    };
    let said = clauses(text).into_iter().filter(states).collect::<Vec<_>>().join("; ");
    let fees = note(&said, paying.kind.unwrap_or(FeeKind::Phi)).fees;
    (fees.into_iter().filter(|fee| fee.text.is_none()).collect(), said)
}

/// One fee per statement: the same again goes, and so does a bare amount that another row explains.
fn dedupe(fees: &mut Vec<Fee>) {
    let all = fees.clone();
    let amount = |fee: &Fee| (fee.amount_vnd, fee.amount_usd);
    let explained = |fee: &Fee| fee.name.is_some() || fee.when.is_some() || fee.per.is_some();
    let mut seen: Vec<Fee> = Vec::new();
    fees.retain(|fee| {
        let only_amount =
            *fee == Fee { amount_vnd: fee.amount_vnd, amount_usd: fee.amount_usd, ..bare(fee.kind) };
        let said_better =
            only_amount && all.iter().any(|other| amount(other) == amount(fee) && explained(other));
        let new = !seen.contains(fee) && !said_better;
        seen.push(fee.clone());
        new
    });
}
