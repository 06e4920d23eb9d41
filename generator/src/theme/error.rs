use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

use serde::Serialize;
use tera::ErrorKind;

/// Why a theme can't be used: for whoever writes templates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeError(String);

impl ThemeError {
    pub(super) fn new(message: String) -> Self {
        ThemeError(message)
    }

    pub(super) fn file(path: &Path, error: &std::io::Error) -> Self {
        ThemeError(format!("không đọc được {}: {error}", path.display()))
    }

    /// A template that can't be compiled.
    pub(super) fn template(error: &tera::Error) -> Self {
        ThemeError(format!("mẫu trang có lỗi\n{error}"))
    }

    /// A template that fails on `view`. A name that `view` lacks is answered with those it has.
    pub(super) fn view(error: &tera::Error, view: &impl Serialize) -> Self {
        let mut message = format!("mẫu trang có lỗi\n{error}");
        if let ErrorKind::RenderingError(report) = error.kind()
            && report.message().contains("undefined")
            && let Ok(value) = serde_json::to_value(view)
        {
            let mut names = BTreeSet::new();
            collect(&value, &mut names);
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            message.push_str("\ncác tên có trong trang này: ");
            message.push_str(&names.join(", "));
        }
        ThemeError(message)
    }
}

/// Every key at any depth.
fn collect(value: &serde_json::Value, names: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(map) => {
            for (key, value) in map {
                names.insert(key.clone());
                collect(value, names);
            }
        }
        serde_json::Value::Array(list) => list.iter().for_each(|value| collect(value, names)),
        _ => {}
    }
}

impl fmt::Display for ThemeError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for ThemeError {}
