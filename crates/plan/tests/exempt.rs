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

/// Half as much again as 20,000,000 is 30,000,000: above it the home counts as no asset, at it as one.
#[test]
fn a_home_owed_well_above_its_value_counts_as_no_asset() {
    for court in ["tokyo", "osaka"] {
        assert_eq!(yen(&at(court, 30_000_000), AUCTION, "no_asset_above"), 30_000_000);
        assert!(says(&at(court, 30_000_000), AUCTION, "risk.home-asset"));
        assert!(says(&at(court, 30_000_001), AUCTION, "risk.home-no-asset"));
    }
    let elsewhere = at("standard", 30_000_001);
    assert!(!says(&elsewhere, AUCTION, "risk.home-no-asset") && !says(&elsewhere, AUCTION, "risk.home-asset"));
    // Sold before, it is no longer there.
    assert!(!says(&at("tokyo", 30_000_001), "voluntary-sale+bankruptcy", "risk.home-no-asset"));
}
