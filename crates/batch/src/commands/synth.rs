//! `saiken-batch synth`: a synthetic book.

use std::io::IsTerminal as _;
use std::path::PathBuf;

use batch::synth::Synth;
use batch::tables::{CsvFolder, ParquetBook};
use batch::{Failure, interrupt};
use catalogue::Lang;
use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget};
use law::{Date, message};
use portfolio::table::Household;

/// The day of the picture unless told otherwise: the program asks no clock.
const AS_OF: Date = law::calendar::date(2026, 11, 22);
/// Rows that are made before they are written.
const AT_ONCE: u64 = 8_192;

#[derive(Debug, Args)]
pub(crate) struct SynthBook {
    #[arg(long, value_name = "N")]
    rows: u64,
    #[arg(long, value_name = "S", default_value_t = 1, hide_default_value = true)]
    seed: u64,
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    #[arg(long, value_name = "DAY")]
    as_of: Option<String>,
    #[arg(long)]
    quiet: bool,
}

/// Where the book goes, by the ending of its name: one file, or a folder of tables.
enum Out {
    Parquet(ParquetBook),
    Csv(CsvFolder),
}

impl SynthBook {
    pub(crate) fn run(self, _: Lang) -> Result<(), Failure> {
        interrupt::listen();
        let as_of = match &self.as_of {
            Some(text) => text
                .parse()
                .map_err(|_| Failure::with_hint(message!("error.date", found = text.clone()), message!("hint.date")))?,
            None => AS_OF,
        };
        let book = Synth { rows: self.rows, seed: self.seed, as_of };
        let mut out = if self.out.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("parquet")) {
            let what = format!("synthetic: rows {} seed {}", self.rows, self.seed);
            Out::Parquet(ParquetBook::open(&self.out, &what)?)
        } else {
            std::fs::create_dir_all(&self.out).map_err(|error| Failure::writing(&self.out, &error))?;
            Out::Csv(CsvFolder::open(&self.out)?)
        };
        let progress = ProgressBar::new(self.rows);
        if self.quiet || !std::io::stderr().is_terminal() {
            progress.set_draw_target(ProgressDrawTarget::hidden());
        }
        let mut row = 0;
        loop {
            interrupt::check()?;
            let end = (row + AT_ONCE).min(self.rows);
            let rows: Vec<Household> = (row..end).map(|row| book.household(row)).collect();
            match &mut out {
                Out::Parquet(parquet) => parquet.write(&rows)?,
                Out::Csv(csv) => csv.write(&rows)?,
            }
            progress.inc(end - row);
            row = end;
            if row == self.rows {
                break;
            }
        }
        progress.finish_and_clear();
        match out {
            Out::Parquet(parquet) => parquet.publish(),
            Out::Csv(csv) => csv.publish(),
        }
    }
}
