//! A form (biểu mẫu): what stands on the paper, and what may be written into it.
//!
//! One definition, `forms/<id>.yaml`, from which page, Word and PDF are made. [`faults()`] are the rules inside one
//! definition, [`check`] the rules for what people write, [`words`] amounts and dates in words.

pub mod check;
mod faults;
mod field;
mod keyed;
pub mod words;

use serde::{Deserialize, Serialize};

pub use faults::faults;
pub use field::{FieldKind, FormField, MustBe, OnPaper, Side, Signature, When};
pub use keyed::{FormUse, FormVersion};
pub(crate) use keyed::{current, keyed_forms, serving};

use crate::{Day, OneOrMany, ProcedureCode, Validity};

/// A form as one legal text prints it. Its id is the name of its file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Form {
    /// Title in ordinary letters; the paper prints it in capitals.
    pub title: String,
    /// Lines under the title, as printed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subtitle: Vec<String>,
    /// One plain sentence: what it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// Number of the form (Mẫu số) without the words "Mẫu số".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Legal texts that issue it: numbers in `legal/`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub legal: Vec<String>,
    /// When this version is in force; absent while no source says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid: Option<Validity>,
    /// What it is used as.
    #[serde(default, skip_serializing_if = "FormRole::is_form")]
    pub role: FormRole,
    /// Whose layout it is.
    #[serde(default, skip_serializing_if = "Layout::is_official")]
    pub layout: Layout,
    /// Where its text was read.
    pub source: FormSource,
    /// What is uncertain, one sentence each; shown on its page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<String>,
    /// What people type to find it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<String>,
    /// The papers of procedures that it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub procedures: Vec<Serves>,
    /// Size of the paper.
    #[serde(default)]
    pub paper: Paper,
    /// Whether the paper lies on its long side.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub landscape: bool,
    /// Lines in the upper right corner, as printed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corner: Vec<String>,
    /// What stands above the title.
    #[serde(default)]
    pub head: Head,
    /// Everything below the title, in the order of the paper.
    pub groups: Vec<Group>,
    /// Notes at the end (chú thích), in the order of the paper.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// What is printed above the notes, without the colon ("Ghi chú", "Hướng dẫn ghi"); "Chú thích" if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes_heading: Option<String>,
}

impl Form {
    /// Every field with its group, in the order of the paper: head, then groups. Columns of tables are not among them.
    pub fn fields(&self) -> impl Iterator<Item = (Option<&Group>, &FormField)> {
        let head = self.head.left.iter().chain(&self.head.right).map(|field| (None, field));
        head.chain(
            self.groups.iter().flat_map(|group| group.fields.iter().map(move |field| (Some(group), field))),
        )
    }

    /// What is printed above the notes, without the colon.
    pub fn notes_heading(&self) -> &str {
        self.notes_heading.as_deref().unwrap_or("Chú thích")
    }

    /// The field called `id`.
    pub fn field(&self, id: &str) -> Option<&FormField> {
        self.fields().map(|(_, field)| field).find(|field| field.id.as_deref() == Some(id))
    }
}

/// A part of a form with a heading of its own, or without.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Group {
    /// Heading as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
    /// Heading on the screen, where the paper has none or an obscure one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub screen_heading: Option<String>,
    /// True where the paper prints no colon after the heading. Headings in capitals, and those with a colon or an
    /// end of a sentence of their own, never get one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub no_colon: bool,
    /// Mark of the note at the heading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Help in plain words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// When it is to be filled; absent is always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// Whether it begins a new sheet: a list that the form says to attach.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub new_page: bool,
    /// Its fields.
    pub fields: Vec<FormField>,
}

impl Group {
    /// Whether the paper prints a colon after the heading.
    pub fn has_colon(&self) -> bool {
        let heading = self.heading.as_deref().unwrap_or_default();
        let capitals = heading.chars().filter(|letter| letter.is_uppercase()).count();
        let small = heading.chars().filter(|letter| letter.is_lowercase()).count();
        !self.no_colon
            && small > capitals
            && !heading.contains(':')
            && !heading.ends_with(['.', ';', '?', '!'])
    }
}

/// What stands above the title. With `left` or `right` it has two columns; without, the national head in the middle.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Head {
    /// Lines on the left: the agency above, the agency, the number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left: Vec<FormField>,
    /// Lines on the right, below the national head: place and date.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub right: Vec<FormField>,
    /// True where the paper has no national head.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub without_national: bool,
}

/// A note at the end of the paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Note {
    /// Its mark without brackets: `1`, `*`.
    pub mark: String,
    /// Its text as printed.
    pub text: String,
}

/// A procedure that asks for the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Serves {
    /// Its code.
    pub code: ProcedureCode,
    /// Name of the paper in its list, exactly; absent where no paper of the list is the form.
    #[serde(default, skip_serializing_if = "OneOrMany::is_empty")]
    pub component: OneOrMany<String>,
}

/// Where the text of a form was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FormSource {
    /// Each copy that was read, so that somebody else finds it again.
    pub read: Vec<String>,
    /// When it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Day>,
}

/// Sizes of paper (TT 01/2018/TT-VPCP: slips on A5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 148 × 210 mm.
    A5,
}

/// What a form is used as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum FormRole {
    /// A paper that people fill in.
    #[default]
    Form,
    /// The general request, filled from the record of any procedure. A catalogue has at most one.
    Request,
    /// A slip of the one-stop, filled by the office.
    Slip,
}

impl FormRole {
    fn is_form(&self) -> bool {
        *self == FormRole::Form
    }
}

/// Whose layout a form has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Layout {
    /// Labels and order are those of the legal text.
    #[default]
    Official,
    /// This site arranged it; shown on the page.
    Ours,
}

impl Layout {
    fn is_official(&self) -> bool {
        *self == Layout::Official
    }
}
