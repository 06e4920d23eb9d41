//! Strangers who mean no good.

use axum::http::Method;
use lookup_fn::api::Settings;
use lookup_fn::store::StoreError;
use serde_json::json;

use crate::world::*;

const NASTY: &str = "<script>alert(1)</script>'; DROP TABLE dossiers; --\" onmouseover=\"x";

#[tokio::test]
async fn files_are_what_their_bytes_say_and_svg_and_html_are_none() {
    let world = World::new();
    let (photo, svg) = (jpeg(1), b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>".to_vec());
    for bytes in [svg, b"<!doctype html>".to_vec(), b"PK\x03\x04".to_vec(), b"MZ".to_vec()] {
        let answer = world.call(form("/api/dossiers", &sample_form(&photo, &bytes))).await;
        assert_eq!(answer.faults()["paper.2"], "wrong-kind");
    }
    let answer = world.call(form("/api/dossiers", &sample_form(&photo, b""))).await;
    assert_eq!(answer.faults()["paper.2"], "empty-file");
}

#[tokio::test]
async fn a_name_of_a_file_leads_nowhere_and_breaks_nothing() {
    let world = World::new();
    let (photo, paper) = (jpeg(1), pdf());
    for (sent, kept) in [
        ("../../../etc/passwd", "passwd"),
        ("C:\\Windows\\x.jpg", "x.jpg"),
        ("gi\u{202e}gpj.exe", "gigpj.exe"),
        ("<img src=x onerror=alert(1)>.jpg", "<img src=x onerror=alert(1)>.jpg"),
        ("Ảnh 漢字 العربية.jpg", "Ảnh 漢字 العربية.jpg"),
    ] {
        let name = format!("Người {}", "a".repeat(kept.len()));
        let mut parts = sample_form(&photo, &paper);
        parts[7].1 = Some(sent);
        parts[3].2 = name.as_bytes();
        let answer = world.call(form("/api/dossiers", &parts)).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        assert_eq!(answer.json()["papers"][0]["files"][0]["name"], kept);
    }
}

#[tokio::test]
async fn a_header_cannot_be_smuggled_in_a_name() {
    let world = World::new();
    let mut body = world.submission().await;
    body["papers"][0]["name"] = json!("a\r\nSet-Cookie: b=c\0.jpg");
    let receipt = world.call(post("/api/dossiers", &body)).await.json();
    let (code, pin) = (receipt["code"].as_str().expect("a code"), receipt["pin"].as_str().expect("a PIN"));
    let hash = receipt["papers"][0]["files"][0]["sha256"].as_str().expect("a hash");
    let answer = world.with_pin(code, &format!("files/{hash}"), pin).await;
    let disposition = answer.header("content-disposition");
    assert_eq!(disposition, "attachment; filename*=UTF-8''aSet-Cookie%3A%20b%3Dc.jpg");
}

#[tokio::test]
async fn nul_bidirectional_marks_and_strange_letters_are_refused_in_fields() {
    let world = World::new();
    let mut body = world.submission().await;
    for strange in ["a\0b", "a\u{202e}b", "a\u{7}b", "漢"] {
        body["fields"]["filer.name"] = json!(strange);
        body["fields"]["to-khai.ho_ten"] = json!(strange);
        let faults = world.call(post("/api/dossiers", &body)).await.faults();
        assert_eq!(faults["filer.name"], "strange_letter");
        assert_eq!(faults["to-khai.ho_ten"], "strange_letter");
    }
}

#[tokio::test]
async fn what_is_written_stays_what_it_is_in_every_page() {
    let world = World::new();
    let mut body = world.submission().await;
    body["fields"]["filer.address"] = json!(NASTY);
    body["fields"]["filer.words"] = json!(NASTY);
    body["papers"][0]["name"] = json!(NASTY);
    let html = |request| with(request, "accept", "text/html,application/xhtml+xml");
    let page = world.call(html(post("/api/dossiers", &body))).await.text();
    assert!(has_only_own_scripts(&page) && page.contains("DROP TABLE"), "{page}");
    let again = world.call(post("/api/dossiers", &body)).await.json();
    let path = format!("/api/dossiers/{}/detail", again["code"].as_str().expect("a code"));
    let page = world.call(html(post(&path, &json!({"pin": again["pin"]})))).await.text();
    assert!(has_only_own_scripts(&page) && page.contains("&#60;script&#62;"), "{page}");
    assert!(!page.contains("\" onmouseover"), "{page}");
    body["fields"]["filer.phone"] = json!(NASTY);
    body["agency"] = json!(NASTY);
    let page = world.call(html(post("/api/dossiers", &body))).await;
    assert_eq!(page.status, 422);
    assert!(has_only_own_scripts(&page.text()) && !page.text().contains("\" onmouseover"));
    let page =
        world.call(html(get("/api/dossiers?code=%3Cscript%3Ealert(1)%3C/script%3E%22%20x=%22"))).await.text();
    assert!(has_only_own_scripts(&page) && !page.contains("\" x=\""), "{page}");
}

#[tokio::test]
async fn no_personal_word_gets_into_the_log() {
    let world = World::new();
    let receipt = world.submit().await;
    let (code, pin) = (receipt["code"].as_str().expect("a code"), receipt["pin"].as_str().expect("a PIN"));
    world.with_pin(code, "detail", pin).await;
    world.with_pin(code, "detail", "12345678").await;
    world.call(get("/api/dossiers?code=Nguyễn%20Văn%20Mẫu")).await;
    world.call(get("/api/0900000001")).await;
    world.store.fail(Some(StoreError::Damaged("the database is torn".to_owned())));
    world.call(get(&format!("/api/dossiers/{code}"))).await;
    let log = world.log.lock().expect("no panic before").join("\n");
    for secret in [code, pin, "12345678", "Mẫu", "0900", "Người", "192.0.2", "tờ khai", "68."] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
    assert!(log.contains("\"path\":\"/api/dossiers/{code}/detail\""), "{log}");
    assert!(log.contains("the database is torn"));
}

#[tokio::test]
async fn a_store_that_fails_is_told_kindly_and_without_detail() {
    let world = World::new();
    let body = world.submission().await;
    let away = StoreError::Away("timeout of 10.1.1.1".to_owned());
    let full = StoreError::CannotWrite("/var/lib: no space left".to_owned());
    let torn = StoreError::Damaged("row 7".to_owned());
    for (fault, status, code) in
        [(away, 503, "store-away"), (full, 503, "cannot-write"), (torn, 500, "damaged")]
    {
        world.store.fail(Some(fault));
        let answer = world.call(post("/api/dossiers", &body)).await;
        assert_eq!(answer.problem(), (status, code.to_owned()));
        assert_eq!(answer.header("retry-after"), if status == 503 { "30" } else { "" });
        for secret in ["10.1.1.1", "/var", "row 7"] {
            assert!(!answer.text().contains(secret));
        }
        let page = world.call(with(post("/api/dossiers", &body), "accept", "text/html")).await;
        assert_eq!((page.status, page.header("content-type").as_str()), (status, "text/html; charset=utf-8"));
    }
    world.store.fail(None);
    assert_eq!(world.call(post("/api/dossiers", &body)).await.status, 201, "it goes on when it is over");
}

#[tokio::test]
async fn only_the_catalogue_may_ask_from_another_origin() {
    let settings = Settings { catalogue: Some("https://vidu.vn/thu-tuc".to_owned()), ..Settings::default() };
    let world = World::with(settings, |_| {});
    let from = |origin: &str| {
        with(with(post("/api/dossiers", &json!({})), "host", "ho-so.vidu.vn"), "origin", origin)
    };
    for foreign in ["https://evil.example", "null", "https://vidu.vn.evil.example", "http://vidu.vn"] {
        let answer = world.call(from(foreign)).await;
        assert_eq!(answer.problem(), (403, "foreign-origin".to_owned()), "{foreign}");
        assert_eq!(answer.header("access-control-allow-origin"), "");
        let read = world.call(with(get("/api/health"), "origin", foreign)).await;
        assert_eq!((read.status, read.header("access-control-allow-origin").as_str()), (200, ""));
    }
    let ours = world.call(from("https://vidu.vn")).await;
    assert_eq!((ours.status, ours.header("access-control-allow-origin").as_str()), (422, "https://vidu.vn"));
    assert_eq!(world.call(from("https://ho-so.vidu.vn")).await.status, 422);
    let mut preflight = with(get("/api/uploads"), "origin", "https://vidu.vn");
    *preflight.method_mut() = Method::OPTIONS;
    let answer = world.call(preflight).await;
    assert_eq!(answer.status, 204);
    assert!(answer.header("access-control-allow-headers").contains("idempotency-key"));
    assert!(ours.header("content-security-policy").contains("style-src 'self' https://vidu.vn;"));
}

#[tokio::test]
async fn every_answer_has_the_headers_that_keep_browsers_safe() {
    let world = World::new();
    let html = with(get("/api/dossiers/x"), "accept", "text/html");
    for request in [get("/api/health"), get("/api/none"), html, post("/api/dossiers", &json!({}))] {
        let answer = world.call(request).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; style-src 'self';"), "{policy}");
        assert!(!policy.contains("unsafe") && policy.contains("frame-ancestors 'none'"));
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "same-origin");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("access-control-allow-origin"), "");
    }
}

#[tokio::test]
async fn what_is_not_there_and_what_is_not_done_is_said_in_vietnamese() {
    let world = World::new();
    assert_eq!(world.call(get("/api/none")).await.problem(), (404, "not-found".to_owned()));
    let mut wrong = get("/api/dossiers/x/detail");
    assert_eq!(world.call(get("/api/dossiers/x/detail")).await.problem(), (405, "wrong-method".to_owned()));
    *wrong.method_mut() = Method::DELETE;
    let answer = world.call(with(wrong, "accept", "text/html")).await;
    assert_eq!(answer.status, 405);
    assert!(answer.text().contains("Hãy quay lại trang trước"));
}
