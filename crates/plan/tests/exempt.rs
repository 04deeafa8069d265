//! What a bankrupt keeps, and a home that is still there at the petition.

mod common;

use common::{Family, asset, family, variant, yen};
use plan::Plan;

const AUCTION: &str = "auction+bankruptcy";

fn at(court: &'static str, owed: u64) -> Plan {
    Family { court, home: Some(20_000_000), loan: Some(owed), ..family() }.plan()
}

fn says(plan: &Plan, id: &str, key: &str) -> bool {
    variant(plan, id).risks.iter().any(|risk| risk.key == key)
}

/// 破産法34条3項1号: 660,000 × 3/2 = 990,000 of the cash; money in a bank is not cash.
#[test]
fn cash_up_to_990_000_stays() {
    let with = |cash| Family { more: format!("{}{}", asset("cash", cash), asset("deposit", 500_000)), ..family() };
    assert_eq!(yen(&with(990_000).plan(), AUCTION, "exempt_cash"), 990_000);
    assert_eq!(yen(&with(990_001).plan(), AUCTION, "exempt_cash"), 990_000);
    assert_eq!(yen(&with(300_000).plan(), AUCTION, "exempt_cash"), 300_000);
}

/// Half as much again as 20,000,000 is 30,000,000: in Osaka the home counts as no asset above it, in Tokyo and Nagoya from it
/// on.
#[test]
fn a_home_owed_well_above_its_value_counts_as_no_asset() {
    for (court, most) in [("tokyo", 29_999_999), ("osaka", 30_000_000), ("nagoya", 29_999_999)] {
        assert_eq!(yen(&at(court, 30_000_000), AUCTION, "no_asset_above"), most, "{court}");
        assert!(says(&at(court, most), AUCTION, "risk.home-asset"), "{court}");
        assert!(says(&at(court, most + 1), AUCTION, "risk.home-no-asset"), "{court}");
    }
    let elsewhere = at("standard", 30_000_001);
    assert!(!says(&elsewhere, AUCTION, "risk.home-no-asset") && !says(&elsewhere, AUCTION, "risk.home-asset"));
    // Sold before, it is no longer there.
    assert!(!says(&at("tokyo", 30_000_001), "voluntary-sale+bankruptcy", "risk.home-no-asset"));
}

/// Osaka: more than twice the value for the property tax, or more than one and a half times it and the appraisal of 20,000,000.
/// Of 18,000,000: 36,000,000, or 27,000,000 and 30,000,000. Of 14,000,000: 28,000,000 before the appraisal says anything. Of
/// 22,000,000: 33,000,000.
#[test]
fn osaka_looks_at_the_value_for_the_property_tax_first() {
    for (tax, above) in [(18_000_000, 30_000_000), (14_000_000, 28_000_000), (22_000_000, 33_000_000)] {
        let with = |loan| {
            let home_more = format!("tax_value = {tax}");
            Family { court: "osaka", home: Some(20_000_000), loan: Some(loan), home_more, ..family() }.plan()
        };
        assert_eq!(yen(&with(above), AUCTION, "no_asset_above"), above, "{tax}");
        assert!(says(&with(above), AUCTION, "risk.home-asset"), "{tax}");
        assert!(says(&with(above + 1), AUCTION, "risk.home-no-asset"), "{tax}");
    }
}

/// Tokyo leaves each class up to 200,000, seven eighths of a retirement allowance and household goods; elsewhere only what the
/// statute frees stays: of the car and the insurance nothing.
#[test]
fn what_a_court_leaves_of_each_kind() {
    let property = [
        asset("car", 200_000),
        asset("insurance", 200_001),
        asset("retirement-allowance", 1_600_000),
        asset("household-goods", 50_000),
        asset("cash", 100_000),
    ];
    let kept = |court| Family { court, more: property.concat(), ..family() }.plan();
    let tokyo = kept("tokyo");
    // 1,600,000 / 8 = 200,000: its class stays as well.
    assert_eq!(yen(&tokyo, AUCTION, "property_kept"), 200_000 + 1_600_000 + 50_000 + 100_000);
    assert_eq!(yen(&tokyo, AUCTION, "kept_car"), 200_000);
    assert!(common::detail(variant(&tokyo, AUCTION), "kept_insurance").is_none());
    let elsewhere = kept("kobe");
    assert_eq!(yen(&elsewhere, AUCTION, "property_kept"), 1_400_000 + 50_000 + 100_000);
    assert_eq!(yen(&elsewhere, AUCTION, "kept_retirement"), 1_400_000);
    // Wakayama frees 990,000 of everything: the car, the insurance, the eighth of the allowance and the cash.
    assert_eq!(yen(&kept("wakayama"), AUCTION, "property_kept"), 200_000 + 200_001 + 1_600_000 + 50_000 + 100_000);
}

/// 破産法216条1項: the eighth of 1,599,999 is below 200,000, so that Osaka closes the case as it opens, and nothing is sold; with
/// one yen more a trustee takes the eighth.
#[test]
fn nothing_is_given_up_where_the_case_closes_as_it_opens() {
    let sale = "voluntary-sale+bankruptcy";
    let with = |value| {
        let more = asset("retirement-allowance", value);
        Family { court: "osaka", home: Some(20_000_000), loan: Some(30_000_000), more, ..family() }.plan()
    };
    let plan = with(1_599_999);
    assert_eq!((yen(&plan, sale, "property_given_up"), yen(&plan, sale, "property_kept")), (0, 1_599_999));
    let plan = with(1_600_000);
    assert_eq!((yen(&plan, sale, "property_given_up"), yen(&plan, sale, "property_kept")), (200_000, 1_400_000));
}

/// 区分所有法8条: arrears of fees go on to the buyer of an auction and come back; a discharge reaches them.
#[test]
fn fees_in_arrears_after_an_auction() {
    let home_more = "kind = \"condominium\"\nmanagement_fee_arrears = 300_000".to_string();
    let family = Family { home_more, home: Some(20_000_000), loan: Some(30_000_000), ..family() };
    let plan = family.plan();
    assert_eq!(yen(&plan, AUCTION, "fees_left"), 300_000);
    assert!(says(&plan, AUCTION, "risk.fees-after-auction"));
    let total = |home_more: &str, id: &str| {
        let plan = Family { home_more: home_more.to_string(), ..family.clone() }.plan();
        variant(&plan, id).figures.total.clone().expect("everything is known").0
    };
    let paid_up = "kind = \"condominium\"\nmanagement_fee_arrears = 0";
    let instalments = "auction+instalments";
    assert_eq!(total(&family.home_more, instalments), total(paid_up, instalments) + 300_000);
    assert_eq!(total(&family.home_more, AUCTION), total(paid_up, AUCTION));
}

/// A rehabilitation after the auction counts them as a claim like others: 20,000,000 at 70 % less 700,000 leave 16,700,000 of
/// 30,000,000; with 300,000 of fees 17,000,000 stand in the plan, which pays 3,000,000 of them, 52,941 of that for the fees.
#[test]
fn fees_in_arrears_stand_in_the_plan_after_an_auction() {
    const PLAN: &str = "auction+small-scale";
    let of = |arrears: u64| {
        let home_more = format!("kind = \"condominium\"\nmanagement_fee_arrears = {arrears}");
        Family { home_more, home: Some(20_000_000), loan: Some(30_000_000), ..family() }.plan()
    };
    let (with, without) = (of(300_000), of(0));
    assert_eq!((yen(&without, PLAN, "tier_total"), yen(&with, PLAN, "tier_total")), (16_700_000, 17_000_000));
    assert_eq!((yen(&without, PLAN, "claims_total"), yen(&with, PLAN, "claims_total")), (16_700_000, 17_000_000));
    assert_eq!((yen(&without, PLAN, "required_total"), yen(&with, PLAN, "required_total")), (3_000_000, 3_000_000));
    let cut = |plan| variant(plan, PLAN).figures.debt_left.clone();
    assert_eq!(cut(&with), cut(&without));
}
