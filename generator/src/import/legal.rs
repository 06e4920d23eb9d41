//! Numbers of legal texts and of decisions as the register writes them.

use std::collections::HashMap;

use content::LegalText;

use super::clean::{line, says_none};
use super::pattern::{any_case, pattern};
use super::trap::{TrapKind, Traps};

/// Every number of the legal register, by the spellings that sources use.
pub(super) struct LegalNumbers<'a>(HashMap<String, &'a str>);

impl<'a> LegalNumbers<'a> {
    pub(super) fn new(texts: &[&'a LegalText]) -> Self {
        let spelled = texts.iter().flat_map(|text| {
            text.also.iter().chain([&text.number]).map(|spelling| (key(spelling), text.number.as_str()))
        });
        LegalNumbers(spelled.collect())
    }
}

fn key(number: &str) -> String {
    normal(number).to_uppercase().replace(' ', "")
}

/// A number without the words before it, with one slash and the letters that law uses.
fn normal(number: &str) -> String {
    let number = line(&super::clean::normal(number)).replace("//", "/").replace(['–', '—'], "-");
    let bare = any_case!(r"^(?:luật|bộ luật|nghị định|nghị quyết|pháp lệnh|thông tư|quyết định)(?: liên tịch)?(?: số)?\s*:?\s*|^số\s*:?\s*").cut(&number);
    bare.replace("QD-", "QĐ-")
        .replace("/ND-", "/NĐ-")
        .replace(" /", "/")
        .replace("/ ", "/")
        .trim_end_matches(['.', ';', ',', ' '])
        .to_owned()
}

/// The legal basis of a record.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Basis {
    /// Numbers of the register, each once, in the source's order. One that the register does not know is kept as it
    /// stands, for the register to be completed.
    pub numbers: Vec<String>,
    /// Those that the register does not know.
    pub unknown: Vec<String>,
    /// What has lost its number ("2010/TT-BTP"): nothing can be referred to.
    pub broken: Vec<String>,
}

/// The legal basis that `codes` name.
pub(super) fn basis(
    codes: impl Iterator<Item = String>,
    numbers: &LegalNumbers<'_>,
    traps: &mut Traps,
) -> Basis {
    let mut basis = Basis::default();
    for code in codes.filter(|code| !says_none(code)) {
        let number = match numbers.0.get(&key(&code)) {
            Some(number) => (*number).to_owned(),
            None => {
                let number = normal(&code);
                traps.add(TrapKind::UnknownLegal, &number);
                if pattern!(r"^(?:19|20)\d\d/[A-ZĐ]").is_match(&number) {
                    basis.broken.push(number);
                    continue;
                }
                basis.unknown.push(number.clone());
                number
            }
        };
        if !basis.numbers.contains(&number) {
            basis.numbers.push(number);
        }
    }
    basis
}

/// The number of the announcement decision; whether it has the form that decisions have.
pub(super) fn decision(number: &str) -> Option<(String, bool)> {
    let number = line(number);
    let number = normal(&number);
    if says_none(&number) {
        return None;
    }
    let formed = pattern!(r"^\d+/QĐ-[A-ZĐ]+(?:-[A-Z0-9]+)*$").is_match(&number);
    Some((number, formed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_lose_their_titles_and_slips() {
        for (source, ours) in [
            ("Nghị định số 25/2025/NĐ-CP", "25/2025/NĐ-CP"),
            ("Pháp lệnh số: 02/2020/UBTVQH14", "02/2020/UBTVQH14"),
            ("72/2022//NĐ-CP ", "72/2022/NĐ-CP"),
            ("Luật 46/2014/QH13", "46/2014/QH13"),
        ] {
            assert_eq!(normal(source), ours);
        }
        assert_eq!(decision("SỐ 64/QĐ-NHNN"), Some(("64/QĐ-NHNN".to_owned(), true)));
        assert_eq!(decision("1707/QD-BTC"), Some(("1707/QĐ-BTC".to_owned(), true)));
        assert_eq!(decision("9303"), Some(("9303".to_owned(), false)));
        assert_eq!(decision(" "), None);
    }

    #[test]
    fn the_register_decides_how_a_number_is_written_and_unknown_ones_are_told() {
        let text = LegalText {
            number: "9/2026/NĐ-CP".to_owned(),
            also: vec!["09/2026/NĐ-CP".to_owned()],
            title: None,
            date: None,
            in_force: None,
            repealed_by: None,
            seen: None,
        };
        let mut traps = Traps::default();
        let codes =
            ["09/2026/nđ-cp", "Nghị định số 9/2026/NĐ-CP", "8/2026/NĐ-CP", "2010/TT-BOM"].map(str::to_owned);
        let basis = basis(codes.into_iter(), &LegalNumbers::new(&[&text]), &mut traps);
        assert_eq!(basis.numbers, ["9/2026/NĐ-CP", "8/2026/NĐ-CP"]);
        assert_eq!(
            (basis.unknown, basis.broken),
            (vec!["8/2026/NĐ-CP".to_owned()], vec!["2010/TT-BOM".to_owned()])
        );
    }
}
