//! Cases on this machine: an embedded database in one folder, every change saved before it is shown as saved.
//!
//! A case is a [`Draft`] under a random [`Id`]. A change is made by a closure on the draft, inside one transaction;
//! what it changed is kept as edits, so that it can be undone and made again.
//!
//! ```
//! # let folder = tempfile::tempdir().unwrap();
//! # let folder = folder.path();
//! # tokio::runtime::Runtime::new().unwrap().block_on(async {
//! use store::{Store, What};
//! let store = Store::open(folder).await?;
//! let id = store.create("1", &case::Draft::starting(law::calendar::date(2026, 11, 22))).await?;
//! store.change(&id, What::Answer, |draft| draft.set("court", "tokyo".into())).await?;
//! let case = store.case(&id).await?.expect("it was just made");
//! assert_eq!(case.draft.get("court").unwrap(), "tokyo");
//! store.undo(&id).await?;
//! # Ok::<(), store::Failure>(()) }).unwrap();
//! ```

mod archive;
mod cases;
mod failure;
mod folder;
mod history;
mod id;
mod scenarios;

pub use archive::{Archive, NotAnArchive};
pub use case::Draft;
pub use cases::{Case, Listed, MOST_NAME, Saved};
pub use failure::Failure;
pub use folder::usual_folder;
pub use history::{Change, State, What};
pub use id::Id;
pub use scenarios::Scenario;

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

/// The file in the folder.
const FILE: &str = "cases.sqlite";

/// How long one process waits for another that writes.
const BUSY: Duration = Duration::from_secs(5);

/// Readers beside the one writer.
const CONNECTIONS: u32 = 4;

/// The cases of one folder.
#[derive(Clone, Debug)]
pub struct Store {
    pool: SqlitePool,
    folder: PathBuf,
}

impl Store {
    /// Opens the store of a folder, which is made if it is not there, and brings its tables up to date.
    pub async fn open(folder: &Path) -> Result<Store, Failure> {
        let file = folder.join(FILE);
        folder::prepare(folder, &file)?;
        let options = SqliteConnectOptions::new()
            .filename(&file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // A power cut, too, loses nothing that was shown as saved.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY)
            // What is deleted is overwritten; sorting leaves no copies on the disk.
            .pragma("secure_delete", "on")
            .pragma("temp_store", "memory")
            .pragma("cache_size", "-1024");
        let pool = SqlitePoolOptions::new().max_connections(CONNECTIONS).connect_with(options).await?;
        sqlx::migrate!().run(&pool).await?;
        Ok(Store { pool, folder: folder.to_path_buf() })
    }

    /// Where it lies.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Waits until everything is written and closes the file.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    /// Deletes every case with its history and scenarios, also from the parts of the file that are free.
    pub async fn delete_all(&self) -> Result<(), Failure> {
        let mut writing = self.writing().await?;
        for all in ["delete from scenario", "delete from change", "delete from case_file"] {
            sqlx::query(all).execute(&mut *writing).await?;
        }
        writing.commit().await?;
        self.wipe().await
    }

    /// A transaction that writes: it has the lock from its beginning, so that it reads what it changes.
    async fn writing(&self) -> Result<sqlx::Transaction<'static, sqlx::Sqlite>, Failure> {
        Ok(self.pool.begin_with("begin immediate").await?)
    }

    /// Takes what was deleted off the disk: out of free pages and out of the log of changes.
    async fn wipe(&self) -> Result<(), Failure> {
        for statement in ["vacuum", "pragma wal_checkpoint(truncate)"] {
            sqlx::query(statement).execute(&self.pool).await?;
        }
        Ok(())
    }
}

/// Seconds since 1970.
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
