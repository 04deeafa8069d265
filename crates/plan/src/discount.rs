//! What later payments are worth today to who receives them.

use law::{Rate, Yen};

use crate::stream::Stream;

/// Months that are told apart; a payment after them is worth what one in the last of them is.
const MOST_MONTHS: usize = 1_200;
/// Binary places of what a yen is worth: a sum over all months fits into 64 bits.
const PLACES: u32 = 50;

/// A yearly rate at which waiting is discounted, month by month: a yen after a month is worth `1 / (1 + rate / 12)`.
///
/// It is the reckoning of who holds a claim, no figure of any act: the household never sees it.
///
/// ```
/// use law::Yen;
/// use plan::Discount;
/// let twelve = Discount::at("12".parse().unwrap()).unwrap();
/// // 10,100 yen after a month at a percent a month are 10,000 yen now.
/// assert_eq!(twelve.of(1, Yen(10_100)), Yen(10_000));
/// assert_eq!(twelve.of(0, Yen(10_100)), Yen(10_100));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discount {
    rate: Rate,
    /// Of a yen in each month, from the one in which the picture is taken.
    worth: Vec<u64>,
    /// Of a yen in every month up to each, without the first of them.
    sums: Vec<u64>,
}

impl Discount {
    /// At a rate of up to 100 % a year; a larger one is none.
    pub fn at(rate: Rate) -> Option<Discount> {
        let (part, whole) = rate.parts();
        if part > whole {
            return None;
        }
        let year = 12 * whole;
        let next = |worth: &u64| Some((u128::from(*worth) * year / (year + part)) as u64);
        let worth: Vec<u64> = std::iter::successors(Some(1 << PLACES), next).take(MOST_MONTHS + 1).collect();
        let sums = worth.iter().scan(0, |sum, worth| {
            let before = *sum;
            *sum += worth;
            Some(before)
        });
        // The yen of today is in every sum, and not meant.
        let sums = sums.skip(1).chain([worth.iter().sum()]).map(|sum: u64| sum - (1 << PLACES)).collect();
        Some(Discount { rate, worth, sums })
    }

    /// The rate per year.
    pub const fn rate(&self) -> Rate {
        self.rate
    }

    /// What an amount in a month is worth, rounded to the next yen.
    pub fn of(&self, month: u32, amount: Yen) -> Yen {
        rounded(u128::from(amount.0) * u128::from(self.worth[place(month)]))
    }

    /// What a stream is worth, rounded to the next yen.
    pub(crate) fn of_stream(&self, stream: &Stream) -> Yen {
        let level = self.sums[place(stream.until() - 1)] - self.sums[place(stream.from - 1)];
        let last = u128::from(stream.last.0) * u128::from(self.worth[place(stream.until())]);
        rounded(u128::from(stream.amount.0) * u128::from(level) + last)
    }
}

fn place(month: u32) -> usize {
    MOST_MONTHS.min(month as usize)
}

fn rounded(parts: u128) -> Yen {
    Yen(((parts + (1 << (PLACES - 1))) >> PLACES) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stream::{Item, Purpose};
    use proptest::prelude::*;

    #[test]
    fn more_than_a_hundred_percent_is_no_rate() {
        assert_eq!(Discount::at("100.1".parse().unwrap()), None);
        assert!(Discount::at("100".parse().unwrap()).is_some());
    }

    /// 100,000 yen a month for 360 months at 2 %: the worth of an annuity, 100,000 × (1 − 1.0016667^−360) / 0.0016667
    /// = 27,054,851.6 yen (reckoned apart, with floats).
    #[test]
    fn an_annuity_is_worth_what_the_formula_says() {
        let stream = Stream::level(Item::general(Purpose::Rent), 1, 360, Yen(100_000)).unwrap();
        let worth = Discount::at("2".parse().unwrap()).unwrap().of_stream(&stream);
        assert!(worth.0.abs_diff(27_054_852) <= 1, "{worth:?}");
    }

    proptest! {
        /// A stream is worth what its months are worth, to half a yen each; at no rate it is worth its total.
        #[test]
        fn a_stream_is_its_months(
            from in 1u32..80, months in 1u32..420, amount in 0u64..500_000, last in 0u64..500_000, units in 0u64..150_000_000_000
        ) {
            let stream = Stream { item: Item::general(Purpose::Rent), from, months, amount: Yen(amount), last: Yen(last) };
            let discount = Discount::at(Rate::from_units(units)).unwrap();
            let each: Yen = (from..from + months).map(|month| discount.of(month, stream.at(month))).sum();
            prop_assert!(discount.of_stream(&stream).0.abs_diff(each.0) <= u64::from(months) / 2 + 1);
            prop_assert_eq!(Discount::at(Rate::ZERO).unwrap().of_stream(&stream), stream.total());
        }
    }
}
