//! Columns of words of a closed list.

use std::marker::PhantomData;
use std::sync::Arc;

use arrow_array::cast::AsArray;
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
/// A word that is not in the list: it counts as left out, once that was told.
const UNKNOWN: u8 = NONE - 1;

fn place_of(words: &[&str], text: &str) -> u8 {
    if text.is_empty() {
        return NONE;
    }
    let place = words.iter().position(|word| *word == text).and_then(|place| u8::try_from(place).ok());
    place.unwrap_or(UNKNOWN)
}

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
        let words = words_of::<W>();
        // A word that a dictionary has is looked up once for all its rows.
        let (texts, keys) = match array.as_any_dictionary_opt() {
            Some(dictionary) if !dictionary.values().is_empty() => {
                (texts(dictionary.values(), column, Self::KIND)?, Some((dictionary.normalized_keys(), array.nulls())))
            }
            _ => (texts(array, column, Self::KIND)?, None),
        };
        let text_at = |place: usize| if texts.is_null(place) { "" } else { texts.value(place) };
        let known: Vec<u8> = (0..texts.len()).map(|place| place_of(&words, text_at(place))).collect();
        let suspects = if known.contains(&UNKNOWN) { array.len() } else { 0 };
        let places: Vec<u8> = match &keys {
            None => known,
            Some((keys, None)) => keys.iter().map(|key| known[*key]).collect(),
            Some((keys, Some(nulls))) => {
                let mut places = vec![NONE; keys.len()];
                nulls.valid_indices().for_each(|element| places[element] = known[keys[element]]);
                places
            }
        };
        for element in (0..suspects).filter(|element| places[*element] == UNKNOWN) {
            let text = text_at(keys.as_ref().map_or(element, |(keys, _)| keys[element]));
            let message = message!("error.unknown-word", found = text.to_string());
            let hint = match read::nearest(text, &words) {
                Some(near) => message!("hint.nearest-key", key = near.to_string()),
                None => message!("hint.known-words", words = words.join(" | ")),
            };
            note(found, element, column, "unknown-word", message, Some(hint));
        }
        Ok(Word { places, list: PhantomData })
    }
    fn absent(rows: usize) -> Word<W> {
        Word { places: vec![NONE; rows], list: PhantomData }
    }
    fn is_filled(&self, element: usize) -> bool {
        self.places[element] < UNKNOWN
    }
}
