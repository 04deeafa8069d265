//! The folder of the store: where it lies, and that only its owner may look into it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use crate::Failure;

/// Where a user's data belongs on this machine: `$XDG_DATA_HOME/saiken` or `~/.local/share/saiken` on Linux,
/// `Application Support` on a Mac, `AppData` on Windows.
pub fn usual_folder() -> Result<PathBuf, Failure> {
    ProjectDirs::from("", "", "saiken").map(|folders| folders.data_dir().to_path_buf()).ok_or(Failure::NoFolder)
}

/// Makes the folder and the file, for the owner alone.
pub(crate) fn prepare(folder: &Path, file: &Path) -> Result<(), Failure> {
    let failed = |error| Failure::Folder(folder.to_path_buf(), error);
    make(folder).map_err(failed)?;
    match open(file) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(failed(error)),
    }
}

#[cfg(unix)]
fn make(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn make(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

/// A new file; the files that the database puts beside it have its rights.
#[cfg(unix)]
fn open(file: &Path) -> io::Result<fs::File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)
}

#[cfg(not(unix))]
fn open(file: &Path) -> io::Result<fs::File> {
    fs::OpenOptions::new().write(true).create_new(true).open(file)
}
