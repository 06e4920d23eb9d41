//! What is wrong with a disk or a database, in words that an operator can act on.

use rusqlite::ErrorCode;

pub(super) use crate::words::of_system;

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
