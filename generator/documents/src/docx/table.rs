//! Tables: with lines, without (head and signatures), and rows of boxes for digits.

use std::fmt::Write;

use super::body::{Above, Page};
use super::xml::{put, twips};
use crate::sheet::{Align, CELL, Columns, Heads, PAD, Paragraph, Row, Rows, Run, Table};

/// Opens a table with columns so wide; `margin` stands left and right in each cell.
fn open(page: &mut Page, widths: &[f32], bordered: bool, margin: f32) {
    let out = &mut page.out;
    let total: i32 = widths.iter().map(|width| twips(*width)).sum();
    put!(out, r#"<w:tbl><w:tblPr><w:tblW w:w="{total}" w:type="dxa"/>"#);
    if bordered {
        out.push_str("<w:tblBorders>");
        for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
            put!(out, r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>"#);
        }
        out.push_str("</w:tblBorders>");
    }
    let margin = twips(margin);
    put!(
        out,
        r#"<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{margin}" w:type="dxa"/><w:right w:w="{margin}" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>"#
    );
    for width in widths {
        put!(out, r#"<w:gridCol w:w="{}"/>"#, twips(*width));
    }
    out.push_str("</w:tblGrid>");
}

/// Columns side by side, kept on one page.
pub(super) fn columns(page: &mut Page, columns: &Columns) {
    if columns.before > 0.0 {
        page.space(columns.before, true);
    }
    let widths: Vec<f32> = columns.columns.iter().map(|column| column.width).collect();
    open(page, &widths, false, 0.0);
    page.out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
    for column in &columns.columns {
        put!(page.out, r#"<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/></w:tcPr>"#, twips(column.width));
        for paragraph in &column.paragraphs {
            let keep_next = paragraph.keep_next || columns.keep_next;
            let line = Paragraph { keep_next, runs: paragraph.runs.clone(), ..same_look(paragraph) };
            page.paragraph(&line, column.width, Above::default());
        }
        if column.paragraphs.is_empty() {
            page.out.push_str("<w:p/>");
        }
        page.out.push_str("</w:tc>");
    }
    page.out.push_str("</w:tr></w:tbl>");
    page.space(columns.after, columns.keep_next);
}

/// A table with lines, whose head every page repeats.
pub(super) fn table(page: &mut Page, table: &Table) {
    page.space(table.before, true);
    let pad = table.head.iter().chain(&table.body).find_map(|row| row.cells.first());
    let pad = pad.map_or(0.0, |cell| cell.paragraph.size * PAD);
    open(page, &table.widths, true, pad);
    for row in &table.head {
        self::row(page, table, row, Place::Head);
    }
    for (at, row) in table.body.iter().enumerate() {
        let is_last = table.keep_next && at + 1 == table.body.len();
        self::row(page, table, row, if is_last { Place::KeptEnd } else { Place::Body });
    }
    page.out.push_str("</w:tbl>");
    page.space(table.after, table.keep_next);
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Head,
    Body,
    /// The last row, which stays on the page of what follows.
    KeptEnd,
}

fn row(page: &mut Page, table: &Table, row: &Row, place: Place) {
    let is_head = place == Place::Head;
    let keeps = place == Place::KeptEnd;
    put!(
        page.out,
        r#"<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{}" w:hRule="atLeast"/>{}</w:trPr>"#,
        twips(table.least),
        if is_head { "<w:tblHeader/>" } else { "" }
    );
    let mut at = 0;
    page.is_narrow = true;
    for cell in &row.cells {
        let width: f32 = table.widths[at..at + cell.columns].iter().sum();
        at += cell.columns;
        put!(page.out, r#"<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/>"#, twips(width));
        if cell.columns > 1 {
            put!(page.out, r#"<w:gridSpan w:val="{}"/>"#, cell.columns);
        }
        match cell.rows {
            Rows::One => {}
            Rows::Two => page.out.push_str(r#"<w:vMerge w:val="restart"/>"#),
            Rows::Covered => page.out.push_str("<w:vMerge/>"),
        }
        page.out.push_str(r#"<w:vAlign w:val="center"/></w:tcPr>"#);
        let keep_next = is_head || keeps || cell.heads == Heads::Column;
        if cell.paragraph.runs.iter().all(|run| matches!(run, Run::Text(text, _) if text.is_empty())) {
            // The size must stand in an empty cell too, or its row is higher than those that are filled.
            let line = Paragraph { keep_next: keeps, runs: Vec::new(), ..same_look(&cell.paragraph) };
            page.paragraph(&line, width, Above::default());
        } else {
            let line =
                Paragraph { keep_next, runs: cell.paragraph.runs.clone(), ..same_look(&cell.paragraph) };
            page.paragraph(&line, width - 2.0 * PAD * line.size, Above::default());
        }
        page.out.push_str("</w:tc>");
    }
    page.is_narrow = false;
    page.out.push_str("</w:tr>");
}

fn same_look<'a>(paragraph: &Paragraph<'a>) -> Paragraph<'a> {
    Paragraph { runs: Vec::new(), ..*paragraph }
}

/// A line with boxes for digits: Word has those as a table only.
pub(super) fn cells(page: &mut Page, paragraph: &Paragraph, width: f32) {
    let mut parts: Vec<Part> = Vec::new();
    for run in &paragraph.runs {
        match (run, parts.last_mut()) {
            (Run::Cells(cells), _) => parts.extend(cells.iter().map(|digit| Part::Digit(*digit))),
            (run, Some(Part::Runs(runs))) => runs.push(run.clone()),
            (run, _) => parts.push(Part::Runs(vec![run.clone()])),
        }
    }
    let side = CELL * paragraph.size;
    let least = |runs: &[Run]| runs.iter().map(|run| run.least(paragraph.size)).sum::<f32>() + 5.0;
    let mut widths: Vec<f32> = parts
        .iter()
        .map(|part| match part {
            Part::Digit(_) => side,
            Part::Runs(runs) => least(runs),
        })
        .collect();
    let left = width - widths.iter().sum::<f32>();
    match (parts.last(), widths.last_mut()) {
        (Some(Part::Runs(_)), Some(last)) => *last = (*last + left).max(side),
        _ if left > 0.0 => {
            parts.push(Part::Runs(Vec::new()));
            widths.push(left);
        }
        // Too long a label breaks in its cell.
        _ => widths[0] = (widths[0] + left).max(side),
    }
    page.space(2.0, true);
    open(page, &widths, false, 0.0);
    put!(
        page.out,
        r#"<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{}" w:hRule="atLeast"/></w:trPr>"#,
        twips(side)
    );
    for (part, width) in parts.into_iter().zip(&widths) {
        put!(page.out, r#"<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/>"#, twips(*width));
        let runs = match part {
            Part::Runs(runs) => runs,
            Part::Digit(digit) => {
                page.out.push_str("<w:tcBorders>");
                for side in ["top", "left", "bottom", "right"] {
                    put!(page.out, r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>"#);
                }
                page.out.push_str("</w:tcBorders>");
                let digit = digit.map(String::from).unwrap_or_default();
                vec![Run::Text(digit.into(), crate::font::Face::PLAIN)]
            }
        };
        page.out.push_str(r#"<w:vAlign w:val="center"/></w:tcPr>"#);
        let is_digit = matches!(runs.as_slice(), [Run::Text(text, _)] if text.chars().count() <= 1);
        let align = if is_digit { Align::Center } else { Align::Left };
        let line = Paragraph { runs, align, leading: 1.149, keep_next: false, ..same_look(paragraph) };
        page.paragraph(&line, *width, Above::default());
        page.out.push_str("</w:tc>");
    }
    page.out.push_str("</w:tr></w:tbl>");
    page.space(2.0, false);
}

enum Part<'a> {
    Runs(Vec<Run<'a>>),
    Digit(Option<char>),
}
