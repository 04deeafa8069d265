//! How far a run is, how fast it goes, and how long it will still take.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use catalogue::text;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use law::Balance;

use super::Job;

/// See the module.
pub(super) struct Progress {
    bar: ProgressBar,
    /// Rows that are done: the bar itself counts thousandths where nobody knows how many there are.
    rows: Arc<AtomicU64>,
    counts_rows: bool,
}

impl Progress {
    /// Of a book with so many rows; without a number, how much of its bytes was read says how far it is.
    pub(super) fn new(job: &Job, rows: Option<u64>) -> Progress {
        let bar = ProgressBar::new(rows.unwrap_or(1_000));
        let progress = Progress { bar, rows: Arc::default(), counts_rows: rows.is_some() };
        if !job.progress {
            progress.bar.set_draw_target(ProgressDrawTarget::hidden());
            return progress;
        }
        let how_far = if progress.counts_rows { "{human_pos}/{human_len}" } else { "{percent} %" };
        let speed = text("batch.progress-speed", job.lang);
        let left = text("batch.progress-left", job.lang);
        if let Ok(style) =
            ProgressStyle::with_template(&format!("{{bar:32}} {how_far}  {{speed}} {speed}  {left} {{eta}}"))
        {
            let done = Arc::clone(&progress.rows);
            let speed = move |state: &ProgressState, out: &mut dyn fmt::Write| {
                let passed = state.elapsed().as_millis().max(1);
                let speed = u128::from(done.load(Ordering::Relaxed)) * 1_000 / passed;
                let _ = write!(out, "{}", Balance(speed.cast_signed()));
            };
            progress.bar.set_style(style.with_key("speed", speed));
        }
        progress
    }

    /// So many more rows are done.
    pub(super) fn worked(&self, rows: u64) {
        self.rows.fetch_add(rows, Ordering::Relaxed);
        if self.counts_rows {
            self.bar.inc(rows);
        }
    }

    /// So much of the input was read, in thousandths.
    pub(super) fn read(&self, thousandths: u64) {
        if !self.counts_rows {
            self.bar.set_position(thousandths);
        }
    }

    /// It is over.
    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}
