use serde::{Deserialize, Serialize};

use crate::OneOrMany;

/// One thing on the paper: a blank to fill, or a text. Which keys fit which kind, [`super::faults()`] says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FormField {
    /// Key of its value: small letters without diacritics, digits and `_`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What it is.
    pub kind: FieldKind,
    /// Label as printed, without the colon.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Label on the screen, where the printed one says too little by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub screen_label: Option<String>,
    /// True where the paper prints no colon after the label.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub no_colon: bool,
    /// Mark of the note at the label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What the paper prints after the blank: "bản", "m2".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Whether it stands on the line of the field before it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub same_line: bool,
    /// Share of the line or of the table's width, against its neighbours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 24)))]
    pub width: Option<u32>,
    /// Number of dotted lines on the blank paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 40)))]
    pub lines: Option<u32>,
    /// How the paper shows it, where a kind has several ways.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_paper: Option<OnPaper>,
    /// Help in plain words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// An example of what to write.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<String>,
    /// Whether it must be filled.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// When it is to be filled; absent is always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// Id of the field whose value it takes while it is empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefill: Option<String>,
    /// What it says before anybody writes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preset: Option<String>,
    /// What can be chosen, as printed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<String>,
    /// Money and dates: label of the same value in words, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_words: Option<String>,
    /// Dates and years: against the day on which it is filled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub must_be: Option<MustBe>,
    /// Dates: month and year, or the year alone, will do.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub partial: bool,
    /// Identity numbers: nine digits of an old card will do.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub nine_digits: bool,
    /// Least number, amount or year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<u64>,
    /// Greatest number, amount or year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<u64>,
    /// Numbers: digits after the comma.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 4)))]
    pub decimals: Option<u32>,
    /// Texts: most letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 5000)))]
    pub max_length: Option<u32>,
    /// Tables: heading of the column that counts the rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub numbered: Option<String>,
    /// Tables: the columns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<FormField>,
    /// Columns: heading over this and the neighbours that have the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub under: Option<String>,
    /// Tables: rows on the blank paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 60)))]
    pub rows: Option<u32>,
    /// Tables: most rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 200)))]
    pub max_rows: Option<u32>,
    /// Tables with fixed rows: what the paper prints in the first column of each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub row_names: Vec<String>,
    /// Tables with fixed rows: printed the other way round, each row as a column ("Bên nữ | Bên nam").
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub transposed: bool,
    /// Statements and notes: the text as printed; a line break is a new paragraph.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Signatures: the blocks from left to right.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<Signature>,
}

/// What a field is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum FieldKind {
    /// "Kính gửi": in the middle, larger.
    Addressee,
    /// A few words.
    Text,
    /// Sentences.
    LongText,
    /// A person's name.
    Name,
    /// A day: `dd/mm/yyyy`.
    Date,
    /// A year.
    Year,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// Số định danh cá nhân: 12 digits.
    IdentityNumber,
    /// Street, commune, province.
    Address,
    /// An amount in dong.
    Money,
    /// A number.
    Number,
    /// One of several.
    Choice,
    /// Any of several.
    Choices,
    /// Có or không.
    YesNo,
    /// A table whose rows are added.
    Table,
    /// What the signer declares.
    Statement,
    /// A text of the paper that asks for nothing.
    Note,
    /// Place and date: "..., ngày ... tháng ... năm ...".
    PlaceDate,
    /// Blocks in which people sign, side by side.
    Signatures,
}

impl FieldKind {
    /// Whether people fill it.
    pub fn has_value(self) -> bool {
        !matches!(self, FieldKind::Statement | FieldKind::Note | FieldKind::Signatures)
    }

    /// Keys of the parts of its value after a dot (`noi_sinh.commune`); none where the value is one text.
    pub fn parts(self) -> &'static [&'static str] {
        match self {
            FieldKind::Address => &["street", "commune", "province"],
            FieldKind::PlaceDate => &["place", "date"],
            _ => &[],
        }
    }
}

/// How the paper shows a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum OnPaper {
    /// Choices: each with a box to tick (usual).
    Boxes,
    /// Choices: the chosen one on a dotted line.
    Line,
    /// Identity numbers, phones: one cell for each digit.
    Cells,
    /// Dates: `.../.../...`.
    Slashes,
    /// Dates: "ngày ... tháng ... năm ...".
    Words,
}

/// Where a date or year lies, seen from today; today itself is always good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum MustBe {
    /// Not after today.
    Past,
    /// Not before today.
    Future,
}

/// A condition on another field: its value is one of `is`, or it is empty, or filled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct When {
    /// Id of the field.
    pub field: String,
    /// Its value: an option as printed; of yes-and-no fields `yes` or `no`.
    #[serde(default, skip_serializing_if = "OneOrMany::is_empty")]
    pub is: OneOrMany<String>,
    /// True: nothing is written in it. False: something is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub empty: Option<bool>,
}

/// A block in which somebody signs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Signature {
    /// Who signs, as printed.
    pub title: String,
    /// Mark of the note at the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What is printed below the title: "(Ký, ghi rõ họ tên)".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// "Nơi nhận": who gets the paper, one a line as printed. Nobody signs such a block: it stands on the left, small,
    /// under a slanted bold title (Decree 30/2020/NĐ-CP, annex I).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<String>,
    /// Whether a line for place and date stands above the title.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub place_date: bool,
    /// What is printed before the place: "Làm tại:".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place_label: Option<String>,
    /// Key under which place and date are filled; absent: by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Id of the field whose value is printed below the space for signing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_from: Option<String>,
    /// Where a block that stands alone stands; right if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
}

/// A side of the paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Side {
    /// Left.
    Left,
    /// Middle.
    Center,
    /// Right.
    Right,
}
