use std::collections::BTreeMap;

use content::{Agency, AgencyKind, Field, LegalText, Level, OnlineMode};
use serde::Serialize;

use super::Scope;
use super::legal::legal_address;
use crate::plan::Page;

/// Adds a text to bytes.
type Write<'a> = Box<dyn Fn(&mut Vec<u8>) + 'a>;

/// The text of a file for programs.
pub struct DataText<'a> {
    pub(crate) write: Write<'a>,
}

impl<'a> DataText<'a> {
    pub(super) fn text(text: String) -> Self {
        DataText { write: Box::new(move |out| out.extend_from_slice(text.as_bytes())) }
    }

    fn json(value: impl Serialize + 'a) -> Self {
        DataText {
            write: Box::new(move |out| {
                serde_json::to_writer(&mut *out, &value).expect("a record is a JSON value");
                out.push(b'\n');
            }),
        }
    }
}

/// Pages in lists of results: those that people read.
fn listed<'s>(scope: &'s Scope) -> impl Iterator<Item = String> + 's {
    let pages = scope.plan.pages.iter();
    pages
        .filter(|page| {
            !matches!(
                page,
                Page::NotFound
                    | Page::Search
                    | Page::Request(_)
                    | Page::Submit(_)
                    | Page::SubmitRules(_)
                    | Page::Data(_)
            )
        })
        .map(Page::address)
}

pub(super) fn sitemap_xml<'a>(scope: &Scope) -> DataText<'a> {
    let base = scope.plan.options.base_url.as_deref().unwrap_or_default();
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for address in listed(scope) {
        for part in ["<url><loc>", &escaped(base), &address, "</loc></url>\n"] {
            xml.push_str(part);
        }
    }
    xml.push_str("</urlset>\n");
    DataText::text(xml)
}

fn escaped(url: &str) -> String {
    url.replace('&', "&amp;").replace('<', "&lt;")
}

pub(super) fn sitemap_text<'a>(scope: &Scope) -> DataText<'a> {
    DataText::text(listed(scope).map(|address| scope.links.to(&address) + "\n").collect())
}

pub(super) fn robots<'a>(scope: &Scope) -> DataText<'a> {
    let base = scope.plan.options.base_url.as_deref().unwrap_or_default();
    DataText::text(format!("User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n"))
}

/// A procedure in the list of all.
#[derive(Serialize)]
struct ProcedureLine<'a> {
    code: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    field: &'a str,
    levels: &'a [Level],
    #[serde(skip_serializing_if = "Option::is_none")]
    online: Option<OnlineMode>,
    offered_level: Option<u8>,
    address: &'a str,
    json: String,
}

pub(super) fn procedures<'a>(scope: &Scope<'a>) -> DataText<'a> {
    let lines = scope.plan.entries.iter().map(|entry| ProcedureLine {
        code: entry.procedure.code.as_str(),
        name: &entry.procedure.name,
        summary: entry.procedure.summary.as_deref(),
        field: &entry.procedure.field,
        levels: &entry.procedure.levels,
        online: entry.procedure.online.as_ref().map(|online| online.mode),
        offered_level: entry.offer.level,
        address: &entry.address,
        json: format!("{}index.json", entry.address),
    });
    DataText::json(lines.collect::<Vec<_>>())
}

#[derive(Serialize)]
struct Addressed<'a, T> {
    #[serde(flatten)]
    record: &'a T,
    procedures: usize,
    address: String,
}

pub(super) fn fields<'a>(scope: &Scope<'a>) -> DataText<'a> {
    let counted = scope.plan.catalogue.fields.values().map(|field: &'a Field| Addressed {
        record: field,
        procedures: scope.plan.in_field(&field.id).len(),
        address: format!("linh-vuc/{}/", field.id),
    });
    DataText::json(counted.filter(|line| line.procedures > 0).collect::<Vec<_>>())
}

pub(super) fn agencies<'a>(scope: &Scope<'a>) -> DataText<'a> {
    let counted = scope.plan.catalogue.agencies.values().map(|agency: &'a Agency| Addressed {
        record: agency,
        procedures: scope.plan.with_agency(&agency.id).len(),
        address: format!("co-quan/{}/", agency.id),
    });
    DataText::json(counted.collect::<Vec<_>>())
}

pub(super) fn legal_texts<'a>(scope: &Scope<'a>) -> DataText<'a> {
    let counted = scope.plan.catalogue.legal.values().map(|filed| Addressed {
        record: &filed.value as &'a LegalText,
        procedures: scope.plan.resting_on(&filed.value.number).len(),
        address: legal_address(&filed.value),
    });
    DataText::json(counted.collect::<Vec<_>>())
}

/// Communes that exist on the site's day, by province: a script, so that it loads from a folder too.
pub(super) fn units<'a>(scope: &Scope) -> DataText<'a> {
    let agencies = &scope.plan.catalogue.agencies;
    let mut provinces: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let exists = |agency: &&Agency| {
        let valid = agency.valid.as_ref();
        agency.kind == AgencyKind::Unit && valid.is_none_or(|valid| valid.holds_on(scope.as_of()))
    };
    for unit in agencies.values().filter(exists) {
        match (unit.level, unit.parent.as_ref().and_then(|id| agencies.get(id))) {
            (Level::Province, _) => drop(provinces.entry(&unit.name).or_default()),
            (Level::Commune, Some(province)) => provinces.entry(&province.name).or_default().push(&unit.name),
            _ => {}
        }
    }
    for communes in provinces.values_mut() {
        communes.sort_by_cached_key(|name| content::text::sort_key(name));
    }
    let lists = serde_json::to_string(&provinces).expect("names are a JSON value");
    DataText::text(format!("self.motcuaDonVi={lists};\n"))
}
