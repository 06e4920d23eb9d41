//! Readings of personal data: written down first, shown then. What can't be written down isn't shown.

use axum::http::StatusCode;
use futures_util::future::try_join_all;

use super::session::SignedIn;
use crate::api::App;
use crate::api::problem::Problem;
use crate::dossier::DossierCode;
use crate::store::{Head, Reading, Staff, Store};

/// What is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Detail,
    File,
    Search,
    Slip,
    Book,
}

impl What {
    fn name(self) -> &'static str {
        match self {
            What::Detail => "detail",
            What::File => "file",
            What::Search => "search",
            What::Slip => "slip",
            What::Book => "list",
        }
    }
}

/// Writes down that the officer reads something personal of a dossier, or searches over many (`code` is none then).
pub(super) async fn reads<S: Staff>(
    app: &App<S>,
    signed: &SignedIn,
    code: Option<&DossierCode>,
    what: What,
) -> Result<(), Problem> {
    let account = signed.account.id.clone();
    let reading = Reading { at: app.now(), account, code: code.cloned(), what: what.name().to_owned() };
    Ok(app.function.store.record_reading(reading).await?)
}

/// The same for several dossiers; they share what the disk does.
pub(super) async fn reads_all<S: Staff>(
    app: &App<S>,
    signed: &SignedIn,
    codes: impl Iterator<Item = &DossierCode>,
    what: What,
) -> Result<(), Problem> {
    try_join_all(codes.map(|code| reads(app, signed, Some(code), what))).await.map(drop)
}

/// The head of a dossier that the officer may read.
///
/// Errors: one and the same for a dossier that isn't there and one of another office: nobody learns by trying.
pub(super) async fn may_read<S: Store>(
    app: &App<S>,
    signed: &SignedIn,
    typed: &str,
) -> Result<Head, Problem> {
    let none = || Problem::new(StatusCode::NOT_FOUND, "no-such-dossier-here");
    let code: DossierCode = typed.parse().map_err(|_| none())?;
    let head = app.function.store.head(&code).await?;
    head.filter(|head| signed.account.may_read(&head.agency)).ok_or_else(none)
}
