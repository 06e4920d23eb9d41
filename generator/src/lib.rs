//! Content to site, in five plain functions over plain values:
//!
//! ```text
//! content/*.yaml --read--> Source --parse--> Catalogue --plan--> Plan --render--> files --write--> folder
//! ```
//!
//! Only `read` and `write` touch the disk. Everything wrong is told at once, as [`Problem`]s.

mod documents;
pub mod import;
mod intake;
pub mod markdown;
mod parse;
mod plan;
pub mod problem;
mod read;
mod render;
pub mod search;
mod theme;
mod view;
mod write;
mod yaml;

pub use documents::{FormError, document_addresses, render_document, render_documents};
pub use intake::{INTAKE_ADDRESS, intake, render_intake};
pub use parse::{Record, add, assemble, check, parse, parse_file, parse_files, survey};
pub use plan::{Options, Page, Plan, plan};
pub use problem::Problem;
pub use read::{Source, SourceFile, read, read_file, reason};
pub use render::{File, render, render_page, render_pages, render_search};
pub use theme::{Theme, ThemeError};
pub use write::{WriteError, Writer, Written};
pub use yaml::schema;
