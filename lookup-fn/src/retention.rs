//! What was kept long enough is deleted: everything personal of it, its files and its salt; the events stay.
//!
//! Periods come from `site.yaml` alone ([`Retention`]); without one nothing is ever deleted. The server looks once a day,
//! so nobody has to remember it; `motcua retention` shows what is about to go and what went. What was deleted, when and
//! why stands in the deletion log, with nothing personal. Backups made before still hold it.

use std::time::Duration;

use content::Retention;
use content::intake::Intake;

use crate::Moment;
use crate::api::{Clock, Log, Rules};
use crate::dossier::{Actor, Command, CommandId, Dossier, DossierCode, ErasedBecause, Event, Recorded};
use crate::store::{Beside, Head, Listing, Order, Page, Store, StoreError, Which};
use crate::work::{Asker, WorkError, act};

/// How often the server looks.
const EVERY: Duration = Duration::from_secs(24 * 60 * 60);
/// When it looks first: not while it starts.
const FIRST: Duration = Duration::from_secs(10 * 60);
/// Dossiers that are looked at in one go.
const TOGETHER: usize = 200;

/// A dossier that was kept long enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expired {
    /// Its code.
    pub code: DossierCode,
    /// When it was closed.
    pub closed_at: Moment,
    /// The period that is over.
    pub period: Retention,
}

/// Where dossiers are read from, page by page.
trait Look {
    fn page(&self, listing: &Listing) -> impl Future<Output = Result<Page, StoreError>> + Send;
    fn events(&self, code: &DossierCode) -> impl Future<Output = Result<Vec<Recorded>, StoreError>> + Send;
}

struct At<'a, S>(&'a S);

impl<S: Store> Look for At<'_, S> {
    fn page(&self, listing: &Listing) -> impl Future<Output = Result<Page, StoreError>> + Send {
        self.0.list(listing.clone())
    }

    fn events(&self, code: &DossierCode) -> impl Future<Output = Result<Vec<Recorded>, StoreError>> + Send {
        self.0.events(code)
    }
}

impl Look for Beside {
    async fn page(&self, listing: &Listing) -> Result<Page, StoreError> {
        self.list(listing)
    }

    async fn events(&self, code: &DossierCode) -> Result<Vec<Recorded>, StoreError> {
        Beside::events(self, code)
    }
}

/// Every dossier of `store` whose period of keeping is over.
///
/// Errors: the store's.
pub async fn expired<S: Store>(store: &S, rules: &Intake, now: Moment) -> Result<Vec<Expired>, StoreError> {
    look(&At(store), rules, now).await
}

/// The same of a folder in which a server may be at work.
///
/// Errors: the store's.
pub async fn expired_beside(
    folder: &Beside,
    rules: &Intake,
    now: Moment,
) -> Result<Vec<Expired>, StoreError> {
    look(folder, rules, now).await
}

/// Deletes everything personal of the dossiers whose period is over. Returns those that went.
///
/// Errors: the store's; what went before it stays gone.
pub async fn delete_expired<S: Store>(
    store: &S,
    rules: &Intake,
    now: Moment,
) -> Result<Vec<Expired>, WorkError> {
    let expired = expired(store, rules, now).await?;
    for one in &expired {
        let command = CommandId::random().map_err(|error| StoreError::Away(error.to_string()))?;
        let asker = Asker { actor: Actor::System, command, seen: None, now };
        let erase = Command::Erase { because: ErasedBecause::KeptLongEnough };
        act(store, rules, &asker, &one.code, &erase, &[]).await?;
    }
    Ok(expired)
}

/// Looks once a day for as long as it is polled, and says in the log how many went.
pub async fn keep_periods<S: Store>(store: S, rules: Rules, clock: Clock, log: Log) {
    let mut days = tokio::time::interval_at(tokio::time::Instant::now() + FIRST, EVERY);
    loop {
        days.tick().await;
        let Some(rules) = rules().filter(|rules| !rules.site.retention.is_empty()) else { continue };
        let now = clock();
        match delete_expired(&store, &rules, now).await {
            Ok(gone) if gone.is_empty() => {}
            Ok(gone) => {
                log(&serde_json::json!({"at": now, "retention": "deleted", "dossiers": gone.len()})
                    .to_string());
            }
            Err(error) => {
                // Tomorrow it is tried again; nothing is deleted half.
                let cause = format!("{error:?}");
                log(&serde_json::json!({"at": now, "retention": "failed", "cause": cause}).to_string());
            }
        }
    }
}

async fn look(from: &impl Look, rules: &Intake, now: Moment) -> Result<Vec<Expired>, StoreError> {
    let mut all = Vec::new();
    if rules.site.retention.is_empty() {
        return Ok(all);
    }
    let mut listing = Listing {
        agency: None,
        holder: None,
        which: Which::All,
        order: Order::Code,
        most: TOGETHER,
        after: None,
    };
    loop {
        let page = from.page(&listing).await?;
        for head in &page.heads {
            let Some(period) = may_be_over(head, rules, now) else { continue };
            let events = from.events(&head.code).await?;
            if let Some(closed_at) = closed_at(&head.code, &events)
                && period.until(closed_at.day()) < now.day()
            {
                all.push(Expired { code: head.code.clone(), closed_at, period: period.clone() });
            }
        }
        match page.next {
            Some(next) => listing.after = Some(next),
            None => return Ok(all),
        }
    }
}

/// The period of a closed dossier that was sent long enough ago: only of those the events are read.
fn may_be_over<'a>(head: &Head, rules: &'a Intake, now: Moment) -> Option<&'a Retention> {
    if !head.closed || head.erased {
        return None;
    }
    let period = Retention::of(&rules.site.retention, &head.procedure, &head.field)?;
    (period.until(head.submitted_at.day()) < now.day()).then_some(period)
}

/// When it came into the state in which it is closed.
fn closed_at(code: &DossierCode, events: &[Recorded]) -> Option<Moment> {
    let plain: Vec<Event> = events.iter().map(|recorded| recorded.event.clone()).collect();
    let dossier = Dossier::of(code, &plain).ok()?;
    let closed = dossier.is_closed() && dossier.erased_at.is_none();
    closed.then(|| dossier.passages.last().map(|passage| passage.at)).flatten()
}
