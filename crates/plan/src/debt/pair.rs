//! Paired loans inside a rehabilitation plan: what the debtor guarantees of the other's loan (民事再生法86条2項, 破産法105条).
//!
//! Whether the guarantee counts beside the clause no article settles. Practice is told in both ways: where both file it may be
//! treated as a claim of the home loan (houtori.com, 連帯保証人と住宅資金特別条項); one who guarantees and files lists it like any
//! other debt, and the plan provides that nothing is paid on it while the other pays (eagle-law.jp, 住宅ローンの連帯保証債務). A
//! switch chooses, and the other reading is shown beside it.

use law::params::civil_rehabilitation::{CLAIMS_CAP, VOTE_SHARE};
use law::provision::{BANKRUPTCY, CIVIL_REHABILITATION, Provision};
use law::trace::{Show, Shown};
use law::{Cx, Trace, Yen, message};

use crate::debt::rehabilitation::{self, Kind, ReadAs};
use crate::debt::{Beside, DebtOutcome, Memory, Remaining, Rests};
use crate::debts::Debt;
use crate::figures::claim_of;
use crate::formula::formulas;
use crate::known::{Known, all, known, look};
use crate::sale;
use crate::situation::{Situation, uses_owed};
use crate::switch::PairGuarantee;

static GUARANTEE: &[Provision] = &[Provision::new(CIVIL_REHABILITATION, "86/2"), Provision::new(BANKRUPTCY, "105")];

formulas! {
    PAIR_GUARANTEE = "route.pair-guarantee", "相手方の住宅ローンの保証債務", "guarantee of the other's home loan", Law, [CIVIL_REHABILITATION "86/2", BANKRUPTCY "105"];
    CLAIMS_OTHERWISE = "route.claims-total-otherwise", "もう一つの読み方による再生債権の総額", "claims by the other reading of the guarantee", Law, [CIVIL_REHABILITATION "221/1"];
    REQUIRED_OTHERWISE = "route.required-total-otherwise", "もう一つの読み方による計画弁済総額", "total of the plan by the other reading of the guarantee", Law, [CIVIL_REHABILITATION "231/2"];
}

/// Does the debtor guarantee this loan on the home that another person owes alone?
fn is_guaranteed(s: &Situation<'_>, debt: &Debt) -> Known<bool> {
    let (claim, debtor) = (claim_of(s, debt.id), s.house.debtor);
    if claim.debtor == debtor || claim.joint_debtors.contains(&debtor) {
        return Ok(false);
    }
    let guarantors = known(claim.guarantors.as_ref(), case::Household::claim_fact(debt.id, "guarantors"))?;
    Ok(guarantors.iter().any(|guarantor| guarantor.person == Some(debtor)))
}

/// What counts of each guarantee where the home is kept; after a sale what is left of the loan counts anyway.
pub(super) fn guarantees<'s>(beside: &Beside<'_, 's>) -> Known<Rests<'s>> {
    if !beside.home.kept || beside.guarantee == PairGuarantee::LikeHomeLoan {
        return Ok(Rests::new());
    }
    let s = beside.s;
    let loans = s.home_loans().map(|debt| Ok((debt, is_guaranteed(s, debt)?)));
    let counted = all(loans)?.into_iter().filter(|(_, guaranteed)| *guaranteed).map(|(debt, _)| {
        let amount = match (beside.guarantee, s.home()?) {
            (PairGuarantee::ShortfallOnly, Some(home)) => sale::shortfall(s, home, debt.id)?,
            _ => look(&debt.owed)?.total(),
        };
        Ok(Remaining { debt, amount, residual: false, guarantee: true })
    });
    Ok(all(counted)?.into_iter().filter(|rest| !rest.amount.is_zero()).collect())
}

/// What the guarantee is, and what the other reading would make of the cap, of the least that the plan pays, and of the vote.
pub(super) fn describe<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    beside: &Beside<'_, '_>,
    (kind, disposable): (Kind, &Known<Option<Yen>>),
    outcome: &mut DebtOutcome,
) {
    let memory = Memory::default();
    let Ok(guaranteed) = guarantees(&beside.read_as(PairGuarantee::OrdinaryClaim, &memory)) else { return };
    let Some(first) = guaranteed.first() else { return };
    let reading = s.practice.pair_guarantee;
    let other = match reading {
        PairGuarantee::LikeHomeLoan => PairGuarantee::OrdinaryClaim,
        PairGuarantee::ShortfallOnly | PairGuarantee::OrdinaryClaim => PairGuarantee::LikeHomeLoan,
    };
    let guarantee: Yen = cx.figure("pair_guarantee", &PAIR_GUARANTEE, |cx| {
        for rest in &guaranteed {
            uses_owed(cx, "owed", s.house, rest.debt.id, &rest.amount);
        }
        guaranteed.iter().map(|rest| rest.amount).sum()
    });
    outcome.words.details.push(("pair_guarantee", guarantee.show()));
    let read = |reading| rehabilitation::read_as(s, beside, reading, disposable);
    let (Ok(this), Ok(that)) = (read(reading), read(other)) else { return };
    let otherwise = cx.figure("claims_total_otherwise", &CLAIMS_OTHERWISE, |cx| {
        cx.uses("claims_total", "claims_total", &this.claims);
        cx.uses("pair_guarantee", "pair_guarantee", &guarantee);
        that.claims
    });
    outcome.words.details.push(("claims_total_otherwise", otherwise.show()));
    let person = s.house.person(claim_of(s, first.debt.id).debtor).id.clone();
    match (this.least, that.least) {
        (Some(least), Some(least_otherwise)) => {
            let shown = cx.figure("required_total_otherwise", &REQUIRED_OTHERWISE, |cx| {
                cx.uses("claims_total_otherwise", "claims_total_otherwise", &otherwise);
                least_otherwise
            });
            outcome.words.details.push(("required_total_otherwise", shown.show()));
            outcome.words.risks.push(message!(
                "risk.pair-guarantee",
                person = person.clone(),
                guarantee = guarantee,
                reading = reading,
                claims = this.claims,
                least = least,
                other = other,
                claims_otherwise = otherwise,
                least_otherwise = least_otherwise,
                article = GUARANTEE
            ));
        }
        // Above the cap there is no plan at all.
        _ => outcome.words.risks.extend(CLAIMS_CAP.on(s.house.petition_on).ok().map(|cap| {
            message!(
                "risk.pair-guarantee-cap",
                person = person.clone(),
                guarantee = guarantee,
                reading = reading,
                claims = this.claims,
                other = other,
                claims_otherwise = otherwise,
                cap = cap.value,
                article = GUARANTEE
            )
        })),
    }
    if reading != PairGuarantee::LikeHomeLoan {
        outcome.words.risks.push(message!("risk.pair-guarantee-waits", person = person));
    }
    if kind == Kind::SmallScale {
        vote(s, first, if reading == PairGuarantee::LikeHomeLoan { &that } else { &this }, outcome);
    }
}

/// Could the bank block the plan alone, where the guarantee counts (230条6項)?
fn vote(s: &Situation<'_>, first: &Remaining<'_>, counted: &ReadAs, outcome: &mut DebtOutcome) {
    let Ok(share) = VOTE_SHARE.on(s.house.petition_on) else { return };
    let name = claim_of(s, first.debt.id).creditor.as_ref().map_or("", |creditor| creditor.name.as_str());
    let of = |name: &str| counted.voting.iter().filter(|(of, _)| of == name).map(|(_, amount)| *amount).sum::<Yen>();
    let all: Yen = counted.voting.iter().map(|(_, amount)| *amount).sum();
    let amount = of(name);
    if !name.is_empty() && amount > share.value.of_floor(all) {
        let creditor = Shown::Text(name.to_string());
        outcome.words.risks.push(message!("risk.pair-guarantee-vote", creditor = creditor, amount = amount, all = all));
    }
}
