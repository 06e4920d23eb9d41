use content::Rule;
use serde_saphyr::Error;

use super::outline::Place;
use super::quotes;
use crate::Problem;

/// The typed parser's first fault in an editor's words.
pub fn problem(file: &str, text: &str, error: &Error) -> Problem {
    let place = error.location().map_or((0, 0), |at| (at.line() as usize, at.column() as usize));
    let at = |rule: Rule, message: String| Problem::at(file, text, place, rule, message);
    match error {
        Error::DuplicateMappingKey { key, .. } => {
            let key = key.clone().unwrap_or_default();
            at(Rule::DuplicateKey, format!("khóa “{key}” đã có ở trên")).with_hint("giữ một, xóa một")
        }
        Error::Budget { .. }
        | Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. } => {
            at(Rule::TooLarge, "tệp lồng quá sâu hoặc nhân bản quá nhiều (bí danh &, *)".to_owned())
                .with_hint("viết thẳng giá trị, không dùng bí danh; một bản ghi chỉ sâu vài tầng")
        }
        Error::NullIntoString { .. } => at(Rule::WrongValue, "giá trị trống ở chỗ cần chữ".to_owned())
            .with_hint("viết giá trị, hoặc xóa cả khóa"),
        Error::SerdeUnknownVariant { variant, expected, .. } => {
            at(Rule::WrongValue, format!("không có giá trị “{variant}”"))
                .with_hint(format!("chọn một: {}", expected.join(", ")))
        }
        Error::SerdeUnknownField { field, expected, .. } => {
            at(Rule::UnknownKey, format!("không có khóa “{field}”"))
                .with_hint(format!("khóa có thể dùng: {}", expected.join(", ")))
        }
        Error::SerdeMissingField { field, .. } => at(Rule::MissingKey, format!("thiếu khóa “{field}”")),
        Error::SerdeInvalidType { unexpected, .. } => {
            at(Rule::WrongValue, format!("giá trị sai kiểu ({unexpected})"))
        }
        Error::InvalidScalar { ty, .. } => at(Rule::WrongValue, format!("giá trị không phải kiểu {ty}")),
        Error::Message { msg, .. } if is_vietnamese(msg) => at(Rule::WrongValue, msg.clone()),
        Error::Eof { .. } => at(Rule::Empty, "tệp trống".to_owned()),
        Error::MultipleDocuments { .. } => {
            at(Rule::Syntax, "tệp có hơn một tài liệu YAML (dấu ---)".to_owned())
                .with_hint("mỗi tệp một bản ghi")
        }
        other => {
            let words = other.to_string();
            let (message, hint) = explain(&words);
            at(Rule::Syntax, message).with_hint(hint)
        }
    }
}

/// The scanner's fault, where the text as a whole is no YAML.
pub fn scan_problem(file: &str, text: &str, (place, words): (Place, String)) -> Problem {
    if let Some(opened) = quotes::opened_above(text, place) {
        let message = format!("ngoặc mở ở đây mà không đóng trên dòng này; YAML đọc nó đến dòng {}", place.0);
        return Problem::at(file, text, opened, Rule::Syntax, message)
            .with_hint("thêm dấu ngoặc ở cuối chữ; trong chữ dùng “ ”");
    }
    let (message, hint) = explain(&words);
    Problem::at(file, text, place, Rule::Syntax, message).with_hint(hint)
}

/// Our own messages (content's) are Vietnamese; the parser's are not.
fn is_vietnamese(message: &str) -> bool {
    !message.is_ascii() && !message.contains("expected")
}

/// What the parser's words mean to somebody who writes a record.
fn explain(words: &str) -> (String, String) {
    const OPEN: (&str, &str) = (
        "dấu { hoặc [ ở đây hay ở trên mở mà không đóng",
        "đóng bằng } hoặc ], ngăn các mục bằng dấu phẩy; chữ có dấu phẩy đặt trong ngoặc kép",
    );
    const INDENT: (&str, &str) = ("thụt lề sai", "các khóa cùng tầng phải thẳng cột, mỗi tầng hai dấu cách");
    let known = [
        (
            "mapping values are not allowed",
            ("dấu hai chấm trong chữ làm YAML hiểu nhầm", "đặt cả chữ trong ngoặc kép \"...\""),
        ),
        (
            "unclosed quote",
            ("ngoặc kép mở mà không đóng", "thêm dấu ngoặc kép ở cuối chữ; trong chữ dùng “ ”"),
        ),
        (
            "-quoted scalar",
            ("sau dấu ngoặc kép đóng còn chữ", "trong chữ dùng “ ” thay cho dấu ngoặc kép thẳng"),
        ),
        (
            "escape",
            ("dấu \\ trong ngoặc kép có nghĩa riêng", "viết \\\\, hoặc đặt chữ trong ngoặc đơn '...'"),
        ),
        ("expected ',' or", OPEN),
        ("illegal placement of ':'", OPEN),
        ("inside a block", OPEN),
        ("unclosed bracket", OPEN),
        ("flow", OPEN),
        ("bracket", ("dấu } hoặc ] thừa, hay đóng sai loại", "mỗi { đóng bằng }, mỗi [ đóng bằng ]")),
        (
            "did not find expected key",
            ("dòng này không phải “khóa: giá trị”", "xem lại thụt lề: các khóa cùng tầng phải thẳng cột"),
        ),
        (
            "simple key",
            ("dòng này thiếu dấu hai chấm sau khóa", "viết “khóa: giá trị”, có dấu cách sau dấu hai chấm"),
        ),
        ("indent", INDENT),
        ("expected '-' indicator", INDENT),
        ("sequence entries are not allowed", INDENT),
        (
            "anchor",
            (
                "bí danh (*tên) không có chỗ định nghĩa (&tên)",
                "viết thẳng giá trị; dấu * ở đầu chữ phải trong ngoặc kép",
            ),
        ),
        ("unexpected character", ("ký tự ở đầu chữ làm YAML hiểu nhầm", "đặt chữ trong ngoặc kép \"...\"")),
        ("recursion limit", ("tệp lồng quá sâu", "một bản ghi chỉ sâu vài tầng")),
    ];
    let lower = words.to_lowercase();
    match known.iter().find(|(sign, _)| lower.contains(sign)) {
        Some((_, (message, hint))) => ((*message).to_owned(), (*hint).to_owned()),
        None => {
            let hint =
                format!("xem lại thụt lề, ngoặc kép và dấu hai chấm quanh dòng này (bộ đọc nói: {words})");
            ("YAML không đọc được ở đây".to_owned(), hint)
        }
    }
}
