//! Households that stand in a book twice: found before the run, with bounded memory.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher as _};
use std::ops::Range;

use arrow_array::Array;
use law::message;
use serde::{Deserialize, Serialize};

use crate::Failure;
use crate::source::Book;

/// Ids that are compared at a time: 16 bytes each.
const AT_ONCE: u64 = 1 << 24;
/// More rows than these with a repeated id are no slip of single rows: the column is no key.
const MOST_REPEATED: usize = 1 << 20;

/// Rows whose id stood earlier: the row, and the first row with the same id, both from zero, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Repeated(Vec<(u64, u64)>);

impl Repeated {
    /// The first row with the same id, if there is an earlier one.
    pub fn first_of(&self, row: u64) -> Option<u64> {
        let place = self.0.binary_search_by_key(&row, |(row, _)| *row).ok()?;
        Some(self.0[place].1)
    }

    /// Those of some rows.
    #[must_use]
    pub fn within(&self, rows: Range<u64>) -> Repeated {
        let place = |row: u64| self.0.partition_point(|(later, _)| *later < row);
        Repeated(self.0[place(rows.start)..place(rows.end)].to_vec())
    }

    /// How many.
    pub fn count(&self) -> usize {
        self.0.len()
    }
}

/// Looks for ids that stand twice.
pub fn repeated(book: &Book) -> Result<Repeated, Failure> {
    let (rows, ascending) = count(book)?;
    if ascending {
        return Ok(Repeated::default());
    }
    let parts = rows.div_ceil(AT_ONCE);
    let mut suspects: Vec<u64> = Vec::new();
    for part in 0..parts {
        let mut hashes: Vec<(u64, u64)> = Vec::new();
        each(book, |row, id| {
            let hash = hash(id);
            if hash % parts == part {
                hashes.push((hash, row));
            }
            Ok(())
        })?;
        hashes.sort_unstable();
        for same in hashes.chunk_by(|one, other| one.0 == other.0).filter(|same| same.len() > 1) {
            suspects.extend(same.iter().map(|(_, row)| *row));
        }
        if suspects.len() > MOST_REPEATED {
            return Err(Failure::with_hint(
                message!("batch.no-key", count = suspects.len()),
                message!("batch.hint.no-key"),
            ));
        }
    }
    if suspects.is_empty() {
        return Ok(Repeated::default());
    }
    suspects.sort_unstable();
    let mut first: HashMap<String, u64> = HashMap::new();
    let mut repeated = Vec::new();
    each(book, |row, id| {
        if suspects.binary_search(&row).is_ok() {
            match first.get(id) {
                Some(first) => repeated.push((row, *first)),
                None => {
                    first.insert(id.to_string(), row);
                }
            }
        }
        Ok(())
    })?;
    Ok(Repeated(repeated))
}

/// How many rows there are, and whether the ids rise: then none can stand twice.
fn count(book: &Book) -> Result<(u64, bool), Failure> {
    let mut rows = 0;
    let (mut by_bytes, mut by_length) = (true, true);
    let mut last = String::new();
    each(book, |row, id| {
        if row > 0 {
            by_bytes &= last.as_str() < id;
            by_length &= (last.len(), last.as_str()) < (id.len(), id);
        }
        last.clear();
        last.push_str(id);
        rows = row + 1;
        Ok(())
    })?;
    Ok((rows, by_bytes || by_length))
}

/// Each id with its row; rows without one are left out.
fn each(book: &Book, mut look: impl FnMut(u64, &str) -> Result<(), Failure>) -> Result<(), Failure> {
    let mut row = 0;
    for ids in book.ids()? {
        crate::interrupt::check()?;
        let ids = ids?;
        for place in 0..ids.len() {
            if !ids.is_null(place) && !ids.value(place).is_empty() {
                look(row, ids.value(place))?;
            }
            row += 1;
        }
    }
    Ok(())
}

fn hash(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(id.as_bytes());
    hasher.finish()
}
