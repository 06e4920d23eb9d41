//! The paper with a new PIN, in the states that have no slip 01.

use super::*;

/// The applicant's new PIN as it stands on the paper.
async fn printed_pin(world: &World, officer: &Officer, code: &str) -> String {
    let page = officer.page(world, &format!("/can-bo/ho-so/{code}/ma-pin/")).await;
    assert_eq!(page.status, 200, "{}", page.text());
    assert!(page.text().contains("<svg") && !page.text().contains("<script"));
    between(&page.text(), "<dt>Mã PIN mới, giữ kín</dt><dd>", "</dd>").to_owned()
}

#[tokio::test]
async fn a_new_pin_can_be_printed_before_anything_was_accepted() {
    let world = World::new();
    let receipt = world.submit().await;
    let (code, old) = (receipt["code"].as_str().expect("a code"), receipt["pin"].as_str().expect("a PIN"));
    let (path, paper) = (format!("/can-bo/ho-so/{code}/"), format!("/can-bo/ho-so/{code}/ma-pin/"));
    let lan = anybody(&world, "lan").await;
    assert_eq!(lan.page(&world, &paper).await.status, 404, "the first PIN is the applicant's alone");
    assert!(!lan.page(&world, &path).await.text().contains(&paper));
    let command = lookup_fn::dossier::CommandId::random().expect("random").to_string();
    let fields = [("action", "renew-pin"), ("command", command.as_str()), ("seen", "1")];
    let done = lan.send(&world, &path, &fields).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let page = lan.page(&world, &done.header("location")).await.text();
    assert!(page.contains(&format!("href=\"{paper}\"")), "{page}");
    assert!(page.contains("in “Giấy ghi mã hồ sơ và mã PIN mới” rồi giao tận tay người nộp"), "{page}");
    assert_eq!(lan.dossier(&world, code).await["state"]["number"], 1);
    let new = printed_pin(&world, &lan, code).await;
    assert_ne!(new, old);
    assert_eq!(world.with_pin(code, "detail", old).await.status, 403);
    assert_eq!(world.with_pin(code, "detail", &new).await.status, 200);
}

#[tokio::test]
async fn a_new_pin_can_be_printed_while_papers_are_missing_and_after_a_refusal() {
    for (state, command) in [
        (5, json!({"action": "ask-supplement", "numbers": ["1"], "reason": "Thiếu tờ khai."})),
        (3, json!({"action": "reject", "reason": "Sai nơi nhận."})),
    ] {
        let world = World::new();
        let code = sent(&world).await;
        let lan = anybody(&world, "lan").await;
        lan.does(&world, &code, command).await;
        lan.does(&world, &code, json!({"action": "renew-pin"})).await;
        assert_eq!(lan.dossier(&world, &code).await["state"]["number"], state);
        let new = printed_pin(&world, &lan, &code).await;
        assert_eq!(world.with_pin(&code, "detail", &new).await.status, 200);
    }
}

#[tokio::test]
async fn the_paper_is_for_whoever_gives_pins_and_each_look_is_written_down() {
    let world = World::new();
    let code = sent(&world).await;
    let paper = format!("/can-bo/ho-so/{code}/ma-pin/");
    let lan = anybody(&world, "lan").await;
    lan.does(&world, &code, json!({"action": "renew-pin"})).await;
    let looks = async || world.store.readings(&code.parse().expect("a code")).await.expect("read").len();
    let before = looks().await;
    let pin = printed_pin(&world, &lan, &code).await;
    assert_eq!(looks().await, before + 1);
    let signer = officer(&world, "ky", &[Role::Sign], &["xa-thu"]).await;
    let other = officer(&world, "khac", &Role::ALL, &["xa-mau"]).await;
    for (who, status) in [(&signer, 403), (&other, 404)] {
        let answer = who.page(&world, &paper).await;
        assert_eq!(answer.status, status);
        assert!(!answer.text().contains(&pin));
    }
    let own = signer.page(&world, &format!("/can-bo/ho-so/{code}/")).await.text();
    assert!(!own.contains(&paper), "{own}");
    world.store.fail_readings(true);
    let answer = lan.page(&world, &paper).await;
    assert!(answer.status == 503 && !answer.text().contains(&pin));
}
