//! Columns as the rows that a rule reads: a [`Node`] tree that borrows its texts from the batch. Nothing is printed
//! and parsed again but numbers, which the wire reads by their digits, and those are written a column at a time.

use std::borrow::Cow;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, BooleanArray, OffsetSizeTrait, StringArray, StringViewArray};
use datafusion::arrow::buffer::NullBuffer;
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::DataType;
use datafusion::error::Result;
use read::{Node, Value};

use crate::shape::{Field, Shape};

/// A column that can be read row by row.
pub(crate) enum Rows {
    /// Nothing but nulls.
    Nulls,
    /// True or false.
    Flags(BooleanArray),
    /// Numbers by their digits.
    Numbers(StringArray),
    /// Text.
    Texts(StringArray),
    /// Text as Parquet gives it.
    Views(StringViewArray),
    /// Where each row's entries begin and end, and the entries.
    Lists { bounds: Vec<(usize, usize)>, nulls: Option<NullBuffer>, entries: Box<Rows> },
    /// Fields by name.
    Tables { nulls: Option<NullBuffer>, fields: Vec<(String, Rows)> },
}

impl Rows {
    /// Makes a column of a fitting type (see [`Shape::takes`]) readable.
    pub(crate) fn new(shape: &Shape, array: &ArrayRef) -> Result<Rows> {
        let array = match array.data_type() {
            DataType::Null => return Ok(Rows::Nulls),
            DataType::Dictionary(_, values) => &cast(array, values)?,
            _ => array,
        };
        Ok(match (shape, array.data_type()) {
            (Shape::Flag, _) => Rows::Flags(array.as_boolean().clone()),
            (Shape::Whole, _) => Rows::Numbers(texts(array)?),
            (Shape::List(inner), DataType::LargeList(_)) => lists::<i64>(inner, array)?,
            (Shape::List(inner), DataType::FixedSizeList(entry, _)) => {
                lists::<i32>(inner, &cast(array, &DataType::List(entry.clone()))?)?
            }
            (Shape::List(inner), _) => lists::<i32>(inner, array)?,
            (Shape::Table(fields), _) => Rows::table(fields, array)?,
            // Its text would have a time of day.
            (Shape::Date, DataType::Date64) => Rows::Texts(texts(&cast(array, &DataType::Date32)?)?),
            (_, DataType::Utf8View) => Rows::Views(array.as_string_view().clone()),
            _ => Rows::Texts(texts(array)?),
        })
    }

    /// A struct's columns by their names.
    fn table(fields: &[Field], array: &ArrayRef) -> Result<Rows> {
        let array = array.as_struct();
        let read = |field: &Field| {
            let column = array.column_by_name(&field.name)?;
            Some(Rows::new(&field.shape, column).map(|rows| (field.name.clone(), rows)))
        };
        Ok(Rows::Tables {
            nulls: array.nulls().cloned(),
            fields: fields.iter().filter_map(read).collect::<Result<_>>()?,
        })
    }

    /// Is there nothing in this row?
    pub(crate) fn is_null(&self, row: usize) -> bool {
        match self {
            Rows::Nulls => true,
            Rows::Flags(flags) => flags.is_null(row),
            Rows::Numbers(texts) | Rows::Texts(texts) => texts.is_null(row),
            Rows::Views(texts) => texts.is_null(row),
            Rows::Lists { nulls, .. } | Rows::Tables { nulls, .. } => {
                nulls.as_ref().is_some_and(|nulls| nulls.is_null(row))
            }
        }
    }

    /// The value in a row, as a rule reads it.
    pub(crate) fn node(&self, row: usize) -> Node<'_> {
        if self.is_null(row) {
            return node(Value::Null);
        }
        node(match self {
            Rows::Nulls => Value::Null,
            Rows::Flags(flags) => Value::Flag(flags.value(row)),
            Rows::Numbers(texts) => Value::Number(Cow::Borrowed(digits(texts.value(row)))),
            Rows::Texts(texts) => Value::Text(Cow::Borrowed(texts.value(row))),
            Rows::Views(texts) => Value::Text(Cow::Borrowed(texts.value(row))),
            Rows::Lists { bounds, entries, .. } => {
                let (start, end) = bounds[row];
                Value::List((start..end).map(|place| entries.node(place)).collect())
            }
            Rows::Tables { fields, .. } => {
                let entries = fields.iter().map(|(name, rows)| (Cow::Borrowed(name.as_str()), 0..0, rows.node(row)));
                Value::Table(entries.collect())
            }
        })
    }
}

/// A value that stands in no text.
fn node(value: Value<'_>) -> Node<'_> {
    Node { span: 0..0, value }
}

/// A decimal without fraction is a whole number: its type has a scale, the value has none. Anything else stays as it
/// is, for the wire to refuse.
fn digits(text: &str) -> &str {
    match text.split_once('.') {
        Some((whole, fraction)) if fraction.bytes().all(|byte| byte == b'0') => whole,
        _ => text,
    }
}

/// Numbers, days and decimals as text; the zeros that a decimal's type puts behind it are taken off.
fn texts(array: &ArrayRef) -> Result<StringArray> {
    let has_scale = matches!(
        array.data_type(),
        DataType::Decimal32(_, 1..)
            | DataType::Decimal64(_, 1..)
            | DataType::Decimal128(_, 1..)
            | DataType::Decimal256(_, 1..)
    );
    let array = cast(array, &DataType::Utf8)?;
    let texts = array.as_string::<i32>();
    if has_scale {
        let short = |text: &str| text.trim_end_matches('0').trim_end_matches('.').to_string();
        return Ok(texts.iter().map(|text| text.map(short)).collect());
    }
    Ok(texts.clone())
}

fn lists<O: OffsetSizeTrait>(inner: &Shape, array: &ArrayRef) -> Result<Rows> {
    let lists = array.as_list::<O>();
    let bounds = lists.value_offsets().windows(2).map(|pair| (pair[0].as_usize(), pair[1].as_usize())).collect();
    Ok(Rows::Lists { bounds, nulls: lists.nulls().cloned(), entries: Box::new(Rows::new(inner, lists.values())?) })
}
