//! What the project is made of: licences that Apache-2.0 may stand beside, and crates that stay out of each other's way.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

/// Licences that ask for no more than a notice.
const ALLOWED: [&str; 12] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--locked"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs: it started this test");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON")
}

/// True when some choice that `expression` leaves is allowed: `MIT OR Apache-2.0`, `(MIT OR X) AND Y`, `MIT/X`.
fn is_allowed(expression: &str) -> bool {
    let plain = expression.replace(['(', ')'], " ").replace('/', " OR ");
    plain.split(" AND ").all(|part| part.split(" OR ").any(|licence| ALLOWED.contains(&licence.trim())))
}

#[test]
fn every_crate_has_a_licence_we_may_ship() {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().expect("metadata lists packages");
    assert!(packages.len() > 20, "the list is whole");
    let refused: Vec<String> = packages
        .iter()
        .filter(|package| !package["license"].as_str().is_some_and(is_allowed))
        .map(|package| format!("{} {}: {}", package["name"], package["version"], package["license"]))
        .collect();
    assert!(refused.is_empty(), "{refused:#?}");
}

#[test]
fn a_licence_that_asks_for_more_is_refused() {
    assert!(is_allowed("MIT OR GPL-3.0"));
    assert!(is_allowed("(MIT OR Apache-2.0) AND Unicode-3.0"));
    assert!(!is_allowed("(MIT OR Apache-2.0) AND GPL-3.0"));
    assert!(!is_allowed("AGPL-3.0-only"));
    assert!(!is_allowed(""));
}

/// The names of everything that the library or program of `package` links, itself aside: no build or test tools.
fn linked(package: &str) -> BTreeSet<String> {
    linked_with(package, &[])
}

/// The same with further words for `cargo tree`.
fn linked_with(package: &str, further: &[&str]) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--locked",
            "--edges=normal,no-proc-macro",
            "--prefix=none",
            "--format={p}",
            "--package",
        ])
        .arg(package)
        .args(further)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs: it started this test");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8(output.stdout).expect("names of crates are UTF-8");
    tree.lines()
        .filter_map(|line| line.split(' ').next())
        .filter(|name| *name != package)
        .map(str::to_owned)
        .collect()
}

/// The crates that `package` names itself; those behind a feature apart.
fn named(package: &str) -> BTreeMap<String, bool> {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().expect("metadata lists packages");
    let own = packages.iter().find(|one| one["name"] == package).expect("it is in the workspace");
    let dependencies = own["dependencies"].as_array().expect("a package lists its dependencies");
    dependencies
        .iter()
        .filter(|one| one["kind"].is_null())
        .map(|one| (one["name"].as_str().expect("a name").to_owned(), one["optional"] == true))
        .collect()
}

#[test]
fn content_names_serde_and_little_else() {
    let expected = [("jiff", false), ("schemars", true), ("serde", false), ("unicode-normalization", false)];
    assert_eq!(named("content"), expected.map(|(name, optional)| (name.to_owned(), optional)).into());
    let all: Vec<String> = linked("content").into_iter().collect();
    let ours =
        ["jiff", "jiff-core", "serde", "serde_core", "tinyvec", "tinyvec_macros", "unicode-normalization"];
    let surplus: Vec<&String> = all.iter().filter(|name| !ours.contains(&name.as_str())).collect();
    assert!(surplus.is_empty(), "content links {surplus:?} too");
}

#[test]
fn the_function_links_no_template_engine_no_index_and_no_yaml() {
    let linked = linked("lookup-fn");
    assert!(linked.contains("content"), "the list is whole");
    for stranger in ["generator", "documents", "krilla", "zip", "tera", "tantivy", "pulldown-cmark"] {
        assert!(!linked.contains(stranger), "lookup-fn links {stranger}");
    }
    let yaml: Vec<_> =
        linked.iter().filter(|name| name.contains("yaml") || name.contains("saphyr")).collect();
    assert!(yaml.is_empty(), "lookup-fn links {yaml:?}");
}

#[test]
fn without_its_embedded_store_the_function_links_no_sqlite() {
    assert!(linked("lookup-fn").contains("rusqlite"), "the list is whole");
    let elsewhere = linked_with("lookup-fn", &["--no-default-features"]);
    assert!(elsewhere.contains("content"), "the list is whole");
    assert!(!elsewhere.iter().any(|name| name.contains("sqlite")), "{elsewhere:?}");
}

#[test]
fn the_library_of_the_generator_does_not_know_the_function() {
    let linked = linked("generator");
    assert!(linked.contains("tera"), "the list is whole");
    for stranger in ["lookup-fn", "axum", "tokio", "clap", "notify"] {
        assert!(!linked.contains(stranger), "generator links {stranger}");
    }
}
