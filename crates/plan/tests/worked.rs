//! Worked figures that must come out. Amounts in the comments are in 10,000 yen (万円) unless they say yen.

mod common;

use common::{Family, asset, count, family, verdict, yen};
use law::Yen;
use law::home::{Position, Standing};
use law::verdict::{FactName, Outcome, Verdict, Whose};

/// 万円.
const MAN: u64 = 10_000;

const KEEP: &str = "keep-under-clause+small-scale/as-contracted";
const SELL: &str = "voluntary-sale+small-scale";

fn home(value: u64, owed: u64) -> Family {
    Family { home: Some(value * MAN), loan: Some(owed * MAN), ..family() }
}

/// Value less what is owed: 2,500 − 2,000 = 500 stay; 2,200 − 3,000 = −800 are still owed.
#[test]
fn the_position_of_a_home() {
    let check = |value, owed, standing, equity: u64, shortfall: u64| {
        let plan = home(value, owed).plan();
        let position = plan.positions.expect("everything is known")[1].1;
        let expected = Position { standing, equity: Yen(equity * MAN), shortfall: Yen(shortfall * MAN) };
        assert_eq!(position, expected, "{value} / {owed}");
    };
    check(2_500, 2_000, Standing::Underloan, 500, 0);
    check(2_200, 3_000, Standing::Overloan, 0, 800);
    check(1_000, 1_000, Standing::Even, 0, 0);
}

/// 3,100 owed, sold at 2,400: 700 stay owed before costs. The broker may ask 2,400 × 3 % + 6 = 78, with 10 % tax 85.8
/// (858,000 yen). Release of building and land at 1,000 yen tax and 0 or 10,000 yen for the scrivener each. What the
/// costs take is not paid to the bank, so it stays owed too: 700 + 85.8 + 0.2 (+ 2).
#[test]
fn what_a_sale_leaves_owed() {
    let family = home(3_000, 3_100);
    let price = ("sale-price", "24000000");
    let none = [price, ("release-scrivener-fee", "0"), ("release-registration-tax", "0"), ("moving-cost", "0")];
    let plan = family.plan_with(&none);
    assert_eq!(yen(&plan, SELL, "sale_price"), 24_000_000);
    assert_eq!(yen(&plan, SELL, "deducted"), 858_000);
    assert_eq!(yen(&plan, SELL, "to_creditors"), 24_000_000 - 858_000);
    assert_eq!(yen(&plan, SELL, "residual"), 7_000_000 + 858_000);
    assert_eq!(yen(&plan, SELL, "to_owner"), 0);

    let usual = family.plan_with(&[price]);
    assert_eq!(yen(&usual, SELL, "residual"), 7_000_000 + 858_000 + 2 * (1_000 + 10_000));

    let moved = family.plan_with(&[price, ("moving-cost", "300000")]);
    assert_eq!(yen(&moved, SELL, "residual"), 7_000_000 + 858_000 + 22_000 + 300_000);
}

/// Without a price of the user a sale is taken at 85 % and an auction at 70 % of the value: 3,000 → 2,550 and 2,100.
/// Brokerage (2,550 × 3 % + 6) × 1.1 = 90.75; the auction's own cost 70.
#[test]
fn prices_that_nobody_named_are_shares_of_the_value() {
    let plan = home(3_000, 3_100).plan();
    assert_eq!(yen(&plan, SELL, "sale_price"), 2_550 * MAN);
    assert_eq!(yen(&plan, SELL, "residual"), (3_100 - 2_550) * MAN + 907_500 + 22_000);
    assert_eq!(yen(&plan, "auction+small-scale", "sale_price"), 2_100 * MAN);
    assert_eq!(yen(&plan, "auction+small-scale", "residual"), (3_100 - 2_100 + 70) * MAN);
}

fn tenant(debts: &[u64]) -> Family {
    Family { debts: debts.iter().map(|debt| debt * MAN).collect(), ..home(2_000, 2_500) }
}

/// 600 of debts: one fifth is 120. Over 36 months 1,200,000 / 36 = 33,333.3…: 33,333 a month, and the 12 yen that
/// 33,333 × 36 = 1,199,988 leaves in one instalment. Over 60 months 20,000.
/// 500: one fifth is 100, the floor. 1,000,000 / 36 = 27,777.7…: 27,777 × 36 = 999,972 and 28 yen more.
#[test]
fn instalments_of_a_plan() {
    let check = |debts: &[u64], total: u64, monthly: u64| {
        let plan = tenant(debts).plan();
        assert_eq!(yen(&plan, KEEP, "required_total"), total, "{debts:?}");
        assert_eq!(yen(&plan, KEEP, "plan_monthly"), monthly, "{debts:?}");
        assert_eq!(count(&plan, KEEP, "plan_months"), 36);
    };
    check(&[600], 1_200_000, 33_333);
    check(&[500], 1_000_000, 27_777);
}

/// The payments of the plan add up to its total: the last month pays the rest.
#[test]
fn the_rest_of_a_plan_is_in_one_instalment() {
    let paid = |debts: &[u64]| {
        let house = tenant(debts).read();
        let practice = plan::Practice::default();
        let mut silent = law::trace::NoTrace;
        let plan = plan::evaluate(&mut law::Cx::new(&mut silent), &house, &practice, 60);
        let of_plan = |month: &plan::Month| -> Yen {
            month.paid.iter().filter(|(item, _)| item.purpose == plan::Purpose::Plan).map(|(_, amount)| *amount).sum()
        };
        let amounts: Vec<u64> = common::variant(&plan, KEEP).cash_flow.iter().map(|month| of_plan(month).0).collect();
        amounts.into_iter().filter(|amount| *amount > 0).collect::<Vec<u64>>()
    };
    let six = paid(&[600]);
    assert_eq!((six.len(), six[0], six[35]), (36, 33_333, 33_345));
    assert_eq!(six.iter().sum::<u64>(), 1_200_000);
    let five = paid(&[500]);
    assert_eq!((five.len(), five[34], five[35]), (36, 27_777, 27_777 + 28));
}

/// 350 of property above 100 of minimum repayment: 350 / 36 = 97,222 yen, and 350 / 60 = 58,333 yen where the budget
/// needs five years. The property is a time deposit: it counts in full (no court profile).
#[test]
fn the_liquidation_value_sets_the_instalment() {
    let with = |income: u64| {
        let more = asset("time-deposit", 350 * MAN);
        Family { income, more, ..tenant(&[500]) }.plan()
    };
    let plan = with(900_000);
    assert_eq!(yen(&plan, KEEP, "liquidation_value"), 350 * MAN);
    assert_eq!(yen(&plan, KEEP, "required_total"), 350 * MAN);
    assert_eq!(yen(&plan, KEEP, "plan_monthly"), 97_222);
    assert_eq!(verdict(&plan, KEEP, "plan-period"), Verdict::Met);

    // 270,000 − 100,000 living − 90,000 home loan = 80,000 a month: too little for 97,222, enough for 58,333.
    let tight = with(270_000);
    assert_eq!(yen(&tight, KEEP, "plan_monthly"), 58_333);
    assert_eq!(count(&tight, KEEP, "plan_months"), 60);
    assert!(matches!(verdict(&tight, KEEP, "plan-period"), Verdict::LeftTo(_)));
}

/// 1,200,000 over the months that somebody says: 48 are 25,000 each and need the court's leave; fewer than three years and
/// more than five are not allowed, so the nearest that is.
#[test]
fn the_months_of_a_plan_can_be_said() {
    let check = |said: &str, months: u64, monthly: u64| {
        let plan = tenant(&[600]).plan_with(&[("plan-months", said)]);
        assert_eq!((count(&plan, KEEP, "plan_months"), yen(&plan, KEEP, "plan_monthly")), (months, monthly), "{said}");
        assert_eq!(verdict(&plan, KEEP, "plan-period") == Verdict::Met, months == 36, "{said}");
    };
    check("36", 36, 33_333);
    check("48", 48, 25_000);
    check("60", 60, 20_000);
    check("12", 36, 33_333);
    check("120", 60, 20_000);
}

/// A car of 400 in hand: the plan pays at least 400, where the debts alone would ask for 120.
#[test]
fn a_valuable_car_must_be_paid_for() {
    let plan = Family { more: asset("car", 400 * MAN), ..tenant(&[600]) }.plan();
    assert_eq!(yen(&plan, KEEP, "liquidation_value"), 400 * MAN);
    assert_eq!(yen(&plan, KEEP, "required_total"), 400 * MAN);
}

/// Equity counts, a shortfall does not. 1,300 − 1,000 = 300 count: more than a fifth of 600. 1,100 − 1,000 = 100 change
/// nothing. 1,500 − 500 = 1,000 are more than all debts of 600. The example looks at the opening alone.
#[test]
fn equity_of_a_home_that_is_kept_counts() {
    let check = |value, owed, liquidation: u64, required: u64| {
        let family = Family { debts: vec![600 * MAN], ..home(value, owed) };
        let plan = family.plan_with(&[("liquidation-reference", "at-opening")]);
        assert_eq!(yen(&plan, KEEP, "liquidation_value"), liquidation * MAN, "{value} / {owed}");
        assert_eq!(yen(&plan, KEEP, "required_total"), required * MAN, "{value} / {owed}");
    };
    check(1_300, 1_000, 300, 300);
    check(1_100, 1_000, 100, 120);
    check(1_500, 500, 1_000, 600);
    check(1_000, 1_500, 0, 120);
}

/// A home of 5,000, 4,000 owed, other debts of 500: the liquidation value is 1,000, but a plan never pays more than all
/// claims: 500. A sale at the value pays everything: (5,000 × 3 % + 6) × 1.1 = 171.6 for the broker, 2.2 for the release;
/// 5,000 − 171.6 − 2.2 − 4,000 − 500 = 326.2 are left.
#[test]
fn with_enough_equity_a_sale_pays_everything() {
    let plan = Family { debts: vec![300 * MAN, 200 * MAN], ..home(5_000, 4_000) }.plan();
    assert_eq!(yen(&plan, KEEP, "liquidation_value"), 1_000 * MAN);
    assert_eq!(yen(&plan, KEEP, "required_total"), 500 * MAN);
    let risks = &common::variant(&plan, KEEP).risks;
    assert!(risks.iter().any(|risk| risk.key == "risk.assets-cover-claims"));
    let note = plan.notes.iter().find(|note| note.key == "note.sale-pays-everything").expect("the note");
    assert_eq!(note.values, [("left", law::trace::Shown::Yen(Yen(3_262_000)))]);

    // With a price of 4,600 nothing is left for the others, and the note goes.
    let cheap = Family { debts: vec![500 * MAN], ..home(5_000, 4_000) }.plan_with(&[("sale-price", "46000000")]);
    assert!(cheap.notes.is_empty());
    // 4,600 − 144 × 1.1 = 158.4 (158.4 = (138 + 6) × 1.1) − 2.2 − 4,000 = 439.4 for the owner.
    assert_eq!(yen(&cheap, SELL, "to_owner"), 4_394_000);
}

/// What is left of a home loan after a sale is an unsecured claim like the others: 3,100 − 2,400 + 86 + 2.2 − … = 788
/// (7,880,000 yen) and 600 of other debts make 13,880,000; a fifth is 2,776,000.
#[test]
fn after_a_sale_the_rest_is_in_the_plan() {
    let plan = Family { debts: vec![600 * MAN], ..home(3_000, 3_100) }.plan_with(&[("sale-price", "24000000")]);
    assert_eq!(yen(&plan, SELL, "claims_total"), 13_880_000);
    assert_eq!(yen(&plan, SELL, "required_total"), 2_776_000);
    // Kept, the loan is in neither total.
    assert_eq!(yen(&plan, KEEP, "claims_total"), 6_000_000);
    assert_eq!(common::variant(&plan, KEEP).outcome, Outcome::Open);
}

/// Settling what a sale leaves: a first offer of 5 %, at most 20 % and never more than relatives give. 700 left with
/// 70 at hand: 35 first, 70 at most. With 300 at hand: 140 (20 % of 700).
#[test]
fn settlements_open_low_and_stop_at_what_relatives_can_give() {
    let none = [("sale-price", "24000000"), ("release-scrivener-fee", "0"), ("release-registration-tax", "0")];
    let with = |lump: u64| {
        let text = home(3_000, 3_100 - 85).text().replace("principal = 30150000", "principal = 30142000");
        let text = text.replace("lump_sum_available = 0", &format!("lump_sum_available = {lump}"));
        let house = case::read(text.as_bytes(), case::Format::Toml).expect("a case without mistakes");
        let mut practice = plan::Practice::default();
        for (name, value) in none {
            practice.assume(name, value).expect("an assumption");
        }
        plan::evaluate(&mut law::Cx::new(&mut law::trace::NoTrace), &house, &practice, 0)
    };
    let route = "voluntary-sale+settlement";
    let plan = with(700_000);
    assert_eq!(yen(&plan, route, "residual"), 7_000_000);
    assert_eq!((yen(&plan, route, "offer_first"), yen(&plan, route, "offer_most")), (350_000, 700_000));
    assert_eq!(yen(&with(3_000_000), route, "offer_most"), 1_400_000);
    assert_eq!(common::variant(&with(300_000), route).outcome, Outcome::Closed);
}

/// The clause with arrears, no acceleration: three instalments of 76,000 yen principal and 14,000 interest since August.
/// The late charge at 14.6 % on 76,000 is 11,096 a year, 30.4 a day: 87, 56 and 26 days to 22 November make 2,644, 1,702
/// and 790. With the petition on the day of the picture and six months to confirmation the plan starts in month 7, June
/// 2027, and finality is taken as 31 May, 190 days on: 3 × 30.4 × 190 = 17,328.
#[test]
fn arrears_cured_within_the_plan() {
    let unpaid = "unpaid = [\n\
        { due = 2026-08-27, principal = 76_000, interest = 14_000 },\n\
        { due = 2026-09-27, principal = 76_000, interest = 14_000 },\n\
        { due = 2026-10-27, principal = 76_000, interest = 14_000 },\n]\nevents = []";
    let plan = Family { loan_more: unpaid.to_string(), debts: vec![600 * MAN], ..home(2_000, 2_500) }.plan();
    let cured = "keep-under-clause+small-scale/arrears-cured";
    assert_eq!(yen(&plan, cured, "arrears_in_plan"), 228_000 + 42_000 + 5_136 + 17_328);
    assert_eq!(common::variant(&plan, cured).outcome, Outcome::Open);
    assert_eq!(common::variant(&plan, KEEP).outcome, Outcome::Closed);
    // The ladder: nothing further while the arrears can be cured.
    let longer = "keep-under-clause+small-scale/term-extended";
    assert_eq!(verdict(&plan, longer, "ladder"), Verdict::NotMet);
}

/// Taxes of 720,000 yen beside the contract: 60,000 a month for a year. Income 240,000, living 100,000, the loan 90,000: every
/// month of the year lacks 10,000; 18,600,000 are what such instalments repay, so that no rest is left for the last one. Ordinary deposits of 120,000 carry it to the yen. More months than a year are no passing
/// overlap, and earlier months' savings carry none: it must be there, as 70,000 for 13 months.
#[test]
fn savings_carry_an_overlap_that_passes() {
    const CONTRACT: &str = "keep+as-contracted";
    let with = |deposit: u64, assumed: &[(&str, &str)]| {
        let tax = "[[claim]]\nid = \"tax\"\nkind = \"tax\"\ndebtor = \"taro\"\nprincipal = 720_000\n";
        let more = format!("{}{tax}", asset("deposit", deposit));
        Family { income: 240_000, more, ..home(2_500, 1_860) }.plan_with(assumed)
    };
    assert_eq!(verdict(&with(120_000, &[]), CONTRACT, "budget-with-savings"), Verdict::Met);
    assert_eq!(verdict(&with(119_999, &[]), CONTRACT, "budget"), Verdict::NotMet);
    // 720,000 in 13 months: 12 of 55,384 and 55,392; 5,384 and at last 5,392 lacking, 70,000 in all.
    let months = [("priority-months", "13")];
    assert_eq!(verdict(&with(70_000, &months), CONTRACT, "budget-with-savings"), Verdict::Met);
    assert_eq!(verdict(&with(69_999, &months), CONTRACT, "budget"), Verdict::NotMet);
    // What is at hand nobody said: whether it suffices is not known.
    let tax = "[[claim]]\nid = \"tax\"\nkind = \"tax\"\ndebtor = \"taro\"\nprincipal = 720_000\n";
    let unsaid = Family { income: 240_000, more: tax.to_string(), ..home(2_500, 1_860) }.plan();
    assert_eq!(verdict(&unsaid, CONTRACT, "budget"), Verdict::Unknown(vec![FactName::of("asset", "")]));
}

/// Called in on 1 July 2026 after three instalments: the original schedule goes on making principal due, whether the file
/// lists those instalments or leaves them in the principal. Of 18,000,000 at 1.2 % and 90,000 a month July repays 72,000,
/// August 72,072, September 72,145, October 72,217: 288,434. Until 31 May 2027 eleven fall due.
#[test]
fn principal_falls_due_by_the_original_schedule_after_acceleration() {
    let with = |principal: u64, more: &str| {
        let unpaid = "{ due = 2026-04-27, principal = 71_000, interest = 19_000 }, \
            { due = 2026-05-27, principal = 71_000, interest = 19_000 }, \
            { due = 2026-06-27, principal = 71_000, interest = 19_000 }";
        let loan_more = format!(
            "unpaid = [{unpaid}{more}]\nevents = [{{ on = 2026-07-01, kind = \"acceleration\", by = \"demand\" }}]"
        );
        Family { loan_more, debts: vec![600 * MAN], loan: Some(principal), ..home(2_000, 0) }.plan()
    };
    let listed = ", { due = 2026-07-27, principal = 72_000, interest = 18_000 }, \
        { due = 2026-08-27, principal = 72_072, interest = 17_928 }, \
        { due = 2026-09-27, principal = 72_145, interest = 17_855 }, \
        { due = 2026-10-27, principal = 72_217, interest = 17_783 }";
    let cured = "keep-under-clause+small-scale/arrears-cured";
    let left_in = yen(&with(18_000_000, ""), cured, "arrears_in_plan");
    assert_eq!(left_in, yen(&with(18_000_000 - 288_434, listed), cured, "arrears_in_plan"));
    let mut principal = 18_000_000;
    for _ in 0..11 {
        principal -= 90_000 - principal * 12 / 12_000;
    }
    let due = 3 * 71_000 + 18_000_000 - principal;
    // Beside it 57,000 of interest, late charges on each instalment until July, and on all from then until 31 May, 334 days.
    let late = |base: u64, days: u64| base * 146 * days / 365_000;
    let late = [65, 35, 4].map(|days| late(71_000, days)).iter().sum::<u64>()
        + late(18_000_000 + 213_000, 144)
        + late(18_000_000 + 213_000, 190);
    assert_eq!(left_in, due + 57_000 + late);
}

/// 231条2項: 2,500 of a home loan stay after the sale beside 1,000 of other debts. Sold first, both totals are 3,500: a tenth
/// of it, 350. The petition first: the loan is still secured, 1,000 count in the band and 3,500 are standard claims; a fifth
/// of them is more than 300, so 300. 5,392.2 − (3,000 − (90 + 6) × 1.1 − 2.2) = 2,500.
#[test]
fn the_order_of_sale_and_petition_changes_the_band() {
    let family = Family { home: Some(3_500 * MAN), loan: Some(53_922_000), debts: vec![1_000 * MAN], ..family() };
    let with = |filing: &str| {
        let plan = family.plan_with(&[("sale-price", "30000000"), ("moving-cost", "0"), ("filing", filing)]);
        let told = common::variant(&plan, SELL).risks.iter().any(|risk| risk.key == "risk.order-of-sale");
        let figures = ["claims_total", "tier_total", "required_total"].map(|figure| yen(&plan, SELL, figure));
        (figures, told)
    };
    assert_eq!(with("sale-first"), ([3_500 * MAN, 3_500 * MAN, 350 * MAN], true));
    assert_eq!(with("petition-first"), ([1_000 * MAN, 1_000 * MAN, 300 * MAN], true));
    // Both totals of both orders: 231条2項2号 and 3号.
    let totals = |filing: &str| {
        let plan = family.plan_with(&[("sale-price", "30000000"), ("moving-cost", "0"), ("filing", filing)]);
        ["tier_total", "standard_claims", "tier_total_in_other_order", "standard_claims_in_other_order"]
            .map(|figure| yen(&plan, SELL, figure) / MAN)
    };
    assert_eq!(totals("sale-first"), [3_500, 3_500, 1_000, 3_500]);
    assert_eq!(totals("petition-first"), [1_000, 3_500, 3_500, 3_500]);
}

/// 2,500 of the loan and 2,600 of other debts are more than 5,000 once the home is sold; with the petition first 2,600 count, and
/// the plan pays 300 at least. Each order tells of the other.
#[test]
fn the_order_of_sale_and_petition_may_decide_on_the_cap() {
    let family = Family { home: Some(3_500 * MAN), loan: Some(53_922_000), debts: vec![2_600 * MAN], ..family() };
    let told = |filing: &str| {
        let plan = family.plan_with(&[("sale-price", "30000000"), ("moving-cost", "0"), ("filing", filing)]);
        let risks = common::variant(&plan, SELL).risks.iter().map(|risk| risk.key);
        (
            verdict(&plan, SELL, "claims-cap"),
            risks.filter(|key| key.starts_with("risk.order-of-sale")).collect::<Vec<_>>(),
        )
    };
    assert_eq!(told("sale-first"), (Verdict::NotMet, vec!["risk.order-of-sale-opens"]));
    assert_eq!(told("petition-first"), (Verdict::Met, vec!["risk.order-of-sale-closes"]));
}

/// Paired loans: the age of 70 is that of each loan's own debtor. Born on 4 May 1981 and 20 November 1983, in whole years:
/// 3 May 2052 and 19 November 2054; ten years more would be 2056.
#[test]
fn the_age_limit_is_of_each_loans_own_debtor() {
    let pair = "asset = []\n[[claim]]\nid = \"pair\"\nkind = \"home-loan\"\ndebtor = \"hanako\"\nguarantors = []\n\
        purpose = \"purchase\"\ncreditor = { name = \"A\", kind = \"bank\" }\nprincipal = 10_000_000\nrate = \"1.2\"\n\
        late_rate = \"14.6\"\nlast_due_on = 2046-03-27\nmonthly_payment = 45_000\nunpaid = []\nevents = []\n";
    let burdens =
        "{ rank = 1, kind = \"mortgage\", holder = \"lender\", claim = \"pair\", registered_on = 2021-04-01 },";
    let plan = Family { more: pair.to_string(), burdens: burdens.to_string(), ..home(2_000, 2_500) }.plan();
    let longer = "keep-under-clause+small-scale/term-extended";
    assert_eq!(common::day(&plan, longer, "extended_until"), law::calendar::date(2054, 11, 19));
    let alone = home(2_000, 2_500).plan();
    assert_eq!(common::day(&alone, longer, "extended_until"), law::calendar::date(2052, 5, 3));
}

/// 229条3項3号, 232条4項: of maintenance only the arrears are a claim of the plan; the 40,000 of every month go on beside it. 240,000 of
/// arrears with no end said, and the same in six instalments of 40,000 that only work them off (nothing goes on then).
#[test]
fn maintenance_goes_on_beside_a_plan() {
    let support = |last: &str| {
        format!(
            "asset = []\n[[claim]]\nid = \"kids\"\nkind = \"child-support\"\ndebtor = \"taro\"\nguarantors = []\n\
             creditor = {{ name = \"M\", kind = \"individual\" }}\nprincipal = 240_000\nmonthly_payment = 40_000\nunpaid = []\n{last}"
        )
    };
    let monthly = |last: &str| {
        let plan = Family { debts: vec![6_000_000], more: support(last), ..family() }.plan();
        common::variant(&plan, KEEP).figures.monthly.clone().unwrap().0
    };
    assert_eq!(monthly("") - monthly("last_due_on = 2027-05-27\n"), 40_000);
    // To the age of twenty: 101 instalments, far more than what is owed.
    assert_eq!(monthly("last_due_on = 2035-04-27\n"), monthly(""));
}

/// Instalments at 1.2 % a year, month by month by hand: a month bears a thousandth of what is owed, the fraction of a yen cut
/// off; the last of `months` takes what is left. What is paid in all, and in how many months.
fn repaid(mut owed: u64, payment: u64, months: usize) -> (u64, usize) {
    let mut sum = 0;
    for month in 1..=months {
        owed += owed / 1_000;
        let paid = if month == months { owed } else { payment.min(owed) };
        (sum, owed) = (sum + paid, owed - paid);
        if owed == 0 {
            return (sum, month);
        }
    }
    unreachable!("the last instalment takes what is left")
}

/// What is paid on the home loan in every month of a route, for 35 years.
fn home_loan_of(family: &Family, id: &str) -> (plan::Plan, Vec<u64>) {
    let mut silent = law::trace::NoTrace;
    let cx = &mut law::trace::Cx::new(&mut silent);
    let plan = plan::evaluate(cx, &family.read(), &plan::Practice::default(), 420);
    let of_month = |month: &plan::Month| month.paid.iter().map(|(_, amount)| amount.0).sum();
    let paid = common::variant(&plan, id).cash_flow.iter().map(of_month).collect();
    (plan, paid)
}

/// A loan that is kept or rescheduled costs what its schedule adds up to, and nothing is paid after its last month: 233
/// instalments from 27 November 2026 to 27 March 2046. With 90,000 a month 17,000,000 are repaid early, of 20,000,000 a rest is
/// left for the last one; both are told.
#[test]
fn what_a_kept_loan_costs_is_what_its_schedule_adds_up_to() {
    let check = |principal: u64, told: Option<&str>| {
        let family = Family { loan: Some(principal), ..family() };
        let (plan, paid) = home_loan_of(&family, "keep+as-contracted");
        let keep = common::variant(&plan, "keep+as-contracted");
        let (sum, months) = repaid(principal, 90_000, 233);
        assert_eq!(keep.figures.total, Ok(Yen(sum)));
        assert_eq!(paid.iter().sum::<u64>(), sum);
        assert_eq!(paid.iter().filter(|paid| **paid > 0).count(), months);
        let keys: Vec<&str> =
            keep.risks.iter().map(|risk| risk.key).filter(|key| key.contains("instalments-")).collect();
        assert_eq!(keys, told.into_iter().collect::<Vec<_>>());

        let longer = common::variant(&plan, "reschedule+as-contracted");
        let day = common::day(&plan, "reschedule+as-contracted", "extended_until");
        // Due on the 27th: November 2026 counts, the last month only up to that day.
        let months = (i32::from(day.year()) - 2026) * 12 + i32::from(day.month()) - 10 - i32::from(day.day() < 27);
        let monthly = yen(&plan, "reschedule+as-contracted", "home_monthly");
        let (sum, _) = repaid(principal, monthly, usize::try_from(months).unwrap());
        assert_eq!(longer.figures.total, Ok(Yen(sum)));
        let (_, paid) = home_loan_of(&family, "reschedule+as-contracted");
        assert_eq!(paid.iter().sum::<u64>(), sum);
    };
    check(17_000_000, Some("risk.instalments-end-early"));
    check(20_000_000, Some("risk.instalments-leave-a-rest"));
    // 233 instalments of 90,000 repay 90,000 × (1 − 1.001^−233) / 0.001, about 18,700,000.
    check(18_690_000, None);
}

/// Fees of 240,000 in arrears bar the clause; where cash, deposits and what relatives give reach them, paying them is a matter of
/// today. One yen less, and the sentence does not say so.
#[test]
fn what_opens_the_clause_may_be_at_hand() {
    let opens = |deposit: u64| {
        let home_more = "kind = \"condominium\"\nmanagement_fee_arrears = 240_000".to_string();
        let plan = Family { home_more, more: asset("deposit", deposit), ..family() }.plan();
        let need = common::requirement(&plan, KEEP, "no-fee-lien").expect("it is asked").clone();
        assert_eq!(need.verdict, Verdict::NotMet);
        need.opened_by.expect("what is closed says what would open it").key
    };
    assert_eq!(opens(240_000), "requirement.no-fee-lien.opens-now");
    assert_eq!(opens(239_999), "requirement.no-fee-lien.opens");
}

/// 破産法65条, 民事再生法88条: a car worth 90 whose title the lender of 150 retains pays that much of it. 600 and the other 60 are
/// the claims, a fifth of them 132; the car is no property that creditors of a bankruptcy would share.
#[test]
fn a_car_under_retained_title_pays_its_own_loan() {
    let car = "[[asset]]\nkind = \"car\"\nowner = \"taro\"\nvalue = 900_000\ntitle_retained_by = \"car-loan\"\n\
        [[claim]]\nid = \"car-loan\"\nkind = \"car-loan\"\ndebtor = \"taro\"\nguarantors = []\nunpaid = []\n\
        creditor = { name = \"C\", kind = \"card-company\" }\nprincipal = 1_500_000\nmonthly_payment = 30_000\n\
        last_due_on = 2031-03-27\n";
    let plan = Family { more: car.to_string(), ..tenant(&[600]) }.plan();
    let of = |name| yen(&plan, KEEP, name);
    assert_eq!((of("claims_total"), of("tier_total")), (660 * MAN, 660 * MAN));
    assert_eq!((of("liquidation_value"), of("required_total")), (0, 132 * MAN));
}

/// 民事再生法229条3項, 232条4項: 600 of debts, 100 for a malicious tort and 60 of maintenance in arrears: a fifth of 760 is 152.
/// The tort gets 20 and the maintenance 12 by the plan, like everybody, and the 80 and 48 that no plan reduces in one sum when
/// it ends, 36 months from June 2027: with May 2030. The other debts alone are cut, by 480.
#[test]
fn what_no_plan_reduces_is_due_when_the_plan_ends() {
    let claim = |id: &str, kind: &str, amount: u64, more: &str| {
        format!(
            "[[claim]]\nid = \"{id}\"\nkind = \"{kind}\"\ndebtor = \"taro\"\ncreditor = {{ name = \"{id}\", kind = \"individual\" }}\n\
             principal = {amount}\nmonthly_payment = 10_000\nunpaid = []\n{more}"
        )
    };
    let more = "asset = []\n".to_string()
        + &claim("tort", "tort", 1_000_000, "malicious = true\n")
        + &claim("maintenance", "child-support", 600_000, "last_due_on = 2031-11-27\n");
    let house = Family { more, ..tenant(&[600]) }.read();
    let plan = plan::evaluate(&mut law::Cx::new(&mut law::trace::NoTrace), &house, &plan::Practice::default(), 60);
    assert_eq!((yen(&plan, KEEP, "required_total"), yen(&plan, KEEP, "cut")), (152 * MAN, 480 * MAN));
    let at_the_end: Vec<_> = common::variant(&plan, KEEP)
        .cash_flow
        .iter()
        .flat_map(|month| month.paid.iter().map(|(item, amount)| (month.first_day, item.purpose, amount.0)))
        .filter(|(_, purpose, _)| *purpose == plan::Purpose::RestAtEnd)
        .map(|(month, _, amount)| (month, amount))
        .collect();
    let may = law::calendar::date(2030, 5, 1);
    assert_eq!(at_the_end, [(may, 80 * MAN), (may, 48 * MAN)]);
}

/// One household at five courts: cash 1,200,000, ordinary deposits 300,000, time deposits 100,000, insurance 200,000, a car of 200,001, a
/// retirement allowance of 3,200,008 (an eighth is 400,001), shares of 1,001, 150,000 of overpaid interest and 7,000 of jewels.
/// Tokyo: 210,000 of cash; deposits 400,000; insurance not above 200,000 and so nothing; 200,001; 400,001; nothing of the two small
/// classes; 7,000. Elsewhere 2,558,003 less the free 990,000: off cash, off cash and deposits together, or off everything.
#[test]
fn a_household_at_five_courts() {
    let property = [
        ("cash", 1_200_000),
        ("deposit", 300_000),
        ("time-deposit", 100_000),
        ("insurance", 200_000),
        ("car", 200_001),
        ("retirement-allowance", 3_200_008),
        ("securities", 1_001),
        ("overpaid-interest", 150_000),
        ("valuables", 7_000),
        ("household-goods", 500_000),
    ];
    let more: String = property.iter().map(|(kind, value)| asset(kind, *value)).collect();
    let value = |court| yen(&Family { court, more: more.clone(), ..tenant(&[600]) }.plan(), KEEP, "liquidation_value");
    assert_eq!(value("tokyo"), 210_000 + 400_000 + 200_001 + 400_001 + 7_000);
    for court in ["osaka", "nara", "wakayama", "standard"] {
        assert_eq!(value(court), 2_558_003 - 990_000, "{court}");
    }
}

/// 民事再生法230条6項: three creditors of 300, 150 and 150. The largest alone dissents: one of three heads, and half of the amount, which
/// is not more than half. Of four heads two are half, whatever they hold.
#[test]
fn half_of_the_amount_does_not_block_and_half_of_the_heads_does() {
    let vote = |debts: &[u64], dissent: &[bool]| {
        let mut text = tenant(debts).text();
        for (place, dissents) in dissent.iter().enumerate() {
            let id = format!("id = \"debt-{place}\"\n");
            text = text.replace(&id, &format!("{id}dissents = {dissents}\n"));
        }
        let house = case::read(text.as_bytes(), case::Format::Toml).expect("a household");
        verdict(
            &plan::evaluate(&mut law::Cx::new(&mut law::trace::NoTrace), &house, &plan::Practice::default(), 0),
            KEEP,
            "vote",
        )
    };
    assert_eq!(vote(&[300, 150, 150], &[true, false, false]), Verdict::Met);
    assert_eq!(vote(&[301, 150, 150], &[true, false, false]), Verdict::NotMet);
    assert_eq!(vote(&[150, 150, 150, 150], &[true, true, false, false]), Verdict::NotMet);
    assert_eq!(vote(&[10, 10, 290, 290], &[true, true, false, false]), Verdict::NotMet);
}

/// 民事再生法239条5項2号, 破産法252条1項10号: within seven years of 22 November 2019 lies the whole of 22 November 2026, the day of the
/// petition, and not of the day before it. A performed small-scale plan bars nothing.
#[test]
fn seven_years_to_the_day() {
    let verdicts = |kind: &str, day: u32| {
        let past = format!("past = [{{ kind = \"{kind}\", final_on = 2019-11-{day} }}]");
        let debtor_more = tenant(&[600]).debtor_more.replace("past = []", &past);
        let plan = Family { debtor_more, ..tenant(&[600]) }.plan();
        let salaried = verdict(&plan, "keep-under-clause+salaried/as-contracted", "seven-year-bar");
        (salaried, verdict(&plan, "voluntary-sale+bankruptcy", "seven-years"))
    };
    for kind in ["discharge", "salaried-plan", "hardship-discharge"] {
        assert_eq!(verdicts(kind, 22), (Verdict::NotMet, Verdict::LeftTo(Whose::Court)), "{kind}");
        assert_eq!(verdicts(kind, 21), (Verdict::Met, Verdict::Met), "{kind}");
    }
    assert_eq!(verdicts("small-scale-plan", 22), (Verdict::Met, Verdict::Met));
}
