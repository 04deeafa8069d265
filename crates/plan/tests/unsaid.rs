//! What nobody said of a loan's history and of its bonus instalments is neither "nothing" nor nought.

mod common;

use common::{Family, family, requirement, variant, verdict};
use law::trace::{Derivation, Origin};
use law::verdict::{Outcome, Verdict};
use law::{Cx, Yen};
use plan::{Plan, Practice};

const KEEP: &str = "keep+as-contracted";
const CURED: &str = "keep-under-clause+small-scale/arrears-cured";

/// One instalment is overdue; cash pays it at once.
fn behind(more: &str) -> Family {
    let unpaid = "unpaid = [{ due = 2026-10-27, principal = 70_000, interest = 20_000 }]";
    let cash = common::asset("cash", 500_000);
    Family { loan_more: format!("{unpaid}\n{more}"), debts: vec![6_000_000], more: cash, ..family() }
}

fn lacks(plan: &Plan, fact: &str) -> bool {
    plan.missing.iter().any(|missing| missing.fact.to_string() == fact)
}

/// Overdue, and nobody said what came of it: neither the benefit of time nor a guarantor's payment is known, the ways that
/// hang on them are unknown, and the history is asked for. An empty list says that nothing happened.
#[test]
fn a_history_that_nobody_told_is_unknown_while_instalments_are_overdue() {
    let company = "guarantors = [{ name = \"X\", kind = \"company\" }]";
    let plan_with = |events: &str, guarantors: &str| {
        let text = behind(events).text().replacen("guarantors = []", guarantors, 1);
        let house = case::read(text.as_bytes(), case::Format::Toml).expect("a case without mistakes");
        plan::evaluate(&mut Cx::new(&mut law::trace::NoTrace), &house, &Practice::default(), 0)
    };
    let told = plan_with("events = []", company);
    assert_eq!(verdict(&told, KEEP, "benefit-of-time"), Verdict::Met);
    assert_eq!((variant(&told, KEEP).outcome, variant(&told, CURED).outcome), (Outcome::Open, Outcome::Open));
    assert!(requirement(&told, CURED, "six-months").is_none() && !lacks(&told, "claim[0].events"));

    let untold = plan_with("", company);
    for (id, about) in [(KEEP, "benefit-of-time"), (CURED, "six-months")] {
        let Verdict::Unknown(facts) = verdict(&untold, id, about) else { panic!("{id}: {about} is known") };
        assert!(facts.iter().any(|fact| fact.to_string() == "claim[0].events"), "{facts:?}");
        assert_eq!(variant(&untold, id).outcome, Outcome::Unknown, "{id}");
    }
    assert!(lacks(&untold, "claim[0].events"));
    // No company that could have paid: since when the loan is due is unknown all the same.
    let alone = plan_with("", "guarantors = []");
    assert!(requirement(&alone, CURED, "six-months").is_none());
    assert_eq!(variant(&alone, CURED).outcome, Outcome::Unknown);
}

/// Nothing is overdue: no loan was called in, and no guarantor has paid.
#[test]
fn a_loan_without_arrears_has_no_history_to_tell() {
    let plan = Family { loan_more: "unpaid = []".to_string(), debts: vec![6_000_000], ..family() }.plan();
    assert_eq!(verdict(&plan, KEEP, "benefit-of-time"), Verdict::Met);
    assert!(!lacks(&plan, "claim[0].events"));
}

/// 18,617,000 at 1.2 % are repaid by 90,000 a month in the 233 months of the contract (`clause.rs`): there is no bonus. 20,000,000
/// are not: none is counted, the figure is marked, the way says so, and it is asked for; 0 said is an answer.
#[test]
fn a_bonus_that_nobody_told_is_asked_for_where_the_months_do_not_repay_the_loan() {
    let check = |principal: u64, bonus: Option<u64>, asked: bool, monthly: u64| {
        let text = Family { loan: Some(principal), ..family() }.text();
        let said = bonus.map_or(String::new(), |bonus| format!("bonus_payment = {bonus}"));
        let text = text.replace("bonus_payment = 0", &said);
        let house = case::read(text.as_bytes(), case::Format::Toml).expect("a case without mistakes");
        let mut derivation = Derivation::default();
        let plan = plan::evaluate(&mut Cx::new(&mut derivation), &house, &Practice::default(), 0);
        assert_eq!(lacks(&plan, "claim[0].bonus_payment"), asked, "{principal} {bonus:?}");
        let risks = &variant(&plan, KEEP).risks;
        assert_eq!(risks.iter().any(|risk| risk.key == "risk.bonus-unsaid"), asked, "{principal} {bonus:?}");
        let mut lines = derivation.steps.iter().flat_map(|step| &step.lines);
        let marked = lines
            .any(|line| matches!(&line.origin, Origin::Fact { path, rough: true } if path == "claim[0].bonus_payment"));
        assert_eq!(marked, asked, "{principal} {bonus:?}");
        assert_eq!(variant(&plan, KEEP).figures.monthly, Ok(Yen(monthly)), "{principal} {bonus:?}");
    };
    check(18_617_000, None, false, 90_000);
    check(20_000_000, None, true, 90_000);
    check(20_000_000, Some(0), false, 90_000);
    // 60,000 in each of two months a year is 10,000 a month.
    check(20_000_000, Some(60_000), false, 100_000);
}
