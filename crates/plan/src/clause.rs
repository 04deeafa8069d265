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
    /// The first day of the month in which its first payment is due: where the instalments of a loan that goes on are due later
    /// in the month than the picture is taken, the first month of a plan reaches back to the one before.
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
    /// Does its first payment fall into the month before the one after which the plan's first month is named?
    pub(crate) due_before: bool,
}

/// The first month of a plan, counted from the picture, and how many it has.
pub(crate) type PlanMonths = (u32, u32);

/// The schedules beside a plan.
pub(crate) fn tables(as_of: Date, list: &[ClauseTerms], (start, plan_months): PlanMonths) -> Vec<ClauseTable> {
    let Some(plan) = Months::new(plan_months) else { return Vec::new() };
    let mut silent = NoTrace;
    let table = |of: &ClauseTerms| {
        let from = law::calendar::month_offset(as_of, start - u32::from(of.due_before), 1)?;
        let terms = of.terms.unwrap_or(Terms::ArrearsCured { plan_months: plan });
        let schedule = clause_schedule(&mut Cx::new(&mut silent), &of.loan, terms);
        Some(ClauseTable { claim: of.claim, from, plan_months, schedule })
    };
    list.iter().filter_map(table).collect()
}
