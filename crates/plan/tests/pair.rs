//! Paired loans of a couple that files together, and what guarantors face.

mod common;

use common::{Family, family, variant, yen};
use law::Yen;
use law::trace::{Cx, NoTrace};
use plan::{Plan, Practice, Purpose};

const KEEP: &str = "keep-under-clause+small-scale/as-contracted";

/// 20,000,000 of his and 10,000,000 of hers lie on a home of 25,000,000; he guarantees hers, and owes 7,200,000 besides.
fn pair(files_too: bool, assumptions: &[(&str, &str)]) -> Plan {
    pair_beside(7_200_000, files_too, assumptions)
}

fn pair_beside(others: u64, files_too: bool, assumptions: &[(&str, &str)]) -> Plan {
    let more = "asset = []\n[[claim]]\nid = \"hers\"\nkind = \"home-loan\"\ndebtor = \"hanako\"\n\
        guarantors = [{ person = \"taro\", kind = \"joint\" }]\npurpose = \"purchase\"\n\
        creditor = { name = \"A\", kind = \"bank\" }\nprincipal = 10_000_000\nrate = \"1.2\"\nlate_rate = \"14.6\"\n\
        last_due_on = 2046-03-27\nmonthly_payment = 48_000\nunpaid = []\nevents = []\n";
    let burdens =
        "{ rank = 1, kind = \"mortgage\", holder = \"lender\", claim = \"hers\", registered_on = 2021-04-01 },";
    let (more, burdens) = (more.to_string(), burdens.to_string());
    let text = Family { more, burdens, debts: vec![others], ..family() }.text();
    let text = text.replace("supported = true\n", &format!("supported = true\nfiles_too = {files_too}\n"));
    let house = case::read(text.as_bytes(), case::Format::Toml).expect("a case without mistakes");
    let mut practice = Practice::default();
    for (name, value) in assumptions {
        practice.assume(name, value).expect("an assumption");
    }
    let mut silent = NoTrace;
    plan::evaluate(&mut Cx::new(&mut silent), &house, &practice, 60)
}

fn told(plan: &Plan, id: &str) -> Vec<&'static str> {
    let risks = variant(plan, id).risks.iter().map(|risk| risk.key);
    risks.filter(|key| key.starts_with("risk.pair-guarantee")).collect()
}

/// Like the home loan: 7,200,000, of which a fifth is 1,440,000. Counted: 17,200,000, a fifth of which is more than 3,000,000. Of
/// the home's 25,000,000 a third goes to hers, 8,333,333 of 10,000,000: 1,666,667 fall short, 8,866,667 in all, a fifth of
/// which is 1,773,333.4.
#[test]
fn a_guarantee_of_the_others_loan_counts_as_the_reading_says() {
    let check = |reading: &str, claims: u64, least: u64, otherwise: (u64, u64)| {
        let plan = pair(true, &[("pair-guarantee", reading)]);
        let of = |name: &str| yen(&plan, KEEP, name);
        assert_eq!((of("claims_total"), of("tier_total"), of("required_total")), (claims, claims, least), "{reading}");
        assert_eq!((of("claims_total_otherwise"), of("required_total_otherwise")), otherwise, "{reading}");
        assert_eq!(of("pair_guarantee"), 10_000_000);
        told(&plan, KEEP)
    };
    let like = check("like-home-loan", 7_200_000, 1_440_000, (17_200_000, 3_000_000));
    // The bank's 10,000,000 are more than half of 17,200,000, and of 8,866,667 its 1,666,667 are not.
    assert_eq!(like, ["risk.pair-guarantee", "risk.pair-guarantee-vote"]);
    let counted = check("ordinary-claim", 17_200_000, 3_000_000, (7_200_000, 1_440_000));
    assert_eq!(counted, ["risk.pair-guarantee", "risk.pair-guarantee-waits", "risk.pair-guarantee-vote"]);
    let short = check("shortfall-only", 8_866_667, 1_773_334, (7_200_000, 1_440_000));
    assert_eq!(short, ["risk.pair-guarantee", "risk.pair-guarantee-waits"]);
}

/// 40,000,000 of other debts are within the cap of 50,000,000, and with 10,000,000 on top still; a yen more is not, and there is no
/// plan by that reading.
#[test]
fn a_guarantee_that_counts_may_go_beyond_the_cap() {
    assert!(told(&pair_beside(40_000_000, true, &[]), KEEP).contains(&"risk.pair-guarantee"));
    let beyond = pair_beside(40_000_001, true, &[]);
    assert!(told(&beyond, KEEP).contains(&"risk.pair-guarantee-cap"));
    assert_eq!(common::verdict(&beyond, KEEP, "claims-cap"), law::verdict::Verdict::Met);
    let counted = pair_beside(40_000_001, true, &[("pair-guarantee", "ordinary-claim")]);
    assert_eq!(common::verdict(&counted, KEEP, "claims-cap"), law::verdict::Verdict::NotMet);
}

/// While she pays her loan nothing is paid on the guarantee: of 3,000,000 the other debt has 7,200,000 / 17,200,000, which is
/// 1,255,813.9. What the plan ends of it is 7,200,000 less that.
#[test]
fn nothing_is_paid_on_a_guarantee_while_the_loan_is_paid() {
    let plan = pair(true, &[("pair-guarantee", "ordinary-claim")]);
    let route = variant(&plan, KEEP);
    let paid = |purpose: Purpose| -> Yen {
        let items = route.cash_flow.iter().flat_map(|month| &month.paid);
        items.filter(|(item, _)| item.purpose == purpose).map(|(_, amount)| *amount).sum()
    };
    assert!(paid(Purpose::Plan).0.abs_diff(1_255_814) <= 1, "{:?}", paid(Purpose::Plan));
    assert_eq!(yen(&plan, KEEP, "cut"), 7_200_000 - paid(Purpose::Plan).0);
    assert_eq!(route.liable, variant(&pair(true, &[]), KEEP).liable);
}

/// The way needs her petition: its court fee and gazette, 10,000 and 15,120 yen, and an attorney at 700,000 in the months until
/// the plan begins are in the total and in the months. Where she does not file there is none.
#[test]
fn the_second_petition_is_in_the_total_and_in_the_months() {
    let plan = pair(true, &[]);
    let both = variant(&plan, KEEP);
    let alone = pair(false, &[]);
    let total = |plan: &Plan| variant(plan, KEEP).figures.total.clone().expect("everything is known").0;
    assert_eq!(yen(&plan, KEEP, "second_procedure_cost"), 25_120);
    assert_eq!(yen(&plan, KEEP, "second_attorney_fee"), 700_000);
    assert_eq!(total(&plan) - total(&alone), 25_120 + 700_000);
    let paid = |purpose: Purpose| -> Vec<u64> {
        let of_month = |month: &plan::Month| {
            month.paid.iter().filter(|(item, _)| item.purpose == purpose).map(|(_, amount)| amount.0).sum()
        };
        both.cash_flow.iter().map(of_month).collect()
    };
    // The petition is planned for today; the plan begins in month seven.
    assert_eq!(paid(Purpose::SecondProcedureCost)[..2], [25_120, 0]);
    let fee = paid(Purpose::SecondAttorneyFee);
    assert_eq!((fee[..6].iter().sum::<u64>(), fee[6]), (700_000, 0));
    let aided = pair(true, &[("rehabilitation-fee", "500000")]);
    assert_eq!(yen(&aided, KEEP, "second_attorney_fee"), 500_000);
}

/// What a way leaves to her who guarantees: of 6,000,000 a plan pays a fifth, but can be asked of her at once (民事再生法177条2項);
/// after a sale what the sale leaves of the home loan, discharge or not (破産法253条2項); under the clause the new terms (203条1項).
#[test]
fn guarantors_face_what_the_way_leaves() {
    let more = "asset = []\n[[claim]]\nid = \"shared\"\nkind = \"card-loan\"\ndebtor = \"taro\"\n\
        guarantors = [{ person = \"hanako\", kind = \"joint\" }]\ncreditor = { name = \"S\", kind = \"bank\" }\n\
        principal = 6_000_000\nunpaid = []\nmonthly_payment = 60_000\nlast_due_on = 2036-03-27\n";
    let text = Family { more: more.to_string(), loan: Some(30_000_000), ..family() }.text();
    let text = text.replacen("guarantors = []", "guarantors = [{ person = \"hanako\", kind = \"joint\" }]", 1);
    let house = case::read(text.as_bytes(), case::Format::Toml).expect("a case without mistakes");
    let mut silent = NoTrace;
    let plan = plan::evaluate(&mut Cx::new(&mut silent), &house, &Practice::default(), 0);
    let faced = |id: &str| -> Vec<(usize, Option<u64>, Option<u64>, &'static str)> {
        let of = |yen: Option<Yen>| yen.map(|yen| yen.0);
        let faced = &variant(&plan, id).faced;
        faced.iter().map(|one| (one.claim.0, of(one.amount), of(one.left), one.said.key)).collect()
    };
    assert_eq!(yen(&plan, KEEP, "required_total"), 1_200_000);
    assert_eq!(
        faced(KEEP),
        [(1, Some(6_000_000), Some(4_800_000), "liable.faces-plan"), (0, None, None, "liable.faces-clause")]
    );
    let left = yen(&plan, "voluntary-sale+bankruptcy", "residual");
    assert!((1..30_000_000).contains(&left));
    assert_eq!(
        faced("voluntary-sale+bankruptcy"),
        [(0, Some(left), None, "liable.faces-discharge"), (1, Some(6_000_000), None, "liable.faces-discharge")]
    );
    assert!(faced("keep+as-contracted").is_empty());
}

/// What she owes alone stays as contracted beside his bankruptcy, and the plan says whose it is.
#[test]
fn debts_of_the_other_borrower_are_told() {
    let of = |files_too: bool, id: &str| -> Vec<&'static str> {
        let card = "[[claim]]\nid = \"card\"\nkind = \"card-loan\"\ndebtor = \"hanako\"\nguarantors = []\nunpaid = []\n\
            creditor = { name = \"C\", kind = \"bank\" }\nprincipal = 900_000\nmonthly_payment = 20_000\nlast_due_on = 2031-03-27\n";
        let family = Family { debts: vec![7_200_000], more: format!("asset = []\n{card}"), ..family() };
        let text = family.text().replace("supported = true\n", &format!("supported = true\nfiles_too = {files_too}\n"));
        let house = case::read(text.as_bytes(), case::Format::Toml).expect("a case without mistakes");
        let plan = plan::evaluate(&mut Cx::new(&mut NoTrace), &house, &Practice::default(), 0);
        let risks = variant(&plan, id).risks.iter().map(|risk| risk.key);
        risks.filter(|key| key.starts_with("risk.other")).collect()
    };
    assert_eq!(of(false, "voluntary-sale+bankruptcy"), ["risk.other-pays-on"]);
    assert_eq!(of(true, "voluntary-sale+bankruptcy"), ["risk.other-files-too"]);
    // Talks take her debts as well as his.
    assert!(of(true, "voluntary-sale+voluntary-arrangement").is_empty());
    assert!(of(true, "keep+as-contracted").is_empty());
}
