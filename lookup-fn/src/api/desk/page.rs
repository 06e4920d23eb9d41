//! Pages of the desk. Templates escape every value (askama); the one thing put into a page as it is, is a drawing of ours.

use askama::Template;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::dossier::Beside;
use super::dossier_view::DossierView;
use super::find::Found;
use super::forms::{Field, Form, Kind};
use super::list::ListView;
use super::session::SignedIn;
use super::slip::Link;
use crate::api::App;
use crate::api::problem::{Fault, Problem};
use crate::store::Role;

/// The style of the desk, embedded: the function may stand without the static site.
const STYLE: &str = include_str!("../../../templates/desk/style.css");

/// `GET /can-bo/giao-dien.css`.
pub(super) async fn style() -> Response {
    let headers =
        [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=86400")];
    (headers, STYLE).into_response()
}

/// What stands around every page of the desk.
pub(super) struct Frame {
    pub site: String,
    pub trial: Option<&'static str>,
    /// Who is signed in.
    pub officer: Option<Officer>,
    /// Which page of the menu is shown.
    pub here: &'static str,
    /// Names the style of this build, so that a new one is fetched.
    pub style: String,
}

pub(super) struct Officer {
    pub name: String,
    /// The secret that each form carries.
    pub form_key: String,
    pub receives: bool,
    pub reads: bool,
    pub administers: bool,
}

impl Frame {
    /// For somebody who isn't signed in.
    pub fn stranger<S>(app: &App<S>) -> Frame {
        let frame = app.frame();
        let style = crate::Hash::of(&[STYLE.as_bytes()]).to_string();
        Frame { site: frame.site, trial: frame.trial, officer: None, here: "", style: style[..8].to_owned() }
    }

    pub fn of<S>(app: &App<S>, signed: &SignedIn, here: &'static str) -> Frame {
        let roles = &signed.account.roles;
        let officer = Officer {
            name: signed.account.name.clone(),
            form_key: signed.session.form_key.to_string(),
            receives: roles.contains(&Role::Receive),
            reads: roles.iter().any(|role| *role != Role::Administer),
            administers: roles.contains(&Role::Administer),
        };
        Frame { officer: Some(officer), here, ..Frame::stranger(app) }
    }

    /// The secret of the forms; empty for a stranger.
    pub fn form_key(&self) -> &str {
        self.officer.as_ref().map_or("", |officer| &officer.form_key)
    }
}

#[derive(Template)]
#[template(path = "desk/wrong.html")]
pub(super) struct Wrong<'a> {
    pub frame: Frame,
    pub problem: &'a Problem,
    /// Where what was typed is to be sent again.
    pub address: String,
    /// What was typed, when the session had ended meanwhile.
    pub kept: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "desk/sign-in.html")]
pub(super) struct SignIn<'a> {
    pub frame: Frame,
    pub form_key: String,
    pub back: &'a str,
    pub name: &'a str,
    pub wrong: &'a str,
    /// There is no account yet.
    pub none: bool,
}

#[derive(Template)]
#[template(path = "desk/second-factor.html")]
pub(super) struct SecondFactor<'a> {
    pub frame: Frame,
    pub form_key: String,
    pub setup: String,
    pub secret: String,
    pub link: String,
    /// A drawing of ours: put into the page as it is.
    pub qr: String,
    /// In a trial: the code to type.
    pub trial_code: String,
    pub back: &'a str,
    pub wrong: &'a str,
}

/// A list beside the others.
pub(super) struct Tab {
    pub id: &'static str,
    pub words: &'static str,
    pub count: String,
    pub chosen: bool,
}

#[derive(Template)]
#[template(path = "desk/list.html")]
pub(super) struct List<'a> {
    pub frame: Frame,
    pub view: &'a ListView,
    pub tabs: Vec<Tab>,
    pub offices: Vec<(String, String)>,
    pub first: bool,
}

#[derive(Template)]
#[template(path = "desk/dossier.html")]
pub(super) struct Dossier<'a> {
    pub frame: Frame,
    pub view: &'a DossierView,
    pub forms: Vec<Form>,
    pub beside: &'a Beside<'a>,
    /// Whether faults stand above: the form that they are about isn't there.
    pub told_above: bool,
    pub slips: Vec<Link>,
}

#[derive(Template)]
#[template(path = "desk/choose.html")]
pub(super) struct Choose<'a> {
    pub frame: Frame,
    pub typed: &'a str,
    /// Code and name.
    pub found: Vec<(String, String)>,
    pub often: Vec<(String, String)>,
    pub offices: Vec<(String, String)>,
    pub agency: &'a str,
}

/// A paper at the counter.
pub(super) struct Row {
    pub number: u16,
    pub name: String,
    pub when: String,
    pub show_only: bool,
    pub ticked: bool,
    pub originals: String,
    pub copies: String,
    pub faults: Vec<String>,
}

#[derive(Template)]
#[template(path = "desk/counter.html")]
pub(super) struct Counter<'a> {
    pub frame: Frame,
    pub code: String,
    pub name: String,
    pub cases: Vec<(u16, String)>,
    pub case: u16,
    pub agency: &'a str,
    pub agency_name: String,
    pub rows: Vec<Row>,
    pub filer: Vec<Field>,
    pub owner: Vec<Field>,
    pub due: Vec<Field>,
    pub via: Field,
    pub receipt: Field,
    pub earlier: Vec<Field>,
    pub command: String,
    pub wrong: String,
    pub faults: Vec<String>,
    pub now: String,
}

impl Counter<'_> {
    /// Whether something stands in fields that are folded away.
    fn is_open(fields: &[Field]) -> bool {
        fields.iter().any(|field| !field.value.is_empty() || !field.faults.is_empty())
    }
}

#[derive(Template)]
#[template(path = "desk/find.html")]
pub(super) struct Find<'a> {
    pub frame: Frame,
    pub typed: &'a str,
    pub wrong: &'a str,
    pub found: Option<&'a [Found]>,
}

/// A line of the register.
pub(super) struct BookLine {
    pub number: u32,
    /// Its step was taken back: the number stays and counts no more.
    pub void: bool,
    pub code: String,
    pub procedure: String,
    pub person: String,
    pub received: String,
    pub due: String,
    pub returned: String,
    pub via: &'static str,
    pub state: &'static str,
}

#[derive(Template)]
#[template(path = "desk/book.html")]
pub(super) struct Book<'a> {
    pub frame: Frame,
    pub year: i16,
    pub earlier: i16,
    pub later: Option<i16>,
    pub agency: &'a str,
    pub agency_name: String,
    pub offices: Vec<(String, String)>,
    pub lines: Vec<BookLine>,
    pub next: Option<u64>,
    pub first: bool,
}

#[derive(Template)]
#[template(path = "desk/erase.html")]
pub(super) struct Erase<'a> {
    pub frame: Frame,
    pub typed: &'a str,
    pub wrong: &'a str,
    pub done: String,
}

#[derive(Template)]
#[template(path = "desk/account.html")]
pub(super) struct Account<'a> {
    pub frame: Frame,
    pub roles: Vec<&'static str>,
    pub offices: Vec<String>,
    pub least: usize,
    /// Minutes without use after which a session ends.
    pub idle: u64,
    pub ends: String,
    pub faults: &'a [Fault],
}
