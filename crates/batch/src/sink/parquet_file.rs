//! Parquet out: a row group a chunk, its columns encoded by the thread that worked them out.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::{DataType, Field, SchemaRef};
use parquet::arrow::arrow_writer::{ArrowRowGroupWriterFactory, compute_leaves};
use parquet::arrow::{ArrowSchemaConverter, ArrowWriter};
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;

use super::{Encoded, Encoder, Opened, Sink};
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
    factory: ArrowRowGroupWriterFactory,
}

pub(super) fn open(path: &Path, schema: &SchemaRef, id_repeats: bool) -> Result<Opened, Failure> {
    let properties = properties(path, schema, id_repeats)?;
    let failed = |error: &ParquetError| Failure::parquet_out(path, error);
    let writer = ArrowWriter::try_new(Draft::new(path)?, Arc::clone(schema), Some(properties));
    let (writer, factory) = writer.and_then(ArrowWriter::into_serialized_writer).map_err(|error| failed(&error))?;
    let path = path.to_path_buf();
    let encoder = Columns { path: path.clone(), schema: Arc::clone(schema), factory };
    Ok((Box::new(ParquetFile { path, writer }), Box::new(encoder)))
}

/// How columns are stored. Words are few: a dictionary makes them small, and their least and greatest tell nobody anything.
/// Amounts hardly repeat, and neither do ids where each household has one row: a dictionary of them would be work and bytes
/// for nothing.
fn properties(path: &Path, schema: &SchemaRef, id_repeats: bool) -> Result<WriterProperties, Failure> {
    let leaves = ArrowSchemaConverter::new().convert(schema).map_err(|error| Failure::parquet_out(path, &error))?;
    let mut properties = WriterProperties::builder()
        .set_created_by(concat!("saiken ", env!("CARGO_PKG_VERSION")).to_string())
        .set_compression(Compression::SNAPPY)
        .set_statistics_enabled(EnabledStatistics::Chunk);
    for leaf in leaves.columns() {
        let name = leaf.path().parts()[0].as_str();
        let place = leaf.path().clone();
        properties = match schema.field_with_name(name).map(Field::data_type) {
            Ok(DataType::Int64) => properties.set_column_dictionary_enabled(place, false),
            Ok(DataType::Utf8) if name == "id" && !id_repeats => properties.set_column_dictionary_enabled(place, false),
            Ok(DataType::Dictionary(..) | DataType::FixedSizeList(..)) => {
                properties.set_column_statistics_enabled(place, EnabledStatistics::None)
            }
            _ => properties,
        };
    }
    Ok(properties.build())
}

impl Encoder for Columns {
    fn encode(&self, number: usize, answers: &RecordBatch) -> Result<Encoded, Failure> {
        let encode = || -> Result<Encoded, ParquetError> {
            let mut writers = self.factory.create_column_writers(number)?.into_iter();
            let mut chunks = Vec::with_capacity(writers.len());
            for (field, column) in self.schema.fields().iter().zip(answers.columns()) {
                for leaf in compute_leaves(field, column)? {
                    let mut writer = writers.next().expect("a writer for each leaf");
                    writer.write(&leaf)?;
                    chunks.push(writer.close()?);
                }
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
                chunk.append_to_row_group(&mut group)?;
            }
            group.close().map(|_| ())
        };
        append().map_err(|error| Failure::parquet_out(&self.path, &error))
    }

    fn finish(self: Box<Self>) -> Result<Draft, Failure> {
        self.writer.into_inner().map_err(|error| Failure::parquet_out(&self.path, &error))
    }
}
