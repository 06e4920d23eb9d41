use serde::{Deserialize, Serialize};

use crate::{Day, OneOrMany, Time};

/// How a dossier is handed in (cách thức nộp).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Via {
    /// Trực tiếp.
    Counter,
    /// Trực tuyến.
    Online,
    /// Dịch vụ bưu chính.
    Post,
}

/// Phí pays for a service, lệ phí for an act of state (Law on Fees and Charges 97/2015/QH13).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum FeeKind {
    /// Phí.
    Phi,
    /// Lệ phí.
    LePhi,
}

/// Who sets an amount that the national record leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum FeeSetter {
    /// Hội đồng nhân dân of the province.
    Hdnd,
}

/// A fee (phí, lệ phí).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Fee {
    /// Phí or lệ phí.
    pub kind: FeeKind,
    /// What is paid for, where there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Amount in đồng.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = 100_000_000_000u64)))]
    pub amount_vnd: Option<u64>,
    /// Amount in US dollars, for the few fees that law sets so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = 1_000_000)))]
    pub amount_usd: Option<u64>,
    /// Rate or formula in words, when it is no plain amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Unit it is paid for: bản, lần, hồ sơ ...
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<String>,
    /// Who pays it, or when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// Who sets the amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set_by: Option<FeeSetter>,
    /// Number of the legal text that sets it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// First day of the amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// Last day of the amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
}

impl Fee {
    /// What is wrong with it as a whole, if anything, and what to do.
    pub fn fault(&self) -> Option<[&'static str; 2]> {
        let amounts = usize::from(self.amount_vnd.is_some()) + usize::from(self.amount_usd.is_some());
        if amounts > 1 {
            return Some([
                "một khoản chỉ ghi một loại tiền: amount_vnd hoặc amount_usd",
                "xóa một trong hai; nếu là hai khoản thì viết thành hai dòng",
            ]);
        }
        if amounts == 0 && self.text.is_none() && self.set_by.is_none() {
            return Some([
                "khoản thu không có mức: cần amount_vnd, amount_usd, text hoặc set_by",
                "ghi amount_vnd: số tiền; nguồn chỉ mô tả thì ghi text, tỉnh quy định thì ghi set_by: hdnd",
            ]);
        }
        if self.amount_vnd.is_some_and(|amount| amount > 100_000_000_000) {
            return Some([
                "số tiền lớn hơn 100 tỷ đồng, không thể là phí của một thủ tục",
                "xem lại số chữ số 0 của amount_vnd",
            ]);
        }
        None
    }

    /// Whether its amount looks like thousands that lost their three zeros: no fee is under 1,000 đồng, but free is 0.
    pub fn looks_cut(&self) -> bool {
        self.amount_vnd.is_some_and(|amount| (1..1000).contains(&amount))
    }
}

/// One way to hand a dossier in, with its own time and fees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Channel {
    /// Which way.
    pub via: Via,
    /// Processing time; empty is "not stated".
    #[serde(default, skip_serializing_if = "OneOrMany::is_empty")]
    pub time: OneOrMany<Time>,
    /// Fees; `[]` is "free", absent is "not stated".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fees: Option<Vec<Fee>>,
}

impl Channel {
    /// What is paid on `day`; absent where no source says. A rate with days stands in the place of the rate without days for
    /// the same thing, as long as it holds: that is how a reduction is written.
    pub fn fees_on(&self, day: Day) -> Option<Vec<&Fee>> {
        let holding: Vec<&Fee> = self.fees.as_ref()?.iter().filter(|fee| fee.holds_on(day)).collect();
        let replaced = |fee: &Fee| holding.iter().any(|other| other.replaces(fee));
        Some(holding.iter().copied().filter(|fee| !replaced(fee)).collect())
    }
}

impl Fee {
    /// Whether the amount is that of `day`.
    pub fn holds_on(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    fn is_dated(&self) -> bool {
        self.from.is_some() || self.to.is_some()
    }

    fn replaces(&self, usual: &Fee) -> bool {
        let alike = |own: &Option<String>, other: &Option<String>| own.is_none() || own == other;
        self.is_dated()
            && !usual.is_dated()
            && self.kind == usual.kind
            && alike(&self.when, &usual.when)
            && (alike(&self.name, &usual.name) || usual.name.is_none())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fee(amount_vnd: u64, name: Option<&str>, when: Option<&str>) -> Fee {
        Fee {
            kind: FeeKind::Phi,
            name: name.map(str::to_owned),
            amount_vnd: Some(amount_vnd),
            amount_usd: None,
            text: None,
            per: None,
            when: when.map(str::to_owned),
            set_by: None,
            basis: None,
            from: None,
            to: None,
        }
    }

    fn paid(fees: Vec<Fee>, day: &str) -> Option<Vec<u64>> {
        let channel = Channel { via: Via::Counter, time: OneOrMany::default(), fees: Some(fees) };
        let paid = channel.fees_on(day.parse().expect("a day"));
        paid.map(|fees| fees.iter().filter_map(|fee| fee.amount_vnd).collect())
    }

    #[test]
    fn a_reduction_stands_in_the_place_of_the_rate_while_it_holds() {
        let reduced = || Fee {
            from: "2025-07-01".parse().ok(),
            to: "2026-12-31".parse().ok(),
            ..fee(400_000, None, None)
        };
        let fees = || vec![fee(800_000, Some("Thẩm định"), None), reduced()];
        assert_eq!(paid(fees(), "2025-06-30"), Some(vec![800_000]));
        assert_eq!(paid(fees(), "2026-12-31"), Some(vec![400_000]));
        assert_eq!(paid(fees(), "2027-01-01"), Some(vec![800_000]));
        let other =
            vec![fee(800_000, None, Some("tổ chức")), Fee { when: Some("cá nhân".to_owned()), ..reduced() }];
        assert_eq!(paid(other, "2026-01-01"), Some(vec![800_000, 400_000]));
    }

    #[test]
    fn a_rate_that_has_ended_is_not_free() {
        let ended = Fee { to: "2023-12-31".parse().ok(), ..fee(160_000, None, None) };
        assert_eq!(paid(vec![ended], "2026-01-01"), Some(vec![]));
        let silent = Channel { via: Via::Counter, time: OneOrMany::default(), fees: None };
        assert_eq!(silent.fees_on("2026-01-01".parse().expect("a day")), None);
    }
}
