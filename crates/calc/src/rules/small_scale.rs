//! 小規模個人再生: 民事再生法231条.

use law::acts::civil_rehabilitation::small_scale::{self as law_of, Band, ClaimTotals};
use law::trace::Rule;
use law::{Cx, Date, Trace, Yen, message};
use read::{Choice, record};

use crate::{Callable, Refusal};

/// `civil-rehabilitation.minimum-repayment`.
pub(crate) struct MinimumRepayment;

record! {
    /// The two totals.
    pub struct Totals {
        /// N: the claims that set the tier, 231条2項2号.
        tier_total: Yen;
        /// K: the standard claims (基準債権), 231条2項3号.
        standard_claims: Yen, where (tier_total, standard_claims) standard_claims < tier_total => message!("error.below-tier-total");
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// What a plan must pay at least.
    pub struct Minimum {
        /// May a plan be confirmed at all?
        confirmable: bool;
        /// The least total, rounded up to whole yen.
        minimum: Option<Yen>;
        /// The band of the claims.
        band: Option<Choice<Band>>;
    }
}

impl Callable for MinimumRepayment {
    type Input = Totals;
    type Answer = Minimum;
    const RULE: &'static Rule = &law_of::MINIMUM_REPAYMENT;

    fn law_on(input: &Totals) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &Totals, on: Date) -> Result<Minimum, Refusal> {
        let totals = ClaimTotals { tier_total: input.tier_total, standard_claims: input.standard_claims };
        let answer = law_of::minimum_repayment(cx, on, totals)?;
        Ok(Minimum { confirmable: answer.minimum.is_some(), minimum: answer.minimum, band: answer.band.map(Choice) })
    }
}

#[cfg(test)]
mod tests {
    use crate::entry::tests::check;

    const RULE: &str = "civil-rehabilitation.minimum-repayment";

    #[test]
    fn the_worked_answers_of_the_contract() {
        check(
            RULE,
            r#"{"tier_total": 30000001, "standard_claims": 30000001}"#,
            r#"{"confirmable": true, "minimum": 3000001, "band": "one-tenth"}"#,
        );
        check(
            RULE,
            r#"{"tier_total": 10000000, "standard_claims": 35000000}"#,
            r#"{"confirmable": true, "minimum": 3000000, "band": "three-million"}"#,
        );
        check(
            RULE,
            r#"{"tier_total": 50000001, "standard_claims": 50000001}"#,
            r#"{"confirmable": false, "minimum": null, "band": null}"#,
        );
    }

    #[test]
    fn the_first_bad_field_is_named() {
        check(RULE, r#"{"tier_total": 5, "standard_claims": 4}"#, r#"{"error": "standard_claims"}"#);
        check(RULE, r#"{"standard_claims": 1.0}"#, r#"{"error": "tier_total"}"#);
        check(RULE, r#"{"tier_total": 5, "standard_claims": 5, "law_on": "2004-12-31"}"#, r#"{"error": "law_on"}"#);
        check(RULE, r#"{"tier_total": 5, "standard_claims": 5, "law": 1}"#, r#"{"error": "law"}"#);
        check(RULE, "[1", r#"{"error": ""}"#);
        check(RULE, "5", r#"{"error": ""}"#);
    }
}
