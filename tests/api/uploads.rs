//! Files sent by themselves are refused unless they are what was said.

use lookup_fn::Hash;
use serde_json::json;

use crate::world::*;

#[tokio::test]
async fn a_file_is_refused_unless_length_hash_and_first_bytes_match() {
    let world = World::new();
    let bytes = jpeg(1);
    let announce = |sha256: Hash, size: usize, kind: &str| {
        post("/api/uploads", &json!({"sha256": sha256, "size_bytes": size, "type": kind}))
    };
    let announced = world.call(announce(Hash::of(&[&bytes]), bytes.len(), "image/jpeg")).await.json();
    let there = announced["put"].as_str().expect("an address");
    for wrong in [jpeg(2), bytes[..60].to_vec(), [&bytes[..], b"x"].concat(), Vec::new()] {
        assert_eq!(world.call(put(there, wrong)).await.problem(), (422, "wrong-bytes".to_owned()));
    }
    let taken = world.call(put(there, bytes.clone())).await;
    assert_eq!((taken.status, &taken.json()["pages"]), (200, &json!(1)));
    assert_eq!(world.call(put(there, bytes.clone())).await.status, 200, "a second try is no fault");

    let html = b"<html><script>alert(1)</script>".to_vec();
    let announced = world.call(announce(Hash::of(&[&html]), html.len(), "image/jpeg")).await.json();
    let there = announced["put"].as_str().expect("an address");
    assert_eq!(world.call(put(there, html)).await.problem(), (422, "wrong-bytes".to_owned()));
    let other = with(put(there, Vec::new()), "content-type", "text/html");
    assert_eq!(world.call(other).await.problem(), (415, "wrong-type".to_owned()));
}

#[tokio::test]
async fn only_pictures_and_pdf_of_a_size_can_be_announced() {
    let world = World::new();
    let sha256 = Hash::of(&[b"x"]);
    for kind in ["image/svg+xml", "text/html", "application/zip", "image/jpeg; x", ""] {
        let answer =
            world.call(post("/api/uploads", &json!({"sha256": sha256, "size_bytes": 1, "type": kind}))).await;
        assert_eq!(answer.faults()["type"], "wrong-kind");
    }
    for (size, code) in
        [(json!(0), "empty-file"), (json!(-1), "shape"), (json!(20 * 1024 * 1024 + 1), "too-large")]
    {
        let said = json!({"sha256": sha256, "size_bytes": size, "type": "image/png"});
        assert_eq!(world.call(post("/api/uploads", &said)).await.faults()["size_bytes"], code);
    }
    let nothing = world.call(post("/api/uploads", &json!({}))).await;
    assert_eq!(nothing.faults().len(), 3);
}

#[tokio::test]
async fn nobody_can_guess_or_make_an_upload() {
    let world = World::new();
    let id = world.upload(&jpeg(1)).await;
    let changed = id.replacen(".68.", ".69.", 1);
    for wrong in [changed.as_str(), "x", "....", "%00", "..%2f..%2fetc", "%ff"] {
        let answer = world.call(put(&format!("/api/uploads/{wrong}"), jpeg(1))).await;
        assert_eq!(answer.problem(), (404, "no-such-upload".to_owned()), "{wrong}");
    }
    let mut body = world.submission().await;
    body["papers"][0]["upload"] = json!(changed);
    assert_eq!(world.call(post("/api/dossiers", &body)).await.faults()["paper.1"], "no-such-upload");
}

#[tokio::test]
async fn a_file_belongs_to_one_dossier_and_must_have_come() {
    let world = World::new();
    let body = world.submission().await;
    assert_eq!(world.call(post("/api/dossiers", &body)).await.status, 201);
    let mut other = body.clone();
    other["fields"]["filer.name"] = json!("Người Khác");
    let answer = world.call(post("/api/dossiers", &other)).await;
    assert_eq!(answer.faults()["papers"], "no-such-upload");
}

#[tokio::test]
async fn files_announced_without_end_from_one_address_have_to_wait() {
    let world = World::new();
    let said = json!({"sha256": Hash::of(&[b"x"]), "size_bytes": 1, "type": "image/jpeg"});
    let announce = |address: &str| world.call(caller(post("/api/uploads", &said), address));
    for _ in 0..lookup_fn::api::Settings::default().sendings_per_address.most {
        assert_eq!(announce("192.0.2.1").await.status, 201);
    }
    let refused = announce("192.0.2.1").await;
    assert_eq!(refused.problem(), (429, "too-many-sendings".to_owned()));
    assert_eq!(refused.json()["title"], "Gửi quá nhiều lần");
    assert_eq!(refused.header("retry-after"), "3");
    assert_eq!(announce("192.0.2.2").await.status, 201, "another address doesn't wait");
    world.later(3);
    assert_eq!(announce("192.0.2.1").await.status, 201);
}
