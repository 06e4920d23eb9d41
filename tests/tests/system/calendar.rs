//! The working days of content/calendar/, and the dates that rest on them.

use std::sync::LazyLock;

use content::calendar::{CalendarRules, CalendarYear, ClockTime, DueRule, Limit, Pause, Received, Term, Why};
use content::{Calendar, Day};
use proptest::prelude::*;

static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../content/calendar");
    let text = |name: &str| std::fs::read_to_string(root.join(name)).expect("the file is there");
    let years = ["2024.yaml", "2025.yaml", "2026.yaml", "2027.yaml"]
        .map(|name| serde_saphyr::from_str::<CalendarYear>(&text(name)).expect("a year"));
    let rules: CalendarRules = serde_saphyr::from_str(&text("rules.yaml")).expect("rules");
    Calendar::new(years.into(), rules)
});

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn morning(on: Day) -> Received {
    Received { on, at: "09:00".parse().expect("a time") }
}

fn due(start: &str, limit: Limit) -> content::calendar::Explained {
    CALENDAR.due(&Term::one(limit), morning(day(start)), &[])
}

#[test]
fn the_golden_cases_of_the_law_hold() {
    let cases = [
        ("2024-02-05", Limit::WorkingDays(5), "2024-02-19"),
        ("2024-04-26", Limit::WorkingDays(3), "2024-05-04"),
        ("2025-01-23", Limit::WorkingDays(3), "2025-02-04"),
        ("2025-04-24", Limit::WorkingDays(3), "2025-04-28"),
        ("2025-08-28", Limit::WorkingDays(5), "2025-09-08"),
        ("2026-01-08", Limit::WorkingDays(2), "2026-01-10"),
        ("2026-02-12", Limit::WorkingDays(5), "2026-02-26"),
        ("2026-08-20", Limit::WorkingDays(5), "2026-08-26"),
        ("2026-08-28", Limit::WorkingDays(1), "2026-09-03"),
        ("2026-11-20", Limit::WorkingDays(2), "2026-11-25"),
        ("2026-01-17", Limit::Days(30), "2026-02-23"),
        ("2025-08-03", Limit::Days(30), "2025-09-03"),
    ];
    for (start, limit, expected) in cases {
        let explained = due(start, limit);
        assert_eq!(explained.due.on, day(expected), "{start} {limit:?}");
        assert!(!explained.due.provisional, "{start} {limit:?}");
    }
}

#[test]
fn the_years_have_as_many_working_days_as_were_counted() {
    for (year, days) in [(2024, 251), (2025, 250), (2026, 249)] {
        let (before, last) = (day(&format!("{}-12-31", year - 1)), day(&format!("{year}-12-31")));
        assert_eq!(CALENDAR.working_days_between(before, last), days, "{year}");
    }
}

#[test]
fn a_due_date_tells_what_it_passed_over_and_why() {
    let explained = due("2026-11-20", Limit::WorkingDays(2));
    let told: Vec<(String, Why)> =
        explained.skipped.iter().map(|one| (one.on.to_string(), one.why.clone())).collect();
    assert_eq!(
        told,
        [
            ("2026-11-21".to_owned(), Why::Weekend),
            ("2026-11-22".to_owned(), Why::Weekend),
            ("2026-11-24".to_owned(), Why::Holiday("Ngày Văn hóa Việt Nam".to_owned())),
        ]
    );
    assert_eq!(explained.days_counted, 2);
    assert_eq!(explained.rules, [DueRule::FirstDayNotCounted]);
    assert_eq!(explained.calendar, CALENDAR.version());
}

#[test]
fn past_what_is_known_a_date_says_that_it_is_provisional() {
    assert!(!due("2027-01-18", Limit::WorkingDays(4)).due.provisional);
    assert!(due("2027-01-18", Limit::WorkingDays(5)).due.provisional);
    // A working Saturday or Tết can still come between; the fixed holidays of a far year are known.
    let far = due("2030-04-29", Limit::WorkingDays(1));
    assert_eq!(far.due.on, day("2030-05-02"));
    assert!(far.rules.contains(&DueRule::Provisional));
}

#[test]
fn the_same_day_ends_at_its_hour_and_begins_on_a_working_day() {
    let limit = Term::one(Limit::SameDayUntil("15:00".parse().expect("a time")));
    let at = |on: &str, at: &str| {
        let received = Received { on: day(on), at: at.parse().expect("a time") };
        CALENDAR.due(&limit, received, &[]).due.on
    };
    assert_eq!(at("2026-11-20", "15:00"), day("2026-11-20"));
    assert_eq!(at("2026-11-20", "15:01"), day("2026-11-23"));
    assert_eq!(
        at("2026-11-21", "16:00"),
        day("2026-11-23"),
        "what came on a Saturday waited for Monday morning"
    );
}

#[test]
fn hours_run_while_the_office_is_open() {
    let at = |on: &str, at: &str, hours: u32| {
        let received = Received { on: day(on), at: at.parse().expect("a time") };
        let due = CALENDAR.due(&Term::one(Limit::Hours(hours)), received, &[]).due;
        (due.on, due.at.expect("hours end at a time").to_string())
    };
    assert_eq!(at("2026-11-20", "08:00", 2), (day("2026-11-20"), "10:00".to_owned()));
    assert_eq!(at("2026-11-20", "10:30", 2), (day("2026-11-20"), "14:30".to_owned()));
    assert_eq!(at("2026-11-20", "17:00", 1), (day("2026-11-23"), "08:00".to_owned()));
    assert_eq!(at("2026-11-23", "17:30", 8), (day("2026-11-25"), "17:30".to_owned()), "24/11 is off");
    assert_eq!(at("2026-11-20", "05:00", 8), (day("2026-11-20"), "17:30".to_owned()));
}

#[test]
fn months_end_on_the_same_day_or_the_last_one() {
    assert_eq!(due("2026-01-30", Limit::Months(1)).due.on, day("2026-03-02"), "28/02 is a Saturday");
    assert_eq!(due("2026-03-31", Limit::Months(1)).due.on, day("2026-05-04"), "30/04 and 01/05 are off");
    assert_eq!(due("2026-05-15", Limit::Months(2)).due.on, day("2026-07-15"));
}

#[test]
fn any_change_of_a_day_is_another_version() {
    let year = |off: &str| -> CalendarYear {
        serde_saphyr::from_str(&format!(
            "year: 2026\nknown_until: 2026-12-31\noff: [{{on: {off}, name: nghỉ}}]\n"
        ))
        .expect("a year")
    };
    let calendar = |off: &str| Calendar::new(vec![year(off)], CalendarRules::default());
    assert_ne!(calendar("2026-11-24").version(), calendar("2026-11-25").version());
    assert_eq!(calendar("2026-11-24").version(), calendar("2026-11-24").version());
}

fn any_day() -> impl Strategy<Value = Day> {
    (0..1_500_i64).prop_map(|days| {
        let first = jiff::civil::date(2023, 11, 1);
        Day::from(first + jiff::Span::new().days(days))
    })
}

fn any_limit() -> impl Strategy<Value = Limit> {
    prop_oneof![
        (1..200_u32).prop_map(Limit::WorkingDays),
        (1..400_u32).prop_map(Limit::Days),
        (1..30_u32).prop_map(Limit::Months),
        (1..200_u32).prop_map(Limit::Hours),
        (0..24_u32).prop_map(|hour| Limit::SameDayUntil(ClockTime::from_minutes(hour * 60))),
    ]
}

fn any_term() -> impl Strategy<Value = Term> {
    prop::collection::vec(any_limit(), 1..4)
        .prop_map(|limits| serde_json::from_value(serde_json::json!(limits)).expect("a term"))
}

fn any_received() -> impl Strategy<Value = Received> {
    (any_day(), 0..1_440_u32).prop_map(|(on, minutes)| Received { on, at: ClockTime::from_minutes(minutes) })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_ever_due_on_a_day_off(term in any_term(), received in any_received()) {
        let explained = CALENDAR.due(&term, received, &[]);
        prop_assert!(CALENDAR.is_working(explained.due.on));
        prop_assert!(explained.due.on >= explained.start && explained.start >= received.on);
    }

    #[test]
    fn who_comes_later_is_never_due_earlier(term in any_term(), one in any_received(), two in any_received()) {
        let (early, late) = (one.min(two), one.max(two));
        let (first, second) = (CALENDAR.due(&term, early, &[]).due, CALENDAR.due(&term, late, &[]).due);
        prop_assert!((first.on, first.at) <= (second.on, second.at), "{first:?} {second:?}");
    }

    #[test]
    fn a_pause_never_brings_the_date_forward_and_none_is_none(
        limit in any_limit(), received in any_received(), wait in 0..30_i64, length in 0..60_i64,
    ) {
        let term = Term::one(limit);
        let plain = CALENDAR.due(&term, received, &[]);
        let from = Day::from(received.on.date() + jiff::Span::new().days(wait));
        let to = Day::from(from.date() + jiff::Span::new().days(length));
        let paused = CALENDAR.due(&term, received, &[Pause { from, to }]);
        prop_assert!(paused.due.on >= plain.due.on);
        let none = CALENDAR.due(&term, received, &[Pause { from, to: from }]);
        prop_assert_eq!(none.due, plain.due);
        if matches!(limit, Limit::WorkingDays(_)) {
            let days = CALENDAR.working_days_between(from, to);
            prop_assert_eq!(CALENDAR.working_days_between(plain.due.on, paused.due.on), days);
            prop_assert_eq!(paused.days_paused, days);
        }
    }

    #[test]
    fn working_days_are_as_many_as_were_promised(amount in 1..200_u32, received in any_received()) {
        let explained = CALENDAR.due(&Term::one(Limit::WorkingDays(amount)), received, &[]);
        prop_assert_eq!(CALENDAR.working_days_between(explained.start, explained.due.on), amount);
        prop_assert_eq!(explained.days_counted, amount);
        // Every day between is either counted or told.
        let all = (explained.due.on.date() - received.on.date()).get_days();
        prop_assert_eq!(all, i32::try_from(explained.skipped.len() + amount as usize).expect("few days"));
    }
}
