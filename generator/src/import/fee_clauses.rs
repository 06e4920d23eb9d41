//! A fee's note as statements, one clause each.

use super::clean::{line, unbulleted, unended};
use super::pattern::{any_case, large_letters, pattern};

/// `text` split where a new statement begins. A clause that ends in a colon heads those behind it.
pub(super) fn clauses(text: &str) -> Vec<String> {
    let text = any_case!(r"^\s*(?:lệ )?phí ?: ?(?:[\d.,]+ )?đồng").cut(text);
    let ends = pattern!(concat!(
        r"(;|\n|\.\s*$|[^\s.\d]{2}\)?\.\s|\s[-–]\s)\s*([-+–",
        large_letters!(),
        r"\d(]|lệ phí|phí |mức |đối với|trường hợp|từ |$)|(\s\+\s)\s*([",
        large_letters!(),
        "])"
    ));
    let marked = ends.replace_all(&text, |found: &regex_lite::Captures<'_>| {
        let (mark, next) = (found.get(1).or(found.get(3)), found.get(2).or(found.get(4)));
        let kept = mark
            .map_or("", |mark| mark.as_str().trim_end().trim_end_matches(['.', ';', '-', '+', '–', '\n']));
        format!("{kept}\u{1}{}", next.map_or("", |next| next.as_str()))
    });
    let mut clauses: Vec<String> = Vec::new();
    for part in marked.split('\u{1}') {
        let colon = if part.trim_end().ends_with(':') { ":" } else { "" };
        let clause = line(unended(unbulleted(&unbracketed(part)))).replace("; ", ", ");
        if !clause.chars().any(char::is_alphanumeric) {
            continue;
        }
        // "; hoặc ..." goes on, and so does the title of a law ("...; phí cấp phép").
        let goes_on = clause.starts_with("hoặc ")
            || clause.starts_with("Hoặc ")
            || pattern!(r"^(?:phí|lệ phí) [^\d]*$").is_match(&clause);
        match clauses.last_mut().filter(|last| goes_on && !last.ends_with(':')) {
            Some(last) => last.push_str(&format!(", {clause}{colon}")),
            None => clauses.push(format!("{clause}{colon}")),
        }
    }
    clauses
}

/// `text` without the brackets around the whole of it, or half of a pair.
pub(super) fn unbracketed(text: &str) -> String {
    let text = text.trim();
    let (opens, closes) = (text.matches('(').count(), text.matches(')').count());
    let text = if opens > closes { text.trim_start_matches('(') } else { text };
    let text = if closes > opens { text.trim_end_matches([')', '.']) } else { text };
    match text.strip_prefix('(').and_then(|inner| inner.trim_end_matches(['.', ';']).strip_suffix(')')) {
        Some(inner) if !inner.contains(')') => inner.to_owned(),
        _ => text.to_owned(),
    }
}

/// True for a clause on how or when to pay, that states no amount.
pub(super) fn is_about_paying(clause: &str) -> bool {
    any_case!(
        r"^(?:người|cá nhân|tổ chức|doanh nghiệp) nộp |^(?:hình thức|thời điểm|việc|phương thức) (?:nộp|thanh toán)|^chuyển khoản|^khi có thông tư|có thể (?:được )?nộp|hoàn trả|không bao gồm|không được tính trong|tại thời điểm nộp|^nộp trực tiếp tại|^kê khai|^thực hiện như|^\+ trực t|mẫu hộ tịch điện tử|phải xuất trình"
    )
    .is_match(clause)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_end_where_the_next_begins() {
        let text = "Mức lệ phí do Hội đồng nhân dân cấp tỉnh quyết định. Miễn lệ phí cho người nghèo; người khuyết tật. Phí cấp bản sao (nếu có) theo Thông tư số 1/2026/TT-BTC.";
        assert_eq!(
            clauses(text),
            [
                "Mức lệ phí do Hội đồng nhân dân cấp tỉnh quyết định",
                "Miễn lệ phí cho người nghèo, người khuyết tật",
                "Phí cấp bản sao (nếu có) theo Thông tư số 1/2026/TT-BTC",
            ]
        );
        assert_eq!(
            clauses("- Dưới 5 tổ: 50.000 đồng; - Trên 5 tổ: 60.000 đồng."),
            ["Dưới 5 tổ: 50.000 đồng", "Trên 5 tổ: 60.000 đồng"]
        );
        assert_eq!(clauses("(áp dụng mức phí 25.000 đồng/hồ sơ)"), ["áp dụng mức phí 25.000 đồng/hồ sơ"]);
    }
}
