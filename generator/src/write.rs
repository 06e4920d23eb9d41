//! The other end that touches the disk: files become a folder, completely or not at all.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::num::NonZero;
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use crate::read::reason;

/// The file by which a folder shows that this program made it; it lists what belongs to it.
const MARK: &str = ".motcua";

/// Why a site could not be written; the folder is as it was before.
#[derive(Debug)]
pub enum WriteError {
    /// The folder holds something this program did not make.
    NotOurs(PathBuf),
    /// The folder is the content folder, above it or below it.
    InContent(PathBuf),
    /// Another build is writing there now.
    Busy(PathBuf),
    /// The operating system refused.
    Disk(PathBuf, io::Error),
}

impl std::fmt::Display for WriteError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            WriteError::NotOurs(at) => write!(
                out,
                "thư mục {} có tệp mà chương trình này không tạo ra, nên không ghi đè; chọn thư mục trống hoặc chưa có",
                at.display()
            ),
            WriteError::InContent(at) => write!(
                out,
                "không ghi trang vào {}: đó là thư mục nội dung, hoặc nằm trên hay dưới nó; chọn thư mục khác",
                at.display()
            ),
            WriteError::Busy(at) => {
                write!(out, "một lần dựng khác đang ghi vào {}; đợi nó xong rồi thử lại", at.display())
            }
            WriteError::Disk(at, error) => {
                write!(out, "không ghi được {}: {}; trang cũ vẫn còn nguyên", at.display(), reason(error))
            }
        }
    }
}

impl std::error::Error for WriteError {}

/// What a build did to a folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files of the site.
    pub files: usize,
    /// Their size.
    pub size_bytes: u64,
    /// Files whose bytes changed, or that are new.
    pub changed: usize,
    /// Files of the old site that the new one no longer has.
    pub removed: usize,
}

/// Takes the files of a site and puts them in place when all are there.
///
/// Changed files wait in a folder beside the site; [`Writer::finish`] moves them in. A build that fails,
/// or a disk that fills up before that, leaves the old site as it was. Threads of its own write, half as many as there are
/// cores: who draws pages never waits for the disk, and the folder is not fought over.
pub struct Writer {
    folder: PathBuf,
    staging: PathBuf,
    old: Option<Arc<BTreeSet<String>>>,
    made: Arc<Mutex<Made>>,
    queue: Option<SyncSender<(String, Vec<u8>)>>,
    threads: Vec<JoinHandle<()>>,
    _lock: File,
}

/// Files that wait for a thread: some hundred kilobytes.
const QUEUE: usize = 64;

#[derive(Default)]
struct Made {
    files: BTreeSet<String>,
    folders: BTreeSet<PathBuf>,
    changed: Vec<String>,
    size_bytes: u64,
    failed: Option<(PathBuf, io::Error)>,
}

impl Writer {
    /// A writer into `folder`, which must be new, empty, or an earlier site; never near `content`.
    ///
    /// Errors: all of [`WriteError`].
    pub fn new(folder: &Path, content: &Path) -> Result<Writer, WriteError> {
        let folder = resolved(folder).map_err(|error| WriteError::Disk(folder.to_owned(), error))?;
        refuse_content(&folder, content)?;
        let old = old_files(&folder)?;
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let parent = folder.parent().unwrap_or(Path::new("/")).to_owned();
        let staging = parent.join(format!(".{name}.motcua"));
        let disk = |error| WriteError::Disk(staging.clone(), error);
        fs::create_dir_all(&staging).map_err(disk)?;
        let lock = File::create(staging.join("lock")).map_err(disk)?;
        lock.try_lock().map_err(|error| match error {
            fs::TryLockError::WouldBlock => WriteError::Busy(folder.clone()),
            fs::TryLockError::Error(error) => disk(error),
        })?;
        let new = staging.join("new");
        match fs::remove_dir_all(&new) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(disk(error)),
            _ => {}
        }
        fs::create_dir(&new).map_err(disk)?;
        let made = Arc::<Mutex<Made>>::default();
        let (queue, files) = mpsc::sync_channel(QUEUE);
        let files = Arc::new(Mutex::new(files));
        let old = old.map(Arc::new);
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        let threads = (0..cores.div_ceil(2))
            .map(|_| {
                let stage = Stage {
                    new: new.clone(),
                    old: old.is_some().then(|| folder.clone()),
                    made: Arc::clone(&made),
                };
                let files = Arc::clone(&files);
                std::thread::spawn(move || {
                    while let Ok((address, bytes)) = next(&files) {
                        stage.take(address, &bytes);
                    }
                })
            })
            .collect();
        Ok(Writer { folder, staging, old, made, queue: Some(queue), threads, _lock: lock })
    }

    /// Takes one file. Callable from many threads; the first failure is told by [`Writer::finish`].
    pub fn put(&self, address: String, bytes: Vec<u8>) {
        let queue = self.queue.as_ref().expect("the queue is open until the writer ends");
        queue.send((address, bytes)).expect("a thread takes files until the queue is closed");
    }

    /// True once something failed: the rest need not be made.
    pub fn has_failed(&self) -> bool {
        locked(&self.made).failed.is_some()
    }

    /// Moves everything into place.
    ///
    /// Errors: what failed first; then the old site stays.
    pub fn finish(mut self) -> Result<Written, WriteError> {
        self.close();
        let mut made = std::mem::take(&mut *locked(&self.made));
        if let Some((at, error)) = made.failed.take() {
            return Err(WriteError::Disk(self.folder.join(at), error));
        }
        let files = made.files.len();
        let disk = |error| WriteError::Disk(self.folder.clone(), error);
        let listing = made.files.iter().fold(String::new(), |list, file| list + file + "\n");
        let mark = self.staging.join("new").join(MARK);
        fs::write(&mark, listing).map_err(disk)?;
        let stale: Vec<&String> =
            self.old.iter().flat_map(|old| old.iter()).filter(|file| !made.files.contains(*file)).collect();
        if self.old.is_some() {
            for file in made.changed.iter().map(String::as_str).chain([MARK]) {
                let target = self.folder.join(file);
                fs::create_dir_all(target.parent().unwrap_or(&self.folder)).map_err(disk)?;
                fs::rename(self.staging.join("new").join(file), target).map_err(disk)?;
            }
            for file in &stale {
                remove(&self.folder, file).map_err(disk)?;
            }
        } else {
            match fs::remove_dir(&self.folder) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(disk(error)),
                _ => {}
            }
            fs::rename(self.staging.join("new"), &self.folder).map_err(disk)?;
        }
        let written =
            Written { files, size_bytes: made.size_bytes, changed: made.changed.len(), removed: stale.len() };
        Ok(written)
    }

    /// Waits until every file that was put is staged.
    fn close(&mut self) {
        self.queue = None;
        for thread in self.threads.drain(..) {
            thread.join().expect("a thread that writes does not panic");
        }
    }
}

/// What a thread needs to write.
struct Stage {
    new: PathBuf,
    /// The old site, where there is one.
    old: Option<PathBuf>,
    made: Arc<Mutex<Made>>,
}

impl Stage {
    fn take(&self, address: String, bytes: &[u8]) {
        let unchanged =
            self.old.as_ref().is_some_and(|old| fs::read(old.join(&address)).is_ok_and(|old| old == bytes));
        let staged = if unchanged { Ok(()) } else { self.write(&address, bytes) };
        let mut made = locked(&self.made);
        made.size_bytes += bytes.len() as u64;
        match staged {
            Ok(()) if unchanged => {}
            Ok(()) => made.changed.push(address.clone()),
            Err(error) => {
                made.failed.get_or_insert((PathBuf::from(&address), error));
            }
        }
        made.files.insert(address);
    }

    fn write(&self, address: &str, bytes: &[u8]) -> io::Result<()> {
        let target = self.new.join(address);
        if let Some(parent) = target.parent()
            && !locked(&self.made).folders.contains(parent)
        {
            fs::create_dir_all(parent)?;
            locked(&self.made).folders.insert(parent.to_owned());
        }
        File::create(target)?.write_all(bytes)
    }
}

fn next(files: &Mutex<Receiver<(String, Vec<u8>)>>) -> Result<(String, Vec<u8>), mpsc::RecvError> {
    locked(files).recv()
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Drop for Writer {
    /// Clears the folder beside the site, also after a build that was given up. What can't be cleared now, the next
    /// build clears.
    fn drop(&mut self) {
        self.close();
        let _ = fs::remove_dir_all(&self.staging);
    }
}

/// Where `path` really leads: links followed, `..` taken out, also where nothing stands yet.
fn resolved(path: &Path) -> io::Result<PathBuf> {
    let mut real = PathBuf::new();
    for part in std::path::absolute(path)?.components() {
        match part {
            Component::ParentDir => {
                real.pop();
            }
            part => {
                real.push(part);
                real = fs::canonicalize(&real).unwrap_or(real);
            }
        }
    }
    Ok(real)
}

fn refuse_content(folder: &Path, content: &Path) -> Result<(), WriteError> {
    let content = resolved(content).map_err(|error| WriteError::Disk(content.to_owned(), error))?;
    if folder.starts_with(&content) || content.starts_with(folder) {
        return Err(WriteError::InContent(folder.to_owned()));
    }
    Ok(())
}

/// The files of the site in `folder`; `None` when there is nothing yet.
fn old_files(folder: &Path) -> Result<Option<BTreeSet<String>>, WriteError> {
    match fs::read_to_string(folder.join(MARK)) {
        Ok(listing) => {
            return Ok(Some(listing.lines().filter(|line| is_inside(line)).map(str::to_owned).collect()));
        }
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {}
        Err(error) => return Err(WriteError::Disk(folder.join(MARK), error)),
    }
    match fs::read_dir(folder) {
        Ok(mut entries) => match entries.next() {
            None => Ok(None),
            Some(_) => Err(WriteError::NotOurs(folder.to_owned())),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            Err(WriteError::NotOurs(folder.to_owned()))
        }
        Err(error) => Err(WriteError::Disk(folder.to_owned(), error)),
    }
}

/// A listing somebody edited must not lead out of the folder.
fn is_inside(address: &str) -> bool {
    !address.is_empty() && Path::new(address).components().all(|part| matches!(part, Component::Normal(_)))
}

fn remove(folder: &Path, file: &str) -> io::Result<()> {
    match fs::remove_file(folder.join(file)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut parent = Path::new(file).parent();
    while let Some(below) = parent.filter(|below| !below.as_os_str().is_empty()) {
        // Only empty folders go; the first that is not ends the climb.
        if fs::remove_dir(folder.join(below)).is_err() {
            break;
        }
        parent = below.parent();
    }
    Ok(())
}
