//! A book in pieces, for processes that share no memory: what goes out to whoever works a piece out, what comes back,
//! and how the answers come together. From there on everything is as in a run of one process, every byte too.

use std::io;

use arrow_array::RecordBatch;
use arrow_ipc::reader::StreamReader;
use arrow_ipc::writer::StreamWriter;
use arrow_schema::{ArrowError, Schema, SchemaRef};
use catalogue::Lang;
use law::message;
use law::words::Word as _;
use portfolio::output::Answers;
use portfolio::row::Memory;
use portfolio::slips::Slips;
use portfolio::{By, Engine, Long, Wide};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::gather::{Gathering, Part, Place, together};
use super::output::{Done, Output};
use super::piece::{How, Told, worked_out};
use super::progress::Progress;
use super::{Job, Totals, stride};
use crate::keys::{self, Repeated};
use crate::report::Summary;
use crate::sink::Encoder;
use crate::{Failure, interrupt, paths};

/// The key under which what is no column stands beside the columns.
const FACTS: &str = "saiken.facts";

/// How every piece of a job is worked out.
#[derive(Serialize, Deserialize)]
struct Settings {
    long: bool,
    by: String,
    assume: Vec<String>,
    lang: String,
    answers: bool,
    report: Option<u64>,
}

/// What must be known of a piece beside its rows.
#[derive(Serialize, Deserialize)]
struct Facts {
    first_row: u64,
    repeated: Repeated,
    unread: Vec<Told>,
}

/// What came of a piece beside its answers.
#[derive(Serialize, Deserialize)]
struct Report {
    rows: u64,
    failed: u64,
    problems: u64,
    errors: String,
    slips: Slips,
    summary: Summary,
}

impl From<Report> for Done {
    fn from(report: Report) -> Done {
        Done {
            rows: report.rows,
            failed: report.failed,
            problems: report.problems,
            errors: report.errors.into_bytes(),
            slips: report.slips,
            summary: report.summary,
            encoded: None,
        }
    }
}

/// Works a piece out. The settings are those of [`Pieces::settings`]; a mistake of the piece itself is told in words.
pub fn work(settings: &str, piece: &[u8]) -> Result<Vec<u8>, String> {
    let settings: Settings = serde_json::from_str(settings).map_err(|error| error.to_string())?;
    let work = if settings.long { work_with::<Long> } else { work_with::<Wide> };
    work(&settings, piece).map_err(|error| error.to_string())
}

fn work_with<A: Answers>(settings: &Settings, piece: &[u8]) -> Result<Vec<u8>, ArrowError> {
    let refused = |failure: Failure| ArrowError::InvalidArgumentError(format!("{failure:?}"));
    let (facts, rows): (Facts, _) = unpack(piece)?;
    let practice = commandline::practice(&settings.assume).map_err(|messages| refused(Failure::Input(messages)))?;
    let by = By::from_word(&settings.by).unwrap_or(By::KeepHome);
    let how = How {
        engine: &Engine::new(practice, by),
        answers: settings.answers,
        report: settings.report,
        lang: Lang::from_word(&settings.lang).unwrap_or(Lang::Ja),
    };
    let Part { answers, done } =
        worked_out::<A>(&how, &facts.repeated, facts.first_row, &rows, facts.unread, &mut Memory::default())
            .map_err(refused)?;
    let report = Report {
        rows: done.rows,
        failed: done.failed,
        problems: done.problems,
        errors: String::from_utf8(done.errors).map_err(external)?,
        slips: done.slips,
        summary: done.summary,
    };
    pack(&report, &answers.unwrap_or_else(|| RecordBatch::new_empty(A::schema())))
}

/// Columns and facts as bytes.
fn pack(facts: &impl Serialize, columns: &RecordBatch) -> Result<Vec<u8>, ArrowError> {
    let mut metadata = columns.schema().metadata().clone();
    metadata.insert(FACTS.to_string(), serde_json::to_string(facts).map_err(external)?);
    let schema = Schema::clone(&columns.schema()).with_metadata(metadata);
    let mut writer = StreamWriter::try_new(Vec::new(), &schema)?;
    writer.write(columns)?;
    writer.into_inner()
}

fn unpack<F: DeserializeOwned>(bytes: &[u8]) -> Result<(F, RecordBatch), ArrowError> {
    let mut reader = StreamReader::try_new(bytes, None)?;
    let lacking = || ArrowError::InvalidArgumentError("a piece without columns or facts".to_string());
    let columns = reader.next().ok_or_else(lacking)??;
    let facts = columns.schema_ref().metadata().get(FACTS).cloned().ok_or_else(lacking)?;
    Ok((serde_json::from_str(&facts).map_err(external)?, columns))
}

fn external(error: impl std::error::Error + Send + Sync + 'static) -> ArrowError {
    ArrowError::ExternalError(Box::new(error))
}

/// What went out.
pub struct Pieces<'j> {
    job: &'j Job,
    stride: u64,
    /// How many they are.
    count: usize,
    progress: Progress,
}

/// Cuts the book of a job into pieces, which go out one by one, in their order.
pub fn divide(job: &Job, mut out: impl FnMut(&[u8]) -> Result<(), Failure>) -> Result<Pieces<'_>, Failure> {
    paths::check(job)?;
    let mut source = job.book.open()?;
    let repeated = keys::repeated(&job.book)?;
    let stride = stride(source.as_ref());
    let (mut count, mut first_row) = (0, 0);
    while let Some(piece) = source.next()? {
        interrupt::check()?;
        let end = first_row + piece.rows.num_rows() as u64;
        let unread = piece.problems.iter().map(|problem| Told::of(problem, job.lang)).collect();
        let facts = Facts { first_row, repeated: repeated.within(first_row..end), unread };
        out(&pack(&facts, &piece.rows).map_err(|error| broken(&error))?)?;
        first_row = end;
        count += 1;
    }
    Ok(Pieces { job, stride, count, progress: Progress::new(job, Some(first_row)) })
}

impl Pieces<'_> {
    /// How they are worked out, for [`work`]: the criterion and the assumptions of which the job's engine was made.
    pub fn settings(&self, by: By, assume: &[String]) -> String {
        let settings = Settings {
            long: self.job.long,
            by: by.word().to_string(),
            assume: assume.to_vec(),
            lang: self.job.lang.word().to_string(),
            answers: self.job.out.is_some(),
            report: self.job.report.is_some().then_some(self.stride),
        };
        serde_json::to_string(&settings).expect("words and flags")
    }

    /// Begins to gather what comes back. Nothing is in its place before [`Gathered::publish`].
    pub fn gather(&self) -> Result<Gathered<'_>, Failure> {
        let schema = if self.job.long { Long::schema() } else { Wide::schema() };
        let (output, encoder) = Output::open(self.job, &schema)?;
        Ok(Gathered { pieces: self, schema, output, encoder, gathering: Gathering::default(), count: 0 })
    }
}

/// Pieces that came back.
pub struct Gathered<'p> {
    pieces: &'p Pieces<'p>,
    schema: SchemaRef,
    output: Output,
    encoder: Option<Box<dyn Encoder>>,
    gathering: Gathering,
    count: usize,
}

impl Gathered<'_> {
    /// Takes the next piece, worked out. A whole chunk is written as a thread of a run in one process would.
    pub fn take(&mut self, piece: &[u8]) -> Result<(), Failure> {
        let (report, answers): (Report, RecordBatch) = unpack(piece).map_err(|error| broken(&error))?;
        self.pieces.progress.worked(report.rows);
        // The facts are done with: what is left is the schema of the answers.
        let answers = RecordBatch::try_new(self.schema.clone(), answers.columns().to_vec());
        let part = Part { answers: Some(answers.map_err(|error| broken(&error))?), done: report.into() };
        let place = Place::of(self.count, self.count + 1 == self.pieces.count);
        self.count += 1;
        if let Some(parts) = self.gathering.add(place, part) {
            self.output.add(place.chunk, together(self.encoder.as_deref(), place.chunk, parts)?)?;
        }
        Ok(())
    }

    /// Puts the files in their places, once every piece is back.
    pub fn publish(self) -> Result<Totals, Failure> {
        if self.count != self.pieces.count {
            return Err(broken(&io::Error::from(io::ErrorKind::UnexpectedEof)));
        }
        self.pieces.progress.end();
        self.output.publish(self.pieces.job)
    }
}

/// Bytes that are no piece: they were made by another version of the program, or lost on their way.
fn broken(error: &dyn std::error::Error) -> Failure {
    Failure::with_hint(
        message!("cluster.broken-piece", detail = error.to_string()),
        message!("cluster.hint.broken-piece"),
    )
}
