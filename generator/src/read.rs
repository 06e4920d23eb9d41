//! The first end that touches the disk: a content folder becomes a [`Source`].

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::sync::mpsc;

use content::{Rule, text};
use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::Problem;

/// Largest file that is read: a record is some kilobytes, the longest legal register some hundred.
const LARGEST_FILE_BYTES: u64 = 4 << 20;

/// One file of content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Name from the content folder, parts joined by `/`.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Every file of a content folder as text, sorted by name, and what was wrong with reading them.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The files that could be read.
    pub files: Vec<SourceFile>,
    /// The ones that could not, and faults of bare text.
    pub problems: Vec<Problem>,
}

impl Source {
    /// The text of the file called `name`.
    pub fn text(&self, name: &str) -> Option<&str> {
        let at = self.files.binary_search_by(|file| file.name.as_str().cmp(name)).ok()?;
        Some(&self.files[at].text)
    }
}

/// Reads the content folder `root`.
pub fn read(root: &Path) -> Source {
    // Files are read while the folder is still being walked.
    let (send, found) = mpsc::channel();
    let (listed, mut read) = std::thread::scope(|scope| {
        let walk = scope.spawn(move || list(root, &send));
        let read: Vec<(String, Option<SourceFile>, Vec<Problem>)> = found
            .into_iter()
            .par_bridge()
            .map(|name: String| {
                let (file, faults) = read_file(root, name.clone());
                (name, file, faults)
            })
            .collect();
        (walk.join().expect("walking a folder does not panic"), read)
    });
    let mut problems = match listed {
        Ok(problems) => problems,
        Err(problem) => return Source { files: Vec::new(), problems: vec![problem] },
    };
    read.sort_by(|(one, ..), (other, ..)| one.cmp(other));
    if read.is_empty() && problems.is_empty() {
        let message = format!("thư mục {} không có tệp nội dung nào", root.display());
        let hint = "nội dung cần ít nhất site.yaml và fields.yaml; tạo thủ tục đầu tiên bằng: motcua new MÃ";
        problems.push(Problem::of_file("", Rule::Empty, message).with_hint(hint));
    }
    let mut files = Vec::with_capacity(read.len());
    for (_, file, faults) in read {
        files.extend(file);
        problems.extend(faults);
    }
    Source { files, problems }
}

/// Reads one file again, for example after an editor saved it.
pub fn read_file(root: &Path, name: String) -> (Option<SourceFile>, Vec<Problem>) {
    match bytes(&root.join(&name)) {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => {
                let problems = text_problems(&name, &text);
                let broken = problems.iter().any(|problem| problem.severity() == content::Severity::Error);
                // Told above, and of no further harm.
                let text = if text.contains('\r') { text.replace("\r\n", "\n") } else { text };
                ((!broken).then_some(SourceFile { name, text }), problems)
            }
            Err(error) => {
                let valid = String::from_utf8_lossy(&error.as_bytes()[..error.utf8_error().valid_up_to()])
                    .into_owned();
                let line = valid.matches('\n').count() + 1;
                let message = format!("dòng {line} có byte không phải UTF-8");
                let hint = "mở tệp bằng trình soạn thảo và lưu lại với bảng mã UTF-8";
                let mut problem = Problem::of_file(&name, Rule::NotUtf8, message).with_hint(hint);
                problem.line = line;
                (None, vec![problem])
            }
        },
        Err(problem) => (None, vec![Problem { file: name, ..problem }]),
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>, Problem> {
    let unreadable = |error: std::io::Error| {
        Problem::of_file("", Rule::Unreadable, format!("không đọc được tệp: {}", reason(&error)))
    };
    let file = File::open(path).map_err(unreadable)?;
    let size = file.metadata().map_err(unreadable)?.len();
    if size > LARGEST_FILE_BYTES {
        let message = format!("tệp dài {} MB; tối đa {} MB", size >> 20, LARGEST_FILE_BYTES >> 20);
        return Err(Problem::of_file("", Rule::TooLarge, message).with_hint("tách thành nhiều tệp nhỏ hơn"));
    }
    // One more than there should be, so that the end is found without growing; a file that grows meanwhile stays bounded.
    let mut bytes = Vec::with_capacity(size as usize + 1);
    file.take(LARGEST_FILE_BYTES).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

/// The cause of an error of the operating system, in Vietnamese where it is a usual one.
pub fn reason(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "không có tệp hoặc thư mục này".to_owned(),
        ErrorKind::PermissionDenied => "không có quyền truy cập".to_owned(),
        ErrorKind::NotADirectory => "đó là tệp, không phải thư mục".to_owned(),
        ErrorKind::StorageFull => "ổ đĩa đã đầy".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "ổ đĩa chỉ cho đọc".to_owned(),
        _ => error.to_string(),
    }
}

/// Sends the name of every file of content to `found`, and returns what hinders reading others.
fn list(root: &Path, found: &mpsc::Sender<String>) -> Result<Vec<Problem>, Problem> {
    let opened = fs::canonicalize(root).and_then(|real| fs::read_dir(&real).map(|_| real));
    let real_root = opened.map_err(|error| {
        let message = format!("không mở được thư mục nội dung {}: {}", root.display(), reason(&error));
        Problem::of_file("", Rule::Unreadable, message).with_hint("chỉ đúng thư mục bằng --content THƯ_MỤC")
    })?;
    let mut problems = Vec::new();
    let mut walk = WalkDir::new(&real_root).follow_links(true).into_iter().filter_entry(is_content);
    while let Some(entry) = walk.next() {
        match entry {
            // Only a link leads outside, and nobody goes there: what lies behind it is not ours to judge.
            Ok(entry) if entry.path_is_symlink() && leads_outside(entry.path(), &real_root) => {
                if entry.file_type().is_dir() {
                    walk.skip_current_dir();
                }
                let message = "liên kết dẫn ra ngoài thư mục nội dung";
                let hint = "chép tệp hay thư mục ấy vào đây thay vì liên kết";
                let name = name_below(entry.path(), &real_root);
                problems.push(Problem::of_file(&name, Rule::Link, message).with_hint(hint));
            }
            Ok(entry) if entry.file_type().is_file() => {
                let name = name_below(entry.path(), &real_root);
                found.send(name).expect("the reader waits until the walk has ended");
            }
            Ok(_) => {}
            Err(error) => problems.push(walk_problem(&error, &real_root)),
        }
    }
    Ok(problems)
}

/// Content is YAML and Markdown below the folder; the crate `content` lives beside it, and dot-files are tools'.
fn is_content(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_str().unwrap_or_default();
    match entry.depth() {
        0 => true,
        _ if name.starts_with('.') => false,
        1 if matches!(name, "src" | "README.md") => false,
        _ => {
            let end = entry.path().extension().and_then(|end| end.to_str());
            entry.file_type().is_dir()
                || entry.path_is_symlink()
                || matches!(end, Some("yaml" | "yml" | "md"))
        }
    }
}

fn name_below(path: &Path, root: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn leads_outside(path: &Path, root: &Path) -> bool {
    fs::canonicalize(path).is_ok_and(|real| !real.starts_with(root))
}

fn walk_problem(error: &walkdir::Error, root: &Path) -> Problem {
    let name = error.path().map(|path| name_below(path, root)).unwrap_or_default();
    if error.loop_ancestor().is_some() {
        let message = "liên kết tạo thành vòng tròn";
        return Problem::of_file(&name, Rule::Link, message).with_hint("xóa liên kết này");
    }
    if error.path().is_some_and(Path::is_symlink) {
        let message = "liên kết không dẫn tới tệp nào";
        return Problem::of_file(&name, Rule::Link, message)
            .with_hint("xóa liên kết này, hoặc chép tệp vào đó");
    }
    let cause = error.io_error().map_or_else(|| error.to_string(), reason);
    Problem::of_file(&name, Rule::Unreadable, format!("không đọc được: {cause}"))
}

/// Faults of bare text that a YAML parser lets pass.
fn text_problems(name: &str, text: &str) -> Vec<Problem> {
    if is_usual(text) {
        return Vec::new();
    }
    let mut problems = Vec::new();
    let at =
        |byte: usize, rule: Rule, message: &str| Problem::at(name, text, place(text, byte), rule, message);
    if text.starts_with('\u{feff}') {
        let hint = "lưu lại với bảng mã “UTF-8”, không phải “UTF-8 with BOM”";
        problems.push(at(0, Rule::ByteOrderMark, "tệp bắt đầu bằng dấu BOM").with_hint(hint));
    }
    if let Some(byte) = text.find('\t') {
        let hint = "thay bằng hai dấu cách; đặt trình soạn thảo dùng dấu cách cho tệp YAML";
        problems.push(at(byte, Rule::Tab, "có dấu tab").with_hint(hint));
    }
    if let Some(byte) = text.find('\r') {
        let hint = "đặt trình soạn thảo lưu với xuống dòng kiểu LF";
        problems.push(at(byte, Rule::CarriageReturn, "dòng kết thúc kiểu CRLF của Windows").with_hint(hint));
    }
    if let Some(byte) =
        text.char_indices().skip(1).find(|(_, letter)| is_strange(*letter)).map(|(byte, _)| byte)
    {
        let letter = text[byte..].chars().next().map_or(0, u32::from);
        let message = format!("có ký tự không nhìn thấy hoặc không chuẩn (U+{letter:04X})");
        problems
            .push(at(byte, Rule::StrangeCharacter, &message).with_hint("xóa ký tự này rồi gõ lại chữ ở đó"));
    }
    if !text::is_nfc(text) {
        let (above, line) =
            text.lines().enumerate().find(|(_, line)| !text::is_nfc(line)).unwrap_or_default();
        let good = line.chars().zip(text::nfc(line).chars()).take_while(|(is, should)| is == should).count();
        let hint = "gõ lại chữ có dấu bằng bộ gõ đặt ở bảng mã “Unicode dựng sẵn”";
        let message = "chữ có dấu ở dạng tổ hợp, không phải dựng sẵn (NFC)";
        problems.push(Problem::at(name, text, (above + 1, good + 1), Rule::NotNfc, message).with_hint(hint));
    }
    problems
}

/// Whether `text` surely has only letters that make no problem whatever stands beside them, as almost every file: U+0020 to
/// U+007E, U+00A0 to U+02FF but for the soft hyphen, U+1E00 to U+1EFF, U+2010 to U+2027. Asked of every byte there is, so it
/// looks at bytes and the two after them, without branches: a compiler makes that sixteen at a time.
fn is_usual(text: &str) -> bool {
    let bytes = text.as_bytes();
    let plain = |byte: u8| byte == b'\n' || (b' '..=b'~').contains(&byte);
    let [_, .., last_but_one, last] = bytes else { return false };
    let triples = bytes.iter().zip(&bytes[1..]).zip(&bytes[2..]);
    let strange = triples.fold(false, |strange, ((&one, &two), &three)| {
        let begins_none =
            one < b' ' && one != b'\n' || one == 0x7f || (0xcc..=0xe0).contains(&one) || one > 0xe2;
        let soft_or_control = one == 0xc2 && (two < 0xa0 || two == 0xad);
        let no_vietnamese = one == 0xe1 && !(0xb8..=0xbb).contains(&two);
        let no_dash_or_quote = one == 0xe2 && !(two == 0x80 && (0x90..=0xa7).contains(&three));
        strange | begins_none | soft_or_control | no_vietnamese | no_dash_or_quote
    });
    !strange && (plain(*last) && plain(*last_but_one))
}

fn is_strange(letter: char) -> bool {
    matches!(letter,
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}'
        | '\u{e000}'..='\u{f8ff}')
}

/// Line and column, each from 1, of a byte of `text`.
pub(crate) fn place(text: &str, byte: usize) -> (usize, usize) {
    let before = &text[..byte];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_and_letters_agree_on_what_is_usual() {
        for letter in '\0'..=char::MAX {
            let usual = matches!(letter,
                '\n' | ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{1e00}'..='\u{1eff}' | '\u{2010}'..='\u{2027}');
            assert_eq!(is_usual(&format!("x{letter}y.\n")), usual, "{letter:?}");
        }
    }
}
