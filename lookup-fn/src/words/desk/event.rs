use content::Via;
use content::text::number;

use crate::dossier::{Audience, Event, Flag, HandOver, Happening, NoticeOutcome, Outcome, PaidBy};
use crate::store::Role;

/// What happened, for the desk. `office` names a unit, `officer` an account.
pub(crate) fn happening(
    event: &Event,
    office: impl Fn(&str) -> String,
    officer: impl Fn(&str) -> String,
    paper: impl Fn(u16) -> String,
) -> String {
    let plain = |words: &str| words.to_owned();
    match &event.what {
        Happening::Submitted(about) => match about.via {
            Via::Online => plain("Hồ sơ được gửi trực tuyến"),
            Via::Post => plain("Hồ sơ đến qua bưu chính"),
            Via::Counter => plain("Hồ sơ nộp tại quầy"),
        },
        Happening::Accepted { .. } => plain("Tiếp nhận hồ sơ"),
        Happening::Rejected => plain("Từ chối tiếp nhận"),
        Happening::SupplementAsked { papers } => {
            let names: Vec<String> = papers.iter().map(|number| paper(*number)).collect();
            format!("Yêu cầu bổ sung: {}", names.join("; "))
        }
        Happening::SupplementSent { via: how, files } => match files {
            0 => format!("Nộp giấy tờ bổ sung ({})", via(*how)),
            files => format!("Nộp giấy tờ bổ sung ({}), {files} tệp", via(*how)),
        },
        Happening::Completed { .. } => plain("Hồ sơ đã đủ, thời hạn tính lại từ đầu"),
        Happening::HandedOver { to } => format!("Chuyển đến {}", office(to)),
        Happening::TakenOver => plain("Bộ phận giải quyết đã nhận"),
        Happening::Assigned { to } => format!("Giao cho {}", officer(to)),
        Happening::PaymentAsked { amount_vnd } => format!("Yêu cầu nộp {}", money(*amount_vnd)),
        Happening::Paid { amount_vnd, by } => {
            let how = match by {
                PaidBy::Cash => "tiền mặt",
                PaidBy::Transfer => "chuyển khoản",
                PaidBy::Post => "qua bưu chính",
            };
            format!("Đã nộp {} ({how})", money(*amount_vnd))
        }
        Happening::Paused => plain("Tạm dừng giải quyết"),
        Happening::StoppedForGood => plain("Dừng hẳn việc giải quyết"),
        Happening::Resumed { .. } => plain("Tiếp tục giải quyết"),
        Happening::Finished { outcome: Outcome::Granted, .. } => plain("Đã có kết quả"),
        Happening::Finished { outcome: Outcome::Refused, .. } => plain("Văn bản từ chối giải quyết"),
        Happening::Returned { via: how } => format!("Trả kết quả ({})", via(*how)),
        Happening::Withdrawn => plain("Người nộp rút hồ sơ"),
        Happening::Apologised { due } => format!("Xin lỗi và hẹn lại ngày {}", due.vietnamese()),
        Happening::DueSet(promise) => format!("Đặt ngày hẹn {}", crate::words::due_words(promise.due)),
        Happening::Noted { to: Audience::Desk } => plain("Ghi chú nội bộ"),
        Happening::Noted { to: Audience::Applicant } => plain("Lời nhắn cho người nộp"),
        Happening::Notified { outcome: NoticeOutcome::Sent, .. } => plain("Đã gửi thông báo"),
        Happening::Notified { outcome: NoticeOutcome::GivenUp, .. } => plain("Không gửi được thông báo"),
        Happening::PinRenewed { .. } => plain("Cấp mã PIN mới"),
        Happening::Corrected { event } => format!("Đính chính: bỏ bước số {event}"),
        Happening::Erased { .. } => plain("Đã xóa dữ liệu cá nhân"),
    }
}

/// Amount in đồng: "8.000 đồng".
pub(crate) fn money(amount_vnd: u64) -> String {
    format!("{} đồng", number(amount_vnd))
}

/// A way to hand in or out.
pub(crate) fn via(via: Via) -> &'static str {
    match via {
        Via::Counter => "trực tiếp",
        Via::Online => "trực tuyến",
        Via::Post => "bưu chính",
    }
}

/// What a flag says; it blocks nobody.
pub(crate) fn flag(flag: Flag) -> &'static str {
    match flag {
        Flag::AnsweredLate => "Trả lời hồ sơ trực tuyến chậm hơn quy định",
        Flag::EnteredLater => "Nhập sau ngày nhận",
        Flag::HandedOverLate => "Chuyển chậm hơn ngày nhận",
        Flag::CheckedLate => "Yêu cầu bổ sung sau thời gian thẩm định",
        Flag::RefusedLate => "Văn bản từ chối sau ngày hẹn",
        Flag::ApologyLate => "Xin lỗi muộn: ngày hẹn cũ vẫn dùng để thống kê",
        Flag::ApologyAgain => "Hẹn lại lần nữa: ngày hẹn cũ vẫn dùng để thống kê",
        Flag::NoDueDate => "Chưa có ngày hẹn",
        Flag::DueByOfficer => "Ngày hẹn do cán bộ ghi",
        Flag::DueProvisional => "Ngày hẹn tạm tính",
        Flag::Early => "Có kết quả trước hạn",
    }
}

/// What a role is called.
pub(crate) fn role(role: Role) -> &'static str {
    match role {
        Role::Receive => "tiếp nhận và trả kết quả",
        Role::Process => "giải quyết",
        Role::Sign => "ký",
        Role::Lead => "phụ trách",
        Role::Administer => "quản trị",
    }
}

/// Where the papers are.
pub(crate) fn hand_over(track: &HandOver, office: impl Fn(&str) -> String) -> String {
    match track {
        HandOver::OneStop => "Ở bộ phận một cửa".to_owned(),
        HandOver::Given { to } => format!("Đã chuyển đến {}, bên nhận chưa xác nhận", office(to)),
        HandOver::Taken { by } => format!("Ở {}", office(by)),
    }
}

/// What was read.
pub(crate) fn reading(what: &str) -> &'static str {
    match what {
        "detail" => "xem hồ sơ",
        "file" => "tải tệp",
        "search" => "thấy khi tìm",
        "slip" => "in phiếu",
        _ => "xem trong sổ",
    }
}
