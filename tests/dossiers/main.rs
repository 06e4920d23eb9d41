//! Dossiers: the rules of their life, the events, and every store against one list of cases.

mod rules;
mod sample;
