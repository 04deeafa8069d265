//! Blocks of rows: several at once where all amounts are small, else one by one.

use law::Yen;

use super::NoFigures;

/// Rows of a block: its columns fit into the nearest memory of a processor together.
pub(super) const BLOCK: usize = 2_048;

/// A number as a column keeps it.
pub trait Cell: Copy {
    /// The number.
    fn wide(self) -> i64;
    /// The number in a cell, without the places that the cell does not have.
    fn cut(number: i64) -> Self;
}

impl Cell for i64 {
    #[inline]
    fn wide(self) -> i64 {
        self
    }
    #[inline]
    fn cut(number: i64) -> i64 {
        number
    }
}

impl Cell for i32 {
    #[inline]
    fn wide(self) -> i64 {
        i64::from(self)
    }
    #[inline]
    fn cut(number: i64) -> i32 {
        number as i32
    }
}

/// Months.
impl Cell for u16 {
    #[inline]
    fn wide(self) -> i64 {
        i64::from(self)
    }
    #[inline]
    fn cut(number: i64) -> u16 {
        number.cast_unsigned() as u16
    }
}

impl Cell for bool {
    #[inline]
    fn wide(self) -> i64 {
        i64::from(self)
    }
    #[inline]
    fn cut(number: i64) -> bool {
        number != 0
    }
}

/// How amounts are read.
pub(super) trait Read {
    /// An amount.
    fn yen(&mut self, cell: impl Cell) -> Yen;
}

/// Any amount.
pub(super) struct Any;

impl Read for Any {
    #[inline]
    fn yen(&mut self, cell: impl Cell) -> Yen {
        Yen(cell.wide().cast_unsigned())
    }
}

/// Amounts below [`Yen::SMALL`]: any other is cut, so that the compiler knows its range, and remembered.
#[derive(Default)]
struct Small {
    seen: u64,
}

#[expect(clippy::inline_always, reason = "columns are only quick where the compiler sees through the whole row")]
impl Read for Small {
    #[inline(always)]
    fn yen(&mut self, cell: impl Cell) -> Yen {
        let amount = cell.wide().cast_unsigned();
        self.seen |= amount;
        Yen(amount & (Yen::SMALL.0 - 1))
    }
}

/// A figure of every row.
pub(super) trait Figure<C>: Copy {
    /// Is it quick to work out where all amounts are small?
    fn is_quick(&self) -> bool {
        true
    }
    /// The figure of these rows: where all of the columns are cut alike, no row is looked for beyond an end.
    #[must_use]
    fn part(self, from: usize, to: usize) -> Self;
    /// The figure of a row.
    fn row(&self, row: usize, read: &mut impl Read) -> i64;
}

/// Does something with each part of so many rows: where it begins and ends.
pub(super) fn blocks(
    rows: usize,
    most: usize,
    mut work: impl FnMut(usize, usize) -> Result<(), NoFigures>,
) -> Result<(), NoFigures> {
    (0..rows).step_by(most).try_for_each(|from| work(from, rows.min(from + most)))
}

/// Fills a column.
pub(super) fn fill<C, F: Figure<C>, O: Cell>(figure: F, out: &mut [O]) -> Result<(), NoFigures> {
    blocks(out.len(), BLOCK, |from, to| fill_block(figure.part(from, to), &mut out[from..to]))
}

/// Fills the rows of a block.
pub(super) fn fill_block<C, F: Figure<C>, O: Cell>(figure: F, out: &mut [O]) -> Result<(), NoFigures> {
    if figure.is_quick() && quick_rows(figure, out) {
        return Ok(());
    }
    for (row, out) in out.iter_mut().enumerate() {
        *out = fit(figure.row(row, &mut Any))?;
    }
    Ok(())
}

/// A number in a cell that is wide enough for it.
pub(super) fn fit<O: Cell>(number: i64) -> Result<O, NoFigures> {
    let cell = O::cut(number);
    if cell.wide() == number { Ok(cell) } else { Err(NoFigures::DoesNotFit) }
}

/// Fills the rows of a block as if every amount were small; was it so, and does every answer fit?
#[multiversion::multiversion(targets(
    "x86_64+avx512f+avx512bw+avx512cd+avx512dq+avx512vl+bmi1+bmi2+lzcnt",
    "x86_64+avx2+bmi1+bmi2+lzcnt",
))]
fn quick_rows<C, F: Figure<C>, O: Cell>(figure: F, out: &mut [O]) -> bool {
    // Said again, so that the compiler knows it.
    if !figure.is_quick() {
        return false;
    }
    let figure = figure.part(0, out.len());
    let (mut read, mut fits) = (Small::default(), true);
    for (row, out) in out.iter_mut().enumerate() {
        let answer = figure.row(row, &mut read);
        *out = O::cut(answer);
        fits &= out.wide() == answer;
    }
    fits && Yen(read.seen) < Yen::SMALL
}
