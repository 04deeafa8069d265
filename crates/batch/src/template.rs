//! The tables to fill in: a header and one worked household.

use std::path::Path;

use law::calendar::date;

use crate::Failure;
use crate::synth::Synth;
use crate::tables::{CsvFolder, ParquetBook};

/// The household of the template: one of the synthetic book.
const EXAMPLE: Synth = Synth { rows: 1, seed: 2, as_of: date(2026, 11, 22) };

/// Writes the CSV tables and the same household as Parquet into a folder.
pub fn write(folder: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(|error| Failure::writing(folder, &error))?;
    let rows = [EXAMPLE.household(0)];
    let mut parquet = ParquetBook::open(&folder.join("book.parquet"), "template")?;
    parquet.write(&rows)?;
    let mut csv = CsvFolder::open(folder)?;
    csv.write(&rows)?;
    parquet.publish()?;
    csv.publish()
}
