use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// What stands before the day in the dossier codes of one agency: `000.00.12.H03` (2016), `H03.12` (2020).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CodePrefix(String);

impl CodePrefix {
    /// The prefix as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn digits(text: &str, from: usize, to: usize) -> bool {
    (from..=to).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn level_1(text: &str) -> bool {
    text.len() == 3
        && text.starts_with(|letter: char| letter.is_ascii_uppercase())
        && digits(&text[1..], 2, 2)
}

impl FromStr for CodePrefix {
    type Err = String;

    /// Errors: neither `ddd.dd.dd.Xdd` (2016) nor `Xdd` with up to five groups of digits (2020).
    fn from_str(text: &str) -> Result<Self, String> {
        let groups: Vec<&str> = text.split('.').collect();
        let good = match groups.as_slice() {
            [third, second, first, root] if digits(third, 3, 3) => {
                digits(second, 2, 2) && digits(first, 2, 2) && level_1(root)
            }
            [root, rest @ ..] => {
                level_1(root) && rest.len() <= 5 && rest.iter().all(|group| digits(group, 1, 3))
            }
            [] => false,
        };
        match good {
            true => Ok(CodePrefix(text.to_owned())),
            false => Err(format!("mã cơ quan “{text}” không đúng dạng, ví dụ 000.00.12.H03 hoặc H03.12")),
        }
    }
}

impl fmt::Display for CodePrefix {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl Serialize for CodePrefix {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for CodePrefix {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for CodePrefix {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "CodePrefix".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": "^(\\d{3}\\.\\d{2}\\.\\d{2}\\.[A-Z]\\d{2}|[A-Z]\\d{2}(\\.\\d{1,3}){0,5})$"
        })
    }
}
