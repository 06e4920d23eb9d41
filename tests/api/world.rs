//! A function in memory with its clock, its log and somebody who calls it.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Method, Request, header};
use content::Submission;
use content::intake::Intake;
use lookup_fn::api::{Caller, Function, Settings, addresses, router};
use lookup_fn::dossier::{Command, DossierCode, ServerKey};
use lookup_fn::work::act;
use lookup_fn::{Hash, Moment};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::faulty::Faulty;
use crate::{sample, schema};

/// When every test begins: a Wednesday.
pub const NOW: &str = "2026-11-25 09:00";

pub struct World {
    pub router: Router,
    pub store: Faulty,
    pub intake: Arc<Intake>,
    pub log: Arc<Mutex<Vec<String>>>,
    pub seen: Mutex<BTreeSet<String>>,
    now_ms: Arc<AtomicI64>,
    description: Value,
}

/// An answer, read to its end.
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl World {
    pub fn new() -> World {
        World::with(Settings::default(), |_| {})
    }

    pub fn with(settings: Settings, change: impl FnOnce(&mut Intake)) -> World {
        let mut intake = intake();
        change(&mut intake);
        let intake = Arc::new(intake);
        let (store, log) = (Faulty::default(), Arc::new(Mutex::new(Vec::new())));
        let now_ms = Arc::new(AtomicI64::new(sample::moment(NOW).unix_ms()));
        let (rules, clock, lines) = (intake.clone(), now_ms.clone(), log.clone());
        let function = Function {
            store: store.clone(),
            rules: Arc::new(move || Some(rules.clone())),
            key: ServerKey::new([7; 32]),
            clock: Arc::new(move || Moment::from_unix_ms(clock.load(Ordering::Relaxed))),
            log: Arc::new(move |line| lines.lock().expect("no panic before").push(line.to_owned())),
            settings,
        };
        let description = serde_json::from_str(include_str!("../../lookup-fn/src/api/openapi.json"));
        World {
            router: router(function),
            store,
            intake,
            log,
            seen: Mutex::default(),
            now_ms,
            description: description.expect("the description is JSON"),
        }
    }

    /// Lets time pass.
    pub fn later(&self, seconds: i64) {
        self.now_ms.fetch_add(seconds * 1_000, Ordering::Relaxed);
    }

    pub fn now(&self) -> Moment {
        Moment::from_unix_ms(self.now_ms.load(Ordering::Relaxed))
    }

    /// What the function answers, which must be as it is described.
    pub async fn call(&self, request: Request<Body>) -> Answer {
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let response = self.router.clone().oneshot(request).await.expect("a router can't fail");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.expect("a body");
        let answer = Answer { status, headers, body };
        self.held_against_description(&method, &path, &answer);
        answer
    }

    fn held_against_description(&self, method: &Method, path: &str, answer: &Answer) {
        let fits = |template: &str| {
            let (left, right): (Vec<&str>, Vec<&str>) =
                (template.split('/').collect(), path.split('/').collect());
            let same =
                |(one, other): (&&str, &&str)| one.starts_with('{') && !other.is_empty() || one == other;
            left.len() == right.len() && left.iter().zip(&right).all(same)
        };
        let mut own = addresses().into_iter().filter(|(one, template)| one == method && fits(template));
        let Some((_, template)) = own.next() else { return };
        let verb = method.as_str().to_ascii_lowercase();
        let declared = &self.description["paths"][template][&verb]["responses"][answer.status.to_string()];
        assert!(declared.is_object(), "{method} {template} answered {}: not described", answer.status);
        let kind = answer.header("content-type");
        let schema = &declared["content"][&kind.split(';').next().unwrap_or_default().to_owned()];
        assert!(schema.is_object(), "{method} {template} {}: {kind} is not described", answer.status);
        if kind.contains("json") {
            let faults = schema::faults(&self.description, &schema["schema"], &answer.json());
            assert!(faults.is_empty(), "{method} {template} {}: {faults:#?}", answer.status);
        }
        self.seen.lock().expect("no panic before").insert(format!("{method} {template} {}", answer.status));
    }

    /// Sends the sample dossier.
    pub async fn submit(&self) -> Value {
        let answer = self.call(post("/api/dossiers", &self.submission().await)).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        answer.json()
    }

    /// The sample dossier, its two papers sent before.
    pub async fn submission(&self) -> Value {
        let (one, two) = (self.upload(&jpeg(1)).await, self.upload(&pdf()).await);
        json!({
            "procedure": "1.001193", "case": 1, "agency": "xa-thu",
            "fields": {"filer.name": "Người Nộp Mẫu", "filer.phone": "0900 000 001", "to-khai.ho_ten": "Trẻ Em Mẫu"},
            "papers": [{"paper": 1, "upload": one, "name": "tờ khai.jpg"}, {"paper": 2, "upload": two, "pages": 3}]
        })
    }

    /// Sends a file; its id.
    pub async fn upload(&self, bytes: &[u8]) -> String {
        let kind = if bytes.starts_with(b"%PDF") { "application/pdf" } else { "image/jpeg" };
        let said = json!({"sha256": Hash::of(&[bytes]), "size_bytes": bytes.len(), "type": kind});
        let announced = self.call(post("/api/uploads", &said)).await;
        assert_eq!(announced.status, 201, "{}", announced.text());
        let announced = announced.json();
        let there = announced["put"].as_str().expect("an address").to_owned();
        let taken = self.call(put(&there, bytes.to_vec())).await;
        assert_eq!(taken.status, 200, "{}", taken.text());
        announced["id"].as_str().expect("an id").to_owned()
    }

    /// An officer does something.
    pub async fn officer(&self, code: &str, command: Command) {
        let asker = sample::asker(lookup_fn::dossier::Actor::Officer("lan".to_owned()), self.now());
        let code: DossierCode = code.parse().expect("a code");
        act(&self.store, &self.intake, &asker, &code, &command, &[]).await.expect("it can be done");
    }

    /// What goes to the PIN tier.
    pub async fn with_pin(&self, code: &str, what: &str, pin: &str) -> Answer {
        self.call(post(&format!("/api/dossiers/{code}/{what}"), &json!({"pin": pin}))).await
    }
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    pub fn header(&self, name: &str) -> String {
        let value = self.headers.get(name).map(|value| value.to_str().expect("ASCII").to_owned());
        value.unwrap_or_default()
    }

    /// Status and stable code of a problem.
    pub fn problem(&self) -> (u16, String) {
        (self.status, self.json()["code"].as_str().unwrap_or_default().to_owned())
    }

    /// Where the faults are, with their codes.
    pub fn faults(&self) -> BTreeMap<String, String> {
        let faults = self.json()["faults"].as_array().cloned().unwrap_or_default();
        let text = |fault: &Value, key: &str| fault[key].as_str().unwrap_or_default().to_owned();
        faults.iter().map(|fault| (text(fault, "at"), text(fault, "code"))).collect()
    }
}

/// The sample's rules with a form that the first procedure asks for, and a procedure that is over.
fn intake() -> Intake {
    let mut intake = sample::intake();
    let form = json!({
        "title": "Tờ khai thử", "source": {"read": []},
        "groups": [{"fields": [
            {"id": "ho_ten", "kind": "name", "label": "Họ tên", "required": true},
            {"id": "ngay_sinh", "kind": "date", "label": "Ngày sinh", "must_be": "past"},
            {"id": "noi_sinh", "kind": "address", "label": "Nơi sinh"},
            {"id": "muc_dich", "kind": "choices", "label": "Để làm gì", "options": ["Đi học", "Đi làm"]},
            {"id": "con", "kind": "table", "label": "Các con", "max_rows": 3, "columns": [
                {"id": "ten", "kind": "name", "label": "Tên"}, {"id": "nam", "kind": "year", "label": "Năm sinh"}
            ]}
        ]}]
    });
    intake.forms.insert("to-khai".to_owned(), serde_json::from_value(form).expect("a form"));
    let versions = intake.procedures.values_mut().next().expect("the sample has one");
    versions[0].forms.push("to-khai".to_owned());
    let mut over = versions[0].clone();
    over.code = "1.000002".parse().expect("a code");
    over.valid =
        Some(serde_json::from_value(json!({"from": "2020-01-01", "to": "2026-11-24"})).expect("days"));
    intake.procedures.insert(over.code.clone(), vec![over]);
    intake
}

/// Settings of a site that takes no dossiers.
pub fn off() -> Settings {
    Settings { submission: Some(Submission::Off), ..Settings::default() }
}

/// Scripts are files of the theme; one with another type is data that nothing runs.
pub fn has_only_own_scripts(page: &str) -> bool {
    page.split("<script").skip(1).all(|script| {
        script.starts_with(" src=\"/giao-dien/") || script.starts_with(" type=\"application/json\"")
    })
}

pub fn jpeg(seed: u8) -> Vec<u8> {
    [&[0xff, 0xd8, 0xff, 0xe0][..], &[seed; 64]].concat()
}

pub fn pdf() -> Vec<u8> {
    b"%PDF-1.4 <</Type /Page>> <</Type/Page>>".to_vec()
}

pub fn caller(request: Request<Body>, address: &str) -> Request<Body> {
    let mut request = request;
    let address: IpAddr = address.parse().expect("an address");
    request.extensions_mut().insert(Caller(address));
    request
}

pub fn get(path: &str) -> Request<Body> {
    Request::get(path).body(Body::empty()).expect("a request")
}

pub fn post(path: &str, body: &Value) -> Request<Body> {
    let request = Request::post(path).header(header::CONTENT_TYPE, "application/json");
    request.body(Body::from(body.to_string())).expect("a request")
}

pub fn put(path: &str, bytes: Vec<u8>) -> Request<Body> {
    Request::put(path).header(header::CONTENT_LENGTH, bytes.len()).body(Body::from(bytes)).expect("a request")
}

pub fn with(mut request: Request<Body>, name: &'static str, value: &str) -> Request<Body> {
    request.headers_mut().insert(name, value.parse().expect("a header"));
    request
}

/// A form with files, as a browser sends it: name, file name, bytes.
pub fn form(path: &str, parts: &[(&str, Option<&str>, &[u8])]) -> Request<Body> {
    let mut body = Vec::new();
    for (name, file, bytes) in parts {
        let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
        body.extend_from_slice(
            format!("--X\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").as_bytes(),
        );
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--X--\r\n");
    let request = Request::post(path).header(header::CONTENT_TYPE, "multipart/form-data; boundary=X");
    request.body(Body::from(body)).expect("a request")
}

/// The sample dossier as a browser sends it.
pub fn sample_form<'a>(jpeg: &'a [u8], pdf: &'a [u8]) -> Vec<(&'a str, Option<&'a str>, &'a [u8])> {
    vec![
        ("procedure", None, b"1.001193"),
        ("case", None, b"1"),
        ("agency", None, b"xa-thu"),
        ("field.filer.name", None, "Người Nộp Mẫu".as_bytes()),
        ("field.filer.phone", None, b"0900000001"),
        ("field.filer.email", None, b""),
        ("field.to-khai.ho_ten", None, "Trẻ Em Mẫu".as_bytes()),
        ("paper.1", Some("to khai.jpg"), jpeg),
        ("paper.2", Some("chung sinh.pdf"), pdf),
        ("paper.3", Some(""), b""),
    ]
}
