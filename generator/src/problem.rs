//! Faults with their lines.

use content::{Fault, Rule, Severity};

/// A fault with the line it stands on: what an editor is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// File below the content folder.
    pub file: String,
    /// Line from 1; 0 when it is about the file as a whole.
    pub line: usize,
    /// Column in characters from 1; 0 when it is about the line as a whole.
    pub column: usize,
    /// Which rule is broken.
    pub rule: Rule,
    /// What is wrong, in Vietnamese.
    pub message: String,
    /// What to do, in Vietnamese: of this very fault, or else of its rule.
    pub hint: Option<String>,
    /// The line of the source, where there is one.
    pub excerpt: Option<String>,
}

impl Problem {
    /// A problem of a file as a whole.
    pub fn of_file(file: &str, rule: Rule, message: impl Into<String>) -> Self {
        let (message, hint) = (message.into(), Some(rule.cure().to_owned()));
        Problem { file: file.to_owned(), line: 0, column: 0, rule, message, hint, excerpt: None }
    }

    /// A problem at `line` and `column` (from 1) of `text`, the whole text of `file`.
    pub fn at(
        file: &str,
        text: &str,
        (line, column): (usize, usize),
        rule: Rule,
        message: impl Into<String>,
    ) -> Self {
        let excerpt = line.checked_sub(1).and_then(|above| text.lines().nth(above)).map(str::to_owned);
        Problem { line, column, excerpt, ..Problem::of_file(file, rule, message) }
    }

    /// The problem that `fault` is, once its place in `text` is known.
    pub fn from_fault(fault: Fault, text: &str, place: Option<(usize, usize)>) -> Self {
        let Fault { file, rule, message, hint, .. } = fault;
        let problem = match place {
            Some(place) => Problem::at(&file, text, place, rule, message),
            None => Problem::of_file(&file, rule, message),
        };
        Problem { hint: hint.or(problem.hint), ..problem }
    }

    /// The same problem, with advice.
    pub fn with_hint(self, hint: impl Into<String>) -> Self {
        Problem { hint: Some(hint.into()), ..self }
    }

    /// How much it weighs.
    pub fn severity(&self) -> Severity {
        self.rule.severity()
    }
}

/// Puts problems in the order in which they are printed: by file, line, column and rule.
pub fn sort(problems: &mut Vec<Problem>) {
    problems.sort_by(|left, right| {
        let key = |problem: &Problem| (problem.line, problem.column, problem.rule);
        left.file
            .cmp(&right.file)
            .then_with(|| key(left).cmp(&key(right)))
            .then_with(|| left.message.cmp(&right.message))
    });
    problems.dedup();
}
