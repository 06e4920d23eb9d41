//! The paper as values. Both writers read these; neither knows forms.

mod blank;
mod build;
mod head;
mod signatures;
mod table;

use std::borrow::Cow;

pub(crate) use build::sheet;

use crate::font::{self, Face};
use crate::paper::Format;

/// A whole paper.
#[derive(Debug)]
pub(crate) struct Sheet<'a> {
    pub title: &'a str,
    pub summary: Option<&'a str>,
    pub format: Format,
    pub blocks: Vec<Block<'a>>,
}

/// What takes the whole width.
#[derive(Debug)]
pub(crate) enum Block<'a> {
    Paragraph(Paragraph<'a>),
    Columns(Columns<'a>),
    Table(Table<'a>),
    /// A rule from side to side, with space above it.
    Rule(f32),
    /// The rest begins a new sheet.
    NewPage,
    /// A part begins: for the outline.
    #[cfg_attr(not(feature = "pdf"), expect(dead_code, reason = "Word makes its outline of headings"))]
    Part(&'a str),
}

impl Block<'_> {
    /// No page ends after it.
    pub fn keep_next(&mut self) {
        match self {
            Block::Paragraph(paragraph) => paragraph.keep_next = true,
            Block::Columns(columns) => columns.keep_next = true,
            Block::Table(table) => table.keep_next = true,
            Block::Rule(_) | Block::NewPage | Block::Part(_) => {}
        }
    }
}

/// What a paragraph is, for those who don't see it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Role {
    Title,
    Heading,
    #[default]
    Text,
    Note,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Align {
    #[default]
    Left,
    Center,
    Right,
    /// Both sides, the last line apart.
    Justify,
}

/// A paragraph. Lengths in points.
#[derive(Debug, Default)]
pub(crate) struct Paragraph<'a> {
    pub role: Role,
    pub align: Align,
    pub size: f32,
    /// Distance of lines against the size.
    pub leading: f32,
    pub before: f32,
    pub after: f32,
    /// The first line stands in by this.
    pub indent: f32,
    /// All lines stand in by this on both sides.
    pub inset: f32,
    /// Stays on the page of what follows.
    pub keep_next: bool,
    /// A line as long as the text stands below it.
    pub ruled: bool,
    pub runs: Vec<Run<'a>>,
    /// Id of the field, or part of the paper: for messages.
    pub of: &'a str,
}

/// What stands in a line. Texts and values may hold line breaks.
#[derive(Clone, Debug)]
pub(crate) enum Run<'a> {
    Text(Cow<'a, str>, Face),
    /// A mark of a note: small and raised.
    Mark(Cow<'a, str>, Face),
    /// A value, and dots to where its share of the line ends; `least` points of dots at least.
    Blank {
        value: Cow<'a, str>,
        share: f32,
        least: f32,
    },
    /// A value, or dots over this width, where nothing is written.
    Gap {
        value: Cow<'a, str>,
        width: f32,
        face: Face,
    },
    /// A box to tick.
    Tick {
        name: &'a str,
        chosen: bool,
    },
    /// Boxes for one digit each.
    Cells(Vec<Option<char>>),
    /// A further line of dots from side to side.
    Dots,
}

/// Columns without lines between them, never cut by the end of a page: head, signatures.
#[derive(Debug)]
pub(crate) struct Columns<'a> {
    pub columns: Vec<Column<'a>>,
    pub before: f32,
    pub after: f32,
    /// Stays on the page of what follows.
    pub keep_next: bool,
}

#[derive(Debug)]
pub(crate) struct Column<'a> {
    pub width: f32,
    pub paragraphs: Vec<Paragraph<'a>>,
}

/// A table with lines.
#[derive(Debug)]
pub(crate) struct Table<'a> {
    /// Width of each column.
    pub widths: Vec<f32>,
    /// Rows that each page repeats.
    pub head: Vec<Row<'a>>,
    pub body: Vec<Row<'a>>,
    /// Least height of a row.
    pub least: f32,
    pub before: f32,
    pub after: f32,
    /// Its last row stays on the page of what follows.
    pub keep_next: bool,
}

/// Space between the lines of a table and its letters, in em of the table.
pub(crate) const PAD: f32 = 0.25;

#[derive(Debug, Default)]
pub(crate) struct Row<'a> {
    pub cells: Vec<Cell<'a>>,
}

#[derive(Debug)]
pub(crate) struct Cell<'a> {
    /// Columns it covers.
    pub columns: usize,
    pub rows: Rows,
    /// What it heads.
    pub heads: Heads,
    pub paragraph: Paragraph<'a>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Rows {
    #[default]
    One,
    /// This row and the one below.
    Two,
    /// The cell above covers it.
    Covered,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Heads {
    #[default]
    Nothing,
    Column,
    Row,
}

impl Run<'_> {
    /// Least width at `size`.
    pub fn least(&self, size: f32) -> f32 {
        match self {
            Run::Text(text, face) => font::width_em(text, *face) * size,
            Run::Mark(text, face) => font::width_em(text, *face) * size * MARK,
            Run::Blank { value, least, .. } => font::width_em(value, Face::PLAIN) * size + least,
            Run::Gap { value, width, .. } if value.is_empty() => *width,
            Run::Gap { value, face, .. } => font::width_em(value, *face) * size,
            Run::Tick { .. } => TICK * size,
            Run::Cells(cells) => cells.len() as f32 * CELL * size,
            Run::Dots => 0.0,
        }
    }
}

/// Size of marks of notes against their line.
pub(crate) const MARK: f32 = 0.7;
/// Side of a box to tick, in em.
pub(crate) const TICK: f32 = 0.9;
/// Side of a box for a digit, in em.
pub(crate) const CELL: f32 = 1.45;

impl Sheet<'_> {
    /// The first letter that the embedded font lacks, and where it stands.
    pub fn missing_letter(&self) -> Option<(String, char)> {
        self.paragraphs().find_map(|paragraph| {
            paragraph.runs.iter().find_map(|run| {
                let (text, face): (&str, Face) = match run {
                    Run::Text(text, face) | Run::Mark(text, face) => (text, *face),
                    Run::Blank { value, .. } => (value, Face::PLAIN),
                    Run::Gap { value, face, .. } => (value, *face),
                    Run::Cells(cells) => {
                        let strange =
                            cells.iter().flatten().find(|letter| !font::has(**letter, Face::PLAIN))?;
                        return Some((paragraph.of.to_owned(), *strange));
                    }
                    Run::Tick { .. } | Run::Dots => return None,
                };
                let strange = text.chars().find(|letter| *letter != '\n' && !font::has(*letter, face))?;
                Some((paragraph.of.to_owned(), strange))
            })
        })
    }

    fn paragraphs(&self) -> impl Iterator<Item = &Paragraph<'_>> {
        self.blocks.iter().flat_map(|block| -> Box<dyn Iterator<Item = &Paragraph<'_>>> {
            match block {
                Block::Paragraph(paragraph) => Box::new(std::iter::once(paragraph)),
                Block::Columns(columns) => {
                    Box::new(columns.columns.iter().flat_map(|column| &column.paragraphs))
                }
                Block::Table(table) => Box::new(
                    table
                        .head
                        .iter()
                        .chain(&table.body)
                        .flat_map(|row| row.cells.iter().map(|cell| &cell.paragraph)),
                ),
                Block::Rule(_) | Block::NewPage | Block::Part(_) => Box::new(std::iter::empty()),
            }
        })
    }
}
