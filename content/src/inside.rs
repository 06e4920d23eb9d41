//! Rules inside one record that no type can say.

use std::ops::RangeInclusive;

use crate::{Fault, KeyPath, Procedure, Rule};

const ORIGINALS: RangeInclusive<u32> = 0..=50;
const SETS: RangeInclusive<u32> = 1..=30;

/// Every broken rule inside `procedure`, which was read from `file`.
pub fn faults(file: &str, procedure: &Procedure) -> Vec<Fault> {
    let mut look = Look { file, faults: Vec::new() };
    let root = KeyPath::root();
    look.words(root.key("name"), &procedure.name);
    if procedure.levels.is_empty() {
        look.wrong(root.key("levels"), "thủ tục cần ít nhất một cấp thực hiện");
    }
    if let Some(decision) = &procedure.decision {
        look.words(root.key("decision").key("number"), &decision.number);
    }
    if procedure.sets.is_some_and(|sets| !SETS.contains(&sets)) {
        look.wrong(root.key("sets"), "số bộ hồ sơ phải từ 1 đến 30");
    }
    for (at, channel) in procedure.channels.iter().enumerate() {
        let path = root.key("channels").index(at);
        let times = channel.time.iter().enumerate();
        for (at, fault) in times.filter_map(|(at, time)| time.fault().map(|fault| (at, fault))) {
            look.wrong(path.key("time").index(at), fault);
        }
        let fees = channel.fees.iter().flatten().enumerate();
        for (at, fault) in fees.filter_map(|(at, fee)| fee.fault().map(|fault| (at, fault))) {
            look.wrong(path.key("fees").index(at), fault);
        }
    }
    for (at, case) in procedure.cases.iter().enumerate() {
        for (place, component) in case.components.iter().enumerate() {
            let path = root.key("cases").index(at).key("components").index(place);
            look.words(path.key("name"), &component.name);
            for (key, count) in [("originals", component.originals), ("copies", component.copies)] {
                if !ORIGINALS.contains(&count) {
                    look.wrong(path.key(key), "số bản phải từ 0 đến 50");
                }
            }
        }
    }
    for (at, step) in procedure.steps.iter().enumerate() {
        look.filled(root.key("steps").index(at).key("text"), &step.text);
    }
    for (at, result) in procedure.results.iter().enumerate() {
        look.words(root.key("results").index(at).key("name"), &result.name);
    }
    look.faults
}

struct Look<'a> {
    file: &'a str,
    faults: Vec<Fault>,
}

impl Look<'_> {
    fn wrong(&mut self, at: KeyPath, message: &str) {
        self.faults.push(Fault::new(self.file, at, Rule::WrongValue, message));
    }

    fn filled(&mut self, at: KeyPath, text: &str) {
        if text.trim().is_empty() {
            self.wrong(at, "giá trị trống");
        }
    }

    /// A name on one line, with single spaces.
    fn words(&mut self, at: KeyPath, text: &str) {
        if text.split_whitespace().ne(text.split(' ')) && !text.trim().is_empty() {
            self.wrong(at, "có xuống dòng hoặc dấu cách thừa trong tên");
        } else {
            self.filled(at, text);
        }
    }
}
