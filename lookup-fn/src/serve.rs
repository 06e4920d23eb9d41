//! Connections: who comes, how long a header may take, and an end that lets answers under way be finished.

use std::future::Future;
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use hyper::service::Service as _;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use crate::api::Caller;

/// How long a header may take, and a connection stay idle.
const LONGEST_HEADER: Duration = Duration::from_secs(15);
/// Bytes of a header; hyper asks for 8 KiB at least.
const MOST_HEADER_BYTES: usize = 32 << 10;
/// Lines of a header.
const MOST_HEADERS: usize = 64;
/// Connections at once: each has a file handle.
const MOST_CONNECTIONS: usize = 4_096;
/// What to wait when no connection can be taken, for instance because all file handles are in use.
const AFTER_FAULT: Duration = Duration::from_millis(100);

/// Serves `router` on `listener` until `stopped`, then lets answers under way take `patience`. The address of a caller is
/// that of the connection, or what one of our own `proxies` says of it ([`Caller::of`]).
///
/// Errors: none after the beginning; connections that can't be taken are waited for.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    proxies: Vec<IpAddr>,
    stopped: impl Future<Output = ()>,
    patience: Duration,
) -> io::Result<()> {
    let mut stopped = std::pin::pin!(stopped);
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let proxies: Arc<[IpAddr]> = proxies.into();
    let service = TowerToHyperService::new(router);
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &places) => accepted,
            () = &mut stopped => break,
        };
        let Some((stream, peer, place)) = accepted else {
            tokio::time::sleep(AFTER_FAULT).await;
            continue;
        };
        let (service, proxies) = (service.clone(), proxies.clone());
        let with_caller =
            hyper::service::service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
                let mut request: Request = request.map(axum::body::Body::new);
                let caller = Caller::of(peer, request.headers(), &proxies);
                request.extensions_mut().insert(caller);
                service.call(request)
            });
        let connection = hyper::server::conn::http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(LONGEST_HEADER)
            .max_buf_size(MOST_HEADER_BYTES)
            .max_headers(MOST_HEADERS)
            .serve_connection(TokioIo::new(stream), with_caller);
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // A line that breaks is nobody's fault and no news.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => {}
        () = tokio::time::sleep(patience) => {}
    }
    Ok(())
}

async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> Option<(TcpStream, IpAddr, tokio::sync::OwnedSemaphorePermit)> {
    let place = places.clone().acquire_owned().await.ok()?;
    let (stream, peer) = listener.accept().await.ok()?;
    // Answers are small and whole: waiting for more to send would only make them late.
    stream.set_nodelay(true).ok()?;
    Some((stream, peer.ip(), place))
}

/// Removes uploads that no dossier has named, every hour, for as long as it is polled.
#[cfg(feature = "embedded")]
pub async fn sweep_uploads(store: crate::store::SqliteStore) {
    let mut hours = tokio::time::interval(Duration::from_secs(60 * 60));
    loop {
        hours.tick().await;
        // What can't be removed now is tried again in an hour; it is in nobody's way until then.
        let _ = store.sweep(std::time::SystemTime::now()).await;
    }
}

/// Until the program is told to stop: Ctrl+C, or the signal that a system sends.
pub async fn told_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let Ok(mut terminate) = signal(SignalKind::terminate()) else {
            let _ = interrupt.await;
            return;
        };
        tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} }
    }
    #[cfg(not(unix))]
    let _ = interrupt.await;
}
