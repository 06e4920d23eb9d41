use super::Options;

/// How one page names others: relative to itself, so that the site works under any path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Links {
    root: String,
    portable: bool,
}

impl Links {
    /// Links from the page at `address` (`thu-tuc/1.001193/`).
    pub fn from(address: &str, options: &Options) -> Self {
        Links { root: "../".repeat(address.matches('/').count()), portable: options.portable }
    }

    /// Links from a page that answers at every address.
    pub fn from_anywhere(options: &Options) -> Self {
        Links { root: options.base_path.clone(), portable: options.portable }
    }

    /// The way to the site's root: `""`, `"../../"` or, for a page that answers anywhere, `"/path/"`.
    pub fn root(&self) -> &str {
        &self.root
    }

    /// The link to `address`.
    pub fn to(&self, address: &str) -> String {
        let is_folder = address.is_empty() || address.ends_with('/');
        let mut link = String::with_capacity(self.root.len() + address.len() + 12);
        link.push_str(&self.root);
        link.push_str(address);
        if is_folder && self.portable {
            link.push_str("index.html");
        } else if link.is_empty() {
            link.push_str("./");
        }
        link
    }

    /// The link to a part of the page at `address`.
    pub fn to_part(&self, address: &str, id: &str) -> String {
        let mut link = self.to(address);
        link.push('#');
        link.push_str(id);
        link
    }

    /// `html` with its links made to fit: `/muc-do/` counts from the site's root, and folders get their
    /// `index.html` where the site is portable. Links to other hosts, anchors and files stay.
    pub fn fit(&self, html: String) -> String {
        const MARK: &str = "href=\"";
        if !html.contains(MARK) {
            return html;
        }
        let mut fitted = String::with_capacity(html.len() + 64);
        let mut rest = html.as_str();
        while let Some(at) = rest.find(MARK) {
            let (before, after) = rest.split_at(at + MARK.len());
            fitted.push_str(before);
            let (target, tail) = after.split_at(after.find('"').unwrap_or(after.len()));
            self.fit_target(target, &mut fitted);
            rest = tail;
        }
        fitted.push_str(rest);
        fitted
    }

    fn fit_target(&self, target: &str, fitted: &mut String) {
        let foreign = target.starts_with("//")
            || target.starts_with('#')
            || target.split(['/', '#', '?']).next().is_some_and(|head| head.contains(':'));
        if foreign {
            fitted.push_str(target);
            return;
        }
        let (path, part) = target.find(['#', '?']).map_or((target, ""), |at| target.split_at(at));
        match path.strip_prefix('/') {
            Some(address) => fitted.push_str(&self.to(address)),
            None => {
                fitted.push_str(path);
                if self.portable && path.ends_with('/') {
                    fitted.push_str("index.html");
                }
            }
        }
        fitted.push_str(part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_climb_to_the_root_and_portable_ones_name_the_file() {
        let options = Options::default();
        assert_eq!(Links::from("", &options).to(""), "./");
        assert_eq!(Links::from("", &options).to("tim/"), "tim/");
        assert_eq!(
            Links::from("thu-tuc/1.001193/", &options).to("linh-vuc/ho-tich/"),
            "../../linh-vuc/ho-tich/"
        );
        let portable = Options { portable: true, ..Options::default() };
        assert_eq!(Links::from("", &portable).to(""), "index.html");
        assert_eq!(Links::from("tim/", &portable).to("can-cu/"), "../can-cu/index.html");
        assert_eq!(Links::from("tim/", &portable).to_part("thu-tuc/", "a"), "../thu-tuc/index.html#a");
        assert_eq!(Links::from("tim/", &portable).to("giao-dien/style.css"), "../giao-dien/style.css");
    }

    #[test]
    fn links_in_prose_are_fitted_and_foreign_ones_stay() {
        let portable = Options { portable: true, ..Options::default() };
        let links = Links::from("huong-dan/quyen/", &portable);
        let fitted = |html: &str| links.fit(html.to_owned());
        assert_eq!(fitted(r#"<a href="/muc-do/#m1">x</a>"#), r#"<a href="../../muc-do/index.html#m1">x</a>"#);
        assert_eq!(fitted(r#"<a href="../khac/">x</a>"#), r#"<a href="../khac/index.html">x</a>"#);
        assert_eq!(
            fitted(r#"<a href="https://dichvucong.gov.vn/">x</a>"#),
            r#"<a href="https://dichvucong.gov.vn/">x</a>"#
        );
        assert_eq!(fitted("<p>x</p>"), "<p>x</p>");
    }
}
