//! Rules inside one definition that its types alone can't hold.

use std::collections::{BTreeMap, BTreeSet};

use super::{FieldKind, Form, FormField, FormRole, OnPaper, When};
use crate::{Fault, KeyPath, Rule, text};

/// What is wrong with `form` of `file`, whatever stands in other records.
pub fn faults(file: &str, form: &Form) -> Vec<Fault> {
    let mut look = Look { file, form, ids: BTreeMap::new(), faults: Vec::new() };
    look.form();
    look.faults
}

struct Look<'a> {
    file: &'a str,
    form: &'a Form,
    /// Every field with a value by its id, and where it stands.
    ids: BTreeMap<&'a str, (&'a FormField, KeyPath)>,
    faults: Vec<Fault>,
}

impl<'a> Look<'a> {
    fn wrong(&mut self, at: KeyPath, message: impl Into<String>) {
        self.faults.push(Fault::new(self.file, at, Rule::WrongValue, message));
    }

    fn advise(&mut self, at: KeyPath, rule: Rule, message: String, hint: impl Into<String>) {
        self.faults.push(Fault::new(self.file, at, rule, message).with_hint(hint));
    }

    fn form(&mut self) {
        let (form, root) = (self.form, KeyPath::root());
        if form.title.trim().is_empty() || form.title != form.title.trim() || form.title.contains('\n') {
            self.wrong(root.key("title"), "tên biểu mẫu trống, có xuống dòng hoặc dấu cách thừa");
        }
        if form.source.read.is_empty() {
            self.wrong(root.key("source").key("read"), "biểu mẫu phải nói đã đọc chữ của mẫu ở đâu");
        }
        let mut marks = BTreeSet::new();
        for (at, note) in form.notes.iter().enumerate() {
            if !marks.insert(note.mark.as_str()) {
                let path = root.key("notes").index(at).key("mark");
                let message = format!("chú thích ({}) đã có ở trên", note.mark);
                self.advise(path, Rule::DuplicateRecord, message, "giữ một, bỏ một");
            }
        }
        let places = self.places();
        for (path, field) in &places {
            self.named(field, path);
        }
        for (path, field) in &places {
            self.field(field, path);
            self.refers(field, path);
            if field.under.is_some() {
                self.wrong(path.key("under"), "chỉ cột của bảng mới có khóa “under”");
            }
        }
        for (at, group) in form.groups.iter().enumerate() {
            let path = root.key("groups").index(at);
            if group.fields.is_empty() {
                self.wrong(path.key("fields"), "nhóm không có trường nào");
            }
            self.mark(group.note.as_deref(), &path);
            if let Some(when) = &group.when {
                self.when(when, &path.key("when"));
            }
        }
        if form.role == FormRole::Request {
            self.request();
        }
        self.circles("prefill", |field| field.prefill.as_deref());
        self.circles("when", |field| field.when.as_ref().map(|when| when.field.as_str()));
    }

    /// What a record of a procedure is written into.
    fn request(&mut self) {
        let fits = |id: &str| {
            self.ids.get(id).is_some_and(|(field, _)| match id {
                "kinh_gui" => field.kind == FieldKind::Addressee,
                "thu_tuc" => field.kind == FieldKind::LongText,
                _ => ["ten", "so_luong"]
                    .iter()
                    .all(|id| field.columns.iter().any(|column| column.id.as_deref() == Some(id))),
            })
        };
        let missing: Vec<&str> =
            ["kinh_gui", "thu_tuc", "giay_to"].into_iter().filter(|id| !fits(id)).collect();
        if !missing.is_empty() {
            let message = format!("đơn đề nghị chung thiếu trường {}", missing.join(", "));
            let hint = "cần kinh_gui (addressee), thu_tuc (long_text), giay_to (table có cột ten, so_luong): trang tự điền các trường này";
            self.advise(KeyPath::root().key("role"), Rule::MissingKey, message, hint);
        }
    }

    /// Every field and where it stands; columns of tables are not among them.
    fn places(&self) -> Vec<(KeyPath, &'a FormField)> {
        let root = KeyPath::root();
        let head = &self.form.head;
        let mut lists: Vec<(KeyPath, &'a [FormField])> =
            vec![(root.key("head").key("left"), &head.left), (root.key("head").key("right"), &head.right)];
        for (at, group) in self.form.groups.iter().enumerate() {
            lists.push((root.key("groups").index(at).key("fields"), &group.fields));
        }
        lists
            .into_iter()
            .flat_map(|(path, fields)| {
                fields.iter().enumerate().map(move |(at, field)| (path.index(at), field))
            })
            .collect()
    }

    fn named(&mut self, field: &'a FormField, path: &KeyPath) {
        match (&field.id, field.kind.has_value()) {
            (None, true) => {
                let hint = "viết id: chữ thường không dấu, nối bằng _, ví dụ ho_ten_me";
                self.advise(path.clone(), Rule::MissingKey, "trường để điền thiếu khóa “id”".into(), hint);
            }
            (Some(_), false) => self.wrong(path.key("id"), "phần này không điền được nên không có id"),
            (Some(id), true) => {
                self.id(id, &path.key("id"));
                if self.ids.insert(id, (field, path.clone())).is_some() {
                    let message = format!("trường “{id}” đã có ở trên");
                    self.advise(path.key("id"), Rule::DuplicateRecord, message, "đổi tên một trong hai");
                }
            }
            (None, false) => {}
        }
        for (at, block) in field.blocks.iter().enumerate() {
            let path = path.key("blocks").index(at).key("id");
            if let Some(id) = &block.id {
                self.id(id, &path);
                if self.ids.insert(id, (field, path.clone())).is_some() {
                    let message = format!("trường “{id}” đã có ở trên");
                    self.advise(path, Rule::DuplicateRecord, message, "đổi tên một trong hai");
                }
            }
        }
    }

    fn id(&mut self, id: &str, path: &KeyPath) {
        let good = id.starts_with(|letter: char| letter.is_ascii_lowercase())
            && id.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'));
        if !good {
            let hint = format!("viết chữ thường không dấu: {}", text::slug(id).replace('-', "_"));
            let message = format!("id “{id}” có chữ hoa, dấu hoặc ký tự khác");
            self.advise(path.clone(), Rule::WrongValue, message, hint);
        }
    }

    /// Which keys fit the kind of `field`.
    fn field(&mut self, field: &'a FormField, path: &KeyPath) {
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

    /// What `field` names must be there.
    fn refers(&mut self, field: &'a FormField, path: &KeyPath) {
        self.mark(field.note.as_deref(), path);
        if let Some(when) = &field.when {
            self.when(when, &path.key("when"));
        }
        if let Some(from) = &field.prefill {
            match self.ids.get(from.as_str()).map(|(other, _)| other.kind) {
                None => self.unknown(from, path.key("prefill")),
                Some(kind) if kind.parts() != field.kind.parts() || kind == FieldKind::Table => self
                    .wrong(path.key("prefill"), format!("trường “{from}” thuộc loại không điền sang được")),
                Some(_) => {}
            }
        }
        for (at, block) in field.blocks.iter().enumerate() {
            let path = path.key("blocks").index(at);
            self.mark(block.note.as_deref(), &path);
            if let Some(from) = &block.name_from
                && !self.ids.contains_key(from.as_str())
            {
                self.unknown(from, path.key("name_from"));
            }
            if block.id.is_some() && !block.place_date {
                self.wrong(path.key("id"), "chỗ ký có id thì cần place_date: true");
            }
        }
    }

    fn when(&mut self, when: &When, path: &KeyPath) {
        if when.is.is_empty() == when.empty.is_none() {
            self.wrong(
                path.clone(),
                "điều kiện cần một trong hai khóa: is (giá trị) hoặc empty (true, false)",
            );
        }
        let Some((field, _)) = self.ids.get(when.field.as_str()) else {
            self.unknown(&when.field, path.key("field"));
            return;
        };
        if when.is.is_empty() {
            return;
        }
        let yes_no = ["yes".to_owned(), "no".to_owned()];
        let values: &[String] = match field.kind {
            FieldKind::Choice | FieldKind::Choices => &field.options,
            FieldKind::YesNo => &yes_no,
            _ => {
                let hint = "với trường này dùng empty: true hoặc empty: false";
                let message = format!("trường “{}” không có lựa chọn để so", when.field);
                self.advise(path.key("is"), Rule::WrongValue, message, hint);
                return;
            }
        };
        for (at, value) in when.is.iter().enumerate() {
            if !values.contains(value) {
                let at = if when.is.0.len() > 1 { path.key("is").index(at) } else { path.key("is") };
                let message = format!("trường “{}” không có lựa chọn “{value}”", when.field);
                let hint = format!("chọn một: {}", values.join(", "));
                self.faults.push(Fault::new(self.file, at, Rule::UnknownReference, message).with_hint(hint));
            }
        }
    }

    fn mark(&mut self, mark: Option<&str>, path: &KeyPath) {
        if let Some(mark) = mark.filter(|mark| self.form.notes.iter().all(|note| note.mark != **mark)) {
            let message = format!("không có chú thích ({mark}) ở notes");
            self.faults.push(Fault::new(self.file, path.key("note"), Rule::UnknownReference, message));
        }
    }

    fn unknown(&mut self, id: &str, at: KeyPath) {
        let fault = Fault::new(
            self.file,
            at,
            Rule::UnknownReference,
            format!("không có trường “{id}” trong biểu mẫu"),
        );
        let known = self.ids.keys().map(|known| (text::distance(id, known), *known)).min();
        self.faults.push(match known {
            Some((distance, near)) if distance <= 1 + near.len() / 4 => {
                fault.with_hint(format!("có phải “{near}”?"))
            }
            _ => fault,
        });
    }

    /// A chain of `next` that comes back to its beginning is told once, where its first field stands.
    fn circles(&mut self, key: &str, next: impl Fn(&'a FormField) -> Option<&'a str>) {
        let mut told: BTreeSet<&str> = BTreeSet::new();
        let ids: Vec<&'a str> = self.ids.keys().copied().collect();
        for start in ids {
            let mut way = vec![start];
            let mut here = start;
            while let Some(to) = self.ids.get(here).and_then(|(field, _)| next(field)) {
                if to == start {
                    let path = self.ids[start].1.key(key);
                    if way.iter().all(|id| !told.contains(id)) {
                        let round = way.iter().chain([&start]).map(|id| format!("“{id}”"));
                        let message = format!("vòng tròn: {}", round.collect::<Vec<_>>().join(" → "));
                        self.advise(path, Rule::WrongValue, message, "bỏ một trong các khóa này");
                    }
                    told.extend(way);
                    break;
                }
                if way.contains(&to) {
                    break;
                }
                way.push(to);
                here = to;
            }
        }
    }
}
