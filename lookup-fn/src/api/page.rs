//! The same answers as pages. Templates escape every value (askama); nothing here is put into a page as it is.

mod form;

use askama::Template;

use super::App;
use super::answer::internal;
use super::detail::DetailView;
use super::problem::{Fault, Problem};
use super::procedure::ProcedureView;
use super::receipt::ReceiptView;
use super::track::PublicView;

pub(super) use form::{Attempt, form};

/// A page that can be made.
pub(super) trait Page {
    fn made(&self) -> Result<String, Problem>;
}

impl<T: Template> Page for T {
    fn made(&self) -> Result<String, Problem> {
        self.render().map_err(|error| internal(&error.to_string()))
    }
}

/// What stands around every page.
pub(super) struct Frame {
    /// Name of the site.
    pub site: String,
    /// Address of the catalogue without slash at its end; empty when it is the same host.
    pub home: String,
    /// The national portal.
    pub portal: String,
    pub trial: Option<&'static str>,
    /// By which law this body takes dossiers.
    pub legal_ground: Option<String>,
}

impl Frame {
    /// What the script says of files.
    fn file_words(&self) -> String {
        crate::words::file_words()
    }
}

#[derive(Template)]
#[template(path = "wrong.html")]
pub(super) struct Wrong<'a> {
    pub frame: Frame,
    pub problem: &'a Problem,
}

#[derive(Template)]
#[template(path = "pin-again.html")]
pub(super) struct PinAgain<'a> {
    pub frame: Frame,
    pub code: &'a str,
    pub problem: &'a Problem,
}

#[derive(Template)]
#[template(path = "code-again.html")]
struct CodeAgain<'a> {
    frame: Frame,
    typed: &'a str,
    problem: &'a Problem,
}

#[derive(Template)]
#[template(path = "plain.html")]
pub(super) struct Plain {
    frame: Frame,
    title: &'static str,
    words: &'static str,
}

#[derive(Template)]
#[template(path = "procedure.html")]
pub(super) struct Procedure<'a> {
    pub frame: Frame,
    pub view: &'a ProcedureView<'a>,
}

#[derive(Template)]
#[template(path = "public.html")]
pub(super) struct Public<'a> {
    pub frame: Frame,
    pub view: &'a PublicView,
}

#[derive(Template)]
#[template(path = "receipt.html")]
pub(super) struct Receipt<'a> {
    pub frame: Frame,
    pub view: &'a ReceiptView,
}

#[derive(Template)]
#[template(path = "detail.html")]
pub(super) struct Detail<'a> {
    pub frame: Frame,
    pub view: &'a DetailView,
    /// For the buttons of the page: it never stands in an address.
    pub pin: &'a str,
    pub done: &'a str,
    pub faults: &'a [Fault],
}

impl Plain {
    pub fn uploaded(frame: Frame) -> Plain {
        Plain {
            frame, title: "Đã nhận tệp", words: "Tệp sẽ được giữ 7 ngày cho đến khi hồ sơ được gửi."
        }
    }

    pub fn well(frame: Frame) -> Plain {
        Plain { frame, title: "Máy chủ đang chạy", words: "Mọi việc bình thường." }
    }
}

/// `problem` for a browser with the box for the code below it, and in it what was typed.
pub(super) fn with_code_box<S>(app: &App<S>, typed: &str, mut problem: Problem) -> Problem {
    let typed: String = typed.chars().take(60).collect();
    problem.aside.page = CodeAgain { frame: app.frame(), typed: &typed, problem: &problem }.made().ok();
    problem
}
