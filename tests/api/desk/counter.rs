use serde_json::json;

use super::*;

const ID: &str = "0123456789abcdef0123456789abcdef";

/// What an officer types at the counter.
fn paper() -> Vec<(&'static str, &'static str)> {
    vec![
        ("command", ID),
        ("agency", "xa-thu"),
        ("case", "1"),
        ("field.filer.name", "Trần Thị Mẫu"),
        ("field.filer.phone", "0900 000 009"),
        ("sheet.1", "yes"),
        ("originals.1", "1"),
        ("copies.1", ""),
        ("sheet.2", "yes"),
        ("originals.2", "0"),
        ("copies.2", "2"),
        ("due_by", "count:0"),
        ("via", "counter"),
        ("receipt", "yes"),
    ]
}

#[tokio::test]
async fn paper_is_taken_at_the_counter_once_however_often_the_button_is_pressed() {
    let world = World::new();
    let lan = anybody(&world, "lan").await;
    let found = lan.page(&world, "/can-bo/tiep-nhan/?tim=thu+tuc+thu").await.text();
    assert!(found.contains("/can-bo/tiep-nhan/1.001193/?noi=xa-thu"), "{found}");
    assert!(!found.contains("1.000002"), "what is over isn't offered");
    let form = lan.page(&world, "/can-bo/tiep-nhan/1.001193/?noi=xa-thu").await.text();
    assert!(form.contains("hẹn thứ Tư 02/12/2026") && form.contains("name=\"sheet.3\""), "{form}");
    let first = lan.send(&world, "/can-bo/tiep-nhan/1.001193/", &paper()).await;
    assert_eq!(first.status, 303, "{}", first.text());
    let second = lan.send(&world, "/can-bo/tiep-nhan/1.001193/", &paper()).await;
    assert_eq!(first.header("location"), second.header("location"));
    let mut other = paper();
    other[3].1 = "Người Khác";
    assert_eq!(
        lan.send(&world, "/can-bo/tiep-nhan/1.001193/", &other).await.status,
        409,
        "another dossier has another id"
    );
    let page = lan.page(&world, &first.header("location")).await.text();
    for words in [
        "Trần Thị Mẫu",
        "0900000009",
        "Tờ khai: 1 bản chính",
        "Giấy chứng sinh: 2 bản sao",
        "In phiếu 01",
        "/phieu/2/",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let list = lan.page(&world, "/can-bo/").await.text();
    assert_eq!(list.matches("<tr><th scope=\"row\">").count(), 1, "{list}");
}

#[tokio::test]
async fn what_was_taken_by_hand_is_entered_afterwards_with_a_reason() {
    let world = World::new();
    let lan = anybody(&world, "lan").await;
    let mut late = paper();
    late.extend([("received_on", "2026-11-20"), ("received_at", "08:30")]);
    let path = "/can-bo/tiep-nhan/1.001193/";
    let none = lan.send(&world, path, &late).await;
    assert_eq!(none.status, 422);
    assert!(none.text().contains("▲ Hãy ghi lý do.") && none.text().contains("value=\"Trần Thị Mẫu\""));
    late.push(("late_reason", "Mất điện cả xã"));
    let done = lan.send(&world, path, &late).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let code = done.header("location").split('/').nth(3).expect("a code").to_owned();
    assert!(code.contains("-261125-"), "the code is of the day on which it was given: {code}");
    let view = lan.dossier(&world, &code).await;
    assert_eq!(
        view["due"]["on"], "2026-11-30",
        "counted from the day on which it was taken; the 24th is off"
    );
    assert_eq!(view["received"], "08:30 ngày 20/11/2026");
    assert!(view["flags"].to_string().contains("Nhập sau ngày nhận"));
    let mut future = paper();
    future[0].1 = "1123456789abcdef0123456789abcdef";
    future.extend([("received_on", "2026-11-26"), ("received_at", "08:30")]);
    let refused = lan.send(&world, path, &future).await;
    assert_eq!(refused.status, 409);
    assert!(
        refused.text().contains("không thể sau bây giờ") && refused.text().contains("value=\"Trần Thị Mẫu\"")
    );
}

#[tokio::test]
async fn the_counter_tells_every_fault_at_its_place() {
    let world = World::new();
    let lan = anybody(&world, "lan").await;
    let fields = [
        ("command", ID),
        ("agency", "xa-thu"),
        ("field.filer.phone", "12"),
        ("sheet.1", "yes"),
        ("originals.1", "nhiều"),
        ("sheet.9", "yes"),
    ];
    let answer = lan.send(&world, "/can-bo/tiep-nhan/1.001193/", &fields).await;
    assert_eq!(answer.status, 422);
    let text = answer.text();
    assert!(text.contains("▲ Số điện thoại có 10 chữ số") && text.contains("value=\"12\""), "{text}");
    assert!(text.contains("value=\"nhiều\"") && text.contains("▲ Mục này không đúng dạng."));
    let data = json!({"procedure": "1.001193", "agency": "xa-thu", "command": ID, "sheet.9": "yes", "fields": {"filer.name": "A"}});
    let answer =
        world.call(with(lan.from(post("/api/desk/dossiers", &data)), "motcua-form-key", &lan.form_key)).await;
    let faults = answer.faults();
    assert_eq!((faults["sheet.9"].as_str(), faults["due_by"].as_str()), ("unknown-paper", "required"));
}

#[tokio::test]
async fn only_the_counter_of_ones_own_office_is_open() {
    let world = World::new();
    let lan = officer(&world, "lan", &[Role::Receive], &["xa-thu"]).await;
    let minh = officer(&world, "minh", &[Role::Process], &["xa-thu"]).await;
    assert_eq!(lan.page(&world, "/can-bo/tiep-nhan/?noi=xa-mau").await.status, 403);
    assert_eq!(lan.page(&world, "/can-bo/tiep-nhan/1.001193/?noi=xa-mau").await.status, 403);
    assert_eq!(minh.page(&world, "/can-bo/tiep-nhan/").await.status, 403);
    let mut other = paper();
    other[1].1 = "xa-mau";
    assert_eq!(lan.send(&world, "/can-bo/tiep-nhan/1.001193/", &other).await.status, 403);
    assert_eq!(minh.send(&world, "/can-bo/tiep-nhan/1.001193/", &paper()).await.status, 403);
    assert_eq!(
        lan.send(&world, "/can-bo/tiep-nhan/1.000002/", &paper()).await.status,
        404,
        "it isn't in force"
    );
    assert_eq!(lan.send(&world, "/can-bo/tiep-nhan/x/", &paper()).await.status, 404);
}

#[tokio::test]
async fn the_register_has_every_number_in_order() {
    let world = World::new();
    let lan = anybody(&world, "lan").await;
    for at in 0..3 {
        let id = format!("{at}123456789abcdef0123456789abcdef");
        let mut fields = paper();
        fields[0].1 = &id;
        assert_eq!(lan.send(&world, "/can-bo/tiep-nhan/1.001193/", &fields).await.status, 303);
    }
    let book = lan.page(&world, "/can-bo/so/").await.text();
    let places: Vec<_> = (1..=3)
        .map(|number| book.find(&format!("<th scope=\"row\">{number}</th>")).expect("there"))
        .collect();
    assert!(places.is_sorted() && book.matches("Trần Thị Mẫu").count() == 3, "{book}");
    let code = between(&book, "href=\"/can-bo/ho-so/", "/\"").to_owned();
    lan.does(&world, &code, json!({"action": "correct", "reason": "ghi nhầm"})).await;
    let again = json!({"action": "accept", "due_by": "count:0", "receipt": "yes"});
    lan.does(&world, &code, again).await;
    let book = lan.page(&world, "/can-bo/so/").await.text();
    assert_eq!(book.matches("Số này đã hủy: ghi nhầm").count(), 1, "the number stays: {book}");
    assert!(book.contains("<th scope=\"row\">4</th>"), "and the step anew has another: {book}");
    assert!(!lan.page(&world, "/can-bo/so/?nam=2025").await.text().contains("Trần Thị Mẫu"));
}
