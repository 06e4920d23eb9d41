//! Rows of "thành phần hồ sơ" as cases, papers and notes.

use content::{Case, Component};

use super::clean::{capitalised, line, lower, says_none, unbulleted, unended};
use super::pattern::{any_case, pattern};
use super::paper::{LONGEST, balanced, add_when, condition, length, title};
use super::rows::{Parts, is_paper, parts};
use super::raw::{Raw, RawCase, RawPaper};
use super::trap::{TrapKind, Traps};

/// What the name of a source's case really is.
enum Heading {
    /// No case: its rows belong to whatever stands before.
    None,
    /// "Giấy tờ phải xuất trình".
    Show,
    /// "Lưu ý".
    Notes,
    /// A sentence about the papers.
    Remark(String),
    /// A situation of the applicant.
    Case(String),
}

/// What heads the rows that follow, inside one case.
#[derive(Default)]
struct Group {
    when: Option<String>,
    show_only: bool,
    /// How deep the heading's own bullet stands; rows at this depth or above end the group.
    depth: usize,
}

/// Most papers of a named case that are a `when` of the main case rather than a case of their own.
const FEW: usize = 3;

/// The cases of `raw`.
pub(super) fn cases(raw: &Raw, traps: &mut Traps) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for source in &raw.execution_cases {
        let heading = heading(&source.name, traps);
        let start = match &heading {
            Heading::Case(name) => Some(Some(name.clone())),
            _ if cases.is_empty() => Some(None),
            _ => None,
        };
        if let Some(name) = start {
            cases.push(Case { name, components: Vec::new(), notes: Vec::new() });
        }
        let case = cases.last_mut().expect("a case was begun above");
        if let Heading::Remark(words) = &heading {
            case.notes.push(words.clone());
        }
        rows(source, &heading, case, traps);
    }
    cases.retain(|case| !case.components.is_empty() || !case.notes.is_empty());
    let mut cases = folded(merged(cases));
    if let [only] = cases.as_mut_slice() {
        lone(only);
    }
    for name in cases.iter().filter_map(|case| case.name.as_ref()).filter(|name| length(name) > LONGEST) {
        traps.add(TrapKind::LongCaseName, name);
    }
    cases
}

/// The number of sets, where the source names one and only one.
pub(super) fn sets(raw: &Raw, steps: &str) -> Option<u32> {
    let rows = raw.execution_cases.iter().flat_map(|case| case.profile_components.iter().map(|row| row.name.as_str()).chain([case.name.as_str()]));
    let told = rows.chain([steps]).flat_map(|text| {
        let small = lower(text);
        pattern!(r"(?:số lượng(?: hồ sơ)?\s*:?\s*|nộp |gửi |lập |chuẩn bị )0?(\d{1,2}) ?(?:\([^)]{1,12}\) ?)?bộ")
            .captures_iter(&small)
            .filter_map(|found| found[1].parse::<u32>().ok())
            .collect::<Vec<_>>()
    });
    let mut numbers: Vec<u32> = told.collect();
    numbers.dedup();
    match numbers.as_slice() {
        [one] if (1..=30).contains(one) => Some(*one),
        _ => None,
    }
}

fn heading(name: &str, traps: &mut Traps) -> Heading {
    let text = line(unended(unbulleted(&line(name))));
    let text = text.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).filter(|inner| balanced(inner)).unwrap_or(&text).to_owned();
    let small = lower(&text);
    if says_none(&text) || !text.chars().any(char::is_alphabetic) {
        if !name.trim().is_empty() {
            traps.add(TrapKind::HeadingAsCase, name);
        }
        return Heading::None;
    }
    let empty = pattern!(r"^(?:các )?(?:bao gồm|gồm|hồ sơ (?:bao )?gồm(?: có)?|thành phần hồ sơ(?: (?:bao )?gồm)?|hồ sơ|(?:các )?giấy tờ phải nộp.*|thành phần|số lượng hồ sơ.*|a|b|c|.{0,60}gồm các (?:giấy tờ|tài liệu)(?: sau(?: đây)?)?|theo quy định (?:tại|về) .*|người yêu cầu chứng thực nộp.*)$");
    let heading = if empty.is_match(&small) {
        Heading::None
    } else if pattern!(r"^(?:lưu ý|ghi chú)").is_match(&small) {
        Heading::Notes
    } else if pattern!(r"^(?:các )?(?:giấy tờ )?(?:phải )?xuất trình|phải xuất trình các giấy tờ").is_match(&small) {
        Heading::Show
    } else {
        let words = content::text::words(&text);
        let situation = pattern!(r"^(?:các )?(?:trường hợp|đối với|hồ sơ|thành phần hồ sơ|nếu|khi|nhóm|cấp|đăng ký|gia hạn|theo)").is_match(&small);
        if !situation && (words >= 25 || name.trim().ends_with('.')) || pattern!(r"^trường hợp (?:nộp hồ sơ|không quy định là bản chính|khai thác)").is_match(&small) && words >= 25 {
            Heading::Remark(text)
        } else {
            return Heading::Case(case_name(&text));
        }
    };
    traps.add(TrapKind::HeadingAsCase, name);
    heading
}

/// A case's name without the words that lead on to its list.
fn case_name(text: &str) -> String {
    let shut = any_case!(r"[,:]?\s*(?:thì )?(?:kèm theo )?(?:hồ sơ |thành phần hồ sơ |thành phần |các giấy tờ |giấy tờ )?(?:còn |cần |phải )*(?:có|bao gồm|gồm|gồm có|cụ thể|như sau|cụ thể như sau|gồm các giấy tờ sau(?: đây)?|bao gồm các giấy tờ sau(?: đây)?)\s*$");
    let name = shut.cut(text);
    let name = any_case!(r"^thành phần hồ sơ (?:đối với |khi )?").cut(&name);
    let name = capitalised(&line(unended(&name)));
    super::capitals::calmed(&name).unwrap_or(name)
}

fn rows(source: &RawCase, heading: &Heading, case: &mut Case, traps: &mut Traps) {
    let mut group = Group::default();
    for row in &source.profile_components {
        file_names(row, traps);
        if row.name.trim().contains('\n') && length(&row.name) < LONGEST {
            traps.add(TrapKind::LineBreakInName, &line(&row.name));
        }
        let Parts { heading: ahead, papers } = parts(&row.name);
        let mut inner = ahead.map(|ahead| Group { when: Some(condition(&ahead)), depth: 0, ..Group::default() });
        for text in papers {
            let group = inner.as_mut().unwrap_or(&mut group);
            take(row, &line(&text), heading, group, case, traps);
        }
    }
}

/// Takes one row, or one part of a row: as a paper, a note, a heading for the next ones, or nothing.
fn take(row: &RawPaper, text: &str, heading: &Heading, group: &mut Group, case: &mut Case, traps: &mut Traps) {
    let bare = unended(unbulleted(text));
    if says_none(bare) || !bare.chars().any(char::is_alphabetic) {
        return traps.add(TrapKind::EmptyRow, text);
    }
    if depth(text) <= group.depth {
        *group = Group::default();
    }
    let uncounted = quantity(row.original_qty) + quantity(row.copy_qty) == 0;
    if matches!(heading, Heading::Notes) || (is_note(bare, uncounted) && !text.ends_with(':')) {
        if !is_count_of_sets(bare) {
            traps.add(TrapKind::NoteAsPaper, text);
            case.notes.push(capitalised(&line(unbulleted(text))));
        }
    } else if let Some(opened) = group_heading(text, uncounted, case) {
        traps.add(TrapKind::HeadingAsPaper, text);
        *group = opened;
    } else {
        case.components.push(component(row, text, heading, group, traps));
    }
}

fn quantity(number: Option<f64>) -> u32 {
    number.filter(|number| number.is_finite() && *number > 0.0).map_or(0, |number| number.min(50.0) as u32)
}

fn component(row: &RawPaper, text: &str, heading: &Heading, group: &Group, traps: &mut Traps) -> Component {
    let title = title(text, traps);
    let stated = (quantity(row.original_qty), quantity(row.copy_qty));
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
    let always = pattern!(r"^\(?(?:lưu ý|ghi chú|chú ý|số lượng(?: hồ sơ)?\s*:|trường hợp (?:nộp|gửi) hồ sơ (?:trực tuyến|trực tiếp|qua)|trường hợp không khai thác được|giấy tờ do cơ quan có thẩm quyền của nước ngoài (?:cấp|lập))");
    let remark = pattern!(r"^\(?(?:trường hợp|đối với|trong trường hợp|nếu |khi |người |cá nhân |tổ chức |doanh nghiệp |cơ quan |các giấy tờ |thủ tướng |trong đó|phiếu được|chậm nhất|không có sự|công dân |việc |ngoài )");
    let long = content::text::words(text) >= 12;
    let instruction = pattern!(r"^(?:công dân|người|cá nhân|tổ chức|doanh nghiệp|chủ đầu tư|chủ xe|trừ trường hợp|hồ sơ đăng ký .* trên môi trường điện tử|việc|các giấy tờ (?:do|bằng)|đối với giấy tờ) .* (?:phải|được|có thể|thực hiện|có trách nhiệm) ");
    let papers = pattern!(r"xuất trình|nộp|giấy tờ sau|bản sao|bản chính|kèm theo|hồ sơ gồm");
    always.is_match(&small)
        || (uncounted && remark.is_match(&small) && long)
        || (long && instruction.is_match(&small) && !papers.is_match(&small) && !is_paper(text))
}

fn is_count_of_sets(text: &str) -> bool {
    pattern!(r"^\(?số lượng(?: hồ sơ)?\s*:?\s*0?\d+ ?(?:\([^)]*\) ?)?bộ(?: hồ sơ)?$").is_match(&lower(text))
}

/// A row that ends in a colon heads the rows below it.
fn group_heading(text: &str, uncounted: bool, case: &mut Case) -> Option<Group> {
    let bare = unended(unbulleted(text));
    let small = lower(bare);
    let leads_on = text.trim_end().ends_with(':') || pattern!(r"(?:hồ sơ|giấy tờ sau) (?:bao )?gồm$").is_match(&small);
    if !leads_on {
        return None;
    }
    let conditional = pattern!(r"^(?:các )?(?:trường hợp|đối với|trong trường hợp|nếu |khi |riêng )").is_match(&small);
    let lists = pattern!(r"(?:sau|sau đây|gồm|bao gồm|gồm có|như sau|cụ thể)$").is_match(&small);
    if !uncounted && !conditional && !lists {
        return None;
    }
    let mut group = Group { depth: depth(text).max(1), ..Group::default() };
    if pattern!(r"xuất trình").is_match(&small) && !small.contains("nộp") {
        group.show_only = true;
        return Some(group);
    }
    if conditional && add_when(&mut group.when, &condition(bare)) {
        return Some(group);
    }
    let vacuous = pattern!(r"^(?:thành phần )?hồ sơ(?: (?:bao )?gồm(?: có)?)?$|^giấy tờ phải nộp$|^(?:bao )?gồm$").is_match(&small);
    if !vacuous {
        case.notes.push(capitalised(&line(bare)));
    }
    Some(group)
}

/// How deep a row's bullet stands in the usual order of marks: number or letter, "-", "+".
fn depth(text: &str) -> usize {
    match text.trim_start().chars().next() {
        Some('+') => 3,
        Some('-' | '–' | '•' | '*') => 2,
        _ if unbulleted(text).len() < text.trim_start().len() => 1,
        _ => 4,
    }
}

fn file_names(row: &RawPaper, traps: &mut Traps) {
    for file in &row.attachments {
        if any_case!(r"^(?:mẫu|mau|biểu|phụ lục|phu luc)[ _]*(?:số|so)?[ _]*[\d.a-z]{0,4}\.\w+$").is_match(&file.file_name) {
            traps.add(TrapKind::GenericFileName, &file.file_name);
        }
    }
}

/// Cases of one name are one case.
fn merged(cases: Vec<Case>) -> Vec<Case> {
    let mut merged: Vec<Case> = Vec::new();
    for case in cases {
        match merged.iter_mut().find(|known| known.name == case.name) {
            Some(known) => {
                known.components.extend(case.components);
                known.notes.extend(case.notes);
            }
            None => merged.push(case),
        }
    }
    merged
}

/// A named case of few papers beside the main list is a condition of those papers.
fn folded(cases: Vec<Case>) -> Vec<Case> {
    let main = cases.iter().position(|case| case.name.is_none() && !case.components.is_empty());
    let Some(main) = main else { return cases };
    let mut kept: Vec<Case> = Vec::new();
    let mut moved: Vec<Case> = Vec::new();
    for (at, case) in cases.into_iter().enumerate() {
        let few = at > main && case.components.len() <= FEW && case.components.len() + case.notes.len() > 0;
        let Some(name) = case.name.clone().filter(|_| few) else {
            kept.push(case);
            continue;
        };
        let mut trial = case.clone();
        let fits = trial.components.iter_mut().all(|paper| add_when(&mut paper.when, &condition(&name)));
        if fits && trial.notes.is_empty() {
            moved.push(trial);
        } else {
            kept.push(case);
        }
    }
    if let Some(into) = kept.iter_mut().find(|case| case.name.is_none()) {
        moved.into_iter().for_each(|case| into.components.extend(case.components));
    }
    kept
}

/// A lone case needs no name; what its name says stays as a note.
fn lone(case: &mut Case) {
    if let Some(name) = case.name.take() {
        let vacuous = pattern!(r"^hồ sơ").is_match(&lower(&name)) && length(&name) < 80;
        if !vacuous {
            case.notes.insert(0, name);
        }
    }
}
