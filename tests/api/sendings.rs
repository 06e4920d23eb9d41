//! What an applicant does with a dossier that there is: supplement, withdrawal, files back.

use lookup_fn::Hash;
use lookup_fn::dossier::Command;
use serde_json::{Value, json};

use crate::world::*;

const KEY: &str = "ffffffffffffffffffffffffffffffff";

async fn asked(world: &World) -> (String, String) {
    let receipt = world.submit().await;
    let text = |key: &str| receipt[key].as_str().expect("a text").to_owned();
    let (code, pin) = (text("code"), text("pin"));
    let command =
        Command::AskSupplement { papers: vec![2], reason: "Giấy chứng sinh bị mờ".to_owned() };
    world.officer(&code, command).await;
    (code, pin)
}

#[tokio::test]
async fn what_was_asked_for_is_sent_once_however_often_the_button_is_pressed() {
    let world = World::new();
    let (code, pin) = asked(&world).await;
    let detail = world.with_pin(&code, "detail", &pin).await.json();
    assert_eq!(detail["asked"]["papers"], json!([{"number": 2, "name": "Giấy chứng sinh"}]));
    assert_eq!(detail["asked"]["reason"], "Giấy chứng sinh bị mờ");
    let path = format!("/api/dossiers/{code}/supplement");
    let photo = jpeg(9);
    let parts =
        [("pin", None, pin.as_bytes()), ("paper.2", Some("rõ.jpg"), &photo[..]), ("words", None, b"Day a")];
    for _ in 0..3 {
        let answer = world.call(form(&path, &parts)).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let view = answer.json();
        assert_eq!(view["asked"]["sent"], true);
        assert_eq!(view["papers"][1]["files"].as_array().map(Vec::len), Some(2));
        let sent = view["events"].as_array().expect("events").iter().filter(|one| one["message"] == "Day a");
        assert_eq!(sent.count(), 1);
    }
}

#[tokio::test]
async fn a_key_used_again_for_other_files_drops_nothing_in_silence() {
    let world = World::new();
    let (code, pin) = asked(&world).await;
    let path = format!("/api/dossiers/{code}/supplement");
    let send = |upload: String| {
        let body = json!({"pin": pin, "papers": [{"paper": 2, "upload": upload}]});
        with(post(&path, &body), "idempotency-key", KEY)
    };
    assert_eq!(world.call(send(world.upload(&jpeg(3)).await)).await.status, 200);
    assert_eq!(world.call(send(world.upload(&jpeg(3)).await)).await.status, 200);
    let other = world.call(send(world.upload(&jpeg(4)).await)).await;
    assert_eq!(other.problem(), (409, "other-body".to_owned()));
    let withdraw = post(&format!("/api/dossiers/{code}/withdraw"), &json!({"pin": pin}));
    let withdraw = world.call(with(withdraw, "idempotency-key", KEY)).await;
    assert_eq!(withdraw.problem(), (409, "other-body".to_owned()));
}

#[tokio::test]
async fn a_supplement_needs_files_of_the_list_and_a_request() {
    let world = World::new();
    let (code, pin) = asked(&world).await;
    let path = format!("/api/dossiers/{code}/supplement");
    let send =
        |papers: Value, words: &str| post(&path, &json!({"pin": pin, "papers": papers, "words": words}));
    assert_eq!(world.call(send(json!([]), "")).await.faults()["papers"], "nothing-sent");
    let upload = world.upload(&jpeg(5)).await;
    let papers = json!([{"paper": 7, "upload": upload}]);
    assert_eq!(world.call(send(papers, "")).await.faults()["paper.7"], "unknown-paper");
    let papers = json!([{"paper": 2, "upload": upload}]);
    assert_eq!(world.call(send(papers.clone(), "a\u{202e}b")).await.faults()["words"], "shape");
    assert_eq!(world.call(send(papers, &"x".repeat(2_001))).await.faults()["words"], "too-large");
    let receipt = world.call(post("/api/dossiers", &{
        let mut body = world.submission().await;
        body["fields"]["filer.name"] = json!("Người Khác");
        body
    }));
    let receipt = receipt.await.json();
    let path = format!("/api/dossiers/{}/supplement", receipt["code"].as_str().expect("a code"));
    let body =
        json!({"pin": receipt["pin"], "papers": [{"paper": 2, "upload": world.upload(&jpeg(6)).await}]});
    assert_eq!(world.call(post(&path, &body)).await.problem(), (409, "not-now".to_owned()));
}

#[tokio::test]
async fn a_dossier_can_be_taken_back_once_and_stays_so() {
    let world = World::new();
    let receipt = world.submit().await;
    let code = receipt["code"].as_str().expect("a code");
    let path = format!("/api/dossiers/{code}/withdraw");
    let body = json!({"pin": receipt["pin"], "words": "Nộp nhầm nơi"});
    let answer = world.call(post(&path, &body)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.json()["state"]["name"], "Công dân yêu cầu rút hồ sơ");
    assert_eq!(answer.json()["can"]["withdraw"], false);
    let again = world.call(post(&path, &body)).await;
    assert_eq!((again.status, again.json()), (200, answer.json()), "a second press is no fault");
    let wrong = world.call(post(&path, &json!({"pin": "00000000"}))).await;
    assert_eq!(wrong.problem(), (403, "wrong-pin".to_owned()));
    let more = world.call(post(&path, &json!({"pin": receipt["pin"], "code": "x"}))).await;
    assert_eq!(more.faults()["code"], "unknown-field");
}

#[tokio::test]
async fn files_come_back_as_attachments_and_only_ones_own() {
    let world = World::new();
    let receipt = world.submit().await;
    let (code, pin) = (receipt["code"].as_str().expect("a code"), receipt["pin"].as_str().expect("a PIN"));
    let hash = Hash::of(&[&jpeg(1)]);
    let answer = world.with_pin(code, &format!("files/{hash}"), pin).await;
    assert_eq!((answer.status, answer.body.as_ref()), (200, jpeg(1).as_slice()));
    assert_eq!(answer.header("content-type"), "image/jpeg");
    let disposition = answer.header("content-disposition");
    assert_eq!(disposition, "attachment; filename*=UTF-8''t%E1%BB%9D%20khai.jpg");
    assert_eq!(answer.header("content-security-policy"), "sandbox; default-src 'none'");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(world.with_pin(code, &format!("files/{hash}"), "00000000").await.status, 403);
    for none in [Hash::of(&[b"other"]).to_string(), "x".to_owned(), "..%2f..%2fetc".to_owned()] {
        let answer = world.with_pin(code, &format!("files/{none}"), pin).await;
        assert_eq!(answer.problem(), (404, "no-such-file".to_owned()));
    }
}
