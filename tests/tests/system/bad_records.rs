//! Good YAML that is no good record.

use insta::assert_snapshot;
use tests::{Folder, PROCEDURE};

/// What `check` prints after `to` took the place of `from` in the procedure.
fn with(from: &str, to: &str) -> String {
    let folder = Folder::whole();
    folder.change(PROCEDURE, from, to);
    folder.check()
}

#[test]
fn a_key_twice() {
    assert_snapshot!(with("sets: 1\n", "sets: 1\nsets: 2\n"), @"
    content/procedures/ho-tich/1.001193.yaml:18:1: lỗi[duplicate-key]: khóa “sets” đã có ở trên
      18 | sets: 2
         | ^
      → giữ một, xóa một
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_key_twice_in_braces() {
    assert_snapshot!(with("amount: 1, ", "amount: 1, amount: 2, "), @"
    content/procedures/ho-tich/1.001193.yaml:12:23: lỗi[duplicate-key]: khóa “amount” đã có ở trên
      12 |     time: {amount: 1, amount: 2, unit: working_day}
         |                       ^
      → giữ một, xóa một
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_key_nobody_knows() {
    assert_snapshot!(with("life_events:", "life_event:"), @"
    content/procedures/ho-tich/1.001193.yaml:25:1: lỗi[unknown-key]: không có khóa “life_event”
      25 | life_event: [sinh-con]
         | ^
      → có phải “life_events”?
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn several_wrong_keys_are_told_at_once() {
    let folder = Folder::whole();
    folder.change(PROCEDURE, "summary:", "sumary:");
    folder.change(PROCEDURE, "amount_vnd:", "amount:");
    folder.change(PROCEDURE, "actor: agency", "who: agency");
    assert_snapshot!(folder.check(), @"
    content/procedures/ho-tich/1.001193.yaml:3:1: lỗi[unknown-key]: không có khóa “sumary”
      3 | sumary: Ghi tên con vào Sổ đăng ký khai sinh.
        | ^
      → có phải “summary”?
    content/procedures/ho-tich/1.001193.yaml:13:27: lỗi[unknown-key]: không có khóa “amount”
      13 |     fees: [{kind: le_phi, amount: 8000, per: bản}]
         |                           ^
      → có phải “amount_vnd”?
    content/procedures/ho-tich/1.001193.yaml:21:5: lỗi[missing-key]: thiếu khóa “actor”
      21 |   - {who: agency, text: Cán bộ ghi sổ và trả Giấy khai sinh.}
         |     ^
      → thêm “actor: …”, chọn một: applicant, agency
    content/procedures/ho-tich/1.001193.yaml:21:6: lỗi[unknown-key]: không có khóa “who”
      21 |   - {who: agency, text: Cán bộ ghi sổ và trả Giấy khai sinh.}
         |      ^
      → có thể dùng: actor, text
    4 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_part_that_every_record_needs() {
    assert_snapshot!(with("name: Thủ tục đăng ký khai sinh\n", ""), @r#"
    content/procedures/ho-tich/1.001193.yaml:1:1: lỗi[missing-key]: thiếu khóa “name”
      1 | code: "1.001193"
        | ^
      → thêm “name: …”
    1 lỗi, 0 cảnh báo
    "#);
}

#[test]
fn a_part_that_every_step_needs() {
    assert_snapshot!(with("actor: agency, ", ""), @"
    content/procedures/ho-tich/1.001193.yaml:21:5: lỗi[missing-key]: thiếu khóa “actor”
      21 |   - {text: Cán bộ ghi sổ và trả Giấy khai sinh.}
         |     ^
      → thêm “actor: …”, chọn một: applicant, agency
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_key_without_value() {
    assert_snapshot!(with("name: Thủ tục đăng ký khai sinh", "name:"), @"
    content/procedures/ho-tich/1.001193.yaml:2:1: lỗi[wrong-value]: “name” không có giá trị
      2 | name:
        | ^
      → viết giá trị, hoặc xóa cả khóa
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_tilde_is_no_text() {
    assert_snapshot!(with("code: \"1.001193\"", "code: ~"), @"
    content/procedures/ho-tich/1.001193.yaml:1:1: lỗi[wrong-value]: “code” không có giá trị
      1 | code: ~
        | ^
      → viết giá trị, hoặc xóa cả khóa
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn an_empty_name() {
    assert_snapshot!(with("name: Thủ tục đăng ký khai sinh", "name: \"\""), @r#"
    content/procedures/ho-tich/1.001193.yaml:2:1: lỗi[wrong-value]: tên thủ tục trống
      2 | name: ""
        | ^
      → viết tên đúng như trong văn bản công bố
    1 lỗi, 0 cảnh báo
    "#);
}

#[test]
fn a_name_with_two_spaces() {
    assert_snapshot!(with("name: Thủ tục đăng ký", "name: Thủ tục  đăng ký"), @"
    content/procedures/ho-tich/1.001193.yaml:2:1: lỗi[wrong-value]: tên thủ tục có xuống dòng hoặc dấu cách thừa
      2 | name: Thủ tục  đăng ký khai sinh
        | ^
      → viết tên trên một dòng, giữa hai chữ một dấu cách
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn no_level() {
    assert_snapshot!(with("levels: [commune]", "levels: []"), @"
    content/procedures/ho-tich/1.001193.yaml:5:1: lỗi[wrong-value]: thủ tục phải có ít nhất một cấp thực hiện
      5 | levels: []
        | ^
      → viết levels: [commune] (xã), [province] (tỉnh), [ministry] (bộ) hoặc [other]
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_list_where_a_word_belongs() {
    assert_snapshot!(with("field: ho-tich", "field: [ho-tich]"), @"
    content/procedures/ho-tich/1.001193.yaml:4:1: lỗi[wrong-value]: “field” cần một giá trị đơn, không phải một danh sách
      4 | field: [ho-tich]
        | ^
      → bỏ ngoặc [ ] hoặc { } và dấu gạch đầu dòng
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_word_where_a_list_belongs() {
    assert_snapshot!(with("levels: [commune]", "levels: commune"), @"
    content/procedures/ho-tich/1.001193.yaml:5:1: lỗi[wrong-value]: “levels” cần một danh sách, không phải chữ “commune”
      5 | levels: commune
        | ^
      → đặt trong ngoặc vuông: [một, hai], hoặc mỗi dòng một dấu gạch
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_word_where_keys_belong() {
    assert_snapshot!(with("decision: {number: 163/QĐ-BTP, date: 2026-01-15}", "decision: 163/QĐ-BTP"), @"
    content/procedures/ho-tich/1.001193.yaml:8:1: lỗi[wrong-value]: “decision” cần các khóa con, không phải chữ “163/QĐ-BTP”
      8 | decision: 163/QĐ-BTP
        | ^
      → viết từng khóa: {khóa: giá trị}
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_word_where_a_number_belongs() {
    assert_snapshot!(with("sets: 1", "sets: một"), @"
    content/procedures/ho-tich/1.001193.yaml:17:7: lỗi[wrong-value]: “sets” cần một số nguyên, không phải “một”
      17 | sets: một
         |       ^
      → viết một số từ 1 đến 30, không có phần lẻ hay đơn vị
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_word_that_is_no_choice() {
    assert_snapshot!(with("via: counter", "via: conter"), @"
    content/procedures/ho-tich/1.001193.yaml:11:10: lỗi[wrong-value]: “channels[0].via” không có giá trị “conter”
      11 |   - via: conter
         |          ^
      → có phải “counter”?
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_code_without_quotes_that_lost_a_zero() {
    assert_snapshot!(with("code: \"1.001193\"", "code: 1.00119"), @r#"
    content/procedures/ho-tich/1.001193.yaml:1:7: lỗi[wrong-value]: mã thủ tục “1.00119” không đúng dạng; mã đúng có dạng "1.001193" hoặc "1.001193.000.00.00.H03"
      1 | code: 1.00119
        |       ^
      → chép lại mã từ văn bản công bố và đặt trong ngoặc kép
    1 lỗi, 0 cảnh báo
    "#);
}

#[test]
fn a_day_that_does_not_exist() {
    assert_snapshot!(with("date: 2026-01-15", "date: 2026-02-30"), @"
    content/procedures/ho-tich/1.001193.yaml:8:38: lỗi[wrong-value]: ngày 30/02/2026 không có trong lịch
      8 | decision: {number: 163/QĐ-BTP, date: 2026-02-30}
        |                                      ^
      → chép lại ngày trong văn bản, viết năm-tháng-ngày: 2025-07-01
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_day_written_as_people_write_it() {
    assert_snapshot!(with("date: 2026-01-15", "date: 15/01/2026"), @"
    content/procedures/ho-tich/1.001193.yaml:8:38: lỗi[wrong-value]: ngày “15/01/2026” không đúng dạng năm-tháng-ngày, ví dụ 2025-07-01
      8 | decision: {number: 163/QĐ-BTP, date: 15/01/2026}
        |                                      ^
      → viết 2026-01-15
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_year_of_another_age() {
    assert_snapshot!(with("date: 2026-01-15", "date: 0206-01-15"), @"
    content/procedures/ho-tich/1.001193.yaml:8:38: lỗi[wrong-value]: năm 206 nằm ngoài khoảng 1900 đến 2199
      8 | decision: {number: 163/QĐ-BTP, date: 0206-01-15}
        |                                      ^
      → chép lại ngày trong văn bản, viết năm-tháng-ngày: 2025-07-01
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn an_amount_below_zero() {
    assert_snapshot!(with("amount_vnd: 8000", "amount_vnd: -8000"), @"
    content/procedures/ho-tich/1.001193.yaml:13:39: lỗi[wrong-value]: “channels[0].fees[0].amount_vnd” là -8000; phải từ 0 đến 100.000.000.000
      13 |     fees: [{kind: le_phi, amount_vnd: -8000, per: bản}]
         |                                       ^
      → bỏ dấu trừ: 8000
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn an_amount_beyond_all_measure() {
    assert_snapshot!(with("amount_vnd: 8000", "amount_vnd: 900000000000"), @"
    content/procedures/ho-tich/1.001193.yaml:13:12: lỗi[wrong-value]: số tiền lớn hơn 100 tỷ đồng, không thể là phí của một thủ tục
      13 |     fees: [{kind: le_phi, amount_vnd: 900000000000, per: bản}]
         |            ^
      → xem lại số chữ số 0 của amount_vnd
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn an_amount_larger_than_any_number() {
    assert_snapshot!(with("amount_vnd: 8000", "amount_vnd: 99999999999999999999999"), @"
    content/procedures/ho-tich/1.001193.yaml:13:39: lỗi[wrong-value]: “channels[0].fees[0].amount_vnd” là 99999999999999999999999; phải từ 0 đến 100.000.000.000
      13 |     fees: [{kind: le_phi, amount_vnd: 99999999999999999999999, per: bản}]
         |                                       ^
      → ghi số mà nguồn nêu; nguồn không nêu thì xóa khóa này
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn an_amount_with_points() {
    assert_snapshot!(with("amount_vnd: 8000", "amount_vnd: 8.000"), @"
    content/procedures/ho-tich/1.001193.yaml:13:39: lỗi[wrong-value]: “channels[0].fees[0].amount_vnd” cần một số nguyên, không phải “8.000”
      13 |     fees: [{kind: le_phi, amount_vnd: 8.000, per: bản}]
         |                                       ^
      → viết số liền, không có dấu chấm, dấu phẩy hay đơn vị: 8000
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn an_amount_in_words() {
    assert_snapshot!(with("amount_vnd: 8000", "amount_vnd: 8000đ"), @"
    content/procedures/ho-tich/1.001193.yaml:13:39: lỗi[wrong-value]: “channels[0].fees[0].amount_vnd” cần một số nguyên, không phải “8000đ”
      13 |     fees: [{kind: le_phi, amount_vnd: 8000đ, per: bản}]
         |                                       ^
      → viết số liền, không có dấu chấm, dấu phẩy hay đơn vị: 8000
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_fee_without_amount() {
    assert_snapshot!(with("amount_vnd: 8000, per: bản", "per: bản"), @"
    content/procedures/ho-tich/1.001193.yaml:13:12: lỗi[wrong-value]: khoản thu không có mức: cần amount_vnd, amount_usd, text hoặc set_by
      13 |     fees: [{kind: le_phi, per: bản}]
         |            ^
      → ghi amount_vnd: số tiền; nguồn chỉ mô tả thì ghi text, tỉnh quy định thì ghi set_by: hdnd
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_fee_in_two_currencies() {
    assert_snapshot!(with("amount_vnd: 8000, ", "amount_vnd: 8000, amount_usd: 5, "), @"
    content/procedures/ho-tich/1.001193.yaml:13:12: lỗi[wrong-value]: một khoản chỉ ghi một loại tiền: amount_vnd hoặc amount_usd
      13 |     fees: [{kind: le_phi, amount_vnd: 8000, amount_usd: 5, per: bản}]
         |            ^
      → xóa một trong hai; nếu là hai khoản thì viết thành hai dòng
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_time_without_unit() {
    assert_snapshot!(with("{amount: 1, unit: working_day}", "{amount: 1}"), @"
    content/procedures/ho-tich/1.001193.yaml:12:5: lỗi[wrong-value]: thời hạn có số mà không có đơn vị (unit)
      12 |     time: {amount: 1}
         |     ^
      → thêm unit: working_day (ngày làm việc), day (ngày), hour (giờ) hoặc month (tháng)
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_time_with_unit_only() {
    assert_snapshot!(with("{amount: 1, unit: working_day}", "{unit: working_day}"), @"
    content/procedures/ho-tich/1.001193.yaml:12:5: lỗi[wrong-value]: thời hạn có đơn vị mà không có số (amount)
      12 |     time: {unit: working_day}
         |     ^
      → thêm amount, ví dụ {amount: 5, unit: working_day}
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_time_of_nought_days() {
    assert_snapshot!(with("{amount: 1, unit: working_day}", "{amount: 0, unit: working_day}"), @r#"
    content/procedures/ho-tich/1.001193.yaml:12:5: lỗi[wrong-value]: số của thời hạn phải từ 1 đến 3650
      12 |     time: {amount: 0, unit: working_day}
         |     ^
      → ghi số mà nguồn nêu; giải quyết trong ngày thì viết {same_day_until: "15:00"}
    1 lỗi, 0 cảnh báo
    "#);
}

#[test]
fn a_time_of_the_day_that_no_clock_shows() {
    assert_snapshot!(with("{amount: 1, unit: working_day}", "{same_day_until: \"25:00\"}"), @r#"
    content/procedures/ho-tich/1.001193.yaml:12:5: lỗi[wrong-value]: same_day_until cần dạng giờ:phút, ví dụ "15:00"
      12 |     time: {same_day_until: "25:00"}
         |     ^
      → viết giờ từ 00 đến 23 và phút từ 00 đến 59, trong ngoặc kép
    1 lỗi, 0 cảnh báo
    "#);
}

#[test]
fn a_hundred_originals() {
    assert_snapshot!(with("originals: 1", "originals: 100"), @"
    content/procedures/ho-tich/1.001193.yaml:16:43: lỗi[wrong-value]: số bản phải từ 0 đến 50
      16 |       - {name: Tờ khai đăng ký khai sinh, originals: 100}
         |                                           ^
      → ghi số bản trong một bộ hồ sơ
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn no_set_at_all() {
    assert_snapshot!(with("sets: 1", "sets: 0"), @"
    content/procedures/ho-tich/1.001193.yaml:17:1: lỗi[wrong-value]: số bộ hồ sơ phải từ 1 đến 30
      17 | sets: 0
         | ^
      → ghi số bộ mà nguồn nêu; nguồn không nêu thì xóa khóa sets
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn raw_html_in_a_step() {
    assert_snapshot!(with("Bạn nộp hồ sơ tại quầy.", "Bạn <b>nộp</b> hồ sơ tại quầy."), @"
    content/procedures/ho-tich/1.001193.yaml:20:24: lỗi[unsafe-markdown]: có thẻ HTML trong chữ; chỉ dùng Markdown
      20 |   - {actor: applicant, text: Bạn <b>nộp</b> hồ sơ tại quầy.}
         |                        ^
      → xóa thẻ; chữ đậm viết **chữ**, danh sách viết mỗi dòng một dấu gạch
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_script_in_the_conditions() {
    assert_snapshot!(with("conditions: none", "conditions: \"<script>alert(1)</script>\""), @r#"
    content/procedures/ho-tich/1.001193.yaml:23:1: lỗi[unsafe-markdown]: có thẻ HTML trong chữ; chỉ dùng Markdown
      23 | conditions: "<script>alert(1)</script>"
         | ^
      → xóa thẻ; chữ đậm viết **chữ**, danh sách viết mỗi dòng một dấu gạch
    1 lỗi, 0 cảnh báo
    "#);
}

#[test]
fn a_javascript_link_in_a_step() {
    assert_snapshot!(with("text: Bạn nộp hồ sơ tại quầy.", "text: \"[Nộp](javascript:alert(1)) hồ sơ.\""), @r#"
    content/procedures/ho-tich/1.001193.yaml:20:24: lỗi[unsafe-markdown]: liên kết chỉ được bắt đầu bằng https:, mailto:, tel: hoặc là đường dẫn trong trang
      20 |   - {actor: applicant, text: "[Nộp](javascript:alert(1)) hồ sơ."}
         |                        ^
      → sửa địa chỉ, hoặc chỉ giữ lại chữ
    1 lỗi, 0 cảnh báo
    "#);
}

#[test]
fn a_name_over_two_lines() {
    assert_snapshot!(with("name: Thủ tục đăng ký khai sinh", "name: |\n  Thủ tục đăng ký\n  khai sinh"), @"
    content/procedures/ho-tich/1.001193.yaml:2:1: lỗi[wrong-value]: tên thủ tục có xuống dòng hoặc dấu cách thừa
      2 | name: |
        | ^
      → viết tên trên một dòng, giữa hai chữ một dấu cách
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_step_without_words() {
    assert_snapshot!(with("Bạn nộp hồ sơ tại quầy.", "\"\""), @r#"
    content/procedures/ho-tich/1.001193.yaml:20:24: lỗi[wrong-value]: bước không có chữ
      20 |   - {actor: applicant, text: ""}
         |                        ^
      → viết ai làm gì ở bước này, hoặc xóa nó
    1 lỗi, 0 cảnh báo
    "#);
}

#[test]
fn a_command_to_the_terminal_is_not_obeyed() {
    assert_snapshot!(with("Bạn nộp hồ sơ", "\u{1b}[31mBạn nộp hồ sơ"), @"
    content/procedures/ho-tich/1.001193.yaml:20:30: lỗi[strange-character]: có ký tự không nhìn thấy hoặc không chuẩn (U+001B)
      20 |   - {actor: applicant, text: ·[31mBạn nộp hồ sơ tại quầy.}
         |                              ^
      → xóa ký tự này rồi gõ lại chữ ở đó
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn the_same_channel_twice() {
    assert_snapshot!(with("cases:\n", "  - via: counter\ncases:\n"), @"
    content/procedures/ho-tich/1.001193.yaml:14:5: lỗi[wrong-value]: cách nộp này đã có ở trên
      14 |   - via: counter
         |     ^
      → gộp thành một; có nhiều thời hạn thì viết danh sách
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn several_cases_and_one_without_name() {
    assert_snapshot!(with("sets: 1", "  - name: Khai lại\nsets: 1"), @"
    content/procedures/ho-tich/1.001193.yaml:15:5: lỗi[wrong-value]: có nhiều trường hợp thì mỗi trường hợp cần tên (name)
      15 |   - components:
         |     ^
      → thêm name nói đó là trường hợp nào
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn half_an_original() {
    assert_snapshot!(with("originals: 1", "originals: 1.5"), @"
    content/procedures/ho-tich/1.001193.yaml:16:54: lỗi[wrong-value]: “cases[0].components[0].originals” cần một số nguyên, không phải “1.5”
      16 |       - {name: Tờ khai đăng ký khai sinh, originals: 1.5}
         |                                                      ^
      → viết một số từ 0 đến 50, không có phần lẻ hay đơn vị
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_fee_that_lost_its_zeros() {
    assert_snapshot!(with("amount_vnd: 8000", "amount_vnd: 8"), @"
    content/procedures/ho-tich/1.001193.yaml:13:12: cảnh báo[fee-amount]: phí 8 đồng: có lẽ mất ba số 0
      13 |     fees: [{kind: le_phi, amount_vnd: 8, per: bản}]
         |            ^
      → xem lại nguồn; nếu là 8.000 đồng thì viết amount_vnd: 8000
    0 lỗi, 1 cảnh báo
    ");
    assert_eq!(with("amount_vnd: 8000", "amount_vnd: 0"), "0 lỗi, 0 cảnh báo");
}

#[test]
fn a_paper_without_a_number() {
    assert_snapshot!(with(", originals: 1", ""), @"
    content/procedures/ho-tich/1.001193.yaml:14:1: cảnh báo[paper-quantity]: 1 giấy tờ phải nộp chưa ghi số bản chính, bản sao
      14 | cases:
         | ^
      → nguồn có nêu thì ghi originals, copies; chỉ đưa ra xem rồi cầm về thì ghi show_only: true
    0 lỗi, 1 cảnh báo
    ");
    assert_eq!(with("originals: 1", "show_only: true"), "0 lỗi, 0 cảnh báo");
}

#[test]
fn the_name_of_the_skeleton() {
    assert_snapshot!(with("Thủ tục đăng ký khai sinh", "Tên đúng như trong văn bản công bố"), @"
    content/procedures/ho-tich/1.001193.yaml:2:1: lỗi[placeholder-name]: “Tên đúng như trong văn bản công bố” là chữ của tệp mẫu, chưa phải tên thủ tục
      2 | name: Tên đúng như trong văn bản công bố
        | ^
      → chép tên từ văn bản công bố vào name
    1 lỗi, 0 cảnh báo
    ");
}

#[test]
fn a_change_of_the_source_that_nobody_reviewed() {
    let change = |review: &str| {
        let what = "what: \"Nguồn đổi phí tại quầy, nay là “10.000 đồng/bản”\"";
        with(
            "source: {from: nat",
            &format!("changes:\n  - {{on: 2026-11-23, {what}{review}}}\nsource: {{from: nat"),
        )
    };
    assert_snapshot!(change(", review: open"), @r#"
    content/procedures/ho-tich/1.001193.yaml:27:5: cảnh báo[source-changed]: chưa ai xem lại: Nguồn đổi phí tại quầy, nay là “10.000 đồng/bản”
      27 |   - {on: 2026-11-23, what: "Nguồn đổi phí tại quầy, nay là “10.000 đồng/bản”", review: open}
         |     ^
      → so bản ghi với nguồn, sửa chỗ cần sửa, rồi xóa “review: open” ở dòng này
    0 lỗi, 1 cảnh báo
    "#);
    assert_eq!(change(", review: done"), "0 lỗi, 0 cảnh báo");
    assert_eq!(change(""), "0 lỗi, 0 cảnh báo");
}

#[test]
fn what_an_absent_or_unclear_part_asks_for() {
    assert_snapshot!(with("conditions: none\n", "unclear: [{what: fees, source_says: tùy nơi}]\n"), @"
    content/procedures/ho-tich/1.001193.yaml: cảnh báo[missing-conditions]: chưa có yêu cầu, điều kiện
      → nguồn có nêu thì viết conditions; conditions: none là không có điều kiện nào
    content/procedures/ho-tich/1.001193.yaml:23:1: cảnh báo[unclear-fees]: phí, lệ phí chưa rõ trong nguồn
      23 | unclear: [{what: fees, source_says: tùy nơi}]
         | ^
      → tìm văn bản quy định mức thu, sửa fees của cách nộp, rồi xóa mục fees trong unclear
    0 lỗi, 2 cảnh báo
    ");
}

/// Whatever is wrong, the last line says what to do.
#[test]
fn every_rule_has_a_cure() {
    for rule in content::Rule::all() {
        assert!(rule.cure().chars().count() > 10, "{}", rule.code());
    }
}
