//! Rules of the schema of WordprocessingML, by breaking which Word asks to repair a file.

use std::io::{Cursor, Read};

use roxmltree::{Document, Node};
use serde_json::json;
use zip::ZipArchive;

use crate::{everything, filled, values};

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

fn parts(docx: Vec<u8>) -> Vec<(String, String)> {
    let mut zip = ZipArchive::new(Cursor::new(docx)).unwrap();
    let part = |at| {
        let mut file = zip.by_index(at).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        (file.name().unwrap().into_owned(), text)
    };
    (0..8).map(part).collect()
}

fn body(docx: Vec<u8>) -> String {
    parts(docx).into_iter().find(|(name, _)| name == "word/document.xml").unwrap().1
}

fn is(node: Node, name: &str) -> bool {
    node.has_tag_name((W, name))
}

fn children<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| is(*child, name))
}

/// Children in the order in which the schema wants them.
const ORDER: [(&str, &[&str]); 6] = [
    ("pPr", &["pStyle", "keepNext", "pageBreakBefore", "pBdr", "tabs", "spacing", "ind", "jc", "rPr"]),
    ("rPr", &["rFonts", "b", "i", "sz", "szCs", "vertAlign"]),
    ("tblPr", &["tblW", "tblBorders", "tblLayout", "tblCellMar"]),
    ("tcPr", &["tcW", "gridSpan", "vMerge", "tcBorders", "vAlign"]),
    ("tbl", &["tblPr", "tblGrid", "tr"]),
    ("sectPr", &["headerReference", "pgSz", "pgMar", "titlePg"]),
];

fn check(xml: &str) {
    let document = Document::parse(xml).unwrap();
    for node in document.descendants().filter(Node::is_element) {
        let name = node.tag_name().name();
        if let Some((_, order)) = ORDER.iter().find(|(parent, _)| is(node, parent)) {
            let places: Vec<usize> = node
                .children()
                .map(|child| {
                    let child = child.tag_name().name();
                    order.iter().position(|one| *one == child).unwrap_or_else(|| panic!("{child} in {name}"))
                })
                .collect();
            assert!(places.is_sorted(), "{name}: {places:?}");
        }
        if is(node, "tc") {
            assert!(
                node.last_element_child().is_some_and(|last| is(last, "p")),
                "a cell ends with a paragraph"
            );
        }
        if is(node, "tbl") {
            let columns = node.descendants().filter(|one| is(*one, "gridCol")).count();
            for row in children(node, "tr") {
                let spans = children(row, "tc").map(|cell| {
                    let span = cell.descendants().find(|one| is(*one, "gridSpan"));
                    span.map_or(1, |span| span.attribute((W, "val")).unwrap().parse::<usize>().unwrap())
                });
                assert_eq!(spans.sum::<usize>(), columns);
            }
            assert!(
                node.next_sibling_element().is_some_and(|next| is(next, "p")),
                "Word joins tables that touch"
            );
        }
        for attribute in node.attributes() {
            if ["pos", "w", "h", "before", "after", "line", "left", "right", "firstLine"]
                .contains(&attribute.name())
            {
                let number: i32 = attribute.value().parse().unwrap();
                assert!((0..32_000).contains(&number), "{name} {}={number}", attribute.name());
            }
        }
    }
}

#[test]
fn every_part_is_well_formed_and_named() {
    for values in [values(json!({})), filled()] {
        let parts = parts(documents::docx(&everything(), &values));
        let types = &parts[0];
        assert_eq!(types.0, "[Content_Types].xml");
        for (name, text) in &parts {
            Document::parse(text).unwrap_or_else(|error| panic!("{name}: {error}"));
            let is_typed = name.ends_with(".rels") || types.1.contains(&format!("PartName=\"/{name}\""));
            assert!(is_typed || name == "[Content_Types].xml", "{name} has no type");
        }
        let names: Vec<&str> = parts.iter().map(|(name, _)| name.as_str()).collect();
        for relation in parts.iter().filter(|(name, _)| name.ends_with(".rels")) {
            for target in relation.1.split("Target=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
                assert!(names.iter().any(|name| name.ends_with(target)), "{target} is not there");
            }
        }
    }
}

#[test]
fn the_text_keeps_the_order_of_the_schema() {
    check(&body(documents::docx(&everything(), &values(json!({})))));
    check(&body(documents::docx(&everything(), &filled())));
}

#[test]
fn every_value_is_written_and_marks_of_xml_are_written_out() {
    let xml = body(documents::docx(&everything(), &filled()));
    let document = Document::parse(&xml).unwrap();
    let text: String =
        document.descendants().filter_map(|node| is(node, "t").then(|| node.text()).flatten()).collect();
    for told in [
        "Hoàng Thị Mai",
        "Tổ 5, phường Bắc Kạn, tỉnh Thái Nguyên",
        "Một triệu năm trăm nghìn đồng",
        "Giấy <A> & B",
        "Dòng một",
        "Dòng hai",
        "025188001010",
        "20/11/2021",
        "Ghi rõ <từng> người & việc.",
        "TỜ KHAI THỬ NGHIỆM",
    ] {
        assert!(text.contains(told), "{told}");
    }
    assert_eq!(text.matches('☒').count(), 2);
    assert_eq!(xml.matches("<w14:checkbox>").count(), 4);
    assert_eq!(xml.matches("<w:tblHeader/>").count(), 3);
}

#[test]
fn letters_of_other_scripts_stand_and_control_signs_are_shown() {
    let xml = body(documents::docx(&everything(), &values(json!({"ten": "漢字 😀 a\u{1}b \u{ffff}"}))));
    check(&xml);
    assert!(xml.contains("漢字 😀 a\u{fffd}b \u{fffd}"));
}

#[test]
fn dots_are_tabs_that_end_at_the_margin() {
    let xml = body(documents::docx(&everything(), &values(json!({}))));
    let document = Document::parse(&xml).unwrap();
    let stops = document
        .descendants()
        .filter(|node| is(*node, "tab") && node.attribute((W, "leader")) == Some("dot"));
    let right: Vec<&str> = stops
        .filter(|stop| stop.attribute((W, "val")) == Some("right"))
        .filter_map(|stop| stop.attribute((W, "pos")))
        .collect();
    // 170 mm in twentieths of a point; the addressee stands in by 8 %.
    assert!(right.len() > 5 && right.iter().all(|at| ["9638", "8867"].contains(at)), "{right:?}");
}
