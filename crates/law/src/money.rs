//! Yen: whole, never negative; and the two ways in which a fraction of a yen may vanish.

use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign};

use smallvec::SmallVec;

/// The largest amount that any surface reads: 10^15 yen.
///
/// Ten thousand entries of this size still add up inside [`Yen`].
pub const MAX_YEN: Yen = Yen(1_000_000_000_000_000);

/// A whole, non-negative amount of yen (円).
///
/// There is no subtraction: [`Yen::excess_over`] is "less, but not below zero"; a difference that may be
/// negative is a [`Balance`].
///
/// ```
/// use law::money::Yen;
/// assert_eq!(Yen(30).excess_over(Yen(50)), Yen(0));
/// assert_eq!((Yen(30) + Yen(50)).to_string(), "80");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Yen(pub u64);

impl PartialOrd for Yen {
    #[inline]
    fn partial_cmp(&self, other: &Yen) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// All ones where the first is above the second, else nothing. Over a column nobody can foresee which is larger, and a jump
/// that was guessed wrong costs more than all that is masked.
#[inline]
const fn mask_above(one: u64, other: u64) -> u64 {
    ((one > other) as u64).wrapping_neg()
}

/// What the first has above the second.
#[inline]
const fn above(one: u64, other: u64) -> u64 {
    one.wrapping_sub(other) & mask_above(one, other)
}

/// Which of two amounts is larger is rarely to be foreseen: it is chosen without a jump.
impl Ord for Yen {
    #[inline]
    fn cmp(&self, other: &Yen) -> Ordering {
        self.0.cmp(&other.0)
    }

    #[inline]
    fn max(self, other: Yen) -> Yen {
        Yen(other.0 + above(self.0, other.0))
    }

    #[inline]
    fn min(self, other: Yen) -> Yen {
        Yen(self.0 - above(self.0, other.0))
    }
}

impl Yen {
    /// Nothing at all.
    pub const ZERO: Yen = Yen(0);
    /// Where small amounts end: 2^31 yen. Products and sums of a few of those below it stay within 64 places, so that a column of
    /// them can be worked out several rows at once.
    pub const SMALL: Yen = Yen(1 << 31);

    /// What this amount has above `other`; zero when it has nothing above it.
    #[must_use]
    #[inline]
    pub const fn excess_over(self, other: Yen) -> Yen {
        Yen(above(self.0, other.0))
    }

    /// This amount where another is above a limit, else nothing.
    #[must_use]
    #[inline]
    pub const fn where_above(self, other: Yen, limit: Yen) -> Yen {
        Yen(self.0 & mask_above(other.0, limit.0))
    }

    /// Is this nothing?
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// This amount times a whole number.
    ///
    /// # Panics
    /// When the product leaves the range, which no amount that was read can do within 1,200 months.
    #[must_use]
    #[inline]
    pub fn times(self, count: u64) -> Yen {
        Yen(self.0.checked_mul(count).expect("yen times count stays in range"))
    }

    /// This amount times `numerator / denominator`, the fraction of a yen cut off (切捨て).
    #[must_use]
    #[inline]
    pub fn part_floor(self, numerator: u128, denominator: u128) -> Yen {
        // Most products stay inside 64 bits, where a division costs a fraction of one in 128.
        if let (Ok(above), Ok(below)) = (u64::try_from(numerator), u64::try_from(denominator))
            && let Some(product) = self.0.checked_mul(above)
        {
            return Yen(product / below);
        }
        narrow(u128::from(self.0) * numerator / denominator)
    }

    /// This amount times `numerator / denominator`, a fraction of a yen counted as a whole one (切上げ).
    #[must_use]
    #[inline]
    pub fn part_ceil(self, numerator: u128, denominator: u128) -> Yen {
        if let (Ok(above), Ok(below)) = (u64::try_from(numerator), u64::try_from(denominator))
            && let Some(product) = self.0.checked_mul(above)
        {
            return Yen(product.div_ceil(below));
        }
        narrow((u128::from(self.0) * numerator).div_ceil(denominator))
    }

    /// The signed difference `self − other`.
    #[inline]
    pub fn minus(self, other: Yen) -> Balance {
        Balance(i128::from(self.0) - i128::from(other.0))
    }
}

pub(crate) fn narrow(value: u128) -> Yen {
    Yen(u64::try_from(value).expect("a part of an amount that was read stays in range"))
}

impl Add for Yen {
    type Output = Yen;
    #[inline]
    fn add(self, other: Yen) -> Yen {
        Yen(self.0.checked_add(other.0).expect("sums of amounts that were read stay in range"))
    }
}

impl AddAssign for Yen {
    #[inline]
    fn add_assign(&mut self, other: Yen) {
        *self = *self + other;
    }
}

impl Sum for Yen {
    fn sum<I: Iterator<Item = Yen>>(amounts: I) -> Yen {
        amounts.fold(Yen::ZERO, Add::add)
    }
}

impl<'a> Sum<&'a Yen> for Yen {
    fn sum<I: Iterator<Item = &'a Yen>>(amounts: I) -> Yen {
        amounts.copied().sum()
    }
}

impl fmt::Display for Yen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&group(u128::from(self.0)))
    }
}

/// A difference of amounts in yen, which may be negative: what a month leaves over, for example.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Balance(pub i128);

impl Balance {
    /// The positive part: zero for a shortfall.
    pub fn surplus(self) -> Yen {
        Yen(u64::try_from(self.0.max(0)).unwrap_or(u64::MAX))
    }

    /// The negative part as an amount: zero for a surplus.
    pub fn shortfall(self) -> Yen {
        Yen(u64::try_from((-self.0).max(0)).unwrap_or(u64::MAX))
    }

    /// Is it below zero?
    pub const fn is_short(self) -> bool {
        self.0 < 0
    }
}

impl From<Yen> for Balance {
    fn from(amount: Yen) -> Balance {
        Balance(i128::from(amount.0))
    }
}

impl Add for Balance {
    type Output = Balance;
    fn add(self, other: Balance) -> Balance {
        Balance(self.0 + other.0)
    }
}

impl Sum for Balance {
    fn sum<I: Iterator<Item = Balance>>(amounts: I) -> Balance {
        amounts.fold(Balance(0), Add::add)
    }
}

impl fmt::Display for Balance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < 0 {
            f.write_str("▲")?;
        }
        f.write_str(&group(self.0.unsigned_abs()))
    }
}

/// Decimal digits with a comma between groups of three.
fn group(value: u128) -> String {
    let digits = value.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Shares out `total` in proportion to `weights`, in whole yen: the largest remainders get the yen that are left,
/// an earlier entry before a later one. The shares always add up to `total` (or to zero when no weight is positive).
///
/// 按分。
///
/// ```
/// use law::money::{Yen, apportion};
/// assert_eq!(apportion(Yen(100), &[Yen(1), Yen(1), Yen(1)])[..], [Yen(34), Yen(33), Yen(33)]);
/// ```
pub fn apportion(total: Yen, weights: &[Yen]) -> SmallVec<[Yen; 8]> {
    let whole: u128 = weights.iter().map(|weight| u128::from(weight.0)).sum();
    if whole == 0 {
        return SmallVec::from_elem(Yen::ZERO, weights.len());
    }
    let mut shares: SmallVec<[Yen; 8]> =
        weights.iter().map(|weight| weight.part_floor(total.0.into(), whole)).collect();
    let left = total.0 - shares.iter().sum::<Yen>().0;
    if left > 0 {
        let remainder =
            |(weight, share): (&Yen, &Yen)| u128::from(total.0) * u128::from(weight.0) - u128::from(share.0) * whole;
        let remainders = weights.iter().zip(&shares).map(remainder);
        let mut order: SmallVec<[(u128, usize); 8]> = remainders.zip(0..).collect();
        // Stable sort: on equal remainders the earlier entry stays in front.
        order.sort_by_key(|(remainder, _)| std::cmp::Reverse(*remainder));
        for (_, place) in order.iter().take(left as usize) {
            shares[*place] += Yen(1);
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_are_printed_in_groups_of_three() {
        for (amount, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (24_000_000, "24,000,000")] {
            assert_eq!(Yen(amount).to_string(), text);
        }
        assert_eq!(Balance(-1_234).to_string(), "▲1,234");
    }

    proptest! {
        #[test]
        fn sharing_out_keeps_the_sum_and_stays_within_one_yen(
            total in 0u64..1_000_000_000_000_000,
            weights in prop::collection::vec(0u64..1_000_000_000_000, 1..12),
        ) {
            let weights: Vec<Yen> = weights.into_iter().map(Yen).collect();
            let whole: Yen = weights.iter().sum();
            let shares = apportion(Yen(total), &weights);
            if whole.is_zero() {
                prop_assert!(shares.iter().all(|share| share.is_zero()));
            } else {
                prop_assert_eq!(shares.iter().sum::<Yen>(), Yen(total));
                for (share, weight) in shares.iter().zip(&weights) {
                    let exact = u128::from(total) * u128::from(weight.0);
                    let got = u128::from(share.0) * u128::from(whole.0);
                    prop_assert!(exact.abs_diff(got) < u128::from(whole.0));
                }
            }
        }
    }
}
