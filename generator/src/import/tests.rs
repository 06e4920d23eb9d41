//! The whole import on records made up for it: one field, a few agencies, a bee-keeper's procedure.

mod reimport;
mod traps;

use std::collections::BTreeSet;

use content::{Agency, AgencyFile, FieldFile, LegalFile, Procedure, ProcedureCode};
use serde_json::{Value, json};

use super::{Existing, Options, Registers, Report, TrapKind, Unchanged, import};

struct Shelf {
    fields: FieldFile,
    agencies: AgencyFile,
    legal: LegalFile,
}

fn shelf() -> Shelf {
    let read = "
agencies:
  - {id: ubnd-cap-xa, name: Ủy ban nhân dân cấp xã, short: UBND cấp xã, level: commune, kind: role, also: ['Ủy ban nhân dân xã, phường']}
  - {id: so-ong, name: Sở Ong mật, level: province, kind: role}
ignored:
  - {text: Các cơ quan liên quan, why: không nói cơ quan nào}
  - {text: Sở Ong mật thành phố Hà Nội, why: cơ quan của tỉnh khác}";
    Shelf {
        fields: serde_saphyr::from_str(
            "groups: []\nfields:\n  - {id: nuoi-ong, name: Nuôi ong, group: a, also: [Chăn nuôi ong mật]}",
        )
        .unwrap(),
        agencies: serde_saphyr::from_str(read).unwrap(),
        legal: serde_saphyr::from_str("texts:\n  - {number: 1/2026/NĐ-CP, also: [01/2026/NĐ-CP]}").unwrap(),
    }
}

fn options() -> Options {
    Options {
        keep_text: false,
        seen: Some("06/2026".to_owned()),
        select: None,
        today: "2026-11-23".parse().unwrap(),
        unchanged: Unchanged::Leave,
    }
}

/// A record without a fault; tests change what they are about.
fn record() -> Value {
    json!({
        "id": "7", "code": "1.000001", "name": "Đăng ký đàn ong", "isWard": true,
        "formalityKind": "TTHC được giao luật quy định chi tiết",
        "executionSteps": [{"name": "", "description": "Bước 1: Chủ đàn nộp 01 bộ hồ sơ.\nBước 2: Ủy ban nhân dân xã ghi sổ."}],
        "executionMethods": [
            {"submissionMethod": "DIRECT", "processingTime": 5, "processingTimeUnit": "WORKING_DAY", "processingTimeText": "5 Ngày làm việc",
             "description": "", "fees": [{"type": "FEE", "value": 8000, "currencyId": "VND", "description": "8.000 đồng/đàn"}]}
        ],
        "executionCases": [{"name": "--", "profileComponents": [
            {"name": "- Tờ khai đàn ong (Mẫu số 01);", "originalQty": 1, "copyQty": 0, "attachments": []}
        ]}],
        "categoriesDetails": [{"name": "Nuôi ong"}],
        "subjectTypesDetails": [{"name": "Công dân Việt Nam"}],
        "executingAgencies": "Ủy ban nhân dân cấp xã", "authorityAgencies": "", "coordinatingAgencies": "", "delegatedAgencies": "",
        "dossierReceivingAddresses": "",
        "resultsDetails": [{"name": "Giấy xác nhận.", "code": "KQ.1"}],
        "legalBasisesDetails": [{"code": "01/2026/NĐ-CP", "name": ""}],
        "requirementsAndConditions": "Không có thông tin", "keywords": "", "description": "",
        "procedureProposal": {"proposalNumber": "12/QĐ-BOM", "issuingAgency": {"name": "Bộ Ong mật"}}
    })
}

/// The record with the value at a JSON pointer replaced.
fn with(pointer: &str, value: Value) -> Value {
    let mut record = record();
    *record.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = value;
    record
}

fn run(lines: &str, existing: impl Fn(&ProcedureCode) -> Option<Existing>, options: &Options) -> Report {
    let shelf = shelf();
    let registers = Registers {
        fields: &shelf.fields,
        agencies: shelf.agencies.agencies.iter().collect::<Vec<&Agency>>(),
        ignored: shelf.agencies.ignored.iter().collect(),
        legal: shelf.legal.texts.iter().collect(),
    };
    import(lines, &registers, existing, options)
}

fn fresh(record: &Value) -> Report {
    run(&record.to_string(), |_| None, &options())
}

fn read(text: &str) -> Procedure {
    serde_saphyr::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn one(record: &Value) -> Procedure {
    let report = fresh(record);
    assert_eq!(report.refused, []);
    read(&report.write[0].1)
}

fn kinds(report: &Report) -> BTreeSet<TrapKind> {
    report.traps.iter().map(|trap| trap.kind).collect()
}

#[test]
fn a_sound_record_becomes_a_page_of_yaml() {
    let report = fresh(&record());
    let (address, text) = &report.write[0];
    assert_eq!(address, "procedures/nuoi-ong/1.000001.yaml");
    insta::assert_snapshot!(text, @r#"
    # yaml-language-server: $schema=../../.schema/procedure.json
    code: "1.000001"
    name: Đăng ký đàn ong
    field: nuoi-ong
    kind: detailed_by_law
    levels: [commune]
    audience: [citizen]
    agencies: {decides: ubnd-cap-xa}
    decision: {number: 12/QĐ-BOM}
    channels:
      - {via: counter, time: {amount: 5, unit: working_day}, fees: [{kind: phi, amount_vnd: 8000, per: đàn}]}
    cases:
      - components:
          - {name: Tờ khai đàn ong (Mẫu số 01), originals: 1}
    sets: 1
    results:
      - {name: Giấy xác nhận, code: KQ.1}
    conditions: none
    legal_basis: [1/2026/NĐ-CP]
    source: {from: national-portal, decision: 12/QĐ-BOM, seen: 06/2026, hash: "468ccc186cdd311a", parts: "5614 b554 b059 b041 468a 8992 e84f 5f3a e3b0 e3b0 a0e8 e3b0 e3b0 78f4 902e b566 45b7 1eda"}
    review: {state: imported}
    "#);
}

#[test]
fn broken_lines_are_refused_with_their_reason_and_the_others_go_on() {
    let mut unplaced = with("/categoriesDetails/0/name", json!("Nuôi cá"));
    unplaced["code"] = json!("1.000002");
    let mut wrong = record();
    wrong["executionCases"] = json!("không phải danh sách");
    let lines = [
        "{\"code\": ",
        "",
        "[]",
        &wrong.to_string(),
        &with("/code", json!("sai")).to_string(),
        &unplaced.to_string(),
        &{
            let mut endless = with("/executionMethods/0/processingTime", json!(9999));
            endless["code"] = json!("1.000003");
            endless
        }
        .to_string(),
        &record().to_string(),
        &record().to_string(),
    ]
    .join("\n");
    let report = run(&lines, |_| None, &options());
    assert_eq!(report.write.len(), 1);
    let refused: Vec<String> = report
        .refused
        .iter()
        .map(|refusal| {
            format!("{} {}: {}", refusal.line, refusal.code.as_deref().unwrap_or("?"), refusal.reason)
        })
        .collect();
    insta::assert_snapshot!(refused.join("\n"), @r#"
    1 ?: dòng không phải JSON: cột 9
    3 ?: bản ghi không có “code” là chữ
    4 1.000001: bản ghi không đúng dạng: invalid type: string "không phải danh sách", expected a sequence
    5 sai: mã thủ tục “sai” không đúng dạng; mã đúng có dạng "1.001193" hoặc "1.001193.000.00.00.H03"
    6 1.000002: lĩnh vực “Nuôi cá” chưa có trong fields.yaml; thêm vào also của một lĩnh vực rồi nhập lại
    7 1.000003: channels[0].time: số của thời hạn phải từ 1 đến 3650
    9 1.000001: mã này đã có ở dòng 8; giữ dòng đầu
    "#);
}

#[test]
fn only_selected_codes_are_taken() {
    let select = Some(BTreeSet::from(["1.000009".to_owned()]));
    let report = run(&record().to_string(), |_| None, &Options { select, ..options() });
    assert!(report.write.is_empty() && report.refused.is_empty());
}

#[test]
fn the_sources_sentences_come_along_only_when_kept() {
    let record = with("/requirementsAndConditions", json!("Đàn có chủ.\nChủ có nhà."));
    assert!(one(&record).steps.is_empty() && one(&record).conditions.is_none());
    let report = run(&record.to_string(), |_| None, &Options { keep_text: true, ..options() });
    let kept = read(&report.write[0].1);
    assert_eq!(kept.steps.len(), 2);
    assert_eq!(kept.conditions, Some(content::Conditions::Text("Đàn có chủ.\nChủ có nhà.".to_owned())));
}

#[test]
fn every_trap_has_a_key_and_words_of_its_own() {
    let keys: BTreeSet<&str> = TrapKind::ALL.iter().map(|(kind, ..)| kind.key()).collect();
    let labels: BTreeSet<&str> = TrapKind::ALL.iter().map(|(kind, ..)| kind.label()).collect();
    assert_eq!((keys.len(), labels.len()), (TrapKind::ALL.len(), TrapKind::ALL.len()));
}
