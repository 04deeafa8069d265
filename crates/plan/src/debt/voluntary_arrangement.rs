//! `voluntary-arrangement`: 任意整理 – the claims in full without future interest, in 36 to 60 instalments, by
//! agreement with each creditor out of court.

use law::verdict::{Verdict, Whose};
use law::{Cx, Trace, message};

use crate::debt::{Beside, DebtOutcome};
use crate::figures::{arrangement, procedure_cost};
use crate::home::HomeChoice;
use crate::known::look;
use crate::requirement::requirement;
use crate::situation::Situation;
use crate::stream::Streams;

/// Open when there is something to arrange and the creditors agree.
pub(super) fn evaluate<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    _choice: HomeChoice,
    beside: &Beside<'_, '_>,
) -> DebtOutcome {
    let as_of = s.house.as_of;
    let usual = s.practice.arrangement_months.read(cx, as_of).unwrap_or(1);
    let longest = s.practice.arrangement_months_most.read(cx, as_of).unwrap_or(usual);
    // The usual term if the budget bears it, else the longest one that creditors accept.
    let months = match arrangement(cx, s, beside, usual).and_then(|plan| beside.fits(&plan.streams)) {
        Ok(false) => longest,
        _ => usual,
    };
    let plan = arrangement(cx, s, beside, months);
    let anything = match &beside.rest {
        Ok(rest) => Verdict::when(rest.iter().any(|rest| rest.debt.class != crate::debts::Class::Priority)),
        Err(lacking) => Verdict::Unknown(lacking.0.clone()),
    };
    let requirements = vec![
        requirement!("something-to-arrange", &[], anything),
        requirement!(T; "each-creditor-agrees", &[], Verdict::LeftTo(Whose::Creditor), months = months),
    ];
    let mut outcome = DebtOutcome::new(cx, requirements, look(&plan).map(|plan| Streams::from_slice(&plan.streams)));
    if let Ok(plan) = plan {
        plan.describe(cx, &mut outcome);
        if plan.creditors > 0 {
            procedure_cost(cx, &mut outcome, |cx| {
                Ok(s.practice.arrangement_fee.read(cx, as_of)?.times(u64::from(plan.creditors)))
            });
        }
    }
    if T::WORDS {
        outcome.risks.push(message!("risk.arrangement-default"));
        outcome.papers.extend(["household-statement", "settlement-proposal"]);
    }
    outcome
}
