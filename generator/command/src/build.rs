//! `motcua build`: a static site into a folder, completely or not at all.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use generator::search::Index;
use generator::{Options, Theme, Writer};

use crate::args::{Build, Only};
use crate::{Outcome, load, print};

/// A build that takes less than this needs no progress.
const PATIENCE: Duration = Duration::from_secs(1);

/// Runs `build`.
pub fn run(content: &Path, theme: Option<&Path>, args: &Build) -> Result<Outcome> {
    let begun = Instant::now();
    let theme = Theme::load(theme)?;
    let Some(mut catalogue) = load(content)? else { return Ok(Outcome::ContentWrong) };
    if let Some(day) = args.date {
        catalogue.site.as_of = day;
    }
    let options = options(args)?;
    let writer = Writer::new(&args.out, content)?;
    let plan = generator::plan(&catalogue, &options);
    let progress = Progress::new(begun, plan.pages.len() * 2);
    let put = |address: &str, bytes: &[u8]| {
        if !writer.has_failed() {
            writer.put(address, bytes);
        }
        progress.step();
    };
    let wanted = |part: Only| args.only.is_empty() || args.only.contains(&part);
    let pages = || match wanted(Only::Pages) {
        false => Ok(()),
        true => {
            // Of no use on a USB stick: there is no function beside it.
            if !args.portable {
                let file = generator::render_intake(&catalogue);
                put(&file.address, &file.bytes);
            }
            generator::render(&plan, &theme, &|file| put(&file.address, &file.bytes))
        }
    };
    let search = || match wanted(Only::Search) {
        false => Ok(()),
        true => Index::build(&catalogue).map(|index| {
            index.files(theme.words()).iter().for_each(|file| put(&file.address, &file.bytes));
        }),
    };
    let documents = || match wanted(Only::Documents) {
        false => Ok(()),
        true => generator::render_documents(&plan, &|file| put(&file.address, &file.bytes)),
    };
    let (pages, (search, documents)) = rayon::join(pages, || rayon::join(search, documents));
    pages?;
    search?;
    documents?;
    progress.clear();
    let written = writer.finish()?;
    let number = |count: usize| content::text::number(count as u64);
    print(&format!(
        "{} thủ tục, {} tệp, {:.1} MB: {} tệp mới hoặc đổi, {} tệp bỏ đi; {:.2} giây. Trang ở {}\n",
        number(catalogue.procedures.len()),
        number(written.files),
        written.size_bytes as f64 / 1e6,
        number(written.changed),
        number(written.removed),
        begun.elapsed().as_secs_f64(),
        args.out.display(),
    ))?;
    Ok(Outcome::Done)
}

fn options(args: &Build) -> Result<Options> {
    let Some(base) = &args.base else { return Ok(Options { portable: args.portable, ..Options::default() }) };
    let path = base.split_once("://").map(|(_, rest)| rest.find('/').map_or("/", |at| &rest[at..]));
    let Some(path) = path.filter(|_| base.starts_with("https://") || base.starts_with("http://")) else {
        bail!("--base cần địa chỉ đầy đủ, ví dụ https://vidu.vn/thu-tuc/");
    };
    if path.contains(['?', '#', '"', '<', ' ']) {
        bail!("--base không được có dấu ?, # hay dấu cách");
    }
    let slash = |text: &str| if text.ends_with('/') { text.to_owned() } else { format!("{text}/") };
    Ok(Options {
        base_url: Some(slash(base)),
        base_path: slash(path),
        portable: args.portable,
        ..Options::default()
    })
}

/// A line that counts up, only when a person is watching and it takes long.
struct Progress {
    begun: Instant,
    about: usize,
    done: AtomicUsize,
    watched: bool,
}

impl Progress {
    fn new(begun: Instant, about: usize) -> Progress {
        Progress {
            begun,
            about: about.max(1),
            done: AtomicUsize::new(0),
            watched: io::stderr().is_terminal(),
        }
    }

    fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.watched && done.is_multiple_of(200) && self.begun.elapsed() > PATIENCE {
            let percent = (done * 100 / self.about).min(99);
            let _ = write!(io::stderr(), "\r{percent} % ");
        }
    }

    fn clear(&self) {
        if self.watched && self.begun.elapsed() > PATIENCE {
            let _ = write!(io::stderr(), "\r       \r");
        }
    }
}
