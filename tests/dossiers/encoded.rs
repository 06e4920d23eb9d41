//! Events as they are written: every version ever released must be read for ever. A file of `events/` is never changed
//! and never removed; a new schema version gets a new file.

use content::Via;
use content::calendar::{Due, Limit, Term};
use lookup_fn::Hash;
use lookup_fn::dossier::{
    Actor, Audience, BookNumber, CommandId, Dossier, ErasedBecause, Event, Flag, Happening, NoticeOutcome,
    Opened, Outcome, PaidBy, Promise, PromisedBy, SCHEMA,
};

use crate::sample::{day, moment};

const VERSION_1: &str = include_str!("events/1.jsonl");

/// One event of each kind, every part of it filled.
fn one_of_each() -> Vec<Event> {
    let received = moment("2026-11-25 09:00").received();
    let due = Due { on: day("2026-12-02"), at: None, provisional: false };
    let by = PromisedBy::Count { term: Term::one(Limit::WorkingDays(5)), calendar: "0f".to_owned() };
    let promise = Some(Promise { due, by });
    let hourly = Due { on: day("2027-02-10"), at: Some("10:30".parse().expect("a time")), provisional: true };
    let by_officer = Promise { due: hourly, by: PromisedBy::Officer };
    let about = Opened {
        procedure: "1.001193".parse().expect("a code"),
        version: "0123456789abcdef".to_owned(),
        field: "ho-tich".to_owned(),
        case: 1,
        agency: "xa-thu".to_owned(),
        via: Via::Online,
        files: 2,
    };
    let unit = || "ho-tich".to_owned();
    let kinds = vec![
        Happening::Submitted(about),
        Happening::Accepted { received, pack: "2025".to_owned(), promise: promise.clone() },
        Happening::Rejected,
        Happening::SupplementAsked { papers: vec![1, 3] },
        Happening::SupplementSent { via: Via::Post, files: 1 },
        Happening::Completed { received, promise: promise.clone() },
        Happening::HandedOver { to: unit() },
        Happening::TakenOver,
        Happening::Assigned { to: "minh".to_owned() },
        Happening::PaymentAsked { amount_vnd: 180_000 },
        Happening::Paid { amount_vnd: 180_000, by: PaidBy::Transfer },
        Happening::Paused,
        Happening::StoppedForGood,
        Happening::Resumed { promise, extended: Some(day("2026-12-09")), told: Some(due) },
        Happening::Finished { outcome: Outcome::Granted, files: 1 },
        Happening::Returned { via: Via::Counter },
        Happening::Withdrawn,
        Happening::Apologised { due: day("2026-12-09") },
        Happening::DueSet(by_officer),
        Happening::Noted { to: Audience::Applicant },
        Happening::Notified { event: 4, outcome: NoticeOutcome::GivenUp },
        Happening::PinRenewed { generation: 2 },
        Happening::Corrected { event: 7 },
        Happening::Erased { because: ErasedBecause::KeptLongEnough },
    ];
    let number = |at: u32| BookNumber {
        agency: "xa-thu".to_owned(),
        book: content::SlipKind::Receipt,
        year: 2026,
        number: at,
    };
    let actors = [Actor::Applicant, Actor::Officer("lan".to_owned()), Actor::System];
    let events = kinds.into_iter().enumerate().map(|(at, what)| {
        let seq = u32::try_from(at).expect("few") + 1;
        Event {
            v: SCHEMA,
            seq,
            at: moment("2026-11-25 00:30"),
            day: day("2026-11-25"),
            actor: actors[at % 3].clone(),
            command: CommandId([u8::try_from(at).expect("few"); 16]),
            what,
            flags: if at % 4 == 0 { vec![Flag::ApologyLate, Flag::Early] } else { vec![] },
            numbers: if at % 5 == 1 { vec![number(seq)] } else { vec![] },
            payload: (at % 2 == 0).then(|| Hash::of(&[b"payload"])),
        }
    });
    events.collect()
}

#[test]
fn events_of_version_1_are_read_and_written_as_on_their_first_day() {
    let events = one_of_each();
    let lines: Vec<&str> = VERSION_1.lines().collect();
    let written: Vec<String> =
        events.iter().map(|event| serde_json::to_string(event).expect("JSON")).collect();
    assert_eq!(lines, written, "events/1.jsonl is what this program writes");
    for (line, event) in lines.iter().zip(&events) {
        assert_eq!(Event::decode(line).as_ref(), Ok(event));
    }
    let code = "000.00.00.Z99-261125-0001".parse().expect("a code");
    assert!(Dossier::of(&code, &events).is_ok(), "any list of them can be folded");
}

#[test]
fn an_event_from_the_future_is_no_event_of_ours() {
    let newer = VERSION_1.lines().next().expect("a line").replacen("\"v\":1", "\"v\":2", 1);
    assert!(Event::decode(&newer).is_err());
    assert!(Event::decode("{}").is_err());
    assert!(Event::decode("").is_err());
}
