//! The parts of the package beside the text.

use std::fmt::Write;

use super::body::lines;
use super::xml::{escape, put};
use crate::paper::LEADING;
use crate::sheet::Sheet;

macro_rules! xml {
    ($($line:literal)+) => {
        concat!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n", $($line),+)
    };
}

pub(super) const TYPES: &str = xml! {
    r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#
    r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#
    r#"<Default Extension="xml" ContentType="application/xml"/>"#
    r#"<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>"#
    r#"<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>"#
    r#"<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>"#
    r#"<Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>"#
    r#"<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>"#
    "</Types>"
};

pub(super) const RELATIONS: &str = xml! {
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#
    r#"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>"#
    r#"<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>"#
    "</Relationships>"
};

pub(super) const DOCUMENT_RELATIONS: &str = xml! {
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#
    r#"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>"#
    r#"<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/>"#
    r#"<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/>"#
    "</Relationships>"
};

/// Layout as in Word 2013 and later.
pub(super) const SETTINGS: &str = xml! {
    r#"<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:compat>"#
    r#"<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>"#
    "</w:compat></w:settings>"
};

/// Page numbers in the middle of the upper margin, not on the first page (Decree 30/2020, annex I).
pub(super) const HEADER: &str = xml! {
    r#"<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr>"#
    r#"<w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="center"/></w:pPr>"#
    r#"<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple></w:p></w:hdr>"#
};

/// Title and language; no dates, or two builds would differ.
pub(super) fn core(sheet: &Sheet) -> String {
    let mut out = xml! {
        r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" "#
        r#"xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>"#
    }
    .to_owned();
    escape(sheet.title, &mut out);
    out.push_str("</dc:title><dc:language>vi-VN</dc:language>");
    if let Some(summary) = sheet.summary {
        out.push_str("<dc:description>");
        escape(summary, &mut out);
        out.push_str("</dc:description>");
    }
    out.push_str("</cp:coreProperties>");
    out
}

/// The font, its size and the distance of lines for all; title and headings, by which Word shows the structure.
pub(super) fn styles(sheet: &Sheet) -> String {
    let mut out = xml! {
        r#"<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr>"#
        r#"<w:rFonts w:ascii="Times New Roman" w:eastAsia="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>"#
    }
    .to_owned();
    let size = (sheet.format.size * 2.0).round() as i32;
    put!(
        out,
        r#"<w:sz w:val="{size}"/><w:szCs w:val="{size}"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:line="{}" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>"#,
        lines(LEADING)
    );
    for (id, name, level) in [("Title", "Title", 0), ("Heading1", "heading 1", 1)] {
        put!(
            out,
            r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:outlineLvl w:val="{level}"/></w:pPr></w:style>"#
        );
    }
    out.push_str("</w:styles>");
    out
}
