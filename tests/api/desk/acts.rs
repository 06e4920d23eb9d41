use serde_json::json;

use super::*;

#[tokio::test]
async fn a_dossier_lives_its_life_with_a_supplement_and_an_apology() {
    let world = World::new();
    let code = sent(&world).await;
    let lan = anybody(&world, "lan").await;
    let waiting = lan.page(&world, "/can-bo/?nhom=cho-xem").await.text();
    assert!(waiting.contains(&code) && waiting.contains("trả lời trước 09:00 ngày 26/11/2026"), "{waiting}");
    let view =
        lan.does(&world, &code, json!({"action": "accept", "due_by": "count:0", "receipt": "yes"})).await;
    assert_eq!(view["state"]["number"], 2);
    assert_eq!(view["due"]["on"], "2026-12-02");
    assert!(
        view["steps"][1]["numbers"].to_string().contains("giấy tiếp nhận số 01/2026"),
        "{}",
        view["steps"]
    );
    lan.does(&world, &code, json!({"action": "hand-over", "to": "Tư pháp"})).await;
    lan.does(&world, &code, json!({"action": "take-over"})).await;
    let ask = json!({"action": "ask-supplement", "numbers": ["2"], "reason": "Giấy chứng sinh mờ"});
    let view = lan.does(&world, &code, ask).await;
    assert_eq!(
        (view["state"]["number"].as_u64(), view["asked"][0].as_str()),
        (Some(5), Some("Giấy chứng sinh"))
    );
    lan.does(&world, &code, json!({"action": "send-supplement", "numbers": ["2"]})).await;
    world.later(24 * 3_600);
    let lan = anybody(&world, "lan").await;
    let view = lan.does(&world, &code, json!({"action": "complete", "due_by": "count:0"})).await;
    assert_eq!(view["due"]["on"], "2026-12-02", "it begins anew on the day on which it was full");
    let ask = json!({"action": "ask-supplement", "numbers": ["1"], "reason": "x"});
    let again = lan.act(&world, &code, view["seen"].as_u64().expect("a place"), ask).await;
    assert_eq!(again.problem(), (409, "refused".to_owned()));
    assert!(again.json()["detail"].as_str().expect("words").contains("chỉ cho yêu cầu một lần"));
    let late = json!({"action": "apologise", "due": "07/12/2026", "reason": "Chờ xác minh"});
    let view = lan.does(&world, &code, late).await;
    assert_eq!(view["due"]["on"], "2026-12-07");
    let page = lan.page(&world, &format!("/can-bo/ho-so/{code}/")).await.text();
    for words in [
        "Xin lỗi và hẹn lại ngày 07/12/2026",
        "Chờ xác minh",
        "Cán bộ lan",
        "Yêu cầu bổ sung: Giấy chứng sinh",
    ] {
        assert!(page.contains(words), "{words}");
    }
    let photo = jpeg(9);
    let seen = lan.dossier(&world, &code).await["seen"].to_string();
    let id = "0123456789abcdef0123456789abcdef";
    let parts: Vec<(&str, Option<&str>, &[u8])> = vec![
        ("form_key", None, lan.form_key.as_bytes()),
        ("action", None, b"finish"),
        ("outcome", None, b"granted"),
        ("command", None, id.as_bytes()),
        ("seen", None, seen.as_bytes()),
        ("paper", Some("ket qua.jpg"), &photo),
    ];
    let finished = lan.from(form(&format!("/can-bo/ho-so/{code}/"), &parts));
    let finished = world.call(with(finished, "accept", "text/html")).await;
    assert_eq!(
        finished.header("location"),
        format!("/can-bo/ho-so/{code}/?xong=finish"),
        "{}",
        finished.text()
    );
    let view = lan.does(&world, &code, json!({"action": "return", "via": "post"})).await;
    assert_eq!((view["state"]["number"].as_u64(), view["state"]["closed"].as_bool()), (Some(10), Some(true)));
    let hash = view["result"]["files"][0]["sha256"].as_str().expect("the result is kept").to_owned();
    let file = lan.page(&world, &format!("/can-bo/ho-so/{code}/tep/{hash}")).await;
    assert_eq!(file.body, photo);
    assert_eq!(file.header("content-disposition"), "attachment; filename*=UTF-8''ket%20qua.jpg");
    assert_eq!(file.header("content-security-policy"), "sandbox; default-src 'none'");
}

#[tokio::test]
async fn the_second_of_two_officers_is_told_what_the_first_did_and_loses_no_word() {
    let world = World::new();
    let code = sent(&world).await;
    let (lan, minh) = (anybody(&world, "lan").await, anybody(&world, "minh").await);
    let path = format!("/can-bo/ho-so/{code}/");
    let page = minh.page(&world, &path).await.text();
    let own = &page[page.find("id=\"viec-reject\"").expect("the form")..];
    let command = between(own, "name=\"command\" value=\"", "\"").to_owned();
    let seen = between(own, "name=\"seen\" value=\"", "\"").to_owned();
    lan.does(&world, &code, json!({"action": "accept", "due_by": "count:0", "receipt": "yes"})).await;
    let mut fields = vec![
        ("action", "note"),
        ("to", "applicant"),
        ("words", "Mời anh đến <quầy> số 2"),
        ("command", &command),
        ("seen", &seen),
    ];
    let answer = minh.send(&world, &path, &fields).await;
    assert_eq!(answer.status, 409);
    let text = answer.text();
    for words in ["Có người vừa làm trước bạn", "<b>Cán bộ lan</b>: Tiếp nhận hồ sơ", "09:00 ngày 25/11/2026"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(text.contains("Mời anh đến &#60;quầy&#62; số 2</textarea>"), "what was typed stays");
    assert!(text.contains("value=\"applicant\" checked"));
    assert_eq!(world.store.events_of(&code).await, 2, "nothing was done");
    let form = &text[text.find("id=\"viec-note\" open").expect("the form is open")..];
    let (command, seen) = (
        between(form, "name=\"command\" value=\"", "\"").to_owned(),
        between(form, "name=\"seen\" value=\"", "\"").to_owned(),
    );
    assert_eq!(seen, "2", "now the officer has seen it");
    fields[3].1 = &command;
    fields[4].1 = &seen;
    assert_eq!(minh.send(&world, &path, &fields).await.status, 303);
    let data = minh.act(&world, &code, 1, json!({"action": "note", "to": "desk", "words": "x"})).await;
    assert_eq!(data.problem(), (409, "overtaken-here".to_owned()));
    assert!(data.json()["detail"].as_str().expect("words").contains("Cán bộ lan: Tiếp nhận hồ sơ"));
    let none = post(
        &format!("/api/desk/dossiers/{code}/commands"),
        &json!({"action": "renew-pin", "command": command}),
    );
    let none = world.call(with(minh.from(none), "motcua-form-key", &minh.form_key)).await;
    assert_eq!(none.faults()["seen"], "required", "nobody acts blindly");
}

#[tokio::test]
async fn of_two_at_the_same_moment_one_is_done_and_one_is_told() {
    for (first, second) in [
        (json!({"action": "accept", "due_by": "count:0"}), json!({"action": "reject", "reason": "x"})),
        (json!({"action": "reject", "reason": "x"}), json!({"action": "reject", "reason": "y"})),
        (json!({"action": "withdraw"}), json!({"action": "note", "to": "desk", "words": "x"})),
    ] {
        let world = World::new();
        let code = sent(&world).await;
        let (lan, minh) = (anybody(&world, "lan").await, anybody(&world, "minh").await);
        let (one, other) = tokio::join!(lan.act(&world, &code, 1, first), minh.act(&world, &code, 1, second));
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409], "{} {}", one.text(), other.text());
        assert_eq!(world.store.events_of(&code).await, 2);
    }
}

#[tokio::test]
async fn a_double_press_is_one_command_and_a_command_is_nobody_elses() {
    let world = World::new();
    let code = sent(&world).await;
    let (lan, minh) = (anybody(&world, "lan").await, anybody(&world, "minh").await);
    let path = format!("/can-bo/ho-so/{code}/");
    let id = "0123456789abcdef0123456789abcdef";
    let fields = [("action", "note"), ("to", "desk"), ("words", "gọi lại"), ("command", id), ("seen", "1")];
    let first = lan.send(&world, &path, &fields).await;
    let second = lan.send(&world, &path, &fields).await;
    assert_eq!(first.header("location"), format!("{path}?xong=note"));
    assert_eq!(second.header("location"), format!("{path}?xong=note&lap=1"), "{}", second.text());
    assert_eq!(world.store.events_of(&code).await, 2);
    let told = lan.page(&world, &second.header("location")).await.text();
    assert!(told.contains("lần này không ghi thêm gì"));
    let other = [("action", "renew-pin"), ("command", id), ("seen", "2")];
    assert_eq!(lan.send(&world, &path, &other).await.status, 409, "one id, one command");
    assert_eq!(minh.send(&world, &path, &fields).await.status, 409, "and one officer");
    assert_eq!(world.store.events_of(&code).await, 2);
}

#[tokio::test]
async fn a_form_without_the_sessions_secret_does_nothing_and_keeps_what_was_typed() {
    let world = World::new();
    let code = sent(&world).await;
    let (lan, minh) = (anybody(&world, "lan").await, anybody(&world, "minh").await);
    let path = format!("/can-bo/ho-so/{code}/");
    for key in ["", "x", minh.form_key.as_str()] {
        let fields = [
            ("form_key", key),
            ("action", "reject"),
            ("reason", "giữ lại chữ này"),
            ("command", "0123456789abcdef0123456789abcdef"),
            ("seen", "1"),
        ];
        let answer = world.call(lan.from(typed(&path, &fields))).await;
        assert_eq!(answer.status, 403);
        assert!(answer.text().contains("giữ lại chữ này</textarea>"));
        let data = json!({"action": "renew-pin", "seen": 1, "command": "0123456789abcdef0123456789abcdef"});
        let bare = world.call(lan.from(post(&format!("/api/desk/dossiers/{code}/commands"), &data))).await;
        assert_eq!(bare.problem(), (403, "old-form".to_owned()));
        let own = [("form_key", key), ("words", "nguyen")];
        assert_eq!(world.call(lan.from(typed("/can-bo/tim/", &own))).await.status, 403);
        let counter = [("form_key", key), ("agency", "xa-thu"), ("field.filer.name", "Giữ Tên Này")];
        let counter = world.call(lan.from(typed("/can-bo/tiep-nhan/1.001193/", &counter))).await;
        assert_eq!(counter.status, 403);
        assert!(counter.text().contains("value=\"Giữ Tên Này\""));
        let own = [("form_key", key), ("old", "a"), ("new", "b")];
        assert_eq!(world.call(lan.from(typed("/can-bo/tai-khoan/", &own))).await.status, 403);
    }
    let elsewhere =
        with(typed(&path, &[("form_key", lan.form_key.as_str())]), "origin", "https://evil.example");
    assert_eq!(world.call(lan.from(elsewhere)).await.status, 403);
    assert_eq!(world.store.events_of(&code).await, 1);
}

#[tokio::test]
async fn a_faulty_form_names_every_fault_and_keeps_what_was_typed() {
    let world = World::new();
    let code = sent(&world).await;
    let lan = anybody(&world, "lan").await;
    let id = "0123456789abcdef0123456789abcdef";
    let fields = [
        ("action", "accept"),
        ("due_by", "set"),
        ("due", "31/02/2026"),
        ("due_reason", ""),
        ("command", id),
        ("seen", "1"),
    ];
    let answer = lan.send(&world, &format!("/can-bo/ho-so/{code}/"), &fields).await;
    assert_eq!(answer.status, 422);
    let text = answer.text();
    for words in
        ["▲ Viết ngày, tháng, năm", "▲ Hãy điền mục này.", "value=\"31/02/2026\"", "value=\"set\" checked"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    let long = "x".repeat(2_001);
    for (field, value, told) in [
        ("reason", "", "no-reason"),
        ("reason", "a\u{0}b", "strange-letters"),
        ("reason", "a\u{202e}b", "strange-letters"),
        ("reason", long.as_str(), "too-long"),
    ] {
        let answer = lan.act(&world, &code, 1, json!({"action": "reject", field: value})).await;
        assert_eq!(answer.faults()["reason"], told);
    }
    for (body, at) in [
        (json!({"action": "ask-supplement", "numbers": ["99"], "reason": "x"}), "paper.99"),
        (json!({"action": "ask-supplement", "numbers": ["x"], "reason": "x"}), "numbers"),
        (json!({"action": "accept", "due_by": "count:7"}), "due_by"),
        (json!({"action": "assign", "to": "ai-do"}), "to"),
        (json!({"action": "record-payment", "amount_vnd": "-5", "by": "cash"}), "amount_vnd"),
        (json!({"action": "note", "to": "all", "words": "x"}), "to"),
        (json!({"action": "renew-pin", "more": "x"}), "more"),
        (json!({"action": "no-such"}), "action"),
        (json!({"action": "renew-pin", "command": "x"}), "command"),
    ] {
        let answer = lan.act(&world, &code, 1, body.clone()).await;
        assert!(answer.status == 422 || answer.status == 409, "{body}: {}", answer.text());
        assert!(
            answer.faults().contains_key(at) || answer.text().contains("không có số 99"),
            "{body}: {}",
            answer.text()
        );
    }
    assert_eq!(world.store.events_of(&code).await, 1);
}

#[tokio::test]
async fn a_wrong_step_is_taken_back_with_a_reason_and_stays_to_be_seen() {
    let world = World::new();
    let code = sent(&world).await;
    let lan = anybody(&world, "lan").await;
    lan.does(&world, &code, json!({"action": "reject", "reason": "nhầm hồ sơ"})).await;
    let view = lan.does(&world, &code, json!({"action": "correct", "reason": "bấm nhầm"})).await;
    assert_eq!(view["state"]["number"], 1);
    assert_eq!(view["steps"][1]["corrected"], true);
    let page = lan.page(&world, &format!("/can-bo/ho-so/{code}/")).await.text();
    assert!(page.contains("<s>Từ chối tiếp nhận</s>") && page.contains("bấm nhầm"));
}

#[tokio::test]
async fn a_new_pin_at_the_counter_stands_on_the_slip_and_the_old_one_is_dead() {
    let world = World::new();
    let receipt = world.submit().await;
    let (code, old) = (receipt["code"].as_str().expect("a code"), receipt["pin"].as_str().expect("a PIN"));
    let lan = anybody(&world, "lan").await;
    lan.does(&world, code, json!({"action": "accept", "due_by": "count:0", "receipt": "yes"})).await;
    let slip = async || lan.page(&world, &format!("/can-bo/ho-so/{code}/phieu/2/")).await.text();
    let before = slip().await;
    assert!(before.contains(old) && before.contains("02/12/2026"), "{before}");
    lan.does(&world, code, json!({"action": "renew-pin"})).await;
    assert!(!slip().await.contains(old));
    assert_eq!(world.with_pin(code, "detail", old).await.status, 403);
}
