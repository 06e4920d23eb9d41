use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The code of a procedure: national (`1.001193`) or as a province published it
/// (`1.001193.000.00.00.H03`). It is the record's file name, address and key.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ProcedureCode(String);

impl ProcedureCode {
    /// The code as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// `^[1-9]\.\d{6}(\.\d{3}\.\d{2}\.\d{2}\.[A-Y]\d{2})?$`, the forms seen on the national portal.
fn well_formed(code: &str) -> bool {
    let digits =
        |text: &str, length: usize| text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = code.split('.').collect();
    let national = |kind: &str, number: &str| digits(kind, 1) && kind != "0" && digits(number, 6);
    match parts.as_slice() {
        [kind, number] => national(kind, number),
        [kind, number, a, b, c, agency] => {
            national(kind, number)
                && digits(a, 3)
                && digits(b, 2)
                && digits(c, 2)
                && agency.len() == 3
                && agency.starts_with(|letter: char| ('A'..='Y').contains(&letter))
                && digits(&agency[1..], 2)
        }
        _ => false,
    }
}

impl FromStr for ProcedureCode {
    type Err = String;

    /// Errors: a text that is no procedure code.
    fn from_str(text: &str) -> Result<Self, String> {
        if well_formed(text) {
            return Ok(ProcedureCode(text.to_owned()));
        }
        Err(format!(
            "mã thủ tục “{text}” không đúng dạng; mã đúng có dạng \"1.001193\" hoặc \"1.001193.000.00.00.H03\""
        ))
    }
}

impl fmt::Display for ProcedureCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl Serialize for ProcedureCode {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for ProcedureCode {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for ProcedureCode {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ProcedureCode".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string", "format": "procedure-code",
            "pattern": "^[1-9]\\.\\d{6}(\\.\\d{3}\\.\\d{2}\\.\\d{2}\\.[A-Y]\\d{2})?$"
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_seen_on_the_national_portal_are_codes_and_near_misses_are_not() {
        for code in ["1.001193", "3.000181", "2.000884.000.00.00.H55", "1.011442.000.00.00.H38"] {
            assert!(code.parse::<ProcedureCode>().is_ok(), "{code}");
        }
        for code in [
            "0.001193",
            "1.00119",
            "1.0011930",
            "1001193",
            "1.001193.H03",
            "1.001193.000.00.00.Z03",
            "",
            "1.00119a",
        ] {
            assert!(code.parse::<ProcedureCode>().is_err(), "{code}");
        }
    }
}
