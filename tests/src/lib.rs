//! End to end: the system in process, on small artificial folders and on the real content.

mod folder;
/// What a page of ours points to.
pub mod html;
mod site;
// The command is a program, not a library; what it prints is compiled in here, so that a test shows what a person reads.
#[path = "../../generator/command/src/report.rs"]
mod report;

pub use folder::{Folder, PROCEDURE, files};
pub use report::{Format, counts, report};
pub use site::{real_content, site};
