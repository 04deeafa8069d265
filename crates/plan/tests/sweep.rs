//! Every route over the years: households told in full, on each quarter from 2020 to 2029.
//!
//! A route answers, or every answer that it lacks says that the law, or a habit of practice, is not known on that day: such a
//! day stands as the fact `petition_on`, which is the one to change.

mod common;

use std::collections::BTreeSet;

use common::{Family, asset, family};
use law::calendar::date;
use law::params::ALL;
use law::trace::{Cx, Derivation, Origin};
use law::verdict::{Outcome, Verdict};
use plan::{Plan, Practice, Variant};

/// The years that we claim to cover.
const YEARS: std::ops::RangeInclusive<i16> = 2020..=2029;

/// From this quarter on every figure of law and practice is known that this household needs: the gazette's prices are the last.
const ALL_KNOWN: law::Date = date(2026, 4, 1);

fn quarters() -> impl Iterator<Item = law::Date> {
    YEARS.flat_map(|year| [1, 4, 7, 10].map(|month| date(year, month, 1)))
}

fn plan_on(text: &str, day: law::Date) -> (Plan, Derivation) {
    let text = text
        .replace("as_of = 2026-11-22", &format!("as_of = {day}"))
        .replace("2021-04-01", "2015-04-01")
        .replace("DAY", &day.to_string());
    let house =
        case::read(text.as_bytes(), case::Format::Toml).unwrap_or_else(|problems| panic!("{text}{problems:#?}"));
    let mut derivation = Derivation::default();
    let plan = plan::evaluate(&mut Cx::new(&mut derivation), &house, &Practice::default(), 24);
    (plan, derivation)
}

/// Every fact that a form lacks for a verdict or a figure.
fn lacking(variant: &Variant) -> BTreeSet<String> {
    let verdicts = variant.requirements.iter().filter_map(|requirement| match &requirement.verdict {
        Verdict::Unknown(facts) => Some(facts.clone()),
        _ => None,
    });
    let figures = variant.figures.list().into_iter().filter_map(|(_, value)| value.err()).map(|lacking| lacking.0);
    verdicts.chain(figures).flatten().map(|fact| fact.to_string()).collect()
}

/// Is a figure that the planner may ask not known on the day?
fn some_figure_is_unknown(day: law::Date) -> bool {
    ALL.iter().any(|parameter| parameter.covers(day).is_err())
}

#[test]
fn every_route_answers_on_every_quarter_or_says_that_the_law_is_not_known_then() {
    let text = Family { debts: vec![6_000_000], more: asset("cash", 500_000), ..family() }.text();
    let mut answered = 0;
    for day in quarters() {
        let (plan, derivation) = plan_on(&text, day);
        assert_eq!(plan.routes.len(), 24, "{day}");
        for route in &plan.routes {
            let (id, variant) = (route.id(), route.shown());
            let lacks = lacking(variant);
            assert!(lacks.iter().all(|fact| fact == "petition_on"), "{id} on {day} lacks {lacks:?}");
            assert!(lacks.is_empty() || some_figure_is_unknown(day), "{id} on {day}");
            assert!(lacks.is_empty() || day < ALL_KNOWN, "{id} on {day}: {lacks:?}");
            assert!(
                variant.outcome != Outcome::Unknown || !lacks.is_empty(),
                "{id} on {day} says nothing that it lacks"
            );
            answered += usize::from(lacks.is_empty());
        }
        for line in derivation.steps.iter().flat_map(|step| &step.lines) {
            let Origin::Parameter(parameter, row) = &line.origin else { continue };
            let row = &parameter.rows()[*row];
            let holds = row.from <= day && row.until.is_none_or(|until| day <= until);
            assert!(holds, "{} of {} is used on {day}", parameter.id(), row.from);
        }
    }
    // What does not hang on a figure of the day is answered in every quarter.
    assert!(answered > 24 * quarters().filter(|day| *day >= ALL_KNOWN).count(), "{answered}");
}

/// A father paid the loan that he guaranteed: what he is owed bears the rate of 民法404条, which nobody knows from 2029-04-01 on.
/// The ways that treat what he is owed say so from that quarter on, and only then.
#[test]
fn a_rate_that_is_not_known_yet_makes_what_rests_on_it_unknown() {
    let guarantor = r#"guarantors = [{ name = "chichi", kind = "joint" }]"#;
    let paid = r#"events = [{ on = DAY, kind = "subrogation", whole = true, by = "chichi", amount = 6_000_000 }]"#;
    let debts = vec![6_000_000];
    let text = Family { debts, more: asset("cash", 500_000), ..family() }.text();
    let (home, debt) = text.split_once("id = \"debt-0\"").expect("a debt");
    let debt = debt.replacen("guarantors = []", &format!("{guarantor}\n{paid}"), 1);
    let text = format!("{home}id = \"debt-0\"{debt}");
    for day in quarters().filter(|day| *day >= ALL_KNOWN) {
        let (plan, _) = plan_on(&text, day);
        let known = day < date(2029, 4, 1);
        assert_eq!(plan.owed.is_ok(), known, "{day}");
        let route = plan.routes.iter().find(|route| route.id() == "voluntary-sale+small-scale").expect("a route");
        // The contract with the guarantor may agree a rate of its own: that is what to look at.
        assert_eq!(lacking(route.shown()).contains("claim[1].guarantors"), !known, "{day}");
    }
}
