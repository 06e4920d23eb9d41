//! The control slip: who had the dossier when, and whether it was in time.

use content::form::check::Value;

use super::letter::row;
use super::{Source, text};
use crate::dossier::{Actor, Event, HandOver, Happening};
use crate::{Moment, words};

const ONE_STOP: &str = "Bộ phận một cửa";

pub(super) fn of_way(source: &Source, id: &str) -> Option<Value> {
    match id {
        "co_quan_giai_quyet" => match &source.dossier.hand_over {
            HandOver::Given { to } | HandOver::Taken { by: to } => text(source.unit(to)),
            HandOver::OneStop => text(source.unit(&source.dossier.about.agency)),
        },
        "qua_trinh" => {
            let stations = stations(source);
            let rows = stations.into_iter().map(|station| {
                row(&[
                    ("co_quan", station.name),
                    ("giao", station.given),
                    ("nhan", station.taken),
                    ("ket_qua", station.result.to_owned()),
                    ("ghi_chu", station.notes.join("; ")),
                ])
            });
            Some(Value::Rows(rows.collect()))
        }
        _ => None,
    }
}

/// A place where the dossier was.
struct Station {
    name: String,
    given: String,
    taken: String,
    result: &'static str,
    notes: Vec<String>,
}

fn stations(source: &Source) -> Vec<Station> {
    let mut all: Vec<Station> = Vec::new();
    let station = |name: String, given: String, taken: String| Station {
        name,
        given,
        taken,
        result: "",
        notes: Vec::new(),
    };
    for event in source.counting() {
        let who = signed(source, event);
        match &event.what {
            Happening::Accepted { received, .. } => {
                all.push(station(
                    ONE_STOP.to_owned(),
                    "Người nộp".to_owned(),
                    received_words(*received) + &who,
                ));
            }
            Happening::HandedOver { to } => {
                all.push(station(source.unit(to), stamp(event.at) + &who, String::new()));
            }
            Happening::TakenOver => {
                if let Some(last) = all.last_mut() {
                    last.taken = stamp(event.at) + &who;
                }
            }
            Happening::Finished { .. } => {
                let mut last = station(ONE_STOP.to_owned(), stamp(event.at) + &who, String::new());
                last.result = in_time(source, event);
                all.push(last);
            }
            Happening::Returned { .. } => note(&mut all, format!("trả kết quả {}", stamp(event.at))),
            Happening::SupplementAsked { .. } => note(&mut all, format!("yêu cầu bổ sung {}", day(event))),
            Happening::Completed { .. } => note(&mut all, format!("đủ hồ sơ {}", day(event))),
            Happening::PaymentAsked { .. } | Happening::Paused => {
                note(&mut all, format!("tạm dừng {}", day(event)));
            }
            Happening::Resumed { .. } => note(&mut all, format!("tiếp tục {}", day(event))),
            Happening::Apologised { due } => {
                note(&mut all, format!("xin lỗi, hẹn lại {}", due.vietnamese()));
            }
            Happening::StoppedForGood => note(&mut all, format!("dừng giải quyết {}", day(event))),
            Happening::Withdrawn => note(&mut all, format!("người nộp rút {}", day(event))),
            _ => {}
        }
    }
    all
}

fn note(all: &mut [Station], words: String) {
    if let Some(last) = all.last_mut() {
        last.notes.push(words);
    }
}

/// Against the last day in time that statistics use.
fn in_time(source: &Source, event: &Event) -> &'static str {
    match source.dossier.due_day() {
        None => "",
        Some(due) if event.day < due => "Trước hạn",
        Some(due) if event.day == due => "Đúng hạn",
        Some(_) => "Quá hạn",
    }
}

fn received_words(received: content::calendar::Received) -> String {
    stamp(Moment::at(received.on, received.at))
}

fn stamp(at: Moment) -> String {
    words::moment(at)
}

fn day(event: &Event) -> String {
    event.day.vietnamese()
}

fn signed(source: &Source, event: &Event) -> String {
    let name = match &event.actor {
        Actor::Officer(account) => source.officers.get(account),
        _ => None,
    };
    name.map(|name| format!(", {name}")).unwrap_or_default()
}
