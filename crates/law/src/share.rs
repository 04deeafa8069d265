//! Exact shares of a whole: co-ownership, statutory fractions, practice ratios.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use crate::money::Yen;

/// A non-negative fraction in lowest terms, written `1/2`, `1`, or in percent `85%`.
///
/// ```
/// use law::{money::Yen, share::Share};
/// let half: Share = "2/4".parse()?;
/// assert_eq!(half, Share::new(1, 2).unwrap());
/// assert_eq!(half.of_floor(Yen(5)), Yen(2));
/// assert_eq!("85%".parse::<Share>()?.to_string(), "17/20");
/// # Ok::<(), law::share::NotAShare>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Share {
    numerator: u32,
    denominator: u32,
    /// One over the denominator in 2^-64, rounded down: shares are taken of millions of amounts, and a division costs many
    /// multiplications.
    reciprocal: u64,
    small: Small,
}

/// A share as a product and a shift, for amounts below [`Yen::SMALL`]: what a processor can do for several amounts at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Small {
    /// The share in 2^-(32 + `shift`), the fraction cut off.
    factor: u32,
    /// Was a fraction cut off?
    cut: bool,
    shift: u8,
    /// Is the answer that of the fraction for each such amount?
    holds: bool,
}

impl Small {
    /// With the factor f = n × 2^k / d ± c / d, an amount a times f differs from a × n / d by less than a × c / (d × 2^k). The next
    /// whole number lies a d-th away or more, so that a × c ≤ 2^k suffices; for a share of one over anything it always does.
    const fn of(numerator: u32, denominator: u32) -> Small {
        let (above, below) = (numerator as u64, denominator as u64);
        let mut shift: u8 = 0;
        while above > 0 && above << (shift + 1) < below {
            shift += 1;
        }
        let above = above << shift;
        if above >= below {
            return Small { factor: 0, cut: false, shift: 0, holds: false };
        }
        let (factor, rest) = ((above << 32) / below, (above << 32) % below);
        // An amount has 31 places, k is 32 and the shift.
        let most = 2 << shift;
        let holds = rest == 0 || (rest <= most && below - rest <= most && factor < u32::MAX as u64);
        Small { factor: factor as u32, cut: rest > 0, shift, holds }
    }

    #[inline]
    const fn floor(self, amount: u64) -> u64 {
        (amount * (self.factor as u64 + self.cut as u64)) >> 32 >> self.shift
    }

    #[inline]
    const fn ceil(self, amount: u64) -> u64 {
        (amount * self.factor as u64 + ((1 << 32 << self.shift) - 1)) >> 32 >> self.shift
    }
}

impl Share {
    /// The whole.
    pub const WHOLE: Share = Share::in_lowest_terms(1, 1);
    /// Nothing.
    pub const NOTHING: Share = Share::in_lowest_terms(0, 1);

    const fn in_lowest_terms(numerator: u32, denominator: u32) -> Share {
        Share {
            numerator,
            denominator,
            reciprocal: u64::MAX / denominator as u64,
            small: Small::of(numerator, denominator),
        }
    }

    /// A fraction, reduced; `None` when the denominator is zero.
    pub const fn new(numerator: u32, denominator: u32) -> Option<Share> {
        if denominator == 0 {
            return None;
        }
        let (mut a, mut b) = (numerator, denominator);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        Some(Share::in_lowest_terms(numerator / a, denominator / a))
    }

    /// Numerator and denominator in lowest terms.
    pub const fn parts(self) -> (u32, u32) {
        (self.numerator, self.denominator)
    }

    /// Is this share of every amount below [`Yen::SMALL`] a product and a shift? For a column that is asked once and not for each
    /// row.
    #[inline]
    pub const fn is_quick(self) -> bool {
        self.small.holds
    }

    /// This share of an amount, the fraction of a yen cut off.
    #[inline]
    pub fn of_floor(self, amount: Yen) -> Yen {
        if self.small.holds && amount < Yen::SMALL {
            return Yen(self.small.floor(amount.0));
        }
        match amount.0.checked_mul(u64::from(self.numerator)) {
            Some(product) => Yen(self.quotient(product)),
            None => amount.part_floor(u128::from(self.numerator), u128::from(self.denominator)),
        }
    }

    /// This share of an amount, a fraction of a yen counted as a whole one.
    #[inline]
    pub fn of_ceil(self, amount: Yen) -> Yen {
        if self.small.holds && amount < Yen::SMALL {
            return Yen(self.small.ceil(amount.0));
        }
        let product = amount.0.checked_mul(u64::from(self.numerator));
        match product.and_then(|product| product.checked_add(u64::from(self.denominator) - 1)) {
            Some(product) => Yen(self.quotient(product)),
            None => amount.part_ceil(u128::from(self.numerator), u128::from(self.denominator)),
        }
    }

    /// A number divided by the denominator, the fraction cut off.
    ///
    /// The reciprocal is less than 2^-64 too small, so the quotient by it is right or one too small.
    #[inline]
    const fn quotient(self, product: u64) -> u64 {
        let below = self.denominator as u64;
        let quotient = ((product as u128 * self.reciprocal as u128) >> 64) as u64;
        quotient + (product - quotient * below >= below) as u64
    }

    /// The sum of shares, if it can be written with 32-bit terms.
    pub fn plus(self, other: Share) -> Option<Share> {
        let denominator = u64::from(self.denominator) * u64::from(other.denominator);
        let numerator = u64::from(self.numerator) * u64::from(other.denominator)
            + u64::from(other.numerator) * u64::from(self.denominator);
        let (mut a, mut b) = (numerator, denominator);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        Some(Share::in_lowest_terms(u32::try_from(numerator / a).ok()?, u32::try_from(denominator / a).ok()?))
    }
}

impl PartialOrd for Share {
    fn partial_cmp(&self, other: &Share) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Share {
    fn cmp(&self, other: &Share) -> Ordering {
        let left = u64::from(self.numerator) * u64::from(other.denominator);
        left.cmp(&(u64::from(other.numerator) * u64::from(self.denominator)))
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

/// The text is no fraction such as `1/2`, `1` or `85%`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAShare;

impl fmt::Display for NotAShare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a share is a fraction such as 1/2, or a whole percentage such as 85%")
    }
}

impl std::error::Error for NotAShare {}

impl FromStr for Share {
    type Err = NotAShare;

    fn from_str(text: &str) -> Result<Share, NotAShare> {
        let digits = |text: &str| -> Result<u32, NotAShare> {
            if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(NotAShare);
            }
            text.parse().map_err(|_| NotAShare)
        };
        let (numerator, denominator) = match (text.split_once('/'), text.strip_suffix('%')) {
            (Some((above, below)), _) => (digits(above.trim())?, digits(below.trim())?),
            (None, Some(percent)) => (digits(percent)?, 100),
            (None, None) => (digits(text)?, 1),
        };
        Share::new(numerator, denominator).ok_or(NotAShare)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_share_of_an_amount_is_the_plain_quotient(
            amount in prop_oneof![
                0u64..10_000,
                0u64..1 << 31,
                (1u64 << 31) - 100..(1 << 31) + 100,
                0u64..=1_000_000_000_000_000,
                any::<u64>(),
            ],
            numerator in prop_oneof![Just(1u32), 0u32..100, any::<u32>()],
            denominator in prop_oneof![1u32..100, 1u32..=u32::MAX],
        ) {
            let share = Share::new(numerator, denominator).unwrap();
            let product = u128::from(amount) * u128::from(numerator);
            let (floor, ceil) = (product / u128::from(denominator), product.div_ceil(u128::from(denominator)));
            if let (Ok(floor), Ok(ceil)) = (u64::try_from(floor), u64::try_from(ceil)) {
                prop_assert_eq!((share.of_floor(Yen(amount)), share.of_ceil(Yen(amount))), (Yen(floor), Yen(ceil)));
            }
        }
    }

    proptest! {
        /// Where a cut factor would go wrong first: the largest small amounts on both sides of a whole quotient.
        #[test]
        fn a_product_and_a_shift_are_right_on_both_sides_of_a_whole_number(
            numerator in 1u64..200,
            denominator in 1u64..=u64::from(u32::MAX),
            below_the_end in 0u64..1_000,
        ) {
            let share = Share::new(numerator as u32, denominator as u32).unwrap();
            // The least amount of a quotient near to that of the largest small amount.
            let quotient = (((1 << 31) - 1) * numerator / denominator).saturating_sub(below_the_end);
            let least = (quotient * denominator).div_ceil(numerator);
            for amount in [least.saturating_sub(1), least, least + 1] {
                let product = amount * numerator;
                prop_assert_eq!(share.of_floor(Yen(amount)), Yen(product / denominator));
                prop_assert_eq!(share.of_ceil(Yen(amount)), Yen(product.div_ceil(denominator)));
            }
        }
    }

    #[test]
    fn the_shares_of_the_law_are_quick() {
        for (numerator, denominator) in [(1, 5), (1, 10), (3, 4), (1, 2), (1, 8), (1, 36), (1, 60), (0, 1)] {
            assert!(Share::new(numerator, denominator).unwrap().is_quick(), "{numerator}/{denominator}");
        }
        assert!((1..=1_200).all(|months| Share::new(1, months).unwrap().is_quick() || months == 1));
    }

    #[test]
    fn a_quotient_on_both_sides_of_a_whole_number() {
        for denominator in [1, 2, 3, 5, 7, 8, 36, 60, 1 << 31, u32::MAX] {
            let share = Share::new(1, denominator).unwrap();
            let most = u64::MAX / u64::from(denominator) * u64::from(denominator);
            for amount in [0, 1, u64::from(denominator), most - 1, most, u64::MAX] {
                assert_eq!(
                    share.of_floor(Yen(amount)),
                    Yen(amount / u64::from(denominator)),
                    "{amount} / {denominator}"
                );
            }
        }
    }

    #[test]
    fn shares_are_reduced_compared_and_added() {
        let share = |text: &str| text.parse::<Share>().unwrap();
        assert_eq!(share("3/6"), share("1/2"));
        assert!(share("1/3") < share("1/2"));
        assert_eq!(share("1/3").plus(share("2/3")), Some(Share::WHOLE));
        for text in ["1/0", "a/2", "-1/2", "1/2/3", "0.5", ""] {
            assert_eq!(text.parse::<Share>(), Err(NotAShare), "{text:?}");
        }
    }
}
