//! Who may negotiate: 弁護士法72条.

use law::acts::attorney::{self as law_of, Actor};
use law::trace::Rule;
use law::{Cx, Date, Trace, Yen};
use read::{Choice, record};

use crate::{Callable, Refusal};

/// `attorney.may-negotiate`.
pub(crate) struct MayNegotiate;

record! {
    /// Somebody and a claim.
    pub struct NegotiationFacts {
        /// Who would negotiate.
        actor: Choice<Actor>;
        /// The amount of the single claim.
        claim_amount: Yen;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// Whether they may.
    pub struct NegotiationAnswer {
        /// May they?
        may: bool;
        /// The article that says so.
        citation: String;
    }
}

impl Callable for MayNegotiate {
    type Input = NegotiationFacts;
    type Answer = NegotiationAnswer;
    const RULE: &'static Rule = &law_of::MAY_NEGOTIATE;

    fn law_on(input: &NegotiationFacts) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &NegotiationFacts, on: Date) -> Result<NegotiationAnswer, Refusal> {
        let found = law_of::may_negotiate(cx, on, input.actor.0, input.claim_amount)?;
        Ok(NegotiationAnswer { may: found.may, citation: found.citation.to_string() })
    }
}

#[cfg(test)]
mod tests {
    use crate::entry::tests::check;

    #[test]
    fn who_may() {
        check(
            "attorney.may-negotiate",
            r#"{"actor": "certified-judicial-scrivener", "claim_amount": 1400001}"#,
            r#"{"may": false, "citation": "司法書士法3条1項7号"}"#,
        );
        check("attorney.may-negotiate", r#"{"actor": "friend", "claim_amount": 0}"#, r#"{"error": "actor"}"#);
    }
}
