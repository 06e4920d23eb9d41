//! What is wrong with a disk or a database, in words that an operator can act on.

use std::io::{self, ErrorKind};

use rusqlite::ErrorCode;

/// No file can be opened any more: the process has its most (24), or the machine (23).
const NO_HANDLES: [i32; 2] = [23, 24];

/// What `error` of the system means.
pub(super) fn of_system(error: &io::Error) -> String {
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
        _ if number.is_some_and(|number| NO_HANDLES.contains(&number)) => {
            "hết số tệp được mở cùng lúc; tăng giới hạn (ulimit -n)"
        }
        _ => "lỗi đọc ghi",
    };
    number.map_or_else(|| words.to_owned(), |number| format!("{words} (mã {number})"))
}

/// What `error` of SQLite means.
pub(super) fn of_database(error: &rusqlite::Error) -> String {
    let Some(code) = error.sqlite_error_code() else { return format!("câu hỏi sai kiểu ({error})") };
    let words = match code {
        ErrorCode::DiskFull => "đĩa đầy",
        ErrorCode::ReadOnly => "cơ sở dữ liệu chỉ cho đọc",
        ErrorCode::CannotOpen => "không mở được tệp của cơ sở dữ liệu",
        ErrorCode::PermissionDenied => "không có quyền đọc hoặc ghi cơ sở dữ liệu",
        ErrorCode::DatabaseCorrupt => "cơ sở dữ liệu hỏng hoặc bị cắt ngắn",
        ErrorCode::NotADatabase => "tệp không phải cơ sở dữ liệu hồ sơ",
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => "cơ sở dữ liệu đang bận",
        ErrorCode::SystemIoFailure => "lỗi đọc ghi cơ sở dữ liệu",
        ErrorCode::OutOfMemory => "hết bộ nhớ",
        _ => "lỗi cơ sở dữ liệu",
    };
    let number = error.sqlite_error().map_or(0, |error| error.extended_code);
    format!("{words} (SQLite {number})")
}
