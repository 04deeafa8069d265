//! The answers as columns: one row a household, or one row a household and route.

mod long;
mod wide;

use std::sync::{Arc, LazyLock};

use arrow_array::{ArrayRef, DictionaryArray, Int64Array, RecordBatch, StringArray, UInt8Array};
use arrow_buffer::{NullBuffer, ScalarBuffer};
use arrow_schema::{DataType, SchemaRef};
use case::Household;
use law::{Balance, Yen};

pub use long::Long;
pub use wide::Wide;

use crate::bits::bits;
use crate::{Engine, Outcomes};

/// Answers that grow row by row.
pub trait Answers {
    /// What it keeps of a household's routes.
    type Answer: From<Outcomes>;
    /// The columns.
    fn schema() -> SchemaRef;
    /// With room for so many households.
    fn with_capacity(households: usize) -> Self;
    /// Asks no more of the engine than it keeps, of each household in its order.
    fn ask(engine: &Engine, houses: &[Household]) -> Vec<Self::Answer>;
    /// Adds what a household's routes come to.
    fn push(&mut self, id: &str, answer: &Self::Answer);
    /// What was added as columns; nothing is left.
    fn finish(&mut self) -> RecordBatch;
}

/// A column of few words: each is stored once, with its places.
struct Words {
    list: Vec<&'static str>,
    places: Vec<u8>,
    /// Where words were found of late, by their address: they are few and static.
    recent: [Option<(&'static str, u8)>; RECENT],
}

/// No word.
const NO_WORD: u8 = u8::MAX;
/// Some more than there are words in a column.
const RECENT: usize = 128;

impl Words {
    fn with_capacity(capacity: usize) -> Words {
        Words { list: Vec::new(), places: Vec::with_capacity(capacity), recent: [None; RECENT] }
    }

    fn data_type() -> DataType {
        DataType::Dictionary(Box::new(DataType::UInt8), Box::new(DataType::Utf8))
    }

    /// Adds a word; an empty one stands for none.
    #[inline]
    fn push(&mut self, word: &'static str) {
        self.push_all(std::iter::once(word));
    }

    /// Adds words.
    #[inline]
    fn push_all(&mut self, words: impl Iterator<Item = &'static str>) {
        let Words { list, places, recent } = self;
        places.extend(words.map(|word| {
            let recent = &mut recent[(word.as_ptr().addr() / 4) % RECENT];
            match recent {
                Some((known, place)) if std::ptr::eq(*known, word) => *place,
                _ => {
                    let place = place_of(list, word);
                    *recent = Some((word, place));
                    place
                }
            }
        }));
    }

    fn finish(&mut self) -> ArrayRef {
        let words = StringArray::from(std::mem::take(&mut self.list));
        self.recent = [None; RECENT];
        let mut places = std::mem::take(&mut self.places);
        let known = places.contains(&NO_WORD).then(|| {
            let known = bits(&places, |place| place != NO_WORD);
            // Nobody reads a place without a word, but where columns are put together it is moved with the others.
            places.iter_mut().for_each(|place| *place = if *place == NO_WORD { 0 } else { *place });
            NullBuffer::new(known)
        });
        Arc::new(DictionaryArray::new(UInt8Array::new(ScalarBuffer::from(places), known), Arc::new(words)))
    }
}

/// The place of a word in the list, where it may be new. One word may stand at several addresses.
#[cold]
fn place_of(list: &mut Vec<&'static str>, word: &'static str) -> u8 {
    if word.is_empty() {
        return NO_WORD;
    }
    let place = list.iter().position(|known| *known == word).unwrap_or_else(|| {
        list.push(word);
        list.len() - 1
    });
    u8::try_from(place).ok().filter(|place| *place != NO_WORD).expect("a column of few words")
}

/// A column of amounts, of which some are not known.
struct Amounts {
    cells: Vec<i64>,
    known: Vec<bool>,
}

impl Amounts {
    fn with_capacity(capacity: usize) -> Amounts {
        Amounts { cells: Vec::with_capacity(capacity), known: Vec::with_capacity(capacity) }
    }

    #[inline]
    fn push(&mut self, amount: Option<i64>) {
        self.cells.push(amount.unwrap_or_default());
        self.known.push(amount.is_some());
    }

    fn finish(&mut self) -> ArrayRef {
        let known = std::mem::take(&mut self.known);
        let nulls = known.contains(&false).then(|| NullBuffer::from(known));
        Arc::new(Int64Array::new(std::mem::take(&mut self.cells).into(), nulls))
    }
}

/// The ids of the routes, in their order.
pub static ROUTE_IDS: LazyLock<Vec<&'static str>> =
    // Once in the life of the program.
    LazyLock::new(|| crate::engine::route_ids().into_iter().map(|id| &*id.leak()).collect());

fn yen(amount: Option<Yen>) -> Option<i64> {
    amount.and_then(|amount| i64::try_from(amount.0).ok())
}

fn balance(amount: Option<Balance>) -> Option<i64> {
    amount.and_then(|amount| i64::try_from(amount.0).ok())
}
