//! `special-conciliation`: 特定調停 – the same by the summary court's conciliation, in about three years.

use law::provision::{Provision, SPECIAL_CONCILIATION};
use law::verdict::{Verdict, Whose};
use law::{Cx, Trace, message};

use crate::debt::{Beside, DebtOutcome};
use crate::figures::{arrangement, procedure_cost};
use crate::home::HomeChoice;
use crate::known::look;
use crate::requirement::requirement;
use crate::situation::Situation;
use crate::stream::Streams;

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
    let plan = arrangement(cx, s, beside, months);
    let anything = match &beside.rest {
        Ok(rest) => Verdict::when(rest.iter().any(|rest| rest.debt.class != crate::debts::Class::Priority)),
        Err(lacking) => Verdict::Unknown(lacking.0.clone()),
    };
    let requirements = vec![
        requirement!("something-to-arrange", PETITION, anything),
        requirement!(T; "conciliation-succeeds", AGREEMENT, Verdict::LeftTo(Whose::Creditor), months = months),
    ];
    let mut outcome = DebtOutcome::new(cx, requirements, look(&plan).map(|plan| Streams::from_slice(&plan.streams)));
    if let Ok(plan) = plan {
        plan.describe(cx, &mut outcome);
        procedure_cost(cx, &mut outcome, |cx| {
            Ok(s.practice.conciliation_fee.read(cx, as_of)?.times(u64::from(plan.creditors)))
        });
    }
    if T::WORDS {
        outcome.risks.push(message!("risk.conciliation-title"));
        outcome.papers.extend(["conciliation-petition", "household-statement"]);
    }
    outcome
}
