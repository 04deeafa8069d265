//! The files of a run are all different, and can be there: looked at before anything is read.

use std::fs;
use std::path::{Path, PathBuf};

use law::message;

use crate::Failure;
use crate::job::Job;

/// Refuses a run that would write over what it reads, or over itself.
pub(crate) fn check(job: &Job) -> Result<(), Failure> {
    let written: Vec<&Path> =
        [&job.out, &job.errors, &job.report].into_iter().flatten().map(PathBuf::as_path).collect();
    for path in &written {
        place(path)?;
    }
    let mut seen: Vec<(PathBuf, &Path)> = Vec::new();
    for path in job.book.files().into_iter().chain(written) {
        let same = identity(path);
        if let Some((_, first)) = seen.iter().find(|(known, _)| *known == same) {
            let (first, second) = (first.display().to_string(), path.display().to_string());
            let message = message!("batch.same-file", first = first, second = second);
            return Err(Failure::with_hint(message, message!("batch.hint.same-file")));
        }
        seen.push((same, path));
    }
    Ok(())
}

/// Can a file be put there?
pub(crate) fn place(path: &Path) -> Result<(), Failure> {
    let shown = |path: &Path| path.display().to_string();
    if path.is_dir() {
        let message = message!("batch.is-folder", path = shown(path));
        return Err(Failure::with_hint(message, message!("batch.hint.is-folder")));
    }
    let folder = folder_of(path);
    if !folder.is_dir() {
        let message = message!("batch.no-folder", path = shown(folder));
        return Err(Failure::with_hint(message, message!("batch.hint.no-folder")));
    }
    Ok(())
}

/// The folder of a file that may not be there yet.
pub(crate) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The same for two ways to one file.
fn identity(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default();
    let in_folder = || fs::canonicalize(folder_of(path)).map(|folder| folder.join(name));
    fs::canonicalize(path).or_else(|_| in_folder()).unwrap_or_else(|_| path.to_path_buf())
}
