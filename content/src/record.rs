//! Rules inside one record that its types alone can't hold.

use crate::{Fault, KeyPath, Procedure, Rule};

/// The name in a new record, until somebody writes the real one.
pub const PLACEHOLDER_NAME: &str = "Tên đúng như trong văn bản công bố";

/// What is wrong with `procedure` of `file`, whatever stands in other records.
pub fn faults(file: &str, procedure: &Procedure) -> Vec<Fault> {
    let root = KeyPath::root();
    let mut faults = Vec::new();
    if procedure.name == PLACEHOLDER_NAME {
        let message = format!("“{PLACEHOLDER_NAME}” là chữ của tệp mẫu, chưa phải tên thủ tục");
        faults.push(Fault::new(file, root.key("name"), Rule::PlaceholderName, message));
    }
    let mut wrong = |at: KeyPath, [message, cure]: [&str; 2]| {
        faults.push(Fault::new(file, at, Rule::WrongValue, message).with_hint(cure));
    };
    if procedure.name.trim().is_empty() {
        wrong(root.key("name"), ["tên thủ tục trống", "viết tên đúng như trong văn bản công bố"]);
    } else if is_untidy(&procedure.name) {
        wrong(
            root.key("name"),
            [
                "tên thủ tục có xuống dòng hoặc dấu cách thừa",
                "viết tên trên một dòng, giữa hai chữ một dấu cách",
            ],
        );
    }
    if procedure.levels.is_empty() {
        wrong(
            root.key("levels"),
            [
                "thủ tục phải có ít nhất một cấp thực hiện",
                "viết levels: [commune] (xã), [province] (tỉnh), [ministry] (bộ) hoặc [other]",
            ],
        );
    }
    if procedure.sets.is_some_and(|sets| !(1..=30).contains(&sets)) {
        wrong(
            root.key("sets"),
            ["số bộ hồ sơ phải từ 1 đến 30", "ghi số bộ mà nguồn nêu; nguồn không nêu thì xóa khóa sets"],
        );
    }
    for (at, channel) in procedure.channels.iter().enumerate() {
        let path = root.key("channels").index(at);
        if procedure.channels[..at].iter().any(|earlier| earlier.via == channel.via) {
            wrong(
                path.key("via"),
                ["cách nộp này đã có ở trên", "gộp thành một; có nhiều thời hạn thì viết danh sách"],
            );
        }
        for (place, time) in channel.time.iter().enumerate() {
            if let Some(fault) = time.fault() {
                let path = path.key("time");
                wrong(if channel.time.0.len() > 1 { path.index(place) } else { path }, fault);
            }
        }
        for (place, fee) in channel.fees.iter().flatten().enumerate() {
            if let Some(fault) = fee.fault() {
                wrong(path.key("fees").index(place), fault);
            }
        }
    }
    for (at, case) in procedure.cases.iter().enumerate() {
        let path = root.key("cases").index(at);
        if procedure.cases.len() > 1 && case.name.as_ref().is_none_or(|name| name.trim().is_empty()) {
            wrong(
                path.clone(),
                [
                    "có nhiều trường hợp thì mỗi trường hợp cần tên (name)",
                    "thêm name nói đó là trường hợp nào",
                ],
            );
        }
        for (place, component) in case.components.iter().enumerate() {
            let path = path.key("components").index(place);
            if component.name.trim().is_empty() {
                wrong(path.key("name"), ["giấy tờ không có tên", "viết tên giấy tờ, hoặc xóa dòng này"]);
            }
            for (key, count) in [("originals", component.originals), ("copies", component.copies)] {
                if count > 50 {
                    wrong(path.key(key), ["số bản phải từ 0 đến 50", "ghi số bản trong một bộ hồ sơ"]);
                }
            }
        }
    }
    for (at, step) in procedure.steps.iter().enumerate() {
        if step.text.trim().is_empty() {
            wrong(
                root.key("steps").index(at).key("text"),
                ["bước không có chữ", "viết ai làm gì ở bước này, hoặc xóa nó"],
            );
        }
    }
    for (at, result) in procedure.results.iter().enumerate() {
        if result.name.trim().is_empty() {
            wrong(
                root.key("results").index(at).key("name"),
                ["kết quả không có tên", "viết tên giấy tờ mà người dân nhận, hoặc xóa dòng này"],
            );
        }
    }
    faults
}

fn is_untidy(name: &str) -> bool {
    name != name.trim() || name.contains('\n') || name.contains("  ")
}
