//! The site of `serve`: parsed once, mended file by file, rendered page by page as it is asked for.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock, RwLock};

use content::intake::Intake;
use content::{Catalogue, Records, Severity};
use generator::search::Index;
use generator::{File, Options, Plan, Problem, Record, Source, SourceFile, Theme};

/// What a plan borrows from.
struct Made {
    catalogue: Catalogue,
    options: Options,
}

/// A plan with the places of its pages by address.
struct Indexed<'c> {
    plan: Plan<'c>,
    pages: HashMap<String, usize>,
    /// Made when somebody searches, so that a save need not wait for it.
    search: OnceLock<Option<Index>>,
}

impl Indexed<'_> {
    fn search(&self) -> Option<&Index> {
        self.search.get_or_init(|| Index::build(self.plan.catalogue).ok()).as_ref()
    }
}

self_cell::self_cell! {
    /// A catalogue and the plan that borrows from it, as one value.
    struct Planned {
        owner: Made,
        #[covariant]
        dependent: Indexed,
    }
}

fn planned(catalogue: Catalogue, options: Options) -> Planned {
    Planned::new(Made { catalogue, options }, |made| {
        let plan = generator::plan(&made.catalogue, &made.options);
        let pages = plan.pages.iter().enumerate().map(|(at, page)| (page.address(), at)).collect();
        Indexed { plan, pages, search: OnceLock::new() }
    })
}

/// One file of content as last read.
struct Kept {
    source: SourceFile,
    parsed: Result<Record, Vec<Problem>>,
}

/// Everything `serve` knows. The last good site stays while there are errors.
pub struct Live {
    content: PathBuf,
    options: Options,
    files: BTreeMap<String, Kept>,
    unread: BTreeMap<String, Vec<Problem>>,
    shown: Shown,
}

/// What requests see; shared with the server's threads.
#[derive(Clone)]
pub struct Shown(Arc<RwLock<Showing>>);

struct Showing {
    site: Option<Arc<Planned>>,
    theme: Arc<Theme>,
    problems: Vec<Problem>,
}

impl Live {
    /// Reads `content` for the first time.
    pub fn new(content: &Path, theme: Theme, options: Options) -> Live {
        let showing = Showing { site: None, theme: Arc::new(theme), problems: Vec::new() };
        let mut live = Live {
            content: content.to_owned(),
            options,
            files: BTreeMap::new(),
            unread: BTreeMap::new(),
            shown: Shown(Arc::new(RwLock::new(showing))),
        };
        live.read_all();
        live.assemble();
        live
    }

    /// What requests see.
    pub fn shown(&self) -> Shown {
        self.shown.clone()
    }

    /// Takes up changes of `paths`. Files are read again one by one; anything about folders, all of them.
    pub fn update(&mut self, paths: &[PathBuf]) {
        let root = std::fs::canonicalize(&self.content).unwrap_or_else(|_| self.content.clone());
        let mut names = BTreeSet::new();
        for path in paths.iter().filter(|path| !is_passing(path)) {
            match self.touched(path, &root) {
                Touched::Nothing => {}
                Touched::File(name) => {
                    names.insert(name);
                }
                Touched::Everything => {
                    self.read_all();
                    names.clear();
                    break;
                }
            }
        }
        names.into_iter().for_each(|name| self.read_one(name));
        self.assemble();
    }

    /// What a change of `path` can have touched.
    fn touched(&self, path: &Path, root: &Path) -> Touched {
        let below = path.strip_prefix(root).or_else(|_| path.strip_prefix(&self.content));
        let Some(name) = below.ok().and_then(Path::to_str) else { return Touched::Everything };
        let known = self.files.contains_key(name) || self.unread.contains_key(name);
        let end = path.extension().and_then(|end| end.to_str());
        match std::fs::symlink_metadata(path) {
            Ok(found) if found.is_file() && known => Touched::File(name.to_owned()),
            Ok(found) if found.is_file() && !matches!(end, Some("yaml" | "yml" | "md")) => Touched::Nothing,
            Ok(_) => Touched::Everything,
            Err(_) if known => Touched::File(name.to_owned()),
            Err(_) if self.files.keys().any(|file| Path::new(file).starts_with(name)) => Touched::Everything,
            // A program that writes safely writes a file beside the old one and then gives it its name.
            Err(_) => Touched::Nothing,
        }
    }

    /// Puts another theme in place of the one shown.
    pub fn set_theme(&mut self, theme: Theme) {
        self.shown.write().theme = Arc::new(theme);
    }

    fn read_all(&mut self) {
        let Source { files, problems } = generator::read(&self.content);
        let parsed: Vec<_> = generator::parse_files(&files);
        self.files = files
            .into_iter()
            .zip(parsed)
            .map(|(source, parsed)| (source.name.clone(), Kept { source, parsed }))
            .collect();
        self.unread = BTreeMap::new();
        for problem in problems {
            self.unread.entry(problem.file.clone()).or_default().push(problem);
        }
    }

    fn read_one(&mut self, name: String) {
        self.unread.remove(&name);
        if !self.content.join(&name).exists() {
            self.files.remove(&name);
            return;
        }
        let (source, problems) = generator::read_file(&self.content, name.clone());
        if !problems.is_empty() {
            self.unread.insert(name.clone(), problems);
        }
        match source {
            Some(source) => {
                let parsed = generator::parse_file(&source);
                self.files.insert(name, Kept { source, parsed });
            }
            None => {
                self.files.remove(&name);
            }
        }
    }

    fn assemble(&mut self) {
        let faulty = self.files.values().filter_map(|kept| kept.parsed.as_ref().err());
        let problems: Vec<Problem> =
            self.unread.values().flatten().chain(faulty.flatten()).cloned().collect();
        let mut records = Records::default();
        for (name, kept) in &self.files {
            if let Ok(record) = &kept.parsed {
                generator::add(&mut records, name, record.clone());
            }
        }
        let text = |name: &str| self.files.get(name).map(|kept| kept.source.text.as_str());
        let (catalogue, problems) = generator::assemble(records, problems, text);
        let whole = problems.iter().all(|problem| problem.severity() != Severity::Error);
        let site = whole.then(|| Arc::new(planned(catalogue, self.options.clone())));
        let mut shown = self.shown.write();
        shown.problems = problems;
        if site.is_some() {
            shown.site = site;
        }
    }
}

/// What a change on the disk can have touched.
enum Touched {
    /// No content.
    Nothing,
    /// This file.
    File(String),
    /// Who knows.
    Everything,
}

/// Files that editors' programs make for a moment.
fn is_passing(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.starts_with('.')
        || name.ends_with('~')
        || name.ends_with(".swp")
        || name.ends_with(".tmp")
        || name == "4913"
}

/// What an address answers.
pub enum Answer {
    /// A file of the site.
    File(File),
    /// Nothing stands there; the page that says so.
    Missing(Option<File>),
    /// The content has never been whole.
    NoSite,
    /// The theme failed; what to tell the person who edits it.
    Theme(String),
}

impl Shown {
    fn write(&self) -> std::sync::RwLockWriteGuard<'_, Showing> {
        self.0.write().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn read(&self) -> std::sync::RwLockReadGuard<'_, Showing> {
        self.0.read().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// The problems of the content as it is now.
    pub fn problems(&self) -> Vec<Problem> {
        self.read().problems.clone()
    }

    /// Number of procedures shown.
    pub fn procedures(&self) -> usize {
        self.read().site.as_ref().map_or(0, |site| site.borrow_owner().catalogue.procedures.len())
    }

    /// What the function has to know of the catalogue shown.
    pub fn rules(&self) -> Option<Arc<Intake>> {
        let site = self.read().site.clone()?;
        Some(site.borrow_dependent().plan.intake().clone())
    }

    /// The search page with the answers to `query`.
    pub fn search(&self, query: &str) -> Answer {
        let (site, theme) = {
            let showing = self.read();
            (showing.site.clone(), showing.theme.clone())
        };
        let Some(site) = site else { return Answer::NoSite };
        let site = site.borrow_dependent();
        let hits = site.search().and_then(|index| index.query(query).ok()).unwrap_or_default();
        let nearest =
            site.search().filter(|_| hits.is_empty()).map(|index| index.nearest(query)).unwrap_or_default();
        match generator::render_search(&site.plan, &theme, query, &hits, &nearest) {
            Ok(file) => Answer::File(file),
            Err(error) => Answer::Theme(error.to_string()),
        }
    }

    /// Makes what the first search would have to wait for.
    pub fn warm(&self) {
        let site = self.read().site.clone();
        if let Some(site) = site {
            site.borrow_dependent().search();
            self.rules();
        }
    }

    /// What stands at `address`, named from the site's root without leading slash.
    pub fn answer(&self, address: &str) -> Answer {
        let (site, theme) = {
            let showing = self.read();
            (showing.site.clone(), showing.theme.clone())
        };
        let Some(site) = site else { return Answer::NoSite };
        let file = |address: &str| file(site.borrow_dependent(), &theme, address);
        match file(address) {
            Ok(Some(file)) => Answer::File(file),
            Ok(None) => Answer::Missing(file("404.html").ok().flatten()),
            Err(error) => Answer::Theme(error.to_string()),
        }
    }
}

/// The file at `address`: an asset of the theme, or one of the files of the page that stands there, or a document of it.
fn file(site: &Indexed<'_>, theme: &Theme, address: &str) -> anyhow::Result<Option<File>> {
    if let Some(asset) = theme.assets().iter().find(|asset| asset.address == address) {
        return Ok(Some(File { address: address.to_owned(), bytes: asset.bytes.clone() }));
    }
    if address.starts_with("tim/") && address.ends_with(".js") {
        let files = site.search().map(|index| index.files(theme.words())).unwrap_or_default();
        let made = files.into_iter().find(|file| file.address == address);
        return Ok(made.map(|file| File { address: file.address, bytes: file.bytes }));
    }
    if address == generator::INTAKE_ADDRESS {
        return Ok(Some(generator::render_intake(site.plan.catalogue)));
    }
    if address.ends_with(".docx") || address.ends_with(".pdf") {
        let folder = address.rfind('/').map_or("", |at| &address[..=at]);
        let Some(page) = site.pages.get(folder) else { return Ok(None) };
        return Ok(generator::render_document(&site.plan, &site.plan.pages[*page], address)?);
    }
    let folder = address.strip_suffix("index.html").or_else(|| address.strip_suffix("index.json"));
    let page = folder.and_then(|folder| site.pages.get(folder)).or_else(|| site.pages.get(address));
    let Some(page) = page else { return Ok(None) };
    let files = generator::render_page(&site.plan, theme, &site.plan.pages[*page])?;
    Ok(files.into_iter().find(|file| file.address == address))
}
