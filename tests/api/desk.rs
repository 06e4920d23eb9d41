//! The officers' desk: who may come in, what they may read and do, and what strangers and mistakes can't do.

mod acts;
mod counter;
mod described;
mod find;
mod pin_paper;
mod private;
mod roles;
mod sign_in;
mod written;

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Request, header};
use lookup_fn::Hash;
use lookup_fn::store::{Account, Role, Session, Staff, Standing};
use serde_json::{Value, json};

use crate::world::*;

/// An officer who is signed in.
pub struct Officer {
    pub cookie: String,
    pub form_key: String,
}

pub fn account(id: &str, roles: &[Role], agencies: &[&str]) -> Account {
    Account {
        id: id.to_owned(),
        name: format!("Cán bộ {id}"),
        agencies: agencies.iter().map(|id| (*id).to_owned()).collect(),
        roles: roles.iter().copied().collect(),
        password: String::new(),
        totp: None,
        totp_step: 0,
        standing: Standing::Open,
    }
}

/// An officer of `agencies` with `roles`, signed in without the form: that has tests of its own.
pub async fn officer(world: &World, id: &str, roles: &[Role], agencies: &[&str]) -> Officer {
    world.store.put_account(account(id, roles, agencies)).await.expect("kept");
    let secret = Hash::of(&[id.as_bytes()]);
    let form_key = Hash::of(&[b"form", id.as_bytes()]);
    let now = world.now();
    let session = Session {
        token: Hash::of(&[&secret.0]),
        account: id.to_owned(),
        form_key,
        begun_at: now,
        ends_at: now.plus_seconds(1_800),
    };
    world.store.put_session(session).await.expect("kept");
    Officer { cookie: format!("can-bo={secret}"), form_key: form_key.to_string() }
}

/// An officer of the sample's first office who may do everything there.
pub async fn anybody(world: &World, id: &str) -> Officer {
    officer(world, id, &Role::ALL, &["xa-thu"]).await
}

impl Officer {
    /// `request` from this officer's browser.
    pub fn from(&self, request: Request<Body>) -> Request<Body> {
        with(request, "cookie", &self.cookie)
    }

    /// The page at `path`.
    pub async fn page(&self, world: &World, path: &str) -> Answer {
        world.call(self.from(with(get(path), "accept", "text/html"))).await
    }

    /// A form sent to a page, with the secret of the session.
    pub async fn send(&self, world: &World, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut all = vec![("form_key", self.form_key.as_str())];
        all.extend(fields);
        world.call(self.from(typed(path, &all))).await
    }

    /// A command as a program gives it, after what it has seen.
    pub async fn act(&self, world: &World, code: &str, seen: u64, mut body: Value) -> Answer {
        body["seen"] = json!(seen);
        if body["command"].is_null() {
            body["command"] = json!(lookup_fn::dossier::CommandId::random().expect("random").to_string());
        }
        let request = post(&format!("/api/desk/dossiers/{code}/commands"), &body);
        world.call(with(self.from(request), "motcua-form-key", &self.form_key)).await
    }

    /// The same, after everything that has happened.
    pub async fn does(&self, world: &World, code: &str, body: Value) -> Value {
        let seen = self.dossier(world, code).await["seen"].as_u64().expect("a place");
        let answer = self.act(world, code, seen, body).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }

    /// The dossier as data.
    pub async fn dossier(&self, world: &World, code: &str) -> Value {
        let answer = world.call(self.from(get(&format!("/api/desk/dossiers/{code}")))).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }
}

/// A form as a browser without script sends it.
pub fn typed(path: &str, fields: &[(&str, &str)]) -> Request<Body> {
    let pairs = fields.iter().map(|(name, value)| format!("{name}={}", percent(value)));
    let body = pairs.collect::<Vec<_>>().join("&");
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ACCEPT, "text/html");
    request.body(Body::from(body)).expect("a request")
}

fn percent(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

pub fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let from = text.find(before).unwrap_or_else(|| panic!("{before} in {text}")) + before.len();
    let to = text[from..].find(after).expect("an end");
    &text[from..from + to]
}

/// The sample dossier, sent by a citizen; its code.
pub async fn sent(world: &World) -> String {
    world.submit().await["code"].as_str().expect("a code").to_owned()
}

/// The cookies that an answer sets, whole.
pub fn cookies(answer: &Answer) -> BTreeSet<String> {
    let all = answer.headers.get_all(header::SET_COOKIE).iter();
    all.map(|value| value.to_str().expect("ASCII").to_owned()).collect()
}

/// The value of a cookie that an answer sets.
pub fn cookie(answer: &Answer, name: &str) -> String {
    let begins = format!("{name}=");
    let own = cookies(answer).into_iter().find(|one| one.starts_with(&begins));
    let own = own.unwrap_or_else(|| panic!("no cookie {name} in {:?}", cookies(answer)));
    own[begins.len()..].split(';').next().unwrap_or_default().to_owned()
}
