//! A run: rows in, answers out, on any number of threads.
//!
//! Whoever is free takes the next chunk, works it out and encodes it; the answers are written in the order of the rows.
//! How the rows are divided never depends on the threads, so neither does a byte of the output.

mod chunk;
mod output;
pub mod pieces;
mod progress;

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use catalogue::Lang;
use law::message;
use portfolio::output::Answers;
use portfolio::{Engine, Long, Wide};

use crate::keys::{self, Repeated};
use crate::source::{Book, Chunk, Source};
use crate::{Failure, interrupt, paths};
use chunk::{How, Told, worked_out};
use output::{Done, Output};
use progress::Progress;

/// What to do with a book.
#[derive(Clone, Debug)]
pub struct Job {
    /// The rows.
    pub book: Book,
    /// Where the answers go; nowhere when the rows are only to be looked at.
    pub out: Option<PathBuf>,
    /// Where the mistakes of rows go.
    pub errors: Option<PathBuf>,
    /// Where the report of the whole book goes, if one is wanted.
    pub report: Option<PathBuf>,
    /// One row a household and route, not one a household.
    pub long: bool,
    /// The planner.
    pub engine: Engine,
    /// How many threads.
    pub threads: NonZeroUsize,
    /// Take columns in an unlikely unit as they are.
    pub units_as_written: bool,
    /// Show how far it is.
    pub progress: bool,
    /// The language of the mistakes and of the progress.
    pub lang: Lang,
}

/// What became of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Rows that were read.
    pub rows: u64,
    /// Rows without an answer.
    pub failed: u64,
    /// Mistakes in them.
    pub problems: u64,
}

/// Runs a job.
pub fn run(job: &Job) -> Result<Totals, Failure> {
    interrupt::listen();
    paths::check(job)?;
    let source = job.book.open()?;
    let repeated = keys::repeated(&job.book)?;
    if job.long { run_with::<Long>(job, source, &repeated) } else { run_with::<Wide>(job, source, &repeated) }
}

/// What the threads share.
struct Shared<'j> {
    job: &'j Job,
    repeated: &'j Repeated,
    /// Every so many rows are looked at in other circumstances too.
    stride: u64,
    source: Mutex<Reading>,
    output: Mutex<Output>,
    written: Condvar,
    stop: AtomicBool,
    progress: Progress,
}

struct Reading {
    source: Box<dyn Source>,
    number: usize,
    row: u64,
}

/// Households that a report looks at in other circumstances, about; and every how many where the rows are not known.
const SAMPLE: u64 = 2_000;
const STRIDE: u64 = 50;

/// Chunks that may wait to be written, for each thread.
const AHEAD: usize = 4;

fn run_with<A: Answers>(job: &Job, source: Box<dyn Source>, repeated: &Repeated) -> Result<Totals, Failure> {
    let progress = Progress::new(job, source.rows());
    let (output, encoder) = Output::open(job, &A::schema())?;
    let stride = stride(source.as_ref());
    let shared = Shared {
        job,
        repeated,
        stride,
        source: Mutex::new(Reading { source, number: 0, row: 0 }),
        output: Mutex::new(output),
        written: Condvar::new(),
        stop: AtomicBool::new(false),
        progress,
    };
    let results: Vec<Result<(), Failure>> = std::thread::scope(|scope| {
        let worker = || {
            let result = work::<A>(&shared, encoder.as_deref());
            if result.is_err() {
                shared.stop.store(true, Ordering::Relaxed);
                shared.written.notify_all();
            }
            result
        };
        let threads: Vec<_> = (1..job.threads.get()).map(|_| scope.spawn(worker)).collect();
        let own = worker();
        let others = threads.into_iter().map(|thread| thread.join().unwrap_or_else(|_| Err(panicked())));
        std::iter::once(own).chain(others).collect()
    });
    shared.progress.end();
    // An interruption stops every thread: the mistake that came first says more.
    let mut interrupted = Ok(());
    for result in results {
        match result {
            Err(Failure::Interrupted) => interrupted = Err(Failure::Interrupted),
            other => other?,
        }
    }
    interrupted?;
    shared.output.into_inner().unwrap_or_else(PoisonError::into_inner).publish(job)
}

/// Every how many rows a report looks at in other circumstances.
fn stride(source: &dyn Source) -> u64 {
    source.rows().map_or(STRIDE, |rows| (rows / SAMPLE).max(1))
}

/// A mistake of ours; the file is not written.
fn panicked() -> Failure {
    Failure::of(message!("batch.panicked"))
}

fn work<A: Answers>(shared: &Shared<'_>, encoder: Option<&dyn crate::sink::Encoder>) -> Result<(), Failure> {
    while !shared.stop.load(Ordering::Relaxed) {
        interrupt::check()?;
        let Some((number, first_row, chunk)) = next(shared)? else { return Ok(()) };
        let how = How::of(shared.job, shared.stride);
        let unread = chunk.problems.iter().map(|problem| Told::of(problem, how.lang)).collect();
        let (answers, mut done) = worked_out::<A>(&how, shared.repeated, first_row, &chunk.rows, unread)?;
        if let (Some(encoder), Some(answers)) = (encoder, answers) {
            done.encoded = Some(encoder.encode(number, &answers)?);
        }
        commit(shared, number, done)?;
    }
    Ok(())
}

fn next(shared: &Shared<'_>) -> Result<Option<(usize, u64, Chunk)>, Failure> {
    let mut reading = shared.source.lock().map_err(|_| panicked())?;
    let Some(chunk) = reading.source.next()? else { return Ok(None) };
    let (number, row) = (reading.number, reading.row);
    reading.number += 1;
    reading.row += chunk.rows.num_rows() as u64;
    shared.progress.read(reading.source.thousandths());
    Ok(Some((number, row, chunk)))
}

/// Writes what is next; what comes later waits, and so does who is too far ahead.
fn commit(shared: &Shared<'_>, number: usize, done: Done) -> Result<(), Failure> {
    let mut output = shared.output.lock().map_err(|_| panicked())?;
    let most = AHEAD * shared.job.threads.get();
    while number >= output.next() + most && !shared.stop.load(Ordering::Relaxed) {
        let waited = shared.written.wait_timeout(output, Duration::from_millis(200)).map_err(|_| panicked())?;
        output = waited.0;
    }
    if shared.stop.load(Ordering::Relaxed) {
        return Ok(());
    }
    shared.progress.worked(done.rows);
    let added = output.add(number, done);
    if added.is_err() {
        // Before anybody else writes: to a file that broke in the middle only the first mistake says what happened.
        shared.stop.store(true, Ordering::Relaxed);
    }
    drop(output);
    added?;
    shared.written.notify_all();
    Ok(())
}
