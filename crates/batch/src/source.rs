//! Rows on their way in.

mod csv_tables;
mod parquet_file;

use std::path::{Path, PathBuf};

use arrow_array::{RecordBatch, StringArray};
use law::message;
use portfolio::Problem;

pub use csv_tables::{CsvPaths, CsvTables};
pub use parquet_file::ParquetFile;

use crate::Failure;

/// Rows that are read and worked out together: few enough that they stay near the processor, and that little is lost with a
/// worker; enough that working on them is most of the work.
pub const PIECE: usize = 1_024;

/// Pieces whose answers are written together, as a chunk. Numbers of their own, so that no count of threads changes a byte.
pub const PIECES: usize = 16;

/// Some rows, and what is wrong with them before any column is looked at.
#[derive(Debug)]
pub struct Piece {
    /// The rows.
    pub rows: RecordBatch,
    /// Lines that could not be split into their fields.
    pub problems: Vec<Problem>,
}

/// Rows in their order, a piece at a time.
pub trait Source: Send {
    /// The next rows; `None` at the end. Every piece but the last has [`PIECE`] rows.
    fn next(&mut self) -> Result<Option<Piece>, Failure>;
    /// How many rows there are, where the file says so.
    fn rows(&self) -> Option<u64>;
    /// Which share of the input was read, in thousandths, where the rows are not known.
    fn thousandths(&self) -> u64;
}

/// The ids of the rows, in their order.
pub type Ids = Box<dyn Iterator<Item = Result<StringArray, Failure>>>;

/// Where a book comes from.
#[derive(Clone, Debug)]
pub enum Book {
    /// One Parquet file.
    Parquet(PathBuf),
    /// Three CSV tables joined by the household's id.
    Csv(CsvPaths),
}

impl Book {
    /// The book at a path: a Parquet file, a CSV table of households, or a folder with the tables.
    pub fn at(path: &Path, claims: Option<PathBuf>, assets: Option<PathBuf>) -> Result<Book, Failure> {
        let is_csv = |path: &Path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
        if path.is_dir() {
            let table = |name: &str| Some(path.join(name)).filter(|path| path.is_file());
            let households = path.join("households.csv");
            let (claims, assets) = (claims.or(table("claims.csv")), assets.or(table("assets.csv")));
            return Ok(Book::Csv(CsvPaths { households, claims, assets }));
        }
        if is_csv(path) {
            return Ok(Book::Csv(CsvPaths { households: path.to_path_buf(), claims, assets }));
        }
        if claims.is_some() || assets.is_some() {
            return Err(Failure::of(message!("batch.tables-with-parquet")));
        }
        Ok(Book::Parquet(path.to_path_buf()))
    }

    /// The files that are read.
    pub fn files(&self) -> Vec<&Path> {
        match self {
            Book::Parquet(path) => vec![path],
            Book::Csv(CsvPaths { households, claims, assets }) => {
                std::iter::once(households).chain(claims).chain(assets).map(PathBuf::as_path).collect()
            }
        }
    }

    /// Opens it; mistakes of the columns are told at once, all of them.
    pub fn open(&self) -> Result<Box<dyn Source>, Failure> {
        Ok(match self {
            Book::Parquet(path) => Box::new(ParquetFile::open(path)?),
            Book::Csv(paths) => Box::new(CsvTables::open(paths)?),
        })
    }

    /// Opens it for its ids only.
    pub fn ids(&self) -> Result<Ids, Failure> {
        match self {
            Book::Parquet(path) => parquet_file::ids(path),
            Book::Csv(paths) => csv_tables::ids(&paths.households),
        }
    }
}

/// Refuses a table whose columns do not fit.
fn check(schema: &arrow_schema::Schema) -> Result<(), Failure> {
    let misfits = portfolio::check_schema(schema);
    if misfits.is_empty() {
        return Ok(());
    }
    Err(Failure::Input(misfits.iter().flat_map(|misfit| <[_; 2]>::from(misfit.messages())).collect()))
}
