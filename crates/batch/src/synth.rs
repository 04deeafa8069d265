//! A synthetic book: households that nobody is, with the spread of real ones.
//!
//! Every distribution is a table of quantiles with straight lines between them; `docs/portfolio.md` lists them. Whole
//! numbers throughout: the same seed gives the same book on every machine.

mod debts;
mod draw;
mod loan;
mod people;
mod tables;
#[cfg(test)]
mod tests;

use law::{Date, Yen};
use portfolio::table::Household;

pub use draw::Draw;

/// A book to be made.
#[derive(Clone, Copy, Debug)]
pub struct Synth {
    /// How many households.
    pub rows: u64,
    /// The same seed, the same book.
    pub seed: u64,
    /// The day on which the picture is taken.
    pub as_of: Date,
}

/// What every id begins with, so that nobody takes the book for a real one.
pub const MARK: &str = "SYNTH-";

impl Synth {
    /// The household of a row: it depends on the seed and on the row alone.
    pub fn household(&self, row: u64) -> Household {
        let mut draw = Draw::new(self.seed, row);
        let region = tables::region_of(&mut draw);
        let mut house = Household {
            id: Some(format!("{MARK}{:09}", row + 1)),
            as_of: Some(self.as_of),
            court: Some(region.court),
            lives_in: Some(region.place.to_string()),
            ..Household::default()
        };
        let loan = loan::home_loan(&mut draw, self.as_of, region);
        loan::home(&mut draw, &loan, region, &mut house);
        people::people(&mut draw, self.as_of, &loan, &mut house);
        debts::claims(&mut draw, self.as_of, loan, &mut house);
        people::budget(&mut draw, region, &mut house);
        people::assets(&mut draw, &mut house);
        house
    }
}

/// A rounded amount: books show hundreds of thousands, not single yen.
fn rounded(amount: u64, to: u64) -> Yen {
    Yen(amount / to * to)
}
