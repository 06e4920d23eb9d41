use lookup_fn::store::Role;
use serde_json::{Value, json};

use super::*;

/// Who may do what, as the office's rules have it: written out here once more, so that a slip in the program is seen.
fn table() -> Vec<(Value, &'static [Role])> {
    use Role::*;
    vec![
        (json!({"action": "accept", "due_by": "count:0", "receipt": "yes"}), &[Receive]),
        (json!({"action": "reject", "reason": "x"}), &[Receive]),
        (json!({"action": "ask-supplement", "numbers": ["1"], "reason": "x"}), &[Receive, Process]),
        (json!({"action": "send-supplement", "numbers": ["1"]}), &[Receive]),
        (json!({"action": "complete", "due_by": "later"}), &[Receive, Process]),
        (json!({"action": "hand-over", "to": "Tư pháp"}), &[Receive, Process]),
        (json!({"action": "take-over"}), &[Process]),
        (json!({"action": "assign", "to": "tat-ca"}), &[Lead]),
        (json!({"action": "ask-payment", "amount_vnd": "8.000", "reason": "x"}), &[Process]),
        (json!({"action": "record-payment", "amount_vnd": "8000", "by": "cash"}), &[Receive]),
        (json!({"action": "pause", "reason": "x"}), &[Sign]),
        (json!({"action": "resume"}), &[Process, Sign]),
        (json!({"action": "stop", "reason": "x"}), &[Sign]),
        (json!({"action": "finish", "outcome": "granted"}), &[Sign]),
        (json!({"action": "return", "via": "counter"}), &[Receive]),
        (json!({"action": "withdraw"}), &[Receive]),
        (json!({"action": "apologise", "due": "2026-12-21", "reason": "x"}), &[Sign]),
        (json!({"action": "set-due", "due": "2026-12-21", "reason": "x"}), &[Lead]),
        (json!({"action": "recount"}), &[Lead]),
        (json!({"action": "note", "to": "desk", "words": "x"}), &[Receive, Process, Sign, Lead]),
        (json!({"action": "renew-pin"}), &[Receive]),
        (json!({"action": "correct", "reason": "x"}), &[Lead]),
        (json!({"action": "erase", "because": "asked"}), &[]),
    ]
}

#[tokio::test]
async fn each_role_does_its_own_and_nothing_else() {
    for role in [Role::Receive, Role::Process, Role::Sign, Role::Lead] {
        for (body, roles) in table() {
            // A dossier of its own each time: what one did must not decide over the next.
            let world = World::new();
            let code = sent(&world).await;
            anybody(&world, "tat-ca").await;
            let one = officer(&world, "mot", &[role], &["xa-thu"]).await;
            let answer = one.act(&world, &code, 1, body.clone()).await;
            let refused = answer.problem() == (403, "not-your-role".to_owned());
            assert_eq!(refused, !roles.contains(&role), "{role:?}: {body}: {}", answer.text());
            if refused {
                let after = world.store.events_of(&code).await;
                assert_eq!(after, 1, "{role:?}: {body}: nothing happened");
            }
        }
    }
}

#[tokio::test]
async fn what_is_offered_can_be_done_and_what_can_be_done_is_offered() {
    let world = World::new();
    let code = sent(&world).await;
    let all =
        officer(&world, "tat-ca", &[Role::Receive, Role::Process, Role::Sign, Role::Lead], &["xa-thu"]).await;
    let path = [
        "accept",
        "hand-over",
        "take-over",
        "ask-payment",
        "record-payment",
        "pause",
        "resume",
        "finish",
        "return",
    ];
    for step in path {
        let view = all.dossier(&world, &code).await;
        let offered: Vec<String> = serde_json::from_value(view["actions"].clone()).expect("names");
        for (body, _) in table() {
            let action = body["action"].as_str().expect("a name").to_owned();
            if ["assign", "recount", "correct", "erase", "send-supplement", "complete"]
                .contains(&action.as_str())
            {
                continue;
            }
            // Tried on a dossier that went the same way.
            let twin = World::new();
            let twin_code = sent(&twin).await;
            let twin_all = officer(
                &twin,
                "tat-ca",
                &[Role::Receive, Role::Process, Role::Sign, Role::Lead],
                &["xa-thu"],
            )
            .await;
            for before in path.iter().take_while(|one| **one != step) {
                let body =
                    table().into_iter().find(|(body, _)| body["action"] == *before).expect("in the table").0;
                twin_all.does(&twin, &twin_code, body).await;
            }
            let seen = twin_all.dossier(&twin, &twin_code).await["seen"].as_u64().expect("a place");
            let answer = twin_all.act(&twin, &twin_code, seen, body).await;
            assert_eq!(
                answer.status == 200,
                offered.contains(&action),
                "before {step}: {action}: {}",
                answer.text()
            );
        }
        let body = table().into_iter().find(|(body, _)| body["action"] == step).expect("in the table").0;
        all.does(&world, &code, body).await;
    }
    assert_eq!(all.dossier(&world, &code).await["state"]["number"], 10);
}

#[tokio::test]
async fn an_account_that_only_administers_reads_nothing_and_erases() {
    let world = World::new();
    let code = sent(&world).await;
    let admin = officer(&world, "quan-tri", &[Role::Administer], &["xa-thu"]).await;
    for path in
        [format!("/can-bo/ho-so/{code}/"), "/can-bo/so/".to_owned(), "/can-bo/danh-sach.csv".to_owned()]
    {
        let answer = admin.page(&world, &path).await;
        assert!([403, 404].contains(&answer.status), "{path}: {}", answer.status);
        assert!(!answer.text().contains("Người Nộp Mẫu"));
    }
    assert_eq!(admin.page(&world, "/can-bo/").await.header("location"), "/can-bo/xoa/");
    let lan = officer(&world, "lan", &[Role::Receive], &["xa-thu"]).await;
    assert_eq!(lan.send(&world, "/can-bo/xoa/", &[("code", &code), ("because", "asked")]).await.status, 403);
    let forged = [("form_key", "x"), ("code", code.as_str()), ("because", "asked")];
    assert_eq!(world.call(admin.from(typed("/can-bo/xoa/", &forged))).await.status, 403);
    let done = admin.send(&world, "/can-bo/xoa/", &[("code", &code), ("because", "asked")]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let page = lan.page(&world, &format!("/can-bo/ho-so/{code}/")).await.text();
    assert!(!page.contains("Người Nộp Mẫu") && page.contains("Đã xóa dữ liệu cá nhân"), "{page}");
}
