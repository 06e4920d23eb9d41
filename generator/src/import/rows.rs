//! Rows of a list of papers: in the order that they number, and one row that holds several papers as several.

use super::clean::{line, lower, unbulleted, unended};
use super::pattern::{any_case, large_letters, pattern};
use super::raw::RawPaper;
use super::trap::{TrapKind, Traps};

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
        r"([;:.,])\s*(?:\++|[-–•*]+|\(?[a-zđ]\d?\)|\([ivx]{1,4}\)|\(?\d{1,2}\)|\d{1,2}\.)\s*([",
        large_letters!(),
        r"0])|(\s)\++\s+([",
        large_letters!(),
        "0])"
    ))
    .replace_all(row, "$1$3\u{1}$2$4");
    let mut papers: Vec<String> = marked.split('\u{1}').map(line).filter(|part| !part.is_empty()).collect();
    if papers.len() < 2 {
        return conditional_parts(row).map_or_else(whole, |papers| Parts { heading: None, papers });
    }
    let heads = papers[0].trim_end().ends_with(':');
    let heading = heads.then(|| papers.remove(0));
    let alternatives = |text: &str| any_case!(r"một trong|\bhoặc:?$").is_match(unended(text));
    let mixed = papers.iter().any(|part| !is_paper(part) || alternatives(part))
        || heading.as_deref().is_some_and(alternatives);
    let conditional = heading.as_deref().is_none_or(|text| {
        any_case!(r"^\W*(?:riêng )?(?:đối với|trường hợp|trong trường hợp|nếu|khi) ").is_match(text)
    });
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
    let fits =
        papers.len() > 1 && papers.iter().all(|part| is_paper(part) && conditional(part) && balanced(part));
    fits.then_some(papers)
}

/// How deep a row's bullet stands in the usual order of marks: number or letter 1, "-" 2, "+" 3; 4 is no mark.
pub(super) fn depth(text: &str) -> usize {
    match text.trim_start().chars().next() {
        Some('+') => 3,
        Some('-' | '–' | '•' | '*') => 2,
        _ if unbulleted(text).len() < text.trim_start().len() => 1,
        _ => 4,
    }
}

/// `rows` as their own numbers or letters order them, where every one has a mark of the same kind and no two the same.
/// Most exports shuffle the rows; a list with unmarked rows can't be put back, and stays as it comes.
pub(super) fn in_order<'a>(rows: &'a [RawPaper], traps: &mut Traps) -> Vec<&'a RawPaper> {
    let mut marked: Vec<(Option<usize>, &RawPaper)> = rows.iter().map(|row| (mark(&row.name), row)).collect();
    let places: Vec<usize> = marked.iter().filter_map(|(mark, _)| *mark).collect();
    if places.len() > 1 && !places.is_sorted() {
        traps.add(TrapKind::RowsOutOfOrder, &line(&rows[0].name));
        let distinct = places.iter().collect::<std::collections::BTreeSet<_>>().len() == places.len();
        if places.len() == rows.len() && distinct {
            marked.sort_by_key(|(mark, _)| *mark);
        }
    }
    marked.into_iter().map(|(_, row)| row).collect()
}

/// The place that a row's number ("3.", "(3)", "(iii)") or letter ("c)") gives it, letters in the Vietnamese order.
fn mark(text: &str) -> Option<usize> {
    let found = pattern!(r"^\s*(?:\(?(\d{1,2})[.)]|\((i{1,3}|iv|v|vi{1,3}|ix|x)\)|\(?([a-zđ])\)) ?\D")
        .captures(text)?;
    match (found.get(1), found.get(2), found.get(3)) {
        (Some(number), ..) => number.as_str().parse().ok(),
        (_, Some(roman), _) => ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"]
            .iter()
            .position(|known| *known == roman.as_str())
            .map(|at| 200 + at),
        (.., Some(letter)) => "abcdđeghiklmnopqrstuvxy"
            .chars()
            .position(|known| letter.as_str().starts_with(known))
            .map(|at| 100 + at),
        _ => None,
    }
}

/// First words of papers' names.
const PAPERS: [&str; 49] = [
    "ảnh",
    "bản",
    "bảng",
    "bằng",
    "báo cáo",
    "biên bản",
    "biên lai",
    "bìa",
    "cam kết",
    "căn cước",
    "công văn",
    "chứng",
    "danh mục",
    "danh sách",
    "dự án",
    "dự thảo",
    "đề án",
    "đề cương",
    "điều lệ",
    "đơn",
    "giải trình",
    "giấy",
    "hồ sơ",
    "hóa đơn",
    "hoá đơn",
    "hộ chiếu",
    "hợp đồng",
    "kế hoạch",
    "kết quả",
    "lý lịch",
    "nghị quyết",
    "phiếu",
    "phụ lục",
    "phương án",
    "quy chế",
    "quy trình",
    "quyết định",
    "sổ",
    "sơ đồ",
    "sơ yếu",
    "tài liệu",
    "thẻ",
    "thông báo",
    "thuyết minh",
    "tờ",
    "trích",
    "văn bản",
    "văn bằng",
    "xác nhận",
];

/// True when `text` begins as the names of papers do.
pub(super) fn is_paper(text: &str) -> bool {
    let bare = any_case!(r"^(?:0?\d{1,2} (?:\([^)]*\) )?)?(?:các |những )?").cut(unbulleted(text));
    let small = lower(&bare);
    PAPERS
        .iter()
        .any(|word| small.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
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
    fn shuffled_rows_stand_in_the_order_that_they_number() {
        let row = |name: &str| RawPaper {
            name: name.to_owned(),
            original_qty: None,
            copy_qty: None,
            attachments: Vec::new(),
        };
        let names = |names: &[&str]| {
            let rows: Vec<RawPaper> = names.iter().map(|name| row(name)).collect();
            let mut traps = Traps::default();
            let ordered: Vec<String> =
                in_order(&rows, &mut traps).iter().map(|row| row.name.clone()).collect();
            (ordered, traps.kinds())
        };
        let told = vec![TrapKind::RowsOutOfOrder];
        assert_eq!(
            names(&["đ) E", "a) A", "d) D"]),
            (vec!["a) A".to_owned(), "d) D".to_owned(), "đ) E".to_owned()], told.clone())
        );
        assert_eq!(
            names(&["2. B", "Lẻ", "1. A"]),
            (vec!["2. B".to_owned(), "Lẻ".to_owned(), "1. A".to_owned()], told)
        );
        assert_eq!(names(&["Sổ đàn", "Đơn"]).1, []);
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
