//! Blocks and paragraphs.

use std::fmt::Write;

use content::text::breakable;

use super::table;
use super::xml::{look, put, run, tick, twips};
use crate::font::{self, Face};
use crate::paper::LEADING;
use crate::sheet::{Align, Block, Paragraph, Role, Run, Sheet};

const OPEN: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    "\n",
    r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" "#,
    r#"xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" "#,
    r#"xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"><w:body>"#,
);

/// The part `word/document.xml`.
pub(super) fn document(sheet: &Sheet) -> String {
    let mut page =
        Page { size: sheet.format.size, width: sheet.format.inner(), is_narrow: false, out: OPEN.to_owned() };
    let mut above = Above::default();
    for block in &sheet.blocks {
        match block {
            Block::NewPage => above.new_page = true,
            Block::Rule(space) => above.rule = Some(*space),
            Block::Part(_) => {}
            Block::Paragraph(paragraph) => page.paragraph(paragraph, page.width, std::mem::take(&mut above)),
            Block::Columns(columns) => {
                page.force(&mut above);
                table::columns(&mut page, columns);
            }
            Block::Table(content) => {
                page.force(&mut above);
                table::table(&mut page, content);
            }
        }
    }
    let mut out = page.out;
    let format = &sheet.format;
    let turned = if format.landscape { r#" w:orient="landscape""# } else { "" };
    let (width, height) = (twips(format.width), twips(format.height));
    let (top, left, right, header) =
        (twips(format.top), twips(format.left), twips(format.right), twips(format.top * 0.42));
    put!(
        out,
        r#"<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:pgSz w:w="{width}" w:h="{height}"{turned}/><w:pgMar w:top="{top}" w:right="{right}" w:bottom="{top}" w:left="{left}" w:header="{header}" w:footer="{header}" w:gutter="0"/><w:titlePg/></w:sectPr></w:body></w:document>"#
    );
    out
}

/// What belongs above the next paragraph.
#[derive(Default)]
pub(super) struct Above {
    pub new_page: bool,
    pub rule: Option<f32>,
}

pub(super) struct Page {
    /// Size of letters in the style `Normal`.
    pub size: f32,
    pub width: f32,
    /// Within a table with lines, whose columns are narrow.
    pub is_narrow: bool,
    pub out: String,
}

impl Page {
    /// A new page before what is no paragraph.
    fn force(&mut self, above: &mut Above) {
        if above.new_page || above.rule.is_some() {
            let above = std::mem::take(above);
            self.paragraph(&Paragraph { size: 1.0, leading: 1.0, ..Paragraph::default() }, self.width, above);
        }
    }

    /// An empty line so high: between tables, which Word would join.
    pub fn space(&mut self, points: f32, keep_next: bool) {
        let keep = if keep_next { "<w:keepNext/>" } else { "" };
        let line = twips(points.max(1.0));
        put!(
            self.out,
            r#"<w:p><w:pPr>{keep}<w:spacing w:line="{line}" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>"#
        );
    }

    /// A paragraph in a place so wide.
    pub fn paragraph(&mut self, paragraph: &Paragraph, width: f32, above: Above) {
        if paragraph.runs.iter().any(|run| matches!(run, Run::Cells(_))) {
            table::cells(self, paragraph, width);
            return;
        }
        let inner = width - 2.0 * paragraph.inset;
        let stops = stops(paragraph, inner);
        self.out.push_str("<w:p>");
        self.properties(paragraph, width, &stops, &above);
        self.runs(&paragraph.runs, paragraph.size, stops.len());
        self.out.push_str("</w:p>");
    }

    pub fn half_points(&self, size: f32) -> Option<i32> {
        let half_points = |size: f32| (size * 2.0).round() as i32;
        Some(half_points(size)).filter(|size| *size != half_points(self.size))
    }

    pub fn runs(&mut self, runs: &[Run], size: f32, stops: usize) {
        let half_points = self.half_points(size);
        let out = &mut self.out;
        for one in runs {
            match one {
                Run::Text(text, face) if self.is_narrow => {
                    run(&breakable(text), *face, half_points, false, out);
                }
                Run::Text(text, face) => run(text, *face, half_points, false, out),
                Run::Mark(text, face) => run(text, *face, half_points, true, out),
                Run::Blank { value, .. } => {
                    run(value, Face::PLAIN, half_points, false, out);
                    leaders(1, half_points, out);
                }
                Run::Gap { value, width, face } if value.is_empty() => {
                    // Rather a dot less: one more may break a line that just fits.
                    let dots = (width / (0.25 * size)).floor() as usize;
                    run(&".".repeat(dots), *face, half_points, false, out);
                }
                Run::Gap { value, face, .. } => run(value, *face, half_points, false, out),
                Run::Tick { name, chosen } => tick(name, *chosen, half_points, out),
                Run::Dots => {
                    out.push_str("<w:r><w:br/></w:r>");
                    leaders(stops.max(1), half_points, out);
                }
                // A row of its own holds them: see `table::cells`.
                Run::Cells(_) => {}
            }
        }
    }

    fn properties(&mut self, paragraph: &Paragraph, width: f32, stops: &[f32], above: &Above) {
        let out = &mut self.out;
        let begun = out.len();
        out.push_str("<w:pPr>");
        let empty = out.len();
        match paragraph.role {
            Role::Title => out.push_str(r#"<w:pStyle w:val="Title"/>"#),
            Role::Heading => out.push_str(r#"<w:pStyle w:val="Heading1"/>"#),
            Role::Text | Role::Note => {}
        }
        if paragraph.keep_next {
            out.push_str("<w:keepNext/>");
        }
        if above.new_page {
            out.push_str("<w:pageBreakBefore/>");
        }
        let mut inset = paragraph.inset;
        let line = |side| format!(r#"<w:{side} w:val="single" w:sz="4" w:space="1" w:color="auto"/>"#);
        if above.rule.is_some() {
            put!(out, "<w:pBdr>{}</w:pBdr>", line("top"));
        } else if paragraph.ruled {
            let text: f32 = paragraph.runs.iter().map(|run| run.least(paragraph.size)).sum();
            // A little longer than the text, for fonts that are not quite as wide as Times.
            inset = ((width - text) / 2.0 - 0.3 * paragraph.size).max(0.0);
            put!(out, "<w:pBdr>{}</w:pBdr>", line("bottom"));
        }
        if !stops.is_empty() {
            out.push_str("<w:tabs>");
            for stop in stops {
                // At the margin Word takes no other; before it, a right one would pull what follows to its left.
                let side = if *stop >= width - 2.0 * inset { "right" } else { "left" };
                put!(out, r#"<w:tab w:val="{side}" w:leader="dot" w:pos="{}"/>"#, twips(stop + inset));
            }
            out.push_str("</w:tabs>");
        }
        spacing(paragraph, above.rule.unwrap_or(0.0), out);
        if inset > 0.0 || paragraph.indent > 0.0 {
            out.push_str("<w:ind");
            if inset > 0.0 {
                put!(out, r#" w:left="{0}" w:right="{0}""#, twips(inset));
            }
            if paragraph.indent > 0.0 {
                put!(out, r#" w:firstLine="{}""#, twips(paragraph.indent));
            }
            out.push_str("/>");
        }
        match paragraph.align {
            Align::Left => {}
            Align::Center => out.push_str(r#"<w:jc w:val="center"/>"#),
            Align::Right => out.push_str(r#"<w:jc w:val="right"/>"#),
            Align::Justify => out.push_str(r#"<w:jc w:val="both"/>"#),
        }
        if out.len() == empty {
            out.truncate(begun);
        } else {
            out.push_str("</w:pPr>");
        }
    }
}

/// Tabs that draw dots.
fn leaders(count: usize, half_points: Option<i32>, out: &mut String) {
    out.push_str("<w:r>");
    look(Face::PLAIN, half_points, false, out);
    for _ in 0..count {
        out.push_str("<w:tab/>");
    }
    out.push_str("</w:r>");
}

fn spacing(paragraph: &Paragraph, more: f32, out: &mut String) {
    let before = paragraph.before + more;
    let is_usual = (paragraph.leading - LEADING).abs() < 0.001;
    if before == 0.0 && paragraph.after == 0.0 && is_usual {
        return;
    }
    out.push_str("<w:spacing");
    if before > 0.0 {
        put!(out, r#" w:before="{}""#, twips(before));
    }
    if paragraph.after > 0.0 {
        put!(out, r#" w:after="{}""#, twips(paragraph.after));
    }
    if !is_usual {
        put!(out, r#" w:line="{}" w:lineRule="auto""#, lines(paragraph.leading));
    }
    out.push_str("/>");
}

/// Distance of lines as Word counts it: 240 for the height of the font.
pub(super) fn lines(leading: f32) -> i32 {
    (leading / font::HEIGHT * 240.0).round() as i32
}

/// Where the dots of each blank end; the last ends at the right.
fn stops(paragraph: &Paragraph, width: f32) -> Vec<f32> {
    let share = |run: &Run| if let Run::Blank { share, .. } = run { *share } else { 0.0 };
    let line = paragraph.runs.iter().take_while(|run| !matches!(run, Run::Dots));
    let least: f32 = line.clone().map(|run| run.least(paragraph.size)).sum();
    let shares: f32 = line.clone().map(share).sum();
    // What stands behind the last dots must fit where letters are a little wider than measured.
    let ends_in_dots = paragraph.runs.iter().rev().find(|run| !matches!(run, Run::Dots));
    let air = if matches!(ends_in_dots, Some(Run::Blank { .. })) { 0.0 } else { 0.6 * paragraph.size };
    let more = (width - least - air).max(0.0);
    let mut at = 0.0;
    let mut stops = Vec::new();
    for run in line {
        at += run.least(paragraph.size);
        if let Run::Blank { share, .. } = run {
            at += more * share / shares;
            stops.push(at.min(width));
        }
    }
    if let Some(last) = stops.last_mut() {
        let after = paragraph.runs.iter().rev().take_while(|run| !matches!(run, Run::Blank { .. }));
        if after.clone().all(|run| matches!(run, Run::Dots)) {
            *last = width;
        }
    }
    stops
}
