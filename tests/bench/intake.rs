//! What the rules file of the function costs: `cargo run --release --example intake -- SITE/nop/intake.json`

use std::io::Write;

use lookup_fn::intake::Intake;

fn main() {
    let path = std::env::args().nth(1).expect("the rules file of a built site");
    let resident = || {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap_or_default().to_owned();
        line.trim_start_matches("VmRSS:").trim().to_owned()
    };
    let before = resident();
    let begun = std::time::Instant::now();
    let intake: Intake = {
        let bytes = std::fs::read(path).expect("readable");
        serde_json::from_slice(&bytes).expect("a rules file")
    };
    let took = begun.elapsed();
    let line = format!(
        "{} procedures in {took:?}; resident {before} before, {} after",
        intake.procedures.len(),
        resident()
    );
    writeln!(std::io::stdout(), "{line}").expect("somebody reads");
}
