//! The documents point to what is there.

use super::{Source, files, none, root};

/// The documents at the top and under `docs/`.
fn documents() -> Vec<Source> {
    let mut documents = files("docs", ".md");
    for entry in std::fs::read_dir(root()).expect("the workspace can be listed") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|extension| extension == "md") {
            let name = path.file_name().expect("a file").to_string_lossy().into_owned();
            documents.push(Source { text: std::fs::read_to_string(&path).expect("UTF-8"), path: name });
        }
    }
    documents
}

/// The targets of `[text](target)` outside blocks of code.
fn links(text: &str) -> Vec<(usize, &str)> {
    let mut in_code = false;
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        in_code ^= line.trim_start().starts_with("```");
        if !in_code {
            let targets = line.split("](").skip(1).filter_map(|rest| rest.split(')').next());
            found.extend(targets.map(|target| (number + 1, target)));
        }
    }
    found
}

#[test]
fn every_link_to_a_file_finds_it() {
    let mut found = Vec::new();
    for document in documents() {
        let path = root().join(&document.path);
        let folder = path.parent().expect("a file has a folder");
        for (number, target) in links(&document.text) {
            let file = target.split('#').next().unwrap_or_default();
            let elsewhere = file.is_empty() || target.starts_with("http");
            if !elsewhere && !folder.join(file).exists() {
                found.push(format!("{}:{number}: {target}", document.path));
            }
        }
    }
    none("dead links", found);
}

/// Every crate and every dependency of a crate has its line.
#[test]
fn the_map_names_every_crate_and_the_reasons_every_dependency() {
    let read = |name: &str| std::fs::read_to_string(root().join("docs").join(name)).expect("the document is there");
    let (map, reasons) = (read("architecture.md"), read("dependencies.md"));
    let mut found = Vec::new();
    let mut own = Vec::new();
    for entry in std::fs::read_dir(root().join("crates")).expect("crates/ is there") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        if !map.contains(&format!("`{name}`")) && !map.contains(&format!("crates/{name}/")) {
            found.push(format!("docs/architecture.md: the crate {name}"));
        }
        own.push(name);
    }
    let workspace = std::fs::read_to_string(root().join("Cargo.toml")).expect("the workspace's Cargo.toml");
    let dependencies = workspace.split("[workspace.dependencies]").nth(1).and_then(|rest| rest.split("\n[").next());
    for line in dependencies.expect("a table of dependencies").lines() {
        let Some((name, _)) = line.split_once(" = ") else { continue };
        if !own.iter().any(|own| own == name) && !reasons.contains(&format!("| `{name}` |")) {
            found.push(format!("docs/dependencies.md: {name}"));
        }
    }
    none("not described", found);
}

/// Each popular error names its tests and the sentence that tells readers otherwise.
#[test]
fn the_popular_errors_name_tests_and_sentences_that_are_there() {
    let page = std::fs::read_to_string(root().join("docs/popular-errors.md")).expect("the page is there");
    let sources = super::rust();
    let keys: std::collections::BTreeSet<&str> = catalogue::keys().collect();
    let (mut found, mut rows) = (Vec::new(), 0);
    for row in page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| the article says")) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').collect();
        let [says, _, tests, sentence] = cells[..] else { continue };
        if says.contains("---") {
            continue;
        }
        rows += 1;
        let ticked = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_string).collect::<Vec<_>>();
        let is_test = |name: &str| {
            name.split_once("::").is_some_and(|(file, test)| {
                sources.iter().any(|source| {
                    source.path == format!("crates/{file}") && source.text.contains(&format!("fn {test}()"))
                })
            })
        };
        let (tests, sentences) = (ticked(tests), ticked(sentence));
        if tests.is_empty() || sentences.is_empty() {
            found.push(format!("{says}: names no test or no sentence"));
        }
        found.extend(tests.into_iter().filter(|name| !is_test(name)).map(|name| format!("{says}: no test {name}")));
        found.extend(
            sentences.into_iter().filter(|key| !keys.contains(key.as_str())).map(|key| format!("{says}: no {key}")),
        );
    }
    assert!(rows >= 28, "{rows} rows");
    none("popular errors", found);
}
