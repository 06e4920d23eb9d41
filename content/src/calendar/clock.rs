use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A time of the day in UTC+07:00, written `15:00`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct ClockTime {
    minutes: u16,
}

impl ClockTime {
    /// The first minute of a day.
    pub const MIDNIGHT: ClockTime = ClockTime { minutes: 0 };

    /// Minutes since midnight, 0 to 1439.
    pub fn minutes(self) -> u32 {
        u32::from(self.minutes)
    }

    /// The time `minutes` after midnight; the last minute of the day for anything longer.
    pub fn from_minutes(minutes: u32) -> Self {
        let minutes = minutes.min(24 * 60 - 1);
        ClockTime { minutes: u16::try_from(minutes).expect("a day has 1440 minutes") }
    }
}

impl FromStr for ClockTime {
    type Err = String;

    /// Errors: anything but `hh:mm` from 00:00 to 23:59.
    fn from_str(text: &str) -> Result<Self, String> {
        let two = |part: &str| {
            let digits = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| part.parse::<u32>().ok()).flatten()
        };
        let parts = text.split_once(':').and_then(|(hour, minute)| Some((two(hour)?, two(minute)?)));
        match parts {
            Some((hour @ 0..24, minute @ 0..60)) => Ok(ClockTime::from_minutes(hour * 60 + minute)),
            _ => Err(format!("giờ “{text}” không đúng dạng giờ:phút, ví dụ \"15:00\"")),
        }
    }
}

impl fmt::Display for ClockTime {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:02}:{:02}", self.minutes / 60, self.minutes % 60)
    }
}

impl Serialize for ClockTime {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ClockTime {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for ClockTime {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ClockTime".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^([01]\\d|2[0-3]):[0-5]\\d$" })
    }
}
