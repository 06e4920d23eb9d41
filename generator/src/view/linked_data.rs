//! JSON-LD in the words of schema.org, for programs that read pages.

use content::{OneOrMany, Procedure, Time, TimeUnit};
use serde::{Serialize, Serializer};

use super::{Crumb, Head, Scope, place};

const CONTEXT: &str = "https://schema.org";

/// The way to a page, with the page itself at its end.
pub(super) fn breadcrumbs(scope: &Scope, crumbs: &[Crumb], title: &str) -> String {
    script(&Contextual { context: CONTEXT, node: trail(scope, crumbs, title) })
}

/// The site itself and its search; only absolute addresses mean anything here.
pub(super) fn site(scope: &Scope) -> Option<String> {
    let base = scope.plan.options.base_url.as_ref()?;
    Some(script(&serde_json::json!({
        "@context": CONTEXT, "@type": "WebSite", "name": scope.plan.catalogue.site.name, "url": base, "inLanguage": "vi",
        "potentialAction": {
            "@type": "SearchAction", "target": format!("{base}tim/?q={{q}}"), "query-input": "required name=q"
        }
    })))
}

/// A procedure as a service of government.
pub(super) fn procedure(scope: &Scope, procedure: &Procedure, head: &Head, title: &str) -> String {
    let catalogue = scope.plan.catalogue;
    let agencies = &procedure.agencies;
    let organisations = |ids: &OneOrMany<String>| {
        let known = ids.iter().filter_map(|id| catalogue.agencies.get(id));
        Several(known.map(|agency| Node::named("GovernmentOrganization", &agency.name)).collect())
    };
    let channels = procedure.channels.iter().map(|channel| Channel {
        kind: "ServiceChannel",
        name: super::sentence(place::via(scope, channel.via)),
        processing_time: match channel.time.0.as_slice() {
            [time] => duration(time),
            _ => None,
        },
    });
    let service = Service {
        kind: "GovernmentService",
        identifier: procedure.code.as_str(),
        name: &procedure.name,
        description: procedure.summary.as_deref(),
        url: head.canonical.as_deref(),
        category: catalogue.fields.get(&procedure.field).map(|field| field.name.as_str()),
        jurisdiction: Node::named("AdministrativeArea", "Việt Nam"),
        provider: organisations(if agencies.decides.is_empty() {
            &agencies.executes
        } else {
            &agencies.decides
        }),
        service_operator: organisations(&agencies.receives),
        audience: Several(
            procedure
                .audience
                .iter()
                .map(|audience| Audience { kind: "Audience", audience_type: audience.name() })
                .collect(),
        ),
        service_output: Several(
            procedure.results.iter().map(|result| Node::named("Thing", &result.name)).collect(),
        ),
        available_channel: Several(channels.collect()),
    };
    script(&Graph { context: CONTEXT, graph: (service, trail(scope, &head.crumbs, title)) })
}

#[derive(Serialize)]
struct Contextual<T> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(flatten)]
    node: T,
}

#[derive(Serialize)]
struct Graph<T> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: T,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Service<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    identifier: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<&'a str>,
    jurisdiction: Node<'a>,
    #[serde(skip_serializing_if = "Several::is_empty")]
    provider: Several<Node<'a>>,
    #[serde(skip_serializing_if = "Several::is_empty")]
    service_operator: Several<Node<'a>>,
    #[serde(skip_serializing_if = "Several::is_empty")]
    audience: Several<Audience>,
    #[serde(skip_serializing_if = "Several::is_empty")]
    service_output: Several<Node<'a>>,
    #[serde(skip_serializing_if = "Several::is_empty")]
    available_channel: Several<Channel>,
}

#[derive(Serialize)]
struct Node<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
}

impl<'a> Node<'a> {
    fn named(kind: &'static str, name: &'a str) -> Self {
        Node { kind, name }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Audience {
    #[serde(rename = "@type")]
    kind: &'static str,
    audience_type: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Channel {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    processing_time: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Trail<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    item_list_element: Vec<Step<'a>>,
}

#[derive(Serialize)]
struct Step<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    position: usize,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<String>,
}

/// One value stands alone, several in a list.
struct Several<T>(Vec<T>);

impl<T> Several<T> {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: Serialize> Serialize for Several<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [one] => one.serialize(serializer),
            all => all.serialize(serializer),
        }
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

fn trail<'a>(scope: &Scope, crumbs: &'a [Crumb], title: &'a str) -> Trail<'a> {
    let base = scope.plan.options.base_url.as_deref();
    let above = crumbs.iter().map(|crumb| {
        let item =
            base.map_or_else(|| crumb.href.clone(), |base| absolute(base, &scope.address, &crumb.href));
        (crumb.name.as_str(), Some(item))
    });
    let steps = above.chain([(title, None)]).enumerate();
    Trail {
        kind: "BreadcrumbList",
        item_list_element: steps
            .map(|(at, (name, item))| Step { kind: "ListItem", position: at + 1, name, item })
            .collect(),
    }
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

/// JSON that can't end the `<script>` it stands in.
fn script(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("nodes are JSON values").replace('<', "\\u003c")
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
        assert_eq!(script(&"</script>"), "\"\\u003c/script>\"");
    }

    #[test]
    fn one_of_several_stands_alone() {
        assert_eq!(script(&Several(vec![1])), "1");
        assert_eq!(script(&Several(vec![1, 2])), "[1,2]");
    }
}
