//! The name of one paper: title, condition and remark apart.

use super::clean::{capitalised, line, lower, unbulleted, uncapitalised, unended};
use super::pattern::{any_case, large_letters, pattern};
use super::rows::is_paper;
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

/// Most words of a condition; the limit of docs/editing.md.
const MOST_WORDS: usize = 25;

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

pub(super) fn begins_with_condition(name: &str) -> bool {
    any_case!(r"^\(?(?:riêng )?(?:đối với|(?:trong )?trường hợp|nếu|khi) ").is_match(name)
}

fn reads_as_sentence(name: &str) -> bool {
    any_case!(r" (?:phải|thì|không được|có trách nhiệm|được miễn|nộp) ").is_match(name)
}

/// Joins a further condition to `when`, if both together stay short enough to be one.
pub(super) fn add_when(when: &mut Option<String>, more: &str) -> bool {
    let more = uncapitalised(unended(more.trim()));
    let joined = match when.as_deref() {
        _ if more.is_empty() => return false,
        None => more,
        Some(old) if old == more => more,
        Some(old) => format!("{old}; {more}"),
    };
    let fits = content::text::words(&joined) <= MOST_WORDS;
    if fits {
        *when = Some(joined);
    }
    fits
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

/// "Đối với X: Y" is Y, needed by X.
fn condition_ahead(title: &mut Title) {
    let head = any_case!(r"^(?:riêng )?(?:đối với|trong trường hợp|trường hợp|nếu|khi) [^:]{3,250}?:\s*");
    let Some(found) = head.find(&title.name) else { return };
    let rest = unbulleted(&title.name[found.end..]).to_owned();
    let further = any_case!(r"[;.+] ?(?:đối với|trường hợp|nếu) ").is_match(&rest);
    // "Nếu xuất khẩu nhiều lần: 01 bản chính khi ..." counts copies of the row above; it is no paper of its own.
    let only_counts =
        any_case!(r"^(?:0?\d{1,2} )?bản (?:chính|chụp|sao|gốc)(?:,| khi| hoặc| cho|\.|$)|^không ")
            .is_match(&rest);
    if rest.split(' ').count() < 2 || further || only_counts {
        return;
    }
    let ahead = condition(title.name[found].trim_end().trim_end_matches(':'));
    if add_when(&mut title.when, &ahead) {
        title.name = rest;
    }
}

/// "Trường hợp X phải nộp Y" is Y, needed in case X.
fn condition_and_verb(title: &mut Title) {
    if !begins_with_condition(&title.name) {
        return;
    }
    let verb = pattern!(
        r",? (?:thì )?(?:còn )?(?:phải |cần )?(?:nộp|có|bổ sung|cung cấp|kèm theo|gửi kèm)(?: thêm| kèm| bổ sung)? "
    );
    let found = verb
        .find_iter(&title.name)
        .find(|found| {
            is_paper(&title.name[found.end()..])
                && !any_case!(r"^hồ sơ ").is_match(&title.name[found.end()..])
        })
        .map(|found| found.range());
    let Some(found) = found else { return };
    let (ahead, rest) = (condition(&title.name[..found.start]), title.name[found.end..].to_owned());
    if add_when(&mut title.when, &ahead) {
        title.name = rest;
    }
}

/// A condition without the words that only introduce it or lead on to a list.
pub(super) fn condition(text: &str) -> String {
    let text = line(unended(unbulleted(text)));
    let open = any_case!(r"^(?:(?:chỉ )?(?:áp dụng )?(?:trong |riêng )?(?:đối với |với |cho )?(?:các |những )?(?:trường hợp(?: là)? )|(?:chỉ )?(?:áp dụng )?(?:riêng )?đối với (?:các |những )?|nếu |khi )")
        .cut(&text);
    let open = any_case!(r"^đối với (?:các )?(?:trường hợp )?").cut(&open);
    let shut = any_case!(r",?\s*(?:thì )?(?:kèm theo )?(?:phải |cần |còn )*(?:bổ sung|nộp|có|nộp thêm|bao gồm|gồm|gồm có|bổ sung thêm|nộp thêm các giấy tờ sau|(?:thành phần )?hồ sơ (?:còn |phải )*(?:bao gồm|gồm|gồm có|có))\s*$")
        .cut(&open);
    let shut = any_case!(r",? thì(?: [^ ]+){0,4}$|(?:,| thì) (?:thành phần )?hồ sơ(?: .{0,80})?$").cut(&shut);
    uncapitalised(unended(&shut))
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

/// "... (đối với trường hợp X)", "... trong trường hợp X" at the end.
fn condition_behind(title: &mut Title) {
    let bracketed = any_case!(
        r"[,;]?\s*\(((?:chỉ |áp dụng |riêng )*(?:đối với|trường hợp|trong trường hợp|nếu|khi|với trường hợp)[^()]*)\)?\s*$"
    );
    let open = any_case!(
        r"[,;]?\s+((?:áp dụng )?(?:đối với (?:các |những )?trường hợp|trong (?:các )?trường hợp|cho trường hợp|nếu)\s[^():;]*)$"
    );
    let after_comma = any_case!(r"[,;]\s+((?:trường hợp|đối với)\s[^():;]*)$");
    for suffix in [bracketed, open, after_comma] {
        let Some((whole, inner)) = suffix.find_group(&title.name) else { continue };
        let (head, inner) = (&title.name[..whole.start], &title.name[inner]);
        let stands_alone = head.split(' ').count() >= 2
            && balanced(head)
            && !any_case!(r"(?:hoặc|và|trừ|kể cả|một|thuộc|giá trị|giá trị sử dụng|hiệu lực)$")
                .is_match(head);
        // A condition behind the last of several papers is that paper's alone.
        let several = any_case!(r"; |(?:đối với|trường hợp|nếu|hoặc (?:bản|giấy|đơn|văn bản|quyết định|hợp đồng|biên bản|tờ|sổ|phiếu)) ").is_match(head);
        let other = any_case!(r"trường hợp khác|\. |hoặc (?:bản|giấy|đơn|văn bản|quyết định|hợp đồng) |.(?:đối với trường hợp|trong trường hợp) ").is_match(inner);
        if stands_alone && !several && !other && add_when(&mut title.when, &condition(inner)) {
            title.name = unended(head).to_owned();
            return;
        }
    }
}
