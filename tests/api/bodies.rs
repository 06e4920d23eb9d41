//! Bodies that are too large, too slow, cut off, too many, or not what they say.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{Request, header};
use futures_util::{StreamExt, stream};
use lookup_fn::api::Settings;
use serde_json::json;
use tokio::time::Instant;

use crate::world::*;

const FORM: &str = "multipart/form-data; boundary=X";

/// A body of `pieces`, each after a wait.
fn slowly(pieces: usize, bytes: usize, wait: Duration) -> Body {
    let piece = Bytes::from(vec![b'x'; bytes]);
    let pieces = stream::iter(0..pieces).then(move |_| {
        let piece = piece.clone();
        async move {
            tokio::time::sleep(wait).await;
            Ok::<_, std::io::Error>(piece)
        }
    });
    Body::from_stream(pieces)
}

fn to(path: &str, kind: &str, body: Body) -> Request<Body> {
    Request::post(path).header(header::CONTENT_TYPE, kind).body(body).expect("a request")
}

#[tokio::test]
async fn a_hundred_megabytes_are_refused_whether_announced_or_not() {
    let world = World::new();
    for kind in ["application/json", FORM] {
        let announced = with(to("/api/dossiers", kind, Body::empty()), "content-length", "100000000");
        assert_eq!(world.call(announced).await.problem(), (413, "too-large".to_owned()));
        let head =
            Bytes::from_static(b"--X\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b\"\r\n\r\n");
        let piece = Bytes::from(vec![b'x'; 1 << 20]);
        let pieces =
            std::iter::once(head).chain(std::iter::repeat_n(piece, 100)).map(Ok::<_, std::io::Error>);
        let flood = to("/api/dossiers", kind, Body::from_stream(stream::iter(pieces)));
        assert_eq!(world.call(flood).await.problem(), (413, "too-large".to_owned()));
    }
    assert_eq!(
        world.call(to("/api/uploads", "application/json", slowly(3, 1 << 20, Duration::ZERO))).await.status,
        413
    );
}

#[tokio::test(start_paused = true)]
async fn a_slow_body_is_given_up_and_a_slow_line_is_not() {
    let world = World::new();
    let begun = Instant::now();
    let silent = to("/api/dossiers", "application/json", slowly(1, 10, Duration::from_secs(3_600)));
    assert_eq!(world.call(silent).await.problem(), (408, "too-slow".to_owned()));
    assert_eq!(begun.elapsed(), Duration::from_secs(20));
    let drop_by_drop = to("/api/dossiers", FORM, slowly(1_000, 1, Duration::from_secs(10)));
    let begun = Instant::now();
    assert_eq!(world.call(drop_by_drop).await.problem(), (408, "too-slow".to_owned()));
    assert!(begun.elapsed() <= Duration::from_secs(40));
    // A photo of 1 MB over 8 KB a second.
    let bytes = jpeg(1).into_iter().cycle().take(1 << 20).collect::<Vec<u8>>();
    let said =
        json!({"sha256": lookup_fn::Hash::of(&[&bytes]), "size_bytes": bytes.len(), "type": "image/jpeg"});
    let announced = world.call(post("/api/uploads", &said)).await.json();
    let pieces = bytes.chunks(8 << 10).map(Bytes::copy_from_slice).collect::<Vec<_>>();
    let pieces = stream::iter(pieces).then(|piece| async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        Ok::<_, std::io::Error>(piece)
    });
    let mut request = put(announced["put"].as_str().expect("an address"), Vec::new());
    request.headers_mut().remove(header::CONTENT_LENGTH);
    let answer = world.call(request.map(|_| Body::from_stream(pieces))).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
}

#[tokio::test]
async fn half_a_body_is_no_dossier() {
    let world = World::new();
    let half = Bytes::from_static(b"--X\r\nContent-Disposition: form-data; name=\"procedure\"\r\n\r\n1.0");
    for kind in ["application/json", FORM] {
        let cut = stream::iter([Ok(half.clone()), Err(std::io::Error::other("the line was cut"))]);
        let answer = world.call(to("/api/dossiers", kind, Body::from_stream(cut))).await;
        assert_eq!(answer.problem(), (400, "broken-body".to_owned()));
    }
    let ended = to("/api/dossiers", FORM, Body::from(half));
    assert_eq!(world.call(ended).await.problem(), (400, "broken-body".to_owned()));
    let short = with(post("/api/dossiers", &json!({})), "content-length", "1000");
    assert_eq!(world.call(short).await.problem(), (400, "broken-body".to_owned()));
}

#[tokio::test]
async fn ten_thousand_parts_are_refused() {
    let world = World::new();
    let parts = vec![("field.filer.name", None, &b"x"[..]); 10_000];
    let answer = world.call(form("/api/dossiers", &parts)).await;
    assert_eq!(answer.problem(), (413, "too-many-parts".to_owned()));
    let pairs = "a=b&".repeat(10_000);
    let plain = to("/api/dossiers", "application/x-www-form-urlencoded", Body::from(pairs));
    assert_eq!(world.call(plain).await.problem(), (413, "too-many-parts".to_owned()));
    let photo = jpeg(1);
    let files = vec![("paper.1", Some("a.jpg"), &photo[..]); 101];
    let answer = world.call(form("/api/dossiers", &[sample_form(&photo, &photo), files].concat())).await;
    assert_eq!(answer.faults()["papers"], "too-many-files");
}

#[tokio::test]
async fn a_file_or_text_that_is_too_large_is_a_fault_of_its_own() {
    let world = World::new();
    let (photo, paper) = (jpeg(1), pdf());
    let mut large = jpeg(2);
    large.resize((20 << 20) + 1, 0);
    let text = vec![b'x'; 65 << 10];
    let mut parts = sample_form(&photo, &paper);
    parts.extend([("paper.3", Some("lon.jpg"), &large[..]), ("field.filer.words", None, &text[..])]);
    let faults = world.call(form("/api/dossiers", &parts)).await.faults();
    assert_eq!(faults["paper.3"], "too-large");
    assert_eq!(faults["field.filer.words"], "too-large");
    assert_eq!(faults.len(), 2);
}

#[tokio::test]
async fn wrong_content_types_are_refused() {
    let world = World::new();
    for kind in ["text/plain", "application/xml", "", "multipart/form-data", "application/json+x"] {
        let answer = world.call(to("/api/dossiers", kind, Body::from("{}"))).await;
        assert_eq!(answer.problem(), (415, "wrong-type".to_owned()), "{kind}");
    }
    let none = Request::post("/api/dossiers").body(Body::from("{}")).expect("a request");
    assert_eq!(world.call(none).await.status, 415);
}

#[tokio::test]
async fn bytes_under_way_have_a_limit_over_all_requests() {
    let world = World::with(Settings { most_held_bytes: 100 << 10, ..Settings::default() }, |_| {});
    let photo: Vec<u8> = jpeg(1).into_iter().cycle().take(200 << 10).collect();
    let answer = world.call(form("/api/dossiers", &sample_form(&photo, &pdf()))).await;
    assert_eq!(answer.problem(), (503, "overloaded".to_owned()));
    assert_eq!(answer.header("retry-after"), "10");
    // What one request held is free for the next.
    assert_eq!(world.submit().await["papers"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn past_so_many_requests_the_next_hear_that_they_should_come_back() {
    let world = World::with(Settings { most_at_once: 0, ..Settings::default() }, |_| {});
    let answer = world.call(get("/api/health")).await;
    assert_eq!(answer.problem(), (503, "overloaded".to_owned()));
    assert_eq!(answer.header("retry-after"), "5");
}
