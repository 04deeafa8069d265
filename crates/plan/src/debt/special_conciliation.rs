//! `special-conciliation`: 特定調停 – the same by the summary court's conciliation, in about three years.

use law::provision::{Provision, SPECIAL_CONCILIATION};
use law::verdict::{Verdict, Whose};
use law::{Cx, Trace, message};

use crate::debt::{Beside, DebtOutcome};
use crate::debt::fees;
use crate::figures::arrangement;
use crate::home::HomeChoice;
use crate::requirement::{requirement, requirements};
use crate::situation::Situation;

static PETITION: &[Provision] = &[Provision::new(SPECIAL_CONCILIATION, "2"), Provision::new(SPECIAL_CONCILIATION, "3")];
static AGREEMENT: &[Provision] = &[Provision::new(SPECIAL_CONCILIATION, "17")];

/// Open to whoever may become unable to pay; it depends on the creditors, or on an order that nobody objects to.
pub(super) fn evaluate<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    _choice: HomeChoice,
    beside: &Beside<'_, '_>,
) -> DebtOutcome {
    let as_of = s.house.as_of;
    let months = s.practice.conciliation_months.read(cx, as_of).unwrap_or(1);
    let mut plan = arrangement(cx, s, beside, months);
    let anything = match &beside.rest {
        Ok(rest) => Verdict::when(rest.iter().any(|rest| rest.debt.class != crate::debts::Class::Priority)),
        Err(lacking) => Verdict::Unknown(lacking.0.clone()),
    };
    let streams = plan.as_mut().map(|plan| std::mem::take(&mut plan.streams)).map_err(|lacking| lacking.clone());
    let requirements = requirements![T; requirement!("something-to-arrange", PETITION, anything),
        requirement!(T; "conciliation-succeeds", AGREEMENT, Verdict::LeftTo(Whose::Creditor), months = months),];
    let mut outcome = DebtOutcome::new(cx, requirements, streams);
    if let Ok(plan) = plan {
        plan.describe(cx, &mut outcome);
        fees::procedure(cx, &mut outcome, 1, |cx| {
            Ok(s.practice.conciliation_fee.read(cx, as_of)?.times(u64::from(plan.creditors)))
        });
    }
    if T::WORDS {
        outcome.risks.push(message!("risk.conciliation-title"));
        outcome.papers.extend(["conciliation-petition", "household-statement"]);
    }
    outcome
}
