use serde::{Deserialize, Serialize};

use super::ClockTime;
use crate::{Day, Fault, KeyPath, Rule};

/// The file `calendar/<year>.yaml`: the days of one year on which state agencies don't work, weekends aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CalendarYear {
    /// The year; also the name of the file.
    pub year: i16,
    /// Last day of this year up to which the table is whole. Every date past it is provisional.
    pub known_until: Day,
    /// Days off between Monday and Friday.
    pub off: Vec<DayOff>,
    /// Saturdays worked in exchange for a day off.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub working_saturdays: Vec<WorkingSaturday>,
    /// What is uncertain, one sentence each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<String>,
}

/// A day off between Monday and Friday.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DayOff {
    /// The day.
    pub on: Day,
    /// Why, in the words of readers: "Tết Nguyên đán", "nghỉ bù".
    pub name: String,
    /// Known, but not read in a source: to be checked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unverified: bool,
}

/// A Saturday worked in exchange for a day off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WorkingSaturday {
    /// The Saturday.
    pub on: Day,
    /// The day off that it makes up for; stands in `off`.
    pub instead_of: Day,
    /// Known, but not read in a source: to be checked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unverified: bool,
}

/// The file `calendar/rules.yaml`: what holds in every year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CalendarRules {
    /// Holidays that fall on the same day each year: all that is known of years without a file.
    pub yearly: Vec<YearlyHoliday>,
    /// When offices are open, in order. Times in hours are counted inside them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub office_hours: Vec<OfficeHours>,
    /// A dossier that comes later is handed over on the next working day (Decree 61/2018/NĐ-CP article 18.2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hand_over_until: Option<ClockTime>,
}

/// A holiday with a fixed day of the solar year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct YearlyHoliday {
    /// Month, 1 to 12.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 12)))]
    pub month: i8,
    /// Day of the month.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 31)))]
    pub day: i8,
    /// Its name.
    pub name: String,
    /// First day on which it is a holiday; absent for those that long were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
}

/// Hours between which offices are open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OfficeHours {
    /// When they open.
    pub opens: ClockTime,
    /// When they close.
    pub closes: ClockTime,
}

/// What is wrong with one year in itself.
pub fn year_faults(file: &str, year: &CalendarYear) -> Vec<Fault> {
    let root = KeyPath::root();
    let mut faults = Vec::new();
    let mut wrong =
        |at: KeyPath, message: String| faults.push(Fault::new(file, at, Rule::WrongValue, message));
    let outside = |day: Day| day.date().year() != year.year;
    if outside(year.known_until) {
        wrong(
            root.key("known_until"),
            format!("ngày {} không thuộc năm {}", year.known_until.vietnamese(), year.year),
        );
    }
    for (at, off) in year.off.iter().enumerate() {
        let path = root.key("off").index(at).key("on");
        if outside(off.on) {
            wrong(path, format!("ngày {} không thuộc năm {}", off.on.vietnamese(), year.year));
        } else if off.on.is_weekend() {
            wrong(path, format!("ngày {} là cuối tuần, không cần ghi", off.on.vietnamese()));
        } else if year.off[..at].iter().any(|earlier| earlier.on == off.on) {
            wrong(path, format!("ngày {} đã có ở trên", off.on.vietnamese()));
        }
    }
    for (at, saturday) in year.working_saturdays.iter().enumerate() {
        let path = root.key("working_saturdays").index(at);
        if outside(saturday.on) || saturday.on.date().weekday() != jiff::civil::Weekday::Saturday {
            let message =
                format!("ngày {} không phải thứ Bảy của năm {}", saturday.on.vietnamese(), year.year);
            wrong(path.key("on"), message);
        } else if year.working_saturdays[..at].iter().any(|earlier| earlier.on == saturday.on) {
            wrong(path.key("on"), format!("ngày {} đã có ở trên", saturday.on.vietnamese()));
        }
        if !year.off.iter().any(|off| off.on == saturday.instead_of) {
            let message = format!("ngày {} không có trong danh sách off", saturday.instead_of.vietnamese());
            wrong(path.key("instead_of"), message);
        }
    }
    faults
}

/// What is wrong with the rules of every year in themselves.
pub fn rules_faults(file: &str, rules: &CalendarRules) -> Vec<Fault> {
    let root = KeyPath::root();
    let mut faults = Vec::new();
    let mut wrong = |at: KeyPath, message: &str| faults.push(Fault::new(file, at, Rule::WrongValue, message));
    for (at, holiday) in rules.yearly.iter().enumerate() {
        // A leap year, so that every day of the year is one.
        if jiff::civil::Date::new(2024, holiday.month, holiday.day).is_err() {
            wrong(root.key("yearly").index(at).key("day"), "ngày này không có trong lịch");
        }
    }
    let mut earlier = ClockTime::MIDNIGHT;
    for (at, hours) in rules.office_hours.iter().enumerate() {
        if hours.opens < earlier || hours.closes <= hours.opens {
            wrong(
                root.key("office_hours").index(at),
                "giờ làm việc phải theo thứ tự trong ngày và không chồng nhau",
            );
        }
        earlier = hours.closes;
    }
    faults
}
