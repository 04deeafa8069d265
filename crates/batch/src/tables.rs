//! Books on their way out: what `synth` and the template write, and `run` reads.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use portfolio::table::{self, Household};

use crate::Failure;
use crate::atomic::Draft;
use crate::sink::write_cell;

/// Rows of a row group.
const GROUP: usize = 131_072;

/// A book as one Parquet file.
pub struct ParquetBook {
    path: PathBuf,
    writer: ArrowWriter<Draft>,
}

impl ParquetBook {
    /// Begins a file; what it is stands in its metadata under `saiken.book`.
    pub fn open(path: &Path, what: &str) -> Result<ParquetBook, Failure> {
        let properties = WriterProperties::builder()
            .set_created_by(concat!("saiken ", env!("CARGO_PKG_VERSION")).to_string())
            .set_compression(Compression::SNAPPY)
            .set_max_row_group_row_count(Some(GROUP))
            .set_key_value_metadata(Some(vec![KeyValue::new("saiken.book".to_string(), what.to_string())]))
            .build();
        let writer = ArrowWriter::try_new(Draft::new(path)?, table::schema(), Some(properties));
        let writer = writer.map_err(|error| Failure::parquet_out(path, &error))?;
        Ok(ParquetBook { path: path.to_path_buf(), writer })
    }

    fn failed(&self, error: &ParquetError) -> Failure {
        Failure::parquet_out(&self.path, error)
    }

    /// Adds rows.
    pub fn write(&mut self, rows: &[Household]) -> Result<(), Failure> {
        self.writer.write(&table::batch(rows)).map_err(|error| self.failed(&error))
    }

    /// Puts the file in its place.
    pub fn publish(self) -> Result<(), Failure> {
        let path = self.path;
        self.writer.into_inner().map_err(|error| Failure::parquet_out(&path, &error))?.publish()
    }
}

/// A book as three CSV tables in a folder.
pub struct CsvFolder {
    households: Table,
    claims: Table,
    assets: Table,
}

struct Table {
    draft: Draft,
    started: bool,
}

impl Table {
    fn open(path: &Path) -> Result<Table, Failure> {
        Ok(Table { draft: Draft::new(path)?, started: false })
    }

    fn write(&mut self, names: &[&str], columns: &[ArrayRef], rows: usize) -> Result<(), Failure> {
        let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
        let memory = "memory takes every field";
        if !self.started {
            writer.write_record(names).expect(memory);
            self.started = true;
        }
        let mut cell = String::new();
        for row in 0..rows {
            for column in columns {
                cell.clear();
                write_cell(&mut cell, column, row);
                writer.write_field(&cell).expect(memory);
            }
            writer.write_record(None::<&[u8]>).expect(memory);
        }
        let bytes = writer.into_inner().expect(memory);
        let path = self.draft.path().to_path_buf();
        self.draft.write_all(&bytes).map_err(|error| Failure::writing(&path, &error))
    }
}

impl CsvFolder {
    /// Begins the tables.
    pub fn open(folder: &Path) -> Result<CsvFolder, Failure> {
        let table = |name: &str| Table::open(&folder.join(name));
        Ok(CsvFolder {
            households: table("households.csv")?,
            claims: table("claims.csv")?,
            assets: table("assets.csv")?,
        })
    }

    /// Adds rows.
    pub fn write(&mut self, rows: &[Household]) -> Result<(), Failure> {
        let batch = table::batch(rows);
        let schema = batch.schema();
        let id = batch.column(0).clone();
        let (mut names, mut columns) = (Vec::new(), Vec::new());
        for (field, column) in schema.fields().iter().zip(batch.columns()) {
            let child = match field.name().as_str() {
                "claims" => &mut self.claims,
                "assets" => &mut self.assets,
                name => {
                    names.push(name);
                    columns.push(column.clone());
                    continue;
                }
            };
            let list = column.as_list::<i32>();
            let entries = list.values().as_struct();
            let places = (0..list.len())
                .flat_map(|row| std::iter::repeat_n(row as u64, list.value_length(row).unsigned_abs() as usize));
            let keys = keys_of(&id, places);
            let child_names: Vec<&str> = std::iter::once("household")
                .chain(entries.fields().iter().map(|field| field.name().as_str()))
                .collect();
            let child_columns: Vec<ArrayRef> = std::iter::once(keys).chain(entries.columns().iter().cloned()).collect();
            child.write(&child_names, &child_columns, entries.len())?;
        }
        self.households.write(&names, &columns, rows.len())
    }

    /// Puts the tables in their places, the households last: without them the others say nothing.
    pub fn publish(self) -> Result<(), Failure> {
        self.claims.draft.publish()?;
        self.assets.draft.publish()?;
        self.households.draft.publish()
    }
}

/// The ids of the rows that entries belong to.
fn keys_of(ids: &ArrayRef, places: impl Iterator<Item = u64>) -> ArrayRef {
    let ids = ids.as_string::<i32>();
    let keys: arrow_array::StringArray = places.map(|place| Some(ids.value(place as usize))).collect();
    std::sync::Arc::new(keys)
}
