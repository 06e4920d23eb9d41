//! Bytes of uploads and dossiers on a disk.
//!
//! `tmp/<id>-<sha256>` while nobody names them, `kept/<dossier>/<sha256>` afterwards. The order that makes an accepted
//! dossier safe: bytes synced, linked into the dossier's folder, folders synced, and only then the transaction that names
//! them. A hard link and not a rename: when the transaction fails, the same submission can be sent again.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use sha2::{Digest, Sha256};

use super::trouble::of_system;
use super::{StoreError, Upload};
use crate::Hash;
use crate::dossier::{DossierCode, FileKind};

/// How long bytes are kept that no dossier names.
const TMP_KEPT: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// The folders of bytes.
#[derive(Clone, Debug)]
pub struct Files {
    tmp: PathBuf,
    kept: PathBuf,
}

/// Bytes of an upload while they come in.
#[derive(Debug)]
pub struct Receiving {
    upload: Upload,
    file: File,
    part: PathBuf,
    whole: PathBuf,
    sum: Sha256,
    head: Vec<u8>,
    length: u64,
}

impl Files {
    /// The folders below `root`, wherever they are.
    pub(super) fn of(root: &Path) -> Files {
        Files { tmp: root.join("tmp"), kept: root.join("kept") }
    }

    /// The folders below `root`, made where they are missing.
    pub(super) fn open(root: &Path) -> Result<Files, StoreError> {
        let files = Files::of(root);
        for folder in [&files.tmp, &files.kept] {
            fs::create_dir_all(folder).map_err(|error| cannot_write(folder, &error))?;
        }
        sync_folder(root)?;
        Ok(files)
    }

    /// Begins to take the bytes of `upload`.
    ///
    /// Errors: nothing can be written.
    pub fn receive(&self, upload: &Upload) -> Result<Receiving, StoreError> {
        let whole = self.tmp.join(upload.file_name());
        // Two requests may send the same upload at once.
        let mut salt = [0; 8];
        getrandom::fill(&mut salt).map_err(|error| StoreError::Away(error.to_string()))?;
        let part = whole.with_extension(format!("{:016x}.part", u64::from_be_bytes(salt)));
        let file = File::create(&part).map_err(|error| cannot_write(&part, &error))?;
        let (sum, head) = (Sha256::new(), Vec::with_capacity(16));
        Ok(Receiving { upload: upload.clone(), file, part, whole, sum, head, length: 0 })
    }

    /// Links `uploads` into the folder of a dossier and syncs it.
    pub(super) fn keep(&self, code: &DossierCode, uploads: &[Upload]) -> Result<(), StoreError> {
        if uploads.is_empty() {
            return Ok(());
        }
        let folder = self.folder(code);
        fs::create_dir_all(&folder).map_err(|error| cannot_write(&folder, &error))?;
        for upload in uploads {
            let (from, to) = (self.tmp.join(upload.file_name()), self.path(code, upload.sha256));
            match fs::hard_link(&from, &to) {
                Ok(()) => {}
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    return Err(StoreError::NoSuchFile(upload.sha256));
                }
                // The same bytes came before.
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                // A disk without hard links.
                Err(_) => copy(&from, &to)?,
            }
        }
        sync_folder(&folder)?;
        sync_folder(&self.kept)
    }

    /// Lets go of uploads that a dossier has now. What stays behind is swept later.
    pub(super) fn let_go(&self, uploads: &[Upload]) {
        for upload in uploads {
            let _ = fs::remove_file(self.tmp.join(upload.file_name()));
        }
    }

    /// Bytes of a file of a dossier; none when it isn't there.
    pub(super) fn read(&self, code: &DossierCode, sha256: Hash) -> Result<Option<Vec<u8>>, StoreError> {
        match fs::read(self.path(code, sha256)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(away(&self.path(code, sha256), &error)),
        }
    }

    /// Removes the folder of a dossier.
    pub(super) fn remove(&self, code: &DossierCode) -> Result<(), StoreError> {
        let folder = self.folder(code);
        match fs::remove_dir_all(&folder) {
            Ok(()) => sync_folder(&self.kept),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(cannot_write(&folder, &error)),
        }
    }

    /// Where the bytes of a file of a dossier lie, for a server that sends them piece by piece.
    pub fn path(&self, code: &DossierCode, sha256: Hash) -> PathBuf {
        self.folder(code).join(sha256.to_string())
    }

    /// Removes uploads that nobody named for 7 days.
    pub(super) fn sweep_tmp(&self, now: SystemTime) -> Result<usize, StoreError> {
        let mut swept = 0;
        for entry in fs::read_dir(&self.tmp).map_err(|error| away(&self.tmp, &error))? {
            let entry = entry.map_err(|error| away(&self.tmp, &error))?;
            let changed = entry.metadata().and_then(|about| about.modified());
            let old = changed.is_ok_and(|then| now.duration_since(then).is_ok_and(|age| age > TMP_KEPT));
            if old && fs::remove_file(entry.path()).is_ok() {
                swept += 1;
            }
        }
        Ok(swept)
    }

    /// Codes that have a folder, and the files in each.
    pub(super) fn folders(&self) -> Result<Vec<(String, Vec<String>)>, StoreError> {
        let names = |folder: &Path| -> io::Result<Vec<String>> {
            fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
        };
        let away = |error: io::Error| away(&self.kept, &error);
        let codes = names(&self.kept).map_err(away)?;
        codes
            .into_iter()
            .map(|code| {
                let files = names(&self.kept.join(&code)).map_err(away)?;
                Ok((code, files))
            })
            .collect()
    }

    fn folder(&self, code: &DossierCode) -> PathBuf {
        // A code is capital letters, digits, dots and dashes: a name on every disk.
        self.kept.join(code.as_str())
    }
}

impl Receiving {
    /// Takes the next bytes.
    ///
    /// Errors: more came than was said, or nothing can be written.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        self.length += bytes.len() as u64;
        if self.length > self.upload.size_bytes {
            return Err(StoreError::WrongBytes);
        }
        let missing = 16_usize.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(&bytes[..missing]);
        self.sum.update(bytes);
        self.file.write_all(bytes).map_err(|error| cannot_write(&self.part, &error))
    }

    /// Checks what came against what was said, and syncs it.
    ///
    /// Errors: it is something else, or nothing can be written.
    pub fn finish(mut self) -> Result<(), StoreError> {
        let sum = Hash(std::mem::take(&mut self.sum).finalize().into());
        let same = self.length == self.upload.size_bytes
            && sum == self.upload.sha256
            && FileKind::of(&self.head) == Some(self.upload.kind);
        if !same {
            return Err(StoreError::WrongBytes);
        }
        self.file.sync_all().map_err(|error| cannot_write(&self.part, &error))?;
        fs::rename(&self.part, &self.whole).map_err(|error| cannot_write(&self.whole, &error))
    }
}

impl Drop for Receiving {
    fn drop(&mut self) {
        // After `finish` it isn't there any more.
        let _ = fs::remove_file(&self.part);
    }
}

fn copy(from: &Path, to: &Path) -> Result<(), StoreError> {
    fs::copy(from, to).and_then(|_| File::open(to)?.sync_all()).map_err(|error| cannot_write(to, &error))
}

/// Makes the names in a folder last.
pub(super) fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(|error| cannot_write(folder, &error))
}

pub(super) fn cannot_write(path: &Path, error: &io::Error) -> StoreError {
    StoreError::CannotWrite(format!("{}: {}", path.display(), of_system(error)))
}

/// Held while files are copied, together with others who copy; nobody deletes meanwhile, in no process.
pub(super) fn copying(root: &Path) -> Result<File, StoreError> {
    let lock = deleting_lock(root)?;
    lock.lock_shared().map_err(|error| away(root, &error))?;
    Ok(lock)
}

/// Held alone while files are deleted: waits for whoever copies.
pub(super) fn deleting(root: &Path) -> Result<File, StoreError> {
    let lock = deleting_lock(root)?;
    lock.lock().map_err(|error| away(root, &error))?;
    Ok(lock)
}

fn deleting_lock(root: &Path) -> Result<File, StoreError> {
    let path = root.join("deleting");
    let open = File::options().create(true).truncate(false).write(true).open(&path);
    open.map_err(|error| cannot_write(&path, &error))
}

fn away(path: &Path, error: &io::Error) -> StoreError {
    StoreError::Away(format!("{}: {}", path.display(), of_system(error)))
}
