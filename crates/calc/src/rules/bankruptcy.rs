//! Bankruptcy: 破産法.

use law::acts::bankruptcy::procedure::{self as screening, Procedure, Screening, ScreeningCourt, TrusteeReason};
use law::terms::AssetKind;
use law::trace::Rule;
use law::{Cx, Date, Trace, Yen};
use read::{Choice, record};

use crate::{Callable, Refusal};

/// `bankruptcy.procedure`.
pub(crate) struct BankruptcyProcedure;

record! {
    /// A thing of value.
    pub struct ClassValue {
        /// Its kind.
        kind: Choice<AssetKind>;
        /// Its value; a retirement allowance already as its eighth.
        value: Yen;
    }
}

record! {
    /// What the household owns, as the courts screen it.
    pub struct ScreeningFacts {
        /// The court.
        court: Choice<ScreeningCourt>;
        /// Cash.
        cash: Yen;
        /// Ordinary deposits.
        ordinary_deposits: Yen;
        /// Everything else.
        other_classes: Vec<ClassValue>;
        /// There may be a ground to refuse discharge.
        refusal_ground: bool;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// How the bankruptcy is run.
    pub struct ScreeningAnswer {
        /// How.
        procedure: Choice<Procedure>;
        /// Why a trustee is appointed, sorted.
        because: Vec<Choice<TrusteeReason>>;
    }
}

impl Callable for BankruptcyProcedure {
    type Input = ScreeningFacts;
    type Answer = ScreeningAnswer;
    const RULE: &'static Rule = &screening::PROCEDURE;

    fn law_on(input: &ScreeningFacts) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &ScreeningFacts, on: Date) -> Result<ScreeningAnswer, Refusal> {
        let other_classes: Vec<(AssetKind, Yen)> =
            input.other_classes.iter().map(|class| (class.kind.0, class.value)).collect();
        let owned = Screening {
            cash: input.cash,
            ordinary_deposits: input.ordinary_deposits,
            other_classes: &other_classes,
            refusal_ground: input.refusal_ground,
        };
        let found = screening::procedure(cx, on, input.court.0, owned)?;
        Ok(ScreeningAnswer {
            procedure: Choice(found.procedure),
            because: found.because.into_iter().map(Choice).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::entry::tests::check;

    #[test]
    fn screening_by_court() {
        let rule = "bankruptcy.procedure";
        check(
            rule,
            r#"{"court": "tokyo", "cash": 330000, "ordinary_deposits": 200000, "refusal_ground": true,
                "other_classes": [{"kind": "insurance", "value": 100000}, {"kind": "insurance", "value": 100000}]}"#,
            r#"{"procedure": "trustee", "because": ["asset-class", "cash", "deposits", "refusal-ground"]}"#,
        );
        check(
            rule,
            r#"{"court": "osaka", "cash": 330000, "ordinary_deposits": 170000, "refusal_ground": false,
                "other_classes": [{"kind": "insurance", "value": 100000}, {"kind": "insurance", "value": 100000}]}"#,
            r#"{"procedure": "simultaneous-discontinuance", "because": []}"#,
        );
        check(
            rule,
            r#"{"court": "standard", "cash": 0, "ordinary_deposits": 0, "other_classes": [], "refusal_ground": false}"#,
            r#"{"error": "court"}"#,
        );
    }
}
