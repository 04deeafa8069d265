//! The agency's own conditions for a longer term, each on both sides.

mod common;

use common::{Family, family, variant, verdict};
use law::verdict::{Outcome, Verdict};
use plan::Plan;

const BY_RULES: &str = "reschedule+as-contracted/jhf";

/// Instalments of 90,000 a month, 1,080,000 a year; two heads; the gross of the newest year and of the one before.
fn agency(newest: u64, before: u64) -> Plan {
    worked_out(family(), newest, before)
}

/// The same with a bank's loan beside the agency's.
fn beside(newest: u64, before: u64) -> Verdict {
    let more = "asset = []\n[[claim]]\nid = \"pair\"\nkind = \"home-loan\"\ndebtor = \"hanako\"\nguarantors = []\n\
                creditor = { name = \"B\", kind = \"bank\" }\nprincipal = 5_000_000\nrate = \"1.2\"\n\
                last_due_on = 2046-03-27\nmonthly_payment = 60_000\nunpaid = []\n";
    let burdens = "{ rank = 1, kind = \"mortgage\", claim = \"pair\" }".to_string();
    let plan = worked_out(Family { more: more.to_string(), burdens, ..family() }, newest, before);
    verdict(&plan, BY_RULES, "jhf-income")
}

fn worked_out(base: Family, newest: u64, before: u64) -> Plan {
    let family = Family {
        loan_more: "unpaid = []\nevents = []\ncreditor = { name = \"A\", kind = \"jhf\" }".to_string(),
        ..base
    };
    let year = |gross: u64| format!("gross = {gross}, income_tax = 100_000");
    let text = family.text();
    let text = text.replacen("gross = 5_000_000, income_tax = 100_000", &year(newest), 1);
    let text = text.replacen("gross = 5_000_000, income_tax = 100_000", &year(before), 1);
    let house =
        case::read(text.as_bytes(), case::Format::Toml).unwrap_or_else(|problems| panic!("{text}\n{problems:#?}"));
    let mut silent = law::trace::NoTrace;
    plan::evaluate(&mut law::Cx::new(&mut silent), &house, &plan::Practice::default(), 0)
}

fn income(newest: u64, before: u64) -> Verdict {
    verdict(&agency(newest, before), BY_RULES, "jhf-income")
}

/// Four times 1,080,000 is 4,320,000. (64,000 a head and month is 1,536,000 for two: below that.)
#[test]
fn at_most_four_times_the_instalments() {
    assert_eq!(income(4_320_000, 4_320_000), Verdict::Met);
    assert_eq!(income(4_320_001, 4_320_001), Verdict::NotMet);
}

/// With a bank's loan of 60,000 a month beside it all home loans take 1,800,000 a year. Of an income of 4,400,000 forty per
/// cent are 1,760,000: heavy. It counts when the income fell by a fifth: from 5,500,000, not from 5,499,999. Of 4,500,001
/// forty per cent are 1,800,000: not above it.
#[test]
fn a_heavy_burden_with_a_fall_of_a_fifth() {
    assert_eq!(beside(4_400_000, 5_500_000), Verdict::Met);
    assert_eq!(beside(4_400_000, 5_499_999), Verdict::NotMet);
    assert_eq!(beside(4_500_001, 9_000_000), Verdict::NotMet);
    assert_eq!(income(4_400_000, 5_500_000), Verdict::NotMet);
}

/// A closed list of conditions does not close the way: terms by consent stay.
#[test]
fn consent_stays_where_the_conditions_fail() {
    let plan = agency(9_000_000, 9_000_000);
    assert_eq!(variant(&plan, BY_RULES).outcome, Outcome::Closed);
    assert_eq!(variant(&plan, "reschedule+as-contracted").name, "by-consent");
    assert_eq!(variant(&plan, "reschedule+as-contracted").outcome, Outcome::Open);
    // A bank has no such list.
    assert_eq!(variant(&family().plan(), "reschedule+as-contracted").name, "");
}
