//! Whole households, from the file to the screens: every folder under `examples/` with what is expected of it.
//!
//! `SAIKEN_BLESS=1 cargo test -p saiken --test households` writes the expectations anew; read each one that changes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Map, Value as Json, json};

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

/// The folders with a case of their own; `errors` and `histories` hold other things.
fn households() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir(examples())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("case.toml").is_file())
        .collect();
    folders.sort();
    assert!(folders.len() >= 8, "at least eight households");
    folders
}

fn saiken(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_saiken"))
        .current_dir(folder)
        .env_remove("SAIKEN_LANG")
        .args(arguments)
        .output()
        .expect("saiken runs")
}

fn text(folder: &Path, arguments: &[&str]) -> String {
    let output = saiken(folder, arguments);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{}: {arguments:?}: {said}", folder.display());
    String::from_utf8(output.stdout).unwrap()
}

/// Compares with the file, or writes it when blessing.
fn expect(file: &Path, found: &str) {
    if std::env::var_os("SAIKEN_BLESS").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, found).unwrap();
        return;
    }
    let expected = fs::read_to_string(file).unwrap_or_default();
    assert_eq!(expected, found, "{} changed; bless it after reading the difference", file.display());
}

#[test]
fn every_household_shows_what_is_expected_at_80_and_120_columns() {
    for folder in households() {
        for width in ["80", "120"] {
            let page = text(&folder, &["plan", "case.toml", "--width", width]);
            expect(&folder.join(format!("expect/plan-{width}.txt")), &page);
        }
    }
}

/// Verdicts, figures and what fails, without sentences: what must not change unnoticed.
#[test]
fn every_household_has_the_expected_verdicts_and_figures() {
    for folder in households() {
        let plan: Json = serde_json::from_str(&text(&folder, &["plan", "case.toml", "--json"])).unwrap();
        let mut routes = Map::new();
        for route in plan["routes"].as_array().unwrap() {
            let shown = route["variants"]
                .as_array()
                .unwrap()
                .iter()
                .find(|variant| variant["variant"] == route["shown"])
                .expect("the shown variant is one of them");
            let of = |verdict: &str| -> Vec<&Json> {
                let requirements = shown["requirements"].as_array().unwrap();
                requirements.iter().filter(|one| one["verdict"] == verdict).map(|one| &one["id"]).collect()
            };
            let figures: Map<String, Json> = shown["figures"]
                .as_object()
                .unwrap()
                .iter()
                .map(|(name, figure)| (name.clone(), figure["value"].clone()))
                .collect();
            routes.insert(
                route["id"].as_str().unwrap().to_string(),
                json!({
                    "outcome": route["outcome"],
                    "variant": route["shown"],
                    "not_met": of("not-met"),
                    "unknown": of("unknown"),
                    "depends_on": shown["depends_on"],
                    "figures": figures,
                }),
            );
        }
        expect(&folder.join("expect/routes.json"), &format!("{:#}\n", Json::Object(routes)));
    }
}

#[test]
fn the_whole_answer_fits_its_schema_and_the_case_fits_its_own() {
    let folder = examples().join("yamada");
    let schema: Json = serde_json::from_str(&text(&folder, &["schema", "plan"])).unwrap();
    let schema = jsonschema::validator_for(&schema).expect("a valid schema");
    for folder in households() {
        for lang in ["ja", "en"] {
            let answer = text(&folder, &["plan", "case.toml", "--json", "--lang", lang]);
            let answer: Json = serde_json::from_str(&answer).unwrap();
            let problems: Vec<String> =
                schema.iter_errors(&answer).map(|error| format!("{}: {error}", error.instance_path())).collect();
            assert!(problems.is_empty(), "{}: {problems:#?}", folder.display());
        }
    }
}

/// A key that the catalogue lacks would stand on the screen as it is.
fn no_bare_keys(page: &str, place: &str) {
    for prefix in [
        "requirement.",
        "risk.",
        "referral.",
        "note.",
        "figure.",
        "item.",
        "label.",
        "screen.",
        "home-choice.",
        "debt-choice.",
        "paper.",
        "variant.",
        "deadline.",
        "liable.",
        "record.",
        "outcome.",
    ] {
        // A key goes on after the point; the end of a sentence does not.
        let bare = page
            .match_indices(prefix)
            .any(|(at, _)| page[at + prefix.len()..].starts_with(|next: char| next.is_ascii_lowercase()));
        assert!(!bare, "{place}: a bare key {prefix}… in\n{page}");
    }
    assert!(!page.contains('{'), "{place}: an empty place in\n{page}");
}

/// The README's household in every variant and both languages, the others in the variant that the overview shows.
#[test]
fn every_route_of_every_household_can_be_read_in_depth() {
    for folder in households() {
        let whole = folder.ends_with("yamada");
        let langs: &[&str] = if whole { &["ja", "en"] } else { &["ja"] };
        let plan: Json = serde_json::from_str(&text(&folder, &["plan", "case.toml", "--json"])).unwrap();
        for lang in ["ja", "en"] {
            no_bare_keys(&text(&folder, &["plan", "case.toml", "--lang", lang]), lang);
        }
        for route in plan["routes"].as_array().unwrap() {
            let variants = route["variants"].as_array().unwrap();
            for variant in variants.iter().filter(|variant| whole || variant["variant"] == route["shown"]) {
                let id = variant["id"].as_str().unwrap();
                for lang in langs {
                    let page = text(&folder, &["plan", "case.toml", "--route", id, "--lang", lang]);
                    no_bare_keys(&page, &format!("{} {id} {lang}", folder.display()));
                }
            }
        }
    }
}

#[test]
fn every_figure_explains_itself() {
    let folder = examples().join("yamada");
    let list = text(&folder, &["plan", "case.toml", "--why", "list"]);
    let names: Vec<&str> = list.lines().skip(1).map(str::trim).collect();
    assert!(names.len() > 100, "{}", names.len());
    // All of them would take a while: every ninth, and the ones that matter most.
    let chosen = names.iter().step_by(9).copied().chain([
        "capacity",
        "keep-under-clause+small-scale.required_total",
        "keep-under-clause+small-scale.arrears_in_plan",
        "voluntary-sale+bankruptcy.residual",
    ]);
    for name in chosen {
        let page = text(&folder, &["plan", "case.toml", "--why", name]);
        assert!(page.contains(" = "), "{name}: {page}");
        no_bare_keys(&page, name);
    }
    let why = text(&folder, &["plan", "case.toml", "--why", "keep-under-clause+small-scale.required_total"]);
    assert!(why.contains("民事再生法231条") && why.contains("1,000,000円"), "{why}");
}

#[test]
fn wrong_names_are_told_and_nothing_is_written() {
    let folder = examples().join("yamada");
    for arguments in [
        ["plan", "case.toml", "--route", "keep+bankruptcy"],
        ["plan", "case.toml", "--why", "keep.nonsense"],
        ["plan", "case.toml", "--assume", "sale-share=lots"],
        ["plan", "case.toml", "--assume", "nonsense=1"],
    ] {
        let output = saiken(&folder, &arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_told_with_a_remedy() {
    let folder = std::env::temp_dir().join(format!("saiken-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("empty.toml"), "").unwrap();
    fs::write(folder.join("sjis.toml"), b"court = \"\x93\x8c\x8b\x9e\"\n").unwrap();
    fs::write(folder.join("nonsense.toml"), "[".repeat(10_000_000)).unwrap();
    fs::write(folder.join("broken.json"), "{\"as_of\": ").unwrap();
    for (file, code) in [
        ("missing.toml", ""),
        (".", ""),
        ("empty.toml", "empty-file"),
        ("sjis.toml", "other-encoding"),
        ("nonsense.toml", "too-large"),
        ("broken.json", "syntax"),
    ] {
        for command in ["plan", "check"] {
            let output = saiken(&folder, &[command, file]);
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(1), "{command} {file}: {said}");
            assert!(output.stdout.is_empty(), "{command} {file}");
            assert!(said.contains(code) && said.contains("エラー"), "{command} {file}: {said}");
        }
    }
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn init_writes_a_case_that_runs_and_never_writes_over_one() {
    let folder = std::env::temp_dir().join(format!("saiken-init-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    for lang in ["ja", "en"] {
        let file = format!("{lang}.toml");
        text(&folder, &["init", &file, "--as-of", "2026-11-22", "--lang", lang]);
        text(&folder, &["check", &file, "--lang", lang]);
        let page = text(&folder, &["plan", &file, "--lang", lang]);
        no_bare_keys(&page, lang);
        let again = saiken(&folder, &["init", &file]);
        assert_eq!(again.status.code(), Some(1));
    }
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn keeping_and_leaving_stand_side_by_side() {
    for folder in households() {
        expect(
            &folder.join("expect/compare.txt"),
            &text(&folder, &["plan", "case.toml", "--compare", "--width", "100"]),
        );
    }
}

/// The README shows what the first command prints.
#[test]
fn the_readme_shows_what_the_first_command_prints() {
    let readme = fs::read_to_string(examples().join("../README.md")).unwrap();
    let page = text(&examples().join("yamada"), &["plan", "case.toml", "--width", "80"]);
    let end = " auction+bankruptcy\n";
    let shown = &page[..page.find(end).expect("the last open route") + end.len()];
    assert!(readme.contains(shown), "the README shows another page than\n{shown}");
}

/// No line is wider than the screen, whatever the page and the language.
#[test]
fn every_page_keeps_to_the_width_of_the_screen() {
    let pages: [&[&str]; 5] = [
        &[],
        &["--compare"],
        &["--route", "keep-under-clause+small-scale"],
        &["--route", "voluntary-sale+bankruptcy"],
        &["--route", "auction+instalments"],
    ];
    for (place, folder) in households().into_iter().enumerate() {
        // Each household on one kind of page more than the overview, so that all kinds are looked at.
        for page in [pages[0], pages[place % pages.len()]] {
            for (lang, width) in [("ja", 80), ("en", 80), ("ja", 120)] {
                let columns = width.to_string();
                let base = ["plan", "case.toml", "--lang", lang, "--width", &columns];
                let shown = text(&folder, &[&base, page].concat());
                for line in shown.lines() {
                    let wide = catalogue::layout::columns(line);
                    assert!(wide <= width, "{} {page:?} {lang}: {wide} columns: {line}", folder.display());
                }
            }
        }
    }
}
