//! The function alone on one machine: takes dossiers by the rules file that `motcua build` made.

use std::io::{self, Write};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use content::Submission;
use content::intake::Intake;
use lookup_fn::Moment;
use lookup_fn::api::{Function, Settings, router};
use lookup_fn::dossier::ServerKey;
use lookup_fn::serve::{serve, sweep_uploads, told_to_stop};
use lookup_fn::store::{MemoryStore, SqliteStore, Staff, Store};

const HELP: &str = "\
Nhận và tra cứu hồ sơ, không kèm trang tĩnh.

  lookup-fn --rules public/nop/intake.json --data DIR [--port 8018] [--host 127.0.0.1]

  --rules TỆP         tệp quy tắc do motcua build làm ra
  --data DIR          thư mục giữ hồ sơ; không có thì chỉ giữ trong bộ nhớ, để thử
  --port SỐ           cổng, mặc định 8018
  --host ĐỊA_CHỈ      địa chỉ nghe, mặc định 127.0.0.1
  --proxy ĐỊA_CHỈ     máy chủ đứng trước, được tin khi nói địa chỉ người gọi; dùng được nhiều lần
  --catalogue URL     địa chỉ trang tĩnh, khi nó ở máy khác
  --tls               người dùng vào bằng https
  --demo              chạy thử: mọi trang nói rằng không cơ quan nào nhận hồ sơ
";

/// What an answer under way may take once the program is told to stop.
const LONGEST_ANSWER: Duration = Duration::from_secs(10);

struct Args {
    rules: PathBuf,
    data: Option<PathBuf>,
    address: SocketAddr,
    proxies: Vec<IpAddr>,
    settings: Settings,
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if words.is_empty() || words.iter().any(|word| word == "--help") {
        let _ = io::stdout().write_all(HELP.as_bytes());
        return ExitCode::SUCCESS;
    }
    match read(&words).and_then(|args| run(&args)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "lookup-fn: {error}");
            ExitCode::from(2)
        }
    }
}

fn read(words: &[String]) -> Result<Args, String> {
    let (mut port, mut host, mut rules) = (8018, IpAddr::from([127, 0, 0, 1]), None);
    let (mut data, mut proxies, mut settings) = (None, Vec::new(), Settings::default());
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let wrong = |what: &str| format!("{word} cần {what}; xem lookup-fn --help");
        let mut value = |what: &str| words.next().ok_or_else(|| wrong(what));
        match word.as_str() {
            "--tls" => settings.tls = true,
            "--demo" => settings.submission = Some(Submission::Demo),
            "--rules" => rules = Some(PathBuf::from(value("tên tệp")?)),
            "--data" => data = Some(PathBuf::from(value("thư mục")?)),
            "--port" => port = value("một số")?.parse().map_err(|_| wrong("một số từ 0 đến 65535"))?,
            "--host" => host = value("địa chỉ")?.parse().map_err(|_| wrong("một địa chỉ IP"))?,
            "--proxy" => proxies.push(value("địa chỉ")?.parse().map_err(|_| wrong("một địa chỉ IP"))?),
            "--catalogue" => {
                settings.catalogue = Some(value("địa chỉ trang")?.trim_end_matches('/').to_owned());
            }
            other => return Err(format!("không hiểu “{other}”; xem lookup-fn --help")),
        }
    }
    let rules = rules.ok_or("thiếu --rules TỆP; xem lookup-fn --help")?;
    Ok(Args { rules, data, address: SocketAddr::new(host, port), proxies, settings })
}

fn run(args: &Args) -> Result<(), String> {
    let rules = Arc::new(lookup_fn::rules::read(&args.rules)?);
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    match &args.data {
        Some(data) => {
            let store = SqliteStore::open(data).map_err(|error| error.to_string())?;
            let key = store.server_key().clone();
            runtime.spawn(sweep_uploads(store.clone()));
            runtime.block_on(answer(store, key, rules, args))
        }
        None => {
            let key = ServerKey::random().map_err(|error| error.to_string())?;
            runtime.block_on(answer(MemoryStore::new(), key, rules, args))
        }
    }
}

async fn answer<S: Store + Staff>(
    store: S,
    key: ServerKey,
    rules: Arc<Intake>,
    args: &Args,
) -> Result<(), String> {
    let function = Function {
        store,
        rules: Arc::new(move || Some(rules.clone())),
        key,
        clock: Arc::new(Moment::now),
        // A log that can't be written is no reason to stop taking dossiers.
        log: Arc::new(|line| drop(writeln!(io::stderr(), "{line}"))),
        settings: args.settings.clone(),
    };
    let listener = tokio::net::TcpListener::bind(args.address)
        .await
        .map_err(|error| format!("không mở được {}: {error}", args.address))?;
    let at = listener.local_addr().map_err(|error| error.to_string())?;
    let _ = writeln!(io::stdout(), "http://{at}/api/health");
    serve(listener, router(function), args.proxies.clone(), told_to_stop(), LONGEST_ANSWER)
        .await
        .map_err(|error| error.to_string())
}
