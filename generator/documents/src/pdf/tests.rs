//! What a reader of the paper would notice, asked of the layout before it is drawn.

use content::form::Form;
use content::form::check::Values;
use serde_json::{Value, json};

use super::flow::{Ink, Mark, Pages, flow};
use super::line::{Line, Piece};
use crate::sheet::{Sheet, sheet};

fn form(groups: Value) -> Form {
    let form = json!({"title": "Tờ khai", "source": {"read": ["x"]}, "groups": groups, "notes": [{"mark": "1", "text": "Ghi rõ."}]});
    serde_json::from_value(form).unwrap()
}

fn values(values: Value) -> Values {
    serde_json::from_value(values).unwrap()
}

fn laid(form: &Form, values: Value) -> (Sheet<'_>, Pages) {
    let sheet = sheet(form, &self::values(values));
    let pages = flow(&sheet);
    (sheet, pages)
}

fn text(line: &Line) -> String {
    let texts = line.pieces.iter().map(|(_, piece)| match piece {
        Piece::Text { shaped, .. } => shaped.text.clone(),
        Piece::Cells { digits, .. } => digits.iter().flatten().map(|digit| digit.text.clone()).collect(),
        Piece::Dots { .. } => "…".to_owned(),
        Piece::Tick { chosen, .. } => if *chosen { "☒" } else { "☐" }.to_owned(),
    });
    texts.collect()
}

fn texts(marks: &[Mark]) -> Vec<String> {
    let lines = marks.iter().filter_map(|mark| match &mark.ink {
        Ink::Line(line, _) => Some(text(line)),
        _ => None,
    });
    lines.collect()
}

/// Left, top, right, bottom of every piece.
fn places(marks: &[Mark]) -> Vec<(f32, f32, f32, f32)> {
    let mut places = Vec::new();
    for mark in marks {
        let Ink::Line(line, _) = &mark.ink else { continue };
        for (x, piece) in &line.pieces {
            let left = mark.x + x;
            places.push((left, mark.y, left + piece.width(), mark.y + line.height));
        }
    }
    places
}

/// Nothing stands outside the printed part of its page, and nothing stands on another thing.
fn assert_readable(sheet: &Sheet, pages: &Pages) {
    let format = &sheet.format;
    for (number, page) in pages.pages.iter().enumerate() {
        let places = places(page);
        for (at, one) in places.iter().enumerate() {
            let inside = one.0 > format.left - 0.5
                && one.2 < format.width - format.right + 0.5
                && one.1 > format.top - 0.5
                && one.3 < format.height - format.top + 2.0;
            assert!(inside, "page {number}: {one:?} is cut");
            for other in &places[..at] {
                let apart = one.0 > other.2 - 0.1
                    || other.0 > one.2 - 0.1
                    || one.1 > other.3 - 0.1
                    || other.1 > one.3 - 0.1;
                assert!(apart, "page {number}: {one:?} stands on {other:?}");
            }
        }
    }
}

fn whole(pages: &Pages) -> String {
    pages.pages.iter().flat_map(|page| texts(page)).collect::<Vec<_>>().join(" ")
}

fn birth() -> Form {
    form(json!([{"heading": "Người yêu cầu", "fields": [
        {"id": "kinh_gui", "kind": "addressee"},
        {"id": "ten", "kind": "name", "label": "Họ và tên"},
        {"id": "so", "kind": "identity_number", "label": "Số định danh", "on_paper": "cells"},
        {"id": "ngay", "kind": "date", "label": "Sinh ngày", "in_words": "bằng chữ"},
        {"id": "dan_toc", "kind": "text", "label": "Dân tộc"},
        {"id": "quoc_tich", "kind": "text", "label": "Quốc tịch", "same_line": true},
        {"id": "noi_o", "kind": "address", "label": "Nơi cư trú", "lines": 2},
        {"id": "nhan", "kind": "choice", "label": "Nhận kết quả", "options": ["Tại nơi nộp", "Qua bưu điện"]},
        {"id": "nguoi", "kind": "table", "numbered": "TT", "rows": 3, "columns": [
            {"id": "ten", "kind": "name", "label": "Họ và tên", "width": 6},
            {"id": "sinh", "kind": "date", "label": "Ngày sinh", "width": 2}]},
        {"kind": "statement", "text": "Tôi cam đoan."},
        {"kind": "signatures", "blocks": [{"title": "Người yêu cầu", "hint": "(Ký)", "place_date": true, "id": "ky", "name_from": "ten"}]}
    ]}]))
}

#[test]
fn a_blank_and_a_filled_paper_are_readable() {
    let birth = birth();
    let (sheet, pages) = laid(&birth, json!({}));
    assert_readable(&sheet, &pages);
    let filled = json!({"ten": "Hoàng Thị Mai", "so": "025188001010", "ngay": "05/06/2026", "nhan": "Qua bưu điện",
        "ky.place": "Bắc Kạn", "ky.date": "24/11/2026"});
    let (sheet, pages) = laid(&birth, filled);
    assert_readable(&sheet, &pages);
    let told = whole(&pages);
    assert!(
        told.contains("025188001010") && told.contains("☐ Tại nơi nộp") && told.contains("☒ Qua bưu điện")
    );
    assert!(told.contains("Ngày mùng năm tháng sáu"), "{told}");
    assert!(told.contains("Bắc Kạn, ngày 24 tháng 11 năm 2026"), "{told}");
}

#[test]
fn long_values_flow_and_keep_every_word() {
    let birth = birth();
    let name = "Nguyễn Thị Hoàng Anh ".repeat(10);
    let run = "w".repeat(300);
    let value = json!({"ten": name, "dan_toc": name, "quoc_tich": run, "noi_o.street": name, "noi_o.commune": run,
        "noi_o.province": "Thái Nguyên", "kinh_gui": name, "nguoi": [{"ten": run, "sinh": "01/02/2003"}, {"ten": name}]});
    let (sheet, pages) = laid(&birth, value);
    assert_readable(&sheet, &pages);
    let told = whole(&pages);
    assert!(told.matches("Hoàng").count() >= 50, "every word of each long value is there");
    assert_eq!(told.matches('w').count(), 900, "a word longer than its line goes on in the next");
}

#[test]
fn a_long_table_goes_on_under_its_head() {
    let birth = birth();
    let rows: Vec<Value> = (1..=60).map(|at| json!({"ten": format!("Người thứ {at}")})).collect();
    let (sheet, pages) = laid(&birth, json!({"nguoi": rows}));
    assert_readable(&sheet, &pages);
    assert!(pages.pages.len() > 1);
    let told = whole(&pages);
    for at in 1..=60 {
        assert!(told.contains(&format!("Người thứ {at}")), "row {at}");
    }
    let heads = pages.pages.iter().map(|page| texts(page).iter().filter(|text| *text == "Ngày sinh").count());
    let with_rows =
        pages.pages.iter().map(|page| texts(page).iter().any(|text| text.starts_with("Người thứ")));
    assert!(heads.zip(with_rows).all(|(heads, has_rows)| heads == usize::from(has_rows)), "{told}");
    let again =
        pages.pages[1].iter().filter(|mark| matches!(&mark.ink, Ink::Line(line, None) if line.has_text()));
    assert_eq!(again.count(), 3, "a repeated head is not read again");
}

#[test]
fn a_row_higher_than_a_page_goes_on_on_the_next() {
    let birth = birth();
    let value = "Một câu rất dài. ".repeat(400);
    let (sheet, pages) = laid(&birth, json!({"nguoi": [{"ten": value}]}));
    assert_readable(&sheet, &pages);
    assert_eq!(whole(&pages).matches("Một").count(), 400);
}

/// However much stands above: signatures are whole, and never alone.
#[test]
fn signatures_stay_together_and_with_what_is_signed() {
    for lines in 1..60 {
        let form = form(json!([{"fields": [
            {"id": "nd", "kind": "long_text", "label": "Nội dung", "lines": lines},
            {"kind": "statement", "text": "Tôi cam đoan."},
            {"kind": "signatures", "blocks": [{"title": "Bên nữ", "hint": "(Ký)"}, {"title": "Bên nam", "hint": "(Ký)"}]}
        ]}]));
        let (sheet, pages) = laid(&form, json!({}));
        assert_readable(&sheet, &pages);
        let page =
            pages.pages.iter().map(|page| texts(page).concat()).find(|page| page.contains("Bên nữ")).unwrap();
        assert!(
            page.contains("Bên nam") && page.matches("(Ký)").count() == 2,
            "{lines} lines: a block is cut"
        );
        assert!(page.contains("Tôi cam đoan."), "{lines} lines: the signatures stand alone");
    }
}

#[test]
fn no_line_of_a_paragraph_stands_alone_at_a_page_end() {
    for lines in 30..45 {
        let text = "Một đoạn văn đủ dài để có nhiều dòng. ".repeat(12);
        let form = form(json!([{"fields": [
            {"id": "nd", "kind": "long_text", "label": "Nội dung", "lines": lines},
            {"kind": "statement", "text": text.trim()},
        ]}]));
        let (_, pages) = laid(&form, json!({}));
        for page in &pages.pages {
            let count = texts(page)
                .iter()
                .filter(|text| text.contains("đoạn văn") || text.contains("nhiều dòng"))
                .count();
            assert_ne!(count, 1, "{lines} lines above");
        }
    }
}

#[test]
fn dots_reach_the_right_side() {
    let birth = birth();
    let (sheet, pages) = laid(&birth, json!({"ten": "Hoàng Thị Mai"}));
    let right = sheet.format.width - sheet.format.right;
    for mark in &pages.pages[0] {
        let Ink::Line(line, _) = &mark.ink else { continue };
        let told = text(line);
        if let Some((x, piece @ Piece::Dots { .. })) = line.pieces.last()
            && ["Họ và tên", "Sinh", "Dân tộc", "Nơi"].iter().any(|label| told.starts_with(label))
        {
            assert!((mark.x + x + piece.width() - right).abs() < 0.5, "{told}");
        }
    }
}
