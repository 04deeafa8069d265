//! Level payments of a column of loans.

use law::loan::{AnnuityWorth, LevelPayments, MAX_MONTHS, Months, level_payment};
use law::{Rate, Yen};

use super::rows::{Any, BLOCK, Cell, Figure, Read, blocks, fill_block, fit};
use super::{NONE, NoFigures, amount};

/// Loans with the extension that is thought of.
#[derive(Clone, Copy, Debug)]
pub struct Loans<'c, C = i64> {
    /// What is left of each.
    pub principal: &'c [C],
    /// In the unit of [`Rate::from_units`].
    pub rate: &'c [i64],
    /// The months left.
    pub months_left: &'c [C],
    /// The months of the extension.
    pub extension: &'c [C],
}

impl<'c, C> Loans<'c, C> {
    fn part(&self, from: usize, to: usize) -> Loans<'c, C> {
        Loans {
            principal: &self.principal[from..to],
            rate: &self.rate[from..to],
            months_left: &self.months_left[from..to],
            extension: &self.extension[from..to],
        }
    }

    fn term(&self) -> Term<'c, C> {
        Term { left: self.months_left, more: self.extension }
    }
}

/// The level payment of what is left of a loan, over the months left and those of an extension. A term that is none gives
/// [`NONE`].
pub fn level<C: Cell>(loans: Loans<'_, C>, out: &mut [C]) -> Result<(), NoFigures> {
    let mut rates = Rates::default();
    blocks(out.len(), BLOCK, |from, to| rates.fill_block(loans.part(from, to), &mut out[from..to]))
}

/// What is known of the rates of a column.
struct Rates {
    /// Each rate and its payments; at the first place those that settle nothing.
    rates: Box<[u64; MOST_RATES]>,
    payments: Vec<LevelPayments>,
    /// The place of a rate, at the slot that is made of it or the next ones; the first place where there is none. A column asks
    /// for a rate in each row, and whatever else a table of a library does is a multiple of that.
    slots: Box<[u16; SLOTS]>,
}

/// A book has some hundred rates. Of a column in which nearly every row has one of its own nothing is remembered after these.
const MOST_RATES: usize = 4_096;
/// Far more than rates, so that few stand at a slot that is not theirs.
const SLOTS: usize = 1 << SLOT_PLACES;
const SLOT_PLACES: u32 = 14;

impl Default for Rates {
    fn default() -> Rates {
        // No loan bears as much.
        let none = u64::MAX;
        Rates { rates: boxed(none), payments: vec![LevelPayments::at(Rate::from_units(none))], slots: boxed(0) }
    }
}

fn boxed<V: Clone, const N: usize>(value: V) -> Box<[V; N]> {
    vec![value; N].try_into().ok().expect("as many as were made")
}

impl Rates {
    /// The place of the payments at a rate, or the slot where it would be told.
    #[inline]
    fn find(&self, rate: u64) -> Result<u16, usize> {
        // The upper places of a product with the golden section spread what lies at equal distances.
        let mut slot = (rate.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - SLOT_PLACES)) as usize;
        loop {
            let place = self.slots[slot % SLOTS];
            if self.rates[usize::from(place) % MOST_RATES] == rate {
                return Ok(place);
            }
            if place == 0 {
                return Err(slot % SLOTS);
            }
            slot += 1;
        }
    }

    /// What a yen a month over each term is worth; is every rate known? Nothing is told in between, so that the loop has nothing
    /// to look for twice.
    fn worth_of(&self, rates: &[i64], months: &[u16], worth: &mut [AnnuityWorth]) -> bool {
        let mut are_known = true;
        for ((worth, rate), months) in worth.iter_mut().zip(rates).zip(months) {
            let found = self.find(rate.cast_unsigned());
            are_known &= found.is_ok();
            let payments = &self.payments[usize::from(found.unwrap_or(0))];
            *worth = Months::new(u32::from(*months)).map_or(AnnuityWorth::UNKNOWN, |months| payments.over(months));
        }
        are_known
    }

    #[cold]
    fn see(&mut self, rates: &[i64]) {
        for rate in rates {
            let (rate, place) = (rate.cast_unsigned(), self.payments.len());
            if let Err(slot) = self.find(rate)
                && place < MOST_RATES
            {
                self.rates[place] = rate;
                self.payments.push(LevelPayments::at(Rate::from_units(rate)));
                self.slots[slot] = place as u16;
            }
        }
    }

    /// Fills the rows of a block.
    fn fill_block<C: Cell>(&mut self, loans: Loans<'_, C>, out: &mut [C]) -> Result<(), NoFigures> {
        let (mut months, mut worth) = ([0u16; BLOCK], [AnnuityWorth::UNKNOWN; BLOCK]);
        let (months, worth) = (&mut months[..out.len()], &mut worth[..out.len()]);
        fill_block(loans.term(), months)?;
        if !self.worth_of(loans.rate, months, worth) {
            self.see(loans.rate);
            self.worth_of(loans.rate, months, worth);
        }
        fill_block(Level { principal: loans.principal, worth }, out)?;
        settle(loans, out)
    }
}

#[derive(Clone, Copy)]
struct Term<'c, C> {
    left: &'c [C],
    more: &'c [C],
}

#[expect(clippy::inline_always, reason = "columns are only quick where the compiler sees through the whole row")]
impl<C: Cell> Figure<C> for Term<'_, C> {
    #[inline(always)]
    fn part(self, from: usize, to: usize) -> Self {
        Term { left: &self.left[from..to], more: &self.more[from..to] }
    }

    /// The months; nothing for a term that is none.
    #[inline(always)]
    fn row(&self, row: usize, _: &mut impl Read) -> i64 {
        let months = self.left[row].wide().saturating_add(self.more[row].wide());
        if (1..=i64::from(MAX_MONTHS)).contains(&months) { months } else { 0 }
    }
}

#[derive(Clone, Copy)]
struct Level<'c, C> {
    principal: &'c [C],
    worth: &'c [AnnuityWorth],
}

#[expect(clippy::inline_always, reason = "columns are only quick where the compiler sees through the whole row")]
impl<C: Cell> Figure<C> for Level<'_, C> {
    #[inline(always)]
    fn part(self, from: usize, to: usize) -> Self {
        Level { principal: &self.principal[from..to], worth: &self.worth[from..to] }
    }

    /// [`NONE`] as well where the payment is not settled.
    #[inline(always)]
    fn row(&self, row: usize, read: &mut impl Read) -> i64 {
        let (payment, is_settled) = self.worth[row].payment(read.yen(self.principal[row]));
        if is_settled { amount(payment) } else { NONE }
    }
}

/// Works out the payments that the worth of an annuity does not settle: few among thousands.
fn settle<C: Cell>(loans: Loans<'_, C>, out: &mut [C]) -> Result<(), NoFigures> {
    /// So many are looked at together.
    const MANY: usize = 64;
    for (many, out) in out.chunks_mut(MANY).enumerate() {
        if out.iter().fold(0, |all, out| all | out.wide()) < 0 {
            let from = many * MANY;
            settle_each(loans.part(from, from + out.len()), out)?;
        }
    }
    Ok(())
}

fn settle_each<C: Cell>(loans: Loans<'_, C>, out: &mut [C]) -> Result<(), NoFigures> {
    for (row, out) in out.iter_mut().enumerate().filter(|(_, out)| out.wide() < 0) {
        let months: u16 = fit(loans.term().row(row, &mut Any))?;
        if let Some(months) = Months::new(u32::from(months)) {
            let rate = Rate::from_units(loans.rate[row].cast_unsigned());
            let principal = Yen(loans.principal[row].wide().cast_unsigned());
            *out = fit(amount(level_payment(principal, rate, months)))?;
        }
    }
    Ok(())
}
