//! How long a page takes: 1,855 artificial procedures on one thread, HTML and JSON together, nothing written.
//!
//! `cargo run --release -p generator --example page_speed`

#![allow(clippy::print_stdout, reason = "a bench speaks")]

#[path = "../tests/sample/mod.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod sample;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use generator::{Options, Page, Theme, plan, render_pages};

const PROCEDURES: usize = 1_855;
const ROUNDS: usize = 7;

fn main() {
    let catalogue = sample::with_procedures((0..PROCEDURES).map(sample::numbered).collect());
    let options = Options::default();
    let theme = Theme::load(None).unwrap_or_else(|error| panic!("{error}"));
    let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread can be made");
    one_thread.install(|| {
        let (mut planned, mut drawn) = (Vec::new(), Vec::new());
        let bytes = AtomicUsize::new(0);
        for _ in 0..ROUNDS {
            let start = Instant::now();
            let plan = plan(&catalogue, &options);
            planned.push(start.elapsed());
            let pages: Vec<Page> =
                plan.pages.iter().copied().filter(|page| matches!(page, Page::Procedure(_))).collect();
            bytes.store(0, Ordering::Relaxed);
            let start = Instant::now();
            let count = |file: generator::File| {
                bytes.fetch_add(file.bytes.len(), Ordering::Relaxed);
            };
            render_pages(&plan, &theme, &pages, &count).unwrap_or_else(|error| panic!("{error}"));
            drawn.push(start.elapsed());
        }
        planned.sort();
        drawn.sort();
        let page = drawn[ROUNDS / 2].as_secs_f64() * 1e6 / PROCEDURES as f64;
        println!("plan of {PROCEDURES} procedures: {:.1} ms", planned[ROUNDS / 2].as_secs_f64() * 1e3);
        println!("page with its facts: {page:.0} µs, {} bytes", bytes.into_inner() / PROCEDURES);
    });
}
