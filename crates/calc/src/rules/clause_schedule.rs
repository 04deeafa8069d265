//! The home loan under the clause, month by month: 民事再生法199条.

use law::acts::civil_rehabilitation::clause_schedule::{self as law_of, ClauseLoan, Content, Terms};
use law::loan::{MAX_MONTHS, Months, level_payment};
use law::trace::Rule;
use law::{Cx, Date, Rate, Trace, Yen, message};
use read::{Choice, Whole, record};

use crate::{Callable, Refusal};

/// `home-loan.clause-schedule`.
pub(crate) struct ClauseSchedule;

record! {
    /// A home loan on the day on which the confirmation becomes final, and what the clause makes of it.
    pub struct ClauseScheduleFacts {
        /// The content of the clause.
        content: Choice<Content>;
        /// Principal not due on the original schedule.
        principal: Yen;
        /// Principal due by then on the original schedule.
        overdue_principal: Yen;
        /// Interest and late charges until then.
        accrued: Yen;
        /// The contract's rate.
        rate: Rate;
        /// Instalments left on the contract.
        months_left: Whole<1, 1200>;
        /// The contract's instalment; the level one when left out.
        payment: Option<Yen>;
        /// For arrears-cured: months of the general plan period.
        plan_months: Option<Whole<1, 60>>;
        /// For the other two: months to the new last due date.
        months: Option<Whole<1, 1200>>;
        /// For principal-deferred: months with a part of the principal only.
        grace_months: Option<Whole<1, 60>>;
        /// For principal-deferred: that part, each month.
        grace_principal: Option<Yen>;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// One month.
    pub struct ClauseMonthAnswer {
        /// Its number, from 1.
        month: Whole<1, 1200>;
        /// Principal of what was not due.
        regular_principal: Yen;
        /// Its interest.
        regular_interest: Yen;
        /// Principal of the arrears.
        arrears_principal: Yen;
        /// Its interest.
        arrears_interest: Yen;
        /// The part of what had accrued.
        accrued: Yen;
        /// Everything paid in the month.
        payment: Yen;
        /// Principal still owed.
        balance: Yen;
    }
}

record! {
    /// The whole schedule.
    pub struct ClauseScheduleAnswer {
        /// Everything that is paid.
        total: Yen;
        /// The dearest month.
        most: Yen;
        /// Month by month.
        schedule: Vec<ClauseMonthAnswer>;
    }
}

impl Callable for ClauseSchedule {
    type Input = ClauseScheduleFacts;
    type Answer = ClauseScheduleAnswer;
    const RULE: &'static Rule = &law_of::CLAUSE_SCHEDULE;

    fn law_on(input: &ClauseScheduleFacts) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(
        cx: &mut Cx<'_, T>,
        input: &ClauseScheduleFacts,
        _: Date,
    ) -> Result<ClauseScheduleAnswer, Refusal> {
        let needed = |field: &str| Refusal::new(field, message!("error.missing", field = field.to_string()));
        let count = |count: u32| Months::new(count).filter(|months| months.count() <= MAX_MONTHS);
        let longer = || input.months.as_ref().and_then(|months| count(months.0)).ok_or_else(|| needed("months"));
        let terms = match input.content.0 {
            Content::ArrearsCured => {
                let plan = input.plan_months.as_ref().and_then(|months| count(months.0));
                Terms::ArrearsCured { plan_months: plan.ok_or_else(|| needed("plan_months"))? }
            }
            Content::TermExtended => Terms::TermExtended { months: longer()? },
            Content::PrincipalDeferred => {
                let months = longer()?;
                let grace = input.grace_months.as_ref().and_then(|months| count(months.0));
                let grace = grace.ok_or_else(|| needed("grace_months"))?;
                if grace.count() >= months.count() {
                    return Err(Refusal::new("grace_months", message!("error.grace-too-long")));
                }
                // 「元本の一部」: a part of the principal is paid, however small.
                let part = input.grace_principal.filter(|part| !part.is_zero());
                let grace_principal = part.ok_or_else(|| needed("grace_principal"))?;
                Terms::PrincipalDeferred { grace, grace_principal, months }
            }
        };
        let months_left = count(input.months_left.0).ok_or_else(|| needed("months_left"))?;
        let loan = ClauseLoan {
            principal: input.principal,
            overdue_principal: input.overdue_principal,
            accrued: input.accrued,
            rate: input.rate,
            months_left,
            payment: input.payment.unwrap_or_else(|| level_payment(input.principal, input.rate, months_left)),
        };
        let found = law_of::clause_schedule(cx, &loan, terms);
        Ok(ClauseScheduleAnswer {
            total: found.total(),
            most: found.most(),
            schedule: found
                .months
                .iter()
                .map(|month| ClauseMonthAnswer {
                    month: Whole(month.month),
                    regular_principal: month.regular.principal,
                    regular_interest: month.regular.interest,
                    arrears_principal: month.arrears.principal,
                    arrears_interest: month.arrears.interest,
                    accrued: month.accrued,
                    payment: month.payment(),
                    balance: month.balance,
                })
                .collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::entry::tests::check;

    #[test]
    fn the_arrears_beside_the_contract() {
        let rule = "home-loan.clause-schedule";
        let input = r#"{"content": "arrears-cured", "principal": 200, "overdue_principal": 100, "accrued": 11, "rate": "0",
            "months_left": 2, "plan_months": 3}"#;
        let month = |month: u32, regular: u32, arrears: u32, accrued: u32, balance: u32| {
            format!(
                r#"{{"month": {month}, "regular_principal": {regular}, "regular_interest": 0, "arrears_principal": {arrears},
                "arrears_interest": 0, "accrued": {accrued}, "payment": {}, "balance": {balance}}}"#,
                regular + arrears + accrued
            )
        };
        let months = [month(1, 100, 33, 3, 167), month(2, 100, 33, 3, 34), month(3, 0, 34, 5, 0)].join(",");
        check(rule, input, &format!(r#"{{"total": 311, "most": 136, "schedule": [{months}]}}"#));
        check(rule, &input.replace(", \"plan_months\": 3", ""), r#"{"error": "plan_months"}"#);
        let deferred = r#"{"content": "principal-deferred", "principal": 200, "overdue_principal": 100, "accrued": 0, "rate": "0",
            "months_left": 2, "months": 12, "grace_months": 12, "grace_principal": 1}"#;
        check(rule, deferred, r#"{"error": "grace_months"}"#);
        let zero = deferred.replace("12, \"grace_principal\": 1", "6, \"grace_principal\": 0");
        check(rule, &zero, r#"{"error": "grace_principal"}"#);
    }
}
