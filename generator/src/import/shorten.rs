//! Names of papers that are too long for a list: what only explains them becomes a remark, word for word.

use super::clean::lower;
use super::condition::begins_with_condition;
use super::paper::{LONGEST, Title, add_note, balanced, length};
use super::pattern::{AnyCase, any_case, pattern};
use super::rows::is_paper;

/// How often a tail may be taken off; what is longer then is a text and no name.
const MOST_CUTS: usize = 4;

/// Takes explanations off a long name, last ones first, until it is short enough or nothing more comes off cleanly.
pub(super) fn shorten(title: &mut Title) {
    if length(&title.name) > LONGEST {
        kind_of_copy(title);
    }
    for _ in 0..MOST_CUTS {
        if length(&title.name) <= LONGEST || !cut_once(title) {
            return;
        }
    }
}

fn cut_once(title: &mut Title) -> bool {
    let list =
        any_case!(r"(?:,? (?:bao gồm|gồm|gồm có|là|như sau|sau đây|sau|cụ thể|cụ thể như sau))?\s*:\s+(.*)$");
    closed().into_iter().any(|tail| cut(title, tail, last_is_only))
        || cut(title, list, |head, _| is_paper(head))
        || open().into_iter().any(|tail| cut(title, tail, |_, note| one_paper(note)))
}

/// Explanations that end where they say: an annex, a bracket. Each is the pattern's group.
fn closed() -> [&'static AnyCase; 4] {
    [
        // "theo Mẫu số 04 Phụ lục I ban hành kèm theo Nghị định ...": the form's number stays with the name.
        any_case!(
            r",?\s+((?:theo mẫu\s+)?(?:được )?(?:quy định )?(?:tại |trong |thuộc )?(?:mục [ivx\d.]+ )?(?:phụ lục(?: số)? ?[ivxlc\d.a-z]{0,6} ?,?)?(?:của )?(?:được )?(?:(?:ban hành |đính )kèm(?: theo)?|kèm theo (?:phụ lục|thông tư|nghị định|nghị quyết|luật|quyết định số|văn bản này))\s.*)$"
        ),
        any_case!(
            r",?\s+((?:theo (?:quy định tại )?)?mẫu\s+(?:được )?quy định (?:tại|trong) .*|theo mẫu (?:tại|của|số \S+ (?:tại|phụ lục|ban hành)) .*)$"
        ),
        any_case!(r"\s*\(((?:áp dụng )?(?:đối với|trường hợp|trong trường hợp|nếu) [^()]{8,})\)"),
        any_case!(r"\s*\(((?:[^m()]|m[^ẫ()])[^()]{8,})\)?$"),
    ]
}

/// Explanations that run on to the end of the text, the most harmless ones first.
fn open() -> [&'static AnyCase; 5] {
    [
        any_case!(r",?\s+((?:theo )?(?:quy định|yêu cầu|hướng dẫn) (?:tại|của|trong) .*|theo quy định)$"),
        any_case!(r",?\s+((?:còn|có) (?:thời hạn |giá trị|hiệu lực) .*)$"),
        any_case!(
            r"(?:,|;)?\s+((?:trong đó|nêu rõ|ghi rõ|bao gồm (?:các )?nội dung|với (?:các )?nội dung|với nội dung) .*)$"
        ),
        any_case!(
            r",?\s+((?:áp dụng )?(?:đối với|trong (?:các )?trường hợp|cho trường hợp|trừ trường hợp|trường hợp|nếu)\s.*)$"
        ),
        any_case!(r",?\s+(để (?:chứng minh|đối chiếu|xác định|phục vụ|làm) .*)$"),
    ]
}

/// True when no further paper stands behind the first words: "Giấy A đối với X hoặc Giấy B đối với Y", "Đơn; Sổ".
pub(super) fn one_paper(text: &str) -> bool {
    let listed = pattern!(r"; | hoặc |, | và ");
    !listed.split(text).skip(1).any(is_paper)
}

/// True when a condition in brackets can only concern the one paper before it.
fn last_is_only(head: &str, explanation: &str) -> bool {
    let conditional =
        any_case!(r"^(?:áp dụng )?(?:đối với|trường hợp|trong trường hợp|nếu) ").is_match(explanation);
    !conditional || !any_case!(r"; | (?:đối với|trường hợp|nếu) ").is_match(head)
}

/// Moves what `tail` finds into the remark, if the name can do without it and `fits` (name, remark) agrees.
fn cut(title: &mut Title, tail: &AnyCase, fits: impl Fn(&str, &str) -> bool) -> bool {
    let Some((whole, inner)) = tail.find_group(&title.name) else { return false };
    let (head, behind) = (&title.name[..whole.start], &title.name[whole.end..]);
    let mut note = title.name[inner].to_owned();
    let mut name = format!("{head}{behind}");
    if !balanced(head) {
        // What follows the bracket belongs to the name again.
        let close = closing(&note);
        let after = note.split_off(close);
        name = format!("{head}){}{behind}", after.strip_prefix(')').unwrap_or_default());
    }
    let name = name.replace("( )", "").replace("()", "").trim_end().to_owned();
    let dangling =
        any_case!(r"(?:hoặc|và|trừ|kể cả|của|cho|theo|các|là|do|tại|về|không|khác|phải|với|ban hành|kèm|phù hợp|đáp ứng|trên|bởi|từ|trong)$").is_match(&name);
    let whole_name =
        name.split(' ').count() >= 3 && balanced(&name) && !begins_with_condition(&name) && !dangling;
    if !whole_name || !fits(head, &note) {
        return false;
    }
    title.name = name;
    add_note(title, &note);
    true
}

/// Place of the bracket that closes the one opened before `text`; its end where none does.
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
    text.len()
}

/// "Bản sao hoặc bản sao có chứng thực hoặc bản sao điện tử ... Giấy phép X" is X, in one of these forms.
fn kind_of_copy(title: &mut Title) {
    const WORDS: [&str; 46] = [
        "bản", "sao", "chính", "gốc", "điện", "tử", "chụp", "phô", "tô", "photo", "được", "có", "chứng",
        "thực", "công", "từ", "sổ", "hoặc", "kèm", "theo", "để", "đối", "chiếu", "hợp", "lệ", "pháp", "và",
        "xuất", "trình", "01", "1", "cấp", "của", "các", "giá", "trị", "lý", "y", "thì", "phải", "văn",
        "giấy", "không", "nộp", "là", "một",
    ];
    let mut at = 0;
    let mut forms = 0;
    for word in title.name.split_inclusive(' ') {
        let bare: String = lower(word).chars().filter(|letter| letter.is_alphanumeric()).collect();
        // The paper itself may begin with such a word ("Giấy", "Văn bản") : a large letter tells.
        let begins = at > 0 && word.starts_with(char::is_uppercase);
        if begins || !(bare.is_empty() || WORDS.contains(&bare.as_str())) {
            break;
        }
        forms += usize::from(bare == "hoặc" || bare == "để");
        at += word.len();
    }
    let (forms_said, paper) = (title.name[..at].trim().to_owned(), title.name[at..].to_owned());
    if forms > 0 && balanced(&forms_said) && is_paper(&paper) && paper.starts_with(char::is_uppercase) {
        title.name = paper;
        add_note(title, &super::clean::uncapitalised(&forms_said));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(name: &str) -> (String, Option<String>) {
        let mut title = Title { name: name.to_owned(), ..Title::default() };
        shorten(&mut title);
        (title.name, title.note)
    }

    #[test]
    fn an_annex_comes_off_and_the_number_of_the_form_stays() {
        let name = "Đơn đăng ký đàn ong của hộ gia đình, cá nhân (theo Mẫu số 04 Phụ lục I ban hành kèm theo Nghị định số 1/2026/NĐ-CP ngày 01/02/2026 của Chính phủ)";
        let (name, note) = short(name);
        assert_eq!(name, "Đơn đăng ký đàn ong của hộ gia đình, cá nhân (theo Mẫu số 04)");
        assert_eq!(
            note.unwrap(),
            "Phụ lục I ban hành kèm theo Nghị định số 1/2026/NĐ-CP ngày 01/02/2026 của Chính phủ"
        );
    }

    #[test]
    fn forms_of_a_copy_are_a_remark() {
        let name = "Bản sao hoặc bản sao có chứng thực hoặc bản sao điện tử từ sổ gốc Giấy chứng nhận nguồn gốc đàn ong của người nuôi ong lấy mật";
        let (name, note) = short(name);
        assert_eq!(name, "Giấy chứng nhận nguồn gốc đàn ong của người nuôi ong lấy mật");
        assert_eq!(note.unwrap(), "bản sao hoặc bản sao có chứng thực hoặc bản sao điện tử từ sổ gốc");
    }

    #[test]
    fn alternatives_and_short_names_stay_whole() {
        let long = "Giấy chứng nhận nguồn gốc đàn ong đối với hộ gia đình nuôi trên năm mươi tổ hoặc Giấy cam kết của chủ đàn đối với hộ nuôi ít hơn năm mươi tổ";
        for name in ["Đơn (kèm theo Nghị định số 1/2026/NĐ-CP)", long] {
            assert_eq!(short(name), (name.to_owned(), None));
        }
    }
}
