//! Problems as people and programs read them.

use std::fmt::Write as _;
use std::path::Path;

use content::{Rule, Severity};
use generator::Problem;
use rayon::prelude::*;
use serde_json::{Value, json};

/// How `check` prints problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Cho người đọc: dòng sai và dấu ^ dưới chỗ sai
    Text,
    /// Một danh sách JSON
    Json,
    /// Lệnh mà GitHub hiện ngay cạnh dòng sai
    Github,
    /// SARIF 2.1.0, cho công cụ phân tích
    Sarif,
}

/// `problems` in `format`; file names from `content`.
pub fn report(problems: &[Problem], content: &Path, format: Format) -> String {
    match format {
        Format::Text => problems.par_iter().map(|problem| text(problem, content)).collect(),
        Format::Json => {
            pretty(&Value::Array(problems.iter().map(|problem| object(problem, content)).collect()))
        }
        Format::Github => problems.iter().map(|problem| github(problem, content)).collect(),
        Format::Sarif => pretty(&sarif(problems, content)),
    }
}

/// "3 lỗi, 12 cảnh báo".
pub fn counts(problems: &[Problem]) -> String {
    let errors = problems.iter().filter(|problem| problem.severity() == Severity::Error).count();
    let number = |count: usize| content::text::number(count as u64);
    format!("{} lỗi, {} cảnh báo", number(errors), number(problems.len() - errors))
}

fn severity_word(problem: &Problem) -> &'static str {
    match problem.severity() {
        Severity::Error => "lỗi",
        Severity::Warning => "cảnh báo",
    }
}

fn path(problem: &Problem, content: &Path) -> String {
    if problem.file.is_empty() {
        content.display().to_string()
    } else {
        content.join(&problem.file).display().to_string()
    }
}

fn text(problem: &Problem, content: &Path) -> String {
    let mut out = path(problem, content);
    if problem.line > 0 {
        let _ = write!(out, ":{}:{}", problem.line, problem.column.max(1));
    }
    let _ = writeln!(out, ": {}[{}]: {}", severity_word(problem), problem.rule.code(), problem.message);
    if let Some(excerpt) = &problem.excerpt {
        let (line, caret) = window(excerpt, problem.column.max(1));
        let gutter = problem.line.to_string().len();
        let _ = writeln!(out, "  {} | {line}", problem.line);
        let _ = writeln!(out, "  {:gutter$} | {:caret$}^", "", "");
    }
    if let Some(hint) = &problem.hint {
        let _ = writeln!(out, "  → {hint}");
    }
    out
}

/// Tabs, terminal commands and letters without width as signs, so that the caret stands under the right place.
fn visible(letter: char) -> char {
    match letter {
        '\t' => '⇥',
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}'
        | '\u{ad}' => '·',
        letter if letter.is_control() => '·',
        letter => letter,
    }
}

/// At most 100 characters of `line` around `column` (from 1), and the caret's place in them from 0.
fn window(line: &str, column: usize) -> (String, usize) {
    const WIDTH: usize = 100;
    let letters: Vec<char> = line.chars().map(visible).collect();
    let at = (column - 1).min(letters.len());
    let start = at.saturating_sub(WIDTH / 2).min(letters.len().saturating_sub(WIDTH));
    let end = letters.len().min(start + WIDTH);
    let mut shown: String = letters[start..end].iter().collect();
    let mut caret = at - start;
    if start > 0 {
        shown.insert(0, '…');
        caret += 1;
    }
    if end < letters.len() {
        shown.push('…');
    }
    (shown, caret)
}

fn github(problem: &Problem, content: &Path) -> String {
    let kind = if problem.severity() == Severity::Error { "error" } else { "warning" };
    let escape = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| escape(text).replace(':', "%3A").replace(',', "%2C");
    let mut message = problem.message.clone();
    if let Some(hint) = &problem.hint {
        message = format!("{message}. {hint}");
    }
    format!(
        "::{kind} file={},line={},col={},title={}::{}\n",
        property(&path(problem, content)),
        problem.line.max(1),
        problem.column.max(1),
        problem.rule.code(),
        escape(&message)
    )
}

fn object(problem: &Problem, content: &Path) -> Value {
    json!({
        "file": path(problem, content), "line": problem.line, "column": problem.column,
        "severity": if problem.severity() == Severity::Error { "error" } else { "warning" },
        "code": problem.rule.code(), "message": problem.message, "hint": problem.hint, "basis": problem.rule.basis(),
    })
}

fn sarif(problems: &[Problem], content: &Path) -> Value {
    let level = |rule: Rule| if rule.severity() == Severity::Error { "error" } else { "warning" };
    let rules: Vec<Value> = Rule::all()
        .into_iter()
        .map(|rule| {
            json!({ "id": rule.code(), "shortDescription": { "text": rule.basis() },
                "defaultConfiguration": { "level": level(rule) } })
        })
        .collect();
    let results: Vec<Value> = problems
        .iter()
        .map(|problem| {
            json!({ "ruleId": problem.rule.code(), "level": level(problem.rule),
                "message": { "text": problem.message },
                "locations": [{ "physicalLocation": {
                    "artifactLocation": { "uri": path(problem, content) },
                    "region": { "startLine": problem.line.max(1), "startColumn": problem.column.max(1) } } }] })
        })
        .collect();
    let driver = json!({ "name": "motcua", "version": env!("CARGO_PKG_VERSION"), "rules": rules });
    json!({ "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
        "runs": [{ "tool": { "driver": driver }, "results": results }] })
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}
