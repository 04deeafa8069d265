//! CSV out: a line a row, lists in one cell with blanks between their words.

use std::io::Write as _;
use std::path::Path;

use arrow_array::cast::AsArray;
use arrow_array::types::{Decimal128Type, Int64Type, UInt8Type, UInt32Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_cast::display::{ArrayFormatter, FormatOptions};
use arrow_schema::{DataType, SchemaRef};

use super::{Encoded, Encoder, Opened, Sink};
use crate::Failure;
use crate::atomic::Draft;

/// See the module.
pub struct CsvFile {
    draft: Draft,
}

struct Lines;

pub(super) fn open(path: &Path, schema: &SchemaRef) -> Result<Opened, Failure> {
    let mut draft = Draft::new(path)?;
    let header = rows(&[schema.fields().iter().map(|field| field.name().as_str()).collect::<Vec<&str>>()]);
    draft.write_all(&header).map_err(|error| Failure::writing(path, &error))?;
    Ok((Box::new(CsvFile { draft }), Box::new(Lines)))
}

/// Lines of plain texts.
pub fn rows<R: AsRef<[T]>, T: AsRef<[u8]>>(rows: &[R]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.as_ref()).expect("memory takes every line of one length");
    }
    writer.into_inner().expect("memory takes every line")
}

impl Encoder for Lines {
    fn encode(&self, _: usize, answers: &[RecordBatch]) -> Result<Encoded, Failure> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let mut cell = String::new();
        for (part, row) in answers.iter().flat_map(|part| (0..part.num_rows()).map(move |row| (part, row))) {
            for column in part.columns() {
                cell.clear();
                write_cell(&mut cell, column, row);
                writer.write_field(&cell).expect("memory takes every field");
            }
            writer.write_record(None::<&[u8]>).expect("memory takes every line");
        }
        Ok(Encoded::Lines(writer.into_inner().expect("memory takes every line")))
    }
}

/// The types of our answers directly, any other by the library's own words.
pub(crate) fn write_cell(cell: &mut String, column: &ArrayRef, row: usize) {
    use std::fmt::Write as _;
    if column.is_null(row) {
        return;
    }
    let number = |cell: &mut String, value: i64| {
        let _ = write!(cell, "{value}");
    };
    match column.data_type() {
        DataType::Utf8 => cell.push_str(column.as_string::<i32>().value(row)),
        DataType::Int64 => number(cell, column.as_primitive::<Int64Type>().value(row)),
        DataType::UInt32 => number(cell, i64::from(column.as_primitive::<UInt32Type>().value(row))),
        DataType::UInt8 => number(cell, i64::from(column.as_primitive::<UInt8Type>().value(row))),
        DataType::Boolean => cell.push_str(if column.as_boolean().value(row) { "true" } else { "false" }),
        DataType::Dictionary(key, _) if **key == DataType::UInt8 => {
            let dictionary = column.as_dictionary::<UInt8Type>();
            let words = dictionary.values().as_string::<i32>();
            cell.push_str(words.value(usize::from(dictionary.keys().value(row))));
        }
        DataType::FixedSizeList(..) => {
            let items = column.as_fixed_size_list().value(row);
            for item in 0..items.len() {
                if item > 0 {
                    cell.push(' ');
                }
                if items.is_null(item) {
                    // A place must not vanish from the list.
                    cell.push('-');
                } else {
                    write_cell(cell, &items, item);
                }
            }
        }
        // Entries with `;` between them, their fields with blanks: as `run` reads them.
        DataType::List(_) => {
            let entries = column.as_list::<i32>().value(row);
            if entries.is_empty() {
                cell.push_str("none");
            }
            for entry in 0..entries.len() {
                if entry > 0 {
                    cell.push(';');
                }
                for (place, field) in entries.as_struct().columns().iter().enumerate() {
                    if place > 0 {
                        cell.push(' ');
                    }
                    write_cell(cell, field, entry);
                }
            }
        }
        DataType::Decimal128(..) => {
            let text = column.as_primitive::<Decimal128Type>().value_as_string(row);
            cell.push_str(text.trim_end_matches('0').trim_end_matches('.'));
        }
        _ => {
            if let Ok(formatter) = ArrayFormatter::try_new(column, &FormatOptions::default()) {
                let _ = write!(cell, "{}", formatter.value(row));
            }
        }
    }
}

impl Sink for CsvFile {
    fn append(&mut self, encoded: Encoded) -> Result<(), Failure> {
        let Encoded::Lines(lines) = encoded else { unreachable!("lines come from the encoder above") };
        let path = self.draft.path().to_path_buf();
        self.draft.write_all(&lines).map_err(|error| Failure::writing(&path, &error))
    }

    fn finish(self: Box<Self>) -> Result<Draft, Failure> {
        Ok(self.draft)
    }
}
