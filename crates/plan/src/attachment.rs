//! What an attachment would take and what it would leave: by a creditor with a title, and by the tax office.

use case::{AssetKind, ClaimKind, EventKind, Income, IncomeKind, Role};
use law::acts::civil_execution::{PayPeriod, attachable};
use law::acts::national_tax_collection::{Pay, wage_attachment};
use law::params::civil_execution;
use law::provision::{BANKRUPTCY, CIVIL_EXECUTION, CIVIL_REHABILITATION, NATIONAL_TAX_COLLECTION, Provision};
use law::trace::{Rule, Show};
use law::verdict::FactName;
use law::{Balance, Cx, Date, NotInForce, Trace, Yen, message};

use crate::debt::{Beside, DebtChoice, DebtOutcome};
use crate::debts::{Class, Debt};
use crate::formula::formulas;
use crate::known::{Known, Lacking, all, both, known};
use crate::situation::Situation;

formulas! {
    WAGES = "route.attachable", "給与から差し押さえられうる額（毎月）", "attachable of the wages per month", Law, [CIVIL_EXECUTION "152"];
    BONUS = "route.attachable-bonus", "賞与1回から差し押さえられうる額", "attachable of one bonus", Law, [CIVIL_EXECUTION "152"];
    RETIREMENT = "route.attachable-retirement", "退職金から差し押さえられうる額", "attachable of the retirement allowance", Law, [CIVIL_EXECUTION "152/2"];
    MONEY = "route.attachable-money", "現金・預貯金から差し押さえられうる額", "attachable of cash and deposits", Law, [CIVIL_EXECUTION "131//3"];
    LEFT = "route.left-when-attached", "給与を差し押さえられたときに家計に残る額", "left of a month when the wages are attached", Law, [CIVIL_EXECUTION "152"];
    FOR_SUPPORT = "route.attachable-for-support", "養育費などの滞納で給与から差し押さえられうる額（毎月）", "attachable of the wages for support per month", Law, [CIVIL_EXECUTION "152/3"];
    FOR_TAXES = "route.attachable-for-taxes", "税金の滞納で給与から差し押さえられうる額（毎月）", "attachable of the wages for taxes per month", Law, [NATIONAL_TAX_COLLECTION "76/1"];
    WITH_BONUS = "route.attachable-for-taxes-with-bonus", "税金の滞納で賞与の月に差し押さえられうる額（給与と合わせて）", "attachable for taxes of wages and bonus in a month with a bonus", Law, [NATIONAL_TAX_COLLECTION "76/1", NATIONAL_TAX_COLLECTION "76/3"];
    LEFT_BY_TAXES = "route.left-when-attached-for-taxes", "税金の滞納で給与を差し押さえられたときに家計に残る額", "left of a month when the wages are attached for taxes", Law, [NATIONAL_TAX_COLLECTION "76/1"];
}

static WAGE_ARTICLE: Provision = Provision::new(CIVIL_EXECUTION, "152");
static SUPPORT_ARTICLES: &[Provision] =
    &[Provision::new(CIVIL_EXECUTION, "151-2"), Provision::new(CIVIL_EXECUTION, "152/3")];
static TAX_ARTICLE: Provision = Provision::new(NATIONAL_TAX_COLLECTION, "76");

/// Bonuses are taken to be paid twice a year, in equal parts.
const BONUSES_A_YEAR: u128 = 2;

/// What creditors could take once there is a judgment: where something is due at once and nobody agrees on terms.
pub(crate) fn by_creditors<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    beside: &Beside<'_, '_>,
    outcome: &mut DebtOutcome,
) {
    let day = s.house.as_of;
    let wages = salaries(s).filter_map(|income| income.net_monthly).map(|net| net.likely);
    if !wages.clone().sum::<Yen>().is_zero() {
        let taken: Known<Yen> =
            cx.figure("attachable", &WAGES, |cx| Ok(of_each(cx, day, wages, PayPeriod::Month, false)?));
        if let Ok(taken) = taken {
            outcome.words.details.push(("attachable", taken.show()));
            outcome.words.risks.push(message!("risk.wages-attached", taken = taken, article = WAGE_ARTICLE));
            leaves(cx, beside, taken, outcome);
        }
    }
    let bonuses = salaries(s).filter_map(|income| income.bonus_net_yearly).map(|yearly| a_bonus(yearly.likely));
    let bonus: Known<Yen> =
        cx.figure("attachable_bonus", &BONUS, |cx| Ok(of_each(cx, day, bonuses, PayPeriod::Bonus, false)?));
    let retirement: Known<Yen> = cx.figure("attachable_retirement", &RETIREMENT, |cx| {
        let allowance = owned(s, &[AssetKind::RetirementAllowance])?;
        Ok(attachable(cx, day, allowance, PayPeriod::Retirement, false)?.attachable)
    });
    let money: Known<Yen> = cx.figure("attachable_money", &MONEY, |cx| {
        let (cash, deposits) =
            both(owned(s, &[AssetKind::Cash]), owned(s, &[AssetKind::Deposit, AssetKind::TimeDeposit]))?;
        cx.given("cash", &cash);
        cx.given("deposits", &deposits);
        // Only cash is protected; wages that stand in an account are a deposit like any other.
        Ok(cash.excess_over(cx.param(&civil_execution::EXEMPT_CASH, day)?) + deposits)
    });
    let known_or_none = |amount: &Known<Yen>| amount.clone().unwrap_or(Yen::ZERO);
    for (name, amount) in
        [("attachable_bonus", &bonus), ("attachable_retirement", &retirement), ("attachable_money", &money)]
    {
        let amount = known_or_none(amount);
        if !amount.is_zero() {
            outcome.words.details.push((name, amount.show()));
        }
    }
    let (bonus, retirement, money) = (known_or_none(&bonus), known_or_none(&retirement), known_or_none(&money));
    if !(bonus + retirement + money).is_zero() {
        outcome.words.risks.push(message!("risk.more-attached", bonus = bonus, retirement = retirement, money = money));
    }
}

/// The debtor's salaries.
fn salaries<'s>(s: &'s Situation<'_>) -> impl Iterator<Item = &'s Income> + Clone {
    let own = s.house.incomes.iter().flatten();
    own.filter(|income| income.person == s.house.debtor && income.kind == IncomeKind::Salary)
}

/// One bonus of what is paid in a year.
fn a_bonus(yearly: Yen) -> Yen {
    yearly.part_floor(1, BONUSES_A_YEAR)
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
pub(crate) fn by_support<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, outcome: &mut DebtOutcome) {
    let day = s.house.as_of;
    let owed = |debt: &Debt| debt.owed.as_ref().is_ok_and(|owed| !owed.total().is_zero());
    let Some(support) = s.debts.iter().find(|debt| debt.own && debt.class == Class::Support && owed(debt)) else {
        return;
    };
    let wages = salaries(s).filter_map(|income| income.net_monthly).map(|net| net.likely);
    let taken: Known<Yen> =
        cx.figure("attachable_for_support", &FOR_SUPPORT, |cx| Ok(of_each(cx, day, wages, PayPeriod::Month, true)?));
    let Ok(taken) = taken else { return };
    if taken.is_zero() {
        return;
    }
    outcome.words.details.push(("attachable_for_support", taken.show()));
    let claim = crate::figures::claim_of(s, support.id).id.clone();
    outcome.words.risks.push(message!(
        "risk.support-attaches",
        claim = claim,
        taken = taken,
        article = SUPPORT_ARTICLES
    ));
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

/// The same for a creditor with a title, with what to do where it is too little.
fn leaves<T: Trace>(cx: &mut Cx<'_, T>, beside: &Beside<'_, '_>, taken: Yen, outcome: &mut DebtOutcome) {
    let Ok(left) = left(cx, beside, ("left_when_attached", &LEFT), ("attachable", taken)) else { return };
    outcome.words.details.push(("left_when_attached", left.show()));
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

/// What the tax office could take of the wages without any judgment, where taxes are overdue; what that leaves in a month.
pub(crate) fn by_tax_office<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    beside: &Beside<'_, '_>,
    outcome: &mut DebtOutcome,
) {
    let day = s.house.as_of;
    let overdue = s.debts.iter().filter(|debt| debt.own).any(|debt| {
        let claim = crate::figures::claim_of(s, debt.id);
        matches!(claim.kind, ClaimKind::Tax | ClaimKind::SocialInsurance)
            && claim.statutory_due_on.is_none_or(|due| due < day)
            && debt.owed.as_ref().is_ok_and(|owed| !owed.total().is_zero())
    });
    if !overdue {
        return;
    }
    outcome.words.risks.push(message!("risk.taxes-attach", article = TAX_ARTICLE));
    let relatives = relatives(s);
    let taken: Known<Yen> = cx.figure("attachable_for_taxes", &FOR_TAXES, |cx| {
        let pays = pays(cx, s)?;
        Ok(wage_attachment(cx, day, &pays, relatives, false)?.attachable)
    });
    let Ok(taken) = taken else { return };
    if !taken.is_zero() {
        outcome.words.details.push(("attachable_for_taxes", taken.show()));
        let left = left(cx, beside, ("left_when_attached_for_taxes", &LEFT_BY_TAXES), ("attachable_for_taxes", taken));
        crate::figures::detail(&mut outcome.words.details, "left_when_attached_for_taxes", &left);
    }
    let bonuses = salaries(s).filter_map(|income| income.bonus_net_yearly).map(|yearly| a_bonus(yearly.likely));
    if bonuses.clone().sum::<Yen>().is_zero() {
        return;
    }
    let with_bonus: Known<Yen> = cx.figure("attachable_for_taxes_with_bonus", &WITH_BONUS, |cx| {
        let mut pays = pays(cx, s)?;
        // What is withheld of a bonus stands in no file: it counts as paid out.
        pays.extend(bonuses.map(|gross| Pay { gross, ..Pay::default() }));
        Ok(wage_attachment(cx, day, &pays, relatives, false)?.attachable)
    });
    crate::figures::detail(&mut outcome.words.details, "attachable_for_taxes_with_bonus", &with_bonus);
}

/// A month's pay. What lies between gross and net is taken as withheld by law, in one sum: an estimate.
fn pays<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>) -> Known<Vec<Pay>> {
    let incomes = known(s.house.incomes.as_ref(), FactName::of("income", ""))?;
    let own = incomes
        .iter()
        .enumerate()
        .filter(|(_, income)| income.person == s.house.debtor && income.kind == IncomeKind::Salary);
    all(own.map(|(place, income)| {
        let name = |field| FactName::at("income", place, field);
        let gross = known(income.gross_monthly, name("gross_monthly"))?.likely;
        let net = known(income.net_monthly, name("net_monthly"))?.likely;
        let withheld = gross.excess_over(net);
        cx.fact("withheld", &withheld, true, || name("gross_monthly").to_string());
        Ok(Pay { gross, social_insurance: withheld, ..Pay::default() })
    }))
}

/// Relatives who share the livelihood: the spouse, and whom the debtor supports.
fn relatives(s: &Situation<'_>) -> u32 {
    let shares = |(place, person): &(usize, &case::Person)| {
        *place != s.house.debtor.0 && (person.role == Role::Spouse || person.supported == Some(true))
    };
    s.house.people.iter().enumerate().filter(shares).count() as u32
}
