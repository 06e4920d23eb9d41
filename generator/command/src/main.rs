//! The command `motcua`: arguments as typed, then as meant; exit 0 done, 1 content wrong, 2 anything else.

mod args;
mod build;
mod check;
mod data;
mod import;
mod list;
mod live;
mod new;
mod officer;
mod report;
mod schema;
mod search;
mod serve;
mod summary;
mod usage;
mod watch;

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use content::Catalogue;

use crate::args::{Motcua, Task};
use crate::usage::Asked;

/// How a task that could be done ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// All well.
    Done,
    /// The content, or what is kept, has errors; they were printed.
    ContentWrong,
}

fn main() -> ExitCode {
    let args = match usage::asked(std::env::args_os().collect()) {
        Asked::Task(args) => args,
        Asked::Help(text) => {
            let _ = io::stdout().write_all(text.as_bytes());
            return ExitCode::SUCCESS;
        }
        Asked::Wrong(text) => {
            let _ = io::stderr().write_all(text.as_bytes());
            return ExitCode::from(2);
        }
    };
    match run(&args) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::ContentWrong) => ExitCode::from(1),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "motcua: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run(args: &Motcua) -> Result<Outcome> {
    let content = args.content.as_path();
    match &args.task {
        Task::Build(task) => build::run(content, args.theme.as_deref(), task),
        Task::Check(task) => check::run(content, task),
        Task::Serve(task) => serve::run(content, args.theme.as_deref(), task),
        Task::New(task) => new::run(content, task),
        Task::Import(task) => import::run(task),
        Task::Schema(task) => schema::run(task),
        Task::List(task) => list::run(content, task),
        Task::Search(task) => search::run(content, task),
        Task::Backup(task) => data::backup(task),
        Task::Restore(task) => data::restore(task),
        Task::Export(task) => data::export(task),
        Task::Load(task) => data::load(task),
        Task::Doctor(task) => data::doctor(task),
        Task::Retention(task) => data::retention(content, task),
        Task::Officer(task) => officer::run(content, task),
    }
}

/// The catalogue of `content`, or nothing after its problems were printed.
fn load(content: &Path) -> Result<Option<Catalogue>> {
    match generator::parse(&generator::read(content)) {
        Ok(catalogue) => Ok(Some(catalogue)),
        Err(problems) => {
            let text = report::report(&problems, content, report::Format::Text);
            io::stderr().write_all(text.as_bytes())?;
            writeln!(io::stderr(), "{}", report::counts(&problems))?;
            Ok(None)
        }
    }
}

fn print(text: &str) -> Result<()> {
    io::stdout().write_all(text.as_bytes())?;
    Ok(())
}

/// `motcua list | head` ends the reader first; that is no failure.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
