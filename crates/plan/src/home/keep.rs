//! `keep`: the loan goes on as contracted.

use law::trace::{Bare, Shown};
use law::{Cx, Trace, Yen};

use crate::debt::{DebtChoice, as_contracted_streams};
use crate::figures::{ARREARS, HOME_MONTHLY, least_on_schedule, on_schedule, unfit_terms};
use crate::home::{HomeOutcome, Unwalked, put};
use crate::known::{Known, look, sum};
use crate::ownership;
use crate::requirement::requirements;
use crate::situation::Situation;
use crate::stream::{Item, Once, Purpose, Streams};

/// The debts beside it: as contracted, or the other debts by agreement.
pub(super) const DEBTS: &[DebtChoice] =
    &[DebtChoice::AsContracted, DebtChoice::VoluntaryArrangement, DebtChoice::SpecialConciliation];

/// The contract's payments, each loan to the month in which it is repaid.
fn to_the_yen(s: &Situation<'_>) -> Known<Streams> {
    let streams = as_contracted_streams(&mut Cx::new(&mut Bare), s, None, s.home_loans())?;
    Ok(streams.into_iter().map(|stream| on_schedule(s, stream)).collect())
}

/// All instalments of a month together.
fn monthly<T: Trace>(cx: &mut Cx<'_, T>, streams: &Known<Streams>) -> Known<Yen> {
    cx.figure("home_monthly", &HOME_MONTHLY, |cx| {
        let streams = look(streams)?;
        for stream in streams {
            cx.given("instalment", &stream.amount);
        }
        Ok(streams.iter().map(|stream| stream.amount).sum())
    })
}

/// Open when the benefit of time is not lost and arrears can be paid at once.
pub(super) fn evaluate<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, outcomes: &mut Vec<HomeOutcome>) {
    let (home, _) = ownership::has_home::<T>(s);
    let arrears: Known<Yen> = cx.figure("arrears", &ARREARS, |cx| {
        sum(s.home_loans().map(|debt| {
            let owed = debt.owed.clone()?;
            crate::situation::uses_owed(cx, "arrears", s.house, debt.id, &owed.arrears());
            Ok(owed.arrears())
        }))
    });
    let mut requirements = requirements![T;
        home,
        ownership::has_home_loan::<T>(s),
        ownership::benefit_of_time::<T>(s),
        ownership::arrears_payable::<T>(s, &arrears),
    ];
    requirements.add::<T>(ownership::attachments_wait::<T>(s));
    let streams = as_contracted_streams(cx, s, None, s.home_loans());
    let monthly = T::WORDS.then(|| monthly(cx, &streams));
    let (streams, unwalked) = if T::FIGURES {
        (to_the_yen(s), None)
    } else {
        let least = streams.iter().flatten().map(|stream| least_on_schedule(s, stream)).collect();
        (streams, Some(Unwalked { walk: to_the_yen, least }))
    };
    let outcome = put(outcomes, HomeOutcome::kept(cx, "", requirements, streams));
    outcome.unwalked = unwalked;
    outcome.once_known = look(&arrears).map(|_| ());
    if let Ok(amount) = arrears {
        if T::WORDS {
            outcome.words.details.push(("arrears", Shown::Yen(amount)));
        }
        if !amount.is_zero() {
            outcome.once.push(Once { item: Item::general(Purpose::Arrears), month: 1, amount, received: false });
            // What is not at hand comes from the relatives, as far as they can give.
            let gap = amount.excess_over(s.cash.clone().unwrap_or(Yen::ZERO)).min(s.lump_sum);
            if !gap.is_zero() {
                let item = Item::general(Purpose::FromRelatives);
                outcome.once.push(Once { item, month: 1, amount: gap, received: true });
            }
        }
    }
    outcome.once.extend(ownership::fee_arrears(s));
    if let Some(monthly) = monthly {
        crate::figures::detail(&mut outcome.words.details, "home_monthly", &monthly);
        outcome.words.risks.extend(s.home_loans().filter_map(|debt| unfit_terms(s, debt, &debt.owed)));
        outcome.words.papers.push("household-statement");
    }
}
