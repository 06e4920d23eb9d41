//! Told when files change.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use anyhow::{Context, Result};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

/// An editor's save is a burst of events; this long after the last one it is over.
const QUIET: Duration = Duration::from_millis(8);

/// Changes below some folders. Dropping it ends the watch.
pub struct Watch {
    changes: Receiver<notify::Result<Event>>,
    _watcher: RecommendedWatcher,
}

impl Watch {
    /// Watches `folders` and everything below them.
    ///
    /// Errors: the operating system allows no (more) watches.
    pub fn new(folders: &[&Path]) -> Result<Watch> {
        let (tell, changes) = channel();
        let mut watcher = notify::recommended_watcher(tell).context("không theo dõi được tệp")?;
        for folder in folders {
            watcher
                .watch(folder, RecursiveMode::Recursive)
                .with_context(|| format!("không theo dõi được thư mục {}", folder.display()))?;
        }
        Ok(Watch { changes, _watcher: watcher })
    }

    /// Waits for the next burst of changes and gives the files in it; `None` when the watch has ended.
    pub fn next(&self) -> Option<Vec<PathBuf>> {
        let mut paths = Vec::new();
        while paths.is_empty() {
            paths.extend(changed(self.changes.recv().ok()?));
        }
        while let Ok(event) = self.changes.recv_timeout(QUIET) {
            paths.extend(changed(event));
        }
        paths.sort();
        paths.dedup();
        Some(paths)
    }
}

fn changed(event: notify::Result<Event>) -> Vec<PathBuf> {
    match event {
        Ok(event) if !matches!(event.kind, EventKind::Access(_)) => event.paths,
        _ => Vec::new(),
    }
}
