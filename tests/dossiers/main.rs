//! Dossiers: the rules of their life, the events, and every store against one list of cases.

mod any_life;
mod encoded;
mod killed;
mod one_machine;
mod order_of_calls;
mod rules;
mod sample;
mod store_cases;
