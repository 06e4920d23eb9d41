//! The function as a process of its own, on a folder of its own, asked over the network.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use lookup_fn::Hash;
use serde_json::{Value, json};

use crate::sample;

/// A server that ends with its test.
pub struct Server {
    process: Child,
    pub address: String,
}

/// An answer.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

/// How a process begins: through `words`, which end with the program and its own words.
pub type Before<'a> = &'a dyn Fn(Vec<String>) -> Vec<String>;

/// Starts it on `place`, with the sample's rules beside the data.
///
/// Errors: what it said when it didn't begin.
pub fn start(place: &Path, before: Before) -> Result<Server, String> {
    let rules = place.with_extension("rules.json");
    std::fs::write(&rules, serde_json::to_vec(&sample::intake()).expect("JSON")).expect("writable");
    let path = |path: &Path| path.to_string_lossy().into_owned();
    let mut words = vec![env!("CARGO_BIN_EXE_lookup-fn").to_owned()];
    words.extend(["--rules".to_owned(), path(&rules), "--data".to_owned(), path(&place.join("data"))]);
    words.extend(["--port".to_owned(), "0".to_owned()]);
    let words = before(words);
    let mut process = Command::new(&words[0])
        .args(&words[1..])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| error.to_string())?;
    let mut line = String::new();
    let mut out = BufReader::new(process.stdout.take().expect("it was piped"));
    out.read_line(&mut line).expect("text");
    let address = line.trim().strip_prefix("http://").and_then(|rest| rest.split_once('/'));
    let Some((address, _)) = address else {
        let mut said = String::new();
        process.stderr.take().expect("it was piped").read_to_string(&mut said).expect("text");
        let code = process.wait().expect("it ended").code();
        return Err(format!("{said}exit {code:?}"));
    };
    // Its log must not fill the pipe.
    let mut log = process.stderr.take().expect("it was piped");
    std::thread::spawn(move || std::io::copy(&mut log, &mut std::io::sink()));
    Ok(Server { address: address.to_owned(), process })
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Server {
    /// Where its own view of the disk has `path`.
    pub fn seen(&self, path: &Path) -> PathBuf {
        let inside = path.strip_prefix("/").expect("a whole path");
        Path::new("/proc").join(self.process.id().to_string()).join("root").join(inside)
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a timeout");
        stream
    }

    /// Asks on a connection of its own.
    pub fn ask(&self, method: &str, path: &str, kind: &str, more: &str, body: &[u8]) -> Answer {
        ask(&mut self.connect(), method, path, kind, more, body)
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "", "", b"")
    }

    /// Sends a file; its id, or the answer that refused it.
    pub fn upload(&self, bytes: &[u8]) -> Result<String, Answer> {
        let mut line = self.connect();
        upload(&mut line, bytes)
    }

    /// Sends the sample dossier under `key` with two photos of `size`; its code, or the answer that refused it.
    pub fn submit(&self, key: u128, size: usize) -> Result<String, Answer> {
        let photo = |seed: u8| {
            let mut bytes = vec![0xff, 0xd8, 0xff, seed];
            bytes.extend(key.to_be_bytes());
            bytes.resize(size.max(64), seed);
            bytes
        };
        let papers = [self.upload(&photo(1))?, self.upload(&photo(2))?];
        let papers: Vec<Value> =
            papers.iter().zip(1..).map(|(id, number)| json!({"paper": number, "upload": id})).collect();
        let body = json!({
            "procedure": "1.001193", "case": 1, "agency": "xa-thu", "papers": papers,
            "fields": {"filer.name": "Người Nộp Mẫu", "filer.phone": "0900000001"}
        });
        let more = format!("idempotency-key: {key:032x}\r\n");
        let answer =
            self.ask("POST", "/api/dossiers", "application/json", &more, body.to_string().as_bytes());
        match answer.status {
            201 => Ok(answer.json()["code"].as_str().expect("a code").to_owned()),
            _ => Err(answer),
        }
    }
}

pub fn upload(line: &mut TcpStream, bytes: &[u8]) -> Result<String, Answer> {
    let said = json!({"sha256": Hash::of(&[bytes]), "size_bytes": bytes.len(), "type": "image/jpeg"});
    let announced = ask(line, "POST", "/api/uploads", "application/json", "", said.to_string().as_bytes());
    if announced.status != 201 {
        return Err(announced);
    }
    let announced = announced.json();
    let put = ask(line, "PUT", announced["put"].as_str().expect("an address"), "image/jpeg", "", bytes);
    match put.status {
        200 => Ok(announced["id"].as_str().expect("an id").to_owned()),
        _ => Err(put),
    }
}

/// Asks on `line`, which stays open.
pub fn ask(line: &mut TcpStream, method: &str, path: &str, kind: &str, more: &str, body: &[u8]) -> Answer {
    let kind = if kind.is_empty() { String::new() } else { format!("content-type: {kind}\r\n") };
    let length = body.len();
    let head = format!("{method} {path} HTTP/1.1\r\nhost: x\r\n{kind}{more}content-length: {length}\r\n\r\n");
    line.write_all(&[head.as_bytes(), body].concat()).expect("it listens");
    let mut reader = BufReader::new(line);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        assert!(reader.read_line(&mut head).expect("it answers") > 0, "it hung up after {head:?}");
    }
    let head = head.to_ascii_lowercase();
    let length = head.split("content-length: ").nth(1).and_then(|rest| rest.split_once('\r'));
    let length = length.map_or(0, |(length, _)| length.parse().expect("a number"));
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("the whole body");
    let status = head[9..12].parse().expect("a status");
    Answer { status, head, body }
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// What somebody hears who can't be served now: a stable code, when to come back, kind words.
    pub fn assert_later(&self, code: &str) {
        let told = String::from_utf8_lossy(&self.body);
        assert_eq!((self.status, self.json()["code"].as_str()), (503, Some(code)), "{told}");
        assert!(self.head.contains("retry-after: "), "{}", self.head);
        assert!(self.json()["detail"].as_str().is_some_and(|words| words.contains("ít phút")), "{told}");
    }
}
