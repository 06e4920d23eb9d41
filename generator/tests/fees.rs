//! What the four answers at the top of a page say of fees, and which codes in a text lead on.

#[allow(dead_code, reason = "other tests use more of it")]
mod sample;

use content::{Procedure, Unclear};
use generator::{Options, Page, Theme, plan, render_page};

/// The page of a procedure with these `channels`, as its HTML.
fn page(channels: &str, change: impl FnOnce(&mut Procedure)) -> String {
    let mut procedure = sample::numbered(0);
    procedure.channels = yaml(channels);
    change(&mut procedure);
    let code = procedure.code.clone();
    let catalogue = sample::with_procedures(vec![procedure, sample::numbered(1)]);
    let options = Options::default();
    let plan = plan(&catalogue, &options);
    let theme = Theme::load(None).unwrap_or_else(|error| panic!("{error}"));
    let procedure = plan.entry(&code).expect("it was put in").procedure;
    let files =
        render_page(&plan, &theme, &Page::Procedure(procedure)).unwrap_or_else(|error| panic!("{error}"));
    let html = files.into_iter().find(|file| file.address.ends_with(".html")).expect("a page has HTML");
    String::from_utf8(html.bytes).expect("pages are text")
}

fn yaml<T: serde::de::DeserializeOwned>(text: &str) -> T {
    serde_saphyr::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// What stands below "Phí, lệ phí" at the top.
fn answer(html: &str) -> String {
    let rest = html.split("data-i=\"fee\"").nth(1).or_else(|| html.split("Phí, lệ phí</dt>").nth(1));
    let rest = rest.expect("the fee is one of the four answers");
    let cell = rest.split("</div>").next().unwrap_or(rest);
    let mut text = String::new();
    let mut inside = true;
    for letter in cell.chars() {
        match letter {
            '<' => inside = false,
            '>' => {
                inside = true;
                text.push(' ');
            }
            letter if inside => text.push(letter),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn only_an_empty_list_is_free() {
    assert_eq!(answer(&page("[{via: counter, fees: []}]", |_| {})), "Miễn phí");
    assert_eq!(answer(&page("[{via: counter}]", |_| {})), "Chưa rõ");
    let ended = "[{via: counter, fees: [{kind: phi, amount_vnd: 162500, to: 2020-12-31}]}]";
    assert_eq!(answer(&page(ended, |_| {})), "Chưa rõ Mức nguồn nêu chỉ dùng đến hết 31/12/2020");
}

#[test]
fn free_beside_a_doubt_is_no_promise() {
    let doubt = |procedure: &mut Procedure| {
        procedure.unclear = vec![yaml::<Unclear>("{what: fees, source_says: thu tiền thi}")];
    };
    assert_eq!(
        answer(&page("[{via: counter, fees: []}]", doubt)),
        "Chưa rõ Nguồn ghi miễn phí nhưng chỗ khác lại nói có thu Nên hỏi lại"
    );
}

#[test]
fn a_reduction_that_holds_is_the_answer_with_its_last_day() {
    let fees = "[{via: counter, fees: [{kind: phi, amount_vnd: 800000}, \
        {kind: phi, amount_vnd: 400000, from: 2020-01-01, to: 2099-12-31}]}]";
    assert_eq!(answer(&page(fees, |_| {})), "400.000 đồng Đến hết 31/12/2099");
}

#[test]
fn fees_that_may_add_up_are_no_range() {
    let both = "[{via: counter, fees: [{kind: le_phi, name: cấp, amount_vnd: 100000}, \
        {kind: phi, name: sát hạch, amount_vnd: 950000}]}]";
    assert_eq!(answer(&page(both, |_| {})), "Từ 100.000 đồng Nhiều khoản, xem mục Thời hạn và phí");
    let either = "[{via: counter, fees: [{kind: phi, amount_vnd: 50000, when: xe máy}, \
        {kind: phi, amount_vnd: 150000, when: ô tô}]}]";
    assert_eq!(answer(&page(either, |_| {})), "50.000 đến 150.000 đồng Nhiều khoản, xem mục Thời hạn và phí");
}

#[test]
fn a_code_in_a_summary_leads_to_its_page() {
    let other = sample::numbered(1).code;
    let html = page("[{via: counter, fees: []}]", |procedure| {
        procedure.summary = Some(format!("Đã có rồi thì theo thủ tục {other}; không phải 9.999999 & <b>."));
    });
    let lead =
        html.split("class=\"lead\">").nth(1).and_then(|rest| rest.split("</p>").next()).expect("a summary");
    assert!(lead.contains(&format!("href=\"../../thu-tuc/{other}/\"")), "{lead}");
    assert!(lead.contains(&format!(">{other}</a>; không phải 9.999999 &amp; &lt;b&gt;.")), "{lead}");
}
