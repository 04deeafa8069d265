//! One folder a mistake: a file that has it, and the message that people get, in Japanese and in English.
//!
//! `SAIKEN_BLESS=1 cargo test -p case --test errors` writes the messages anew: read each one before you commit it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

use case::{CODES, Format, MAX_BYTES, read, render_problem, text_of};
use catalogue::Lang;
use read::Problem;

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/errors");
    let mut folders: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

fn name(folder: &Path) -> &str {
    folder.file_name().unwrap().to_str().unwrap()
}

/// The file of the folder; the one that is too large is made here.
fn case_of(folder: &Path) -> (&'static str, Vec<u8>) {
    if name(folder) == "too-large" {
        return ("case.toml", vec![b'#'; MAX_BYTES + 1]);
    }
    let file = ["case.toml", "case.json"].into_iter().find(|file| folder.join(file).exists()).unwrap();
    (file, fs::read(folder.join(file)).unwrap())
}

fn problems(file: &str, bytes: &[u8]) -> Vec<Problem> {
    read(bytes, Format::guess(file, bytes)).expect_err("the file has a mistake")
}

#[test]
fn every_code_has_a_folder_and_every_folder_provokes_its_code() {
    let found: Vec<PathBuf> = folders();
    assert_eq!(found.iter().map(|folder| name(folder)).collect::<Vec<_>>(), CODES);
    for folder in &found {
        let (file, bytes) = case_of(folder);
        let codes: BTreeSet<&str> = problems(file, &bytes).iter().map(|problem| problem.code).collect();
        assert!(codes.contains(name(folder)), "{}: {codes:?}", name(folder));
    }
}

#[test]
fn every_mistake_is_told_in_these_words() {
    for folder in folders() {
        let (file, bytes) = case_of(&folder);
        let text = text_of(&bytes);
        for (lang, to) in [(Lang::Ja, "message.txt"), (Lang::En, "message.en.txt")] {
            let messages: Vec<String> =
                problems(file, &bytes).iter().map(|problem| render_problem(file, &text, problem, lang)).collect();
            let (found, to) = (messages.join("\n"), folder.join(to));
            if env::var_os("SAIKEN_BLESS").is_some() {
                fs::write(to, found).unwrap();
            } else {
                assert_eq!(found, fs::read_to_string(&to).unwrap_or_default(), "{}", to.display());
            }
        }
    }
}

#[test]
fn every_sentence_has_its_values() {
    for folder in folders() {
        let (file, bytes) = case_of(&folder);
        for problem in problems(file, &bytes) {
            for message in [Some(&problem.message), problem.hint.as_ref()].into_iter().flatten() {
                let text = catalogue::lookup(message.key, Lang::Ja);
                let text = text.unwrap_or_else(|| panic!("{} is not in the catalogue", message.key));
                for place in text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(place, _)| place)) {
                    let known = message.values.iter().any(|(name, _)| *name == place) || place.starts_with(' ');
                    assert!(known, "{}: {place}", message.key);
                }
            }
        }
    }
}
