//! What must be absent from the sources.

use super::{Source, has_word, none, rust};

/// Crates that only compute: from facts and a date to the same bytes, every time.
const PURE: &[&str] = &["law", "calc", "case", "read", "ledger", "plan", "catalogue", "explain"];
/// Crates in which a fraction of a yen may not hide in a binary float.
const EXACT: &[&str] = &["law", "calc", "case", "read", "ledger", "plan"];

fn shipped_of<'a>(sources: &'a [Source], crates: &'a [&str]) -> impl Iterator<Item = &'a Source> {
    sources
        .iter()
        .filter(move |source| crates.iter().any(|name| source.path.starts_with(&format!("crates/{name}/src/"))))
}

/// The lines in front of the tests that have one of these words.
fn lines_with<'a>(sources: impl Iterator<Item = &'a Source>, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources {
        for (number, line) in source.code() {
            found.extend(
                words
                    .iter()
                    .filter(|word| has_word(line, word))
                    .map(|word| format!("{}:{number}: {word}", source.path)),
            );
        }
    }
    found
}

#[test]
fn no_binary_float_where_yen_and_law_live() {
    none("binary floats", lines_with(shipped_of(&rust(), EXACT), &["f32", "f64"]));
}

#[test]
fn no_clock_file_environment_network_or_chance_in_the_pure_crates() {
    let words = [
        "std::fs",
        "std::env",
        "std::net",
        "std::process",
        "SystemTime",
        "Instant::now",
        "Zoned::now",
        "Timestamp::now",
        "rand::",
        "thread_rng",
        "tokio::",
    ];
    none("impure", lines_with(shipped_of(&rust(), PURE), &words));
}

#[test]
fn only_the_command_line_prints() {
    let words = ["println!", "print!", "eprintln!", "eprint!", "dbg!"];
    none("prints", lines_with(shipped_of(&rust(), PURE), &words));
}

#[test]
fn nothing_is_left_unfinished_or_switched_off() {
    let words = ["todo!", "unimplemented!", "FIXME", "XXX"];
    let sources = rust();
    let this_file = |source: &&Source| !source.path.ends_with("tests/tidy/sources.rs");
    let mut found = lines_with(sources.iter().filter(this_file), &words);
    for source in sources.iter().filter(this_file) {
        found.extend(source.text.contains("#[ignore").then(|| format!("{}: an ignored test", source.path)));
    }
    none("unfinished", found);
}

/// The look itself must be able to find something.
#[test]
fn the_look_finds_what_it_looks_for() {
    let source =
        Source { path: "crates/law/src/x.rs".into(), text: "// f64\nlet a: f64 = 1.0; let f64_ = a;\n".into() };
    assert_eq!(lines_with([source].iter(), &["f64", "f32"]), ["crates/law/src/x.rs:2: f64"]);
    assert!(!has_word("let af64 = f64x;", "f64"));
}
