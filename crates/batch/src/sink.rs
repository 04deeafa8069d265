//! Answers on their way out, encoded by the threads and written in the order of the rows.

mod csv_file;
mod parquet_file;

use std::path::Path;

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use law::message;
use parquet::arrow::arrow_writer::ArrowColumnChunk;

use crate::Failure;
use crate::atomic::Draft;

pub(crate) use csv_file::write_cell;
pub use csv_file::{CsvFile, rows as csv_rows};
pub use parquet_file::ParquetFile;

/// Answers of one chunk, ready to be written.
pub enum Encoded {
    /// Column chunks of a row group.
    Columns(Vec<EncodedColumn>),
    /// Lines.
    Lines(Vec<u8>),
}

/// A column of a row group.
pub enum EncodedColumn {
    /// Written here.
    Page(parquet_file::Chunk),
    /// Written by the library.
    Library(ArrowColumnChunk),
}

/// A file of answers.
pub trait Sink: Send {
    /// Writes the answers of the next chunk.
    fn append(&mut self, encoded: Encoded) -> Result<(), Failure>;
    /// Ends the file, which is then whole but not yet in its place.
    fn finish(self: Box<Self>) -> Result<Draft, Failure>;
}

/// Encodes answers: one for all threads.
pub trait Encoder: Send + Sync {
    /// The answers of a chunk, in any number of parts; its number among the row groups is its place in the file.
    fn encode(&self, number: usize, answers: &[RecordBatch]) -> Result<Encoded, Failure>;
}

/// A file of answers, and what encodes them for it.
pub type Opened = (Box<dyn Sink>, Box<dyn Encoder>);

/// The file of answers at a path, by its ending; does a household have several rows?
pub fn open(path: &Path, schema: &SchemaRef, id_repeats: bool) -> Result<Opened, Failure> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    match ending.as_deref() {
        Some("parquet") => parquet_file::open(path, schema, id_repeats),
        Some("csv") => csv_file::open(path, schema),
        _ => Err(Failure::of(message!("batch.unknown-ending", path = path.display().to_string()))),
    }
}
