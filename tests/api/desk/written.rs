//! What a citizen wrote, as the officer reads it.

use content::form::check::Value as Written;
use lookup_fn::api::Settings;
use lookup_fn::work::begin;

use super::*;
use crate::sample;

/// A form whose fields stand in another order than the alphabet's, and one of which bears no label.
fn form() -> Value {
    json!({
        "title": "Tờ khai thử", "source": {"read": []},
        "head": {"left": [], "right": [{"id": "kinh_gui", "kind": "addressee"}]},
        "groups": [{"fields": [
            {"id": "ho_ten", "kind": "name", "label": "Họ tên", "required": true},
            {"id": "con", "kind": "table", "label": "Các con", "max_rows": 3, "columns": [
                {"id": "ten", "kind": "name", "label": "Tên"}, {"id": "nam", "kind": "year", "label": "Năm sinh"}
            ]},
            {"id": "ban_sao", "kind": "yes_no", "label": "Xin bản sao"}
        ]}]
    })
}

#[tokio::test]
async fn answers_stand_in_the_order_and_words_of_the_form() {
    let world = World::with(Settings::default(), |intake| {
        intake.forms.insert("to-khai".to_owned(), serde_json::from_value(form()).expect("a form"));
    });
    let mut body = world.submission().await;
    let fields = [
        ("kinh_gui", json!("Ủy ban nhân dân xã Thử")),
        ("con", json!([{"ten": "Con Một", "nam": "2020"}])),
        ("ban_sao", json!("yes")),
    ];
    for (id, value) in fields {
        body["fields"][format!("to-khai.{id}")] = value;
    }
    let sent = world.call(post("/api/dossiers", &body)).await;
    assert_eq!(sent.status, 201, "{}", sent.text());
    let code = sent.json()["code"].as_str().expect("a code").to_owned();
    let lan = anybody(&world, "lan").await;
    let answers = lan.dossier(&world, &code).await["answers"].clone();
    let expected = json!([{"form": "Tờ khai thử", "lines": [
        ["Kính gửi", "Ủy ban nhân dân xã Thử"],
        ["Họ tên", "Trẻ Em Mẫu"],
        ["Các con", "Tên: Con Một; Năm sinh: 2020"],
        ["Xin bản sao", "Có"]
    ]}]);
    assert_eq!(answers, expected);
    let page = lan.page(&world, &format!("/can-bo/ho-so/{code}/")).await.text();
    let own = between(&page, "<h2>Tờ khai thử</h2>", "</section>");
    let places: Vec<_> = ["Kính gửi", "Họ tên", "Các con", "Xin bản sao"].map(|label| own.find(label)).into();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{own}");
    for id in ["kinh_gui", "ho_ten", "ban_sao", "to-khai"] {
        assert!(!own.contains(id), "{id} in {own}");
    }
}

#[tokio::test]
async fn what_stood_in_fields_that_are_gone_is_still_read() {
    let world = World::new();
    let text = |text: &str| Written::Text(text.to_owned());
    let mut payload = sample::payload();
    let own = [("ho_ten".to_owned(), text("Trẻ Em Mẫu")), ("cu_ky".to_owned(), text("Điều đã viết"))];
    payload.answers.insert("to-khai".to_owned(), own.into_iter().collect());
    payload.answers.insert("da_bo".to_owned(), [("cu_ky".to_owned(), text("yes"))].into_iter().collect());
    let request = sample::request_with(payload, Vec::new());
    let asker = sample::applicant("2026-11-25 09:00");
    let begun = begin(&world.store, &world.intake, &asker, request).await.expect("taken");
    let lan = anybody(&world, "lan").await;
    let page = lan.page(&world, &format!("/can-bo/ho-so/{}/", begun.code)).await.text();
    for words in ["Điều đã viết", "Mục nay không còn trong tờ khai", "Tờ khai nay không còn dùng"]
    {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert!(!page.contains("cu_ky") && !page.contains("da_bo"), "{page}");
}
