use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::DossierCode;

/// Digits and letters that nobody takes for others on paper or on the phone: no I, L, O, U.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The server's secret, from which every PIN is made. Whoever has it can open every dossier.
#[derive(Clone)]
pub struct ServerKey([u8; 32]);

/// Second secret of a dossier, beside its public code: 8 base32 characters, printed on the receipt.
///
/// It is the HMAC of server key, dossier and generation, so it is stored nowhere, a repeated answer can show it
/// again, and a lost one is replaced by the next generation.
#[derive(Clone, PartialEq, Eq)]
pub struct Pin(String);

impl ServerKey {
    /// The key that these bytes are.
    pub fn new(bytes: [u8; 32]) -> ServerKey {
        ServerKey(bytes)
    }

    /// A new one.
    ///
    /// Errors: the system has no random numbers to give.
    pub fn random() -> Result<ServerKey, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(ServerKey(bytes))
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl std::fmt::Debug for ServerKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("ServerKey(…)")
    }
}

impl Pin {
    /// The PIN of the dossier `code` in its `generation`, from 1.
    pub fn of(key: &ServerKey, code: &DossierCode, generation: u32) -> Pin {
        let mut mac = Hmac::<Sha256>::new_from_slice(&key.0).expect("HMAC takes a key of any length");
        mac.update(b"motcua pin 1\0");
        mac.update(code.as_str().as_bytes());
        mac.update(&generation.to_be_bytes());
        let sum = mac.finalize().into_bytes();
        // 40 bits, five for each character.
        let bits = sum[..5].iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        Pin((0..8).rev().map(|at| char::from(LETTERS[(bits >> (5 * at) & 31) as usize])).collect())
    }

    /// The PIN as printed: `7K3M9PXA`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether somebody `typed` this PIN. Case, spaces and look-alikes don't matter; the time taken tells nothing.
    pub fn is(&self, typed: &str) -> bool {
        let mut typed = typed.chars().filter(|letter| !letter.is_whitespace() && *letter != '-').map(meant);
        let mut differences = 0;
        for own in self.0.bytes() {
            differences |= u32::from(own) ^ typed.next().map_or(u32::MAX, u32::from);
        }
        differences |= typed.next().map_or(0, u32::from);
        std::hint::black_box(differences) == 0
    }
}

impl std::fmt::Debug for Pin {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Pin(…)")
    }
}

fn meant(letter: char) -> char {
    match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        'U' => 'V',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_eight_characters_that_forgive_how_they_are_typed() {
        let code: DossierCode = "000.00.00.Z99-261125-0001".parse().expect("a code");
        let key = ServerKey::new([7; 32]);
        let pin = Pin::of(&key, &code, 1);
        assert_eq!(pin.as_str().len(), 8);
        assert!(pin.is(pin.as_str()));
        assert!(pin.is(&format!(" {} ", pin.as_str().to_lowercase())));
        assert!(!pin.is(""));
        assert!(!pin.is(&pin.as_str()[..7]));
        assert!(!pin.is(&format!("{}0", pin.as_str())));
        assert_ne!(pin, Pin::of(&key, &code, 2));
        assert_ne!(pin, Pin::of(&ServerKey::new([8; 32]), &code, 1));
    }
}
