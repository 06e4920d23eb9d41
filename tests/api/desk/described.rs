use std::collections::BTreeSet;

use axum::body::Bytes;
use axum::http::Method;
use futures_util::stream;
use lookup_fn::api::{Pace, Settings};
use lookup_fn::store::StoreError;
use serde_json::json;

use super::*;
use crate::description::described;

#[tokio::test(start_paused = true)]
async fn every_described_answer_of_the_desk_is_given() {
    let mut seen = BTreeSet::new();
    let world = World::new();
    let receipt = world.submit().await;
    let code = receipt["code"].as_str().expect("a code");
    let hash = receipt["papers"][0]["files"][0]["sha256"].as_str().expect("a hash");
    let lan = anybody(&world, "lan").await;
    let own = format!("/api/desk/dossiers/{code}");
    let reads = [
        "/api/desk/session".to_owned(),
        "/api/desk/dossiers".to_owned(),
        "/api/desk/dossiers.csv".to_owned(),
        own.clone(),
        format!("{own}/files/{hash}"),
        format!("{own}/files/x"),
        "/api/desk/dossiers/x".to_owned(),
        "/api/desk/dossiers?co-quan=x".to_owned(),
        "/api/desk/dossiers.csv?co-quan=x".to_owned(),
    ];
    let writes = ["/api/desk/session", "/api/desk/dossiers", &format!("{own}/commands"), "/api/desk/find"];
    let delete = |key: &str| {
        let request = Request::delete("/api/desk/session").header("motcua-form-key", key);
        lan.from(request.body(Body::empty()).expect("a request"))
    };
    let keyed = |request: Request<Body>| with(lan.from(request), "motcua-form-key", &lan.form_key);
    let sending = |path: &str, kind: &str, body: Body| {
        Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::CONTENT_TYPE, kind)
            .body(body)
            .expect("a request")
    };
    for path in &reads {
        world.call(get(path)).await;
        world.call(lan.from(get(path))).await;
    }
    for path in writes {
        world.call(post(path, &json!({}))).await;
        world
            .call(lan.from(post(
                path,
                &json!({"agency": "xa-thu", "procedure": "1.001193", "action": "renew-pin"}),
            )))
            .await;
        world.call(keyed(post(path, &json!({"agency": "xa-thu", "procedure": "1.001193"})))).await;
        world.call(keyed(post(path, &json!({"agency": "xa-thu", "procedure": "x"})))).await;
        let broken = stream::iter([Ok(Bytes::from_static(b"{")), Err(std::io::Error::other("cut"))]);
        world.call(keyed(sending(path, "application/json", Body::from_stream(broken)))).await;
        let slow = Body::from_stream(stream::pending::<std::io::Result<Bytes>>());
        world.call(keyed(sending(path, "application/json", slow))).await;
        world.call(keyed(sending(path, "text/plain", Body::from("x")))).await;
        let pieces = std::iter::repeat_n(Bytes::from(vec![b' '; 1 << 20]), 3).map(Ok::<_, std::io::Error>);
        world.call(keyed(sending(path, "application/json", Body::from_stream(stream::iter(pieces))))).await;
    }
    lan.act(&world, "x", 1, json!({"action": "renew-pin"})).await;
    lan.act(&world, code, 1, json!({"action": "resume"})).await;
    lan.act(&world, code, 1, json!({"action": "accept", "due_by": "count:0"})).await;
    let paper = json!({
        "procedure": "1.001193", "agency": "xa-thu", "command": "0123456789abcdef0123456789abcdef",
        "fields": {"filer.name": "Trần Thị Mẫu"}, "due_by": "later", "sheet.1": "yes"
    });
    world.call(keyed(post("/api/desk/dossiers", &paper))).await;
    let mut other = paper.clone();
    other["fields"]["filer.name"] = json!("Người Khác");
    world.call(keyed(post("/api/desk/dossiers", &other))).await;
    world.call(keyed(post("/api/desk/find", &json!({"words": "mau"})))).await;
    for fault in [StoreError::Away(String::new()), StoreError::Damaged(String::new())] {
        world.store.fail(Some(fault));
        for path in &reads {
            world.call(lan.from(get(path))).await;
        }
        for path in writes {
            world.call(keyed(post(path, &json!({"account": "lan", "password": "x"})))).await;
        }
        world.call(delete(&lan.form_key)).await;
    }
    world.store.fail(None);
    world.call(delete("x")).await;
    world.call(delete(&lan.form_key)).await;
    world.call(delete(&lan.form_key)).await;
    seen.extend(world.seen.lock().expect("no panic before").iter().cloned());

    let one = Pace { most: 1, refill_seconds: 1_000 };
    let busy = World::with(Settings { sign_ins_per_account: one, ..Settings::default() }, |_| {});
    let hash = lookup_fn::desk::hash_password("mật khẩu đủ dài").expect("random numbers");
    let secret = b"12345678901234567890".to_vec();
    let account = lookup_fn::store::Account {
        password: hash,
        totp: Some(secret.clone()),
        ..account("lan", &[Role::Receive], &["xa-thu"])
    };
    busy.store.put_account(account).await.expect("kept");
    let step = lookup_fn::desk::totp::step(busy.now());
    for (password, code) in [
        ("mật khẩu đủ dài", lookup_fn::desk::totp::code(&secret, step)),
        ("x", String::new()),
        ("x", String::new()),
    ] {
        let data = json!({"account": "lan", "password": password, "code": code});
        busy.call(post("/api/desk/session", &data)).await;
    }
    seen.extend(busy.seen.lock().expect("no panic before").iter().cloned());
    let missing: Vec<String> =
        described().into_iter().filter(|one| one.contains(" /api/desk/") && !seen.contains(one)).collect();
    assert!(missing.is_empty(), "described and never given: {missing:#?}");
}
