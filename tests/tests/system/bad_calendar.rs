//! Calendars, packs and sites that can't be right.

use tests::Folder;

const RULES: &str = "yearly:\n  - {month: 1, day: 1, name: Tết Dương lịch}\n";
const YEAR: &str = "year: 2026\nknown_until: 2026-12-31\noff:\n  - {on: 2026-11-24, name: nghỉ}\n";

/// What `check` prints of a folder whose calendar is `year` and `rules`.
fn with(year: &str, rules: &str) -> String {
    let folder = Folder::whole();
    folder.write("calendar/2026.yaml", year);
    folder.write("calendar/rules.yaml", rules);
    folder.check()
}

#[test]
fn a_good_calendar_is_good() {
    assert_eq!(with(YEAR, RULES), "0 lỗi, 0 cảnh báo");
}

#[test]
fn every_mistake_of_a_calendar_is_told_with_its_line() {
    let cases = [
        (
            YEAR.replace("2026-12-31", "2027-01-31"),
            "calendar/2026.yaml:2:1: lỗi[wrong-value]",
            "không thuộc năm 2026",
        ),
        (YEAR.replace("11-24", "11-22"), "calendar/2026.yaml:4:6: lỗi[wrong-value]", "là cuối tuần"),
        (YEAR.replace("11-24", "02-30"), "calendar/2026.yaml:4:10: lỗi[wrong-value]", "không có trong lịch"),
        (
            YEAR.replace("year: 2026", "year: 2025"),
            "calendar/2026.yaml:1:1: lỗi[file-name]",
            "đổi tên tệp thành 2025.yaml",
        ),
        (
            format!("{YEAR}  - {{on: 2026-11-24, name: nghỉ}}\n"),
            "calendar/2026.yaml:5:6: lỗi[wrong-value]",
            "đã có ở trên",
        ),
        (
            format!("{YEAR}working_saturdays: [{{on: 2026-11-27, instead_of: 2026-11-24}}]\n"),
            "lỗi[wrong-value]",
            "không phải thứ Bảy",
        ),
        (
            format!("{YEAR}working_saturdays: [{{on: 2026-11-28, instead_of: 2026-11-23}}]\n"),
            "lỗi[wrong-value]",
            "không có trong danh sách off",
        ),
        (YEAR.replace("known_until: 2026-12-31\n", ""), "lỗi[missing-key]", "known_until"),
        (YEAR.replace("off:", "days_off:"), "lỗi[unknown-key]", "days_off"),
    ];
    for (year, place, words) in cases {
        let told = with(&year, RULES);
        assert!(told.contains(place) && told.contains(words), "{year}\n{told}");
    }
    let rules = [
        (RULES.replace("month: 1", "month: 13"), "lỗi[wrong-value]"),
        (RULES.replace("day: 1", "day: 32"), "lỗi[wrong-value]"),
        (format!("{RULES}hand_over_until: \"25:00\"\n"), "lỗi[wrong-value]"),
        (
            format!("{RULES}office_hours: [{{opens: \"08:00\", closes: \"07:00\"}}]\n"),
            "calendar/rules.yaml:3:16: lỗi[wrong-value]",
        ),
    ];
    for (rules, place) in rules {
        let told = with(YEAR, &rules);
        assert!(told.contains(place), "{rules}\n{told}");
    }
}

#[test]
fn a_year_without_the_rules_of_every_year_is_told() {
    let folder = Folder::whole();
    folder.write("calendar/2026.yaml", YEAR);
    let told = folder.check();
    assert!(told.contains("lỗi[empty]") && told.contains("calendar/rules.yaml"), "{told}");
}

#[test]
fn a_site_that_takes_dossiers_says_by_which_law_and_with_which_codes() {
    let folder = Folder::whole();
    folder.change("site.yaml", "official: false\n", "official: false\nsubmission: own\n");
    let told = folder.check();
    assert!(told.contains("legal_ground") && told.contains("code_prefix"), "{told}");
    folder.change(
        "site.yaml",
        "submission: own\n",
        "submission: own\nlegal_ground: Quy chế 1/QĐ\ncode_prefix: 000.00.00.Z99\n",
    );
    assert_eq!(folder.check(), "0 lỗi, 0 cảnh báo");
    folder.change("site.yaml", "000.00.00.Z99", "Z9");
    assert!(folder.check().contains("lỗi[wrong-value]"));
}

#[test]
fn two_packs_never_hold_on_one_day() {
    let folder = Folder::whole();
    let packs = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../content/packs.yaml"))
        .expect("the packs of the sample");
    folder.write("packs.yaml", &packs);
    assert_eq!(folder.check(), "0 lỗi, 0 cảnh báo");
    folder.write("packs.yaml", packs.replace("from: 2025-07-01", "from: 2025-06-30"));
    assert!(folder.check().contains("lỗi[validity]"));
    folder.write("packs.yaml", packs.replace("kind: stop,", "kind: receipt,"));
    assert!(folder.check().contains("lỗi[duplicate-record]"));
}

#[test]
fn a_period_of_keeping_names_its_text_and_what_it_is_about() {
    let folder = Folder::whole();
    let with = |periods: &str| {
        folder.change("site.yaml", "official: false\n", &format!("official: false\nretention:\n{periods}"));
        let told = folder.check();
        folder.change("site.yaml", &format!("retention:\n{periods}"), "");
        told
    };
    let good = "  - {procedure: \"1.001193\", years: 70, basis: 1/TT}\n  - {field: ho-tich, years: 20, basis: 1/TT}\n";
    assert_eq!(with(good), "0 lỗi, 0 cảnh báo");
    for (periods, told) in [
        ("  - {years: 0, basis: 1/TT}\n", "lỗi[wrong-value]: thời hạn lưu phải từ 1 đến 100 năm"),
        ("  - {years: 5, basis: \" \"}\n", "lỗi[missing-key]: thời hạn lưu cần basis"),
        ("  - {field: ho-tic, years: 5, basis: 1/TT}\n", "có phải “ho-tich”?"),
        ("  - {procedure: \"1.999999\", years: 5, basis: 1/TT}\n", "không có thủ tục nào mang mã 1.999999"),
        ("  - {years: 5, basis: 1/TT}\n  - {years: 6, basis: 1/TT}\n", "lỗi[duplicate-record]"),
        (
            "  - {procedure: \"1.001193\", field: ho-tich, years: 5, basis: 1/TT}\n",
            "không thể vừa theo thủ tục vừa theo lĩnh vực",
        ),
    ] {
        let said = with(periods);
        assert!(said.contains(told), "{periods}\n{said}");
    }
}
