//! Folders that a site must not be written to, or can't be.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use generator::{WriteError, Writer};
use insta::assert_snapshot;
use tests::{Folder, files};

/// What a person is told when a site is to be written to `out`.
fn refusal(folder: &Folder, out: &Path) -> String {
    match Writer::new(out, &folder.path()) {
        Ok(_) => "no refusal".to_owned(),
        Err(error) => folder.without_place(&error.to_string()),
    }
}

fn write(folder: &Folder, out: &Path, site: &[(&str, &str)]) -> Result<generator::Written, WriteError> {
    let writer = Writer::new(out, &folder.path())?;
    for (address, text) in site {
        writer.put((*address).to_owned(), text.as_bytes().to_vec());
    }
    writer.finish()
}

#[test]
fn the_content_folder_itself() {
    let folder = Folder::whole();
    let before = files(&folder.path());
    assert_snapshot!(refusal(&folder, &folder.path()), @"không ghi trang vào content: đó là thư mục nội dung, hoặc nằm trên hay dưới nó; chọn thư mục khác");
    assert_eq!(files(&folder.path()), before);
}

#[test]
fn a_folder_above_the_content() {
    let folder = Folder::whole();
    assert_snapshot!(refusal(&folder, folder.path().parent().unwrap()), @"không ghi trang vào ...: đó là thư mục nội dung, hoặc nằm trên hay dưới nó; chọn thư mục khác");
}

#[test]
fn a_folder_inside_the_content() {
    let folder = Folder::whole();
    assert_snapshot!(refusal(&folder, &folder.path().join("procedures/public")), @"không ghi trang vào content/procedures/public: đó là thư mục nội dung, hoặc nằm trên hay dưới nó; chọn thư mục khác");
    assert!(!folder.path().join("procedures/public").exists());
}

#[test]
fn a_link_to_the_content() {
    let folder = Folder::whole();
    symlink(folder.path(), folder.beside("public")).unwrap();
    assert_snapshot!(refusal(&folder, &folder.beside("public")), @"không ghi trang vào content: đó là thư mục nội dung, hoặc nằm trên hay dưới nó; chọn thư mục khác");
}

#[test]
fn the_content_by_a_roundabout_way() {
    let folder = Folder::whole();
    assert_snapshot!(refusal(&folder, &folder.beside("nowhere/../content")), @"không ghi trang vào content: đó là thư mục nội dung, hoặc nằm trên hay dưới nó; chọn thư mục khác");
    assert!(!folder.beside("nowhere").exists());
}

#[test]
fn a_folder_with_files_of_somebody_else() {
    let folder = Folder::whole();
    fs::create_dir(folder.beside("photos")).unwrap();
    fs::write(folder.beside("photos/wedding.jpg"), "a picture").unwrap();
    assert_snapshot!(refusal(&folder, &folder.beside("photos")), @"thư mục .../photos có tệp mà chương trình này không tạo ra, nên không ghi đè; chọn thư mục trống hoặc chưa có");
    assert_eq!(files(&folder.beside("photos")).len(), 1);
}

#[test]
fn a_file() {
    let folder = Folder::whole();
    fs::write(folder.beside("public"), "a file").unwrap();
    assert_snapshot!(refusal(&folder, &folder.beside("public")), @"thư mục .../public có tệp mà chương trình này không tạo ra, nên không ghi đè; chọn thư mục trống hoặc chưa có");
}

#[test]
fn a_folder_below_a_file() {
    let folder = Folder::whole();
    fs::write(folder.beside("file"), "a file").unwrap();
    assert_snapshot!(refusal(&folder, &folder.beside("file/public")), @"thư mục .../file/public có tệp mà chương trình này không tạo ra, nên không ghi đè; chọn thư mục trống hoặc chưa có");
}

#[test]
fn a_disk_that_is_only_for_reading() {
    let folder = Folder::whole();
    assert_snapshot!(refusal(&folder, Path::new("/proc/public")), @"không ghi được /proc/.public.motcua: không có tệp hoặc thư mục này; trang cũ vẫn còn nguyên");
}

#[test]
fn two_builds_at_once() {
    let folder = Folder::whole();
    let out = folder.beside("public");
    let first = Writer::new(&out, &folder.path()).unwrap();
    assert_snapshot!(refusal(&folder, &out), @"một lần dựng khác đang ghi vào .../public; đợi nó xong rồi thử lại");
    first.put("index.html".to_owned(), b"first".to_vec());
    first.finish().unwrap();
    assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "first");
    write(&folder, &out, &[("index.html", "second")]).unwrap();
    assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "second");
}

#[test]
fn a_build_that_is_given_up_leaves_the_old_site_and_no_litter() {
    let folder = Folder::whole();
    let out = folder.beside("public");
    write(&folder, &out, &[("index.html", "old"), ("a/index.html", "old")]).unwrap();
    let before = files(&out);
    let writer = Writer::new(&out, &folder.path()).unwrap();
    writer.put("index.html".to_owned(), b"new".to_vec());
    drop(writer);
    assert_eq!(files(&out), before);
    write(&folder, &out, &[("index.html", "old"), ("a/index.html", "old")]).unwrap();
    assert_eq!(files(&out), before);
    let beside: Vec<_> =
        fs::read_dir(out.parent().unwrap()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(beside.len(), 2, "content and public only: {beside:?}");
}

#[test]
fn a_linked_folder_is_written_where_the_link_leads() {
    let folder = Folder::whole();
    let (real, link) = (folder.beside("real"), folder.beside("public"));
    fs::create_dir(&real).unwrap();
    symlink(&real, &link).unwrap();
    write(&folder, &link, &[("index.html", "new")]).unwrap();
    assert!(link.is_symlink());
    assert_eq!(fs::read_to_string(real.join("index.html")).unwrap(), "new");
}

#[test]
fn a_listing_somebody_edited_removes_nothing_outside() {
    let folder = Folder::whole();
    let out = folder.beside("public");
    write(&folder, &out, &[("index.html", "old")]).unwrap();
    let mine = folder.beside("mine.txt");
    fs::write(&mine, "mine").unwrap();
    fs::write(out.join(".motcua"), format!("index.html\n../mine.txt\n{}\n", mine.display())).unwrap();
    write(&folder, &out, &[("index.html", "new")]).unwrap();
    assert_eq!(fs::read_to_string(mine).unwrap(), "mine");
}

#[test]
fn only_what_changed_is_touched() {
    let folder = Folder::whole();
    let out = folder.beside("public");
    write(&folder, &out, &[("same", "1"), ("changed", "1"), ("deep/gone", "1")]).unwrap();
    let time = |name: &str| fs::metadata(out.join(name)).unwrap().modified().unwrap();
    let before = time("same");
    let written = write(&folder, &out, &[("same", "1"), ("changed", "2"), ("new", "1")]).unwrap();
    assert_eq!((written.files, written.changed, written.removed), (3, 2, 1));
    assert_eq!(time("same"), before);
    assert!(!out.join("deep").exists());
}

#[test]
#[allow(clippy::print_stdout, reason = "a test that does nothing says so")]
fn a_full_disk_leaves_the_old_site() {
    let folder = Folder::whole();
    let disk = folder.beside("disk");
    fs::create_dir(&disk).unwrap();
    let Some(mounted) = Mounted::small(&disk) else {
        println!("skipped: no small disk can be mounted here (it needs root)");
        return;
    };
    let out = disk.join("public");
    write(&folder, &out, &[("index.html", "old")]).unwrap();
    let before = files(&out);
    let large = "x".repeat(300_000);
    let error = write(&folder, &out, &[("index.html", "new"), ("large.html", &large)]).unwrap_err();
    assert_snapshot!(folder.without_place(&error.to_string()), @"không ghi được .../disk/public/large.html: ổ đĩa đã đầy; trang cũ vẫn còn nguyên");
    assert_eq!(files(&out), before);
    write(&folder, &out, &[("index.html", "new")]).unwrap();
    assert_eq!(
        files(&out),
        BTreeMap::from([(".motcua".into(), "index.html\n".into()), ("index.html".into(), "new".into())])
    );
    drop(mounted);
}

/// A disk of 256 kB, gone when dropped.
struct Mounted(PathBuf);

impl Mounted {
    fn small(at: &Path) -> Option<Mounted> {
        let mount =
            Command::new("mount").args(["-t", "tmpfs", "-o", "size=256k", "motcua-test"]).arg(at).output();
        mount.is_ok_and(|done| done.status.success()).then(|| Mounted(at.to_owned()))
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).output();
    }
}
