//! The function alone on one machine: takes dossiers by the rules file that `motcua build` made, and looks after them.

mod args;

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use args::{Asked, HELP, Serve, Task};
use content::intake::Intake;
use lookup_fn::api::{Clock, Function, Log, Rules, router};
use lookup_fn::dossier::ServerKey;
use lookup_fn::retention::keep_periods;
use lookup_fn::serve::{serve, sweep_uploads, told_to_stop};
use lookup_fn::store::{MemoryStore, SqliteStore, Staff, Store};
use lookup_fn::{Moment, operate, rules};

/// Threads that wait for the disk at once: each costs memory, and one disk does no more at a time.
const MOST_WAITING: usize = 32;
/// What an answer under way may take once the program is told to stop.
const LONGEST_ANSWER: Duration = Duration::from_secs(10);

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let done = match args::asked(&words) {
        Ok(Asked::Help) => {
            let _ = io::stdout().write_all(HELP.as_bytes());
            return ExitCode::SUCCESS;
        }
        Ok(Asked::Task(task)) => run(&task),
        Err(error) => Err(error),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            let _ = writeln!(io::stderr(), "lookup-fn: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(task: &Task) -> Result<ExitCode, String> {
    let now = Moment::now();
    let text = match task {
        Task::Serve(serve) => return take_dossiers(serve).map(|()| ExitCode::SUCCESS),
        Task::Doctor { data } => {
            let examined = operate::doctor(data)?;
            print(&examined.text)?;
            return Ok(if examined.is_well { ExitCode::SUCCESS } else { ExitCode::from(1) });
        }
        Task::Backup { folder, data } => operate::backup(data, folder, now)?,
        Task::Restore { folder, data } => operate::restore(folder, data, now)?,
        Task::Export { folder, data } => operate::export(data, folder)?,
        Task::Load { folder, data } => operate::load(folder, data)?,
        Task::Retention { data, rules, dry_run } => {
            let rules = read_rules(rules)?;
            match dry_run {
                true => operate::look_at_periods(data, &rules, now)?,
                false => operate::delete_over(data, &rules, now)?,
            }
        }
    };
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn print(text: &str) -> Result<(), String> {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(operate::of_system(&error)),
        _ => Ok(()),
    }
}

fn read_rules(path: &Path) -> Result<Arc<Intake>, String> {
    rules::read(path).map(Arc::new)
}

fn take_dossiers(args: &Serve) -> Result<(), String> {
    let rules = read_rules(&args.rules)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(MOST_WAITING)
        .build()
        .map_err(|error| operate::of_system(&error))?;
    match &args.data {
        Some(data) => {
            let store = SqliteStore::open(data).map_err(|error| error.to_string())?;
            let key = store.server_key().clone();
            runtime.spawn(sweep_uploads(store.clone()));
            let own = rules.clone();
            let rules_now: Rules = Arc::new(move || Some(own.clone()));
            runtime.spawn(keep_periods(store.clone(), rules_now, clock(), log()));
            runtime.block_on(answer(store, key, rules, args))
        }
        None => {
            let key = ServerKey::random().map_err(|_| "máy không cho số ngẫu nhiên".to_owned())?;
            runtime.block_on(answer(MemoryStore::new(), key, rules, args))
        }
    }
}

fn clock() -> Clock {
    Arc::new(Moment::now)
}

/// A log that can't be written is no reason to stop taking dossiers.
fn log() -> Log {
    Arc::new(|line| drop(writeln!(io::stderr(), "{line}")))
}

async fn answer<S: Store + Staff>(
    store: S,
    key: ServerKey,
    rules: Arc<Intake>,
    args: &Serve,
) -> Result<(), String> {
    let function = Function {
        store,
        rules: Arc::new(move || Some(rules.clone())),
        key,
        clock: clock(),
        log: log(),
        settings: args.settings.clone(),
    };
    let listener = tokio::net::TcpListener::bind(args.address)
        .await
        .map_err(|error| format!("không mở được {}: {}", args.address, operate::of_system(&error)))?;
    let at = listener.local_addr().map_err(|error| operate::of_system(&error))?;
    let _ = writeln!(io::stdout(), "http://{at}/api/health");
    serve(listener, router(function), args.proxies.clone(), told_to_stop(), LONGEST_ANSWER)
        .await
        .map_err(|error| operate::of_system(&error))
}
