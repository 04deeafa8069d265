//! Books from end to end: what is read, refused and written, and that nothing half-written stays.

mod bad_files;
mod bad_rows;
mod same;
mod stopped;

use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use batch::job::Job;
use batch::source::Book;
use batch::synth::Synth;
use batch::tables::{CsvFolder, ParquetBook};
use batch::{Failure, job};
use catalogue::{Lang, sentence};
use law::calendar::date;
use plan::Practice;
use portfolio::table::Household;
use portfolio::{By, Engine};
use tempfile::TempDir;

/// A folder of a test, with a book in it.
struct Folder(TempDir);

impl Folder {
    fn new() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes rows as `book.parquet`, and as tables in `tables`.
    fn write(&self, rows: &[Household]) {
        let mut parquet = ParquetBook::open(&self.path("book.parquet"), "test").unwrap();
        parquet.write(rows).unwrap();
        parquet.publish().unwrap();
        fs::create_dir_all(self.path("tables")).unwrap();
        let mut csv = CsvFolder::open(&self.path("tables")).unwrap();
        csv.write(rows).unwrap();
        csv.publish().unwrap();
    }

    fn has(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Files on their way that were left behind.
    fn unfinished(&self) -> Vec<String> {
        let names = fs::read_dir(self.0.path()).unwrap().map(|entry| entry.unwrap().file_name());
        names.map(|name| name.to_string_lossy().into_owned()).filter(|name| name.contains(".saiken-")).collect()
    }

    /// A run over a book in the folder, answers in `out.parquet`.
    fn job(&self, input: &str) -> Job {
        Job {
            book: Book::at(&self.path(input), None, None).unwrap(),
            out: Some(self.path("out.parquet")),
            errors: Some(self.path("errors.csv")),
            report: None,
            long: false,
            engine: Engine::new(Practice::default(), By::KeepHome),
            threads: NonZeroUsize::new(2).unwrap(),
            units_as_written: false,
            progress: false,
            lang: Lang::En,
        }
    }

    /// What a run that must fail says; nothing may be left of it.
    fn refused(&self, input: &str) -> String {
        let failure = job::run(&self.job(input)).expect_err("this book is to be refused");
        assert!(!self.has("out.parquet") && !self.has("errors.csv"), "a refused run leaves no file");
        assert_eq!(self.unfinished(), Vec::<String>::new());
        said(&failure)
    }
}

fn said(failure: &Failure) -> String {
    let Failure::Input(messages) = failure else { return "interrupted".to_string() };
    messages.iter().map(|message| sentence(message, Lang::En)).collect::<Vec<String>>().join("\n")
}

/// Rows of the synthetic book.
fn rows(count: u64) -> Vec<Household> {
    let book = Synth { rows: count, seed: 7, as_of: date(2026, 11, 22) };
    (0..count).map(|row| book.household(row)).collect()
}

/// How many rows a test takes: `SAIKEN_ROWS` for more than the usual.
fn how_many(usual: u64) -> u64 {
    std::env::var("SAIKEN_ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(usual)
}

/// The program itself.
fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_saiken-batch"))
}
