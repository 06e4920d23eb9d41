//! Load on the function over the network, as phones make it: many lines at once that stay open.
//!
//! `load prepare FOLDER DOSSIERS` fills a folder; `load track FOLDER` asks for their public state, beside a fixed string of
//! the same server; `load submit ADDRESS COUNT AT_ONCE` sends dossiers with two photos of 1 MB to a server that runs.
//! Each prints one line of JSON.

use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::routing::get;
use lookup_fn::api::{Function, Settings, router};
use lookup_fn::dossier::{DossierCode, Payload};
use lookup_fn::store::{Listing, Order, SqliteStore, Store, Which};
use lookup_fn::work::begin;
use lookup_fn::{Hash, Moment};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

#[path = "../dossiers/sample.rs"]
#[allow(dead_code)]
mod sample;

use sample::*;

/// Lines at once.
const LINES: usize = 32;
/// How long each round asks.
const ROUND: Duration = Duration::from_secs(4);
/// Size of a photo in bytes.
const PHOTO: usize = 1 << 20;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let said = match words.as_slice() {
        ["prepare", folder, count] => {
            runtime.block_on(prepare(Path::new(folder), count.parse().expect("a number")))
        }
        ["track", folder] => track(&runtime, Path::new(folder)),
        ["submit", address, count, at_once] => runtime.block_on(submit(
            address.parse().expect("an address"),
            count.parse().expect("a number"),
            at_once.parse().expect("a number"),
        )),
        _ => panic!("prepare FOLDER DOSSIERS, track FOLDER or submit ADDRESS COUNT AT_ONCE"),
    };
    writeln!(std::io::stdout(), "{said}").expect("somebody reads");
}

async fn prepare(folder: &Path, count: usize) -> Value {
    let store = SqliteStore::open(folder).expect("it opens");
    let intake = Arc::new(intake());
    let begun = Instant::now();
    let mut tasks = tokio::task::JoinSet::new();
    for task in 0..64 {
        let (store, intake) = (store.clone(), intake.clone());
        tasks.spawn(async move {
            for _ in (task..count).step_by(64) {
                let request = request_with(Payload { words: "x".repeat(500), ..payload() }, Vec::new());
                begin(&store, &intake, &applicant("2026-11-25 09:00"), request).await.expect("taken");
            }
        });
    }
    while let Some(ended) = tasks.join_next().await {
        ended.expect("no panic");
    }
    json!({"dossiers": count, "per_second": count as f64 / begun.elapsed().as_secs_f64()})
}

/// The public tier of a real server and a fixed string of it, in turns.
fn track(runtime: &tokio::runtime::Runtime, folder: &Path) -> Value {
    let (address, paths) = runtime.block_on(serve(folder));
    let fixed = vec![b"/fixed".to_vec()];
    // The client has a thread of its own; both have the same to do in either round.
    let client = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let mut rounds = Vec::new();
    client.block_on(ask(address, &paths, Duration::from_secs(1)));
    for _ in 0..3 {
        let fixed = client.block_on(ask(address, &fixed, ROUND));
        let tracking = client.block_on(ask(address, &paths, ROUND));
        rounds.push(json!({"fixed": fixed, "tracking": tracking}));
    }
    json!({"dossiers": paths.len(), "lines": LINES, "rounds": rounds})
}

async fn serve(folder: &Path) -> (SocketAddr, Vec<Vec<u8>>) {
    let store = SqliteStore::open(folder).expect("it opens");
    let key = store.server_key().clone();
    let codes = codes(&store).await;
    let rules = Arc::new(intake());
    let function = Function {
        store,
        rules: Arc::new(move || Some(rules.clone())),
        key,
        clock: Arc::new(Moment::now),
        log: Arc::new(|_| {}),
        settings: Settings::default(),
    };
    let fixed = "x".repeat(350);
    let router = router(function).merge(Router::new().route("/fixed", get(async move || fixed.clone())));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        let never = std::future::pending();
        lookup_fn::serve::serve(listener, router, Vec::new(), never, Duration::ZERO).await
    });
    (address, codes.iter().map(|code| format!("/api/dossiers/{code}").into_bytes()).collect())
}

async fn codes(store: &SqliteStore) -> Vec<DossierCode> {
    let mut listing = Listing {
        agency: None,
        holder: None,
        which: Which::All,
        order: Order::Code,
        most: 1_000,
        after: None,
    };
    let mut codes = Vec::new();
    loop {
        let page = store.list(listing.clone()).await.expect("readable");
        codes.extend(page.heads.into_iter().map(|head| head.code));
        match page.next {
            Some(next) => listing.after = Some(next),
            None => return codes,
        }
    }
}

/// Requests a second and times of answers while `paths` are asked for in an order that jumps about.
async fn ask(address: SocketAddr, paths: &[Vec<u8>], long: Duration) -> Value {
    let begun = Instant::now();
    let lines = (0..LINES).map(|line| async move {
        let mut stream = TcpStream::connect(address).await.expect("it listens");
        stream.set_nodelay(true).expect("a line");
        let (mut times, mut body) = (Vec::new(), vec![0; 64 << 10]);
        let mut at = line * 7_919;
        while begun.elapsed() < long {
            at = (at + 104_729) % paths.len();
            let one = Instant::now();
            let request = [b"GET ".as_slice(), &paths[at], b" HTTP/1.1\r\nhost: x\r\n\r\n"].concat();
            stream.write_all(&request).await.expect("it listens");
            let status = answer(&mut stream, &mut body).await.0;
            assert_eq!(status, 200);
            times.push(one.elapsed());
        }
        times
    });
    let mut times = futures_util::future::join_all(lines).await.concat();
    let took = begun.elapsed();
    times.sort_unstable();
    let ms = |part: usize| times[times.len() * part / 100].as_secs_f64() * 1_000.0;
    json!({"per_second": times.len() as f64 / took.as_secs_f64(), "median_ms": ms(50), "p99_ms": ms(99)})
}

/// Status and length of the answer, whose body is in `bytes` behind its head.
async fn answer(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> (u16, std::ops::Range<usize>) {
    let mut length = 0;
    loop {
        if bytes.len() - length < 4 << 10 {
            bytes.resize(bytes.len() * 2, 0);
        }
        let more = stream.read(&mut bytes[length..]).await.expect("it answers");
        assert!(more > 0, "it hung up");
        length += more;
        let Some(end) = bytes[..length].windows(4).position(|four| four == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
        let promised = head.split("content-length: ").nth(1).and_then(|rest| rest.split("\r\n").next());
        let promised: usize = promised.map_or(0, |text| text.parse().expect("a number"));
        if length >= end + 4 + promised {
            return (head[9..12].parse().expect("a status"), end + 4..end + 4 + promised);
        }
    }
}

async fn call(
    stream: &mut TcpStream,
    method: &str,
    path: &str,
    kind: &str,
    more: &str,
    body: &[u8],
) -> (u16, Value) {
    let length = body.len();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nhost: x\r\ncontent-type: {kind}\r\n{more}content-length: {length}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.expect("it listens");
    stream.write_all(body).await.expect("it listens");
    let mut bytes = vec![0; 64 << 10];
    let (status, body) = answer(stream, &mut bytes).await;
    (status, serde_json::from_slice(&bytes[body]).unwrap_or_default())
}

/// Dossiers of a procedure that the server's own rules have.
async fn submit(address: SocketAddr, count: usize, at_once: usize) -> Value {
    let mut stream = TcpStream::connect(address).await.expect("it listens");
    let (_, procedure) = call(&mut stream, "GET", "/api/procedures/1.001193", "text/plain", "", b"").await;
    let office = procedure["offices"][0]["id"].as_str().expect("an office").to_owned();
    // Each dossier keeps its own files, so they may be the same; phones have hashed theirs before.
    let photos: Arc<[(Vec<u8>, Hash)]> = (1..=2_u8).map(photo_of).collect();
    let begun = Instant::now();
    let mut phones = tokio::task::JoinSet::new();
    for task in 0..at_once {
        let (photos, office) = (photos.clone(), office.clone());
        phones.spawn(async move {
            let mut stream = TcpStream::connect(address).await.expect("it listens");
            stream.set_nodelay(true).expect("a line");
            let mut times = Vec::new();
            // As a proxy tells it, so that each phone has its own share of what one may send.
            let phone = format!("x-forwarded-for: 10.0.{}.{}\r\n", task / 250, task % 250 + 1);
            for number in (task..count).step_by(at_once) {
                let one = Instant::now();
                one_dossier(&mut stream, number, &phone, &office, &photos).await;
                times.push(one.elapsed());
            }
            times
        });
    }
    let mut times = phones.join_all().await.concat();
    let per_second = count as f64 / begun.elapsed().as_secs_f64();
    times.sort_unstable();
    let ms = |part: usize| times[times.len() * part / 100].as_secs_f64() * 1_000.0;
    json!({"dossiers": count, "at_once": at_once, "per_second": per_second, "median_ms": ms(50), "p99_ms": ms(99)})
}

fn photo_of(seed: u8) -> (Vec<u8>, Hash) {
    let mut bytes = vec![0xff, 0xd8, 0xff, seed];
    bytes.resize(PHOTO, seed);
    let hash = Hash::of(&[&bytes]);
    (bytes, hash)
}

async fn one_dossier(
    stream: &mut TcpStream,
    number: usize,
    phone: &str,
    office: &str,
    photos: &[(Vec<u8>, Hash)],
) {
    let json = "application/json";
    let mut papers = Vec::new();
    for ((bytes, hash), paper) in photos.iter().zip(1..) {
        let said = json!({"sha256": hash, "size_bytes": bytes.len(), "type": "image/jpeg"});
        let (status, announced) =
            call(stream, "POST", "/api/uploads", json, phone, said.to_string().as_bytes()).await;
        assert_eq!(status, 201, "{announced}");
        let there = announced["put"].as_str().expect("an address").to_owned();
        let (status, told) = call(stream, "PUT", &there, "image/jpeg", phone, bytes).await;
        assert_eq!(status, 200, "{told}");
        papers.push(json!({"paper": paper, "upload": announced["id"]}));
    }
    // A draft of its own each: without a key, the same words again would be the same dossier.
    let draft = lookup_fn::dossier::CommandId::random().expect("random numbers");
    let more = format!("{phone}idempotency-key: {draft}\r\n");
    let body = json!({
        "procedure": "1.001193", "case": 1, "agency": office, "papers": papers,
        "fields": {"filer.name": "Người Nộp Mẫu", "filer.phone": "0900000001", "filer.address": format!("số {number}")}
    });
    let (status, told) =
        call(stream, "POST", "/api/dossiers", json, &more, body.to_string().as_bytes()).await;
    assert_eq!(status, 201, "{told}");
}
