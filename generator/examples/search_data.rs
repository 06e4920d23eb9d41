//! Writes a site's search data without its pages, asks queries, and measures: for work on the search.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a bench prints")]

use std::io::{BufRead, Write};
use std::path::Path;
use std::time::Instant;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let started = Instant::now();
    let source = generator::read(Path::new(&args[1]));
    let catalogue = match generator::parse(&source) {
        Ok(catalogue) => catalogue,
        Err(problems) => {
            for problem in problems.iter().take(20) {
                eprintln!("{}:{} {}", problem.file, problem.line, problem.message);
            }
            std::process::exit(1);
        }
    };
    eprintln!("read and parsed in {} ms", started.elapsed().as_millis());
    let started = Instant::now();
    let index = generator::search::Index::build(&catalogue).expect("index");
    eprintln!("index built in {:.1} ms", started.elapsed().as_secs_f64() * 1e3);
    match args.get(2).map(String::as_str) {
        Some("files") => {
            let theme = generator::Theme::load(None).expect("theme");
            for file in index.files(theme.words()) {
                let path = Path::new(&args[3]).join(&file.address);
                std::fs::create_dir_all(path.parent().expect("below a folder")).expect("folder");
                std::fs::write(&path, &file.bytes).expect("file");
            }
        }
        Some("ask") => {
            let out = std::io::stdout();
            let mut out = out.lock();
            for line in std::io::stdin().lock().lines() {
                let line = line.expect("text");
                let started = Instant::now();
                let hits = index.query(&line).expect("answers");
                let micros = started.elapsed().as_micros();
                let hits: Vec<String> = hits.iter().take(10).map(|hit| hit.id.clone()).collect();
                writeln!(out, "{micros}\t{line}\t{}", hits.join(" ")).expect("out");
            }
        }
        Some(query) => {
            for hit in index.query(query).expect("answers").iter().take(10) {
                println!("{} {:.2} {} {:?} {:?}", hit.id, hit.score, hit.title, hit.why, hit.snippet);
            }
        }
        None => {}
    }
}
