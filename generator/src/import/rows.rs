//! One row of a source that holds several papers as several rows.

use super::clean::{line, unbulleted, unended};
use super::pattern::{any_case, large_letters, pattern};

/// A row taken apart: what heads the papers, if anything, and the papers.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parts {
    pub heading: Option<String>,
    pub papers: Vec<String>,
}

/// The papers of `row`. It stays whole unless every part of it begins as a paper's name does: a list of what a paper
/// must contain, or of alternatives, is no list of papers.
pub(super) fn parts(row: &str) -> Parts {
    let whole = || Parts { heading: None, papers: vec![row.to_owned()] };
    let marked = pattern!(concat!(
        r"([;:.,])\s*(?:\++|[-–•*]+|\(?[a-zđ]\d?\)|\([ivx]{1,4}\)|\(?\d{1,2}\)|\d{1,2}\.)\s*([", large_letters!(), r"0])|(\s)\++\s+([", large_letters!(), "0])"
    ))
    .replace_all(row, "$1$3\u{1}$2$4");
    let mut papers: Vec<String> = marked.split('\u{1}').map(line).filter(|part| !part.is_empty()).collect();
    if papers.len() < 2 {
        return conditional_parts(row).map_or_else(whole, |papers| Parts { heading: None, papers });
    }
    let heads = papers[0].trim_end().ends_with(':');
    let heading = heads.then(|| papers.remove(0));
    let alternatives = |text: &str| any_case!(r"một trong|\bhoặc:?$").is_match(unended(text));
    let mixed = papers.iter().any(|part| !is_paper(part) || alternatives(part)) || heading.as_deref().is_some_and(alternatives);
    let conditional = heading.as_deref().is_none_or(|text| any_case!(r"^\W*(?:riêng )?(?:đối với|trường hợp|trong trường hợp|nếu|khi) ").is_match(text));
    if mixed || !conditional {
        return whole();
    }
    Parts { heading, papers }
}

/// "A trong trường hợp X; B trong trường hợp Y" are two papers, each with its condition. Without conditions a list
/// behind semicolons may as well be a choice: it stays whole.
fn conditional_parts(row: &str) -> Option<Vec<String>> {
    let papers: Vec<String> = row.split(';').map(line).filter(|part| !part.is_empty()).collect();
    let conditional = |part: &String| any_case!(r"(?:trong trường hợp|đối với|nếu) ").is_match(part);
    let balanced = |part: &String| part.matches('(').count() == part.matches(')').count();
    let fits = papers.len() > 1 && papers.iter().all(|part| is_paper(part) && conditional(part) && balanced(part));
    fits.then_some(papers)
}

/// True when `text` begins as the names of papers do.
pub(super) fn is_paper(text: &str) -> bool {
    any_case!(
        r"^(?:0?\d{1,2} (?:\([^)]*\) )?)?(?:các |những )?(?:ảnh|bản|bảng|bằng|báo cáo|biên bản|biên lai|bìa|cam kết|căn cước|công văn|chứng|danh mục|danh sách|dự án|dự thảo|đề án|đề cương|điều lệ|đơn|giải trình|giấy|hồ sơ|hóa đơn|hoá đơn|hộ chiếu|hợp đồng|kế hoạch|kết quả|lý lịch|nghị quyết|phiếu|phụ lục|phương án|quy chế|quy trình|quyết định|sổ|sơ đồ|sơ yếu|tài liệu|thẻ|thông báo|thông tin|thuyết minh|tờ|trích|văn bản|văn bằng|vận đơn|xác nhận|ý kiến)(?:[ ,;.(/]|$)"
    )
    .is_match(unbulleted(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_lists_papers_is_several_rows() {
        let row = parts("a) Đơn đăng ký đàn ong; b) Bản sao sổ đàn; c) 02 ảnh tổ ong.");
        assert_eq!(row.papers, ["a) Đơn đăng ký đàn ong;", "Bản sao sổ đàn;", "02 ảnh tổ ong."]);
        let row = parts("Đối với đàn trên 50 tổ: + Sơ đồ đặt tổ + Hợp đồng thuê đất");
        assert_eq!(row.heading.as_deref(), Some("Đối với đàn trên 50 tổ:"));
        assert_eq!(row.papers, ["Sơ đồ đặt tổ", "Hợp đồng thuê đất"]);
    }

    #[test]
    fn a_list_of_contents_or_of_alternatives_stays_one_row() {
        for row in [
            "Báo cáo về đàn ong, gồm: + Giấy tờ nguồn gốc + Sơ đồ đặt tổ",
            "Một trong các giấy tờ sau: - Sổ đàn; - Hợp đồng mua ong",
            "Đơn đăng ký; + Người có đàn ghi rõ số tổ",
            "Quyết định của Cục Thú y - Bộ Nông nghiệp",
        ] {
            assert_eq!(parts(row), Parts { heading: None, papers: vec![row.to_owned()] }, "{row}");
        }
    }
}
