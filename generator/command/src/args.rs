//! The arguments as typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use content::{Day, Level, ProcedureCode, ReviewState};

use crate::report::Format;

/// Một Cửa: từ tệp YAML thành trang thủ tục hành chính tra cứu được, in được, đọc được khi không có mạng.
#[derive(Debug, Parser)]
#[command(name = "motcua", version, arg_required_else_help = true, disable_help_subcommand = true)]
#[command(
    after_help = "Ví dụ:\n  motcua serve                    xem toàn bộ trang trên máy này\n  motcua check --watch            báo lỗi ngay khi lưu tệp\n  motcua build --out public       dựng trang tĩnh vào thư mục public"
)]
pub struct Motcua {
    /// Thư mục nội dung
    #[arg(long, global = true, default_value = "content", value_name = "THƯ_MỤC")]
    pub content: PathBuf,
    /// Thư mục giao diện, thay từng tệp của giao diện có sẵn
    #[arg(long, global = true, value_name = "THƯ_MỤC")]
    pub theme: Option<PathBuf>,
    /// Việc cần làm
    #[command(subcommand)]
    pub task: Task,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// Dựng trang tĩnh vào một thư mục
    Build(Build),
    /// Báo mọi lỗi và chỗ còn thiếu của nội dung
    Check(Check),
    /// Mở trang trên máy này; tự cập nhật khi tệp thay đổi
    Serve(Serve),
    /// Tạo tệp mẫu cho một thủ tục mới
    New(New),
    /// Chuyển dữ liệu cổng quốc gia (JSONL) thành tệp YAML
    Import(Import),
    /// In JSON Schema để trình soạn thảo gợi ý và báo lỗi khi gõ
    Schema(Schema),
    /// Liệt kê thủ tục
    List(List),
    /// Tìm như ô tìm kiếm của trang
    Search(Search),
    /// Tạo, xem, đóng tài khoản cán bộ; đặt lại mật khẩu
    Officer(Officer),
    /// Sao lưu thư mục hồ sơ, cả khi máy chủ đang chạy
    #[command(
        after_help = "Ví dụ:\n  motcua backup /mnt/sao-luu/2026-11-25 --data /var/lib/motcua\n\nMáy chủ có thể đang chạy. Bản sao giữ cả khóa bí mật: cất kín như thư mục hồ sơ."
    )]
    Backup(Moved),
    /// Phục hồi một bản sao lưu vào thư mục hồ sơ trống
    #[command(
        after_help = "Ví dụ:\n  motcua restore /mnt/sao-luu/2026-11-25 --data /var/lib/motcua-moi\n\nMã hồ sơ trong ngày phục hồi bỏ qua 5.000 số, để không mã nào cấp lại."
    )]
    Restore(Moved),
    /// Xuất mọi hồ sơ thành JSONL kèm tệp, để chuyển sang nơi giữ khác
    #[command(after_help = "Ví dụ:\n  motcua export /mnt/xuat --data /var/lib/motcua")]
    Export(Moved),
    /// Nạp một bản xuất vào thư mục hồ sơ mới
    #[command(after_help = "Ví dụ:\n  motcua load /mnt/xuat --data /var/lib/motcua-moi")]
    Load(Moved),
    /// Kiểm tra mọi hồ sơ, chuỗi, tệp và số của thư mục hồ sơ
    #[command(
        after_help = "Ví dụ:\n  motcua doctor --data /var/lib/motcua\n\nKết thúc 0: mọi thứ đúng; 1: có chỗ sai; 2: không kiểm tra được."
    )]
    Doctor(Data),
    /// Xóa nội dung hồ sơ hết thời hạn lưu ghi trong site.yaml; xem nhật ký xóa
    Retention(Retention),
}

/// A folder copied from or to the data folder.
#[derive(Debug, Args)]
pub struct Moved {
    /// Thư mục của bản sao hoặc bản xuất
    #[arg(value_name = "THƯ_MỤC")]
    pub folder: PathBuf,
    /// Thư mục hồ sơ, như của motcua serve
    #[arg(long, value_name = "THƯ_MỤC")]
    pub data: PathBuf,
}

/// `motcua doctor`.
#[derive(Debug, Args)]
pub struct Data {
    /// Thư mục hồ sơ, như của motcua serve
    #[arg(long, value_name = "THƯ_MỤC")]
    pub data: PathBuf,
}

/// `motcua retention`.
#[derive(Debug, Args)]
#[command(
    after_help = "Ví dụ:\n  motcua retention --data /var/lib/motcua --dry-run\n\nmotcua serve --data tự làm việc này mỗi ngày một lần. --dry-run dùng được khi máy chủ đang chạy."
)]
pub struct Retention {
    /// Thư mục hồ sơ, như của motcua serve
    #[arg(long, value_name = "THƯ_MỤC")]
    pub data: PathBuf,
    /// Chỉ xem: hồ sơ nào hết hạn lưu, và nhật ký xóa
    #[arg(long)]
    pub dry_run: bool,
}

/// `motcua build`.
#[derive(Debug, Args)]
#[command(
    after_help = "Ví dụ:\n  motcua build --out public --base https://vidu.vn/thu-tuc-hanh-chinh/\n  motcua build --out usb --portable"
)]
pub struct Build {
    /// Thư mục kết quả: thư mục mới, trống, hoặc của lần dựng trước
    #[arg(long, default_value = "public", value_name = "THƯ_MỤC")]
    pub out: PathBuf,
    /// Chỉ dựng vài phần: pages là trang HTML, JSON và sơ đồ; search là dữ liệu tìm kiếm; documents là Word và PDF
    #[arg(long, value_name = "PHẦN", value_delimiter = ',')]
    pub only: Vec<Only>,
    /// Địa chỉ gốc của trang trên mạng; có thì thêm canonical và sitemap.xml
    #[arg(long, value_name = "URL")]
    pub base: Option<String>,
    /// Ngày dựng trang, thay cho as_of của site.yaml (năm-tháng-ngày)
    #[arg(long, value_name = "NGÀY")]
    pub date: Option<Day>,
    /// Trang mở được bằng cách bấm đúp, từ USB hay điện thoại, không cần máy chủ
    #[arg(long)]
    pub portable: bool,
}

/// A part of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Only {
    /// HTML, JSON, sơ đồ trang
    Pages,
    /// Dữ liệu tìm kiếm
    Search,
    /// Word và PDF của biểu mẫu
    Documents,
}

/// `motcua check`.
#[derive(Debug, Args)]
#[command(
    after_help = "Ví dụ:\n  motcua check\n  motcua check --all | less\n  motcua check --stats\n  motcua check --format github --deny-warnings"
)]
pub struct Check {
    /// Cách in
    #[arg(long, value_enum, default_value_t = Format::Text, value_name = "DẠNG")]
    pub format: Format,
    /// Coi cảnh báo như lỗi
    #[arg(long)]
    pub deny_warnings: bool,
    /// In từng cảnh báo; không có thì quá 50 cảnh báo chỉ in số lượng và ba chỗ đầu của mỗi loại
    #[arg(long)]
    pub all: bool,
    /// In thêm mức đầy đủ theo phần, lĩnh vực, cơ quan
    #[arg(long)]
    pub stats: bool,
    /// Kiểm tra lại mỗi khi tệp thay đổi
    #[arg(long)]
    pub watch: bool,
}

/// `motcua serve`.
#[derive(Debug, Args)]
#[command(
    after_help = "Ví dụ:\n  motcua serve\n  motcua serve --port 8080 --no-watch --data /var/lib/motcua"
)]
pub struct Serve {
    /// Cổng
    #[arg(long, default_value_t = 8017, value_name = "SỐ")]
    pub port: u16,
    /// Địa chỉ nghe; 0.0.0.0 để máy khác vào được
    #[arg(long, default_value = "127.0.0.1", value_name = "ĐỊA_CHỈ")]
    pub host: std::net::IpAddr,
    /// Chạy thật: không theo dõi tệp, có nén và nhớ đệm
    #[arg(long)]
    pub no_watch: bool,
    /// Thư mục giữ hồ sơ; không có thì hồ sơ chỉ ở trong bộ nhớ, tắt là mất
    #[arg(long, value_name = "THƯ_MỤC")]
    pub data: Option<PathBuf>,
    /// Máy chủ đứng trước, được tin khi nói địa chỉ người gọi
    #[arg(long, value_name = "ĐỊA_CHỈ")]
    pub proxy: Vec<std::net::IpAddr>,
    /// Người dùng vào bằng https
    #[arg(long)]
    pub tls: bool,
}

/// `motcua new`.
#[derive(Debug, Args)]
#[command(after_help = "Ví dụ:\n  motcua new 9.000001 --field ho-tich")]
pub struct New {
    /// Mã thủ tục, ví dụ 9.000001
    #[arg(value_name = "MÃ")]
    pub code: ProcedureCode,
    /// Lĩnh vực, xem: motcua list --fields
    #[arg(long, value_name = "MÃ")]
    pub field: String,
}

/// `motcua import`.
#[derive(Debug, Args)]
#[command(
    after_help = "Ví dụ:\n  motcua import du-lieu.jsonl --into content\n  motcua import cua-tinh.jsonl --into content --text keep"
)]
pub struct Import {
    /// Tệp JSONL, mỗi dòng một thủ tục
    #[arg(required = true, value_name = "TỆP")]
    pub files: Vec<PathBuf>,
    /// Thư mục nội dung nhận kết quả; ghi vào procedures/
    #[arg(long, value_name = "THƯ_MỤC")]
    pub into: PathBuf,
    /// keep: mang theo cả câu chữ của nguồn, khi bạn có quyền dùng chúng
    #[arg(long, value_enum, default_value_t = Text::Facts, value_name = "MỨC")]
    pub text: Text,
    /// Khi nào nguồn được đọc, ghi vào source.seen
    #[arg(long, value_name = "CHỮ")]
    pub seen: Option<String>,
    /// Ghi thêm dấu của từng phần vào bản ghi nhập từ trước mà nguồn chưa đổi; lần sau mới nói được phần nào đổi
    #[arg(long)]
    pub mark_parts: bool,
    /// Chỉ lấy các mã trong tệp này, mỗi dòng một mã
    #[arg(long, value_name = "TỆP")]
    pub select: Option<PathBuf>,
}

/// What to carry over of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Text {
    /// Chỉ dữ kiện
    Facts,
    /// Cả câu chữ
    Keep,
}

/// `motcua schema`.
#[derive(Debug, Args)]
#[command(after_help = "Ví dụ:\n  motcua schema --into content/.schema")]
pub struct Schema {
    /// Ghi mọi schema vào thư mục này thay vì in schema của thủ tục
    #[arg(long, value_name = "THƯ_MỤC")]
    pub into: Option<PathBuf>,
}

/// `motcua list`.
#[derive(Debug, Args)]
#[command(
    after_help = "Ví dụ:\n  motcua list --field ho-tich\n  motcua list --level commune --state imported --json"
)]
pub struct List {
    /// Chỉ lĩnh vực này
    #[arg(long, value_name = "MÃ")]
    pub field: Option<String>,
    /// Chỉ cơ quan này
    #[arg(long, value_name = "MÃ")]
    pub agency: Option<String>,
    /// Chỉ cấp này: commune, district, province, ministry, other
    #[arg(long, value_name = "CẤP", value_parser = level)]
    pub level: Option<Level>,
    /// Chỉ bản ghi ở mức này: imported, drafted, reviewed
    #[arg(long, value_name = "MỨC", value_parser = state)]
    pub state: Option<ReviewState>,
    /// Liệt kê lĩnh vực thay vì thủ tục
    #[arg(long)]
    pub fields: bool,
    /// In JSON
    #[arg(long)]
    pub json: bool,
}

/// `motcua search`.
#[derive(Debug, Args)]
#[command(after_help = "Ví dụ:\n  motcua search lam so do\n  motcua search \"mất ví\" --json")]
pub struct Search {
    /// Điều cần tìm, gõ như trên trang
    #[arg(required = true, value_name = "CHỮ")]
    pub words: Vec<String>,
    /// Số kết quả
    #[arg(long, default_value_t = 10, value_name = "SỐ")]
    pub most: usize,
    /// In JSON
    #[arg(long)]
    pub json: bool,
}

/// `motcua officer`.
#[derive(Debug, Args)]
#[command(
    after_help = "Ví dụ:\n  motcua officer add lan --name \"Nguyễn Thị Lan\" --role receive,process --agency \"Xã Bằng Vân\" --data /var/lib/motcua\n  motcua officer list --data /var/lib/motcua\n  motcua officer reset lan --data /var/lib/motcua\n\nDùng được cả khi máy chủ đang chạy. Mật khẩu do lệnh đặt ra và in một lần, hoặc đọc từ đầu vào với --password-stdin.\nLần đăng nhập đầu tiên ở /can-bo/ sẽ đặt mã xác nhận trên điện thoại."
)]
pub struct Officer {
    /// Việc: tạo, liệt kê, đóng, hoặc đặt lại mật khẩu và mã xác nhận
    #[arg(value_enum, value_name = "VIỆC")]
    pub task: OfficerTask,
    /// Tên tài khoản: chữ thường, chữ số, dấu chấm, gạch ngang
    #[arg(value_name = "TÀI_KHOẢN")]
    pub id: Option<String>,
    /// Thư mục giữ hồ sơ, như của motcua serve
    #[arg(long, required = true, value_name = "THƯ_MỤC")]
    pub data: PathBuf,
    /// Họ và tên cán bộ
    #[arg(long, value_name = "TÊN")]
    pub name: Option<String>,
    /// Vai trò: receive là tiếp nhận, process giải quyết, sign ký, lead phụ trách, administer quản trị
    #[arg(long, value_enum, value_delimiter = ',', value_name = "VAI_TRÒ")]
    pub role: Vec<OfficerRole>,
    /// Nơi nhận hồ sơ mà cán bộ làm việc: tên hoặc mã; viết nhiều lần nếu nhiều nơi
    #[arg(long, value_name = "NƠI")]
    pub agency: Vec<String>,
    /// Đọc mật khẩu từ đầu vào, một dòng
    #[arg(long)]
    pub password_stdin: bool,
}

/// What to do with accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum OfficerTask {
    /// Tạo
    Add,
    /// Liệt kê
    List,
    /// Đóng
    Close,
    /// Đặt lại mật khẩu và mã xác nhận
    Reset,
}

/// A role as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum OfficerRole {
    /// Tiếp nhận
    Receive,
    /// Giải quyết
    Process,
    /// Ký
    Sign,
    /// Phụ trách
    Lead,
    /// Quản trị
    Administer,
}

fn level(text: &str) -> Result<Level, String> {
    match text {
        "commune" => Ok(Level::Commune),
        "district" => Ok(Level::District),
        "province" => Ok(Level::Province),
        "ministry" => Ok(Level::Ministry),
        "other" => Ok(Level::Other),
        _ => Err("chọn một: commune, district, province, ministry, other".to_owned()),
    }
}

fn state(text: &str) -> Result<ReviewState, String> {
    match text {
        "imported" => Ok(ReviewState::Imported),
        "drafted" => Ok(ReviewState::Drafted),
        "reviewed" => Ok(ReviewState::Reviewed),
        _ => Err("chọn một: imported, drafted, reviewed".to_owned()),
    }
}
