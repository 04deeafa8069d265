//! What an attachment would take and what it would leave: by a creditor with a title, and by the tax office.

use case::{AssetKind, ClaimKind, EventKind, IncomeKind, Role};
use law::acts::civil_execution::{PayPeriod, attachable};
use law::acts::national_tax_collection::{Pay, wage_attachment};
use law::params::civil_execution;
use law::provision::{BANKRUPTCY, CIVIL_EXECUTION, CIVIL_REHABILITATION, NATIONAL_TAX_COLLECTION, Provision};
use law::trace::Show;
use law::verdict::FactName;
use law::{Balance, Cx, Trace, Yen, message};

use crate::debt::{Beside, DebtChoice, DebtOutcome};
use crate::debts::Class;
use crate::formula::formulas;
use crate::known::{Known, Lacking, all, both, known};
use crate::situation::Situation;

formulas! {
    WAGES = "route.attachable", "給与から差し押さえられうる額（毎月）", "attachable of the wages per month", Law, [CIVIL_EXECUTION "152"];
    BONUS = "route.attachable-bonus", "賞与1回から差し押さえられうる額", "attachable of one bonus", Law, [CIVIL_EXECUTION "152"];
    RETIREMENT = "route.attachable-retirement", "退職金から差し押さえられうる額", "attachable of the retirement allowance", Law, [CIVIL_EXECUTION "152/2"];
    MONEY = "route.attachable-money", "現金・預貯金から差し押さえられうる額", "attachable of cash and deposits", Law, [CIVIL_EXECUTION "131//3"];
    LEFT = "route.left-when-attached", "給与を差し押さえられたときに家計に残る額", "left of a month when the wages are attached", Law, [CIVIL_EXECUTION "152"];
    FOR_TAXES = "route.attachable-for-taxes", "税金の滞納で給与から差し押さえられうる額（毎月）", "attachable of the wages for taxes per month", Law, [NATIONAL_TAX_COLLECTION "76/1"];
}

static WAGE_ARTICLE: Provision = Provision::new(CIVIL_EXECUTION, "152");
static TAX_ARTICLE: Provision = Provision::new(NATIONAL_TAX_COLLECTION, "76");

/// Bonuses are taken to be paid twice a year, in equal parts.
const BONUSES_A_YEAR: u64 = 2;

/// What creditors could take once there is a judgment: where something is due at once and nobody agrees on terms.
pub(crate) fn by_creditors<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    beside: &Beside<'_, '_>,
    outcome: &mut DebtOutcome,
) {
    let day = s.house.as_of;
    let own = s.house.incomes.iter().flatten();
    let salaries = || own.clone().filter(|income| income.person == s.house.debtor && income.kind == IncomeKind::Salary);
    let net: Yen = salaries().filter_map(|income| income.net_monthly).map(|net| net.likely).sum();
    if !net.is_zero() {
        let taken = cx.figure("attachable", &WAGES, |cx| {
            attachable(cx, day, net, PayPeriod::Month, false).map(|taken| taken.attachable)
        });
        if let Ok(taken) = taken {
            outcome.words.details.push(("attachable", taken.show()));
            outcome.words.risks.push(message!("risk.wages-attached", taken = taken, article = WAGE_ARTICLE));
            leaves(cx, beside, taken, outcome);
        }
    }
    let yearly: Yen = salaries().filter_map(|income| income.bonus_net_yearly).map(|bonus| bonus.likely).sum();
    let bonus: Known<Yen> = cx.figure("attachable_bonus", &BONUS, |cx| {
        cx.given("bonus_net_yearly", &yearly);
        let each = yearly.part_floor(1, u128::from(BONUSES_A_YEAR));
        Ok(attachable(cx, day, each, PayPeriod::Bonus, false)?.attachable)
    });
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
fn leaves<T: Trace>(cx: &mut Cx<'_, T>, beside: &Beside<'_, '_>, taken: Yen, outcome: &mut DebtOutcome) {
    let left: Known<Balance> = cx.figure("left_when_attached", &LEFT, |cx| {
        let (living, rent) = both(beside.living.clone(), beside.rent.clone())?;
        let month = beside.home.moved_from.unwrap_or(1);
        let rent = rent.map_or(Yen::ZERO, |rent| rent.amount);
        cx.uses("income", "income", &living.income);
        cx.given("living", &living.cost_at(month));
        cx.given("rent", &rent);
        cx.uses("attachable", "attachable", &taken);
        Ok::<Balance, Lacking>(living.income.minus(living.cost_at(month) + rent + taken))
    });
    let Ok(left) = left else { return };
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

/// What the tax office could take of the wages without any judgment, where taxes are overdue.
pub(crate) fn by_tax_office<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, outcome: &mut DebtOutcome) {
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
    let taken: Known<Yen> = cx.figure("attachable_for_taxes", &FOR_TAXES, |cx| {
        let incomes = known(s.house.incomes.as_ref(), FactName::of("income", ""))?;
        let own = incomes
            .iter()
            .enumerate()
            .filter(|(_, income)| income.person == s.house.debtor && income.kind == IncomeKind::Salary);
        let pays: Vec<Pay> = all(own.map(|(place, income)| {
            let name = |field| FactName::at("income", place, field);
            let gross = known(income.gross_monthly, name("gross_monthly"))?.likely;
            let net = known(income.net_monthly, name("net_monthly"))?.likely;
            // What lies between the two is taken as withheld by law, in one sum: an estimate.
            let withheld = gross.excess_over(net);
            cx.fact("withheld", &withheld, true, || name("gross_monthly").to_string());
            Ok(Pay { gross, social_insurance: withheld, ..Pay::default() })
        }))?;
        let relatives = s.house.people.iter().enumerate().filter(|(place, person)| {
            *place != s.house.debtor.0 && (person.role == Role::Spouse || person.supported == Some(true))
        });
        Ok(wage_attachment(cx, day, &pays, relatives.count() as u32, false)?.attachable)
    });
    outcome.words.risks.push(message!("risk.taxes-attach", article = TAX_ARTICLE));
    if let Ok(taken) = taken
        && !taken.is_zero()
    {
        outcome.words.details.push(("attachable_for_taxes", taken.show()));
    }
}
