//! A way that a budget bears may still lack the money that it takes before it helps: that is told.

use std::fs;
use std::path::Path;

use catalogue::Lang;
use law::trace::{Cx, Derivation};
use law::verdict::Outcome;
use plan::Practice;
use report::{Report, runs_short};

/// What is said of a household of the examples under each open route with a cash flow.
fn said(name: &str, change: impl FnOnce(&mut case::Household)) -> Vec<(String, Option<String>)> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name).join("case.toml");
    let mut house = case::read(&fs::read(file).unwrap(), case::Format::Toml).unwrap();
    change(&mut house);
    let mut derivation = Derivation::default();
    let plan = plan::evaluate(&mut Cx::new(&mut derivation), &house, &Practice::default(), 120);
    let report = Report { house: &house, plan: &plan, derivation: &derivation, standings: &derivation.standings() };
    plan.routes
        .iter()
        .filter(|route| route.shown().outcome == Outcome::Open)
        .map(|route| (route.id(), runs_short(&report, route.shown(), Lang::Ja)))
        .collect()
}

/// Yamada talks to the creditors and pays the attorney in six instalments. 230,000 yen are at hand; in December 2026 472,000
/// come in and 233,000 + 217,767 + 33,333 + 372,828 go out, of which relatives give 142,828: 242,100 short, 12,100 more than is
/// there. Five more months lack 12,100 each, the last 12,102: 72,602 in May 2027.
#[test]
fn what_a_way_takes_before_it_helps_is_told_with_month_and_amount() {
    let all = said("yamada", |_| ());
    let of = |id: &str| all.iter().find(|(route, _)| route == id).unwrap().1.clone();
    let talks = of("keep+voluntary-arrangement").expect("six instalments of an attorney");
    assert!(
        talks.starts_with(
            "月ごとに見ると、2026-12から手元のお金が足りなくなり、いちばん足りない2027-05には72,602円足りません。"
        ),
        "{talks}"
    );
    assert!(talks.contains("法テラス"), "{talks}");
    assert_eq!(of("voluntary-sale+settlement"), None);
}

/// Who says nothing of property begins with none, and is told so.
#[test]
fn who_says_nothing_of_cash_is_told_that_none_was_counted() {
    let households = ["yamada", "sato", "ito", "nakamura", "sasaki", "tanaka"];
    let all: Vec<_> = households.iter().flat_map(|name| said(name, |house| house.assets = None)).collect();
    let told: Vec<&String> = all.iter().filter_map(|(_, short)| short.as_ref()).collect();
    assert!(!told.is_empty() && told.iter().all(|short| short.contains("0円から始めた計算です")), "{told:?}");
}
