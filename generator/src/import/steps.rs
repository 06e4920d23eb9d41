//! The source's own sentences, for those who own them (`--text keep`).

use content::{Actor, Conditions, Step};

use super::clean::{line, lower, says_none};
use super::pattern::pattern;

/// The steps of `text`, one per "Bước n"; a text without such marks is one step.
pub(super) fn steps(text: &str) -> Vec<Step> {
    let marked =
        pattern!(r"(?:^|\n|\s)[-+*•]?\s*(?:[a-z]\)\s*)?Bước\s*\d+\s*[:.)]?").replace_all(text, "\u{1}");
    let paragraphs =
        |part: &str| part.lines().map(line).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n\n");
    let parts = marked.split('\u{1}').map(paragraphs).filter(|part| !part.is_empty());
    parts.map(|text| Step { actor: actor(&text), text }).collect()
}

/// Who acts in a step: the applicant where it begins with handing in or with the person who does; else the agency.
fn actor(text: &str) -> Actor {
    let applicant = pattern!(
        r"^\W*(?:nộp|chuẩn bị|gửi|khai|kê khai|điền|đăng ký|truy cập|bạn |công dân|cá nhân|tổ chức|người (?:yêu cầu|nộp|có yêu cầu|đề nghị|lao động|sử dụng|dân)|doanh nghiệp|chủ |hộ |nhận kết quả|nhà đầu tư)"
    );
    if applicant.is_match(&lower(text)) { Actor::Applicant } else { Actor::Agency }
}

/// The conditions: `none` where the source says so; its own words only when they are kept.
pub(super) fn conditions(text: &str, keep: bool) -> Option<Conditions> {
    let text = text.trim();
    if text.is_empty() {
        None
    } else if says_none(text) {
        Some(Conditions::None)
    } else {
        keep.then(|| Conditions::Text(text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_split_where_the_source_counts_them() {
        let found =
            steps("Bước 1: Chủ đàn ong nộp tờ khai.\n\nGiữ giấy hẹn.\n- Bước 2. Ủy ban nhân dân xã ghi sổ.");
        assert_eq!(found.len(), 2);
        assert_eq!(
            (found[0].actor, found[0].text.as_str()),
            (Actor::Applicant, "Chủ đàn ong nộp tờ khai.\n\nGiữ giấy hẹn.")
        );
        assert_eq!((found[1].actor, found[1].text.as_str()), (Actor::Agency, "Ủy ban nhân dân xã ghi sổ."));
    }

    #[test]
    fn no_conditions_are_a_fact_and_sentences_only_come_along_when_kept() {
        for none in ["Không", "Không có thông tin", "không quy định.", "-", ".", "Khồng", "KHÔNG CÓ"]
        {
            assert_eq!(conditions(none, false), Some(Conditions::None), "{none}");
        }
        assert_eq!(conditions("", true), None);
        assert_eq!(conditions("Đàn có chủ.", false), None);
        assert_eq!(conditions("Đàn có chủ.", true), Some(Conditions::Text("Đàn có chủ.".to_owned())));
    }
}
