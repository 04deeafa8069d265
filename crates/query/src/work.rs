//! Work on pieces of a book that a cluster does: bytes in, bytes out, in the order of the pieces.
//!
//! What the bytes mean is for the caller to say ([`Work`]). They travel as Parquet files, one a piece, in a folder that
//! every executor reads, and come back with their number, in any order.

use std::collections::BTreeMap;
use std::fs::File;
use std::hash::{Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, BinaryArray, BinaryBuilder, Int64Array, RecordBatch};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Field, Int64Type, Schema};
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::FunctionRegistry;
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, TypeSignature, Volatility, col, lit,
};
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::basic::{Compression, ZstdLevel};
use datafusion::parquet::file::properties::WriterProperties;
use datafusion::prelude::ParquetReadOptions;
use datafusion::scalar::ScalarValue;
use futures::StreamExt;
use tempfile::TempDir;

use crate::Session;

/// What executors do with a piece, told in what manner by the settings. A mistake ends the job with these words.
pub type Work = fn(settings: &str, piece: &[u8]) -> Result<Vec<u8>, String>;

/// The name under which executors know the work.
const NAME: &str = "saiken_work";

/// Pieces of a job of the cluster: what is in memory here, and on the disks of the executors, stays bounded.
const WAVE: i64 = 256;

/// How often a wave may come back with nothing new before the run ends.
const ATTEMPTS: usize = 5;

/// Between two tries: time for the scheduler to learn that an executor is lost.
const PAUSE: Duration = Duration::from_secs(3);

/// Pieces that wait for a cluster. Dropped, their files are gone.
#[derive(Debug)]
pub struct Pieces {
    folder: TempDir,
    count: i64,
}

impl Pieces {
    /// An empty folder inside another, which every executor must see under the same path.
    pub fn within(folder: &Path) -> io::Result<Pieces> {
        let folder = folder.canonicalize()?;
        Ok(Pieces {
            folder: tempfile::Builder::new().prefix(".saiken-").suffix(".pieces").tempdir_in(folder)?,
            count: 0,
        })
    }

    /// Adds a piece.
    pub fn add(&mut self, piece: &[u8]) -> Result<()> {
        let columns: Vec<ArrayRef> =
            vec![Arc::new(Int64Array::from(vec![self.count])), Arc::new(BinaryArray::from(vec![piece]))];
        let batch = RecordBatch::try_new(Arc::new(schema()), columns)?;
        let file = File::create(self.file(self.count))?;
        let packed = WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default())).build();
        let mut writer = ArrowWriter::try_new(file, batch.schema(), Some(packed))?;
        writer.write(&batch)?;
        writer.close()?;
        self.count += 1;
        Ok(())
    }

    fn file(&self, number: i64) -> PathBuf {
        self.folder.path().join(format!("{number:09}.parquet"))
    }
}

fn schema() -> Schema {
    Schema::new(vec![Field::new("number", DataType::Int64, false), Field::new("piece", DataType::Binary, false)])
}

impl Session {
    /// Has every piece worked on and hands over what comes of them, in their order. The session must be one of its own
    /// for work ([`Session::workers`]).
    ///
    /// Pieces go out in waves. What of a wave does not come back, because an executor was lost with it, goes out again:
    /// nothing that came back is worked out twice.
    pub async fn work<E: From<DataFusionError>>(
        &self,
        pieces: &Pieces,
        settings: &str,
        mut take: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        for first in (0..pieces.count).step_by(WAVE as usize) {
            let mut done = BTreeMap::new();
            let mut left: Vec<i64> = (first..pieces.count.min(first + WAVE)).collect();
            let mut failures = 0;
            while !left.is_empty() {
                let before = left.len();
                let result = self.send(pieces, &left, settings, &mut done).await;
                left.retain(|number| !done.contains_key(number));
                // With some of them back it is worth going on.
                failures = if left.len() < before { 0 } else { failures + 1 };
                match result {
                    Err(error) if failures == ATTEMPTS => return Err(error.into()),
                    Ok(()) if !left.is_empty() && failures == ATTEMPTS => return Err(lost(left[0]).into()),
                    Err(_) if !left.is_empty() => tokio::time::sleep(PAUSE).await,
                    Ok(()) | Err(_) => {}
                }
            }
            for piece in done.values() {
                take(piece)?;
            }
        }
        Ok(())
    }

    /// Sends pieces out and notes what comes back, in whatever order.
    async fn send(
        &self,
        pieces: &Pieces,
        numbers: &[i64],
        settings: &str,
        done: &mut BTreeMap<i64, Vec<u8>>,
    ) -> Result<()> {
        let files: Vec<String> = numbers.iter().map(|number| pieces.file(*number).display().to_string()).collect();
        let schema = schema();
        let work = self.context().udf(NAME)?;
        let table = self.context().read_parquet(files, ParquetReadOptions::default().schema(&schema)).await?;
        let answers = table.select(vec![col("number"), work.call(vec![lit(settings), col("piece")]).alias("done")])?;
        let mut stream = answers.execute_stream().await?;
        while let Some(batch) = stream.next().await.transpose()? {
            let numbers = batch.column(0).as_primitive::<Int64Type>();
            let answers = cast(batch.column(1), &DataType::Binary)?;
            let answers = answers.as_binary::<i32>();
            for row in (0..batch.num_rows()).filter(|row| !answers.is_null(*row)) {
                done.insert(numbers.value(row), answers.value(row).to_vec());
            }
        }
        Ok(())
    }
}

/// A cluster that answers without a mistake has answered for every piece.
fn lost(number: i64) -> DataFusionError {
    DataFusionError::Internal(format!("piece {number} did not come back from the cluster"))
}

/// The work as a function that travels by its name.
#[derive(Debug)]
struct WorkFunction {
    work: Work,
    signature: Signature,
}

/// The function that a session, a scheduler and executors must all have.
pub(crate) fn work_function(work: Work) -> ScalarUDF {
    let signature = Signature {
        type_signature: TypeSignature::Any(2),
        // The same piece gives the same bytes, but no planner may work one out.
        volatility: Volatility::Stable,
        parameter_names: None,
    };
    ScalarUDF::new_from_impl(WorkFunction { work, signature })
}

impl PartialEq for WorkFunction {
    fn eq(&self, _: &WorkFunction) -> bool {
        true
    }
}

impl Eq for WorkFunction {}

impl Hash for WorkFunction {
    fn hash<H: Hasher>(&self, state: &mut H) {
        NAME.hash(state);
    }
}

impl ScalarUDFImpl for WorkFunction {
    fn name(&self) -> &str {
        NAME
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Binary)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let [settings, pieces] = &args.args[..] else { return Err(malformed()) };
        let ColumnarValue::Scalar(ScalarValue::Utf8(Some(settings))) = settings else { return Err(malformed()) };
        let pieces = cast(&pieces.to_array(args.number_rows)?, &DataType::Binary)?;
        let mut done = BinaryBuilder::new();
        for piece in pieces.as_binary::<i32>() {
            match piece {
                Some(piece) => done.append_value((self.work)(settings, piece).map_err(DataFusionError::Execution)?),
                None => done.append_null(),
            }
        }
        Ok(ColumnarValue::Array(Arc::new(done.finish())))
    }
}

fn malformed() -> DataFusionError {
    DataFusionError::Internal(format!("{NAME} is called with settings and a piece"))
}
