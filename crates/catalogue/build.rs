//! Compiles `catalogue/*.toml` into one sorted table: key, Japanese, English, and plain Japanese where there is some.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What the files of plain Japanese begin with: a key of another file, and its text in simpler words.
const EASY: &str = "easy";

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap()).join("../../catalogue");
    println!("cargo::rerun-if-changed={}", root.display());
    println!("cargo::rerun-if-changed=build.rs");
    let mut entries: BTreeMap<String, (String, String)> = BTreeMap::new();
    let mut problems = Vec::new();
    let mut files: Vec<PathBuf> =
        fs::read_dir(&root).expect("catalogue/ exists").map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut easy = BTreeMap::new();
    for path in files.iter().filter(|path| path.extension().is_some_and(|extension| extension == "toml")) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(path).expect("a catalogue file is readable UTF-8");
        let line = |at: usize| text[..at].matches('\n').count() + 1;
        let table = match DeTable::parse(&text) {
            Ok(table) => table.into_inner(),
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                problems.push(format!("  catalogue/{name}:{}: {}", line(at), error.message()));
                continue;
            }
        };
        for (key, entry) in &table {
            let at = line(key.span().start);
            if let (true, DeValue::String(text)) = (name.starts_with(EASY), entry.get_ref()) {
                let plain = (format!("catalogue/{name}:{at}"), text.to_string());
                if easy.insert(key.get_ref().to_string(), plain).is_some() {
                    problems.push(format!("  catalogue/{name}:{at}: `{}` stands twice", key.get_ref()));
                }
                continue;
            }
            let text_of = |language: &str| match entry.get_ref() {
                DeValue::Table(languages) => match languages.get(language).map(Spanned::get_ref) {
                    Some(DeValue::String(text)) => Some(text.to_string()),
                    _ => None,
                },
                _ => None,
            };
            let (Some(ja), Some(en)) = (text_of("ja"), text_of("en")) else {
                problems.push(format!("  catalogue/{name}:{at}: `{}` needs ja and en", key.get_ref()));
                continue;
            };
            if places(&ja) != places(&en) {
                problems
                    .push(format!("  catalogue/{name}:{at}: `{}` has other places in ja than in en", key.get_ref()));
            }
            if entries.insert(key.get_ref().to_string(), (ja, en)).is_some() {
                problems.push(format!("  catalogue/{name}:{at}: `{}` stands twice", key.get_ref()));
            }
        }
    }
    for (key, (at, text)) in &easy {
        match entries.get(key) {
            None => problems.push(format!("  {at}: no other file has `{key}`")),
            Some((ja, _)) if each_once(ja) != each_once(text) => {
                problems.push(format!("  {at}: `{key}` has other places than in ja"));
            }
            Some(_) => {}
        }
    }
    assert!(problems.is_empty(), "the catalogue has mistakes:\n{}", problems.join("\n"));
    let mut out = String::from("static ENTRIES: &[(&str, &str, &str, Option<&str>)] = &[\n");
    for (key, (ja, en)) in &entries {
        let easy = easy.get(key).map(|(_, text)| text);
        writeln!(out, "    ({key:?}, {ja:?}, {en:?}, {easy:?}),").unwrap();
    }
    out.push_str("];\n");
    fs::write(PathBuf::from(env::var("OUT_DIR").unwrap()).join("entries.rs"), out).unwrap();
}

/// The names between braces, sorted.
fn places(text: &str) -> Vec<&str> {
    let mut places: Vec<&str> =
        text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// The same, each once: a shorter sentence may name a thing more often than the one beside it, or less.
fn each_once(text: &str) -> Vec<&str> {
    let mut names = places(text);
    names.dedup();
    names
}
