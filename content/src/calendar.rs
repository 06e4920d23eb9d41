//! Working days of state agencies, and when a dossier is due.

mod clock;
mod due;
mod file;
mod limit;

use serde::{Deserialize, Serialize};

pub use clock::ClockTime;
pub use due::{Due, DueRule, Explained, Pause, Received, Skipped};
pub use file::{
    CalendarRules, CalendarYear, DayOff, OfficeHours, WorkingSaturday, YearlyHoliday, rules_faults,
    year_faults,
};
pub use limit::{Limit, Term};

use crate::{Day, Fault, Filed, KeyPath, Rule};

/// Every year that is written down, as one calendar.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    version: String,
    years: Vec<CalendarYear>,
    rules: CalendarRules,
}

/// Why nobody works on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Saturday or Sunday.
    Weekend,
    /// The holiday of this name.
    Holiday(String),
}

impl Calendar {
    /// The calendar of `years` and `rules`.
    pub fn new(mut years: Vec<CalendarYear>, rules: CalendarRules) -> Calendar {
        years.sort_by_key(|year| year.year);
        let mut calendar = Calendar { version: String::new(), years, rules };
        calendar.version = calendar.fingerprint();
        calendar
    }

    /// A short name that changes with every change of the days, so that a due date can say on which it rests.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Up to when a dossier is handed over on the day it came.
    pub fn hand_over_until(&self) -> Option<ClockTime> {
        self.rules.hand_over_until
    }

    /// First and last day of the stretch that is wholly known; none of an empty calendar.
    pub fn known(&self) -> Option<(Day, Day)> {
        let first = self.years.first()?;
        let begin = Day::from(jiff::civil::date(first.year, 1, 1));
        let mut until = first.known_until;
        for year in &self.years[1..] {
            let whole = (until.date().month(), until.date().day()) == (12, 31);
            if !whole || year.year != until.date().year() + 1 {
                break;
            }
            until = year.known_until;
        }
        Some((begin, until))
    }

    /// True when the calendar surely tells whether `day` is worked.
    pub fn is_known(&self, day: Day) -> bool {
        self.known().is_some_and(|(first, last)| first <= day && day <= last)
    }

    /// True when agencies work on `day`, as far as anybody knows.
    pub fn is_working(&self, day: Day) -> bool {
        self.off(day).is_none()
    }

    /// Why nobody works on `day`; nothing when it is a working day. Where the calendar isn't known only weekends,
    /// fixed holidays and the days already written down are off.
    pub fn off(&self, day: Day) -> Option<Why> {
        let year = self.year(day);
        if year.is_some_and(|year| year.working_saturdays.iter().any(|saturday| saturday.on == day)) {
            return None;
        }
        if let Some(off) = year.and_then(|year| year.off.iter().find(|off| off.on == day)) {
            return Some(Why::Holiday(off.name.clone()));
        }
        if day.is_weekend() {
            return Some(Why::Weekend);
        }
        if self.is_known(day) {
            return None;
        }
        let (month, of_month) = (day.date().month(), day.date().day());
        let fixed = self.rules.yearly.iter().find(|holiday| {
            (holiday.month, holiday.day) == (month, of_month) && holiday.from.is_none_or(|from| from <= day)
        });
        fixed.map(|holiday| Why::Holiday(holiday.name.clone()))
    }

    /// The working day after `day`.
    pub fn next_working(&self, day: Day) -> Day {
        self.step(day, jiff::civil::Date::tomorrow)
    }

    /// The working day before `day`.
    pub fn previous_working(&self, day: Day) -> Day {
        self.step(day, jiff::civil::Date::yesterday)
    }

    /// Working days after `from`, up to and with `to`; 0 when `to` isn't later.
    pub fn working_days_between(&self, from: Day, to: Day) -> u32 {
        let mut day = from;
        let mut count = 0;
        while day < to {
            let Ok(after) = day.date().tomorrow() else { break };
            day = Day::from(after);
            count += u32::from(self.is_working(day));
        }
        count
    }

    fn step(
        &self,
        day: Day,
        to: impl Fn(jiff::civil::Date) -> Result<jiff::civil::Date, jiff::Error>,
    ) -> Day {
        let mut day = day;
        while let Ok(date) = to(day.date()) {
            day = Day::from(date);
            if self.is_working(day) {
                break;
            }
        }
        day
    }

    fn year(&self, day: Day) -> Option<&CalendarYear> {
        let at = self.years.binary_search_by_key(&day.date().year(), |year| year.year).ok()?;
        Some(&self.years[at])
    }

    /// FNV-1a over all that changes a date; names of holidays don't.
    fn fingerprint(&self) -> String {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        let mut take = |text: String| {
            for byte in text.bytes().chain([0]) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
            }
        };
        for year in &self.years {
            take(format!("{} {}", year.year, year.known_until));
            year.off.iter().for_each(|off| take(format!("off {}", off.on)));
            year.working_saturdays.iter().for_each(|saturday| take(format!("on {}", saturday.on)));
        }
        for holiday in &self.rules.yearly {
            take(format!("{}-{} {:?}", holiday.month, holiday.day, holiday.from));
        }
        for hours in &self.rules.office_hours {
            take(format!("{} {}", hours.opens, hours.closes));
        }
        format!("{:016x}", hash)
    }
}

/// The calendar of the files that were read; empty when there are none.
pub(crate) fn merged(
    years: Vec<Filed<CalendarYear>>,
    rules: Option<Filed<CalendarRules>>,
    faults: &mut Vec<Fault>,
) -> Calendar {
    for (at, filed) in years.iter().enumerate() {
        if years[..at].iter().any(|earlier| earlier.value.year == filed.value.year) {
            let message = format!("năm {} đã có ở tệp khác", filed.value.year);
            faults.push(Fault::new(&filed.file, KeyPath::root().key("year"), Rule::DuplicateRecord, message));
        }
    }
    if let (Some(first), None) = (years.first(), &rules) {
        let message = "có lịch của năm mà không có calendar/rules.yaml";
        let hint = "chép calendar/rules.yaml của trang mẫu: ngày lễ cố định và giờ làm việc";
        faults.push(Fault::new(&first.file, KeyPath::root(), Rule::Empty, message).with_hint(hint));
    }
    let years = years.into_iter().map(|filed| filed.value).collect();
    Calendar::new(years, rules.map(|filed| filed.value).unwrap_or_default())
}
