use std::fmt;

use content::Day;
use content::calendar::{ClockTime, Received};
use jiff::{SignedDuration, Timestamp, tz::Offset};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Vietnam has one offset and no summer time (UTC+07:00).
const VIETNAM: Offset = Offset::constant(7);

/// An instant in UTC, whole milliseconds; its day and time are those of Vietnam, whatever the machine's zone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(Timestamp);

impl Moment {
    /// Now, by the machine's clock.
    pub fn now() -> Moment {
        Moment::from_unix_ms(Timestamp::now().as_millisecond())
    }

    /// The instant so many milliseconds after 1970-01-01T00:00:00Z; the nearest of the years 1900 to 2199.
    pub fn from_unix_ms(ms: i64) -> Moment {
        // Days of records are those years; an instant outside is a broken clock.
        let ms = ms.clamp(-2_208_963_600_000, 7_258_089_599_000);
        Moment(Timestamp::from_millisecond(ms).expect("jiff knows the years 1900 to 2199"))
    }

    /// Milliseconds after 1970-01-01T00:00:00Z.
    pub fn unix_ms(self) -> i64 {
        self.0.as_millisecond()
    }

    /// The instant so many seconds later, or earlier.
    pub fn plus_seconds(self, seconds: i64) -> Moment {
        let there = self.0.saturating_add(SignedDuration::from_secs(seconds));
        Moment::from_unix_ms(there.map_or(self.unix_ms(), Timestamp::as_millisecond))
    }

    /// The instant of a day and time of Vietnam.
    pub fn at(on: Day, at: ClockTime) -> Moment {
        let midnight = VIETNAM.to_timestamp(on.date().at(0, 0, 0, 0));
        let midnight = midnight.map_or(0, Timestamp::as_millisecond);
        Moment::from_unix_ms(midnight + i64::from(at.minutes()) * 60_000)
    }

    /// Its day in Vietnam.
    pub fn day(self) -> Day {
        Day::from(VIETNAM.to_datetime(self.0).date())
    }

    /// Its time of that day.
    pub fn clock(self) -> ClockTime {
        let time = VIETNAM.to_datetime(self.0).time();
        let minutes = i32::from(time.hour()) * 60 + i32::from(time.minute());
        ClockTime::from_minutes(minutes.unsigned_abs())
    }

    /// Both.
    pub fn received(self) -> Received {
        Received { on: self.day(), at: self.clock() }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl fmt::Debug for Moment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let instant: Timestamp = text.parse().map_err(de::Error::custom)?;
        Ok(Moment::from_unix_ms(instant.as_millisecond()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_when_it_begins_in_vietnam() {
        let late: Moment = serde_json::from_str("\"2026-12-31T17:00:00Z\"").expect("an instant");
        assert_eq!(late.day().to_string(), "2027-01-01");
        assert_eq!(late.clock().to_string(), "00:00");
        assert_eq!(late.plus_seconds(-1).day().to_string(), "2026-12-31");
        assert_eq!(Moment::at(late.day(), ClockTime::MIDNIGHT), late);
    }

    #[test]
    fn a_broken_clock_stays_inside_the_calendar() {
        assert_eq!(Moment::from_unix_ms(i64::MAX).day().to_string(), "2199-12-31");
        assert_eq!(Moment::from_unix_ms(i64::MIN).day().to_string(), "1900-01-01");
    }
}
