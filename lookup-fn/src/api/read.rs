//! What was sent, whichever way: JSON, a form, a form with files. Nothing is judged here but its shape.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{HeaderMap, StatusCode, header};
use content::form::check::Value;
use content::text;

use super::body::{Held, Noticed, Room, watched, whole};
use super::papers::is_invisible;
use super::problem::{Fault, Problem};
use super::settings::Settings;
use crate::store::LARGEST_UPLOAD_BYTES;

mod json;

/// Texts of the longest form a hundred times over.
pub(super) const MOST_JSON_BYTES: u64 = 1 << 20;
/// Letters of a message or a reason.
const LONGEST_WORDS: usize = 2_000;
/// One text of a form.
const MOST_TEXT_BYTES: usize = 64 << 10;

/// What was sent.
#[derive(Default)]
pub(super) struct Sent {
    /// By name: `procedure`, `pin`, `field.filer.name`. Nothing blank among them.
    pub texts: BTreeMap<String, Value>,
    pub files: Vec<SentFile>,
    pub faults: Vec<Fault>,
    /// Keeps the room of the bytes for as long as they live.
    _held: Held,
}

/// A file that was sent, or sent before and named now.
pub(super) struct SentFile {
    /// Number of the paper; none for one that nobody asked for.
    pub paper: Option<u16>,
    /// The case in whose list it has that number, where the page shows the lists of several.
    pub case: Option<u16>,
    /// Its name on the device.
    pub name: String,
    /// Its pages, where the device told.
    pub pages: Option<u32>,
    pub from: From,
}

/// Where the bytes of a file are.
pub(super) enum From {
    /// Here.
    Bytes(Vec<u8>),
    /// With the store, under this token.
    Token(String),
}

impl Sent {
    /// The words called `name`, as papers print them. `too_long` and `strange` are the codes of what is wrong with them.
    pub fn words(&mut self, name: &str, too_long: &'static str, strange: &'static str) -> String {
        let words = text::nfc(&self.take(name).unwrap_or_default()).replace("\r\n", "\n");
        if words.chars().count() > LONGEST_WORDS {
            self.faults.push(Fault::new(name, too_long));
        }
        if words.chars().any(|letter| letter.is_control() && letter != '\n' || is_invisible(letter)) {
            self.faults.push(Fault::new(name, strange));
        }
        words.trim().to_owned()
    }

    /// The one text called `name`; nothing where it is absent. Anything else is a fault.
    pub fn take(&mut self, name: &str) -> Option<String> {
        match self.texts.remove(name)? {
            Value::Text(text) => Some(text),
            _ => {
                self.faults.push(Fault::new(name, "shape"));
                None
            }
        }
    }

    /// The texts whose names begin with `prefix`, by the rest of the name.
    pub fn take_all(&mut self, prefix: &str) -> BTreeMap<String, Value> {
        let (own, others) =
            std::mem::take(&mut self.texts).into_iter().partition(|(name, _)| name.starts_with(prefix));
        self.texts = others;
        let own: BTreeMap<String, Value> = own;
        own.into_iter().map(|(name, value)| (name[prefix.len()..].to_owned(), value)).collect()
    }

    /// Files for papers of another case than `case` can't be of this dossier.
    pub fn refuse_other_cases(&mut self, case: u16) {
        let before = self.files.len();
        self.files.retain(|file| file.case.is_none_or(|own| own == case));
        if self.files.len() < before {
            self.faults.push(Fault::new("case", "other-case"));
        }
    }

    /// What is left has names that nobody knows.
    pub fn refuse_the_rest(&mut self) {
        let names = std::mem::take(&mut self.texts).into_keys();
        self.faults.extend(names.map(|name| Fault::new(shown(&name), "unknown-field")));
    }

    fn add(&mut self, name: String, text: String) {
        if text.trim().is_empty() {
            return;
        }
        match self.texts.entry(name) {
            std::collections::btree_map::Entry::Vacant(place) => drop(place.insert(Value::Text(text))),
            std::collections::btree_map::Entry::Occupied(mut place) => match place.get_mut() {
                Value::Many(many) => many.push(text),
                Value::Text(first) => {
                    let first = std::mem::take(first);
                    place.insert(Value::Many(vec![first, text]));
                }
                Value::Rows(_) => {}
            },
        }
    }
}

/// A name that a stranger chose, as far as it is repeated to them.
fn shown(name: &str) -> String {
    name.chars().filter(|letter| !letter.is_control()).take(80).collect()
}

/// Reads `request`.
pub(super) async fn read(request: Request, settings: &Settings, room: &Room) -> Result<Sent, Problem> {
    let kind = media_type(request.headers());
    let (parts, body) = request.into_parts();
    match kind.as_str() {
        "application/json" => {
            let (bytes, _held) = whole(&parts.headers, body, MOST_JSON_BYTES, room).await?;
            json::sent(&bytes)
        }
        "application/x-www-form-urlencoded" => {
            let (bytes, _held) = whole(&parts.headers, body, MOST_JSON_BYTES, room).await?;
            let mut sent = Sent::default();
            for (at, (name, text)) in form_urlencoded::parse(&bytes).enumerate() {
                if at >= settings.most_parts {
                    return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-many-parts"));
                }
                named_upload(&mut sent, name.into_owned(), text.into_owned());
            }
            Ok(sent)
        }
        "multipart/form-data" => {
            let noticed = Noticed::default();
            if super::body::promised_bytes(&parts.headers)
                .is_some_and(|bytes| bytes > settings.largest_form_bytes)
            {
                return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large"));
            }
            let body = Body::from_stream(watched(body, settings.largest_form_bytes, noticed.clone()));
            let wrong = |_| Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "wrong-type");
            let multipart =
                Multipart::from_request(Request::from_parts(parts, body), &()).await.map_err(wrong)?;
            let broken = |_| match noticed.get() {
                Some(fault) => fault.into(),
                None => Problem::new(StatusCode::BAD_REQUEST, "broken-body"),
            };
            multipart_sent(multipart, settings, room, &broken).await
        }
        _ => Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "wrong-type")),
    }
}

/// The media type of a body, without its parameters.
pub(super) fn media_type(headers: &HeaderMap) -> String {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

async fn multipart_sent(
    mut multipart: Multipart,
    settings: &Settings,
    room: &Room,
    broken: &impl Fn(axum::extract::multipart::MultipartError) -> Problem,
) -> Result<Sent, Problem> {
    let mut sent = Sent::default();
    let mut count = 0;
    while let Some(mut part) = multipart.next_field().await.map_err(broken)? {
        count += 1;
        if count > settings.most_parts {
            return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-many-parts"));
        }
        let name = part.name().unwrap_or_default().to_owned();
        let file = part.file_name().map(str::to_owned);
        let most = if file.is_some() { LARGEST_UPLOAD_BYTES as usize } else { MOST_TEXT_BYTES };
        let mut bytes = Vec::new();
        let mut too_large = false;
        while let Some(piece) = part.chunk().await.map_err(broken)? {
            too_large |= bytes.len() + piece.len() > most;
            if !too_large {
                room.hold(&mut sent._held, piece.len())?;
                bytes.extend_from_slice(&piece);
            }
        }
        if too_large {
            sent.faults.push(Fault::new(shown(&name), "too-large"));
        } else if let Some(file) = file {
            // A field for files in which nothing was chosen comes as a file without name and bytes.
            if !(file.is_empty() && bytes.is_empty()) {
                add_file(&mut sent, &name, file, From::Bytes(bytes));
            }
        } else {
            match String::from_utf8(bytes) {
                Ok(text) => named_upload(&mut sent, name, text),
                Err(_) => sent.faults.push(Fault::new(shown(&name), "shape")),
            }
        }
    }
    Ok(sent)
}

/// `upload.2` names a file that was sent before, for paper 2; anything else is a text.
fn named_upload(sent: &mut Sent, name: String, text: String) {
    match name.starts_with("upload.") {
        true => {
            let (token, file) = text.split_once(' ').unwrap_or((&text, ""));
            add_file(sent, &name, file.to_owned(), From::Token(token.to_owned()));
        }
        false => sent.add(name, text),
    }
}

/// `paper.2` is a file of paper 2, `paper` one of no paper in the list.
fn add_file(sent: &mut Sent, name: &str, file: String, from: From) {
    if name == "paper" {
        return sent.files.push(SentFile { paper: None, case: None, name: file, pages: None, from });
    }
    let place = name.split_once('.').filter(|(kind, _)| matches!(*kind, "paper" | "upload"));
    let numbers = place.and_then(|(_, numbers)| match numbers.split_once('.') {
        Some((case, number)) => Some((Some(case.parse().ok()?), number.parse().ok()?)),
        None => Some((None, numbers.parse().ok()?)),
    });
    match numbers {
        Some((case, paper)) => {
            sent.files.push(SentFile { paper: Some(paper), case, name: file, pages: None, from });
        }
        None => sent.faults.push(Fault::new(shown(name), "unknown-paper")),
    }
}
