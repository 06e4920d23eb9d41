//! Bodies as they come from the network: no larger, no slower and no more of them at once than the house can take.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, StatusCode, header};
use futures_util::{Stream, StreamExt, stream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout_at};

use super::problem::Problem;

/// Longest silence of a line. A phone that changes from one mast to another is silent for some seconds.
const LONGEST_SILENCE: Duration = Duration::from_secs(20);
/// What everybody gets, whatever the size.
const FIRST_SECONDS: f64 = 30.0;
/// Slowest line, on average, once that is over.
const SLOWEST_BYTES_PER_SECOND: f64 = 2_048.0;

/// Memory for bytes under way, in KiB, over all requests.
#[derive(Clone)]
pub(super) struct Room(Arc<Semaphore>);

/// What a body holds of the room; goes back when it is dropped.
#[derive(Default)]
pub(super) struct Held(Vec<OwnedSemaphorePermit>);

impl Room {
    pub fn of_bytes(bytes: u32) -> Room {
        Room(Arc::new(Semaphore::new((bytes / 1024) as usize)))
    }

    /// Errors: nothing is left.
    pub fn hold(&self, held: &mut Held, bytes: usize) -> Result<(), BodyFault> {
        let kib = u32::try_from(bytes.div_ceil(1024)).unwrap_or(u32::MAX);
        held.0.push(self.0.clone().try_acquire_many_owned(kib).map_err(|_| BodyFault::NoRoom)?);
        Ok(())
    }
}

/// Why a body wasn't read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BodyFault {
    TooLarge,
    TooSlow,
    Broken,
    NoRoom,
}

impl From<BodyFault> for Problem {
    fn from(fault: BodyFault) -> Self {
        match fault {
            BodyFault::TooLarge => Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large"),
            BodyFault::TooSlow => Problem::new(StatusCode::REQUEST_TIMEOUT, "too-slow"),
            BodyFault::Broken => Problem::new(StatusCode::BAD_REQUEST, "broken-body"),
            BodyFault::NoRoom => Problem::new(StatusCode::SERVICE_UNAVAILABLE, "overloaded").after(10),
        }
    }
}

/// The first fault of a body, kept beside it for whoever reads it through a parser that knows no such faults.
#[derive(Clone, Default)]
pub(super) struct Noticed(Arc<Mutex<Option<BodyFault>>>);

impl Noticed {
    pub fn get(&self) -> Option<BodyFault> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, fault: BodyFault) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(fault);
    }
}

/// The length that the headers promise.
pub(super) fn promised_bytes(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// The whole body, at most `most` bytes of it.
pub(super) async fn whole(
    headers: &HeaderMap,
    body: Body,
    most: u64,
    room: &Room,
) -> Result<(Vec<u8>, Held), BodyFault> {
    if promised_bytes(headers).is_some_and(|bytes| bytes > most) {
        return Err(BodyFault::TooLarge);
    }
    let mut bytes = Vec::new();
    let mut held = Held::default();
    let noticed = Noticed::default();
    let mut pieces = std::pin::pin!(watched(body, most, noticed.clone()));
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| noticed.get().unwrap_or(BodyFault::Broken))?;
        room.hold(&mut held, piece.len())?;
        bytes.extend_from_slice(&piece);
    }
    match promised_bytes(headers).is_none_or(|promised| promised == bytes.len() as u64) {
        true => Ok((bytes, held)),
        false => Err(BodyFault::Broken),
    }
}

/// The body in pieces, until it is too large, too slow or broken; what it was is noticed.
pub(super) fn watched(
    body: Body,
    most: u64,
    noticed: Noticed,
) -> impl Stream<Item = Result<Bytes, std::io::Error>> + Send {
    let begun = Instant::now();
    let start = (body.into_data_stream(), 0_u64, noticed, false);
    stream::unfold(start, move |(mut pieces, mut count, noticed, ended)| async move {
        if ended {
            return None;
        }
        let patience = FIRST_SECONDS + count as f64 / SLOWEST_BYTES_PER_SECOND;
        let until = (begun + Duration::from_secs_f64(patience)).min(Instant::now() + LONGEST_SILENCE);
        let fault = match timeout_at(until, pieces.next()).await {
            Ok(None) => return None,
            Ok(Some(Ok(piece))) => {
                count += piece.len() as u64;
                if count <= most {
                    return Some((Ok(piece), (pieces, count, noticed, false)));
                }
                BodyFault::TooLarge
            }
            Ok(Some(Err(_))) => BodyFault::Broken,
            Err(_) => BodyFault::TooSlow,
        };
        noticed.set(fault);
        Some((Err(std::io::Error::other("the body was given up")), (pieces, count, noticed, true)))
    })
}
