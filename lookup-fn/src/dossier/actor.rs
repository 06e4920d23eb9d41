use std::fmt;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Who did something. Nothing of an applicant stands here: events are never erased.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// The applicant, online, without or with the PIN.
    Applicant,
    /// The officer of this account.
    Officer(String),
    /// The program itself: a new calendar, a notice sent, a period of keeping that is over.
    System,
}

/// 128 random bits that name a command, made by whoever gives it: the same command sent again is known by it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommandId(pub [u8; 16]);

impl CommandId {
    /// A new one.
    ///
    /// Errors: the system has no random numbers to give.
    pub fn random() -> Result<CommandId, getrandom::Error> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes)?;
        Ok(CommandId(bytes))
    }

    /// The id that 32 hexadecimal digits name, with or without the hyphens of a UUID.
    pub fn parse(text: &str) -> Option<CommandId> {
        let plain: String = text.chars().filter(|letter| *letter != '-').collect();
        let bytes = HEXLOWER.decode(plain.to_ascii_lowercase().as_bytes()).ok()?;
        bytes.try_into().ok().map(CommandId)
    }
}

impl fmt::Display for CommandId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for CommandId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{self}")
    }
}

impl Serialize for CommandId {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CommandId {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        CommandId::parse(&text).ok_or_else(|| de::Error::custom("no command id of 32 hexadecimal digits"))
    }
}
