//! Tables that a spreadsheet opens right: UTF-8 with its mark at the beginning, every cell in quotation marks (RFC 4180).

/// One line. A cell that a spreadsheet would take for a formula gets an apostrophe before it, so that nobody's text
/// counts, links or calls anything on an officer's computer.
pub(crate) fn line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cells = cells.into_iter().map(|cell| {
        let plain: String =
            cell.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        let mark = if is_formula(cell) { "'" } else { "" };
        format!("\"{mark}{}\"", plain.replace('"', "\"\""))
    });
    cells.collect::<Vec<_>>().join(",") + "\r\n"
}

/// What stands before the first line.
pub(crate) const BEGINNING: &str = "\u{feff}";

/// Signs that begin a formula in some spreadsheet, with the wide ones of other keyboards.
fn is_formula(cell: &str) -> bool {
    let first = cell.trim_start_matches([' ', '\u{a0}']).chars().next();
    first.is_some_and(|first| {
        matches!(first, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '|' | '%' | '＝' | '＋' | '－' | '＠')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_or_breaks_out() {
        let nasty = [
            "=1+1",
            " =HYPERLINK(\"x\")",
            "+84900",
            "-2",
            "@SUM(A1)",
            "\tx",
            "\r\n=x",
            "＝1",
            "a\",\"b",
            "Ngày 5",
        ];
        assert_eq!(
            line(nasty),
            "\"'=1+1\",\"' =HYPERLINK(\"\"x\"\")\",\"'+84900\",\"'-2\",\"'@SUM(A1)\",\"' x\",\"'  =x\",\"'＝1\",\"a\"\",\"\"b\",\"Ngày 5\"\r\n"
        );
    }
}
