//! The real forms as Word and PDF, as a build writes them beside their pages.

use std::sync::LazyLock;

use content::Catalogue;
use generator::{Options, Page, document_addresses, plan, render_document};
use tests::{Folder, Format, real_content, report};

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let content = real_content();
    generator::parse(&generator::read(&content))
        .unwrap_or_else(|problems| panic!("{}", report(&problems, &content, Format::Text)))
});

fn pages_of(pdf: &[u8]) -> usize {
    pdf.windows(11).filter(|at| at.starts_with(b"/Type/Page") && at[10] != b's').count()
}

/// A blank form on a slow line: 8 KB of Word, 50 KB of PDF, 12 more for each page after the first.
#[test]
fn every_form_is_there_in_both_kinds_and_small() {
    let options = Options::default();
    let plan = plan(&CATALOGUE, &options);
    let forms = plan.pages.iter().filter(|page| matches!(page, Page::Form(_) | Page::FormVersion(_)));
    let mut count = 0;
    for page in forms {
        let addresses = document_addresses(page);
        let made: Vec<Vec<u8>> = addresses
            .iter()
            .map(|address| match render_document(&plan, page, address) {
                Ok(Some(file)) => file.bytes,
                other => panic!("{address}: {other:?}"),
            })
            .collect();
        let [docx, pdf] = made.as_slice() else { panic!("{addresses:?}") };
        let more = (pages_of(pdf) - 1) * 12 * 1024;
        assert!(docx.starts_with(b"PK") && docx.len() <= 8 * 1024 + more, "{}: {}", addresses[0], docx.len());
        assert!(
            // 50 KB are the goal. Three forms with wide tables, two lists of shareholders and the change of a household
            // business, need the letters of four faces at once: up to 54.
            pdf.starts_with(b"%PDF-1.7") && pdf.len() <= 55 * 1024 + more,
            "{}: {}",
            addresses[1],
            pdf.len()
        );
        count += 1;
    }
    assert!(count > 0, "there are forms");
}

/// The request of a procedure names the procedure and its papers.
#[test]
fn a_request_in_word_is_filled_from_its_record() {
    let options = Options::default();
    let plan = plan(&CATALOGUE, &options);
    let page =
        plan.pages.iter().find(|page| matches!(page, Page::Request(_))).expect("a procedure without a form");
    let Page::Request(procedure) = page else { unreachable!("it was looked for") };
    let addresses = document_addresses(page);
    assert_eq!(addresses, [format!("thu-tuc/{0}/don/don-de-nghi-{0}.docx", procedure.code)]);
    let filled = render_document(&plan, page, &addresses[0]).expect("Word can be made").expect("it is there");
    let blank =
        plan.pages.iter().find(|page| page.address() == "bieu-mau/don-de-nghi/").expect("the request");
    let blank = render_document(&plan, blank, "bieu-mau/don-de-nghi/don-de-nghi.docx")
        .expect("Word")
        .expect("it is there");
    assert!(filled.bytes.len() > blank.bytes.len(), "the record's words are in it");
    assert_eq!(render_document(&plan, page, "thu-tuc/1/don/x.pdf"), Ok(None), "nothing else stands there");
}

#[test]
fn a_letter_that_no_paper_prints_is_told_with_its_line() {
    let folder = Folder::whole();
    let form = "title: Tờ khai\nsource: {read: [x]}\ngroups:\n  - fields:\n      - {id: ten, kind: name, label: Họ tên 漢}\n";
    folder.write("forms/to-khai.yaml", form);
    insta::assert_snapshot!(folder.check(), @"
    content/forms/to-khai.yaml:5:45: lỗi[wrong-value]: “ten”: phông chữ in không có ký tự “漢” (U+6F22)
      5 |       - {id: ten, kind: name, label: Họ tên 漢}
        |                                             ^
      → giấy in không vẽ được ký tự này; thay bằng chữ khác
    1 lỗi, 0 cảnh báo
    ");
}
