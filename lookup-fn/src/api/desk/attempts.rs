//! Whether name, password and code are right, and how often somebody may try.

use std::net::IpAddr;

use axum::http::StatusCode;
use tokio::sync::Semaphore;

use super::visit::Visit;
use crate::Moment;
use crate::api::answer::internal;
use crate::api::limit::Limiter;
use crate::api::problem::Problem;
use crate::api::{App, Settings};
use crate::desk::{hash_password, is_password, totp};
use crate::store::{Account, Staff, Standing};

/// Hashes under way at once: each needs 19 MiB.
const HASHES_AT_ONCE: usize = 2;
/// Nobody's password.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5$ZmFrZWZha2VmYWtlZmFrZWZha2VmYWtlZmFrZWZha2U";

/// What signing in keeps between requests.
pub(in crate::api) struct Attempts {
    per_account: Limiter<(Option<IpAddr>, String)>,
    per_address: Limiter<IpAddr>,
    pub(super) codes: Limiter<String>,
    hashing: Semaphore,
}

impl Attempts {
    pub fn new(settings: &Settings) -> Attempts {
        Attempts {
            per_account: Limiter::new(settings.sign_ins_per_account),
            per_address: Limiter::new(settings.sign_ins_per_address),
            codes: Limiter::new(settings.codes_per_account),
            hashing: Semaphore::new(HASHES_AT_ONCE),
        }
    }

    /// Counts a try of the password by somebody who is signed in.
    ///
    /// Errors: there were too many lately.
    pub fn password_try(&self, account: &str, now: Moment) -> Result<(), Problem> {
        let too_many =
            |seconds| Problem::new(StatusCode::TOO_MANY_REQUESTS, "too-many-sign-ins").after(seconds);
        self.codes.take(account.to_owned(), now).map_err(too_many)
    }
}

/// What came of a try.
pub(super) enum Checked {
    Right(Account),
    /// The password is right, and the second factor has never been set up.
    NoSecondFactor(Account),
    /// Something isn't right; what to tell.
    Wrong(String),
    /// Seconds to wait.
    TooMany(u32),
}

/// What comes of a try to sign in.
pub(super) async fn check<S: Staff>(
    app: &App<S>,
    visit: &Visit,
    known: bool,
    name: &str,
    password: &str,
    code: &str,
) -> Result<Checked, Problem> {
    let (attempts, now, store) = (&app.desk, app.now(), &app.function.store);
    // A browser that was let in before is counted by itself: strangers can't use up its attempts.
    let own = (if known { None } else { Some(visit.caller.key()) }, name.to_owned());
    if let Err(seconds) = attempts.per_account.take(own.clone(), now) {
        return Ok(Checked::TooMany(seconds));
    }
    if !known && let Err(seconds) = attempts.per_address.take(visit.caller.key(), now) {
        return Ok(Checked::TooMany(seconds));
    }
    let account = store.account(name).await?.filter(|account| account.standing == Standing::Open);
    let hash = account.as_ref().map_or(NOBODY, |account| account.password.as_str()).to_owned();
    let right = hashed(app, password.to_owned(), move |password| is_password(password, &hash)).await?;
    let wrong = || Ok(Checked::Wrong("Tên, mật khẩu hoặc mã xác nhận không đúng.".to_owned()));
    let Some(account) = account.filter(|_| right) else { return wrong() };
    let good = || {
        attempts.per_account.give_back(&own);
        if !known {
            attempts.per_address.give_back(&visit.caller.key());
        }
    };
    let Some(secret) = &account.totp else {
        good();
        return Ok(Checked::NoSecondFactor(account));
    };
    if let Err(seconds) = attempts.codes.take(account.id.clone(), now) {
        return Ok(Checked::TooMany(seconds));
    }
    match totp::accepted(secret, code, now, account.totp_step) {
        Some(step) if store.take_step(&account.id, step).await? => {
            attempts.codes.give_back(&account.id);
            good();
            Ok(Checked::Right(account))
        }
        _ if app.function.settings.desk_trial => {
            Ok(Checked::Wrong(trial_code(secret, now, account.totp_step)))
        }
        _ => wrong(),
    }
}

/// In a trial nothing is real and the telephone needn't be at hand.
fn trial_code(secret: &[u8], now: Moment, last: u64) -> String {
    let step = totp::step(now).max(last + 1);
    format!(
        "Bản chạy thử: mã xác nhận lúc này là {}. Nhập lại mật khẩu cùng mã này.",
        totp::code(secret, step)
    )
}

/// Does `work` with a password on a thread that may take its time; few at once.
async fn hashed<S, T: Send + 'static>(
    app: &App<S>,
    password: String,
    work: impl FnOnce(&str) -> T + Send + 'static,
) -> Result<T, Problem> {
    let busy = || Problem::new(StatusCode::SERVICE_UNAVAILABLE, "overloaded").after(5);
    let _place = app.desk.hashing.acquire().await.map_err(|_| busy())?;
    let done = tokio::task::spawn_blocking(move || work(&password)).await;
    done.map_err(|error| internal(&error.to_string()))
}

/// Puts `new` in the place of the account's password, when `old` is it; false when it isn't.
pub(super) async fn change_password<S: Staff>(
    app: &App<S>,
    account: &Account,
    old: &str,
    new: &str,
) -> Result<bool, Problem> {
    let hash = account.password.clone();
    if !hashed(app, old.to_owned(), move |password| is_password(password, &hash)).await? {
        return Ok(false);
    }
    let hash = hashed(app, new.to_owned(), hash_password).await?.map_err(|error| internal(&error))?;
    let store = &app.function.store;
    // It may have been closed while the hash was made.
    let account = store.account(&account.id).await?.filter(|account| account.standing == Standing::Open);
    let Some(account) = account else { return Ok(false) };
    store.end_sessions(&account.id).await?;
    store.put_account(Account { password: hash, ..account }).await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_account_costs_as_much_time_as_a_known_one() {
        let own = hash_password("x").expect("random numbers");
        let parameters = |hash: &str| hash.rsplitn(3, '$').last().map(str::to_owned);
        assert_eq!(parameters(NOBODY), parameters(&own));
        assert!(
            argon2::password_hash::phc::PasswordHash::new(NOBODY).is_ok(),
            "or it would be refused at once"
        );
    }
}
