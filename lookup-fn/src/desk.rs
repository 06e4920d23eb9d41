//! Officers, without input or output: how they prove who they are, what they may do with a dossier now, and lists that a
//! spreadsheet opens. The pages and addresses stand in `api::desk`.

mod account;
pub(crate) mod action;
pub(crate) mod csv;
mod password;
pub(crate) mod procedures;
pub mod totp;

pub use account::{AccountFault, account_faults};
pub use password::{LEAST_PASSWORD, hash_password, is_password, made_up_password};
