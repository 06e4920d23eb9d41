//! Files of a submission: what they are, what they are called, and where their bytes wait.

use axum::http::StatusCode;
use content::intake::IntakePaper;

use super::App;
use super::problem::{Fault, Problem};
use super::read::{From, Sent};
use crate::Hash;
use crate::dossier::{FileKind, KeptFile};
use crate::store::{Store, Upload};

/// Most letters of a file's name that are kept.
const LONGEST_NAME: usize = 120;

/// A file that can be taken.
pub(super) struct Paper {
    pub file: KeptFile,
    pub upload: Upload,
    /// Its bytes, where they aren't with the store yet.
    bytes: Option<Vec<u8>>,
}

/// The files of `sent`; those that can't be taken are added to its faults.
pub(super) fn papers<S: Store>(
    app: &App<S>,
    sent: &mut Sent,
    list: &[IntakePaper],
) -> Result<Vec<Paper>, Problem> {
    let mut papers: Vec<Paper> = Vec::new();
    if sent.files.len() > app.function.settings.most_files {
        sent.faults.push(Fault::new("papers", "too-many-files"));
        sent.files.clear();
    }
    for one in std::mem::take(&mut sent.files) {
        let place = one.paper.map_or("papers".to_owned(), |number| format!("paper.{number}"));
        let fault = |code| Fault::new(place.clone(), code);
        if one.paper.is_some_and(|number| !(1..=list.len()).contains(&usize::from(number))) {
            sent.faults.push(fault("unknown-paper"));
            continue;
        }
        let (upload, bytes) = match one.from {
            From::Token(token) => match Upload::of_token(&token, &app.function.key) {
                Some(upload) => (upload, None),
                None => {
                    sent.faults.push(fault("no-such-upload"));
                    continue;
                }
            },
            From::Bytes(bytes) => {
                let Some(kind) = FileKind::of(&bytes) else {
                    sent.faults.push(fault(if bytes.is_empty() { "empty-file" } else { "wrong-kind" }));
                    continue;
                };
                let random = |error: getrandom::Error| {
                    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "store-away").because(error.to_string())
                };
                let upload =
                    Upload::announce(Hash::of(&[&bytes]), bytes.len() as u64, kind).map_err(random)?;
                (upload, Some(bytes))
            }
        };
        let pages = one.pages.or_else(|| pages(upload.kind, bytes.as_deref()));
        let file = KeptFile {
            paper: one.paper,
            sha256: upload.sha256,
            size_bytes: upload.size_bytes,
            kind: upload.kind,
            pages,
            name: file_name(&one.name),
        };
        // The same file twice for one paper is one file.
        if !papers.iter().any(|other| (other.file.paper, other.file.sha256) == (file.paper, file.sha256)) {
            papers.push(Paper { file, upload, bytes });
        }
    }
    Ok(papers)
}

/// Gives the store what it doesn't have yet. Kept there for 7 days, so that nothing has to be sent again after a fault.
pub(super) async fn put<S: Store>(app: &App<S>, papers: &mut [Paper]) -> Result<(), Problem> {
    for paper in papers {
        if let Some(bytes) = paper.bytes.take() {
            app.function.store.put(&paper.upload, bytes).await?;
        }
    }
    Ok(())
}

/// Pages of a file as far as a look at it tells: a picture is one; of a PDF those that stand there in the clear.
pub(super) fn pages(kind: FileKind, bytes: Option<&[u8]>) -> Option<u32> {
    let mut pages = Pages::of(kind);
    pages.look_at(bytes.unwrap_or_default());
    pages.counted()
}

/// The pages of a file that comes piece by piece.
pub(super) struct Pages {
    kind: FileKind,
    /// The end of what was looked at: a mark may go on in the next piece.
    tail: Vec<u8>,
    count: u32,
}

/// What says of an object in a PDF that it is a page.
const MARK: &[u8] = b"/Type";
/// Bytes in which the mark and what it says stand, spaces among them.
const LONGEST_MARK: usize = 64;

impl Pages {
    pub fn of(kind: FileKind) -> Pages {
        Pages { kind, tail: Vec::new(), count: 0 }
    }

    pub fn look_at(&mut self, piece: &[u8]) {
        if self.kind == FileKind::Pdf {
            self.tail.extend_from_slice(piece);
            let sure = self.tail.len().saturating_sub(LONGEST_MARK);
            self.count += count(&self.tail, sure);
            self.tail.drain(..sure);
        }
    }

    pub fn counted(self) -> Option<u32> {
        match self.kind {
            FileKind::Pdf => Some(self.count + count(&self.tail, self.tail.len())).filter(|pages| *pages > 0),
            _ => Some(1),
        }
    }
}

/// Marks of pages that begin in the first `until` bytes.
fn count(bytes: &[u8], until: usize) -> u32 {
    let marks = bytes.windows(MARK.len()).take(until).enumerate().filter(|(_, window)| *window == MARK);
    let pages = marks.filter(|(at, _)| is_page(&bytes[at + MARK.len()..])).count();
    u32::try_from(pages).unwrap_or(u32::MAX)
}

fn is_page(after_type: &[u8]) -> bool {
    let value = after_type.trim_ascii_start();
    value.starts_with(b"/Page") && !value.get(5).is_some_and(u8::is_ascii_alphanumeric)
}

/// The name of a file as people may see it: its last part, nothing that turns, breaks or hides letters.
pub(super) fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept = last.chars().filter(|letter| !letter.is_control() && !is_invisible(*letter));
    let kept: String = kept.collect();
    let kept = kept.trim().trim_start_matches('.');
    let over = kept.chars().count().saturating_sub(LONGEST_NAME);
    // The end says what kind of file it is.
    kept.chars().skip(over).collect()
}

/// Marks of direction and letters of no width: a name is what it looks like.
pub(super) fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_what_it_looks_like() {
        assert_eq!(file_name("../../etc/passwd"), "passwd");
        assert_eq!(file_name(r"C:\Ảnh\tờ khai.jpg"), "tờ khai.jpg");
        assert_eq!(file_name("ho\u{202e}gpj.exe"), "hogpj.exe");
        assert_eq!(file_name("a\r\nSet-Cookie: b\0"), "aSet-Cookie: b");
        assert_eq!(file_name(".."), "");
        assert_eq!(file_name("漢字 العربية.pdf"), "漢字 العربية.pdf");
        assert!(file_name(&format!("{}.pdf", "x".repeat(500))).ends_with(".pdf"));
    }

    #[test]
    fn pages_are_counted_where_they_can_be_seen() {
        assert_eq!(pages(FileKind::Jpeg, None), Some(1));
        let pdf = b"%PDF-1.4 << /Type /Pages /Count 2 >> << /Type /Page >> <</Type/Page/Parent 1 0 R>>";
        assert_eq!(pages(FileKind::Pdf, Some(pdf)), Some(2));
        let mut torn = Pages::of(FileKind::Pdf);
        pdf.chunks(7).for_each(|piece| torn.look_at(piece));
        assert_eq!(torn.counted(), Some(2));
        assert_eq!(pages(FileKind::Pdf, Some(b"%PDF-1.7 /ObjStm")), None);
        assert_eq!(pages(FileKind::Pdf, None), None);
    }
}
