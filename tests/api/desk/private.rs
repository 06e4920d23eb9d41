use lookup_fn::api::Settings;
use lookup_fn::store::{Staff, StoreError};
use serde_json::json;

use super::*;

const NASTY: &str = "<script>alert(1)</script>\" onmouseover=\"x";

async fn readings(world: &World, code: &str) -> Vec<(String, String)> {
    let code = code.parse().expect("a code");
    let all = world.store.readings(&code).await.expect("read");
    all.into_iter().map(|one| (one.account, one.what)).collect()
}

#[tokio::test]
async fn every_reading_is_written_down_before_anything_is_shown() {
    let world = World::new();
    let receipt = world.submit().await;
    let code = receipt["code"].as_str().expect("a code");
    let hash = receipt["papers"][0]["files"][0]["sha256"].as_str().expect("a hash");
    let lan = anybody(&world, "lan").await;
    lan.page(&world, "/can-bo/").await;
    lan.page(&world, "/can-bo/danh-sach.csv").await;
    assert_eq!(readings(&world, code).await, [], "lists hold nothing personal");
    lan.does(&world, code, json!({"action": "accept", "due_by": "count:0", "receipt": "yes"})).await;
    let before = readings(&world, code).await.len();
    for path in [
        format!("/can-bo/ho-so/{code}/"),
        format!("/can-bo/ho-so/{code}/tep/{hash}"),
        format!("/can-bo/ho-so/{code}/phieu/2/"),
        "/can-bo/so/".to_owned(),
    ] {
        assert_eq!(lan.page(&world, &path).await.status, 200, "{path}");
    }
    lan.send(&world, "/can-bo/tim/", &[("words", "nguoi nop")]).await;
    let whats: Vec<String> =
        readings(&world, code).await.into_iter().skip(before).map(|(_, what)| what).collect();
    assert_eq!(whats, ["detail", "file", "slip", "list", "search"]);
    let lead = lan.page(&world, &format!("/can-bo/ho-so/{code}/")).await.text();
    assert!(lead.contains("Ai đã xem hồ sơ này") && lead.contains("Cán bộ lan: in phiếu"), "{lead}");
    let clerk = officer(&world, "thu", &[Role::Receive], &["xa-thu"]).await;
    assert!(!clerk.page(&world, &format!("/can-bo/ho-so/{code}/")).await.text().contains("Ai đã xem"));
    world.store.fail_readings(true);
    for path in [
        format!("/can-bo/ho-so/{code}/"),
        format!("/can-bo/ho-so/{code}/tep/{hash}"),
        format!("/can-bo/ho-so/{code}/phieu/2/"),
        "/can-bo/so/".to_owned(),
    ] {
        let answer = lan.page(&world, &path).await;
        assert_eq!(answer.status, 503, "{path}: what can't be written down isn't shown");
        assert!(!answer.text().contains("Người Nộp Mẫu"));
    }
    let found = lan.send(&world, "/can-bo/tim/", &[("words", "nguoi nop")]).await;
    assert_eq!(found.status, 503);
}

#[tokio::test]
async fn another_office_sees_and_guesses_nothing() {
    let world = World::new();
    let receipt = world.submit().await;
    let code = receipt["code"].as_str().expect("a code");
    let hash = receipt["papers"][0]["files"][0]["sha256"].as_str().expect("a hash");
    let other = officer(&world, "khac", &Role::ALL, &["xa-mau"]).await;
    let unknown = "000.00.00.Z99-261125-0099";
    for path in ["", "tep/HASH", "phieu/1/"] {
        let ask = async |code: &str| {
            let path = format!("/can-bo/ho-so/{code}/{}", path.replace("HASH", hash));
            let answer = other.page(&world, &path).await;
            (answer.status, answer.text())
        };
        let (one, none) = (ask(code).await, ask(unknown).await);
        assert_eq!(one, none, "a dossier of another office is as one that isn't there");
        assert_eq!(one.0, 404);
    }
    let act = other.act(&world, code, 1, json!({"action": "reject", "reason": "x"})).await;
    assert_eq!(act.problem(), (404, "no-such-dossier-here".to_owned()));
    assert!(!other.send(&world, "/can-bo/tim/", &[("words", "nguoi nop")]).await.text().contains(code));
    assert!(!other.send(&world, "/can-bo/tim/", &[("words", code)]).await.text().contains("Người Nộp Mẫu"));
    assert_eq!(other.page(&world, "/can-bo/?co-quan=xa-thu").await.status, 403);
    assert_eq!(other.page(&world, "/can-bo/danh-sach.csv?co-quan=xa-thu").await.status, 403);
    assert_eq!(other.page(&world, "/can-bo/so/?co-quan=xa-thu").await.status, 403);
    assert!(!other.page(&world, "/can-bo/?nhom=tat-ca").await.text().contains(code));
    let lan = anybody(&world, "lan").await;
    let guessed = lookup_fn::Hash::of(&[b"guess"]);
    assert_eq!(lan.page(&world, &format!("/can-bo/ho-so/{code}/tep/{guessed}")).await.status, 404);
    assert_eq!(lan.page(&world, &format!("/can-bo/ho-so/{code}/tep/../../../etc/passwd")).await.status, 404);
    assert_eq!(lan.page(&world, &format!("/can-bo/ho-so/{code}/phieu/77/")).await.status, 404);
}

#[tokio::test]
async fn without_a_session_nothing_opens() {
    let world = World::new();
    let code = sent(&world).await;
    for path in [
        "/can-bo/",
        "/can-bo/so/",
        "/can-bo/tim/",
        "/can-bo/tiep-nhan/",
        "/can-bo/xoa/",
        "/can-bo/tai-khoan/",
        "/can-bo/danh-sach.csv",
    ] {
        let answer = world.call(with(get(path), "accept", "text/html")).await;
        assert_eq!(answer.status, 303, "{path}");
        assert!(answer.header("location").starts_with("/can-bo/dang-nhap/"), "{path}");
    }
    for path in [
        "/api/desk/session",
        "/api/desk/dossiers",
        "/api/desk/dossiers.csv",
        &format!("/api/desk/dossiers/{code}"),
    ] {
        assert_eq!(world.call(get(path)).await.problem(), (401, "not-signed-in".to_owned()), "{path}");
    }
    assert_eq!(world.call(typed("/can-bo/tim/", &[("words", "x")])).await.status, 401);
    for path in [format!("/can-bo/ho-so/{code}/"), "/can-bo/tiep-nhan/1.001193/".to_owned()] {
        let answer = world.call(typed(&path, &[("reason", NASTY), ("reason", "chữ thứ hai")])).await;
        assert_eq!(answer.status, 401, "{path}");
        let text = answer.text();
        assert!(text.contains(&format!("<form method=\"post\" action=\"{path}\">")), "{text}");
        assert!(
            text.contains("name=\"reason\" value=\"chữ thứ hai\"") && !text.contains("<script"),
            "{text}"
        );
    }
}

#[tokio::test]
async fn names_are_found_in_any_spelling_and_codes_by_their_end() {
    let world = World::new();
    let code = sent(&world).await;
    let lan = anybody(&world, "lan").await;
    for words in ["nguoi nop mau", "NGƯỜI NỘP", "0900000001", "+84 900 000 001"] {
        let text = lan.send(&world, "/can-bo/tim/", &[("words", words)]).await.text();
        assert!(text.contains(&code) && text.contains("Người Nộp Mẫu, 0900000001"), "{words}: {text}");
    }
    for words in [code.as_str(), &code.to_lowercase(), "261125-0001", "1", "0001"] {
        let answer = lan.send(&world, "/can-bo/tim/", &[("words", words)]).await;
        assert_eq!(answer.header("location"), format!("/can-bo/ho-so/{code}/"), "{words}");
    }
    for words in ["", "%", "x'; DROP TABLE people; --", "_______"] {
        assert!(
            !lan.send(&world, "/can-bo/tim/", &[("words", words)]).await.text().contains(&code),
            "{words}"
        );
    }
}

#[tokio::test]
async fn what_people_write_is_text_in_every_page_of_the_desk() {
    let world = World::new();
    let mut body = world.submission().await;
    body["fields"]["filer.address"] = json!(NASTY);
    body["fields"]["filer.words"] = json!(NASTY);
    body["papers"][0]["name"] = json!(NASTY);
    let code =
        world.call(post("/api/dossiers", &body)).await.json()["code"].as_str().expect("a code").to_owned();
    let lan = anybody(&world, "lan").await;
    lan.does(&world, &code, json!({"action": "accept", "due_by": "set", "due": "2026-12-30", "due_reason": NASTY, "receipt": "yes"})).await;
    lan.does(&world, &code, json!({"action": "hand-over", "to": NASTY})).await;
    lan.does(&world, &code, json!({"action": "note", "to": "desk", "words": NASTY})).await;
    let path = format!("/can-bo/ho-so/{code}/");
    let mut pages = vec![
        lan.page(&world, &path).await,
        lan.page(&world, "/can-bo/?nhom=tat-ca").await,
        lan.page(&world, "/can-bo/so/").await,
        lan.page(&world, &format!("{path}phieu/2/")).await,
        lan.page(&world, "/can-bo/?nhom=%3Cscript%3E&sau=%3Cscript%3E%22").await,
        lan.page(&world, "/can-bo/tiep-nhan/?tim=%3Cscript%3E%22+onmouseover%3D%22x").await,
        lan.page(&world, "/can-bo/ho-so/%3Cscript%3E/").await,
        world.call(with(get("/can-bo/dang-nhap/?ve=%22%3E%3Cscript%3E"), "accept", "text/html")).await,
    ];
    for (path, fields) in [
        (path.as_str(), vec![("action", "note"), ("words", NASTY), ("to", NASTY)]),
        ("/can-bo/tim/", vec![("words", NASTY)]),
        ("/can-bo/xoa/", vec![("code", NASTY), ("because", "asked")]),
        (
            "/can-bo/tiep-nhan/1.001193/",
            vec![
                ("field.filer.name", NASTY),
                ("originals.1", NASTY),
                ("agency", "xa-thu"),
                ("command", NASTY),
                ("late_reason", NASTY),
            ],
        ),
        ("/can-bo/dang-nhap/", vec![("account", NASTY), ("back", NASTY)]),
    ] {
        pages.push(lan.send(&world, path, &fields).await);
    }
    for page in pages {
        let text = page.text();
        assert!(!text.contains("<script") && !text.contains("\" onmouseover"), "{text}");
        let policy = page.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; style-src 'self'") && !policy.contains("unsafe"),
            "{policy}"
        );
        assert_eq!(page.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn a_table_opens_in_a_spreadsheet_and_counts_nothing() {
    let world = World::new();
    let code = sent(&world).await;
    let lan = anybody(&world, "lan").await;
    lan.does(&world, &code, json!({"action": "accept", "due_by": "count:0"})).await;
    lan.does(
        &world,
        &code,
        json!({"action": "hand-over", "to": "=HYPERLINK(\"http://evil.example\";\"Xem\")"}),
    )
    .await;
    let table = lan.page(&world, "/can-bo/danh-sach.csv?nhom=tat-ca").await;
    assert_eq!(table.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(table.header("content-disposition"), "attachment; filename=\"ho-so-tat-ca-2026-11-25.csv\"");
    let text = table.text();
    assert!(text.starts_with("\u{feff}\"Mã hồ sơ\",\"Mã thủ tục\",\"Thủ tục\""), "{text}");
    assert!(text.contains(&format!("\"{code}\",\"1.001193\",\"Thủ tục thử\",\"Đang xử lý\"")), "{text}");
    assert!(text.contains("\"'=HYPERLINK(\"\"http://evil.example\"\""), "{text}");
    assert!(!text.contains("Người Nộp Mẫu") && !text.contains("0900"));
    assert_eq!(text.matches("\r\n").count(), 2);
}

#[tokio::test]
async fn nothing_personal_gets_into_the_log_of_the_desk() {
    let world = World::new();
    let code = sent(&world).await;
    let lan = anybody(&world, "lan").await;
    lan.page(&world, &format!("/can-bo/ho-so/{code}/")).await;
    lan.send(&world, "/can-bo/tim/", &[("words", "Người Nộp Mẫu")]).await;
    lan.send(&world, "/can-bo/dang-nhap/", &[("account", "lan"), ("password", "bí mật 123")]).await;
    world.store.fail(Some(StoreError::Away("away".to_owned())));
    lan.page(&world, &format!("/can-bo/ho-so/{code}/")).await;
    let log = world.log.lock().expect("no panic before").join("\n");
    for secret in [code.as_str(), "Mẫu", "bí mật", "lan", &lan.cookie, &lan.form_key] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
    assert!(log.contains("\"path\":\"/can-bo/ho-so/{code}/\""), "{log}");
}

#[tokio::test]
async fn lists_tell_colour_and_word_and_go_on_page_by_page() {
    let world = World::with(Settings::default(), |_| {});
    let lan = anybody(&world, "lan").await;
    let mut codes = Vec::new();
    for _ in 0..27 {
        let mut body = world.submission().await;
        body["fields"]["filer.address"] = json!(format!("Nhà {}", codes.len()));
        let code = world.call(post("/api/dossiers", &body)).await.json()["code"]
            .as_str()
            .expect("a code")
            .to_owned();
        codes.push(code);
    }
    let first = lan.page(&world, "/can-bo/?nhom=cho-xem").await.text();
    assert_eq!(first.matches("<tr><th scope=\"row\">").count(), 25);
    let next = between(&first, "rel=\"next\" href=\"", "\"").replace("&amp;", "&").replace("&#38;", "&");
    let second = lan.page(&world, &next).await.text();
    assert_eq!(second.matches("<tr><th scope=\"row\">").count(), 2, "{second}");
    for code in &codes[..3] {
        lan.does(&world, code, json!({"action": "accept", "due_by": "count:0"})).await;
    }
    let has = async |group: &str, class: &str, words: &str| {
        let text = lan.page(&world, &format!("/can-bo/?nhom={group}")).await.text();
        (text.matches(&format!("<span class=\"st {class}\">{words}")).count(), text)
    };
    let (count, text) = has("dang-mo&sau=0%2F", "ok", "còn hạn 5 ngày làm việc").await;
    assert_eq!(count, 3, "{text}");
    world.later(5 * 24 * 3_600);
    // The session has ended meanwhile.
    let lan = anybody(&world, "lan").await;
    let has = async |group: &str, class: &str, words: &str| {
        let text = lan.page(&world, &format!("/can-bo/?nhom={group}")).await.text();
        (text.matches(&format!("<span class=\"st {class}\">{words}")).count(), text)
    };
    let (count, text) = has("sap-den-han", "soon", "sắp đến hạn, còn 2 ngày làm việc").await;
    assert_eq!(count, 3, "{text}");
    assert_eq!(has("qua-han", "late", "quá hạn").await.0, 0);
    world.later(5 * 24 * 3_600);
    let lan = anybody(&world, "lan").await;
    let late = lan.page(&world, "/can-bo/?nhom=qua-han").await.text();
    assert_eq!(late.matches("<span class=\"st late\">quá hạn 2 ngày làm việc").count(), 3, "{late}");
    assert!(late.contains("Quá hạn <span class=\"n\">3</span>"), "{late}");
}
