//! The look of a site: templates, words, style and scripts. Built in; a folder may replace any file of it.
//!
//! Tera is known to this module only. A view becomes HTML by [`Theme::html`].

mod error;
mod files;

use std::path::Path;

use serde::Serialize;
use tera::{Context, Tera, Value};

use crate::view::{FrameView, Head, Words};

pub use error::ThemeError;
use files::Files;

/// A theme, its templates compiled.
pub struct Theme {
    tera: Tera,
    words: Words,
    assets: Vec<Asset>,
    version: String,
}

/// A file that pages load: style, script, icon.
pub struct Asset {
    /// Where it stands: `giao-dien/style.css`.
    pub address: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What pages of one depth and section have in common, rendered once.
pub struct Frame(Value);

impl Theme {
    /// The built-in theme, each file replaced by the one of the same name in `folder`
    /// (`templates/*.html`, `words/vi.json`, `assets/*`). A words file may hold only the words it changes.
    ///
    /// Errors: a file that can't be read, a template that can't be compiled, an unknown or missing word.
    pub fn load(folder: Option<&Path>) -> Result<Theme, ThemeError> {
        let files = Files::read(folder)?;
        let mut tera = Tera::new();
        tera.add_raw_templates(files.templates.iter().map(|(name, text)| (name.as_str(), text.as_str())))
            .map_err(|error| ThemeError::template(&error))?;
        tera.global_context().insert("w", &files.words);
        let hash = files
            .assets
            .iter()
            .fold(0, |hash, asset| fnv1a(hash ^ fnv1a(0, asset.address.as_bytes()), &asset.bytes));
        Ok(Theme {
            tera,
            words: files.words,
            assets: files.assets,
            version: format!("{:08x}", (hash >> 32) as u32),
        })
    }

    /// The words of the interface.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// The files that pages load.
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }

    /// A short text that changes when any of the assets does.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The parts around `view`'s pages.
    ///
    /// Errors: a template that fails.
    pub fn frame(&self, view: &FrameView) -> Result<Frame, ThemeError> {
        let part = |template: &str| self.part(template, view).map(|html| Value::safe_string(html.trim()));
        let parts = [
            ("assets", part("frame-assets.html")?),
            ("header", part("frame-header.html")?),
            ("footer", part("frame-footer.html")?),
            ("theme", Value::from(view.theme.as_str())),
            ("version", Value::from(view.version.as_str())),
        ];
        Ok(Frame(Value::from_serializable(&parts.into_iter().collect::<std::collections::BTreeMap<_, _>>())))
    }

    /// The part of a page that `template` makes of `view`.
    ///
    /// Errors: a template that fails.
    pub fn part(&self, template: &str, view: &impl Serialize) -> Result<String, ThemeError> {
        let context = Context::from_serialize(view).map_err(|error| ThemeError::template(&error))?;
        self.tera.render(template, &context).map_err(|error| ThemeError::template(&error))
    }

    /// Adds the page that `template` makes of `view` to `out`.
    ///
    /// Errors: a template that fails, with the place and the names that it may use.
    pub fn html(
        &self,
        template: &str,
        head: &Head,
        frame: &Frame,
        view: &impl Serialize,
        out: &mut Vec<u8>,
    ) -> Result<(), ThemeError> {
        let mut context = Context::from_serialize(view).map_err(|error| ThemeError::template(&error))?;
        context.insert("head", head);
        context.insert_value("frame", frame.0.clone());
        self.tera.render_to(template, &context, out).map_err(|error| ThemeError::template(&error))
    }
}

/// FNV-1a, 64 bits, going on from `hash`.
fn fnv1a(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash ^ 0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
