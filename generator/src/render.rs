//! Pages to bytes, in parallel, each handed on as soon as it is made: memory does not grow with the site.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use crate::plan::{Page, Plan};
use crate::search::{Hit, Nearest};
use crate::theme::{Frame, Theme, ThemeError};
use crate::view::{self, Block, DrawnBlank, DrawnParts, Facts, FrameView, Head, Scope, View};

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Where it stands, from the site's root, without a slash before it: `thu-tuc/1.001193/index.html`.
    pub address: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Hands every file of the site to `emit`, in no order, from several threads.
///
/// Errors: a template that fails; files emitted until then are of no use.
pub fn render(plan: &Plan, theme: &Theme, emit: &(dyn Fn(File) + Sync)) -> Result<(), ThemeError> {
    render_pages(plan, theme, &plan.pages, emit)?;
    for asset in theme.assets() {
        emit(File { address: asset.address.clone(), bytes: asset.bytes.clone() });
    }
    Ok(())
}

/// Hands the files of `pages` to `emit`, in no order, from several threads.
///
/// Errors: a template that fails.
pub fn render_pages(
    plan: &Plan,
    theme: &Theme,
    pages: &[Page],
    emit: &(dyn Fn(File) + Sync),
) -> Result<(), ThemeError> {
    let shared = Shared {
        frames: Frames::new(plan, theme, pages)?,
        blank: blank(plan, theme, pages)?,
        parts: parts(plan, theme, pages)?,
    };
    pages.par_iter().try_for_each(|page| draw(plan, theme, &shared, page, emit))
}

/// The files of one page: the page, and the facts beside it.
///
/// Errors: a template that fails.
pub fn render_page(plan: &Plan, theme: &Theme, page: &Page) -> Result<Vec<File>, ThemeError> {
    let files = std::sync::Mutex::new(Vec::new());
    render_pages(plan, theme, std::slice::from_ref(page), &|file| {
        files.lock().expect("no thread panics while it holds the list").push(file);
    })?;
    Ok(files.into_inner().expect("no thread panics while it holds the list"))
}

/// The page `/tim/` with the answers that a server found for `query`: search for readers without script.
///
/// Errors: a template that fails.
pub fn render_search(
    plan: &Plan,
    theme: &Theme,
    query: &str,
    hits: &[Hit],
    nearest: &[Nearest],
) -> Result<File, ThemeError> {
    let page = Page::Search;
    let scope = Scope::new(plan, theme.words(), &page);
    let view = view::answered(&scope, query, hits, nearest);
    let frames = Frames::new(plan, theme, &[page])?;
    let mut bytes = Vec::with_capacity(PAGE_SIZE);
    theme.html("search.html", &view.head, frames.of(&page), &view, &mut bytes)?;
    Ok(File { address: "tim/index.html".to_owned(), bytes })
}

/// What many pages have in common, made once.
struct Shared<'a> {
    frames: Frames,
    blank: Option<DrawnBlank<'a>>,
    parts: Option<DrawnParts>,
}

fn parts(plan: &Plan, theme: &Theme, pages: &[Page]) -> Result<Option<DrawnParts>, ThemeError> {
    let Some(page) = pages.iter().find(|page| matches!(page, Page::Submit(_))) else { return Ok(None) };
    let scope = Scope::new(plan, theme.words(), page);
    DrawnParts::new(&scope, pages, |part| theme.part("submit-fields.html", part)).map(Some)
}

fn blank<'a>(
    plan: &'a Plan,
    theme: &'a Theme,
    pages: &[Page<'a>],
) -> Result<Option<DrawnBlank<'a>>, ThemeError> {
    let Some(page) = pages.iter().find(|page| matches!(page, Page::Request(_))) else { return Ok(None) };
    let scope = Scope::new(plan, theme.words(), page);
    DrawnBlank::new(&scope, |b| theme.part("form-block.html", &BlockView { b })).map(Some)
}

/// What `form-block.html` sees.
#[derive(Serialize)]
struct BlockView<'a, 'b> {
    b: &'b Block<'a>,
}

/// Frames by depth and section: the header and footer of thousands of pages are a handful of texts.
struct Frames(BTreeMap<(usize, &'static str), Frame>);

impl Frames {
    fn new(plan: &Plan, theme: &Theme, pages: &[Page]) -> Result<Self, ThemeError> {
        let mut frames = BTreeMap::new();
        for page in pages {
            if let std::collections::btree_map::Entry::Vacant(place) = frames.entry(key(page)) {
                let scope = Scope::new(plan, theme.words(), page);
                place.insert(theme.frame(&FrameView::new(&scope, page, theme.version()))?);
            }
        }
        Ok(Frames(frames))
    }

    fn of(&self, page: &Page) -> &Frame {
        self.0.get(&key(page)).expect("every page's frame was made")
    }
}

fn key(page: &Page) -> (usize, &'static str) {
    match page {
        // Its links count from the host, not from a depth.
        Page::NotFound => (usize::MAX, ""),
        _ => (page.address().matches('/').count(), page.section()),
    }
}

struct Sheet<'a> {
    theme: &'a Theme,
    frame: &'a Frame,
    address: &'a str,
    as_of: content::Day,
    emit: &'a (dyn Fn(File) + Sync),
}

/// Room for a page without growing; most procedures need less.
const PAGE_SIZE: usize = 32 * 1024;

impl Sheet<'_> {
    fn html(&self, template: &str, head: &Head, view: &impl Serialize) -> Result<(), ThemeError> {
        let mut bytes = Vec::with_capacity(PAGE_SIZE);
        self.theme.html(template, head, self.frame, view, &mut bytes)?;
        let address = if self.address.is_empty() || self.address.ends_with('/') {
            format!("{}index.html", self.address)
        } else {
            self.address.to_owned()
        };
        (self.emit)(File { address, bytes });
        Ok(())
    }

    fn json(&self, kind: &'static str, facts: &impl Serialize) {
        let mut bytes = Vec::with_capacity(PAGE_SIZE / 4);
        let facts = Facts { kind, address: self.address, as_of: self.as_of, facts };
        serde_json::to_writer(&mut bytes, &facts).expect("facts are a JSON value");
        bytes.push(b'\n');
        (self.emit)(File { address: format!("{}index.json", self.address), bytes });
    }
}

fn draw(
    plan: &Plan,
    theme: &Theme,
    shared: &Shared,
    page: &Page,
    emit: &(dyn Fn(File) + Sync),
) -> Result<(), ThemeError> {
    let scope = Scope::new(plan, theme.words(), page);
    let frame = shared.frames.of(page);
    let sheet = Sheet { theme, frame, address: &scope.address, as_of: scope.as_of(), emit };
    match view::view(page, &scope) {
        View::Home(view) => {
            sheet.html("home.html", &view.head, &view)?;
            sheet.json("home", &view);
        }
        View::Procedure(view) => {
            sheet.html("procedure.html", &view.head, &view)?;
            sheet.json("procedure", &view.facts);
        }
        View::List(view) => {
            sheet.html("list.html", &view.head, &view)?;
            sheet.json(view.kind, &view.facts());
        }
        View::Guide(view) => {
            sheet.html("guide.html", &view.head, &view)?;
            sheet.json("guide", &view.facts());
        }
        View::Form(mut view) => {
            if let (Some(blank), Page::Request(_)) = (&shared.blank, page) {
                blank.put_into(&mut view.sheet);
            }
            sheet.html("form.html", &view.head, &view)?;
            if let Some(facts) = &view.facts {
                sheet.json("form", facts);
            }
        }
        View::Search(view) => {
            sheet.html("search.html", &view.head, &view)?;
            sheet.json("search", &view);
        }
        View::SubmitIndex(view) => {
            sheet.html("submit-index.html", &view.head, &view)?;
            sheet.json("submit-index", &view);
        }
        View::Submit(mut view) => {
            if let Some(parts) = &shared.parts {
                parts.put_into(&mut view);
            }
            sheet.html("submit.html", &view.head, &view)?;
        }
        View::Track(view) => {
            sheet.html("track.html", &view.head, &view)?;
            sheet.json("track", &view);
        }
        View::Sitemap(view) => {
            sheet.html("sitemap.html", &view.head, &view)?;
            sheet.json("sitemap", &view);
        }
        View::OpenData(view) => {
            sheet.html("open-data.html", &view.head, &view)?;
            sheet.json("open-data", &view);
        }
        View::NotFound(view) => sheet.html("404.html", &view.head, &view)?,
        View::RequestFields(fields) => {
            let html = theme.part("form-fields.html", &fields)?;
            emit(File { address: scope.address.clone(), bytes: fields.script(&html).into_bytes() });
        }
        View::Data(data) => {
            let mut bytes = Vec::new();
            (data.write)(&mut bytes);
            emit(File { address: scope.address.clone(), bytes });
        }
    }
    Ok(())
}
