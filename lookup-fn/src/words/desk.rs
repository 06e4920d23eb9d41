//! What the desk says to officers.

mod action;
mod event;
mod problem;
mod time;

pub(crate) use action::{action, action_hint, done};
pub(crate) use event::{flag, hand_over, happening, money, reading, role, via};
pub(crate) use problem::{fault, problem, refusal};
pub(crate) use time::{Standing, answer_until, standing, waiting};
