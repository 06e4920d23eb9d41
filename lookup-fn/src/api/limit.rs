use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

use crate::Moment;

/// How often something may be done: so many times at once, and once more after each stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Times at once.
    pub most: u32,
    /// Seconds after which one more is allowed.
    pub refill_seconds: u32,
}

/// Keys that are remembered. Past it somebody is forgotten: a flood may not eat the memory.
const MOST_KEYS: usize = 50_000;

/// Who has done something how often lately.
pub(super) struct Limiter<K> {
    pace: Pace,
    /// When everything that was used will be refilled, in Unix milliseconds.
    full_at_ms: Mutex<HashMap<K, i64>>,
}

impl<K: Hash + Eq + Clone> Limiter<K> {
    pub fn new(pace: Pace) -> Limiter<K> {
        Limiter { pace, full_at_ms: Mutex::default() }
    }

    /// Uses up one.
    ///
    /// Errors: none is left; seconds until there is one.
    pub fn take(&self, key: K, now: Moment) -> Result<(), u32> {
        let now = now.unix_ms();
        let step = i64::from(self.pace.refill_seconds) * 1_000;
        let all = step * i64::from(self.pace.most);
        let mut keys = self.full_at_ms.lock().unwrap_or_else(PoisonError::into_inner);
        if keys.len() >= MOST_KEYS && !keys.contains_key(&key) {
            keys.retain(|_, full_at| *full_at > now);
            let one = keys.keys().next().filter(|_| keys.len() >= MOST_KEYS).cloned();
            one.map(|one| keys.remove(&one));
        }
        let full_at = keys.entry(key).or_insert(now);
        // Nobody can have used more than there is: then the clock was set back, and nobody is locked out for it.
        let used_until = if *full_at > now + all { now } else { (*full_at).max(now) };
        *full_at = used_until;
        if used_until + step > now + all {
            let wait_ms = used_until + step - now - all;
            return Err(u32::try_from(wait_ms.div_euclid(1_000)).unwrap_or(u32::MAX) + 1);
        }
        *full_at = used_until + step;
        Ok(())
    }

    /// Gives back one that was used for something good.
    pub fn give_back(&self, key: &K) {
        let step = i64::from(self.pace.refill_seconds) * 1_000;
        let mut keys = self.full_at_ms.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(full_at) = keys.get_mut(key) {
            *full_at -= step;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Moment {
        Moment::from_unix_ms(1_795_000_000_000).plus_seconds(seconds)
    }

    #[test]
    fn one_more_is_allowed_after_each_stretch() {
        let limiter = Limiter::new(Pace { most: 2, refill_seconds: 10 });
        assert_eq!(limiter.take("a", at(0)), Ok(()));
        assert_eq!(limiter.take("a", at(1)), Ok(()));
        assert_eq!(limiter.take("a", at(1)), Err(10));
        assert_eq!(limiter.take("b", at(1)), Ok(()));
        assert_eq!(limiter.take("a", at(10)), Ok(()));
        assert!(limiter.take("a", at(11)).is_err());
        limiter.give_back(&"a");
        assert_eq!(limiter.take("a", at(11)), Ok(()));
    }

    #[test]
    fn a_clock_set_back_locks_nobody_out() {
        let limiter = Limiter::new(Pace { most: 1, refill_seconds: 10 });
        assert_eq!(limiter.take("a", at(1_000_000)), Ok(()));
        assert_eq!(limiter.take("a", at(0)), Ok(()));
        assert_eq!(limiter.take("a", at(1)), Err(10));
        assert_eq!(limiter.take("a", at(10)), Ok(()));
    }

    #[test]
    fn a_flood_of_keys_stays_small() {
        let limiter = Limiter::new(Pace { most: 1, refill_seconds: 10_000 });
        for key in 0..MOST_KEYS + 100 {
            assert_eq!(limiter.take(key, at(0)), Ok(()));
        }
        assert_eq!(limiter.full_at_ms.lock().expect("no panic before").len(), MOST_KEYS);
    }
}
