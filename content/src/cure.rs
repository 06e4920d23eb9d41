use crate::{Part, Rule};

impl Rule {
    /// What to do about a fault of this kind, in Vietnamese, where the fault itself says nothing nearer.
    pub fn cure(self) -> &'static str {
        match self {
            Rule::Unreadable => "xem lại quyền đọc của tệp hay thư mục, ví dụ: chmod u+r TỆP",
            Rule::NotUtf8 => "mở tệp bằng trình soạn thảo và lưu lại với bảng mã UTF-8",
            Rule::NotNfc => "gõ lại chữ có dấu bằng bộ gõ đặt ở bảng mã “Unicode dựng sẵn”",
            Rule::ByteOrderMark => "lưu lại với bảng mã “UTF-8”, không phải “UTF-8 with BOM”",
            Rule::Tab => "thay bằng hai dấu cách",
            Rule::CarriageReturn => "đặt trình soạn thảo lưu với xuống dòng kiểu LF",
            Rule::StrangeCharacter => "xóa ký tự này rồi gõ lại chữ ở đó",
            Rule::TooLarge => "tách thành nhiều tệp nhỏ hơn",
            Rule::Syntax => "xem lại thụt lề, ngoặc kép và dấu hai chấm quanh dòng này",
            Rule::DuplicateKey | Rule::DuplicateRecord => "giữ một, bỏ một",
            Rule::UnknownKey => "xem các khóa có thể dùng: motcua schema",
            Rule::MissingKey => "thêm khóa này; xem một bản ghi khác cùng loại",
            Rule::WrongValue => "sửa giá trị ở chỗ dấu ^; cách viết từng phần ở docs/editing.md",
            Rule::FileName => "đổi tên tệp hoặc sửa nội dung cho khớp nhau",
            Rule::Validity => "sửa valid.from hoặc valid.to theo văn bản công bố",
            Rule::UnknownReference => "sửa cho đúng mã đã có, hoặc thêm mục ấy vào nội dung trước",
            Rule::Link => "chép tệp vào thư mục thay vì liên kết",
            Rule::UnsafeMarkdown => "viết bằng chữ thường và Markdown",
            Rule::Empty => "viết nội dung cho tệp, hoặc xóa tệp",
            Rule::SourceChanged => "so bản ghi với nguồn, sửa chỗ cần sửa, rồi xóa “review: open” ở dòng này",
            Rule::PlaceholderName => "chép tên từ văn bản công bố vào name",
            Rule::FeeAmount => "xem lại nguồn; mất ba số 0 thì thêm vào amount_vnd",
            Rule::PaperQuantity => {
                "nguồn có nêu thì ghi originals, copies; chỉ đưa ra xem rồi cầm về thì ghi show_only: true"
            }
            Rule::UntitledLegalText => "chép tên văn bản từ bản đã công bố vào title",
            Rule::SummaryLength => {
                "giữ điều người dân nhận được và một điều hay quên; phần còn lại sang steps"
            }
            Rule::PaperName => {
                "chỉ giữ tên giấy; điều kiện sang when, giải thích sang note, bỏ dấu ở hai đầu"
            }
            Rule::WhenLength => "nói ngắn ai cần giấy này; chi tiết sang note",
            Rule::SentenceLength => "tách câu, mỗi câu một ý",
            Rule::StepCount => "gộp hoặc tách theo những gì người nộp phải làm",
            Rule::KeywordCount => "thêm cách người dân gõ, hoặc bỏ từ ít ai gõ",
            Rule::Phrase => "viết lại bằng lời thường, nói rõ ai, cái gì, văn bản nào",
            Rule::Missing(part) => add(part),
            Rule::Unclear(part) => settle(part),
        }
    }
}

/// What to write for a part that is absent.
fn add(part: Part) -> &'static str {
    match part {
        Part::Summary => "viết summary: một hoặc hai câu, người dân nhận được gì và điều hay quên",
        Part::Steps => "viết steps: 3 đến 7 bước, mỗi bước nói ai làm gì",
        Part::Channels => {
            "nguồn có nêu thì viết channels: tại quầy (counter), trực tuyến (online), bưu điện (post)"
        }
        Part::Components => "nguồn có nêu thì viết cases, mỗi giấy tờ một dòng trong components",
        Part::Sets => "nguồn có nêu thì viết sets: số bộ",
        Part::Time => "nguồn có nêu thì viết time ở từng cách nộp: {amount: 5, unit: working_day}",
        Part::Audience => "nguồn có nêu thì viết audience, ví dụ [citizen]",
        Part::Agencies => {
            "nguồn có nêu thì viết agencies: {decides: mã cơ quan}; mã ở agencies.yaml và units.yaml"
        }
        Part::Results => "nguồn có nêu thì viết results: [{name: tên giấy nhận được}]",
        Part::Fees => "nguồn có nêu thì viết fees ở từng cách nộp; fees: [] là miễn phí",
        Part::Conditions => "nguồn có nêu thì viết conditions; conditions: none là không có điều kiện nào",
        Part::LegalBasis => "nguồn có nêu thì viết legal_basis: [số văn bản]; văn bản ở legal/",
        Part::Decision => "nguồn có nêu thì viết decision: {number: số quyết định, date: ngày ký}",
        Part::DecisionDate => "tìm ngày ký trên quyết định công bố, thêm date: năm-tháng-ngày vào decision",
        Part::Online => "nguồn có nêu thì viết online: {mode: full hoặc partial, source: nơi đã đọc}",
    }
}

/// How a part that the source leaves open is settled.
fn settle(part: Part) -> &'static str {
    match part {
        Part::Steps => "đọc quyết định công bố, sửa steps, rồi xóa mục steps trong unclear",
        Part::Channels => "hỏi nơi nhận hồ sơ, sửa channels, rồi xóa mục channels trong unclear",
        Part::Components => "đọc quyết định công bố, sửa cases, rồi xóa mục components trong unclear",
        Part::Sets => "hỏi nơi nhận hồ sơ, sửa sets, rồi xóa mục sets trong unclear",
        Part::Time => "đọc quyết định công bố, sửa time của cách nộp, rồi xóa mục time trong unclear",
        Part::Audience => "đọc quyết định công bố, sửa audience, rồi xóa mục audience trong unclear",
        Part::Agencies => "đọc quyết định công bố, sửa agencies, rồi xóa mục agencies trong unclear",
        Part::Results => "đọc quyết định công bố, sửa results, rồi xóa mục results trong unclear",
        Part::Fees => "tìm văn bản quy định mức thu, sửa fees của cách nộp, rồi xóa mục fees trong unclear",
        Part::Conditions => "đọc quyết định công bố, sửa conditions, rồi xóa mục conditions trong unclear",
        Part::LegalBasis => "tìm đúng số văn bản, sửa legal_basis, rồi xóa mục legal_basis trong unclear",
        Part::Decision => "tìm đúng số quyết định, sửa decision, rồi xóa mục decision trong unclear",
        Part::DecisionDate => "tìm ngày ký trên quyết định công bố",
        Part::Online => "xem danh mục dịch vụ công trực tuyến của bộ hoặc tỉnh",
        Part::Summary => "viết lại summary",
    }
}
