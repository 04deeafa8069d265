//! `as-contracted`: every debt goes on as agreed. After a sale that does not pay all, the rest is due at once.

use law::{Cx, Trace, Yen, message};

use crate::attachment;
use crate::debt::{Beside, DebtOutcome, Record, as_contracted_streams, others_alone};
use crate::home::HomeChoice;
use crate::known::{look, verdict};
use crate::requirement::{Requirements, requirement};
use crate::situation::Situation;

/// Open beside a home that is kept, and after a sale that pays everything; after an auction it is what happens.
pub(super) fn evaluate<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    choice: HomeChoice,
    beside: &Beside<'_, '_>,
) -> DebtOutcome {
    let residual = beside.residual();
    let left = residual.clone().unwrap_or(Yen::ZERO);
    let mut requirements = Requirements::default();
    if choice == HomeChoice::VoluntarySale {
        let verdict = verdict(&look(&residual).map(|left| left.is_zero()));
        requirements.push::<T>(requirement!(T; "sale-pays-all", &[], verdict, residual = left));
    }
    if beside.settled_by::<T>(&requirements) {
        return DebtOutcome::closed(cx, requirements);
    }
    if choice != HomeChoice::Auction && beside.is_short::<T>(s) && beside.are_others_known(s) {
        return DebtOutcome::short(cx, requirements);
    }
    if !T::FIGURES {
        return others_alone(cx, beside, requirements);
    }
    let streams = beside.others().and_then(|others| as_contracted_streams(cx, s, Some(beside.home), others));
    let mut outcome = DebtOutcome::new(cx, requirements, streams);
    outcome.figures.catch_up(beside.others());
    outcome.figures.not_as_contracted = beside.residual_claims::<T>();
    // A sale that pays everything before anything is overdue leaves no trace either.
    let on_time = residual == Ok(Yen::ZERO) && s.overdue == Ok(Yen::ZERO);
    outcome.figures.record = if beside.home.kept || on_time { Record::Clean } else { Record::Agencies };
    outcome.figures.debt_left = residual;
    if T::WORDS {
        if !left.is_zero() {
            outcome.words.risks.push(message!("risk.residual-due-at-once", residual = left));
            attachment::by_creditors(cx, s, beside, &mut outcome);
        }
        attachment::by_support(cx, s, beside, &mut outcome);
        attachment::by_tax_office(cx, s, beside, &mut outcome);
    }
    outcome
}
