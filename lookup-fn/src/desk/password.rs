use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};

/// Least letters of a password that a person chooses; longer beats stranger.
pub const LEAST_PASSWORD: usize = 10;

/// Letters that nobody takes for others when a password is read aloud or from paper.
const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789-";

/// Hash of `password` (argon2id, 19 MiB, 2 passes, a salt of its own) as PHC writes it.
///
/// Errors: the system has no random numbers to give.
pub fn hash_password(password: &str) -> Result<String, String> {
    let hash = Argon2::default().hash_password(password.as_bytes());
    hash.map(|hash| hash.to_string()).map_err(|error| error.to_string())
}

/// Whether `password` has this `hash`. A text that is no hash belongs to no password.
pub fn is_password(password: &str, hash: &str) -> bool {
    let Ok(hash) = PasswordHash::new(hash) else { return false };
    Argon2::default().verify_password(password.as_bytes(), &hash).is_ok()
}

/// A password of 80 random bits: four groups of four letters.
///
/// Errors: the system has no random numbers to give.
pub fn made_up_password() -> Result<String, String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| error.to_string())?;
    // 31 letters without the hyphen: a byte past the last multiple of 31 would make some more likely than others.
    let mut letters = String::new();
    let mut at = 0;
    while letters.len() < 19 {
        if at == bytes.len() {
            getrandom::fill(&mut bytes).map_err(|error| error.to_string())?;
            at = 0;
        }
        let byte = bytes[at];
        at += 1;
        if byte < 248 {
            letters.push(char::from(LETTERS[usize::from(byte % 31)]));
            if matches!(letters.len(), 4 | 9 | 14) {
                letters.push('-');
            }
        }
    }
    Ok(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_known_by_its_hash_and_no_other_is() {
        let hash = hash_password("mật khẩu dài").expect("random numbers");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(is_password("mật khẩu dài", &hash));
        assert!(!is_password("mật khẩu dàI", &hash));
        assert!(!is_password("", &hash));
        assert!(!is_password("x", "x") && !is_password("", ""));
        assert_ne!(hash, hash_password("mật khẩu dài").expect("random numbers"), "salted");
    }

    #[test]
    fn a_made_up_password_can_be_read_aloud() {
        let one = made_up_password().expect("random numbers");
        assert_eq!((one.len(), one.split('-').count()), (19, 4));
        assert!(!one.contains(['l', 'o', '0', '1', 'i']), "{one}");
        assert_ne!(one, made_up_password().expect("random numbers"));
    }
}
