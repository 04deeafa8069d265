//! `voluntary-arrangement`: 任意整理 – the claims in full without future interest, in 36 to 60 instalments, by
//! agreement with each creditor out of court.

use law::acts::legal_support::AdvancedCase;
use law::verdict::{Verdict, Whose};
use law::{Cx, Trace};

use crate::debt::{Beside, DebtOutcome, risks_of_security};
use crate::debt::fees::{self, Attorney};
use crate::debt::settlement;
use crate::figures::{
    are_arranged_known, arranged, arranged_alone, arranged_amounts, arrangement, something_to_arrange,
};
use crate::home::HomeChoice;
use crate::requirement::{requirement, requirements};
use crate::situation::Situation;

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
    let arrangeable = requirement!(T; "something-to-arrange", &[], something_to_arrange(beside));
    let mut requirements = requirements![T; arrangeable];
    if beside.settled_by::<T>(&requirements) {
        return DebtOutcome::closed(cx, requirements);
    }
    if beside.is_short::<T>(s) && are_arranged_known(s, beside) {
        return DebtOutcome::short(cx, requirements);
    }
    // The usual term if the budget bears it, else the longest one that creditors accept.
    let months = beside.with_arrangement(usual, |plan| match plan {
        Ok(plan) if beside.over(plan).as_ref().is_ok_and(|left| left.is_short()) => longest,
        _ => usual,
    });
    let agrees = Verdict::LeftTo(Whose::Creditor);
    requirements.push::<T>(requirement!(T; "each-creditor-agrees", &[], agrees, months = months));
    if !T::FIGURES {
        return arranged_alone(cx, beside, months, requirements);
    }
    let plan = arrangement(cx, s, beside, months);
    let (mut outcome, creditors) = arranged(cx, plan, requirements);
    if creditors > 0 {
        let (fee, times) = (&s.practice.arrangement_fee, u64::from(creditors));
        let case = Some(AdvancedCase::VoluntaryArrangement);
        let months = s.practice.attorney_instalments.read(cx, as_of).unwrap_or(1);
        let attorney = Attorney { case, creditors: Some(creditors), fee, times, months };
        fees::attorneys(cx, beside, &mut outcome, attorney, None);
    }
    if T::WORDS {
        settlement::default_of_instalments(cx, s, &mut outcome);
        settlement::who_may_negotiate(cx, s, arranged_amounts(beside), &mut outcome);
        risks_of_security(s, beside.home, &outcome.figures.not_as_contracted, &mut outcome.words.risks);
        outcome.words.papers.extend(["household-statement", "settlement-proposal"]);
    }
    outcome
}
