//! What a submission of a procedure needs.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use content::form::{FieldKind, FormField, When};
use content::intake::{FILE_KINDS as KINDS, Intake, IntakeCase, IntakeProcedure};
use content::{Fee, ProcedureCode, Submission, Via};
use serde::Serialize;

use super::App;
use super::answer::Wants;
use super::answers::asked;
use super::page;
use super::problem::Problem;
use crate::store::{LARGEST_UPLOAD_BYTES, Store};

#[derive(Serialize)]
pub(super) struct ProcedureView<'a> {
    pub code: &'a ProcedureCode,
    pub name: &'a str,
    version: &'a str,
    pub submission: Submission,
    cases: Vec<CaseView<'a>>,
    offices: Vec<OfficeView<'a>>,
    fields: Vec<FieldView<'a>>,
    times: Vec<TimeView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fees: Option<&'a [Fee]>,
    files: Files,
}

#[derive(Serialize)]
struct CaseView<'a> {
    number: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    papers: Vec<PaperView<'a>>,
    /// Forms of the case; what they ask is in `fields`.
    forms: Vec<FormView<'a>>,
}

#[derive(Serialize)]
struct FormView<'a> {
    id: &'a str,
    title: &'a str,
    required: bool,
}

#[derive(Serialize)]
struct PaperView<'a> {
    number: u16,
    name: &'a str,
    required: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    when: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    one_of: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    form: Option<&'a str>,
    originals: u32,
    copies: u32,
    show_only: bool,
    kinds: [&'static str; 4],
    largest_bytes: u64,
}

#[derive(Serialize)]
struct OfficeView<'a> {
    id: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<&'a str>,
}

#[derive(Serialize)]
struct TimeView<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    when: Option<&'a str>,
    words: &'a str,
}

#[derive(Serialize)]
struct Files {
    kinds: [&'static str; 4],
    largest_bytes: u64,
    largest_form_bytes: u64,
    most: usize,
}

#[derive(Serialize)]
struct FieldView<'a> {
    /// By which it is sent: `field.<id>`; parts of it and cells after another point.
    id: String,
    form: &'a str,
    kind: FieldKind,
    label: &'a str,
    required: bool,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    choices: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    parts: &'static [&'static str],
    #[serde(skip_serializing_if = "Option::is_none")]
    max_length: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    min: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_rows: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    example: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    when: Vec<&'a When>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    columns: Vec<FieldView<'a>>,
}

pub(super) async fn procedure<S: Store>(
    State(app): State<Arc<App<S>>>,
    wants: Wants,
    path: Result<Path<String>, axum::extract::rejection::PathRejection>,
) -> Result<Response, Problem> {
    let none = || Problem::new(StatusCode::NOT_FOUND, "no-such-procedure");
    let code: ProcedureCode = path.ok().and_then(|Path(code)| code.parse().ok()).ok_or_else(none)?;
    let intake = app.rules()?;
    let procedure = intake.procedure(&code, app.now().day()).ok_or_else(none)?;
    let view = view(&app, &intake, procedure);
    app.answer(wants, StatusCode::OK, &view, |frame, view| page::Procedure { frame, view })
}

fn view<'a, S>(app: &'a App<S>, intake: &'a Intake, procedure: &'a IntakeProcedure) -> ProcedureView<'a> {
    let settings = &app.function.settings;
    let offices = intake.offices(procedure, app.now().day());
    let channel = procedure.channels.iter().find(|channel| channel.via == Via::Online);
    let all = asked(&app.people, intake, procedure, 1, &[]);
    ProcedureView {
        code: &procedure.code,
        name: &procedure.name,
        version: &procedure.version,
        submission: app.submission(),
        cases: procedure
            .cases
            .iter()
            .zip(1..)
            .map(|(one, number)| case(app, intake, procedure, one, number))
            .collect(),
        offices: offices
            .map(|(id, office)| OfficeView { id, name: &office.name, address: office.address.as_deref() })
            .collect(),
        fields: all
            .iter()
            .flat_map(|one| {
                one.form.fields().filter_map(|(group, field)| {
                    let group = group.and_then(|group| group.when.as_ref());
                    let when = group.into_iter().chain(&field.when).collect();
                    Some(FieldView { when, ..self::field(one.id, field)? })
                })
            })
            .collect(),
        times: procedure
            .times(Via::Online)
            .iter()
            .map(|time| TimeView { when: time.when.as_deref(), words: &time.words })
            .collect(),
        fees: channel.or(procedure.channels.first()).and_then(|channel| channel.fees.as_deref()),
        files: Files {
            kinds: KINDS,
            largest_bytes: LARGEST_UPLOAD_BYTES,
            largest_form_bytes: settings.largest_form_bytes,
            most: settings.most_files,
        },
    }
}

fn case<'a, S>(
    app: &'a App<S>,
    intake: &'a Intake,
    procedure: &'a IntakeProcedure,
    case: &'a IntakeCase,
    number: u16,
) -> CaseView<'a> {
    let papers = case.papers.iter().zip(1..).map(|(paper, number)| PaperView {
        number,
        name: &paper.name,
        required: procedure.needs_file(paper),
        when: paper.when.as_deref(),
        one_of: paper.one_of.as_deref(),
        form: paper.form.as_deref(),
        originals: paper.originals,
        copies: paper.copies,
        show_only: paper.show_only,
        kinds: KINDS,
        largest_bytes: LARGEST_UPLOAD_BYTES,
    });
    let forms = asked(&app.people, intake, procedure, number, &[]).into_iter().map(|one| FormView {
        id: one.id,
        title: &one.form.title,
        required: one.needed,
    });
    CaseView { number, name: case.name.as_deref(), papers: papers.collect(), forms: forms.collect() }
}

fn field<'a>(form: &'a str, field: &'a FormField) -> Option<FieldView<'a>> {
    let id = field.id.as_deref().filter(|_| field.kind.has_value())?;
    Some(FieldView {
        id: if form.is_empty() { id.to_owned() } else { format!("{form}.{id}") },
        form,
        kind: field.kind,
        label: field.screen_label.as_deref().or(field.label.as_deref()).unwrap_or_default(),
        required: field.required,
        choices: &field.options,
        parts: field.kind.parts(),
        max_length: field.max_length,
        min: field.min,
        max: field.max,
        max_rows: field.max_rows,
        example: field.example.as_deref(),
        when: Vec::new(),
        columns: field.columns.iter().filter_map(|column| self::field("", column)).collect(),
    })
}
