//! The same bytes every time; what can't be printed is told.

use documents::{DocumentError, docx, pdf};
use serde_json::json;

use crate::{everything, filled, form, values};

#[test]
fn the_same_form_makes_the_same_bytes() {
    for values in [values(json!({})), filled()] {
        let first = (docx(&everything(), &values), pdf(&everything(), &values).unwrap());
        let threads: Vec<_> = (0..4)
            .map(|_| {
                let values = values.clone();
                std::thread::spawn(move || {
                    (docx(&everything(), &values), pdf(&everything(), &values).unwrap())
                })
            })
            .collect();
        for thread in threads {
            assert!(thread.join().unwrap() == first);
        }
    }
}

/// Some keyboards send letters in pieces.
#[test]
fn letters_in_pieces_are_put_together() {
    let whole = values(json!({"ten": "Nguyễn Thị Hường"}));
    let pieces = values(json!({"ten": "Nguye\u{302}\u{303}n Thi\u{323} Hu\u{31b}o\u{31b}\u{300}ng"}));
    assert!(docx(&everything(), &whole) == docx(&everything(), &pieces));
    assert!(pdf(&everything(), &whole).unwrap() == pdf(&everything(), &pieces).unwrap());
}

#[test]
fn a_letter_without_a_picture_is_told_with_its_field() {
    for (strange, sign) in [("Mai 😀", '😀'), ("漢字", '漢'), ("Мария", 'М'), ("a\u{7}b", '\u{fffd}')]
    {
        let error = pdf(&everything(), &values(json!({"ten": strange}))).unwrap_err();
        assert_eq!(error, DocumentError::MissingLetter { field: "ten".into(), letter: sign });
        assert!(!docx(&everything(), &values(json!({"ten": strange}))).is_empty(), "Word has other fonts");
    }
    let label = form(json!({"groups": [{"fields": [{"id": "a", "kind": "text", "label": "Tên 漢"}]}]}));
    let error = documents::letters(&label).unwrap_err();
    assert_eq!(error.to_string(), "“a”: phông chữ in không có ký tự “漢” (U+6F22)");
    let cells = values(json!({"so": "02518800101漢"}));
    assert!(
        matches!(pdf(&everything(), &cells), Err(DocumentError::MissingLetter { field, .. }) if field == "so")
    );
}

#[test]
fn a_pdf_says_its_language_and_has_no_date() {
    let pdf = pdf(&everything(), &filled()).unwrap();
    let holds = |what: &[u8]| pdf.windows(what.len()).any(|window| window == what);
    assert!(
        holds(b"/Lang(vi)") && holds(b"/StructTreeRoot") && holds(b"pdfuaid:part") && holds(b"/Outlines")
    );
    for date in [&b"/CreationDate"[..], b"/ModDate", b"xmp:CreateDate", b"xmp:ModifyDate"] {
        assert!(!holds(date), "{}", String::from_utf8_lossy(date));
    }
}

#[test]
fn a5_and_landscape_have_their_size() {
    let points = |millimetres: f32| millimetres / 25.4 * 72.0;
    for (paper, landscape, width, height) in
        [("A4", false, 210.0, 297.0), ("A4", true, 297.0, 210.0), ("A5", false, 148.0, 210.0)]
    {
        let groups = json!([{"fields": [{"kind": "note", "text": "x"}]}]);
        let form = form(json!({"groups": groups, "paper": paper, "landscape": landscape}));
        let pdf = pdf(&form, &values(json!({}))).unwrap();
        let text = String::from_utf8_lossy(&pdf);
        let numbers = text.split("/MediaBox[").nth(1).and_then(|rest| rest.split(']').next()).unwrap();
        let numbers: Vec<f32> = numbers.split(' ').map(|number| number.parse().unwrap()).collect();
        let is_right = (numbers[2] - points(width)).abs() < 0.1 && (numbers[3] - points(height)).abs() < 0.1;
        assert!(is_right, "{paper} {landscape}: {numbers:?}");
    }
}
