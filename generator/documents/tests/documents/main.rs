//! What a person who opens the files would notice.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "helpers of tests are tests")]

mod bytes;
mod libreoffice;
mod word;

use content::form::Form;
use content::form::check::Values;
use serde_json::{Value, json};

/// A form with every kind of field.
fn everything() -> Form {
    let kinds = json!([{"heading": "Người yêu cầu", "note": "1", "fields": [
        {"id": "kinh_gui", "kind": "addressee", "note": "1"},
        {"id": "ten", "kind": "name", "label": "Họ và tên", "note": "1"},
        {"id": "ngay", "kind": "date", "label": "Sinh ngày", "in_words": "bằng chữ"},
        {"id": "cap", "kind": "date", "label": "Ngày cấp", "on_paper": "slashes"},
        {"id": "tu", "kind": "date", "label": "từ", "no_colon": true, "on_paper": "words", "same_line": true},
        {"id": "so", "kind": "identity_number", "label": "Số định danh", "on_paper": "cells"},
        {"id": "dien_thoai", "kind": "phone", "label": "Điện thoại"},
        {"id": "thu", "kind": "email", "label": "Email", "same_line": true},
        {"id": "noi_o", "kind": "address", "label": "Nơi cư trú", "lines": 2},
        {"id": "tien", "kind": "money", "label": "Số tiền", "in_words": "Bằng chữ"},
        {"id": "ban", "kind": "number", "label": "Số bản", "after": "bản"},
        {"id": "nhan", "kind": "choice", "label": "Nhận kết quả", "options": ["Tại nơi nộp", "Qua bưu điện"]},
        {"id": "co", "kind": "yes_no", "label": "Cấp bản sao"},
        {"id": "viec", "kind": "long_text", "label": "Nội dung"},
        {"id": "bang", "kind": "table", "label": "Danh sách", "numbered": "TT", "rows": 2, "columns": [
            {"id": "a", "kind": "text", "label": "Tên"},
            {"id": "b", "kind": "text", "label": "Giao", "under": "Thời gian"},
            {"id": "c", "kind": "text", "label": "Nhận", "under": "Thời gian"}]},
        {"id": "hai_ben", "kind": "table", "numbered": "Thông tin", "transposed": true, "row_names": ["Bên nữ", "Bên nam"],
            "columns": [{"id": "ten", "kind": "name", "label": "Họ tên"}]},
        {"kind": "statement", "text": "Tôi cam đoan."},
        {"kind": "signatures", "blocks": [
            {"title": "Bên nữ", "hint": "(Ký)", "place_date": true},
            {"title": "Bên nam", "hint": "(Ký)", "place_date": true, "id": "ky", "name_from": "ten"}]}
    ]}, {"heading": "Danh sách kèm theo", "new_page": true, "fields": [{"kind": "note", "text": "Ghi rõ <từng> người & việc."}]}]);
    form(
        json!({"groups": kinds, "notes": [{"mark": "1", "text": "Ghi rõ."}], "corner": ["Mẫu số 01"], "subtitle": ["(Dùng chung)"],
        "head": {"left": [{"id": "co_quan", "kind": "text"}], "right": [{"id": "noi", "kind": "place_date"}]}}),
    )
}

fn form(mut value: Value) -> Form {
    value["title"] = "Tờ khai thử nghiệm".into();
    value["source"] = json!({"read": ["x"]});
    serde_json::from_value(value).unwrap()
}

fn values(value: Value) -> Values {
    serde_json::from_value(value).unwrap()
}

fn filled() -> Values {
    values(
        json!({"kinh_gui": "UBND phường Bắc Kạn", "ten": "Hoàng Thị Mai", "ngay": "05/06/2026", "cap": "20/11/2021", "tu": "2026",
        "so": "025188001010", "dien_thoai": "0912345678", "noi_o.street": "Tổ 5", "noi_o.commune": "phường Bắc Kạn",
        "noi_o.province": "tỉnh Thái Nguyên", "tien": "1.500.000", "ban": "2", "nhan": "Qua bưu điện", "co": "yes",
        "viec": "Dòng một\nDòng hai", "bang": [{"a": "Giấy <A> & B", "b": "1", "c": "2"}], "hai_ben": [{"ten": "Mai"}, {"ten": "Nam"}],
        "ky.place": "Bắc Kạn", "ky.date": "24/11/2026", "co_quan": "UBND xã", "noi.place": "Bắc Kạn", "noi.date": "24/11/2026"}),
    )
}
