use crate::{Part, Severity};

/// Everything `motcua check` can say of content, each with a stable code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// The file can't be read at all.
    Unreadable,
    /// The bytes are not UTF-8.
    NotUtf8,
    /// The text is not in normal form C.
    NotNfc,
    /// A byte order mark stands before the text.
    ByteOrderMark,
    /// A tab stands where YAML wants spaces.
    Tab,
    /// Lines end in CRLF.
    CarriageReturn,
    /// A private-use, zero-width or control character.
    StrangeCharacter,
    /// The file is larger than any record can be.
    TooLarge,
    /// The YAML can't be parsed.
    Syntax,
    /// The same key stands twice in one map.
    DuplicateKey,
    /// A key that no record has.
    UnknownKey,
    /// A key that every record needs.
    MissingKey,
    /// A value of the wrong type or outside its range.
    WrongValue,
    /// File name and content disagree.
    FileName,
    /// Two records with one key.
    DuplicateRecord,
    /// Validity periods of one key overlap, or end before they begin.
    Validity,
    /// A reference that leads nowhere.
    UnknownReference,
    /// A link that leads outside the content folder, or round in a circle.
    Link,
    /// Raw HTML or an unsafe address in Markdown.
    UnsafeMarkdown,
    /// No content at all.
    Empty,
    /// The source changed after a person wrote here.
    SourceChanged,
    /// A mandatory part is absent.
    Missing(Part),
    /// A mandatory part is unclear in the source.
    Unclear(Part),
    /// A name that `motcua new` put there and nobody replaced.
    PlaceholderName,
    /// A fee that seems to have lost its three zeros.
    FeeAmount,
    /// A paper to hand in, without a number of originals or copies.
    PaperQuantity,
    /// A legal text without title.
    UntitledLegalText,
    /// The summary is too long.
    SummaryLength,
    /// A paper's name is no title.
    PaperName,
    /// A condition is too long.
    WhenLength,
    /// A sentence is too long.
    SentenceLength,
    /// Too few or too many steps.
    StepCount,
    /// Too few or too many keywords.
    KeywordCount,
    /// A phrase that says nothing, or shouts.
    Phrase,
}

impl Rule {
    /// Every rule, for the table in docs/ and for programs that read `--format sarif`.
    pub fn all() -> Vec<Rule> {
        use Rule::*;
        let mut rules = vec![
            Unreadable,
            NotUtf8,
            NotNfc,
            ByteOrderMark,
            Tab,
            CarriageReturn,
            StrangeCharacter,
            TooLarge,
            Syntax,
            DuplicateKey,
            UnknownKey,
            MissingKey,
            WrongValue,
            FileName,
            DuplicateRecord,
            Validity,
            UnknownReference,
            Link,
            UnsafeMarkdown,
            Empty,
            SourceChanged,
            PlaceholderName,
            FeeAmount,
            PaperQuantity,
            UntitledLegalText,
            SummaryLength,
            PaperName,
            WhenLength,
            SentenceLength,
            StepCount,
            KeywordCount,
            Phrase,
        ];
        rules.extend(Part::ALL.map(Missing));
        rules.extend(Part::ALL.into_iter().filter(|part| part.unclear_as().is_some()).map(Unclear));
        rules
    }

    /// The stable code, as printed.
    pub fn code(self) -> String {
        let code = match self {
            Rule::Unreadable => "unreadable",
            Rule::NotUtf8 => "not-utf8",
            Rule::NotNfc => "not-nfc",
            Rule::ByteOrderMark => "byte-order-mark",
            Rule::Tab => "tab",
            Rule::CarriageReturn => "carriage-return",
            Rule::StrangeCharacter => "strange-character",
            Rule::TooLarge => "too-large",
            Rule::Syntax => "syntax",
            Rule::DuplicateKey => "duplicate-key",
            Rule::UnknownKey => "unknown-key",
            Rule::MissingKey => "missing-key",
            Rule::WrongValue => "wrong-value",
            Rule::FileName => "file-name",
            Rule::DuplicateRecord => "duplicate-record",
            Rule::Validity => "validity",
            Rule::UnknownReference => "unknown-reference",
            Rule::Link => "link",
            Rule::UnsafeMarkdown => "unsafe-markdown",
            Rule::Empty => "empty",
            Rule::SourceChanged => "source-changed",
            Rule::Missing(part) => return format!("missing-{}", part.key()),
            Rule::Unclear(part) => return format!("unclear-{}", part.key()),
            Rule::PlaceholderName => "placeholder-name",
            Rule::FeeAmount => "fee-amount",
            Rule::PaperQuantity => "paper-quantity",
            Rule::UntitledLegalText => "untitled-legal-text",
            Rule::SummaryLength => "summary-length",
            Rule::PaperName => "paper-name",
            Rule::WhenLength => "when-length",
            Rule::SentenceLength => "sentence-length",
            Rule::StepCount => "step-count",
            Rule::KeywordCount => "keyword-count",
            Rule::Phrase => "phrase",
        };
        code.to_owned()
    }

    /// Broken data is an error; what is absent, unclear or badly worded is a warning.
    pub fn severity(self) -> Severity {
        match self {
            Rule::Missing(_)
            | Rule::Unclear(_)
            | Rule::SourceChanged
            | Rule::FeeAmount
            | Rule::PaperQuantity
            | Rule::CarriageReturn
            | Rule::UntitledLegalText
            | Rule::SummaryLength
            | Rule::PaperName
            | Rule::WhenLength
            | Rule::SentenceLength
            | Rule::StepCount
            | Rule::KeywordCount
            | Rule::Phrase => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// The article that asks for it, or the house rule.
    pub fn basis(self) -> &'static str {
        match self {
            Rule::Missing(part) | Rule::Unclear(part) => part.basis(),
            rule if rule.severity() == Severity::Warning => "docs/editing.md",
            _ => "docs/architecture.md",
        }
    }
}
