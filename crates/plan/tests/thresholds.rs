//! Figures that only the planner uses, through the routes that turn on them: below, at and above.

mod common;

use common::{Family, asset, count, day, detail, family, requirement, variant, verdict, yen};
use law::trace::Shown;
use law::verdict::{Outcome, Verdict};
use law::{Balance, Date, Yen};
use plan::Plan;

const SALE: &str = "voluntary-sale+bankruptcy";
const INSTALMENTS: &str = "voluntary-sale+instalments";
const SETTLEMENT: &str = "voluntary-sale+settlement";
const ARRANGEMENT: &str = "keep+voluntary-arrangement";

/// 31,000,000 owed on a home of 30,000,000: a sale brings 24,570,500 (as in `sale.rs`) and leaves 6,429,500.
fn overloan() -> Family {
    Family { home: Some(30_000_000), loan: Some(31_000_000), ..family() }
}

fn read(text: &str) -> Plan {
    let house =
        case::read(text.as_bytes(), case::Format::Toml).unwrap_or_else(|problems| panic!("{text}{problems:#?}"));
    plan::evaluate(&mut law::Cx::new(&mut law::trace::NoTrace), &house, &plan::Practice::default(), 0)
}

fn tells(plan: &Plan, id: &str, key: &str) -> bool {
    variant(plan, id).risks.iter().any(|risk| risk.key == key)
}

/// What is left of the income after 100,000 for living and 80,000 of rent, from 5,000 to 30,000 a month. Where less is left
/// than creditors usually take, the budget does not bear it.
#[test]
fn instalments_stay_between_five_and_thirty_thousand() {
    for (income, instalment, borne) in [
        (184_999, 5_000, false),
        (185_000, 5_000, true),
        (185_001, 5_001, true),
        (209_999, 29_999, true),
        (210_000, 30_000, true),
        (210_001, 30_000, true),
    ] {
        let plan = Family { income, ..overloan() }.plan();
        // Of a route that is closed already nobody works out the instalment.
        if borne {
            assert_eq!(yen(&plan, INSTALMENTS, "instalment"), instalment, "{income}");
        }
        assert_eq!(verdict(&plan, INSTALMENTS, "budget") == Verdict::Met, borne, "{income}");
    }
}

/// 6,429,500 in 120 instalments of 53,580, or in 121 of 53,579.
#[test]
fn more_than_ten_years_of_instalments_are_long() {
    for (most, months, long) in [("53580", 120, false), ("53579", 121, true)] {
        let plan = overloan().plan_with(&[("instalment-most", most)]);
        assert_eq!(count(&plan, INSTALMENTS, "instalment_months"), months);
        assert_eq!(tells(&plan, INSTALMENTS, "risk.instalments-long"), long, "{most}");
    }
}

/// 215 instalments of 30,000 from the seventh month on, June 2027, end in April 2045: at 89 years and 11 months of one who was
/// born in May 1955, at 90 of one who was born in April.
#[test]
fn nobody_is_reckoned_to_live_past_ninety() {
    for (born, never) in [("1955-05-04", false), ("1955-04-04", true)] {
        let plan = read(&overloan().text().replace("1981-05-04", born));
        assert_eq!(count(&plan, INSTALMENTS, "instalment_months"), 215);
        assert_eq!(tells(&plan, INSTALMENTS, "risk.instalments-never"), never, "{born}");
    }
}

/// Of 6,429,500: from a twentieth, 321,475, to a fifth, 1,285,900, as far as relatives can give it.
#[test]
fn a_settlement_opens_at_a_twentieth_and_stops_at_a_fifth() {
    let with =
        |lump: u64| read(&overloan().text().replace("lump_sum_available = 0", &format!("lump_sum_available = {lump}")));
    assert_eq!(variant(&with(321_474), SETTLEMENT).outcome, Outcome::Closed);
    for (lump, most) in
        [(321_475, 321_475), (321_476, 321_476), (1_285_899, 1_285_899), (1_285_900, 1_285_900), (1_285_901, 1_285_900)]
    {
        let plan = with(lump);
        assert_eq!(variant(&plan, SETTLEMENT).outcome, Outcome::Open, "{lump}");
        assert_eq!((yen(&plan, SETTLEMENT, "offer_first"), yen(&plan, SETTLEMENT, "offer_most")), (321_475, most));
    }
}

/// 3,600,000 in 36 months are 100,000 a month, in 60 months 60,000; the loan takes 90,000 and living 100,000.
#[test]
fn an_arrangement_takes_five_years_where_three_are_too_dear() {
    let plan = |income: u64| Family { income, debts: vec![3_600_000], ..family() }.plan();
    let months = |plan: &Plan| {
        let agreed = requirement(plan, ARRANGEMENT, "each-creditor-agrees").expect("a requirement");
        agreed.reason.values.iter().find(|(name, _)| *name == "months").map(|(_, value)| value.clone())
    };
    assert_eq!(months(&plan(290_000)), Some(Shown::Count(36)));
    assert_eq!(months(&plan(289_999)), Some(Shown::Count(60)));
    assert_eq!(months(&plan(250_000)), Some(Shown::Count(60)));
    assert_eq!(verdict(&plan(250_000), ARRANGEMENT, "budget"), Verdict::Met);
    assert_eq!(verdict(&plan(249_999), ARRANGEMENT, "budget"), Verdict::NotMet);
}

/// A tenth of the principal, at most 300,000 for the second rank, 200,000 for the third, 100,000 for the fourth: the rest of the
/// sale's lead of 4,270,500 over an auction is the first mortgagee's, less 2,000 to strike each of their mortgages.
#[test]
fn what_later_ranks_ask_for_their_consent() {
    let lead = |principals: &[u64]| {
        let burden = |rank| {
            format!("{{ rank = {rank}, kind = \"mortgage\", claim = \"r{rank}\", registered_on = 2024-07-01 }},\n")
        };
        let claim = |(rank, principal)| {
            format!(
                "[[claim]]\nid = \"r{rank}\"\nkind = \"other\"\ndebtor = \"taro\"\nprincipal = {principal}\n\
                 creditor = {{ name = \"B\", kind = \"other\" }}\nguarantors = []\nunpaid = []\n"
            )
        };
        let burdens: Vec<String> = (2..).take(principals.len()).map(burden).collect();
        let claims: Vec<String> = (2..).zip(principals).map(claim).collect();
        let (burdens, more) = (burdens.concat(), format!("asset = []\n{}", claims.concat()));
        match detail(variant(&Family { burdens, more, ..overloan() }.plan(), SALE), "consent_margin") {
            Some(Shown::Balance(Balance(margin))) => 4_270_500 - 2_000 * principals.len() as i128 - margin,
            other => panic!("{other:?}"),
        }
    };
    for (principal, expected) in [(2_999_990, 299_999), (3_000_000, 300_000), (3_000_010, 300_000)] {
        assert_eq!(lead(&[principal]), expected, "second {principal}");
    }
    for (principal, expected) in [(1_999_990, 199_999), (2_000_000, 200_000), (2_000_010, 200_000)] {
        assert_eq!(lead(&[1_000_000, principal]), 100_000 + expected, "third {principal}");
    }
    for (principal, expected) in [(999_990, 99_999), (1_000_000, 100_000), (1_000_010, 100_000)] {
        assert_eq!(lead(&[1_000_000, 1_000_000, principal]), 200_000 + expected, "fourth {principal}");
    }
}

/// Five years of 20,000 a month are 1,200,000: what is older stays with whoever buys the flat.
#[test]
fn fees_older_than_five_years() {
    let left = |arrears: u64| {
        let home_more = format!("kind = \"condominium\"\nmanagement_fee_arrears = {arrears}");
        let row = "{ kind = \"food\", monthly = 100_000 }";
        let fee = format!("{row}, {{ kind = \"management-fee\", monthly = 20_000 }}");
        let plan = read(&Family { home_more, ..overloan() }.text().replace(row, &fee));
        let older = variant(&plan, SALE).risks.iter().find(|risk| risk.key == "risk.fees-older").cloned();
        older.map(|risk| risk.values[0].1.clone())
    };
    assert_eq!((left(1_199_999), left(1_200_000)), (None, None));
    assert_eq!(left(1_200_001), Some(Shown::Yen(Yen(1))));
}

/// A tax later than the mortgage is released for what is owed, at most 100,000.
#[test]
fn the_release_of_a_later_tax() {
    for (owed, taken) in [(99_999, 99_999), (100_000, 100_000), (100_001, 100_000)] {
        let more = format!(
            "asset = []\n[[claim]]\nid = \"tax\"\nkind = \"tax\"\ndebtor = \"taro\"\nprincipal = {owed}\n\
             statutory_due_on = 2024-03-15\n"
        );
        let burdens = "{ rank = 2, kind = \"attachment\", claim = \"tax\" }".to_string();
        let plan = Family { burdens, more, ..overloan() }.plan();
        assert_eq!(yen(&plan, SALE, "to_creditors"), 24_570_500 - taken, "{owed}");
    }
}

/// Ten years beyond 27 March 2046, and the age of 80: the 80th birthday a day before, on and after 27 March 2056.
#[test]
fn how_long_a_lender_usually_stretches_a_loan() {
    let route = "reschedule+as-contracted";
    for (born, until) in [("1976-03-26", "2056-03-26"), ("1976-03-27", "2056-03-27"), ("1976-03-28", "2056-03-27")] {
        let plan = read(&family().text().replace("1981-05-04", born));
        let until: Date = until.parse().expect("a day");
        assert_eq!(day(&plan, route, "extended_until"), until, "{born}");
    }
}

/// Osaka takes 600,000 off what the landlord holds: 200,000 above it bring a trustee.
#[test]
fn what_a_landlord_holds_in_osaka() {
    let deposit = |value: u64| {
        let more = asset("deposit-with-landlord", value);
        let plan = Family { court: "osaka", debts: vec![10_000_000], more, ..overloan() }.plan();
        detail(variant(&plan, SALE), "procedure").cloned()
    };
    assert_ne!(deposit(799_999), deposit(800_000));
    assert_eq!((deposit(599_999), deposit(600_000)), (deposit(799_999), deposit(799_999)));
    assert!(deposit(800_000).is_some());
}

/// The last day before and the first day of what changes on a day that a plan can have: the price of a notice in the gazette is
/// known from 1 April 2026 on, habits of sales from 1 January 2024 on.
#[test]
fn figures_begin_on_their_first_day() {
    let on = |day: &str| read(&overloan().text().replace("2026-11-22", day).replace("2021-04-01", "2015-04-01"));
    let total = |plan: &Plan| variant(plan, "voluntary-sale+small-scale").figures.total.is_ok();
    assert_eq!((total(&on("2026-03-31")), total(&on("2026-04-01"))), (false, true));
    // 10,000 and 15,120.
    assert_eq!(yen(&on("2026-04-01"), "voluntary-sale+small-scale", "procedure_cost"), 25_120);
    let price = |day: &str| detail(variant(&on(day), SALE), "sale_price").cloned();
    assert_eq!(price("2023-12-31"), None);
    assert_eq!(price("2024-01-01"), Some(Shown::Yen(Yen(25_500_000))));
}
