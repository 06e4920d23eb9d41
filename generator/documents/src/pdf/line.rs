//! A paragraph to lines: words are never cut unless longer than a line, dots fill what a line has left.

use std::rc::Rc;

use content::text::slashes;

use super::shape::{Shaped, Shaper};
use crate::font::{ASCENT, Face, HEIGHT};
use crate::sheet::{Align, CELL, MARK, Paragraph, Run, TICK};

/// A line; lengths in points, pieces from the left of its place.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub height: f32,
    /// From the top of the line.
    pub baseline: f32,
    pub pieces: Vec<(f32, Piece)>,
    /// Whether a line as long as the text stands below it.
    pub rule: Option<(f32, f32)>,
}

#[derive(Clone, Debug)]
pub(super) enum Piece {
    /// `wider`: what is added to each space.
    Text {
        shaped: Rc<Shaped>,
        face: Face,
        size: f32,
        up: f32,
        wider: f32,
    },
    Dots {
        width: f32,
        size: f32,
    },
    Tick {
        side: f32,
        chosen: bool,
    },
    Cells {
        digits: Vec<Option<Rc<Shaped>>>,
        side: f32,
        size: f32,
    },
}

/// What is never parted from its neighbours.
#[derive(Default)]
struct Word {
    pieces: Vec<(f32, Piece)>,
    width: f32,
    /// Height above the usual line.
    more: f32,
}

enum Atom {
    Word(Word),
    Space(Rc<Shaped>, Face, f32),
    Dots {
        share: f32,
        least: f32,
    },
    /// Ends the line.
    Break,
}

/// The lines of `paragraph` in a place so wide.
pub(super) fn lines(paragraph: &Paragraph, width: f32, shaper: &mut Shaper) -> Vec<Line> {
    let mut setter =
        Setter { paragraph, width: width - 2.0 * paragraph.inset, lines: Vec::new(), line: Vec::new() };
    for atom in atoms(paragraph, shaper) {
        setter.take(atom, shaper);
    }
    setter.end(true);
    setter.lines
}

fn atoms(paragraph: &Paragraph, shaper: &mut Shaper) -> Vec<Atom> {
    let size = paragraph.size;
    let mut atoms = Vec::new();
    for run in &paragraph.runs {
        match run {
            Run::Text(text, face) => words(text, *face, size, 0.0, &mut atoms, shaper),
            Run::Mark(text, face) => words(text, *face, size * MARK, size * 0.33, &mut atoms, shaper),
            Run::Blank { value, share, least } => {
                words(value, Face::PLAIN, size, 0.0, &mut atoms, shaper);
                atoms.push(Atom::Dots { share: *share, least: *least });
            }
            Run::Gap { value, width, .. } if value.is_empty() => {
                glue(&mut atoms, Piece::Dots { width: *width, size }, *width, 0.0);
            }
            Run::Gap { value, face, .. } => words(value, *face, size, 0.0, &mut atoms, shaper),
            Run::Tick { chosen, .. } => {
                let side = TICK * size;
                glue(&mut atoms, Piece::Tick { side, chosen: *chosen }, side, 0.0);
            }
            Run::Cells(cells) => {
                let side = CELL * size;
                let digits = cells.iter().map(|digit| {
                    digit.map(|digit| shaper.shape(digit.encode_utf8(&mut [0; 4]), Face::PLAIN))
                });
                let piece = Piece::Cells { digits: digits.collect(), side, size };
                glue(&mut atoms, piece, side * cells.len() as f32, 0.35 * size);
            }
            Run::Dots => atoms.extend([Atom::Break, Atom::Dots { share: 1.0, least: 0.0 }]),
        }
    }
    atoms
}

/// `text` as words, spaces and breaks. No-break spaces are letters of their word.
fn words(text: &str, face: Face, size: f32, up: f32, atoms: &mut Vec<Atom>, shaper: &mut Shaper) {
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            atoms.push(Atom::Break);
        }
        for (at, word) in line.split(' ').enumerate() {
            if at > 0 {
                atoms.push(Atom::Space(shaper.shape(" ", face), face, size));
            }
            for (at, step) in steps(word).enumerate() {
                if at > 0 {
                    atoms.push(Atom::Word(Word::default()));
                }
                // The same picture may not stand for two signs: a no-break space is drawn as a space in a word.
                for (at, part) in step.split('\u{a0}').enumerate() {
                    let space = (at > 0).then_some(" ");
                    for text in space.into_iter().chain([part]).filter(|text| !text.is_empty()) {
                        let shaped = shaper.shape(text, face);
                        let width = shaped.width * size;
                        glue(atoms, Piece::Text { shaped, face, size, up, wider: 0.0 }, width, 0.0);
                    }
                }
            }
        }
    }
}

/// `word` in the parts between which it may break: see [`slashes`].
fn steps(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(word);
    std::iter::from_fn(move || {
        let text = rest?;
        let end = slashes(text).next();
        rest = end.map(|end| &text[end..]);
        Some(&text[..end.unwrap_or(text.len())])
    })
}

/// Appends to the word before, if there is one.
fn glue(atoms: &mut Vec<Atom>, piece: Piece, width: f32, more: f32) {
    match atoms.last_mut() {
        Some(Atom::Word(word)) => {
            word.pieces.push((word.width, piece));
            word.width += width;
            word.more = word.more.max(more);
        }
        _ => atoms.push(Atom::Word(Word { pieces: vec![(0.0, piece)], width, more })),
    }
}

struct Setter<'p, 'a> {
    paragraph: &'p Paragraph<'a>,
    width: f32,
    lines: Vec<Line>,
    line: Vec<Atom>,
}

impl Setter<'_, '_> {
    fn room(&self) -> f32 {
        let indent = if self.lines.is_empty() { self.paragraph.indent } else { 0.0 };
        self.width - indent - self.line.iter().map(Atom::width).sum::<f32>()
    }

    fn take(&mut self, atom: Atom, shaper: &mut Shaper) {
        const ROUNDING: f32 = 0.01;
        let fits = atom.width() <= self.room() + ROUNDING;
        match atom {
            Atom::Break => self.end(true),
            Atom::Space(..) => self.line.push(atom),
            _ if fits => self.line.push(atom),
            Atom::Word(word) => {
                if self.line.iter().any(|atom| !matches!(atom, Atom::Space(..))) {
                    self.end(false);
                }
                if word.width <= self.room() + ROUNDING {
                    self.line.push(Atom::Word(word));
                } else {
                    self.cut(word, shaper);
                }
            }
            Atom::Dots { .. } => {
                self.end(false);
                self.line.push(atom);
            }
        }
    }

    /// A word longer than a line goes on in the next, letter by letter.
    fn cut(&mut self, word: Word, shaper: &mut Shaper) {
        let mut pieces = word.pieces.into_iter().map(|(_, piece)| piece).peekable();
        while let Some(piece) = pieces.next() {
            let (shaped, face, size, up) = match &piece {
                Piece::Text { shaped, face, size, up, .. } if *up == 0.0 => (shaped, *face, *size, *up),
                _ => {
                    let width = piece.width();
                    if width > self.room() && !self.line.is_empty() && !piece.is_mark() {
                        self.end(false);
                    }
                    self.line.push(Atom::Word(Word { pieces: vec![(0.0, piece)], width, more: word.more }));
                    continue;
                }
            };
            // A mark of a note holds to the letter before it.
            let mark = pieces.peek().filter(|next| next.is_mark()).map_or(0.0, Piece::width);
            let count = shaped.glyphs.len();
            let mut from = 0;
            let mut width = 0.0;
            let mut parts = Vec::new();
            let mut room = self.room();
            for (at, glyph) in shaped.glyphs.iter().enumerate() {
                let tail = if at + 1 == count { mark } else { 0.0 };
                if width + glyph.advance * size + tail > room && glyph.range.start > from {
                    parts.push(from..glyph.range.start);
                    from = glyph.range.start;
                    width = 0.0;
                    room = self.width;
                }
                width += glyph.advance * size;
            }
            parts.push(from..shaped.text.len());
            let last = parts.len() - 1;
            for (at, part) in parts.into_iter().enumerate() {
                let shaped = shaper.shape(&shaped.text[part], face);
                let width = shaped.width * size;
                let piece = Piece::Text { shaped, face, size, up, wider: 0.0 };
                self.line.push(Atom::Word(Word { pieces: vec![(0.0, piece)], width, more: word.more }));
                if at < last {
                    self.end(false);
                }
            }
        }
    }

    /// Sets what has gathered as a line; `is_last`: of its paragraph, or before a break.
    fn end(&mut self, is_last: bool) {
        while let Some(Atom::Space(..)) = self.line.last() {
            self.line.pop();
        }
        let indent = if self.lines.is_empty() { self.paragraph.indent } else { 0.0 };
        let left = self.room().max(0.0);
        let mut atoms = std::mem::take(&mut self.line);
        let shares: f32 = atoms.iter().map(Atom::share).sum();
        let spaces = atoms.iter().filter(|atom| matches!(atom, Atom::Space(..))).count();
        let (mut at, mut wider) = (self.paragraph.inset + indent, 0.0);
        match self.paragraph.align {
            _ if shares > 0.0 => {}
            Align::Left => {}
            Align::Center => at += left / 2.0,
            Align::Right => at += left,
            Align::Justify if is_last || spaces == 0 => {}
            Align::Justify => wider = left / spaces as f32,
        }
        let size = self.paragraph.size;
        let more = atoms.iter().map(Atom::more).fold(0.0, f32::max);
        let height = size * self.paragraph.leading;
        let baseline = more + (height - size * HEIGHT) / 2.0 + size * ASCENT;
        let begun = at;
        let mut pieces = Vec::new();
        for atom in atoms.drain(..) {
            match atom {
                Atom::Word(word) => {
                    pieces.extend(word.pieces.into_iter().map(|(x, piece)| (at + x, piece)));
                    at += word.width;
                }
                Atom::Space(shaped, face, size) => {
                    let width = shaped.width * size + wider;
                    pieces.push((at, Piece::Text { shaped, face, size, up: 0.0, wider }));
                    at += width;
                }
                Atom::Dots { share, least } => {
                    let width = least + left * share / shares;
                    pieces.push((at, Piece::Dots { width, size }));
                    at += width;
                }
                Atom::Break => {}
            }
        }
        let rule = self.paragraph.ruled.then_some((begun, at - begun));
        self.lines.push(Line { height: height + 1.6 * more, baseline, pieces, rule });
    }
}

impl Atom {
    fn width(&self) -> f32 {
        match self {
            Atom::Word(word) => word.width,
            Atom::Space(shaped, _, size) => shaped.width * size,
            Atom::Dots { least, .. } => *least,
            Atom::Break => 0.0,
        }
    }

    fn share(&self) -> f32 {
        if let Atom::Dots { share, .. } = self { *share } else { 0.0 }
    }

    fn more(&self) -> f32 {
        if let Atom::Word(word) = self { word.more } else { 0.0 }
    }
}

impl Piece {
    /// Whether it is the mark of a note: small and raised.
    fn is_mark(&self) -> bool {
        matches!(self, Piece::Text { up, .. } if *up > 0.0)
    }

    pub fn width(&self) -> f32 {
        match self {
            Piece::Text { shaped, size, .. } => shaped.width * size,
            Piece::Dots { width, .. } => *width,
            Piece::Tick { side, .. } => *side,
            Piece::Cells { digits, side, .. } => digits.len() as f32 * side,
        }
    }
}

impl Line {
    /// Whether it holds any letter.
    pub fn has_text(&self) -> bool {
        self.pieces.iter().any(|(_, piece)| !matches!(piece, Piece::Dots { .. }))
    }
}
