//! Content to site.

pub mod import;
