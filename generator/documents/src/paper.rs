//! Sizes of the sheet, all in points. They are those of `themes/default/forms/sheet.css` for print, so that page, Word
//! and PDF of one form look alike.

use content::form::{Form, Paper};

/// Points in a millimetre.
const MM: f32 = 72.0 / 25.4;

/// The sheet and its letters.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Format {
    /// Width of the paper.
    pub width: f32,
    /// Height of the paper.
    pub height: f32,
    /// Left empty on the left.
    pub left: f32,
    /// Left empty on the right.
    pub right: f32,
    /// Left empty above and below.
    pub top: f32,
    /// Size of letters.
    pub size: f32,
    /// Whether the paper lies on its long side.
    pub landscape: bool,
    /// Whether it is A5.
    pub small: bool,
}

/// Distance of lines against the size of letters.
pub(crate) const LEADING: f32 = 1.25;
/// Distance of lines in small print: corner, tables, notes.
pub(crate) const TIGHT: f32 = 1.3;
/// First lines of paragraphs stand in by one centimetre (Decree 30/2020, annex I).
pub(crate) const INDENT: f32 = 10.0 * MM;

impl Format {
    /// That of `form`.
    pub fn of(form: &Form) -> Format {
        let small = form.paper == Paper::A5;
        let (short, long) = if small { (148.0, 210.0) } else { (210.0, 297.0) };
        let (left, right, top, size) = match (small, form.landscape) {
            (true, false) => (13.0, 9.0, 9.0, 11.0),
            (true, true) => (13.0, 9.0, 9.0, 10.5),
            (false, false) => (25.0, 15.0, 13.0, 13.0),
            (false, true) => (15.0, 15.0, 15.0, 11.5),
        };
        let (width, height) = if form.landscape { (long, short) } else { (short, long) };
        Format {
            width: width * MM,
            height: height * MM,
            left: left * MM,
            right: right * MM,
            top: top * MM,
            size,
            landscape: form.landscape,
            small,
        }
    }

    /// Width of what is printed.
    pub fn inner(&self) -> f32 {
        self.width - self.left - self.right
    }

    /// `em` in letters of the sheet's size.
    pub fn em(&self, em: f32) -> f32 {
        em * self.size
    }
}
