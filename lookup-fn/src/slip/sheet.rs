//! A slip as a page: the blanks, tables and signatures of its definition with what is written in them.
//!
//! Only what definitions of slips use is known here; the catalogue prints every other form.

use askama::Template;
use content::form::check::{Value, Values};
use content::form::{FieldKind, Form, FormField, Paper, Signature};
use content::text::breakable;

/// From so many columns on, tables have smaller letters, as on the catalogue's blank.
const MANY_COLUMNS: usize = 9;

/// A page with one sheet.
#[derive(Template)]
#[template(path = "slip/slip.html")]
pub(super) struct Sheet<'a> {
    /// `a5`, `a4 wide`.
    class: String,
    /// "A5", "A4 nằm ngang": for whoever puts paper in.
    paper: &'static str,
    style: &'static str,
    title: &'a str,
    left: Vec<Block<'a>>,
    right: Vec<Block<'a>>,
    blocks: Vec<Block<'a>>,
    trial: Option<&'a str>,
    /// Code of the dossier; empty for a book.
    pub of_dossier: String,
    /// For the applicant alone.
    pub pin: Option<String>,
}

/// What takes whole lines.
enum Block<'a> {
    Row(Vec<Cell<'a>>),
    Addressee(Cell<'a>),
    Text(&'a str),
    Statement(&'a str),
    PlaceDate { place: String, date: [String; 3] },
    Table(Table<'a>),
    Signatures(Vec<Signed<'a>>),
}

/// A blank with its label.
struct Cell<'a> {
    label: Option<&'a str>,
    value: String,
    after: Option<&'a str>,
    width: u32,
    /// Further dotted lines while nothing is written.
    lines: usize,
}

struct Table<'a> {
    label: Option<&'a str>,
    numbered: Option<&'a str>,
    many: bool,
    /// Headings over several columns with their number; none of them where there is nothing above.
    above: Vec<(Option<&'a str>, usize, usize)>,
    columns: Vec<Column<'a>>,
    rows: Vec<(String, Vec<(String, Shown)>)>,
}

/// How a cell stands: words at the left, counts in the middle.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Words,
    Count,
}

struct Column<'a> {
    label: std::borrow::Cow<'a, str>,
    width: u32,
    under: bool,
}

struct Signed<'a> {
    title: &'a str,
    hint: Option<&'a str>,
    name: String,
}

impl<'a> Sheet<'a> {
    /// The sheet of `form` with `values` in it.
    pub fn of(form: &'a Form, values: &Values, trial: Option<&'a str>) -> Sheet<'a> {
        let size = match form.paper {
            Paper::A4 => "a4",
            Paper::A5 => "a5",
        };
        let below: Vec<_> = form.groups.iter().flat_map(|group| blocks(&group.fields, values)).collect();
        Sheet {
            class: if form.landscape { format!("{size} wide") } else { size.to_owned() },
            paper: match (form.paper, form.landscape) {
                (Paper::A5, false) => "A5",
                (Paper::A5, true) => "A5 nằm ngang",
                (Paper::A4, false) => "A4",
                (Paper::A4, true) => "A4 nằm ngang",
            },
            style: super::STYLE_ADDRESS,
            title: &form.title,
            left: blocks(&form.head.left, values),
            right: blocks(&form.head.right, values),
            blocks: below,
            trial,
            of_dossier: String::new(),
            pin: None,
        }
    }

    /// Gives the rows of the first table these numbers.
    pub fn number_rows(&mut self, numbers: &[u32]) {
        let table = self.blocks.iter_mut().find_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        for (row, number) in table.into_iter().flat_map(|table| &mut table.rows).zip(numbers) {
            row.0 = format!("{number:02}");
        }
    }

    /// The whole document.
    ///
    /// Errors: the template's.
    pub fn page(&self) -> Result<String, String> {
        self.render().map_err(|error| error.to_string())
    }
}

fn blocks<'a>(fields: &'a [FormField], values: &Values) -> Vec<Block<'a>> {
    let mut all: Vec<Block> = Vec::new();
    for field in fields {
        let id = field.id.as_deref().unwrap_or_default();
        match field.kind {
            FieldKind::Addressee => all.push(Block::Addressee(cell(field, values))),
            FieldKind::Statement => all.extend(field.text.as_deref().map(Block::Statement)),
            FieldKind::Note => all.extend(field.text.as_deref().map(Block::Text)),
            FieldKind::PlaceDate => all.push(Block::PlaceDate {
                place: text(values, &format!("{id}.place")),
                date: day_parts(&text(values, &format!("{id}.date"))),
            }),
            FieldKind::Table => all.push(Block::Table(table(field, id, values))),
            FieldKind::Signatures => {
                all.push(Block::Signatures(field.blocks.iter().map(|block| signed(block, values)).collect()));
            }
            _ => match all.last_mut() {
                Some(Block::Row(cells)) if field.same_line => cells.push(cell(field, values)),
                _ => all.push(Block::Row(vec![cell(field, values)])),
            },
        }
    }
    all
}

fn cell<'a>(field: &'a FormField, values: &Values) -> Cell<'a> {
    let value = text(values, field.id.as_deref().unwrap_or_default());
    let usual_lines = if field.kind == FieldKind::LongText { 3 } else { 1 };
    let lines = field.lines.unwrap_or(usual_lines).saturating_sub(1) as usize;
    Cell {
        label: field.label.as_deref().or((field.kind == FieldKind::Addressee).then_some("Kính gửi")),
        lines: if value.is_empty() { lines } else { 0 },
        value,
        after: field.after.as_deref(),
        width: field.width.unwrap_or(match field.kind {
            FieldKind::Number | FieldKind::Year => 2,
            FieldKind::Date | FieldKind::Phone => 3,
            _ => 4,
        }),
    }
}

fn table<'a>(field: &'a FormField, id: &str, values: &Values) -> Table<'a> {
    let mut above: Vec<(Option<&str>, usize, usize)> = Vec::new();
    if field.columns.iter().any(|column| column.under.is_some()) {
        for (at, column) in field.columns.iter().enumerate() {
            match above.last_mut() {
                Some((last, count, _)) if *last == column.under.as_deref() && last.is_some() => *count += 1,
                _ => above.push((column.under.as_deref(), 1, at)),
            }
        }
    }
    let written = match values.get(id) {
        Some(Value::Rows(rows)) => rows.as_slice(),
        _ => &[],
    };
    // Rows that wait for a pen are few on a filled slip; a book shows what it holds.
    let least = if written.is_empty() { field.rows.unwrap_or(3) as usize } else { 0 };
    let row = |at: usize| {
        let own = written.get(at);
        let cells = field.columns.iter().map(|column| {
            let key = column.id.as_deref().unwrap_or_default();
            let shown = if column.kind == FieldKind::Number { Shown::Count } else { Shown::Words };
            (own.and_then(|row| row.get(key)).cloned().unwrap_or_default(), shown)
        });
        (own.map(|_| (at + 1).to_string()).unwrap_or_default(), cells.collect())
    };
    Table {
        label: field.label.as_deref(),
        numbered: field.numbered.as_deref(),
        many: field.columns.len() >= MANY_COLUMNS,
        above,
        columns: field
            .columns
            .iter()
            .map(|column| Column {
                label: breakable(column.label.as_deref().unwrap_or_default()),
                width: column.width.unwrap_or(4),
                under: column.under.is_some(),
            })
            .collect(),
        rows: (0..least.max(written.len())).map(row).collect(),
    }
}

fn signed<'a>(block: &'a Signature, values: &Values) -> Signed<'a> {
    let name = block.name_from.as_deref().map(|from| text(values, from)).unwrap_or_default();
    Signed { title: &block.title, hint: block.hint.as_deref(), name }
}

fn text(values: &Values, key: &str) -> String {
    match values.get(key) {
        Some(Value::Text(text)) => text.clone(),
        _ => String::new(),
    }
}

/// Day, month and year of `05/06/2026`.
fn day_parts(written: &str) -> [String; 3] {
    let mut parts = written.splitn(3, '/').map(str::to_owned);
    [(); 3].map(|()| parts.next().unwrap_or_default())
}
