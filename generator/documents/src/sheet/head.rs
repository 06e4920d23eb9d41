//! What stands above the title: the lines of the corner, the national head, the agency.

use content::form::{FieldKind, FormField};

use super::build::Maker;
use super::{Align, Block, Column, Columns, Paragraph, Run};
use crate::font::{self, Face};
use crate::paper::TIGHT;

/// Share of the left column, which has shorter lines than the national head.
const LEFT: f32 = 0.4;

const NATION: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
/// With no-break spaces: it never breaks.
const MOTTO: &str = "Độc\u{a0}lập\u{a0}-\u{a0}Tự\u{a0}do\u{a0}-\u{a0}Hạnh\u{a0}phúc";

impl<'a> Maker<'a, '_> {
    pub fn head(&self, blocks: &mut Vec<Block<'a>>) {
        let last = self.form.corner.len().saturating_sub(1);
        for (at, line) in self.form.corner.iter().enumerate() {
            blocks.push(Block::Paragraph(Paragraph {
                align: Align::Right,
                size: (self.format.em(0.85) * 2.0).round() / 2.0,
                leading: TIGHT,
                after: if at == last { self.format.em(0.4) } else { 0.0 },
                ..self.paragraph("corner", vec![Run::Text(line.as_str().into(), Face::ITALIC)])
            }));
        }
        let head = &self.form.head;
        let width = self.format.inner();
        if head.left.is_empty() && head.right.is_empty() {
            if !head.without_national {
                blocks.extend(self.national(width, 1.0).into_iter().map(Block::Paragraph));
            }
            return;
        }
        let left = width * LEFT;
        let right = width - left;
        let mut beside = if head.without_national { Vec::new() } else { self.national(right, 0.94) };
        beside.extend(head.right.iter().map(|field| self.head_line(field, right)));
        blocks.push(Block::Columns(Columns {
            columns: vec![
                Column {
                    width: left,
                    paragraphs: head.left.iter().map(|field| self.head_line(field, left)).collect(),
                },
                Column { width: right, paragraphs: beside },
            ],
            before: 0.0,
            after: 0.0,
            keep_next: false,
        }));
    }

    /// Quốc hiệu and tiêu ngữ, within a column so wide.
    fn national(&self, width: f32, em: f32) -> Vec<Paragraph<'a>> {
        // On narrow paper the first line would break; the second is a point larger (Decree 30/2020, annex I).
        let widest = font::width_em(NATION, Face::BOLD);
        let size = (self.format.em(em)).min(width * 0.97 / widest);
        let size = (size * 2.0).floor() / 2.0;
        let line = |text: &'static str, size: f32, ruled: bool| Paragraph {
            align: Align::Center,
            size,
            ruled,
            keep_next: true,
            after: if ruled { 0.25 * size } else { 0.0 },
            ..self.paragraph("head", vec![Run::Text(text.into(), Face::BOLD)])
        };
        vec![line(NATION, size, false), line(MOTTO, size.max(self.format.em(em) - 0.5).min(size + 1.0), true)]
    }

    fn head_line(&self, field: &'a FormField, width: f32) -> Paragraph<'a> {
        let id = field.id.as_deref().unwrap_or_default();
        let size = self.format.em(if self.format.small { 0.9 } else { 0.95 });
        let runs = if field.kind == FieldKind::PlaceDate {
            self.place_date_runs(field, id, 4.0, if self.format.small { 1.5 } else { 2.0 })
        } else {
            let mut runs = self.label(field, None);
            let wide = width * 0.7 / self.format.size;
            let mut gap = self.gap(self.value(field), if runs.is_empty() { wide } else { 5.0 }, Face::PLAIN);
            let label: f32 = runs.iter().map(|run| run.least(size)).sum();
            if label > 0.0 && label + gap.least(size) > width {
                // Below its label, rather than a label that breaks before the dots.
                runs.push(Run::Text("\n".into(), Face::PLAIN));
                gap = self.gap(self.value(field), wide, Face::PLAIN);
            }
            runs.push(gap);
            runs.extend(self.lone_mark(field));
            runs.extend(field.after.as_deref().map(|after| Run::Text(after.into(), Face::PLAIN)));
            runs
        };
        let before = if field.kind == FieldKind::PlaceDate { self.format.em(0.3) } else { 0.0 };
        Paragraph { align: Align::Center, size, before, ..self.paragraph(id, runs) }
    }
}
