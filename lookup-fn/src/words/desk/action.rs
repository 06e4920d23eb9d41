use crate::desk::action::Action;

/// What an action is called: a button says so.
pub(crate) fn action(action: Action) -> &'static str {
    match action {
        Action::Accept => "Tiếp nhận",
        Action::AskSupplement => "Yêu cầu bổ sung",
        Action::Reject => "Từ chối tiếp nhận",
        Action::SendSupplement => "Nhận giấy tờ bổ sung tại quầy",
        Action::Complete => "Hồ sơ đã đủ",
        Action::HandOver => "Chuyển bộ phận giải quyết",
        Action::TakeOver => "Xác nhận đã nhận",
        Action::Finish => "Kết thúc, ghi kết quả",
        Action::Return => "Trả kết quả",
        Action::RecordPayment => "Ghi nhận tiền nộp",
        Action::AskPayment => "Yêu cầu nộp tiền",
        Action::Apologise => "Xin lỗi và hẹn lại",
        Action::Pause => "Tạm dừng",
        Action::Resume => "Tiếp tục giải quyết",
        Action::StopForGood => "Dừng hẳn",
        Action::SetDue => "Ghi ngày hẹn",
        Action::Recount => "Tính lại ngày hẹn theo lịch mới",
        Action::Assign => "Giao cho cán bộ",
        Action::Note => "Ghi chú, nhắn tin",
        Action::RenewPin => "Cấp mã PIN mới",
        Action::Withdraw => "Người nộp rút hồ sơ",
        Action::Correct => "Đính chính bước vừa ghi",
        Action::Erase => "Xóa dữ liệu cá nhân",
    }
}

/// What an officer should know before; empty where the name says it all.
pub(crate) fn action_hint(action: Action) -> &'static str {
    match action {
        Action::Accept => "Ngày hẹn bắt đầu tính từ lúc này.",
        Action::AskSupplement => {
            "Chỉ yêu cầu được một lần: chọn đủ mọi giấy tờ còn thiếu. Người nộp đọc được lý do; in phiếu 02."
        }
        Action::Reject => "Hồ sơ đóng lại. Người nộp đọc được lý do; in phiếu 03.",
        Action::SendSupplement => "Người nộp mang giấy tờ còn thiếu đến.",
        Action::Complete => "Thời hạn giải quyết tính lại từ đầu, từ ngày nộp đủ.",
        Action::HandOver => "Trong ngày nhận; nhận sau 15 giờ thì đầu ngày làm việc kế tiếp.",
        Action::Apologise => {
            "Gửi trước ngày hẹn ít nhất một ngày, một lần. Người nộp đọc được lý do; in phiếu 04."
        }
        Action::Pause => "Thời gian tạm dừng không tính vào thời hạn. Người nộp đọc được lý do.",
        Action::StopForGood => "Hồ sơ đóng lại, không tiếp tục được nữa. Người nộp đọc được lý do.",
        Action::Finish => "Từ chối giải quyết thì ghi lý do; người nộp đọc được.",
        Action::RenewPin => {
            "Xem giấy tờ tùy thân của người nộp trước. Mã cũ hết dùng được; giấy ghi mã mới in được ngay sau đó."
        }
        Action::Withdraw => "Hồ sơ đóng lại; muốn làm tiếp phải nộp hồ sơ mới.",
        Action::Correct => "Bước ghi nhầm vẫn còn trong nhật ký, kèm lý do, và không tính nữa.",
        Action::Erase => {
            "Không lấy lại được. Xóa hết tên, địa chỉ, tệp và lời nhắn; mã hồ sơ và các mốc thời gian còn lại."
        }
        _ => "",
    }
}

/// Told once it is done.
pub(crate) fn done(action: Action) -> &'static str {
    match action {
        Action::Accept => "Đã tiếp nhận hồ sơ.",
        Action::AskSupplement => "Đã ghi yêu cầu bổ sung.",
        Action::Reject => "Đã từ chối tiếp nhận.",
        Action::SendSupplement => "Đã nhận giấy tờ bổ sung.",
        Action::Complete => "Hồ sơ đã đủ; ngày hẹn tính lại từ đầu.",
        Action::HandOver => "Đã chuyển hồ sơ.",
        Action::TakeOver => "Đã xác nhận nhận hồ sơ.",
        Action::Finish => "Đã ghi kết quả.",
        Action::Return => "Đã trả kết quả. Hồ sơ kết thúc.",
        Action::RecordPayment => "Đã ghi nhận tiền nộp.",
        Action::AskPayment => "Đã yêu cầu nộp tiền; thời gian tạm dừng đến khi nộp xong.",
        Action::Apologise => "Đã ghi lời xin lỗi và ngày hẹn mới.",
        Action::Pause => "Đã tạm dừng.",
        Action::Resume => "Hồ sơ được giải quyết tiếp.",
        Action::StopForGood => "Đã dừng hẳn việc giải quyết.",
        Action::SetDue => "Đã ghi ngày hẹn.",
        Action::Recount => "Đã tính lại ngày hẹn.",
        Action::Assign => "Đã giao hồ sơ.",
        Action::Note => "Đã ghi.",
        Action::RenewPin => {
            "Đã cấp mã PIN mới. Ở mục “Phiếu để in”, in “Giấy ghi mã hồ sơ và mã PIN mới” rồi giao tận tay người nộp."
        }
        Action::Withdraw => "Đã ghi nhận rút hồ sơ.",
        Action::Correct => "Đã đính chính.",
        Action::Erase => "Đã xóa dữ liệu cá nhân.",
    }
}
