//! Promises that hold whatever two sides do to a dossier, and when.

use content::calendar::{Limit, Term};
use content::{Day, Via};
use lookup_fn::Moment;
use lookup_fn::dossier::{
    Actor, Audience, Command, Dossier, DossierCode, DueChoice, ErasedBecause, Event, Happening,
    NoticeOutcome, Outcome, PaidBy, PromisedBy, ReceiptSlip, Sheets, Status, verify,
};
use lookup_fn::store::{Head, MemoryStore, Store};
use lookup_fn::work::{Asker, WorkError, act, begin};
use proptest::prelude::*;

use crate::sample::{applicant, asker, intake, moment, request};

/// A word that must never stand in an event.
const SECRET: &str = "Bí mật đời tư";

fn any_due() -> impl Strategy<Value = DueChoice> {
    prop_oneof![
        4 => (1..30_u32).prop_map(|days| DueChoice::Count(Term::one(Limit::WorkingDays(days)))),
        1 => any_day().prop_map(|due| DueChoice::Set { due, reason: SECRET.to_owned() }),
        1 => Just(DueChoice::Later),
    ]
}

fn any_day() -> impl Strategy<Value = Day> {
    (0..120_i64).prop_map(|days| Day::from(jiff::civil::date(2026, 10, 1) + jiff::Span::new().days(days)))
}

fn any_command() -> impl Strategy<Value = Command> {
    let reason = || prop_oneof![9 => Just(SECRET.to_owned()), 1 => Just(String::new())];
    let receipt = prop_oneof![Just(ReceiptSlip::Printed), Just(ReceiptSlip::NotAsked)];
    let outcome = prop_oneof![Just(Outcome::Granted), Just(Outcome::Refused)];
    prop_oneof![
        4 => (any_due(), receipt).prop_map(|(due, receipt)| Command::Accept { due, receipt }),
        1 => reason().prop_map(|reason| Command::Reject { reason }),
        3 => (prop::collection::vec(0..5_u16, 0..3), reason())
            .prop_map(|(papers, reason)| Command::AskSupplement { papers, reason }),
        2 => Just(Command::SendSupplement {
            via: Via::Online, files: vec![], sheets: vec![Sheets { paper: 1, originals: 1, copies: 0 }], words: SECRET.to_owned(),
        }),
        3 => any_due().prop_map(|due| Command::Complete { due }),
        4 => Just(Command::HandOver { to: "ho-tich".to_owned() }),
        1 => Just(Command::TakeOver),
        1 => Just(Command::Assign { to: "minh".to_owned() }),
        2 => (0..200_000_u64, reason()).prop_map(|(amount_vnd, reason)| Command::AskPayment { amount_vnd, reason }),
        2 => (0..200_000_u64).prop_map(|amount_vnd| Command::RecordPayment {
            amount_vnd, by: PaidBy::Cash, reference: SECRET.to_owned(),
        }),
        2 => reason().prop_map(|reason| Command::Pause { reason }),
        1 => reason().prop_map(|reason| Command::StopForGood { reason }),
        3 => Just(Command::Resume),
        2 => (outcome, reason()).prop_map(|(outcome, words)| Command::Finish { outcome, files: vec![], words }),
        2 => Just(Command::Return { via: Via::Post }),
        1 => Just(Command::Withdraw { words: SECRET.to_owned() }),
        2 => (any_day(), reason()).prop_map(|(due, reason)| Command::Apologise { reason, due }),
        1 => (any_day(), reason()).prop_map(|(due, reason)| Command::SetDue { due, reason }),
        1 => Just(Command::Recount),
        1 => reason().prop_map(|words| Command::Note { to: Audience::Desk, words }),
        1 => (0..9_u32).prop_map(|event| Command::Notify { event, outcome: NoticeOutcome::Sent }),
        1 => Just(Command::RenewPin),
        3 => (1..20_u32, reason()).prop_map(|(event, reason)| Command::Correct { event, reason }),
        1 => Just(Command::Erase { because: ErasedBecause::Asked }),
    ]
}

/// What one side does: which side, what it has seen, how many hours later.
fn any_step() -> impl Strategy<Value = (u8, Option<u32>, i64, Command)> {
    (0..3_u8, prop::option::weighted(0.2, 0..12_u32), 0..40_i64, any_command())
}

fn fold(code: &DossierCode, events: &[lookup_fn::dossier::Recorded]) -> Dossier {
    let plain: Vec<Event> = events.iter().map(|one| one.event.clone()).collect();
    Dossier::of(code, &plain).expect("the events of a store are a dossier")
}

/// The states that events lead through, one after another, allowed by the table or taken back.
fn check_passages(events: &[Event], code: &DossierCode) {
    let mut before = Status::Submitted;
    for until in 1..=events.len() {
        let now = Dossier::of(code, &events[..until]).expect("a beginning of a dossier is one");
        let step = &events[until - 1].what;
        let stopped_after_stop = matches!(step, Happening::StoppedForGood) && before == Status::Stopped;
        let allowed = before == now.status
            || before.next().contains(&now.status)
            || matches!(step, Happening::Corrected { .. })
            || stopped_after_stop;
        assert!(allowed, "{before:?} to {:?} by {step:?}", now.status);
        before = now.status;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn whatever_two_sides_do_the_dossier_holds_together(
        steps in prop::collection::vec(any_step(), 1..40)
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(live(steps));
    }
}

async fn live(steps: Vec<(u8, Option<u32>, i64, Command)>) {
    let (store, rules) = (MemoryStore::new(), intake());
    let mut now = moment("2026-11-16 09:00");
    let code = begin(&store, &rules, &applicant("2026-11-16 09:00"), request()).await.expect("taken").code;
    for (side, seen, hours, command) in steps {
        now = now.plus_seconds(hours * 3_600);
        let asker = Asker { seen, ..asker(actor(side), now) };
        let before = store.events(&code).await.expect("readable");
        match act(&store, &rules, &asker, &code, &command, &[]).await {
            Ok(done) => {
                assert_eq!(done.events.len(), before.len() + done.new);
                let again =
                    act(&store, &rules, &asker, &code, &command, &[]).await.expect("the same command");
                assert_eq!(again.new, 0, "{command:?}");
                check(&store, &code, now).await;
            }
            Err(WorkError::Refused(_)) => {
                assert_eq!(store.events(&code).await.expect("readable"), before, "a refusal changes nothing");
            }
            Err(other) => panic!("{command:?}: {other:?}"),
        }
    }
}

fn actor(side: u8) -> Actor {
    match side {
        0 => Actor::Applicant,
        1 => Actor::Officer("lan".to_owned()),
        _ => Actor::Officer("minh".to_owned()),
    }
}

async fn check(store: &MemoryStore, code: &DossierCode, now: Moment) {
    let events = store.events(code).await.expect("readable");
    let kept = events.iter().map(|one| (one.body.as_str(), one.hash));
    assert_eq!(verify(code, kept).as_deref(), Ok(events.as_slice()));
    let dossier = fold(code, &events);
    let head = store.head(code).await.expect("readable").expect("there");
    assert_eq!(head, Head::of(code, &events).expect("a dossier"));
    assert!(events.iter().all(|one| !one.body.contains(SECRET)), "personal words lie outside the events");
    let plain: Vec<Event> = events.into_iter().map(|one| one.event).collect();
    check_passages(&plain, code);
    check_numbers(&plain);
    if let Some(first) = &dossier.dues.first
        && matches!(first.by, PromisedBy::Count { .. })
    {
        assert!(intake().calendar.is_working(first.due.on), "due on a day off");
    }
    if dossier.is_closed() {
        assert!(!dossier.is_overdue(now.day().max(crate::sample::day("2027-12-31"))));
    }
    if dossier.erased_at.is_some() {
        assert!(store.payloads(code).await.expect("readable").is_empty());
    }
    assert!(dossier.requests_at_intake <= 1 && dossier.requests_at_examination <= 2);
}

/// Numbers of each book rise by one, and no event has two of one book.
fn check_numbers(events: &[Event]) {
    let mut last = std::collections::BTreeMap::new();
    for number in events.iter().flat_map(|event| &event.numbers) {
        let before =
            last.insert((number.agency.clone(), number.book, number.year), number.number).unwrap_or(0);
        assert_eq!(number.number, before + 1, "{number:?}");
    }
}
