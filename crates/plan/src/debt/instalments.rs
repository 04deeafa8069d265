//! `instalments`: 残債の分割返済 – what a sale left is paid off in small instalments by agreement.

use case::ClaimId;
use law::money::apportion;
use law::trace::Show;
use law::verdict::{Verdict, Whose};
use law::{Balance, Cx, Trace, Yen, message};
use smallvec::SmallVec;

use crate::debt::{Beside, DebtOutcome, Remaining, as_contracted_streams};
use crate::figures::INSTALMENT;
use crate::home::HomeChoice;
use crate::known::{Known, both, look};
use crate::requirement::{requirement, requirements};
use crate::situation::Situation;
use crate::stream::{Item, Purpose, Stream, Streams, least_left};

/// Open when something is left and the creditor agrees.
pub(super) fn evaluate<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    _choice: HomeChoice,
    beside: &Beside<'_, '_>,
) -> DebtOutcome {
    let home = beside.home;
    let residual = beside.residual();
    let residual_now = residual.clone().unwrap_or(Yen::ZERO);
    let to_agree = match &residual {
        Ok(residual) => Verdict::when(!residual.is_zero()),
        Err(lacking) => Verdict::Unknown(lacking.0.clone()),
    };
    let requirements = requirements![T;
        requirement!(T; "something-left", &[], to_agree),
        requirement!(T; "creditors-agree", &[], Verdict::LeftTo(Whose::Creditor), residual = residual_now),
    ];
    if beside.settled_by::<T>(&requirements) {
        return DebtOutcome::closed(cx, requirements);
    }
    if beside.is_short::<T>(s) && residual.is_ok() && beside.are_others_known(s) {
        return DebtOutcome::short(cx, requirements);
    }
    let fresh;
    let others = if T::FIGURES {
        fresh = beside.others().and_then(|others| as_contracted_streams(cx, s, Some(beside.home), others));
        look(&fresh).map(Vec::as_slice)
    } else {
        look(beside.contracted()).map(|others| others.streams)
    };
    let start = home.moved_from.unwrap_or(1);
    let monthly: Known<Yen> = cx.figure("instalment", &INSTALMENT, |cx| {
        let as_of = s.house.as_of;
        let (least, most) =
            (s.practice.instalment_least.read(cx, as_of)?, s.practice.instalment_most.read(cx, as_of)?);
        let (residual, others) = both(residual.clone(), others.clone())?;
        cx.uses("residual", "residual", &residual);
        // What the household can spare after rent and the other debts, within the usual range.
        let spare = spare(beside, others)?.surplus();
        cx.given("spare", &spare);
        Ok(spare.max(least).min(most).min(residual))
    });
    let own: Known<Streams> = monthly.clone().and_then(|monthly| Ok(work_off(look(beside.rest())?, monthly, start)));
    // Shares of whole yen end some months apart.
    let months: u64 = own.iter().flatten().map(|stream| u64::from(stream.months)).max().unwrap_or(0);
    let payments = both(others, own);
    if let (false, Ok((others, own))) = (T::FIGURES, &payments) {
        return DebtOutcome::leaving(cx, requirements, beside.left([others, own.as_slice(), &[]]));
    }
    let mut outcome = DebtOutcome::new(cx, requirements, payments.map(|(others, own)| [others, own.as_slice()].concat()));
    if !T::FIGURES {
        return outcome;
    }
    outcome.figures.catch_up(beside.others());
    outcome.figures.not_as_contracted = beside.residual_claims::<T>();
    if !T::WORDS {
        return outcome;
    }
    if let (Ok(monthly), Ok(residual)) = (&monthly, &residual)
        && !monthly.is_zero()
    {
        outcome.words.details.push(("instalment", monthly.show()));
        let months = cx.figure("instalment_months", &crate::figures::INSTALMENT_MONTHS, |cx| {
            cx.uses("residual", "residual", residual);
            cx.uses("instalment", "instalment", monthly);
            months
        });
        outcome.words.details.push(("instalment_months", months.show()));
        let (age, long) =
            (s.practice.reckoned_age.value(s.house.as_of), s.practice.long_instalments.value(s.house.as_of));
        if let Ok(age) = age
            && outlives(s, start, months, age)
        {
            outcome.words.risks.push(message!("risk.instalments-never", years = months.div_ceil(12), age = age));
        } else if long.is_ok_and(|long| months > u64::from(long)) {
            outcome.words.risks.push(message!("risk.instalments-long", years = months.div_ceil(12)));
        }
    }
    let (least, most) = (&s.practice.instalment_least, &s.practice.instalment_most);
    if let (Ok(least), Ok(most)) = (least.value(s.house.as_of), most.value(s.house.as_of)) {
        outcome.words.risks.push(message!("risk.instalment-range", least = least, most = most));
    }
    outcome.words.risks.push(message!("risk.servicer-licence"));
    outcome.words.risks.push(message!("risk.acknowledgment"));
    outcome.words.risks.push(message!("risk.late-charge-first"));
    super::settlement::default_of_instalments(cx, s, &mut outcome);
    super::settlement::who_may_negotiate(cx, s, beside.residual_amounts(), &mut outcome);
    outcome.words.papers.extend(["living-report", "settlement-agreement"]);
    outcome
}

/// Is the debtor past this age before so many instalments from `start` on are paid?
fn outlives(s: &Situation<'_>, start: u32, months: u64, age: u32) -> bool {
    let Some(born) = s.house.person(s.house.debtor).born else { return false };
    let of = |day: law::Date| u64::from(day.year().unsigned_abs()) * 12 + u64::from(day.month().unsigned_abs());
    of(s.house.as_of) + u64::from(start) + months > of(born) + 12 * u64::from(age)
}

fn spare(beside: &Beside<'_, '_>, others: &[Stream]) -> Known<Balance> {
    let rent = beside.rent.clone()?;
    let living = look(&beside.living)?;
    // Only the time after the move counts: that is when the instalments run.
    let after = crate::stream::Living { moved_from: None, cost: living.cost_moved, ..*living };
    Ok(least_left(&[others, rent.as_slice()], &after))
}

/// What a month pays, shared among the claims that are left by what is owed on each; on the whole where a share would be
/// nothing.
fn work_off(rest: &[Remaining<'_>], monthly: Yen, start: u32) -> Streams {
    let left: SmallVec<[(ClaimId, Yen); 2]> = rest
        .iter()
        .filter(|rest| rest.residual && !rest.amount.is_zero())
        .map(|rest| (rest.debt.id, rest.amount))
        .collect();
    let amounts: SmallVec<[Yen; 2]> = left.iter().map(|(_, amount)| *amount).collect();
    let shares = apportion(monthly, &amounts);
    if shares.iter().any(|share| share.is_zero()) {
        let whole = paid_off(Item::general(Purpose::Residual), amounts.into_iter().sum(), monthly, start);
        return whole.into_iter().collect();
    }
    let claims = left.into_iter().zip(shares);
    claims
        .filter_map(|((claim, amount), share)| paid_off(Item::on(Purpose::Residual, claim), amount, share, start))
        .collect()
}

fn paid_off(item: Item, amount: Yen, monthly: Yen, start: u32) -> Option<Stream> {
    if amount.is_zero() || monthly.is_zero() {
        return None;
    }
    let months = amount.0.div_ceil(monthly.0);
    let last = amount.excess_over(monthly.times(months - 1));
    let months = u32::try_from(months).unwrap_or(u32::MAX);
    Some(Stream { item, from: start, months, amount: monthly, last })
}
