//! Promises about the whole site of the real content.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;
use std::sync::LazyLock;

use generator::{Options, Theme};
use tests::html::{Marks, marks, repeated, target};
use tests::{real_content, site};

type Files = BTreeMap<String, Vec<u8>>;

static SITE: LazyLock<Files> = LazyLock::new(|| real_site(&Options::default()));

fn real_site(options: &Options) -> Files {
    let theme = Theme::load(None).expect("the built-in theme is whole");
    let content = real_content();
    let catalogue = generator::parse(&generator::read(&content)).expect("our own content is whole");
    let mut files = site(&content, &theme, options).expect("the built-in theme fits");
    let index = generator::search::Index::build(&catalogue).expect("an index in memory");
    files.extend(index.files(theme.words()).into_iter().map(|file| (file.address, file.bytes)));
    files
}

fn pages(files: &Files) -> BTreeMap<&str, (&str, Marks)> {
    let pages = files.iter().filter(|(address, _)| address.ends_with(".html"));
    pages
        .map(|(address, bytes)| {
            let text = std::str::from_utf8(bytes).expect("a page is UTF-8");
            (address.as_str(), (text, marks(text)))
        })
        .collect()
}

/// Links of `files` that lead nowhere; `root` is the site's path on its host.
fn dead_links(files: &Files, root: &str) -> Vec<String> {
    let pages = pages(files);
    let ids: BTreeMap<&str, BTreeSet<&str>> = pages
        .iter()
        .map(|(address, (_, marks))| (*address, marks.ids.iter().map(String::as_str).collect()))
        .collect();
    let mut dead = Vec::new();
    for (address, (_, marks)) in &pages {
        for link in &marks.links {
            let Some((file, place)) = target(address, link, root) else { continue };
            // 404.html is shown at any address, so only links from the root of the host are sure.
            let sure = *address != "404.html" || link.starts_with(['/', '#']);
            let there = files.contains_key(&file);
            let found = place
                .is_none_or(|place| ids.get(file.as_str()).is_some_and(|ids| ids.contains(place.as_str())));
            if !(sure && there && found) {
                dead.push(format!("{address}: {link}"));
            }
        }
    }
    dead
}

#[test]
fn every_link_and_anchor_leads_somewhere() {
    let dead = dead_links(&SITE, "/");
    assert!(dead.is_empty(), "{} links lead nowhere, such as {:#?}", dead.len(), &dead[..dead.len().min(20)]);
}

#[test]
fn every_link_of_a_portable_site_names_a_file() {
    let files = real_site(&Options { portable: true, ..Options::default() });
    let dead = dead_links(&files, "/");
    assert!(dead.is_empty(), "{} links lead nowhere, such as {:#?}", dead.len(), &dead[..dead.len().min(20)]);
    for (address, (_, marks)) in pages(&files) {
        let folder = marks.links.iter().find(|link| {
            target(address, link, "/").is_some()
                && link.split(['?', '#']).next().is_some_and(|path| path.ends_with('/'))
        });
        // No server shows 404.html from a USB stick.
        assert!(folder.is_none() || address == "404.html", "{address} links to the folder {folder:?}");
    }
}

#[test]
fn links_of_a_site_below_a_path_stay_below_it() {
    let options = Options {
        base_url: Some("https://vidu.example/a/b/".to_owned()),
        base_path: "/a/b/".to_owned(),
        ..Options::default()
    };
    let files = real_site(&options);
    let dead = dead_links(&files, "/a/b/");
    assert!(dead.is_empty(), "{} links lead nowhere, such as {:#?}", dead.len(), &dead[..dead.len().min(20)]);
    for (address, (_, marks)) in pages(&files).into_iter().filter(|(address, _)| *address != "404.html") {
        let rooted = marks.links.iter().find(|link| link.starts_with('/'));
        assert!(rooted.is_none(), "{address}: {rooted:?} is not relative");
    }
}

#[test]
fn every_procedure_is_three_clicks_from_home_without_search() {
    let pages = pages(&SITE);
    let mut clicks: BTreeMap<String, usize> = BTreeMap::from([("index.html".to_owned(), 0)]);
    let mut next = VecDeque::from(["index.html".to_owned()]);
    while let Some(address) = next.pop_front() {
        let Some((_, marks)) = pages.get(address.as_str()) else { continue };
        let further = clicks[&address] + 1;
        for (file, _) in marks.links.iter().filter_map(|link| target(&address, link, "/")) {
            if !clicks.contains_key(&file) {
                clicks.insert(file.clone(), further);
                next.push_back(file);
            }
        }
    }
    let far: Vec<&str> = pages
        .keys()
        .filter(|address| address.starts_with("thu-tuc/"))
        .filter(|address| clicks.get(**address).is_none_or(|clicks| *clicks > 3))
        .copied()
        .collect();
    assert!(far.is_empty(), "{} pages are farther, such as {:?}", far.len(), &far[..far.len().min(10)]);
    let lost: Vec<&&str> =
        pages.keys().filter(|address| **address != "404.html" && !clicks.contains_key(**address)).collect();
    assert!(
        lost.is_empty(),
        "no way leads to {} pages, such as {:?}",
        lost.len(),
        &lost[..lost.len().min(10)]
    );
}

#[test]
fn an_id_stands_once_in_a_page() {
    for (address, (_, marks)) in pages(&SITE) {
        assert_eq!(repeated(&marks.ids), BTreeSet::new(), "{address}");
    }
}

#[test]
fn no_page_loads_anything_from_elsewhere_or_carries_a_script() {
    for (address, (text, _)) in pages(&SITE) {
        for tag in text.split('<').filter_map(|rest| rest.split_once('>').map(|(tag, _)| tag)) {
            let loads = [
                "script",
                "link rel=\"stylesheet\"",
                "link rel=\"icon\"",
                "img",
                "iframe",
                "source",
                "object",
                "embed",
            ];
            if loads.iter().any(|kind| tag.starts_with(kind)) {
                assert!(!tag.contains("://") && !tag.contains("\"//"), "{address}: <{tag}>");
            }
            let inline = tag.starts_with("style")
                || tag.contains(" style=\"")
                || tag.contains(" onclick=")
                || tag == "script";
            assert!(!inline, "{address}: <{tag}>");
        }
        assert!(!text.to_lowercase().contains("href=\"javascript:"), "{address}");
    }
}

#[test]
fn every_page_has_its_data_beside_it() {
    // A request repeats the record of its procedure, whose data stands one folder above.
    let has_data = |address: &str| address != "404.html" && !address.ends_with("/don/index.html");
    for (address, _) in pages(&SITE).into_iter().filter(|(address, _)| has_data(address)) {
        let beside = address.replace("index.html", "index.json");
        let bytes = SITE.get(&beside).unwrap_or_else(|| panic!("{beside} is missing"));
        let data: serde_json::Value =
            serde_json::from_slice(bytes).unwrap_or_else(|error| panic!("{beside}: {error}"));
        assert!(data.is_object(), "{beside}");
    }
}

#[test]
fn linked_data_of_pages_is_good_json() {
    let mut services = 0;
    for (address, (text, _)) in pages(&SITE) {
        for data in text.split("<script type=\"application/ld+json\">").skip(1) {
            let data = data.split("</script>").next().expect("split gives at least one part");
            let data: serde_json::Value =
                serde_json::from_str(data).unwrap_or_else(|error| panic!("{address}: {error}"));
            services += usize::from(data.to_string().contains("GovernmentService"));
        }
    }
    assert!(services > 1_800, "{services} pages describe a service");
}

#[test]
fn every_page_says_that_it_is_not_official_and_where_the_portal_is() {
    for (address, (text, marks)) in pages(&SITE) {
        assert!(text.contains("không phải"), "{address} says nothing of being unofficial");
        assert!(marks.links.iter().any(|link| link.starts_with("https://dichvucong.gov.vn")), "{address}");
    }
}

#[test]
fn titles_of_one_kind_differ_and_every_page_has_one_heading() {
    // A field and an agency may bear one name, and so may several procedures: their codes differ.
    let mut titles: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    for (address, (text, _)) in pages(&SITE) {
        let title = text
            .split("<title>")
            .nth(1)
            .and_then(|rest| rest.split("</title>").next())
            .expect("a page has a title");
        let kind = address.split('/').next().unwrap_or_default();
        let other = titles.insert((kind, title), address).filter(|_| kind != "thu-tuc");
        if let Some(other) = other {
            panic!("{address} and {other} have one title: {title}");
        }
        assert_eq!(text.matches("<h1").count(), 1, "{address}");
    }
}

#[test]
fn two_builds_are_equal_whatever_the_threads() {
    let pool =
        |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be made");
    let [one, seven] = [1, 7].map(|threads| pool(threads).install(|| real_site(&Options::default())));
    assert!(one == seven, "one thread and seven made different sites");
    assert!(one == *SITE, "a second build made another site");
}

#[test]
fn a_page_alone_is_what_the_whole_build_makes() {
    let catalogue = generator::parse(&generator::read(&real_content())).expect("the content is whole");
    let options = Options::default();
    let plan = generator::plan(&catalogue, &options);
    let theme = Theme::load(None).expect("the built-in theme is whole");
    for page in plan.pages.iter().step_by(97) {
        for file in generator::render_page(&plan, &theme, page).expect("the built-in theme fits") {
            assert!(SITE.get(&file.address) == Some(&file.bytes), "{}", file.address);
        }
    }
}

#[test]
fn nothing_of_this_machine_is_in_the_site() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("tests stands in the project")
        .display()
        .to_string();
    for (address, bytes) in SITE.iter() {
        assert!(!String::from_utf8_lossy(bytes).contains(&here), "{address} names {here}");
    }
}
