//! What stands in each blank, by the ids that the definitions of slips use.

use content::calendar::{Due, Received};
use content::form::check::{Value, Values};
use content::form::{FieldKind, Form};
use content::intake::{IntakeCase, Office};
use content::{AgencyKind, Day, Level, SlipKind, Via};

use super::{Source, control, letter, number_in, put, text};
use crate::dossier::{Actor, Event, Happening, Person};
use crate::words;

/// Blanks that are left to be written by hand, or that no event tells.
const BY_HAND: [&str; 2] = ["nhan_tai", "co_quan_phoi_hop"];

/// Blanks that some slip fills, by id.
const FILLED: [&str; 29] = [
    "co_quan_tren",
    "co_quan",
    "so",
    "noi_ngay",
    "ma_ho_so",
    "nguoi_nop",
    "dia_chi",
    "dien_thoai",
    "thu_dien_tu",
    "noi_dung",
    "giay_to",
    "so_bo",
    "thoi_han",
    "nhan_luc",
    "hen_luc",
    "quyen",
    "so_thu_tu",
    "bo_sung",
    "ly_do",
    "can_bo",
    "dien_thoai_can_bo",
    "kinh_gui",
    "ngay_nhan",
    "linh_vuc",
    "hen_cu",
    "hen_moi",
    "tu_ngay",
    "co_quan_giai_quyet",
    "qua_trinh",
];

/// Blanks of a slip that this program doesn't know how to fill: a definition whose ids were changed.
pub fn unknown_blanks(form: &Form) -> Vec<String> {
    let known = |id: &&String| {
        FILLED.contains(&id.as_str()) || BY_HAND.contains(&id.as_str()) || id.as_str() == "ho_so"
    };
    let ids = form.fields().filter_map(|(_, field)| field.id.as_ref());
    ids.filter(|id| !known(id)).cloned().collect()
}

/// Everything that can be written into `form`, the slip of `event`; of no event for the control slip.
pub(super) fn values(source: &Source, form: &Form, event: Option<&Event>, number: Option<u32>) -> Values {
    let mut values = Values::new();
    let day = event.map_or_else(|| last_day(source), |event| event.day);
    for (_, field) in form.fields() {
        let Some(id) = field.id.as_deref() else { continue };
        if field.kind == FieldKind::PlaceDate {
            put(&mut values, format!("{id}.place"), source.office().and_then(|office| text(place(office))));
            put(&mut values, format!("{id}.date"), text(day.vietnamese()));
            continue;
        }
        let value = match event {
            Some(event) => of_event(source, event, id, number).or_else(|| common(source, id)),
            None => control::of_way(source, id).or_else(|| common(source, id)),
        };
        put(&mut values, id.to_owned(), value);
    }
    values
}

/// What every slip says alike.
fn common(source: &Source, id: &str) -> Option<Value> {
    let filer = source.filer();
    let of_filer = |take: fn(&Person) -> &String| filer.and_then(|filer| text(take(filer).clone()));
    match id {
        "co_quan_tren" => text(source.office().map(committee).unwrap_or_default()),
        "co_quan" => text("BỘ PHẬN MỘT CỬA"),
        "ma_ho_so" => text(source.dossier.code.as_str()),
        "nguoi_nop" | "kinh_gui" => of_filer(|filer| &filer.name),
        "dia_chi" => of_filer(|filer| &filer.address),
        "dien_thoai" => of_filer(|filer| &filer.phone),
        "thu_dien_tu" => of_filer(|filer| &filer.email),
        "noi_dung" => text(source.about()),
        "linh_vuc" => text(source.rules.fields.get(&source.dossier.about.field)?.as_str()),
        "so_bo" => text(source.procedure.sets?.to_string()),
        "ngay_nhan" => text(source.received_on().vietnamese()),
        _ => None,
    }
}

fn of_event(source: &Source, event: &Event, id: &str, number: Option<u32>) -> Option<Value> {
    match id {
        // Numbered from 01 in each year's book (Circular 01/2018/TT-VPCP article 10).
        "so" => text(format!("{:02}", number?)),
        "ly_do" => text(source.words(event)),
        "tu_ngay" => text(event.day.vietnamese()),
        "quyen" => text(event.day.date().year().to_string()),
        "so_thu_tu" => text(format!("{:02}", number_in(event, SlipKind::Register)?)),
        "can_bo" => match &event.actor {
            Actor::Officer(account) => text(source.officers.get(account)?.as_str()),
            _ => None,
        },
        "dien_thoai_can_bo" => text(source.office()?.phone.as_deref()?),
        _ => letter::of_event(source, event, id),
    }
}

/// The day of the last event: the day on which a slip of no single event is true.
fn last_day(source: &Source) -> Day {
    source.events.last().map_or(source.rules.as_of, |recorded| recorded.event.day)
}

impl<'a> Source<'a> {
    /// The receiving office.
    pub(super) fn office(&self) -> Option<&'a Office> {
        self.rules.offices.get(&self.dossier.about.agency)
    }

    /// Who handed it in; nobody once erased.
    pub(super) fn filer(&self) -> Option<&'a Person> {
        self.payloads.get(&1)?.filer.as_ref()
    }

    /// The case of the dossier.
    pub(super) fn case(&self) -> Option<&'a IntakeCase> {
        self.procedure.case(self.dossier.about.case)
    }

    /// The procedure, its case, and whose it is where that is somebody else.
    pub(super) fn about(&self) -> String {
        let case = self.case().and_then(|case| case.name.as_deref());
        let owner = self.payloads.get(&1).and_then(|payload| payload.owner.as_ref());
        let case = case.map(|case| format!(" ({case})")).unwrap_or_default();
        let owner = owner.map(|owner| format!("; chủ hồ sơ: {}", owner.name)).unwrap_or_default();
        format!("{}{case}{owner}", self.procedure.name)
    }

    /// The day on which it was received, or before that, sent.
    fn received_on(&self) -> Day {
        let accepted = self.dossier.accepted.as_ref();
        accepted.map_or(self.dossier.submitted_at.day(), |accepted| accepted.received.on)
    }

    /// Name of an office or unit, as a slip writes it.
    pub(super) fn unit(&self, id: &str) -> String {
        self.rules.office_name(id).to_owned()
    }
}

/// The body in whose name the one-stop speaks. A unit is a territory: its committee works there.
pub(super) fn committee(office: &Office) -> String {
    let name = office.name.to_uppercase();
    match office.kind == AgencyKind::Unit
        && matches!(office.level, Level::Commune | Level::District | Level::Province)
    {
        true => format!("ỦY BAN NHÂN DÂN {name}"),
        false => name,
    }
}

/// The place before a date: "Phong Quang" of "Xã Phong Quang".
fn place(office: &Office) -> &str {
    if office.kind != AgencyKind::Unit {
        return "";
    }
    let kinds = ["Xã ", "Phường ", "Thị trấn ", "Huyện ", "Thành phố ", "Thị xã ", "Tỉnh "];
    kinds.into_iter().find_map(|kind| office.name.strip_prefix(kind)).unwrap_or(&office.name)
}

/// "8 giờ 30 phút ngày 24/11/2026".
pub(super) fn moment(received: Received) -> String {
    let minutes = received.at.minutes();
    format!("{} giờ {:02} phút ngày {}", minutes / 60, minutes % 60, received.on.vietnamese())
}

/// When a result is promised.
pub(super) fn due(due: Due) -> String {
    let provisional =
        if due.provisional { " (tạm tính: lịch nghỉ chưa công bố hết)" } else { "" };
    match due.at {
        Some(at) => format!("{}{provisional}", moment(Received { on: due.on, at })),
        None => format!("ngày {}{provisional}", due.on.vietnamese()),
    }
}

/// The processing time that `event` promised by, in the record's own words where it has them.
pub(super) fn term(source: &Source, event: &Event) -> Option<Value> {
    use crate::dossier::PromisedBy;
    let promise = match &event.what {
        Happening::Accepted { promise, .. } | Happening::Completed { promise, .. } => promise.as_ref()?,
        _ => return None,
    };
    let PromisedBy::Count { term, .. } = &promise.by else {
        return text("do nơi nhận ấn định, có ghi lý do");
    };
    let vias = [source.dossier.about.via, Via::Counter, Via::Online, Via::Post];
    let mut times = vias.into_iter().flat_map(|via| source.procedure.times(via));
    let own = times.find(|time| time.term.as_ref() == Some(term)).map(|time| time.words.clone());
    text(own.unwrap_or_else(|| words::term(term)))
}
