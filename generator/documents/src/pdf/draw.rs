//! Pages to krilla: text with its place in the tree, dots and lines as artifacts.

use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::error::KrillaError;
use krilla::geom::PathBuilder;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag};
use krilla::{Document, SerializeSettings};

use super::flow::{Ink, Mark, Pages};
use super::ink::{Row, dots, letters, page_number, rect, tick};
use super::line::Piece;
use super::tree::{outline, tree};
use crate::DocumentError;
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
