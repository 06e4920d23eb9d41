//! What may be personal, and so lies outside the events, where it can be erased.

use content::form::check::Values;
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::Hash;

/// What belongs to one event and may be personal: people, answers, papers, free words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Payload {
    /// Who hands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filer: Option<Person>,
    /// Whose dossier it is, where that is somebody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Person>,
    /// What is written in the forms: by id of the form, then of the field.
    #[serde(default, skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    pub answers: std::collections::BTreeMap<String, Values>,
    /// Files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<KeptFile>,
    /// Papers taken at the counter.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sheets: Vec<Sheets>,
    /// Free words: a reason, a message, where the result is to be sent.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// A person or organisation, as far as the office needs it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Full name.
    pub name: String,
    /// Address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// Telephone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// E-mail.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub email: String,
    /// Identity number of a person, or number of an organisation.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub identity_number: String,
}

/// A file of a dossier. Its bytes are kept under the dossier and its hash, and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptFile {
    /// Number of the paper in the list of the case, from 1; none for a result or a paper nobody asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<u16>,
    /// SHA-256 of its bytes.
    pub sha256: Hash,
    /// Its length.
    pub size_bytes: u64,
    /// What its bytes are.
    pub kind: FileKind,
    /// Pages, where the device or the counter told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<u32>,
    /// Its name on the device, shown and never used as a path.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
}

/// Papers taken at the counter: what slip 01 lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheets {
    /// Number of the paper in the list of the case, from 1.
    pub paper: u16,
    /// Originals.
    pub originals: u16,
    /// Copies.
    pub copies: u16,
}

/// What a file is, told by its first bytes. Nothing else is taken: no SVG, no HTML, no archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// PDF.
    Pdf,
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    Webp,
}

impl FileKind {
    /// What a file that begins with `bytes` (16 are enough) is; none of ours is none.
    pub fn of(bytes: &[u8]) -> Option<FileKind> {
        match bytes {
            [b'%', b'P', b'D', b'F', b'-', ..] => Some(FileKind::Pdf),
            [0xff, 0xd8, 0xff, ..] => Some(FileKind::Jpeg),
            [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some(FileKind::Png),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(FileKind::Webp),
            _ => None,
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            FileKind::Pdf => "application/pdf",
            FileKind::Jpeg => "image/jpeg",
            FileKind::Png => "image/png",
            FileKind::Webp => "image/webp",
        }
    }

    /// The kind that a media type names.
    pub fn of_media_type(name: &str) -> Option<FileKind> {
        [FileKind::Pdf, FileKind::Jpeg, FileKind::Png, FileKind::Webp]
            .into_iter()
            .find(|kind| kind.media_type() == name)
    }
}

/// The secret of one dossier under which its payloads are hashed. Erased with them, so that nobody can try names
/// against what stays in the events.
#[derive(Clone, PartialEq, Eq)]
pub struct Salt(pub [u8; 32]);

impl std::fmt::Debug for Salt {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Salt(…)")
    }
}

impl Salt {
    /// A new one.
    ///
    /// Errors: the system has no random numbers to give.
    pub fn random() -> Result<Salt, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Salt(bytes))
    }

    /// What an event holds of the payload whose encoded bytes are `body`.
    pub fn digest(&self, body: &[u8]) -> Hash {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        mac.update(body);
        Hash(mac.finalize().into_bytes().into())
    }
}

impl Payload {
    /// A payload of words only.
    pub fn words(words: impl Into<String>) -> Payload {
        Payload { words: words.into(), ..Payload::default() }
    }

    /// True when there is nothing in it.
    pub fn is_empty(&self) -> bool {
        *self == Payload::default()
    }

    /// Its bytes as they are kept and hashed.
    pub fn encode(&self) -> String {
        serde_json::to_string(self).expect("a payload is texts, numbers and maps with text keys")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_bytes_say() {
        assert_eq!(FileKind::of(b"%PDF-1.7\n"), Some(FileKind::Pdf));
        assert_eq!(FileKind::of(b"\xff\xd8\xff\xe0JFIF"), Some(FileKind::Jpeg));
        assert_eq!(FileKind::of(b"RIFF\0\0\0\0WEBPVP8 "), Some(FileKind::Webp));
        assert_eq!(FileKind::of(b"<svg xmlns="), None);
        assert_eq!(FileKind::of(b"PK\x03\x04"), None);
        assert_eq!(FileKind::of(b""), None);
    }

    #[test]
    fn the_same_words_under_another_salt_are_another_digest() {
        let body = Payload::words("Nguyễn Văn Mẫu").encode();
        let (one, other) = (Salt([1; 32]), Salt([2; 32]));
        assert_eq!(one.digest(body.as_bytes()), one.digest(body.as_bytes()));
        assert_ne!(one.digest(body.as_bytes()), other.digest(body.as_bytes()));
    }
}
