//! Columns of words of a closed list.

use std::marker::PhantomData;
use std::sync::Arc;

use arrow_array::{Array, ArrayRef, StringArray};
use arrow_schema::DataType;
use law::message;
use law::words;

use super::{Cell, Kind, note, texts};
use crate::problem::{Found, Misfit};

/// A word of the list `W`, kept as its place in the list.
#[derive(Clone, Debug)]
pub struct Word<W> {
    places: Vec<u8>,
    list: PhantomData<W>,
}

/// No word.
const NONE: u8 = u8::MAX;

fn words_of<W: words::Word>() -> Vec<&'static str> {
    W::ALL.iter().map(|word| word.word()).collect()
}

impl<W: words::Word> Word<W> {
    /// The word of an element.
    #[inline]
    pub fn get(&self, element: usize) -> Option<W> {
        W::ALL.get(usize::from(self.places[element])).copied()
    }
}

impl<W: words::Word + std::fmt::Debug> Cell for Word<W> {
    const KIND: Kind = Kind::Word(words_of::<W>);
    type Value = W;
    fn data_type() -> DataType {
        DataType::Utf8
    }
    fn write(values: &[Option<&W>]) -> ArrayRef {
        Arc::new(values.iter().map(|value| value.map(|word| word.word())).collect::<StringArray>())
    }
    fn load(array: &ArrayRef, column: &'static str, found: &mut Vec<Found>) -> Result<Word<W>, Misfit> {
        let texts = texts(array, column, Self::KIND)?;
        let words = words_of::<W>();
        let mut places = Vec::with_capacity(texts.len());
        for element in 0..texts.len() {
            let text = if texts.is_null(element) { "" } else { texts.value(element) };
            if text.is_empty() {
                places.push(NONE);
                continue;
            }
            let place = words.iter().position(|word| *word == text);
            if place.is_none() {
                let message = message!("error.unknown-word", found = text.to_string());
                let hint = match read::nearest(text, &words) {
                    Some(near) => message!("hint.nearest-key", key = near.to_string()),
                    None => message!("hint.known-words", words = words.join(" | ")),
                };
                note(found, element, column, "unknown-word", message, Some(hint));
            }
            places.push(place.and_then(|place| u8::try_from(place).ok()).unwrap_or(NONE));
        }
        Ok(Word { places, list: PhantomData })
    }
    fn absent(rows: usize) -> Word<W> {
        Word { places: vec![NONE; rows], list: PhantomData }
    }
    fn is_filled(&self, element: usize) -> bool {
        self.places[element] != NONE
    }
}
