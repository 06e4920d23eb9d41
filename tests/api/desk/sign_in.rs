use std::time::Duration;

use lookup_fn::api::{Pace, Settings};
use lookup_fn::desk::{hash_password, totp};
use lookup_fn::store::{Account, Role, Staff, Standing};
use serde_json::json;

use super::*;

const PASSWORD: &str = "mật khẩu đủ dài";
const SECRET: &[u8] = b"12345678901234567890";

/// Lan, whose second factor is set up.
async fn lan(world: &World) -> Account {
    let password = hash_password(PASSWORD).expect("random numbers");
    let lan =
        Account { password, totp: Some(SECRET.to_vec()), ..account("lan", &[Role::Receive], &["xa-thu"]) };
    world.store.put_account(lan.clone()).await.expect("kept");
    lan
}

fn code(world: &World) -> String {
    totp::code(SECRET, totp::step(world.now()))
}

/// Signs in through the page; `cookies` are what the browser has besides.
async fn through_page(world: &World, cookies: &str, fields: &[(&str, &str)]) -> Answer {
    let form = world.call(with(get("/can-bo/dang-nhap/"), "accept", "text/html")).await;
    let (text, stranger) = (form.text(), cookie(&form, "can-bo-vao"));
    let key = between(&text, "name=\"form_key\" value=\"", "\"").to_owned();
    let mut all = vec![("form_key", key.as_str())];
    all.extend(fields);
    let request = typed("/can-bo/dang-nhap/", &all);
    world.call(with(request, "cookie", &format!("can-bo-vao={stranger}; {cookies}"))).await
}

#[tokio::test]
async fn an_officer_comes_in_with_password_and_code_and_a_code_works_once() {
    let world = World::new();
    lan(&world).await;
    let code = code(&world);
    let fields = [("account", " Lan "), ("password", PASSWORD), ("code", code.as_str())];
    let answer = through_page(&world, "", &fields).await;
    assert_eq!((answer.status, answer.header("location").as_str()), (303, "/can-bo/"), "{}", answer.text());
    let token = cookie(&answer, "can-bo");
    assert_eq!(token.len(), 64);
    let list = with(with(get("/can-bo/"), "accept", "text/html"), "cookie", &format!("can-bo={token}"));
    let list = world.call(list).await;
    assert_eq!(list.status, 200);
    assert!(list.text().contains("Cán bộ lan") && list.text().contains("Xã Thử"));
    let again = through_page(&world, "", &fields).await;
    assert_eq!(again.status, 403, "the code was used");
    world.later(30);
    let next = super::sign_in::code(&world);
    let fields = [("account", "lan"), ("password", PASSWORD), ("code", next.as_str())];
    assert_eq!(through_page(&world, "", &fields).await.status, 303);
}

#[tokio::test]
async fn whatever_is_wrong_is_told_alike() {
    let world = World::new();
    let lan = lan(&world).await;
    world
        .store
        .put_account(Account { id: "cu".to_owned(), standing: Standing::Closed, ..lan })
        .await
        .expect("kept");
    let code = code(&world);
    let mut told = BTreeSet::new();
    for (name, password, code) in [
        ("lan", "sai", code.as_str()),
        ("lan", PASSWORD, "000000"),
        ("lan", PASSWORD, ""),
        ("ai-do", PASSWORD, code.as_str()),
        ("cu", PASSWORD, code.as_str()),
        ("", "", ""),
    ] {
        let answer =
            through_page(&world, "", &[("account", name), ("password", password), ("code", code)]).await;
        assert_eq!(answer.status, 403, "{name}");
        assert!(!cookies(&answer).iter().any(|one| one.starts_with("can-bo=")), "{name}");
        let text = answer.text();
        told.insert(between(&text, "role=\"alert\">", "</p>").to_owned());
        let data = json!({"account": name, "password": password, "code": code});
        assert_eq!(
            world.call(post("/api/desk/session", &data)).await.problem(),
            (403, "wrong-sign-in".to_owned())
        );
    }
    assert_eq!(told.len(), 1, "{told:?}");
}

#[tokio::test]
async fn the_first_time_sets_up_the_second_factor() {
    let world = World::new();
    let lan = lan(&world).await;
    world.store.put_account(Account { totp: None, ..lan }).await.expect("kept");
    let data = json!({"account": "lan", "password": PASSWORD, "code": ""});
    let answer = world.call(post("/api/desk/session", &data)).await;
    assert_eq!(answer.problem(), (403, "no-second-factor".to_owned()));
    let form = world.call(with(get("/can-bo/dang-nhap/"), "accept", "text/html")).await;
    let (text, known) = (form.text(), format!("can-bo-vao={}", cookie(&form, "can-bo-vao")));
    let key = between(&text, "name=\"form_key\" value=\"", "\"").to_owned();
    let fields = [("form_key", key.as_str()), ("account", "lan"), ("password", PASSWORD)];
    let page = world.call(with(typed("/can-bo/dang-nhap/", &fields), "cookie", &known)).await;
    assert_eq!(page.status, 200);
    assert!(cookies(&page).is_empty(), "nobody is in yet");
    let text = page.text();
    let link = between(&text, "href=\"otpauth://totp/", "\"");
    let shown = between(&text, "<code class=\"key\">", "</code>").replace(' ', "");
    assert!(link.contains(&format!("secret={shown}")) && text.contains("<svg class=\"qr\""), "{link}");
    let secret = data_encoding::BASE32_NOPAD.decode(shown.as_bytes()).expect("base 32");
    let setup = between(&text, "name=\"setup\" value=\"", "\"").to_owned();
    let confirm_from = async |cookie: &str, setup: &str, code: &str| {
        let fields = [("form_key", key.as_str()), ("setup", setup), ("code", code), ("back", "")];
        world.call(with(typed("/can-bo/dang-nhap/ma/", &fields), "cookie", cookie)).await
    };
    let confirm = async |setup: &str, code: &str| confirm_from(&known, setup, code).await;
    let right = totp::code(&secret, totp::step(world.now()));
    let wrong = if right == "000000" { "000001" } else { "000000" };
    let again = confirm(&setup, wrong).await;
    assert_eq!(again.status, 403);
    assert!(again.text().contains(&setup), "the same secret is asked for again");
    let forged = format!("{}{}", if setup.starts_with('A') { 'B' } else { 'A' }, &setup[1..]);
    assert_eq!(confirm(&forged, &right).await.status, 403, "nobody else can say which secret");
    let elsewhere = confirm_from("can-bo-vao=00", &setup, &right).await;
    assert_eq!(elsewhere.status, 403, "only the browser that was shown the secret");
    let let_in = confirm(&setup, &right).await;
    assert_eq!(let_in.status, 303, "{}", let_in.text());
    cookie(&let_in, "can-bo");
    assert_eq!(confirm(&setup, &right).await.status, 403, "it is set up");
    let account = world.store.account("lan").await.expect("read").expect("there");
    assert_eq!(account.totp, Some(secret));
    world.later(16 * 60);
    assert_eq!(confirm(&setup, &right).await.status, 403, "and the page has grown old");
}

#[tokio::test]
async fn a_session_is_new_at_each_sign_in_and_none_can_be_planted() {
    let world = World::new();
    lan(&world).await;
    let planted = "a".repeat(64);
    let request = |token: &str| with(get("/api/desk/session"), "cookie", &format!("can-bo={token}"));
    assert_eq!(world.call(request(&planted)).await.status, 401);
    let code_now = code(&world);
    let fields = [("account", "lan"), ("password", PASSWORD), ("code", code_now.as_str())];
    let first = through_page(&world, &format!("can-bo={planted}"), &fields).await;
    let first = cookie(&first, "can-bo");
    assert_ne!(first, planted);
    assert_eq!(world.call(request(&planted)).await.status, 401, "what was planted is nobody's");
    assert_eq!(world.call(request(&first)).await.status, 200);
    world.later(30);
    let code_now = code(&world);
    let fields = [("account", "lan"), ("password", PASSWORD), ("code", code_now.as_str())];
    let second = cookie(&through_page(&world, &format!("can-bo={first}"), &fields).await, "can-bo");
    assert_ne!(first, second);
    assert_eq!(world.call(request(&first)).await.status, 401, "the session before has ended");
    assert_eq!(world.call(request(&second)).await.status, 200);
}

#[tokio::test]
async fn a_session_ends_unused_and_in_any_case() {
    let world = World::new();
    let lan = anybody(&world, "lan").await;
    let status = async || world.call(lan.from(get("/api/desk/session"))).await.status;
    world.later(29 * 60);
    assert_eq!(status().await, 200);
    world.later(29 * 60);
    assert_eq!(status().await, 200, "use makes it longer");
    world.later(31 * 60);
    assert_eq!(status().await, 401, "without use it ends");

    let world = World::new();
    let lan = anybody(&world, "lan").await;
    for _ in 0..23 {
        world.later(25 * 60);
        assert_eq!(world.call(lan.from(get("/api/desk/session"))).await.status, 200);
    }
    world.later(26 * 60);
    assert_eq!(world.call(lan.from(get("/api/desk/session"))).await.status, 401, "ten hours are over");
}

#[tokio::test]
async fn signing_out_and_closing_an_account_end_sessions() {
    let world = World::new();
    let (lan, minh) = (anybody(&world, "lan").await, anybody(&world, "minh").await);
    let status = async |officer: &Officer| world.call(officer.from(get("/api/desk/session"))).await.status;
    let forged = world.call(lan.from(typed("/can-bo/dang-xuat/", &[("form_key", "x")]))).await;
    assert_eq!(forged.status, 403);
    assert_eq!(status(&lan).await, 200, "nobody signs others out");
    let out = lan.send(&world, "/can-bo/dang-xuat/", &[]).await;
    assert_eq!((out.status, out.header("location").as_str()), (303, "/can-bo/dang-nhap/"));
    assert_eq!(status(&lan).await, 401);
    let closed = Account { standing: Standing::Closed, ..account("minh", &Role::ALL, &["xa-thu"]) };
    world.store.put_account(closed).await.expect("kept");
    assert_eq!(status(&minh).await, 401);
}

#[tokio::test]
async fn attempts_are_counted_and_a_stranger_locks_nobody_out() {
    let pace = Pace { most: 3, refill_seconds: 60 };
    let world = World::with(Settings { sign_ins_per_account: pace, ..Settings::default() }, |_| {});
    lan(&world).await;
    let try_in = async |password: &str, from: &str, known: &str| {
        let data = json!({"account": "lan", "password": password, "code": code(&world)});
        let request = with(post("/api/desk/session", &data), "cookie", known);
        world.call(caller(request, from)).await
    };
    let good = try_in(PASSWORD, "192.0.2.1", "").await;
    assert_eq!(good.status, 201, "{}", good.text());
    let known = format!("can-bo-quen-lan={}", cookie(&good, "can-bo-quen-lan"));
    for _ in 0..3 {
        assert_eq!(try_in("sai", "203.0.113.9", "").await.status, 403);
    }
    let stopped = try_in("sai", "203.0.113.9", "").await;
    assert_eq!(stopped.problem(), (429, "too-many-sign-ins".to_owned()));
    assert!(stopped.header("retry-after").parse::<u32>().is_ok_and(|seconds| seconds <= 61));
    world.later(30);
    assert_eq!(try_in(PASSWORD, "203.0.113.9", "").await.status, 429, "right or wrong, from there");
    assert_eq!(try_in(PASSWORD, "192.0.2.1", "").await.status, 201, "the officer isn't locked out");
    world.later(30);
    assert_eq!(
        try_in(PASSWORD, "203.0.113.9", &known).await.status,
        201,
        "nor on the address of the stranger, on a computer that is known"
    );
    world.later(30);
    let forged = format!("can-bo-quen-lan={}", "0".repeat(64));
    for _ in 0..3 {
        try_in("sai", "198.51.100.1", &forged).await;
    }
    assert_eq!(try_in("sai", "198.51.100.1", &forged).await.status, 429, "nobody makes such a cookie");
}

#[tokio::test]
async fn whoever_has_the_password_cannot_try_codes_without_end() {
    let pace = Pace { most: 5, refill_seconds: 600 };
    let world = World::with(Settings { codes_per_account: pace, ..Settings::default() }, |_| {});
    lan(&world).await;
    let mut statuses = Vec::new();
    for address in 1..=7 {
        let data = json!({"account": "lan", "password": PASSWORD, "code": "000000"});
        let request = caller(post("/api/desk/session", &data), &format!("203.0.113.{address}"));
        statuses.push(world.call(request).await.status);
    }
    assert_eq!(statuses, [403, 403, 403, 403, 403, 429, 429], "from however many addresses");
}

#[tokio::test]
async fn a_form_of_another_page_signs_nobody_in() {
    let world = World::new();
    lan(&world).await;
    let code = code(&world);
    let fields = [("account", "lan"), ("password", PASSWORD), ("code", code.as_str())];
    let bare = world.call(typed("/can-bo/dang-nhap/", &fields)).await;
    assert_eq!(bare.status, 403);
    assert!(!cookies(&bare).iter().any(|one| one.starts_with("can-bo=")));
    let mut foreign = fields.to_vec();
    foreign.push(("form_key", "00"));
    let request = with(typed("/can-bo/dang-nhap/", &foreign), "cookie", "can-bo-vao=00");
    assert_eq!(world.call(request).await.status, 403);
    let elsewhere = with(typed("/can-bo/dang-nhap/", &fields), "origin", "https://evil.example");
    assert_eq!(world.call(elsewhere).await.status, 403);
    let good = through_page(&world, "", &fields).await;
    assert_eq!(good.status, 303, "and the code was not used up by them");
}

#[tokio::test]
async fn nobody_is_sent_elsewhere_after_signing_in() {
    let world = World::new();
    lan(&world).await;
    for (back, there) in [
        ("/can-bo/ho-so/000.00.00.Z99-261125-0001/", "/can-bo/ho-so/000.00.00.Z99-261125-0001/"),
        ("https://evil.example/", "/can-bo/"),
        ("//evil.example/can-bo/", "/can-bo/"),
        ("/can-bo//evil.example", "/can-bo/"),
        ("/can-bo/\r\nSet-Cookie: a=b", "/can-bo/"),
        ("/can-bo/\\evil.example", "/can-bo/"),
    ] {
        let code = code(&world);
        let fields = [("account", "lan"), ("password", PASSWORD), ("code", code.as_str()), ("back", back)];
        let answer = through_page(&world, "", &fields).await;
        assert_eq!((answer.status, answer.header("location").as_str()), (303, there), "{back}");
        assert!(answer.header("a").is_empty());
        world.later(30);
    }
    let asked = world.call(with(get("/can-bo/ho-so/H03.12-261125-0001/"), "accept", "text/html")).await;
    assert_eq!(asked.status, 303);
    assert_eq!(asked.header("location"), "/can-bo/dang-nhap/?ve=%2Fcan-bo%2Fho-so%2FH03.12-261125-0001%2F");
}

#[tokio::test]
async fn cookies_are_for_this_host_and_no_script() {
    for (tls, prefix) in [(false, ""), (true, "__Host-")] {
        let world = World::with(Settings { tls, ..Settings::default() }, |_| {});
        lan(&world).await;
        let data = json!({"account": "lan", "password": PASSWORD, "code": code(&world)});
        let answer = world.call(post("/api/desk/session", &data)).await;
        let all = cookies(&answer);
        assert!(all.iter().any(|one| one.starts_with(&format!("{prefix}can-bo="))), "{all:?}");
        for one in all {
            assert!(one.starts_with(prefix), "{one}");
            assert!(one.contains("; Path=/; HttpOnly; SameSite=Strict"), "{one}");
            assert_eq!(one.contains("; Secure"), tls, "{one}");
            assert!(!one.contains("Domain"), "{one}");
        }
    }
}

#[tokio::test]
async fn another_password_ends_every_session_and_needs_the_old_one() {
    let world = World::new();
    let lan = anybody(&world, "lan").await;
    let hash = hash_password(PASSWORD).expect("random numbers");
    let own = Account { password: hash.clone(), ..account("lan", &Role::ALL, &["xa-thu"]) };
    world.store.put_account(own).await.expect("kept");
    let change = async |old: &str, new: &str, again: &str| {
        lan.send(&world, "/can-bo/tai-khoan/", &[("old", old), ("new", new), ("again", again)]).await
    };
    assert!(
        change("sai", "mật khẩu mới dài", "mật khẩu mới dài").await.text().contains("đang dùng không đúng")
    );
    assert!(change(PASSWORD, "ngắn", "ngắn").await.text().contains("ít nhất 10 ký tự"));
    assert!(
        change(PASSWORD, "mật khẩu mới dài", "mật khẩu khác dài").await.text().contains("không giống nhau")
    );
    let kept = world.store.account("lan").await.expect("read").expect("there");
    assert_eq!(kept.password, hash);
    let changed = change(PASSWORD, "mật khẩu mới dài", "mật khẩu mới dài").await;
    assert_eq!(changed.status, 303, "{}", changed.text());
    let kept = world.store.account("lan").await.expect("read").expect("there");
    assert!(lookup_fn::desk::is_password("mật khẩu mới dài", &kept.password));
    assert_eq!(world.call(lan.from(get("/api/desk/session"))).await.status, 401);
}

#[tokio::test]
async fn without_any_account_the_desk_says_how_to_make_one() {
    let world = World::new();
    let page = world.call(with(get("/can-bo/dang-nhap/"), "accept", "text/html")).await.text();
    assert!(page.contains("motcua officer add"), "{page}");
    lan(&world).await;
    let page = world.call(with(get("/can-bo/dang-nhap/"), "accept", "text/html")).await.text();
    assert!(!page.contains("motcua officer add"));
}

#[tokio::test]
async fn only_a_trial_tells_the_code() {
    for desk_trial in [false, true] {
        let settings = Settings { desk_trial, refusal_after: Duration::ZERO, ..Settings::default() };
        let world = World::with(settings, |_| {});
        lan(&world).await;
        let wrong = through_page(&world, "", &[("account", "lan"), ("password", "sai"), ("code", "")]).await;
        assert!(!wrong.text().contains(&code(&world)), "never without the password");
        let right =
            through_page(&world, "", &[("account", "lan"), ("password", PASSWORD), ("code", "")]).await;
        assert_eq!(right.text().contains(&code(&world)), desk_trial);
    }
}
