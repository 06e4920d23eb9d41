//! The name of one paper: title, condition and remark apart.

use super::clean::{capitalised, line, lower, unbulleted, unended};
use super::condition::{
    add_when, begins_with_condition, condition, condition_ahead, condition_and_verb, condition_behind,
};
use super::pattern::{any_case, large_letters, pattern};
use super::shorten::{one_paper, shorten};
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

/// A name of this many words that also has a sentence's verb is a sentence.
const SENTENCE: usize = 25;

/// Takes `row` apart. Nothing of its words is dropped but bullets, closing punctuation and file names.
pub(super) fn title(row: &str, traps: &mut Traps) -> Title {
    let text = line(row);
    let bare = unbulleted(&text);
    if bare.len() < text.len() {
        traps.add(TrapKind::Bullet, &text);
    }
    let mut title = Title { name: without_file_name(unended(bare), traps), ..Title::default() };
    condition_ahead(&mut title);
    condition_and_verb(&mut title);
    // What still begins with a condition is a sentence about papers: cutting it would leave the condition as name.
    if !begins_with_condition(&title.name) {
        sentences_after(&mut title);
        if_any(&mut title);
        counted(&mut title);
        if_any(&mut title);
        condition_behind(&mut title);
        validity_behind(&mut title);
        shorten(&mut title);
    }
    title.name = capitalised(&line(unended(&title.name)));
    if let Some(calm) = super::capitals::calmed(&title.name) {
        traps.add(TrapKind::Capitals, &title.name);
        title.name = calm;
    }
    let sentence = content::text::words(&title.name) >= SENTENCE && reads_as_sentence(&title.name);
    if length(&title.name) > LONGEST || sentence || begins_with_condition(&title.name) {
        traps.add(TrapKind::LongPaperName, &title.name);
    }
    title
}

pub(super) fn length(text: &str) -> usize {
    text.chars().count()
}

fn reads_as_sentence(name: &str) -> bool {
    any_case!(r" (?:phải|thì|không được|có trách nhiệm|được miễn|nộp) ").is_match(name)
}

/// Puts `more` before the remarks that were taken off further behind.
pub(super) fn add_note(title: &mut Title, more: &str) {
    let more = line(unended(unbulleted(more)));
    if !more.is_empty() {
        title.note = Some(match title.note.take() {
            None => more,
            Some(old) => format!("{more}; {old}"),
        });
    }
}

/// "... có giá trị sử dụng nếu được cấp chưa quá 6 tháng" limits the paper, not who needs it.
fn validity_behind(title: &mut Title) {
    let tail = any_case!(r",?\s+(có giá trị(?: sử dụng)? nếu .*)$");
    if let Some((whole, inner)) =
        tail.find_group(&title.name).filter(|(whole, _)| balanced(&title.name[..whole.start]))
    {
        let note = title.name[inner].to_owned();
        title.name.truncate(whole.start);
        add_note(title, &note);
    }
}

pub(super) fn balanced(text: &str) -> bool {
    text.matches('(').count() == text.matches(')').count()
}

/// "... Phụ lục II_36.2025.TT-BNNMT.docx" pasted behind a name.
fn without_file_name(text: &str, traps: &mut Traps) -> String {
    let Some(ending) = any_case!(r"\.(?:docx?|pdf|xlsx?|rar|zip)$").find(text) else {
        return text.to_owned();
    };
    let small = lower(text);
    let start = ["mẫu", "mau", "~$"].iter().filter_map(|word| small.rfind(word)).max();
    let start = start.or_else(|| small.rfind(' ')).unwrap_or(0);
    traps.add(TrapKind::SwallowedFileName, &text[start..]);
    // "theo Mẫu số 2.docx" names the form by its file.
    let named = any_case!(r"(?:theo|[(:])\s*$").is_match(&text[..start]);
    let kept = if named || start < 8 { &text[..ending.start] } else { &text[..start] };
    unended(kept).to_owned()
}

/// "...: 01 bản chụp", "... (bản chính)" at the end count the papers.
fn counted(title: &mut Title) {
    let tail = pattern!(
        r"(\s*[:,(]\s*|\s+)(?:0?(\d{1,2})\s*(?:\([^)]{1,10}\)\s*)?)?(bản chính|bản gốc|bản chụp|bản sao|bản phô tô|bản photo)\)?\s*$"
    );
    let small = lower(&title.name);
    let Some(found) = tail.captures(&small) else { return };
    let (whole, number) = (found.get(0).map_or(0, |whole| whole.start()), found.get(2));
    let bracketed = found[1].contains('(');
    if whole == 0 || (number.is_none() && !bracketed) || !balanced(&title.name[..whole]) {
        return;
    }
    let count = number.and_then(|number| number.as_str().parse().ok()).unwrap_or(1);
    title.counted =
        Some(if matches!(&found[3], "bản chính" | "bản gốc") { (count, 0) } else { (0, count) });
    title.name = unended(&title.name[..whole]).to_owned();
}

/// "(nếu có)" at the end. Behind the last of several papers it is that paper's alone, and stays.
fn if_any(title: &mut Title) {
    let tail = any_case!(r"\s*[,(]?\s*nếu có\s*\)?\s*$").find(&title.name);
    if let Some(found) = tail.filter(|found| {
        let head = &title.name[..found.start];
        found.start > 0
            && balanced(head)
            && !any_case!(r"\(nếu có\)|trong đó|nêu rõ|ghi rõ|gồm ").is_match(head)
            && one_paper(head)
    }) {
        title.name = unended(&title.name[..found.start]).to_owned();
        title.when =
            Some(title.when.take().map_or_else(|| "nếu có".to_owned(), |when| format!("{when}; nếu có")));
    }
}

/// "Tên giấy tờ. Trường hợp ..." is a name and a remark.
fn sentences_after(title: &mut Title) {
    let sentence = pattern!(concat!(r"[^\s.\d(]{2,}[)”]?(\.;?)\s+(?:[-+*] ?)?[", large_letters!(), "(]"));
    let remark = pattern!(
        r"(;|,|\.)\s+(?:[-+*] ?)?(?:Trường hợp|trường hợp|Trong trường hợp|trong trường hợp|Đối với|Nếu|Khi|Riêng|Lưu ý|Không |Việc )|(\s*\.?\s*[*(]*)(?:Lưu ý|Ghi chú)\s*:"
    );
    let of = |found: regex_lite::Captures<'_>| found.get(1).or_else(|| found.get(2)).map(|mark| mark.start());
    let places = [sentence.captures(&title.name).and_then(of), remark.captures(&title.name).and_then(of)];
    let mut places: Vec<usize> = places.into_iter().flatten().collect();
    places.sort_unstable();
    let cut = places.into_iter().find(|cut| {
        let head = &title.name[..*cut];
        let abbreviated = any_case!(r"(?:^|[ (])(?:tp|số|tt|đ/c|q|p|h|st|ths|ts|gs|bs|ks)$").is_match(head);
        head.split(' ').count() >= 2 && balanced(head) && !abbreviated
    });
    if let Some(cut) = cut {
        let rest = title.name[cut..].trim_start_matches(['.', ';', ',', ' ', '*']).to_owned();
        title.name.truncate(cut);
        // A short condition behind a comma is handled as one, not as a remark.
        let as_condition = any_case!(r"^(?:trong )?(?:trường hợp|nếu|đối với) ").is_match(&rest)
            && !reads_as_sentence(&rest)
            && !rest.contains(". ")
            && add_when(&mut title.when, &condition(&rest));
        if !as_condition {
            add_note(title, &rest);
        }
    }
}
