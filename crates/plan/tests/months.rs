//! Days of which no more than the month is known: a verdict that hangs on the day is unknown, and both ends are told. The
//! days are counted by hand (民法140条・143条).

mod common;

use common::{Family, family, variant, verdict};
use law::calendar::date;
use law::trace::Shown;
use law::verdict::{FactName, Verdict, Whose};
use plan::Plan;

const SALARIED: &str = "voluntary-sale+salaried";
const BANKRUPTCY: &str = "voluntary-sale+bankruptcy";
const CURED: &str = "keep-under-clause+small-scale/arrears-cured";

/// Both ends that a risk tells of.
fn ends(plan: &Plan, id: &str, key: &str) -> Option<Vec<Shown>> {
    let risk = variant(plan, id).risks.iter().find(|risk| risk.key == key)?;
    Some(risk.values.iter().filter(|(name, _)| *name != "articles").map(|(_, value)| value.clone()).collect())
}

fn relieved(past: &str) -> Plan {
    let debtor_more = family().debtor_more.replace("past = []", &format!("past = [{past}]"));
    Family { debtor_more, debts: vec![6_000_000], ..family() }.plan()
}

/// 民事再生法239条5項2号, 破産法252条1項10号. The petition is of 22 November 2026. Final on 1 November 2019, the bar ends with 1 November
/// 2026; on the 30th, with the 30th. Of December 2019 every day bars, of October none.
#[test]
fn a_bar_that_hangs_on_the_day_is_unknown() {
    let past = FactName::at("person", 0, "past");
    let by = |month: &str| {
        let plan = relieved(&format!("{{ kind = \"discharge\", final_on = \"{month}\" }}"));
        let verdicts =
            [(SALARIED, "seven-year-bar"), (BANKRUPTCY, "seven-years")].map(|(id, name)| verdict(&plan, id, name));
        (verdicts, ends(&plan, SALARIED, "risk.bar-by-month"), ends(&plan, BANKRUPTCY, "risk.bar-by-month"))
    };
    let days = |from, to| Some(vec![Shown::Date(from), Shown::Date(to)]);
    let (verdicts, salaried, bankruptcy) = by("2019-11");
    assert_eq!(verdicts, [Verdict::Unknown(vec![past]), Verdict::Unknown(vec![past])]);
    let both = days(date(2026, 11, 1), date(2026, 11, 30));
    assert_eq!((salaried, bankruptcy), (both.clone(), both));
    let (verdicts, _, bankruptcy) = by("2019-12");
    assert_eq!(verdicts, [Verdict::NotMet, Verdict::LeftTo(Whose::Court)]);
    assert_eq!(bankruptcy, days(date(2026, 12, 1), date(2026, 12, 31)));
    let (verdicts, salaried, _) = by("2019-10");
    assert_eq!((verdicts, salaried), ([Verdict::Met, Verdict::Met], None));
    // The day itself leaves nothing open, nor does a later relief that bars anyway.
    let exact = relieved("{ kind = \"discharge\", final_on = 2019-11-30 }");
    assert_eq!(
        (verdict(&exact, SALARIED, "seven-year-bar"), ends(&exact, BANKRUPTCY, "risk.bar-by-month")),
        (Verdict::NotMet, None)
    );
    let later = relieved(
        "{ kind = \"discharge\", final_on = \"2019-11\" }, { kind = \"salaried-plan\", final_on = 2021-03-05 }",
    );
    assert_eq!(verdict(&later, SALARIED, "seven-year-bar"), Verdict::NotMet);
    assert_eq!(ends(&later, BANKRUPTCY, "risk.bar-by-month"), None);
}

/// 198条2項: paid on 1 June 2026, six months end with 1 December; on the 30th, with 31 December.
#[test]
fn six_months_that_hang_on_the_day_are_unknown() {
    let with = |petition_on: &str| {
        let plan = Family {
            loan_more: "unpaid = []\nevents = [\n{ on = 2026-04-01, kind = \"acceleration\", by = \"demand\" },\n\
                 { on = \"2026-06\", kind = \"subrogation\", by = \"保証\", whole = true, amount = 20_500_000 },\n]"
                .to_string(),
            top: format!("petition_on = {petition_on}"),
            debts: vec![6_000_000],
            ..family()
        }
        .plan();
        (verdict(&plan, CURED, "six-months"), ends(&plan, CURED, "risk.unwinding-by-month"))
    };
    let events = FactName::at("claim", 0, "events");
    let both = Some(vec![Shown::Date(date(2026, 12, 31)), Shown::Date(date(2026, 12, 1))]);
    assert_eq!(with("2026-12-01"), (Verdict::Met, both.clone()));
    assert_eq!(with("2026-12-02"), (Verdict::Unknown(vec![events]), both.clone()));
    assert_eq!(with("2026-12-31"), (Verdict::Unknown(vec![events]), both));
    assert_eq!(with("2027-01-01").0, Verdict::NotMet);
}

/// 国税徴収法16条: the mortgage goes first when it was registered on the statutory due date or before. Of two months the later
/// one is known to be later; within one month nobody knows.
#[test]
fn the_rank_of_a_tax_may_hang_on_the_day() {
    let with = |registered: &str, due: &str| {
        let text = Family {
            home: Some(30_000_000),
            loan: Some(31_000_000),
            burdens: "{ rank = 2, kind = \"attachment\", claim = \"tax\" }".to_string(),
            more: format!(
                "asset = []\n[[claim]]\nid = \"tax\"\nkind = \"tax\"\ndebtor = \"taro\"\nprincipal = 800_000\n\
                 statutory_due_on = {due}\n"
            ),
            ..family()
        }
        .text()
        .replace("registered_on = 2021-04-01", &format!("registered_on = {registered}"));
        let house = case::read(text.as_bytes(), case::Format::Toml).expect("a case file");
        let mut silent = law::trace::NoTrace;
        let plan = plan::evaluate(&mut law::Cx::new(&mut silent), &house, &plan::Practice::default(), 0);
        let route = variant(&plan, "voluntary-sale+instalments").figures.total.clone();
        route.map(|total| total.0).map_err(|lacking| lacking.0)
    };
    // Figures of security.rs: the tax has 800,000 from the price before the mortgage, or 100,000 behind it.
    let (before, behind) = (Ok(7_229_500), Ok(6_529_500 + 700_000));
    assert_eq!(with("2021-04-01", "2021-03-31"), before);
    assert_eq!(with("\"2021-04\"", "\"2021-03\""), before);
    assert_eq!(with("\"2021-04\"", "2021-04-30"), behind);
    assert_eq!(with("2021-04-01", "\"2021-04\""), behind);
    let (burdens, due) = (FactName::at("home", 0, "encumbrances"), FactName::at("claim", 1, "statutory_due_on"));
    assert_eq!(with("\"2021-04\"", "2021-04-29"), Err(vec![burdens]));
    assert_eq!(with("2021-04-02", "\"2021-04\""), Err(vec![due]));
    assert_eq!(with("\"2021-04\"", "\"2021-04\""), Err(vec![burdens, due]));
}

/// 国税徴収法151条の2: six months from 1 May 2026 end on 1 November, from the 31st on the 30th; the picture is of 22 November. A tax of
/// this month may not be due yet.
#[test]
fn a_postponement_may_hang_on_the_day() {
    let with = |due: &str| {
        let tax = format!(
            "asset = []\n[[claim]]\nid = \"tax\"\nkind = \"tax\"\ndebtor = \"taro\"\nprincipal = 180_000\nstatutory_due_on = {due}\n"
        );
        let plan = Family { more: tax, ..family() }.plan();
        let found = plan.referrals.iter().find(|referral| referral.id == "tax-postponement").expect("a referral");
        let by = found.reason.values.iter().find(|(name, _)| *name == "by").map(|(_, value)| value.clone());
        (found.verdict.clone(), by)
    };
    let due = FactName::at("claim", 1, "statutory_due_on");
    assert_eq!(with("\"2026-04\"").0, Verdict::NotMet);
    assert_eq!(with("\"2026-05\"").0, Verdict::Unknown(vec![due]));
    assert_eq!(with("\"2026-06\""), (Verdict::LeftTo(Whose::TaxOffice), Some(Shown::Date(date(2026, 12, 1)))));
    assert_eq!(with("\"2026-11\"").0, Verdict::Unknown(vec![due]));
    assert_eq!(with("\"2026-12\"").0, Verdict::NotMet);
}
