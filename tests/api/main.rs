//! The API of the function in process: every answer of every test is held against `/api/openapi.json`.

mod attack;
mod bodies;
mod connections;
mod description;
mod desk;
mod faulty;
mod operated;
mod pages;
mod pin;
mod real;
#[path = "../dossiers/sample.rs"]
#[allow(dead_code, reason = "the tests of dossiers need more of it")]
mod sample;
mod schema;
mod sendings;
mod submit;
mod track;
mod trouble;
mod uploads;
mod world;
