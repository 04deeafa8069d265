//! Random inputs that go where mistakes are: to the borders of the law.

use law::calendar::{days_later, month_end};
use law::words::Word;
use law::{Date, Rate, Yen};

/// Amounts at which some rule turns.
const BORDERS: &[u64] = &[
    0, 8, 11_000, 100_000, 110_000, 165_000, 180_000, 200_000, 300_000, 330_000, 440_000, 500_000, 660_000, 990_000,
    1_000_000, 1_400_000, 1_600_000, 2_000_000, 3_000_000, 4_000_000, 5_000_000, 8_000_000, 15_000_000, 30_000_000,
    50_000_000,
];
/// The most that one input may be.
pub(crate) const MOST: u64 = 1_000_000_000_000_000;

/// A source of inputs (SplitMix64), the same on every run.
pub(crate) struct Draw(u64);

impl Draw {
    /// The source for one input to a rule.
    pub(crate) fn new(rule: &str, number: u64) -> Draw {
        let salt = rule.bytes().fold(0u64, |salt, byte| salt.wrapping_mul(31).wrapping_add(byte.into()));
        Draw(salt ^ number.wrapping_mul(0xD134_2543_DE82_EF95))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// A number below `end`, once in twenty times below the greater `rarely`.
    pub(crate) fn mostly_below(&mut self, end: u64, rarely: u64) -> u64 {
        let end = if self.once_in(20) { rarely } else { end };
        self.below(end)
    }

    /// True once in `times`.
    pub(crate) fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    pub(crate) fn flag(&mut self) -> bool {
        self.once_in(2)
    }

    /// One of a list.
    pub(crate) fn of<V: Copy>(&mut self, list: &[V]) -> V {
        list[self.below(list.len() as u64) as usize]
    }

    /// One of a closed list of words.
    pub(crate) fn word<W: Word>(&mut self) -> W {
        self.of(W::ALL)
    }

    /// A list of up to `most` things.
    pub(crate) fn list<V>(&mut self, most: u64, mut one: impl FnMut(&mut Draw) -> V) -> Vec<V> {
        (0..self.below(most + 1)).map(|_| one(self)).collect()
    }

    /// An amount: near a border, small, of a household's size, or up to the most that may be.
    pub(crate) fn yen(&mut self) -> Yen {
        let amount = match self.below(8) {
            0..3 => (self.of(BORDERS) + self.below(5)).saturating_sub(2),
            3 => self.below(20),
            4..7 => self.below(60_000_000),
            _ => self.below(MOST + 1),
        };
        Yen(amount)
    }

    /// A day from the start of `year` on: often a month's end or beginning, or 29 February.
    pub(crate) fn day(&mut self, year: i16, years: u64) -> Date {
        let day = days_later(law::calendar::date(year, 1, 1), self.below(years * 365) as u32).unwrap();
        match self.below(4) {
            0 => month_end(day, 0).unwrap(),
            1 => day.first_of_month(),
            2 if day.in_leap_year() => law::calendar::date(day.year(), 2, 29),
            _ => day,
        }
    }

    /// A rate: none, a usual one, or any.
    pub(crate) fn rate(&mut self) -> Rate {
        const PERCENT: u64 = 10_000_000_000;
        Rate::from_units(match self.below(8) {
            0 => self.below(3),
            1..6 => self.below(20_000) * (PERCENT / 1_000),
            6 => self.below(20 * PERCENT),
            _ => self.below(1_000 * PERCENT),
        })
    }
}
