//! Eight figures over columns, by the same rules of the law crate that a single case uses.
//!
//! Amounts come as Arrow keeps them, signed and not below zero. The day is one for the column, so that figures of the
//! law are looked up once where a rule allows it.

use law::acts::civil_execution::{PayPeriod, attachable};
use law::acts::civil_rehabilitation::claims::{CapClaim, CapClass, claims_cap};
use law::acts::civil_rehabilitation::liquidation::{Asset, Counting, HomeValue, Readings};
use law::acts::civil_rehabilitation::plan_total::{Floors, required_total};
use law::acts::civil_rehabilitation::small_scale::{ClaimTotals, minimum_repayment};
use law::loan::{Months, level_payment};
use law::terms::{AssetKind, Court};
use law::trace::Bare;
use law::{Cx, Date, NotInForce, Rate, Yen};

/// No amount, where a plan cannot be confirmed.
pub const NONE: i64 = -1;

#[inline]
fn yen(amount: i64) -> Yen {
    Yen(amount.unsigned_abs())
}

#[inline]
fn amount(yen: Yen) -> i64 {
    yen.0.cast_signed()
}

/// Are the claims within the cap of 民事再生法221条1項? What a security covers is left out.
pub fn eligible(on: Date, claims: &[i64], secured_part: &[i64]) -> Result<Vec<bool>, NotInForce> {
    let mut bare = Bare;
    let cx = &mut Cx::new(&mut bare);
    let rows = claims.iter().zip(secured_part);
    rows.map(|(claims, secured)| {
        let claim = CapClaim { amount: yen(*claims), class: CapClass::Other, secured_part: yen(*secured) };
        Ok(claims_cap(cx, on, &[claim])?.eligible)
    })
    .collect()
}

/// The minimum repayment (民事再生法231条2項).
pub fn minimum(on: Date, tier_total: &[i64], standard_claims: &[i64]) -> Result<Vec<i64>, NotInForce> {
    let mut bare = Bare;
    let cx = &mut Cx::new(&mut bare);
    let rows = tier_total.iter().zip(standard_claims);
    rows.map(|(tier, standard)| {
        let totals = ClaimTotals { tier_total: yen(*tier), standard_claims: yen(*standard) };
        Ok(minimum_repayment(cx, on, totals)?.minimum.map_or(NONE, amount))
    })
    .collect()
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
pub fn liquidation(on: Date, court: Court, estate: Estate<'_>) -> Result<Vec<i64>, NotInForce> {
    let counting = Counting::on(&mut Cx::new(&mut Bare), on, court, Readings::OF_THE_COURT)?;
    let rows = estate.cash.len();
    let asset = |kind, column: &[i64], row: usize| Asset { kind, value: yen(column[row]) };
    let values = (0..rows).map(|row| {
        let assets = [
            asset(AssetKind::Cash, estate.cash, row),
            asset(AssetKind::Deposit, estate.deposit, row),
            asset(AssetKind::Insurance, estate.insurance, row),
            asset(AssetKind::Car, estate.car, row),
            asset(AssetKind::RetirementAllowance, estate.retirement, row),
            asset(AssetKind::Securities, estate.securities, row),
        ];
        let home = HomeValue { value: yen(estate.home_value[row]), secured: yen(estate.home_secured[row]) };
        let mut total = home.counted();
        counting.each(&assets, |_, counted| total += counted);
        amount(total)
    });
    Ok(values.collect())
}

/// What a plan must pay in all.
pub fn required(
    on: Date,
    tier_total: &[i64],
    standard_claims: &[i64],
    liquidation: &[i64],
) -> Result<Vec<i64>, NotInForce> {
    let mut bare = Bare;
    let cx = &mut Cx::new(&mut bare);
    let rows = tier_total.iter().zip(standard_claims).zip(liquidation);
    rows.map(|((tier, standard), liquidation)| {
        let floors = Floors {
            totals: ClaimTotals { tier_total: yen(*tier), standard_claims: yen(*standard) },
            liquidation_value: yen(*liquidation),
            two_year_disposable: None,
        };
        Ok(required_total(cx, on, &floors)?.required.map_or(NONE, |(total, _)| amount(total)))
    })
    .collect()
}

/// The regular instalment of a total in so many months; the last one takes the rest.
pub fn monthly(totals: &[i64], months: Months) -> Vec<i64> {
    let count = u128::from(months.count());
    totals.iter().map(|total| if *total < 0 { NONE } else { amount(yen(*total).part_floor(1, count)) }).collect()
}

/// The level payment of what is left of a loan, over the months left and those of an extension. Rates are in the unit of
/// [`Rate::from_units`]; a term that is none gives [`NONE`].
pub fn level(principal: &[i64], rate: &[i64], months_left: &[i64], extension: &[i64]) -> Vec<i64> {
    let rows = principal.iter().zip(rate).zip(months_left.iter().zip(extension));
    rows.map(|((principal, rate), (left, more))| {
        let months = u32::try_from(left + more).ok().and_then(Months::new);
        months.map_or(NONE, |months| {
            amount(level_payment(yen(*principal), Rate::from_units(rate.unsigned_abs()), months))
        })
    })
    .collect()
}

/// What of monthly pay can be attached (民事執行法152条).
pub fn attachable_pay(on: Date, net: &[i64]) -> Result<Vec<i64>, NotInForce> {
    let mut bare = Bare;
    let cx = &mut Cx::new(&mut bare);
    net.iter().map(|net| Ok(amount(attachable(cx, on, yen(*net), PayPeriod::Month, false)?.attachable))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use law::calendar::date;

    const ON: Date = date(2026, 11, 22);

    /// The worked answers of the rules, as columns.
    #[test]
    fn columns_give_what_the_rules_give() {
        assert_eq!(eligible(ON, &[50_000_000, 50_000_001], &[0, 0]).unwrap(), [true, false]);
        let claims = [30_000_001, 6_000_000, 50_000_001];
        assert_eq!(minimum(ON, &claims, &claims).unwrap(), [3_000_001, 1_200_000, NONE]);
        assert_eq!(required(ON, &claims, &claims, &[0, 3_500_000, 0]).unwrap(), [3_000_001, 3_500_000, NONE]);
        assert_eq!(monthly(&[1_000_000, NONE], Months::new(36).unwrap()), [27_777, NONE]);
        assert_eq!(level(&[31_000_000, 1_200], &[14_750_000_000, 0], &[420, 12], &[0, 12]), [94_538, 50]);
        assert_eq!(level(&[1], &[0], &[0], &[0]), [NONE]);
        assert_eq!(attachable_pay(ON, &[440_000, 285_000]).unwrap(), [110_000, 71_250]);
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
        assert_eq!(liquidation(ON, Court::Tokyo, estate).unwrap(), [400_004]);
    }
}
