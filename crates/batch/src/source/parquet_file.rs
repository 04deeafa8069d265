//! A Parquet file, one row a household.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, RecordBatch, StringArray};
use arrow_cast::cast;
use arrow_schema::DataType;
use law::message;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};
use parquet::errors::ParquetError;

use super::{Ids, PIECE, Piece, Source, check};
use crate::Failure;
use crate::quiet::quietly;

/// See the module.
#[derive(Debug)]
pub struct ParquetFile {
    path: PathBuf,
    reader: ParquetRecordBatchReader,
    rows: u64,
}

fn builder(path: &Path) -> Result<ParquetRecordBatchReaderBuilder<File>, Failure> {
    let file = File::open(path).map_err(|error| Failure::reading(path, &error))?;
    let length = file.metadata().map_err(|error| Failure::reading(path, &error))?.len();
    if length == 0 {
        return Err(Failure::of(message!("batch.empty-file", path = path.display().to_string())));
    }
    let opened = caught(|| {
        let metadata = ArrowReaderMetadata::load(&file, ArrowReaderOptions::new())?;
        let wanted = ArrowReaderOptions::new().with_schema(Arc::new(portfolio::table::reading(metadata.schema())));
        // Where a file cannot be read so, it is read as it stands.
        let quick = ArrowReaderMetadata::try_new(Arc::clone(metadata.metadata()), wanted);
        Ok(ParquetRecordBatchReaderBuilder::new_with_metadata(file, quick.unwrap_or(metadata)))
    });
    opened.map_err(|error| Failure::parquet_in(path, &error))
}

fn rows_of(builder: &ParquetRecordBatchReaderBuilder<File>) -> u64 {
    u64::try_from(builder.metadata().file_metadata().num_rows()).unwrap_or(0)
}

impl ParquetFile {
    /// Opens a file and checks its columns.
    pub fn open(path: &Path) -> Result<ParquetFile, Failure> {
        let builder = builder(path)?;
        check(builder.schema())?;
        let rows = rows_of(&builder);
        // The user's own columns are not even read.
        let wanted = builder
            .schema()
            .fields()
            .iter()
            .enumerate()
            .filter(|(_, field)| !field.name().starts_with(portfolio::table::OWN_PREFIX))
            .map(|(place, _)| place);
        let mask = ProjectionMask::roots(builder.parquet_schema(), wanted);
        let reader = builder
            .with_batch_size(PIECE)
            .with_projection(mask)
            .build()
            .map_err(|error| Failure::parquet_in(path, &error))?;
        Ok(ParquetFile { path: path.to_path_buf(), reader, rows })
    }
}

/// In a damaged file the library may meet what it takes to be impossible, and panic: that is a mistake of the file.
fn caught<V>(read: impl FnOnce() -> Result<V, ParquetError>) -> Result<V, ParquetError> {
    let damaged = |_| Err(ParquetError::General("its pages are not what its footer says".to_string()));
    quietly(|| catch_unwind(AssertUnwindSafe(read))).unwrap_or_else(damaged)
}

/// The next rows.
fn next_of(reader: &mut ParquetRecordBatchReader) -> Option<Result<RecordBatch, ParquetError>> {
    caught(|| Ok(reader.next().transpose()?)).transpose()
}

impl Source for ParquetFile {
    fn next(&mut self) -> Result<Option<Piece>, Failure> {
        let rows = next_of(&mut self.reader).transpose().map_err(|error| Failure::parquet_in(&self.path, &error))?;
        Ok(rows.map(|rows| Piece { rows, problems: Vec::new() }))
    }

    fn rows(&self) -> Option<u64> {
        Some(self.rows)
    }

    fn thousandths(&self) -> u64 {
        0
    }
}

/// Ids that are read together.
const IDS: usize = 16_384;

/// The ids alone.
pub(super) fn ids(path: &Path) -> Result<Ids, Failure> {
    let builder = builder(path)?;
    let place = builder.schema().fields().iter().position(|field| field.name() == "id");
    let mask = ProjectionMask::roots(builder.parquet_schema(), place);
    let owned = path.to_path_buf();
    let reader = builder.with_batch_size(IDS).with_projection(mask).build();
    let mut reader = reader.map_err(|error| Failure::parquet_in(path, &error))?;
    let batches = std::iter::from_fn(move || next_of(&mut reader));
    Ok(Box::new(batches.map(move |batch| {
        let failed = |error: ParquetError| Failure::parquet_in(&owned, &error);
        let batch = batch.map_err(failed)?;
        let texts = cast(batch.column(0), &DataType::Utf8).map_err(|error| failed(error.into()))?;
        let texts: &StringArray = texts.as_string();
        debug_assert_eq!(texts.len(), batch.num_rows());
        Ok(texts.clone())
    })))
}
