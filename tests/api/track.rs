//! The public tier: state and degree of completion, and help for a mistyped code by its form alone.

use lookup_fn::dossier::Command;
use serde_json::json;

use crate::sample;
use crate::world::*;

#[tokio::test]
async fn the_public_tier_tells_the_state_and_nothing_else() {
    let world = World::new();
    let code = world.submit().await["code"].as_str().expect("a code").to_owned();
    let answer = world.call(get(&format!("/api/dossiers/{code}"))).await.json();
    let names: Vec<&String> = answer.as_object().expect("an object").keys().collect();
    assert_eq!(names, ["code", "state", "trial"]);
    assert_eq!(answer["state"]["completion"], json!({"done": 1, "of": 5}));
    world.officer(&code, sample::accept()).await;
    let answer = world.call(get(&format!("/api/dossiers?code={code}"))).await.json();
    assert_eq!(answer["state"]["name"], "Được tiếp nhận");
    assert_eq!(answer["state"]["completion"]["done"], 2);
}

#[tokio::test]
async fn a_mistyped_code_is_helped_by_its_form_not_by_what_exists() {
    let world = World::new();
    let code = world.submit().await["code"].as_str().expect("a code").to_owned();
    let none = world.call(get("/api/dossiers/000.00.00.Z99-261125-0002")).await;
    assert_eq!(none.problem(), (404, "no-such-dossier".to_owned()));
    assert_eq!(none.json().get("meant"), None);
    // The letter O for zeros: the same help whether the dossier exists or not.
    for (typed, meant) in [
        ("OOO.OO.OO.Z99-261125-OOO1", code.as_str()),
        ("OOO.OO.OO.Z99-261125-OOO2", "000.00.00.Z99-261125-0002"),
    ] {
        let answer = world.call(get(&format!("/api/dossiers/{typed}"))).await;
        assert_eq!(answer.problem(), (404, "not-a-code".to_owned()));
        assert_eq!(answer.json()["meant"], meant);
    }
    let day = world.call(get("/api/dossiers?code=000.00.00.Z99-260231-0001")).await;
    assert!(day.json()["detail"].as_str().is_some_and(|words| words.contains("ngày")));
    assert_eq!(world.call(get("/api/dossiers")).await.problem(), (404, "not-a-code".to_owned()));
    assert_eq!(world.call(get("/api/dossiers/%ff%00")).await.problem(), (404, "not-a-code".to_owned()));
}

#[tokio::test]
async fn what_a_submission_needs_is_told() {
    let world = World::new();
    let needs = world.call(get("/api/procedures/1.001193")).await.json();
    let required: Vec<&serde_json::Value> = needs["cases"][0]["papers"]
        .as_array()
        .expect("papers")
        .iter()
        .map(|paper| &paper["required"])
        .collect();
    assert_eq!(required, [true, true, false]);
    assert_eq!(needs["offices"][0], json!({"id": "xa-mau", "name": "Xã Mẫu"}));
    assert_eq!(needs["times"], json!([{"words": "5 ngày làm việc"}]));
    let ids: Vec<&str> =
        needs["fields"].as_array().expect("fields").iter().filter_map(|field| field["id"].as_str()).collect();
    assert!(ids.contains(&"filer.name") && ids.contains(&"to-khai.con"), "{ids:?}");
    for none in ["1.000002", "1.9", "%ff"] {
        let answer = world.call(get(&format!("/api/procedures/{none}"))).await;
        assert_eq!(answer.problem(), (404, "no-such-procedure".to_owned()));
    }
}

#[tokio::test]
async fn a_paper_that_is_a_form_is_answered_in_fields() {
    let world = World::with(Default::default(), |intake| {
        let procedure = intake.procedures.values_mut().last().expect("the sample has some");
        procedure[0].cases[0].papers[0].form = Some("to-khai".to_owned());
    });
    let mut body = world.submission().await;
    body["papers"].as_array_mut().expect("papers").remove(0);
    assert_eq!(world.call(post("/api/dossiers", &body)).await.status, 201);
    // Or it is filled by hand and sent as a photo.
    let mut body = world.submission().await;
    body["fields"].as_object_mut().expect("fields").remove("to-khai.ho_ten");
    assert_eq!(world.call(post("/api/dossiers", &body)).await.status, 201);
    body["papers"].as_array_mut().expect("papers").remove(0);
    assert_eq!(world.call(post("/api/dossiers", &body)).await.faults()["to-khai.ho_ten"], "required");
}

#[tokio::test]
async fn closed_dossiers_are_told_as_closed() {
    let world = World::new();
    let code = world.submit().await["code"].as_str().expect("a code").to_owned();
    world.officer(&code, Command::Reject { reason: "Không thuộc thẩm quyền".to_owned() }).await;
    let answer = world.call(get(&format!("/api/dossiers/{code}"))).await;
    assert_eq!(answer.json()["state"]["completion"]["done"], 5);
    assert!(!answer.text().contains("thẩm quyền"), "the reason is for whoever has the PIN");
}
