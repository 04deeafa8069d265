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
    /// What of it is left when the debtor has kept a court's plan.
    pub left: Option<Yen>,
    /// The same in a sentence.
    pub said: Message,
}

static GUARANTEE: &[Provision] = &[Provision::new(CIVIL_CODE, "446/1"), Provision::new(CIVIL_CODE, "436")];
static BESIDE_PLAN: &[Provision] = &[Provision::new(CIVIL_REHABILITATION, "177/2")];
static BESIDE_DISCHARGE: &[Provision] = &[Provision::new(BANKRUPTCY, "253/2")];
static CLAUSE: &[Provision] = &[Provision::new(CIVIL_REHABILITATION, "203/1")];

formulas! {
    CALLED_ON = "route.called-on", "保証人・連帯債務者が請求される額", "asked of guarantors and joint debtors", Law, [CIVIL_CODE "446/1", CIVIL_CODE "436"];
    CALLED_ON_BESIDE_PLAN = "route.called-on-beside-plan", "再生計画の減額が及ばない保証人・連帯債務者が請求される額", "asked of guarantors and joint debtors, whom no plan helps", Law, [CIVIL_REHABILITATION "177/2"];
    CALLED_ON_AFTER_DISCHARGE = "route.called-on-after-discharge", "免責が及ばない保証人・連帯債務者が請求される額", "asked of guarantors and joint debtors, whom no discharge helps", Law, [BANKRUPTCY "253/2"];
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
        let left = matches!(debt, DebtChoice::SmallScale | DebtChoice::Salaried).then(|| {
            let paid = paid_by_plan(*claim, streams, once);
            cx.figure(&name_of_claim::<T>(s, "left_after_plan", *claim), &LEFT_AFTER_PLAN, |cx| {
                cx.uses("called_on", &name_of_claim::<T>(s, "called_on", *claim), &amount);
                cx.given("plan", &paid);
                amount.excess_over(paid)
            })
        });
        let id = claim_of(s, *claim).id.clone();
        let said = match (debt, left) {
            (DebtChoice::Bankruptcy, _) => {
                message!("liable.faces-discharge", claim = id, amount = amount, article = BESIDE_DISCHARGE)
            }
            (_, Some(left)) => {
                message!("liable.faces-plan", claim = id, amount = amount, left = left, article = BESIDE_PLAN)
            }
            _ => message!("liable.faces", claim = id, amount = amount, article = GUARANTEE),
        };
        Some(Faced { claim: *claim, amount: Some(amount), left, said })
    });
    faced.collect()
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
