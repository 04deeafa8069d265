//! Names, citations and tests of the rules; what is said about the parameters.

use std::collections::{BTreeMap, BTreeSet};

use calc::REGISTRY;
use law::params::{ALL, Checked, Mark};
use law::provision::ACTS;

use super::{Source, has_word, none, rust};

/// Rules without an article because no article says them: arithmetic of the household.
const ARITHMETIC: &[&str] = &["home.position", "loan.level-payment", "loan.late-charge"];

/// Parameters that nobody reads yet, by how their ids begin, each with the reason why they are kept.
const NOT_READ_YET: &[(&str, &str)] = &[
    ("auction_practice.", "the routes of an auction"),
    ("sale_practice.", "the routes of a voluntary sale"),
    ("debt_practice.", "fees, months and settlements of the routes"),
    ("court_costs.execution_petition", "cost of a creditor's step"),
    ("court_costs.stay_petition", "cost of a stay order"),
];

/// Files in which a rule is named by a test.
pub(super) fn tests_that_name(id: &str, sources: &[Source]) -> Vec<String> {
    let quoted = format!("\"{id}\"");
    // This folder names rules without testing them.
    let tests = sources.iter().filter(|source| !source.path.contains("/tests/tidy/"));
    tests.filter(|source| source.tests().contains(&quoted)).map(|source| source.path.clone()).collect()
}

fn is_japanese(text: &str) -> bool {
    text.chars().any(|character| ('\u{3040}'..='\u{9fff}').contains(&character))
}

#[test]
fn every_rule_has_its_names_its_ground_and_a_test() {
    let sources = rust();
    let mut found = Vec::new();
    let mut ids = BTreeSet::new();
    for rule in REGISTRY.iter().map(calc::Entry::rule) {
        let id = rule.id;
        let mut wrong = |broken: bool, what: &str| found.extend(broken.then(|| format!("{id}: {what}")));
        wrong(!ids.insert(id), "stands twice");
        let spelled = |part: &str| {
            !part.is_empty()
                && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        };
        wrong(id.split('.').count() != 2 || !id.split('.').all(spelled), "is not spelled subject.rule");
        wrong(!is_japanese(rule.ja), "has no Japanese name");
        wrong(rule.en.is_empty() || is_japanese(rule.en), "has no English name");
        let grounded = !rule.provisions.is_empty() || rule.mark != Mark::Law || ARITHMETIC.contains(&id);
        wrong(!grounded, "has neither an article nor a mark of practice");
        for provision in rule.provisions {
            wrong(!ACTS.contains(&provision.act), "cites an act that is not in the list");
            let spelled = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
            let path = provision.path;
            wrong(path.split('/').count() > 3 || !path.split('/').all(spelled), "cites a path that is no article");
        }
        wrong(tests_that_name(id, &sources).is_empty(), "is named by no test");
    }
    none("rules", found);
}

#[test]
fn acts_and_parameters_are_known_by_one_name() {
    let mut found = Vec::new();
    let mut seen = BTreeMap::new();
    for act in ACTS {
        for name in [act.id, act.ja, act.en] {
            if let Some(other) = seen.insert(name, act.id) {
                found.push(format!("{name} names {other} and {}", act.id));
            }
        }
    }
    let mut ids = BTreeSet::new();
    found
        .extend(ALL.iter().filter(|parameter| !ids.insert(parameter.id())).map(|parameter| parameter.id().to_string()));
    none("names that stand twice", found);
}

#[test]
fn every_parameter_is_read_by_a_rule_or_the_planner() {
    let read: BTreeSet<&str> =
        REGISTRY.iter().flat_map(|entry| entry.rule().parameters).map(|parameter| parameter.id()).collect();
    let sources = rust();
    let code: Vec<&Source> = sources
        .iter()
        .filter(|source| {
            ["crates/law/src/", "crates/case/src/", "crates/plan/src/", "crates/ledger/src/"]
                .iter()
                .any(|folder| source.path.starts_with(folder))
        })
        .collect();
    let is_read = |id: &str| {
        let constant = id.rsplit('.').next().unwrap_or(id).to_uppercase();
        read.contains(id) || code.iter().any(|source| source.code().any(|(_, line)| has_word(line, &constant)))
    };
    let mut found = Vec::new();
    let unread: Vec<&str> = ALL.iter().map(|parameter| parameter.id()).filter(|id| !is_read(id)).collect();
    let kept = |id: &str| NOT_READ_YET.iter().any(|(start, _)| id.starts_with(start));
    found.extend(unread.iter().filter(|id| !kept(id)).map(|id| format!("{id}: nobody reads it")));
    for (start, reason) in NOT_READ_YET {
        let known = ALL.iter().any(|parameter| parameter.id().starts_with(start));
        if known && !unread.iter().any(|id| id.starts_with(start)) {
            found.push(format!("{start} ({reason}): all are read; take it off the list"));
        }
    }
    none("parameters", found);
}

/// A figure of the law that was compared with the official text says where it stands there.
#[test]
fn what_is_called_verified_names_its_article() {
    let mut found = Vec::new();
    for parameter in ALL {
        for row in parameter.rows() {
            let official = ["条", "項", "告示", "附則", "別表"].iter().any(|sign| row.source.contains(sign));
            if parameter.mark() == Mark::Law && row.checked == Checked::Verified && !official {
                found.push(format!("{} from {}: {}", parameter.id(), row.from, row.source));
            }
        }
    }
    none("verified without an article", found);
}

#[test]
fn every_rule_function_is_found_under_its_japanese_name() {
    let mut found = Vec::new();
    for source in rust().iter().filter(|source| source.path.starts_with("crates/law/src/")) {
        let lines: Vec<&str> = source.shipped().lines().collect();
        for (place, line) in lines.iter().enumerate().filter(|(_, line)| line.starts_with("pub fn ")) {
            let signature: String = lines[place..].iter().take_while(|line| !line.starts_with('}')).copied().collect();
            let head = signature.split('{').next().unwrap_or_default();
            if !head.contains("&mut Cx<") {
                continue;
            }
            let above =
                lines[..place].iter().rev().take_while(|line| line.starts_with("#[") || line.starts_with("///"));
            if !above.into_iter().any(|line| line.starts_with("#[doc(alias") && is_japanese(line)) {
                found.push(format!("{}:{}: {line}", source.path, place + 1));
            }
        }
    }
    none("rules without a Japanese doc alias", found);
}
