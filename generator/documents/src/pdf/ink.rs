//! Words, dots, boxes: what a pen of krilla draws, whatever it means.

use std::sync::OnceLock;

use krilla::geom::{PathBuilder, Point, Rect};
use krilla::paint::{Fill, LineCap, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag};
use krilla::text::{Font, GlyphId, KrillaGlyph};

use super::line::{Line, Piece};
use super::shape::{Shaped, Shaper};
use crate::font::{FILES, Face};

/// The four faces as krilla holds them.
fn font(face: Face) -> Font {
    static FONTS: OnceLock<[Font; 4]> = OnceLock::new();
    let fonts = FONTS.get_or_init(|| {
        FILES
            .map(|file| Font::new(file.into(), 0).expect("the embedded fonts can be read: a test reads them"))
    });
    fonts[face.at()].clone()
}

pub(super) fn rect(x: f32, y: f32, width: f32, height: f32) -> Rect {
    Rect::from_xywh(x, y, width, height).expect("boxes have a size")
}

pub(super) fn letters(line: &Line, x: f32, baseline: f32, surface: &mut Surface) {
    let mut row = Row::default();
    for (at, piece) in &line.pieces {
        row.letter(piece, x + at, baseline, surface);
    }
    row.draw(surface);
}

/// Words of one look that follow each other: drawn as one, they take a third of the bytes.
#[derive(Default)]
pub(super) struct Row {
    x: f32,
    y: f32,
    end: f32,
    face: Face,
    size: f32,
    text: String,
    glyphs: Vec<KrillaGlyph>,
}

impl Row {
    pub(super) fn letter(&mut self, piece: &Piece, x: f32, baseline: f32, surface: &mut Surface) {
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

    pub(super) fn draw(&mut self, surface: &mut Surface) {
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
pub(super) fn dots(x: f32, baseline: f32, width: f32, size: f32, surface: &mut Surface) {
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
pub(super) fn tick(x: f32, baseline: f32, side: f32, chosen: bool, surface: &mut Surface) {
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
pub(super) fn page_number(number: usize, x: f32, y: f32, size: f32, surface: &mut Surface) {
    let mut shaper = Shaper::default();
    let shaped = shaper.shape(&number.to_string(), Face::PLAIN);
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::PageNumber)));
    let mut row = Row::default();
    row.take(&shaped, Face::PLAIN, size, (x - shaped.width * size / 2.0, y), 0.0, surface);
    row.draw(surface);
    surface.end_tagged();
}
