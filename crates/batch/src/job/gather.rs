//! Pieces that were worked out, put together to the chunks that are written.

use std::collections::BTreeMap;

use arrow_array::RecordBatch;

use super::output::Done;
use crate::Failure;
use crate::sink::Encoder;
use crate::source::PIECES;

/// Where a piece of the book belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) chunk: usize,
    part: usize,
    is_last: bool,
}

impl Place {
    /// The place of a piece by its number in the book; is it the book's last one?
    pub(super) const fn of(number: usize, ends_the_book: bool) -> Place {
        let part = number % PIECES;
        Place { chunk: number / PIECES, part, is_last: ends_the_book || part + 1 == PIECES }
    }
}

/// What came of a piece, its answers not yet encoded.
pub(super) struct Part {
    pub(super) answers: Option<RecordBatch>,
    pub(super) done: Done,
}

/// Chunks that are not whole yet.
#[derive(Default)]
pub(super) struct Gathering(BTreeMap<usize, Begun>);

#[derive(Default)]
struct Begun {
    parts: BTreeMap<usize, Part>,
    /// How many there will be, once the last one came.
    count: Option<usize>,
}

impl Gathering {
    /// Takes what came of a piece, in any order. Once its chunk is whole: all its parts, in theirs.
    pub(super) fn add(&mut self, place: Place, part: Part) -> Option<Vec<Part>> {
        let begun = self.0.entry(place.chunk).or_default();
        begun.parts.insert(place.part, part);
        if place.is_last {
            begun.count = Some(place.part + 1);
        }
        if begun.count != Some(begun.parts.len()) {
            return None;
        }
        self.0.remove(&place.chunk).map(|begun| begun.parts.into_values().collect())
    }
}

/// A whole chunk, encoded.
pub(super) fn together(encoder: Option<&dyn Encoder>, chunk: usize, parts: Vec<Part>) -> Result<Done, Failure> {
    let mut whole = Done::default();
    let mut answers = Vec::with_capacity(parts.len());
    for part in parts {
        whole.add(part.done);
        answers.extend(part.answers);
    }
    if let Some(encoder) = encoder {
        whole.encoded = Some(encoder.encode(chunk, &answers)?);
    }
    Ok(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chunk_is_given_once_all_its_pieces_are_there() {
        let mut gathering = Gathering::default();
        let part = |rows| Part { answers: None, done: Done { rows, ..Done::default() } };
        // One whole chunk, and one of two pieces that ends the book; every second piece first, each from the end.
        let last = PIECES + 1;
        let mut order: Vec<usize> = (0..=last).collect();
        order.sort_by_key(|number| (number % 2, last - number));
        let mut given = Vec::new();
        for number in order {
            let place = Place::of(number, number == last);
            let whole = gathering.add(place, part(number as u64));
            given.extend(whole.map(|parts| (place.chunk, parts.iter().map(|part| part.done.rows).collect::<Vec<_>>())));
        }
        let (first, second) = ((0..PIECES as u64).collect(), (PIECES as u64..=last as u64).collect());
        given.sort();
        assert_eq!(given, [(0, first), (1, second)]);
        assert!(gathering.0.is_empty());
    }
}
