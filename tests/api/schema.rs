//! As much of JSON Schema as `/api/openapi.json` uses.

use serde_json::Value;

/// What is wrong with `value` by `schema`; nothing when it fits. `description` holds what `$ref` names.
pub fn faults(description: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    check(description, schema, value, "$", &mut faults);
    faults
}

fn check(description: &Value, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        let target =
            description.pointer(name.trim_start_matches('#')).expect("the reference leads somewhere");
        return check(description, target, value, at, faults);
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let is = |kind: &&str| match *kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("the test knows no type {other}"),
    };
    if !kinds.is_empty() && !kinds.iter().any(is) {
        faults.push(format!("{at}: {value} is no {kinds:?}"));
    }
    if let Some(allowed) = schema["enum"].as_array()
        && !allowed.contains(value)
    {
        faults.push(format!("{at}: {value} is none of {allowed:?}"));
    }
    if let (Some(least), Some(number)) = (schema["minimum"].as_u64(), value.as_u64())
        && number < least
    {
        faults.push(format!("{at}: {number} is less than {least}"));
    }
    if let Value::Object(members) = value {
        for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !members.contains_key(name) {
                faults.push(format!("{at}: {name} is missing"));
            }
        }
        for (name, member) in members {
            match &schema["properties"][name] {
                Value::Null if schema["additionalProperties"] == false => {
                    faults.push(format!("{at}: {name} isn't described"));
                }
                Value::Null => {}
                inner => check(description, inner, member, &format!("{at}.{name}"), faults),
            }
        }
    }
    if let (Value::Array(items), Value::Object(_)) = (value, &schema["items"]) {
        for (place, item) in items.iter().enumerate() {
            check(description, &schema["items"], item, &format!("{at}[{place}]"), faults);
        }
    }
}

#[test]
fn a_wrong_answer_would_be_seen() {
    let schema = serde_json::json!({
        "type": "object", "required": ["a"], "additionalProperties": false,
        "properties": {"a": {"type": "integer", "minimum": 1}, "b": {"type": "array", "items": {"enum": ["x"]}}}
    });
    let wrong = |value: Value| faults(&Value::Null, &schema, &value).len();
    assert_eq!(wrong(serde_json::json!({"a": 1, "b": ["x"]})), 0);
    assert_eq!(wrong(serde_json::json!({"a": 0, "b": ["y"], "c": 1})), 3);
    assert_eq!(wrong(serde_json::json!([])), 1);
    assert_eq!(wrong(serde_json::json!({"a": "1"})), 1);
}
