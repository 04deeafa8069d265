//! A run: rows in, answers out, on any number of threads.
//!
//! Whoever is free takes the next piece and works it out; whoever ends the last piece of a chunk encodes it. The answers are
//! written in the order of the rows. How the rows are divided never depends on the threads, so neither does a byte of the
//! output.

mod gather;
mod output;
mod piece;
pub mod pieces;
mod progress;

use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError, TryLockError};
use std::time::Duration;

use catalogue::Lang;
use law::message;
use portfolio::output::Answers;
use portfolio::row::Memory;
use portfolio::{Engine, Long, Wide};

use crate::keys::{Keys, Repeated};
use crate::source::{Book, Piece, Source};
use crate::{Failure, interrupt, paths};
use gather::{Gathering, Place, together};
use output::{Done, Output};
use piece::{How, Told, worked_out};
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
    let keys = Keys::of(&job.book)?;
    if job.long { run_with::<Long>(job, source, keys) } else { run_with::<Wide>(job, source, keys) }
}

/// What the threads share.
struct Shared<'j> {
    job: &'j Job,
    /// Every so many rows are looked at in other circumstances too.
    stride: u64,
    source: Mutex<Reading<'j>>,
    /// Pieces that were read, in their order: nobody waits for a page that somebody else is just opening.
    ready: Mutex<VecDeque<Taken>>,
    gathering: Mutex<Gathering>,
    output: Mutex<Output>,
    written: Condvar,
    stop: AtomicBool,
    progress: Progress,
}

/// A book that is read one piece ahead: who takes a piece knows whether it is the last one.
struct Reading<'j> {
    source: Box<dyn Source>,
    keys: Keys<'j>,
    ahead: Option<Piece>,
    number: usize,
    row: u64,
}

/// A piece to be worked out.
struct Taken {
    piece: Piece,
    place: Place,
    first_row: u64,
    /// Rows of the book that stand twice, those of this piece among them.
    repeated: Arc<Repeated>,
}

impl<'j> Reading<'j> {
    fn of(mut source: Box<dyn Source>, keys: Keys<'j>) -> Result<Reading<'j>, Failure> {
        let ahead = source.next()?;
        Ok(Reading { source, keys, ahead, number: 0, row: 0 })
    }

    fn next(&mut self) -> Result<Option<Taken>, Failure> {
        let Some(piece) = self.ahead.take() else { return Ok(None) };
        let repeated = self.keys.look(&piece.rows)?;
        self.ahead = self.source.next()?;
        let (place, first_row) = (Place::of(self.number, self.ahead.is_none()), self.row);
        self.number += 1;
        self.row += piece.rows.num_rows() as u64;
        Ok(Some(Taken { piece, place, first_row, repeated }))
    }
}

/// Households that a report looks at in other circumstances, about; and every how many where the rows are not known.
const SAMPLE: u64 = 2_000;
const STRIDE: u64 = 50;

/// Chunks that may wait to be written, for each thread.
const AHEAD: usize = 4;
/// Pieces that may wait to be worked out, for each thread.
const READY: usize = 2;

fn run_with<A: Answers>(job: &Job, source: Box<dyn Source>, keys: Keys<'_>) -> Result<Totals, Failure> {
    let progress = Progress::new(job, source.rows());
    let (output, encoder) = Output::open(job, &A::schema())?;
    let stride = stride(source.as_ref());
    let shared = Shared {
        job,
        stride,
        source: Mutex::new(Reading::of(source, keys)?),
        ready: Mutex::default(),
        gathering: Mutex::default(),
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
    let mut memory = Memory::default();
    while !shared.stop.load(Ordering::Relaxed) {
        interrupt::check()?;
        let Some(Taken { piece, place, first_row, repeated }) = next(shared)? else { return Ok(()) };
        let how = How::of(shared.job, shared.stride);
        let unread = piece.problems.iter().map(|problem| Told::of(problem, how.lang)).collect();
        let part = worked_out::<A>(&how, &repeated, first_row, &piece.rows, unread, &mut memory)?;
        shared.progress.worked(part.done.rows);
        let whole = shared.gathering.lock().map_err(|_| panicked())?.add(place, part);
        if let Some(parts) = whole {
            commit(shared, place.chunk, together(encoder, place.chunk, parts)?)?;
        }
    }
    Ok(())
}

/// The piece that is worked out next: read here, or by whoever reads meanwhile.
fn next(shared: &Shared<'_>) -> Result<Option<Taken>, Failure> {
    let take = || Ok::<_, Failure>(shared.ready.lock().map_err(|_| panicked())?.pop_front());
    loop {
        let ended = match shared.source.try_lock() {
            Ok(mut reading) => read_ahead(shared, &mut reading)?,
            Err(TryLockError::WouldBlock) => match take()? {
                Some(taken) => return Ok(Some(taken)),
                // Who reads will have something, or it is the end.
                None => read_ahead(shared, &mut *shared.source.lock().map_err(|_| panicked())?)?,
            },
            Err(TryLockError::Poisoned(_)) => return Err(panicked()),
        };
        let taken = take()?;
        if taken.is_some() || ended {
            return Ok(taken);
        }
    }
}

/// Reads until enough is ready; is that all there is?
fn read_ahead(shared: &Shared<'_>, reading: &mut Reading<'_>) -> Result<bool, Failure> {
    let most = READY * shared.job.threads.get();
    let mut ready = shared.ready.lock().map_err(|_| panicked())?.len();
    while ready < most {
        let Some(taken) = reading.next()? else { return Ok(true) };
        let mut queue = shared.ready.lock().map_err(|_| panicked())?;
        queue.push_back(taken);
        ready = queue.len();
    }
    shared.progress.read(reading.source.thousandths());
    Ok(false)
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
