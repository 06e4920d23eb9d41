//! The name of one paper: title, condition and remark apart.

use super::clean::{capitalised, line, lower, pattern, unbulleted, uncapitalised, unended};
use super::trap::{TrapKind, Traps};

/// A paper's name taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Title {
    pub name: String,
    pub when: Option<String>,
    pub note: Option<String>,
    /// Originals and copies, where the name itself counts them.
    pub counted: Option<(u32, u32)>,
}

/// Longest name that a list can show, in letters.
pub(super) const LONGEST: usize = 120;

/// Most words of a condition; the limit of docs/editing.md.
const MOST_WORDS: usize = 25;

/// A name of this many words is a sentence.
const SENTENCE: usize = 25;

/// Takes `row` apart. Nothing of its words is dropped but bullets, punctuation and file names.
pub(super) fn title(row: &str, traps: &mut Traps) -> Title {
    let text = line(row);
    let bare = unbulleted(&text);
    if bare.len() < text.len() {
        traps.add(TrapKind::Bullet, &text);
    }
    let mut title = Title { name: without_file_name(unended(bare), traps), ..Title::default() };
    counted(&mut title);
    if_any(&mut title);
    condition_ahead(&mut title);
    sentences_after(&mut title);
    condition_behind(&mut title);
    if length(&title.name) > LONGEST {
        annex_behind(&mut title);
        list_behind(&mut title);
    }
    title.name = capitalised(&line(unended(&title.name)));
    if let Some(calm) = super::capitals::calmed(&title.name) {
        traps.add(TrapKind::Capitals, &title.name);
        title.name = calm;
    }
    if length(&title.name) > LONGEST || (content::text::words(&title.name) >= SENTENCE && reads_as_sentence(&title.name)) {
        traps.add(TrapKind::LongPaperName, &title.name);
    }
    title
}

pub(super) fn length(text: &str) -> usize {
    text.chars().count()
}

fn reads_as_sentence(name: &str) -> bool {
    pattern!(r" (?:phải|thì|không được|có trách nhiệm|được miễn|nộp) ").is_match(&lower(name))
}

/// Joins a further condition to `when`, if both together stay short enough to be one.
pub(super) fn add_when(when: &mut Option<String>, more: &str) -> bool {
    let more = uncapitalised(unended(more.trim()));
    let joined = match when.as_deref() {
        None => more,
        Some(old) if old == more => more,
        Some(old) => format!("{old}; {more}"),
    };
    let fits = !joined.is_empty() && content::text::words(&joined) <= MOST_WORDS;
    if fits {
        *when = Some(joined);
    }
    fits
}

fn add_note(title: &mut Title, more: &str) {
    let more = line(unended(unbulleted(more)));
    if !more.is_empty() {
        title.note = Some(match title.note.take() {
            None => more,
            Some(old) => format!("{old}; {more}"),
        });
    }
}

/// "... Phụ lục II_36.2025.TT-BNNMT.docx" pasted behind a name.
fn without_file_name(text: &str, traps: &mut Traps) -> String {
    let file = pattern!(r"(?:~\$[^ ]*|Mẫu|Mau|[Mm]ẫu số|[^ ]*)[^;.,()]{0,20}(?:[.][^;., ()]{1,20})?\.(?:docx?|pdf|xlsx?|rar|zip)$");
    match file.find(text) {
        Some(found) if found.start() > 8 => {
            traps.add(TrapKind::SwallowedFileName, found.as_str());
            let kept = pattern!(r"(?:Mẫu|Mau|~\$).*$").find(found.as_str()).map_or(found.as_str(), |inner| inner.as_str());
            unended(&text[..text.len() - kept.len()]).to_owned()
        }
        _ => text.to_owned(),
    }
}

/// "...: 01 bản chụp", "... (bản chính)" at the end count the papers.
fn counted(title: &mut Title) {
    let tail = pattern!(r"(?:\s*[:,]\s*|\s*\(\s*|\s+)(?:0?(\d{1,2})\s*(?:\([^)]{1,10}\)\s*)?)?(bản chính|bản gốc|bản chụp|bản sao|bản phô tô|bản photo)\)?\s*$");
    let small = lower(&title.name);
    let Some(found) = tail.captures(&small) else { return };
    let (Some(whole), number) = (found.get(0), found.get(1)) else { return };
    let marked = whole.as_str().trim_start().starts_with([':', ',', '(']);
    if whole.start() == 0 || (number.is_none() && !whole.as_str().trim_start().starts_with('(')) || !(marked || number.is_some()) {
        return;
    }
    let count = number.and_then(|number| number.as_str().parse().ok()).unwrap_or(1);
    let original = matches!(&found[2], "bản chính" | "bản gốc");
    title.counted = Some(if original { (count, 0) } else { (0, count) });
    title.name = unended(&title.name[..whole.start()]).to_owned();
}

/// "(nếu có)" at the end.
fn if_any(title: &mut Title) {
    let tail = pattern!(r"(?i)\s*[,(]?\s*nếu có\s*\)?\s*$");
    if let Some(found) = tail.find(&title.name).filter(|found| found.start() > 0 && balanced(&title.name[..found.start()])) {
        title.name = unended(&title.name[..found.start()]).to_owned();
        title.when = Some("nếu có".to_owned());
    }
}

/// "Đối với X: Y" is Y, needed by X.
fn condition_ahead(title: &mut Title) {
    let head = pattern!(r"(?i)^(?:riêng )?(?:trong )?(?:đối với|trường hợp|nếu|khi)[^:]{3,200}?(?:,? (?:thì )?(?:phải )?(?:nộp|có|bổ sung|nộp thêm|hồ sơ gồm(?: có)?))?\s*:\s+");
    let Some(found) = head.find(&title.name) else { return };
    let rest = unbulleted(&title.name[found.end()..]);
    if rest.split(' ').count() < 2 || rest.contains(" + ") || rest.contains("; ") {
        return;
    }
    let rest = rest.to_owned();
    let ahead = found.as_str().trim_end().trim_end_matches(':');
    if add_when(&mut title.when, &condition(ahead)) {
        title.name = rest;
    }
}

/// A condition without the words that only introduce it.
pub(super) fn condition(text: &str) -> String {
    let text = line(unended(unbulleted(text)));
    let open = pattern!(r"(?i)^(?:(?:chỉ )?(?:áp dụng )?(?:trong |riêng )?(?:đối với |với )?(?:các |những )?(?:trường hợp(?: là)? )|(?:chỉ )?(?:áp dụng )?đối với |nếu |khi )")
        .replace(&text, "");
    let shut = pattern!(r"(?i),?\s*(?:thì )?(?:phải |cần )?(?:(?:bổ sung|nộp|có|nộp thêm|bao gồm|gồm|gồm có|hồ sơ gồm|hồ sơ bao gồm|thành phần hồ sơ gồm|thành phần hồ sơ bao gồm|hồ sơ gồm có|thì hồ sơ còn có))\s*$")
        .replace(&open, "");
    uncapitalised(unended(&shut))
}

/// "Tên giấy tờ. Trường hợp ..." is a name and a remark.
fn sentences_after(title: &mut Title) {
    let stop = pattern!(r"[^\s.\d]{2,}[\])”]?(\.|;|\.;)\s+(?:[-+*] ?)?(?:Trường hợp|Trong trường hợp|Trong đó|Đối với|Nếu|Khi|Việc|Các |Người|Cơ quan|Nội dung|Không |Lưu ý|Giấy |Bản |Văn bản|Hồ sơ|Tổ chức|Cá nhân|Tài liệu|Thời hạn|Số lượng|Riêng|Báo cáo|Ngoài|Danh sách|Hộ chiếu|trường hợp|đối với trường hợp|nếu )|\s*\.?\s*[*(]?(?:Lưu ý|Ghi chú)\s*:\s*");
    let Some(found) = stop.captures(&title.name) else { return };
    let Some(whole) = found.get(0) else { return };
    let cut = found.get(1).map_or(whole.start(), |mark| mark.start());
    let (head, rest) = (&title.name[..cut], title.name[cut..].trim_start_matches(['.', ';', ' ', '(', '*']));
    if head.split(' ').count() < 2 || !balanced(head) {
        return;
    }
    let (head, rest) = (head.to_owned(), rest.to_owned());
    title.name = head;
    add_note(title, &rest);
}

/// "... (đối với trường hợp X)", "... trong trường hợp X" at the end.
fn condition_behind(title: &mut Title) {
    let bracketed = pattern!(r"(?i)[,;]?\s*\(((?:chỉ |áp dụng |riêng )*(?:đối với|trường hợp|trong trường hợp|nếu|khi|với trường hợp)[^()]*)\)?\s*$");
    let open = pattern!(r"(?i)[,;]?\s+((?:áp dụng )?(?:đối với (?:các |những )?trường hợp|trong (?:các )?trường hợp|cho trường hợp|nếu|trường hợp)\s[^():;]*)$");
    for suffix in [bracketed, open] {
        let Some(found) = suffix.captures(&title.name) else { continue };
        let (Some(whole), Some(inner)) = (found.get(0), found.get(1)) else { continue };
        let head = &title.name[..whole.start()];
        let words = head.split(' ').count();
        let fits = words >= 2 && balanced(head) && !inner.as_str().contains(". ") && !lower(head).ends_with(" hoặc");
        if fits && add_when(&mut title.when, &condition(inner.as_str())) {
            title.name = unended(head).to_owned();
            return;
        }
    }
}

fn balanced(text: &str) -> bool {
    text.matches('(').count() == text.matches(')').count()
}

/// "(Mẫu số 01 ban hành kèm theo Thông tư số ...)": the form's number stays, the annex becomes a remark.
fn annex_behind(title: &mut Title) {
    let tail = pattern!(r"(?i),?\s+((?:được )?(?:ban hành )?(?:kèm theo|quy định tại|được quy định tại|quy định)\s+(?:phụ lục|thông tư|nghị định|nghị quyết|quyết định|luật|mục|khoản|điểm|điều|các? (?:điểm|khoản|điều))[^;]*)$");
    let Some(found) = tail.captures(&title.name) else { return };
    let (Some(whole), Some(inner)) = (found.get(0), found.get(1)) else { return };
    let head = &title.name[..whole.start()];
    let opened = head.matches('(').count() > head.matches(')').count();
    if head.split(' ').count() < 3 {
        return;
    }
    let mut rest = inner.as_str().to_owned();
    let mut name = head.to_owned();
    if opened {
        // What follows the bracket belongs to the name again.
        let Some(close) = rest.find(')').map(|_| closing(&rest)) else { return };
        let after = rest.split_off(close);
        name = format!("{name}){}", &after[1..]);
    }
    title.name = name;
    add_note(title, &rest);
}

/// Place of the bracket that closes the one opened before `text`.
fn closing(text: &str) -> usize {
    let mut depth = 0;
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' if depth == 0 => return at,
            ')' => depth -= 1,
            _ => {}
        }
    }
    text.rfind(')').unwrap_or(0)
}

/// "Giấy tờ chứng minh X, gồm: + A + B" is a name and a list of what counts as it.
fn list_behind(title: &mut Title) {
    let cut = pattern!(r"(?i)(?:,? (?:bao gồm|gồm|gồm có|là|như sau|sau đây|sau|cụ thể|cụ thể như sau|gồm một trong các (?:giấy tờ|loại giấy tờ)(?: sau)?))?\s*:\s+");
    let Some(found) = cut.find(&title.name) else { return };
    let head = &title.name[..found.start()];
    let sensible = head.split(' ').count() >= 3 && length(head) <= LONGEST && balanced(head);
    let conditional = pattern!(r"(?i)^(?:đối với|trường hợp|nếu|khi|trong)").is_match(head);
    if sensible && !conditional {
        let (head, rest) = (head.to_owned(), title.name[found.end()..].to_owned());
        title.name = head;
        add_note(title, &rest);
    }
}
