use content::form::check::Refusal;
use content::text::number;

/// What is wrong with a written value. The same words as the page says (themes/default/words, `form_wrong_*`).
pub(crate) fn refused(why: &Refusal) -> String {
    match why {
        Refusal::Required => "Hãy điền mục này.".to_owned(),
        Refusal::TooLong(most) => format!("Dài quá: tối đa {} chữ cái.", number(*most as u64)),
        Refusal::StrangeLetters(letters) => format!(
            "{} không in được trên giấy. Viết bằng chữ Việt hoặc chữ Latinh.",
            letters.chars().map(shown).collect::<Vec<_>>().join(", ")
        ),
        Refusal::DigitInName => "Tên không có chữ số.".to_owned(),
        Refusal::NotADate => "Viết ngày, tháng, năm, ví dụ 05/06/2026.".to_owned(),
        Refusal::NotAPartialDate => {
            "Viết ngày, tháng, năm (05/06/2026), hoặc tháng và năm (06/2026), hoặc chỉ năm (2026).".to_owned()
        }
        Refusal::NoSuchDay => "Lịch không có ngày này.".to_owned(),
        Refusal::NotAYear => "Viết năm bằng 4 chữ số, từ 1900 đến 2199.".to_owned(),
        Refusal::NotPast => "Ngày này chưa tới.".to_owned(),
        Refusal::NotFuture => "Ngày này đã qua.".to_owned(),
        Refusal::NotAPhone => "Số điện thoại có 10 chữ số, bắt đầu bằng 0.".to_owned(),
        Refusal::NotAnEmail => "Địa chỉ thư có dạng ten@vidu.vn.".to_owned(),
        Refusal::NotAnIdentityNumber => "Số định danh có đúng 12 chữ số.".to_owned(),
        Refusal::NotANumber => "Viết bằng chữ số, ví dụ 1.500.000.".to_owned(),
        Refusal::PointForComma(written) => format!("Dùng dấu phẩy: {written}."),
        Refusal::Negative => "Không ghi số âm.".to_owned(),
        Refusal::TooSmall(least) => format!("Phải từ {} trở lên.", number(*least)),
        Refusal::TooLarge(most) => format!("Không được quá {}.", number(*most)),
        Refusal::NotAnOption => "Hãy chọn một mục trong danh sách.".to_owned(),
        Refusal::TooManyRows(most) => format!("Tối đa {most} dòng."),
        Refusal::WrongShape => "Mục này trong tệp không đúng dạng.".to_owned(),
    }
}

/// A letter as a message names it: itself, or its number where nobody could see it.
fn shown(letter: char) -> String {
    match letter.is_control() || letter.is_whitespace() || is_hidden(letter) {
        true => format!("ký tự ẩn U+{:04X}", u32::from(letter)),
        false => format!("“{letter}”"),
    }
}

/// Marks of direction and width, and letters of private areas.
fn is_hidden(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{e000}'..='\u{f8ff}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_told_as_the_page_tells_it() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../themes/default/words/vi.json");
        let words: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(file).expect("the theme has words")).expect("JSON");
        let all = [
            Refusal::Required,
            Refusal::TooLong(5_000),
            Refusal::StrangeLetters("漢\u{202e}".to_owned()),
            Refusal::DigitInName,
            Refusal::NotADate,
            Refusal::NotAPartialDate,
            Refusal::NoSuchDay,
            Refusal::NotAYear,
            Refusal::NotPast,
            Refusal::NotFuture,
            Refusal::NotAPhone,
            Refusal::NotAnEmail,
            Refusal::NotAnIdentityNumber,
            Refusal::NotANumber,
            Refusal::PointForComma("12,5".to_owned()),
            Refusal::Negative,
            Refusal::TooSmall(3),
            Refusal::TooLarge(1_500_000),
            Refusal::NotAnOption,
            Refusal::TooManyRows(60),
            Refusal::WrongShape,
        ];
        for why in all {
            let page = words[format!("form_wrong_{}", why.code())].as_str().expect("the theme tells it");
            let number = match &why {
                Refusal::TooLong(_) => "5.000",
                Refusal::StrangeLetters(_) => "“漢”, ký tự ẩn U+202E",
                Refusal::PointForComma(_) => "12,5",
                Refusal::TooSmall(_) => "3",
                Refusal::TooLarge(_) => "1.500.000",
                Refusal::TooManyRows(_) => "60",
                _ => "",
            };
            assert_eq!(refused(&why), page.replace("{n}", number));
        }
    }
}
