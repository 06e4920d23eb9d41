//! A command out of what was sent: every faulty field is told at once.

use content::calendar::ClockTime;
use content::form::check::Value;
use content::intake::{Intake, IntakeProcedure};
use content::{Day, Via, text};

use crate::api::papers::Paper;
use crate::api::problem::Fault;
use crate::api::read::Sent;
use crate::desk::action::Action;
use crate::dossier::{
    Audience, Command, Dossier, DueChoice, ErasedBecause, KeptFile, Outcome, PaidBy, ReceiptSlip, Sheets,
};

use super::forms::Subject;

/// What `sent` says of `action`; nothing when something in it is faulty.
pub(super) fn command(
    action: Action,
    sent: &mut Sent,
    subject: &Subject,
    papers: &[Paper],
) -> Option<Command> {
    let files: Vec<KeptFile> = papers.iter().map(|paper| paper.file.clone()).collect();
    if !files.is_empty() && !matches!(action, Action::Finish | Action::SendSupplement) {
        sent.faults.push(Fault::new("paper", "unknown-field"));
    }
    let command = match action {
        Action::Accept => {
            let due = due(sent, subject.procedure, subject.dossier.about.via);
            Command::Accept { due: due?, receipt: receipt(sent) }
        }
        Action::Complete => {
            Command::Complete { due: due(sent, subject.procedure, subject.dossier.about.via)? }
        }
        Action::Reject => Command::Reject { reason: reason(sent, "reason") },
        Action::AskSupplement => {
            let papers = numbers(sent);
            if papers.is_empty() {
                sent.faults.push(Fault::new("numbers", "no-papers"));
            }
            Command::AskSupplement { papers, reason: reason(sent, "reason") }
        }
        Action::SendSupplement => {
            let sheets: Vec<Sheets> =
                numbers(sent).into_iter().map(|paper| Sheets { paper, originals: 1, copies: 0 }).collect();
            if sheets.is_empty() && files.is_empty() {
                sent.faults.push(Fault::new("numbers", "nothing-sent"));
            }
            Command::SendSupplement { via: Via::Counter, files, sheets, words: words(sent, "words") }
        }
        Action::HandOver => Command::HandOver { to: unit(sent, subject.intake) },
        Action::TakeOver => Command::TakeOver,
        Action::Finish => {
            let outcome =
                choice(sent, "outcome", &[("granted", Outcome::Granted), ("refused", Outcome::Refused)])?;
            let words = match outcome {
                Outcome::Refused => reason(sent, "words"),
                Outcome::Granted => words(sent, "words"),
            };
            Command::Finish { outcome, files, words }
        }
        Action::Return => Command::Return { via: choice(sent, "via", &VIAS)? },
        Action::AskPayment => {
            let amount_vnd = amount(sent);
            Command::AskPayment { reason: reason(sent, "reason"), amount_vnd: amount_vnd? }
        }
        Action::RecordPayment => {
            let ways = [("cash", PaidBy::Cash), ("transfer", PaidBy::Transfer), ("post", PaidBy::Post)];
            let (amount_vnd, by) = (amount(sent), choice(sent, "by", &ways));
            Command::RecordPayment { reference: words(sent, "reference"), amount_vnd: amount_vnd?, by: by? }
        }
        Action::Apologise => {
            let due = day(sent, "due");
            Command::Apologise { reason: reason(sent, "reason"), due: due? }
        }
        Action::SetDue => {
            let due = day(sent, "due");
            Command::SetDue { reason: reason(sent, "reason"), due: due? }
        }
        Action::Pause => Command::Pause { reason: reason(sent, "reason") },
        Action::StopForGood => Command::StopForGood { reason: reason(sent, "reason") },
        Action::Resume => Command::Resume,
        Action::Recount => Command::Recount,
        Action::RenewPin => Command::RenewPin,
        Action::Assign => {
            let to = sent.take("to").unwrap_or_default();
            if !subject.colleagues.iter().any(|(id, _)| *id == to) {
                sent.faults.push(Fault::new("to", "no-such-account"));
            }
            Command::Assign { to }
        }
        Action::Note => {
            let to = choice(sent, "to", &[("desk", Audience::Desk), ("applicant", Audience::Applicant)]);
            Command::Note { words: reason(sent, "words"), to: to? }
        }
        Action::Withdraw => Command::Withdraw { words: words(sent, "words") },
        Action::Correct => correct(sent, subject.dossier),
        Action::Erase => {
            let why = [("asked", ErasedBecause::Asked), ("kept_long_enough", ErasedBecause::KeptLongEnough)];
            Command::Erase { because: choice(sent, "because", &why)? }
        }
    };
    sent.faults.is_empty().then_some(command)
}

const VIAS: [(&str, Via); 3] = [("counter", Via::Counter), ("post", Via::Post), ("online", Via::Online)];

fn correct(sent: &mut Sent, dossier: &Dossier) -> Command {
    Command::Correct { event: dossier.undoable.unwrap_or(0), reason: reason(sent, "reason") }
}

/// How the due date is found: `due_by` is `count:<place of a published time>`, `set` with `due` and `due_reason`, or `later`.
pub(super) fn due(sent: &mut Sent, procedure: &IntakeProcedure, via: Via) -> Option<DueChoice> {
    let by = sent.take("due_by").unwrap_or_default();
    if by == "set" {
        let due = day(sent, "due");
        return Some(DueChoice::Set { reason: reason(sent, "due_reason"), due: due? });
    }
    // What stands in the fields of another choice counts for nothing.
    let _ = (sent.take("due"), sent.take("due_reason"));
    if by == "later" {
        return Some(DueChoice::Later);
    }
    let at = by.strip_prefix("count:").and_then(|at| at.parse::<usize>().ok());
    let term = at.and_then(|at| procedure.times(via).get(at)).and_then(|time| time.term.clone());
    if term.is_none() {
        sent.faults.push(Fault::new("due_by", if by.is_empty() { "required" } else { "no-such-choice" }));
    }
    term.map(DueChoice::Count)
}

pub(super) fn receipt(sent: &mut Sent) -> ReceiptSlip {
    match sent.take("receipt").as_deref() {
        Some("yes") => ReceiptSlip::Printed,
        _ => ReceiptSlip::NotAsked,
    }
}

/// A unit by its name as offices have it, or as it was written.
fn unit(sent: &mut Sent, intake: &Intake) -> String {
    let named = reason(sent, "to");
    let wanted = text::fold(&named);
    let office =
        intake.offices.iter().find(|(id, office)| **id == named || text::fold(&office.name) == wanted);
    office.map_or(named, |(id, _)| id.clone())
}

/// Words that must be there.
pub(super) fn reason(sent: &mut Sent, name: &str) -> String {
    let before = sent.faults.len();
    let written = words(sent, name);
    if written.is_empty() && sent.faults.len() == before {
        sent.faults.push(Fault::new(name, if name == "reason" { "no-reason" } else { "required" }));
    }
    written
}

/// Words as papers print them, with the codes that the desk has words for.
pub(super) fn words(sent: &mut Sent, name: &str) -> String {
    sent.words(name, "too-long", "strange-letters")
}

fn choice<T: Copy>(sent: &mut Sent, name: &str, options: &[(&str, T)]) -> Option<T> {
    let given = sent.take(name).unwrap_or_default();
    let found = options.iter().find(|(value, _)| *value == given).map(|(_, meant)| *meant);
    if found.is_none() {
        sent.faults.push(Fault::new(name, if given.is_empty() { "required" } else { "no-such-choice" }));
    }
    found
}

/// Numbers of papers: boxes of a page, or a list of a program.
fn numbers(sent: &mut Sent) -> Vec<u16> {
    let given = match sent.texts.remove("numbers") {
        Some(Value::Text(one)) => vec![one],
        Some(Value::Many(many)) => many,
        Some(Value::Rows(_)) => vec![String::new()],
        None => Vec::new(),
    };
    let numbers: Result<Vec<u16>, _> = given.iter().map(|text| text.trim().parse()).collect();
    numbers.unwrap_or_else(|_| {
        sent.faults.push(Fault::new("numbers", "no-such-choice"));
        Vec::new()
    })
}

fn amount(sent: &mut Sent) -> Option<u64> {
    let given = sent.take("amount_vnd").unwrap_or_default();
    let digits: String = given.chars().filter(|letter| !matches!(letter, '.' | ' ' | '\u{a0}')).collect();
    let amount = digits.trim_end_matches('đ').parse::<u64>().ok();
    if amount.is_none() {
        sent.faults.push(Fault::new("amount_vnd", "not-an-amount"));
    }
    amount
}

/// A day as a browser's field sends it, or as people write it.
pub(super) fn day(sent: &mut Sent, name: &str) -> Option<Day> {
    let given = sent.take(name).unwrap_or_default();
    let day = day_of(given.trim());
    if day.is_none() {
        sent.faults.push(Fault::new(name, if given.is_empty() { "required" } else { "not-a-date" }));
    }
    day
}

fn day_of(text: &str) -> Option<Day> {
    if let Ok(day) = text.parse() {
        return Some(day);
    }
    let parts: Vec<&str> = text.split(['/', '.', '-']).collect();
    let [day, month, year] = parts.as_slice() else { return None };
    format!("{year}-{month:0>2}-{day:0>2}").parse().ok()
}

pub(super) fn time(sent: &mut Sent, name: &str) -> Option<ClockTime> {
    let given = sent.take(name).unwrap_or_default();
    let written = given.trim().replace(['h', 'g'], ":");
    let written = match written.split_once(':') {
        Some((hour, "")) => format!("{hour:0>2}:00"),
        Some((hour, minute)) => format!("{hour:0>2}:{minute:0>2}"),
        None => format!("{written:0>2}:00"),
    };
    let time = written.parse().ok().filter(|_| !given.is_empty());
    if time.is_none() {
        sent.faults.push(Fault::new(name, if given.is_empty() { "required" } else { "not-a-time" }));
    }
    time
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        for text in ["2026-12-05", "05/12/2026", "5/12/2026", "5.12.2026", "05-12-2026"] {
            assert_eq!(day_of(text).map(|day| day.to_string()).as_deref(), Some("2026-12-05"), "{text}");
        }
        for text in ["", "31/02/2026", "5/12", "12/2026", "hôm nay", "2026/12/05x"] {
            assert_eq!(day_of(text), None, "{text}");
        }
    }
}
