//! 宅地建物取引業法: what a broker may ask for a sale (46条 and the ministry's notice under it).

use crate::params::{Mark, brokerage as figures};
use crate::provision::{BROKERAGE, BROKERAGE_NOTICE, CONSUMPTION_TAX, Provision};
use crate::trace::{Cx, Rule, Trace};
use crate::{Date, NotInForce, Share, Yen};

/// The rule of [`cap`].
pub static CAP: Rule = Rule {
    id: "brokerage.cap",
    ja: "仲介手数料の上限",
    en: "cap on the brokerage fee",
    provisions: &[
        Provision::new(BROKERAGE, "46/1"),
        Provision::new(BROKERAGE_NOTICE, ""),
        Provision::new(CONSUMPTION_TAX, "29"),
    ],
    mark: Mark::Law,
    parameters: &[
        &figures::FIRST_TIER_UP_TO,
        &figures::FIRST_TIER_SHARE,
        &figures::SECOND_TIER_UP_TO,
        &figures::SECOND_TIER_SHARE,
        &figures::THIRD_TIER_SHARE,
        &figures::LOW_PRICE_UP_TO,
        &figures::LOW_PRICE_FEE,
        &figures::CONSUMPTION_TAX,
    ],
};

/// The most that a broker may ask of the seller, consumption tax included, a fraction of a yen cut off.
///
/// 仲介手数料（報酬額）の上限。宅地建物取引業法46条1項と報酬告示。`on` is the day of the brokerage contract. The notice
/// takes each tier's share of the part of the price within the tier; "3 % + 60,000" is the same sum in short. With the
/// seller's prior agreement (`low_price_agreement`) a cheap home may cost the special fee where that is more.
///
/// ```
/// use law::acts::brokerage::cap;
/// use law::{Yen, calendar::date, trace::{Cx, NoTrace}};
/// // (20,000,000 × 3 % + 60,000) × 1.1
/// assert_eq!(cap(&mut Cx::new(&mut NoTrace), date(2026, 11, 22), Yen(20_000_000), false)?, Yen(726_000));
/// # Ok::<(), law::NotInForce>(())
/// ```
#[doc(alias = "仲介手数料")]
#[doc(alias = "報酬額")]
pub fn cap<T: Trace>(cx: &mut Cx<'_, T>, on: Date, price: Yen, low_price_agreement: bool) -> Result<Yen, NotInForce> {
    cx.rule(&CAP, |cx| {
        cx.given("price", &price);
        cx.given("low_price_agreement", &low_price_agreement);
        let first = cx.param(&figures::FIRST_TIER_UP_TO, on)?;
        let first_share = cx.param(&figures::FIRST_TIER_SHARE, on)?;
        let second = cx.param(&figures::SECOND_TIER_UP_TO, on)?;
        let second_share = cx.param(&figures::SECOND_TIER_SHARE, on)?;
        let third_share = cx.param(&figures::THIRD_TIER_SHARE, on)?;
        let parts = [
            (price.min(first), first_share),
            (price.min(second).excess_over(first), second_share),
            (price.excess_over(second), third_share),
        ];
        let mut fee = exact_sum(parts);
        let applies = low_price_agreement && price <= cx.param(&figures::LOW_PRICE_UP_TO, on)?;
        if applies {
            let special = cx.param(&figures::LOW_PRICE_FEE, on)?;
            if u128::from(special.0) * fee.1 > fee.0 {
                fee = (u128::from(special.0), 1);
            }
        }
        // One rounding, at the end: the notice gives a ceiling, and a fraction above it may not be asked.
        let (tax, whole) = cx.param(&figures::CONSUMPTION_TAX, on)?.parts();
        let (above, below) = (fee.0 * u128::from(whole + tax), fee.1 * u128::from(whole));
        Ok(Yen(u64::try_from(above / below).expect("a fee is a small part of a price that was read")))
    })
}

/// The sum of shares of amounts as an exact fraction, numerator and denominator.
fn exact_sum(parts: [(Yen, Share); 3]) -> (u128, u128) {
    parts.into_iter().fold((0, 1), |(above, below), (amount, share)| {
        let (numerator, denominator) = share.parts();
        let (numerator, denominator) = (u128::from(numerator), u128::from(denominator));
        (above * denominator + u128::from(amount.0) * numerator * below, below * denominator)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::date;
    use crate::trace::NoTrace;
    use num_rational::Ratio;
    use proptest::prelude::*;

    fn check(price: u64, on: Date, agreement: bool, expect: u64) {
        let found = cap(&mut Cx::new(&mut NoTrace), on, Yen(price), agreement).unwrap();
        assert_eq!(found, Yen(expect), "{price} on {on}, {agreement}");
    }

    const TODAY: Date = date(2026, 11, 22);

    /// By hand with 10 %: 2,000,000 × 5 % × 1.1 = 110,000; 2,000,001: (100,000 + 0.04) × 1.1 = 110,000.044;
    /// 4,000,000: 180,000 × 1.1 = 198,000; 4,000,034: 180,001.02 × 1.1 = 198,001.122; 9: 0.45 × 1.1 = 0.495;
    /// 19: 0.95 × 1.1 = 1.045, which two roundings would lose.
    #[test]
    fn every_tier_from_both_sides_with_one_rounding() {
        check(0, TODAY, false, 0);
        check(9, TODAY, false, 0);
        check(19, TODAY, false, 1);
        check(2_000_000, TODAY, false, 110_000);
        check(2_000_001, TODAY, false, 110_000);
        check(4_000_000, TODAY, false, 198_000);
        check(4_000_034, TODAY, false, 198_001);
        check(24_000_000, TODAY, false, 858_000);
    }

    #[test]
    fn the_tax_of_the_contracts_day() {
        // 660,000 × 1.08 and × 1.1.
        check(20_000_000, date(2014, 4, 1), false, 712_800);
        check(20_000_000, date(2019, 9, 30), false, 712_800);
        check(20_000_000, date(2019, 10, 1), false, 726_000);
        let error = cap(&mut Cx::new(&mut NoTrace), date(2014, 3, 31), Yen(1), false).unwrap_err();
        assert_eq!((error.parameter, error.known_from), ("brokerage.consumption_tax", date(2014, 4, 1)));
    }

    #[test]
    fn a_cheap_home_with_agreement() {
        // From 2024-07-01: up to 8,000,000 at least 300,000 × 1.1.
        check(1_000_000, date(2024, 7, 1), true, 330_000);
        // Above the limit the ordinary fee is the larger one anyway, so the limit itself never shows.
        check(8_000_000, date(2024, 7, 1), true, 330_000);
        check(7_999_999, date(2024, 7, 1), true, 330_000);
        check(7_999_999, date(2024, 7, 1), false, 329_999);
        // 2018-01-01 to 2024-06-30: up to 4,000,000 at least 180,000, with 8 % or 10 %.
        check(3_000_000, date(2024, 6, 30), true, 198_000);
        check(3_000_000, date(2024, 6, 30), false, 154_000);
        check(3_000_000, date(2018, 1, 1), true, 194_400);
        check(5_000_000, date(2024, 6, 30), true, 231_000);
        // Before 2018 an agreement changes nothing: 140,000 × 1.08.
        check(3_000_000, date(2017, 12, 31), true, 151_200);
        check(3_000_000, date(2017, 12, 31), false, 151_200);
    }

    proptest! {
        /// The short formulas of the market ("4 % + 20,000", "3 % + 60,000"), in rationals.
        #[test]
        fn the_short_formulas_give_the_same(price in 0u64..20_000_000, agreement: bool) {
            let percent = |percent: u64, more: u64| Ratio::new(u128::from(price * percent), 100) + u128::from(more);
            let fee = match price {
                0..=2_000_000 => percent(5, 0),
                2_000_001..=4_000_000 => percent(4, 20_000),
                _ => percent(3, 60_000),
            };
            let fee = if agreement && price <= 8_000_000 { fee.max(Ratio::from(300_000)) } else { fee };
            let expect = (fee * Ratio::new(11, 10)).floor().to_integer();
            let found = cap(&mut Cx::new(&mut NoTrace), TODAY, Yen(price), agreement).unwrap();
            prop_assert_eq!(u128::from(found.0), expect);
        }
    }
}
