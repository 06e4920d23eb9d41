//! Tables to items: one for each row, its letters in the middle of its height.

use super::flow::{Flow, Ink, Is, Item, Mark};
use super::line::{Line, Piece, lines};
use crate::font::Face;
use crate::sheet::{Cell, Heads, PAD, Row, Rows, Table};

/// Appends the rows of `table`; a page holds so many points.
pub(super) fn table(flow: &mut Flow, table: &Table, page: f32) {
    let node = flow.node(Is::Table, None);
    let of = flow.heads.len();
    let head = head(flow, table, node);
    let left = page - head.iter().map(|item| item.height).sum::<f32>();
    flow.heads.push(super::flow::repeat(&head));
    let count = table.body.len();
    let mut items: Vec<Item> =
        head.into_iter().map(|item| Item { is_glued: true, of: Some(of), ..item }).collect();
    for row in &table.body {
        items
            .extend(body(flow, table, row, node, left).into_iter().map(|item| Item { of: Some(of), ..item }));
    }
    if let Some(first) = items.first_mut() {
        first.before = table.before;
    }
    if let Some(last) = items.last_mut().filter(|_| count > 0) {
        last.height += table.after;
        last.is_glued = table.keep_next;
    }
    flow.items.extend(items);
}

/// A cell with its lines.
struct Set {
    x: f32,
    width: f32,
    lines: Vec<Line>,
    /// Of the lines and the space around them.
    height: f32,
    pad: f32,
    node: usize,
}

/// The cells of a row that stand in it, with the lines of each.
fn set(flow: &mut Flow, table: &Table, row: &Row, row_node: usize) -> Vec<(Rows, Set)> {
    let mut cells = Vec::new();
    let (mut at, mut x) = (0, 0.0);
    for cell in &row.cells {
        let width = table.widths[at..at + cell.columns].iter().sum();
        at += cell.columns;
        if cell.rows != Rows::Covered {
            cells.push((cell.rows, one(flow, cell, x, width, row_node)));
        }
        x += width;
    }
    cells
}

fn one(flow: &mut Flow, cell: &Cell, x: f32, width: f32, row_node: usize) -> Set {
    let rows = if cell.rows == Rows::Two { 2 } else { 1 };
    let is = match cell.heads {
        Heads::Nothing => Is::Cell,
        Heads::Column => Is::HeadOfColumn { columns: cell.columns, rows },
        Heads::Row => Is::HeadOfRow,
    };
    let node = flow.node(is, Some(row_node));
    let size = cell.paragraph.size;
    let pad = PAD * size;
    let mut lines = lines(&cell.paragraph, width - 2.0 * pad, &mut flow.shaper);
    // A cell that holds nothing would be no cell, and the rest of its row a column too far left.
    if let Some(first) = lines.first_mut().filter(|line| !line.has_text()) {
        let space = flow.shaper.shape(" ", Face::PLAIN);
        let piece = Piece::Text { shaped: space, face: Face::PLAIN, size, up: 0.0, wider: 0.0 };
        first.pieces.push((0.0, piece));
    }
    let height = height(&lines) + pad;
    Set { x, width, lines, height, pad, node }
}

fn height(lines: &[Line]) -> f32 {
    lines.iter().map(|line| line.height).sum()
}

/// Both rows of a head, of which some cells stand in both.
fn head(flow: &mut Flow, table: &Table, node: usize) -> Vec<Item> {
    let (mut rows, mut tall) = (Vec::new(), Vec::new());
    for row in &table.head {
        let row_node = flow.node(Is::Row, Some(node));
        let cells = set(flow, table, row, row_node);
        let (both, single): (Vec<_>, Vec<_>) = cells.into_iter().partition(|(rows, _)| *rows == Rows::Two);
        // Only the first row has such cells.
        tall.extend(both.into_iter().map(|(_, cell)| cell));
        let height = single.iter().map(|(_, cell)| cell.height).fold(table.least, f32::max);
        rows.push((height, single));
    }
    // What the highest cell over both rows lacks, the second gets.
    let needed = tall.iter().map(|cell| cell.height).fold(0.0, f32::max);
    let whole: f32 = rows.iter().map(|(height, _)| height).sum();
    if let Some((height, _)) = rows.last_mut() {
        *height += (needed - whole).max(0.0);
    }
    let whole = whole.max(needed);
    let mut items: Vec<Item> = Vec::new();
    for (height, cells) in rows {
        let mut item = Item { height, ..Item::default() };
        cells.into_iter().for_each(|(_, cell)| write(&mut item, cell, height));
        tall.drain(..).for_each(|cell| write(&mut item, cell, whole));
        items.push(item);
    }
    items
}

/// A row; in parts, if it is higher than a page.
fn body(flow: &mut Flow, table: &Table, row: &Row, node: usize, page: f32) -> Vec<Item> {
    let row_node = flow.node(Is::Row, Some(node));
    let mut cells = set(flow, table, row, row_node);
    let highest = cells.iter().map(|(_, cell)| cell.height).fold(table.least, f32::max);
    let parts = (highest / page).ceil().max(1.0) as usize;
    let part = |part: usize| {
        let mut of_part: Vec<Set> = Vec::new();
        for (_, cell) in &mut cells {
            let count = cell.lines.len().div_ceil(parts - part);
            let lines: Vec<Line> = cell.lines.drain(..count).collect();
            of_part.push(Set { height: height(&lines) + cell.pad, lines, ..*cell });
        }
        let height = of_part.iter().map(|cell| cell.height).fold(table.least, f32::max);
        let mut item = Item { height, ..Item::default() };
        of_part.into_iter().for_each(|cell| write(&mut item, cell, height));
        item
    };
    (0..parts).map(part).collect()
}

/// Draws a cell of a row so high: its box, and its lines in the middle.
fn write(item: &mut Item, cell: Set, row: f32) {
    item.marks.push(Mark { x: cell.x, y: 0.0, ink: Ink::Cell(cell.width, row) });
    let mut y = (row - cell.height + cell.pad) / 2.0;
    for line in cell.lines {
        let next = y + line.height;
        item.marks.push(Mark { x: cell.x + cell.pad, y, ink: Ink::Line(line, Some(cell.node)) });
        y = next;
    }
}
