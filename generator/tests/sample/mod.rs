//! A small catalogue that has one of everything, made without a folder.

use std::sync::Arc;

use content::{Catalogue, Filed, Guide, GuideHead, Procedure, Records};
use serde::de::DeserializeOwned;

/// Codes of the sample, by what is particular about them.
pub const TYPICAL: &str = "1.001193";
pub const MINIMAL: &str = "1.000001";
pub const UNCLEAR: &str = "1.000002";
pub const MANY_CASES: &str = "1.000003";
pub const MANY_FEES: &str = "1.000004";
pub const LONG_NAME: &str = "1.000005";
pub const VERSIONS: &str = "1.000006";
pub const HOSTILE: &str = "1.000007";

const SITE: &str = r#"
name: Một cửa thử
place: Xã Thử
as_of: 2026-11-24
official: false
notice: Trang thử, không phải trang của cơ quan nhà nước.
units_note: Từ 01/07/2025 không còn cấp huyện.
national_portal: https://cong.example/
contact: {unit: Tổ thử, email: to@thu.example, phone: 0000}
"#;

const FIELDS: &str = r#"
groups:
  - {id: giay-to, name: Giấy tờ}
  - {id: kinh-doanh, name: Kinh doanh}
fields:
  - {id: ho-tich, name: Hộ tịch, group: giay-to, summary: "Khai sinh, kết hôn."}
  - {id: an-toan, name: An toàn, group: kinh-doanh}
  - {id: trong, name: Không có gì, group: kinh-doanh}
"#;

const AGENCIES: &str = r#"
agencies:
  - {id: xa, name: Ủy ban nhân dân cấp xã, short: UBND cấp xã, level: commune, kind: role}
  - {id: trung-tam, name: Trung tâm Phục vụ hành chính công, level: commune, kind: role, address: Số 1 phố Thử, phone: "0123"}
  - {id: tinh-moi, name: Tỉnh Mới, level: province, kind: unit, valid: {from: 2025-07-01}}
  - {id: tinh-cu, name: Tỉnh Cũ, level: province, kind: unit, successor: tinh-moi, valid: {to: 2025-06-30}}
  - {id: xa-thu, name: Xã Thử, level: commune, kind: unit, parent: tinh-moi, stat_code: "00001"}
"#;

const LEGAL: &str = r#"
texts:
  - {number: 60/2014/QH13, title: Luật Hộ tịch, date: 2014-11-20}
  - {number: 85/2019/TT-BTC, repealed_by: 60/2014/QH13}
  - {number: 01-QĐ}
"#;

const EVENTS: &str = r#"
life_events:
  - {id: sinh-con, name: Sinh con, summary: Khai sinh cho con.}
  - {id: chua-co, name: Chưa có thủ tục}
"#;

const PROCEDURES: [&str; 10] = [
    r#"
code: "1.001193"
name: Thủ tục đăng ký khai sinh
summary: Ghi tên con vào Sổ đăng ký khai sinh. Cha hoặc mẹ đi đăng ký trong 60 ngày.
field: ho-tich
levels: [commune, province]
audience: [citizen, overseas_vietnamese]
agencies: {decides: xa, receives: trung-tam}
decision: {number: 163/QĐ-BTP}
online: {mode: full, source: Danh mục thử}
channels:
  - {via: counter, time: {same_day_until: "15:00"}, fees: []}
  - {via: online, time: {same_day_until: "15:00"}, fees: []}
  - {via: post, time: {amount: 2, unit: working_day}}
cases:
  - components:
      - {name: Tờ khai đăng ký khai sinh, originals: 1, when: nộp tại quầy}
      - {name: Giấy chứng sinh, originals: 1, one_of: viec-sinh}
      - {name: Giấy cam đoan về việc sinh, originals: 1, copies: 2, one_of: viec-sinh, when: không có Giấy chứng sinh}
      - {name: Giấy tờ tùy thân, show_only: true, originals: 1, note: Còn hạn dùng.}
    notes: [Ông bà đi thay thì không cần giấy ủy quyền.]
sets: 1
steps:
  - {actor: applicant, text: Chuẩn bị giấy tờ.}
  - {actor: agency, text: "Cán bộ kiểm tra hồ sơ, xem [quyền của bạn](/huong-dan/quyen/)."}
results: [{name: Giấy khai sinh, code: KQ.1}]
conditions: none
legal_basis: [60/2014/QH13, 85/2019/TT-BTC]
life_events: [sinh-con]
related: ["1.000003"]
changes: [{on: 2026-01-02, by: 163/QĐ-BTP, what: Đổi thời hạn}]
source: {from: national-portal, decision: 163/QĐ-BTP, seen: tháng 6 năm 2026}
review: {state: reviewed, on: 2026-11-01}
"#,
    r#"
code: "1.000001"
name: Xác nhận việc nhỏ
field: ho-tich
levels: [commune]
source: {from: national-portal}
review: {state: imported}
"#,
    r#"
code: "1.000002"
name: Việc chưa rõ gì
field: an-toan
levels: [province]
channels: [{via: counter}]
unclear:
  - {what: fees, source_says: 0 đồng}
  - {what: time, source_says: "1"}
  - {what: components, source_says: như trên}
  - {what: levels, source_says: x}
  - {what: agencies, source_says: x}
  - {what: results, source_says: x}
  - {what: conditions, source_says: x}
  - {what: legal_basis, source_says: x}
  - {what: channels, source_says: x}
  - {what: sets, source_says: x}
  - {what: decision, source_says: x}
  - {what: audience, source_says: x}
  - {what: steps, source_says: x}
  - {what: other, source_says: x}
source: {from: Sổ tay thử}
review: {state: imported}
"#,
    r#"
code: "1.000003"
name: Cấp giấy cho nhiều trường hợp
field: an-toan
levels: [province, ministry]
agencies: {executes: [xa, trung-tam], coordinates: xa}
channels: [{via: online, time: [{amount: 3, unit: day, when: cấp mới}, {amount: 20, unit: day, when: cấp lại}], fees: [{kind: phi, amount_vnd: 8000, per: bản, when: cấp mới}]}]
cases:
  - {name: Cấp mới, components: [{name: Đơn, originals: 1}], notes: [một, hai, ba, bốn, năm, sáu]}
  - {name: Cấp lại, components: [{name: Đơn, originals: 1}, {name: Đơn, originals: 1}]}
  - {name: Chỉ có lưu ý, notes: [Hỏi trước.]}
conditions: "- Đủ 18 tuổi\n- Có giấy tờ"
legal_basis: [60/2014/QH13, 01-QĐ]
source: {from: national-portal}
review: {state: drafted}
"#,
    r#"
code: "1.000004"
name: Việc có nhiều khoản thu
field: an-toan
levels: [province]
channels:
  - via: counter
    time: {amount: 1, unit: month, note: kể từ ngày đủ hồ sơ}
    fees:
      - {kind: phi, name: phí thẩm định, amount_vnd: 1500000, when: lần đầu, basis: 85/2019/TT-BTC, from: 2026-01-01, to: 2026-12-31}
      - {kind: le_phi, amount_usd: 25}
      - {kind: le_phi, set_by: hdnd, basis: 99/2099/NĐ-CP}
      - {kind: phi, text: "0,1 % giá trị tài sản ghi trong hợp đồng, không quá 10 triệu đồng"}
  - via: post
    time: {amount: 8, unit: hour}
    fees: [{kind: le_phi, amount_vnd: 0}]
source: {from: national-portal}
review: {state: imported}
"#,
    r#"
code: "1.000005"
name: LONG
field: an-toan
levels: [other]
source: {from: national-portal}
review: {state: imported}
"#,
    r#"
code: "1.000006"
name: Thủ tục có ba bản (bản cũ)
field: ho-tich
levels: [district]
valid: {to: 2025-06-30, replaced_by: "1.001193"}
source: {from: national-portal}
review: {state: imported}
"#,
    r#"
code: "1.000006"
name: Thủ tục có ba bản
field: ho-tich
levels: [commune]
valid: {from: 2025-07-01, to: 2027-02-28}
source: {from: national-portal}
review: {state: imported}
"#,
    r#"
code: "1.000006"
name: Thủ tục có ba bản (bản mới)
field: ho-tich
levels: [commune]
valid: {from: 2027-03-01}
source: {from: national-portal}
review: {state: imported}
"#,
    r#"
code: "1.000007"
name: . “Đổi” </script><script>alert(1)</script> & "tên"
summary: <b>đậm</b> & [liên kết](javascript:alert(1))
field: ho-tich
levels: [commune]
steps: [{actor: applicant, text: "<img src=x onerror=alert(1)> [x](javascript:alert(1))"}]
source: {from: <i>nguồn</i>}
review: {state: imported}
"#,
];

/// The sample catalogue.
pub fn catalogue() -> Catalogue {
    let mut catalogue = with_procedures(PROCEDURES.iter().map(|text| procedure(text)).collect());
    catalogue.site.most_used =
        vec![content::MostUsed { code: TYPICAL.parse().expect("a code"), everyday: None }];
    catalogue
}

/// The sample with other procedures.
pub fn with_procedures(procedures: Vec<Procedure>) -> Catalogue {
    let guide = Guide {
        id: "quyen".into(),
        head: GuideHead { title: "Quyền của bạn".into(), summary: "Bạn được gì.".into(), order: 1, keywords: Vec::new() },
        body: "## Được hỏi\n\nXem [mức độ](/muc-do/) và [cổng](https://cong.example/).\n\n| a | b |\n|---|---|\n| 1 | 2 |\n".into(),
    };
    Catalogue::new(Records {
        site: Some(filed("site.yaml", yaml(SITE))),
        procedures: procedures.into_iter().map(placed).collect(),
        fields: Some(filed("fields.yaml", yaml(FIELDS))),
        agencies: vec![filed("agencies.yaml", yaml(AGENCIES))],
        life_events: Some(filed("life-events.yaml", yaml(EVENTS))),
        legal: vec![filed("legal/a.yaml", yaml(LEGAL))],
        guides: vec![filed("guides/quyen.md", guide)],
        ..Records::default()
    })
    .unwrap_or_else(|faults| panic!("the sample holds together: {faults:#?}"))
}

/// The typical procedure of the sample under the `number`th code, for catalogues of any size.
#[allow(dead_code, reason = "not every program that shares the sample wants many")]
pub fn numbered(number: usize) -> Procedure {
    let texts = [PROCEDURES[0], PROCEDURES[3], PROCEDURES[4]];
    let text = texts[number % 3].replacen("name: ", &format!("name: Việc {number} "), 1);
    let code_line = text.lines().nth(1).expect("the code stands first").to_owned();
    let text = text.replacen(&code_line, &format!("code: \"2.{number:06}\""), 1);
    procedure(&text.replace("related: [\"1.000003\"]", "related: []"))
}

fn procedure(text: &str) -> Procedure {
    let long =
        "Đăng ký biến động đối với trường hợp thay đổi quyền sử dụng đất, quyền sở hữu tài sản; ".repeat(13);
    yaml(&text.replace("name: LONG", &format!("name: \"{}\"", long.trim_end_matches("; "))))
}

fn placed(procedure: Procedure) -> Filed<Arc<Procedure>> {
    let from = procedure
        .valid
        .as_ref()
        .and_then(|valid| valid.from)
        .map(|day| format!("@{day}"))
        .unwrap_or_default();
    let file = format!("procedures/{}/{}{from}.yaml", procedure.field, procedure.code);
    Filed::whole(file, Arc::new(procedure))
}

fn filed<T>(file: &str, value: T) -> Filed<T> {
    Filed::whole(file.to_owned(), value)
}

fn yaml<T: DeserializeOwned>(text: &str) -> T {
    serde_saphyr::from_str(text).unwrap_or_else(|error| panic!("the sample is YAML: {error}\n{text}"))
}
