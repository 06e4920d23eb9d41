//! When a dossier is due (docs/decisions/0006-calendar.md).

use serde::{Deserialize, Serialize};

use super::{Calendar, ClockTime, Limit, Term, Why};
use crate::Day;

/// When a dossier came, in UTC+07:00.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Received {
    /// The day.
    pub on: Day,
    /// The time of that day.
    pub at: ClockTime,
}

/// Days on which the clock stood still: those after `from`, up to and with `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// The day on which it stopped.
    pub from: Day,
    /// The day on which it went on.
    pub to: Day,
}

/// When a dossier is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Due {
    /// The last day in time.
    pub on: Day,
    /// The last minute of it, for times counted in hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<ClockTime>,
    /// True when a day it rests on isn't known yet: weekends and fixed holidays only were counted as days off.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub provisional: bool,
}

/// A due date that explains itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explained {
    /// The date.
    pub due: Due,
    /// The day that counts as day of receipt: the next working day when it came on a day off.
    pub start: Day,
    /// What was counted.
    pub term: Term,
    /// Days that were counted, the day of receipt not among them.
    pub days_counted: u32,
    /// Days added because the clock stood still.
    pub days_paused: u32,
    /// Days that were passed over, and why.
    pub skipped: Vec<Skipped>,
    /// The rules that made it.
    pub rules: Vec<DueRule>,
    /// Version of the calendar.
    pub calendar: String,
}

/// A day that was passed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// The day.
    pub on: Day,
    /// Why.
    pub why: Why,
}

/// A rule of counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DueRule {
    /// What comes on a day off counts as come on the next working day.
    ReceivedOnDayOff,
    /// The day of receipt isn't counted.
    FirstDayNotCounted,
    /// An end on a day off moves to the next working day.
    EndsOnWorkingDay,
    /// Past the hour set for it, the same day is the next working day.
    AfterCutOff,
    /// The clock stood still.
    Paused,
    /// Stages follow one another.
    Stages,
    /// A day is not known yet.
    Provisional,
}

impl DueRule {
    /// The article, where one is known.
    pub fn basis(self) -> Option<&'static str> {
        match self {
            DueRule::EndsOnWorkingDay => Some("91/2015/QH13 điều 148.5"),
            DueRule::AfterCutOff => Some("61/2018/NĐ-CP điều 18"),
            _ => None,
        }
    }
}

/// The day to which every count ends at the latest; [`Day`] reads none after it.
const LAST_DAY: jiff::civil::Date = jiff::civil::date(2199, 12, 31);

impl Calendar {
    /// When what was `received` is due by `term`, after the `pauses`.
    pub fn due(&self, term: &Term, received: Received, pauses: &[Pause]) -> Explained {
        let mut count = Count { calendar: self, counted: 0, skipped: Vec::new(), rules: Vec::new() };
        let start = count.end_on_working_day(received.on, DueRule::ReceivedOnDayOff);
        // What waited for the office to open came when it opened.
        let at = if start == received.on { received.at } else { ClockTime::MIDNIGHT };
        let (last, stages) = term.limits().split_last().expect("a term is never empty");
        let mut from = Received { on: start, at };
        for stage in stages {
            count.rule(DueRule::Stages);
            let (on, _) = count.limit(*stage, from, 0);
            from = Received { on, at: ClockTime::MIDNIGHT };
        }
        let days_paused = pauses.iter().map(|pause| self.units(*last, *pause)).sum();
        if days_paused > 0 {
            count.rule(DueRule::Paused);
        }
        let (on, at) = count.limit(*last, from, days_paused);
        let provisional = !(self.is_known(received.on) && self.is_known(on));
        if provisional {
            count.rule(DueRule::Provisional);
        }
        let Count { counted, mut skipped, mut rules, .. } = count;
        skipped.sort_by_key(|skipped| skipped.on);
        skipped.dedup();
        rules.sort_unstable();
        Explained {
            due: Due { on, at, provisional },
            start,
            term: term.clone(),
            days_counted: counted,
            days_paused,
            skipped,
            rules,
            calendar: self.version().to_owned(),
        }
    }

    /// How many days a `pause` adds to a time counted as `limit`: working days to those that count them.
    fn units(&self, limit: Limit, pause: Pause) -> u32 {
        let days =
            std::iter::successors(next(pause.from), |day| next(*day)).take_while(|day| *day <= pause.to);
        let counts = |day: &Day| match limit {
            Limit::Days(_) | Limit::Months(_) => true,
            Limit::WorkingDays(_) | Limit::Hours(_) | Limit::SameDayUntil(_) => self.is_working(*day),
        };
        u32::try_from(days.filter(counts).count()).unwrap_or(u32::MAX)
    }
}

/// The day after `day`; none after the last of the calendar.
fn next(day: Day) -> Option<Day> {
    day.date().tomorrow().ok().filter(|date| *date <= LAST_DAY).map(Day::from)
}

/// A count under way, and what there is to tell of it.
struct Count<'a> {
    calendar: &'a Calendar,
    counted: u32,
    skipped: Vec<Skipped>,
    rules: Vec<DueRule>,
}

impl Count<'_> {
    /// The end of `limit` after `from`, `paused` days later.
    fn limit(&mut self, limit: Limit, from: Received, paused: u32) -> (Day, Option<ClockTime>) {
        match limit {
            Limit::WorkingDays(amount) => {
                self.rule(DueRule::FirstDayNotCounted);
                (self.working_days(from.on, amount.saturating_add(paused)), None)
            }
            Limit::Days(amount) => {
                self.rule(DueRule::FirstDayNotCounted);
                let end = self.days(from.on, amount.saturating_add(paused));
                (self.end_on_working_day(end, DueRule::EndsOnWorkingDay), None)
            }
            Limit::Months(amount) => {
                self.rule(DueRule::FirstDayNotCounted);
                let months = jiff::Span::new().months(i64::from(amount.min(1_200)));
                let end = from.on.date().saturating_add(months).min(LAST_DAY);
                self.counted += u32::try_from((end - from.on.date()).get_days()).unwrap_or(0);
                let end = self.days(Day::from(end), paused);
                (self.end_on_working_day(end, DueRule::EndsOnWorkingDay), None)
            }
            Limit::Hours(amount) => self.hours(from, amount, paused),
            Limit::SameDayUntil(clock) => {
                let late = from.at > clock;
                if late {
                    self.rule(DueRule::AfterCutOff);
                }
                (self.working_days(from.on, u32::from(late).saturating_add(paused)), None)
            }
        }
    }

    fn working_days(&mut self, from: Day, amount: u32) -> Day {
        let mut day = from;
        for _ in 0..amount {
            let Some(after) = next(day) else { break };
            day = self.working_from(after);
            self.counted += 1;
        }
        day
    }

    fn days(&mut self, from: Day, amount: u32) -> Day {
        let span = jiff::Span::new().days(i64::from(amount.min(1_000_000)));
        self.counted += amount;
        Day::from(from.date().saturating_add(span).min(LAST_DAY))
    }

    /// Hours run while the office is open; eight of them are a day where no office hours are written down.
    fn hours(&mut self, from: Received, amount: u32, paused: u32) -> (Day, Option<ClockTime>) {
        let open = &self.calendar.rules.office_hours;
        if open.is_empty() {
            return (self.working_days(from.on, amount.div_ceil(8).saturating_add(paused)), None);
        }
        let (mut day, mut now, mut left) = (from.on, from.at.minutes(), amount.saturating_mul(60));
        loop {
            for hours in open {
                let begin = now.max(hours.opens.minutes());
                let there = hours.closes.minutes().saturating_sub(begin);
                if left <= there {
                    let day = self.working_days(day, paused);
                    return (day, Some(ClockTime::from_minutes(begin + left)));
                }
                left -= there;
            }
            let after = self.working_days(day, 1);
            if after == day {
                return (day, None);
            }
            (day, now) = (after, 0);
        }
    }

    fn end_on_working_day(&mut self, day: Day, rule: DueRule) -> Day {
        let working = self.working_from(day);
        if working != day {
            self.rule(rule);
        }
        working
    }

    /// `day`, or the first working day after it.
    fn working_from(&mut self, mut day: Day) -> Day {
        while let Some(why) = self.calendar.off(day) {
            self.skipped.push(Skipped { on: day, why });
            match next(day) {
                Some(after) => day = after,
                None => break,
            }
        }
        day
    }

    fn rule(&mut self, rule: DueRule) {
        if !self.rules.contains(&rule) {
            self.rules.push(rule);
        }
    }
}
