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

/// The agency's own instalments `own` a month and a bank's `beside`, with a fall of a fifth to `newest`.
fn fallen(own: u64, bank: u64, newest: u64) -> Verdict {
    let more = format!(
        "asset = []\n[[claim]]\nid = \"pair\"\nkind = \"home-loan\"\ndebtor = \"hanako\"\nguarantors = []\n\
         creditor = {{ name = \"B\", kind = \"bank\" }}\nprincipal = 30_000_000\nrate = \"1.2\"\n\
         last_due_on = 2046-03-27\nmonthly_payment = {bank}\nunpaid = []\n"
    );
    let burdens = "{ rank = 1, kind = \"mortgage\", claim = \"pair\" }".to_string();
    let loan_more = "unpaid = []\nevents = []\ncreditor = { name = \"A\", kind = \"jhf\" }".to_string();
    let text = Family { loan_more, burdens, more, ..family() }.text();
    let year = |gross: u64| format!("gross = {gross}, income_tax = 100_000");
    let text = text.replacen("gross = 5_000_000, income_tax = 100_000", &year(newest), 1);
    let text = text.replacen("gross = 5_000_000, income_tax = 100_000", &year(newest * 5 / 4 + 2), 1);
    let text = text.replacen("monthly_payment = 90_000", &format!("monthly_payment = {own}"), 1);
    let house = case::read(text.as_bytes(), case::Format::Toml).expect("a case without mistakes");
    let mut silent = law::trace::NoTrace;
    let plan = plan::evaluate(&mut law::Cx::new(&mut silent), &house, &plan::Practice::default(), 0);
    verdict(&plan, BY_RULES, "jhf-income")
}

/// The share that is heavy turns at 3, 4 and 7 million. Below 3,000,000 it is 30 %, 899,999, and 996,000 a year are above it; from
/// 3,000,000 on 35 %, 1,050,000. Below 4,000,000 1,399,999 and 1,500,000; from it on 40 %, 1,600,000. Below 7,000,000 2,799,999 and
/// 3,000,000; from it on 45 %, 3,150,000. (Four times the agency's own 720,000 are less than any of these incomes.)
#[test]
fn a_burden_is_heavy_by_the_band_of_the_income() {
    for (bank, border) in [(23_000, 3_000_000), (65_000, 4_000_000), (190_000, 7_000_000)] {
        assert_eq!(fallen(60_000, bank, border - 1), Verdict::Met, "below {border}");
        assert_eq!(fallen(60_000, bank, border), Verdict::NotMet, "at {border}");
    }
}

/// 64,000 a month and head: of two 1,536,000 a year. Four times 360,000 are 1,440,000: less than that.
#[test]
fn at_most_sixty_four_thousand_a_head() {
    assert_eq!(fallen(30_000, 1_000, 1_536_000), Verdict::Met);
    assert_eq!(fallen(30_000, 1_000, 1_536_001), Verdict::NotMet);
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

/// An income that fell by a fifth may pay interest alone for up to three years: 20,000,000 × 1.2 % / 12 = 20,000 a month.
#[test]
fn interest_alone_where_the_income_fell() {
    let of = |newest: u64| common::detail(variant(&agency(newest, 5_000_000), BY_RULES), "jhf_grace_interest").cloned();
    assert_eq!(of(4_000_000), Some(law::trace::Shown::Yen(law::Yen(20_000))));
    assert_eq!(of(4_000_001), None);
}
