//! Signature blocks, side by side, each with room to sign.

use content::form::{FormField, Side, Signature};

use super::build::Maker;
use super::{Align, Block, Column, Columns, Paragraph, Run};
use crate::font::Face;

impl<'a> Maker<'a, '_> {
    pub fn signatures(&self, field: &'a FormField, blocks: &mut Vec<Block<'a>>) {
        // Nobody should find signatures alone on a page.
        if let Some(before) = blocks.last_mut() {
            before.keep_next();
        }
        let width = self.format.inner();
        let empty = |share: f32| Column { width: width * share, paragraphs: Vec::new() };
        let columns = match field.blocks.as_slice() {
            [only] => {
                let column = |share: f32| Column {
                    width: width * share,
                    paragraphs: self.signature(only, self.format.size, 5.0, 2.0),
                };
                match only.side {
                    Some(Side::Left) => vec![column(0.55), empty(0.45)],
                    Some(Side::Center) => vec![empty(0.2), column(0.6), empty(0.2)],
                    Some(Side::Right) | None => vec![empty(0.36), column(0.64)],
                }
            }
            all => {
                let size = self.format.em(if all.len() > 3 { 0.85 } else { 0.92 });
                let column = |block| Column {
                    width: width / all.len() as f32,
                    paragraphs: self.signature(block, size, if all.len() > 3 { 2.6 } else { 3.0 }, 1.1),
                };
                all.iter().map(column).collect()
            }
        };
        blocks.push(Block::Columns(Columns {
            columns,
            before: self.format.em(0.5),
            after: self.format.em(0.3),
            keep_next: false,
        }));
    }

    fn signature(&self, block: &'a Signature, size: f32, place: f32, day: f32) -> Vec<Paragraph<'a>> {
        if !block.recipients.is_empty() {
            return self.recipients(block);
        }
        let id = block.id.as_deref().unwrap_or_default();
        let of = if id.is_empty() { "signatures" } else { id };
        let line = |runs| Paragraph {
            align: Align::Center,
            size,
            leading: 1.2,
            // Neighbours don't touch.
            inset: 0.3 * size,
            keep_next: true,
            ..self.paragraph(of, runs)
        };
        let mut lines = Vec::new();
        if block.place_date {
            let label = block.place_label.as_deref();
            let shrink = size / self.format.size;
            lines.push(line(self.place_runs(label, None, id, place * shrink, day * shrink)));
        }
        let mut title = vec![Run::Text(block.title.as_str().into(), Face::BOLD)];
        title.extend(block.note.as_deref().map(|mark| self.mark(mark, Face::PLAIN)));
        lines.push(line(title));
        lines.extend(block.hint.as_deref().map(|hint| line(vec![Run::Text(hint.into(), Face::ITALIC)])));
        let name = block.name_from.as_deref().map(|from| self.text(from)).unwrap_or_default();
        let space = self.format.em(if self.format.small { 2.1 } else { 2.5 });
        lines.push(Paragraph { before: space, keep_next: false, ..line(vec![Run::Text(name, Face::BOLD)]) });
        lines
    }

    /// "Nơi nhận": a point smaller, and two, than the text (Decree 30/2020, annex I: 12 and 11).
    fn recipients(&self, block: &'a Signature) -> Vec<Paragraph<'a>> {
        let line = |em: f32, text: &'a str, face| Paragraph {
            size: (self.format.em(em) * 2.0).round() / 2.0,
            leading: 1.2,
            ..self.paragraph("signatures", vec![Run::Text(text.into(), face)])
        };
        let title = line(0.923, &block.title, Face { bold: true, italic: true });
        let items = block.recipients.iter().map(|item| line(0.846, item, Face::PLAIN));
        std::iter::once(title).chain(items).collect()
    }
}
