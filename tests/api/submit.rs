//! A dossier is sent: by a program, by a page without script, once, twice, and wrongly.

use content::Submission;
use lookup_fn::api::{Pace, Settings};
use serde_json::{Value, json};

use crate::world::*;

const KEY: &str = "000102030405060708090a0b0c0d0e0f";

#[tokio::test]
async fn a_dossier_that_is_sent_gets_code_pin_and_receipt() {
    let world = World::new();
    let receipt = world.submit().await;
    assert_eq!(receipt["code"], "000.00.00.Z99-261125-0001");
    assert_eq!(receipt["received"]["at"], "2026-11-25T02:00:00Z");
    assert_eq!(receipt["received"]["words"], "09:00 ngày 25/11/2026");
    assert_eq!(receipt["agency"], json!({"id": "xa-thu", "name": "Xã Thử"}));
    let file = &receipt["papers"][0]["files"][0];
    assert_eq!(file["sha256"], lookup_fn::Hash::of(&[&jpeg(1)]).to_string());
    assert_eq!((&file["size_bytes"], &file["pages"]), (&json!(68), &json!(1)));
    assert_eq!(receipt["papers"][1]["files"][0]["pages"], 3);
    // Wednesday and five working days.
    assert_eq!(receipt["expected_due"]["on"], "2026-12-02");
    assert_eq!(receipt["expected_due"]["words"], "thứ Tư 02/12/2026");
    assert_eq!(receipt["expected_due"]["counted"]["skipped"][0]["on"], "2026-11-28");
    assert!(receipt["trial"].as_str().is_some_and(|words| words.contains("chạy thử")));
}

#[tokio::test]
async fn an_office_with_a_published_code_gives_it() {
    let world = World::new();
    let mut body = world.submission().await;
    body["agency"] = json!("xa-mau");
    let answer = world.call(post("/api/dossiers", &body)).await;
    assert_eq!(answer.json()["code"], "H03.12-261125-0001");
}

#[tokio::test]
async fn the_same_draft_sent_twice_is_one_dossier() {
    let world = World::new();
    let body = world.submission().await;
    let send = |body: &Value| with(post("/api/dossiers", body), "idempotency-key", KEY);
    let first = world.call(send(&body)).await;
    world.later(3 * 24 * 3600);
    // Another tab sends the files again: other ids, the same bytes.
    let again = world.call(send(&world.submission().await)).await;
    assert_eq!((first.status, again.status), (201, 201));
    assert_eq!(first.json()["code"], again.json()["code"]);
    assert_eq!(first.json()["pin"], again.json()["pin"]);
    assert_eq!(first.json()["received"], again.json()["received"]);
    let mut other = body.clone();
    other["fields"]["filer.name"] = json!("Người Khác");
    assert_eq!(world.call(send(&other)).await.problem(), (409, "other-body".to_owned()));
    let bad = with(post("/api/dossiers", &body), "idempotency-key", "1234");
    assert_eq!(world.call(bad).await.problem(), (400, "bad-key".to_owned()));
}

#[tokio::test]
async fn a_page_without_script_is_known_by_what_it_sent_for_a_day() {
    let world = World::new();
    let (photo, paper) = (jpeg(1), pdf());
    let send = || form("/api/dossiers", &sample_form(&photo, &paper));
    let first = world.call(send()).await;
    assert_eq!(first.status, 201, "{}", first.text());
    assert_eq!(first.json()["papers"][1]["files"][0]["pages"], 2);
    world.later(23 * 3600);
    assert_eq!(world.call(send()).await.json()["code"], first.json()["code"]);
    world.later(2 * 3600);
    assert_ne!(world.call(send()).await.json()["code"], first.json()["code"]);
}

#[tokio::test]
async fn everything_wrong_is_said_at_once() {
    let world = World::new();
    let svg = world
        .call(form(
            "/api/dossiers",
            &[
                ("procedure", None, b"1.001193"),
                ("case", None, b"9"),
                ("agency", None, b"toa-nha"),
                ("field.filer.name", None, b"Robert 2"),
                ("field.filer.phone", None, b"12"),
                ("field.owner.phone", None, b"0900000001"),
                ("field.to-khai.ngay_sinh", None, b"31/02/2026"),
                ("field.to-khai.khong_co", None, b"x"),
                ("khac", None, b"x"),
            ],
        ))
        .await;
    assert_eq!(svg.status, 422);
    let faults = svg.faults();
    let wanted = [
        ("agency", "unknown-office"),
        ("case", "unknown-case"),
        ("filer.name", "digit_in_name"),
        ("filer.phone", "phone"),
        ("khac", "unknown-field"),
        ("owner.name", "required"),
        ("to-khai.khong_co", "unknown-field"),
        ("to-khai.ho_ten", "required"),
        ("to-khai.ngay_sinh", "no_such_day"),
    ];
    for (at, code) in wanted {
        assert_eq!(faults.get(at).map(String::as_str), Some(code), "{faults:?}");
    }
    assert_eq!(faults.len(), wanted.len(), "{faults:?}");
}

#[tokio::test]
async fn wrong_types_are_faults_of_their_fields() {
    let world = World::new();
    let mut body = world.submission().await;
    body["agency"] = json!({"id": 1});
    body["fields"]["filer.name"] = json!(true);
    body["fields"]["to-khai.muc_dich"] = json!(["Đi chơi"]);
    body["fields"]["to-khai.con"] = json!([{"ten": "Một"}, {"nam": "3000"}]);
    body["papers"] =
        json!([{"paper": "x", "upload": "y"}, {"paper": 1, "upload": "y"}, {"paper": 9, "upload": "y"}]);
    let answer = world.call(post("/api/dossiers", &body)).await;
    let faults = answer.faults();
    let codes: Vec<(&str, &str)> = faults.iter().map(|(at, code)| (at.as_str(), code.as_str())).collect();
    let wanted = [
        ("agency", "unknown-office"),
        ("field.filer.name", "shape"),
        ("filer.name", "required"),
        ("paper.1", "no-such-upload"),
        ("paper.2", "missing-paper"),
        ("paper.9", "unknown-paper"),
        ("papers.0", "shape"),
        ("to-khai.con.1.nam", "year"),
        ("to-khai.muc_dich", "option"),
    ];
    assert_eq!(codes, wanted);
    for broken in ["[]", "{", "\"x\"", ""] {
        let request = post("/api/dossiers", &json!(null)).map(|_| axum::body::Body::from(broken));
        assert_eq!(world.call(request).await.problem(), (400, "broken-body".to_owned()));
    }
}

#[tokio::test]
async fn what_is_not_in_the_list_is_no_procedure() {
    let world = World::new();
    let mut body = world.submission().await;
    for (code, fault) in
        [("1.000002", "not-in-force"), ("1.999999", "unknown-procedure"), ("x", "unknown-procedure")]
    {
        body["procedure"] = json!(code);
        let answer = world.call(post("/api/dossiers", &body)).await;
        assert_eq!(answer.faults()["procedure"], fault);
    }
}

#[tokio::test]
async fn tables_choices_and_parts_come_from_a_plain_form_too() {
    let world = World::new();
    let (photo, paper) = (jpeg(1), pdf());
    let mut parts = sample_form(&photo, &paper);
    parts.extend([
        ("field.to-khai.muc_dich", None, "Đi học".as_bytes()),
        ("field.to-khai.muc_dich", None, "Đi làm".as_bytes()),
        ("field.to-khai.noi_sinh.commune", None, "Xã Mẫu".as_bytes()),
        ("field.to-khai.con.0.ten", None, "Con Một".as_bytes()),
        ("field.to-khai.con.0.nam", None, b"2020"),
        ("field.to-khai.con.1.ten", None, "Con Hai".as_bytes()),
    ]);
    let receipt = world.call(form("/api/dossiers", &parts)).await.json();
    let (code, pin) = (receipt["code"].as_str().expect("a code"), receipt["pin"].as_str().expect("a PIN"));
    let detail = world.with_pin(code, "detail", pin).await.json();
    let answers = &detail["answers"]["to-khai"];
    assert_eq!(answers["muc_dich"], json!(["Đi học", "Đi làm"]));
    assert_eq!(answers["noi_sinh.commune"], "Xã Mẫu");
    assert_eq!(answers["con"], json!([{"nam": "2020", "ten": "Con Một"}, {"ten": "Con Hai"}]));
}

#[tokio::test]
async fn a_site_that_takes_no_dossiers_says_why() {
    let world = World::with(off(), |_| {});
    let answer = world.call(post("/api/dossiers", &json!({}))).await;
    assert_eq!(answer.problem(), (403, "submission-off".to_owned()));
    assert!(answer.json()["detail"].as_str().is_some_and(|words| words.contains("https://cong.example/")));
    assert_eq!(answer.json()["trial"], Value::Null);
    assert_eq!(world.call(post("/api/uploads", &json!({}))).await.status, 403);
    assert_eq!(world.call(put("/api/uploads/x", Vec::new())).await.status, 403);
}

#[tokio::test]
async fn a_trial_says_so_everywhere_and_the_real_one_nowhere() {
    let trial = World::new();
    for request in [get("/api/health"), get("/api/dossiers/x"), get("/api/none"), get("/api/openapi.json")] {
        let answer = trial.call(request).await;
        assert_eq!(answer.header("motcua-trial"), "no office receives this");
    }
    let own = World::with(Settings::default(), |intake| {
        intake.site.submission = Submission::Own;
        intake.site.legal_ground = Some("Luật thử".to_owned());
    });
    let answer = own.call(get("/api/health")).await;
    assert_eq!(answer.header("motcua-trial"), "");
    assert_eq!(answer.json(), json!({"status": "ok", "submission": "own"}));
    assert!(own.call(with(get("/api/health"), "accept", "text/html")).await.text().contains("Luật thử"));
}

#[tokio::test]
async fn too_many_sendings_from_one_address_have_to_wait() {
    let pace = Pace { most: 2, refill_seconds: 60 };
    let world = World::with(Settings { sendings_per_address: pace, ..Settings::default() }, |_| {});
    let send = |address: &str| world.call(caller(post("/api/dossiers", &json!({})), address));
    assert_eq!(send("192.0.2.1").await.status, 422);
    assert_eq!(send("192.0.2.1").await.status, 422);
    let refused = send("192.0.2.1").await;
    assert_eq!(refused.problem(), (429, "too-many-sendings".to_owned()));
    assert_eq!(refused.header("retry-after"), "61");
    assert_eq!(send("192.0.2.2").await.status, 422);
    world.later(61);
    assert_eq!(send("192.0.2.1").await.status, 422);
}

#[tokio::test]
async fn the_receipt_comes_again_to_whoever_has_the_pin() {
    let world = World::new();
    let first = world.submit().await;
    let (code, pin) = (first["code"].as_str().expect("a code"), first["pin"].as_str().expect("a PIN"));
    assert_eq!(world.with_pin(code, "receipt", pin).await.json(), first);
    assert_eq!(world.with_pin(code, "receipt", "00000000").await.problem(), (403, "wrong-pin".to_owned()));
    let page =
        with(post(&format!("/api/dossiers/{code}/receipt"), &json!({"pin": pin})), "accept", "text/html");
    let page = world.call(with(page, "host", "vidu.vn")).await.text();
    assert!(page.contains("<svg class=\"qr\"") && page.contains(pin), "{page}");
    assert!(page.contains(&format!("http://vidu.vn/tra-cuu/?ma={code}")), "{page}");
    assert!(!page.contains("Người Nộp Mẫu"), "no name of a person: {page}");
}

#[tokio::test]
async fn files_for_papers_of_another_case_are_refused() {
    let world = World::with(Settings::default(), |intake| {
        let versions = intake.procedures.values_mut().next().expect("the sample has one");
        let case = versions[0].cases[0].clone();
        versions[0].cases.push(case);
    });
    let (photo, paper) = (jpeg(1), pdf());
    let mut parts = sample_form(&photo, &paper);
    for part in &mut parts {
        part.0 = match part.0 {
            "paper.1" => "paper.2.1",
            "paper.2" => "paper.1.2",
            name => name,
        };
    }
    let faults = world.call(form("/api/dossiers", &parts)).await.faults();
    assert_eq!(faults["case"], "other-case");
    for part in &mut parts {
        part.0 = if part.0 == "paper.2.1" { "paper.1.1" } else { part.0 };
    }
    let sent = world.call(form("/api/dossiers", &parts)).await;
    assert_eq!(sent.status, 201, "{}", sent.text());
}
