//! Files that appear whole or not at all: written under another name in the same folder, then renamed.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::Failure;
use crate::paths::{folder_of, place};

/// Bytes that are gathered before they go to the disk.
const BUFFER: usize = 1 << 20;

/// A file on its way. Dropped before [`Draft::publish`], it is gone.
#[derive(Debug)]
pub struct Draft {
    path: PathBuf,
    file: BufWriter<NamedTempFile>,
}

impl Draft {
    /// Begins a file that will be at `path`.
    pub fn new(path: &Path) -> Result<Draft, Failure> {
        place(path)?;
        let file = tempfile::Builder::new().prefix(".saiken-").suffix(".part").tempfile_in(folder_of(path));
        let file = file.map_err(|error| Failure::writing(path, &error))?;
        Ok(Draft { path: path.to_path_buf(), file: BufWriter::with_capacity(BUFFER, file) })
    }

    /// Where it will be.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Ends it: every byte is on the disk.
    pub fn end(self) -> Result<Ended, Failure> {
        let path = self.path;
        let failed = |error: &io::Error| Failure::writing(&path, error);
        let file = self.file.into_inner().map_err(|error| failed(error.error()))?;
        allow_others(file.as_file()).and_then(|()| file.as_file().sync_all()).map_err(|error| failed(&error))?;
        Ok(Ended { path, file })
    }

    /// Ends it and puts it in its place.
    pub fn publish(self) -> Result<(), Failure> {
        self.end()?.publish()
    }
}

/// A file that is whole and not yet in its place. Several that belong together are ended before the first is put there.
#[derive(Debug)]
pub struct Ended {
    path: PathBuf,
    file: NamedTempFile,
}

impl Ended {
    /// Puts it in its place.
    pub fn publish(self) -> Result<(), Failure> {
        let Ended { path, file } = self;
        file.persist(&path).map_err(|error| Failure::writing(&path, &error.error))?;
        Ok(())
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// A temporary file is its owner's alone; the finished one has the rights of any new file.
#[cfg(unix)]
fn allow_others(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    // What a new file gets is known only by making one: the usual rights less what the owner's group and others lack.
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn allow_others(_: &File) -> io::Result<()> {
    Ok(())
}
