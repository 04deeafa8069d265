//! Readings and habits that a user may choose, each on both sides.

mod common;

use common::{Family, asset, family, requirement, verdict, yen};
use law::verdict::{Verdict, Whose};
use plan::Practice;

const CLAUSE: &str = "keep-under-clause+small-scale/as-contracted";
const SOLD: &str = "voluntary-sale+small-scale/ordinary";

/// Each switch has a name, and nothing else is one of its words.
#[test]
fn every_switch_refuses_other_words() {
    for switch in Practice::SWITCHES {
        assert!(Practice::default().assume(switch.name, "perhaps").is_err(), "{}", switch.name);
        assert!(switch.words().contains(&switch.default()) && switch.words().len() > 1, "{}", switch.name);
        for word in switch.words() {
            assert!(Practice::default().assume(switch.name, word).is_ok(), "{}={word}", switch.name);
        }
    }
    let defaults: Vec<(&str, &str)> = Practice::SWITCHES.iter().map(|switch| (switch.name, switch.default())).collect();
    assert_eq!(
        defaults,
        [
            ("age-mode", "whole-years"),
            ("filing", "sale-first"),
            ("legal-aid", "when-eligible"),
            ("home-loan-shortfall", "standard-claim"),
            ("pair-loan", "court-decides"),
            ("pair-guarantee", "like-home-loan"),
            ("costs-loan", "court-decides"),
            ("fee-arrears", "must-be-paid"),
            ("liquidation-reference", "larger-of-both"),
            ("deposits", "by-court"),
            ("class-limit", "tokyo-only"),
            ("grace-principal", "a-part"),
            ("promoted-city", "keeps-class"),
            ("commissioner", "every-case-courts"),
        ]
    );
}

/// 25,000,000 stay after the sale beside 10,000,000 of other debts (as in the worked examples). The petition first: with the
/// shortfall a fifth of 35,000,000 is more than 3,000,000, so 3,000,000; without it a fifth of 10,000,000 is 2,000,000.
#[test]
fn the_shortfall_of_a_home_loan_that_is_not_sold_yet() {
    let family = Family {
        home: Some(35_000_000),
        loan: Some(53_922_000),
        debts: vec![10_000_000],
        more: String::new(),
        ..family()
    };
    let family = Family { more: "asset = []\n".to_string(), ..family };
    let with = |reading: &str| {
        let sale = [("sale-price", "30000000"), ("moving-cost", "0"), ("filing", "petition-first")];
        let all = [&sale[..], &[("home-loan-shortfall", reading)]].concat();
        yen(&family.plan_with(&all), SOLD, "required_total")
    };
    assert_eq!((with("standard-claim"), with("left-out")), (3_000_000, 2_000_000));
}

/// Another person's loan on the same home, and that person does not file.
#[test]
fn one_of_two_paired_borrowers() {
    let pair = "asset = []\n[[claim]]\nid = \"pair\"\nkind = \"home-loan\"\ndebtor = \"hanako\"\nguarantors = []\n\
        purpose = \"purchase\"\ncreditor = { name = \"A\", kind = \"bank\" }\nprincipal = 10_000_000\nrate = \"1.2\"\n\
        late_rate = \"14.6\"\nlast_due_on = 2046-03-27\nmonthly_payment = 45_000\nunpaid = []\nevents = []\n";
    let burdens =
        "{ rank = 1, kind = \"mortgage\", holder = \"lender\", claim = \"pair\", registered_on = 2021-04-01 },";
    let family = Family { more: pair.to_string(), burdens: burdens.to_string(), ..family() };
    let text = family.text().replace("supported = true", "supported = true\nfiles_too = false");
    let with = |mode: &str| {
        let house = case::read(text.as_bytes(), case::Format::Toml).expect("a case without mistakes");
        let mut practice = Practice::default();
        practice.assume("pair-loan", mode).expect("a switch");
        let plan = plan::evaluate(&mut law::Cx::new(&mut law::trace::NoTrace), &house, &practice, 0);
        verdict(&plan, CLAUSE, "pair-loan")
    };
    assert_eq!((with("court-decides"), with("together-only")), (Verdict::LeftTo(Whose::Court), Verdict::NotMet));
}

/// A second mortgage for a loan that paid the costs of buying.
#[test]
fn a_loan_for_the_costs_of_buying() {
    let costs = "asset = []\n[[claim]]\nid = \"costs\"\nkind = \"home-costs-loan\"\ndebtor = \"taro\"\nguarantors = []\n\
        purpose = \"purchase\"\ncreditor = { name = \"A\", kind = \"bank\" }\nprincipal = 1_000_000\nrate = \"3\"\n\
        last_due_on = 2036-03-27\nmonthly_payment = 10_000\nunpaid = []\nevents = []\n";
    let burdens =
        "{ rank = 2, kind = \"mortgage\", holder = \"lender\", claim = \"costs\", registered_on = 2021-04-01 },";
    let family = Family { more: costs.to_string(), burdens: burdens.to_string(), ..family() };
    let with = |mode: &str| verdict(&family.plan_with(&[("costs-loan", mode)]), CLAUSE, "no-other-security");
    assert_eq!(with("court-decides"), Verdict::LeftTo(Whose::Court));
    assert_eq!((with("home-loan"), with("bars")), (Verdict::Met, Verdict::NotMet));
}

#[test]
fn arrears_of_fees_in_instalments() {
    let home_more = "kind = \"condominium\"\nmanagement_fee_arrears = 120_000".to_string();
    let family = Family { home_more, ..family() };
    let with = |mode: &str| verdict(&family.plan_with(&[("fee-arrears", mode)]), CLAUSE, "no-fee-lien");
    assert_eq!((with("must-be-paid"), with("instalments")), (Verdict::NotMet, Verdict::LeftTo(Whose::Creditor)));
    let paid = Family { home_more: "kind = \"condominium\"\nmanagement_fee_arrears = 0".to_string(), ..family };
    let plan = paid.plan_with(&[("fee-arrears", "instalments")]);
    assert_eq!(requirement(&plan, CLAUSE, "no-fee-lien").map(|found| found.verdict.clone()), Some(Verdict::Met));
}

/// A home of 25,000,000 with 20,000,000 on it: 5,000,000; with a twentieth off its value 3,750,000. A retirement allowance of
/// 8,000,000: an eighth is 1,000,000, a quarter 2,000,000. Of 300,000 paid to a brother all, or half, is added.
#[test]
fn what_the_liquidation_value_takes_off_and_adds() {
    let transfer = "[[transfer]]\non = 2026-09-01\nto = \"brother\"\namount = 300_000\nkind = \"preference\"\n";
    let family = Family { more: format!("{}{transfer}", asset("retirement-allowance", 8_000_000)), ..family() };
    let with = |assumptions: &[(&str, &str)]| yen(&family.plan_with(assumptions), CLAUSE, "liquidation_value");
    assert_eq!(with(&[]), 5_000_000 + 1_000_000 + 300_000);
    assert_eq!(with(&[("disposal-rate", "5%")]), 3_750_000 + 1_300_000);
    assert_eq!(with(&[("retirement-share", "1/4")]), 5_000_000 + 2_000_000 + 300_000);
    assert_eq!(with(&[("preference-share", "50%")]), 5_000_000 + 1_000_000 + 150_000);
}

/// A home of 25,000,000 with 20,000,000 on it leaves 5,000,000 at the opening. Six instalments of 90,000 at 1.2 % until the
/// confirmation repay 70,000 + 70,070 + 70,141 + 70,211 + 70,281 + 70,351 = 421,054.
#[test]
fn the_day_that_sets_the_liquidation_value() {
    let family = Family { debts: vec![10_000_000], ..family() };
    let with = |reading: &str| family.plan_with(&[("liquidation-reference", reading)]);
    let of = |plan: &plan::Plan, name: &str| yen(plan, CLAUSE, name);
    let larger = family.plan_with(&[]);
    assert_eq!(of(&larger, "liquidation_value"), 5_000_000);
    assert_eq!(of(&larger, "liquidation_at_confirmation"), 5_421_054);
    assert_eq!(of(&larger, "required_total"), 5_421_054);
    assert_eq!(of(&with("at-opening"), "required_total"), 5_000_000);
    assert_eq!(of(&with("at-confirmation"), "required_total"), 5_421_054);
    // Half a home: half of what is above the debts, then and now.
    let owners =
        "owners = [{ person = \"taro\", share = \"1/2\" }, { person = \"hanako\", share = \"1/2\" }]".to_string();
    let half = Family { home_more: owners, ..family.clone() }.plan_with(&[]);
    assert_eq!(of(&half, "liquidation_value"), 2_500_000);
    assert_eq!(of(&half, "liquidation_at_confirmation"), 2_710_527);
    // An accelerated loan is not repaid: late charges make it grow, and the opening is the larger.
    let called = "unpaid = []\nevents = [{ on = 2026-10-05, kind = \"acceleration\" }]".to_string();
    let called = Family { loan_more: called, ..family.clone() }.plan_with(&[]);
    let cured = "keep-under-clause+small-scale/arrears-cured";
    assert_eq!(yen(&called, cured, "required_total"), yen(&called, cured, "liquidation_value"));
    // Nothing is above the debts, now or then.
    let over = Family { home: Some(19_578_946), ..family }.plan_with(&[]);
    assert_eq!((of(&over, "liquidation_value"), of(&over, "required_total")), (0, 2_000_000));
}

/// A swing of a fifth between the two years, measured by the older one (241条2項7号イ).
#[test]
fn how_much_an_income_may_swing() {
    let family = Family { debts: vec![10_000_000], ..family() };
    let with = |newest: &str, share: &str| {
        let text = family.text().replacen("gross = 5_000_000", &format!("gross = {newest}"), 1);
        let house = case::read(text.as_bytes(), case::Format::Toml).expect("a case without mistakes");
        let mut practice = Practice::default();
        practice.assume("income-variation", share).expect("a habit");
        let plan = plan::evaluate(&mut law::Cx::new(&mut law::trace::NoTrace), &house, &practice, 0);
        verdict(&plan, "keep-under-clause+salaried/as-contracted", "stable-income")
    };
    assert_eq!((with("5_999_999", "20%"), with("6_000_000", "20%")), (Verdict::Met, Verdict::LeftTo(Whose::Court)));
    assert_eq!((with("4_000_001", "20%"), with("4_000_000", "20%")), (Verdict::Met, Verdict::LeftTo(Whose::Court)));
    assert_eq!((with("6_000_000", "30%"), with("5_500_000", "10%")), (Verdict::Met, Verdict::LeftTo(Whose::Court)));
}

/// Deposits of 150,000 and a car of 180,000: at the standard court both count, in Tokyo neither does (200,000 or less). With
/// cash of 900,000 the free 990,000 leave 90,000 for the deposits.
#[test]
fn how_deposits_and_small_classes_count() {
    let assets = [("cash", 900_000), ("deposit", 150_000), ("car", 180_000)];
    let more = assets.map(|(kind, value)| asset(kind, value)).concat();
    let value = |court: &'static str, assumptions: &[(&str, &str)]| {
        let family = Family { court, home: Some(20_000_000), more: more.clone(), ..family() };
        yen(&family.plan_with(assumptions), CLAUSE, "liquidation_value")
    };
    assert_eq!((value("standard", &[]), value("tokyo", &[]), value("osaka", &[])), (330_000, 0, 240_000));
    assert_eq!(value("standard", &[("deposits", "like-cash")]), 60_000 + 180_000);
    assert_eq!(value("osaka", &[("deposits", "in-full")]), 330_000);
    assert_eq!(value("standard", &[("class-limit", "everywhere")]), 0);
    assert_eq!(value("tokyo", &[("class-limit", "nowhere")]), 330_000);
}

/// Interest on what the loan comes to at the plan's start: 19,578,946 at 1.2 % a year is 19,578 a month. With a part of the
/// principal at least one yen more is paid, and less is left afterwards.
#[test]
fn what_is_paid_of_principal_that_waits() {
    let first = |reading: &str| {
        let house = family().read();
        let mut practice = Practice::default();
        practice.assume("grace-principal", reading).expect("a switch");
        let plan = plan::evaluate(&mut law::Cx::new(&mut law::trace::NoTrace), &house, &practice, 120);
        let found = common::variant(&plan, "keep-under-clause+small-scale/principal-deferred");
        found.clause[0].schedule.months[0].regular
    };
    let (part, none) = (first("a-part"), first("interest-only"));
    assert_eq!((none.interest.0, none.principal.0, part.interest.0), (19_578, 0, 19_578));
    assert!(part.principal.0 > 0);
}

/// 10,000 in stamps and 15,120 for the gazette (from 2026-04-01); the commissioner 150,000 at Tokyo, 300,000 at Osaka where
/// one is appointed.
#[test]
fn what_a_commissioner_adds() {
    let costs = |court: &'static str, reading: &str| {
        yen(&Family { court, ..family() }.plan_with(&[("commissioner", reading)]), CLAUSE, "procedure_cost")
    };
    assert_eq!(costs("tokyo", "every-case-courts"), 175_120);
    assert_eq!(costs("tokyo", "not-appointed"), 25_120);
    assert_eq!(costs("osaka", "every-case-courts"), 25_120);
    assert_eq!(costs("osaka", "appointed"), 325_120);
    assert_eq!(costs("fukuoka", "appointed"), 185_120);
    assert_eq!(costs("standard", "appointed"), 225_120);
}
