//! What an attachment would take and what it would leave: by a creditor with a title, for support, and by the tax office.

mod taxes;

use case::{AssetKind, EventKind, Income, IncomeKind};
use law::acts::bankruptcy::occupation::{Effect, restriction};
use law::acts::civil_execution::{PayPeriod, attachable};
use law::message::Message;
use law::params::civil_execution;
use law::provision::{
    BANKRUPTCY, CIVIL_EXECUTION, CIVIL_REHABILITATION, EMPLOYEES_PENSION, NATIONAL_PENSION, Provision,
};
use law::trace::{Rule, Show};
use law::verdict::FactName;
use law::{Balance, Cx, Date, NotInForce, Trace, Yen, message};

use crate::debt::{Beside, DebtChoice, DebtOutcome};
use crate::debts::{Class, Debt, Owed};
use crate::formula::formulas;
use crate::known::{Known, Lacking, all, both, known};
use crate::situation::Situation;

pub(crate) use taxes::by_tax_office;

formulas! {
    WAGES = "route.attachable", "給与から差し押さえられうる額（毎月）", "attachable of the wages per month", Law, [CIVIL_EXECUTION "152"];
    BONUS = "route.attachable-bonus", "賞与1回から差し押さえられうる額", "attachable of one bonus", Law, [CIVIL_EXECUTION "152"];
    RETIREMENT = "route.attachable-retirement", "退職金から差し押さえられうる額", "attachable of the retirement allowance", Law, [CIVIL_EXECUTION "152/2"];
    MONEY = "route.attachable-money", "現金・預貯金から差し押さえられうる額", "attachable of cash and deposits", Law, [CIVIL_EXECUTION "131//3"];
    LEFT = "route.left-when-attached", "給与を差し押さえられたときに家計に残る額", "left of a month when the wages are attached", Law, [CIVIL_EXECUTION "152"];
    FOR_SUPPORT = "route.attachable-for-support", "養育費などの滞納で給与から差し押さえられうる額（毎月）", "attachable of the wages for support per month", Law, [CIVIL_EXECUTION "152/3"];
    BONUS_FOR_SUPPORT = "route.attachable-bonus-for-support", "養育費などの滞納で賞与1回から差し押さえられうる額", "attachable of one bonus for support", Law, [CIVIL_EXECUTION "152/3"];
    RETIREMENT_FOR_SUPPORT = "route.attachable-retirement-for-support", "養育費などの滞納で退職金から差し押さえられうる額", "attachable of the retirement allowance for support", Law, [CIVIL_EXECUTION "152/3"];
    LEFT_BY_SUPPORT = "route.left-when-attached-for-support", "養育費などの滞納で給与を差し押さえられたときに家計に残る額", "left of a month when the wages are attached for support", Law, [CIVIL_EXECUTION "152/3"];
}

static WAGE_ARTICLE: Provision = Provision::new(CIVIL_EXECUTION, "152");
static PENSION_ARTICLES: &[Provision] =
    &[Provision::new(NATIONAL_PENSION, "24"), Provision::new(EMPLOYEES_PENSION, "41/1")];
static SUPPORT_ARTICLES: &[Provision] =
    &[Provision::new(CIVIL_EXECUTION, "151-2"), Provision::new(CIVIL_EXECUTION, "152/3")];

/// Who attaches with a title, and the names under which what they can take is told.
struct Taker {
    /// For claims of support, of which one half stays (民事執行法152条3項).
    for_support: bool,
    wages: (&'static str, &'static Rule),
    bonus: (&'static str, &'static Rule),
    retirement: (&'static str, &'static Rule),
    left: (&'static str, &'static Rule),
}

static CREDITOR: Taker = Taker {
    for_support: false,
    wages: ("attachable", &WAGES),
    bonus: ("attachable_bonus", &BONUS),
    retirement: ("attachable_retirement", &RETIREMENT),
    left: ("left_when_attached", &LEFT),
};

static SUPPORT: Taker = Taker {
    for_support: true,
    wages: ("attachable_for_support", &FOR_SUPPORT),
    bonus: ("attachable_bonus_for_support", &BONUS_FOR_SUPPORT),
    retirement: ("attachable_retirement_for_support", &RETIREMENT_FOR_SUPPORT),
    left: ("left_when_attached_for_support", &LEFT_BY_SUPPORT),
};

/// What is owed to whoever attaches: nobody is paid more than that (民事執行法155条1項ただし書). Unknown, it limits nothing.
type Most = Option<Yen>;

/// The rest of what could be taken where less is owed.
pub(super) fn at_most<T: Trace>(cx: &mut Cx<'_, T>, taken: Yen, most: Most) -> Yen {
    match most {
        Some(owed) if owed < taken => {
            cx.given("owed", &owed);
            owed
        }
        _ => taken,
    }
}

impl Taker {
    /// Of a month's wages.
    fn of_wages<T: Trace>(&self, cx: &mut Cx<'_, T>, s: &Situation<'_>, most: Most) -> Known<Yen> {
        let wages = salaries(s).filter_map(|income| income.net_monthly).map(|net| net.likely);
        let (name, rule) = self.wages;
        cx.figure(name, rule, |cx| {
            let taken = of_each(cx, s.house.as_of, wages, PayPeriod::Month, self.for_support)?;
            Ok(at_most(cx, taken, most))
        })
    }

    /// Of one bonus.
    fn of_bonus<T: Trace>(&self, cx: &mut Cx<'_, T>, s: &Situation<'_>, most: Most) -> Known<Yen> {
        let (name, rule) = self.bonus;
        cx.figure(name, rule, |cx| {
            let bonuses = bonuses(cx, s)?;
            let taken = of_each(cx, s.house.as_of, bonuses.into_iter(), PayPeriod::Bonus, self.for_support)?;
            Ok(at_most(cx, taken, most))
        })
    }

    /// Of the retirement allowance: what would be paid today.
    fn of_retirement<T: Trace>(&self, cx: &mut Cx<'_, T>, s: &Situation<'_>, most: Most) -> Known<Yen> {
        let (name, rule) = self.retirement;
        cx.figure(name, rule, |cx| {
            let allowance = owned(s, &[AssetKind::RetirementAllowance])?;
            let taken = attachable(cx, s.house.as_of, allowance, PayPeriod::Retirement, self.for_support)?.attachable;
            Ok(at_most(cx, taken, most))
        })
    }
}

/// What the debtor owes to those who could attach after a judgment; unknown with any of it.
fn owed_to_creditors(beside: &Beside<'_, '_>) -> Most {
    let rest = beside.rest().as_ref().ok()?;
    let attaches = |class: Class| !matches!(class, Class::Priority | Class::Fine | Class::Support);
    Some(rest.iter().filter(|rest| rest.debt.own && attaches(rest.debt.class)).map(|rest| rest.amount).sum())
}

/// What creditors could take once there is a judgment: where something is due at once and nobody agrees on terms.
pub(crate) fn by_creditors<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    beside: &Beside<'_, '_>,
    outcome: &mut DebtOutcome,
) {
    let most = owed_to_creditors(beside);
    if salaries(s).any(|income| income.net_monthly.is_some_and(|net| !net.likely.is_zero()))
        && let Ok(taken) = CREDITOR.of_wages(cx, s, most)
    {
        outcome.words.details.push((CREDITOR.wages.0, taken.show()));
        outcome.words.risks.push(message!("risk.wages-attached", taken = taken, article = WAGE_ARTICLE));
        leaves(cx, beside, &CREDITOR, taken, outcome);
        if serves_by_mandate(cx, s) {
            outcome.words.risks.push(message!("risk.directors-pay-attached", article = WAGE_ARTICLE));
        }
    }
    other_income(s, &mut outcome.words.risks);
    let (bonus, retirement) = (CREDITOR.of_bonus(cx, s, most), CREDITOR.of_retirement(cx, s, most));
    let money: Known<Yen> = cx.figure("attachable_money", &MONEY, |cx| {
        let (cash, deposits) =
            both(owned(s, &[AssetKind::Cash]), owned(s, &[AssetKind::Deposit, AssetKind::TimeDeposit]))?;
        cx.given("cash", &cash);
        cx.given("deposits", &deposits);
        // Only cash is protected; wages that stand in an account are a deposit like any other.
        let taken = cash.excess_over(cx.param(&civil_execution::EXEMPT_CASH, s.house.as_of)?) + deposits;
        Ok(at_most(cx, taken, most))
    });
    let (bonus, retirement) = noted(outcome, (CREDITOR.bonus.0, bonus), (CREDITOR.retirement.0, retirement));
    let (money, _) = noted(outcome, ("attachable_money", money), ("", Ok(Yen::ZERO)));
    if !(bonus + retirement + money).is_zero() {
        outcome.words.risks.push(message!("risk.more-attached", bonus = bonus, retirement = retirement, money = money));
    }
}

/// Notes amounts that can be taken among the details; what is unknown or nothing is not told.
fn noted(outcome: &mut DebtOutcome, one: (&'static str, Known<Yen>), other: (&'static str, Known<Yen>)) -> (Yen, Yen) {
    let mut note = |(name, amount): (&'static str, Known<Yen>)| {
        let amount = amount.unwrap_or(Yen::ZERO);
        if !amount.is_zero() {
            outcome.words.details.push((name, amount.show()));
        }
        amount
    };
    (note(one), note(other))
}

/// The debtor's salaries.
fn salaries<'s>(s: &'s Situation<'_>) -> impl Iterator<Item = &'s Income> + Clone {
    let own = s.house.incomes.iter().flatten();
    own.filter(|income| income.person == s.house.debtor && income.kind == IncomeKind::Salary)
}

/// Does the debtor hold an office by mandate (委任), as directors do? Their pay is held to be no wage for 民事執行法152条
/// (door-kigyouhoumu.net/keiyakuhou2, sb-report.net/corporate/6898), but one for 国税徴収法76条 (裁決事例集 76, p. 612).
fn serves_by_mandate<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>) -> bool {
    let occupation = s.house.person(s.house.debtor).occupation.as_deref();
    let known = occupation.and_then(|occupation| restriction(cx, occupation));
    known.is_some_and(|known| known.effect == Effect::MandateEnds)
}

/// What can be attached of the debtor's income that is no wage: rent and sales in whole, a public pension not at all but by a
/// tax office (国税徴収法77条; once in an account it is a deposit: 東京高裁平成4年2月5日, told by a page, not read).
fn other_income(s: &Situation<'_>, risks: &mut Vec<Message>) {
    let receives = |kinds: &[IncomeKind]| {
        let mut incomes = s.house.incomes.iter().flatten();
        incomes.any(|income| income.person == s.house.debtor && kinds.contains(&income.kind))
    };
    if receives(&[IncomeKind::Rent, IncomeKind::Business]) {
        risks.push(message!("risk.rent-attached", article = WAGE_ARTICLE));
    }
    if receives(&[IncomeKind::Pension]) {
        risks.push(message!("risk.pension-attached", article = PENSION_ARTICLES));
    }
}

/// One bonus of each employer: a year's bonuses in equal parts, by practice.
fn bonuses<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>) -> Known<Vec<Yen>> {
    let yearly: Vec<Yen> =
        salaries(s).filter_map(|income| income.bonus_net_yearly).map(|yearly| yearly.likely).collect();
    if yearly.is_empty() {
        return Ok(yearly);
    }
    let times = s.practice.bonuses_a_year.read(cx, s.house.as_of)?.max(1);
    Ok(yearly.into_iter().map(|yearly| yearly.part_floor(1, u128::from(times))).collect())
}

/// What can be attached of several payments: each employer's is a claim of its own, with an exemption of its own.
fn of_each<T: Trace>(
    cx: &mut Cx<'_, T>,
    day: Date,
    payments: impl Iterator<Item = Yen>,
    period: PayPeriod,
    for_support: bool,
) -> Result<Yen, NotInForce> {
    let mut taken = Yen::ZERO;
    for net in payments {
        taken += attachable(cx, day, net, period, for_support)?.attachable;
    }
    Ok(taken)
}

/// 扶養義務等: whoever is owed support takes one half, also for what falls due later once something is overdue
/// (民事執行法151条の2, 152条3項).
pub(crate) fn by_support<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    beside: &Beside<'_, '_>,
    outcome: &mut DebtOutcome,
) {
    let owed = |debt: &Debt| debt.owed.as_ref().is_ok_and(|owed| !owed.total().is_zero());
    let overdue = || s.debts.iter().filter(|debt| debt.own && debt.class == Class::Support && owed(debt));
    let Some(support) = overdue().next() else { return };
    // What is overdue, and in a month also what falls due in it (151条の2).
    let most: Yen = overdue().filter_map(|debt| debt.owed.as_ref().ok()).map(Owed::total).sum();
    let running: Yen = crate::figures::running_support(s).map(|stream| stream.amount).sum();
    let claim = crate::figures::claim_of(s, support.id).id.clone();
    let Ok(taken) = SUPPORT.of_wages(cx, s, Some(most + running)) else { return };
    if !taken.is_zero() {
        outcome.words.details.push((SUPPORT.wages.0, taken.show()));
        outcome.words.risks.push(message!(
            "risk.support-attaches",
            claim = claim,
            taken = taken,
            article = SUPPORT_ARTICLES
        ));
        leaves(cx, beside, &SUPPORT, taken, outcome);
    }
    let (bonus, retirement) = (SUPPORT.of_bonus(cx, s, Some(most)), SUPPORT.of_retirement(cx, s, Some(most)));
    let (bonus, retirement) = noted(outcome, (SUPPORT.bonus.0, bonus), (SUPPORT.retirement.0, retirement));
    if !(bonus + retirement).is_zero() {
        outcome.words.risks.push(message!("risk.support-attaches-more", bonus = bonus, retirement = retirement));
    }
}

/// What of the debtor's property is of these kinds.
fn owned(s: &Situation<'_>, kinds: &[AssetKind]) -> Known<Yen> {
    let assets = known(s.house.assets.as_ref(), FactName::of("asset", ""))?;
    let own =
        assets.iter().enumerate().filter(|(_, asset)| asset.owner == s.house.debtor && kinds.contains(&asset.kind));
    Ok(all(own.map(|(place, asset)| Ok(known(asset.value, FactName::at("asset", place, "value"))?.likely)))?
        .iter()
        .sum())
}

/// What a month leaves of the household's income beside an attachment, after living cost and rent.
fn left<T: Trace>(
    cx: &mut Cx<'_, T>,
    beside: &Beside<'_, '_>,
    (name, rule): (&'static str, &'static Rule),
    (from, taken): (&'static str, Yen),
) -> Known<Balance> {
    cx.figure(name, rule, |cx| {
        let (living, rent) = both(beside.living.clone(), beside.rent.clone())?;
        let month = beside.home.moved_from.unwrap_or(1);
        let rent = rent.map_or(Yen::ZERO, |rent| rent.amount);
        cx.uses("income", "income", &living.income);
        cx.given("living", &living.cost_at(month));
        cx.given("rent", &rent);
        cx.uses("attachable", from, &taken);
        Ok::<Balance, Lacking>(living.income.minus(living.cost_at(month) + rent + taken))
    })
}

/// The same for whoever has a title, with what to do where it is too little.
fn leaves<T: Trace>(cx: &mut Cx<'_, T>, beside: &Beside<'_, '_>, taker: &Taker, taken: Yen, outcome: &mut DebtOutcome) {
    let Ok(left) = left(cx, beside, taker.left, (taker.wages.0, taken)) else { return };
    outcome.words.details.push((taker.left.0, left.show()));
    if taker.for_support && !left.is_short() {
        return;
    }
    outcome.words.risks.push(if left.is_short() {
        message!("risk.attachment-short", short = left.shortfall())
    } else {
        message!("risk.attachment-leaves", left = left.surplus())
    });
}

static STAYED_BY_PLAN: &[Provision] =
    &[Provision::new(CIVIL_REHABILITATION, "39/1"), Provision::new(CIVIL_REHABILITATION, "184")];
static STAYED_BY_BANKRUPTCY: &[Provision] = &[Provision::new(BANKRUPTCY, "42/1"), Provision::new(BANKRUPTCY, "249/1")];

/// What becomes of attachments that creditors have already made; those of tax offices stand apart.
pub(crate) fn running(s: &Situation<'_>, choice: DebtChoice, outcome: &mut DebtOutcome) {
    for debt in s.debts.iter().filter(|debt| debt.own && debt.class != Class::Priority) {
        let claim = crate::figures::claim_of(s, debt.id);
        let last = claim
            .events
            .iter()
            .rev()
            .find(|event| matches!(event.kind, EventKind::Attachment | EventKind::AttachmentWithdrawn));
        if last.is_none_or(|event| event.kind != EventKind::Attachment) {
            continue;
        }
        let claim = claim.id.clone();
        outcome.words.risks.push(match choice {
            DebtChoice::SmallScale | DebtChoice::Salaried => {
                message!("risk.attachment-stayed", claim = claim, article = STAYED_BY_PLAN)
            }
            DebtChoice::Bankruptcy => message!("risk.attachment-lapses", claim = claim, article = STAYED_BY_BANKRUPTCY),
            _ => message!("risk.attachment-goes-on", claim = claim),
        });
    }
}
