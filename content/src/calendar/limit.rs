use serde::{Deserialize, Serialize};

use super::ClockTime;
use crate::{Span, Time, TimeUnit};

/// Longest time that counts as one: nothing the law promises takes longer, and every date stays inside the calendar.
const LONGEST_DAYS: u32 = 50 * 366;

/// One stretch of a processing time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// So many working days.
    WorkingDays(u32),
    /// So many calendar days.
    Days(u32),
    /// So many months.
    Months(u32),
    /// So many hours inside office hours.
    Hours(u32),
    /// The same day, when the dossier comes until then.
    SameDayUntil(ClockTime),
}

impl Limit {
    /// The limit that `time` states; nothing when it states none or an absurd one.
    pub fn of(time: &Time) -> Option<Limit> {
        if let Some(clock) = &time.same_day_until {
            return clock.parse().ok().map(Limit::SameDayUntil);
        }
        let amount = time.amount?;
        let (limit, days) = match time.unit? {
            TimeUnit::WorkingDay => (Limit::WorkingDays(amount), amount.saturating_mul(2)),
            TimeUnit::Day => (Limit::Days(amount), amount),
            TimeUnit::Month => (Limit::Months(amount), amount.saturating_mul(31)),
            TimeUnit::Hour => (Limit::Hours(amount), amount / 4),
        };
        (amount > 0 && days <= LONGEST_DAYS).then_some(limit)
    }
}

/// A processing time: limits that follow one another, each beginning on the day the one before it ends. Never empty.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Term(Vec<Limit>);

impl Term {
    /// A time of one stretch.
    pub fn one(limit: Limit) -> Term {
        Term(vec![limit])
    }

    /// The whole of `span`; nothing when any part of it states no number.
    pub fn of(span: &Span) -> Option<Term> {
        let limits: Option<Vec<Limit>> = span.parts.iter().map(|part| Limit::of(part)).collect();
        limits.filter(|limits| !limits.is_empty()).map(Term)
    }

    /// Its stretches in order.
    pub fn limits(&self) -> &[Limit] {
        &self.0
    }
}
