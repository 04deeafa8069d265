//! `special-conciliation`: 特定調停 – the same by the summary court's conciliation, in about three years.

use law::provision::{Provision, SPECIAL_CONCILIATION};
use law::verdict::{Verdict, Whose};
use law::{Cx, Trace, message};

use crate::debt::{Beside, DebtOutcome, risks_of_security};
use crate::debt::fees;
use crate::debt::settlement;
use crate::figures::{
    are_arranged_known, arranged, arranged_alone, arranged_amounts, arrangement, something_to_arrange,
};
use crate::home::HomeChoice;
use crate::requirement::{requirement, requirements};
use crate::situation::Situation;

static PETITION: &[Provision] = &[Provision::new(SPECIAL_CONCILIATION, "2"), Provision::new(SPECIAL_CONCILIATION, "3")];
static SPECIFIED_DEBTOR: &[Provision] = &[Provision::new(SPECIAL_CONCILIATION, "2/1")];
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
    let requirements = requirements![T;
        requirement!(T; "something-to-arrange", PETITION, something_to_arrange(beside)),
        requirement!(T; "insolvency-threatens", SPECIFIED_DEBTOR, s.insolvency_threatens()),
        requirement!(T; "conciliation-succeeds", AGREEMENT, Verdict::LeftTo(Whose::Creditor), months = months),
    ];
    if beside.settled_by::<T>(&requirements) {
        return DebtOutcome::closed(cx, requirements);
    }
    if beside.is_short::<T>(s) && are_arranged_known(s, beside) {
        return DebtOutcome::short(cx, requirements);
    }
    if !T::FIGURES {
        return arranged_alone(cx, beside, months, requirements);
    }
    let plan = arrangement(cx, s, beside, months);
    let (mut outcome, creditors) = arranged(cx, plan, requirements);
    if creditors > 0 {
        fees::procedure(cx, &mut outcome, 1, |cx| {
            Ok(s.practice.conciliation_fee.read(cx, as_of)?.times(u64::from(creditors)))
        });
    }
    if T::WORDS {
        outcome.words.risks.push(message!("risk.conciliation-title"));
        if let Ok(missed) = s.practice.missed_instalments.read(cx, as_of) {
            outcome.words.risks.push(message!("risk.arrangement-default", missed = missed));
        }
        settlement::who_may_negotiate(cx, s, arranged_amounts(beside), &mut outcome);
        risks_of_security(s, beside.home, &outcome.figures.not_as_contracted, &mut outcome.words.risks);
        outcome.words.papers.extend(["conciliation-petition", "household-statement"]);
    }
    outcome
}
