use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::Hash;
use crate::dossier::{FileKind, ServerKey};

/// Largest file that is taken: a scan of many pages; photos are shrunk on the device.
pub const LARGEST_UPLOAD_BYTES: u64 = content::intake::LARGEST_FILE_BYTES;

/// A file announced: what its bytes will be. Its token, signed by the server, is all that is remembered of it, so
/// that announcing costs no write.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Upload {
    /// Random name.
    pub id: [u8; 16],
    /// SHA-256 of its bytes.
    pub sha256: Hash,
    /// Their number.
    pub size_bytes: u64,
    /// What they are.
    pub kind: FileKind,
}

impl Upload {
    /// A new announcement.
    ///
    /// Errors: the system has no random numbers to give.
    pub fn announce(sha256: Hash, size_bytes: u64, kind: FileKind) -> Result<Upload, getrandom::Error> {
        let mut id = [0; 16];
        getrandom::fill(&mut id)?;
        Ok(Upload { id, sha256, size_bytes, kind })
    }

    /// The name by which a client speaks of it: letters, digits and dots; nobody else can make one.
    pub fn token(&self, key: &ServerKey) -> String {
        let said = self.said();
        format!("{said}.{}", HEXLOWER.encode(&sign(key, &said)))
    }

    /// The upload that a client's token names; none when the server didn't make it.
    pub fn of_token(token: &str, key: &ServerKey) -> Option<Upload> {
        let (said, signature) = token.rsplit_once('.')?;
        let signature = HEXLOWER.decode(signature.as_bytes()).ok()?;
        let right = sign(key, said);
        let same = signature.len() == right.len()
            && signature.iter().zip(right).fold(0, |all, (left, right)| all | (left ^ right)) == 0;
        let parts: Vec<&str> = said.split('.').collect();
        let [id, sha256, size_bytes, kind] = parts.as_slice() else { return None };
        let upload = Upload {
            id: HEXLOWER.decode(id.as_bytes()).ok()?.try_into().ok()?,
            sha256: sha256.parse().ok()?,
            size_bytes: size_bytes.parse().ok()?,
            kind: FileKind::of_media_type(&format!(
                "{}/{kind}",
                if *kind == "pdf" { "application" } else { "image" }
            ))?,
        };
        same.then_some(upload)
    }

    /// The name of its file while no dossier has it.
    #[cfg(feature = "embedded")]
    pub(super) fn file_name(&self) -> String {
        format!("{}-{}", HEXLOWER.encode(&self.id), self.sha256)
    }

    /// Whether `bytes` are what was said.
    pub fn is_of(&self, bytes: &[u8]) -> bool {
        self.size_bytes == bytes.len() as u64
            && FileKind::of(bytes) == Some(self.kind)
            && Hash::of(&[bytes]) == self.sha256
    }

    fn said(&self) -> String {
        let kind = self.kind.media_type().rsplit('/').next().unwrap_or_default();
        format!("{}.{}.{}.{kind}", HEXLOWER.encode(&self.id), self.sha256, self.size_bytes)
    }
}

fn sign(key: &ServerKey, said: &str) -> [u8; 16] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.bytes()).expect("HMAC takes a key of any length");
    mac.update(b"motcua upload 1\0");
    mac.update(said.as_bytes());
    let sum = mac.finalize().into_bytes();
    sum[..16].try_into().expect("a SHA-256 has 32 bytes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_names_the_upload_only_for_the_server_that_made_it() {
        let upload = Upload::announce(Hash::of(&[b"x"]), 1, FileKind::Jpeg).expect("random");
        let key = ServerKey::new([1; 32]);
        let token = upload.token(&key);
        assert_eq!(Upload::of_token(&token, &key), Some(upload.clone()));
        assert_eq!(Upload::of_token(&token, &ServerKey::new([2; 32])), None);
        assert_eq!(Upload::of_token(&token.replacen(".1.", ".2.", 1), &key), None);
        assert_eq!(Upload::of_token("", &key), None);
        assert_eq!(Upload::of_token("....", &key), None);
    }
}
