use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::{Format, counts, report};

/// The one procedure of a new [`Folder`].
pub const PROCEDURE: &str = "procedures/ho-tich/1.001193.yaml";

/// The smallest content folder that holds together and lacks nothing: no error, no warning.
const FILES: [(&str, &str); 6] = [
    (
        "site.yaml",
        "\
name: Một cửa thử
place: Xã Thử
as_of: 2026-11-24
official: false
notice: Đây không phải trang chính thức.
national_portal: https://cong.example/
",
    ),
    (
        "fields.yaml",
        "\
groups:
  - {id: giay-to, name: Giấy tờ}
fields:
  - {id: ho-tich, name: Hộ tịch, group: giay-to}
  - {id: cu-tru, name: Cư trú, group: giay-to}
",
    ),
    (
        "agencies.yaml",
        "\
agencies:
  - {id: ubnd-cap-xa, name: Ủy ban nhân dân cấp xã, level: commune, kind: role}
",
    ),
    (
        "life-events.yaml",
        "\
life_events:
  - {id: sinh-con, name: Sinh con}
",
    ),
    (
        "legal/quoc-hoi.yaml",
        "\
issuer: Quốc hội
texts:
  - {number: 60/2014/QH13, title: Luật Hộ tịch}
",
    ),
    (
        PROCEDURE,
        "\
code: \"1.001193\"
name: Thủ tục đăng ký khai sinh
summary: Ghi tên con vào Sổ đăng ký khai sinh.
field: ho-tich
levels: [commune]
audience: [citizen]
agencies: {decides: ubnd-cap-xa}
decision: {number: 163/QĐ-BTP, date: 2026-01-15}
online: {mode: full, source: Cổng dịch vụ công quốc gia}
channels:
  - via: counter
    time: {amount: 1, unit: working_day}
    fees: [{kind: le_phi, amount_vnd: 8000, per: bản}]
cases:
  - components:
      - {name: Tờ khai đăng ký khai sinh, originals: 1}
sets: 1
steps:
  - {actor: applicant, text: Bạn chuẩn bị giấy tờ.}
  - {actor: applicant, text: Bạn nộp hồ sơ tại quầy.}
  - {actor: agency, text: Cán bộ ghi sổ và trả Giấy khai sinh.}
results: [{name: Giấy khai sinh}]
conditions: none
legal_basis: [60/2014/QH13]
life_events: [sinh-con]
source: {from: national-portal}
review: {state: drafted}
",
    ),
];

/// An artificial content folder, gone when dropped.
pub struct Folder(tempfile::TempDir);

impl Folder {
    /// A folder that `check` has nothing to say about.
    pub fn whole() -> Folder {
        let folder = Folder::empty();
        for (name, text) in FILES {
            folder.write(name, text);
        }
        folder
    }

    /// A folder with nothing in it.
    pub fn empty() -> Folder {
        Folder(tempfile::tempdir().expect("a temporary folder can be made"))
    }

    /// Where it is; the content itself, so that a test can put other things beside it.
    pub fn path(&self) -> PathBuf {
        let path = self.0.path().join("content");
        fs::create_dir_all(&path).expect("a folder can be made in a temporary folder");
        path
    }

    /// A place beside the content.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes the file `name`.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder can be made");
        fs::write(path, bytes).expect("a file can be written in a temporary folder");
    }

    /// The text of the file `name`.
    pub fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).expect("a test reads only files that it wrote")
    }

    /// Puts `to` in the place of `from`, which the file `name` must contain exactly once.
    pub fn change(&self, name: &str, from: &str, to: &str) {
        let text = self.text(name);
        assert_eq!(text.matches(from).count(), 1, "{from:?} in {name}");
        self.write(name, text.replace(from, to));
    }

    /// What `motcua check` prints of it, as if it stood at `content`.
    pub fn check(&self) -> String {
        let (_, problems) = generator::check(&self.path());
        let printed = report(&problems, Path::new("content"), Format::Text) + &counts(&problems);
        self.without_place(&printed)
    }

    /// `text` with this folder called `content` and places beside it `.../name`, the same on every machine.
    pub fn without_place(&self, text: &str) -> String {
        let at = |path: &Path| path.display().to_string();
        text.replace(&at(&self.path()), "content").replace(&at(self.0.path()), "...")
    }
}

/// Every file below `folder`: its address and bytes.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("a test looks into folders that are there") {
            let path = entry.expect("a folder that was opened can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let address = path.strip_prefix(folder).expect("it stands below").display().to_string();
                found.insert(address, fs::read(&path).expect("a test reads only its own files"));
            }
        }
    }
    found
}
