//! A definition and its values become a sheet, in the order of the paper.

use std::borrow::Cow;

use content::form::check::{Value, Values};
use content::form::{FieldKind, Form, FormField, Group};
use content::text;

use super::{Align, Block, Paragraph, Role, Run, Sheet};
use crate::font::{self, Face};
use crate::paper::{Format, INDENT, LEADING, TIGHT};

/// The sheet of `form` with `values` written in.
pub(crate) fn sheet<'a>(form: &'a Form, values: &Values) -> Sheet<'a> {
    let maker = Maker { form, values, format: Format::of(form) };
    let mut blocks = Vec::new();
    maker.head(&mut blocks);
    maker.title(&mut blocks);
    for group in &form.groups {
        maker.group(group, &mut blocks);
    }
    maker.notes(&mut blocks);
    Sheet { title: &form.title, summary: form.summary.as_deref(), format: maker.format, blocks }
}

/// What all parts are made from.
pub(super) struct Maker<'a, 'v> {
    pub form: &'a Form,
    pub values: &'v Values,
    pub format: Format,
}

impl<'a> Maker<'a, '_> {
    /// A paragraph of the sheet's size.
    pub fn paragraph(&self, of: &'a str, runs: Vec<Run<'a>>) -> Paragraph<'a> {
        Paragraph { size: self.format.size, leading: LEADING, runs, of, ..Paragraph::default() }
    }

    /// A value as it is written: composed letters, no sign that would move the line.
    pub fn text(&self, key: &str) -> Cow<'a, str> {
        match self.values.get(key) {
            Some(Value::Text(written)) => clean(written),
            _ => Cow::Borrowed(""),
        }
    }

    fn title(&self, blocks: &mut Vec<Block<'a>>) {
        let size = (self.format.em(1.1) * 2.0).round() / 2.0;
        let title = self.form.title.to_uppercase();
        let inset = balanced(&title, size, self.format.inner());
        blocks.push(Block::Paragraph(Paragraph {
            role: Role::Title,
            align: Align::Center,
            size,
            leading: TIGHT,
            before: self.format.em(0.9),
            after: if self.form.subtitle.is_empty() { self.format.em(0.3) } else { 0.0 },
            inset,
            keep_next: true,
            runs: vec![Run::Text(title.into(), Face::BOLD)],
            of: "title",
            ..Paragraph::default()
        }));
        for (at, line) in self.form.subtitle.iter().enumerate() {
            let is_last = at + 1 == self.form.subtitle.len();
            blocks.push(Block::Paragraph(Paragraph {
                align: Align::Center,
                after: if is_last { self.format.em(0.3) } else { 0.0 },
                keep_next: true,
                ..self.paragraph("subtitle", vec![Run::Text(line.as_str().into(), Face::ITALIC)])
            }));
        }
    }

    fn group(&self, group: &'a Group, blocks: &mut Vec<Block<'a>>) {
        if group.new_page {
            blocks.push(Block::NewPage);
        }
        if let Some(name) = group.screen_heading.as_deref().or(group.heading.as_deref()) {
            blocks.push(Block::Part(name));
        }
        if let Some(heading) = &group.heading {
            let mut runs = vec![Run::Text(heading.as_str().into(), Face::BOLD)];
            runs.extend(group.note.as_deref().map(|mark| self.mark(mark, Face::BOLD)));
            if group.has_colon() {
                runs.push(Run::Text(":".into(), Face::BOLD));
            }
            blocks.push(Block::Paragraph(Paragraph {
                role: Role::Heading,
                before: self.format.em(0.3),
                keep_next: true,
                ..self.paragraph("heading", runs)
            }));
        }
        let mut fields = group.fields.iter().peekable();
        while let Some(field) = fields.next() {
            match field.kind {
                FieldKind::Statement | FieldKind::Note => self.prose(field, blocks),
                FieldKind::PlaceDate => blocks.push(Block::Paragraph(self.place_date(field))),
                FieldKind::Table => self.table(field, blocks),
                FieldKind::Signatures => self.signatures(field, blocks),
                FieldKind::Addressee => blocks.push(Block::Paragraph(self.addressee(field))),
                _ => {
                    let mut line = vec![field];
                    while let Some(next) = fields.next_if(|next| next.same_line && has_blank(next.kind)) {
                        line.push(next);
                    }
                    blocks.extend(self.line(&line, self.format.inner()).into_iter().map(Block::Paragraph));
                }
            }
        }
    }

    fn prose(&self, field: &'a FormField, blocks: &mut Vec<Block<'a>>) {
        for line in field.text.as_deref().unwrap_or_default().lines() {
            blocks.push(Block::Paragraph(Paragraph {
                align: Align::Justify,
                indent: if field.kind == FieldKind::Statement { INDENT } else { 0.0 },
                before: self.format.em(0.15),
                ..self.paragraph("text", vec![Run::Text(line.into(), Face::PLAIN)])
            }));
        }
    }

    fn place_date(&self, field: &'a FormField) -> Paragraph<'a> {
        let id = field.id.as_deref().unwrap_or_default();
        Paragraph {
            align: Align::Right,
            before: self.format.em(0.15),
            keep_next: true,
            ..self.paragraph(id, self.place_date_runs(field, id, 5.0, 2.4))
        }
    }

    fn notes(&self, blocks: &mut Vec<Block<'a>>) {
        if self.form.notes.is_empty() {
            return;
        }
        let small = |runs| Paragraph {
            size: (self.format.em(0.82) * 2.0).round() / 2.0,
            leading: TIGHT,
            before: self.format.em(0.2),
            align: Align::Justify,
            role: Role::Note,
            ..self.paragraph("notes", runs)
        };
        // A last note doesn't stand alone on a page.
        if let ([_], Some(before)) = (self.form.notes.as_slice(), blocks.last_mut()) {
            before.keep_next();
        }
        blocks.push(Block::Rule(self.format.em(0.8)));
        let heading = small(vec![Run::Text(format!("{}:", self.form.notes_heading()).into(), Face::BOLD)]);
        blocks.push(Block::Paragraph(Paragraph { keep_next: true, role: Role::Text, ..heading }));
        let count = self.form.notes.len();
        blocks.extend(self.form.notes.iter().enumerate().map(|(at, note)| {
            let text = format!("({}) {}", note.mark, note.text);
            let line = small(vec![Run::Text(text.into(), Face::PLAIN)]);
            Block::Paragraph(Paragraph { keep_next: at + 2 == count, ..line })
        }));
    }

    /// A mark of a note.
    pub fn mark(&self, mark: &str, face: Face) -> Run<'a> {
        Run::Mark(format!("({mark})").into(), face)
    }
}

/// Whether a kind stands as a blank in a line.
pub(super) fn has_blank(kind: FieldKind) -> bool {
    use FieldKind::*;
    !matches!(kind, Statement | Note | PlaceDate | Table | Signatures | Addressee)
}

/// Composed letters; line breaks stay, other blanks are one space, what papers can't hold is shown as U+FFFD.
pub(super) fn clean<'a>(written: &str) -> Cow<'a, str> {
    let composed = text::nfc(written.trim()).replace("\r\n", "\n");
    let signs = composed.chars().map(|letter| match letter {
        '\n' => '\n',
        '\t' | '\u{2028}' | '\u{2029}' => ' ',
        letter if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => '\u{fffd}',
        letter => letter,
    });
    Cow::Owned(signs.collect())
}

/// How far a centred heading stands in so that its lines are of about one length.
fn balanced(text: &str, size: f32, width: f32) -> f32 {
    let lines = |width: f32| {
        let (mut lines, mut at) = (1, 0.0);
        for word in text.split(' ') {
            let word = font::width_em(word, Face::BOLD) * size;
            let space = 0.25 * size;
            if at > 0.0 && at + space + word > width {
                lines += 1;
                at = word;
            } else {
                at += if at > 0.0 { space + word } else { word };
            }
        }
        lines
    };
    let wanted = lines(width);
    let narrower = (0..40).map(|step| step as f32 * width / 100.0);
    let last = narrower.take_while(|inset| lines(width - 2.0 * inset) == wanted).last().unwrap_or(0.0);
    // A little air, for the words are measured without kerning.
    if wanted == 1 { 0.0 } else { (last - width / 100.0).max(0.0) }
}
