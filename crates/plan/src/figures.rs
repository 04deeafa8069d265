//! Figures that several choices share, and the rules by which they are worked out.

use case::ClaimId;
use law::loan::{Fit, LevelLoan, Months, Schedule, fit, least_instalments};
use law::message::Message;
use law::provision::{BANKRUPTCY, BUILDING_UNIT_OWNERSHIP, CIVIL_REHABILITATION};
use law::trace::{Show, Shown};
use law::verdict::Verdict;
use law::{Cx, Trace, Yen, message};

use crate::debt::{Beside, Claims, DebtOutcome, Remaining};
use crate::debts::{Class, Debt, Owed, rate};
use crate::formula::formulas;
use crate::known::{Known, known, look};
use crate::requirement::Requirements;
use crate::situation::Situation;
use crate::stream::{Item, Purpose, Stream, Streams};

formulas! {
    ARREARS = "home.arrears", "住宅ローンの延滞額", "arrears of the home loan", Law, [];
    HOME_MONTHLY = "home.monthly", "毎月の住宅ローン返済額", "home loan per month", Law, [];
    ACCRUED = "home.accrued", "認可確定までの利息・遅延損害金", "interest and late charges until finality", Law, [];
    MONTHLY = "route.monthly", "いちばん重い時期の毎月の支払", "per month in the heaviest phase", Law, [];
    LEFT_OVER = "route.left-over", "支払後に家計に残る額（最も苦しい月）", "left over in the tightest month", Law, [];
    TOTAL = "route.total", "支払総額", "paid in all", Law, [];
    CASH_NOW = "route.cash-now", "はじめに要る現金", "cash needed at the start", Law, [];
    DEBT_LEFT = "route.debt-left", "最後に残る債務", "debt left at the end", Law, [];
    RECORD_UNTIL = "route.record-until", "信用情報の登録が消える時期の目安", "when the credit records are clear again", Practice, [];
    CUT = "route.cut", "支払わずに済む額（減額・免責）", "never paid: cut or discharged", Law, [CIVIL_REHABILITATION "232/2", BANKRUPTCY "253/1"];
    MONTHS = "route.months", "支払が続く月数", "months of payments", Law, [];
    ARREARS_BUCKET = "home.arrears-in-plan", "再生計画の期間内に払う延滞分", "arrears paid within the plan", Law, [];
    EXTENDED_UNTIL = "home.extended-until", "延長後の最終弁済期", "last due date after the extension", Law, [];
}

/// The payments of a claim as contracted. A claim that is due in full is due now; one whose term was not said is
/// paid until it is worked off at its rate. What a sale has `paid` on it is not paid again.
pub(crate) fn contracted<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    debt: &Debt,
    paid: Yen,
) -> Known<Option<Stream>> {
    let owed = look(&debt.owed)?.total().excess_over(paid);
    if owed.is_zero() {
        return Ok(None);
    }
    let item = Item::on(Purpose::Claim, debt.id);
    if debt.class == Class::Priority && debt.monthly.is_err() {
        // Taxes without an agreed instalment: the postponement that tax offices usually grant.
        let months = s.practice.priority_months.read(cx, s.house.as_of)?;
        return Ok(Stream::sharing(item, 1, months, owed));
    }
    if debt.class == Class::Fine && debt.monthly.is_err() {
        // A fine is due in one sum.
        return Ok(Stream::sharing(item, 1, 1, owed));
    }
    let monthly = debt.monthly.clone()?;
    if debt.accelerated_on.is_some() {
        return Ok(Stream::sharing(item, 1, 1, owed));
    }
    if debt.class == Class::Support && debt.months_left.is_err() {
        return Ok(Stream::level(item, 1, s.house.wishes.horizon_months, monthly));
    }
    let stream = Stream::level(item, 1, debt.months_to_pay.clone()?, monthly);
    Ok(stream.and_then(|stream| stream.without(paid)))
}

/// The same by the loan's own schedule: the instalments until they have repaid the principal, the last one what is left then.
/// As it is where the rate is not known, and where all is due.
pub(crate) fn on_schedule(s: &Situation<'_>, stream: Stream) -> Stream {
    let debt = stream.item.claim().map(|claim| &s.debts[claim.0]).filter(|debt| debt.accelerated_on.is_none());
    let last = debt.and_then(|debt| debt.last(claim_of(s, debt.id)));
    last.map_or(stream, |last| Stream { months: last.number, last: last.payment(), ..stream })
}

/// How many months they last at the least, before anybody walks to the last one.
pub(crate) fn least_on_schedule(s: &Situation<'_>, stream: &Stream) -> u32 {
    let original = stream.item.claim().and_then(|claim| s.debts[claim.0].original.as_ref().ok());
    original.map_or(1, |owed| least_instalments(owed.principal, stream.amount, stream.months))
}

/// Payments that end with the loan: the last one clears it.
pub(crate) fn repaying(loan: LevelLoan, stream: Stream) -> Stream {
    let last = Schedule::with_payment(loan, stream.amount).last().filter(|_| !loan.principal.is_zero());
    last.map_or(stream, |last| Stream { months: last.number, last: last.payment(), ..stream })
}

/// Told where the instalments of a file do not repay what is `owed` by the last due date, or long before it.
pub(crate) fn unfit_terms(s: &Situation<'_>, debt: &Debt, owed: &Known<Owed>) -> Option<Message> {
    let facts = claim_of(s, debt.id);
    let (Ok(owed), Ok(monthly), Ok(rate)) = (owed, &debt.monthly, rate(facts, debt.id)) else { return None };
    let months = Months::new(*debt.months_left.as_ref().ok()?).filter(|_| !owed.principal.is_zero())?;
    let (claim, payment) = (facts.id.clone(), *monthly);
    match fit(LevelLoan { principal: owed.principal, rate, months }, payment) {
        Fit::Repays => None,
        Fit::LeavesARest(rest) if facts.bonus_payment.is_none() && facts.monthly_payment.is_some() => {
            Some(message!("risk.bonus-unsaid", claim = claim, payment = payment, rest = rest))
        }
        Fit::LeavesARest(rest) => {
            Some(message!("risk.instalments-leave-a-rest", claim = claim, payment = payment, rest = rest))
        }
        Fit::EndsEarly(early) => {
            Some(message!("risk.instalments-end-early", claim = claim, payment = payment, early = early))
        }
    }
}

/// Maintenance that falls due from month to month: only what is in arrears is a rehabilitation claim, the rest is paid
/// beside any plan, whether or not anything is in arrears. Instalments that end when they have worked off what is owed are
/// no such thing: they are arrears that are paid off.
pub(crate) fn running_support<'s>(s: &'s Situation<'_>) -> impl Iterator<Item = Stream> + 's {
    let own = s.debts.iter().filter(|debt| debt.own && debt.class == Class::Support);
    own.filter_map(|debt| {
        let monthly = debt.monthly.clone().ok()?;
        let months = match &debt.months_left {
            Ok(months) => *months,
            Err(_) => s.house.wishes.horizon_months,
        };
        let owed = debt.owed.as_ref().map_or(Yen::ZERO, Owed::total);
        let outlasts = monthly.times(u64::from(months.saturating_sub(1))) > owed;
        Stream::level(Item::on(Purpose::Claim, debt.id), 1, months, monthly).filter(|_| outlasts)
    })
}

/// Notes a figure among the details when it is known.
pub(crate) fn detail<V: Show>(details: &mut Vec<(&'static str, Shown)>, name: &'static str, value: &Known<V>) {
    if let Ok(value) = value {
        details.push((name, value.show()));
    }
}

/// The name of a figure of one claim, where somebody listens.
pub(crate) fn name_of_claim<T: Trace>(s: &Situation<'_>, figure: &str, id: ClaimId) -> String {
    if T::ON { format!("{figure}[{}]", claim_of(s, id).id) } else { String::new() }
}

/// The last of the days until which each loan is extended, which have figures of their own.
pub(crate) fn extended_until<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    days: &[(ClaimId, law::Date)],
) -> Option<law::Date> {
    cx.figure("extended_until", &EXTENDED_UNTIL, |cx| {
        for (claim, day) in days {
            cx.uses("extended_until", &name_of_claim::<T>(s, "extended_until", *claim), day);
        }
        days.iter().map(|(_, day)| *day).max()
    })
}

/// The facts of a claim.
pub(crate) fn claim_of<'h>(s: &Situation<'h>, id: ClaimId) -> &'h case::Claim {
    &s.house.claims.as_ref().expect("an id names an entry")[id.0]
}

/// The contract's last due date.
pub(crate) fn last_due(s: &Situation<'_>, id: ClaimId) -> Known<law::Date> {
    known(claim_of(s, id).last_due_on, case::Household::claim_fact(id, "last_due_on"))
}

formulas! {
    INSTALMENT = "route.instalment", "残債の毎月の返済額", "instalment on the remaining debt", Practice, [];
    OFFER_FIRST = "route.offer-first", "一括和解：最初の提示額", "settlement: first offer", Practice, [];
    OFFER_MOST = "route.offer-most", "一括和解：提示の上限", "settlement: where to stop", Practice, [];
    SURVIVING = "route.surviving", "免責されない債務", "debts that survive the discharge", Law, [BANKRUPTCY "253/1"];
    PROCEDURE_COST = "route.procedure-cost", "手続の費用（裁判所等）", "cost of the procedure", Law, [];
    ATTORNEY_FEE = "route.attorney-fee", "弁護士費用の目安", "attorney's fee", Practice, [];
    PROCEDURE = "route.procedure", "同時廃止か管財か", "simultaneous discontinuance or trustee", Practice, [];
    RIGHTS_RESTORED = "route.rights-restored", "免責が確定し復権する時期の目安", "discharge final and rights restored, roughly", Practice, [BANKRUPTCY "252/7", BANKRUPTCY "255/1/1"];
    GIVEN_UP = "route.property-given-up", "破産で手放す財産", "property given up in a bankruptcy", Practice, [BANKRUPTCY "34/1"];
    INSTALMENT_MONTHS = "route.instalment-months", "残債を払い終えるまでの月数", "months until the remaining debt is paid", Practice, [];
    ARRANGEMENT_MONTHS = "route.arrangement-months", "分割の回数", "number of instalments", Practice, [];
    FEES_LEFT = "route.fees-left", "競売の後に残る管理費の滞納", "management fees in arrears that an auction leaves", Law, [BUILDING_UNIT_OWNERSHIP "7", BUILDING_UNIT_OWNERSHIP "8"];
    RESIDUAL_RANGE = "route.residual-range", "売れた値段によって残る債務", "what is left owed at another price", Practice, [];
    ARRANGED = "route.arranged", "和解の対象となる額", "total to be arranged", Law, [];
}

/// An arrangement in equal instalments without future interest.
#[derive(Clone, Debug)]
pub(crate) struct Arrangement {
    /// The instalments, and what goes on beside them.
    pub(crate) streams: Streams,
    /// How many creditors take part.
    pub(crate) creditors: u32,
    /// What is arranged.
    pub(crate) total: Yen,
    /// In how many instalments.
    months: u32,
    claims: Claims,
}

/// Puts every claim but taxes and maintenance into instalments; those go on as they are.
pub(crate) fn arrangement<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    beside: &Beside<'_, '_>,
    months: u32,
) -> Known<Arrangement> {
    let rest = look(beside.rest())?;
    let arranged = || rest.iter().filter(|rest| takes_part(rest));
    let total = cx.figure("arranged", &ARRANGED, |cx| {
        for rest in arranged() {
            crate::situation::uses_owed(cx, "owed", s.house, rest.debt.id, &rest.amount);
        }
        arranged().map(|rest| rest.amount).sum::<Yen>()
    });
    Ok(Arrangement {
        streams: arranged_streams(cx, s, beside, months)?,
        creditors: arranged().count() as u32,
        total,
        months,
        claims: if T::WORDS { arranged().map(|rest| rest.debt.id).collect() } else { Claims::new() },
    })
}

/// The instalments of an arrangement, and what goes on beside them.
pub(crate) fn arranged_streams<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    beside: &Beside<'_, '_>,
    months: u32,
) -> Known<Streams> {
    let rest = look(beside.rest())?;
    let from = beside.home.moved_from.unwrap_or(1);
    let mut streams = Streams::with_capacity(rest.len());
    for rest in rest.iter().filter(|rest| takes_part(rest)) {
        let item = Item::on(Purpose::Arrangement, rest.debt.id);
        let Some(stream) = Stream::sharing(item, if rest.residual { from } else { 1 }, months, rest.amount) else {
            continue;
        };
        match streams.iter_mut().find(|sum| !T::FIGURES && sum.from == stream.from) {
            // Where nobody asks on which claim it is paid one sum will do.
            Some(sum) => sum.add(stream),
            None => streams.push(stream),
        }
    }
    for rest in rest.iter().filter(|rest| !takes_part(rest)) {
        if let Some(stream) = contracted(cx, s, rest.debt, beside.home.paid_on_attached(rest.debt.id))? {
            streams.push(stream);
        }
    }
    Ok(streams)
}

/// Taxes, fines and maintenance go on as they are.
fn takes_part(rest: &Remaining<'_>) -> bool {
    rest.debt.class.is_negotiable() && rest.debt.class != Class::Support
}

/// What each claim of an arrangement amounts to; none while they are unknown.
pub(crate) fn arranged_amounts(beside: &Beside<'_, '_>) -> impl Iterator<Item = Yen> + Clone {
    beside.rest().iter().flatten().filter(|rest| takes_part(rest)).map(|rest| rest.amount)
}

/// Are the payments of an arrangement known?
pub(crate) fn are_arranged_known(s: &Situation<'_>, beside: &Beside<'_, '_>) -> bool {
    let goes_on = |rest: &&Remaining<'_>| !takes_part(rest);
    look(beside.rest()).is_ok_and(|rest| {
        crate::debt::are_contracted_known(s, beside.home, rest.iter().filter(goes_on).map(|rest| rest.debt))
    })
}

/// Is there anything to arrange? Taxes and fines are no matter of agreement.
pub(crate) fn something_to_arrange(beside: &Beside<'_, '_>) -> Verdict {
    match beside.rest() {
        Ok(rest) => Verdict::when(rest.iter().any(|rest| rest.debt.class.is_negotiable())),
        Err(lacking) => Verdict::Unknown(lacking.0.clone()),
    }
}

/// What an arrangement comes to where nobody asks for figures.
pub(crate) fn arranged_alone<T: Trace>(
    cx: &Cx<'_, T>,
    beside: &Beside<'_, '_>,
    months: u32,
    requirements: Requirements,
) -> DebtOutcome {
    beside.with_arrangement(months, |plan| match plan {
        Ok(plan) => DebtOutcome::leaving(cx, requirements, beside.left_of(plan)),
        Err(lacking) => DebtOutcome::new(cx, requirements, Err(lacking.clone())),
    })
}

/// What an arrangement comes to, and with how many creditors it is made.
pub(crate) fn arranged<T: Trace>(
    cx: &mut Cx<'_, T>,
    plan: Known<Arrangement>,
    requirements: Requirements,
) -> (DebtOutcome, u32) {
    let plan = match plan {
        Ok(plan) => plan,
        Err(lacking) => {
            let mut outcome = DebtOutcome::new(cx, requirements, Err(lacking.clone()));
            // Neither is known with how many creditors it is made, nor so what that costs.
            outcome.figures.costs = Err(lacking);
            return (outcome, 0);
        }
    };
    let mut outcome = DebtOutcome::new(cx, requirements, Ok(plan.streams));
    if T::WORDS {
        outcome.words.details.push(("arranged", plan.total.show()));
        let months = cx.figure("arrangement_months", &ARRANGEMENT_MONTHS, |cx| {
            cx.uses("arranged", "arranged", &plan.total);
            cx.given("creditors", &plan.creditors);
            plan.months
        });
        outcome.words.details.push(("arrangement_months", months.show()));
        outcome.figures.not_as_contracted = plan.claims;
    }
    (outcome, plan.creditors)
}
