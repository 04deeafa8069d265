//! Exact yearly rates.

use std::fmt;
use std::str::FromStr;

/// A rate per year, exact: percent with up to three digits before the point and ten after it.
///
/// ```
/// use law::rate::Rate;
/// let rate: Rate = "1.475".parse()?;
/// assert_eq!(rate.to_string(), "1.475");
/// assert_eq!(rate.parts(), (14_750_000_000, 1_000_000_000_000)); // 0.01475
/// # Ok::<(), law::rate::NotARate>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rate(u64);

/// Digits after the point that a percentage may have.
const PLACES: usize = 10;
/// One whole (100 %) in the unit of [`Rate`].
const WHOLE: u128 = 1_000_000_000_000;

impl Rate {
    /// No interest at all.
    pub const ZERO: Rate = Rate(0);

    /// A rate from ten-billionths of a percent: `from_units(14_750_000_000)` is 1.475 %.
    pub const fn from_units(units: u64) -> Rate {
        Rate(units)
    }

    /// The rate in ten-billionths of a percent.
    pub const fn units(self) -> u64 {
        self.0
    }

    /// Numerator and denominator of the rate as a fraction of one per year (not reduced).
    pub const fn parts(self) -> (u128, u128) {
        (self.0 as u128, WHOLE)
    }

    /// Is it zero?
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The rate times `numerator / denominator`, if the result is exact in this type.
    pub fn scaled(self, numerator: u64, denominator: u64) -> Option<Rate> {
        let product = u128::from(self.0) * u128::from(numerator);
        (product.is_multiple_of(u128::from(denominator)))
            .then(|| u64::try_from(product / u128::from(denominator)).ok().map(Rate))
            .flatten()
    }
}

impl fmt::Display for Rate {
    /// Percent in the shortest form: `14.6`, `3`, `0`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = 10u64.pow(PLACES as u32);
        let (whole, part) = (self.0 / unit, self.0 % unit);
        if part == 0 {
            return write!(f, "{whole}");
        }
        let digits = format!("{part:0PLACES$}");
        write!(f, "{whole}.{}", digits.trim_end_matches('0'))
    }
}

/// The text is no percentage of the form `123.4567890123`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotARate;

impl fmt::Display for NotARate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a rate is percent per year with up to three digits before the point and ten after it")
    }
}

impl std::error::Error for NotARate {}

impl FromStr for Rate {
    type Err = NotARate;

    fn from_str(text: &str) -> Result<Rate, NotARate> {
        let (whole, part) = match text.split_once('.') {
            Some((_, "")) => return Err(NotARate),
            Some(halves) => halves,
            None => (text, ""),
        };
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || whole.len() > 3 || part.len() > PLACES || !digits(whole) || !digits(part) {
            return Err(NotARate);
        }
        format!("{whole}{part:0<PLACES$}").parse().map(Rate).map_err(|_| NotARate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_plain_decimals_are_rates() {
        for text in ["", ".5", "1.", "1,5", "-1", "+1", "1e1", "1234", "0.12345678901", " 1", "１"] {
            assert_eq!(text.parse::<Rate>(), Err(NotARate), "{text:?}");
        }
        for (text, printed) in [("0", "0"), ("007", "7"), ("14.60", "14.6"), ("999.9999999999", "999.9999999999")] {
            assert_eq!(text.parse::<Rate>().map(|rate| rate.to_string()), Ok(printed.to_string()));
        }
    }

    proptest! {
        #[test]
        fn a_printed_rate_reads_back(units in 0u64..10_000_000_000_000) {
            let rate = Rate::from_units(units);
            prop_assert_eq!(rate.to_string().parse(), Ok(rate));
        }
    }
}
