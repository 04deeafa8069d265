//! The table of payments under the home loan clause, against the figures of the same variant.

mod common;

use common::{Family, family, variant, yen};
use law::Yen;
use law::trace::{Cx, NoTrace};
use plan::{ClauseTable, Plan, Practice, Variant};

const ROUTE: &str = "keep-under-clause+small-scale";

fn plan_of(family: &Family) -> Plan {
    plan::evaluate(&mut Cx::new(&mut NoTrace), &family.read(), &Practice::default(), 12)
}

fn table(variant: &Variant) -> &ClauseTable {
    assert_eq!(variant.clause.len(), 1, "{}", variant.name);
    &variant.clause[0]
}

fn of(plan: &Plan, name: &str) -> Variant {
    variant(plan, &format!("{ROUTE}/{name}")).clone()
}

fn in_arrears() -> Family {
    let unpaid = "unpaid = [\n\
        { due = 2026-08-27, principal = 76_000, interest = 14_000 },\n\
        { due = 2026-09-27, principal = 76_000, interest = 14_000 },\n\
        { due = 2026-10-27, principal = 76_000, interest = 14_000 },\n]\nevents = []";
    Family { loan_more: unpaid.to_string(), debts: vec![6_000_000], loan: Some(18_000_000), ..family() }
}

/// 199条1項: the principal in arrears, 228,000, and what had accrued until 31 May 2027 (42,000 of interest, 5,136 and 17,328 of
/// late charges, as worked out in `worked.rs`) are paid within the plan; the contract's 90,000 go on beside them.
#[test]
fn two_buckets_of_a_plan() {
    let plan = plan_of(&in_arrears());
    let cured = of(&plan, "arrears-cured");
    let months = &table(&cured).schedule.months;
    let sum = |pick: fn(&law::acts::civil_rehabilitation::clause_schedule::ClauseMonth) -> Yen| -> u64 {
        months.iter().map(|month| pick(month).0).sum()
    };
    assert_eq!(sum(|month| month.arrears.principal), 228_000);
    assert_eq!(sum(|month| month.accrued), 42_000 + 5_136 + 17_328);
    assert_eq!(
        yen(&plan, &format!("{ROUTE}/arrears-cured"), "arrears_in_plan"),
        sum(|month| month.arrears.principal) + sum(|month| month.accrued)
    );
    let plan_months = table(&cured).plan_months as usize;
    assert!(months[plan_months..].iter().all(|month| month.arrears.principal.is_zero() && month.accrued.is_zero()));
    assert_eq!((months[0].regular.principal + months[0].regular.interest), Yen(90_000));
    assert_eq!(table(&cured).from, law::calendar::date(2027, 6, 1));
    assert!(months.last().unwrap().balance.is_zero());
}

/// Every content pays the same principal: what is owed on the day of finality. Nothing is cut (199条2項1号).
#[test]
fn every_content_pays_all_principal() {
    let plan = plan_of(&in_arrears());
    let principal = |name: &str| -> u64 {
        let variant = of(&plan, name);
        table(&variant).schedule.months.iter().map(|month| (month.regular.principal + month.arrears.principal).0).sum()
    };
    let cured = principal("arrears-cured");
    assert_eq!((principal("term-extended"), principal("principal-deferred")), (cured, cured));
    let last = |name: &str| table(&of(&plan, name)).schedule.months.len();
    assert!(last("term-extended") > last("arrears-cured"));
    // Without a cash flow nobody asked for months.
    let quiet = in_arrears().plan();
    assert!(variant(&quiet, &format!("{ROUTE}/arrears-cured")).clause.is_empty());
}
