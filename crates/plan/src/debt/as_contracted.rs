//! `as-contracted`: every debt goes on as agreed. After a sale that does not pay all, the rest is due at once.

use law::verdict::Verdict;
use law::{Cx, Trace, Yen, message};

use crate::attachment;
use crate::debt::{DebtOutcome, Record, Remaining, arrears_of, as_contracted_streams, remaining};
use crate::home::{HomeChoice, HomeOutcome};
use crate::requirement::requirement;
use crate::situation::Situation;

/// Open beside a home that is kept, and after a sale that pays everything; after an auction it is what happens.
pub(super) fn evaluate<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    choice: HomeChoice,
    home: &HomeOutcome,
) -> DebtOutcome {
    let rest = remaining(s, home);
    let left: Yen = match &rest {
        Ok(rest) => rest.iter().filter(|rest| rest.residual).map(|rest| rest.amount).sum(),
        Err(_) => Yen::ZERO,
    };
    let mut requirements = Vec::new();
    if choice == HomeChoice::VoluntarySale {
        let verdict = match &rest {
            Ok(_) => Verdict::when(left.is_zero()),
            Err(lacking) => Verdict::Unknown(lacking.0.clone()),
        };
        requirements.push(requirement!("sale-pays-all", &[], verdict, residual = left));
    }
    let others = |rest: &[Remaining<'_>]| -> Vec<case::ClaimId> {
        rest.iter().filter(|rest| !rest.residual).map(|rest| rest.debt.id).collect()
    };
    let streams = rest.clone().and_then(|rest| {
        let ids = others(&rest);
        as_contracted_streams(cx, s, ids.iter().map(|id| &s.debts[id.0]))
    });
    let mut outcome = DebtOutcome::new(requirements, streams);
    if let Ok(rest) = &rest {
        outcome.once = arrears_of(others(rest).iter().map(|id| &s.debts[id.0]));
        outcome.not_as_contracted = rest.iter().filter(|rest| rest.residual).map(|rest| rest.debt.id).collect();
    }
    outcome.debt_left = rest.map(|_| left);
    outcome.record = if home.kept { Record::Clean } else { Record::Agencies };
    if !left.is_zero() {
        outcome.risks.push(message!("risk.residual-due-at-once", residual = left));
        attachment::by_creditors(cx, s, home, &mut outcome);
    }
    attachment::by_tax_office(cx, s, &mut outcome);
    outcome
}
