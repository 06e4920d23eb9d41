//! Pieces of WordprocessingML.

use std::fmt::Write;

use crate::font::Face;

/// `write!` into a string, which takes everything.
macro_rules! put {
    ($out:expr, $($text:tt)*) => {
        write!($out, $($text)*).expect("a string takes letters")
    };
}
pub(super) use put;

/// Twentieths of a point, in which Word counts lengths.
pub(super) fn twips(points: f32) -> i32 {
    (points * 20.0).round() as i32
}

/// `text` with the signs of XML written out.
pub(super) fn escape(text: &str, out: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            letter => out.push(letter),
        }
    }
}

/// How letters of a run look, in the order of the schema; nothing where all is as in the style.
pub(super) fn look(face: Face, half_points: Option<i32>, raised: bool, out: &mut String) {
    if face == Face::PLAIN && half_points.is_none() && !raised {
        return;
    }
    out.push_str("<w:rPr>");
    if face.bold {
        out.push_str("<w:b/>");
    }
    if face.italic {
        out.push_str("<w:i/>");
    }
    if let Some(size) = half_points {
        put!(out, r#"<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>"#);
    }
    if raised {
        out.push_str(r#"<w:vertAlign w:val="superscript"/>"#);
    }
    out.push_str("</w:rPr>");
}

/// A run of `text`; its line breaks are breaks.
pub(super) fn run(text: &str, face: Face, half_points: Option<i32>, raised: bool, out: &mut String) {
    if text.is_empty() {
        return;
    }
    out.push_str("<w:r>");
    look(face, half_points, raised, out);
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push_str("<w:br/>");
        }
        if !line.is_empty() {
            out.push_str(r#"<w:t xml:space="preserve">"#);
            escape(line, out);
            out.push_str("</w:t>");
        }
    }
    out.push_str("</w:r>");
}

/// A box to tick as a content control.
pub(super) fn tick(name: &str, chosen: bool, half_points: Option<i32>, out: &mut String) {
    out.push_str(r#"<w:sdt><w:sdtPr><w:alias w:val=""#);
    escape(name, out);
    let (state, sign) = if chosen { (1, '\u{2612}') } else { (0, '\u{2610}') };
    put!(
        out,
        r#""/><w14:checkbox><w14:checked w14:val="{state}"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/><w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:rPr><w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:cs="MS Gothic" w:hint="eastAsia"/>"#
    );
    if let Some(size) = half_points {
        put!(out, r#"<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>"#);
    }
    put!(out, "</w:rPr><w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>");
}
