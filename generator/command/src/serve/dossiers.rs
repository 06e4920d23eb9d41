//! The function beside the site: its store, its rules and what it may do here.

use std::io::{self, Write};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use axum::Router;
use content::Submission;
use lookup_fn::Moment;
use lookup_fn::api::{Function, Settings};
use lookup_fn::dossier::ServerKey;
use lookup_fn::store::{MemoryStore, SqliteStore, Staff, Store};

use super::trial;
use crate::args::Serve;
use crate::live::Shown;

/// The function's addresses; `submission` where it isn't what the site says. Called inside the server's runtime.
pub fn router(shown: &Shown, args: &Serve, submission: Option<Submission>) -> Result<Router> {
    let meant = shown.rules().map(|rules| rules.site.submission).unwrap_or_default();
    if submission.unwrap_or(meant) == Submission::Own && args.data.is_none() {
        bail!("site.yaml có submission: own: cần --data THƯ_MỤC để giữ hồ sơ");
    }
    let settings = Settings { submission, tls: args.tls, ..Settings::default() };
    match &args.data {
        Some(data) => {
            let store = SqliteStore::open(data)
                .with_context(|| format!("không mở được thư mục hồ sơ {}", data.display()))?;
            let key = store.server_key().clone();
            tokio::spawn(lookup_fn::serve::sweep_uploads(store.clone()));
            let (own, rules) = (store.clone(), shown.clone());
            let rules = Arc::new(move || rules.rules());
            tokio::spawn(lookup_fn::retention::keep_periods(
                own,
                rules,
                Arc::new(Moment::now),
                Arc::new(log),
            ));
            Ok(of(store, key, shown, settings))
        }
        None => {
            let key = ServerKey::random().context("máy không cho số ngẫu nhiên")?;
            let store = MemoryStore::new();
            let trial = submission.unwrap_or(meant) == Submission::Demo;
            if trial {
                trial::officer(&store, shown)?;
            }
            Ok(of(store, key, shown, Settings { desk_trial: trial, ..settings }))
        }
    }
}

fn of<S: Store + Staff>(store: S, key: ServerKey, shown: &Shown, settings: Settings) -> Router {
    let shown = shown.clone();
    lookup_fn::api::router(Function {
        store,
        rules: Arc::new(move || shown.rules()),
        key,
        clock: Arc::new(Moment::now),
        log: Arc::new(log),
        settings,
    })
}

/// Failures, and what was deleted: a developer's screen has room for them. A log that can't be written is no reason to stop.
fn log(line: &str) {
    if line.contains("\"cause\":\"") || line.contains("\"retention\":") {
        let _ = writeln!(io::stderr(), "{line}");
    }
}
