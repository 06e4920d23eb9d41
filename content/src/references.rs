//! References between records: each must lead somewhere.

use crate::catalogue::{nearest, unknown};
use crate::{Broken, Catalogue, Fault, KeyPath, MostUsed, Procedure, Rule, Version};

/// Adds to `faults` every reference of the site and its procedures that leads nowhere, whatever the files `broken` hold.
pub(crate) fn check(catalogue: &Catalogue, broken: &Broken, faults: &mut Vec<Fault>) {
    for (at, MostUsed { code, .. }) in catalogue.site.most_used.iter().enumerate() {
        if !catalogue.procedures.contains_key(code) && !broken.may_have("procedures", code.as_str()) {
            let path = KeyPath::root().key("most_used").index(at).key("code");
            let message = format!("không có thủ tục nào mang mã {code}");
            faults.push(Fault::new("site.yaml", path, Rule::UnknownReference, message));
        }
    }
    for (at, one) in catalogue.site.retention.iter().enumerate() {
        let path = KeyPath::root().key("retention").index(at);
        let code = one.procedure.as_ref().filter(|code| !catalogue.procedures.contains_key(*code));
        if let Some(code) = code.filter(|code| !broken.may_have("procedures", code.as_str())) {
            let message = format!("không có thủ tục nào mang mã {code}");
            faults.push(Fault::new("site.yaml", path.key("procedure"), Rule::UnknownReference, message));
        }
        let field = one.field.as_ref().filter(|id| !catalogue.fields.contains_key(*id));
        if let Some(id) = field.filter(|_| !broken.has_register("fields")) {
            let near = nearest(id, catalogue.fields.keys());
            faults.push(unknown("site.yaml", path.key("field"), "lĩnh vực", id, near));
        }
    }
    let look = Look {
        catalogue,
        broken,
        fields: !broken.has_register("fields"),
        agencies: !broken.has_register("agencies") && !broken.has_register("units"),
        life_events: !broken.has_register("life-events"),
        legal: !broken.has_part_of("legal"),
    };
    for Version { file, procedure } in catalogue.procedures.values().flatten() {
        look.procedure(file, procedure, faults);
    }
}

/// The catalogue, and which of its registers are whole.
struct Look<'c> {
    catalogue: &'c Catalogue,
    broken: &'c Broken,
    fields: bool,
    agencies: bool,
    life_events: bool,
    legal: bool,
}

impl Look<'_> {
    fn procedure(&self, file: &str, procedure: &Procedure, faults: &mut Vec<Fault>) {
        let (catalogue, root) = (self.catalogue, KeyPath::root());
        let mut wrong = |at: KeyPath, what: &str, id: &str, near: Option<&str>| {
            faults.push(unknown(file, at, what, id, near));
        };
        if self.fields && !catalogue.fields.contains_key(&procedure.field) {
            let near = nearest(&procedure.field, catalogue.fields.keys());
            wrong(root.key("field"), "lĩnh vực", &procedure.field, near);
        }
        for (key, ids) in procedure.agencies.lists().filter(|_| self.agencies) {
            for (at, id) in ids.iter().enumerate() {
                if !catalogue.agencies.contains_key(id) {
                    let path = root.key("agencies").key(key);
                    let path = if ids.0.len() > 1 { path.index(at) } else { path };
                    wrong(path, "cơ quan", id, nearest(id, catalogue.agencies.keys()));
                }
            }
        }
        for (at, number) in procedure.legal_basis.iter().enumerate().filter(|_| self.legal) {
            if !catalogue.legal.contains_key(number) {
                let near = nearest(number, catalogue.legal.keys());
                wrong(root.key("legal_basis").index(at), "văn bản", number, near);
            }
        }
        for (at, id) in procedure.life_events.iter().enumerate().filter(|_| self.life_events) {
            if !catalogue.life_events.iter().any(|event| &event.id == id) {
                let near = nearest(id, catalogue.life_events.iter().map(|event| &event.id));
                wrong(root.key("life_events").index(at), "sự kiện", id, near);
            }
        }
        for (at, code) in procedure.related.iter().enumerate() {
            if !catalogue.procedures.contains_key(code) && !self.broken.may_have("procedures", code.as_str())
            {
                wrong(root.key("related").index(at), "thủ tục", code.as_str(), None);
            }
        }
        let valid = procedure.valid.as_ref();
        if let Some(code) = valid.and_then(|valid| valid.replaced_by.as_ref())
            && !catalogue.procedures.keys().any(|known| known.as_str() == code)
            && !self.broken.may_have("procedures", code)
        {
            wrong(root.key("valid").key("replaced_by"), "thủ tục", code, None);
        }
        for (at, case) in procedure.cases.iter().enumerate() {
            for (place, component) in case.components.iter().enumerate() {
                let known =
                    |form: &String| catalogue.forms.contains_key(form) || self.broken.may_have("forms", form);
                if let Some(form) = component.form.as_ref().filter(|form| !known(form)) {
                    let path = root.key("cases").index(at).key("components").index(place).key("form");
                    wrong(path, "biểu mẫu", form, nearest(form, catalogue.forms.keys()));
                }
            }
        }
    }
}
