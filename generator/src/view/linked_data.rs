//! JSON-LD in the words of schema.org, for programs that read pages.

use content::{Procedure, Time, TimeUnit};
use serde_json::{Map, Value, json};

use super::{Crumb, Head, Scope, place};

/// The way to a page, with the page itself at its end.
pub(super) fn breadcrumbs(scope: &Scope, crumbs: &[Crumb], title: &str) -> String {
    script(&with_context(trail(scope, crumbs, title)))
}

/// The site itself and its search; only absolute addresses mean anything here.
pub(super) fn site(scope: &Scope) -> Option<String> {
    let base = scope.plan.options.base_url.as_ref()?;
    Some(script(&with_context(json!({
        "@type": "WebSite", "name": scope.plan.catalogue.site.name, "url": base, "inLanguage": "vi",
        "potentialAction": {
            "@type": "SearchAction", "target": format!("{base}tim/?q={{q}}"), "query-input": "required name=q"
        }
    }))))
}

/// A procedure as a service of government.
pub(super) fn procedure(scope: &Scope, procedure: &Procedure, head: &Head, title: &str) -> String {
    let mut service = Map::new();
    service.insert("@type".into(), "GovernmentService".into());
    service.insert("identifier".into(), procedure.code.as_str().into());
    service.insert("name".into(), procedure.name.as_str().into());
    if let Some(summary) = &procedure.summary {
        service.insert("description".into(), summary.as_str().into());
    }
    if let Some(canonical) = &head.canonical {
        service.insert("url".into(), canonical.as_str().into());
    }
    let field = scope.plan.catalogue.fields.get(&procedure.field);
    if let Some(field) = field {
        service.insert("category".into(), field.name.as_str().into());
    }
    service.insert("jurisdiction".into(), json!({ "@type": "AdministrativeArea", "name": "Việt Nam" }));
    let agencies = &procedure.agencies;
    let named = |ids: &content::OneOrMany<String>| -> Vec<Value> {
        let known = ids.iter().filter_map(|id| scope.plan.catalogue.agencies.get(id));
        known.map(|agency| json!({ "@type": "GovernmentOrganization", "name": agency.name })).collect()
    };
    let provider = if agencies.decides.is_empty() { &agencies.executes } else { &agencies.decides };
    one_or_list(&mut service, "provider", named(provider));
    one_or_list(&mut service, "serviceOperator", named(&agencies.receives));
    let audience = procedure
        .audience
        .iter()
        .map(|audience| json!({ "@type": "Audience", "audienceType": audience.name() }));
    one_or_list(&mut service, "audience", audience.collect());
    let results = procedure.results.iter().map(|result| json!({ "@type": "Thing", "name": result.name }));
    one_or_list(&mut service, "serviceOutput", results.collect());
    let channels = procedure.channels.iter().map(|channel| {
        let mut node = Map::new();
        node.insert("@type".into(), "ServiceChannel".into());
        node.insert("name".into(), super::sentence(place::via(scope, channel.via)).into());
        if let [time] = channel.time.0.as_slice()
            && let Some(duration) = duration(time)
        {
            node.insert("processingTime".into(), duration.into());
        }
        Value::Object(node)
    });
    one_or_list(&mut service, "availableChannel", channels.collect());
    let crumbs = trail(scope, &head.crumbs, title);
    script(&json!({ "@context": "https://schema.org", "@graph": [service, crumbs] }))
}

fn one_or_list(node: &mut Map<String, Value>, key: &str, mut values: Vec<Value>) {
    match values.len() {
        0 => {}
        1 => drop(node.insert(key.to_owned(), values.remove(0))),
        _ => drop(node.insert(key.to_owned(), Value::Array(values))),
    }
}

/// ISO 8601. Working days have no duration of their own, so they are left out.
fn duration(time: &Time) -> Option<String> {
    let amount = time.amount?;
    match time.unit? {
        TimeUnit::WorkingDay => None,
        TimeUnit::Day => Some(format!("P{amount}D")),
        TimeUnit::Hour => Some(format!("PT{amount}H")),
        TimeUnit::Month => Some(format!("P{amount}M")),
    }
}

fn trail(scope: &Scope, crumbs: &[Crumb], title: &str) -> Value {
    let base = scope.plan.options.base_url.as_deref();
    let mut items: Vec<Value> = crumbs
        .iter()
        .enumerate()
        .map(|(at, crumb)| {
            let item =
                base.map_or_else(|| crumb.href.clone(), |base| absolute(base, &scope.address, &crumb.href));
            json!({ "@type": "ListItem", "position": at + 1, "name": crumb.name, "item": item })
        })
        .collect();
    items.push(json!({ "@type": "ListItem", "position": items.len() + 1, "name": title }));
    json!({ "@type": "BreadcrumbList", "itemListElement": items })
}

/// `href` of the page at `address`, counted from `base`.
fn absolute(base: &str, address: &str, href: &str) -> String {
    let mut folders: Vec<&str> = address.split('/').collect();
    folders.pop();
    let mut rest = href.strip_prefix("./").unwrap_or(href);
    while let Some(shorter) = rest.strip_prefix("../") {
        folders.pop();
        rest = shorter;
    }
    let above = folders.iter().map(|folder| format!("{folder}/")).collect::<String>();
    format!("{base}{above}{rest}")
}

fn with_context(mut node: Value) -> Value {
    node["@context"] = "https://schema.org".into();
    node
}

/// JSON that can't end the `<script>` it stands in.
fn script(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_links_become_absolute() {
        assert_eq!(
            absolute("https://a.vn/x/", "thu-tuc/1/", "../../linh-vuc/ho-tich/"),
            "https://a.vn/x/linh-vuc/ho-tich/"
        );
        assert_eq!(absolute("https://a.vn/", "", "./"), "https://a.vn/");
    }

    #[test]
    fn a_name_cannot_end_the_script() {
        assert_eq!(script(&json!("</script>")), "\"\\u003c/script>\"");
    }
}
