use std::collections::BTreeSet;

/// What a page points to and can be pointed at.
#[derive(Debug, Default)]
pub struct Marks {
    /// Values of `href`, `src` and `action`, decoded, in order.
    pub links: Vec<String>,
    /// Values of `id`.
    pub ids: Vec<String>,
}

/// The marks of `page`, which our own templates made: quoted attributes, text escaped.
pub fn marks(page: &str) -> Marks {
    let mut marks = Marks::default();
    for tag in page.split('<').skip(1).filter_map(|rest| rest.split_once('>').map(|(tag, _)| tag)) {
        for (attribute, value) in attributes(tag) {
            match attribute {
                "href" | "src" | "action" => {
                    marks.links.push(value.replace("&amp;", "&").replace("&#x2F;", "/"))
                }
                "id" => marks.ids.push(value.to_owned()),
                _ => {}
            }
        }
    }
    marks
}

fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = tag;
    std::iter::from_fn(move || {
        let (name, after) = rest.split_once("=\"")?;
        let (value, after) = after.split_once('"')?;
        rest = after;
        Some((name.rsplit([' ', '\n']).next().unwrap_or(name), value))
    })
}

/// Where `link` on the page at `address` leads inside the site: the file, and the place in it. `None`: another site.
/// `root` is the path of the site on its host, for links that begin there.
pub fn target(address: &str, link: &str, root: &str) -> Option<(String, Option<String>)> {
    if link.starts_with("//") || link.split(['/', '?', '#']).next().is_some_and(|first| first.contains(':')) {
        return None;
    }
    let (path, place) = link.split_once('#').map_or((link, None), |(path, place)| (path, Some(place)));
    let path = path.split('?').next().unwrap_or_default();
    let mut parts: Vec<&str> = address.split('/').collect();
    let file = parts.pop().unwrap_or_default();
    if let Some(path) = path.strip_prefix(root).filter(|_| link.starts_with('/')) {
        parts = path.split('/').collect();
    } else if path.is_empty() {
        parts.push(file);
    } else {
        for part in path.split('/') {
            match part {
                "." => {}
                // More `..` than folders would leave the site: kept, so that it leads nowhere.
                ".." if parts.last().is_some_and(|last| *last != "..") => {
                    parts.pop();
                }
                part => parts.push(part),
            }
        }
        if path.ends_with("..") || path == "." {
            parts.push("");
        }
    }
    let mut file = parts.join("/");
    if file.is_empty() || file.ends_with('/') {
        file.push_str("index.html");
    }
    Some((file, place.filter(|place| !place.is_empty()).map(str::to_owned)))
}

/// Values that stand more than once.
pub fn repeated(values: &[String]) -> BTreeSet<&str> {
    let mut seen = BTreeSet::new();
    values.iter().map(String::as_str).filter(|value| !seen.insert(*value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_where_a_browser_would_go() {
        let to = |link: &str| target("a/b/index.html", link, "/").map(|(file, _)| file);
        assert_eq!(to("../c/").as_deref(), Some("a/c/index.html"));
        assert_eq!(to("../../").as_deref(), Some("index.html"));
        assert_eq!(to("..").as_deref(), Some("a/index.html"));
        assert_eq!(to("./").as_deref(), Some("a/b/index.html"));
        assert_eq!(to("#x").as_deref(), Some("a/b/index.html"));
        assert_eq!(to("index.json?v=1#x").as_deref(), Some("a/b/index.json"));
        assert_eq!(to("../../../x").as_deref(), Some("../x"));
        assert_eq!(to("/c/").as_deref(), Some("c/index.html"));
        assert_eq!(to("https://cong.example/"), None);
        assert_eq!(to("mailto:a@b.example"), None);
    }

    #[test]
    fn marks_are_found() {
        let marks =
            marks("<a id=\"x\" class=\"y\" href=\"?a=1&amp;b=2\">href=&quot;no</a><img src=\"i.png\">");
        assert_eq!((marks.links, marks.ids), (vec!["?a=1&b=2".into(), "i.png".into()], vec!["x".into()]));
    }
}
