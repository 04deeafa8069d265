//! Help beside the routes: each test on both sides of what decides it.

mod common;

use common::{Family, asset, family};
use law::trace::Shown;
use law::verdict::{Verdict, Whose};
use law::{Yen, calendar::date};
use plan::{Plan, Referral};

fn referral<'p>(plan: &'p Plan, id: &str) -> &'p Referral {
    plan.referrals.iter().find(|referral| referral.id == id).unwrap_or_else(|| panic!("no referral {id}"))
}

fn verdict(family: &Family, id: &str) -> Verdict {
    referral(&family.plan(), id).verdict.clone()
}

fn value(plan: &Plan, id: &str, name: &str) -> Shown {
    let values = &referral(plan, id).reason.values;
    values.iter().find(|(found, _)| *found == name).unwrap_or_else(|| panic!("{id} has no {name}")).1.clone()
}

fn asks(verdict: &Verdict) -> Vec<String> {
    match verdict {
        Verdict::Unknown(facts) => facts.iter().map(ToString::to_string).collect(),
        other => panic!("{other:?}"),
    }
}

fn with_debtor(more: &str) -> Family {
    let base = family();
    Family { debtor_more: format!("{}\n{more}", base.debtor_more), ..base }
}

#[test]
fn the_first_question_is_the_insurance_of_the_home_loan() {
    let plan = family().plan();
    assert_eq!(plan.referrals[0].id, "credit-life");
    assert_eq!(asks(&plan.referrals[0].verdict), ["person[0].credit_life_claim"]);
    let check = |claim, expected| {
        assert_eq!(verdict(&with_debtor(&format!("credit_life_claim = \"{claim}\"")), "credit-life"), expected);
    };
    check("none", Verdict::NotMet);
    check("possible", Verdict::LeftTo(Whose::Insurer));
    check("made", Verdict::LeftTo(Whose::Insurer));
    // Nobody is insured without a home loan.
    assert_eq!(verdict(&Family { loan: None, ..family() }, "credit-life"), Verdict::NotMet);
}

/// A couple in Hachioji (class 1, so 一級地): 276,100 for two, and the home loan of 90,000 counts up to 53,000:
/// 329,100. Savings up to 2,500,000. Two creditors: 132,000 + 23,000 and 165,000 + 35,000.
#[test]
fn the_means_test_of_legal_aid() {
    let with = |income, deposit| Family {
        income,
        debts: vec![1_000_000],
        more: format!("{}{}", asset("deposit", deposit), ""),
        ..family()
    };
    let plan = with(329_100, 2_500_000).plan();
    assert_eq!(referral(&plan, "legal-aid").verdict, Verdict::Met);
    for (name, yen) in [
        ("income_limit", 329_100),
        ("asset_limit", 2_500_000),
        ("bankruptcy", 155_000),
        ("rehabilitation", 200_000),
        ("least", 5_000),
        ("usual", 10_000),
    ] {
        assert_eq!(value(&plan, "legal-aid", name), Shown::Yen(Yen(yen)), "{name}");
    }
    assert_eq!(verdict(&with(329_101, 2_500_000), "legal-aid"), Verdict::NotMet);
    assert_eq!(verdict(&with(329_100, 2_500_001), "legal-aid"), Verdict::NotMet);
}

/// Without a place: 251,000 + 53,000 = 304,000 is enough anywhere, 276,100 + 68,000 = 344,100 is the most of all.
#[test]
fn the_place_is_asked_for_only_where_it_decides() {
    let with = |income: u64| {
        let family = Family { income, ..family() };
        let text = family.text().replace("lives_in = \"東京都八王子市\"\n", "");
        let house = case::read(text.as_bytes(), case::Format::Toml).expect("a case without mistakes");
        let mut silent = law::trace::NoTrace;
        let plan = plan::evaluate(&mut law::Cx::new(&mut silent), &house, &plan::Practice::default(), 0);
        referral(&plan, "legal-aid").verdict.clone()
    };
    assert_eq!(with(304_000), Verdict::Met);
    assert_eq!(asks(&with(304_001)), ["lives_in"]);
    assert_eq!(asks(&with(344_100)), ["lives_in"]);
    assert_eq!(with(344_101), Verdict::NotMet);
}

fn tax(due: &str, amount: u64) -> String {
    let due = if due.is_empty() { String::new() } else { format!("statutory_due_on = {due}\n") };
    format!("[[claim]]\nid = \"tax\"\nkind = \"tax\"\ndebtor = \"taro\"\nprincipal = {amount}\n{due}")
}

/// Six months from 22 May 2026, the first day not counted, end on 22 November 2026, the day of the picture.
#[test]
fn a_postponement_is_asked_for_within_six_months() {
    let with = |due: &str| Family { more: format!("asset = []\n{}", tax(due, 180_000)), ..family() };
    let plan = with("2026-05-22").plan();
    assert_eq!(referral(&plan, "tax-postponement").verdict, Verdict::LeftTo(Whose::TaxOffice));
    assert_eq!(value(&plan, "tax-postponement", "by"), Shown::Date(date(2026, 11, 22)));
    assert_eq!(value(&plan, "tax-postponement", "taxes"), Shown::Yen(Yen(180_000)));
    assert_eq!(verdict(&with("2026-05-21"), "tax-postponement"), Verdict::NotMet);
    assert_eq!(verdict(&with("2026-12-01"), "tax-postponement"), Verdict::NotMet);
    assert_eq!(asks(&verdict(&with(""), "tax-postponement")), ["claim[1].statutory_due_on"]);
    assert_eq!(verdict(&family(), "tax-postponement"), Verdict::NotMet);
}

#[test]
fn a_disaster_is_a_fact_that_may_be_unknown() {
    let with = |top: &str| verdict(&Family { top: top.to_string(), ..family() }, "disaster-guideline");
    assert_eq!(asks(&with("")), ["disaster"]);
    assert_eq!(with("disaster = false"), Verdict::NotMet);
    assert_eq!(with("disaster = true"), Verdict::LeftTo(Whose::Creditor));
}

/// Living cost is 100,000: one yen decides whether the income falls short of it.
#[test]
fn public_assistance_is_a_hint_below_the_living_cost() {
    let with = |income| Family { income, ..family() }.plan();
    assert_eq!(referral(&with(100_000), "public-assistance").verdict, Verdict::NotMet);
    let plan = with(99_999);
    assert_eq!(referral(&plan, "public-assistance").verdict, Verdict::LeftTo(Whose::WelfareOffice));
    assert_eq!(value(&plan, "public-assistance", "short"), Shown::Yen(Yen(1)));
}

/// For the rent after moving, never for the home loan.
#[test]
fn housing_benefit_is_about_the_rent() {
    let plan = family().plan();
    assert_eq!(referral(&plan, "housing-benefit").verdict, Verdict::LeftTo(Whose::WelfareOffice));
    assert_eq!(value(&plan, "housing-benefit", "rent"), Shown::Yen(Yen(80_000)));
}
