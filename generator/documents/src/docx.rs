//! A sheet as Word: XML written directly, in a zip without dates.

mod body;
mod parts;
mod table;
mod xml;

use std::io::{Cursor, Write};
use std::sync::OnceLock;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::sheet::Sheet;

type Zip = ZipWriter<Cursor<Vec<u8>>>;

/// The bytes of the .docx of `sheet`.
pub(crate) fn document(sheet: &Sheet) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::with_capacity(12 * 1024)));
    // Word wants the list of types first.
    let mut constant = constant();
    for at in 0..constant.len() {
        let part = constant.by_index_raw(at).expect("an archive of ours can be read");
        zip.raw_copy_file(part).expect("memory takes bytes");
    }
    put(&mut zip, "docProps/core.xml", &parts::core(sheet));
    put(&mut zip, "word/styles.xml", &parts::styles(sheet));
    put(&mut zip, "word/document.xml", &body::document(sheet));
    zip.finish().expect("memory takes bytes").into_inner()
}

fn put(zip: &mut Zip, name: &str, text: &str) {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    zip.start_file(name, options).expect("short names fit in a zip");
    zip.write_all(text.as_bytes()).expect("memory takes bytes");
}

/// The parts that are the same in all documents, pressed once: a compressor begins by clearing a third of a megabyte.
fn constant() -> ZipArchive<Cursor<&'static [u8]>> {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    let bytes = BYTES.get_or_init(|| {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        put(&mut zip, "[Content_Types].xml", parts::TYPES);
        put(&mut zip, "_rels/.rels", parts::RELATIONS);
        put(&mut zip, "word/_rels/document.xml.rels", parts::DOCUMENT_RELATIONS);
        put(&mut zip, "word/settings.xml", parts::SETTINGS);
        put(&mut zip, "word/header1.xml", parts::HEADER);
        zip.finish().expect("memory takes bytes").into_inner()
    });
    ZipArchive::new(Cursor::new(bytes.as_slice())).expect("an archive of ours can be read")
}
