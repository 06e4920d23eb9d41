use serde::{Deserialize, Serialize};

/// Where the business of a dossier stands: the ten states of the national platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// 1, mới đăng ký: sent, not yet accepted. The clock hasn't begun.
    Submitted,
    /// 2, được tiếp nhận: accepted; the clock begins.
    Accepted,
    /// 3, không được tiếp nhận: refused at intake. Closed.
    Rejected,
    /// 4, đang xử lý: with the unit that works on it.
    InProgress,
    /// 5, yêu cầu bổ sung giấy tờ: the clock stops, and begins anew on the full dossier.
    SupplementAsked,
    /// 6, yêu cầu thực hiện nghĩa vụ tài chính: the clock stands still.
    PaymentAsked,
    /// 7, công dân yêu cầu rút hồ sơ. Closed.
    Withdrawn,
    /// 8, dừng xử lý: the clock stands still. Closed only when the stop is final.
    Stopped,
    /// 9, đã xử lý xong: the result is at the one-stop; the clock ends.
    Finished,
    /// 10, đã trả kết quả: the applicant has it. Closed.
    Returned,
}

/// How far a dossier is, for anybody who knows its code: all that may be told without the PIN
/// (Circular 01/2018/TT-VPCP article 16.2.d).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completion {
    /// Steps done, 1 to `of`.
    pub done: u8,
    /// Steps there are: sent, accepted, in progress, result ready, result handed out.
    pub of: u8,
}

impl Status {
    /// Every state in the order of its number.
    pub const ALL: [Status; 10] = [
        Status::Submitted,
        Status::Accepted,
        Status::Rejected,
        Status::InProgress,
        Status::SupplementAsked,
        Status::PaymentAsked,
        Status::Withdrawn,
        Status::Stopped,
        Status::Finished,
        Status::Returned,
    ];

    /// Number on the national platform, 1 to 10.
    pub fn number(self) -> u8 {
        self as u8 + 1
    }

    /// Name on the national platform.
    pub fn name(self) -> &'static str {
        match self {
            Status::Submitted => "Mới đăng ký",
            Status::Accepted => "Được tiếp nhận",
            Status::Rejected => "Không được tiếp nhận",
            Status::InProgress => "Đang xử lý",
            Status::SupplementAsked => "Yêu cầu bổ sung giấy tờ",
            Status::PaymentAsked => "Yêu cầu thực hiện nghĩa vụ tài chính",
            Status::Withdrawn => "Công dân yêu cầu rút hồ sơ",
            Status::Stopped => "Dừng xử lý",
            Status::Finished => "Đã xử lý xong",
            Status::Returned => "Đã trả kết quả",
        }
    }

    /// The states that may come next.
    pub fn next(self) -> &'static [Status] {
        use Status::*;
        match self {
            Submitted => &[Accepted, Rejected, SupplementAsked, Withdrawn],
            Accepted => &[InProgress, Withdrawn, Stopped, Finished],
            InProgress => &[SupplementAsked, PaymentAsked, Withdrawn, Stopped, Finished],
            SupplementAsked => &[Accepted, InProgress, Withdrawn, Stopped],
            PaymentAsked => &[InProgress, Withdrawn, Stopped],
            Stopped => &[InProgress],
            Finished => &[Returned],
            Rejected | Withdrawn | Returned => &[],
        }
    }

    /// True when nothing comes after it; a final stop is told by the dossier.
    pub fn is_closed(self) -> bool {
        self.next().is_empty()
    }

    /// How far a dossier in this state is.
    pub fn completion(self) -> Completion {
        let done = match self {
            Status::Submitted => 1,
            Status::Accepted => 2,
            Status::InProgress | Status::SupplementAsked | Status::PaymentAsked | Status::Stopped => 3,
            Status::Finished => 4,
            Status::Rejected | Status::Withdrawn | Status::Returned => 5,
        };
        Completion { done, of: 5 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_numbered_as_on_the_national_platform() {
        for (at, status) in Status::ALL.into_iter().enumerate() {
            assert_eq!(usize::from(status.number()), at + 1);
        }
    }

    #[test]
    fn only_refusal_withdrawal_and_return_close_for_good() {
        let closed: Vec<u8> =
            Status::ALL.into_iter().filter(|one| one.is_closed()).map(Status::number).collect();
        assert_eq!(closed, [3, 7, 10]);
    }
}
