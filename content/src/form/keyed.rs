//! Forms among the other records: versions of one form, and the papers of procedures that they are.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Form, FormRole};
use crate::{Broken, Day, Fault, Filed, KeyPath, LegalText, ProcedureCode, Rule, Version, text};

/// One version of a form among the versions of its id.
#[derive(Clone, Debug)]
pub struct FormVersion {
    /// Its id.
    pub id: String,
    /// The file.
    pub file: String,
    /// The definition.
    pub form: Arc<Form>,
}

/// A form that a procedure asks for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FormUse {
    /// Its id.
    pub form: String,
    /// Name of the paper in the procedure's list; none where no paper of the list is the form.
    pub component: Option<String>,
}

impl FormVersion {
    fn from(&self) -> Option<Day> {
        self.form.valid.as_ref().and_then(|valid| valid.from)
    }
}

/// The version in force on `day`; the newest before it, or else the first to come.
pub(crate) fn current(versions: &[FormVersion], day: Day) -> Option<&FormVersion> {
    let holds = |version: &&FormVersion| version.form.valid.clone().unwrap_or_default().holds_on(day);
    let began = |version: &&FormVersion| version.from().is_none_or(|from| from <= day);
    let newest = |wanted: &dyn Fn(&&FormVersion) -> bool| versions.iter().rev().find(wanted);
    newest(&holds).or_else(|| newest(&began)).or_else(|| versions.first())
}

/// Forms by id, versions oldest first.
pub(crate) fn keyed_forms(
    filed: Vec<Filed<Arc<Form>>>,
    legal: &BTreeMap<String, Filed<LegalText>>,
    broken: &Broken,
    faults: &mut Vec<Fault>,
) -> BTreeMap<String, Vec<FormVersion>> {
    let mut forms: BTreeMap<String, Vec<FormVersion>> = BTreeMap::new();
    for Filed { file, value: form, .. } in filed {
        let stem = file.trim_start_matches("forms/").trim_end_matches(".yaml");
        let (id, from) = stem.split_once('@').map_or((stem, None), |(id, from)| (id, Some(from)));
        let root = KeyPath::root();
        if id.is_empty() || text::slug(id) != id {
            let hint = format!("đổi tên tệp thành {}.yaml", text::slug(id));
            let message = format!("tên tệp “{id}” không dùng được làm địa chỉ trang");
            faults.push(Fault::new(&file, root.clone(), Rule::FileName, message).with_hint(hint));
        }
        let stated = form.valid.as_ref().and_then(|valid| valid.from).map(|day| day.to_string());
        if from.is_some() && from != stated.as_deref() {
            let message = format!(
                "tên tệp nói bản này có hiệu lực từ {} nhưng valid.from không như vậy",
                from.unwrap_or_default()
            );
            faults.push(Fault::new(&file, root.key("valid"), Rule::FileName, message));
        }
        crate::catalogue::check_validity(&file, root.clone(), form.valid.as_ref(), faults);
        for (at, number) in form.legal.iter().enumerate() {
            if !legal.contains_key(number) && !broken.has_part_of("legal") {
                let path = root.key("legal").index(at);
                let near = crate::catalogue::nearest(number, legal.keys());
                let hint = near.map_or_else(
                    || "thêm văn bản vào một tệp trong legal/".to_owned(),
                    |near| format!("có phải “{near}”?"),
                );
                let message = format!("không có văn bản “{number}”");
                faults.push(Fault::new(&file, path, Rule::UnknownReference, message).with_hint(hint));
            }
        }
        forms.entry(id.to_owned()).or_default().push(FormVersion { id: id.to_owned(), file, form });
    }
    for versions in forms.values_mut() {
        versions
            .sort_by(|left, right| left.from().cmp(&right.from()).then_with(|| left.file.cmp(&right.file)));
        for pair in versions.windows(2) {
            let (older, newer) = (&pair[0], &pair[1]);
            let valid = |version: &FormVersion| version.form.valid.clone().unwrap_or_default();
            if valid(older).overlaps(&valid(newer)) {
                let message = format!("thời gian hiệu lực trùng với bản ở {}", older.file);
                let hint = "ghi valid.to của bản cũ là ngày trước valid.from của bản mới";
                let at = KeyPath::root().key("valid");
                faults.push(Fault::new(&newer.file, at, Rule::Validity, message).with_hint(hint));
            }
        }
    }
    only_one_request(&forms, faults);
    forms
}

fn only_one_request(forms: &BTreeMap<String, Vec<FormVersion>>, faults: &mut Vec<Fault>) {
    let requests = forms
        .values()
        .filter_map(|versions| versions.iter().find(|version| version.form.role == FormRole::Request));
    for (extra, first) in requests.clone().skip(1).zip(requests.cycle()) {
        let message = format!("đơn đề nghị chung đã có ở {}", first.file);
        let at = KeyPath::root().key("role");
        faults.push(Fault::new(&extra.file, at, Rule::DuplicateRecord, message).with_hint("giữ một, bỏ một"));
    }
}

/// Which forms each procedure asks for, by the forms in force and by the procedures' own word.
pub(crate) fn serving(
    forms: &BTreeMap<String, Vec<FormVersion>>,
    procedures: &BTreeMap<ProcedureCode, Vec<Version>>,
    day: Day,
    broken: &Broken,
    faults: &mut Vec<Fault>,
) -> BTreeMap<ProcedureCode, Vec<FormUse>> {
    let mut uses: BTreeMap<ProcedureCode, Vec<FormUse>> = BTreeMap::new();
    let mut add = |code: &ProcedureCode, form: &str, component: Option<&str>| {
        let list = uses.entry(code.clone()).or_default();
        let one = FormUse { form: form.to_owned(), component: component.map(str::to_owned) };
        if !list.contains(&one) {
            list.push(one);
        }
    };
    for version in procedures.values().flatten() {
        let components = version.procedure.cases.iter().flat_map(|case| &case.components);
        for component in components {
            if let Some(form) = component.form.as_ref().filter(|form| forms.contains_key(*form)) {
                add(&version.procedure.code, form, Some(&component.name));
            }
        }
    }
    for version in forms.values().flatten() {
        let in_force = current(&forms[&version.id], day).is_some_and(|now| now.file == version.file);
        for (at, served) in version.form.procedures.iter().enumerate() {
            let path = KeyPath::root().key("procedures").index(at);
            // A version that can't be read may have the paper, or be the procedure.
            let hidden = broken.may_have("procedures", served.code.as_str());
            let Some(procedure) = procedures.get(&served.code) else {
                if hidden {
                    continue;
                }
                let message = format!("không có thủ tục nào mang mã {}", served.code);
                faults.push(Fault::new(&version.file, path.key("code"), Rule::UnknownReference, message));
                continue;
            };
            if served.component.is_empty() && in_force {
                add(&served.code, &version.id, None);
            }
            for (place, name) in served.component.iter().enumerate() {
                let names = || {
                    let cases = procedure.iter().flat_map(|version| &version.procedure.cases);
                    cases.flat_map(|case| &case.components).map(|component| &component.name)
                };
                if names().any(|known| known == name) {
                    if in_force {
                        add(&served.code, &version.id, Some(name));
                    }
                    continue;
                }
                if hidden {
                    continue;
                }
                let path = path.key("component");
                let path = if served.component.0.len() > 1 { path.index(place) } else { path };
                let message = format!("thủ tục {} không có giấy tờ “{name}”", served.code);
                let near = names().map(|known| (text::distance(name, known), known)).min();
                let hint = near.map_or_else(
                    || "thủ tục này không liệt kê giấy tờ nào; bỏ khóa component".to_owned(),
                    |(_, near)| format!("chép đúng tên trong hồ sơ của thủ tục; gần nhất: “{near}”"),
                );
                faults.push(Fault::new(&version.file, path, Rule::UnknownReference, message).with_hint(hint));
            }
        }
    }
    uses
}
