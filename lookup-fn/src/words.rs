//! What the function says to people, in Vietnamese: kind, short, no code and no English in it.

pub(crate) mod desk;
mod due;
mod file;
mod form;
mod state;
mod system;

pub(crate) use due::{day, due_words, explained, moment, term};
pub(crate) use file::file_words;
pub(crate) use form::refused;
pub(crate) use state::{SUPPLEMENT_CAME, event, state};
pub(crate) use system::of_system;

/// Said with every answer of a trial.
pub(crate) const TRIAL: &str =
    "Đây là bản chạy thử trên một máy: không cơ quan nào nhận hồ sơ này. Đừng gửi giấy tờ thật.";

/// Title and words of a problem.
pub(crate) fn problem(code: &str) -> (&'static str, &'static str) {
    match code {
        "submission-off" => {
            ("Trang này không nhận hồ sơ", "Bạn nộp trên Cổng Dịch vụ công quốc gia hoặc tại quầy.")
        }
        "faulty-fields" => (
            "Có chỗ cần sửa",
            "Hãy xem từng mục được nêu bên dưới rồi gửi lại. Những gì bạn đã viết vẫn còn.",
        ),
        "other-body" => (
            "Lần gửi này đã dùng cho một hồ sơ khác",
            "Hồ sơ đầu tiên đã được nhận và vẫn còn nguyên. Muốn nộp thêm hồ sơ mới, hãy mở lại trang nộp.",
        ),
        "overtaken" => ("Hồ sơ vừa có thay đổi", "Hãy xem lại hồ sơ rồi làm lại nếu vẫn cần."),
        "not-now" => (
            "Lúc này chưa làm được việc đó",
            "Trạng thái hiện nay của hồ sơ không cho làm việc này. Hãy xem lại hồ sơ, hoặc hỏi nơi nhận.",
        ),
        "no-such-dossier" => {
            ("Không tìm thấy hồ sơ", "Chưa có hồ sơ nào mang mã này. Hãy xem lại từng ký tự trên giấy hẹn.")
        }
        "not-a-code" => {
            ("Mã hồ sơ chưa đúng dạng", "Mã hồ sơ in trên giấy tiếp nhận, ví dụ 000.00.12.H03-181018-0007.")
        }
        "wrong-pin" => (
            "Mã hồ sơ hoặc mã PIN không đúng",
            "Hãy xem lại cả hai trên giấy tiếp nhận. Mất mã PIN thì mang giấy tờ tùy thân đến quầy để lấy mã mới.",
        ),
        "too-many-attempts" => (
            "Đã thử quá nhiều lần",
            "Hãy nghỉ một lát rồi thử lại. Hồ sơ của bạn không bị khóa: máy khác vẫn xem được.",
        ),
        "too-many-sendings" => {
            ("Gửi quá nhiều lần", "Mạng này vừa gửi rất nhiều. Hãy nghỉ một lát rồi gửi lại.")
        }
        "overloaded" => ("Đang quá đông", "Hãy thử lại sau ít phút. Bản nháp của bạn vẫn còn trên máy."),
        "store-away" => (
            "Tạm thời chưa ghi được",
            "Chúng tôi chưa chắc lần gửi này đã được ghi. Hãy gửi lại nguyên như cũ sau ít phút: không bị thành hai hồ sơ.",
        ),
        "cannot-write" => (
            "Tạm thời chưa nhận được",
            "Máy chủ không ghi được nên chưa nhận hồ sơ. Bản nháp vẫn còn trên máy của bạn; hãy gửi lại sau ít phút.",
        ),
        "damaged" => {
            ("Hồ sơ này đang có trục trặc", "Chúng tôi đã ghi lại lỗi. Hãy hỏi nơi nhận, nêu mã hồ sơ.")
        }
        "no-rules" => ("Trang đang được sửa", "Danh mục thủ tục chưa sẵn sàng. Hãy thử lại sau ít phút."),
        "wrong-bytes" => (
            "Tệp không đúng như đã báo",
            "Kích thước, nội dung hoặc loại tệp khác với lúc chọn. Hãy chọn lại tệp rồi gửi lại.",
        ),
        "no-such-upload" => ("Không có tệp này", "Địa chỉ gửi tệp không đúng. Hãy chọn lại tệp rồi gửi lại."),
        "no-such-slip" => {
            ("Không có phiếu này", "Hồ sơ chưa có phiếu được hỏi, hoặc phiếu đã được đính chính.")
        }
        "no-such-file" => ("Không có tệp này", "Hồ sơ không có tệp được hỏi."),
        "no-such-procedure" => {
            ("Không có thủ tục này", "Danh mục không có thủ tục mang mã này, hoặc thủ tục chưa có hiệu lực.")
        }
        "too-large" => {
            ("Gửi lên quá lớn", "Hãy chụp hoặc quét nhỏ hơn, hoặc chia thành nhiều tệp, rồi gửi lại.")
        }
        "too-many-parts" => ("Quá nhiều mục", "Biểu mẫu gửi lên có quá nhiều mục hoặc tệp."),
        "too-slow" => {
            ("Đường truyền bị ngắt", "Chưa nhận đủ. Hãy gửi lại khi mạng khá hơn; không bị thành hai hồ sơ.")
        }
        "broken-body" => ("Nhận chưa đủ", "Đường truyền bị ngắt giữa chừng hoặc dữ liệu hỏng. Hãy gửi lại."),
        "wrong-type" => {
            ("Không đọc được dạng dữ liệu này", "Máy chủ chỉ đọc biểu mẫu của trang nộp hồ sơ hoặc JSON.")
        }
        "bad-key" => {
            ("Khóa chống gửi trùng không đúng dạng", "Khóa là 128 bit ngẫu nhiên, viết bằng 32 chữ số hệ 16.")
        }
        "foreign-origin" => {
            ("Trang khác gửi tới", "Chỉ trang này mới gửi được. Hãy mở trang nộp hồ sơ từ đây.")
        }
        "wrong-method" => ("Không dùng được theo cách này", "Hãy quay lại trang trước và thử lại."),
        "internal" => ("Có trục trặc ở phía chúng tôi", "Chúng tôi đã ghi lại lỗi. Hãy thử lại sau ít phút."),
        other => desk::problem(other),
    }
}

/// Words of a fault that isn't about what is written in a field.
pub(crate) fn fault(code: &str) -> &'static str {
    match code {
        "unknown-procedure" => "Danh mục không có thủ tục mang mã này.",
        "not-in-force" => "Hôm nay thủ tục này không có hiệu lực.",
        "unknown-case" => "Thủ tục không có trường hợp này.",
        "unknown-office" => "Nơi này không nhận thủ tục đã chọn. Hãy chọn nơi nhận trong danh sách.",
        "other-case" => {
            "Có tệp được chọn ở trường hợp khác với trường hợp bạn nộp. Hãy chọn lại tệp ở đúng trường hợp."
        }
        "unknown-paper" => "Danh sách giấy tờ của trường hợp này không có số đó.",
        "unknown-field" => "Biểu mẫu không có mục này.",
        "missing-paper" => "Thiếu giấy tờ này. Hãy thêm ảnh chụp hoặc tệp PDF.",
        "wrong-kind" => "Chỉ nhận ảnh JPEG, PNG, WebP hoặc tệp PDF. Tệp này là loại khác hoặc bị hỏng.",
        "empty-file" => "Tệp này trống, không có trang nào.",
        "too-large" => "Tệp này lớn quá. Hãy chụp hoặc quét nhỏ hơn.",
        "too-many-files" => "Nhiều tệp quá. Hãy gộp vài trang vào một tệp PDF.",
        "no-such-upload" => "Tệp này chưa lên tới nơi. Hãy gửi lại tệp.",
        "nothing-sent" => "Chưa có giấy tờ nào. Hãy thêm ít nhất một tệp.",
        "shape" => "Mục này không đúng dạng.",
        "required" => "Hãy điền mục này.",
        other => desk::fault(other),
    }
}
