//! The values of a column, as pages store them and as arrays hold them.

use std::sync::Arc;

use arrow_array::types::{ArrowPrimitiveType, Date32Type, Decimal128Type, Int32Type, Int64Type};
use arrow_array::{Array as _, ArrayRef, BooleanArray, DictionaryArray, PrimitiveArray, StringArray};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::DataType;
use arrow_select::concat::concat;
use parquet::basic::Type;
use parquet::errors::ParquetError;
use portfolio::bits::bits;

use super::numbers::{Numbers, unpack};
use super::unusual;

/// Cells that are filled, read one after the other, and the dictionary that some pages refer to.
pub(super) trait Values: Send {
    /// Takes the dictionary of a row group.
    fn set_dictionary(&mut self, bytes: &[u8], count: usize) -> Result<(), ParquetError>;
    /// Forgets it.
    fn forget_dictionary(&mut self);
    /// Forgets the cells that were read.
    fn clear(&mut self);
    /// Reads the next cells, which stand one after the other: on from a place, which moves on.
    fn read_plain(&mut self, bytes: &[u8], place: &mut usize, count: usize) -> Result<(), ParquetError>;
    /// Reads the next cells, which stand as numbers: places in the dictionary, or flags.
    fn read_numbers(&mut self, numbers: &mut Numbers, count: usize) -> Result<(), ParquetError>;
    /// What was read as an array with its gaps.
    fn array(&mut self, gaps: &Gaps<'_>) -> Result<ArrayRef, ParquetError>;
    /// Are they flags?
    fn are_flags(&self) -> bool {
        false
    }
}

/// The values of a column that is to be read as an array of this type; `None` where that is left to the library.
pub(super) fn values(data_type: &DataType, stored: Type) -> Option<Box<dyn Values>> {
    Some(match (data_type, stored) {
        (DataType::Boolean, Type::BOOLEAN) => Box::new(Flags::default()),
        (DataType::Date32, Type::INT32) => Box::new(Fixed::<Date32Type>::default()),
        (DataType::Int32, Type::INT32) => Box::new(Fixed::<Int32Type>::default()),
        (DataType::Int64, Type::INT64) => Box::new(Fixed::<Int64Type>::default()),
        (DataType::Decimal128(..), Type::INT32) => Box::new(Decimals::<Int32Type>::new(data_type)),
        (DataType::Decimal128(..), Type::INT64) => Box::new(Decimals::<Int64Type>::new(data_type)),
        (DataType::Utf8, Type::BYTE_ARRAY) => Box::new(TextsOfDictionary::default()),
        (DataType::Dictionary(key, words), Type::BYTE_ARRAY) => match (key.as_ref(), words.as_ref()) {
            (DataType::Int32, DataType::Utf8) => Box::new(Words::default()),
            _ => return None,
        },
        _ => return None,
    })
}

/// Which cells of a column are filled, by their levels of definition.
pub(super) struct Gaps<'l> {
    defined: &'l [u8],
    filled: u8,
    nulls: Option<NullBuffer>,
}

impl Gaps<'_> {
    /// Of cells with these levels, of which one is that of what is filled.
    pub(super) fn of(defined: &[u8], filled: u8) -> Gaps<'_> {
        let nulls = mask(defined, |level| level == filled);
        Gaps { defined, filled, nulls }
    }

    /// For each cell its place among those that are filled, or that of the next one.
    fn places(&self) -> impl ExactSizeIterator<Item = (usize, bool)> {
        let mut next = 0;
        self.defined.iter().map(move |level| {
            let (place, is_filled) = (next, *level == self.filled);
            next += usize::from(is_filled);
            (place, is_filled)
        })
    }

    /// The cells with their gaps.
    fn spread<V: Copy + Default>(&self, cells: &mut Vec<V>) -> Vec<V> {
        if self.nulls.is_none() {
            return std::mem::take(cells);
        }
        // What is looked at where nothing is filled behind the last one.
        cells.push(V::default());
        self.places().map(|(place, is_filled)| if is_filled { cells[place] } else { V::default() }).collect()
    }
}

/// Which levels are of a kind, as a bit each; `None` where all are.
pub(super) fn mask(levels: &[u8], is_meant: impl Fn(u8) -> bool) -> Option<NullBuffer> {
    // Without a way out in the middle: many are compared at once.
    let all = levels.iter().fold(true, |all, level| all & is_meant(*level));
    (!all).then(|| NullBuffer::new(bits(levels, is_meant)))
}

/// How many bytes are this one.
pub(super) fn count(bytes: &[u8], this: u8) -> usize {
    // So few that their count is a byte too: many are compared at once.
    let some = |some: &[u8]| usize::from(some.iter().map(|byte| u8::from(*byte == this)).sum::<u8>());
    bytes.chunks(usize::from(u8::MAX)).map(some).sum()
}

#[derive(Default)]
struct Flags(Vec<u8>);

impl Values for Flags {
    fn set_dictionary(&mut self, _: &[u8], _: usize) -> Result<(), ParquetError> {
        Err(unusual())
    }
    fn forget_dictionary(&mut self) {}
    fn clear(&mut self) {
        self.0.clear();
    }
    fn read_plain(&mut self, bytes: &[u8], place: &mut usize, count: usize) -> Result<(), ParquetError> {
        if bytes.len() * 8 < *place + count {
            return Err(unusual());
        }
        unpack(bytes, 1, *place, count, &mut self.0);
        *place += count;
        Ok(())
    }
    fn read_numbers(&mut self, numbers: &mut Numbers, count: usize) -> Result<(), ParquetError> {
        numbers.read(count, &mut self.0)
    }
    fn array(&mut self, gaps: &Gaps<'_>) -> Result<ArrayRef, ParquetError> {
        let flags = gaps.spread(&mut self.0);
        Ok(Arc::new(BooleanArray::new(bits(&flags, |flag| flag != 0), gaps.nulls.clone())))
    }
    fn are_flags(&self) -> bool {
        true
    }
}

/// Numbers that always have as many bytes, the least first.
trait Little: Copy + Default + Send {
    const BYTES: usize;
    fn read(bytes: &[u8], out: &mut Vec<Self>);
}

impl Little for i32 {
    const BYTES: usize = 4;
    fn read(bytes: &[u8], out: &mut Vec<i32>) {
        out.extend(bytes.as_chunks().0.iter().map(|four| i32::from_le_bytes(*four)));
    }
}

impl Little for i64 {
    const BYTES: usize = 8;
    fn read(bytes: &[u8], out: &mut Vec<i64>) {
        out.extend(bytes.as_chunks().0.iter().map(|eight| i64::from_le_bytes(*eight)));
    }
}

struct Fixed<A: ArrowPrimitiveType> {
    dictionary: Vec<A::Native>,
    places: Vec<i32>,
    cells: Vec<A::Native>,
}

impl<A: ArrowPrimitiveType> Default for Fixed<A> {
    fn default() -> Fixed<A> {
        Fixed { dictionary: Vec::new(), places: Vec::new(), cells: Vec::new() }
    }
}

/// Adds numbers that stand one after the other.
fn add_plain<V: Little>(bytes: &[u8], place: &mut usize, count: usize, out: &mut Vec<V>) -> Result<(), ParquetError> {
    let end = count.checked_mul(V::BYTES).and_then(|length| length.checked_add(*place)).ok_or_else(unusual)?;
    V::read(bytes.get(*place..end).ok_or_else(unusual)?, out);
    *place = end;
    Ok(())
}

impl<A: ArrowPrimitiveType<Native: Little>> Values for Fixed<A> {
    fn set_dictionary(&mut self, bytes: &[u8], count: usize) -> Result<(), ParquetError> {
        add_plain(bytes, &mut 0, count, &mut self.dictionary)
    }
    fn forget_dictionary(&mut self) {
        // The next one has its own length: in the same list there would be room for two.
        self.dictionary = Vec::new();
    }
    fn clear(&mut self) {
        self.cells.clear();
    }
    fn read_plain(&mut self, bytes: &[u8], place: &mut usize, count: usize) -> Result<(), ParquetError> {
        add_plain(bytes, place, count, &mut self.cells)
    }
    fn read_numbers(&mut self, numbers: &mut Numbers, count: usize) -> Result<(), ParquetError> {
        self.places.clear();
        numbers.read(count, &mut self.places)?;
        let Fixed { dictionary, places, cells } = self;
        let mut strays = false;
        cells.extend(places.iter().map(|place| {
            let cell = dictionary.get(place.cast_unsigned() as usize);
            strays |= cell.is_none();
            cell.copied().unwrap_or_default()
        }));
        if strays { Err(unusual()) } else { Ok(()) }
    }
    fn array(&mut self, gaps: &Gaps<'_>) -> Result<ArrayRef, ParquetError> {
        Ok(Arc::new(PrimitiveArray::<A>::new(gaps.spread(&mut self.cells).into(), gaps.nulls.clone())))
    }
}

/// Decimals whose digits fit into fewer bytes than an array has for them.
struct Decimals<A: ArrowPrimitiveType> {
    digits: Fixed<A>,
    data_type: DataType,
}

impl<A: ArrowPrimitiveType> Decimals<A> {
    fn new(data_type: &DataType) -> Decimals<A> {
        Decimals { digits: Fixed::default(), data_type: data_type.clone() }
    }
}

impl<A: ArrowPrimitiveType<Native: Little + Into<i128>>> Values for Decimals<A> {
    fn set_dictionary(&mut self, bytes: &[u8], count: usize) -> Result<(), ParquetError> {
        self.digits.set_dictionary(bytes, count)
    }
    fn forget_dictionary(&mut self) {
        self.digits.forget_dictionary();
    }
    fn clear(&mut self) {
        self.digits.clear();
    }
    fn read_plain(&mut self, bytes: &[u8], place: &mut usize, count: usize) -> Result<(), ParquetError> {
        self.digits.read_plain(bytes, place, count)
    }
    fn read_numbers(&mut self, numbers: &mut Numbers, count: usize) -> Result<(), ParquetError> {
        self.digits.read_numbers(numbers, count)
    }
    fn array(&mut self, gaps: &Gaps<'_>) -> Result<ArrayRef, ParquetError> {
        let digits: Vec<i128> = gaps.spread(&mut self.digits.cells).into_iter().map(Into::into).collect();
        let decimals = PrimitiveArray::<Decimal128Type>::new(digits.into(), gaps.nulls.clone());
        Ok(Arc::new(decimals.with_data_type(self.data_type.clone())))
    }
}

/// Texts one after the other, and where each ends, behind a zero.
struct Texts {
    bytes: Vec<u8>,
    ends: Vec<i32>,
}

impl Default for Texts {
    fn default() -> Texts {
        Texts { bytes: Vec::new(), ends: vec![0] }
    }
}

impl Texts {
    fn len(&self) -> usize {
        self.ends.len() - 1
    }

    fn clear(&mut self) {
        self.bytes.clear();
        self.ends.truncate(1);
    }

    fn add(&mut self, text: &[u8]) -> Result<(), ParquetError> {
        self.bytes.extend_from_slice(text);
        self.ends.push(i32::try_from(self.bytes.len()).map_err(|_| unusual())?);
        Ok(())
    }

    /// Each stands behind its length.
    fn add_plain(&mut self, bytes: &[u8], place: &mut usize, count: usize) -> Result<(), ParquetError> {
        for _ in 0..count {
            let rest = bytes.get(*place..).unwrap_or_default();
            let (length, rest) = rest.split_first_chunk().ok_or_else(unusual)?;
            let length = u32::from_le_bytes(*length) as usize;
            self.add(rest.get(..length).ok_or_else(unusual)?)?;
            *place += 4 + length;
        }
        Ok(())
    }

    fn get(&self, place: i32) -> Result<&[u8], ParquetError> {
        let place = place.cast_unsigned() as usize;
        let (Some(start), Some(end)) = (self.ends.get(place), self.ends.get(place + 1)) else { return Err(unusual()) };
        Ok(&self.bytes[start.cast_unsigned() as usize..end.cast_unsigned() as usize])
    }

    /// The array looks whether they are texts.
    fn array(&self, ends: Vec<i32>, nulls: Option<NullBuffer>) -> Result<StringArray, ParquetError> {
        let bytes = self.bytes.as_slice().into();
        Ok(StringArray::try_new(OffsetBuffer::new(ends.into()), bytes, nulls)?)
    }
}

#[derive(Default)]
struct TextsOfDictionary {
    dictionary: Texts,
    places: Vec<i32>,
    cells: Texts,
}

impl Values for TextsOfDictionary {
    fn set_dictionary(&mut self, bytes: &[u8], count: usize) -> Result<(), ParquetError> {
        self.dictionary.add_plain(bytes, &mut 0, count)
    }
    fn forget_dictionary(&mut self) {
        self.dictionary.clear();
    }
    fn clear(&mut self) {
        self.cells.clear();
    }
    fn read_plain(&mut self, bytes: &[u8], place: &mut usize, count: usize) -> Result<(), ParquetError> {
        self.cells.add_plain(bytes, place, count)
    }
    fn read_numbers(&mut self, numbers: &mut Numbers, count: usize) -> Result<(), ParquetError> {
        self.places.clear();
        numbers.read(count, &mut self.places)?;
        let TextsOfDictionary { dictionary, places, cells } = self;
        places.iter().try_for_each(|place| cells.add(dictionary.get(*place)?))
    }
    fn array(&mut self, gaps: &Gaps<'_>) -> Result<ArrayRef, ParquetError> {
        let ends = &self.cells.ends;
        // A gap ends where what is filled before it ends.
        let after = |(place, is_filled): (usize, bool)| ends[place + usize::from(is_filled)];
        let ends = std::iter::once(0).chain(gaps.places().map(after)).collect();
        Ok(Arc::new(self.cells.array(ends, gaps.nulls.clone())?))
    }
}

/// Texts that stay places in a dictionary; those that stand in none are put behind it.
struct Words {
    dictionary: Arc<StringArray>,
    places: Vec<i32>,
    others: Texts,
}

impl Default for Words {
    fn default() -> Words {
        Words { dictionary: Arc::new(StringArray::new_null(0)), places: Vec::new(), others: Texts::default() }
    }
}

impl Words {
    /// What the places of what was read refer to.
    fn texts(&mut self) -> Result<ArrayRef, ParquetError> {
        if self.others.len() == 0 {
            return Ok(Arc::clone(&self.dictionary) as ArrayRef);
        }
        let others = self.others.array(self.others.ends.clone(), None)?;
        if self.others.len() < self.places.len() {
            return Ok(concat(&[self.dictionary.as_ref(), &others])?);
        }
        // None refers to the dictionary, which may be long.
        self.places.clear();
        self.places.extend(0..i32::try_from(others.len()).map_err(|_| unusual())?);
        Ok(Arc::new(others))
    }
}

impl Values for Words {
    fn set_dictionary(&mut self, bytes: &[u8], count: usize) -> Result<(), ParquetError> {
        let mut words = Texts::default();
        words.add_plain(bytes, &mut 0, count)?;
        self.dictionary = Arc::new(words.array(words.ends.clone(), None)?);
        Ok(())
    }
    fn forget_dictionary(&mut self) {
        self.dictionary = Arc::new(StringArray::new_null(0));
    }
    fn clear(&mut self) {
        self.places.clear();
        self.others.clear();
    }
    fn read_plain(&mut self, bytes: &[u8], place: &mut usize, count: usize) -> Result<(), ParquetError> {
        let first = self.dictionary.len() + self.others.len();
        self.others.add_plain(bytes, place, count)?;
        let place = |place: usize| i32::try_from(place).map_err(|_| unusual());
        self.places.extend(place(first)?..place(first + count)?);
        Ok(())
    }
    fn read_numbers(&mut self, numbers: &mut Numbers, count: usize) -> Result<(), ParquetError> {
        numbers.read(count, &mut self.places)
    }
    fn array(&mut self, gaps: &Gaps<'_>) -> Result<ArrayRef, ParquetError> {
        let texts = self.texts()?;
        let places = PrimitiveArray::<Int32Type>::new(gaps.spread(&mut self.places).into(), gaps.nulls.clone());
        Ok(Arc::new(DictionaryArray::try_new(places, texts)?))
    }
}
