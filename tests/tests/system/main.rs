//! One test program for the whole system; each module is one kind of trouble or promise.

mod bad_calendar;
mod bad_folder;
mod bad_output;
mod bad_records;
mod bad_references;
mod bad_text;
mod bad_yaml;
mod calendar;
mod documents;
mod forms;
mod fuzz;
mod intake;
mod licences;
mod printed;
mod search;
mod slips;
mod whole_site;
