//! The second factor: codes that a program on the officer's telephone counts from a shared secret and the time (RFC 6238,
//! with SHA-1, 30 seconds and 6 digits, because every such program knows these and many know nothing else).

use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

use crate::Moment;

/// Seconds for which a code holds.
const STEP_SECONDS: i64 = 30;
/// Steps before and after now whose codes are taken too: telephones are late or early.
const LENIENT_STEPS: u64 = 1;
/// Bytes of a secret: as many as SHA-1 gives (RFC 4226 section 4).
const SECRET_BYTES: usize = 20;

/// A new secret.
///
/// Errors: the system has no random numbers to give.
pub fn secret() -> Result<Vec<u8>, getrandom::Error> {
    let mut bytes = vec![0; SECRET_BYTES];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

/// The step that `now` lies in.
pub fn step(now: Moment) -> u64 {
    now.unix_ms().div_euclid(STEP_SECONDS * 1_000).unsigned_abs()
}

/// The code of a step.
pub fn code(secret: &[u8], step: u64) -> String {
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).expect("HMAC takes a key of any length");
    mac.update(&step.to_be_bytes());
    let sum = mac.finalize().into_bytes();
    let at = usize::from(sum[19] & 15);
    let bits = u32::from_be_bytes(sum[at..at + 4].try_into().expect("four of twenty bytes")) & 0x7fff_ffff;
    format!("{:06}", bits % 1_000_000)
}

/// The step whose code somebody `typed`, when it is about now and later than `last`, the step of the last code taken.
pub fn accepted(secret: &[u8], typed: &str, now: Moment, last: u64) -> Option<u64> {
    let typed: Vec<u8> = typed.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let now = step(now);
    (now.saturating_sub(LENIENT_STEPS)..=now + LENIENT_STEPS).find(|step| {
        let right = code(secret, *step);
        let differences = right.bytes().zip(&typed).fold(0, |all, (left, right)| all | (left ^ right));
        *step > last && typed.len() == right.len() && differences == 0
    })
}

/// The secret as people type it: groups of four letters.
pub fn shown(secret: &[u8]) -> String {
    let text = BASE32_NOPAD.encode(secret);
    text.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ")
}

/// The address that a telephone reads from a QR code.
pub fn link(secret: &[u8], site: &str, account: &str) -> String {
    let plain = |text: &str| -> String {
        form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
    };
    let (site, account) = (plain(site), plain(account));
    format!("otpauth://totp/{site}:{account}?secret={}&issuer={site}", BASE32_NOPAD.encode(secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8] = b"12345678901234567890";

    fn at(seconds: i64) -> Moment {
        Moment::from_unix_ms(seconds * 1_000)
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        for (seconds, right) in
            [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (2_000_000_000, "279037")]
        {
            assert_eq!(code(SECRET, step(at(seconds))), right);
        }
    }

    #[test]
    fn a_code_works_once_and_about_now() {
        let now = at(1_795_000_000);
        let this = step(now);
        let typed = code(SECRET, this);
        assert_eq!(accepted(SECRET, &format!(" {} {} ", &typed[..3], &typed[3..]), now, 0), Some(this));
        assert_eq!(accepted(SECRET, &typed, now, this), None, "it was used");
        assert_eq!(accepted(SECRET, &code(SECRET, this - 1), now, 0), Some(this - 1));
        assert_eq!(accepted(SECRET, &code(SECRET, this - 2), now, 0), None);
        assert_eq!(accepted(SECRET, &code(SECRET, this + 2), now, 0), None);
        for wrong in ["", "12345", "1234567", "abcdef"] {
            assert_eq!(accepted(SECRET, wrong, now, 0), None);
        }
    }

    #[test]
    fn a_secret_is_shown_as_telephones_read_it() {
        assert_eq!(shown(SECRET), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        let link = link(SECRET, "Một cửa & bạn", "lan");
        assert!(
            link.starts_with("otpauth://totp/M%E1%BB%99t%20c%E1%BB%ADa%20%26%20b%E1%BA%A1n:lan?secret=GEZD"),
            "{link}"
        );
    }
}
