//! The income of a year for the test of disposable income: 民事再生法241条2項7号イ–ハ.

use law::acts::civil_rehabilitation::yearly_income::{self, IncomeEvent, IncomeFacts, IncomeItem, IncomeSince};
use law::trace::Rule;
use law::{Cx, Date, Trace, Yen, message};
use read::{Choice, record};

use crate::{Callable, Refusal};

/// `civil-rehabilitation.yearly-income`.
pub(crate) struct YearlyIncome;

record! {
    /// What changed, and what was earned since.
    pub struct SinceFacts {
        /// What happened.
        income_event: Choice<IncomeEvent>;
        /// The first day of the new income.
        income_event_on: Date;
        /// The last day that the amounts cover.
        to: Date;
        /// Gross since.
        gross_since: Yen;
        /// Income tax, resident tax and social insurance on it.
        deducted_since: Yen;
        /// Gross of a year before.
        yearly_before: Yen;
    }
}

record! {
    /// Two years of income, and what changed meanwhile.
    pub struct YearlyIncomeFacts {
        /// The day on which the plan is submitted.
        plan_submitted_on: Date;
        /// Gross of the two years before.
        gross_two_years: Yen;
        /// Income tax, resident tax and social insurance on it.
        deducted_two_years: Yen;
        /// What changed.
        since: Option<SinceFacts>;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// The income of a year.
    pub struct YearlyIncomeAnswer {
        /// By which item of 7号.
        item: Choice<IncomeItem>;
        /// Gross, the fraction of a yen cut off.
        gross: Yen;
        /// Less taxes and social insurance, a started yen as a whole one.
        net: Yen;
    }
}

impl Callable for YearlyIncome {
    type Input = YearlyIncomeFacts;
    type Answer = YearlyIncomeAnswer;
    const RULE: &'static Rule = &yearly_income::YEARLY_INCOME;

    fn law_on(input: &YearlyIncomeFacts) -> Option<Date> {
        input.law_on.or(Some(input.plan_submitted_on))
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &YearlyIncomeFacts, on: Date) -> Result<YearlyIncomeAnswer, Refusal> {
        if let Some(since) = input.since.as_ref().filter(|since| since.to < since.income_event_on) {
            let message = message!("error.earlier-than", day = since.to, than = since.income_event_on);
            return Err(Refusal::new("since.to", message));
        }
        let since = input.since.as_ref().map(|since| IncomeSince {
            event: since.income_event.0,
            on: since.income_event_on,
            to: since.to,
            gross: since.gross_since,
            deducted: since.deducted_since,
            yearly_before: since.yearly_before,
        });
        let facts =
            IncomeFacts { gross_two_years: input.gross_two_years, deducted_two_years: input.deducted_two_years, since };
        let found = yearly_income::yearly_income(cx, on, input.plan_submitted_on, &facts)?;
        Ok(YearlyIncomeAnswer {
            item: Choice(found.item),
            gross: found.gross.rounded_down(),
            net: found.net.rounded_up(),
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::entry::tests::check;

    #[test]
    fn a_year_since_another_job() {
        let rule = "civil-rehabilitation.yearly-income";
        check(
            rule,
            r#"{"plan_submitted_on": "2027-02-01", "gross_two_years": 9000000, "deducted_two_years": 2000000,
                "since": {"income_event": "income-changed", "income_event_on": "2026-01-01", "to": "2026-12-31",
                "gross_since": 4000000, "deducted_since": 800000, "yearly_before": 5000000}}"#,
            r#"{"item": "since-change", "gross": 4000000, "net": 3200000}"#,
        );
        check(
            rule,
            r#"{"plan_submitted_on": "2027-02-01", "gross_two_years": 9000000, "deducted_two_years": 2000000,
                "since": {"income_event": "became-salaried", "income_event_on": "2026-01-01", "to": "2025-12-31",
                "gross_since": 1, "deducted_since": 0, "yearly_before": 0}}"#,
            r#"{"error": "since.to"}"#,
        );
    }
}
