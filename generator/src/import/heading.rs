//! The name of a source's case: a situation of the applicant, or a heading that poses as one.

use super::clean::{capitalised, line, lower, says_none, unbulleted, unended};
use super::paper::balanced;
use super::pattern::{any_case, pattern};
use super::trap::{TrapKind, Traps};

/// What the name of a source's case really is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Heading {
    /// No case: its papers are everybody's.
    None,
    /// "Giấy tờ phải xuất trình".
    Show,
    /// "Lưu ý".
    Notes,
    /// A situation of the applicant.
    Case(String),
}

/// A name of this many words that names no situation is a sentence.
const SENTENCE: usize = 25;

/// A heading of more words than this says something of its own.
const BARE: usize = 6;

/// What `name` is, and what it says beside that.
pub(super) fn heading(name: &str, traps: &mut Traps) -> (Heading, Option<String>) {
    let text = line(unended(unbulleted(&line(name))));
    let text = text
        .strip_prefix('(')
        .and_then(|inner| inner.strip_suffix(')'))
        .filter(|inner| balanced(inner))
        .unwrap_or(&text);
    let heading = kind(text, name.trim().ends_with('.'));
    if matches!(heading, Heading::Case(_)) {
        return (heading, None);
    }
    if !name.trim().is_empty() {
        traps.add(TrapKind::HeadingAsCase, name);
    }
    let says_more = content::text::words(text) > BARE
        && !any_case!(
            r"^(?:người yêu cầu [^ ]+ [^ ]+ nộp .*|.{0,60}gồm các (?:giấy tờ|tài liệu)(?: sau(?: đây)?)?)$"
        )
        .is_match(text);
    (heading, says_more.then(|| capitalised(unended(&any_case!(r",? cụ thể(?: như sau)?$").cut(text)))))
}

fn kind(text: &str, full_stop: bool) -> Heading {
    // "Giấy tờ phải nộp đối với X" is the situation X.
    if let Some((_, situation)) = any_case!(r"^(?:các )?giấy tờ phải nộp (đối với .*)$").find_group(text)
    {
        return Heading::Case(case_name(&text[situation]));
    }
    let small = lower(text);
    let empty = pattern!(
        r"^(?:các )?(?:bao gồm|gồm|hồ sơ (?:bao )?gồm(?: có)?|thành phần hồ sơ(?: (?:bao )?gồm)?|hồ sơ|(?:các )?giấy tờ phải nộp.*|thành phần|chứng từ phải nộp|số lượng hồ sơ.*|[a-c]|.{0,60}gồm các (?:giấy tờ|tài liệu)(?: sau(?: đây)?)?|theo quy định (?:tại|về) .*|người yêu cầu chứng thực nộp.*)$"
    );
    if says_none(text) || !text.chars().any(char::is_alphabetic) || empty.is_match(&small) {
        return Heading::None;
    }
    if pattern!(r"^(?:lưu ý|ghi chú)").is_match(&small) {
        return Heading::Notes;
    }
    if pattern!(r"^(?:các )?(?:giấy tờ )?(?:phải )?xuất trình|phải xuất trình các giấy tờ").is_match(&small)
    {
        return Heading::Show;
    }
    let situation = pattern!(
        r"^(?:các )?(?:trường hợp|đối với|hồ sơ|thành phần hồ sơ|nếu|khi|nhóm|cấp|đăng ký|gia hạn|theo)"
    )
    .is_match(&small);
    let about_papers =
        pattern!(r"^trường hợp (?:nộp hồ sơ|không quy định là bản chính|khai thác)").is_match(&small);
    let long = content::text::words(text) >= SENTENCE;
    if (!situation && (long || full_stop)) || (about_papers && long) {
        return Heading::None;
    }
    Heading::Case(case_name(text))
}

/// A case's name without the words that lead on to its list.
fn case_name(text: &str) -> String {
    let shut = any_case!(
        r"[,:]?\s*(?:thì )?(?:kèm theo )?(?:hồ sơ |thành phần hồ sơ |thành phần |các giấy tờ |giấy tờ )?(?:còn |cần |phải )*(?:có|bao gồm|gồm|gồm có|cụ thể|như sau|cụ thể như sau|gồm các giấy tờ sau(?: đây)?|bao gồm các giấy tờ sau(?: đây)?)\s*$"
    );
    let name = any_case!(r"^thành phần hồ sơ (?:đối với |khi )?").cut(&shut.cut(text));
    let name = capitalised(&line(unended(&name)));
    super::capitals::calmed(&name).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str) -> (Heading, Option<String>) {
        heading(name, &mut Traps::default())
    }

    #[test]
    fn headings_are_told_from_situations() {
        for name in
            ["--", "", ":", ".", "Thành phần hồ sơ:", "* Giấy tờ phải nộp:", "Bao gồm", "a)", "Hồ sơ gồm:"]
        {
            assert_eq!(of(name), (Heading::None, None), "{name}");
        }
        assert_eq!(of("* Giấy tờ phải xuất trình:"), (Heading::Show, None));
        assert_eq!(of("* Lưu ý :"), (Heading::Notes, None));
        assert_eq!(of("a) Đối với đàn mới, hồ sơ gồm:"), (Heading::Case("Đối với đàn mới".to_owned()), None));
        assert_eq!(of("(1.1) Hồ sơ cấp lại"), (Heading::Case("Hồ sơ cấp lại".to_owned()), None));
    }

    #[test]
    fn what_a_heading_says_beside_is_not_lost() {
        let more = "Phiếu này do máy của xã in ra khi thu nhận hồ sơ";
        assert_eq!(of(&format!("{more}.")), (Heading::None, Some(more.to_owned())));
        let show = "Xuất trình hoặc gửi bản sao có chứng thực các giấy tờ sau";
        assert_eq!(of(show), (Heading::Show, Some(show.to_owned())));
    }
}
