use std::fmt;

use crate::Rule;

/// How much a fault weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The record can't be used.
    Error,
    /// The record can be used; the law or the house style asks for more.
    Warning,
}

/// One step of a way into a record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// A key of a map.
    Key(String),
    /// A place in a list, from 0.
    Index(usize),
}

/// Where in a record: `cases[0].components[2].name`. Empty is the whole file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyPath(pub Vec<Segment>);

impl KeyPath {
    /// The whole file.
    pub fn root() -> Self {
        KeyPath(Vec::new())
    }

    /// This way, one key further.
    pub fn key(&self, key: &str) -> Self {
        self.then(Segment::Key(key.to_owned()))
    }

    /// This way, one place of a list further.
    pub fn index(&self, index: usize) -> Self {
        self.then(Segment::Index(index))
    }

    fn then(&self, segment: Segment) -> Self {
        let mut longer = self.0.clone();
        longer.push(segment);
        KeyPath(longer)
    }
}

impl fmt::Display for KeyPath {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Key(key) if at == 0 => write!(out, "{key}")?,
                Segment::Key(key) => write!(out, ".{key}")?,
                Segment::Index(index) => write!(out, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// Something wrong with a record, before anybody knows on which line it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// File below the content folder.
    pub file: String,
    /// Where in it.
    pub at: KeyPath,
    /// Which rule it breaks.
    pub rule: Rule,
    /// What is wrong, in Vietnamese.
    pub message: String,
    /// What to do, in Vietnamese.
    pub hint: Option<String>,
}

impl Fault {
    /// A fault of `rule` at `at` of `file`.
    pub fn new(file: &str, at: KeyPath, rule: Rule, message: impl Into<String>) -> Self {
        Fault { file: file.to_owned(), at, rule, message: message.into(), hint: None }
    }

    /// The same fault, with advice.
    pub fn with_hint(self, hint: impl Into<String>) -> Self {
        Fault { hint: Some(hint.into()), ..self }
    }
}
