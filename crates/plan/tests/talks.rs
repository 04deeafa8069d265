//! Settlements, arrangements and conciliation: who may talk with whom, what a missed instalment does, what is a title.

mod common;

use common::{Family, family, variant, verdict};
use law::trace::Shown;
use law::verdict::{Verdict, Whose};
use plan::Plan;

fn risks(plan: &Plan, id: &str) -> Vec<&'static str> {
    variant(plan, id).risks.iter().map(|risk| risk.key).collect()
}

/// 司法書士法3条1項7号, 最判平成28年6月27日: each claim by itself, not their sum and not what the talks bring.
#[test]
fn each_claim_is_looked_at_by_itself() {
    let says = |debts: &[u64]| {
        let plan = Family { debts: debts.to_vec(), ..family() }.plan();
        let of = |id| risks(&plan, id).into_iter().find(|key| key.starts_with("risk.negotiators")).unwrap();
        assert_eq!(of("keep+voluntary-arrangement"), of("keep+special-conciliation"));
        of("keep+voluntary-arrangement")
    };
    assert_eq!(says(&[1_400_000, 1_400_000]), "risk.negotiators-with-scrivener");
    assert_eq!(says(&[1_400_000, 1_400_001]), "risk.negotiators-scrivener-for-some");
    assert_eq!(says(&[1_400_001]), "risk.negotiators-attorney-only");
}

/// Two claims of 1,000,000 each that a sale leaves: their sum of 2,000,000 is no claim.
#[test]
fn what_a_sale_leaves_is_looked_at_claim_by_claim() {
    // 30,000,000 at 85 %: 24,568,500 after the cost; 25,568,500 on the first rank, 1,000,000 on the second, whose consent
    // costs 100,000: 1,100,000 and 900,000 are left.
    let more = "asset = []\n[[claim]]\nid = \"b\"\nkind = \"other\"\ndebtor = \"taro\"\nprincipal = 1_000_000\n\
                creditor = { name = \"B\", kind = \"other\" }\nguarantors = []\nunpaid = []\n";
    let burdens = "{ rank = 2, kind = \"mortgage\", claim = \"b\", registered_on = 2024-07-01 }".to_string();
    let family = Family { home: Some(30_000_000), loan: Some(25_568_500), burdens, more: more.to_string(), ..family() };
    let plan = family.plan();
    assert_eq!(common::yen(&plan, "voluntary-sale+instalments", "residual"), 2_000_000);
    for id in ["voluntary-sale+instalments", "voluntary-sale+settlement"] {
        assert!(risks(&plan, id).contains(&"risk.negotiators-with-scrivener"), "{id}");
    }
}

/// Two missed instalments by practice, or what was agreed. An agreement out of court is no title (民事執行法22条5号 asks for a
/// deed), what the summary court records is one (同条7号).
#[test]
fn what_a_missed_instalment_does() {
    let family = Family { debts: vec![1_000_000], ..family() };
    let missed = |plan: &Plan, id: &str| {
        let risk = variant(plan, id).risks.iter().find(|risk| risk.key == "risk.arrangement-default");
        risk.unwrap_or_else(|| panic!("{id}")).values[0].1.clone()
    };
    let plan = family.plan();
    for id in ["keep+voluntary-arrangement", "keep+special-conciliation"] {
        assert_eq!(missed(&plan, id), Shown::Count(2), "{id}");
    }
    assert_eq!(
        missed(&family.plan_with(&[("missed-instalments", "3")]), "keep+voluntary-arrangement"),
        Shown::Count(3)
    );
    assert!(risks(&plan, "keep+voluntary-arrangement").contains(&"risk.agreement-no-title"));
    assert!(risks(&plan, "keep+special-conciliation").contains(&"risk.conciliation-title"));
    assert!(!risks(&plan, "keep+special-conciliation").contains(&"risk.agreement-no-title"));
}

/// A guarantee is made in writing (民法446条2項): of a tax, of support, of fees nobody is asked whether somebody guarantees
/// them; of a loan the file must say it.
#[test]
fn nobody_guarantees_what_the_law_makes_owed() {
    let liable = |kind: &str| {
        let more = format!(
            "asset = []\n[[claim]]\nid = \"it\"\nkind = \"{kind}\"\ndebtor = \"taro\"\nprincipal = 300_000\n\
             monthly_payment = 30_000\ncreditor = {{ name = \"X\", kind = \"other\" }}\nunpaid = []\n"
        );
        variant(&Family { more, ..family() }.plan(), "voluntary-sale+bankruptcy").liable.clone()
    };
    for kind in ["tax", "social-insurance", "child-support", "tort", "wages", "management-fee"] {
        assert_eq!(liable(kind), plan::Liable::Nobody, "{kind}");
    }
    assert!(matches!(liable("card-loan"), plan::Liable::Unknown(_)));
}

/// 特定調停法2条1項: whoever may become unable to pay. Overdue, one may; not overdue, the court judges; unsaid, nobody knows.
#[test]
fn a_conciliation_is_for_whoever_may_become_unable_to_pay() {
    let asked = |unpaid: &str| {
        let loan_more = format!("{unpaid}\nevents = []");
        let plan = Family { loan_more, debts: vec![2_000_000], ..family() }.plan();
        verdict(&plan, "keep+special-conciliation", "insolvency-threatens")
    };
    assert_eq!(asked("unpaid = []"), Verdict::LeftTo(Whose::Court));
    assert_eq!(asked("unpaid = [{ due = 2026-10-27, principal = 60_000, interest = 20_000 }]"), Verdict::Met);
    assert!(matches!(asked(""), Verdict::Unknown(_)));
}
