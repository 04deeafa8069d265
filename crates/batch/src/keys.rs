//! Households that stand in a book twice: found with bounded memory, before an answer depends on it.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher as _};
use std::ops::Range;
use std::sync::Arc;

use arrow_array::cast::AsArray as _;
use arrow_array::{Array, RecordBatch, StringArray};
use arrow_cast::cast;
use arrow_schema::DataType;
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

/// Ids that are watched while a book is read: as long as they rise none can stand twice, and the book need not be read for
/// them beforehand. A row that stands twice is told of its later place: none was passed over when they cease to rise.
pub(crate) struct Keys<'b> {
    book: &'b Book,
    rising: Option<Rising>,
    found: Arc<Repeated>,
}

impl Keys<'_> {
    /// The ids of a book. Those of tables are looked through at once: a line that cannot be read has one all the same.
    pub(crate) fn of(book: &Book) -> Result<Keys<'_>, Failure> {
        Ok(match book {
            Book::Parquet(_) => Keys { book, rising: Some(Rising::default()), found: Arc::default() },
            Book::Csv(_) => Keys { book, rising: None, found: Arc::new(repeated(book)?) },
        })
    }

    /// The rows that stand twice, among those that were read and these next ones.
    pub(crate) fn look(&mut self, rows: &RecordBatch) -> Result<Arc<Repeated>, Failure> {
        if let (Some(rising), Some(ids)) = (&mut self.rising, rows.column_by_name("id")) {
            // Text or whole numbers, as the columns were checked: others have no order here.
            let rises = cast(ids, &DataType::Utf8).is_ok_and(|ids| rising.rise_on(filled(ids.as_string())));
            if !rises {
                (self.rising, self.found) = (None, Arc::new(repeated(self.book)?));
            }
        }
        Ok(Arc::clone(&self.found))
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

/// Ids one after the other: do they rise, letter by letter or the shorter ones first?
struct Rising {
    by_bytes: bool,
    by_length: bool,
    last: String,
}

impl Default for Rising {
    fn default() -> Rising {
        Rising { by_bytes: true, by_length: true, last: String::new() }
    }
}

impl Rising {
    /// Do they rise on with the next ones, of which none is empty? Then none can stand twice.
    fn rise_on<'i>(&mut self, ids: impl Iterator<Item = &'i str>) -> bool {
        let before = std::mem::take(&mut self.last);
        let mut last = before.as_str();
        for id in ids {
            self.by_bytes &= last < id;
            self.by_length &= (last.len(), last) < (id.len(), id);
            last = id;
        }
        self.last = last.to_string();
        self.by_bytes || self.by_length
    }
}

/// How many rows there are, and whether the ids rise.
fn count(book: &Book) -> Result<(u64, bool), Failure> {
    let mut rows = 0;
    let (mut rising, mut rises) = (Rising::default(), true);
    for ids in book.ids()? {
        crate::interrupt::check()?;
        let ids = ids?;
        rows += ids.len() as u64;
        rises = rising.rise_on(filled(&ids));
    }
    Ok((rows, rises))
}

/// The ids of rows that have one.
fn filled(ids: &StringArray) -> impl Iterator<Item = &str> {
    ids.iter().flatten().filter(|id| !id.is_empty())
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

#[cfg(test)]
mod tests {
    use portfolio::table::Household;
    use tempfile::TempDir;

    use super::*;
    use crate::source::Source;
    use crate::tables::ParquetBook;

    /// The rows that stand twice in a book of these ids, as a reading finds them piece by piece.
    fn found(ids: &[String]) -> Vec<(u64, u64)> {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("book.parquet");
        let mut file = ParquetBook::open(&path, "test").unwrap();
        let rows: Vec<_> = ids.iter().map(|id| Household { id: Some(id.clone()), ..Household::default() }).collect();
        file.write(&rows).unwrap();
        file.publish().unwrap();
        let book = Book::Parquet(path);
        let (mut source, mut keys) = (book.open().unwrap(), Keys::of(&book).unwrap());
        let (mut found, mut row) = (Vec::new(), 0);
        while let Some(piece) = Source::next(source.as_mut()).unwrap() {
            let repeated = keys.look(&piece.rows).unwrap();
            let rows = row..row + piece.rows.num_rows() as u64;
            found.extend(rows.clone().filter_map(|row| Some((row, repeated.first_of(row)?))));
            row = rows.end;
        }
        assert_eq!(row, ids.len() as u64);
        found
    }

    #[test]
    fn a_row_that_stands_twice_is_found_wherever_ids_cease_to_rise() {
        let rising = |count: usize| (0..count).map(|id| format!("{id}")).collect::<Vec<String>>();
        // The shorter ones first, in more than one piece; letter by letter.
        assert_eq!(found(&rising(3_000)), []);
        assert_eq!(found(&["A10", "A9", "B"].map(str::to_string)), []);
        for (row, first) in [(2, 1), (1_023, 0), (1_024, 1_023), (2_500, 7), (2_999, 2_998)] {
            let mut ids = rising(3_000);
            ids[row] = ids[first].clone();
            assert_eq!(found(&ids), [(row as u64, first as u64)]);
        }
        // In no order at all; and cells without an id are no repetition of each other.
        let mut ids: Vec<String> = (0..3_000).map(|row| format!("{}", row * 7 % 2_999)).collect();
        assert_eq!(found(&ids), [(2_999, 0)]);
        (ids[5], ids[2_000]) = (String::new(), String::new());
        assert_eq!(found(&ids), [(2_999, 0)]);
    }
}
