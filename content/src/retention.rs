use serde::{Deserialize, Serialize};

use crate::{Day, Fault, KeyPath, ProcedureCode, Rule};

/// How long dossiers are kept once they are closed (thời hạn lưu). This program knows no period of its own: nothing is
/// deleted unless the body that runs it wrote down how long it keeps what, and by which text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Retention {
    /// The procedure whose dossiers it is about; goes before a field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub procedure: Option<ProcedureCode>,
    /// The field whose dossiers it is about. Neither: all others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Whole years after the day on which a dossier was closed, 1 to 100.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 100)))]
    pub years: u32,
    /// The text that sets the period.
    pub basis: String,
}

impl Retention {
    /// The period of `list` for dossiers of `procedure`, which belongs to `field`: the nearest that somebody wrote down.
    pub fn of<'a>(list: &'a [Retention], procedure: &ProcedureCode, field: &str) -> Option<&'a Retention> {
        let own = list.iter().find(|one| one.procedure.as_ref() == Some(procedure));
        let of_field = || list.iter().find(|one| one.field.as_deref() == Some(field));
        let of_all = || list.iter().find(|one| one.procedure.is_none() && one.field.is_none());
        own.or_else(of_field).or_else(of_all)
    }

    /// The last day on which a dossier closed on `closed` is kept.
    pub fn until(&self, closed: Day) -> Day {
        let years = jiff::Span::new().try_years(self.years);
        let there = years.and_then(|years| closed.date().checked_add(years));
        // Records know no day after it.
        let last = jiff::civil::date(2199, 12, 31);
        Day::from(there.map_or(last, |there| there.min(last)))
    }

    /// What is wrong with the periods of a site.
    pub(crate) fn faults(list: &[Retention], file: &str, faults: &mut Vec<Fault>) {
        for (at, one) in list.iter().enumerate() {
            let path = KeyPath::root().key("retention").index(at);
            let mut wrong = |key: &str, rule, message: &str, hint: &str| {
                faults.push(Fault::new(file, path.key(key), rule, message).with_hint(hint));
            };
            if !(1..=100).contains(&one.years) {
                wrong("years", Rule::WrongValue, "thời hạn lưu phải từ 1 đến 100 năm", "ghi số năm nguyên");
            }
            if one.basis.trim().is_empty() {
                let hint = "ghi số hiệu văn bản quy định thời hạn lưu; chưa biết thì bỏ cả mục";
                wrong(
                    "basis",
                    Rule::MissingKey,
                    "thời hạn lưu cần basis: văn bản quy định thời hạn ấy",
                    hint,
                );
            }
            if one.procedure.is_some() && one.field.is_some() {
                let hint = "chọn một: procedure hoặc field";
                wrong(
                    "field",
                    Rule::WrongValue,
                    "một thời hạn không thể vừa theo thủ tục vừa theo lĩnh vực",
                    hint,
                );
            }
            let same = |other: &Retention| (&other.procedure, &other.field) == (&one.procedure, &one.field);
            if list[..at].iter().any(same) {
                wrong("years", Rule::DuplicateRecord, "thời hạn lưu này đã có ở trên", "giữ một, bỏ một");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(procedure: Option<&str>, field: Option<&str>, years: u32) -> Retention {
        let procedure = procedure.map(|code| code.parse().expect("a code"));
        Retention { procedure, field: field.map(str::to_owned), years, basis: "văn bản".to_owned() }
    }

    #[test]
    fn the_nearest_period_holds() {
        let list =
            [period(None, None, 10), period(None, Some("ho-tich"), 20), period(Some("1.001193"), None, 70)];
        let years = |code: &str, field| {
            Retention::of(&list, &code.parse().expect("a code"), field).map(|one| one.years)
        };
        assert_eq!(years("1.001193", "ho-tich"), Some(70));
        assert_eq!(years("1.000894", "ho-tich"), Some(20));
        assert_eq!(years("1.004222", "cu-tru"), Some(10));
        assert_eq!(Retention::of(&list[1..], &"1.004222".parse().expect("a code"), "cu-tru"), None);
    }

    #[test]
    fn a_leap_day_ends_with_february() {
        let day = |text: &str| text.parse::<Day>().expect("a day");
        assert_eq!(period(None, None, 1).until(day("2024-02-29")), day("2025-02-28"));
        assert_eq!(period(None, None, 100).until(day("2150-01-01")), day("2199-12-31"));
    }
}
