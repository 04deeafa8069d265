//! Slips of the unit over a whole column: 万円 for yen, 0.06 for 6.00 %.
//!
//! One amount that is too small is a mistake of its row. Where most of a column is too small, the column is written in
//! another unit, and every answer would be wrong: that is told of the column. The counts of parts of a book add up, so
//! that a stream gives the same answer as the whole.

use case::ClaimKind;
use case::bounds::{Least, contract_rates, late_rates};
use law::message::Message;
use law::{Rate, Yen, message};
use serde::{Deserialize, Serialize};

use crate::table::Households;

/// How many filled, positive cells of a column there are, and how many of them are too small.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
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

/// The columns of amounts that are looked at.
const AMOUNTS: [&str; 8] = [
    "home_value",
    "claims.principal",
    "claims.monthly_payment",
    "gross_monthly",
    "net_monthly",
    "rent_if_moved",
    "living_cost",
    "bonus_net_yearly",
];

/// Below this most of a column of homes or home loans is in 万円: ten times what a single one has at least.
fn least(place: usize) -> Yen {
    match place {
        0 | 1 => Least::Home.on(None).times(10),
        _ => Least::Monthly.on(None),
    }
}

/// The columns of rates that are looked at: home loans, other loans, late charges.
const RATES: [&str; 3] = ["claims.rate", "claims.rate", "claims.late_rate"];

/// What rates of a column have at least, and at most.
fn usual(place: usize) -> (Rate, Rate) {
    match place {
        0 => contract_rates(Some(ClaimKind::HomeLoan), None),
        1 => contract_rates(Some(ClaimKind::CardLoan), None),
        _ => late_rates(None),
    }
}

/// The counts of a book, or of a part of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
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
        // Looked up once, not for every cell.
        let least: [Yen; AMOUNTS.len()] = std::array::from_fn(least);
        let usual: [(Rate, Rate); RATES.len()] = std::array::from_fn(usual);
        let mut count_amount = |place: usize, amount: Option<Yen>| {
            if let Some(amount) = amount.filter(|amount| !amount.is_zero()) {
                slips.amounts[place].note(amount < least[place], false);
            }
        };
        let mut count_rate = |place: usize, rate: Option<Rate>| {
            if let Some(rate) = rate.filter(|rate| !rate.is_zero()) {
                let (least, most) = usual[place];
                slips.rates[place].note(rate < least, rate > most);
            }
        };
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
                count_amount(place, amount);
            }
            let claims = &table.claims.items;
            for item in table.claims.get(row).into_iter().flatten() {
                let kind = claims.kind.get(item);
                if kind == Some(ClaimKind::HomeLoan) {
                    count_amount(1, claims.principal.get(item));
                    count_rate(0, claims.rate.get(item));
                } else {
                    count_rate(1, claims.rate.get(item));
                }
                if kind.is_some_and(|kind| Least::of_principal(kind).of_instalments() == Least::Monthly) {
                    count_amount(2, claims.monthly_payment.get(item));
                }
                count_rate(2, claims.late_rate.get(item));
            }
        }
        slips
    }

    /// Adds the counts of another part.
    pub fn add(&mut self, other: &Slips) {
        self.amounts.iter_mut().zip(other.amounts).for_each(|(tally, more)| tally.add(more));
        self.rates.iter_mut().zip(other.rates).for_each(|(tally, more)| tally.add(more));
    }

    /// The columns that are written in another unit.
    pub fn found(&self) -> Vec<Slip> {
        let mut found: Vec<Slip> = Vec::new();
        for (column, tally) in AMOUNTS.iter().zip(self.amounts) {
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
        for (column, tally) in RATES.iter().zip(self.rates) {
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
