use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{Asset, ThemeError};
use crate::view::Words;

/// The files of a theme, before anything is compiled.
pub(super) struct Files {
    pub(super) templates: BTreeMap<String, String>,
    pub(super) words: Words,
    pub(super) assets: Vec<Asset>,
}

macro_rules! built_in {
    ($read:ident, $folder:literal: $($name:literal),* $(,)?) => {
        [$(($name, $read!(concat!(env!("CARGO_MANIFEST_DIR"), "/../themes/default/", $folder, "/", $name)))),*]
    };
}

const TEMPLATES: [(&str, &str); 22] = built_in!(include_str, "templates":
    "base.html", "frame-assets.html", "frame-header.html", "frame-footer.html", "home.html", "procedure.html",
    "list.html", "guide.html", "form.html", "form-sheet.html", "form-block.html", "form-field.html", "form-fields.html", "submit.html",
    "submit-fields.html", "submit-index.html", "submit-state.html", "track.html", "search.html", "sitemap.html", "open-data.html", "404.html",
);

const ASSETS: [(&str, &str); 6] = built_in!(include_str, "assets":
    "style.css", "app.js", "theme.js", "reload.js", "receipt.css", "icon.svg",
);
macro_rules! style {
    ($($name:literal),*) => {
        concat!($(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../themes/default/forms/", $name))),*)
    };
}

/// Fields look the same where a form is printed and where it is sent; neither page loads what only the other needs.
const STYLES: [(&str, &str); 2] =
    [("form.css", style!("fields.css", "sheet.css")), ("sending.css", style!("fields.css", "sending.css"))];
/// Those that tests/browser/shorten.js made.
const SHORT: [(&str, &str); 4] =
    built_in!(include_str, "assets/short": "form.js", "nop.js", "tep.js", "tra-cuu.js");

const WORDS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../themes/default/words/vi.json"));

/// Folder of the assets in a site.
const ASSET_FOLDER: &str = "giao-dien/";

impl Files {
    pub(super) fn read(folder: Option<&Path>) -> Result<Files, ThemeError> {
        let mut templates: BTreeMap<String, String> =
            TEMPLATES.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
        let mut assets: BTreeMap<String, Vec<u8>> = ASSETS
            .into_iter()
            .chain(STYLES)
            .chain(SHORT)
            .map(|(name, text)| (name.to_owned(), text.into()))
            .collect();
        let mut words = parsed(WORDS, Path::new("words/vi.json"))?;
        if let Some(folder) = folder {
            if !folder.is_dir() {
                return Err(ThemeError::new(format!("không có thư mục giao diện {}", folder.display())));
            }
            for path in files_in(&folder.join("templates"))? {
                templates.insert(name_of(&path), text_of(&path)?);
            }
            for path in files_in(&folder.join("assets"))? {
                assets.insert(
                    name_of(&path),
                    std::fs::read(&path).map_err(|error| ThemeError::file(&path, &error))?,
                );
            }
            let path = folder.join("words/vi.json");
            if path.exists() {
                words.append(&mut parsed(&text_of(&path)?, &path)?);
            }
        }
        let words = Words::new(words).map_err(|error| ThemeError::new(format!("words/vi.json: {error}")))?;
        let assets = assets
            .into_iter()
            .map(|(name, bytes)| Asset { address: format!("{ASSET_FOLDER}{name}"), bytes })
            .collect();
        Ok(Files { templates, words, assets })
    }
}

fn parsed(json: &str, path: &Path) -> Result<BTreeMap<String, String>, ThemeError> {
    serde_json::from_str(json).map_err(|error| ThemeError::new(format!("{}: {error}", path.display())))
}

/// The visible files of a folder by name; none if there is no such folder.
fn files_in(folder: &Path) -> Result<Vec<PathBuf>, ThemeError> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries = std::fs::read_dir(folder).map_err(|error| ThemeError::file(folder, &error))?;
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| ThemeError::file(folder, &error))?.path();
        if path.is_file() && !name_of(&path).starts_with('.') {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn text_of(path: &Path) -> Result<String, ThemeError> {
    std::fs::read_to_string(path).map_err(|error| ThemeError::file(path, &error))
}
