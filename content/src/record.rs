//! Rules inside one record that its types alone can't hold.

use crate::{Fault, KeyPath, Procedure, Rule};

/// What is wrong with `procedure` of `file`, whatever stands in other records.
pub fn faults(file: &str, procedure: &Procedure) -> Vec<Fault> {
    let root = KeyPath::root();
    let mut faults = Vec::new();
    let mut wrong = |at: KeyPath, message: &str| faults.push(Fault::new(file, at, Rule::WrongValue, message));
    if procedure.name.trim().is_empty() {
        wrong(root.key("name"), "tên thủ tục trống");
    } else if is_untidy(&procedure.name) {
        wrong(root.key("name"), "tên thủ tục có xuống dòng hoặc dấu cách thừa");
    }
    if procedure.levels.is_empty() {
        wrong(root.key("levels"), "thủ tục phải có ít nhất một cấp thực hiện");
    }
    if procedure.sets.is_some_and(|sets| !(1..=30).contains(&sets)) {
        wrong(root.key("sets"), "số bộ hồ sơ phải từ 1 đến 30");
    }
    for (at, channel) in procedure.channels.iter().enumerate() {
        let path = root.key("channels").index(at);
        if procedure.channels[..at].iter().any(|earlier| earlier.via == channel.via) {
            wrong(
                path.key("via"),
                "cách nộp này đã có ở trên; gộp thành một, nhiều thời hạn thì viết danh sách",
            );
        }
        for (place, time) in channel.time.iter().enumerate() {
            if let Some(message) = time.fault() {
                let path = path.key("time");
                wrong(if channel.time.0.len() > 1 { path.index(place) } else { path }, message);
            }
        }
        for (place, fee) in channel.fees.iter().flatten().enumerate() {
            if let Some(message) = fee.fault() {
                wrong(path.key("fees").index(place), message);
            }
        }
    }
    for (at, case) in procedure.cases.iter().enumerate() {
        let path = root.key("cases").index(at);
        if procedure.cases.len() > 1 && case.name.as_ref().is_none_or(|name| name.trim().is_empty()) {
            wrong(path.clone(), "có nhiều trường hợp thì mỗi trường hợp cần tên (name)");
        }
        for (place, component) in case.components.iter().enumerate() {
            let path = path.key("components").index(place);
            if component.name.trim().is_empty() {
                wrong(path.key("name"), "giấy tờ không có tên");
            }
            for (key, count) in [("originals", component.originals), ("copies", component.copies)] {
                if count > 50 {
                    wrong(path.key(key), "số bản phải từ 0 đến 50");
                }
            }
        }
    }
    for (at, step) in procedure.steps.iter().enumerate() {
        if step.text.trim().is_empty() {
            wrong(root.key("steps").index(at).key("text"), "bước không có chữ");
        }
    }
    for (at, result) in procedure.results.iter().enumerate() {
        if result.name.trim().is_empty() {
            wrong(root.key("results").index(at).key("name"), "kết quả không có tên");
        }
    }
    faults
}

fn is_untidy(name: &str) -> bool {
    name != name.trim() || name.contains('\n') || name.contains("  ")
}
