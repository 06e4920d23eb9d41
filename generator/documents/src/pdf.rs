//! A sheet as PDF/UA-1: a small layout of our own, drawn by krilla.
//!
//! ```text
//! Sheet --line--> lines --flow--> pages of marks --draw--> krilla
//! ```
//!
//! `draw`, `ink` and `tree` know krilla, `shape` alone knows rustybuzz.

mod draw;
mod flow;
mod ink;
mod line;
mod shape;
mod table;
#[cfg(test)]
mod tests;
mod tree;

use crate::DocumentError;
use crate::sheet::Sheet;

/// The bytes of the PDF of `sheet`.
///
/// Errors: what PDF/UA-1 forbids.
pub(crate) fn document(sheet: &Sheet) -> Result<Vec<u8>, DocumentError> {
    draw::document(sheet, &flow::flow(sheet))
}
