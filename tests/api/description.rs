//! `/api/openapi.json` is true: every route is described, every described answer is given.

use std::collections::BTreeSet;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{Method, Request, header};
use futures_util::stream;
use lookup_fn::api::{Pace, Settings, addresses};
use lookup_fn::dossier::Command;
use lookup_fn::store::StoreError;
use serde_json::{Value, json};

use crate::world::*;

pub fn described() -> BTreeSet<String> {
    let text = include_str!("../../lookup-fn/src/api/openapi.json");
    let description: Value = serde_json::from_str(text).expect("JSON");
    let mut all = BTreeSet::new();
    for (path, methods) in description["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("methods") {
            for status in operation["responses"].as_object().expect("responses").keys() {
                all.insert(format!("{} {path} {status}", method.to_ascii_uppercase()));
            }
        }
    }
    all
}

#[test]
fn every_address_is_described_and_nothing_else() {
    let routed: BTreeSet<String> =
        addresses().into_iter().map(|(method, path)| format!("{method} {path}")).collect();
    let named: BTreeSet<String> = described()
        .iter()
        .filter_map(|one| one.rsplit_once(' '))
        .map(|(address, _)| address.to_owned())
        .collect();
    assert_eq!(routed, named);
}

/// A request with a body to `path`, as its address takes it.
fn sending(method: &Method, path: &str, kind: &str, body: Body) -> Request<Body> {
    let request = Request::builder().method(method).uri(path).header(header::CONTENT_TYPE, kind);
    request.body(body).expect("a request")
}

/// What every address with a body answers to bad bodies.
async fn bad_bodies(world: &World, method: &Method, path: &str, kind: &str) {
    let broken = stream::iter([Ok(Bytes::from_static(b"{")), Err(std::io::Error::other("cut"))]);
    world.call(sending(method, path, kind, Body::from_stream(broken))).await;
    world
        .call(sending(method, path, kind, Body::from_stream(stream::pending::<std::io::Result<Bytes>>())))
        .await;
    world.call(sending(method, path, "text/plain", Body::from("x"))).await;
    let large =
        stream::iter(std::iter::repeat_n(Bytes::from(vec![b' '; 1 << 20]), 3).map(Ok::<_, std::io::Error>));
    world.call(sending(method, path, kind, Body::from_stream(large))).await;
    world.call(with(sending(method, path, kind, Body::from("{}")), "origin", "https://evil.example")).await;
}

#[tokio::test(start_paused = true)]
async fn every_described_answer_is_given() {
    let mut seen = BTreeSet::new();
    let mut see = |world: &World| seen.extend(world.seen.lock().expect("no panic before").iter().cloned());

    let world = World::new();
    let receipt = world.submit().await;
    let (code, pin) = (receipt["code"].as_str().expect("a code"), receipt["pin"].as_str().expect("a PIN"));
    let hash = receipt["papers"][0]["files"][0]["sha256"].as_str().expect("a hash");
    let bytes = jpeg(77);
    let said =
        json!({"sha256": lookup_fn::Hash::of(&[&bytes]), "size_bytes": bytes.len(), "type": "image/jpeg"});
    let there =
        world.call(post("/api/uploads", &said)).await.json()["put"].as_str().expect("an address").to_owned();
    let own = |what: &str| format!("/api/dossiers/{code}/{what}");
    let paths = [
        (Method::POST, "/api/uploads".to_owned(), "application/json"),
        (Method::PUT, there.clone(), "image/jpeg"),
        (Method::POST, "/api/dossiers".to_owned(), "application/json"),
        (Method::POST, own("detail"), "application/json"),
        (Method::POST, own("receipt"), "application/json"),
        (Method::POST, own("supplement"), "application/json"),
        (Method::POST, own("withdraw"), "application/json"),
        (Method::POST, own(&format!("files/{hash}")), "application/json"),
        (Method::POST, own("slips/2"), "application/json"),
    ];
    for (method, path, kind) in &paths {
        bad_bodies(&world, method, path, kind).await;
    }
    for path in [
        "/api/health",
        "/api/openapi.json",
        "/api/slips.css",
        "/api/procedures/1.001193",
        "/api/procedures/x",
    ] {
        world.call(get(path)).await;
    }
    for path in [
        "/api/dossiers?code=x",
        "/api/dossiers/x",
        &format!("/api/dossiers?code={code}"),
        &own("")[..own("").len() - 1],
    ] {
        world.call(get(path)).await;
    }
    world.call(post("/api/uploads", &json!({}))).await;
    world.call(put("/api/uploads/x", Vec::new())).await;
    world.call(put(&there, jpeg(78))).await;
    world.call(post("/api/dossiers", &json!({}))).await;
    let body = world.submission().await;
    let key = "00000000000000000000000000000001";
    for agency in ["xa-thu", "xa-mau"] {
        let mut body = body.clone();
        body["agency"] = json!(agency);
        world.call(with(post("/api/dossiers", &body), "idempotency-key", key)).await;
    }
    for what in ["detail", "receipt", "supplement", "withdraw", &format!("files/{hash}"), "slips/2"] {
        world.with_pin("x", what, pin).await;
        world.with_pin(code, what, "0").await;
        let fault = json!({"pin": pin, "words": "a\0"});
        world.call(post(&own(what), &fault)).await;
    }
    let supplement = json!({"pin": pin, "papers": [{"paper": 2, "upload": world.upload(&jpeg(5)).await}]});
    world.call(post(&own("supplement"), &supplement)).await;
    world.officer(code, Command::AskSupplement { papers: vec![2], reason: "thiếu".to_owned() }).await;
    world.call(post(&own("supplement"), &supplement)).await;
    world.with_pin(code, "slips/2", pin).await;
    world.with_pin(code, "receipt", pin).await;
    world.with_pin(code, "withdraw", pin).await;
    let late = with(post(&own("withdraw"), &json!({"pin": pin})), "idempotency-key", key);
    world.call(late).await;

    for fault in [StoreError::Away(String::new()), StoreError::Damaged(String::new())] {
        world.store.fail(Some(fault));
        for path in ["/api/health", "/api/dossiers?code=Z99-261125-0001", "/api/dossiers/Z99-261125-0001"] {
            world.call(get(path)).await;
        }
        world.call(put(&there, bytes.clone())).await;
        world.call(post("/api/dossiers", &body)).await;
        for what in ["detail", "receipt", "supplement", "withdraw", &format!("files/{hash}"), "slips/2"] {
            world.with_pin(code, what, pin).await;
        }
    }
    see(&world);

    let one = Pace { most: 1, refill_seconds: 1_000 };
    let busy = World::with(
        Settings { sendings_per_address: one, pins_per_code: one, ..Settings::default() },
        |_| {},
    );
    let full = World::with(Settings { most_at_once: 0, ..Settings::default() }, |_| {});
    for (method, path, kind) in &paths {
        for world in [&busy, &busy, &full] {
            world.call(sending(method, path, kind, Body::from("{\"pin\":\"0\"}"))).await;
        }
    }
    for what in ["supplement", "withdraw"] {
        busy.later(2_000_000);
        busy.with_pin("Z99-261125-0001", what, "0").await;
        busy.with_pin("Z99-261125-0001", what, "0").await;
    }
    for path in ["/api/openapi.json", "/api/slips.css", "/api/procedures/1.001193"] {
        full.call(get(path)).await;
    }
    see(&busy);
    see(&full);
    tokio::time::sleep(Duration::ZERO).await;

    // The desk has a test of its own.
    let missing: Vec<String> =
        described().difference(&seen).filter(|one| !one.contains(" /api/desk/")).cloned().collect();
    assert!(missing.is_empty(), "described and never given: {missing:#?}");
}
