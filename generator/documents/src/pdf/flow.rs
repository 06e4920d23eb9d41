//! Blocks to pages: what belongs together stays together, a table that goes on repeats its head.

use super::line::{Line, lines};
use super::shape::Shaper;
use super::table;
use crate::paper::Format;
use crate::sheet::{Block, Columns, Paragraph, Role, Sheet};

/// The pages, the tree of what they hold for those who don't see it, and the outline.
#[derive(Debug, Default)]
pub(super) struct Pages {
    pub pages: Vec<Vec<Mark>>,
    pub nodes: Vec<Node>,
    pub outline: Vec<Entry>,
}

/// Something at a place of a page, in points from its upper left corner.
#[derive(Debug)]
pub(super) struct Mark {
    pub x: f32,
    pub y: f32,
    pub ink: Ink,
}

#[derive(Debug)]
pub(super) enum Ink {
    /// A line of the node; none where it only repeats what was read already.
    Line(Line, Option<usize>),
    /// A rule so long.
    Rule(f32),
    /// A box of a table, so wide and so high.
    Cell(f32, f32),
}

/// A part of the tree; the root is none.
#[derive(Debug)]
pub(super) struct Node {
    pub is: Is,
    pub parent: Option<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Is {
    Title(String),
    Heading(String),
    Paragraph,
    Note,
    Division,
    Table,
    Row,
    HeadOfColumn { columns: usize, rows: usize },
    HeadOfRow,
    Cell,
}

/// A part of the outline, and where it begins.
#[derive(Debug)]
pub(super) struct Entry {
    pub name: String,
    pub page: usize,
    pub y: f32,
}

/// What is placed as one.
#[derive(Default)]
pub(super) struct Item {
    pub height: f32,
    /// Space above it, which falls away at the top of a page.
    pub before: f32,
    pub marks: Vec<Mark>,
    /// No page ends after it.
    pub is_glued: bool,
    /// The table it belongs to: its head stands above it on a new page.
    pub of: Option<usize>,
    pub part: Option<String>,
    pub new_page: bool,
}

/// Everything until pages are made of it.
#[derive(Default)]
pub(super) struct Flow {
    pub items: Vec<Item>,
    pub nodes: Vec<Node>,
    /// Heads of tables, by [`Item::of`]: how each is made anew.
    pub heads: Vec<Vec<Item>>,
    pub shaper: Shaper,
}

/// The pages of `sheet`.
pub(super) fn flow(sheet: &Sheet) -> Pages {
    let mut flow = Flow::default();
    let width = sheet.format.inner();
    let mut part = None;
    let mut new_page = false;
    for block in &sheet.blocks {
        let first = flow.items.len();
        match block {
            Block::NewPage => new_page = true,
            Block::Part(name) => part = Some((*name).to_owned()),
            Block::Rule(before) => flow.items.push(Item {
                height: 1.0,
                before: *before,
                marks: vec![Mark { x: 0.0, y: 0.5, ink: Ink::Rule(width) }],
                is_glued: true,
                ..Item::default()
            }),
            Block::Paragraph(paragraph) => flow.paragraph(paragraph, width),
            Block::Columns(columns) => flow.columns(columns),
            Block::Table(content) => {
                table::table(&mut flow, content, sheet.format.height - 2.0 * sheet.format.top)
            }
        }
        if let Some(item) = flow.items.get_mut(first) {
            item.part = part.take();
            item.new_page = std::mem::take(&mut new_page);
        }
    }
    let (pages, outline) = paginate(flow.items, flow.heads, &sheet.format);
    Pages { pages, nodes: flow.nodes, outline }
}

impl Flow {
    pub fn node(&mut self, is: Is, parent: Option<usize>) -> usize {
        self.nodes.push(Node { is, parent });
        self.nodes.len() - 1
    }

    fn paragraph(&mut self, paragraph: &Paragraph, width: f32) {
        let node = self.node(is(paragraph), None);
        let lines = lines(paragraph, width, &mut self.shaper);
        let count = lines.len();
        for (at, line) in lines.into_iter().enumerate() {
            let is_last = at + 1 == count;
            // Neither the first line alone at the foot of a page nor the last at the top of the next.
            let is_glued =
                if is_last { paragraph.keep_next } else { count < 4 || at == 0 || at + 2 == count };
            self.items.push(Item {
                height: line.height + if is_last { paragraph.after } else { 0.0 },
                before: if at == 0 { paragraph.before } else { 0.0 },
                marks: vec![Mark { x: 0.0, y: 0.0, ink: Ink::Line(line, Some(node)) }],
                is_glued,
                ..Item::default()
            });
        }
    }

    fn columns(&mut self, columns: &Columns) {
        let mut item = Item { before: columns.before, is_glued: columns.keep_next, ..Item::default() };
        let mut x = 0.0;
        for column in &columns.columns {
            let division = self.node(Is::Division, None);
            let mut y = 0.0;
            for (at, paragraph) in column.paragraphs.iter().enumerate() {
                let node = self.node(is(paragraph), Some(division));
                y += if at > 0 { paragraph.before } else { 0.0 };
                for line in lines(paragraph, column.width, &mut self.shaper) {
                    let height = line.height;
                    item.marks.push(Mark { x, y, ink: Ink::Line(line, Some(node)) });
                    y += height;
                }
                y += paragraph.after;
            }
            item.height = item.height.max(y);
            x += column.width;
        }
        item.height += columns.after;
        self.items.push(item);
    }
}

fn is(paragraph: &Paragraph) -> Is {
    use crate::sheet::Run;
    let text = || {
        let texts = paragraph.runs.iter().filter_map(|run| match run {
            Run::Text(text, _) => Some(text.as_ref()),
            _ => None,
        });
        texts.collect::<String>()
    };
    match paragraph.role {
        Role::Title => Is::Title(text()),
        Role::Heading => Is::Heading(text()),
        Role::Text => Is::Paragraph,
        Role::Note => Is::Note,
    }
}

fn paginate(items: Vec<Item>, heads: Vec<Vec<Item>>, format: &Format) -> (Vec<Vec<Mark>>, Vec<Entry>) {
    let (top, bottom) = (format.top, format.height - format.top);
    let mut pages: Vec<Vec<Mark>> = vec![Vec::new()];
    let mut outline = Vec::new();
    let mut y = top;
    let mut last_of = None;
    let mut items = items.into_iter().peekable();
    while let Some(first) = items.next() {
        let mut together = vec![first];
        while together.last().is_some_and(|item| item.is_glued) {
            match items.next_if(|next| !next.new_page) {
                Some(next) => together.push(next),
                None => break,
            }
        }
        let height: f32 = together.iter().map(|item| item.before + item.height).sum();
        let starts = together[0].new_page && y > top;
        let is_full = y + height > bottom + 0.5 && y > top;
        // What is higher than a page breaks where it must.
        let fits_alone = height <= bottom - top;
        let mut fresh = starts || (is_full && fits_alone);
        for item in together {
            if fresh || (y > top && y + item.before + item.height > bottom + 0.5) {
                fresh = false;
                pages.push(Vec::new());
                y = top;
                if let Some(of) = item.of.filter(|of| last_of == Some(*of)) {
                    for item in repeat(&heads[of]) {
                        y = place(item, format.left, y, &mut pages, &mut outline);
                    }
                }
            }
            last_of = item.of;
            let before = if y > top { item.before } else { 0.0 };
            y = place(item, format.left, y + before, &mut pages, &mut outline);
        }
    }
    (pages, outline)
}

/// The head of a table once more, as what is read already.
pub(super) fn repeat(head: &[Item]) -> Vec<Item> {
    head.iter()
        .map(|item| Item {
            height: item.height,
            marks: item
                .marks
                .iter()
                .map(|mark| Mark {
                    x: mark.x,
                    y: mark.y,
                    ink: match &mark.ink {
                        Ink::Line(line, _) => Ink::Line(line.clone(), None),
                        Ink::Rule(width) => Ink::Rule(*width),
                        Ink::Cell(width, height) => Ink::Cell(*width, *height),
                    },
                })
                .collect(),
            ..Item::default()
        })
        .collect()
}

fn place(item: Item, left: f32, y: f32, pages: &mut [Vec<Mark>], outline: &mut Vec<Entry>) -> f32 {
    let number = pages.len() - 1;
    if let Some(name) = item.part {
        outline.push(Entry { name, page: number, y });
    }
    if let Some(page) = pages.last_mut() {
        page.extend(item.marks.into_iter().map(|mark| Mark {
            x: left + mark.x,
            y: y + mark.y,
            ink: mark.ink,
        }));
    }
    y + item.height
}
