use std::io::{self, ErrorKind};

/// No file can be opened any more: the process has its most (24), or the machine (23).
const NO_HANDLES: [i32; 2] = [23, 24];

/// What `error` of the system means.
pub(crate) fn of_system(error: &io::Error) -> String {
    let number = error.raw_os_error();
    let words = match error.kind() {
        ErrorKind::StorageFull => "đĩa đầy",
        ErrorKind::QuotaExceeded => "hết hạn mức đĩa",
        ErrorKind::FileTooLarge => "tệp vượt giới hạn của hệ thống",
        ErrorKind::ReadOnlyFilesystem => "ổ đĩa chỉ cho đọc",
        ErrorKind::PermissionDenied => "không có quyền đọc hoặc ghi",
        ErrorKind::NotFound => "không có tệp hoặc thư mục này",
        ErrorKind::AlreadyExists => "đã có tệp hoặc thư mục này",
        ErrorKind::NotADirectory => "đây không phải thư mục",
        ErrorKind::IsADirectory => "đây là thư mục",
        ErrorKind::UnexpectedEof => "tệp bị cắt ngắn",
        ErrorKind::AddrInUse => "cổng này đã có chương trình khác dùng",
        ErrorKind::AddrNotAvailable => "máy không có địa chỉ này",
        _ if number.is_some_and(|number| NO_HANDLES.contains(&number)) => {
            "hết số tệp được mở cùng lúc; tăng giới hạn (ulimit -n)"
        }
        _ => "lỗi đọc ghi",
    };
    number.map_or_else(|| words.to_owned(), |number| format!("{words} (mã {number})"))
}
