//! What those face who are liable with the debtor, claim by claim.

use case::ClaimId;
use law::message::Message;
use law::provision::{BANKRUPTCY, CIVIL_CODE, CIVIL_REHABILITATION, Provision};
use law::trace::Rule;
use law::{Cx, Trace, Yen, message};

use crate::debt::{Beside, DebtChoice};
use crate::figures::{claim_of, name_of_claim};
use crate::formula::formulas;
use crate::known::Known;
use crate::situation::{Situation, uses_owed};
use crate::stream::{Once, Purpose, Stream};

/// What is asked on one claim of those who are liable with the debtor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faced {
    /// The claim.
    pub claim: ClaimId,
    /// What the route leaves of it: they can be asked for all of it at once. Nothing where the terms go on for them too.
    pub amount: Option<Yen>,
    /// What of it is left when the debtor has kept a court's plan, or an agreement of instalments.
    pub left: Option<Yen>,
    /// The same in a sentence.
    pub said: Message,
}

static GUARANTEE: &[Provision] = &[Provision::new(CIVIL_CODE, "446/1"), Provision::new(CIVIL_CODE, "436")];
static BESIDE_PLAN: &[Provision] = &[Provision::new(CIVIL_REHABILITATION, "177/2")];
static BESIDE_DISCHARGE: &[Provision] = &[Provision::new(BANKRUPTCY, "253/2")];
static BESIDE_INSTALMENTS: &[Provision] =
    &[Provision::new(CIVIL_CODE, "446/1"), Provision::new(CIVIL_CODE, "448/1"), Provision::new(CIVIL_CODE, "441")];
static CLAUSE: &[Provision] = &[Provision::new(CIVIL_REHABILITATION, "203/1")];

formulas! {
    CALLED_ON = "route.called-on", "保証人・連帯債務者が請求される額", "asked of guarantors and joint debtors", Law, [CIVIL_CODE "446/1", CIVIL_CODE "436"];
    CALLED_ON_BESIDE_PLAN = "route.called-on-beside-plan", "再生計画の減額が及ばない保証人・連帯債務者が請求される額", "asked of guarantors and joint debtors, whom no plan helps", Law, [CIVIL_REHABILITATION "177/2"];
    CALLED_ON_AFTER_DISCHARGE = "route.called-on-after-discharge", "免責が及ばない保証人・連帯債務者が請求される額", "asked of guarantors and joint debtors, whom no discharge helps", Law, [BANKRUPTCY "253/2"];
    LEFT_AFTER_INSTALMENTS = "route.left-after-instalments", "分割の合意どおり払われた後に保証人・連帯債務者に残る額", "left to guarantors and joint debtors when the instalments are paid as agreed", Law, [CIVIL_CODE "448/1", CIVIL_CODE "441"];
    LEFT_AFTER_PLAN = "route.left-after-plan", "計画どおり払われた後に保証人・連帯債務者に残る額", "left to guarantors and joint debtors when the plan is kept", Law, [CIVIL_REHABILITATION "177/2"];
}

/// What is asked on each of the claims that are not paid as contracted: what is owed today, less what a sale pays on it.
pub(crate) fn called_on<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    beside: &Beside<'_, '_>,
    debt: DebtChoice,
    claims: &[ClaimId],
    (streams, once): (&[Stream], &[Once]),
) -> Vec<Faced> {
    let rule = match debt {
        DebtChoice::SmallScale | DebtChoice::Salaried => &CALLED_ON_BESIDE_PLAN,
        DebtChoice::Bankruptcy => &CALLED_ON_AFTER_DISCHARGE,
        _ => &CALLED_ON,
    };
    let faced = claims.iter().filter_map(|claim| {
        let amount = left_by_route(cx, s, beside, *claim, rule).ok()?;
        let id = claim_of(s, *claim).id.clone();
        let (left, said) = match debt {
            DebtChoice::SmallScale | DebtChoice::Salaried => {
                let paid = paid_by_plan(*claim, streams, once);
                let left = left_of(cx, s, (*claim, amount), ("left_after_plan", &LEFT_AFTER_PLAN), ("plan", paid));
                let said =
                    message!("liable.faces-plan", claim = id, amount = amount, left = left, article = BESIDE_PLAN);
                (Some(left), said)
            }
            DebtChoice::Bankruptcy => {
                (None, message!("liable.faces-discharge", claim = id, amount = amount, article = BESIDE_DISCHARGE))
            }
            DebtChoice::Settlement => {
                (None, message!("liable.faces-settlement", claim = id, amount = amount, article = BESIDE_INSTALMENTS))
            }
            DebtChoice::Instalments | DebtChoice::VoluntaryArrangement | DebtChoice::SpecialConciliation
                if instalments_on(*claim, streams).next().is_some() =>
            {
                let paid = instalments_on(*claim, streams).map(Stream::total).sum();
                let left = left_of(
                    cx,
                    s,
                    (*claim, amount),
                    ("left_after_instalments", &LEFT_AFTER_INSTALMENTS),
                    ("agreed", paid),
                );
                let monthly: Yen = instalments_on(*claim, streams).map(|stream| stream.amount).sum();
                let months = instalments_on(*claim, streams).map(|stream| stream.months).max().unwrap_or(0);
                let said = message!(
                    "liable.faces-instalments",
                    claim = id,
                    amount = amount,
                    monthly = monthly,
                    months = months,
                    left = left,
                    article = BESIDE_INSTALMENTS
                );
                (Some(left), said)
            }
            _ => (None, message!("liable.faces", claim = id, amount = amount, article = GUARANTEE)),
        };
        Some(Faced { claim: *claim, amount: Some(amount), left, said })
    });
    faced.collect()
}

/// What is left of it when this much is paid, by the name of what pays it.
fn left_of<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    (claim, amount): (ClaimId, Yen),
    (figure, rule): (&'static str, &'static Rule),
    (by, paid): (&'static str, Yen),
) -> Yen {
    cx.figure(&name_of_claim::<T>(s, figure, claim), rule, |cx| {
        cx.uses("called_on", &name_of_claim::<T>(s, "called_on", claim), &amount);
        cx.given(by, &paid);
        amount.excess_over(paid)
    })
}

/// What an agreement pays on a claim month by month.
fn instalments_on(claim: ClaimId, streams: &[Stream]) -> impl Iterator<Item = &Stream> {
    streams.iter().filter(move |stream| {
        matches!(stream.item.purpose, Purpose::Residual | Purpose::Arrangement) && stream.item.claim() == Some(claim)
    })
}

fn left_by_route<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    beside: &Beside<'_, '_>,
    claim: ClaimId,
    rule: &'static Rule,
) -> Known<Yen> {
    cx.figure(&name_of_claim::<T>(s, "called_on", claim), rule, |cx| {
        let owed = s.debts[claim.0].owed.clone()?.total();
        uses_owed(cx, "owed", s.house, claim, &owed);
        let rest = beside.rest().iter().flatten().find(|rest| rest.debt.id == claim);
        let left = rest.map_or(owed, |rest| rest.amount);
        let paid = owed.excess_over(left);
        if !paid.is_zero() {
            cx.given("paid_by_sale", &paid);
        }
        Ok(left)
    })
}

fn paid_by_plan(claim: ClaimId, streams: &[Stream], once: &[Once]) -> Yen {
    let by_rate =
        streams.iter().filter(|stream| stream.item.purpose == Purpose::Plan && stream.item.claim() == Some(claim));
    let at_end = once.iter().filter(|once| once.item.purpose == Purpose::RestAtEnd && once.item.claim() == Some(claim));
    by_rate.map(Stream::total).sum::<Yen>() + at_end.map(|once| once.amount).sum()
}

/// 203条1項: under the clause the new terms of a home loan hold for those who are liable with the debtor too.
pub(crate) fn under_clause<'s>(s: &'s Situation<'_>) -> impl Iterator<Item = Faced> + 's {
    s.home_loans().filter(|debt| s.liable_with(debt) == Ok(true)).map(|debt| {
        let said = message!("liable.faces-clause", claim = claim_of(s, debt.id).id.clone(), article = CLAUSE);
        Faced { claim: debt.id, amount: None, left: None, said }
    })
}

/// What other persons of the household owe alone goes on as contracted beside the debtor's procedure or talks: whose debts
/// they are, and what it takes to include them.
pub(crate) fn debts_of_others(s: &Situation<'_>, debt: DebtChoice, streams: &[Stream]) -> Vec<Message> {
    if debt == DebtChoice::AsContracted {
        return Vec::new();
    }
    let goes_on = |stream: &&Stream| stream.item.purpose == Purpose::Claim;
    let claims = streams.iter().filter(goes_on).filter_map(|stream| stream.item.claim());
    let of_others = claims.filter(|claim| !s.debts[claim.0].own);
    let said = of_others.map(|claim| {
        let facts = claim_of(s, claim);
        let person = s.house.person(facts.debtor);
        let (claim, name) = (facts.id.clone(), person.id.clone());
        if debt.is_court_procedure() && person.files_too == Some(true) {
            message!("risk.other-files-too", claim = claim, person = name)
        } else {
            message!("risk.other-pays-on", claim = claim, person = name)
        }
    });
    said.collect()
}
