//! Slips of the unit over a whole column: 万円 for yen, 0.06 for 6.00 %.
//!
//! One amount that is too small is a mistake of its row. Where most of a column is too small, the column is written in
//! another unit, and every answer would be wrong: that is told of the column. The counts of parts of a book add up, so
//! that a stream gives the same answer as the whole.

use case::{ClaimKind, bounds};
use law::message::Message;
use law::{Rate, Yen, message};

use crate::table::Households;

/// How many filled, positive cells of a column there are, and how many of them are too small.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    filled: u64,
    small: u64,
    large: u64,
}

impl Tally {
    fn note(&mut self, small: bool, large: bool) {
        self.filled += 1;
        self.small += u64::from(small);
        self.large += u64::from(large);
    }

    fn add(&mut self, other: Tally) {
        self.filled += other.filled;
        self.small += other.small;
        self.large += other.large;
    }

    /// More than half.
    const fn is_most(self, count: u64) -> bool {
        count * 2 > self.filled
    }
}

/// What is looked at: the column's name and the bound below which an amount is a slip of the unit.
const AMOUNTS: [(&str, Yen); 8] = [
    ("home_value", Yen(100_000)),
    ("claims.principal", Yen(100_000)),
    ("claims.monthly_payment", bounds::LEAST_MONTHLY),
    ("gross_monthly", bounds::LEAST_MONTHLY),
    ("net_monthly", bounds::LEAST_MONTHLY),
    ("rent_if_moved", bounds::LEAST_MONTHLY),
    ("living_cost", bounds::LEAST_MONTHLY),
    ("bonus_net_yearly", bounds::LEAST_MONTHLY),
];

/// The rates that are looked at: the share of a rate that home loans, other loans and late charges have at least, and the
/// most that they have.
const RATES: [(&str, Rate, Rate); 3] = [
    ("claims.rate", bounds::LEAST_HOME_LOAN_RATE, bounds::MOST_RATE),
    ("claims.rate", LEAST_CONSUMER_RATE, bounds::MOST_RATE),
    ("claims.late_rate", LEAST_CONSUMER_RATE, bounds::MOST_LATE_RATE),
];

/// Neither a card loan nor a late charge costs less than half a percent.
const LEAST_CONSUMER_RATE: Rate = Rate::from_units(5_000_000_000);

/// The counts of a book, or of a part of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slips {
    amounts: [Tally; AMOUNTS.len()],
    rates: [Tally; RATES.len()],
}

/// A column in the wrong unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// Which.
    pub column: &'static str,
    /// What is wrong.
    pub message: Message,
    /// What to do.
    pub hint: Message,
}

impl Slips {
    /// The counts of a batch.
    pub fn of(table: &Households, rows: usize) -> Slips {
        let mut slips = Slips::default();
        for row in 0..rows {
            let own = [
                (0, table.home_value.get(row)),
                (3, table.gross_monthly.get(row)),
                (4, table.net_monthly.get(row)),
                (5, table.rent_if_moved.get(row)),
                (6, table.living_cost.get(row)),
                (7, table.bonus_net_yearly.get(row)),
            ];
            for (place, amount) in own {
                slips.amount(place, amount);
            }
            let claims = &table.claims.items;
            for item in table.claims.get(row).into_iter().flatten() {
                let kind = claims.kind.get(item);
                if kind == Some(ClaimKind::HomeLoan) {
                    slips.amount(1, claims.principal.get(item));
                    slips.rate(0, claims.rate.get(item));
                } else {
                    slips.rate(1, claims.rate.get(item));
                }
                if kind.is_some_and(|kind| !bounds::least_principal(kind).is_zero()) {
                    slips.amount(2, claims.monthly_payment.get(item));
                }
                slips.rate(2, claims.late_rate.get(item));
            }
        }
        slips
    }

    fn amount(&mut self, place: usize, amount: Option<Yen>) {
        if let Some(amount) = amount.filter(|amount| !amount.is_zero()) {
            self.amounts[place].note(amount < AMOUNTS[place].1, false);
        }
    }

    fn rate(&mut self, place: usize, rate: Option<Rate>) {
        if let Some(rate) = rate.filter(|rate| !rate.is_zero()) {
            self.rates[place].note(rate < RATES[place].1, rate > RATES[place].2);
        }
    }

    /// Adds the counts of another part.
    pub fn add(&mut self, other: &Slips) {
        self.amounts.iter_mut().zip(other.amounts).for_each(|(tally, more)| tally.add(more));
        self.rates.iter_mut().zip(other.rates).for_each(|(tally, more)| tally.add(more));
    }

    /// The columns that are written in another unit.
    pub fn found(&self) -> Vec<Slip> {
        let mut found: Vec<Slip> = Vec::new();
        for ((column, _), tally) in AMOUNTS.iter().zip(self.amounts) {
            if tally.is_most(tally.small) {
                let message = message!(
                    "batch.slip-amount",
                    column = column.to_string(),
                    small = tally.small,
                    filled = tally.filled
                );
                found.push(Slip { column, message, hint: message!("batch.hint.slip-amount") });
            }
        }
        for ((column, ..), tally) in RATES.iter().zip(self.rates) {
            let (count, hint) = if tally.is_most(tally.small) {
                (tally.small, message!("batch.hint.slip-rate-small"))
            } else if tally.is_most(tally.large) {
                (tally.large, message!("batch.hint.slip-rate-large"))
            } else {
                continue;
            };
            let message =
                message!("batch.slip-rate", column = column.to_string(), count = count, filled = tally.filled);
            if found.iter().all(|slip| slip.column != *column) {
                found.push(Slip { column, message, hint });
            }
        }
        found
    }
}
