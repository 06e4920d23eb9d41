//! Forms as the pages for sending draw them: once for all pages, since nearly two thousand ask for the same.

use std::collections::{BTreeMap, BTreeSet};

use content::form::check::Value;
use content::form::{Form, FormRole, FormVersion};
use content::{Catalogue, Procedure};
use serde::Serialize;
use serde_json::{Map, json};

use super::super::form::{self, Section, request_values};
use super::super::{DataText, Scope};
use super::SubmitView;
use crate::plan::{Page, Plan};

/// Fields of the general request that a record fills, with the marks that stand for their texts in the drawing. Letters of
/// a private area: no text of a record has them.
const FILLED: [(&str, &str); 2] = [("kinh_gui", "\u{e001}"), ("thu_tuc", "\u{e002}")];
/// The list of papers of the general request: files are sent instead.
const LEFT_OUT: &str = "giay_to";

/// What `submit-fields.html` sees: the fields of a form.
#[derive(Serialize)]
pub struct PartDrawing<'a> {
    id: &'a str,
    sections: Vec<Section<'a>>,
}

/// The fields of forms, drawn.
pub struct DrawnParts(BTreeMap<String, String>);

impl DrawnParts {
    /// Draws the forms that `pages` ask for with `draw`.
    ///
    /// Errors: those of `draw`.
    pub fn new<E>(
        scope: &Scope,
        pages: &[Page],
        draw: impl Fn(&PartDrawing) -> Result<String, E>,
    ) -> Result<Self, E> {
        let sending = pages.iter().filter_map(|page| match page {
            Page::Submit(procedure) => Some(*procedure),
            _ => None,
        });
        let intake = scope.plan.intake();
        let asked = sending.filter_map(|procedure| intake.procedure(&procedure.code, scope.as_of()));
        let ids: BTreeSet<&str> = asked.flat_map(|asked| &asked.forms).map(String::as_str).collect();
        let people = scope.plan.people().iter().map(|(id, form)| (id.as_str(), form.clone()));
        let own = ids.iter().filter_map(|id| Some((*id, sent(scope.plan, id)?)));
        let drawn = people.chain(own).map(|(id, form)| {
            let sections = form::sections(&form, scope.words);
            Ok((id.to_owned(), draw(&PartDrawing { id, sections })?))
        });
        drawn.collect::<Result<_, E>>().map(DrawnParts)
    }

    /// Puts the drawings into `view`.
    pub fn put_into(&self, view: &mut SubmitView) {
        for part in &mut view.parts {
            let drawn = self.0.get(part.id).map(String::as_str).unwrap_or_default();
            part.html = part
                .values
                .iter()
                .fold(drawn.to_owned(), |html, (mark, text)| html.replace(mark, &escaped(text)));
        }
    }
}

/// The form `id` as it is sent, with marks where a record fills it.
fn sent(plan: &Plan, id: &str) -> Option<Form> {
    let mut form = plan.intake().forms.get(id)?.clone();
    if form.role == FormRole::Request {
        for group in &mut form.groups {
            group.fields.retain(|field| field.id.as_deref() != Some(LEFT_OUT));
            for field in &mut group.fields {
                let mark = FILLED.iter().find(|(id, _)| field.id.as_deref() == Some(id));
                if let Some((_, mark)) = mark {
                    field.preset = Some((*mark).to_owned());
                }
            }
        }
    }
    Some(form)
}

/// What the record says in the places of the marks.
pub(super) fn values(catalogue: &Catalogue, procedure: &Procedure) -> Vec<(&'static str, String)> {
    let known = request_values(catalogue, procedure);
    let text = |id: &str| match known.get(id) {
        Some(Value::Text(text)) => text.clone(),
        _ => String::new(),
    };
    FILLED.iter().map(|(id, mark)| (*mark, text(id))).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The script with the rules of `version`, for the pages that send it.
pub(in crate::view) fn form_rules<'a>(scope: &Scope, version: &FormVersion) -> DataText<'a> {
    let rules = sent(scope.plan, &version.id).map(|form| form::bare_rules(&form)).unwrap_or_default();
    let id = serde_json::Value::from(version.id.as_str());
    DataText::text(format!("(self.motcuaMucNop=self.motcuaMucNop||{{}})[{id}]={rules};\n"))
}

/// The script with the words of the page and the rules for people.
pub(in crate::view) fn words_script<'a>(scope: &Scope) -> DataText<'a> {
    let mut words = form::said(scope.words);
    if let Some(all) = words.as_object_mut() {
        let own = scope.words.all().filter_map(|(key, word)| Some((key.strip_prefix("sending_")?, word)));
        all.extend(own.map(|(key, word)| (key.to_owned(), json!(word))));
    }
    let mut script =
        format!("self.motcuaLoiNop={};\n", form::embedded(Map::from_iter([("w".to_owned(), words)])));
    for (id, form) in scope.plan.people() {
        let id = serde_json::Value::from(id.as_str());
        let rules = form::bare_rules(form);
        script.push_str(&format!("(self.motcuaMucNop=self.motcuaMucNop||{{}})[{id}]={rules};\n"));
    }
    DataText::text(script)
}
