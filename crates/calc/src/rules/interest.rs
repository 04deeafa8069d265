//! Caps on interest and late charges: 利息制限法, 消費者契約法9条.

use law::acts::interest_restriction::{self as law_of, Promise};
use law::trace::Rule;
use law::{Cx, Date, Rate, Trace, Yen};
use read::{Choice, record};

use crate::{Callable, Refusal};

/// `interest-restriction.caps`.
pub(crate) struct InterestCaps;

law::word_list! {
    /// What kind of claim bears the interest.
    pub enum PromiseKind {
        /// 金銭消費貸借.
        Loan = "loan",
        /// 求償権.
        Recourse = "recourse",
    }
}

record! {
    /// A promise to pay.
    pub struct PromiseFacts {
        /// The principal.
        principal: Yen;
        /// What kind of claim it is.
        kind: Choice<PromiseKind>;
        /// The lender lends as a business.
        business_lender: bool;
        /// The debtor is a consumer.
        consumer: bool;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// The highest rates that may be agreed.
    pub struct CapsAnswer {
        /// Of interest; null where no statute caps it.
        interest: Option<Rate>;
        /// Of late charges; null where no statute caps them.
        late: Option<Rate>;
    }
}

impl Callable for InterestCaps {
    type Input = PromiseFacts;
    type Answer = CapsAnswer;
    const RULE: &'static Rule = &law_of::CAPS;

    fn law_on(input: &PromiseFacts) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &PromiseFacts, on: Date) -> Result<CapsAnswer, Refusal> {
        let promise = match input.kind.0 {
            PromiseKind::Loan => Promise::Loan { principal: input.principal, business_lender: input.business_lender },
            PromiseKind::Recourse => Promise::Recourse { consumer: input.consumer },
        };
        let caps = law_of::caps(cx, on, promise)?;
        Ok(CapsAnswer { interest: caps.interest, late: caps.late })
    }
}

#[cfg(test)]
mod tests {
    use crate::entry::tests::check;

    #[test]
    fn loans_and_recourse() {
        let input = |kind: &str, business: bool, consumer: bool| {
            format!(
                r#"{{"principal": 500000, "kind": "{kind}", "business_lender": {business}, "consumer": {consumer}}}"#
            )
        };
        let rule = "interest-restriction.caps";
        check(rule, &input("loan", false, true), r#"{"interest": "18", "late": "26.28"}"#);
        check(rule, &input("loan", true, true), r#"{"interest": "18", "late": "20"}"#);
        check(rule, &input("recourse", true, true), r#"{"interest": null, "late": "14.6"}"#);
        check(rule, &input("recourse", true, false), r#"{"interest": null, "late": null}"#);
        check(rule, &input("lease", true, false), r#"{"error": "kind"}"#);
    }
}
