use crate::dossier::{Dossier, Event, Happening, Outcome, Status};

/// A state in plain words, as an answer to "what happens with my dossier?".
pub(crate) fn state(status: Status) -> &'static str {
    match status {
        Status::Submitted => "Đã gửi, đang chờ cán bộ xem. Chưa tính ngày hẹn.",
        Status::Accepted => "Đã được tiếp nhận. Ngày hẹn bắt đầu tính.",
        Status::Rejected => "Không được tiếp nhận. Lý do ghi trong phần xem bằng mã PIN.",
        Status::InProgress => "Đang được giải quyết.",
        Status::SupplementAsked => "Cần bổ sung giấy tờ. Xem bằng mã PIN để biết cần thêm gì.",
        Status::PaymentAsked => "Cần nộp phí, lệ phí hoặc thuế. Thời gian tạm dừng đến khi nộp xong.",
        Status::Withdrawn => "Người nộp đã rút hồ sơ.",
        Status::Stopped => "Việc giải quyết đang dừng. Lý do ghi trong phần xem bằng mã PIN.",
        Status::Finished => "Đã có kết quả, đang chờ trả cho người nộp.",
        Status::Returned => "Đã trả kết quả. Hồ sơ kết thúc.",
    }
}

/// The state of a dossier whose applicant has sent what was asked for.
pub(crate) const SUPPLEMENT_CAME: &str = "Đã nhận giấy tờ bổ sung, đang chờ cán bộ xem.";

/// What an event means to the applicant; nothing where it is the office's own business.
pub(crate) fn event(dossier: &Dossier, event: &Event) -> Option<&'static str> {
    if dossier.corrected.contains(&event.seq) {
        return None;
    }
    Some(match &event.what {
        Happening::Submitted(_) => "Gửi hồ sơ",
        Happening::Accepted { .. } => "Hồ sơ được tiếp nhận",
        Happening::Rejected => "Hồ sơ không được tiếp nhận",
        Happening::SupplementAsked { .. } => "Được yêu cầu bổ sung giấy tờ",
        Happening::SupplementSent { .. } => "Đã gửi giấy tờ bổ sung",
        Happening::Completed { .. } => "Hồ sơ đã đủ, thời gian tính lại từ đầu",
        Happening::HandedOver { .. } => "Chuyển đến bộ phận giải quyết",
        Happening::PaymentAsked { .. } => "Được yêu cầu nộp tiền",
        Happening::Paid { .. } => "Đã ghi nhận tiền nộp",
        Happening::Paused => "Tạm dừng giải quyết",
        Happening::StoppedForGood => "Dừng giải quyết hồ sơ",
        Happening::Resumed { .. } => "Tiếp tục giải quyết",
        Happening::Finished { outcome: Outcome::Granted, .. } => "Đã có kết quả",
        Happening::Finished { outcome: Outcome::Refused, .. } => "Có văn bản từ chối giải quyết",
        Happening::Returned { .. } => "Đã trả kết quả",
        Happening::Withdrawn => "Đã rút hồ sơ",
        Happening::Apologised { .. } => "Cơ quan xin lỗi và hẹn lại ngày trả",
        Happening::DueSet(_) => "Ngày hẹn được đặt lại",
        Happening::PinRenewed { .. } => "Được cấp mã PIN mới tại quầy",
        Happening::Corrected { .. } => "Đính chính một bước ghi nhầm",
        Happening::TakenOver
        | Happening::Assigned { .. }
        | Happening::Noted { .. }
        | Happening::Notified { .. }
        | Happening::Erased { .. } => return None,
    })
}
