//! `motcua serve`: the whole system on one machine.

mod dossiers;
mod trial;

use std::convert::Infallible;
use std::hash::Hasher;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use content::Submission;
use generator::{Options, Problem, Theme};
use lookup_fn::serve::told_to_stop;
use tokio::sync::watch;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::WatchStream;

use crate::args::Serve;
use crate::live::{Answer, Live, Shown};
use crate::report::{Format, counts, report};
use crate::{Outcome, print, watch as files};

/// What an answer under way may take once the server is told to stop.
const LONGEST_ANSWER: Duration = Duration::from_secs(10);

/// What the server's handlers share.
#[derive(Clone)]
struct Server {
    shown: Shown,
    /// The content folder, as its problems name it.
    content: PathBuf,
    /// Goes up with each rebuild; preview pages wait for it.
    builds: Option<watch::Receiver<u64>>,
}

/// Runs `serve` until it is told to stop.
pub fn run(content: &Path, theme: Option<&Path>, args: &Serve) -> Result<Outcome> {
    let begun = Instant::now();
    // While somebody works on the content it is a trial, whatever the site is meant to be.
    let submission = (!args.no_watch).then_some(Submission::Demo);
    let options = Options { reload: !args.no_watch, submission, ..Options::default() };
    let live = Live::new(content, Theme::load(theme)?, options);
    let shown = live.shown();
    tell(content, &shown.problems())?;
    if args.no_watch && shown.rules().is_none() {
        return Ok(Outcome::ContentWrong);
    }
    if args.no_watch {
        shown.warm();
    }
    let (tell_build, builds) = watch::channel(0);
    let server = Server {
        shown: shown.clone(),
        content: content.to_owned(),
        builds: (!args.no_watch).then_some(builds),
    };
    let runtime = tokio::runtime::Runtime::new().context("không khởi động được máy chủ")?;
    let address = SocketAddr::new(args.host, args.port);
    let function = {
        let _inside = runtime.enter();
        dossiers::router(&shown, args, submission)?
    };
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(address)
            .await
            .with_context(|| format!("không mở được cổng {address}; chọn cổng khác bằng --port SỐ"))?;
        let at = listener.local_addr().context("không biết địa chỉ máy chủ")?;
        welcome(at, &shown, args, begun)?;
        if !args.no_watch {
            let (content, theme) = (content.to_owned(), theme.map(Path::to_owned));
            std::thread::spawn(move || rebuild_on_change(live, &content, theme.as_deref(), &tell_build));
        }
        // Answers under way get a moment; a preview page that waits for news would hold its connection for ever.
        let patience = if args.no_watch { LONGEST_ANSWER } else { Duration::ZERO };
        let router = router(server, args.no_watch).merge(function);
        let serving = lookup_fn::serve::serve(listener, router, args.proxy.clone(), told_to_stop(), patience);
        serving.await.context("máy chủ dừng vì lỗi")
    })?;
    runtime.shutdown_background();
    Ok(Outcome::Done)
}

fn router(server: Server, production: bool) -> Router {
    let router =
        Router::new().route("/_motcua/events", get(reload)).fallback(page).with_state(Arc::new(server));
    let router = router.layer(axum::middleware::map_response(guarded));
    if production { router.layer(tower_http::compression::CompressionLayer::new()) } else { router }
}

fn welcome(at: SocketAddr, shown: &Shown, args: &Serve, begun: Instant) -> Result<()> {
    let number = content::text::number(shown.procedures() as u64);
    let host = if at.ip().is_unspecified() { "localhost".to_owned() } else { at.ip().to_string() };
    print(&format!("{number} thủ tục, sẵn sàng sau {:.2} giây.\n\n", begun.elapsed().as_secs_f64()))?;
    print(&format!("  Mở trong trình duyệt:  http://{host}:{}/\n", at.port()))?;
    if args.no_watch {
        return print("  Dừng:                  Ctrl+C\n");
    }
    print(
        "  Sửa một tệp trong thư mục nội dung rồi lưu: trang tự cập nhật, lỗi hiện ở đây và trên trang.\n",
    )?;
    print("  Dựng trang tĩnh:       motcua build --out public\n  Dừng:                  Ctrl+C\n\n")
}

fn tell(content: &Path, problems: &[Problem]) -> Result<()> {
    let errors = errors(problems);
    if errors.is_empty() {
        return Ok(());
    }
    print(&report(&errors, content, Format::Text))?;
    print(&format!("{}; trang vẫn hiện bản đúng gần nhất\n", counts(&errors)))
}

/// Runs until the watch or the server ends.
fn rebuild_on_change(
    mut live: Live,
    content: &Path,
    theme: Option<&Path>,
    tell_build: &watch::Sender<u64>,
) -> Result<()> {
    let folders: Vec<&Path> = [content].into_iter().chain(theme).collect();
    let watch = files::Watch::new(&folders)?;
    while let Some(paths) = watch.next() {
        let begun = Instant::now();
        if let Some(theme) = theme.filter(|theme| paths.iter().any(|path| path.starts_with(theme))) {
            match Theme::load(Some(theme)) {
                Ok(theme) => live.set_theme(theme),
                Err(error) => print(&format!("{error}\n"))?,
            }
        }
        live.update(&paths);
        tell_build.send_modify(|builds| *builds += 1);
        tell(content, &live.shown().problems())?;
        print(&format!("đã cập nhật sau {:.0} ms\n", begun.elapsed().as_secs_f64() * 1000.0))?;
    }
    Ok(())
}

/// A stream that says `reload` after each rebuild, or `problems` with what is wrong.
async fn reload(State(server): State<Arc<Server>>) -> Response {
    let Some(builds) = server.builds.clone() else { return StatusCode::NOT_FOUND.into_response() };
    let (shown, content) = (server.shown.clone(), server.content.clone());
    let news = WatchStream::from_changes(builds).map(move |_| {
        let problems = errors(&shown.problems());
        let event = Event::default();
        Ok::<_, Infallible>(if problems.is_empty() {
            event.event("reload").data("1")
        } else {
            event.event("problems").data(report(&problems, &content, Format::Text))
        })
    });
    Sse::new(news).keep_alive(KeepAlive::default()).into_response()
}

fn errors(problems: &[Problem]) -> Vec<Problem> {
    problems.iter().filter(|problem| problem.severity() == content::Severity::Error).cloned().collect()
}

async fn page(State(server): State<Arc<Server>>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
    }
    let path = request.uri().path();
    let address =
        percent_encoding::percent_decode_str(path.trim_start_matches('/')).decode_utf8_lossy().into_owned();
    let name = if address.is_empty() || address.ends_with('/') {
        format!("{address}index.html")
    } else {
        address.clone()
    };
    let asked = form_urlencoded(request.uri().query().unwrap_or_default());
    let answer = match asked {
        Some(query) if name == "tim/index.html" => server.shown.search(&query),
        _ => server.shown.answer(&name),
    };
    match answer {
        Answer::File(file) => {
            found(&file.address, file.bytes, request.headers(), keep(&request, server.builds.is_none()))
        }
        Answer::Missing(page) => {
            if !address.ends_with('/')
                && matches!(server.shown.answer(&format!("{address}/index.html")), Answer::File(_))
            {
                let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
                return moved(&format!("{path}/{query}"));
            }
            let bytes = page.map(|page| page.bytes).unwrap_or_default();
            (StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], bytes)
                .into_response()
        }
        Answer::NoSite => {
            let problems = report(&server.shown.problems(), &server.content, Format::Text);
            let text = format!(
                "Nội dung còn lỗi nên chưa dựng được trang. Sửa rồi lưu, trang sẽ tự hiện.\n\n{problems}"
            );
            (StatusCode::SERVICE_UNAVAILABLE, text).into_response()
        }
        Answer::Theme(error) => (StatusCode::INTERNAL_SERVER_ERROR, error).into_response(),
    }
}

/// How long a browser may keep what it asks for. In production a year where the address carries its version (`?v=`); else
/// five minutes, and then it asks whether it is still the same.
fn keep(request: &Request, production: bool) -> &'static str {
    let versioned =
        request.uri().query().is_some_and(|query| query.split('&').any(|part| part.starts_with("v=")));
    match (production, versioned) {
        (false, _) => "no-store",
        (true, true) => "public, max-age=31536000, immutable",
        (true, false) => "public, max-age=300, must-revalidate",
    }
}

/// A file of the site.
fn found(address: &str, bytes: Vec<u8>, asked: &HeaderMap, keep: &'static str) -> Response {
    let tag = {
        let mut hasher = std::hash::DefaultHasher::new();
        hasher.write(&bytes);
        format!("\"{:016x}\"", hasher.finish())
    };
    let same = asked.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()) == Some(tag.as_str());
    let mut response = if same { StatusCode::NOT_MODIFIED.into_response() } else { bytes.into_response() };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(address)));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}

/// Every answer says what a browser may do with it, unless it said so itself.
async fn guarded(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
    ] {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Nothing from elsewhere, nothing inline.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; \
    manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What `q` of a form asks for, if anything.
fn form_urlencoded(query: &str) -> Option<String> {
    let value = query.split('&').find_map(|pair| pair.strip_prefix("q="))?.replace('+', " ");
    let text = percent_encoding::percent_decode_str(&value).decode_utf8_lossy().into_owned();
    (!text.trim().is_empty()).then_some(text)
}

fn moved(to: &str) -> Response {
    // A path such as `//host` would lead elsewhere.
    let to = format!("/{}", to.trim_start_matches('/'));
    (StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, to)]).into_response()
}

fn content_type(address: &str) -> &'static str {
    match address.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" | "webmanifest" => "application/json; charset=utf-8",
        "svg" => "image/svg+xml",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "pdf" => "application/pdf",
        "xml" => "application/xml; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
