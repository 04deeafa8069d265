//! The vote while not every mind is known, and what a plan looks like later.

mod common;

use common::{Family, count, day, family, variant, verdict, yen};
use law::calendar::date;
use law::verdict::{Verdict, Whose};
use plan::Plan;

const PLAN: &str = "keep-under-clause+small-scale/as-contracted";

/// Card debts of three banks with what is known of their minds.
fn with(minds: [(u64, &str); 3]) -> Plan {
    let claim = |(place, (amount, mind)): (usize, (u64, &str))| {
        format!(
            "[[claim]]\nid = \"c{place}\"\nkind = \"card\"\ndebtor = \"taro\"\nguarantors = []\nprincipal = {amount}\n\
             creditor = {{ name = \"C{place}\", kind = \"bank\" }}\nunpaid = []\nmonthly_payment = 20_000\n\
             last_due_on = 2040-03-27\n{mind}\n"
        )
    };
    let claims: String = minds.into_iter().enumerate().map(claim).collect();
    Family { loan: Some(25_000_000), more: format!("asset = []\n{claims}"), ..family() }.plan()
}

fn risks(plan: &Plan) -> Vec<&'static str> {
    variant(plan, PLAN).risks.iter().map(|risk| risk.key).collect()
}

/// Heads: two of three block (1.5 rounded up). Amounts of 1, 2 and 3 million: more than 3,000,000 blocks.
#[test]
fn what_it_takes_to_block_a_plan() {
    let plan = with([(1_000_000, ""), (2_000_000, ""), (3_000_000, "")]);
    assert_eq!(verdict(&plan, PLAN, "vote"), Verdict::LeftTo(Whose::Vote));
    assert_eq!((count(&plan, PLAN, "vote_more_heads"), yen(&plan, PLAN, "vote_more_amount")), (2, 3_000_000));
    // Exactly half of the amount does not block: nobody can do it alone.
    assert!(!risks(&plan).contains(&"risk.vote-one-blocks"));
    let plan = with([(1_000_000, ""), (2_000_000, ""), (3_000_001, "")]);
    assert!(risks(&plan).contains(&"risk.vote-one-blocks"));
    // One dissents already: any other head decides.
    let plan = with([(1_000_000, "dissents = true"), (2_000_000, ""), (3_000_000, "dissents = false")]);
    assert_eq!(verdict(&plan, PLAN, "vote"), Verdict::LeftTo(Whose::Vote));
    assert_eq!((count(&plan, PLAN, "vote_more_heads"), yen(&plan, PLAN, "vote_more_amount")), (1, 2_000_000));
    assert!(risks(&plan).contains(&"risk.vote-one-blocks"));
}

/// Those whose mind is known may decide it already.
#[test]
fn a_vote_that_the_others_cannot_turn() {
    let plan = with([(1_000_000, "dissents = true"), (2_000_000, "dissents = true"), (3_000_000, "")]);
    assert_eq!(verdict(&plan, PLAN, "vote"), Verdict::NotMet);
    let plan = with([(1_000_000, ""), (2_000_000, "dissents = false"), (3_000_000, "dissents = false")]);
    assert_eq!(verdict(&plan, PLAN, "vote"), Verdict::Met);
}

/// A petition on 2026-11-22, confirmed six months later, by the end of May 2027: the last due date lies in May 2030, an extension
/// ends by 31 May 2032. 6,000,000 of claims: 1,200,000 to pay, 200,000 + 400,000 + 600,000; three quarters of each are
/// 150,000 + 300,000 + 450,000.
#[test]
fn the_days_of_a_plan() {
    let plan = with([(1_000_000, ""), (2_000_000, ""), (3_000_000, "")]);
    for (name, expected) in [
        ("confirmation_expected", date(2027, 5, 31)),
        ("last_due_from", date(2030, 5, 1)),
        ("last_due_to", date(2030, 5, 31)),
        ("extension_until", date(2032, 5, 31)),
    ] {
        assert_eq!(day(&plan, PLAN, name), expected, "{name}");
    }
    assert_eq!(yen(&plan, PLAN, "hardship_paid"), 900_000);
}
