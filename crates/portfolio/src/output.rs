//! The answers as columns: one row a household, or one row a household and route.

mod long;
mod wide;

use std::sync::{Arc, LazyLock};

use arrow_array::builder::PrimitiveBuilder;
use arrow_array::types::UInt8Type;
use arrow_array::{ArrayRef, DictionaryArray, RecordBatch, StringArray};
use arrow_schema::{DataType, SchemaRef};
use law::{Balance, Yen};

pub use long::Long;
pub use wide::Wide;

use crate::Outcomes;

/// Answers that grow row by row.
pub trait Answers {
    /// The columns.
    fn schema() -> SchemaRef;
    /// With room for so many households.
    fn with_capacity(households: usize) -> Self;
    /// Adds what a household's routes come to.
    fn push(&mut self, id: &str, outcomes: &Outcomes);
    /// What was added as columns; nothing is left.
    fn finish(&mut self) -> RecordBatch;
}

/// A column of few words: each is stored once, with its places.
struct Words {
    list: Vec<&'static str>,
    places: PrimitiveBuilder<UInt8Type>,
}

impl Words {
    fn with_capacity(capacity: usize) -> Words {
        Words { list: Vec::new(), places: PrimitiveBuilder::with_capacity(capacity) }
    }

    fn data_type() -> DataType {
        DataType::Dictionary(Box::new(DataType::UInt8), Box::new(DataType::Utf8))
    }

    /// Adds a word; an empty one stands for none.
    #[inline]
    fn push(&mut self, word: &'static str) {
        if word.is_empty() {
            self.places.append_null();
            return;
        }
        // The words are few and static: the address settles nearly every comparison.
        let known = self.list.iter().position(|known| std::ptr::eq(*known, word));
        let known = known.or_else(|| self.list.iter().position(|known| *known == word));
        let place = known.unwrap_or_else(|| {
            self.list.push(word);
            self.list.len() - 1
        });
        self.places.append_value(place as u8);
    }

    fn finish(&mut self) -> ArrayRef {
        let words = StringArray::from(std::mem::take(&mut self.list));
        Arc::new(DictionaryArray::new(self.places.finish(), Arc::new(words)))
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
