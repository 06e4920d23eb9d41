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
    }
    flow.items.extend(items);
}

/// The lines of a cell so wide, and their height with the space around.
fn set(flow: &mut Flow, cell: &Cell, width: f32) -> (Vec<Line>, f32) {
    let pad = PAD * cell.paragraph.size;
    let mut lines = lines(&cell.paragraph, width - 2.0 * pad, &mut flow.shaper);
    // A cell that holds nothing would be no cell, and the rest of its row a column too far left.
    if let Some(first) = lines.first_mut().filter(|line| !line.has_text()) {
        let space = flow.shaper.shape(" ", Face::PLAIN);
        let size = cell.paragraph.size;
        first.pieces.push((0.0, Piece::Text { shaped: space, face: Face::PLAIN, size, up: 0.0, wider: 0.0 }));
    }
    let height = lines.iter().map(|line| line.height).sum::<f32>() + pad;
    (lines, height)
}

fn width(table: &Table, at: usize, cell: &Cell) -> f32 {
    table.widths[at..at + cell.columns].iter().sum()
}

/// Both rows of a head, of which some cells stand in both.
fn head(flow: &mut Flow, table: &Table, node: usize) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut tall: Vec<(usize, f32, f32, Vec<Line>, f32, usize, f32)> = Vec::new();
    for (number, row) in table.head.iter().enumerate() {
        let row_node = flow.node(Is::Row, Some(node));
        let mut item = Item { height: table.least, ..Item::default() };
        let mut cells = Vec::new();
        let (mut at, mut x) = (0, 0.0);
        for cell in &row.cells {
            let width = width(table, at, cell);
            at += cell.columns;
            if cell.rows != Rows::Covered {
                let rows = if cell.rows == Rows::Two { 2 } else { 1 };
                let is = Is::HeadOfColumn { columns: cell.columns, rows };
                let cell_node = flow.node(is, Some(row_node));
                let (lines, height) = set(flow, cell, width);
                let pad = PAD * cell.paragraph.size;
                if cell.rows == Rows::Two {
                    tall.push((number, x, width, lines, height, cell_node, pad));
                } else {
                    item.height = item.height.max(height);
                    cells.push((x, width, lines, height, cell_node, pad));
                }
            }
            x += width;
        }
        let row_height = item.height;
        for (x, width, lines, height, cell_node, pad) in cells {
            write(&mut item, x, width, row_height, lines, height, cell_node, pad);
        }
        items.push(item);
    }
    for (number, x, width, lines, height, cell_node, pad) in tall {
        let both: f32 = items[number..].iter().take(2).map(|item| item.height).sum();
        if height > both
            && let Some(last) = items.last_mut()
        {
            last.height += height - both;
        }
        let both = both.max(height);
        write(&mut items[number], x, width, both, lines, height, cell_node, pad);
    }
    items
}

/// A row; in parts, if it is higher than a page.
fn body(flow: &mut Flow, table: &Table, row: &Row, node: usize, page: f32) -> Vec<Item> {
    let row_node = flow.node(Is::Row, Some(node));
    let mut cells = Vec::new();
    let (mut at, mut x) = (0, 0.0);
    for cell in &row.cells {
        let width = width(table, at, cell);
        at += cell.columns;
        let is = match cell.heads {
            Heads::Nothing => Is::Cell,
            Heads::Column => Is::HeadOfColumn { columns: cell.columns, rows: 1 },
            Heads::Row => Is::HeadOfRow,
        };
        let cell_node = flow.node(is, Some(row_node));
        let (lines, height) = set(flow, cell, width);
        cells.push((x, width, lines, height, cell_node, PAD * cell.paragraph.size));
        x += width;
    }
    let highest = cells.iter().map(|cell| cell.3).fold(table.least, f32::max);
    let mut items = Vec::new();
    let parts = (highest / page).ceil().max(1.0) as usize;
    for part in 0..parts {
        let mut item = Item { height: table.least, ..Item::default() };
        let mut of_part = Vec::new();
        for (x, width, lines, height, cell_node, pad) in &mut cells {
            let count = if parts == 1 { lines.len() } else { lines.len().div_ceil(parts - part) };
            let taken: Vec<Line> = lines.drain(..count.min(lines.len())).collect();
            let tall =
                if parts == 1 { *height } else { taken.iter().map(|line| line.height).sum::<f32>() + *pad };
            item.height = item.height.max(tall);
            of_part.push((*x, *width, taken, tall, *cell_node, *pad));
        }
        let height = item.height;
        for (x, width, lines, tall, cell_node, pad) in of_part {
            write(&mut item, x, width, height, lines, tall, cell_node, pad);
        }
        items.push(item);
    }
    items
}

/// Draws a cell: its box, and its lines in the middle.
#[expect(clippy::too_many_arguments, reason = "a cell is a place, lines and who they belong to")]
fn write(
    item: &mut Item,
    x: f32,
    width: f32,
    height: f32,
    lines: Vec<Line>,
    tall: f32,
    node: usize,
    pad: f32,
) {
    item.marks.push(Mark { x, y: 0.0, ink: Ink::Cell(width, height) });
    let mut y = (height - tall + pad) / 2.0;
    for line in lines {
        let next = y + line.height;
        item.marks.push(Mark { x: x + pad, y, ink: Ink::Line(line, Some(node)) });
        y = next;
    }
}
