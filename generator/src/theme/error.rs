use std::fmt;
use std::path::Path;

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

    /// A template that can't be compiled or that fails: Tera shows file, line, caret and the names that exist.
    pub(super) fn template(error: &tera::Error) -> Self {
        ThemeError(format!("mẫu trang có lỗi\n{error}"))
    }
}

impl fmt::Display for ThemeError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for ThemeError {}
