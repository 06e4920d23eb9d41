//! A small rules file, people and questions for the tests of dossiers. The catalogue's own is tested with the site.

use content::calendar::Limit;
use content::intake::Intake;
use content::{Day, Via};
use lookup_fn::dossier::{
    Actor, Command, CommandId, DueChoice, FileKind, KeptFile, Opening, Payload, Person, ReceiptSlip, Taken,
};
use lookup_fn::store::{RepeatKey, Upload};
use lookup_fn::work::{Asker, Request};
use lookup_fn::{Hash, Moment};
use serde_json::json;

/// Two offices, one procedure of five working days with three papers, working days of 2026, pack 2025.
pub fn intake() -> Intake {
    serde_json::from_value(json!({
        "v": 1,
        "as_of": "2026-11-25",
        "site": {
            "name": "Một cửa thử", "submission": "demo", "national_portal": "https://cong.example/",
            "code_prefix": "000.00.00.Z99"
        },
        "offices": {
            "xa-thu": {"name": "Xã Thử", "level": "commune", "kind": "unit"},
            "xa-mau": {"name": "Xã Mẫu", "level": "commune", "kind": "unit", "code_prefix": "H03.12"}
        },
        "procedures": {"1.001193": [{
            "code": "1.001193", "name": "Thủ tục thử", "field": "ho-tich", "version": "0123456789abcdef",
            "valid": {"from": "2020-01-01"}, "levels": ["commune"],
            "cases": [{"papers": [{"name": "Tờ khai"}, {"name": "Giấy chứng sinh"}, {"name": "Ảnh", "when": "nếu có"}]}],
            "channels": [{"via": "counter", "times": [{"term": [{"working_days": 5}], "words": "5 ngày làm việc"}]}]
        }]},
        "forms": {},
        "calendar": {
            "version": "thu-1",
            "years": [{"year": 2026, "known_until": "2026-12-31", "off": [{"on": "2026-11-24", "name": "nghỉ lễ"}]}],
            "rules": {
                "yearly": [{"month": 1, "day": 1, "name": "Tết Dương lịch"}],
                "office_hours": [
                    {"opens": "07:30", "closes": "11:30"}, {"opens": "13:30", "closes": "17:30"}
                ],
                "hand_over_until": "15:00"
            }
        },
        "packs": [{
            "id": "2025", "valid": {"from": "2025-07-01"},
            "decree": "118/2025/NĐ-CP", "circular": "03/2025/TT-VPCP",
            "check_working_days": {"value": 3}, "online_answer_hours": {"value": 8},
            "supplement_requests": {"value": 1}, "apologies": {"value": 1},
            "apology_working_days_before": {"value": 1}, "articles": {"R7": {"at": "điều 19.4"}},
            "slips": [
                {"number": 1, "kind": "receipt", "title": "Giấy tiếp nhận", "paper": "A5"},
                {"number": 2, "kind": "supplement", "title": "Phiếu bổ sung", "paper": "A5"},
                {"number": 3, "kind": "rejection", "title": "Phiếu từ chối", "paper": "A5"},
                {"number": 4, "kind": "apology", "title": "Văn bản xin lỗi", "paper": "A5"},
                {"number": 5, "kind": "stop", "title": "Thông báo dừng", "paper": "A5"},
                {"number": 7, "kind": "register", "title": "Sổ theo dõi", "paper": "A4"}
            ]
        }],
        "fields": {"ho-tich": "Hộ tịch"},
        "slips": [
            {"pack": "2025", "kind": "receipt", "form": slip("Giấy tiếp nhận", json!([
                {"id": "ma_ho_so", "kind": "text", "label": "Mã hồ sơ"},
                {"id": "hen_luc", "kind": "text", "label": "Thời gian trả kết quả"}
            ]))},
            {"pack": "2025", "kind": "supplement", "form": slip("Phiếu bổ sung", json!([
                {"id": "nguoi_nop", "kind": "name", "label": "Tiếp nhận hồ sơ của"},
                {"id": "bo_sung", "kind": "table", "columns": [{"id": "noi_dung", "kind": "text", "label": "Nội dung"}]},
                {"id": "ly_do", "kind": "long_text", "label": "Lý do"}
            ]))}
        ]
    }))
    .expect("the sample is a rules file")
}

fn slip(title: &str, fields: serde_json::Value) -> serde_json::Value {
    let so = json!({"id": "so", "kind": "text", "label": "Số", "after": "/MC"});
    json!({
        "title": title, "role": "slip", "paper": "A5", "source": {"read": []},
        "head": {"left": [so], "right": [{"id": "noi_ngay", "kind": "place_date"}]}, "groups": [{"fields": fields}]
    })
}

/// The instant of a day and time of Vietnam: `2026-11-25 09:00`.
pub fn moment(text: &str) -> Moment {
    let (on, at) = text.split_once(' ').expect("day and time");
    Moment::at(on.parse().expect("a day"), at.parse().expect("a time"))
}

pub fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

/// Somebody who asks at `now`; each call is another command.
pub fn asker(actor: Actor, now: Moment) -> Asker {
    Asker { actor, command: CommandId::random().expect("random numbers"), seen: None, now }
}

pub fn officer(now: &str) -> Asker {
    asker(Actor::Officer("lan".to_owned()), moment(now))
}

pub fn applicant(now: &str) -> Asker {
    asker(Actor::Applicant, moment(now))
}

/// Five working days, as the sample's procedure has it.
pub fn five_days() -> DueChoice {
    DueChoice::Count(content::calendar::Term::one(Limit::WorkingDays(5)))
}

pub fn accept() -> Command {
    Command::Accept { due: five_days(), receipt: ReceiptSlip::Printed }
}

/// An artificial applicant.
pub fn payload() -> Payload {
    let filer = Person {
        name: "Người nộp mẫu 0001".to_owned(),
        phone: "0900 000 001".to_owned(),
        ..Person::default()
    };
    Payload { filer: Some(filer), ..Payload::default() }
}

/// An online dossier without files.
pub fn request() -> Request {
    request_with(payload(), Vec::new())
}

/// An online dossier with these people and files.
pub fn request_with(payload: Payload, uploads: Vec<Upload>) -> Request {
    let body = Hash::of(&[payload.encode().as_bytes()]);
    Request {
        procedure: "1.001193".parse().expect("a code"),
        opening: Opening { case: 1, agency: "xa-thu".to_owned(), via: Via::Online, payload, taken: None },
        uploads,
        repeat: RepeatKey::Draft(CommandId::random().expect("random numbers").0),
        body,
    }
}

/// The same, taken at the counter.
pub fn at_counter(received: &str, reason: &str) -> Request {
    let mut request = request();
    request.opening.via = Via::Counter;
    request.opening.taken = Some(Taken {
        received: moment(received).received(),
        reason: reason.to_owned(),
        due: five_days(),
        receipt: ReceiptSlip::Printed,
    });
    request
}

/// A photo of `length` bytes, its announcement and what a payload says of it.
pub fn photo(paper: u16, seed: u8, length: usize) -> (Vec<u8>, Upload, KeptFile) {
    let mut bytes = vec![0xff, 0xd8, 0xff, seed];
    bytes.resize(length.max(4), seed);
    let sha256 = Hash::of(&[&bytes]);
    let size_bytes = bytes.len() as u64;
    let upload = Upload::announce(sha256, size_bytes, FileKind::Jpeg).expect("random numbers");
    let name = "ảnh.jpg".to_owned();
    let kept = KeptFile { paper: Some(paper), sha256, size_bytes, kind: FileKind::Jpeg, pages: None, name };
    (bytes, upload, kept)
}
