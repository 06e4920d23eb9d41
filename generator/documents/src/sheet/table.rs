//! Tables: with rows to add, with fixed rows, and those that print their rows as columns.

use std::collections::BTreeMap;

use content::form::FormField;
use content::form::check::Value;

use super::blank::shown;
use super::build::Maker;
use super::{Align, Block, Cell, Heads, Paragraph, Row, Rows, Run, Table};
use crate::font::Face;
use crate::paper::TIGHT;

/// From so many columns on, letters are smaller, as on the page.
const MANY_COLUMNS: usize = 9;

type Written = [BTreeMap<String, String>];

impl<'a> Maker<'a, '_> {
    pub fn table(&self, field: &'a FormField, blocks: &mut Vec<Block<'a>>) {
        let id = field.id.as_deref().unwrap_or_default();
        if field.label.is_some() {
            let caption = self.paragraph(id, self.label(field, None));
            blocks.push(Block::Paragraph(Paragraph {
                keep_next: true,
                before: self.format.em(0.15),
                ..caption
            }));
        }
        let written: &Written = match self.values.get(id) {
            Some(Value::Rows(rows)) => rows,
            _ => &[],
        };
        let maker = Cells { maker: self, field, of: id, size: self.table_size(field.columns.len()) };
        let (widths, head, body) =
            if field.transposed { maker.turned(written) } else { maker.upright(written) };
        blocks.push(Block::Table(Table {
            widths,
            head,
            body,
            least: maker.size * if self.format.small { 1.5 } else { 1.7 },
            before: self.format.em(0.3),
            after: self.format.em(0.5),
            keep_next: false,
        }));
    }

    /// Size of letters in a table of so many columns.
    fn table_size(&self, columns: usize) -> f32 {
        let em = match (columns >= MANY_COLUMNS, self.format.landscape) {
            (true, _) => 0.74,
            (false, true) => 0.83,
            (false, false) => 0.92,
        };
        (self.format.em(em) * 2.0).round() / 2.0
    }
}

struct Cells<'a, 'm, 'v> {
    maker: &'m Maker<'a, 'v>,
    field: &'a FormField,
    of: &'a str,
    size: f32,
}

impl<'a> Cells<'a, '_, '_> {
    fn cell(&self, runs: Vec<Run<'a>>, heads: Heads) -> Cell<'a> {
        let align = if heads == Heads::Column { Align::Center } else { Align::Left };
        let paragraph =
            Paragraph { size: self.size, leading: TIGHT, align, ..self.maker.paragraph(self.of, runs) };
        Cell { columns: 1, rows: Rows::One, heads, paragraph }
    }

    fn heading(&self, column: &'a FormField) -> Cell<'a> {
        let mut runs = vec![Run::Text(column.label.as_deref().unwrap_or_default().into(), Face::BOLD)];
        runs.extend(column.note.as_deref().map(|mark| self.maker.mark(mark, Face::PLAIN)));
        self.cell(runs, Heads::Column)
    }

    fn value(&self, column: &'a FormField, row: Option<&BTreeMap<String, String>>) -> Cell<'a> {
        let value = row.and_then(|row| row.get(column.id.as_deref()?));
        let value = value.map(|value| shown(column, value)).unwrap_or_default();
        self.cell(vec![Run::Text(value, Face::PLAIN)], Heads::Nothing)
    }

    fn rows(&self, written: &Written) -> usize {
        let names = &self.field.row_names;
        let blank = if names.is_empty() { self.field.rows.unwrap_or(3) as usize } else { names.len() };
        blank.max(written.len())
    }

    /// One row for each row, under the headings of the columns.
    fn upright(&self, written: &Written) -> (Vec<f32>, Vec<Row<'a>>, Vec<Row<'a>>) {
        let field = self.field;
        let names = &field.row_names;
        let has_first = field.numbered.is_some() || !names.is_empty();
        let inner = self.maker.format.inner();
        let shares: Vec<f32> = field.columns.iter().map(|column| column.width.unwrap_or(4) as f32).collect();
        let first = match names.is_empty() {
            _ if !has_first => 0.0,
            true => 2.8 * self.size,
            false => inner * 0.22,
        };
        let total: f32 = shares.iter().sum();
        let widths = has_first.then_some(first).into_iter();
        let widths = widths.chain(shares.iter().map(|share| (inner - first) * share / total)).collect();
        let body = (0..self.rows(written)).map(|at| {
            let row = written.get(at);
            let is_filled = row.is_some_and(|row| row.values().any(|value| !value.trim().is_empty()));
            let count = if is_filled { (at + 1).to_string() } else { String::new() };
            let first = has_first.then(|| match names.get(at) {
                Some(name) => self.cell(vec![Run::Text(name.as_str().into(), Face::PLAIN)], Heads::Row),
                None => {
                    let mut cell = self.cell(vec![Run::Text(count.into(), Face::PLAIN)], Heads::Nothing);
                    cell.paragraph.align = Align::Center;
                    cell
                }
            });
            let rest = field.columns.iter().map(|column| self.value(column, row));
            Row { cells: first.into_iter().chain(rest).collect() }
        });
        (widths, self.head(has_first), body.collect())
    }

    fn head(&self, has_first: bool) -> Vec<Row<'a>> {
        let columns = &self.field.columns;
        let numbered = self.field.numbered.as_deref().unwrap_or_default();
        let first = has_first.then(|| self.cell(vec![Run::Text(numbered.into(), Face::BOLD)], Heads::Column));
        if columns.iter().all(|column| column.under.is_none()) {
            let rest = columns.iter().map(|column| self.heading(column));
            return vec![Row { cells: first.into_iter().chain(rest).collect() }];
        }
        let covered = || Cell { rows: Rows::Covered, ..self.cell(Vec::new(), Heads::Column) };
        let mut above =
            Row { cells: first.map(|cell| Cell { rows: Rows::Two, ..cell }).into_iter().collect() };
        let mut below = Row { cells: has_first.then(covered).into_iter().collect() };
        let mut last: Option<&str> = None;
        for column in columns {
            match (&column.under, above.cells.last_mut()) {
                (Some(under), Some(cell)) if last == Some(under) => cell.columns += 1,
                (Some(under), _) => {
                    above
                        .cells
                        .push(self.cell(vec![Run::Text(under.as_str().into(), Face::BOLD)], Heads::Column));
                }
                (None, _) => above.cells.push(Cell { rows: Rows::Two, ..self.heading(column) }),
            }
            below.cells.push(if column.under.is_some() { self.heading(column) } else { covered() });
            last = column.under.as_deref();
        }
        vec![above, below]
    }

    /// One row for each column, under the names of the rows.
    fn turned(&self, written: &Written) -> (Vec<f32>, Vec<Row<'a>>, Vec<Row<'a>>) {
        let names = &self.field.row_names;
        let inner = self.maker.format.inner();
        let first = inner * 0.34;
        let widths = std::iter::once(first).chain(names.iter().map(|_| (inner - first) / names.len() as f32));
        let heading = |text: &'a str| self.cell(vec![Run::Text(text.into(), Face::BOLD)], Heads::Column);
        let numbered = heading(self.field.numbered.as_deref().unwrap_or_default());
        let head =
            Row { cells: std::iter::once(numbered).chain(names.iter().map(|name| heading(name))).collect() };
        let body = self.field.columns.iter().map(|column| {
            let mut label = self.heading(column);
            label.heads = Heads::Row;
            label.paragraph.align = Align::Left;
            let values = (0..names.len()).map(|at| self.value(column, written.get(at)));
            Row { cells: std::iter::once(label).chain(values).collect() }
        });
        (widths.collect(), vec![head], body.collect())
    }
}
