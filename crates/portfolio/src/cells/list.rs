//! Columns of lists: claims, assets, overdue instalments.

use std::ops::Range;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, ListArray, StringArray, StructArray};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{DataType, Field, FieldRef, Fields};
use law::message;

use super::{Cell, Column, Kind, is_text, note, texts};
use crate::problem::{Found, Misfit};

/// What stands in one entry of a list, or in one row of the table.
pub trait Record: Sized {
    /// Its columns.
    const COLUMNS: &'static [Column];
    /// One entry as plain values.
    type Row: Clone + std::fmt::Debug + PartialEq;
    /// The types in which entries are written.
    fn fields() -> Fields;
    /// Writes entries as arrays, one a column.
    fn write(rows: &[&Self::Row]) -> Vec<ArrayRef>;
    /// Reads them; `part` gives the array of a column, if there is one.
    fn load(rows: usize, part: &dyn Fn(&str) -> Option<ArrayRef>, found: &mut Vec<Found>) -> Result<Self, Misfit>;
    /// The columns that must be filled and are not, of one element.
    fn lacking(&self, element: usize) -> Vec<&'static str>;
    /// Is all that must be filled filled, in the first so many elements?
    fn is_complete(&self, elements: usize) -> bool;
}

/// A list of records; a list that is left out is not the same as an empty one.
#[derive(Clone, Debug)]
pub struct List<R> {
    offsets: OffsetBuffer<i32>,
    nulls: Option<NullBuffer>,
    /// The entries of all lists, one after the other.
    pub items: R,
}

impl<R> List<R> {
    fn offset(&self, element: usize) -> usize {
        // Arrow keeps places as signed numbers, and none below zero.
        self.offsets[element].unsigned_abs() as usize
    }

    /// The places in `items` of an element's entries; `None` when the list was left out.
    #[inline]
    pub fn get(&self, element: usize) -> Option<Range<usize>> {
        if self.nulls.as_ref().is_some_and(|nulls| nulls.is_null(element)) {
            return None;
        }
        Some(self.offset(element)..self.offset(element + 1))
    }
}

impl<R: Record> Cell for List<R> {
    const KIND: Kind = Kind::List(R::COLUMNS);
    type Value = Vec<R::Row>;

    fn data_type() -> DataType {
        DataType::List(item_of(DataType::Struct(R::fields())))
    }

    fn write(values: &[Option<&Vec<R::Row>>]) -> ArrayRef {
        let rows: Vec<&R::Row> = values.iter().copied().flatten().flatten().collect();
        let entries = StructArray::try_new_with_length(R::fields(), R::write(&rows), None, rows.len())
            .unwrap_or_else(|error| unreachable!("columns of one length: {error}"));
        let offsets = OffsetBuffer::from_lengths(values.iter().map(|value| value.map_or(0, Vec::len)));
        let known: NullBuffer = values.iter().map(Option::is_some).collect();
        Arc::new(ListArray::new(item_of(entries.data_type().clone()), offsets, Arc::new(entries), Some(known)))
    }

    fn load(array: &ArrayRef, column: &'static str, found: &mut Vec<Found>) -> Result<List<R>, Misfit> {
        let list = if is_text(array.data_type()) || *array.data_type() == DataType::Null {
            from_text::<R>(&texts(array, column, Self::KIND)?, column, found)
        } else {
            as_list(array, column)?
        };
        let (_, offsets, values, nulls) = list.into_parts();
        let mut inner = Vec::new();
        let fields: Vec<(String, ArrayRef)> = match values.as_struct_opt() {
            Some(record) => {
                record.fields().iter().map(|field| field.name().clone()).zip(record.columns().iter().cloned()).collect()
            }
            // A list of plain values is a list of records of one column.
            None => vec![(R::COLUMNS[0].name.to_string(), values.clone())],
        };
        let part = |name: &str| fields.iter().find(|(field, _)| field == name).map(|(_, array)| array.clone());
        let items = R::load(values.len(), &part, &mut inner)?;
        let list = List { offsets, nulls, items };
        list.place(column, inner, found);
        Ok(list)
    }

    fn absent(rows: usize) -> List<R> {
        let items = R::load(0, &|_| None, &mut Vec::new()).unwrap_or_else(|_| unreachable!("no column, no misfit"));
        List { offsets: OffsetBuffer::new_zeroed(rows), nulls: Some(NullBuffer::new_null(rows)), items }
    }

    fn is_filled(&self, element: usize) -> bool {
        self.get(element).is_some()
    }
}

impl<R: Record> List<R> {
    /// Is all that must be filled filled, in every entry?
    pub(crate) fn is_complete(&self) -> bool {
        self.items.is_complete(self.offset(self.offsets.len() - 1))
    }

    /// Says of what was found in the entries in which list and at which place of it they stand.
    fn place(&self, column: &'static str, inner: Vec<Found>, found: &mut Vec<Found>) {
        for entry in inner {
            let after = self.offsets.partition_point(|offset| offset.unsigned_abs() as usize <= entry.element);
            let Some(element) = after.checked_sub(1).filter(|element| element + 1 < self.offsets.len()) else {
                continue;
            };
            if self.get(element).is_none() {
                continue;
            }
            let place = entry.element - self.offset(element);
            // A list of plain values has no names inside.
            let path = if R::COLUMNS.len() == 1 {
                format!("{column}[{place}]")
            } else {
                format!("{column}[{place}].{}", entry.path)
            };
            found.push(Found { element, path, ..entry });
        }
    }
}

fn item_of(data_type: DataType) -> FieldRef {
    Arc::new(Field::new("item", data_type, true))
}

fn as_list(array: &ArrayRef, column: &'static str) -> Result<ListArray, Misfit> {
    if let Some(list) = array.as_list_opt::<i32>() {
        return Ok(list.clone());
    }
    let misfit = || Misfit::Type {
        column: column.to_string(),
        found: array.data_type().clone(),
        expected: Kind::List(&[]).word(),
    };
    let (DataType::LargeList(item) | DataType::FixedSizeList(item, _)) = array.data_type() else {
        return Err(misfit());
    };
    let list = arrow_cast::cast(array, &DataType::List(item.clone())).map_err(|_| misfit())?;
    Ok(list.as_list::<i32>().clone())
}

/// A list written in one cell: entries with `;` between them, their fields with blanks, in the order of the columns.
/// `none` is the empty list.
fn from_text<R: Record>(texts: &StringArray, column: &'static str, found: &mut Vec<Found>) -> ListArray {
    let columns = R::COLUMNS;
    let mut parts: Vec<Vec<Option<String>>> = vec![Vec::new(); columns.len()];
    let mut lengths = Vec::with_capacity(texts.len());
    let mut known = Vec::with_capacity(texts.len());
    for element in 0..texts.len() {
        let text = if texts.is_null(element) { "" } else { texts.value(element).trim() };
        known.push(!text.is_empty());
        let mut length = 0;
        for entry in text.split(';').map(str::trim).filter(|entry| !entry.is_empty() && *entry != "none") {
            let fields: Vec<&str> = entry.split_ascii_whitespace().collect();
            if fields.len() != columns.len() {
                let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
                let message = message!("batch.bad-list-entry", found = entry.to_string());
                let hint = message!("batch.hint.list-entry", fields = names.join(" "));
                note(found, element, column, "bad-list-entry", message, Some(hint));
                continue;
            }
            for (part, field) in parts.iter_mut().zip(fields) {
                part.push(Some(field.to_string()));
            }
            length += 1;
        }
        lengths.push(length);
    }
    let fields: Fields = columns.iter().map(|column| Field::new(column.name, DataType::Utf8, true)).collect();
    let arrays: Vec<ArrayRef> =
        parts.into_iter().map(|part| Arc::new(StringArray::from_iter(part)) as ArrayRef).collect();
    let entries = arrays.first().map_or(0, Array::len);
    let values = StructArray::try_new_with_length(fields.clone(), arrays, None, entries)
        .unwrap_or_else(|error| unreachable!("columns of one length: {error}"));
    let item = Arc::new(Field::new("item", DataType::Struct(fields), true));
    ListArray::new(item, OffsetBuffer::from_lengths(lengths), Arc::new(values), Some(NullBuffer::from(known)))
}
