//! A sheet as Word: XML written directly, in a zip without dates.

mod body;
mod parts;
mod table;
mod xml;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::sheet::Sheet;

/// The bytes of the .docx of `sheet`.
pub(crate) fn document(sheet: &Sheet) -> Vec<u8> {
    let body = body::document(sheet);
    let styles = parts::styles(sheet);
    let core = parts::core(sheet);
    // Word wants the list of types first; the rest is in the order in which it is read.
    let parts: [(&str, &str); 8] = [
        ("[Content_Types].xml", parts::TYPES),
        ("_rels/.rels", parts::RELATIONS),
        ("docProps/core.xml", &core),
        ("word/document.xml", &body),
        ("word/_rels/document.xml.rels", parts::DOCUMENT_RELATIONS),
        ("word/styles.xml", &styles),
        ("word/settings.xml", parts::SETTINGS),
        ("word/header1.xml", parts::HEADER),
    ];
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::with_capacity(8 * 1024)));
    for (name, text) in parts {
        zip.start_file(name, options).expect("eight short names fit in a zip");
        zip.write_all(text.as_bytes()).expect("memory takes bytes");
    }
    zip.finish().expect("memory takes bytes").into_inner()
}
