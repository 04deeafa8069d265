//! The payments under the home loan clause (民事再生法199条), month by month and to the yen, beside the cash flow of a route.

use case::ClaimId;
use law::acts::civil_rehabilitation::clause_schedule::{ClauseLoan, ClauseSchedule, Terms, clause_schedule};
use law::loan::Months;
use law::trace::NoTrace;
use law::{Cx, Date};

/// The schedule of one home loan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClauseTable {
    /// The loan.
    pub claim: ClaimId,
    /// The first day of its first month.
    pub from: Date,
    /// How many of its months lie within the plan.
    pub plan_months: u32,
    /// Every month, to the last payment.
    pub schedule: ClauseSchedule,
}

/// A loan with what the clause makes of it. Nothing where the contract goes on: then the plan sets over which months its
/// arrears are cured.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ClauseTerms {
    pub(crate) claim: ClaimId,
    pub(crate) loan: ClauseLoan,
    pub(crate) terms: Option<Terms>,
}

/// The first month of a plan, counted from the picture, and how many it has.
pub(crate) type PlanMonths = (u32, u32);

/// The schedules beside a plan.
pub(crate) fn tables(as_of: Date, list: &[ClauseTerms], (start, plan_months): PlanMonths) -> Vec<ClauseTable> {
    let Some(from) = law::calendar::month_offset(as_of, start, 1) else { return Vec::new() };
    let Some(plan) = Months::new(plan_months) else { return Vec::new() };
    let mut silent = NoTrace;
    let table = |of: &ClauseTerms| {
        let terms = of.terms.unwrap_or(Terms::ArrearsCured { plan_months: plan });
        let schedule = clause_schedule(&mut Cx::new(&mut silent), &of.loan, terms);
        ClauseTable { claim: of.claim, from, plan_months, schedule }
    };
    list.iter().map(table).collect()
}
