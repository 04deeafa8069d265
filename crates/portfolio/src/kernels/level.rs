//! Level payments of a column of loans.

use law::loan::{Months, level_payment, usual_level_payment};
use law::{Rate, Yen};

use super::rows::{Cell, Figure, Read, fill, fit};
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

#[expect(clippy::inline_always, reason = "columns are only quick where the compiler sees through the whole row")]
impl<C: Cell> Loans<'_, C> {
    #[inline(always)]
    fn rate(&self, row: usize) -> Rate {
        Rate::from_units(self.rate[row].cast_unsigned())
    }

    #[inline(always)]
    fn months(&self, row: usize) -> i64 {
        self.months_left[row].wide().saturating_add(self.extension[row].wide())
    }

    fn term(&self, row: usize) -> Option<Months> {
        u32::try_from(self.months(row)).ok().and_then(Months::new)
    }
}

#[expect(clippy::inline_always, reason = "columns are only quick where the compiler sees through the whole row")]
impl<C: Cell> Figure<C> for Loans<'_, C> {
    #[inline(always)]
    fn part(self, from: usize, to: usize) -> Self {
        Loans {
            principal: &self.principal[from..to],
            rate: &self.rate[from..to],
            months_left: &self.months_left[from..to],
            extension: &self.extension[from..to],
        }
    }

    /// [`NONE`] as well where the payment is not settled.
    #[inline(always)]
    fn row(&self, row: usize, read: &mut impl Read) -> [i64; 1] {
        let principal = read.yen(self.principal[row]);
        let (payment, is_settled) = usual_level_payment(principal, self.rate(row), self.months(row).cast_unsigned());
        [if is_settled { amount(payment) } else { NONE }]
    }
}

/// The level payment of what is left of a loan, over the months left and those of an extension. A term that is none gives
/// [`NONE`].
pub fn level<C: Cell>(loans: Loans<'_, C>, out: &mut [C]) -> Result<(), NoFigures> {
    fill(loans, out)?;
    settle(loans, out)
}

/// Works out the payments that are not settled yet: few among thousands, where the loans are usual.
pub(super) fn settle<C: Cell>(loans: Loans<'_, C>, out: &mut [C]) -> Result<(), NoFigures> {
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
        if let Some(months) = loans.term(row) {
            let principal = Yen(loans.principal[row].wide().cast_unsigned());
            *out = fit(amount(level_payment(principal, loans.rate(row), months)))?;
        }
    }
    Ok(())
}
