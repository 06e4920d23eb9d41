//! What only whoever has the PIN may see. Wrong PIN, erased and unknown dossier answer alike, in words and in time.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request};
use axum::http::{HeaderMap, StatusCode};
use tokio::time::Instant;

use super::page::{self, Page};
use super::problem::Problem;
use super::read::{Sent, read};
use super::{App, Caller, device};
use crate::dossier::{Dossier, DossierCode, NearMiss, Pin, Recorded, near_miss};
use crate::store::Store;
use crate::work::look;

/// A dossier whose PIN was shown.
pub(super) struct Opened {
    pub dossier: Dossier,
    pub events: Vec<Recorded>,
}

/// The code in an address.
///
/// Errors: a text that is none; what was probably meant, by its form alone.
pub(super) fn code(typed: &str) -> Result<DossierCode, Problem> {
    if let Ok(code) = typed.parse() {
        return Ok(code);
    }
    let mut problem = Problem::new(StatusCode::NOT_FOUND, "not-a-code");
    match near_miss(typed) {
        NearMiss::Meant(code) => {
            problem.detail = format!("Có phải bạn muốn gõ {code}?");
            problem.aside.meant = Some(code.to_string());
        }
        NearMiss::Empty => problem.detail = "Hãy gõ mã hồ sơ in trên giấy tiếp nhận.".to_owned(),
        NearMiss::NoDashes => {
            problem.detail =
                "Mã hồ sơ có hai dấu gạch ngang: trước và sau ngày nhận, ví dụ 000.00.12.H03-181018-0007."
                    .to_owned();
        }
        NearMiss::NoSuchDay(_) => {
            problem.detail =
                "Phần giữa hai dấu gạch ngang là ngày nhận, viết năm tháng ngày; lịch không có ngày bạn gõ."
                    .to_owned();
        }
        NearMiss::Number => {
            problem.detail = "Sau dấu gạch ngang cuối là số thứ tự, từ bốn chữ số trở lên.".to_owned();
        }
        NearMiss::Agency => {
            problem.detail = "Phần đầu là mã cơ quan, ví dụ 000.00.12.H03 hoặc H03.12.".to_owned();
        }
    }
    Err(problem)
}

/// The code in an address, as the router took it apart.
///
/// Errors: see [`code`].
pub(super) fn code_in(path: Result<Path<String>, PathRejection>) -> Result<DossierCode, Problem> {
    code(&path.map(|Path(code)| code).unwrap_or_default())
}

/// What somebody sent who has shown the PIN.
pub(super) struct Asking {
    pub code: DossierCode,
    pub headers: HeaderMap,
    /// Everything beside the PIN.
    pub sent: Sent,
    pub pin: String,
    pub opened: Opened,
}

/// Reads what was sent to the dossier `code` with its PIN.
///
/// Errors: a body that can't be read; see [`open`].
pub(super) async fn asking<S: Store>(
    app: &App<S>,
    caller: Caller,
    code: DossierCode,
    request: Request,
) -> Result<Asking, Problem> {
    let headers = request.headers().clone();
    let mut sent = read(request, &app.function.settings, &app.room).await?;
    let pin = sent.take("pin").unwrap_or_default();
    let opened = open(app, caller, &headers, &code, &pin).await?;
    Ok(Asking { code, headers, sent, pin, opened })
}

/// The dossier `code`, when `pin` is its PIN.
///
/// Errors: one and the same for a wrong PIN, an erased and an unknown dossier; too many attempts; the store's.
async fn open<S: Store>(
    app: &App<S>,
    caller: Caller,
    headers: &HeaderMap,
    code: &DossierCode,
    pin: &str,
) -> Result<Opened, Problem> {
    let begun = Instant::now();
    let store = &app.function.store;
    let head = store.head(code).await?;
    let generation = head.as_ref().map_or(1, |head| head.pin_generation);
    // A device that was let in before is counted by itself: strangers can't use up its attempts.
    let known = device::is_known(app, headers, code, generation);
    let own = (if known { None } else { Some(caller.key()) }, code.clone());
    let now = app.now();
    let too_many = |seconds| {
        let problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, "too-many-attempts").after(seconds);
        with_box(app, code, problem)
    };
    app.pins_per_code.take(own.clone(), now).map_err(too_many)?;
    if !known {
        app.pins_per_address.take(caller.key(), now).map_err(too_many)?;
    }
    let right = Pin::of(&app.function.key, code, generation).is(pin);
    let opened = match right && head.is_some_and(|head| !head.erased) {
        true => look(store, code).await?,
        false => None,
    };
    match opened {
        Some((dossier, events)) if dossier.erased_at.is_none() && dossier.pin_generation == generation => {
            app.pins_per_code.give_back(&own);
            if !known {
                app.pins_per_address.give_back(&caller.key());
            }
            Ok(Opened { dossier, events })
        }
        _ => {
            tokio::time::sleep_until(begun + app.function.settings.refusal_after).await;
            Err(with_box(app, code, Problem::new(StatusCode::FORBIDDEN, "wrong-pin")))
        }
    }
}

/// `problem` for a browser with the box for the PIN below it.
fn with_box<S>(app: &App<S>, code: &DossierCode, mut problem: Problem) -> Problem {
    problem.aside.page =
        page::PinAgain { frame: app.frame(), code: code.as_str(), problem: &problem }.made().ok();
    problem
}
