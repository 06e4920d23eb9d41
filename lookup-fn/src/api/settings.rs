use std::time::Duration;

use content::Submission;

use super::Pace;

/// What an operator can set. The defaults fit one small server.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Who may send dossiers, where that isn't what the rules file says.
    pub submission: Option<Submission>,
    /// Address of the catalogue without slash at its end, where it stands on another host: the only foreign origin that
    /// may ask from a browser.
    pub catalogue: Option<String>,
    /// Whether people come over TLS: then browsers are told to use nothing else.
    pub tls: bool,
    /// Largest form with its files, in bytes, from a page without script.
    pub largest_form_bytes: u64,
    /// Most parts of such a form.
    pub most_parts: usize,
    /// Most files of a dossier.
    pub most_files: usize,
    /// Bytes of files under way that are held in memory, over all requests.
    pub most_held_bytes: u32,
    /// Most requests at once; the next hear that they should come back.
    pub most_at_once: usize,
    /// Wrong PINs from one address for one code.
    pub pins_per_code: Pace,
    /// Wrong PINs from one address for any code: loose, many phones share one.
    pub pins_per_address: Pace,
    /// Dossiers, files and supplements from one address: loose, for the same reason.
    pub sendings_per_address: Pace,
    /// Failed sign-ins to one account from one address.
    pub sign_ins_per_account: Pace,
    /// Failed sign-ins from one address: loose, an office shares one.
    pub sign_ins_per_address: Pace,
    /// Wrong codes of the second factor after the right password, from wherever.
    pub codes_per_account: Pace,
    /// How long an officer's session lasts without use.
    pub session_idle: Duration,
    /// How long it lasts in any case.
    pub session_longest: Duration,
    /// Whether the desk is a trial whose second factor the page itself tells: never where anything is kept.
    pub desk_trial: bool,
    /// When a wrong PIN is answered, from the request on: so that nobody learns from the time why it is wrong.
    pub refusal_after: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            submission: None,
            catalogue: None,
            tls: false,
            largest_form_bytes: 40 << 20,
            most_parts: 1_000,
            most_files: 100,
            most_held_bytes: 48 << 20,
            most_at_once: 512,
            pins_per_code: Pace { most: 10, refill_seconds: 60 },
            pins_per_address: Pace { most: 200, refill_seconds: 10 },
            sendings_per_address: Pace { most: 500, refill_seconds: 2 },
            sign_ins_per_account: Pace { most: 10, refill_seconds: 60 },
            sign_ins_per_address: Pace { most: 100, refill_seconds: 10 },
            codes_per_account: Pace { most: 20, refill_seconds: 300 },
            session_idle: Duration::from_secs(30 * 60),
            session_longest: Duration::from_secs(10 * 60 * 60),
            desk_trial: false,
            refusal_after: Duration::from_millis(60),
        }
    }
}
