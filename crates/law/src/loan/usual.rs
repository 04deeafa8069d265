//! Level payments of usual loans, for columns of them.

use super::MAX_MONTHS;
use crate::{Rate, Yen};

/// The level payment of a usual loan, and whether it is settled; where it is not, [`level_payment`] decides.
///
/// Usual is what lies below [`Yen::SMALL`], below 18.75 % a year, and for which the rate times the years comes to less than 2.82
/// (18 % over 15 years, 7 % over 40); of such loans about one in a thousand lies too near to a whole yen. A term outside 1 to
/// [`MAX_MONTHS`] settles nothing.
///
/// Without a jump, a division, or a table of rates, and in products of 32 and 64 places, so that a processor can take several
/// rows at once. Of a rate r a month over n months with y = n ln (1 + r) the payment of a yen is (r / 2) (1 + coth (y / 2)),
/// and n times that is n r / 2 + (r / ln (1 + r)) g(y²), where g(y²) = (y / 2) coth (y / 2). Neither this nor any part
/// of it takes a difference of what is nearly the same, so that a few places are enough.
///
/// ```
/// use law::{Rate, Yen, loan::usual_level_payment};
/// let rate: Rate = "1.475".parse()?;
/// assert_eq!(usual_level_payment(Yen(31_000_000), rate, 420), (Yen(94_538), true));
/// assert!(!usual_level_payment(Yen(31_000_000), rate, 0).1);
/// // A whole yen: 1,200 / 12.
/// assert!(!usual_level_payment(Yen(1_200), Rate::ZERO, 12).1);
/// # Ok::<(), law::rate::NotARate>(())
/// ```
///
/// [`level_payment`]: super::level_payment
#[expect(clippy::inline_always, reason = "columns are only quick where the compiler sees through the whole row")]
#[inline(always)]
pub fn usual_level_payment(principal: Yen, rate: Rate, months: u64) -> (Yen, bool) {
    let (units, grown) = (rate.units(), months.wrapping_mul(rate.units()));
    let is_usual = principal < Yen::SMALL
        && units < MOST_UNITS
        && grown < MOST_GROWN
        && months.wrapping_sub(1) < u64::from(MAX_MONTHS);
    let owed = principal.0.wrapping_mul(least_of_a_yen(units, grown));
    // A quotient that is never too large, and for usual loans at most one too small.
    let unit = months << PLACES;
    let below = times(owed >> 32, parts_of(months)) >> PLACES;
    let rest = owed.wrapping_sub(times(below, months) << PLACES);
    let is_below = u64::from(rest >= unit);
    let rest = rest.wrapping_sub(unit & is_below.wrapping_neg());
    // What is owed may be larger by the slack: is it then still less than the next yen of each month?
    let is_settled = rest.wrapping_add(principal.0.wrapping_mul(SLACK)) < unit;
    (Yen(below + is_below), is_settled & is_usual)
}

/// 18.75 % a year, a 64th a month, in the unit of [`Rate`].
const MOST_UNITS: u64 = WHOLE_YEAR / 64;
/// The rate of a month times the months, in 1/12 of the unit of [`Rate`]: a little below the root of 8.
const MOST_GROWN: u64 = WHOLE_YEAR / 100 * 282;
/// Twelve wholes in the unit of [`Rate`]: 3 × 5^12 × 2^14.
const WHOLE_YEAR: u64 = ODD << 14;
const ODD: u64 = 3 * 5u64.pow(12);

/// Places after the point of what is worked out for a yen.
const PLACES: u32 = 31;
/// What [`least_of_a_yen`] may lie too low by, in 2^-31: see there.
const SLACK: u64 = 10;

/// The product of two numbers of 32 places, which is what a processor multiplies most quickly.
#[inline(always)]
fn times(one: u64, other: u64) -> u64 {
    const LOW: u64 = u32::MAX as u64;
    (one & LOW) * (other & LOW)
}

/// The product of a number and one below 1 in 2^-32, rounded down.
#[expect(clippy::inline_always, reason = "columns are only quick where the compiler sees through the whole row")]
#[inline(always)]
fn part(below_one: u64, number: u64) -> u64 {
    times(below_one, number) >> 32
}

/// One over the months in 2^-32, rounded down.
#[inline(always)]
fn parts_of(months: u64) -> u64 {
    /// So many that no place is looked for beyond the end.
    const TERMS: usize = (MAX_MONTHS as usize + 1).next_power_of_two();
    static PARTS: [u32; TERMS] = {
        let mut parts = [0; TERMS];
        let mut months = 1;
        while months <= MAX_MONTHS {
            parts[months as usize] = u32::MAX / months;
            months += 1;
        }
        parts
    };
    u64::from(PARTS[months as usize % TERMS])
}

/// What the instalments of a yen come to in all, in 2^-31: at most that, and less than [`SLACK`] below it. Of a usual loan; of any
/// other it may be anything.
///
/// The polynomials are the nearest of their degree to what they stand for (Ремез), over a rate of a month from 0 to 1/64 and over
/// y² from 0 to 8. What each step may be off by, in 2^-31, as its part of the sum:
///
/// | step | too low | too high |
/// | --- | --- | --- |
/// | n r: places cut off below (1.8, or 0.2 more); the sum has at most 0.9 of it | 1.6 | 0.2 |
/// | y: the polynomial 0.6, a place cut off; the sum has at most 0.4 of it | 0.3 | 0.6 |
/// | y²: places cut off, of y before it | 0.8 | 0 |
/// | g: the polynomial with its parts in whole numbers 0.3, places cut off | 2.4 | 1.8 |
/// | the sum: r / ln (1 + r) 0.1, places cut off | 1.1 | 0.1 |
/// | all | 6.2 | 2.7 |
#[inline(always)]
fn least_of_a_yen(units: u64, grown: u64) -> u64 {
    const TOO_HIGH: u64 = 3;
    // 64 r in 2^-32, n r in 2^-31.
    const RATE: u64 = (1_u64 << 61).div_ceil(ODD);
    const GROWN: u64 = (1_u64 << 60).div_ceil(ODD);
    let rate = times(units >> 6, RATE) >> 31;
    let square = part(rate, rate);
    let grown = (grown >> 12).wrapping_mul(GROWN) >> 31;
    // 1 − ln (1 + r) / r, and r / ln (1 + r) − 1, in 2^-38.
    let less = 25 + part(rate, 2_147_482_852) - part(square, 22_365_627 - part(rate, 255_711));
    let more = 3 + part(rate, 2_147_483_543) - part(square, 5_591_876 - part(rate, 42_840));
    let y = grown.wrapping_sub(grown.wrapping_mul(less) >> 38);
    // An eighth of y² in 2^-32.
    let y = times(y >> 1, y >> 1) >> 31;
    let second = part(y, y);
    let fourth = part(second, second);
    // In 2^-32, as the sum.
    let g = (1 << 32) + part(y, 2_863_311_489)
        - part(second, 381_773_967 - part(y, 72_711_577))
        - part(fourth, 14_513_442 - part(y, 2_869_860) + part(second, 507_107 - part(y, 56_893)));
    ((g + (g.wrapping_mul(more) >> 38) + grown) >> 1) - TOO_HIGH
}

#[cfg(test)]
mod tests {
    use super::super::{Months, level_payment};
    use super::*;
    use num_bigint::BigUint;
    use proptest::prelude::*;

    /// What the instalments of a yen come to in all, in 2^-40, rounded down: n r (1 + r)^n / ((1 + r)^n − 1) in whole numbers.
    fn exactly(units: u64, months: u32) -> BigUint {
        let places = BigUint::from(1u64 << 40);
        if units == 0 {
            return places;
        }
        let (a, b) = (BigUint::from(units), BigUint::from(WHOLE_YEAR));
        let grown = (&a + &b).pow(months);
        let whole = b.pow(months);
        places * months * a * &grown / (b * (grown - whole))
    }

    /// How much lower than the exact sum it is, in 2^-31, and a little more.
    fn too_low(units: u64, months: u32) -> Option<i64> {
        let grown = units * u64::from(months);
        let found = BigUint::from(least_of_a_yen(units, grown)) << 9;
        let exact = exactly(units, months);
        (found <= exact).then(|| i64::try_from((exact - found) >> 9).expect("a difference of a few places"))
    }

    /// The longest term of a usual loan at a rate.
    fn most_months(units: u64) -> u32 {
        (MOST_GROWN - 1).checked_div(units).map_or(MAX_MONTHS, |most| most.min(u64::from(MAX_MONTHS)) as u32)
    }

    fn check(units: u64, months: u32) -> Result<(), TestCaseError> {
        let low = too_low(units, months);
        prop_assert!(low.is_some_and(|low| low < SLACK.cast_signed()), "{low:?} of {units} over {months}");
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_500))]
        #[test]
        fn the_sum_of_a_yen_lies_within_its_slack(
            units in prop_oneof![0u64..1_000, 0u64..5_000_000_000, 0u64..60_000_000_000, 0u64..MOST_UNITS],
            share in 0u32..=1_000,
        ) {
            let most = most_months(units);
            check(units, 1.max(most * share / 1_000))?;
            check(units, most)?;
        }

        #[test]
        fn what_is_settled_is_the_level_payment(
            principal in prop_oneof![0u64..2_000, 0u64..100_000_000, (1u64 << 31) - 5..(1 << 31) + 5, any::<u64>()],
            units in prop_oneof![Just(0u64), 0u64..100, (0u64..800).prop_map(|step| step * 50_000_000), any::<u64>()],
            months in prop_oneof![0u64..40, 0u64..=1_300, any::<u64>()],
        ) {
            let (principal, rate) = (Yen(principal), Rate::from_units(units));
            let (payment, is_settled) = usual_level_payment(principal, rate, months);
            if is_settled {
                let months = u32::try_from(months).ok().and_then(Months::new);
                prop_assert_eq!(months.map(|months| level_payment(principal, rate, months)), Some(payment));
            }
        }
    }

    /// On the corners of what is usual, and at every term of a few rates.
    #[test]
    fn the_sum_of_a_yen_lies_within_its_slack_everywhere() {
        let rates = (0..48).map(|place| MOST_UNITS - 1 - (MOST_UNITS - 1) / 47 * place);
        for units in rates.chain([0, 1, 63, 64, 4_095, 4_096, 14_750_000_000]) {
            for months in (1..=most_months(units)).step_by(7).chain([most_months(units)]) {
                check(units, months).unwrap();
            }
        }
    }

    /// Most usual loans are settled, and none that is not usual.
    #[test]
    fn usual_loans_are_settled() {
        let (mut settled, mut all) = (0, 0);
        for step in 1..=400 {
            let rate = Rate::from_units(step * 100_000_000);
            for months in [12, 120, 240, 420, 600] {
                settled += u32::from(usual_level_payment(Yen(step * 123_457), rate, months).1);
                all += 1;
            }
        }
        assert!(settled >= all - 8, "{settled} of {all}");
        let is_settled = |principal, units, months| usual_level_payment(principal, Rate::from_units(units), months).1;
        let one = Yen(31_000_001);
        assert!(is_settled(one, MOST_UNITS - 1, 180) && !is_settled(one, MOST_UNITS, 180));
        // 8 % over 35 years is 2.8, 8.1 % is more than 2.82.
        assert!(is_settled(one, 80_000_000_000, 420) && !is_settled(one, 81_000_000_000, 420));
        assert!(is_settled(one, 0, 1_200) && !is_settled(one, 0, 1_201) && !is_settled(one, 0, 0));
        assert!(!is_settled(Yen::SMALL, 14_750_000_000, 420));
    }
}
