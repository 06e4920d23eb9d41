//! The rows of one case: papers, notes, headings, and rows without a word.

use content::{Case, Component};

use super::clean::{capitalised, line, lower, says_none, unbulleted, unended};
use super::condition::{add_when, condition};
use super::heading::Heading;
use super::paper::{LONGEST, length, title};
use super::pattern::{any_case, pattern};
use super::raw::{RawCase, RawPaper};
use super::rows::{Parts, depth, in_order, is_paper, parts};
use super::trap::{TrapKind, Traps};

/// Most originals or copies that a record can state.
const MOST_COPIES: f64 = 50.0;

/// What heads the rows that follow, inside one case.
#[derive(Default)]
struct Group {
    when: Option<String>,
    show_only: bool,
    /// How deep the heading's own bullet stands; 0 is no group. Rows at this depth or above end it.
    depth: usize,
}

/// Adds the rows of `source` to `case`.
pub(super) fn rows(source: &RawCase, heading: &Heading, case: &mut Case, traps: &mut Traps) {
    let rows = in_order(&source.profile_components, traps);
    let mut group = Group::default();
    for (at, row) in rows.iter().enumerate() {
        noticed(row, traps);
        let text = line(&row.name);
        let deeper = rows.get(at + 1).is_some_and(|next| depth(&next.name) > depth(&text));
        if let Some(opened) = group_heading(&text, quantities(row) == (0, 0), deeper, case) {
            traps.add(TrapKind::HeadingAsPaper, &text);
            group = opened;
            continue;
        }
        if depth(&text) <= group.depth || !(1..=3).contains(&depth(&text)) {
            group = Group::default();
        }
        let Parts { heading: ahead, papers } = parts(&row.name);
        let inner = ahead.map(|ahead| Group { when: Some(condition(&ahead)), ..Group::default() });
        for part in papers {
            take(row, &line(&part), heading, inner.as_ref().unwrap_or(&group), case, traps);
        }
    }
}

/// Takes one row, or one part of a row: as a paper, a note, or nothing.
fn take(row: &RawPaper, text: &str, heading: &Heading, group: &Group, case: &mut Case, traps: &mut Traps) {
    let bare = unended(unbulleted(text));
    let joint = any_case!(r"^(?:và|hoặc)$").is_match(bare);
    if joint || says_none(bare) || !bare.chars().any(char::is_alphabetic) {
        return traps.add(TrapKind::EmptyRow, text);
    }
    if !matches!(heading, Heading::Notes) && !is_note(bare, quantities(row) == (0, 0)) {
        let paper = component(row, text, heading, group, traps);
        if !case.components.contains(&paper) {
            case.components.push(paper);
        }
        return;
    }
    traps.add(TrapKind::NoteAsPaper, text);
    let note = capitalised(&line(unbulleted(text)));
    if !is_count_of_sets(bare) && !case.notes.contains(&note) {
        case.notes.push(note);
    }
}

fn quantities(row: &RawPaper) -> (u32, u32) {
    let whole = |number: Option<f64>| {
        number.filter(|number| *number > 0.0).map_or(0, |number| number.min(MOST_COPIES) as u32)
    };
    (whole(row.original_qty), whole(row.copy_qty))
}

fn component(row: &RawPaper, text: &str, heading: &Heading, group: &Group, traps: &mut Traps) -> Component {
    let title = title(text, traps);
    let stated = quantities(row);
    let (originals, copies) = if stated == (0, 0) { title.counted.unwrap_or(stated) } else { stated };
    let (mut when, mut note) = (title.when, title.note);
    if let Some(more) = &group.when
        && !add_when(&mut when, more)
    {
        note = Some(note.map_or_else(|| more.clone(), |note| format!("{more}; {note}")));
    }
    let shown = any_case!(r"^xuất trình (?:bản chính )?");
    let show_only = matches!(heading, Heading::Show) || group.show_only || shown.is_match(&title.name);
    let name = capitalised(&shown.cut(&title.name));
    Component { name, form: None, originals, copies, when, one_of: None, show_only, note }
}

/// True when a row reads as a remark on the papers and not as a paper.
fn is_note(text: &str, uncounted: bool) -> bool {
    let small = lower(text);
    let always = pattern!(
        r"^\(?(?:lưu ý|ghi chú|chú ý|số lượng(?: hồ sơ)?\s*:|trường hợp (?:nộp|gửi) hồ sơ (?:trực tuyến|trực tiếp|qua)|trường hợp không khai thác được|giấy tờ do cơ quan có thẩm quyền của nước ngoài (?:cấp|lập))"
    );
    let remark = pattern!(
        r"^\(?(?:trường hợp|đối với|trong trường hợp|nếu |khi |người |cá nhân |tổ chức |doanh nghiệp |cơ quan |các giấy tờ |thủ tướng |trong đó|phiếu được|chậm nhất|không có sự|công dân |việc |ngoài )"
    );
    let instruction = pattern!(
        r"^(?:công dân|người|cá nhân|tổ chức|doanh nghiệp|chủ đầu tư|chủ xe|trừ trường hợp|hồ sơ đăng ký .* trên môi trường điện tử|việc|các giấy tờ (?:do|bằng)|đối với giấy tờ) .* (?:phải|được|có thể|thực hiện|có trách nhiệm) "
    );
    let names_papers = pattern!(r"xuất trình|nộp|giấy tờ sau|bản sao|bản chính|kèm theo|hồ sơ gồm");
    let long = content::text::words(text) >= 12;
    always.is_match(&small)
        || (uncounted && remark.is_match(&small) && long)
        || (long && instruction.is_match(&small) && !names_papers.is_match(&small) && !is_paper(text))
}

fn is_count_of_sets(text: &str) -> bool {
    any_case!(r"^\(?số lượng(?: hồ sơ)?\s*:?\s*0?\d+ ?(?:\([^)]*\) ?)?bộ(?: hồ sơ)?$").is_match(text)
}

/// A row that ends in a colon heads other rows. Which ones, only the bullets tell: sources shuffle their rows. Where
/// the next row is not `deeper`, the heading's words stay as a note and nothing is said of other rows.
fn group_heading(text: &str, uncounted: bool, deeper: bool, case: &mut Case) -> Option<Group> {
    let bare = unended(unbulleted(text));
    let small = lower(bare);
    let leads_on =
        text.trim_end().ends_with(':') || pattern!(r"(?:hồ sơ|giấy tờ sau) (?:bao )?gồm$").is_match(&small);
    let conditional =
        any_case!(r"^(?:các )?(?:trường hợp|đối với|trong trường hợp|nếu |khi |riêng )").is_match(bare);
    let lists = pattern!(r"(?:sau|sau đây|gồm|bao gồm|gồm có|như sau|cụ thể)$").is_match(&small);
    if !leads_on || !(uncounted || conditional || lists) || !bare.chars().any(char::is_alphabetic) {
        return None;
    }
    let mut group = Group { depth: if deeper { depth(text) } else { 0 }, ..Group::default() };
    if deeper && small.contains("xuất trình") && !small.contains("nộp") {
        group.show_only = true;
    } else if !(deeper && conditional && add_when(&mut group.when, &condition(bare))) {
        let vacuous =
            pattern!(r"^(?:thành phần )?hồ sơ(?: (?:bao )?gồm(?: có)?)?$|^giấy tờ phải nộp$|^(?:bao )?gồm$");
        let note = capitalised(&line(bare));
        if !vacuous.is_match(&small) && !case.notes.contains(&note) {
            case.notes.push(note);
        }
    }
    Some(group)
}

/// Counts what a row's name and files show of the source's habits.
fn noticed(row: &RawPaper, traps: &mut Traps) {
    if row.name.trim().contains('\n') && length(&row.name) < LONGEST {
        traps.add(TrapKind::LineBreakInName, &line(&row.name));
    }
    let generic = any_case!(r"^(?:mẫu|mau|biểu|phụ lục|phu luc)[ _]*(?:số|so)?[ _]*[\d.a-z]{0,4}\.\w+$");
    for file in row.attachments.iter().filter(|file| generic.is_match(&file.file_name)) {
        traps.add(TrapKind::GenericFileName, &file.file_name);
    }
}
