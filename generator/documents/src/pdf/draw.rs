//! Pages to krilla: text with its place in the tree, dots and lines as artifacts.

use std::num::{NonZeroU16, NonZeroU32};
use std::sync::OnceLock;

use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, LineCap, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, Node as Tagged, SpanTag, TableHeaderScope, Tag, TagGroup,
    TagKind, TagTree,
};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use krilla::{Document, SerializeSettings};

use super::flow::{Ink, Is, Mark, Node, Pages};
use super::line::{Line, Piece};
use super::shape::Shaped;
use crate::DocumentError;
use crate::font::{FILES, Face};
use crate::sheet::Sheet;

/// Thickness of rules and boxes.
const RULE: f32 = 0.5;

pub(super) fn document(sheet: &Sheet, pages: &Pages) -> Result<Vec<u8>, DocumentError> {
    let format = &sheet.format;
    let mut document = Document::new_with(settings());
    let mut pen = Pen { leaves: pages.nodes.iter().map(|_| Vec::new()).collect() };
    for (number, marks) in pages.pages.iter().enumerate() {
        let size = PageSettings::from_wh(format.width, format.height).expect("paper has a size");
        let mut page = document.start_page_with(size);
        let mut surface = page.surface();
        surface.set_fill(Some(Fill::default()));
        for mark in marks {
            pen.mark(mark, &mut surface);
        }
        pen.artifacts(marks, &mut surface);
        if number > 0 {
            page_number(number + 1, format.width / 2.0, format.top * 0.72, format.size, &mut surface);
        }
        surface.finish();
        page.finish();
    }
    let mut metadata =
        Metadata::new().title(sheet.title.to_owned()).language("vi".to_owned()).creator("Một Cửa".to_owned());
    if let Some(summary) = sheet.summary {
        metadata = metadata.description(summary.to_owned());
    }
    document.set_metadata(metadata);
    document.set_outline(outline(sheet, pages));
    document.set_tag_tree(tree(&pages.nodes, pen.leaves));
    document.finish().map_err(refused)
}

fn settings() -> SerializeSettings {
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .expect("PDF/UA-1 alone contradicts nothing");
    SerializeSettings { configuration, enable_tagging: true, ..SerializeSettings::default() }
}

fn refused(error: KrillaError) -> DocumentError {
    DocumentError::Invalid(match &error {
        KrillaError::Validation(errors) => {
            errors.iter().map(|(error, _)| format!("{error:?}")).collect::<Vec<_>>().join("; ")
        }
        other => other.to_string(),
    })
}

/// The four faces as krilla holds them.
fn font(face: Face) -> Font {
    static FONTS: OnceLock<[Font; 4]> = OnceLock::new();
    let fonts = FONTS.get_or_init(|| {
        FILES
            .map(|file| Font::new(file.into(), 0).expect("the embedded fonts can be read: a test reads them"))
    });
    fonts[face.at()].clone()
}

/// Draws, and remembers to which node what was drawn belongs.
struct Pen {
    leaves: Vec<Vec<Identifier>>,
}

impl Pen {
    /// The letters of a mark.
    fn mark(&mut self, mark: &Mark, surface: &mut Surface) {
        let Ink::Line(line, node) = &mark.ink else { return };
        if !line.has_text() {
            return;
        }
        let Some(node) = *node else {
            surface.start_tagged(artifact());
            letters(line, mark.x, mark.y + line.baseline, surface);
            surface.end_tagged();
            return;
        };
        let baseline = mark.y + line.baseline;
        let mut row = Row::default();
        let mut is_open = false;
        for (x, piece) in &line.pieces {
            match piece {
                Piece::Dots { .. } => {}
                Piece::Tick { side, chosen } => {
                    row.draw(surface);
                    if std::mem::take(&mut is_open) {
                        surface.end_tagged();
                    }
                    let sign = if *chosen { "\u{2612}" } else { "\u{2610}" };
                    let tag = SpanTag::empty().with_actual_text(Some(sign));
                    self.leaves[node].push(surface.start_tagged(ContentTag::Span(tag)));
                    tick(mark.x + x, baseline, *side, *chosen, surface);
                    surface.end_tagged();
                }
                piece => {
                    if !is_open {
                        self.leaves[node].push(surface.start_tagged(ContentTag::Span(SpanTag::empty())));
                        is_open = true;
                    }
                    row.letter(piece, mark.x + x, baseline, surface);
                }
            }
        }
        row.draw(surface);
        if is_open {
            surface.end_tagged();
        }
    }

    /// Everything else of a page, which says nothing to those who listen.
    fn artifacts(&self, marks: &[Mark], surface: &mut Surface) {
        surface.start_tagged(artifact());
        surface.set_fill(None);
        surface.set_stroke(Some(Stroke { width: RULE, ..Stroke::default() }));
        let mut boxes = PathBuilder::new();
        for mark in marks {
            let Mark { x, y, .. } = *mark;
            match &mark.ink {
                Ink::Rule(width) => {
                    boxes.move_to(x, y);
                    boxes.line_to(x + width, y);
                }
                Ink::Cell(width, height) => boxes.push_rect(rect(x, y, *width, *height)),
                Ink::Line(line, _) => {
                    let baseline = y + line.baseline;
                    if let Some((at, width)) = line.rule {
                        boxes.move_to(x + at, y + line.height);
                        boxes.line_to(x + at + width, y + line.height);
                    }
                    for (at, piece) in &line.pieces {
                        if let Piece::Cells { digits, side, size } = piece {
                            let top = baseline - 0.33 * size - side / 2.0;
                            for number in 0..digits.len() {
                                boxes.push_rect(rect(x + at + number as f32 * side, top, *side, *side));
                            }
                        }
                    }
                }
            }
        }
        if let Some(boxes) = boxes.finish() {
            surface.draw_path(&boxes);
        }
        for mark in marks {
            if let Ink::Line(line, _) = &mark.ink {
                for (at, piece) in &line.pieces {
                    if let Piece::Dots { width, size } = piece {
                        dots(mark.x + at, mark.y + line.baseline, *width, *size, surface);
                    }
                }
            }
        }
        surface.end_tagged();
        surface.set_stroke(None);
        surface.set_fill(Some(Fill::default()));
    }
}

fn artifact() -> ContentTag<'static> {
    ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout))
}

fn rect(x: f32, y: f32, width: f32, height: f32) -> Rect {
    Rect::from_xywh(x, y, width, height).expect("boxes have a size")
}

fn letters(line: &Line, x: f32, baseline: f32, surface: &mut Surface) {
    let mut row = Row::default();
    for (at, piece) in &line.pieces {
        row.letter(piece, x + at, baseline, surface);
    }
    row.draw(surface);
}

/// Words of one look that follow each other: drawn as one, they take a third of the bytes.
#[derive(Default)]
struct Row {
    x: f32,
    y: f32,
    end: f32,
    face: Face,
    size: f32,
    text: String,
    glyphs: Vec<KrillaGlyph>,
}

impl Row {
    fn letter(&mut self, piece: &Piece, x: f32, baseline: f32, surface: &mut Surface) {
        match piece {
            Piece::Text { shaped, face, size, up, wider } => {
                self.take(shaped, *face, *size, (x, baseline - up), *wider, surface);
            }
            Piece::Cells { digits, side, size } => {
                for (at, digit) in digits.iter().enumerate() {
                    if let Some(digit) = digit {
                        let x = x + at as f32 * side + (side - digit.width * size) / 2.0;
                        self.take(digit, Face::PLAIN, *size, (x, baseline), 0.0, surface);
                    }
                }
            }
            Piece::Dots { .. } | Piece::Tick { .. } => {}
        }
    }

    fn take(
        &mut self,
        shaped: &Shaped,
        face: Face,
        size: f32,
        at: (f32, f32),
        wider: f32,
        surface: &mut Surface,
    ) {
        const TOUCH: f32 = 0.02;
        let follows =
            self.face == face && self.size == size && self.y == at.1 && (self.end - at.0).abs() < TOUCH;
        if !follows {
            self.draw(surface);
            *self = Row { x: at.0, y: at.1, face, size, end: at.0, ..Row::default() };
        }
        let before = self.text.len();
        self.text.push_str(&shaped.text);
        for glyph in &shaped.glyphs {
            let advance = glyph.advance + wider / size;
            let range = before + glyph.range.start..before + glyph.range.end;
            let id = GlyphId::new(glyph.id);
            self.glyphs.push(KrillaGlyph::new(id, advance, glyph.right, glyph.up, 0.0, range, None));
            self.end += advance * size;
        }
    }

    fn draw(&mut self, surface: &mut Surface) {
        if !self.glyphs.is_empty() {
            let at = Point::from_xy(self.x, self.y);
            surface.draw_glyphs(at, &self.glyphs, font(self.face), &self.text, self.size, false);
            self.glyphs.clear();
            self.text.clear();
        }
        // What comes next follows nothing.
        self.end = f32::NEG_INFINITY;
    }
}

/// Dots on a grid of the page, so that those of lines below each other stand below each other.
fn dots(x: f32, baseline: f32, width: f32, size: f32, surface: &mut Surface) {
    let step = 0.25 * size;
    let first = ((x + 0.1 * step) / step).ceil() * step;
    let end = x + width;
    if first + step > end {
        return;
    }
    let mut path = PathBuilder::new();
    path.move_to(first, baseline - 0.03 * size);
    path.line_to(end, baseline - 0.03 * size);
    surface.set_stroke(Some(Stroke {
        width: 0.085 * size,
        line_cap: LineCap::Round,
        dash: Some(StrokeDash { array: vec![0.0, step], offset: 0.0 }),
        ..Stroke::default()
    }));
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

/// A box, crossed if it is chosen.
fn tick(x: f32, baseline: f32, side: f32, chosen: bool, surface: &mut Surface) {
    let (left, right) = (x + 0.06 * side, x + 0.94 * side);
    let (top, bottom) = (baseline - 0.82 * side, baseline + 0.06 * side);
    let mut path = PathBuilder::new();
    path.push_rect(rect(left, top, right - left, bottom - top));
    if chosen {
        let inside = 0.2 * side;
        for (from, to) in [(top + inside, bottom - inside), (bottom - inside, top + inside)] {
            path.move_to(left + inside, from);
            path.line_to(right - inside, to);
        }
    }
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke { width: if chosen { 0.9 } else { 0.6 }, ..Stroke::default() }));
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
    surface.set_stroke(None);
    surface.set_fill(Some(Fill::default()));
}

/// In the middle of the upper margin, not on the first page (Decree 30/2020, annex I).
fn page_number(number: usize, x: f32, y: f32, size: f32, surface: &mut Surface) {
    let mut shaper = super::shape::Shaper::default();
    let shaped = shaper.shape(&number.to_string(), Face::PLAIN);
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::PageNumber)));
    let mut row = Row::default();
    row.take(&shaped, Face::PLAIN, size, (x - shaped.width * size / 2.0, y), 0.0, surface);
    row.draw(surface);
    surface.end_tagged();
}

fn outline(sheet: &Sheet, pages: &Pages) -> Outline {
    let at = |page: usize, y: f32| XyzDestination::new(page, Point::from_xy(0.0, y));
    let mut title = OutlineNode::new(sheet.title.to_owned(), at(0, 0.0)).with_open(true);
    for entry in &pages.outline {
        title.push_child(OutlineNode::new(entry.name.clone(), at(entry.page, (entry.y - 4.0).max(0.0))));
    }
    let mut outline = Outline::new();
    outline.push_child(title);
    outline
}

/// Nodes know their parents; krilla wants the children. A child always comes after its parent.
fn tree(nodes: &[Node], leaves: Vec<Vec<Identifier>>) -> TagTree {
    let mut groups: Vec<TagGroup> = nodes.iter().map(|node| TagGroup::new(kind(&node.is))).collect();
    for (group, leaves) in groups.iter_mut().zip(leaves) {
        leaves.into_iter().for_each(|leaf| group.push(Tagged::Leaf(leaf)));
    }
    let mut children: Vec<Vec<TagGroup>> = nodes.iter().map(|_| Vec::new()).collect();
    let mut roots = Vec::new();
    for (at, mut group) in groups.into_iter().enumerate().rev() {
        children[at].drain(..).rev().for_each(|child| group.push(Tagged::Group(child)));
        match nodes[at].parent {
            Some(parent) => children[parent].push(group),
            None => roots.push(group),
        }
    }
    let mut tree = TagTree::new().with_lang(Some("vi".to_owned()));
    roots.into_iter().rev().for_each(|root| tree.push(Tagged::Group(root)));
    tree
}

fn kind(is: &Is) -> TagKind {
    let level = |level| NonZeroU16::new(level).expect("levels begin with one");
    match is {
        Is::Title(text) => Tag::Hn(level(1), Some(text.clone())).into(),
        Is::Heading(text) => Tag::Hn(level(2), Some(text.clone())).into(),
        Is::Paragraph => Tag::P.into(),
        Is::Note => Tag::Note.into(),
        Is::Division => Tag::Div.into(),
        Is::Table => Tag::Table.into(),
        Is::Row => Tag::TR.into(),
        Is::HeadOfColumn { columns, rows } => {
            let span = |count: usize| NonZeroU32::new(count as u32).filter(|count| count.get() > 1);
            let head = Tag::TH(TableHeaderScope::Column);
            head.with_col_span(span(*columns)).with_row_span(span(*rows)).into()
        }
        Is::HeadOfRow => Tag::TH(TableHeaderScope::Row).into(),
        Is::Cell => Tag::TD.into(),
    }
}
