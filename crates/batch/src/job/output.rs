//! The files of a run, written in the order of the rows.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;

use arrow_schema::SchemaRef;
use portfolio::slips::Slips;

use super::{Job, Totals};
use crate::Failure;
use crate::atomic::{Draft, Ended};
use crate::report::{self, Summary};
use crate::sink::{self, Encoded, Encoder, Sink};

/// A chunk that was worked out.
#[derive(Default)]
pub(super) struct Done {
    pub(super) rows: u64,
    pub(super) failed: u64,
    pub(super) problems: u64,
    pub(super) errors: Vec<u8>,
    pub(super) slips: Slips,
    pub(super) summary: Summary,
    pub(super) encoded: Option<Encoded>,
}

impl Done {
    /// Adds what came of later rows, which are not encoded yet.
    pub(super) fn add(&mut self, later: Done) {
        debug_assert!(later.encoded.is_none());
        self.rows += later.rows;
        self.failed += later.failed;
        self.problems += later.problems;
        self.errors.extend_from_slice(&later.errors);
        self.slips.add(&later.slips);
        self.summary.add(&later.summary);
    }
}

/// The columns of the errors file.
const ERROR_COLUMNS: [&str; 6] = ["row", "id", "column", "code", "problem", "what_to_do"];

/// See the module.
pub(super) struct Output {
    sink: Option<Box<dyn Sink>>,
    errors: Option<(PathBuf, Draft)>,
    waiting: BTreeMap<usize, Done>,
    next: usize,
    totals: Totals,
    slips: Slips,
    summary: Summary,
    units_as_written: bool,
}

impl Output {
    pub(super) fn open(job: &Job, schema: &SchemaRef) -> Result<(Output, Option<Box<dyn Encoder>>), Failure> {
        let (sink, encoder) = match &job.out {
            Some(path) => {
                let (sink, encoder) = sink::open(path, schema, job.long)?;
                (Some(sink), Some(encoder))
            }
            None => (None, None),
        };
        let errors = match &job.errors {
            Some(path) => {
                let mut draft = Draft::new(path)?;
                let header = sink::csv_rows(&[ERROR_COLUMNS]);
                draft.write_all(&header).map_err(|error| Failure::writing(path, &error))?;
                Some((path.clone(), draft))
            }
            None => None,
        };
        let output = Output {
            sink,
            errors,
            waiting: BTreeMap::new(),
            next: 0,
            totals: Totals::default(),
            slips: Slips::default(),
            summary: Summary::default(),
            units_as_written: job.units_as_written,
        };
        Ok((output, encoder))
    }

    /// The chunk that is written next.
    pub(super) const fn next(&self) -> usize {
        self.next
    }

    /// Takes a chunk; writes it, and those that waited for it.
    pub(super) fn add(&mut self, number: usize, done: Done) -> Result<(), Failure> {
        self.waiting.insert(number, done);
        while let Some(done) = self.waiting.remove(&self.next) {
            self.next += 1;
            self.write(done)?;
            // The first chunk usually shows a column in the wrong unit: no need to wait for the end.
            if self.next == 1 {
                self.check_units()?;
            }
        }
        Ok(())
    }

    fn write(&mut self, done: Done) -> Result<(), Failure> {
        self.totals.rows += done.rows;
        self.totals.failed += done.failed;
        self.totals.problems += done.problems;
        self.slips.add(&done.slips);
        self.summary.add(&done.summary);
        if let (Some(sink), Some(encoded)) = (&mut self.sink, done.encoded) {
            sink.append(encoded)?;
        }
        if let Some((path, draft)) = &mut self.errors {
            draft.write_all(&done.errors).map_err(|error| Failure::writing(path, &error))?;
        }
        Ok(())
    }

    fn check_units(&self) -> Result<(), Failure> {
        let slips = self.slips.found();
        if slips.is_empty() || self.units_as_written {
            return Ok(());
        }
        Err(Failure::Input(slips.into_iter().flat_map(|slip| [slip.message, slip.hint]).collect()))
    }

    /// Puts the files in their places, once all of them are whole: the answers last, so that they are not there without
    /// their errors.
    pub(super) fn publish(self, job: &Job) -> Result<Totals, Failure> {
        self.check_units()?;
        let answers = self.sink.map(Sink::finish).transpose()?;
        let report = match &job.report {
            Some(path) => {
                let mut draft = Draft::new(path)?;
                let page = report::page(&self.summary, self.totals, &job.engine, job.lang);
                draft.write_all(page.as_bytes()).map_err(|error| Failure::writing(path, &error))?;
                Some(draft)
            }
            None => None,
        };
        let drafts = [report, self.errors.map(|(_, draft)| draft), answers];
        let ended = drafts.into_iter().flatten().map(Draft::end).collect::<Result<Vec<_>, Failure>>()?;
        ended.into_iter().try_for_each(Ended::publish)?;
        debug_assert!(self.waiting.is_empty() || job.threads.get() == 0);
        Ok(self.totals)
    }
}
