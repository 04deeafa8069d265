//! `settlement`: 一括和解 – a part paid at once, the rest released.

use law::acts::attorney::{Actor, may_negotiate};
use law::provision::{CIVIL_EXECUTION, Provision};
use law::trace::Show;
use law::verdict::{FactName, Verdict, Whose};
use law::{Cx, Trace, Yen, message};

use crate::debt::{Beside, DebtOutcome, as_contracted_streams, others_alone};
use crate::figures::{OFFER_FIRST, OFFER_MOST};
use crate::home::HomeChoice;
use crate::known::{Known, unknown};
use crate::requirement::{requirement, requirements};
use crate::situation::Situation;
use crate::stream::{Item, Once, Purpose};

/// What relatives could give once.
const LUMP_SUM: FactName = FactName::of("wishes", "lump_sum_available");

static DEED: Provision = Provision::new(CIVIL_EXECUTION, "22//5");

/// Open when a lump sum can be offered and the creditor agrees; public lenders do not cut claims.
pub(super) fn evaluate<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    _choice: HomeChoice,
    beside: &Beside<'_, '_>,
) -> DebtOutcome {
    let as_of = s.house.as_of;
    let residual = beside.residual();
    let residual_now = residual.clone().unwrap_or(Yen::ZERO);
    let offer = |share: law::Share, residual: Yen| share.of_floor(residual);
    let first: Known<Yen> = cx.figure("offer_first", &OFFER_FIRST, |cx| {
        let residual = residual.clone()?;
        cx.uses("residual", "residual", &residual);
        Ok(offer(s.practice.settlement_first.read(cx, as_of)?, residual))
    });
    let sum_stated = s.house.wishes.lump_sum_available.is_some();
    let enough = match (&residual, &first) {
        (Ok(_), Ok(_)) if !sum_stated => unknown::<T>(|| vec![LUMP_SUM]),
        (Ok(_), Ok(first)) => Verdict::when(s.lump_sum >= *first && !s.lump_sum.is_zero()),
        (Err(lacking), _) | (_, Err(lacking)) => unknown::<T>(|| lacking.0.clone()),
    };
    let first_now = first.clone().unwrap_or(Yen::ZERO);
    let public = match beside.rest() {
        Ok(rest) => {
            let residuals = || rest.iter().filter(|rest| rest.residual).map(|rest| rest.debt);
            let unsaid = || residuals().filter(|debt| debt.holder.is_none());
            let facts = || unsaid().map(|debt| FactName::at("claim", debt.id.0, "creditor")).collect();
            match residuals().any(Situation::is_public) {
                true => Verdict::NotMet,
                false if unsaid().next().is_none() => Verdict::Met,
                false => unknown::<T>(facts),
            }
        }
        Err(lacking) => unknown::<T>(|| lacking.0.clone()),
    };
    let to_agree = match &residual {
        Ok(residual) => Verdict::when(!residual.is_zero()),
        Err(lacking) => unknown::<T>(|| lacking.0.clone()),
    };
    let requirements = requirements![T;
        requirement!(T; "something-left", &[], to_agree),
        requirement!(T; "lump-sum", &[], enough, first = first_now, lump = s.lump_sum, gap = first_now.excess_over(s.lump_sum)),
        requirement!(T; "creditor-cuts", &[], public),
        requirement!(T; "creditors-agree", &[], Verdict::LeftTo(Whose::Creditor), residual = residual_now),
    ];
    if beside.settled_by::<T>(&requirements) {
        return DebtOutcome::closed(cx, requirements);
    }
    if beside.is_short::<T>(s) && residual.is_ok() && beside.are_others_known(s) {
        return DebtOutcome::short(cx, requirements);
    }
    if !T::FIGURES {
        return others_alone(cx, beside, requirements);
    }
    // Where to stop: the usual upper end, and never more than relatives can give.
    let most: Known<Yen> = cx.figure("offer_most", &OFFER_MOST, |cx| {
        let residual = residual.clone()?;
        cx.uses("residual", "residual", &residual);
        let rough = s.house.wishes.lump_sum_available.is_some_and(|sum| sum.rough);
        cx.fact("lump_sum_available", &s.lump_sum, rough, || LUMP_SUM.to_string());
        Ok(offer(s.practice.settlement_most.read(cx, as_of)?, residual).min(s.lump_sum))
    });
    let streams = beside.others().and_then(|others| as_contracted_streams(cx, s, Some(beside.home), others));
    let mut outcome = DebtOutcome::new(cx, requirements, streams);
    let month = beside.home.moved_from.unwrap_or(1);
    if let (Ok(first), Ok(most)) = (&first, &most) {
        if T::WORDS {
            outcome.words.details.push(("offer_first", first.show()));
            outcome.words.details.push(("offer_most", most.show()));
        }
        if !most.is_zero() {
            let pay = |received| Once { item: Item::general(Purpose::Settlement), month, amount: *most, received };
            outcome.figures.once.push(pay(false));
            outcome.figures.once.push(Once { item: Item::general(Purpose::FromRelatives), ..pay(true) });
        }
        outcome.figures.cut = Ok(residual_now.excess_over(*most));
    }
    outcome.figures.catch_up(beside.others());
    outcome.figures.not_as_contracted = beside.residual_claims::<T>();
    if !T::WORDS {
        return outcome;
    }
    if let (Ok(first), Ok(most)) = (first, most) {
        outcome.words.risks.push(message!("risk.settlement-offers", first = first, most = most));
    }
    outcome.words.risks.push(message!("risk.settlement-terms"));
    outcome.words.risks.push(message!("risk.servicer-licence"));
    outcome.words.risks.push(message!("risk.acknowledgment"));
    who_may_negotiate(cx, s, beside.residual_amounts(), &mut outcome);
    outcome.words.papers.extend(["settlement-proposal", "settlement-agreement", "living-report"]);
    outcome
}

/// Says who may talk with the creditors about claims of these sizes: each is looked at by itself (最判平成28年6月27日).
pub(super) fn who_may_negotiate<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    claims: impl Iterator<Item = Yen> + Clone,
    outcome: &mut DebtOutcome,
) {
    let (Some(largest), Some(smallest)) = (claims.clone().max(), claims.min()) else { return };
    let mut ask = |amount| may_negotiate(cx, s.house.as_of, Actor::CertifiedJudicialScrivener, amount);
    let (Ok(all), Ok(any)) = (ask(largest), ask(smallest)) else { return };
    let article = all.citation;
    outcome.words.risks.push(match (all.may, any.may) {
        (true, _) => message!("risk.negotiators-with-scrivener", article = article),
        (false, true) => message!("risk.negotiators-scrivener-for-some", article = article),
        (false, false) => message!("risk.negotiators-attorney-only", article = article),
    });
}

/// What usually happens when instalments are missed, and that an agreement out of court is no title yet.
pub(super) fn default_of_instalments<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, outcome: &mut DebtOutcome) {
    if let Ok(missed) = s.practice.missed_instalments.read(cx, s.house.as_of) {
        outcome.words.risks.push(message!("risk.arrangement-default", missed = missed));
    }
    outcome.words.risks.push(message!("risk.agreement-no-title", article = DEED));
}
