//! Forms as Word and PDF: a definition and what is written in it become the bytes of a document.
//!
//! ```text
//! Form + Values --sheet--> Sheet --docx--> zip of XML
//!                                --pdf---> PDF/UA-1
//! ```
//!
//! A `Sheet` is the paper as values: paragraphs, tables, signature blocks, with sizes in points. Both writers
//! read it, so both say the same. Same input, same bytes: no clock, no random.

mod docx;
mod font;
mod paper;
#[cfg(feature = "pdf")]
mod pdf;
mod sheet;

use content::form::Form;
use content::form::check::Values;

/// Why a document could not be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentError {
    /// The embedded font has no picture of a letter.
    MissingLetter {
        /// Id of the field, or the part of the paper: `title`, `notes`.
        field: String,
        /// The letter.
        letter: char,
    },
    /// The PDF breaks a rule of PDF/UA-1; the text is the writer's own.
    Invalid(String),
}

impl std::fmt::Display for DocumentError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            DocumentError::MissingLetter { field, letter } => write!(
                out,
                "“{field}”: phông chữ in không có ký tự “{letter}” (U+{:04X})",
                u32::from(*letter)
            ),
            DocumentError::Invalid(reason) => write!(out, "PDF không hợp chuẩn PDF/UA-1: {reason}"),
        }
    }
}

impl std::error::Error for DocumentError {}

/// `form` with `values` written in it, as a Word document (.docx).
///
/// Letters of any script stand in it: Word finds a font for them. Signs that XML forbids become U+FFFD.
pub fn docx(form: &Form, values: &Values) -> Vec<u8> {
    docx::document(&sheet::sheet(form, values))
}

/// `form` with `values` written in it, as PDF/UA-1.
///
/// Errors: a letter that the embedded font lacks (other scripts, emoji), with the field in which it stands.
#[cfg(feature = "pdf")]
pub fn pdf(form: &Form, values: &Values) -> Result<Vec<u8>, DocumentError> {
    let sheet = sheet::sheet(form, values);
    match sheet.missing_letter() {
        Some((field, letter)) => Err(DocumentError::MissingLetter { field, letter }),
        None => pdf::document(&sheet),
    }
}

/// What the embedded font can't print of the blank `form`.
///
/// Errors: the first such letter, with the field in which it stands.
pub fn letters(form: &Form) -> Result<(), DocumentError> {
    match sheet::sheet(form, &Values::new()).missing_letter() {
        Some((field, letter)) => Err(DocumentError::MissingLetter { field, letter }),
        None => Ok(()),
    }
}
