//! Whole households with lines left out, amounts, days and words changed at random: whatever can still be read is worked
//! out without a panic, nothing of a sale's price is lost, and an unknown verdict names its facts once.

mod common;

use std::collections::BTreeSet;
use std::path::Path;

use common::detail;
use law::Yen;
use law::trace::{Cx, Derivation, Shown};
use law::verdict::{Outcome, Verdict};
use plan::{Practice, Variant};
use proptest::prelude::*;

fn examples() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let files = std::fs::read_dir(folder).expect("the examples").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<_> = files.map(|folder| folder.join("case.toml")).filter(|file| file.is_file()).collect();
    files.sort();
    files.iter().map(|file| std::fs::read_to_string(file).expect("a file")).collect()
}

const AMOUNTS: [&str; 6] = [
    "0",
    "10_000",
    "1_000_000_000_000_000",
    "31_000_000",
    "{ low = 0, likely = 5_000_000, high = 90_000_000 }",
    "999_999",
];
const DAYS: [&str; 6] = ["1950-01-01", "2020-03-31", "2020-04-01", "2026-11-22", "2027-02-28", "2060-01-01"];
const WORDS: [&str; 12] = [
    "home-loan",
    "tax",
    "child-support",
    "tort",
    "card",
    "guarantee",
    "mortgage",
    "attachment",
    "revolving-mortgage",
    "jhf",
    "bank",
    "salary",
];

/// The line after a change: left out, or with another amount, day or word behind its equals sign.
fn changed(line: &str, how: u8, with: usize) -> Option<String> {
    let (name, value) = line.split_once(" = ")?;
    let by = match how % 4 {
        0 => return None,
        1 if value.starts_with(|digit: char| digit.is_ascii_digit()) && value.contains('_') => {
            AMOUNTS[with % AMOUNTS.len()].to_string()
        }
        2 if value.len() >= 10 && value.as_bytes()[4] == b'-' => DAYS[with % DAYS.len()].to_string(),
        3 if name == "kind" => format!("\"{}\"", WORDS[with % WORDS.len()]),
        3 if value.starts_with("true") => "false".to_string(),
        _ => return Some(line.to_string()),
    };
    Some(format!("{name} = {by}"))
}

fn adds_up(variant: &Variant) -> Result<(), TestCaseError> {
    let amount = |name| match detail(variant, name) {
        Some(Shown::Yen(Yen(amount))) => Some(u128::from(*amount)),
        _ => None,
    };
    if let Some(price) = amount("sale_price") {
        let gone =
            ["deducted", "to_creditors", "to_owner"].map(|name| amount(name).expect("it stands beside the price"));
        prop_assert_eq!(price, gone.iter().sum::<u128>());
    }
    for requirement in &variant.requirements {
        if let Verdict::Unknown(facts) = &requirement.verdict {
            prop_assert_eq!(
                facts.iter().collect::<BTreeSet<_>>().len(),
                facts.len(),
                "{}: {:?}",
                requirement.id,
                facts
            );
        }
        prop_assert_eq!(requirement.opened_by.is_some(), requirement.verdict == Verdict::NotMet, "{}", requirement.id);
    }
    prop_assert_eq!(variant.outcome, Outcome::of(variant.requirements.iter().map(|requirement| &requirement.verdict)));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn whatever_can_be_read_is_worked_out(
        example in 0usize..12,
        changes in prop::collection::vec((0usize..400, 0u8..4, 0usize..12), 1..8),
    ) {
        let text = &examples()[example];
        let mut lines: Vec<Option<String>> = text.lines().map(|line| Some(line.to_string())).collect();
        for (place, how, with) in changes {
            let place = place % lines.len();
            if let Some(line) = &lines[place] {
                lines[place] = changed(line, how, with);
            }
        }
        let text = lines.into_iter().flatten().collect::<Vec<_>>().join("\n");
        // What cannot be read is told; that is the reader's business.
        let Ok(house) = case::read(text.as_bytes(), case::Format::Toml) else { return Ok(()) };
        let mut derivation = Derivation::default();
        let plan = plan::evaluate(&mut Cx::new(&mut derivation), &house, &Practice::default(), 24);
        for variant in plan.routes.iter().flat_map(|route| &route.variants) {
            adds_up(variant)?;
        }
        let outcomes = plan::outcomes(&house, &Practice::default());
        for (route, outcome) in plan.routes.iter().zip(&outcomes.routes) {
            prop_assert_eq!(route.shown().outcome, outcome.outcome, "{}", route.id());
            prop_assert_eq!(&route.shown().figures, &outcome.figures, "{}", route.id());
        }
    }
}
