//! Why the store could not do what it was asked.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why the store could not do what it was asked. Nothing was changed then.
#[derive(Debug)]
pub enum Failure {
    /// The folder cannot be made or written.
    Folder(PathBuf, io::Error),
    /// The database says no: a full disk, a broken file, another process that holds it.
    Database(sqlx::Error),
    /// The file comes from a newer version, or its tables were changed by somebody else.
    Tables(sqlx::migrate::MigrateError),
    /// A row is not what this program writes.
    Damaged,
    /// There is no such case.
    NoCase,
    /// The machine has no randomness to give.
    Randomness,
    /// This machine does not say where a user's data belongs.
    NoFolder,
}

impl fmt::Display for Failure {
    /// What the machine said, for people who look after it; no fact of a case.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Folder(folder, error) => write!(f, "{}: {error}", folder.display()),
            Failure::Database(error) => error.fmt(f),
            Failure::Tables(error) => error.fmt(f),
            Failure::Damaged => f.write_str("damaged row"),
            Failure::NoCase => f.write_str("no such case"),
            Failure::Randomness => f.write_str("no randomness"),
            Failure::NoFolder => f.write_str("no data folder"),
        }
    }
}

impl std::error::Error for Failure {}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Failure {
        Failure::Database(error)
    }
}

impl From<sqlx::migrate::MigrateError> for Failure {
    fn from(error: sqlx::migrate::MigrateError) -> Failure {
        Failure::Tables(error)
    }
}
