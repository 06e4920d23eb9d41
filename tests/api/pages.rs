//! The same answers to a browser without script.

use lookup_fn::dossier::Command;
use serde_json::json;

use crate::world::*;

fn html(request: axum::http::Request<axum::body::Body>) -> axum::http::Request<axum::body::Body> {
    with(request, "accept", "text/html,application/xhtml+xml,*/*;q=0.8")
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let from = text.find(before).unwrap_or_else(|| panic!("{before} in {text}")) + before.len();
    let to = text[from..].find(after).expect("an end");
    &text[from..from + to]
}

#[tokio::test]
async fn a_citizen_without_script_sends_follows_completes_and_withdraws() {
    let world = World::new();
    let (photo, paper) = (jpeg(1), pdf());
    let sent = world.call(html(form("/api/dossiers", &sample_form(&photo, &paper)))).await;
    assert_eq!(sent.status, 201);
    let page = sent.text();
    let code = between(&page, "<dt>Mã hồ sơ</dt><dd class=\"code\">", "</dd>").to_owned();
    let pin = between(&page, "<dt>Mã PIN, giữ kín</dt><dd class=\"code\">", "</dd>").to_owned();
    for words in
        ["Bản chạy thử", "thứ Tư 02/12/2026", "Xã Thử", "to khai.jpg", "2 trang", "28/11, 29/11 (cuối tuần)"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }

    let state = world.call(html(get(&format!("/api/dossiers?code={code}")))).await.text();
    assert!(state.contains("Mới đăng ký") && state.contains("Đã qua 1 trên 5 bước"));
    assert!(!state.contains("Xã Thử") && !state.contains(&pin));
    let form_target = between(&state, "<form method=\"post\" action=\"", "\"").to_owned();
    let detail = |path: String| {
        let request =
            axum::http::Request::post(path).header("content-type", "application/x-www-form-urlencoded");
        html(request.body(format!("pin={pin}").into()).expect("a request"))
    };
    let page = world.call(detail(form_target)).await.text();
    assert!(page.contains("Rút hồ sơ") && !page.contains("Cần bổ sung</h2>"));

    let command =
        Command::AskSupplement { papers: vec![1], reason: "Tờ khai thiếu chữ ký".to_owned() };
    world.officer(&code, command).await;
    let page = world.call(detail(format!("/api/dossiers/{code}/detail"))).await.text();
    assert!(page.contains("Tờ khai thiếu chữ ký") && page.contains("name=\"paper.1\""));
    let nothing = world.call(html(form(
        &format!("/api/dossiers/{code}/supplement"),
        &[("pin", None, pin.as_bytes()), ("paper.1", Some(""), b"")],
    )));
    let nothing = nothing.await;
    assert_eq!(nothing.status, 422);
    assert!(
        nothing.text().contains("Hãy thêm ít nhất một tệp") && nothing.text().contains("name=\"paper.1\"")
    );
    let photo = jpeg(8);
    let sent = world.call(html(form(
        &format!("/api/dossiers/{code}/supplement"),
        &[("pin", None, pin.as_bytes()), ("paper.1", Some("ky.jpg"), &photo)],
    )));
    assert!(sent.await.text().contains("Đã nhận giấy tờ bổ sung"));
    let gone = world.call(detail(format!("/api/dossiers/{code}/withdraw"))).await.text();
    assert!(gone.contains("Đã rút hồ sơ") && !gone.contains("Rút hồ sơ này"));
}

#[tokio::test]
async fn a_faulty_form_comes_back_with_all_that_was_typed_and_its_files() {
    let world = World::new();
    let (photo, paper) = (jpeg(1), pdf());
    let mut parts = sample_form(&photo, &paper);
    parts[4].2 = b"12";
    parts.push(("field.to-khai.muc_dich", None, "Đi làm".as_bytes()));
    parts.push(("field.to-khai.con.0.ten", None, "Con Một".as_bytes()));
    let answer = world.call(html(form("/api/dossiers", &parts))).await;
    assert_eq!(answer.status, 422);
    let page = answer.text();
    for kept in [
        "value=\"Người Nộp Mẫu\"",
        "name=\"field.filer.phone\" value=\"12\"",
        "class=\"er\">Số điện thoại có 10 chữ số",
        "value=\"Đi làm\" checked",
        "name=\"field.to-khai.con.0.ten\" value=\"Con Một\"",
        "name=\"field.to-khai.con.1.ten\"",
        "Đã nhận: to khai.jpg",
    ] {
        assert!(page.contains(kept), "{kept}: {page}");
    }
    let token = between(&page, "name=\"upload.1\" value=\"", "\"").to_owned();
    let other = between(&page, "name=\"upload.2\" value=\"", "\"").to_owned();
    parts[4].2 = b"0900000001";
    parts.retain(|part| !part.0.starts_with("paper."));
    parts.push(("upload.1", None, token.as_bytes()));
    parts.push(("upload.2", None, other.as_bytes()));
    let sent = world.call(html(form("/api/dossiers", &parts))).await;
    assert_eq!(sent.status, 201, "{}", sent.text());
    assert!(sent.text().contains("to khai.jpg"));
}

#[tokio::test]
async fn a_mistyped_code_is_kept_in_the_box() {
    let world = World::new();
    let page = world.call(html(get("/api/dossiers?code=ooo.oo.oo.z99-261125-ooo1"))).await.text();
    assert!(page.contains("value=\"ooo.oo.oo.z99-261125-ooo1\""));
    assert!(page.contains("href=\"/api/dossiers/000.00.00.Z99-261125-0001\""));
    let empty = world.call(html(get("/api/dossiers"))).await.text();
    assert!(empty.contains("<h1>Tra cứu hồ sơ</h1>"));
}

#[tokio::test]
async fn no_page_speaks_english_or_asks_another_host() {
    let world = World::new();
    let receipt = world.submit().await;
    let code = receipt["code"].as_str().expect("a code");
    let detail = post(&format!("/api/dossiers/{code}/detail"), &json!({"pin": receipt["pin"]}));
    let requests = [
        get("/api/health"),
        get("/api/none"),
        get(&format!("/api/dossiers/{code}")),
        get("/api/procedures/1.001193"),
        post("/api/dossiers", &json!({})),
        detail,
        with(get("/api/uploads/x"), "x", "y"),
    ];
    for request in requests {
        let page = world.call(html(request)).await.text();
        assert!(page.starts_with("<!doctype html>") && page.contains("lang=\"vi\""), "{page}");
        assert!(has_only_own_scripts(&page), "{page}");
        for wrong in [" the ", "Error", "error", "None", "Some(", "<script>", " style=", "http://"] {
            assert!(!page.contains(wrong), "{wrong}: {page}");
        }
        assert!(page.contains("giao-dien/style.css"));
    }
}
