//! What a source gets wrong in ways that are known: each by name, so that a report can count it.

/// A way in which a source misleads a program that believes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TrapKind {
    /// Text that is not in normal form C.
    NotNfc,
    /// Private-use, zero-width or control characters.
    StrangeCharacter,
    /// A line break inside a name.
    LineBreakInName,
    /// A name in capitals.
    Capitals,
    /// One name with several codes.
    SameName,
    /// A field that the register does not know.
    UnknownField,
    /// An audience that the portal's list does not know.
    UnknownAudience,
    /// An agency that the register does not know.
    UnknownAgency,
    /// An agency that the register leaves out on purpose.
    IgnoredAgency,
    /// The office of one province in a national record.
    OtherProvince,
    /// A place of reception that is an instruction and no address.
    ReceptionInWords,
    /// A decision number that is not of the form N/QĐ-....
    DecisionNumber,
    /// A legal text that the register does not know.
    UnknownLegal,
    /// The same channel several times.
    RepeatedChannel,
    /// A time without unit.
    TimeWithoutUnit,
    /// A time in the note that contradicts the field.
    TimeContradicted,
    /// Several times in a note.
    SeveralTimes,
    /// A table that its neighbour's note has swallowed.
    SwallowedTable,
    /// "Free" while the text speaks of a fee.
    FreeButFee,
    /// An amount that lost three zeros.
    LostZeros,
    /// A currency that is not stated or unknown.
    OddCurrency,
    /// An amount in the field that its own note contradicts.
    FeeContradicted,
    /// A sentence in a fee's note that states no fee.
    FeeSentence,
    /// Neither phí nor lệ phí is said.
    FeeKindUnsaid,
    /// A heading that poses as a case.
    HeadingAsCase,
    /// A row that is a note and no paper.
    NoteAsPaper,
    /// A row that heads the rows below it.
    HeadingAsPaper,
    /// Rows that number themselves stand in another order.
    RowsOutOfOrder,
    /// A row without a word.
    EmptyRow,
    /// A bullet, a number or a letter before a paper's name.
    Bullet,
    /// A form's file name inside a paper's name.
    SwallowedFileName,
    /// A file name that says nothing ("Mẫu số 01.docx").
    GenericFileName,
    /// A paper's name over 120 letters, or a sentence.
    LongPaperName,
    /// A case's name over 120 letters.
    LongCaseName,
    /// A result's name over 120 letters.
    LongResultName,
    /// The source puts the record into another field than ours.
    FieldMoved,
}

impl TrapKind {
    /// Every kind with its stable key and its words for the report.
    pub const ALL: [(TrapKind, &'static str, &'static str); 36] = {
        use TrapKind::*;
        [
            (NotNfc, "not-nfc", "Chữ không ở dạng NFC"),
            (StrangeCharacter, "strange-character", "Ký tự riêng, không độ rộng hoặc điều khiển"),
            (LineBreakInName, "line-break-in-name", "Xuống dòng giữa tên"),
            (Capitals, "capitals", "Tên viết toàn chữ hoa"),
            (SameName, "same-name", "Một tên, nhiều mã"),
            (UnknownField, "unknown-field", "Lĩnh vực chưa có trong fields.yaml"),
            (UnknownAudience, "unknown-audience", "Đối tượng chưa biết"),
            (UnknownAgency, "unknown-agency", "Cơ quan chưa có trong agencies.yaml"),
            (IgnoredAgency, "ignored-agency", "Cơ quan cố ý bỏ qua"),
            (OtherProvince, "other-province", "Cơ quan của một tỉnh, thành phố cụ thể"),
            (ReceptionInWords, "reception-in-words", "Nơi tiếp nhận viết thành câu"),
            (DecisionNumber, "decision-number", "Số quyết định không đúng dạng"),
            (UnknownLegal, "unknown-legal", "Văn bản chưa có trong legal/"),
            (RepeatedChannel, "repeated-channel", "Một cách nộp ghi nhiều lần"),
            (TimeWithoutUnit, "time-without-unit", "Thời hạn không có đơn vị"),
            (TimeContradicted, "time-contradicted", "Thời hạn trái với phần mô tả"),
            (SeveralTimes, "several-times", "Nhiều thời hạn trong phần mô tả"),
            (SwallowedTable, "swallowed-table", "Bảng bị dính vào phần mô tả"),
            (FreeButFee, "free-but-fee", "Ghi miễn phí nhưng nơi khác nói có thu"),
            (LostZeros, "lost-zeros", "Số tiền mất ba số không"),
            (OddCurrency, "odd-currency", "Đơn vị tiền không rõ"),
            (FeeContradicted, "fee-contradicted", "Mức thu trái với phần mô tả"),
            (FeeSentence, "fee-sentence", "Mô tả phí không nêu mức thu"),
            (FeeKindUnsaid, "fee-kind-unsaid", "Không rõ là phí hay lệ phí"),
            (HeadingAsCase, "heading-as-case", "Tiêu đề đứng thay trường hợp"),
            (NoteAsPaper, "note-as-paper", "Lưu ý đứng thay giấy tờ"),
            (HeadingAsPaper, "heading-as-paper", "Tiêu đề đứng thay giấy tờ"),
            (RowsOutOfOrder, "rows-out-of-order", "Giấy tờ không đứng theo số thứ tự của chúng"),
            (EmptyRow, "empty-row", "Dòng không có chữ"),
            (Bullet, "bullet", "Gạch đầu dòng hoặc số thứ tự trước tên"),
            (SwallowedFileName, "swallowed-file-name", "Tên tệp dính vào tên giấy tờ"),
            (GenericFileName, "generic-file-name", "Tên tệp mẫu chung chung"),
            (LongPaperName, "long-paper-name", "Tên giấy tờ dài hơn 120 chữ cái hoặc là cả câu"),
            (LongCaseName, "long-case-name", "Tên trường hợp dài hơn 120 chữ cái"),
            (LongResultName, "long-result-name", "Tên kết quả dài hơn 120 chữ cái"),
            (FieldMoved, "field-moved", "Lĩnh vực trong nguồn khác với bản ghi đang có"),
        ]
    };

    /// Stable key, as reports print it.
    pub fn key(self) -> &'static str {
        self.entry().1
    }

    /// What it is, in Vietnamese.
    pub fn label(self) -> &'static str {
        self.entry().2
    }

    fn entry(self) -> &'static (TrapKind, &'static str, &'static str) {
        Self::ALL.iter().find(|(kind, ..)| *kind == self).expect("every kind is in the list")
    }
}

/// One trap that a record holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Trap {
    /// Which.
    pub kind: TrapKind,
    /// Code of the record.
    pub code: String,
    /// The source's words, shortly.
    pub what: String,
}

/// The traps of one record while it is being read.
#[derive(Default)]
pub(super) struct Traps(Vec<(TrapKind, String)>);

impl Traps {
    pub(super) fn add(&mut self, kind: TrapKind, what: &str) {
        self.0.push((kind, super::clean::shortened(what, 30)));
    }

    pub(super) fn of(self, code: &str) -> impl Iterator<Item = Trap> {
        self.0.into_iter().map(move |(kind, what)| Trap { kind, code: code.to_owned(), what })
    }

    #[cfg(test)]
    pub(super) fn kinds(&self) -> Vec<TrapKind> {
        self.0.iter().map(|(kind, _)| *kind).collect()
    }
}
