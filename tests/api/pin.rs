//! The PIN tier: one answer for every way to be wrong, in words and in time; nobody locks an owner out.

use std::time::Duration;

use lookup_fn::api::{Pace, Settings};
use lookup_fn::dossier::{Command, ErasedBecause};
use serde_json::json;
use tokio::time::Instant;

use crate::sample;
use crate::world::*;

#[tokio::test]
async fn with_the_pin_everything_is_told() {
    let world = World::new();
    let receipt = world.submit().await;
    let (code, pin) = (receipt["code"].as_str().expect("a code"), receipt["pin"].as_str().expect("a PIN"));
    world.officer(code, sample::accept()).await;
    let note = |to, words: &str| Command::Note { to, words: words.to_owned() };
    world.officer(code, note(lookup_fn::dossier::Audience::Desk, "Việc nội bộ")).await;
    world.officer(code, note(lookup_fn::dossier::Audience::Applicant, "Mời mang bản chính")).await;
    let detail = world.with_pin(code, "detail", &format!(" {} ", pin.to_lowercase())).await;
    assert_eq!(detail.status, 200);
    let view = detail.json();
    assert_eq!(view["filer"]["name"], "Người Nộp Mẫu");
    assert_eq!(view["due"]["on"], "2026-12-02");
    assert_eq!(view["due"]["counted"]["days_counted"], 5);
    assert_eq!(view["answers"]["to-khai"]["ho_ten"], "Trẻ Em Mẫu");
    assert_eq!(view["procedure"]["changed"], false);
    assert_eq!(view["can"], json!({"supplement": false, "withdraw": true}));
    assert!(detail.text().contains("Mời mang bản chính") && !detail.text().contains("nội bộ"));
    assert_eq!(detail.header("cache-control"), "no-store");
}

#[tokio::test(start_paused = true)]
async fn wrong_pin_erased_and_unknown_answer_alike_in_words_and_time() {
    let world = World::new();
    let receipt = world.submit().await;
    let code = receipt["code"].as_str().expect("a code").to_owned();
    let mut body = world.submission().await;
    body["fields"]["filer.name"] = json!("Người Khác");
    let erased = world.call(post("/api/dossiers", &body)).await.json();
    let erased_code = erased["code"].as_str().expect("a code").to_owned();
    world.officer(&erased_code, Command::Erase { because: ErasedBecause::Asked }).await;
    let mut told = Vec::new();
    for (code, pin) in [
        (code.as_str(), "00000000"),
        (code.as_str(), ""),
        (erased_code.as_str(), erased["pin"].as_str().expect("a PIN")),
        (erased_code.as_str(), "00000000"),
        ("000.00.00.Z99-261125-0999", "00000000"),
    ] {
        for html in [false, true] {
            let mut request = post(&format!("/api/dossiers/{code}/detail"), &json!({"pin": pin}));
            if html {
                request = with(request, "accept", "text/html");
            }
            let begun = Instant::now();
            let answer = world.call(request).await;
            assert_eq!(answer.status, 403);
            assert_eq!(answer.header("set-cookie"), "");
            told.push((html, answer.text().replace(code, "CODE"), begun.elapsed()));
        }
    }
    for html in [false, true] {
        let mut of: Vec<_> = told.iter().filter(|one| one.0 == html).map(|one| (&one.1, one.2)).collect();
        of.dedup();
        assert_eq!(of.len(), 1, "{of:#?}");
        assert_eq!(of[0].1, Duration::from_millis(60));
    }
}

#[tokio::test]
async fn attempts_are_limited_per_address_and_code_and_loosely_per_address() {
    let settings = Settings {
        pins_per_code: Pace { most: 3, refill_seconds: 60 },
        pins_per_address: Pace { most: 5, refill_seconds: 60 },
        refusal_after: Duration::ZERO,
        ..Settings::default()
    };
    let world = World::with(settings, |_| {});
    let receipt = world.submit().await;
    let (code, pin) = (receipt["code"].as_str().expect("a code"), receipt["pin"].as_str().expect("a PIN"));
    let attempt = |address: &'static str, code: &str, pin: &str| {
        let path = format!("/api/dossiers/{code}/detail");
        world.call(caller(post(&path, &json!({"pin": pin})), address))
    };
    for _ in 0..3 {
        assert_eq!(attempt("192.0.2.1", code, "00000000").await.status, 403);
    }
    let refused = attempt("192.0.2.1", code, pin).await;
    assert_eq!(refused.problem(), (429, "too-many-attempts".to_owned()));
    assert_eq!(refused.header("retry-after"), "61");
    // The owner at home is let in, as often as they like.
    for _ in 0..10 {
        assert_eq!(attempt("192.0.2.2", code, pin).await.status, 200);
    }
    let other = "000.00.00.Z99-261125-0999";
    assert_eq!(attempt("192.0.2.1", other, "00000000").await.status, 403);
    assert_eq!(attempt("192.0.2.1", other, "00000000").await.status, 403);
    assert_eq!(attempt("192.0.2.1", other, "00000000").await.status, 429, "any code from one address");
    world.later(61);
    assert_eq!(attempt("192.0.2.1", code, pin).await.status, 200);
}

#[tokio::test]
async fn a_stranger_behind_the_same_address_cannot_lock_the_owner_out() {
    let settings = Settings {
        pins_per_code: Pace { most: 2, refill_seconds: 600 },
        pins_per_address: Pace { most: 4, refill_seconds: 600 },
        refusal_after: Duration::ZERO,
        ..Settings::default()
    };
    let world = World::with(settings, |_| {});
    let sent = world.call(post("/api/dossiers", &world.submission().await)).await;
    let cookie = sent.header("set-cookie");
    assert!(cookie.ends_with("HttpOnly; SameSite=Strict"), "{cookie}");
    let cookie = cookie.split(';').next().expect("a cookie").to_owned();
    let (code, pin) = (sent.json()["code"].clone(), sent.json()["pin"].clone());
    let path = format!("/api/dossiers/{}/detail", code.as_str().expect("a code"));
    while world.call(post(&path, &json!({"pin": "00000000"}))).await.status != 429 {}
    assert_eq!(world.call(post(&path, &json!({"pin": pin}))).await.status, 429);
    let owner = with(post(&path, &json!({"pin": pin})), "cookie", &format!("a=b; {cookie}"));
    assert_eq!(world.call(owner).await.status, 200);
    // A cookie that somebody made up helps nobody.
    let forged = format!("{}={}", cookie.split('=').next().expect("a name"), "0".repeat(32));
    assert_eq!(world.call(with(post(&path, &json!({"pin": pin})), "cookie", &forged)).await.status, 429);
    // Nor does the real one let guess without end.
    for _ in 0..2 {
        assert_eq!(world.call(with(post(&path, &json!({"pin": "0"})), "cookie", &cookie)).await.status, 403);
    }
    assert_eq!(world.call(with(post(&path, &json!({"pin": "0"})), "cookie", &cookie)).await.status, 429);
}

#[tokio::test]
async fn a_renewed_pin_is_the_only_one() {
    let world = World::new();
    let receipt = world.submit().await;
    let (code, pin) = (receipt["code"].as_str().expect("a code"), receipt["pin"].as_str().expect("a PIN"));
    world.officer(code, Command::RenewPin).await;
    assert_eq!(world.with_pin(code, "detail", pin).await.status, 403);
    let key = lookup_fn::dossier::ServerKey::new([7; 32]);
    let new = lookup_fn::dossier::Pin::of(&key, &code.parse().expect("a code"), 2);
    assert_eq!(world.with_pin(code, "detail", new.as_str()).await.status, 200);
}

#[tokio::test]
async fn behind_tls_cookies_are_host_only_and_browsers_stay_with_it() {
    let world = World::with(Settings { tls: true, ..Settings::default() }, |_| {});
    let sent = world.call(post("/api/dossiers", &world.submission().await)).await;
    let cookie = sent.header("set-cookie");
    assert!(
        cookie.starts_with("__Host-may-") && cookie.contains("; Path=/;") && cookie.ends_with("; Secure")
    );
    assert_eq!(sent.header("strict-transport-security"), "max-age=31536000");
}
