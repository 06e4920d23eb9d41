//! What an operator does with the data folder, for the command `motcua` and for the function alone. Everything is told
//! in Vietnamese: what was done, or where it failed, why, and what to do.
//!
//! `backup`, `export`, `doctor` and looking at periods of keeping work beside a running server; `restore`, `load` and
//! deleting need the folder for themselves.

use std::fmt::Write as _;
use std::path::Path;

use content::intake::Intake;
use content::text::number;

use crate::Moment;
use crate::dossier::ErasedBecause;
use crate::retention::{Expired, delete_expired, expired_beside};
use crate::store::{Beside, SqliteStore, StoreError};
use crate::work::WorkError;

/// What an error of the system means, for an operator.
pub fn of_system(error: &std::io::Error) -> String {
    crate::words::of_system(error)
}

/// How a look at everything ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Examined {
    /// What to print.
    pub text: String,
    /// Whether nothing was wrong.
    pub is_well: bool,
}

/// Most lines that a list prints.
const MOST_LINES: usize = 50;

/// Copies everything of the folder `data` into the empty folder `into`.
///
/// Errors: in words.
pub fn backup(data: &Path, into: &Path, now: Moment) -> Result<String, String> {
    let told = |error| format!("không sao lưu được: {error}");
    outside(data, into).map_err(told)?;
    let about = Beside::open(data).and_then(|folder| folder.backup(into, now)).map_err(told)?;
    Ok(format!(
        "Đã sao lưu {} hồ sơ, {} tệp vào {}\n\
         Bản sao giữ mọi thứ, kể cả khóa bí mật: cất kín như thư mục hồ sơ.\n\
         Ai được xóa sau lúc này vẫn còn trong bản sao: bỏ bản sao khi hết hạn giữ.\n",
        number(about.dossiers),
        number(about.files),
        into.display()
    ))
}

/// Brings the backup in `from` back into the empty folder `data`.
///
/// Errors: in words.
pub fn restore(from: &Path, data: &Path, now: Moment) -> Result<String, String> {
    let told = |error| format!("không phục hồi được: {error}");
    outside(from, data).map_err(told)?;
    let about = crate::store::restore(from, data, now.day()).map_err(told)?;
    Ok(format!(
        "Đã phục hồi {} hồ sơ, {} tệp vào {}, theo bản sao lúc {} ngày {}\n\
         Mã hồ sơ hôm nay bỏ qua 5.000 số, để mã đã cấp sau lúc sao không cấp lại.\n\
         Số phiếu đã in sau lúc sao sẽ lặp lại: ghi chỗ ấy vào sổ giấy.\n\
         Ai được xóa sau lúc sao đã hiện lại: xóa lần nữa theo nhật ký xóa hoặc đơn đề nghị.\n",
        number(about.dossiers),
        number(about.files),
        data.display(),
        about.at.clock(),
        about.at.day().vietnamese()
    ))
}

/// Writes every dossier of the folder `data` as lines of JSON, with the files, into the empty folder `into`.
///
/// Errors: in words.
pub fn export(data: &Path, into: &Path) -> Result<String, String> {
    let told = |error| format!("không xuất được: {error}");
    outside(data, into).map_err(told)?;
    let count = Beside::open(data).and_then(|folder| folder.export(into)).map_err(told)?;
    Ok(format!(
        "Đã xuất {} hồ sơ vào {}\nBản xuất giữ cả khóa bí mật: cất kín như thư mục hồ sơ.\n",
        number(count as u64),
        into.display()
    ))
}

/// Takes up every dossier of the export in `from` into the folder `data`, which has none yet.
///
/// Errors: in words.
pub fn load(from: &Path, data: &Path) -> Result<String, String> {
    let told = |error| format!("không nạp được: {error}");
    outside(from, data).map_err(told)?;
    if !from.join("dossiers.jsonl").is_file() {
        return Err(format!(
            "không nạp được: {} không có dossiers.jsonl; đây không phải bản xuất",
            from.display()
        ));
    }
    let store = SqliteStore::open(data).map_err(told)?;
    let count = wait(store.load(from))?.map_err(told)?;
    Ok(format!("Đã nạp {} hồ sơ vào {}\n", number(count as u64), data.display()))
}

/// Looks at every chain, hash, file and number of the folder `data`.
///
/// Errors: it can't be looked at at all, in words.
pub fn doctor(data: &Path) -> Result<Examined, String> {
    let told = |error| format!("không kiểm tra được: {error}");
    let findings = match Beside::open(data) {
        Ok(folder) => folder.doctor().map_err(told)?,
        Err(error) => return Err(told(error)),
    };
    if findings.is_empty() {
        let text = format!("{}: mọi hồ sơ, chuỗi, tệp và số đều đúng\n", data.display());
        return Ok(Examined { text, is_well: true });
    }
    let mut text = String::new();
    for finding in findings.iter().take(MOST_LINES) {
        let _ = writeln!(text, "{finding}");
    }
    let rest = findings.len().saturating_sub(MOST_LINES);
    if rest > 0 {
        let _ = writeln!(text, "và {} chỗ khác", number(rest as u64));
    }
    let _ = writeln!(
        text,
        "{} chỗ sai. Giữ nguyên thư mục này, phục hồi bản sao lưu gần nhất vào thư mục khác rồi so: motcua restore",
        number(findings.len() as u64)
    );
    Ok(Examined { text, is_well: false })
}

/// What the periods of `rules` are over for, and the deletion log; nothing is changed.
///
/// Errors: in words.
pub fn look_at_periods(data: &Path, rules: &Intake, now: Moment) -> Result<String, String> {
    let told = |error| format!("không xem được thời hạn lưu: {error}");
    let folder = Beside::open(data).map_err(told)?;
    let over = wait(expired_beside(&folder, rules, now))?.map_err(told)?;
    let log = folder.deletions().map_err(told)?;
    let mut text = periods(rules);
    let _ = writeln!(text, "Hết hạn lưu, sẽ được xóa: {} hồ sơ", number(over.len() as u64));
    list(&mut text, &over);
    let _ = writeln!(text, "Nhật ký xóa: {} hồ sơ", number(log.len() as u64));
    for line in log.iter().rev().take(MOST_LINES) {
        let why = match line.because {
            ErasedBecause::Asked => "người đó yêu cầu",
            ErasedBecause::KeptLongEnough => "hết thời hạn lưu",
        };
        let (clock, day) = (line.at.clock(), line.at.day().vietnamese());
        let _ = writeln!(text, "  {}  {clock} ngày {day}  {why}", line.code);
    }
    Ok(text)
}

/// Deletes everything personal of the dossiers whose period is over.
///
/// Errors: in words.
pub fn delete_over(data: &Path, rules: &Intake, now: Moment) -> Result<String, String> {
    let told = |error| format!("không xóa được: {error}");
    // Opening makes what is missing: a folder named wrongly must not become a store.
    drop(Beside::open(data).map_err(told)?);
    let store = SqliteStore::open(data).map_err(told)?;
    let gone = wait(delete_expired(&store, rules, now))?.map_err(|error| match error {
        WorkError::Store(error) => told(error),
        WorkError::NoSuchDossier | WorkError::NoSuchProcedure | WorkError::Refused(_) => {
            "không xóa được: hồ sơ vừa đổi trạng thái; chạy lại".to_owned()
        }
    })?;
    let mut text = periods(rules);
    let _ = writeln!(text, "Đã xóa nội dung và tệp của {} hồ sơ hết hạn lưu", number(gone.len() as u64));
    list(&mut text, &gone);
    if !gone.is_empty() {
        text.push_str("Bản sao lưu làm trước lúc này vẫn còn giữ chúng: bỏ các bản ấy khi hết hạn giữ.\n");
    }
    Ok(text)
}

fn periods(rules: &Intake) -> String {
    if rules.site.retention.is_empty() {
        return "site.yaml không ghi thời hạn lưu nào (retention), nên không hồ sơ nào bị xóa.\n".to_owned();
    }
    let mut text = String::new();
    for one in &rules.site.retention {
        let about = match (&one.procedure, &one.field) {
            (Some(code), _) => format!("thủ tục {code}"),
            (None, Some(id)) => format!("lĩnh vực {}", rules.fields.get(id).unwrap_or(id)),
            (None, None) => "các hồ sơ khác".to_owned(),
        };
        let _ = writeln!(text, "Thời hạn lưu: {about}: {} năm sau khi kết thúc ({})", one.years, one.basis);
    }
    text
}

fn list(text: &mut String, expired: &[Expired]) {
    for one in expired.iter().take(MOST_LINES) {
        let closed = one.closed_at.day().vietnamese();
        let _ = writeln!(text, "  {}  kết thúc {closed}, lưu {} năm", one.code, one.period.years);
    }
}

/// A copy inside what is copied would hold itself.
fn outside(one: &Path, other: &Path) -> Result<(), StoreError> {
    let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let (one, other) = (whole(one), whole(other));
    match one.starts_with(&other) || other.starts_with(&one) {
        false => Ok(()),
        true => {
            let why =
                format!("{} và {} nằm trong nhau; hãy chọn thư mục khác", one.display(), other.display());
            Err(StoreError::CannotWrite(why))
        }
    }
}

/// Waits for `work` on this thread.
fn wait<T>(work: impl Future<Output = T>) -> Result<T, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| format!("máy không cho chạy: {}", of_system(&error)))?;
    Ok(runtime.block_on(work))
}
