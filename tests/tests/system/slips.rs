//! The slips of the one-stop, printed by the function from the definitions of this repository.
//!
//! `MOTCUA_SLIPS=DIR` keeps the pages, to be looked at.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use content::calendar::{Limit, Term};
use content::intake::Intake;
use content::{Day, SlipKind, Via};
use lookup_fn::Moment;
use lookup_fn::dossier::{
    Actor, Command, CommandId, Dossier, DossierCode, DueChoice, Event, Opening, Outcome, Payload, Person,
    Pin, ReceiptSlip, Recorded, ServerKey, Sheets, Taken,
};
use lookup_fn::slip::{RegisterRow, STYLE, Source, list, page, register, unknown_blanks};
use lookup_fn::store::{MemoryStore, RepeatKey, Store};
use lookup_fn::work::{Asker, Request, act, begin};

const TRIAL: &str = "Đây là bản chạy thử trên một máy: không cơ quan nào nhận hồ sơ này.";

static RULES: LazyLock<Intake> = LazyLock::new(|| {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content");
    generator::intake(&generator::parse(&generator::read(&content)).expect("the catalogue is whole"))
});

fn moment(text: &str) -> Moment {
    let (on, at) = text.split_once(' ').expect("day and time");
    Moment::at(on.parse().expect("a day"), at.parse().expect("a time"))
}

fn officer(now: &str) -> Asker {
    let command = CommandId::random().expect("random numbers");
    Asker { actor: Actor::Officer("lan".to_owned()), command, seen: None, now: moment(now) }
}

/// A dossier of real paper: registration of a birth, handed in at a commune that existed that day.
struct Life {
    store: MemoryStore,
    code: DossierCode,
    rules: Intake,
}

impl Life {
    /// Taken at the counter at `received`.
    async fn begin(received: &str) -> Life {
        let due = DueChoice::Count(Term::one(Limit::WorkingDays(5)));
        let (receipt, reason) = (ReceiptSlip::Printed, String::new());
        let taken = Taken { received: moment(received).received(), reason, due, receipt };
        Life::come(received, Via::Counter, Some(taken)).await
    }

    async fn come(received: &str, via: Via, taken: Option<Taken>) -> Life {
        let mut rules = RULES.clone();
        let day = moment(received).day();
        let (id, office) = unit_on(&rules, day);
        rules.offices.insert(id.clone(), office);
        // Records of today are in force today; what a slip of an earlier pack looks like doesn't depend on that.
        rules.procedures.values_mut().flatten().for_each(|version| version.valid = None);
        let filer = Person {
            name: "Nguyễn Thị <Mẫu> & con".to_owned(),
            address: "Thôn Nà Mẫu, xã Mẫu, tỉnh Mẫu".to_owned(),
            phone: "0900 000 001".to_owned(),
            email: "mau@vidu.vn".to_owned(),
            ..Person::default()
        };
        let owner = Some(Person { name: "Trần Văn Thử".to_owned(), ..Person::default() });
        let sheets =
            vec![Sheets { paper: 1, originals: 1, copies: 0 }, Sheets { paper: 2, originals: 0, copies: 2 }];
        let payload = Payload { filer: Some(filer), owner, sheets, ..Payload::default() };
        let opening = Opening { case: 1, agency: id, via, payload, taken };
        let request = Request {
            procedure: "1.001193".parse().expect("a code"),
            opening,
            uploads: Vec::new(),
            repeat: RepeatKey::Draft([1; 16]),
            body: lookup_fn::Hash([2; 32]),
        };
        let store = MemoryStore::new();
        let sent = begin(&store, &rules, &officer(received), request).await.expect("taken");
        Life { store, code: sent.code, rules }
    }

    async fn act(&self, now: &str, command: Command) {
        act(&self.store, &self.rules, &officer(now), &self.code, &command, &[])
            .await
            .expect("it can be done");
    }

    /// Lets `look` see what slips are made of.
    async fn with<T>(&self, look: impl FnOnce(&Source) -> T) -> T {
        let events: Vec<Recorded> = self.store.events(&self.code).await.expect("readable");
        let payloads = self.store.payloads(&self.code).await.expect("readable");
        let plain: Vec<Event> = events.iter().map(|recorded| recorded.event.clone()).collect();
        let dossier = Dossier::of(&self.code, &plain).expect("a dossier");
        let procedure = self.rules.version(&dossier.about.procedure, &dossier.about.version).expect("there");
        let officers = BTreeMap::from([("lan".to_owned(), "Hoàng Thị Lan".to_owned())]);
        let pin = Pin::of(&ServerKey::new([7; 32]), &self.code, 1);
        let (pin, trial) = (Some(&pin), Some(TRIAL));
        let (dossier, events, payloads, officers) = (&dossier, events.as_slice(), &payloads, &officers);
        look(&Source { rules: &self.rules, procedure, dossier, events, payloads, officers, pin, trial })
    }
}

/// A commune that exists on `day`; those of today where the sample knows none of that day.
fn unit_on(rules: &Intake, day: Day) -> (String, content::intake::Office) {
    let communes = || rules.offices.iter().filter(|(_, office)| office.level == content::Level::Commune);
    let real = |office: &content::intake::Office| office.kind == content::AgencyKind::Unit;
    let there =
        |office: &content::intake::Office| office.valid.as_ref().is_none_or(|valid| valid.holds_on(day));
    let (id, office) = communes()
        .find(|(_, office)| real(office) && there(office))
        .or_else(|| communes().find(|(_, office)| real(office)))
        .expect("the sample has communes");
    let mut office = office.clone();
    (office.valid, office.phone) = (None, Some("0209 000 000".to_owned()));
    (id.clone(), office)
}

#[test]
fn every_slip_of_both_packs_has_its_definition_and_every_blank_is_known() {
    let slips: usize = RULES.packs.iter().map(|pack| pack.slips.len()).sum();
    assert_eq!((RULES.slips.len(), slips), (13, 13));
    for slip in &RULES.slips {
        let own = RULES.packs.iter().find(|pack| pack.id == slip.pack).and_then(|pack| pack.slip(slip.kind));
        let own = own.expect("its pack has it");
        assert_eq!((&slip.form.title, slip.form.paper), (&own.title, own.paper));
        if slip.kind != SlipKind::Register {
            assert_eq!(unknown_blanks(&slip.form), Vec::<String>::new(), "{} {:?}", slip.pack, slip.kind);
        }
    }
}

/// What must stand on each slip, besides what all say.
fn expected(kind: SlipKind) -> &'static [&'static str] {
    match kind {
        SlipKind::Receipt => &["Bản chính", "5 ngày làm việc", "Mã PIN", "Số thứ tự"],
        SlipKind::Supplement => &["Giấy chứng sinh chưa ký", "Hoàng Thị Lan", "0209 000 000"],
        SlipKind::Rejection => &["Không đúng nơi nộp"],
        SlipKind::Apology => &["Cần xác minh thêm", "Kính gửi", "Hộ tịch"],
        SlipKind::Stop => &["Không đủ điều kiện"],
        SlipKind::Control => &["Trước hạn", "Hoàng Thị Lan"],
        SlipKind::Register => &["đăng ký khai sinh", "Trực tiếp"],
    }
}

fn keep(name: &str, page: &str) {
    let Some(folder) = std::env::var_os("MOTCUA_SLIPS") else { return };
    let style = Path::new(&folder).join("slips.css");
    std::fs::write(style, STYLE).expect("writable");
    let page = page.replace("/api/slips.css", "slips.css");
    std::fs::write(Path::new(&folder).join(format!("{name}.html")), page).expect("writable");
}

fn check(pack: &str, kind: SlipKind, page: &str) {
    keep(&format!("{pack}-{kind:?}").to_lowercase(), page);
    let form = RULES.slip(pack, kind).expect("a definition");
    assert!(page.contains(&format!("<h1 class=\"ti\">{}</h1>", form.title)), "{page}");
    assert!(page.contains("BẢN CHẠY THỬ") && page.contains(TRIAL));
    assert!(page.contains("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"));
    assert!(page.contains("ỦY BAN NHÂN DÂN") && page.contains("BỘ PHẬN MỘT CỬA"));
    assert!(!page.contains("<Mẫu>") && !page.contains("<script") && !page.contains("style="), "{page}");
    let missing: Vec<_> = expected(kind).iter().filter(|words| !page.contains(**words)).collect();
    assert!(missing.is_empty(), "{pack} {kind:?}: {missing:?}\n{page}");
}

async fn life(pack: &str, begin: &str, days: [&str; 6]) {
    let [asked, sent, handed, late, end, back] = days;
    let life = Life::begin(begin).await;
    life.act(handed, Command::HandOver { to: "ho-tich".to_owned() }).await;
    life.act(handed, Command::TakeOver).await;
    let reason = "Giấy chứng sinh chưa ký; tờ khai thiếu ngày sinh của mẹ.".to_owned();
    life.act(asked, Command::AskSupplement { papers: vec![1, 2], reason }).await;
    let sheets = vec![Sheets { paper: 2, originals: 1, copies: 0 }];
    let (via, files, words) = (Via::Counter, Vec::new(), String::new());
    life.act(sent, Command::SendSupplement { via, files, sheets, words }).await;
    let due = DueChoice::Count(Term::one(Limit::WorkingDays(5)));
    life.act(sent, Command::Complete { due }).await;
    let new = moment(late).day();
    let due = (0..9).fold(new, |day, _| life.rules.calendar.next_working(day));
    life.act(late, Command::Apologise { reason: "Cần xác minh thêm tại nơi ở cũ.".to_owned(), due }).await;
    let finish = Command::Finish { outcome: Outcome::Granted, files: Vec::new(), words: String::new() };
    life.act(end, finish).await;
    life.act(back, Command::Return { via: Via::Counter }).await;
    let kinds = life
        .with(|source| {
            let slips = list(source);
            for slip in &slips {
                let page = page(source, slip.kind, None).expect("it is listed").expect("it is made");
                check(pack, slip.kind, &page);
                if let Some(number) = slip.number {
                    assert_eq!(number, 1);
                    assert!(page.contains("<span class=\"v\">01</span>"), "{page}");
                }
            }
            let mut rows = RegisterRow::all_of(source);
            assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1]);
            rows.extend(rows.clone());
            let year = rows[0].year;
            let agency = &source.dossier.about.agency;
            let book = register(source.rules, agency, year, source.rules.as_of, rows, source.trial);
            check(pack, SlipKind::Register, &book.expect("a book").expect("it is made"));
            slips.into_iter().map(|slip| slip.kind).collect::<Vec<_>>()
        })
        .await;
    assert_eq!(kinds, [SlipKind::Receipt, SlipKind::Supplement, SlipKind::Apology, SlipKind::Control]);
}

#[tokio::test]
async fn a_life_under_the_pack_of_2018_prints_its_slips() {
    let days = [
        "2024-11-06 09:00",
        "2024-11-08 10:00",
        "2024-11-04 14:00",
        "2024-11-13 09:00",
        "2024-11-14 09:00",
        "2024-11-15 15:30",
    ];
    life("2018", "2024-11-04 08:30", days).await;
}

#[tokio::test]
async fn a_life_under_the_pack_of_2025_prints_its_slips() {
    let days = [
        "2026-11-04 09:00",
        "2026-11-06 10:00",
        "2026-11-02 14:00",
        "2026-11-11 09:00",
        "2026-11-12 09:00",
        "2026-11-13 15:30",
    ];
    life("2025", "2026-11-02 08:30", days).await;
}

#[tokio::test]
async fn what_is_refused_or_stopped_has_its_slip_where_the_pack_has_one() {
    for (pack, day) in [("2018", "2024-11-04 08:30"), ("2025", "2026-11-02 08:30")] {
        let online = Life::come(day, Via::Online, None).await;
        online.with(|source| assert_eq!(list(source), [])).await;
        online
            .act(day, Command::Reject { reason: "Không đúng nơi nộp: xã nơi cư trú nhận.".to_owned() })
            .await;
        online
            .with(|source| {
                let slips = list(source);
                assert_eq!(slips.iter().map(|slip| slip.kind).collect::<Vec<_>>(), [SlipKind::Rejection]);
                let made = page(source, SlipKind::Rejection, Some(slips[0].event));
                check(pack, SlipKind::Rejection, &made.expect("listed").expect("made"));
                assert!(page(source, SlipKind::Receipt, None).is_none());
            })
            .await;
        let counter = Life::begin(day).await;
        counter.act(day, Command::StopForGood { reason: "Không đủ điều kiện theo luật.".to_owned() }).await;
        counter
            .with(|source| match page(source, SlipKind::Stop, None) {
                Some(made) => check(pack, SlipKind::Stop, &made.expect("made")),
                None => assert_eq!(pack, "2018", "its pack has no such slip"),
            })
            .await;
    }
}

#[tokio::test]
async fn a_step_taken_back_has_no_slip_and_its_number_stays_in_the_book() {
    let life = Life::come("2026-11-02 08:30", Via::Online, None).await;
    let accept = |days| Command::Accept {
        due: DueChoice::Count(Term::one(Limit::WorkingDays(days))),
        receipt: ReceiptSlip::Printed,
    };
    life.act("2026-11-02 09:00", accept(5)).await;
    life.act("2026-11-02 09:01", Command::Correct { event: 2, reason: "ghi nhầm".to_owned() }).await;
    life.act("2026-11-02 09:02", accept(3)).await;
    life.with(|source| {
        let receipts = list(source).into_iter().filter(|slip| slip.kind == SlipKind::Receipt);
        assert_eq!(receipts.map(|slip| (slip.event, slip.number)).collect::<Vec<_>>(), [(4, Some(2))]);
        assert!(page(source, SlipKind::Receipt, Some(2)).is_none());
        let rows = RegisterRow::all_of(source);
        assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 2]);
    })
    .await;
}
