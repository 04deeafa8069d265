//! What no compiler checks: what must be absent from the core, names and citations, the catalogue, the documents.
//!
//! Each test lists every place that breaks its rule, not the first one.

mod catalogue;
mod coverage;
mod documents;
mod registry;
mod sources;

use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the workspace.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the workspace is there")
}

/// One file of the workspace.
struct Source {
    /// From the root, with `/`.
    path: String,
    text: String,
}

impl Source {
    /// The text in front of the tests; all of it in a file without tests of its own.
    fn shipped(&self) -> &str {
        self.text.split("#[cfg(test)]").next().unwrap_or_default()
    }

    /// What only the tests see.
    fn tests(&self) -> &str {
        if self.path.contains("/tests/") { &self.text } else { &self.text[self.shipped().len()..] }
    }

    /// The lines in front of the tests that are code: number and text without a comment.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.shipped().lines().enumerate().map(|(number, line)| {
            let code = if line.trim_start().starts_with("//") { "" } else { line };
            (number + 1, code)
        })
    }
}

/// The files with this ending under a folder, sorted.
fn files(folder: &str, ending: &str) -> Vec<Source> {
    fn walk(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
        let Ok(entries) = fs::read_dir(folder) else { return };
        for path in entries.map(|entry| entry.expect("a folder can be listed").path()) {
            if path.is_dir() {
                walk(&path, ending, found);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    let root = root();
    let mut found = Vec::new();
    walk(&root.join(folder), ending, &mut found);
    found.sort();
    found
        .into_iter()
        .map(|path| Source {
            text: fs::read_to_string(&path).expect("a source is UTF-8"),
            path: path.strip_prefix(&root).expect("below the root").to_string_lossy().replace('\\', "/"),
        })
        .collect()
}

/// Every Rust file below `crates/`.
fn rust() -> Vec<Source> {
    files("crates", ".rs")
}

/// Fails with the whole list.
fn none(what: &str, found: Vec<String>) {
    assert!(found.is_empty(), "{what}:\n  {}", found.join("\n  "));
}

/// The places of a word in a line, where it is no part of a longer name.
fn has_word(line: &str, word: &str) -> bool {
    let part_of_name = |character: Option<char>| character.is_some_and(|c| c.is_alphanumeric() || c == '_');
    line.match_indices(word).any(|(at, _)| {
        !part_of_name(line[..at].chars().next_back()) && !part_of_name(line[at + word.len()..].chars().next())
    })
}

/// The quoted texts that follow an opening such as `message!(` in the code of a file, over line ends too.
fn quoted_after(source: &Source, opening: &str) -> Vec<String> {
    let code: Vec<&str> = source.code().map(|(_, line)| line).collect();
    let code = code.join("\n");
    code.split(opening)
        .skip(1)
        .filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next().map(str::to_string))
        .collect()
}
