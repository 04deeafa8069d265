//! A Parquet file, one row a household.

mod quick;

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, RecordBatch, RecordBatchReader as _, StringArray};
use arrow_cast::cast;
use arrow_schema::DataType;
use law::message;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};
use parquet::errors::ParquetError;
use parquet::file::metadata::ParquetMetaData;
use parquet::file::statistics::Statistics;
use parquet::schema::types::ColumnDescPtr;

use super::{Ids, PIECE, Piece, Source, check};
use crate::Failure;
use crate::quiet::quietly;
use quick::Quick;

/// See the module.
pub struct ParquetFile {
    path: PathBuf,
    reader: Reader,
    rows: u64,
    /// Rows that were read.
    read: usize,
}

/// What reads the next rows.
enum Reader {
    Quick(Quick),
    Library(ParquetRecordBatchReader),
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
        let metadata = Arc::clone(builder.metadata());
        let library = library(path, builder, 0)?;
        let file = File::open(path).map_err(|error| Failure::reading(path, &error))?;
        let reader = match Quick::new(file, &metadata, library.schema()) {
            Some(quick) => Reader::Quick(quick),
            None => Reader::Library(library),
        };
        Ok(ParquetFile { path: path.to_path_buf(), reader, rows, read: 0 })
    }

    /// What is unusual or damaged is the library's to read, or to refuse.
    fn leave_to_library(&mut self) -> Result<Option<RecordBatch>, Failure> {
        let mut reader = library(&self.path, builder(&self.path)?, self.read)?;
        let rows = next_of(&mut reader);
        self.reader = Reader::Library(reader);
        rows.transpose().map_err(|error| Failure::parquet_in(&self.path, &error))
    }
}

/// The library's reader of the columns that are wanted, from a row.
fn library(
    path: &Path,
    builder: ParquetRecordBatchReaderBuilder<File>,
    from: usize,
) -> Result<ParquetRecordBatchReader, Failure> {
    let mask = ProjectionMask::leaves(builder.parquet_schema(), wanted(builder.metadata()));
    let builder = builder.with_batch_size(PIECE).with_projection(mask);
    let builder = if from == 0 { builder } else { builder.with_offset(from) };
    builder.build().map_err(|error| Failure::parquet_in(path, &error))
}

/// The columns to read: neither the user's own, nor those that are empty from the first row to the last, as the footer says.
fn wanted(file: &ParquetMetaData) -> Vec<usize> {
    let is_empty = |place: usize| {
        file.row_groups().iter().all(|group| {
            let column = group.column(place);
            let nulls = column.statistics().and_then(Statistics::null_count_opt);
            nulls == u64::try_from(column.num_values()).ok()
        })
    };
    let is_wanted = |(place, column): &(usize, &ColumnDescPtr)| {
        let path = column.path().parts();
        let is_own = path[0].starts_with(portfolio::table::OWN_PREFIX);
        let is_needless = portfolio::table::is_needless_where_empty(path) && is_empty(*place);
        !(is_own || is_needless)
    };
    let columns = file.file_metadata().schema_descr().columns();
    columns.iter().enumerate().filter(is_wanted).map(|(place, _)| place).collect()
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
        let rows = match &mut self.reader {
            Reader::Quick(quick) => match caught(|| quick.next(PIECE)) {
                Ok(rows) => rows,
                Err(_) => self.leave_to_library()?,
            },
            Reader::Library(reader) => {
                next_of(reader).transpose().map_err(|error| Failure::parquet_in(&self.path, &error))?
            }
        };
        self.read += rows.as_ref().map_or(0, RecordBatch::num_rows);
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

#[cfg(test)]
mod tests {
    use law::Yen;
    use portfolio::table::{Claim, Household, OverdueInstalment};
    use tempfile::TempDir;

    use super::*;
    use crate::tables::ParquetBook;

    #[test]
    fn what_is_empty_in_every_row_is_not_read_but_what_makes_a_row_is() {
        let overdue = |principal| vec![OverdueInstalment { principal, ..OverdueInstalment::default() }];
        let claim = |principal, unpaid| Claim { principal, unpaid, ..Claim::default() };
        let book = [
            vec![claim(None, Some(overdue(None))), claim(Some(Yen(1)), None)],
            vec![claim(None, Some(Vec::new()))],
            Vec::new(),
        ];
        let book = book.map(|claims| Household { claims: Some(claims), ..Household::default() });
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("book.parquet");
        let mut file = ParquetBook::open(&path, "test").unwrap();
        file.write(&book).unwrap();
        file.publish().unwrap();
        let builder = builder(&path).unwrap();
        let names: Vec<String> = wanted(builder.metadata())
            .into_iter()
            .map(|place| builder.parquet_schema().column(place).path().string())
            .filter(|name| name.starts_with("claims") || !name.contains('.'))
            .collect();
        // The columns that every row needs are read even where they are empty: that is told of each row.
        let needed = ["id", "as_of", "debtor_born"].map(str::to_string);
        let lists = ["kind", "principal", "unpaid.list.item.due", "unpaid.list.item.principal"];
        let lists =
            lists.into_iter().chain(["unpaid.list.item.interest"]).map(|name| format!("claims.list.item.{name}"));
        assert_eq!(names, needed.into_iter().chain(lists).collect::<Vec<_>>());
        // What is passed over is what a table without the column says: unknown.
        let mut source = ParquetFile::open(&path).unwrap();
        let piece = source.next().unwrap().unwrap();
        let (read, _) = portfolio::load(&piece.rows).unwrap();
        assert_eq!((0..3).map(|row| read.claims.get(row).unwrap()).collect::<Vec<_>>(), [0..2, 2..3, 3..3]);
        assert_eq!((read.claims.items.principal.get(1), read.claims.items.rate.get(1)), (Some(Yen(1)), None));
        assert_eq!((read.claims.items.unpaid.get(0), read.claims.items.unpaid.get(1)), (Some(0..1), None));
        assert_eq!(read.petition_on.get(0), None);
    }
}
