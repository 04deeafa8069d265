//! Cells: how a column becomes values, whatever the file stores it as.
//!
//! A column is read whole, once for each batch. A cell that cannot be read is noted and counts as left out, so that the
//! rest of its row is still looked at. Text is understood everywhere: that is how CSV comes in.

mod list;
mod words;

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{ArrowPrimitiveType, Date32Type, Decimal128Type, Float64Type, Int32Type, Int64Type};
use arrow_array::{
    AnyDictionaryArray, Array, ArrayRef, BooleanArray, Date32Array, Decimal128Array, Int32Array, Int64Array,
    PrimitiveArray, StringArray,
};
use arrow_cast::cast;
use arrow_schema::DataType;
use law::calendar::date;
use law::message::Message;
use law::money::MAX_YEN;
use law::{Date, Rate, Share, message};

pub use list::{List, Record};
pub use words::Word;

use crate::problem::{Found, Misfit};

/// What a column holds.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Any text.
    Text,
    /// Whole yen.
    Yen,
    /// Percent per year.
    Rate,
    /// A fraction.
    Share,
    /// A day.
    Day,
    /// Yes or no.
    Flag,
    /// A whole number.
    Count,
    /// One word of a list.
    Word(fn() -> Vec<&'static str>),
    /// A list of records.
    List(&'static [Column]),
}

/// One column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Must it be there, and filled in every row?
    pub needed: bool,
}

impl Kind {
    /// The word for it in the catalogue, under `column-kind`.
    pub const fn word(self) -> &'static str {
        match self {
            Kind::Text => "column-kind.text",
            Kind::Yen => "column-kind.yen",
            Kind::Rate => "column-kind.rate",
            Kind::Share => "column-kind.share",
            Kind::Day => "column-kind.day",
            Kind::Flag => "column-kind.flag",
            Kind::Count => "column-kind.count",
            Kind::Word(_) => "column-kind.word",
            Kind::List(_) => "column-kind.list",
        }
    }

    /// Can an array of this type hold it?
    pub fn fits(self, found: &DataType) -> bool {
        let text = is_text(found) || *found == DataType::Null;
        match self {
            _ if text => true,
            Kind::Text | Kind::Count | Kind::Yen if found.is_integer() => true,
            Kind::Yen | Kind::Count | Kind::Rate if found.is_floating() => true,
            Kind::Rate => found.is_integer() || matches!(found, DataType::Decimal128(_, 0..=10)),
            Kind::Day => matches!(found, DataType::Date32 | DataType::Date64 | DataType::Timestamp(..)),
            Kind::Flag => *found == DataType::Boolean,
            Kind::List(columns) => match found {
                DataType::List(item) | DataType::LargeList(item) | DataType::FixedSizeList(item, _) => {
                    match item.data_type() {
                        DataType::Struct(_) => true,
                        single => columns.len() == 1 && columns[0].kind.fits(single),
                    }
                }
                _ => false,
            },
            _ => false,
        }
    }
}

fn is_text(found: &DataType) -> bool {
    match found {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        DataType::Dictionary(_, values) => is_text(values),
        _ => false,
    }
}

/// A column in memory.
pub trait Cell: Sized {
    /// What it holds.
    const KIND: Kind;
    /// One value.
    type Value: Clone + std::fmt::Debug + PartialEq;
    /// The type in which values are written.
    fn data_type() -> DataType;
    /// Writes values as an array.
    fn write(values: &[Option<&Self::Value>]) -> ArrayRef;
    /// Reads an array whose type fits.
    fn load(array: &ArrayRef, column: &'static str, found: &mut Vec<Found>) -> Result<Self, Misfit>;
    /// A column that the table does not have: nothing in any row.
    fn absent(rows: usize) -> Self;
    /// Is the cell of an element filled?
    fn is_filled(&self, element: usize) -> bool;
}

/// Notes a mistake in a cell.
pub(crate) fn note(
    found: &mut Vec<Found>,
    element: usize,
    column: &'static str,
    code: &'static str,
    message: Message,
    hint: Option<Message>,
) {
    found.push(Found { element, path: column.to_string(), code, message, hint });
}

fn texts(array: &ArrayRef, column: &'static str, kind: Kind) -> Result<StringArray, Misfit> {
    let misfit =
        || Misfit::Type { column: column.to_string(), found: array.data_type().clone(), expected: kind.word() };
    let array = cast(array, &DataType::Utf8).map_err(|_| misfit())?;
    Ok(array.as_string::<i32>().clone())
}

fn cast_to(array: &ArrayRef, to: &DataType, column: &'static str, kind: Kind) -> Result<ArrayRef, Misfit> {
    if array.data_type() == to {
        return Ok(array.clone());
    }
    cast(array, to).map_err(|_| Misfit::Type {
        column: column.to_string(),
        found: array.data_type().clone(),
        expected: kind.word(),
    })
}

/// Reads each filled text of an array; `read` says what is wrong with one that cannot be read. A text that a dictionary has is
/// read once for all its rows.
fn parse<V: Copy>(
    array: &ArrayRef,
    column: &'static str,
    kind: Kind,
    found: &mut Vec<Found>,
    read: impl Fn(&str) -> Result<V, (&'static str, Message, Message)>,
) -> Result<Vec<Option<V>>, Misfit> {
    let dictionary = array.as_any_dictionary_opt().filter(|dictionary| !dictionary.values().is_empty());
    let texts = texts(dictionary.map_or(array, AnyDictionaryArray::values), column, kind)?;
    let read = |text: Option<&str>| text.map(str::trim).filter(|text| !text.is_empty()).map(&read).transpose();
    let mut noted = |element, value: Result<Option<V>, (&'static str, Message, Message)>| {
        value.unwrap_or_else(|(code, message, hint)| {
            note(found, element, column, code, message, Some(hint));
            None
        })
    };
    let Some(dictionary) = dictionary else {
        return Ok(texts.iter().enumerate().map(|(element, text)| noted(element, read(text))).collect());
    };
    let known: Vec<_> = texts.iter().map(read).collect();
    let keys = dictionary.normalized_keys().into_iter().enumerate();
    Ok(keys
        .map(|(element, key)| match &known[key] {
            _ if array.is_null(element) => None,
            Ok(value) => *value,
            wrong => noted(element, wrong.clone()),
        })
        .collect())
}

/// Text as it stands, or by its places in a dictionary.
#[derive(Clone, Debug)]
pub struct Text {
    texts: StringArray,
    places: Option<Int32Array>,
}

impl Text {
    /// The text of an element; an empty one counts as left out.
    #[inline]
    pub fn get(&self, element: usize) -> Option<&str> {
        let place = match &self.places {
            None => element,
            Some(places) if places.is_null(element) => return None,
            Some(places) => places.value(element).unsigned_abs() as usize,
        };
        (!self.texts.is_null(place)).then(|| self.texts.value(place)).filter(|text| !text.is_empty())
    }
}

impl Cell for Text {
    const KIND: Kind = Kind::Text;
    type Value = String;
    fn data_type() -> DataType {
        DataType::Utf8
    }
    fn write(values: &[Option<&String>]) -> ArrayRef {
        Arc::new(values.iter().copied().collect::<StringArray>())
    }
    fn load(array: &ArrayRef, column: &'static str, _: &mut Vec<Found>) -> Result<Text, Misfit> {
        Ok(match array.as_dictionary_opt::<Int32Type>() {
            Some(dictionary) => {
                let texts = texts(dictionary.values(), column, Self::KIND)?;
                Text { texts, places: Some(dictionary.keys().clone()) }
            }
            None => Text { texts: texts(array, column, Self::KIND)?, places: None },
        })
    }
    fn absent(rows: usize) -> Text {
        Text { texts: StringArray::new_null(rows), places: None }
    }
    fn is_filled(&self, element: usize) -> bool {
        self.get(element).is_some()
    }
}

/// Whole yen from 0 to 10^15; more than that stands for a cell that is not filled.
#[derive(Clone, Debug)]
pub struct Yen(Vec<u64>);

/// No amount.
const NO_YEN: u64 = u64::MAX;

impl Yen {
    /// The amount of an element.
    #[inline]
    pub fn get(&self, element: usize) -> Option<law::Yen> {
        let amount = self.0[element];
        (amount != NO_YEN).then_some(law::Yen(amount))
    }
}

impl Cell for Yen {
    const KIND: Kind = Kind::Yen;
    type Value = law::Yen;
    fn data_type() -> DataType {
        DataType::Int64
    }
    fn write(values: &[Option<&law::Yen>]) -> ArrayRef {
        Arc::new(values.iter().map(|value| value.map(|yen| yen.0.cast_signed())).collect::<Int64Array>())
    }
    fn load(array: &ArrayRef, column: &'static str, found: &mut Vec<Found>) -> Result<Yen, Misfit> {
        let whole = whole_numbers(array, column, Self::KIND, found)?;
        let most = MAX_YEN.0.cast_signed();
        Ok(Yen(filled(&whole, NO_YEN, |element, value| match value {
            0.. if value <= most => value.unsigned_abs(),
            _ => {
                note_no_yen(found, element, column, value);
                NO_YEN
            }
        })))
    }
    fn absent(rows: usize) -> Yen {
        Yen(vec![NO_YEN; rows])
    }
    fn is_filled(&self, element: usize) -> bool {
        self.0[element] != NO_YEN
    }
}

/// Notes a whole number that is no amount.
#[cold]
fn note_no_yen(found: &mut Vec<Found>, element: usize, column: &'static str, value: i64) {
    if value < 0 {
        let message = message!("case.negative-amount", found = value.to_string());
        note(found, element, column, "negative-amount", message, Some(message!("batch.hint.negative-amount")));
    } else {
        let message = message!("error.yen-range", found = value.to_string(), most = MAX_YEN);
        note(found, element, column, "out-of-range", message, None);
    }
}

/// What `read` makes of each filled cell, and `nothing` for the others.
fn filled<A: ArrowPrimitiveType, V: Clone>(
    array: &PrimitiveArray<A>,
    nothing: V,
    mut read: impl FnMut(usize, A::Native) -> V,
) -> Vec<V> {
    let cells = array.values();
    match array.nulls() {
        None => cells.iter().enumerate().map(|(element, value)| read(element, *value)).collect(),
        Some(nulls) => {
            let mut filled = vec![nothing; cells.len()];
            nulls.valid_indices().for_each(|element| filled[element] = read(element, cells[element]));
            filled
        }
    }
}

/// Whole numbers from integers, from floats that are whole, or from text.
fn whole_numbers(
    array: &ArrayRef,
    column: &'static str,
    kind: Kind,
    found: &mut Vec<Found>,
) -> Result<Int64Array, Misfit> {
    let data_type = array.data_type();
    if is_text(data_type) {
        return Ok(parse(array, column, kind, found, whole_number)?.into_iter().collect());
    }
    if data_type.is_floating() {
        let floats = cast_to(array, &DataType::Float64, column, kind)?;
        let floats = floats.as_primitive::<Float64Type>();
        return Ok((0..floats.len())
            .map(|element| {
                // Where a table has gaps, some programs store whole numbers as floats; what is whole is read exactly.
                let value =
                    (!floats.is_null(element)).then(|| floats.value(element)).filter(|value| !value.is_nan())?;
                let text = value.to_string();
                let whole = text.parse::<i64>().ok();
                if whole.is_none() {
                    let message = message!("batch.not-whole", found = text);
                    note(found, element, column, "not-whole", message, Some(message!("batch.hint.not-whole")));
                }
                whole
            })
            .collect());
    }
    let whole = cast_to(array, &DataType::Int64, column, kind)?;
    let whole = whole.as_primitive::<Int64Type>();
    // An unsigned value above the range becomes nothing when it is cast: that is no missing fact.
    let lost = |element: &usize| whole.is_null(*element) && !array.is_null(*element);
    let elements = if whole.null_count() == array.null_count() { 0 } else { whole.len() };
    for element in (0..elements).filter(lost) {
        let message = message!("error.yen-range", found = "2^63".to_string(), most = MAX_YEN);
        note(found, element, column, "out-of-range", message, None);
    }
    Ok(whole.clone())
}

fn whole_number(text: &str) -> Result<i64, (&'static str, Message, Message)> {
    text.parse::<i64>().map_err(|_| {
        let message = message!("case.amount-as-text", found = text.to_string());
        ("amount-as-text", message, message!("batch.hint.bare-number"))
    })
}

/// Whole numbers that are no amounts: ranks, months.
#[derive(Clone, Debug)]
pub struct Count(Vec<u32>);

impl Count {
    /// The number of an element.
    #[inline]
    pub fn get(&self, element: usize) -> Option<u32> {
        Some(self.0[element]).filter(|count| *count != NO_COUNT)
    }
}

/// No number.
const NO_COUNT: u32 = u32::MAX;
/// More than any count here.
const MOST_COUNT: u32 = 1_200;

impl Cell for Count {
    const KIND: Kind = Kind::Count;
    type Value = u32;
    fn data_type() -> DataType {
        DataType::Int64
    }
    fn write(values: &[Option<&u32>]) -> ArrayRef {
        Arc::new(values.iter().map(|value| value.map(|count| i64::from(*count))).collect::<Int64Array>())
    }
    fn load(array: &ArrayRef, column: &'static str, found: &mut Vec<Found>) -> Result<Count, Misfit> {
        let whole = whole_numbers(array, column, Self::KIND, found)?;
        Ok(Count(filled(&whole, NO_COUNT, |element, value| {
            if let Some(count) = u32::try_from(value).ok().filter(|count| (1..=MOST_COUNT).contains(count)) {
                return count;
            }
            let most = MOST_COUNT.to_string();
            let message =
                message!("error.whole-range", found = value.to_string(), least = "1".to_string(), most = most);
            note(found, element, column, "out-of-range", message, None);
            NO_COUNT
        })))
    }
    fn absent(rows: usize) -> Count {
        Count(vec![NO_COUNT; rows])
    }
    fn is_filled(&self, element: usize) -> bool {
        self.0[element] != NO_COUNT
    }
}

/// Percent per year: text or decimals exactly, floats by their shortest decimal form.
#[derive(Clone, Debug)]
pub struct Percent(Vec<Option<Rate>>);

impl Percent {
    /// The rate of an element.
    #[inline]
    pub fn get(&self, element: usize) -> Option<Rate> {
        self.0[element]
    }
}

impl Cell for Percent {
    const KIND: Kind = Kind::Rate;
    type Value = Rate;
    fn data_type() -> DataType {
        DataType::Decimal128(13, 10)
    }
    fn write(values: &[Option<&Rate>]) -> ArrayRef {
        let units = values.iter().map(|value| value.map(|rate| rate.parts().0.cast_signed()));
        Arc::new(units.collect::<Decimal128Array>().with_data_type(Self::data_type()))
    }
    fn load(array: &ArrayRef, column: &'static str, found: &mut Vec<Found>) -> Result<Percent, Misfit> {
        if let DataType::Decimal128(_, scale @ 0..=10) = array.data_type() {
            let decimals = array.as_primitive::<Decimal128Type>();
            let unit = 10_u64.pow(10 - u32::from(scale.unsigned_abs()));
            return Ok(Percent(filled(decimals, None, |element, value| {
                let units = u64::try_from(value).ok().and_then(|value| value.checked_mul(unit));
                let rate = units.filter(|units| *units < MOST_RATE_UNITS).map(Rate::from_units);
                if rate.is_none() {
                    let message = message!("error.rate", found = decimals.value_as_string(element));
                    note(found, element, column, "bad-rate", message, Some(message!("hint.rate")));
                }
                rate
            })));
        }
        let texts: ArrayRef = if array.data_type().is_floating() {
            let floats = cast_to(array, &DataType::Float64, column, Self::KIND)?;
            let floats = floats.as_primitive::<Float64Type>().iter();
            let texts = floats.map(|value| value.filter(|value| !value.is_nan()).map(|value| value.to_string()));
            Arc::new(texts.collect::<StringArray>())
        } else {
            array.clone()
        };
        let rates = parse(&texts, column, Self::KIND, found, |text| {
            text.parse()
                .map_err(|_| ("bad-rate", message!("error.rate", found = text.to_string()), message!("hint.rate")))
        });
        Ok(Percent(rates?))
    }
    fn absent(rows: usize) -> Percent {
        Percent(vec![None; rows])
    }
    fn is_filled(&self, element: usize) -> bool {
        self.0[element].is_some()
    }
}

/// 1,000 % in the unit of [`Rate`].
const MOST_RATE_UNITS: u64 = 10_000_000_000_000;

/// A fraction, `1/2`.
#[derive(Clone, Debug)]
pub struct Fraction(Vec<Option<Share>>);

impl Fraction {
    /// The share of an element.
    #[inline]
    pub fn get(&self, element: usize) -> Option<Share> {
        self.0[element]
    }
}

impl Cell for Fraction {
    const KIND: Kind = Kind::Share;
    type Value = Share;
    fn data_type() -> DataType {
        DataType::Utf8
    }
    fn write(values: &[Option<&Share>]) -> ArrayRef {
        Arc::new(values.iter().map(|value| value.map(ToString::to_string)).collect::<StringArray>())
    }
    fn load(array: &ArrayRef, column: &'static str, found: &mut Vec<Found>) -> Result<Fraction, Misfit> {
        let shares = parse(array, column, Self::KIND, found, |text| {
            let bad = |message| ("bad-share", message, message!("batch.hint.share"));
            match text.parse::<Share>() {
                Err(_) => Err(bad(message!("error.share", found = text.to_string()))),
                Ok(share) if share > Share::WHOLE => {
                    Err(bad(message!("error.share-above-whole", found = text.to_string())))
                }
                Ok(share) => Ok(share),
            }
        });
        Ok(Fraction(shares?))
    }
    fn absent(rows: usize) -> Fraction {
        Fraction(vec![None; rows])
    }
    fn is_filled(&self, element: usize) -> bool {
        self.0[element].is_some()
    }
}

/// A day.
#[derive(Clone, Debug)]
pub struct Day(Vec<Option<Date>>);

/// Days from 1970-01-01 that a household's papers can bear: 1900 to 2100.
const PLAUSIBLE: std::ops::RangeInclusive<i32> = -25_567..=47_846;

impl Day {
    /// The day of an element.
    #[inline]
    pub fn get(&self, element: usize) -> Option<Date> {
        self.0[element]
    }
}

/// The civil day so many days after 1970-01-01, for the years of [`PLAUSIBLE`]: C. Neri and L. Schneider, "Euclidean affine
/// functions and their application to calendar algorithms" (2022), where years begin with March and every division is a
/// multiplication.
fn day_of(days: i32) -> Date {
    // From the first of March of the year 0, four to a day.
    let quarters = 4 * (days + 719_468).unsigned_abs() + 3;
    let (century, of_century) = (quarters / 146_097, quarters % 146_097 / 4);
    let years = 2_939_745 * u64::from(4 * of_century + 3);
    let (year, of_year) = ((years >> 32) as u32, (years as u32) / 2_939_745 / 4);
    let months = 2_141 * of_year + 197_913;
    let (month, day) = (months >> 16, (months & 0xFFFF) / 2_141 + 1);
    let year = 100 * century + year;
    let (year, month) = if of_year < 306 { (year, month) } else { (year + 1, month - 12) };
    date(year as i16, month as i8, day as i8)
}

/// Notes a day that no household's papers can bear.
#[cold]
fn note_no_day(found: &mut Vec<Found>, element: usize, column: &'static str, days: i32) {
    let message = message!("batch.implausible-day", days = days.to_string());
    note(found, element, column, "implausible-year", message, Some(message!("hint.date")));
}

/// Days from 1970-01-01 to a day.
pub fn days_of(day: Date) -> i32 {
    let epoch = date(1970, 1, 1);
    if day >= epoch {
        law::calendar::days_between(epoch, day).cast_signed()
    } else {
        -law::calendar::days_between(day, epoch).cast_signed()
    }
}

impl Cell for Day {
    const KIND: Kind = Kind::Day;
    type Value = Date;
    fn data_type() -> DataType {
        DataType::Date32
    }
    fn write(values: &[Option<&Date>]) -> ArrayRef {
        Arc::new(values.iter().map(|value| value.map(|day| days_of(*day))).collect::<Date32Array>())
    }
    fn load(array: &ArrayRef, column: &'static str, found: &mut Vec<Found>) -> Result<Day, Misfit> {
        let days: Date32Array = if is_text(array.data_type()) {
            let read = parse(array, column, Self::KIND, found, |text| {
                let day: Date = text.parse().map_err(|_| {
                    ("bad-date", message!("error.date", found = text.to_string()), message!("hint.date"))
                })?;
                Ok(days_of(day))
            });
            read?.into_iter().collect()
        } else {
            cast_to(array, &DataType::Date32, column, Self::KIND)?.as_primitive::<Date32Type>().clone()
        };
        Ok(Day(filled(&days, None, |element, day| {
            if PLAUSIBLE.contains(&day) {
                return Some(day_of(day));
            }
            note_no_day(found, element, column, day);
            None
        })))
    }
    fn absent(rows: usize) -> Day {
        Day(vec![None; rows])
    }
    fn is_filled(&self, element: usize) -> bool {
        self.0[element].is_some()
    }
}

/// Yes or no.
#[derive(Clone, Debug)]
pub struct Flag(BooleanArray);

impl Flag {
    /// The answer of an element.
    #[inline]
    pub fn get(&self, element: usize) -> Option<bool> {
        (!self.0.is_null(element)).then(|| self.0.value(element))
    }
}

impl Cell for Flag {
    const KIND: Kind = Kind::Flag;
    type Value = bool;
    fn data_type() -> DataType {
        DataType::Boolean
    }
    fn write(values: &[Option<&bool>]) -> ArrayRef {
        Arc::new(values.iter().map(|value| value.copied()).collect::<BooleanArray>())
    }
    fn load(array: &ArrayRef, column: &'static str, found: &mut Vec<Found>) -> Result<Flag, Misfit> {
        if let Some(flags) = array.as_boolean_opt() {
            return Ok(Flag(flags.clone()));
        }
        let flags = parse(array, column, Self::KIND, found, |text| match text {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => {
                let message = message!("error.unknown-word", found = text.to_string());
                Err(("bad-flag", message, message!("hint.known-words", words = "true | false".to_string())))
            }
        });
        Ok(Flag(flags?.into_iter().collect()))
    }
    fn absent(rows: usize) -> Flag {
        Flag(BooleanArray::new_null(rows))
    }
    fn is_filled(&self, element: usize) -> bool {
        self.get(element).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts in a dictionary are the same texts: the same values, the same mistakes at the same places.
    #[test]
    fn a_dictionary_changes_nothing() {
        let texts = [Some("1/2"), None, Some("3/2"), Some(" 1/1 "), Some(""), Some("half"), Some("3/2"), Some("1/2")];
        let plain: ArrayRef = Arc::new(StringArray::from(texts.to_vec()));
        let words = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
        let read = |array: &ArrayRef| {
            let mut found = Vec::new();
            let shares = Fraction::load(array, "own_share", &mut found).unwrap();
            let mistakes: Vec<_> = found.into_iter().map(|found| (found.element, found.code, found.message)).collect();
            (shares.0, mistakes)
        };
        let (shares, mistakes) = read(&plain);
        let (half, whole) = (Share::new(1, 2), Some(Share::WHOLE));
        assert_eq!(shares, [half, None, None, whole, None, None, None, half]);
        assert_eq!(mistakes.iter().map(|mistake| mistake.0).collect::<Vec<_>>(), [2, 5, 6]);
        assert_eq!(read(&cast(&plain, &words).unwrap()), (shares, mistakes));
        let nothing: ArrayRef = Arc::new(StringArray::new_null(3));
        assert_eq!(read(&cast(&nothing, &words).unwrap()), (vec![None; 3], Vec::new()));
    }

    #[test]
    fn a_day_is_the_same_there_and_back() {
        let mut day = date(1900, 1, 1);
        for days in PLAUSIBLE {
            assert_eq!((day_of(days), days_of(day)), (day, days));
            day = day.tomorrow().unwrap();
        }
        assert_eq!(day, date(2101, 1, 1));
    }
}
