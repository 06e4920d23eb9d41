//! Over a real connection: headers, addresses of callers, the end.

use std::net::SocketAddr;
use std::time::Duration;

use lookup_fn::api::{Pace, Settings};
use lookup_fn::serve::serve;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::world::*;

struct Server {
    at: SocketAddr,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<std::io::Result<()>>,
}

async fn server(world: &World, proxies: &[&str]) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let at = listener.local_addr().expect("an address");
    let (stop, stopped) = oneshot::channel::<()>();
    let proxies = proxies.iter().map(|one| one.parse().expect("an address")).collect();
    let stopped = async move { drop(stopped.await) };
    let ended = tokio::spawn(serve(listener, world.router.clone(), proxies, stopped, Duration::from_secs(5)));
    Server { at, stop, ended }
}

/// What comes back until the other side closes.
async fn exchange(at: SocketAddr, sent: &str) -> String {
    let mut stream = TcpStream::connect(at).await.expect("a connection");
    stream.write_all(sent.as_bytes()).await.expect("it is open");
    let mut answer = Vec::new();
    // A side that is closed with unread bytes may be reset: what came before counts.
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn an_answer_comes_over_the_wire_and_the_end_is_graceful() {
    let world = World::new();
    let server = server(&world, &[]).await;
    let answer =
        exchange(server.at, "GET /api/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.contains("\"status\":\"ok\""), "{answer}");
    // A body under way is taken to its end after the server was told to stop.
    let mut stream = TcpStream::connect(server.at).await.expect("a connection");
    let head = "POST /api/dossiers HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{";
    stream.write_all(head.as_bytes()).await.expect("it is open");
    tokio::time::sleep(Duration::from_millis(100)).await;
    server.stop.send(()).expect("the server runs");
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(TcpStream::connect(server.at).await.is_err(), "nobody new is taken");
    stream.write_all(b"}").await.expect("it is open");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 422"), "{answer}");
    server.ended.await.expect("no panic").expect("no error");
}

#[tokio::test(start_paused = true)]
async fn a_header_that_never_ends_or_is_too_large_is_given_up() {
    let world = World::new();
    let server = server(&world, &[]).await;
    let slow = exchange(server.at, "GET /api/health HTTP/1.1\r\nHost: x\r\nX-Slow: ").await;
    assert!(slow.is_empty() || slow.starts_with("HTTP/1.1 408"), "{slow}");
    let large = format!("GET /api/health HTTP/1.1\r\nHost: x\r\nX-Large: {}\r\n\r\n", "x".repeat(64 << 10));
    let large = exchange(server.at, &large).await;
    assert!(large.is_empty() || large.starts_with("HTTP/1.1 431"), "{large}");
    let many = format!("GET /api/health HTTP/1.1\r\nHost: x\r\n{}\r\n", "X: y\r\n".repeat(200));
    let many = exchange(server.at, &many).await;
    assert!(many.is_empty() || many.starts_with("HTTP/1.1 431"), "{many}");
}

#[tokio::test]
async fn a_caller_cannot_choose_an_address_unless_a_proxy_of_ours_says_it() {
    let settings =
        || Settings { sendings_per_address: Pace { most: 1, refill_seconds: 600 }, ..Settings::default() };
    let send = |at: SocketAddr, from: &'static str| async move {
        let request = format!(
            "POST /api/dossiers HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: {from}\r\nContent-Type: application/json\r\n\
             Content-Length: 2\r\nConnection: close\r\n\r\n{{}}"
        );
        exchange(at, &request).await[9..12].to_owned()
    };
    let world = World::with(settings(), |_| {});
    let open = server(&world, &[]).await;
    assert_eq!(send(open.at, "203.0.113.1").await, "422");
    assert_eq!(send(open.at, "203.0.113.2").await, "429", "the same connection's address");
    let world = World::with(settings(), |_| {});
    let behind = server(&world, &["127.0.0.1"]).await;
    assert_eq!(send(behind.at, "203.0.113.1").await, "422");
    assert_eq!(send(behind.at, "203.0.113.2").await, "422");
    assert_eq!(
        send(behind.at, "6.6.6.6, 203.0.113.2").await,
        "429",
        "what a stranger wrote before counts for nothing"
    );
}
