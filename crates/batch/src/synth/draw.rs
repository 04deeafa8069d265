//! Chance, in whole numbers.

use rand_chacha::ChaCha8Rng;
use rand_core::{Rng as _, SeedableRng as _};

/// Draws for one household.
#[derive(Clone, Debug)]
pub struct Draw(ChaCha8Rng);

/// Points of a distribution: at so many thousandths, this value.
pub(super) type Quantiles = [(u32, u64)];

impl Draw {
    /// The draws of a row.
    pub fn new(seed: u64, row: u64) -> Draw {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(row);
        Draw(rng)
    }

    /// A number below `most`, each as likely as the other to within 2^-32.
    pub fn below(&mut self, most: u64) -> u64 {
        ((u128::from(self.0.next_u64()) * u128::from(most)) >> 64) as u64
    }

    /// A number from `least` to `most`.
    pub fn between(&mut self, least: u64, most: u64) -> u64 {
        least + self.below(most - least + 1)
    }

    /// Yes in so many of a thousand cases.
    pub fn in_thousand(&mut self, cases: u64) -> bool {
        self.below(1_000) < cases
    }

    /// A value of a distribution.
    pub(super) fn of(&mut self, quantiles: &Quantiles) -> u64 {
        let at = self.below(1_000_000);
        let scaled = |point: &(u32, u64)| (u64::from(point.0) * 1_000, point.1);
        for pair in quantiles.windows(2) {
            let ((from, low), (to, high)) = (scaled(&pair[0]), scaled(&pair[1]));
            if at < to {
                // Distributions rise.
                return low + (high - low) * (at - from) / (to - from);
            }
        }
        quantiles.last().map_or(0, |point| point.1)
    }

    /// An entry of a list with weights.
    pub fn choose<'l, E>(&mut self, list: &'l [(u64, E)]) -> &'l E {
        let mut left = self.below(list.iter().map(|(weight, _)| weight).sum());
        for (weight, entry) in list {
            if left < *weight {
                return entry;
            }
            left -= weight;
        }
        &list[list.len() - 1].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_its_draws_whatever_was_drawn_before() {
        let of = |row| Draw::new(7, row).below(u64::MAX);
        assert_eq!(of(3), of(3));
        assert_ne!(of(3), of(4));
        assert_ne!(of(3), Draw::new(8, 3).below(u64::MAX));
    }

    /// A line from 0 to 1,000: the mean of 100,000 draws lies within half a percent of the middle.
    #[test]
    fn quantiles_are_met() {
        let mut draw = Draw::new(1, 0);
        let sum: u64 = (0..100_000).map(|_| draw.of(&[(0, 0), (1_000, 1_000)])).sum();
        assert!((497..=502).contains(&(sum / 100_000)), "{sum}");
        let mut draw = Draw::new(1, 1);
        let below = (0..100_000).filter(|_| draw.of(&[(0, 0), (900, 10), (1_000, 1_000)]) < 10).count();
        assert!((89_000..=91_000).contains(&below), "{below}");
    }
}
