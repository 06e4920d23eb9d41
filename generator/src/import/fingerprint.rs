//! A short fingerprint of a record's facts, by which a later import knows that nothing changed.

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::clean::{is_strange, normal};
use super::trap::{TrapKind, Traps};

/// `value` with every text in normal form C and without strange characters; what was mended is a trap.
pub(super) fn normalised(value: Value, traps: &mut Traps) -> Value {
    let (mut composed, mut strange) = (true, None);
    let clean = walk(value, &mut |text| {
        composed &= content::text::is_nfc(&text);
        strange = strange.take().or_else(|| text.chars().find(|letter| is_strange(*letter)));
        normal(&text)
    });
    if !composed {
        traps.add(TrapKind::NotNfc, "");
    }
    if let Some(letter) = strange {
        traps.add(TrapKind::StrangeCharacter, &format!("U+{:04X}", u32::from(letter)));
    }
    clean
}

fn walk(value: Value, mend: &mut impl FnMut(String) -> String) -> Value {
    match value {
        Value::String(text) => Value::String(mend(text)),
        Value::Array(values) => Value::Array(values.into_iter().map(|value| walk(value, mend)).collect()),
        Value::Object(map) => {
            Value::Object(map.into_iter().map(|(key, value)| (key, walk(value, mend))).collect())
        }
        other => other,
    }
}

/// What a source says, shortly enough to stand in each record.
pub(super) struct Fingerprints {
    /// 16 hexadecimal digits for all of it.
    pub whole: String,
    /// Four for each of [`super::parts::PARTS`], a space between.
    pub parts: String,
}

impl Fingerprints {
    /// The fingerprints of `record`, a line of a dump.
    pub(super) fn of(record: &Value) -> Fingerprints {
        let parts = super::parts::values(record);
        Fingerprints {
            whole: fingerprint(record, 8),
            parts: parts.iter().map(|part| fingerprint(part, 2)).collect::<Vec<_>>().join(" "),
        }
    }
}

/// The first `bytes` of SHA-256 over the facts of `record`, two hexadecimal digits each: keys sorted, white space folded,
/// absent and empty alike, the portal's internal id left out because it differs between exports.
fn fingerprint(record: &Value, bytes: usize) -> String {
    let mut facts = String::new();
    write(record, &mut facts);
    let digest = Sha256::digest(facts.as_bytes());
    digest.iter().take(bytes).map(|byte| format!("{byte:02x}")).collect()
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Object(map) => {
            let mut keys: Vec<&String> = map.keys().filter(|key| *key != "id").collect();
            keys.sort();
            for key in keys {
                let mut inner = String::new();
                write(&map[key], &mut inner);
                if !inner.is_empty() {
                    out.push_str(&format!("{key}\u{1}{inner}\u{2}"));
                }
            }
        }
        Value::Array(values) => {
            for value in values {
                write(value, out);
                out.push('\u{3}');
            }
        }
        Value::Null => {}
        Value::String(text) => out.push_str(&super::clean::line(text)),
        Value::Bool(truth) => out.push_str(if *truth { "true" } else { "" }),
        Value::Number(number) => {
            out.push_str(&number.as_f64().map_or_else(String::new, |number| number.to_string()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(json: &str) -> String {
        Fingerprints::of(&normalised(serde_json::from_str(json).unwrap(), &mut Traps::default())).whole
    }

    #[test]
    fn the_order_of_keys_and_the_shape_of_white_space_do_not_change_a_fingerprint() {
        let one = print(r#"{"code":"1","name":"Nuôi  ong","x":null,"n":[{"a":1,"b":"c"}],"id":"7"}"#);
        let two = print(r#"{"n":[{"b":"c","a":1.0}],"name":"Nuôi ong ","code":"1","y":"","id":"8"}"#);
        assert_eq!(one, two);
        assert_eq!(one.len(), 16);
        assert_ne!(one, print(r#"{"code":"1","name":"Nuôi dê","n":[{"a":1,"b":"c"}]}"#));
    }

    #[test]
    fn text_that_is_not_nfc_or_holds_private_characters_is_mended_and_told() {
        let mut traps = Traps::default();
        let value = normalised(serde_json::json!({ "name": "\u{f0fc} Nuo\u{302}i\u{200b} ong" }), &mut traps);
        assert_eq!(value["name"], " Nuôi ong");
        assert_eq!(traps.kinds(), [TrapKind::NotNfc, TrapKind::StrangeCharacter]);
    }
}
