//! What a record says about paying outside its fee rows.

use content::FeeKind;

use super::clean::{lower, shortened};
use super::fee_label::kind_in;
use super::money::amounts;
use super::pattern::pattern;

/// What the rest of a record says about paying.
pub(super) struct Paying {
    /// Words of the steps that speak of a fee to be paid, shortly.
    pub in_steps: Option<String>,
    /// The kind of fee that the whole record speaks of, if only of one.
    pub kind: Option<FeeKind>,
    /// Everything in which an amount may stand written out.
    everything: String,
}

/// Words of a quotation.
const QUOTE: usize = 12;

impl Paying {
    pub(super) fn new(steps: &str, everything: &str) -> Self {
        Paying { in_steps: in_steps(steps), kind: kind_in(steps), everything: everything.to_owned() }
    }

    /// True when the record writes `amount` đồng out somewhere.
    pub(super) fn writes_out(&self, amount: u64) -> bool {
        amounts(&self.everything).iter().any(|money| money.amount == amount && !money.dollars)
    }
}

/// The words of `steps` by which the applicant pays a phí or lệ phí of this procedure.
fn in_steps(steps: &str) -> Option<String> {
    let small = lower(steps);
    let other_phi = pattern!(concat!(
        r"(?:miễn|không thu|không phải nộp|hoàn|luật) (?:lệ )?phí|(?:chi|kinh|học|viện|án|bưu|cước|biểu|bảo hiểm) phí",
        r"|phí (?:và lệ phí|bảo hiểm|bảo trì|tham gia|quản lý|dịch vụ|vận chuyển|bưu|giám định|đào tạo|thẩm định giá|gửi|hoa hồng)",
    ));
    let masked = other_phi.replace_all(&small, |found: &regex_lite::Captures<'_>| "_".repeat(found[0].len()));
    let pay = pattern!(
        r"(?:^|[\s(,])((?:nộp|thu|thanh toán|đóng|trả)(?: [^ .;,\n]+){0,4}? (?:lệ phí|phí))(?:[ .,;)]|$)"
    );
    let no_payment = pattern!(r"khai |hồ sơ [^v]|miễn|không|hoàn|biên lai|chứng từ|mức thu");
    // "tổ chức thu phí" collects; it doesn't pay.
    let collector = pattern!(r"(?:tổ chức|đơn vị|cơ quan|việc|người|doanh nghiệp)(?: được)?\s$");
    pay.captures_iter(&masked)
        .filter_map(|found| found.get(1))
        .filter(|found| !no_payment.is_match(found.as_str()))
        .find(|found| !found.as_str().starts_with("thu") || !collector.is_match(&masked[..found.start()]))
        .map(|found| shortened(&steps[found.start()..], QUOTE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_fee_that_the_applicant_pays_counts() {
        let said = |steps: &str| in_steps(steps);
        assert_eq!(said("Chủ đàn nộp lệ phí."), Some("nộp lệ phí.".to_owned()));
        assert_eq!(said("Nộp hồ sơ và lệ phí tại quầy"), Some("Nộp hồ sơ và lệ phí tại quầy".to_owned()));
        for other in [
            "Xã miễn lệ phí.",
            "Tổ chức thu phí báo cáo.",
            "Nộp tờ khai lệ phí trước bạ.",
            "Chi trả phí bảo hiểm ong.",
        ] {
            assert_eq!(said(other), None, "{other}");
        }
    }
}
