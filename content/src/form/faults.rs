//! Rules inside one definition that its types alone can't hold.

mod kinds;

use std::collections::{BTreeMap, BTreeSet};

use super::{FieldKind, Form, FormField, FormRole, When};
use crate::{Fault, KeyPath, Rule, text};

/// What is wrong with `form` of `file`, whatever stands in other records.
pub fn faults(file: &str, form: &Form) -> Vec<Fault> {
    let mut look = Look { file, form, ids: BTreeMap::new(), faults: Vec::new() };
    look.form();
    look.faults
}

/// A field that can be named, where it stands, and how many stand before it.
struct Named<'a> {
    field: &'a FormField,
    path: KeyPath,
    at: usize,
}

struct Look<'a> {
    file: &'a str,
    form: &'a Form,
    /// Every field with a value by its id, and where it stands.
    ids: BTreeMap<&'a str, Named<'a>>,
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
        if let Some(heading) = &form.notes_heading {
            let path = root.key("notes_heading");
            if form.notes.is_empty() {
                self.wrong(path, "biểu mẫu không có chú thích nào");
            } else if heading.trim().is_empty() || heading.ends_with(':') {
                self.wrong(path, "viết chữ in trên các chú thích, bỏ dấu hai chấm, ví dụ Ghi chú");
            }
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
        for (at, (path, field)) in places.iter().enumerate() {
            self.named(field, path, at);
        }
        for (at, (path, field)) in places.iter().enumerate() {
            self.field(field, path);
            self.refers(field, path, at);
            if field.under.is_some() {
                self.wrong(path.key("under"), "chỉ cột của bảng mới có khóa “under”");
            }
        }
        let mut before = form.head.left.len() + form.head.right.len();
        for (at, group) in form.groups.iter().enumerate() {
            let path = root.key("groups").index(at);
            if group.fields.is_empty() {
                self.wrong(path.key("fields"), "nhóm không có trường nào");
            }
            self.mark(group.note.as_deref(), &path);
            if let Some(when) = &group.when {
                self.when(when, &path.key("when"), before);
            }
            before += group.fields.len();
        }
        if form.role == FormRole::Request {
            self.request();
        }
        self.circles();
    }

    /// What a record of a procedure is written into.
    fn request(&mut self) {
        let fits = |id: &str| {
            self.ids.get(id).is_some_and(|Named { field, .. }| match id {
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

    fn named(&mut self, field: &'a FormField, path: &KeyPath, at: usize) {
        match (&field.id, field.kind.has_value()) {
            (None, true) => {
                let hint = "viết id: chữ thường không dấu, nối bằng _, ví dụ ho_ten_me";
                self.advise(path.clone(), Rule::MissingKey, "trường để điền thiếu khóa “id”".into(), hint);
            }
            (Some(_), false) => self.wrong(path.key("id"), "phần này không điền được nên không có id"),
            (Some(id), true) => {
                self.id(id, &path.key("id"));
                self.take(id, Named { field, path: path.clone(), at }, path.key("id"));
            }
            (None, false) => {}
        }
        for (place, block) in field.blocks.iter().enumerate() {
            let path = path.key("blocks").index(place).key("id");
            if let Some(id) = &block.id {
                self.id(id, &path);
                self.take(id, Named { field, path: path.clone(), at }, path);
            }
        }
    }

    fn take(&mut self, id: &'a str, named: Named<'a>, path: KeyPath) {
        if self.ids.insert(id, named).is_some() {
            let message = format!("trường “{id}” đã có ở trên");
            self.advise(path, Rule::DuplicateRecord, message, "đổi tên một trong hai");
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

    /// What `field` names must be there.
    fn refers(&mut self, field: &'a FormField, path: &KeyPath, at: usize) {
        self.mark(field.note.as_deref(), path);
        if let Some(when) = &field.when {
            self.when(when, &path.key("when"), at);
        }
        if let Some(from) = &field.prefill {
            match self.ids.get(from.as_str()).map(|other| other.field.kind) {
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
            let signs = block.hint.is_some()
                || block.place_date
                || block.name_from.is_some()
                || block.note.is_some()
                || block.side.is_some();
            if !block.recipients.is_empty() && signs {
                let message =
                    "chỗ ghi nơi nhận không có người ký: bỏ hint, note, place_date, name_from, side";
                self.wrong(path.key("recipients"), message);
            }
            if block.id.is_some() && !block.place_date {
                self.wrong(path.key("id"), "chỗ ký có id thì cần place_date: true");
            }
        }
    }

    /// A condition asks about what was filled before: nothing can go round in a circle.
    fn when(&mut self, when: &When, path: &KeyPath, before: usize) {
        if when.is.is_empty() == when.empty.is_none() {
            self.wrong(
                path.clone(),
                "điều kiện cần một trong hai khóa: is (giá trị) hoặc empty (true, false)",
            );
        }
        let named = self.ids.get(when.field.as_str()).filter(|named| named.field.kind.has_value());
        let Some(&Named { field, at, .. }) = named else {
            self.unknown(&when.field, path.key("field"));
            return;
        };
        if at >= before {
            let message = format!("điều kiện hỏi trường “{}”, nhưng trường đó không đứng trước", when.field);
            self.advise(
                path.key("field"),
                Rule::WrongValue,
                message,
                "hỏi một trường đứng trước trong biểu mẫu",
            );
        }
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

    /// A chain of prefills that comes back to its beginning is told once, where its first field stands.
    fn circles(&mut self) {
        let mut told: BTreeSet<&str> = BTreeSet::new();
        let ids: Vec<&'a str> = self.ids.keys().copied().collect();
        for start in ids {
            let mut way = vec![start];
            while let Some(to) =
                self.ids.get(way[way.len() - 1]).and_then(|named| named.field.prefill.as_deref())
            {
                if to == start && way.iter().all(|id| !told.contains(id)) {
                    let round: Vec<String> = way.iter().chain([&start]).map(|id| format!("“{id}”")).collect();
                    let message = format!("điền sẵn theo vòng tròn: {}", round.join(" → "));
                    let path = self.ids[start].path.key("prefill");
                    self.advise(path, Rule::WrongValue, message, "bỏ một trong các khóa này");
                    told.extend(&way);
                }
                if way.contains(&to) {
                    break;
                }
                way.push(to);
            }
        }
    }
}
