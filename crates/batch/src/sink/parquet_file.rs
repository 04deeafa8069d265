//! Parquet out: a row group a chunk, its columns encoded by the thread that worked them out.

mod page;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use arrow_array::{Array as _, ArrayRef, RecordBatch};
use arrow_schema::SchemaRef;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::{ArrowRowGroupWriterFactory, compute_leaves};
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{ColumnDescPtr, ColumnPath};

pub use page::Chunk;

use super::{Encoded, EncodedColumn, Encoder, Opened, Sink};
use crate::Failure;
use crate::atomic::Draft;

/// See the module.
pub struct ParquetFile {
    path: PathBuf,
    writer: SerializedFileWriter<Draft>,
}

struct Columns {
    path: PathBuf,
    schema: SchemaRef,
    places: Vec<ColumnDescPtr>,
    factory: ArrowRowGroupWriterFactory,
    /// One for each thread that is encoding, or was.
    memory: Mutex<Vec<page::Memory>>,
}

pub(super) fn open(path: &Path, schema: &SchemaRef, id_repeats: bool) -> Result<Opened, Failure> {
    let failed = |error: &ParquetError| Failure::parquet_out(path, error);
    let writer = ArrowWriter::try_new(Draft::new(path)?, Arc::clone(schema), Some(properties(id_repeats)));
    let (writer, factory) = writer.and_then(ArrowWriter::into_serialized_writer).map_err(|error| failed(&error))?;
    let path = path.to_path_buf();
    let places = writer.schema_descr().columns().to_vec();
    let encoder = Columns { path: path.clone(), schema: Arc::clone(schema), places, factory, memory: Mutex::default() };
    Ok((Box::new(ParquetFile { path, writer }), Box::new(encoder)))
}

/// How the library stores its columns. Ids hardly repeat where each household has one row: a dictionary of them would be work
/// and bytes for nothing.
fn properties(id_repeats: bool) -> WriterProperties {
    WriterProperties::builder()
        .set_created_by(concat!("saiken ", env!("CARGO_PKG_VERSION")).to_string())
        .set_compression(Compression::SNAPPY)
        .set_column_dictionary_enabled(ColumnPath::from("id"), id_repeats)
        // A column of a row group is one page: nobody looks for a page in it.
        .set_offset_index_disabled(true)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .build()
}

impl Encoder for Columns {
    fn encode(&self, number: usize, answers: &[RecordBatch]) -> Result<Encoded, Failure> {
        let encode = || -> Result<Encoded, ParquetError> {
            let mut writers = self.factory.create_column_writers(number)?.into_iter();
            let mut memory = self.memory.lock().ok().and_then(|mut spare| spare.pop()).unwrap_or_default();
            let mut chunks = Vec::with_capacity(self.places.len());
            for (place, field) in self.schema.fields().iter().enumerate() {
                let parts: Vec<&ArrayRef> =
                    answers.iter().map(|part| part.column(place)).filter(|part| !part.is_empty()).collect();
                let mut writer = writers.next().expect("a writer for each column");
                if page::takes(field) && !parts.is_empty() {
                    chunks.push(EncodedColumn::Page(page::chunk(&self.places[place], &parts, &mut memory)?));
                    continue;
                }
                for part in parts {
                    // No column of the answers has parts of its own.
                    compute_leaves(field, part)?.iter().try_for_each(|leaf| writer.write(leaf))?;
                }
                chunks.push(EncodedColumn::Library(writer.close()?));
            }
            // Where a thread ended with a mistake of ours, there is nothing left to encode.
            if let Ok(mut spare) = self.memory.lock() {
                spare.push(memory);
            }
            Ok(Encoded::Columns(chunks))
        };
        encode().map_err(|error| Failure::parquet_out(&self.path, &error))
    }
}

impl Sink for ParquetFile {
    fn append(&mut self, encoded: Encoded) -> Result<(), Failure> {
        let Encoded::Columns(chunks) = encoded else { unreachable!("columns come from the encoder above") };
        let append = || -> Result<(), ParquetError> {
            let mut group = self.writer.next_row_group()?;
            for chunk in chunks {
                match chunk {
                    EncodedColumn::Page(chunk) => group.append_column(&chunk.pages, chunk.close)?,
                    EncodedColumn::Library(chunk) => chunk.append_to_row_group(&mut group)?,
                }
            }
            group.close().map(|_| ())
        };
        append().map_err(|error| Failure::parquet_out(&self.path, &error))
    }

    fn finish(self: Box<Self>) -> Result<Draft, Failure> {
        self.writer.into_inner().map_err(|error| Failure::parquet_out(&self.path, &error))
    }
}
