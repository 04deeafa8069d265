//! The terms of a plan: 民事再生法229条, 234条.

use std::num::NonZeroU32;

use law::acts::civil_rehabilitation::plan::{self as law_of, Adjust, ExtensionGrounds};
use law::trace::Rule;
use law::{Cx, Date, Trace, Yen, message};
use read::{Choice, Whole, record};

use crate::{Callable, Refusal};

/// `civil-rehabilitation.plan-period`.
pub(crate) struct PlanPeriod;

record! {
    /// When the confirmation became final.
    pub struct Finality {
        /// The day on which the order of confirmation became final.
        confirmation_final_on: Date;
        /// Are there special circumstances (特別の事情)?
        special_circumstances: bool;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// The days among which the last due date must lie.
    pub struct LastDue {
        /// The first one.
        last_due_from: Date;
        /// The last one.
        last_due_to: Date;
    }
}

impl Callable for PlanPeriod {
    type Input = Finality;
    type Answer = LastDue;
    const RULE: &'static Rule = &law_of::PLAN_PERIOD;
    const DECIDED_BY: &'static [&'static str] = &["confirmation_final_on"];

    fn law_on(input: &Finality) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &Finality, on: Date) -> Result<LastDue, Refusal> {
        let period = law_of::plan_period(cx, on, input.confirmation_final_on, input.special_circumstances)?;
        let period = period.ok_or_else(|| Refusal::new("confirmation_final_on", message!("error.calendar-end")))?;
        Ok(LastDue { last_due_from: period.last_due_from, last_due_to: period.last_due_to })
    }
}

/// `civil-rehabilitation.instalments`.
pub(crate) struct Instalments;

record! {
    /// A claim of the plan.
    pub struct Claim unique "id" {
        /// Its name.
        id: String;
        /// What is owed.
        amount: Yen;
    }
}

record! {
    /// What is to be paid, to whom, in how many instalments.
    pub struct Division {
        /// The claims, each with a name of its own.
        claims: Vec<Claim>;
        /// What the plan pays in all.
        total: Yen, where (claims, total) *total > claims.iter().map(|claim| claim.amount).sum() => message!("error.above-all-claims");
        /// The number of instalments.
        count: Whole<1, 1_200>;
        /// Which instalment takes the rest.
        adjust: Choice<Adjust>;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// What one creditor is paid.
    pub struct Row {
        /// The claim.
        id: String;
        /// Each instalment but one.
        regular: Yen;
        /// The first or the last one.
        adjusted: Yen;
        /// All of them.
        sum: Yen;
    }
}

record! {
    /// What each creditor is paid.
    pub struct Schedule {
        /// In the order of the claims.
        schedule: Vec<Row>;
    }
}

impl Callable for Instalments {
    type Input = Division;
    type Answer = Schedule;
    const RULE: &'static Rule = &law_of::INSTALMENTS;

    fn law_on(input: &Division) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &Division, _: Date) -> Result<Schedule, Refusal> {
        let amounts: Vec<Yen> = input.claims.iter().map(|claim| claim.amount).collect();
        let count = NonZeroU32::new(input.count.0).expect("it was read as one or more");
        let rows = law_of::instalments(cx, &amounts, input.total, count, input.adjust.0).0;
        let schedule = input.claims.iter().zip(rows).map(|(claim, row)| Row {
            id: claim.id.clone(),
            regular: row.regular,
            adjusted: row.adjusted,
            sum: row.sum,
        });
        Ok(Schedule { schedule: schedule.collect() })
    }
}

/// `civil-rehabilitation.plan-extension`.
pub(crate) struct PlanExtension;

record! {
    /// Why more time is asked for.
    pub struct Request {
        /// The last due date of the plan as it stands.
        last_due_on: Date;
        /// Is there an unavoidable reason?
        unavoidable: bool;
        /// Does it make the plan very hard to carry out?
        very_hard: bool;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// How far the plan may be extended.
    pub struct Extension {
        /// Are the grounds there?
        possible: bool;
        /// The latest new last due date.
        latest_last_due_on: Date;
    }
}

impl Callable for PlanExtension {
    type Input = Request;
    type Answer = Extension;
    const RULE: &'static Rule = &law_of::PLAN_EXTENSION;

    fn law_on(input: &Request) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &Request, on: Date) -> Result<Extension, Refusal> {
        let grounds = ExtensionGrounds { unavoidable: input.unavoidable, very_hard: input.very_hard };
        let extension = law_of::plan_extension(cx, on, input.last_due_on, grounds)?
            .ok_or_else(|| Refusal::new("last_due_on", message!("error.calendar-end")))?;
        Ok(Extension { possible: extension.possible, latest_last_due_on: extension.latest_last_due_on })
    }
}

#[cfg(test)]
mod tests {
    use crate::entry::tests::check;

    #[test]
    fn the_month_of_the_third_anniversary() {
        const RULE: &str = "civil-rehabilitation.plan-period";
        check(
            RULE,
            r#"{"confirmation_final_on": "2027-01-20", "special_circumstances": false}"#,
            r#"{"last_due_from": "2030-01-01", "last_due_to": "2030-01-31"}"#,
        );
        check(
            RULE,
            r#"{"confirmation_final_on": "2028-02-29", "special_circumstances": true}"#,
            r#"{"last_due_from": "2031-03-01", "last_due_to": "2033-02-28"}"#,
        );
        for day in ["9999-01-01", "2001-03-31"] {
            let input = format!(r#"{{"confirmation_final_on": "{day}", "special_circumstances": false}}"#);
            check(RULE, &input, r#"{"error": "confirmation_final_on"}"#);
        }
    }

    #[test]
    fn every_claim_has_its_row() {
        const RULE: &str = "civil-rehabilitation.instalments";
        let claims = r#"[{"id": "a", "amount": 4000000}, {"id": "b", "amount": 1000000}, {"id": "c", "amount": 0}]"#;
        check(
            RULE,
            &format!(r#"{{"claims": {claims}, "total": 1000000, "count": 36, "adjust": "last"}}"#),
            // 800,000 = 36 × 22,222 + 8; 200,000 = 36 × 5,555 + 20.
            r#"{"schedule": [{"id": "a", "regular": 22222, "adjusted": 22230, "sum": 800000},
                {"id": "b", "regular": 5555, "adjusted": 5575, "sum": 200000},
                {"id": "c", "regular": 0, "adjusted": 0, "sum": 0}]}"#,
        );
        check(
            RULE,
            r#"{"claims": [{"id": "a", "amount": 5000000}], "total": 1000000, "count": 36, "adjust": "first"}"#,
            r#"{"schedule": [{"id": "a", "regular": 27777, "adjusted": 27805, "sum": 1000000}]}"#,
        );
        let bad = [
            (r#""total": 5000001, "count": 1, "adjust": "last""#, "total"),
            (r#""total": 5000000, "count": 0, "adjust": "last""#, "count"),
            (r#""total": 5000000, "count": 1201, "adjust": "last""#, "count"),
            (r#""total": 5000000, "count": 1, "adjust": "middle""#, "adjust"),
            (r#""total": 5000000, "count": 1"#, "adjust"),
        ];
        for (fields, field) in bad {
            check(RULE, &format!(r#"{{"claims": {claims}, {fields}}}"#), &format!(r#"{{"error": "{field}"}}"#));
        }
        let twice = r#"[{"id": "a", "amount": 1}, {"id": "a", "amount": 1}]"#;
        let input = format!(r#"{{"claims": {twice}, "total": 1, "count": 1, "adjust": "last"}}"#);
        check(RULE, &input, r#"{"error": "claims[1].id"}"#);
    }

    #[test]
    fn two_years_more() {
        const RULE: &str = "civil-rehabilitation.plan-extension";
        check(
            RULE,
            r#"{"last_due_on": "2030-01-31", "unavoidable": true, "very_hard": false}"#,
            r#"{"possible": false, "latest_last_due_on": "2032-01-31"}"#,
        );
        let input = r#"{"last_due_on": "9999-01-31", "unavoidable": true, "very_hard": true}"#;
        check(RULE, input, r#"{"error": "last_due_on"}"#);
    }
}
