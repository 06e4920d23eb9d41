//! The words after `lookup-fn`, as meant.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use content::Submission;
use lookup_fn::api::Settings;

pub const HELP: &str = "\
Nhận và tra cứu hồ sơ, không kèm trang tĩnh.

  lookup-fn --rules public/nop/intake.json --data DIR [--port 8018] [--host 127.0.0.1]
  lookup-fn backup THƯ_MỤC --data DIR       sao lưu, cả khi máy chủ đang chạy
  lookup-fn restore THƯ_MỤC --data DIR      phục hồi vào thư mục trống
  lookup-fn export THƯ_MỤC --data DIR       xuất mọi hồ sơ thành JSONL kèm tệp
  lookup-fn load THƯ_MỤC --data DIR         nạp một bản xuất vào thư mục mới
  lookup-fn doctor --data DIR               kiểm tra mọi hồ sơ, chuỗi, tệp và số
  lookup-fn retention --data DIR --rules TỆP [--dry-run]
                                            xóa nội dung hồ sơ hết thời hạn lưu; --dry-run: chỉ xem

  --rules TỆP         tệp quy tắc do motcua build làm ra
  --data DIR          thư mục giữ hồ sơ; không có thì chỉ giữ trong bộ nhớ, để thử
  --port SỐ           cổng, mặc định 8018
  --host ĐỊA_CHỈ      địa chỉ nghe, mặc định 127.0.0.1
  --proxy ĐỊA_CHỈ     máy chủ đứng trước, được tin khi nói địa chỉ người gọi; dùng được nhiều lần
  --catalogue URL     địa chỉ trang tĩnh, khi nó ở máy khác
  --tls               người dùng vào bằng https
  --demo              chạy thử: mọi trang nói rằng không cơ quan nào nhận hồ sơ
";

/// What was asked for.
pub enum Asked {
    /// To be told how to ask.
    Help,
    /// A task.
    Task(Task),
}

/// What to do.
pub enum Task {
    Serve(Box<Serve>),
    Backup { folder: PathBuf, data: PathBuf },
    Restore { folder: PathBuf, data: PathBuf },
    Export { folder: PathBuf, data: PathBuf },
    Load { folder: PathBuf, data: PathBuf },
    Doctor { data: PathBuf },
    Retention { data: PathBuf, rules: PathBuf, dry_run: bool },
}

/// Taking dossiers.
pub struct Serve {
    pub rules: PathBuf,
    pub data: Option<PathBuf>,
    pub address: SocketAddr,
    pub proxies: Vec<IpAddr>,
    pub settings: Settings,
}

/// Every option as typed.
#[derive(Default)]
struct Typed {
    /// Words that belong to no option.
    bare: Vec<String>,
    rules: Option<PathBuf>,
    data: Option<PathBuf>,
    port: Option<u16>,
    host: Option<IpAddr>,
    proxies: Vec<IpAddr>,
    settings: Settings,
    dry_run: bool,
}

const TASKS: [&str; 6] = ["backup", "restore", "export", "load", "doctor", "retention"];

/// Tasks that name a folder besides the data.
const WITH_FOLDER: [&str; 4] = ["backup", "restore", "export", "load"];

/// What `words` ask for.
///
/// Errors: words that can't be meant, told in Vietnamese.
pub fn asked(words: &[String]) -> Result<Asked, String> {
    if words.is_empty() || words.iter().any(|word| word == "--help" || word == "-h") {
        return Ok(Asked::Help);
    }
    let task = words.first().filter(|word| TASKS.contains(&word.as_str()));
    let typed = typed(&words[usize::from(task.is_some())..])?;
    let lacks = |what: &str| format!("thiếu {what}; xem lookup-fn --help");
    let wanted = usize::from(task.is_some_and(|task| WITH_FOLDER.contains(&task.as_str())));
    if let Some(word) = typed.bare.get(wanted) {
        return Err(format!("không hiểu “{word}”; xem lookup-fn --help"));
    }
    let Some(task) = task else {
        let address =
            SocketAddr::new(typed.host.unwrap_or(IpAddr::from([127, 0, 0, 1])), typed.port.unwrap_or(8018));
        let rules = typed.rules.ok_or_else(|| lacks("--rules TỆP"))?;
        let (data, proxies, settings) = (typed.data, typed.proxies, typed.settings);
        return Ok(Asked::Task(Task::Serve(Box::new(Serve { rules, data, address, proxies, settings }))));
    };
    let data = typed.data.ok_or_else(|| lacks("--data DIR"))?;
    let folder = typed.bare.first().map(PathBuf::from).ok_or_else(|| lacks("THƯ_MỤC"));
    Ok(Asked::Task(match task.as_str() {
        "backup" => Task::Backup { folder: folder?, data },
        "restore" => Task::Restore { folder: folder?, data },
        "export" => Task::Export { folder: folder?, data },
        "load" => Task::Load { folder: folder?, data },
        "doctor" => Task::Doctor { data },
        _ => {
            let rules = typed.rules.ok_or_else(|| lacks("--rules TỆP"))?;
            Task::Retention { data, rules, dry_run: typed.dry_run }
        }
    }))
}

fn typed(words: &[String]) -> Result<Typed, String> {
    let mut typed = Typed::default();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let wrong = |what: &str| format!("{word} cần {what}; xem lookup-fn --help");
        let mut value = |what: &str| words.next().ok_or_else(|| wrong(what));
        match word.as_str() {
            "--tls" => typed.settings.tls = true,
            "--demo" => typed.settings.submission = Some(Submission::Demo),
            "--dry-run" => typed.dry_run = true,
            "--rules" => typed.rules = Some(PathBuf::from(value("tên tệp")?)),
            "--data" => typed.data = Some(PathBuf::from(value("thư mục")?)),
            "--port" => {
                typed.port = Some(value("một số")?.parse().map_err(|_| wrong("một số từ 0 đến 65535"))?);
            }
            "--host" => {
                typed.host = Some(value("địa chỉ")?.parse().map_err(|_| wrong("một địa chỉ IP"))?);
            }
            "--proxy" => {
                typed.proxies.push(value("địa chỉ")?.parse().map_err(|_| wrong("một địa chỉ IP"))?);
            }
            "--catalogue" => {
                typed.settings.catalogue = Some(value("địa chỉ trang")?.trim_end_matches('/').to_owned());
            }
            other if !other.starts_with('-') => typed.bare.push(other.to_owned()),
            other => return Err(format!("không hiểu “{other}”; xem lookup-fn --help")),
        }
    }
    Ok(typed)
}
