use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use generator::{Options, Theme, ThemeError};

use crate::{Format, report};

/// The project's own content.
pub fn real_content() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../content")
}

/// Every file of the site that `content` makes, by address, without touching a disk.
///
/// Errors: a template that fails. Content with errors ends the test with what `check` prints.
pub fn site(
    content: &Path,
    theme: &Theme,
    options: &Options,
) -> Result<BTreeMap<String, Vec<u8>>, ThemeError> {
    let catalogue = generator::parse(&generator::read(content))
        .unwrap_or_else(|problems| panic!("{}", report(&problems, content, Format::Text)));
    let plan = generator::plan(&catalogue, options);
    let files = Mutex::new(BTreeMap::new());
    generator::render(&plan, theme, &|file| {
        let mut files = files.lock().expect("no thread panics while it holds the map");
        let earlier = files.insert(file.address.clone(), file.bytes);
        assert!(earlier.is_none(), "two files at {}", file.address);
    })?;
    // Their names, so that links to them lead somewhere; what they hold has tests of its own.
    let documents = plan.pages.iter().flat_map(generator::document_addresses);
    files
        .lock()
        .expect("no thread panics while it holds the map")
        .extend(documents.map(|address| (address, Vec::new())));
    Ok(files.into_inner().expect("no thread panics while it holds the map"))
}
