//! Which keys fit which kind of field.

use super::Look;
use crate::form::{FieldKind, FormField, OnPaper};
use crate::{Fault, KeyPath, Rule};

impl<'a> Look<'a> {
    /// Which keys fit the kind of `field`.
    pub(super) fn field(&mut self, field: &'a FormField, path: &KeyPath) {
        use FieldKind::*;
        let kind = field.kind;
        let one_text = matches!(
            kind,
            Addressee
                | Text
                | LongText
                | Name
                | Date
                | Year
                | Phone
                | Email
                | IdentityNumber
                | Money
                | Number
                | Choice
                | YesNo
        );
        let wordy = matches!(kind, Addressee | Text | LongText | Name | Address);
        let stated: [(&str, bool, bool); 21] = [
            ("options", !field.options.is_empty(), matches!(kind, Choice | Choices | YesNo)),
            ("in_words", field.in_words.is_some(), matches!(kind, Date | Money)),
            ("must_be", field.must_be.is_some(), matches!(kind, Date | Year | PlaceDate)),
            ("partial", field.partial, kind == Date),
            ("nine_digits", field.nine_digits, kind == IdentityNumber),
            ("min", field.min.is_some(), matches!(kind, Number | Money | Year)),
            ("max", field.max.is_some(), matches!(kind, Number | Money | Year)),
            ("decimals", field.decimals.is_some(), kind == Number),
            ("max_length", field.max_length.is_some(), wordy),
            ("lines", field.lines.is_some(), wordy),
            ("columns", !field.columns.is_empty(), kind == Table),
            ("rows", field.rows.is_some(), kind == Table),
            ("max_rows", field.max_rows.is_some(), kind == Table),
            ("numbered", field.numbered.is_some(), kind == Table),
            ("row_names", !field.row_names.is_empty(), kind == Table),
            ("transposed", field.transposed, kind == Table && !field.row_names.is_empty()),
            ("text", field.text.is_some(), matches!(kind, Statement | Note)),
            ("blocks", !field.blocks.is_empty(), kind == Signatures),
            ("preset", field.preset.is_some(), one_text),
            ("prefill", field.prefill.is_some(), one_text || kind == Address),
            ("required", field.required, kind.has_value()),
        ];
        for (key, is_stated, fits) in stated {
            if is_stated && !fits {
                self.wrong(path.key(key), format!("khóa “{key}” không dùng được cho loại trường này"));
            }
        }
        if let Some(shown) = field.on_paper {
            let fits = match shown {
                OnPaper::Boxes | OnPaper::Line => matches!(kind, Choice | Choices | YesNo),
                OnPaper::Cells => matches!(kind, IdentityNumber | Phone),
                OnPaper::Slashes | OnPaper::Words => kind == Date,
            };
            if !fits {
                self.wrong(path.key("on_paper"), "loại trường này không in được theo cách đó");
            }
        }
        let needs = [
            ("columns", kind == Table && field.columns.is_empty()),
            ("text", matches!(kind, Statement | Note) && field.text.is_none()),
            ("blocks", kind == Signatures && field.blocks.is_empty()),
        ];
        for (key, missing) in needs {
            if missing {
                let fault = Fault::new(
                    self.file,
                    path.clone(),
                    Rule::MissingKey,
                    format!("loại trường này cần khóa “{key}”"),
                );
                self.faults.push(fault);
            }
        }
        self.options(field, path);
        if kind.has_value() && !matches!(kind, Addressee | PlaceDate) {
            let label = field.screen_label.as_ref().or(field.label.as_ref());
            if label.is_none_or(|label| label.trim().is_empty()) {
                let hint = "label là chữ in trên giấy; giấy không in nhãn thì viết screen_label";
                self.advise(path.clone(), Rule::MissingKey, "trường thiếu khóa “label”".into(), hint);
            }
        }
        if field.label.as_ref().is_some_and(|label| label.ends_with(':')) {
            let hint = "bỏ dấu hai chấm; giấy tự in, hoặc viết no_colon: true";
            self.advise(path.key("label"), Rule::WrongValue, "nhãn có dấu hai chấm ở cuối".into(), hint);
        }
        if let (Some(min), Some(max)) = (field.min, field.max)
            && min > max
        {
            self.wrong(path.key("min"), format!("min ({min}) lớn hơn max ({max})"));
        }
        if !field.row_names.is_empty() && (field.rows.is_some() || field.max_rows.is_some()) {
            self.wrong(path.key("row_names"), "bảng có dòng in sẵn thì không có rows và max_rows");
        }
        for (at, column) in field.columns.iter().enumerate() {
            self.column(field, column, &path.key("columns").index(at), at);
        }
    }

    fn options(&mut self, field: &FormField, path: &KeyPath) {
        let (count, least, most) = match field.kind {
            FieldKind::Choice => (field.options.len(), 2, usize::MAX),
            FieldKind::Choices => (field.options.len(), 1, usize::MAX),
            FieldKind::YesNo if !field.options.is_empty() => (field.options.len(), 2, 2),
            _ => return,
        };
        if count < least || count > most {
            let message = format!("có {count} lựa chọn; loại trường này cần {least} trở lên");
            let message = if most == 2 {
                "trường có hay không cần đúng 2 lựa chọn".into()
            } else {
                message
            };
            self.wrong(path.key("options"), message);
        }
        for (at, option) in field.options.iter().enumerate() {
            if option.trim().is_empty() || field.options[..at].contains(option) {
                let message = format!("lựa chọn “{option}” trống hoặc đã có ở trên");
                self.wrong(path.key("options").index(at), message);
            }
        }
        if let Some(preset) = field.preset.as_ref().filter(|preset| !field.options.contains(preset)) {
            self.wrong(path.key("preset"), format!("“{preset}” không phải một lựa chọn"));
        }
    }

    fn column(&mut self, table: &FormField, column: &'a FormField, path: &KeyPath, at: usize) {
        use FieldKind::*;
        if !matches!(
            column.kind,
            Text | Name | Date | Year | Phone | Email | IdentityNumber | Money | Number | Choice | YesNo
        ) {
            self.wrong(path.key("kind"), "loại trường này không làm cột của bảng được");
            return;
        }
        for (key, stated) in [
            ("when", column.when.is_some()),
            ("prefill", column.prefill.is_some()),
            ("same_line", column.same_line),
            ("in_words", column.in_words.is_some()),
        ] {
            if stated {
                self.wrong(path.key(key), format!("cột của bảng không có khóa “{key}”"));
            }
        }
        match &column.id {
            None => {
                let hint = "viết id: chữ thường không dấu, nối bằng _";
                self.advise(path.clone(), Rule::MissingKey, "cột thiếu khóa “id”".into(), hint);
            }
            Some(id) => {
                self.id(id, &path.key("id"));
                if table.columns[..at].iter().any(|earlier| earlier.id.as_ref() == Some(id)) {
                    let message = format!("cột “{id}” đã có ở trên");
                    self.advise(path.key("id"), Rule::DuplicateRecord, message, "đổi tên một trong hai");
                }
            }
        }
        self.mark(column.note.as_deref(), path);
        self.field(column, path);
    }
}
