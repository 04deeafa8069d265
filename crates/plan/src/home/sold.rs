//! `sold`: 自宅はもうない – it was sold or auctioned before, or there never was one, and the debts are left.
//!
//! Nothing happens to a home here. What a home loan is still owed is settled like what a sale would leave.

use case::{ClaimKind, ExpenseKind};
use law::verdict::{FactName, Verdict};
use law::words::Word;
use law::{Cx, Trace, Yen, message};

use crate::debt::DebtChoice;
use crate::home::{HomeOutcome, OfClaims, Sold, put};
use crate::known::{Known, known, look};
use crate::requirement::{requirement, requirements};
use crate::situation::Situation;
use crate::stream::Streams;

/// Every way of settling what is left: a loan whose home is gone is not paid as contracted any more.
pub(super) const DEBTS: &[DebtChoice] = match DebtChoice::ALL.split_first() {
    Some((DebtChoice::AsContracted, left)) => left,
    _ => panic!("as contracted stands first"),
};

/// Open for whoever owns no home: nobody else is told of it ([`super::HomeChoice::of`]).
pub(super) fn evaluate<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, outcomes: &mut Vec<HomeOutcome>) {
    let requirements = requirements![T; requirement!(T; "home-gone", &[], Verdict::Met)];
    let outcome = put(outcomes, HomeOutcome::kept(cx, "", requirements, Ok(Streams::new())));
    outcome.kept = false;
    outcome.sold = Some(Box::new(Sold { residuals: left(s), ..Sold::default() }));
    outcome.rent = Some(rent(s));
    if T::WORDS {
        outcome.words.risks.push(message!("risk.left-after-sale"));
        outcome.words.papers.push("household-statement");
    }
}

/// What the debtor's own loans on a home are still owed.
fn left(s: &Situation<'_>) -> Known<OfClaims> {
    s.debts_known.clone()?;
    let mut left = OfClaims::new();
    for (debt, (_, claim)) in s.debts.iter().zip(s.house.claims()) {
        let on_a_home =
            matches!(claim.kind, ClaimKind::HomeLoan | ClaimKind::HomeImprovementLoan | ClaimKind::HomeCostsLoan);
        if debt.own && on_a_home {
            left.push((debt.id, look(&debt.owed)?.total()));
        }
    }
    Ok(left)
}

/// The rent that the household pays already: it is among the living cost, and no other one comes to it.
fn rent(s: &Situation<'_>) -> Known<Yen> {
    let rows = known(s.house.expenses.as_ref(), FactName::of("expense", ""))?;
    Ok(rows.iter().filter(|row| row.kind == ExpenseKind::Rent).map(|row| row.monthly.likely).sum())
}
