//! The rules of the one-stop, each by a case.

use content::{SlipKind, Via};
use lookup_fn::dossier::{
    Command, Dossier, DossierCode, DueChoice, ErasedBecause, Flag, Happening, Outcome, PaidBy, Recorded,
    Refusal, Sheets, Status,
};
use lookup_fn::store::{MemoryStore, Store};
use lookup_fn::work::{Asker, Done, WorkError, act, begin, look};

use crate::sample::*;

/// One dossier and who works on it.
struct Life {
    store: MemoryStore,
    code: DossierCode,
}

impl Life {
    /// Sent online.
    async fn sent(now: &str) -> Life {
        let store = MemoryStore::new();
        let submitted = begin(&store, &intake(), &applicant(now), request()).await.expect("it is taken");
        Life { store, code: submitted.code }
    }

    /// Sent online and accepted at the same minute.
    async fn accepted(now: &str) -> Life {
        let life = Life::sent(now).await;
        life.done(officer(now), accept()).await;
        life
    }

    /// Accepted and with the unit.
    async fn in_progress(now: &str) -> Life {
        let life = Life::accepted(now).await;
        life.done(officer(now), Command::HandOver { to: "ho-tich".to_owned() }).await;
        life
    }

    async fn ask(&self, asker: Asker, command: Command) -> Result<Done, WorkError> {
        act(&self.store, &intake(), &asker, &self.code, &command, &[]).await
    }

    async fn done(&self, asker: Asker, command: Command) -> Dossier {
        self.ask(asker, command.clone()).await.unwrap_or_else(|why| panic!("{command:?}: {why:?}")).dossier
    }

    async fn refused(&self, asker: Asker, command: Command) -> Refusal {
        match self.ask(asker, command.clone()).await {
            Err(WorkError::Refused(refusal)) => refusal,
            other => panic!("{command:?} should be refused: {other:?}"),
        }
    }

    async fn events(&self) -> Vec<Recorded> {
        self.store.events(&self.code).await.expect("they are there")
    }

    async fn dossier(&self) -> Dossier {
        look(&self.store, &self.code).await.expect("it is there").expect("it is there").0
    }
}

fn ask_for(papers: &[u16]) -> Command {
    Command::AskSupplement { papers: papers.to_vec(), reason: "thiếu bản chính".to_owned() }
}

fn flags(dossier: &Dossier) -> Vec<Flag> {
    dossier.flags.iter().map(|(_, flag)| *flag).collect()
}

fn due(dossier: &Dossier) -> String {
    dossier.due_day().map_or("none".to_owned(), |day| day.to_string())
}

#[tokio::test]
async fn the_clock_begins_at_acceptance_not_at_submission() {
    let life = Life::sent("2026-11-16 09:00").await;
    assert_eq!(due(&life.dossier().await), "none");
    let dossier = life.done(officer("2026-11-18 09:00"), accept()).await;
    assert_eq!(due(&dossier), "2026-11-26", "24/11 is off");
    assert_eq!(flags(&dossier), [Flag::AnsweredLate], "more than 8 working hours");
}

#[tokio::test]
async fn an_answer_within_eight_working_hours_is_in_time() {
    let life = Life::sent("2026-11-20 16:30").await;
    let dossier = life.done(officer("2026-11-23 16:30"), accept()).await;
    assert_eq!(flags(&dossier), []);
}

#[tokio::test]
async fn a_supplement_is_asked_for_once_with_papers_of_the_list_and_a_reason() {
    let life = Life::sent("2026-11-16 09:00").await;
    let at = || officer("2026-11-16 10:00");
    assert_eq!(life.refused(at(), ask_for(&[])).await, Refusal::NoPapers);
    assert_eq!(life.refused(at(), ask_for(&[1, 4])).await, Refusal::UnknownPaper(4));
    let silent = Command::AskSupplement { papers: vec![1], reason: "  ".to_owned() };
    assert!(matches!(life.refused(at(), silent).await, Refusal::NoReason(_)));
    let dossier = life.done(at(), ask_for(&[2, 1, 2])).await;
    assert_eq!((dossier.status, dossier.asked.as_slice()), (Status::SupplementAsked, [1, 2].as_slice()));
    // Accepted once it is full; the examination may ask once more, and not twice.
    life.done(officer("2026-11-17 09:00"), accept()).await;
    life.done(officer("2026-11-17 09:00"), Command::HandOver { to: "ho-tich".to_owned() }).await;
    life.done(officer("2026-11-18 09:00"), ask_for(&[3])).await;
    life.done(officer("2026-11-19 09:00"), Command::Complete { due: five_days() }).await;
    assert_eq!(life.refused(officer("2026-11-20 09:00"), ask_for(&[3])).await, Refusal::AskedAlready);
}

#[tokio::test]
async fn after_a_supplement_the_time_begins_anew() {
    let life = Life::in_progress("2026-11-16 09:00").await;
    assert_eq!(due(&life.dossier().await), "2026-11-23");
    let dossier = life.done(officer("2026-11-19 09:00"), ask_for(&[2])).await;
    assert_eq!(flags(&dossier), [], "three working days after receipt are in time");
    let sent = Command::SendSupplement {
        via: Via::Online,
        files: vec![],
        sheets: vec![Sheets { paper: 2, originals: 1, copies: 0 }],
        words: String::new(),
    };
    let dossier = life.done(applicant("2026-11-30 20:00"), sent).await;
    assert_eq!(dossier.status, Status::SupplementAsked, "an officer has yet to look");
    assert!(dossier.supplement_sent_at.is_some());
    let dossier = life.done(officer("2026-12-01 08:00"), Command::Complete { due: five_days() }).await;
    assert_eq!(
        (dossier.status, due(&dossier).as_str()),
        (Status::InProgress, "2026-12-07"),
        "full since it was sent"
    );
    assert!(dossier.clock.pauses.is_empty());
}

#[tokio::test]
async fn a_late_check_is_flagged_and_blocks_nobody() {
    let life = Life::in_progress("2026-11-16 09:00").await;
    let dossier = life.done(officer("2026-11-20 09:00"), ask_for(&[2])).await;
    assert_eq!(flags(&dossier), [Flag::CheckedLate]);
}

#[tokio::test]
async fn hand_over_is_due_on_the_day_or_after_three_in_the_afternoon_on_the_next() {
    for (received, handed, late) in [
        ("2026-11-16 09:00", "2026-11-16 17:00", false),
        ("2026-11-16 09:00", "2026-11-17 08:00", true),
        ("2026-11-16 15:01", "2026-11-17 08:00", false),
        ("2026-11-20 16:00", "2026-11-23 08:00", false),
    ] {
        let life = Life::accepted(received).await;
        let dossier = life.done(officer(handed), Command::HandOver { to: "ho-tich".to_owned() }).await;
        assert_eq!(flags(&dossier).contains(&Flag::HandedOverLate), late, "{received} {handed}");
        assert_eq!(due(&dossier), due(&life.dossier().await), "the hour of hand-over moves no due date");
    }
}

#[tokio::test]
async fn a_refusal_at_intake_has_a_reason_a_slip_and_ends_it() {
    let life = Life::sent("2026-11-16 09:00").await;
    let silent = Command::Reject { reason: String::new() };
    assert!(matches!(life.refused(officer("2026-11-16 10:00"), silent).await, Refusal::NoReason(_)));
    let reject = Command::Reject { reason: "không thuộc thẩm quyền".to_owned() };
    let dossier = life.done(officer("2026-11-16 10:00"), reject).await;
    assert!(dossier.is_closed());
    let events = life.events().await;
    let number = &events[1].event.numbers[0];
    assert_eq!((number.book, number.year, number.number), (SlipKind::Rejection, 2026, 1));
    assert!(matches!(life.refused(officer("2026-11-16 11:00"), accept()).await, Refusal::WrongState(_)));
}

#[tokio::test]
async fn a_refusal_after_examination_is_a_finished_dossier_with_a_reason() {
    let life = Life::in_progress("2026-11-16 09:00").await;
    let refuse = |words: &str| Command::Finish {
        outcome: Outcome::Refused,
        files: Vec::new(),
        words: words.to_owned(),
    };
    assert!(matches!(life.refused(officer("2026-11-17 09:00"), refuse("")).await, Refusal::NoReason(_)));
    let dossier = life.done(officer("2026-11-30 09:00"), refuse("không đủ điều kiện")).await;
    assert_eq!(dossier.status, Status::Finished);
    assert_eq!(flags(&dossier), [Flag::RefusedLate]);
    let dossier = life.done(officer("2026-11-30 10:00"), Command::Return { via: Via::Post }).await;
    assert_eq!(dossier.status, Status::Returned);
}

#[tokio::test]
async fn an_apology_in_time_moves_the_date_once() {
    let life = Life::in_progress("2026-11-16 09:00").await;
    let apologise = |due: &str| Command::Apologise { reason: "cần xác minh".to_owned(), due: day(due) };
    assert_eq!(life.refused(officer("2026-11-19 09:00"), apologise("2026-11-23")).await, Refusal::NotLater);
    let dossier = life.done(officer("2026-11-20 09:00"), apologise("2026-11-30")).await;
    assert_eq!((flags(&dossier), due(&dossier).as_str()), (vec![], "2026-11-30"));
    assert_eq!(dossier.dues.first.as_ref().map(|first| first.due.on), Some(day("2026-11-23")));
    let dossier = life.done(officer("2026-11-26 09:00"), apologise("2026-12-10")).await;
    assert_eq!((flags(&dossier), due(&dossier).as_str()), (vec![Flag::ApologyAgain], "2026-11-30"));
    assert_eq!(
        dossier.dues.promised.map(|due| due.on),
        Some(day("2026-12-10")),
        "the applicant is told the truth"
    );
}

#[tokio::test]
async fn a_late_apology_moves_no_date_that_statistics_use() {
    let life = Life::in_progress("2026-11-16 09:00").await;
    let apologise = Command::Apologise { reason: "quá tải".to_owned(), due: day("2026-11-30") };
    let dossier = life.done(officer("2026-11-23 09:00"), apologise).await;
    assert_eq!((flags(&dossier), due(&dossier).as_str()), (vec![Flag::ApologyLate], "2026-11-23"));
    assert!(dossier.is_overdue(day("2026-11-25")));
}

#[tokio::test]
async fn a_pause_adds_the_working_days_that_passed() {
    let life = Life::in_progress("2026-11-16 09:00").await;
    life.done(officer("2026-11-18 09:00"), Command::Pause { reason: "chờ văn bản".to_owned() }).await;
    let dossier = life.done(officer("2026-11-20 09:00"), Command::Resume).await;
    assert_eq!((dossier.status, due(&dossier).as_str()), (Status::InProgress, "2026-11-26"));
    assert!(!dossier.is_overdue(day("2026-11-26")) && dossier.is_overdue(day("2026-11-27")));
}

#[tokio::test]
async fn work_goes_on_once_all_is_paid() {
    let life = Life::in_progress("2026-11-16 09:00").await;
    let asked = Command::AskPayment { amount_vnd: 180_000, reason: "lệ phí".to_owned() };
    life.done(officer("2026-11-17 09:00"), asked).await;
    let pay = |amount_vnd| Command::RecordPayment {
        amount_vnd,
        by: PaidBy::Transfer,
        reference: "BL 7".to_owned(),
    };
    assert_eq!(life.refused(officer("2026-11-18 09:00"), pay(0)).await, Refusal::Amount);
    let dossier = life.done(officer("2026-11-18 09:00"), pay(80_000)).await;
    assert_eq!(dossier.status, Status::PaymentAsked);
    let dossier = life.done(officer("2026-11-19 09:00"), pay(100_000)).await;
    assert_eq!((dossier.status, due(&dossier).as_str()), (Status::InProgress, "2026-11-26"));
}

#[tokio::test]
async fn a_stop_for_good_ends_it_with_a_numbered_notice() {
    let life = Life::in_progress("2026-11-16 09:00").await;
    let stop = Command::StopForGood { reason: "không đủ điều kiện".to_owned() };
    let dossier = life.done(officer("2026-11-17 09:00"), stop).await;
    assert!(dossier.is_closed());
    assert_eq!(life.refused(officer("2026-11-18 09:00"), Command::Resume).await, Refusal::StoppedForGood);
    let events = life.events().await;
    assert_eq!(events[events.len() - 1].event.numbers[0].book, SlipKind::Stop);
}

#[tokio::test]
async fn a_dossier_taken_by_hand_is_entered_afterwards_with_a_reason() {
    let store = MemoryStore::new();
    let begun = |received: &str, reason: &str| {
        let request = at_counter(received, reason);
        let store = &store;
        async move { begin(store, &intake(), &officer("2026-11-18 08:00"), request).await }
    };
    assert!(matches!(begun("2026-11-16 09:00", "").await, Err(WorkError::Refused(Refusal::NoReason(_)))));
    assert_eq!(begun("2026-11-18 08:01", "").await, Err(WorkError::Refused(Refusal::NotYet)));
    let submitted = begun("2026-11-16 09:00", "mất điện").await.expect("it is taken");
    let (dossier, _) = look(&store, &submitted.code).await.expect("there").expect("there");
    assert_eq!((flags(&dossier), due(&dossier).as_str()), (vec![Flag::EnteredLater], "2026-11-23"));
    assert_eq!(submitted.code.as_str(), "000.00.00.Z99-261118-0001");
}

#[tokio::test]
async fn where_nobody_can_tell_a_date_the_dossier_is_taken_all_the_same() {
    let life = Life::sent("2026-11-16 09:00").await;
    let later = Command::Accept { due: DueChoice::Later, receipt: lookup_fn::dossier::ReceiptSlip::Printed };
    let dossier = life.done(officer("2026-11-16 10:00"), later).await;
    assert_eq!((flags(&dossier), due(&dossier).as_str()), (vec![Flag::NoDueDate], "none"));
    let set = |reason: &str| Command::SetDue { due: day("2026-12-01"), reason: reason.to_owned() };
    assert!(matches!(life.refused(officer("2026-11-16 11:00"), set("")).await, Refusal::NoReason(_)));
    let dossier = life.done(officer("2026-11-16 11:00"), set("theo luật chuyên ngành")).await;
    assert_eq!(due(&dossier), "2026-12-01");
}

#[tokio::test]
async fn a_date_that_was_counted_stays_the_one_of_statistics_whatever_an_officer_sets() {
    let life = Life::in_progress("2026-11-16 09:00").await;
    let (dossier, _) = look(&life.store, &life.code).await.expect("there").expect("there");
    let counted = due(&dossier);
    let set = |on: &str| Command::SetDue { due: day(on), reason: "bận".to_owned() };
    let dossier = life.done(officer("2026-12-10 09:00"), set("2026-12-31")).await;
    assert_eq!((due(&dossier), dossier.is_overdue(day("2026-12-10"))), (counted, true));
    assert_eq!(dossier.dues.promised.map(|told| told.on), Some(day("2026-12-31")));
    assert_eq!(life.refused(officer("2026-12-10 10:00"), set("2026-12-09")).await, Refusal::NotLater);
}

#[tokio::test]
async fn nobody_is_told_to_come_on_a_day_off() {
    let life = Life::in_progress("2026-11-16 09:00").await;
    let next_working = day("2026-11-30");
    let sunday = Command::SetDue { due: day("2026-11-29"), reason: "bận".to_owned() };
    assert_eq!(life.refused(officer("2026-11-16 10:00"), sunday).await, Refusal::DayOff { next_working });
    let sorry = Command::Apologise { reason: "chưa xong".to_owned(), due: day("2026-11-29") };
    assert_eq!(life.refused(officer("2026-11-16 10:00"), sorry).await, Refusal::DayOff { next_working });
}

#[tokio::test]
async fn a_new_calendar_counts_anew_and_says_so() {
    let life = Life::sent("2026-12-25 09:00").await;
    let dossier = life.done(officer("2026-12-25 09:00"), accept()).await;
    assert_eq!((flags(&dossier), due(&dossier).as_str()), (vec![Flag::DueProvisional], "2027-01-04"));
    let mut known = serde_json::to_value(intake()).expect("values");
    known["calendar"]["version"] = "thu-2".into();
    known["calendar"]["years"].as_array_mut().expect("years").push(serde_json::json!({
        "year": 2027, "known_until": "2027-12-31",
        "off": [{"on": "2027-01-01", "name": "Tết Dương lịch"}, {"on": "2027-01-04", "name": "nghỉ bù"}]
    }));
    let known = serde_json::from_value(known).expect("a rules file");
    let asker = || asker(lookup_fn::dossier::Actor::System, moment("2026-12-28 00:10"));
    let done = act(&life.store, &known, &asker(), &life.code, &Command::Recount, &[]).await.expect("done");
    assert_eq!((done.new, due(&done.dossier).as_str()), (1, "2027-01-05"));
    let again = act(&life.store, &known, &asker(), &life.code, &Command::Recount, &[]).await.expect("done");
    assert_eq!(again.new, 0, "nothing to tell twice");
}

#[tokio::test]
async fn a_wrong_step_is_taken_back_by_a_correction() {
    let life = Life::in_progress("2026-11-16 09:00").await;
    let finish = Command::Finish { outcome: Outcome::Granted, files: Vec::new(), words: String::new() };
    let dossier = life.done(officer("2026-11-17 09:00"), finish).await;
    let correct = |event| Command::Correct { event, reason: "bấm nhầm".to_owned() };
    assert_eq!(life.refused(officer("2026-11-17 09:05"), correct(2)).await, Refusal::NothingToCorrect(2));
    let last = dossier.last;
    let dossier = life.done(officer("2026-11-17 09:05"), correct(last)).await;
    assert_eq!((dossier.status, dossier.finished), (Status::InProgress, None));
    assert_eq!(
        life.refused(officer("2026-11-17 09:06"), correct(last)).await,
        Refusal::NothingToCorrect(last)
    );
}

#[tokio::test]
async fn the_second_officer_is_told_that_somebody_was_faster() {
    let life = Life::sent("2026-11-16 09:00").await;
    let seen = |mut asker: Asker| {
        asker.seen = Some(1);
        asker
    };
    life.done(seen(officer("2026-11-16 09:10")), accept()).await;
    let reject = Command::Reject { reason: "sai nơi".to_owned() };
    let refusal = life.refused(seen(officer("2026-11-16 09:11")), reject).await;
    assert_eq!(refusal, Refusal::Overtaken { from: 2, to: 2 });
}

#[tokio::test]
async fn a_command_sent_again_is_the_same_command() {
    let life = Life::sent("2026-11-16 09:00").await;
    let asker = officer("2026-11-16 09:10");
    let first = life.ask(asker.clone(), accept()).await.expect("done");
    let again = life.ask(asker, accept()).await.expect("done");
    assert_eq!((first.new, again.new), (1, 0));
    assert_eq!(first.dossier, again.dossier);
}

#[tokio::test]
async fn an_applicant_may_withdraw_and_send_and_nothing_else() {
    let life = Life::in_progress("2026-11-16 09:00").await;
    for command in [accept(), Command::Resume, Command::RenewPin, ask_for(&[1])] {
        assert_eq!(life.refused(applicant("2026-11-17 09:00"), command).await, Refusal::NotForApplicants);
    }
    let withdraw = Command::Withdraw { words: String::new() };
    let dossier = life.done(applicant("2026-11-17 09:00"), withdraw).await;
    assert_eq!(dossier.status, Status::Withdrawn);
}

#[tokio::test]
async fn an_erased_person_leaves_a_whole_chain_and_no_word() {
    let life = Life::sent("2026-11-16 09:00").await;
    let erase = || Command::Erase { because: ErasedBecause::Asked };
    life.done(officer("2026-11-16 09:10"), accept()).await;
    assert!(matches!(life.refused(officer("2026-11-16 09:11"), erase()).await, Refusal::WrongState(_)));
    life.done(applicant("2026-11-16 10:00"), Command::Withdraw { words: "đổi ý".to_owned() }).await;
    life.done(officer("2026-11-16 11:00"), erase()).await;
    assert!(life.store.payloads(&life.code).await.expect("readable").is_empty());
    let events = life.events().await;
    let kept = events.iter().map(|one| (one.body.as_str(), one.hash));
    assert_eq!(lookup_fn::dossier::verify(&life.code, kept).as_deref(), Ok(events.as_slice()));
    assert!(events.iter().all(|one| !one.body.contains("mẫu") && !one.body.contains("đổi ý")));
    assert_eq!(life.refused(officer("2026-11-16 12:00"), Command::RenewPin).await, Refusal::Erased);
}

#[tokio::test]
async fn a_promise_rests_on_the_pack_of_the_day_of_receipt() {
    let life = Life::accepted("2026-11-16 09:00").await;
    let events = life.events().await;
    let Happening::Accepted { pack, .. } = &events[1].event.what else { panic!("accepted") };
    assert_eq!(pack, "2025");
    let books: Vec<SlipKind> = events[1].event.numbers.iter().map(|number| number.book).collect();
    assert_eq!(books, [SlipKind::Register, SlipKind::Receipt]);
}
