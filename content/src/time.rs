use serde::{Deserialize, Serialize};

/// Unit of a processing time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum TimeUnit {
    /// Ngày làm việc.
    WorkingDay,
    /// Ngày (calendar days).
    Day,
    /// Giờ làm việc.
    Hour,
    /// Tháng.
    Month,
}

impl TimeUnit {
    /// The word for readers.
    pub fn name(self) -> &'static str {
        match self {
            TimeUnit::WorkingDay => "ngày làm việc",
            TimeUnit::Day => "ngày",
            TimeUnit::Hour => "giờ",
            TimeUnit::Month => "tháng",
        }
    }
}

/// A processing time (thời hạn giải quyết): an amount with its unit, or "the same day".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Time {
    /// How many units, at least 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 3650)))]
    pub amount: Option<u32>,
    /// The unit of `amount`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<TimeUnit>,
    /// Clock time (`15:00`) until which a dossier is done on the day it comes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(regex(pattern = r"^([01]\d|2[0-3]):[0-5]\d$")))]
    pub same_day_until: Option<String>,
    /// For whom this time holds, when there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// What is done in this time, when the whole is told in parts that follow one another: parts with one `when` add up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// What else to know about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Time {
    /// What is wrong with it as a whole, if anything, and what to do.
    pub fn fault(&self) -> Option<[&'static str; 2]> {
        match (self.amount, self.unit, &self.same_day_until) {
            (Some(_), None, _) => Some([
                "thời hạn có số mà không có đơn vị (unit)",
                "thêm unit: working_day (ngày làm việc), day (ngày), hour (giờ) hoặc month (tháng)",
            ]),
            (None, Some(_), _) => Some([
                "thời hạn có đơn vị mà không có số (amount)",
                "thêm amount, ví dụ {amount: 5, unit: working_day}",
            ]),
            (Some(_), Some(_), Some(_)) => {
                Some(["chỉ chọn một: amount và unit, hoặc same_day_until", "xóa cách không đúng với nguồn"])
            }
            (None, None, None) if self.note.is_none() => Some([
                "thời hạn trống: cần amount và unit, hoặc same_day_until",
                "ghi thời hạn mà nguồn nêu; nguồn không nêu thì xóa khóa time",
            ]),
            (Some(amount), Some(_), None) if !(1..=3650).contains(&amount) => Some([
                "số của thời hạn phải từ 1 đến 3650",
                "ghi số mà nguồn nêu; giải quyết trong ngày thì viết {same_day_until: \"15:00\"}",
            ]),
            (None, None, Some(clock)) if !clock_time(clock) => Some([
                "same_day_until cần dạng giờ:phút, ví dụ \"15:00\"",
                "viết giờ từ 00 đến 23 và phút từ 00 đến 59, trong ngoặc kép",
            ]),
            _ => None,
        }
    }

    /// The time for readers: "3 ngày làm việc", "trong ngày"; the bare note where no number is stated.
    pub fn words(&self) -> String {
        match (self.amount, self.unit) {
            (Some(amount), Some(unit)) => format!("{amount} {}", unit.name()),
            _ if self.same_day_until.is_some() => "Trong ngày".to_owned(),
            _ => self.note.clone().unwrap_or_default(),
        }
    }
}

fn clock_time(text: &str) -> bool {
    match text.split_once(':') {
        Some((hour, minute)) => {
            let two = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
            two(hour) && two(minute) && hour < "24" && minute < "60"
        }
        None => false,
    }
}

/// One time as a citizen waits for it: a single [`Time`], or the stages that follow one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span<'a> {
    /// Its parts, in order; several only when each is a stage.
    pub parts: Vec<&'a Time>,
}

impl<'a> Span<'a> {
    /// The times of a channel as spans: stages of one case belong together.
    pub fn of(times: &'a [Time]) -> Vec<Span<'a>> {
        let mut spans: Vec<Span> = Vec::new();
        for time in times {
            let stage_of = |span: &&mut Span| {
                let first = span.parts[0];
                time.stage.is_some() && first.stage.is_some() && first.when == time.when
            };
            match spans.iter_mut().find(stage_of) {
                Some(span) => span.parts.push(time),
                None => spans.push(Span { parts: vec![time] }),
            }
        }
        spans
    }

    /// For whom it holds, when there are several.
    pub fn when(&self) -> Option<&'a str> {
        self.parts[0].when.as_deref()
    }

    /// The whole as one amount, when all of it is counted in one unit.
    pub fn amount(&self) -> Option<(u32, TimeUnit)> {
        match self.sums().as_slice() {
            [one] if self.parts.iter().all(|part| part.amount.is_some()) => Some(*one),
            _ => None,
        }
    }

    /// The whole for readers: "35 ngày", "70 ngày + 10 ngày làm việc".
    pub fn words(&self) -> String {
        if let [only] = self.parts.as_slice() {
            return only.words();
        }
        let sums = self.sums();
        sums.iter().map(|(amount, unit)| format!("{amount} {}", unit.name())).collect::<Vec<_>>().join(" + ")
    }

    /// The sum of each unit, the most of them first.
    fn sums(&self) -> Vec<(u32, TimeUnit)> {
        let mut sums: Vec<(u32, TimeUnit)> = Vec::new();
        for (amount, unit) in self.parts.iter().filter_map(|part| Some((part.amount?, part.unit?))) {
            match sums.iter_mut().find(|sum| sum.1 == unit) {
                Some(sum) => sum.0 += amount,
                None => sums.push((amount, unit)),
            }
        }
        sums.sort_by_key(|(amount, _)| std::cmp::Reverse(*amount));
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(amount: u32, unit: TimeUnit, when: Option<&str>, stage: Option<&str>) -> Time {
        let own = |text: Option<&str>| text.map(str::to_owned);
        Time { amount: Some(amount), unit: Some(unit), when: own(when), stage: own(stage), ..Time::default() }
    }

    #[test]
    fn stages_of_one_case_add_up_and_other_times_stand_alone() {
        let times = [
            time(3, TimeUnit::WorkingDay, Some("cấp mới"), Some("kiểm tra")),
            time(2, TimeUnit::WorkingDay, Some("cấp mới"), Some("quyết định")),
            time(3, TimeUnit::WorkingDay, Some("cấp lại"), None),
        ];
        let spans = Span::of(&times);
        let told: Vec<_> = spans.iter().map(|span| (span.when(), span.words())).collect();
        assert_eq!(
            told,
            [
                (Some("cấp mới"), "5 ngày làm việc".to_owned()),
                (Some("cấp lại"), "3 ngày làm việc".to_owned())
            ]
        );
        assert_eq!(spans[0].amount(), Some((5, TimeUnit::WorkingDay)));
    }

    #[test]
    fn units_are_never_mixed_into_one_number() {
        let times = [
            time(3, TimeUnit::WorkingDay, None, Some("kiểm tra")),
            time(70, TimeUnit::Day, None, Some("thẩm định")),
            time(7, TimeUnit::WorkingDay, None, Some("quyết định và trả kết quả")),
        ];
        let spans = Span::of(&times);
        assert_eq!(spans.len(), 1);
        assert_eq!(spans[0].words(), "70 ngày + 10 ngày làm việc");
        assert_eq!(spans[0].amount(), None);
    }
}
