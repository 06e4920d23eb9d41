//! One thread writes. Whatever has queued up while the disk was busy is committed together, so that many small
//! submissions share one sync; each stands behind its own savepoint and fails alone.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::error;
use crate::store::StoreError;

/// Most jobs that share one commit: bounds how long the first of them waits.
const TOGETHER: usize = 64;

/// The thread that writes.
#[derive(Debug)]
pub(super) struct Writer {
    jobs: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

/// Work for the writer. It runs inside a transaction, or is told why there is none, and says what to do at its end.
type Job = Box<dyn FnOnce(Result<&Connection, StoreError>) -> (Keep, Tell) + Send>;

/// Tells who waits how the commit ended.
type Tell = Box<dyn FnOnce(Result<(), StoreError>) + Send>;

/// Whether what a job did is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keep {
    Changes,
    Nothing,
}

impl Writer {
    /// Starts the thread with its connection.
    pub(super) fn start(connection: Connection) -> Result<Writer, StoreError> {
        let (jobs, queue) = channel();
        let thread = std::thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || run(&connection, &queue))
            .map_err(|error| StoreError::Away(error.to_string()))?;
        Ok(Writer { jobs: Some(jobs), thread: Some(thread) })
    }

    /// Does `work` in a transaction, and answers once that is on the disk.
    pub(super) async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let gone = || StoreError::Away("the writer has ended".to_owned());
        let (tell, told) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            let result = connection.and_then(work);
            let keep = if result.is_ok() { Keep::Changes } else { Keep::Nothing };
            let answer: Tell = Box::new(move |committed| {
                // Whoever waited may have gone; what was committed stays.
                let _ = tell.send(result.and_then(|value| committed.map(|()| value)));
            });
            (keep, answer)
        });
        self.jobs.as_ref().ok_or_else(gone)?.send(job).map_err(|_| gone())?;
        told.await.map_err(|_| gone())?
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // The queue ends when its sender is gone; the thread commits what is in it.
        drop(self.jobs.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn run(connection: &Connection, queue: &Receiver<Job>) {
    while let Ok(first) = queue.recv() {
        if let Err(begun) = connection.execute_batch("BEGIN IMMEDIATE") {
            let (_, tell) = first(Err(error(begun)));
            tell(Ok(()));
            continue;
        }
        let mut waiting = vec![one(connection, first)];
        // SQLite itself takes the whole transaction back when the disk is full or fails: then nothing more joins it.
        while waiting.len() < TOGETHER
            && !connection.is_autocommit()
            && let Ok(job) = queue.try_recv()
        {
            waiting.push(one(connection, job));
        }
        let committed = match connection.is_autocommit() {
            true => Err(StoreError::CannotWrite("taken back with a write that failed".to_owned())),
            false => connection.execute_batch("COMMIT").map_err(error),
        };
        if committed.is_err() && !connection.is_autocommit() {
            // The next BEGIN tells if even this fails.
            let _ = connection.execute_batch("ROLLBACK");
        }
        waiting.into_iter().for_each(|tell| tell(committed.clone()));
    }
}

/// Runs one job behind a savepoint.
fn one(connection: &Connection, job: Job) -> Tell {
    if let Err(failed) = connection.execute_batch("SAVEPOINT job") {
        return job(Err(error(failed))).1;
    }
    let (keep, tell) = job(Ok(connection));
    if connection.is_autocommit() {
        return tell;
    }
    let end = match keep {
        Keep::Changes => "RELEASE job",
        Keep::Nothing => "ROLLBACK TO job; RELEASE job",
    };
    match connection.execute_batch(end) {
        Ok(()) => tell,
        Err(failed) => Box::new(move |committed| tell(committed.and(Err(error(failed))))),
    }
}
