//! The least total of a plan: 民事再生法231条, 241条.

use law::acts::civil_rehabilitation::plan_total::{self as law_of, Floor, Floors};
use law::acts::civil_rehabilitation::small_scale::ClaimTotals;
use law::trace::Rule;
use law::{Cx, Date, Trace, Yen, message};
use read::{Choice, record};

use crate::{Callable, Refusal};

/// `civil-rehabilitation.required-total`.
pub(crate) struct RequiredTotal;

record! {
    /// The floors below a plan.
    pub struct Input {
        /// N: the claims that set the tier, 231条2項2号.
        tier_total: Yen;
        /// K: the standard claims (基準債権), 231条2項3号.
        standard_claims: Yen, where (tier_total, standard_claims) standard_claims < tier_total => message!("error.below-tier-total");
        /// What a bankruptcy would bring.
        liquidation_value: Yen;
        /// Two years of disposable income, in rehabilitation for salaried workers.
        two_year_disposable: Option<Yen>;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// What a plan must pay.
    pub struct Answer {
        /// The least total; null when no plan can be confirmed.
        required: Option<Yen>;
        /// The floor that sets it.
        binding: Option<Choice<Floor>>;
    }
}

impl Callable for RequiredTotal {
    type Input = Input;
    type Answer = Answer;
    const RULE: &'static Rule = &law_of::REQUIRED_TOTAL;

    fn law_on(input: &Input) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &Input, on: Date) -> Result<Answer, Refusal> {
        let floors = Floors {
            totals: ClaimTotals { tier_total: input.tier_total, standard_claims: input.standard_claims },
            liquidation_value: input.liquidation_value,
            two_year_disposable: input.two_year_disposable,
        };
        let required = law_of::required_total(cx, on, &floors)?.required;
        Ok(Answer { required: required.map(|(total, _)| total), binding: required.map(|(_, floor)| Choice(floor)) })
    }
}

#[cfg(test)]
mod tests {
    use crate::entry::tests::check;

    const RULE: &str = "civil-rehabilitation.required-total";

    #[test]
    fn the_largest_floor_and_its_name() {
        let answers = [
            (r#""liquidation_value": 0"#, r#"{"required": 1200000, "binding": "minimum-repayment"}"#),
            (r#""liquidation_value": 3500000"#, r#"{"required": 3500000, "binding": "liquidation-value"}"#),
            (
                r#""liquidation_value": 1, "two_year_disposable": 3500000"#,
                r#"{"required": 3500000, "binding": "disposable-income"}"#,
            ),
            (
                r#""liquidation_value": 7000000, "two_year_disposable": null"#,
                r#"{"required": 6000000, "binding": "all-claims"}"#,
            ),
        ];
        for (fields, answer) in answers {
            check(RULE, &format!(r#"{{"tier_total": 6000000, "standard_claims": 6000000, {fields}}}"#), answer);
        }
        check(
            RULE,
            r#"{"tier_total": 50000001, "standard_claims": 50000001, "liquidation_value": 9}"#,
            r#"{"required": null, "binding": null}"#,
        );
    }

    #[test]
    fn the_first_bad_field_is_named() {
        check(RULE, r#"{"tier_total": 5, "standard_claims": 4}"#, r#"{"error": "standard_claims"}"#);
        check(RULE, r#"{"tier_total": 5, "standard_claims": 5}"#, r#"{"error": "liquidation_value"}"#);
    }
}
