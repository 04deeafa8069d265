//! What the tax office could take without any judgment, where taxes or social insurance are overdue (国税徴収法76条;
//! municipalities and pension offices collect by the same act).

use case::{AssetKind, ClaimKind, Household, IncomeKind, Role};
use law::acts::national_tax_collection::{Pay, retirement_attachment, wage_attachment};
use law::provision::{NATIONAL_TAX_COLLECTION, Provision};
use law::trace::Show;
use law::verdict::FactName;
use law::{Cx, Date, Trace, Yen, message};

use super::{Most, at_most, bonuses, left, owned};
use crate::debt::{Beside, DebtOutcome};
use crate::debts::Owed;
use crate::figures::detail;
use crate::formula::formulas;
use crate::known::{Known, all, known};
use crate::situation::Situation;

formulas! {
    FOR_TAXES = "route.attachable-for-taxes", "税金の滞納で給与から差し押さえられうる額（毎月）", "attachable of the wages for taxes per month", Law, [NATIONAL_TAX_COLLECTION "76/1"];
    WITH_BONUS = "route.attachable-for-taxes-with-bonus", "税金の滞納で賞与の月に差し押さえられうる額（給与と合わせて）", "attachable for taxes of wages and bonus in a month with a bonus", Law, [NATIONAL_TAX_COLLECTION "76/1", NATIONAL_TAX_COLLECTION "76/3"];
    LEFT_BY_TAXES = "route.left-when-attached-for-taxes", "税金の滞納で給与を差し押さえられたときに家計に残る額", "left of a month when the wages are attached for taxes", Law, [NATIONAL_TAX_COLLECTION "76/1"];
    RETIREMENT_FOR_TAXES = "route.attachable-retirement-for-taxes", "税金の滞納で退職金から差し押さえられうる額", "attachable of the retirement allowance for taxes", Law, [NATIONAL_TAX_COLLECTION "76/4"];
    MONEY_FOR_TAXES = "route.attachable-money-for-taxes", "税金の滞納で現金・預貯金から差し押さえられうる額", "attachable of cash and deposits for taxes", Law, [NATIONAL_TAX_COLLECTION "47", NATIONAL_TAX_COLLECTION "76/2"];
}

static WAGES: Provision = Provision::new(NATIONAL_TAX_COLLECTION, "76");
static RETIREMENT: Provision = Provision::new(NATIONAL_TAX_COLLECTION, "76/4");
static MONEY: &[Provision] =
    &[Provision::new(NATIONAL_TAX_COLLECTION, "47"), Provision::new(NATIONAL_TAX_COLLECTION, "76/2")];

/// Wages, with a bonus in its month; the retirement allowance; cash and deposits; and what the wages leave in a month.
pub(crate) fn by_tax_office<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    beside: &Beside<'_, '_>,
    outcome: &mut DebtOutcome,
) {
    let Some(most) = overdue(s) else { return };
    let most = Some(most);
    outcome.words.risks.push(message!("risk.taxes-attach", article = WAGES));
    of_wages(cx, s, beside, most, outcome);
    of_retirement(cx, s, most, outcome);
    of_money(cx, s, most, outcome);
}

/// Taxes and social insurance that are overdue; `None` where nothing is.
fn overdue(s: &Situation<'_>) -> Option<Yen> {
    let day = s.house.as_of;
    let overdue = s.debts.iter().filter(|debt| debt.own).filter_map(|debt| {
        let claim = crate::figures::claim_of(s, debt.id);
        let due = matches!(claim.kind, ClaimKind::Tax | ClaimKind::SocialInsurance)
            && claim.statutory_due_on.is_none_or(|due| due < day);
        debt.owed.as_ref().ok().filter(|_| due).map(Owed::total)
    });
    Some(overdue.sum::<Yen>()).filter(|sum| !sum.is_zero())
}

fn of_wages<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    beside: &Beside<'_, '_>,
    most: Most,
    outcome: &mut DebtOutcome,
) {
    let (day, relatives) = (s.house.as_of, relatives(s));
    let taken: Known<Yen> = cx.figure("attachable_for_taxes", &FOR_TAXES, |cx| {
        let pays = pays(cx, s)?;
        let taken = wage_attachment(cx, day, &pays, relatives, false)?.attachable;
        Ok(at_most(cx, taken, most))
    });
    let Ok(taken) = taken else { return };
    if !taken.is_zero() {
        outcome.words.details.push(("attachable_for_taxes", taken.show()));
        let left = left(cx, beside, ("left_when_attached_for_taxes", &LEFT_BY_TAXES), ("attachable_for_taxes", taken));
        detail(&mut outcome.words.details, "left_when_attached_for_taxes", &left);
    }
    if super::salaries(s).all(|income| income.bonus_net_yearly.is_none_or(|yearly| yearly.likely.is_zero())) {
        return;
    }
    let with_bonus: Known<Yen> = cx.figure("attachable_for_taxes_with_bonus", &WITH_BONUS, |cx| {
        let mut pays = pays(cx, s)?;
        // What is withheld of a bonus stands in no file: it counts as paid out.
        pays.extend(bonuses(cx, s)?.into_iter().map(|gross| Pay { gross, ..Pay::default() }));
        let taken = wage_attachment(cx, day, &pays, relatives, false)?.attachable;
        Ok(at_most(cx, taken, most))
    });
    detail(&mut outcome.words.details, "attachable_for_taxes_with_bonus", &with_bonus);
}

/// 76条4項: what would be paid today. The taxes on it stand in no file; none are taken off, and the figure is an estimate.
fn of_retirement<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, most: Most, outcome: &mut DebtOutcome) {
    let own = |asset: &case::Asset| asset.owner == s.house.debtor && asset.kind == AssetKind::RetirementAllowance;
    let worth = |asset: &case::Asset| own(asset) && asset.value.is_some_and(|value| !value.likely.is_zero());
    if !s.house.assets.iter().flatten().any(worth) {
        return;
    }
    let taken: Known<Yen> = cx.figure("attachable_retirement_for_taxes", &RETIREMENT_FOR_TAXES, |cx| {
        let assets = s.house.assets.iter().flatten().enumerate().filter(|(_, asset)| own(asset));
        let parts = all(assets.map(|(place, asset)| {
            let name = |field| FactName::at("asset", place, field);
            let value = known(asset.value, name("value"))?;
            let since = known(asset.service_since, name("service_since"))?;
            cx.fact("gross", &value.likely, true, || name("value").to_string());
            cx.fact("service_since", &since, is_rough(s.house, name("service_since")), || {
                name("service_since").to_string()
            });
            let pay = Pay { gross: value.likely, ..Pay::default() };
            let months = months_of_service(since, s.house.as_of);
            Ok(retirement_attachment(cx, s.house.as_of, pay, relatives(s), months)?.attachable)
        }))?;
        let taken = parts.into_iter().sum();
        Ok(at_most(cx, taken, most))
    });
    match taken {
        Ok(taken) => {
            outcome.words.details.push(("attachable_retirement_for_taxes", taken.show()));
            outcome.words.risks.push(message!("risk.taxes-attach-retirement", taken = taken, article = RETIREMENT));
        }
        Err(_) => outcome.words.risks.push(message!("risk.taxes-attach-retirement-unsaid", article = RETIREMENT)),
    }
}

fn is_rough(house: &Household, fact: FactName) -> bool {
    house.rough.contains(&fact)
}

/// Months of service up to a day, a started one counted: the first day is one of service.
fn months_of_service(since: Date, to: Date) -> u32 {
    let months = |day: Date| i64::from(day.year()) * 12 + i64::from(day.month());
    u32::try_from(months(to) - months(since) + i64::from(to.day() >= since.day())).unwrap_or(0)
}

/// Nothing of a deposit is exempt, and of cash only the pay that has just been received (76条2項), which stands in no file.
/// What is exempt as wages or a pension loses that in an account (最判平成10年2月10日); where an attachment right after the
/// payment amounts to one of the wages themselves, courts have held it unlawful (大阪高判令和元年9月26日, as told on
/// kawakami-law.com/?p=2807 and zenshoren.or.jp/2020/06/08/post-3831, with an instruction of the tax agency of 2020-01-31).
fn of_money<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, most: Most, outcome: &mut DebtOutcome) {
    let taken: Known<Yen> = cx.figure("attachable_money_for_taxes", &MONEY_FOR_TAXES, |cx| {
        let money = owned(s, &[AssetKind::Cash, AssetKind::Deposit, AssetKind::TimeDeposit])?;
        cx.given("cash_and_deposits", &money);
        Ok(at_most(cx, money, most))
    });
    if let Ok(taken) = taken
        && !taken.is_zero()
    {
        outcome.words.details.push(("attachable_money_for_taxes", taken.show()));
        outcome.words.risks.push(message!("risk.taxes-attach-money", taken = taken, article = MONEY));
    }
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
