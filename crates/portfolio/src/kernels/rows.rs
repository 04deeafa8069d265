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

/// A figure of every row, or a few that go through one loop together: what is far away in memory comes while the processor works
/// out what is near.
pub(super) trait Figure<C, const N: usize = 1>: Copy {
    /// Is it quick to work out where all amounts are small?
    fn is_quick(&self) -> bool {
        true
    }
    /// The figure of these rows: where all of the columns are cut alike, no row is looked for beyond an end.
    #[must_use]
    fn part(self, from: usize, to: usize) -> Self;
    /// The figures of a row.
    fn row(&self, row: usize, read: &mut impl Read) -> [i64; N];
}

/// The columns of up to four figures; those that nothing is written to are empty.
pub(super) struct Out<'o, F, O> {
    first: &'o mut [F],
    more: [&'o mut [O]; 3],
}

impl<'o, F: Cell, O: Cell> Out<'o, F, O> {
    pub(super) fn new(first: &'o mut [F], more: [&'o mut [O]; 3]) -> Out<'o, F, O> {
        Out { first, more }
    }

    fn part(&mut self, from: usize, to: usize) -> Out<'_, F, O> {
        let more = self.more.each_mut().map(|column| {
            let (from, to) = if column.is_empty() { (0, 0) } else { (from, to) };
            &mut column[from..to]
        });
        Out { first: &mut self.first[from..to], more }
    }

    fn put<const N: usize>(&mut self, row: usize, answers: [i64; N]) -> Result<(), NoFigures> {
        self.first[row] = fit(answers[0])?;
        answers[1..].iter().zip(&mut self.more).try_for_each(|(answer, column)| {
            column[row] = fit(*answer)?;
            Ok(())
        })
    }
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
    fill_together::<C, _, _, O, 1>(figure, Out::new(out, [&mut [], &mut [], &mut []]))
}

/// Fills the columns of figures that go together.
pub(super) fn fill_together<C, F: Figure<C, N>, P: Cell, O: Cell, const N: usize>(
    figure: F,
    mut out: Out<'_, P, O>,
) -> Result<(), NoFigures> {
    blocks(out.first.len(), BLOCK, |from, to| fill_block(figure.part(from, to), out.part(from, to)))
}

fn fill_block<C, F: Figure<C, N>, P: Cell, O: Cell, const N: usize>(
    figure: F,
    mut out: Out<'_, P, O>,
) -> Result<(), NoFigures> {
    if figure.is_quick() {
        let Out { first, more: [second, third, fourth] } = out.part(0, out.first.len());
        if quick_rows(figure, first, second, third, fourth) {
            return Ok(());
        }
    }
    (0..out.first.len()).try_for_each(|row| out.put(row, figure.row(row, &mut Any)))
}

/// A number in a cell that is wide enough for it.
pub(super) fn fit<O: Cell>(number: i64) -> Result<O, NoFigures> {
    let cell = O::cut(number);
    if cell.wide() == number { Ok(cell) } else { Err(NoFigures::DoesNotFit) }
}

/// Fills the rows of a block as if every amount were small; was it so, and does every answer fit?
///
/// Each column is an argument of its own: only so does the compiler know that no two of them are the same memory.
#[multiversion::multiversion(targets(
    "x86_64+avx512f+avx512bw+avx512cd+avx512dq+avx512vl+bmi1+bmi2+lzcnt",
    "x86_64+avx2+bmi1+bmi2+lzcnt",
))]
fn quick_rows<C, F: Figure<C, N>, P: Cell, O: Cell, const N: usize>(
    figure: F,
    first: &mut [P],
    second: &mut [O],
    third: &mut [O],
    fourth: &mut [O],
) -> bool {
    // Said again, so that the compiler knows it.
    if !figure.is_quick() {
        return false;
    }
    let rows = first.len();
    let figure = figure.part(0, rows);
    let second = &mut second[..if N > 1 { rows } else { 0 }];
    let third = &mut third[..if N > 2 { rows } else { 0 }];
    let fourth = &mut fourth[..if N > 3 { rows } else { 0 }];
    let (mut read, mut fits) = (Small::default(), true);
    for row in 0..rows {
        let answers = figure.row(row, &mut read);
        fits &= put(&mut first[row], answers[0]);
        if N > 1 {
            fits &= put(&mut second[row], answers[1]);
        }
        if N > 2 {
            fits &= put(&mut third[row], answers[2]);
        }
        if N > 3 {
            fits &= put(&mut fourth[row], answers[3]);
        }
    }
    fits && Yen(read.seen) < Yen::SMALL
}

/// Writes a number into a cell; does it fit?
#[expect(clippy::inline_always, reason = "columns are only quick where the compiler sees through the whole row")]
#[inline(always)]
fn put<O: Cell>(cell: &mut O, number: i64) -> bool {
    *cell = O::cut(number);
    cell.wide() == number
}
