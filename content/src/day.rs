use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A calendar day, written `YYYY-MM-DD` in records and `dd/mm/yyyy` for readers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(jiff::civil::Date);

impl Day {
    /// The day as readers see it: `01/07/2025`.
    pub fn vietnamese(self) -> String {
        format!("{:02}/{:02}/{:04}", self.0.day(), self.0.month(), self.0.year())
    }

    /// True on Saturday and Sunday.
    pub fn is_weekend(self) -> bool {
        use jiff::civil::Weekday;
        matches!(self.0.weekday(), Weekday::Saturday | Weekday::Sunday)
    }

    /// The underlying civil date, for arithmetic.
    pub fn date(self) -> jiff::civil::Date {
        self.0
    }
}

impl From<jiff::civil::Date> for Day {
    fn from(date: jiff::civil::Date) -> Self {
        Day(date)
    }
}

impl FromStr for Day {
    type Err = String;

    /// Errors: anything but an existing day of the years 1900 to 2199 in the form `YYYY-MM-DD`.
    fn from_str(text: &str) -> Result<Self, String> {
        let shape = text.len() == 10
            && text
                .bytes()
                .enumerate()
                .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
        if !shape {
            return Err(format!("ngày “{text}” không đúng dạng năm-tháng-ngày, ví dụ 2025-07-01"));
        }
        let number = |range: std::ops::Range<usize>| text[range].parse::<i16>().expect("four or two digits");
        let (year, month, day) = (number(0..4), number(5..7), number(8..10));
        if !(1900..2200).contains(&year) {
            return Err(format!("năm {year} nằm ngoài khoảng 1900 đến 2199"));
        }
        jiff::civil::Date::new(year, month as i8, day as i8)
            .map(Day)
            .map_err(|_| format!("ngày {day:02}/{month:02}/{year} không có trong lịch"))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Day;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("một ngày dạng năm-tháng-ngày")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Day, E> {
                text.parse().map_err(E::custom)
            }
        }
        from.deserialize_str(Visitor)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Day {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Day".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date", "pattern": "^\\d{4}-\\d{2}-\\d{2}$" })
    }
}
