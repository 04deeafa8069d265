//! Eight figures over columns, by the same rules of the law crate that a single case uses.
//!
//! Amounts come as Arrow keeps them, signed and not below zero. The day is one for the column, so that the
//! figures of the law are looked up once; the
//! answers go into a column that the caller brings, so that none of them waits for memory.

use std::hint::select_unpredictable;

use hashbrown::HashMap;
use law::acts::civil_execution::{Exemption, PayPeriod};
use law::acts::civil_rehabilitation::claims::{Cap, CapClaim, CapClass};
use law::acts::civil_rehabilitation::liquidation::{Asset, Counting, HomeValue, Readings};
use law::acts::civil_rehabilitation::plan_total::Floors;
use law::acts::civil_rehabilitation::small_scale::{ClaimTotals, Tiers};
use law::loan::{LevelPayments, Months};
use law::terms::{AssetKind, Court};
use law::trace::Bare;
use law::{Cx, Date, NotInForce, Rate, Share, Yen};

/// No amount, where a plan cannot be confirmed.
pub const NONE: i64 = -1;

#[inline]
fn yen(amount: i64) -> Yen {
    Yen(amount.cast_unsigned())
}

#[inline]
fn amount(yen: Yen) -> i64 {
    yen.0.cast_signed()
}

/// Over a column nobody can foresee where a plan cannot be confirmed.
#[inline]
fn or_none(total: Option<Yen>) -> i64 {
    select_unpredictable(total.is_some(), amount(total.unwrap_or_default()), NONE)
}

/// Writes a column, value by value.
#[inline]
fn fill<V>(out: &mut [V], values: impl Iterator<Item = V>) {
    out.iter_mut().zip(values).for_each(|(out, value)| *out = value);
}

/// Are the claims within the cap of 民事再生法221条1項? What a security covers is left out.
pub fn eligible(on: Date, claims: &[i64], secured_part: &[i64], out: &mut [bool]) -> Result<(), NotInForce> {
    let cap = Cap::on(&mut Cx::new(&mut Bare), on)?;
    let rows = claims.iter().zip(secured_part);
    let counted = rows.map(|(claims, secured)| {
        CapClaim { amount: yen(*claims), class: CapClass::Other, secured_part: yen(*secured) }.counted()
    });
    fill(out, counted.map(|counted| cap.admits(counted)));
    Ok(())
}

/// The minimum repayment (民事再生法231条2項).
pub fn minimum(on: Date, tier_total: &[i64], standard_claims: &[i64], out: &mut [i64]) -> Result<(), NotInForce> {
    let tiers = Tiers::on(on)?;
    let rows = tier_total.iter().zip(standard_claims);
    let minimum = rows.map(|(tier, standard)| {
        let totals = ClaimTotals { tier_total: yen(*tier), standard_claims: yen(*standard) };
        or_none(tiers.minimum(totals).minimum)
    });
    fill(out, minimum);
    Ok(())
}

/// What a household owns, column by column.
#[derive(Clone, Copy, Debug)]
pub struct Estate<'c> {
    /// 現金.
    pub cash: &'c [i64],
    /// 普通預金.
    pub deposit: &'c [i64],
    /// 解約返戻金.
    pub insurance: &'c [i64],
    /// 自動車.
    pub car: &'c [i64],
    /// 退職金見込額.
    pub retirement: &'c [i64],
    /// 有価証券.
    pub securities: &'c [i64],
    /// The home's value.
    pub home_value: &'c [i64],
    /// What it secures.
    pub home_secured: &'c [i64],
}

/// The liquidation value by the practice of a court.
pub fn liquidation(on: Date, court: Court, estate: Estate<'_>, out: &mut [i64]) -> Result<(), NotInForce> {
    let counting = |court| Counting::on(&mut Cx::new(&mut Bare), on, court, Readings::OF_THE_COURT);
    match court {
        // The largest court has a copy of its own, in which nothing is left to be decided for a row but the amounts.
        Court::Tokyo => liquidation_by(counting(Court::Tokyo)?, estate, out),
        other => liquidation_by(counting(other)?, estate, out),
    }
    Ok(())
}

#[inline]
fn liquidation_by(counting: Counting, estate: Estate<'_>, out: &mut [i64]) {
    let owned = estate.cash.iter().zip(estate.deposit).zip(estate.insurance.iter().zip(estate.car));
    let owned = owned.zip(estate.retirement.iter().zip(estate.securities));
    let homes = estate.home_value.iter().zip(estate.home_secured);
    let values = owned.zip(homes).map(|((((cash, deposit), (insurance, car)), (retirement, securities)), home)| {
        let asset = |kind, value: &i64| Asset { kind, value: yen(*value) };
        let cash = asset(AssetKind::Cash, cash);
        let deposit = asset(AssetKind::Deposit, deposit);
        let insurance = asset(AssetKind::Insurance, insurance);
        let car = asset(AssetKind::Car, car);
        let retirement = asset(AssetKind::RetirementAllowance, retirement);
        let securities = asset(AssetKind::Securities, securities);
        // One after the other and not in a loop, so that the compiler decides once what becomes of each kind.
        let mut counted = counting.begin();
        counted.see(&cash);
        counted.see(&deposit);
        counted.see(&insurance);
        counted.see(&car);
        counted.see(&retirement);
        counted.see(&securities);
        let home = HomeValue { value: yen(*home.0), secured: yen(*home.1) };
        amount(
            home.counted()
                + counted.count(&cash)
                + counted.count(&deposit)
                + counted.count(&insurance)
                + counted.count(&car)
                + counted.count(&retirement)
                + counted.count(&securities),
        )
    });
    fill(out, values);
}

/// What a plan must pay in all, from its minimum repayment.
pub fn required(standard_claims: &[i64], minimum: &[i64], liquidation: &[i64], out: &mut [i64]) {
    let rows = standard_claims.iter().zip(minimum).zip(liquidation);
    let required = rows.map(|((standard, minimum), liquidation)| {
        // The total rests on the claims that are cut; how large all are was for the minimum to say.
        let totals = ClaimTotals { tier_total: yen(*standard), standard_claims: yen(*standard) };
        let floors = Floors { totals, liquidation_value: yen(*liquidation), two_year_disposable: None };
        select_unpredictable(*minimum < 0, NONE, amount(floors.total(yen(*minimum))))
    });
    fill(out, required);
}

/// The regular instalment of a total in so many months; the last one takes the rest.
pub fn monthly(totals: &[i64], months: Months, out: &mut [i64]) {
    let part = Share::new(1, months.count()).expect("a term has a month");
    let part_of = |total: &i64| select_unpredictable(*total < 0, NONE, amount(part.of_floor(yen(*total))));
    fill(out, totals.iter().map(part_of));
}

/// The level payment of what is left of a loan, over the months left and those of an extension. Rates are in the unit of
/// [`Rate::from_units`]; a term that is none gives [`NONE`].
pub fn level(principal: &[i64], rate: &[i64], months_left: &[i64], extension: &[i64], out: &mut [i64]) {
    let mut rates: HashMap<u64, LevelPayments> = HashMap::new();
    let rows = principal.iter().zip(rate).zip(months_left.iter().zip(extension));
    let payments = rows.map(|((principal, units), (left, more))| {
        let units = units.cast_unsigned();
        let at_rate = rates.entry(units).or_insert_with(|| LevelPayments::at(Rate::from_units(units)));
        let months = u32::try_from(left + more).ok().and_then(Months::new);
        months.map_or(NONE, |months| amount(at_rate.over(months).of(yen(*principal))))
    });
    fill(out, payments);
}

/// What of monthly pay can be attached (民事執行法152条).
pub fn attachable_pay(on: Date, net: &[i64], out: &mut [i64]) -> Result<(), NotInForce> {
    let exemption = Exemption::on(&mut Cx::new(&mut Bare), on, PayPeriod::Month, false)?;
    fill(out, net.iter().map(|net| amount(exemption.divide(yen(*net)).attachable)));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use law::calendar::date;

    const ON: Date = date(2026, 11, 22);

    fn of<V: Clone, const N: usize>(nothing: V, work: impl FnOnce(&mut [V])) -> [V; N] {
        let mut out = std::array::from_fn(|_| nothing.clone());
        work(&mut out);
        out
    }

    fn column<const N: usize>(work: impl FnOnce(&mut [i64])) -> [i64; N] {
        of(i64::MIN, work)
    }

    /// The worked answers of the rules, as columns.
    #[test]
    fn columns_give_what_the_rules_give() {
        assert_eq!(of(false, |out| eligible(ON, &[50_000_000, 50_000_001], &[0, 0], out).unwrap()), [true, false]);
        let claims = [30_000_001, 6_000_000, 50_000_001];
        assert_eq!(column(|out| minimum(ON, &claims, &claims, out).unwrap()), [3_000_001, 1_200_000, NONE]);
        let floors = [0, 3_500_000, 0];
        let least = [3_000_001, 1_200_000, NONE];
        assert_eq!(column(|out| required(&claims, &least, &floors, out)), [3_000_001, 3_500_000, NONE]);
        assert_eq!(column(|out| monthly(&[1_000_000, NONE], Months::new(36).unwrap(), out)), [27_777, NONE]);
        let rates = [14_750_000_000, 0];
        assert_eq!(column(|out| level(&[31_000_000, 1_200], &rates, &[420, 12], &[0, 12], out)), [94_538, 50]);
        assert_eq!(column(|out| level(&[1], &[0], &[0], &[0], out)), [NONE]);
        assert_eq!(column(|out| attachable_pay(ON, &[440_000, 285_000], out).unwrap()), [110_000, 71_250]);
        // 990,001 of cash counts 1; 200,001 of deposits all; 1,600,007 / 8 = 200,000 not; the home 1.
        let estate = Estate {
            cash: &[990_001],
            deposit: &[200_001],
            insurance: &[200_000],
            car: &[0],
            retirement: &[1_600_007],
            securities: &[200_001],
            home_value: &[20_000_001],
            home_secured: &[20_000_000],
        };
        assert_eq!(column(|out| liquidation(ON, Court::Tokyo, estate, out).unwrap()), [400_004]);
    }
}
