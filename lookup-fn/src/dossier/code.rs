use std::fmt;
use std::str::FromStr;

use content::{CodePrefix, Day};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The code of a dossier (Circular 01/2018/TT-VPCP article 19): prefix, day of receipt, number of the day.
/// `000.00.12.H03-181018-0007`. It is the dossier's key everywhere, and public.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct DossierCode(String);

impl DossierCode {
    /// The code of number `sequence` (from 1) of the day; four digits, more past 9999 (the Circular knows none).
    pub fn new(prefix: &CodePrefix, day: Day, sequence: u32) -> DossierCode {
        let date = day.date();
        let (year, month, day) = (date.year().rem_euclid(100), date.month(), date.day());
        DossierCode(format!("{prefix}-{year:02}{month:02}{day:02}-{sequence:04}"))
    }

    /// The code as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True for the exact form of Circular 01/2018: 25 characters.
    pub fn is_strict(&self) -> bool {
        let (prefix, day, sequence) = parts(&self.0).expect("it was parsed");
        prefix.len() == 13 && day.len() == 6 && sequence.len() == 4 && !prefix.contains('Z')
    }

    /// Prefix, day and number of the day.
    pub fn parts(&self) -> (CodePrefix, Day, u32) {
        let (prefix, day, sequence) = parts(&self.0).expect("it was parsed");
        let sequence = sequence.parse().expect("at most seven digits");
        (prefix.parse().expect("it was parsed"), day_of(day).expect("it was parsed"), sequence)
    }
}

/// The three parts of a text of the shape of a code, whatever they hold.
fn parts(text: &str) -> Option<(&str, &str, &str)> {
    let (rest, sequence) = text.rsplit_once('-')?;
    let (prefix, day) = rest.rsplit_once('-')?;
    Some((prefix, day, sequence))
}

/// `YYMMDD`, the years 2000 to 2099, or `YYYYMMDD`.
pub(super) fn day_of(digits: &str) -> Option<Day> {
    let (year, rest) = match digits.len() {
        6 => (format!("20{}", digits.get(..2)?), digits.get(2..)?),
        8 => (digits.get(..4)?.to_owned(), digits.get(4..)?),
        _ => return None,
    };
    format!("{year}-{}-{}", rest.get(..2)?, rest.get(2..)?).parse().ok()
}

fn digits(text: &str, from: usize, to: usize) -> bool {
    (from..=to).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

impl FromStr for DossierCode {
    type Err = String;

    /// Errors: a text that no system of today would print as a code; see [`super::near_miss()`] for what to tell people.
    fn from_str(text: &str) -> Result<Self, String> {
        let good = parts(text).is_some_and(|(prefix, day, sequence)| {
            prefix.parse::<CodePrefix>().is_ok()
                && (digits(day, 6, 6) || digits(day, 8, 8))
                && day_of(day).is_some()
                && digits(sequence, 4, 7)
                && sequence.bytes().any(|byte| byte != b'0')
        });
        match good {
            true => Ok(DossierCode(text.to_owned())),
            false => Err(format!("mã hồ sơ “{text}” không đúng dạng, ví dụ 000.00.12.H03-181018-0007")),
        }
    }
}

impl fmt::Display for DossierCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl Serialize for DossierCode {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for DossierCode {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_real_systems_are_codes() {
        for code in [
            "000.00.53.H48-220921-0099",
            "H15.50.05.13-261008-0975",
            "G09.20-20260609-0092637",
            "000.00.00.Z99-261125-10000",
        ] {
            assert!(code.parse::<DossierCode>().is_ok(), "{code}");
        }
        let strict: DossierCode = "000.00.12.H03-181018-0007".parse().expect("a code");
        assert!(strict.is_strict());
        assert_eq!(strict.as_str().len(), 25);
    }

    #[test]
    fn near_misses_are_no_codes() {
        for code in [
            "",
            "000.00.12.H03-181018-0000",
            "000.00.12.H03-180230-0001",
            "000.00.12.H03-181018-007",
            "000.00.12.H03-1810181-0007",
            "000.00.12.h03-181018-0007",
            "00.00.12.H03-181018-0007",
            "000.00.12.H03-181018-12345678",
            "000.00.12.H03 -181018-0007",
            "H03.1.2.3.4.5.6-181018-0001",
            "Ữ03-181018-0001",
        ] {
            assert!(code.parse::<DossierCode>().is_err(), "{code}");
        }
    }

    #[test]
    fn a_code_is_read_back_as_it_was_made() {
        let prefix: CodePrefix = "000.00.00.Z99".parse().expect("a prefix");
        let day: Day = "2026-11-25".parse().expect("a day");
        for sequence in [1, 42, 9_999, 10_000, 9_999_999] {
            let code = DossierCode::new(&prefix, day, sequence);
            let read: DossierCode = code.as_str().parse().expect("a code");
            assert_eq!(read.parts(), (prefix.clone(), day, sequence));
        }
    }
}
