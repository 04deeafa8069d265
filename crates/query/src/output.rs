//! Answers of a query as text or as a file.

use std::io::Write;

use catalogue::{Lang, sentence, text};
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::csv::WriterBuilder;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::arrow::json::WriterBuilder as JsonWriterBuilder;
use datafusion::arrow::json::writer::LineDelimited;
use datafusion::arrow::util::pretty::pretty_format_batches;
use datafusion::dataframe::DataFrame;
use datafusion::error::{DataFusionError, Result};
use datafusion::parquet::arrow::ArrowWriter;
use futures::StreamExt;
use law::message;

/// The most rows that a table shows: all of them must be known before the first is written.
const TABLE_ROWS: usize = 1_000;

law::word_list! {
    /// How answers are written.
    pub enum Format {
        /// Columns for people, at most a thousand rows.
        Table = "table",
        /// Comma-separated values with a head.
        Csv = "csv",
        /// One JSON object a line.
        Json = "json",
        /// Parquet.
        Parquet = "parquet",
    }
}

/// Runs a query and writes its answer as it comes. Answers the number of rows.
pub async fn write(answer: DataFrame, format: Format, mut out: impl Write + Send, lang: Lang) -> Result<usize> {
    let schema: SchemaRef = answer.schema().inner().clone();
    if let (Format::Csv, Some(nested)) = (format, schema.fields().iter().find(|field| field.data_type().is_nested())) {
        let refused = message!("sql.nested-in-csv", column = nested.name().clone());
        return Err(DataFusionError::Plan(sentence(&refused, lang)));
    }
    if format == Format::Table {
        return write_table(answer, &schema, out, lang).await;
    }
    let mut stream = answer.execute_stream().await?;
    let mut rows = 0;
    match format {
        Format::Json => {
            let mut writer = JsonWriterBuilder::new().with_explicit_nulls(true).build::<_, LineDelimited>(&mut out);
            while let Some(batch) = stream.next().await.transpose()? {
                rows += batch.num_rows();
                writer.write(&batch)?;
            }
            writer.finish()?;
        }
        Format::Parquet => {
            let mut writer = ArrowWriter::try_new(&mut out, schema, None)?;
            while let Some(batch) = stream.next().await.transpose()? {
                rows += batch.num_rows();
                writer.write(&batch)?;
            }
            writer.close()?;
        }
        Format::Csv | Format::Table => {
            let mut writer = WriterBuilder::new().with_header(true).build(&mut out);
            // The head stands there even when there are no rows.
            writer.write(&RecordBatch::new_empty(schema))?;
            while let Some(batch) = stream.next().await.transpose()? {
                rows += batch.num_rows();
                writer.write(&batch)?;
            }
        }
    }
    out.flush()?;
    Ok(rows)
}

async fn write_table(answer: DataFrame, schema: &SchemaRef, mut out: impl Write, lang: Lang) -> Result<usize> {
    let mut batches = vec![RecordBatch::new_empty(schema.clone())];
    batches.extend(answer.limit(0, Some(TABLE_ROWS + 1))?.collect().await?);
    let found: usize = batches.iter().map(RecordBatch::num_rows).sum();
    let mut left = TABLE_ROWS;
    for batch in &mut batches {
        *batch = batch.slice(0, left.min(batch.num_rows()));
        left -= batch.num_rows();
    }
    writeln!(out, "{}", pretty_format_batches(&batches)?)?;
    if found > TABLE_ROWS {
        writeln!(out, "{}", text("sql.more-rows", lang))?;
    }
    Ok(found.min(TABLE_ROWS))
}
