//! One made-up example for every kind of trap, and what becomes of the fact.

use content::{Audience, Conditions, Fee, Time, Via};
use serde_json::{Value, json};

use super::super::TrapKind::{self, *};
use super::{fresh, kinds, one, record, with};

#[track_caller]
fn caught(record: &Value, kind: TrapKind) {
    let report = fresh(record);
    assert!(kinds(&report).contains(&kind), "{:?}", report.traps);
}

fn rows(rows: &[(&str, u32, u32)]) -> Value {
    let rows: Vec<Value> = rows
        .iter()
        .map(|(name, originals, copies)| json!({"name": name, "originalQty": originals, "copyQty": copies}))
        .collect();
    with("/executionCases/0/profileComponents", json!(rows))
}

fn fee(value: Value, currency: &str, note: &str) -> Value {
    with("/executionMethods/0/fees", json!([{"value": value, "currencyId": currency, "description": note}]))
}

fn fees(record: &Value) -> (Option<Vec<Fee>>, Vec<String>) {
    let procedure = one(record);
    (
        procedure.channels[0].fees.clone(),
        procedure.unclear.into_iter().map(|unclear| unclear.source_says).collect(),
    )
}

fn time(amount: Value, unit: &str, note: &str) -> Value {
    let mut record = record();
    let method = &mut record["executionMethods"][0];
    (method["processingTime"], method["processingTimeUnit"], method["description"]) =
        (amount, json!(unit), json!(note));
    method["processingTimeText"] = json!("");
    record
}

fn times(record: &Value) -> Vec<(String, Option<String>)> {
    one(record).channels[0].time.iter().map(|time| (Time::words(time), time.when.clone())).collect()
}

#[test]
fn text_that_is_not_in_normal_form_or_holds_private_characters_is_mended() {
    let decomposed = with("/name", json!("\u{f0fc}Đăng ky\u{301} đàn ong\u{200b}"));
    caught(&decomposed, NotNfc);
    caught(&decomposed, StrangeCharacter);
    assert_eq!(one(&decomposed).name, "Đăng ký đàn ong");
}

#[test]
fn names_lose_line_breaks_and_capitals() {
    let broken = with("/name", json!("ĐĂNG KÝ ĐÀN\nONG (CẤP XÃ)."));
    caught(&broken, LineBreakInName);
    caught(&broken, Capitals);
    assert_eq!(one(&broken).name, "Đăng ký đàn ong (cấp xã)");
}

#[test]
fn one_name_with_two_codes_is_told_for_both() {
    let mut twin = record();
    twin["code"] = json!("1.000002");
    let report = super::run(&format!("{}\n{twin}", record()), |_| None, &super::options());
    assert_eq!(report.traps.iter().filter(|trap| trap.kind == SameName).count(), 2);
}

#[test]
fn fields_and_audiences_are_found_by_any_spelling_and_unknown_ones_are_told() {
    let spelled = with("/categoriesDetails/0/name", json!("CHĂN NUÔI  ONG MẬT"));
    assert_eq!(one(&spelled).field, "nuoi-ong");
    caught(&with("/categoriesDetails/0/name", json!("Nuôi cá")), UnknownField);
    let audience = with(
        "/subjectTypesDetails",
        json!([{"name": "Cán bộ"}, {"name": "công chức"}, {"name": "Người sao Hỏa"}]),
    );
    caught(&audience, UnknownAudience);
    assert_eq!(one(&audience).audience, [Audience::Official]);
}

#[test]
fn agencies_are_found_although_their_names_hold_commas() {
    let mut listed = with("/executingAgencies", json!("Uỷ ban nhân dân xã, phường, Sở Ong mật, UBND cấp xã"));
    listed["authorityAgencies"] = json!("Sở Ong mật");
    let agencies = one(&listed).agencies;
    assert_eq!(
        (agencies.decides.0, agencies.executes.0),
        (vec!["so-ong".to_owned()], vec!["ubnd-cap-xa".to_owned(), "so-ong".to_owned()])
    );
}

#[test]
fn what_is_no_agency_of_the_register_is_told_and_stays_open() {
    caught(&with("/executingAgencies", json!("Hội nuôi ong")), UnknownAgency);
    caught(&with("/executingAgencies", json!("Các cơ quan liên quan")), IgnoredAgency);
    let foreign = with("/executingAgencies", json!("Sở Ong mật thành phố Hà Nội"));
    caught(&foreign, OtherProvince);
    let procedure = one(&foreign);
    assert!(procedure.agencies.is_empty());
    assert_eq!(procedure.unclear[0].source_says, "Sở Ong mật thành phố Hà Nội");
}

#[test]
fn a_place_of_reception_is_an_agency_or_an_address_or_a_sentence() {
    let receive = |text: &str| one(&with("/dossierReceivingAddresses", json!(text))).agencies;
    assert_eq!(receive("Tại UBND cấp xã.").receives.0, ["ubnd-cap-xa"]);
    assert_eq!(receive("12 phố Ong, phường Mật").address.as_deref(), Some("12 phố Ong, phường Mật"));
    let sentence = "Sở Ong mật bằng một trong các hình thức: trực tiếp, trực tuyến";
    assert_eq!(receive(sentence).receives.0, ["so-ong"]);
    caught(&with("/dossierReceivingAddresses", json!(sentence)), ReceptionInWords);
}

#[test]
fn decision_and_law_numbers_are_mended_or_told() {
    let number = |text: &str| with("/procedureProposal/proposalNumber", json!(text));
    assert_eq!(one(&number("Số 7/QD-BOM")).decision.unwrap().number, "7/QĐ-BOM");
    caught(&number("9303"), DecisionNumber);
    let law = with("/legalBasisesDetails/0/code", json!("Nghị định số 9/2026/NĐ-CP"));
    caught(&law, UnknownLegal);
    assert_eq!(fresh(&law).unknown_legal["9/2026/NĐ-CP"], ["1.000001"]);
    assert_eq!(one(&law).legal_basis, ["9/2026/NĐ-CP"]);
}

#[test]
fn a_channel_that_comes_twice_is_one_with_its_cases() {
    let mut twice = record();
    let mut method = twice["executionMethods"][0].clone();
    method["processingTime"] = json!(9);
    method["description"] = json!("Đối với đàn trên 50 tổ.");
    twice["executionMethods"][0]["description"] = json!("Đối với đàn mới");
    twice["executionMethods"].as_array_mut().unwrap().push(method);
    caught(&twice, RepeatedChannel);
    assert_eq!(one(&twice).channels.len(), 1);
    let expected = [
        ("5 ngày làm việc".to_owned(), Some("đàn mới".to_owned())),
        ("9 ngày làm việc".to_owned(), Some("đàn trên 50 tổ".to_owned())),
    ];
    assert_eq!(times(&twice), expected);
}

#[test]
fn a_number_without_unit_is_derived_from_a_clear_text_or_left_open() {
    let derived = time(json!(3), "OTHER", "Trong thời hạn 03 ngày làm việc kể từ ngày nhận đủ hồ sơ.");
    caught(&derived, TimeWithoutUnit);
    assert_eq!(times(&derived), [("3 ngày làm việc".to_owned(), None)]);
    assert_eq!(one(&derived).unclear[0].derived_from.as_deref(), Some("description"));
    let open = time(json!(1), "OTHER", "");
    assert_eq!(times(&open), []);
    assert_eq!(one(&open).unclear[0].source_says, "1, không có đơn vị");
    assert_eq!(times(&time(json!(0), "OTHER", "")), []);
    assert_eq!(times(&time(json!(0.5), "WORKING_DAY", "")), [("0,5 ngày làm việc".to_owned(), None)]);
}

#[test]
fn a_note_that_contradicts_the_time_is_open_and_one_that_lists_cases_is_read() {
    let contradicted = time(json!(5), "WORKING_DAY", "Không quá 07 ngày kể từ ngày nhận đủ hồ sơ hợp lệ");
    caught(&contradicted, TimeContradicted);
    assert_eq!(times(&contradicted), [("5 ngày làm việc".to_owned(), None)]);
    let cases = time(
        json!(5),
        "WORKING_DAY",
        "- 05 ngày làm việc đối với trường hợp cấp mới; - 02 ngày làm việc đối với trường hợp cấp lại.",
    );
    let expected = [
        ("5 ngày làm việc".to_owned(), Some("cấp mới".to_owned())),
        ("2 ngày làm việc".to_owned(), Some("cấp lại".to_owned())),
    ];
    assert_eq!(times(&cases), expected);
    let several = time(
        json!(9),
        "WORKING_DAY",
        "Trường hợp phải xác minh: 09 ngày làm việc; trường hợp khác nhau: 3 tháng",
    );
    caught(&several, SeveralTimes);
    let pasted = time(json!(5), "WORKING_DAY", "05 ngày làm việc. Dịch vụ bưu chính7 Ngày làm việcMiễn phí");
    caught(&pasted, SwallowedTable);
    assert_eq!(times(&pasted), [("5 ngày làm việc".to_owned(), None)]);
}

#[test]
fn free_is_free_unless_the_text_speaks_of_a_fee() {
    assert_eq!(fees(&fee(json!(0), "VND", "")), (Some(vec![]), vec![]));
    for none in ["Không", "Không có.", "không quy định", "-", "Miễn lệ phí"] {
        assert_eq!(fees(&fee(json!(0), "VND", none)).0, Some(vec![]), "{none}");
    }
    assert_eq!(fees(&fee(Value::Null, "", "")).0, None);
    let mut paying = fee(json!(0), "VND", "");
    paying["executionSteps"][0]["description"] = json!("Chủ đàn nộp lệ phí theo mức của xã.");
    caught(&paying, FreeButFee);
    assert_eq!(
        fees(&paying),
        (None, vec!["0 đồng, nhưng các bước viết “nộp lệ phí theo mức của xã.”".to_owned()])
    );
}

#[test]
fn a_note_beside_zero_that_names_an_amount_states_the_fee() {
    let (stated, open) =
        fees(&fee(json!(0), "VND", "Lệ phí cấp mới 40.000đồng/lần; lệ phí cấp lại 20.000 đồng/lần."));
    let stated: Vec<_> = stated
        .unwrap()
        .into_iter()
        .map(|fee| (fee.name.unwrap(), fee.amount_vnd.unwrap(), fee.per.unwrap()))
        .collect();
    assert_eq!(
        stated,
        [("Lệ phí cấp mới".into(), 40_000, "lần".into()), ("Lệ phí cấp lại".into(), 20_000, "lần".into())]
    );
    assert_eq!(open.len(), 1);
    let (stated, _) = fees(&fee(
        json!(0),
        "VND",
        "Mức lệ phí do Hội đồng nhân dân cấp tỉnh quyết định. Miễn lệ phí cho người nghèo.",
    ));
    let stated = stated.unwrap();
    assert!(stated[0].set_by.is_some());
    assert_eq!((stated[1].amount_vnd, stated[1].when.as_deref()), (Some(0), Some("người nghèo")));
}

#[test]
fn amounts_that_lost_three_zeros_are_mended_only_where_they_are_written_out() {
    let (stated, open) = fees(&fee(json!(20), "VND", "20.000 đồng/đàn"));
    assert_eq!(stated.unwrap()[0].amount_vnd, Some(20_000));
    assert_eq!(open, ["20 VNĐ (20.000 đồng/đàn)"]);
    caught(&fee(json!(20), "VND", ""), LostZeros);
    assert_eq!(fees(&fee(json!(20), "VND", "")), (None, vec!["20 VNĐ".to_owned()]));
}

#[test]
fn odd_currencies_and_contradicted_amounts_stay_open() {
    assert_eq!(fees(&fee(json!(10), "USD", "/bản")).0.unwrap()[0].amount_usd, Some(10));
    assert_eq!(fees(&fee(json!(50), "VND", "Phí 50 USD/chuyến")).0.unwrap()[0].amount_usd, Some(50));
    caught(&fee(json!(50), "VND", "Phí 50 USD/chuyến"), OddCurrency);
    caught(&fee(json!(4_250_000), "019b", ""), OddCurrency);
    let contradicted = fee(json!(50_000), "VND", "Phí đăng ký: 60.000 đồng");
    caught(&contradicted, FeeContradicted);
    assert_eq!(fees(&contradicted).0.unwrap().len(), 2);
    caught(&fee(json!(50_000), "VND", ""), FeeKindUnsaid);
    let sentence = fee(json!(0), "VND", "Người nộp hồ sơ nộp lệ phí tại thời điểm nộp hồ sơ.");
    caught(&sentence, FeeSentence);
    assert_eq!(fees(&sentence).0, None);
}

#[test]
fn a_limited_rate_keeps_its_days_and_its_law() {
    let note = "(áp dụng mức phí 400.000 đồng/hồ sơ kể từ ngày 01/7/2025 đến hết ngày 31/12/2026 theo Thông tư số 64/2025/TT-BTC)";
    let (stated, open) = fees(&fee(json!(800_000), "VND", note));
    let stated = stated.unwrap();
    assert_eq!((stated[0].amount_vnd, stated[1].amount_vnd), (Some(800_000), Some(400_000)));
    assert_eq!(stated[1].basis.as_deref(), Some("64/2025/TT-BTC"));
    assert_eq!(
        (stated[1].from.unwrap().to_string(), stated[1].to.unwrap().to_string()),
        ("2025-07-01".into(), "2026-12-31".into())
    );
    assert!(open.is_empty());
}

#[test]
fn headings_that_pose_as_cases_do_not_become_cases() {
    let mut headed = record();
    headed["executionCases"] = json!([
        {"name": "* Giấy tờ phải nộp:", "profileComponents": [{"name": "Tờ khai đàn ong", "originalQty": 1, "copyQty": 0}]},
        {"name": "* Giấy tờ phải xuất trình:", "profileComponents": [{"name": "Sổ đàn", "originalQty": 1, "copyQty": 0}]},
        {"name": "* Lưu ý:", "profileComponents": [{"name": "Ong rừng không cần đăng ký.", "originalQty": 0, "copyQty": 0}]},
    ]);
    caught(&headed, HeadingAsCase);
    let cases = one(&headed).cases;
    assert_eq!(cases.len(), 1);
    assert_eq!(cases[0].components.iter().map(|paper| paper.show_only).collect::<Vec<_>>(), [false, true]);
    assert_eq!(cases[0].notes, ["Ong rừng không cần đăng ký."]);
}

#[test]
fn a_group_without_name_is_everybodys_wherever_it_stands() {
    let mut grouped = record();
    let paper = |name: &str| json!({"name": name, "originalQty": 1, "copyQty": 0});
    grouped["executionCases"] = json!([
        {"name": "a) Đối với đàn chuyển đến:", "profileComponents": [paper("Sổ đàn cũ"), paper("Giấy kiểm dịch"), paper("Hợp đồng mua"), paper("Sơ đồ")]},
        {"name": "b) Đối với đàn thuê", "profileComponents": [paper("Hợp đồng thuê")]},
        {"name": "--", "profileComponents": [paper("Tờ khai")]},
    ]);
    let cases = one(&grouped).cases;
    assert_eq!(
        cases[0]
            .components
            .iter()
            .map(|paper| (paper.name.as_str(), paper.when.as_deref()))
            .collect::<Vec<_>>(),
        [("Tờ khai", None), ("Hợp đồng thuê", Some("đàn thuê"))]
    );
    let names: Vec<_> = cases.iter().map(|case| case.name.as_deref()).collect();
    assert_eq!(names, [Some("Giấy tờ chung"), Some("Đối với đàn chuyển đến")]);
}

#[test]
fn rows_that_are_notes_headings_or_empty_are_no_papers_and_a_paper_without_quantity_is() {
    let record = rows(&[
        ("- Đối với đàn trên 50 tổ:", 0, 0),
        ("+ Sơ đồ đặt tổ: 02 bản chính", 0, 0),
        ("- Giấy tờ chứng minh nguồn gốc", 0, 0),
        ("Trường hợp chủ đàn không tự đi được thì cán bộ xã đến tận nhà nhận hồ sơ của chủ đàn.", 0, 0),
        (" ; ", 1, 0),
    ]);
    for kind in [NoteAsPaper, HeadingAsPaper, EmptyRow, Bullet] {
        caught(&record, kind);
    }
    let case = &one(&record).cases[0];
    let papers: Vec<_> = case
        .components
        .iter()
        .map(|paper| (paper.name.as_str(), paper.originals, paper.when.as_deref()))
        .collect();
    assert_eq!(
        papers,
        [("Sơ đồ đặt tổ", 2, Some("đàn trên 50 tổ")), ("Giấy tờ chứng minh nguồn gốc", 0, None)]
    );
    assert_eq!(case.notes.len(), 1);
}

#[test]
fn a_heading_among_unmarked_rows_says_nothing_of_its_neighbours() {
    let case = one(&rows(&[("Đối với đàn thuê, hồ sơ gồm:", 0, 0), ("Sổ đàn", 1, 0)])).cases.remove(0);
    assert_eq!(
        (case.components[0].when.as_deref(), case.notes.as_slice()),
        (None, &["Đối với đàn thuê, hồ sơ gồm".to_owned()][..])
    );
}

#[test]
fn names_lose_conditions_and_file_names_and_stay_long_only_where_they_must() {
    let names = rows(&[
        ("b) Sổ đàn (nếu có)", 1, 0),
        ("a) Trường hợp đàn thuê thì nộp hợp đồng thuê đất", 0, 1),
        ("c) Giấy kiểm dịch đối với trường hợp chuyển đàn qua tỉnh khác. Giấy này do thú y cấp.", 1, 0),
        ("d) Đơn đề nghị theo Mẫu số 2Mau so 2.docx", 1, 0),
    ]);
    for kind in [RowsOutOfOrder, SwallowedFileName] {
        caught(&names, kind);
    }
    let papers = one(&names).cases.remove(0).components;
    let told: Vec<_> = papers
        .iter()
        .map(|paper| (paper.name.as_str(), paper.when.as_deref(), paper.note.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            ("Hợp đồng thuê đất", Some("đàn thuê"), None),
            ("Sổ đàn", Some("nếu có"), None),
            ("Giấy kiểm dịch", Some("chuyển đàn qua tỉnh khác"), Some("Giấy này do thú y cấp")),
            ("Đơn đề nghị theo Mẫu số 2", None, None),
        ]
    );
}

#[test]
fn what_stays_long_is_told() {
    let long = "Giấy chứng nhận nguồn gốc của đàn ong và của từng con ong chúa trong đàn ấy qua mọi chủ cũ cùng mọi vùng hoa đã đi qua và mọi mùa mật đã quay";
    caught(&rows(&[(long, 1, 0)]), LongPaperName);
    let condition = "Trường hợp chủ đàn không tự đi được thì cán bộ xã phải nộp";
    caught(&rows(&[(&format!("{condition} thay cho chủ đàn"), 1, 0)]), LongPaperName);
    caught(&with("/resultsDetails/0/name", json!(long)), LongResultName);
    let mut cases = record();
    let paper = json!({"name": "Tờ khai", "originalQty": 1, "copyQty": 0});
    cases["executionCases"] = json!([{"name": format!("Đối với {long}"), "profileComponents": [paper]}, {"name": "Đối với đàn mới", "profileComponents": [paper]}]);
    caught(&cases, LongCaseName);
    let file =
        with("/executionCases/0/profileComponents/0/attachments", json!([{"fileName": "Mẫu số 01.docx"}]));
    caught(&file, GenericFileName);
}

#[test]
fn conditions_are_none_where_the_source_says_so() {
    assert_eq!(one(&record()).conditions, Some(Conditions::None));
    assert_eq!(one(&with("/requirementsAndConditions", json!(""))).conditions, None);
    assert_eq!(one(&with("/requirementsAndConditions", json!("Đàn có chủ."))).conditions, None);
}

#[test]
fn channels_stand_in_one_order_and_null_is_nothing() {
    let mut record = record();
    let method = |word: &str| json!({"submissionMethod": word, "processingTime": null, "processingTimeUnit": null, "fees": null});
    record["executionMethods"] = json!([]);
    assert!(one(&record).channels.is_empty());
    let method_without_fees = method("POSTAL");
    let mut other = method("DIRECT");
    other["fees"] = json!([{"value": null, "currencyId": null, "description": null}]);
    record["executionMethods"] = json!([method_without_fees, other]);
    let vias: Vec<Via> = one(&record).channels.iter().map(|channel| channel.via).collect();
    assert_eq!(vias, [Via::Counter, Via::Post]);
}

#[test]
fn results_lose_the_leftovers_of_a_form() {
    let named = |name: &str| {
        let results = one(&with("/resultsDetails", json!([{"name": name, "code": "KQ.1"}]))).results;
        results.into_iter().map(|result| (result.name, result.code.is_some())).collect::<Vec<_>>()
    };
    assert_eq!(named("Giấy xác nhận đàn ong.Mã: adjfsbj"), [("Giấy xác nhận đàn ong".to_owned(), true)]);
    assert_eq!(
        named("Thẻ chủ đàn.Mã: 000.00.00.G15-KQ0187Giấy xác nhận đàn ong;"),
        [("Thẻ chủ đàn".to_owned(), true), ("Giấy xác nhận đàn ong".to_owned(), false)]
    );
}
