//! Only the procedure pages, for a comparison with programs that make only those: the whole way from files to files, with
//! the pages of everything else left away. `procedures CONTENT OUT` prints the number of files.

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use generator::{Options, Page, Theme, Writer};

fn main() -> anyhow::Result<()> {
    let mut args = std::env::args().skip(1).map(PathBuf::from);
    let (content, out) =
        args.next().zip(args.next()).ok_or_else(|| anyhow::anyhow!("procedures CONTENT OUT"))?;
    let catalogue = generator::parse(&generator::read(&content))
        .map_err(|problems| anyhow::anyhow!("{} problems in the content", problems.len()))?;
    // As the command does: the process ends with it.
    let catalogue = std::mem::ManuallyDrop::new(catalogue);
    let options = Options::default();
    let mut plan = generator::plan(&catalogue, &options);
    let pages = std::mem::take(&mut plan.pages);
    let procedures: Vec<Page> = pages.into_iter().filter(|page| matches!(page, Page::Procedure(_))).collect();
    let writer = Writer::new(&out, &content)?;
    let files = AtomicUsize::new(0);
    generator::render_pages(&plan, &Theme::load(None)?, &procedures, &|file| {
        files.fetch_add(1, Ordering::Relaxed);
        writer.put(file.address, file.bytes);
    })?;
    writer.finish()?;
    writeln!(std::io::stdout(), "{} files", files.into_inner())?;
    Ok(())
}
