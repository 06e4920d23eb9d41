use crate::dossier::Refusal;
use crate::words::day;

/// Title and words of a problem of the desk.
pub(crate) fn problem(code: &str) -> (&'static str, &'static str) {
    match code {
        "not-signed-in" => ("Hãy đăng nhập", "Phiên làm việc đã hết nên chưa ghi gì. Hãy đăng nhập lại."),
        "wrong-sign-in" => ("Chưa đăng nhập được", "Tên, mật khẩu hoặc mã xác nhận không đúng."),
        "no-second-factor" => (
            "Chưa có mã xác nhận",
            "Tài khoản này chưa đặt mã xác nhận. Hãy đăng nhập lần đầu bằng trình duyệt.",
        ),
        "too-many-sign-ins" => ("Đã thử quá nhiều lần", "Hãy nghỉ vài phút rồi đăng nhập lại."),
        "old-form" => (
            "Trang này đã cũ",
            "Trang được mở từ phiên trước nên chưa làm gì cả. Hãy mở lại trang rồi làm lại.",
        ),
        "not-your-office" => {
            ("Không thuộc nơi bạn làm việc", "Tài khoản của bạn không xem được hồ sơ của nơi này.")
        }
        "no-such-dossier-here" => (
            "Không có hồ sơ này",
            "Không có hồ sơ mang mã này, hoặc hồ sơ thuộc nơi khác. Hãy xem lại từng ký tự.",
        ),
        "not-your-role" => {
            ("Việc này do người khác làm", "Vai trò của bạn không có việc này. Hãy nhờ người phụ trách.")
        }
        "no-such-slip" => {
            ("Chưa có phiếu này", "Hồ sơ chưa có bước sinh ra phiếu này, hoặc bộ mẫu không có phiếu.")
        }
        "refused" => ("Chưa làm được", "Hồ sơ vẫn như cũ."),
        "overtaken-here" => (
            "Có người vừa làm trước bạn",
            "Chưa ghi gì của bạn. Hãy xem việc vừa có bên dưới; nếu vẫn cần, bấm lại lần nữa. Những gì bạn viết vẫn còn.",
        ),
        _ => ("Không có địa chỉ này", "Hãy xem lại đường dẫn."),
    }
}

/// Words of a fault in a form of the desk.
pub(crate) fn fault(code: &str) -> &'static str {
    match code {
        "no-action" => "Không có việc này.",
        "no-reason" => "Hãy ghi lý do.",
        "no-papers" => "Hãy chọn ít nhất một giấy tờ.",
        "not-a-date" => "Viết ngày, tháng, năm, ví dụ 05/12/2026.",
        "not-a-time" => "Viết giờ và phút, ví dụ 08:30.",
        "not-an-amount" => "Viết số tiền bằng chữ số, ví dụ 8.000.",
        "no-such-choice" => "Hãy chọn một mục trong danh sách.",
        "no-such-account" => "Không có cán bộ này ở nơi nhận hồ sơ.",
        "too-long" => "Dài quá: tối đa 2.000 chữ cái.",
        "strange-letters" => "Có ký tự không in được.",
        "wrong-password" => "Mật khẩu đang dùng không đúng.",
        "short-password" => "Ngắn quá: ít nhất 10 ký tự.",
        "other-password" => "Hai lần nhập mật khẩu mới không giống nhau.",
        "nothing-sent" => "Hãy chọn giấy tờ người nộp mang đến, hoặc thêm tệp.",
        "no-code" => "Mã hồ sơ chưa đúng dạng.",
        _ => "Mục này chưa dùng được.",
    }
}

/// Why a command can't be carried out, for the desk.
pub(crate) fn refusal(refusal: &Refusal) -> String {
    let words = match refusal {
        Refusal::WrongState(status) => {
            return format!("Hồ sơ đang ở trạng thái “{}” nên không làm được việc này.", status.name());
        }
        Refusal::UnknownPaper(number) => {
            return format!("Danh sách giấy tờ đã công bố của trường hợp này không có số {number}.");
        }
        Refusal::DayOff { next_working } => {
            return format!("Ngày ấy là ngày nghỉ. Ngày làm việc kế tiếp là {}.", day(*next_working));
        }
        Refusal::UnknownCase(_) => "Thủ tục không có trường hợp này.",
        Refusal::StoppedForGood => "Hồ sơ đã dừng hẳn.",
        Refusal::Erased => "Dữ liệu cá nhân của hồ sơ đã xóa; không làm gì thêm được.",
        Refusal::Overtaken { .. } => "Có người vừa làm trước bạn.",
        Refusal::NoReason(_) => "Hãy ghi lý do.",
        Refusal::NoPapers => "Hãy chọn ít nhất một giấy tờ.",
        Refusal::AskedAlready => {
            "Giai đoạn này đã yêu cầu bổ sung rồi. Quy định chỉ cho yêu cầu một lần; hãy xem lại hoặc từ chối kèm lý do."
        }
        Refusal::NothingSent => "Hãy chọn giấy tờ người nộp mang đến, hoặc thêm tệp.",
        Refusal::NotLater => "Ngày mới phải sau hôm nay và sau ngày đã hẹn.",
        Refusal::Amount => "Số tiền phải lớn hơn 0 và không quá lớn.",
        Refusal::NoDueDate => "Hồ sơ chưa có ngày hẹn.",
        Refusal::NotYet => "Lúc nhận không thể sau bây giờ.",
        Refusal::NothingToCorrect(_) => "Bước này không đính chính được: đã có bước khác sau nó.",
        Refusal::NotForApplicants => "Việc này chỉ cán bộ làm được.",
        Refusal::UnknownOffice => "Nơi này không nhận thủ tục đã chọn.",
        Refusal::NotInForce => "Ngày đó thủ tục không có hiệu lực.",
        Refusal::NoPack => "Chưa có bộ quy định một cửa nào cho ngày nhận này.",
    };
    words.to_owned()
}
