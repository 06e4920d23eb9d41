use content::form::check::Refusal;
use content::text::number;

/// What is wrong with a written value. The same words as the page says (themes/default/words, `form_wrong_*`).
pub(crate) fn refused(why: &Refusal) -> String {
    match why {
        Refusal::Required => "Hãy điền mục này.".to_owned(),
        Refusal::TooLong(most) => format!("Dài quá: tối đa {} chữ cái.", number(*most as u64)),
        Refusal::StrangeLetter(letter) => match letter.is_control() {
            true => "Có ký tự lạ không in được trên giấy. Viết bằng chữ Việt hoặc chữ Latinh.".to_owned(),
            false => format!("Ký tự “{letter}” không in được trên giấy. Viết bằng chữ Việt hoặc chữ Latinh."),
        },
        Refusal::DigitInName => "Tên không có chữ số.".to_owned(),
        Refusal::NotADate => "Viết ngày, tháng, năm, ví dụ 05/06/2026.".to_owned(),
        Refusal::NoSuchDay => "Lịch không có ngày này.".to_owned(),
        Refusal::NotAYear => "Viết năm bằng 4 chữ số, từ 1900 đến 2199.".to_owned(),
        Refusal::NotPast => "Ngày này chưa tới.".to_owned(),
        Refusal::NotFuture => "Ngày này đã qua.".to_owned(),
        Refusal::NotAPhone => "Số điện thoại có 10 chữ số, bắt đầu bằng 0.".to_owned(),
        Refusal::NotAnEmail => "Địa chỉ thư có dạng ten@vidu.vn.".to_owned(),
        Refusal::NotAnIdentityNumber => "Số định danh có đúng 12 chữ số.".to_owned(),
        Refusal::NotANumber => "Viết bằng chữ số, ví dụ 1.500.000.".to_owned(),
        Refusal::TooSmall(least) => format!("Phải từ {} trở lên.", number(*least)),
        Refusal::TooLarge(most) => format!("Không được quá {}.", number(*most)),
        Refusal::NotAnOption => "Hãy chọn một mục trong danh sách.".to_owned(),
        Refusal::TooManyRows(most) => format!("Tối đa {most} dòng."),
        Refusal::WrongShape => "Mục này trong tệp không đúng dạng.".to_owned(),
    }
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
            Refusal::StrangeLetter('漢'),
            Refusal::DigitInName,
            Refusal::NotADate,
            Refusal::NoSuchDay,
            Refusal::NotAYear,
            Refusal::NotPast,
            Refusal::NotFuture,
            Refusal::NotAPhone,
            Refusal::NotAnEmail,
            Refusal::NotAnIdentityNumber,
            Refusal::NotANumber,
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
                Refusal::StrangeLetter(_) => "漢",
                Refusal::TooSmall(_) => "3",
                Refusal::TooLarge(_) => "1.500.000",
                Refusal::TooManyRows(_) => "60",
                _ => "",
            };
            assert_eq!(refused(&why), page.replace("{n}", number));
        }
    }
}
