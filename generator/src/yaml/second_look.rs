use content::{Day, KeyPath, ProcedureCode, Rule, text};
use serde_json::Value;

use super::outline::{Kind, Node, Outline, Place};
use crate::Problem;

/// From here on a number is long enough that people put points into it.
const THOUSANDS: i128 = 1_000_000;

/// Keys that few records have: of two that are as near to a slip, the other is meant.
const RARE: [&str; 1] = ["amount_usd"];

/// Everything in `outline` that `schema` does not allow.
pub fn problems(file: &str, text: &str, outline: &Outline, schema: &Value) -> Vec<Problem> {
    let mut look = Look { file, text, schema, problems: Vec::new() };
    look.value(outline.root(), outline.root().place, schema, &KeyPath::root());
    look.problems
}

/// True when a problem already found says what `first` says: the same rule, so the same cause.
pub fn covers(found: &[Problem], first: &Problem) -> bool {
    found.iter().any(|problem| problem.rule == first.rule)
}

struct Look<'a> {
    file: &'a str,
    text: &'a str,
    schema: &'a Value,
    problems: Vec<Problem>,
}

impl<'a> Look<'a> {
    fn add(&mut self, place: Place, rule: Rule, message: String, hint: Option<String>) {
        let problem = Problem::at(self.file, self.text, place, rule, message);
        self.problems.push(Problem { hint: hint.or(problem.hint), ..problem });
    }

    /// `place` is where to point: the key of the value where it has one.
    fn value(&mut self, node: &Node, place: Place, schema: &'a Value, path: &KeyPath) {
        let schema = self.resolved(schema);
        if let Some(choices) = schema.get("anyOf").and_then(Value::as_array) {
            if let Some(fitting) = self.fitting(node, choices) {
                self.value(node, place, fitting, path);
            }
            return;
        }
        match &node.kind {
            Kind::Map(entries) if self.takes(schema, "object") => self.map(entries, place, schema, path),
            Kind::List(items) if self.takes(schema, "array") => {
                if let Some(each) = schema.get("items") {
                    for (at, item) in items.iter().enumerate() {
                        self.value(item, item.place, each, &path.index(at));
                    }
                }
            }
            Kind::Scalar(written, plain) => self.scalar(written, *plain, node.place, place, schema, path),
            Kind::Map(_) => self.wrong_kind(place, path, "các khóa", schema),
            Kind::List(_) => self.wrong_kind(place, path, "một danh sách", schema),
        }
    }

    fn map(&mut self, entries: &[(String, Place, Node)], place: Place, schema: &'a Value, path: &KeyPath) {
        let Some(known) = schema.get("properties").and_then(Value::as_object) else { return };
        for (at, (key, key_place, value)) in entries.iter().enumerate() {
            if entries[..at].iter().any(|(earlier, _, _)| earlier == key) {
                let hint = Some("giữ một, xóa một".to_owned());
                self.add(*key_place, Rule::DuplicateKey, format!("khóa “{key}” đã có ở trên"), hint);
            }
            match known.get(key) {
                Some(part) => self.value(value, *key_place, part, &path.key(key)),
                None => {
                    let hint = near(key, known.keys());
                    self.add(*key_place, Rule::UnknownKey, format!("không có khóa “{key}”"), Some(hint));
                }
            }
        }
        let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
        let missing: Vec<&str> = required
            .filter_map(Value::as_str)
            .filter(|required| !entries.iter().any(|(key, _, _)| key == required))
            .collect();
        if !missing.is_empty() {
            let names = missing.iter().map(|key| format!("“{key}”")).collect::<Vec<_>>().join(", ");
            let hint =
                missing.iter().map(|key| self.to_write(key, &known[*key])).collect::<Vec<_>>().join("; ");
            self.add(place, Rule::MissingKey, format!("thiếu khóa {names}"), Some(hint));
        }
    }

    /// How the missing `key` is written.
    fn to_write(&self, key: &str, schema: &'a Value) -> String {
        let schema = self.resolved(schema);
        let choices = choices(schema);
        if !choices.is_empty() {
            return format!("thêm “{key}: …”, chọn một: {}", choices.join(", "));
        }
        if self.takes(schema, "array") {
            return format!("thêm “{key}: [ … ]”");
        }
        match schema.get("required").and_then(Value::as_array) {
            Some(keys) => {
                let inner: Vec<String> =
                    keys.iter().filter_map(Value::as_str).map(|key| format!("{key}: …")).collect();
                format!("thêm “{key}: {{{}}}”", inner.join(", "))
            }
            None => format!("thêm “{key}: …”"),
        }
    }

    fn scalar(
        &mut self,
        written: &str,
        plain: bool,
        value_place: Place,
        place: Place,
        schema: &'a Value,
        path: &KeyPath,
    ) {
        let empty = plain && matches!(written, "" | "~" | "null" | "Null" | "NULL");
        if empty {
            if !self.takes(schema, "null") {
                let hint = Some("viết giá trị, hoặc xóa cả khóa".to_owned());
                self.add(place, Rule::WrongValue, format!("“{path}” không có giá trị"), hint);
            }
            return;
        }
        let choices = choices(schema);
        if !choices.is_empty() {
            if !choices.contains(&written) {
                let hint = Some(near(
                    written,
                    choices.iter().map(|choice| (*choice).to_owned()).collect::<Vec<_>>().iter(),
                ));
                self.add(
                    value_place,
                    Rule::WrongValue,
                    format!("“{path}” không có giá trị “{written}”"),
                    hint,
                );
            }
            return;
        }
        if self.takes(schema, "integer") {
            self.number(written, value_place, schema, path);
        } else if self.takes(schema, "boolean") {
            if !matches!(written, "true" | "false") {
                let hint = Some("viết true hoặc false".to_owned());
                self.add(
                    value_place,
                    Rule::WrongValue,
                    format!("“{path}” cần true hoặc false, không phải “{written}”"),
                    hint,
                );
            }
        } else if self.takes(schema, "string") {
            if let Some((message, hint)) = format_fault(schema, written) {
                self.add(value_place, Rule::WrongValue, message, Some(hint));
            }
        } else {
            self.wrong_kind(place, path, &format!("chữ “{written}”"), schema);
        }
    }

    fn number(&mut self, written: &str, place: Place, schema: &Value, path: &KeyPath) {
        let range = |key: &str| schema.get(key).and_then(Value::as_i64).map(i128::from);
        let (least, most) = (range("minimum").unwrap_or(0), range("maximum").unwrap_or(u32::MAX.into()));
        let Ok(number) = written.parse::<i128>() else {
            let hint = if most >= THOUSANDS {
                let amount = grouped(written).unwrap_or_else(|| "8000".to_owned());
                format!("viết số liền, không có dấu chấm, dấu phẩy hay đơn vị: {amount}")
            } else {
                format!(
                    "viết một số từ {least} đến {}, không có phần lẻ hay đơn vị",
                    text::number(most as u64)
                )
            };
            let message = format!("“{path}” cần một số nguyên, không phải “{written}”");
            self.add(place, Rule::WrongValue, message, Some(hint));
            return;
        };
        if !(least..=most).contains(&number) {
            let bounds = format!("từ {least} đến {}", text::number(most as u64));
            let hint = match number.checked_neg() {
                Some(positive) if number < 0 && (least..=most).contains(&positive) => {
                    format!("bỏ dấu trừ: {positive}")
                }
                _ => "ghi số mà nguồn nêu; nguồn không nêu thì xóa khóa này".to_owned(),
            };
            self.add(place, Rule::WrongValue, format!("“{path}” là {number}; phải {bounds}"), Some(hint));
        }
    }

    fn wrong_kind(&mut self, place: Place, path: &KeyPath, found: &str, schema: &Value) {
        let (wanted, hint) = if self.takes(schema, "array") {
            ("một danh sách", "đặt trong ngoặc vuông: [một, hai], hoặc mỗi dòng một dấu gạch")
        } else if self.takes(schema, "object") {
            ("các khóa con", "viết từng khóa: {khóa: giá trị}")
        } else {
            ("một giá trị đơn", "bỏ ngoặc [ ] hoặc { } và dấu gạch đầu dòng")
        };
        let name = if path.0.is_empty() { "tệp".to_owned() } else { format!("“{path}”") };
        self.add(
            place,
            Rule::WrongValue,
            format!("{name} cần {wanted}, không phải {found}"),
            Some(hint.to_owned()),
        );
    }

    /// Follows `$ref`.
    fn resolved(&self, schema: &'a Value) -> &'a Value {
        match schema.get("$ref").and_then(Value::as_str) {
            Some(reference) => self.schema.pointer(reference.trim_start_matches('#')).unwrap_or(schema),
            None => schema,
        }
    }

    /// The choice that fits the kind of `node`, or else the first.
    fn fitting(&self, node: &Node, choices: &'a [Value]) -> Option<&'a Value> {
        let wanted = match &node.kind {
            Kind::Map(_) => "object",
            Kind::List(_) => "array",
            Kind::Scalar(text, true) if matches!(text.as_str(), "" | "~" | "null") => "null",
            Kind::Scalar(..) => "string",
        };
        let real = |choice: &&Value| !self.takes(self.resolved(choice), "null");
        choices
            .iter()
            .find(|choice| self.takes(self.resolved(choice), wanted))
            .or_else(|| choices.iter().find(real))
    }

    fn takes(&self, schema: &Value, kind: &str) -> bool {
        match schema.get("type") {
            Some(Value::String(only)) => only == kind,
            Some(Value::Array(many)) => many.iter().any(|one| one == kind),
            _ => kind == "string" && !choices(schema).is_empty(),
        }
    }
}

/// The values of an enumeration, written either as `enum` or as one `const` each.
fn choices(schema: &Value) -> Vec<&str> {
    let listed = schema.get("enum").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let each = schema.get("oneOf").and_then(Value::as_array).into_iter().flatten();
    listed
        .chain(each.clone().filter_map(|one| one.get("const").and_then(Value::as_str)))
        .chain(each.flat_map(|one| {
            one.get("enum").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
        }))
        .collect()
}

/// What is wrong with a text of a fixed form, and what to do.
fn format_fault(schema: &Value, written: &str) -> Option<(String, String)> {
    match schema.get("format").and_then(Value::as_str) {
        Some("date") => {
            let message = written.parse::<Day>().err()?;
            let hint = match as_day(written) {
                Some(day) => format!("viết {day}"),
                None => "chép lại ngày trong văn bản, viết năm-tháng-ngày: 2025-07-01".to_owned(),
            };
            Some((message, hint))
        }
        Some("procedure-code") => {
            let message = written.parse::<ProcedureCode>().err()?;
            Some((message, "chép lại mã từ văn bản công bố và đặt trong ngoặc kép".to_owned()))
        }
        _ => None,
    }
}

/// The day that `written` names as people write it: 15/1/2026, 15-01-2026 or 15.1.2026.
fn as_day(written: &str) -> Option<Day> {
    let parts: Vec<u16> =
        written.split(['/', '-', '.']).map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
    let [day, month, year] = parts.as_slice() else { return None };
    format!("{year:04}-{month:02}-{day:02}").parse().ok()
}

/// The digits of an amount written for readers: "8.000", "8000đ", "8.000 đồng".
fn grouped(written: &str) -> Option<String> {
    let number = written.trim_end_matches(|letter: char| !letter.is_ascii_digit());
    let mut groups = number.split(['.', ',', ' ']);
    let first = groups.next().filter(|first| !first.is_empty())?;
    let rest: Vec<&str> = groups.collect();
    let well = rest.iter().all(|group| group.len() == 3);
    let digits: String = std::iter::once(first).chain(rest).collect();
    (well && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

fn near<'k>(written: &str, known: impl Iterator<Item = &'k String> + Clone) -> String {
    let best =
        known.clone().map(|key| (text::distance(written, key), RARE.contains(&key.as_str()), key)).min();
    match best {
        Some((distance, _, key)) if distance <= 1 + key.chars().count() / 3 => format!("có phải “{key}”?"),
        _ => format!("có thể dùng: {}", known.cloned().collect::<Vec<_>>().join(", ")),
    }
}
