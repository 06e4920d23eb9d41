//! The small form of each action: what has to be known to do it, with what was typed before and what is wrong with it.

use std::collections::BTreeMap;

use content::Via;
use content::form::check::Value;
use content::intake::{Intake, IntakeCase, IntakeProcedure};

use crate::api::answer::internal;
use crate::api::problem::{Fault, Problem};
use crate::desk::action::Action;
use crate::dossier::{CommandId, Dossier};
use crate::{Moment, words};

/// What a form is about.
pub(super) struct Subject<'a> {
    pub intake: &'a Intake,
    pub procedure: &'a IntakeProcedure,
    pub case: Option<&'a IntakeCase>,
    pub dossier: &'a Dossier,
    /// Officers that a dossier can be given to: account and name.
    pub colleagues: &'a [(String, String)],
    pub now: Moment,
}

/// A form as a page shows it.
pub(super) struct Form {
    pub action: &'static str,
    pub title: &'static str,
    pub hint: String,
    /// Names the command, so that a double press is one.
    pub command: String,
    /// Place of the last event that the officer sees.
    pub seen: u32,
    pub fields: Vec<Field>,
    /// Something was typed into it: it is shown open.
    pub open: bool,
    /// True when it takes files.
    pub files: bool,
    /// Faults of no field.
    pub faults: Vec<String>,
}

/// Something to type into or to choose from.
pub(super) struct Field {
    pub id: String,
    pub name: String,
    pub label: String,
    pub hint: String,
    pub kind: Kind,
    pub required: bool,
    pub value: String,
    pub chosen: Vec<String>,
    /// Value and label.
    pub options: Vec<(String, String)>,
    pub faults: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Line,
    Lines,
    Day,
    Time,
    Amount,
    Select,
    Radios,
    Boxes,
    Tick,
    Files,
}

impl Field {
    pub fn new(form: &str, name: &str, label: &str, kind: Kind) -> Field {
        Field {
            id: format!("{form}-{name}").replace('.', "-"),
            name: name.to_owned(),
            label: label.to_owned(),
            hint: String::new(),
            kind,
            required: false,
            value: String::new(),
            chosen: Vec::new(),
            options: Vec::new(),
            faults: Vec::new(),
        }
    }

    pub fn required(self) -> Field {
        Field { required: true, ..self }
    }

    pub fn hint(self, hint: &str) -> Field {
        Field { hint: hint.to_owned(), ..self }
    }

    pub fn options(self, options: Vec<(String, String)>) -> Field {
        Field { options, ..self }
    }

    /// Chosen at first.
    pub fn chosen(self, value: &str) -> Field {
        Field { chosen: vec![value.to_owned()], value: value.to_owned(), ..self }
    }

    /// The field with what was typed, and what is wrong with that.
    pub fn filled(mut self, typed: &BTreeMap<String, Value>, faults: &[Fault]) -> Field {
        self.chosen = match typed.get(&self.name) {
            Some(Value::Text(text)) => vec![text.clone()],
            Some(Value::Many(many)) => many.clone(),
            _ => Vec::new(),
        };
        self.value = self.chosen.first().cloned().unwrap_or_default();
        let own = faults.iter().filter(|fault| fault.at == self.name);
        self.faults = own.map(|fault| fault.detail.clone()).collect();
        self
    }
}

/// The form of `action`, filled with what was `typed` into it.
pub(super) fn form(
    action: Action,
    subject: &Subject,
    typed: Option<&BTreeMap<String, Value>>,
    faults: &[Fault],
) -> Result<Form, Problem> {
    let mut fields = fields(action, subject);
    if let Some(typed) = typed {
        fields = fields.into_iter().map(|field| field.filled(typed, faults)).collect();
    }
    let at_field = |fault: &&Fault| fields.iter().any(|field| field.name == fault.at);
    let others = faults.iter().filter(|fault| !at_field(fault)).map(|fault| fault.detail.clone()).collect();
    let command = CommandId::random().map_err(|error| internal(&error.to_string()))?;
    let mut hint = words::desk::action_hint(action).to_owned();
    if action == Action::Correct {
        hint = format!("Bỏ bước số {}. {hint}", subject.dossier.undoable.unwrap_or_default());
    }
    Ok(Form {
        action: action.name(),
        title: words::desk::action(action),
        hint,
        // The same press sent again is the same command; a press after a fault is a new one that never was carried out.
        command: command.to_string(),
        seen: subject.dossier.last,
        files: fields.iter().any(|field| field.kind == Kind::Files),
        fields,
        open: typed.is_some(),
        faults: others,
    })
}

fn fields(action: Action, subject: &Subject) -> Vec<Field> {
    let field = |name: &str, label: &str, kind: Kind| Field::new(action.name(), name, label, kind);
    let reason = || field("reason", "Lý do", Kind::Lines).required();
    match action {
        Action::Accept => {
            let mut fields = due(action.name(), subject.procedure, subject.dossier.about.via, subject);
            fields.push(receipt(action.name()));
            fields
        }
        Action::Complete => due(action.name(), subject.procedure, subject.dossier.about.via, subject),
        Action::Reject | Action::Pause | Action::StopForGood => vec![reason()],
        Action::AskSupplement => {
            let papers = papers(subject.case);
            vec![field("numbers", "Giấy tờ còn thiếu", Kind::Boxes).required().options(papers), reason()]
        }
        Action::SendSupplement => vec![
            field("numbers", "Giấy tờ nhận", Kind::Boxes).options(papers(subject.case)),
            field("paper", "Tệp quét, nếu có", Kind::Files).hint("Ảnh hoặc PDF, mỗi tệp tối đa 20 MB."),
            field("words", "Ghi chú", Kind::Line),
        ],
        Action::HandOver => vec![
            field("to", "Bộ phận nhận", Kind::Line)
                .required()
                .hint("Tên phòng, ban, bộ phận chuyên môn.")
                .options(nearby(subject)),
        ],
        Action::TakeOver | Action::Resume | Action::Recount | Action::RenewPin => Vec::new(),
        Action::Finish => vec![
            field("outcome", "Kết quả", Kind::Radios)
                .required()
                .options(pairs(&[("granted", "Giải quyết"), ("refused", "Từ chối giải quyết")]))
                .chosen("granted"),
            field("words", "Số văn bản, ghi chú; lý do nếu từ chối", Kind::Lines),
            field("paper", "Tệp kết quả", Kind::Files).hint("Ảnh hoặc PDF, mỗi tệp tối đa 20 MB."),
        ],
        Action::Return => vec![
            field("via", "Trả bằng cách", Kind::Radios)
                .required()
                .options(pairs(&[
                    ("counter", "Tại quầy"),
                    ("post", "Qua bưu chính"),
                    ("online", "Trực tuyến"),
                ]))
                .chosen("counter"),
        ],
        Action::AskPayment => vec![field("amount_vnd", "Số tiền, đồng", Kind::Amount).required(), reason()],
        Action::RecordPayment => vec![
            field("amount_vnd", "Số tiền, đồng", Kind::Amount).required(),
            field("by", "Cách nộp", Kind::Radios)
                .required()
                .options(pairs(&[
                    ("cash", "Tiền mặt"),
                    ("transfer", "Chuyển khoản"),
                    ("post", "Qua bưu chính"),
                ]))
                .chosen("cash"),
            field("reference", "Số biên lai", Kind::Line),
        ],
        Action::Apologise => vec![field("due", "Ngày hẹn mới", Kind::Day).required(), reason()],
        Action::SetDue => vec![field("due", "Ngày hẹn", Kind::Day).required(), reason()],
        Action::Assign => {
            vec![field("to", "Cán bộ", Kind::Select).required().options(subject.colleagues.to_vec())]
        }
        Action::Note => vec![
            field("to", "Ai đọc được", Kind::Radios)
                .required()
                .options(pairs(&[("desk", "Chỉ cán bộ"), ("applicant", "Cả người nộp")]))
                .chosen("desk"),
            field("words", "Nội dung", Kind::Lines).required(),
        ],
        Action::Withdraw => vec![field("words", "Lý do, nếu người nộp cho biết", Kind::Line)],
        Action::Correct => vec![reason()],
        Action::Erase => vec![
            field("because", "Vì sao", Kind::Radios)
                .required()
                .options(pairs(&[("asked", "Người nộp yêu cầu"), ("kept_long_enough", "Hết thời hạn lưu")])),
        ],
    }
}

/// How the due date is found: a published time, or what an officer says.
pub(super) fn due(form: &str, procedure: &IntakeProcedure, via: Via, subject: &Subject) -> Vec<Field> {
    let received = subject.dossier.supplement_sent_at.unwrap_or(subject.now).received();
    due_fields(form, procedure, via, |term| subject.intake.calendar.due(term, received, &[]).due)
}

/// The same, with a way to tell the date that a time leads to.
pub(super) fn due_fields(
    form: &str,
    procedure: &IntakeProcedure,
    via: Via,
    counted: impl Fn(&content::calendar::Term) -> content::calendar::Due,
) -> Vec<Field> {
    let field = |name: &str, label: &str, kind: Kind| Field::new(form, name, label, kind);
    let times = procedure.times(via).iter().enumerate();
    let mut options: Vec<(String, String)> = times
        .filter_map(|(at, time)| {
            let term = time.term.as_ref()?;
            let when = time.when.as_ref().map(|when| format!(" ({when})")).unwrap_or_default();
            Some((
                format!("count:{at}"),
                format!("{}{when}: hẹn {}", time.words, words::due_words(counted(term))),
            ))
        })
        .collect();
    let only = procedure.only_term(via).is_some();
    options.push(("set".to_owned(), "Cán bộ ghi ngày hẹn, kèm lý do".to_owned()));
    options.push(("later".to_owned(), "Chưa hẹn được ngày".to_owned()));
    let choice = field("due_by", "Ngày hẹn trả", Kind::Radios).required().options(options);
    vec![
        if only { choice.chosen("count:0") } else { choice },
        field("due", "Ngày do cán bộ ghi", Kind::Day).hint("Chỉ khi cán bộ ghi ngày hẹn."),
        field("due_reason", "Lý do ghi ngày", Kind::Line),
    ]
}

pub(super) fn receipt(form: &str) -> Field {
    Field::new(form, "receipt", "In giấy tiếp nhận và hẹn trả (phiếu 01)", Kind::Tick)
        .hint("Bỏ chọn khi trả kết quả ngay và người nộp không cần.")
        .chosen("yes")
}

fn papers(case: Option<&IntakeCase>) -> Vec<(String, String)> {
    let papers = case.map(|case| case.papers.as_slice()).unwrap_or_default();
    papers
        .iter()
        .zip(1..)
        .map(|(paper, number): (_, u16)| (number.to_string(), format!("{number}. {}", paper.name)))
        .collect()
}

/// Names that can be chosen when a dossier is handed over: the office itself and those under and beside it.
fn nearby(subject: &Subject) -> Vec<(String, String)> {
    let own = subject.intake.offices.get_key_value(&subject.dossier.about.agency);
    let Some((id, office)) = own else { return Vec::new() };
    let near = subject.intake.offices.iter().filter(|(other, one)| {
        *other == id || one.parent.as_ref() == Some(id) || office.parent.as_ref() == Some(*other)
    });
    near.map(|(_, one)| (one.name.clone(), one.name.clone())).collect()
}

fn pairs(options: &[(&str, &str)]) -> Vec<(String, String)> {
    options.iter().map(|(value, label)| ((*value).to_owned(), (*label).to_owned())).collect()
}
