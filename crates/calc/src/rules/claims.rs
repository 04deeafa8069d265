//! The cap on the claims: 民事再生法221条.

use law::acts::civil_rehabilitation::claims::{self as law_of, CapClaim, CapClass};
use law::trace::Rule;
use law::{Cx, Date, Trace, Yen, message};
use read::{Choice, record};

use crate::{Callable, Refusal};

/// `civil-rehabilitation.claims-cap`.
pub(crate) struct ClaimsCap;

record! {
    /// A claim as the cap sees it.
    pub struct Claim {
        /// What is owed.
        amount: Yen;
        /// Home loan still secured on the home, fine, tax or other claim with general priority, or any other claim.
        kind: Choice<CapClass>;
        /// The part that a security is expected to cover.
        secured_part: Yen = Yen::ZERO, where (amount, secured_part) secured_part > amount => message!("error.above-whole");
    }
}

record! {
    /// The claims.
    pub struct Claims {
        /// Every claim.
        claims: Vec<Claim>;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// The claims against the cap.
    pub struct Answer {
        /// What counts.
        total: Yen;
        /// Is it within the cap?
        eligible: bool;
    }
}

impl Callable for ClaimsCap {
    type Input = Claims;
    type Answer = Answer;
    const RULE: &'static Rule = &law_of::CLAIMS_CAP;

    fn law_on(input: &Claims) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &Claims, on: Date) -> Result<Answer, Refusal> {
        let claim =
            |claim: &Claim| CapClaim { amount: claim.amount, class: claim.kind.0, secured_part: claim.secured_part };
        let claims: Vec<CapClaim> = input.claims.iter().map(claim).collect();
        let answer = law_of::claims_cap(cx, on, &claims)?;
        Ok(Answer { total: answer.total, eligible: answer.eligible })
    }
}

#[cfg(test)]
mod tests {
    use crate::entry::tests::check;

    const RULE: &str = "civil-rehabilitation.claims-cap";

    #[test]
    fn only_ordinary_claims_count() {
        check(
            RULE,
            r#"{"claims": [{"amount": 31000000, "kind": "home-loan"}, {"amount": 300000, "kind": "tax"},
                {"amount": 200000, "kind": "fine"}, {"amount": 50000001, "kind": "other", "secured_part": 1}]}"#,
            r#"{"total": 50000000, "eligible": true}"#,
        );
        check(
            RULE,
            r#"{"claims": [{"amount": 50000001, "kind": "other", "secured_part": null}]}"#,
            r#"{"total": 50000001, "eligible": false}"#,
        );
        check(RULE, r#"{"claims": []}"#, r#"{"total": 0, "eligible": true}"#);
    }

    #[test]
    fn the_first_bad_field_is_named() {
        check(
            RULE,
            r#"{"claims": [{"amount": 1, "kind": "other"}, {"amount": 1, "kind": "other", "secured_part": 2}]}"#,
            r#"{"error": "claims[1].secured_part"}"#,
        );
        check(RULE, r#"{"claims": [{"amount": -1, "kind": "car"}]}"#, r#"{"error": "claims[0].amount"}"#);
        check(RULE, r#"{"claims": [{"amount": 1, "kind": "car"}]}"#, r#"{"error": "claims[0].kind"}"#);
        check(RULE, "{}", r#"{"error": "claims"}"#);
        check(RULE, r#"{"claims": [], "law_on": "2004-12-31"}"#, r#"{"error": "law_on"}"#);
    }
}
