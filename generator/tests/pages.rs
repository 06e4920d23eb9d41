//! What a reader of the pages would notice.

mod sample;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Mutex;

use generator::{Options, Theme, plan, render};

type Site = BTreeMap<String, String>;

/// The sample as a map from address to text.
fn site(options: &Options) -> Site {
    let catalogue = sample::catalogue();
    let plan = plan(&catalogue, options);
    let theme = Theme::load(None).unwrap_or_else(|error| panic!("{error}"));
    let files = Mutex::new(Site::new());
    render(&plan, &theme, &|file| {
        let text = String::from_utf8(file.bytes).expect("every file is text");
        let before = files.lock().expect("no panic").insert(file.address.clone(), text);
        assert!(before.is_none(), "{} is written twice", file.address);
    })
    .unwrap_or_else(|error| panic!("{error}"));
    files.into_inner().expect("no panic")
}

fn pages(site: &Site) -> impl Iterator<Item = (&String, &String)> {
    site.iter().filter(|(address, _)| address.ends_with(".html"))
}

fn page<'s>(site: &'s Site, code: &str) -> &'s str {
    &site[&format!("thu-tuc/{code}/index.html")]
}

/// Values of `attribute`, with the four entities that stand in addresses resolved.
fn values<'s>(html: &'s str, attribute: &'s str) -> impl Iterator<Item = String> + 's {
    let mark = format!(" {attribute}=\"");
    let mut rest = html;
    std::iter::from_fn(move || {
        let at = rest.find(&mark)? + mark.len();
        let (value, after) = rest[at..].split_at(rest[at..].find('"')?);
        rest = after;
        Some(value.replace("&amp;", "&"))
    })
}

/// Where `link` of the page at `from` leads: a file of the site and an anchor. `None` for other hosts.
fn resolve(from: &str, link: &str, base_path: &str) -> Option<(String, Option<String>)> {
    if link.contains("://") || link.starts_with("mailto:") {
        return None;
    }
    let (path, anchor) =
        link.split_once('#').map_or((link, None), |(path, anchor)| (path, Some(anchor.to_owned())));
    let path = path.split('?').next().unwrap_or_default();
    if path.is_empty() {
        return Some((from.to_owned(), anchor));
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    let path = match path.strip_prefix(base_path).filter(|_| path.starts_with('/')) {
        Some(path) => {
            parts.clear();
            path
        }
        None => path,
    };
    for part in path.split('/') {
        match part {
            ".." => drop(parts.pop().unwrap_or_else(|| panic!("{link} of {from} climbs out of the site"))),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    let file = parts.join("/");
    let is_folder = path.ends_with('/') || path.is_empty() || path.ends_with("..") || path == ".";
    let file = match (is_folder, file.is_empty()) {
        (true, true) => "index.html".to_owned(),
        (true, false) => format!("{file}/index.html"),
        _ => file,
    };
    Some((file, anchor))
}

fn check_links(options: &Options) {
    let catalogue = sample::catalogue();
    let documents: BTreeSet<String> =
        plan(&catalogue, options).pages.iter().flat_map(generator::document_addresses).collect();
    let site = site(options);
    for (address, html) in pages(&site) {
        let links = values(html, "href").chain(values(html, "src")).chain(values(html, "action"));
        for link in links {
            let Some((file, anchor)) = resolve(address, &link, &options.base_path) else { continue };
            // The search and the documents add their own files to a site.
            if documents.contains(&file) {
                continue;
            }
            if file.starts_with("tim/") && file.ends_with(".js") {
                continue;
            }
            // The function answers there.
            if file.starts_with("api/") {
                continue;
            }
            let target = site
                .get(&file)
                .unwrap_or_else(|| panic!("{link} of {address} leads to {file}, which is not there"));
            // An address that was taken from an unsafe link leads to the top of its page.
            if let Some(anchor) = anchor.filter(|anchor| !anchor.is_empty()) {
                assert!(
                    target.contains(&format!("id=\"{anchor}\"")),
                    "{link} of {address}: {file} has no such part"
                );
            }
            if options.portable && address != "404.html" {
                assert!(!link.ends_with('/') && link != "./", "{link} of {address} names no file");
            }
        }
    }
}

#[test]
fn every_link_leads_somewhere() {
    check_links(&Options::default());
}

/// A site from which dossiers are sent, for a trial.
fn sending() -> Options {
    Options { submission: Some(content::Submission::Demo), ..Options::default() }
}

#[test]
fn every_link_leads_somewhere_where_dossiers_are_sent() {
    check_links(&sending());
}

#[test]
fn a_page_for_sending_asks_for_what_the_function_takes() {
    let catalogue = sample::catalogue();
    let (intake, site) = (generator::intake(&catalogue), site(&sending()));
    for code in catalogue.procedures.keys() {
        let html = &site[&format!("nop/{code}/index.html")];
        let asked = intake.procedure(code, intake.as_of).expect("it is in force");
        let offices: Vec<&str> = intake.offices(asked, intake.as_of).map(|(id, _)| id).collect();
        if offices.is_empty() {
            assert!(!html.contains("<form id=\"nop\""), "{code}: nobody receives it");
            continue;
        }
        assert!(html.contains("Bản chạy thử") && html.contains("action=\"../../api/dossiers\""), "{code}");
        for id in offices {
            assert!(html.contains(&format!("value=\"{id}\"")), "{code}: {id}");
        }
        let mut boxes: Vec<String> = Vec::new();
        for (case, at) in asked.cases.iter().zip(1..) {
            let papers = case.papers.iter().zip(1..).filter(|(paper, _)| !paper.show_only);
            boxes.extend(papers.map(|(_, number)| match asked.cases.len() {
                1 => format!("paper.{number}"),
                _ => format!("paper.{at}.{number}"),
            }));
        }
        let names: Vec<String> = values(html, "name").collect();
        let shown: Vec<&String> = names.iter().filter(|name| name.starts_with("paper.")).collect();
        assert_eq!(shown.len(), boxes.len(), "{code}: {shown:?}");
        assert!(boxes.iter().all(|name| names.contains(name)), "{code}: {boxes:?}");
        for name in names.iter().filter_map(|name| name.strip_prefix("field.")) {
            let (form, field) = name.split_once('.').expect("a form and a field");
            let id = field.split('.').next().unwrap_or_default();
            let people: BTreeMap<String, content::form::Form> =
                serde_json::from_str(content::intake::PEOPLE).expect("it is JSON");
            let form = people.get(form).or_else(|| intake.forms.get(form)).expect("a form that is asked for");
            assert!(form.field(id).is_some(), "{code}: nobody asks for {name}");
        }
    }
}

#[test]
fn where_nothing_is_sent_no_page_offers_it() {
    let site = site(&Options::default());
    assert!(!site.keys().any(|address| address.starts_with("nop/1.") || address.starts_with("nop/mau")));
    assert!(site["nop/index.html"].contains("Trang này không nhận hồ sơ."));
    assert!(!site["tra-cuu/index.html"].contains("<form id=\"tra-cuu\""));
    assert!(site.values().all(|html| !html.contains("../../nop/1.")));
}

#[test]
fn every_link_of_a_portable_site_names_a_file() {
    check_links(&Options { portable: true, ..Options::default() });
}

#[test]
fn a_site_below_a_path_links_inside_it_from_its_404_page() {
    let options = Options { base_path: "/mot/cua/".into(), ..Options::default() };
    check_links(&options);
    let site = site(&options);
    let links: Vec<String> = values(&site["404.html"], "href")
        .filter(|link| !link.contains("://") && !link.starts_with("mailto:"))
        .collect();
    assert!(links.iter().all(|link| link.starts_with("/mot/cua/") || link.starts_with('#')), "{links:?}");
}

#[test]
fn every_procedure_is_within_three_clicks_of_home() {
    let site = site(&Options::default());
    let mut clicks: BTreeMap<String, usize> = BTreeMap::from([("index.html".to_owned(), 0)]);
    let mut queue = VecDeque::from(["index.html".to_owned()]);
    while let Some(address) = queue.pop_front() {
        let so_far = clicks[&address];
        for link in values(&site[&address], "href") {
            let Some((file, _)) = resolve(&address, &link, "/") else { continue };
            if file.ends_with(".html") && !clicks.contains_key(&file) {
                clicks.insert(file.clone(), so_far + 1);
                queue.push_back(file);
            }
        }
    }
    for (address, _) in pages(&site).filter(|(address, _)| *address != "404.html") {
        let needed = clicks.get(address).unwrap_or_else(|| panic!("no way leads to {address}"));
        assert!(*needed <= 4, "{address} is {needed} clicks away");
    }
    for code in [
        sample::TYPICAL,
        sample::MINIMAL,
        sample::UNCLEAR,
        sample::MANY_CASES,
        sample::LONG_NAME,
        sample::HOSTILE,
    ] {
        assert!(clicks[&format!("thu-tuc/{code}/index.html")] <= 3);
    }
}

#[test]
fn pages_hold_no_style_and_no_script_of_their_own() {
    let site = site(&Options { base_url: Some("https://thu.example/".into()), ..Options::default() });
    for (address, html) in pages(&site) {
        for tag in html.split('<').map(|tag| tag.split('>').next().unwrap_or_default()) {
            assert!(!tag.starts_with("style"), "{address} has a style element");
            assert!(
                !tag.starts_with("script") || tag.contains(" src=") || tag.contains("application/ld+json"),
                "{address}: <{tag}>"
            );
            assert!(!tag.contains(" style=") && !tag.contains(" on"), "{address}: <{tag}>");
        }
        assert!(!html.contains("javascript:\""), "{address} has a javascript: link");
    }
}

#[test]
fn no_page_asks_another_host_for_anything() {
    let site = site(&Options::default());
    for (address, html) in pages(&site) {
        assert!(values(html, "src").all(|link| !link.contains("//")), "{address}");
        for tag in html.split("<link ").skip(1) {
            assert!(!tag.split('>').next().unwrap_or_default().contains("//"), "{address}: <link {tag}");
        }
    }
    let style = &site["giao-dien/style.css"];
    assert!(
        !style.contains("@import") && style.matches("url(").count() == style.matches("url(\"data:").count()
    );
}

#[test]
fn two_renders_are_equal_whatever_the_threads() {
    let with_threads = |count| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(count).build().expect("threads can be made");
        pool.install(|| site(&Options::default()))
    };
    assert!(with_threads(1) == with_threads(7));
}

#[test]
fn ids_are_unique_and_every_page_has_one_heading_of_the_first_level() {
    for (address, html) in pages(&site(&Options::default())) {
        let mut seen = BTreeSet::new();
        for id in values(html, "id") {
            assert!(seen.insert(id.clone()), "{address} has two parts named {id}");
        }
        assert_eq!(html.matches("<h1").count(), 1, "{address}");
        assert_eq!(html.matches("<main").count(), 1, "{address}");
    }
}

#[test]
fn names_from_records_are_shown_and_never_obeyed() {
    let html = page(&site(&Options::default()), sample::HOSTILE).to_owned();
    assert!(!html.contains("<script>") && !html.contains("<img") && !html.contains("<b>đậm"));
    assert!(html.contains("“Đổi” &lt;/script&gt;"));
    let data = html
        .split("application/ld+json\">")
        .nth(1)
        .and_then(|rest| rest.split("</script>").next())
        .expect("data");
    let value: serde_json::Value = serde_json::from_str(data).expect("linked data is JSON");
    assert_eq!(value["@graph"][0]["name"], ". “Đổi” </script><script>alert(1)</script> & \"tên\"");
}

#[test]
fn what_a_record_lacks_has_no_heading_and_is_named_once() {
    let site = site(&Options::default());
    let html = page(&site, sample::MINIMAL);
    for id in
        ["ho-so", "cac-buoc", "phi", "chua-ro", "noi-nop", "dieu-kien", "ket-qua", "can-cu", "lien-quan"]
    {
        assert!(
            !html.contains(&format!("id=\"{id}\"")) && !html.contains(&format!("href=\"#{id}\"")),
            "{id}"
        );
    }
    let text = text(html);
    assert!(
        text.contains("Trang này chưa có: trình tự thực hiện, cách thức thực hiện, thành phần hồ sơ"),
        "{text}"
    );
}

#[test]
fn what_the_source_leaves_open_is_quoted_with_the_question_to_ask() {
    let text = text(page(&site(&Options::default()), sample::UNCLEAR));
    assert!(text.contains("Nguồn ghi: “0 đồng”"), "{text}");
    assert!(text.contains("Hãy hỏi: Tôi phải trả những khoản nào, mỗi khoản bao nhiêu?"), "{text}");
}

#[test]
fn fees_are_told_in_the_words_of_their_kind() {
    let text = text(page(&site(&Options::default()), sample::MANY_FEES));
    for words in [
        "1.500.000 đồng",
        "25 đô la Mỹ",
        "Do tỉnh quy định",
        "Xem mô tả",
        "0,1 % giá trị tài sản",
        "từ 01/01/2026 đến hết 31/12/2026",
        "Miễn phí",
        "99/2099/NĐ-CP",
    ] {
        assert!(text.contains(words), "{words} in\n{text}");
    }
}

#[test]
fn a_name_that_would_fill_the_screen_is_cut_in_the_heading_and_whole_below() {
    let site = site(&Options::default());
    let html = page(&site, sample::LONG_NAME);
    let heading = html.split("<h1").nth(1).and_then(|rest| rest.split("</h1>").next()).expect("a heading");
    assert!(heading.chars().count() < 200 && heading.ends_with('…'), "{heading}");
    assert!(html.contains(
        &"Đăng ký biến động đối với trường hợp thay đổi quyền sử dụng đất, quyền sở hữu tài sản; ".repeat(12)
    ));
}

#[test]
fn an_old_version_says_so_and_leads_to_the_one_in_force() {
    let site = site(&Options::default());
    let old = text(&site["thu-tuc/1.000006/ban-dau/index.html"]);
    assert!(old.contains("Bản này hết hiệu lực sau ngày 30/06/2025. Xem bản đang có hiệu lực"), "{old}");
    let coming = text(&site["thu-tuc/1.000006/2027-03-01/index.html"]);
    assert!(coming.contains("Bản này có hiệu lực từ ngày 01/03/2027."), "{coming}");
    let current = text(page(&site, sample::VERSIONS));
    assert!(
        !current.contains("Bản này") && current.contains("từ 01/07/2025 đến hết 28/02/2027"),
        "{current}"
    );
}

#[test]
fn facts_stand_beside_each_page_under_the_records_own_keys() {
    let site = site(&Options::default());
    for (address, _) in pages(&site).filter(|(address, _)| *address != "404.html") {
        let json = &site[&address.replace("index.html", "index.json")];
        let value: serde_json::Value =
            serde_json::from_str(json).unwrap_or_else(|error| panic!("{address}: {error}"));
        assert_eq!(value["address"], address.strip_suffix("index.html").unwrap_or_default());
        assert!(!json.contains("<p>"), "{address} has HTML in its facts");
    }
    let value: serde_json::Value = serde_json::from_str(&site["thu-tuc/1.001193/index.json"]).expect("JSON");
    assert_eq!(value["procedure"]["cases"][0]["components"][1]["one_of"], "viec-sinh");
    assert_eq!(value["procedure"]["conditions"], "none");
    assert_eq!(value["offered_level"], 1);
}

#[test]
fn a_site_that_knows_its_address_has_canonical_links_and_an_xml_map() {
    let known = site(&Options { base_url: Some("https://thu.example/mc/".into()), ..Options::default() });
    assert!(
        page(&known, sample::TYPICAL)
            .contains("<link rel=\"canonical\" href=\"https://thu.example/mc/thu-tuc/1.001193/\">")
    );
    assert!(known["sitemap.xml"].contains("<loc>https://thu.example/mc/linh-vuc/ho-tich/</loc>"));
    assert!(!known.contains_key("sitemap.txt"));
    let unknown = site(&Options::default());
    assert!(pages(&unknown).all(|(_, html)| !html.contains("canonical")));
    assert!(unknown["sitemap.txt"].lines().any(|line| line == "linh-vuc/ho-tich/"));
}

#[test]
fn a_template_that_asks_for_what_is_not_there_is_shown_with_the_names_that_are() {
    let folder = std::env::temp_dir().join(format!("motcua-theme-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("templates")).expect("a folder for the test");
    let broken = |text: &str| {
        std::fs::write(folder.join("templates/guide.html"), text).expect("a template for the test");
        let catalogue = sample::catalogue();
        let options = Options::default();
        let plan = plan(&catalogue, &options);
        Theme::load(Some(&folder))
            .and_then(|theme| render(&plan, &theme, &|_| ()))
            .expect_err("the template is wrong")
            .to_string()
    };
    let unknown = broken("<h1>{{ titel }}</h1>");
    assert!(
        unknown.contains("guide.html:1:8") && unknown.contains("^^^^^") && unknown.contains("title"),
        "{unknown}"
    );
    let nested = broken("<ul>\n{% for item in others %}{{ item.title }}{% endfor %}{{ head.titel }}</ul>");
    assert!(
        nested.contains("guide.html:2:") && nested.contains("^^^^^") && nested.contains("canonical"),
        "{nested}"
    );
    let syntax = broken("{% if title %}");
    assert!(syntax.contains("guide.html:1"), "{syntax}");
    std::fs::remove_dir_all(&folder).expect("the test's own folder");
}

#[test]
fn both_languages_have_the_same_words() {
    let keys = |json: &str| -> BTreeSet<String> {
        serde_json::from_str::<BTreeMap<String, String>>(json).expect("words are JSON").into_keys().collect()
    };
    assert_eq!(
        keys(include_str!("../../themes/default/words/vi.json")),
        keys(include_str!("../../themes/default/words/en.json"))
    );
}

#[test]
fn a_short_page_reads_like_this() {
    insta::assert_snapshot!(text(page(&site(&Options::default()), sample::TYPICAL)), @r"
    Đăng ký khai sinh
    Tên đầy đủ: Thủ tục đăng ký khai sinh
    Toàn trình Cấp xã Cấp tỉnh Mã thủ tục 1.001193
    Ghi tên con vào Sổ đăng ký khai sinh. Cha hoặc mẹ đi đăng ký trong 60 ngày.
    Thời hạn
    Trong ngày hoặc 2 ngày làm việc
    Xem mục Thời hạn và phí
    Phí, lệ phí
    Miễn phí
    Qua bưu điện: chưa rõ
    Nơi nộp
    Trung tâm Phục vụ hành chính công
    Trực tiếp, trực tuyến hoặc qua bưu điện
    Trực tuyến
    Toàn trình
    Trang này: mức 1
    Nộp trên Cổng dịch vụ công quốc gia
    Trong trang này
    Giấy tờ
    Các bước
    Thời hạn, phí
    Nơi nộp
    Điều kiện
    Kết quả
    Căn cứ
    Liên quan
    Nguồn
    Giấy tờ cần chuẩn bị
    Nộp 1 bộ hồ sơ.
    Phải nộp
    Tờ khai đăng ký khai sinh 1 bản chính Khi: nộp tại quầy
    Một trong các giấy tờ sau:
    Giấy chứng sinh 1 bản chính
    Giấy cam đoan về việc sinh 1 bản chính, 2 bản sao Khi: không có Giấy chứng sinh
    Mang theo để xuất trình
    Giấy tờ tùy thân 1 bản chính
    Còn hạn dùng.
    Lưu ý
    Ông bà đi thay thì không cần giấy ủy quyền.
    Các bước
    Bạn làm
    Chuẩn bị giấy tờ.
    Cơ quan làm
    Cán bộ kiểm tra hồ sơ, xem quyền của bạn.
    Thời hạn và phí
    Trực tiếp và trực tuyến
    Thời hạn: Trong ngày Nhận sau 15 giờ: trả vào ngày làm việc tiếp theo
    Phí, lệ phí: Miễn phí
    Qua bưu điện
    Thời hạn: 2 ngày làm việc
    Phí, lệ phí: chưa rõ, hãy hỏi khi nộp.
    Nơi nộp, nơi giải quyết
    Nơi nhận hồ sơ
    Trung tâm Phục vụ hành chính công
    Số 1 phố Thử
    0123
    Cơ quan quyết định
    Ủy ban nhân dân cấp xã
    Cách nộp
    Trực tiếp, trực tuyến hoặc qua bưu điện
    Ai làm được, điều kiện
    Đối tượng
    Công dân Việt Nam
    Người Việt Nam định cư ở nước ngoài
    Nguồn không nêu điều kiện riêng nào.
    Kết quả
    Giấy khai sinh (KQ.1)
    Căn cứ pháp lý
    60/2014/QH13 Luật Hộ tịch (20/11/2014)
    85/2019/TT-BTC Đã bị 60/2014/QH13 thay thế.
    Liên quan
    Cấp giấy cho nhiều trường hợp
    Sự kiện: Sinh con
    Về thủ tục và trang này
    Mã thủ tục
    1.001193
    Tên đầy đủ
    Thủ tục đăng ký khai sinh
    Lĩnh vực
    Hộ tịch
    Quyết định công bố
    163/QĐ-BTP
    Nguồn
    Cổng dịch vụ công quốc gia
    Đọc nguồn
    tháng 6 năm 2026
    Tình trạng trang
    Đã có người thứ hai kiểm với nguồn, 01/11/2026
    Thay đổi
    02/01/2026: Đổi thời hạn (163/QĐ-BTP)
    ");
}

/// The words of `<main>`, a line for each block, without what only a script shows.
fn text(html: &str) -> String {
    let main =
        html.split("<main").nth(1).and_then(|rest| rest.split_once('>')).map_or(html, |(_, rest)| rest);
    let main = main.split("</main>").next().unwrap_or_default();
    let mut lines = vec![String::new()];
    let mut hidden: Option<&str> = None;
    for piece in main.split('<').skip(1) {
        let (tag, words) = piece.split_once('>').unwrap_or((piece, ""));
        let name = tag.split([' ', '\n']).next().unwrap_or_default();
        if tag.ends_with(" hidden") || tag.contains(" hidden ") {
            hidden = Some(name);
        }
        if hidden.is_none() {
            if !matches!(
                name.trim_start_matches('/'),
                "a" | "b" | "span" | "label" | "input" | "summary" | "em" | "strong"
            ) {
                lines.push(String::new());
            }
            lines.last_mut().expect("there is a line").push_str(&words.replace('\n', " "));
        }
        if hidden.is_some_and(|hidden| name.strip_prefix('/') == Some(hidden)) {
            hidden = None;
        }
    }
    let unescaped = |line: String| {
        line.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
    };
    let lines =
        lines.into_iter().map(|line| unescaped(line.split_whitespace().collect::<Vec<_>>().join(" ")));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}
