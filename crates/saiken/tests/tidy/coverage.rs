//! `docs/law-coverage.md`: which article is in which rule, under which figures, tested where.
//!
//! The tables are made from the registry; `SAIKEN_BLESS=1 cargo test -p saiken --test tidy` writes them anew.

use std::fmt::Write as _;
use std::{env, fs};

use calc::REGISTRY;
use catalogue::{Lang, shown};
use law::params::ALL;
use law::provision::ACTS;
use law::trace::Rule;
use law::words::Word;

use super::{Source, root, rust};
use crate::registry::tests_that_name;

const BEGIN: &str = "<!-- made from the registry; SAIKEN_BLESS=1 writes it anew -->\n";
const END: &str = "<!-- end of what is made -->\n";

fn tables() -> String {
    let sources = rust();
    let mut out = String::new();
    out.push_str(
        "## Articles\n\n| article | rule | mark | figures | code and tests |\n| --- | --- | --- | --- | --- |\n",
    );
    for act in ACTS {
        let mut rows: Vec<(Vec<u32>, String)> = Vec::new();
        for rule in REGISTRY.iter().map(calc::Entry::rule) {
            for provision in rule.provisions.iter().filter(|provision| provision.act == *act) {
                let order = provision.path.split(['/', '-']).filter_map(|part| part.parse().ok()).collect();
                rows.push((order, row(&provision.to_string(), rule, &sources)));
            }
        }
        // Stable: rules of one article stay in the order of the registry.
        rows.sort_by(|one, other| one.0.cmp(&other.0));
        out.extend(rows.into_iter().map(|(_, row)| row));
    }
    for rule in REGISTRY.iter().map(calc::Entry::rule).filter(|rule| rule.provisions.is_empty()) {
        out.push_str(&row("–", rule, &sources));
    }
    out.push_str("\n## Figures\n\n| figure | value | from | until | mark | compared | source |\n");
    out.push_str("| --- | --- | --- | --- | --- | --- | --- |\n");
    for parameter in ALL {
        for row in parameter.rows() {
            let until = row.until.map_or(String::new(), |until| until.to_string());
            writeln!(
                out,
                "| `{}` {} | {} | {} | {until} | {} | {} {} | {} |",
                parameter.id(),
                parameter.names().0,
                shown(&row.value, Lang::Ja),
                row.from,
                parameter.mark().word(),
                row.checked.word(),
                row.compared_on,
                row.source.replace('|', "\\|"),
            )
            .expect("writing to a string");
        }
    }
    out
}

fn row(article: &str, rule: &Rule, sources: &[Source]) -> String {
    let parameters: Vec<String> = rule.parameters.iter().map(|parameter| format!("`{}`", parameter.id())).collect();
    // A rule's own tests stand beside it; others call it by its id, the slow second computations too.
    let own = sources.iter().filter(|source| source.shipped().contains(&format!("id: \"{}\"", rule.id)));
    let calls = tests_that_name(rule.id, sources)
        .into_iter()
        .filter(|path| path.starts_with("crates/calc/") || path.starts_with("crates/law/tests/"));
    let files: Vec<String> = own
        .map(|source| source.path.clone())
        .chain(calls)
        .map(|path| format!("[{}](../{path})", path.trim_start_matches("crates/").replacen("/src/", "/", 1)))
        .collect();
    format!(
        "| {article} | `{}` {} | {} | {} | {} |\n",
        rule.id,
        rule.ja,
        rule.mark.word(),
        parameters.join(", "),
        files.join(", ")
    )
}

#[test]
fn the_coverage_page_says_what_the_registry_says() {
    let path = root().join("docs/law-coverage.md");
    let page = fs::read_to_string(&path).expect("the page is there");
    let (before, rest) = page.split_once(BEGIN).expect("the page has a place for the tables");
    let (found, after) = rest.split_once(END).expect("the place has an end");
    let expected = format!("\n{}\n", tables());
    if env::var_os("SAIKEN_BLESS").is_some() {
        fs::write(&path, format!("{before}{BEGIN}{expected}{END}{after}")).expect("the page can be written");
    } else {
        assert!(found == expected, "docs/law-coverage.md is old: run SAIKEN_BLESS=1 cargo test -p saiken --test tidy");
    }
}

#[test]
fn every_rule_is_worked_out_a_second_time() {
    let sources = rust();
    let lacks = |id: &&str| !tests_that_name(id, &sources).iter().any(|path| path.starts_with("crates/law/tests/"));
    let found: Vec<&str> = REGISTRY.iter().map(|entry| entry.rule().id).filter(lacks).collect();
    assert!(found.is_empty(), "no slow second computation under crates/law/tests: {found:?}");
}
