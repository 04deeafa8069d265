//! Reading a case file from the disk or from stdin.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use case::{Format, Household, MAX_BYTES, render_problem, text_of};
use catalogue::{Lang, sentence};
use law::message;

use crate::failure::Failure;

/// The household of a case file; otherwise every mistake in it, each with its place and what to do.
pub(crate) fn load(path: &Path, lang: Lang) -> Result<Household, Failure> {
    let name = path.display().to_string();
    let bytes = bytes_of(path).map_err(|error| unreadable(&name, &error, lang))?;
    let format = Format::guess(&name, &bytes);
    case::read(&bytes, format).map_err(|problems| {
        let text = text_of(&bytes);
        let shown = if name == "-" { "<stdin>" } else { &name };
        let count = problems.len();
        let mut report: String =
            problems.iter().map(|problem| render_problem(shown, &text, problem, lang) + "\n").collect();
        report.push_str(&sentence(&message!("case.count", count = count, file = shown.to_string()), lang));
        Failure::Report(report)
    })
}

/// One byte more than the limit is enough to know that a file is too large.
fn bytes_of(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit = MAX_BYTES as u64 + 1;
    if path.as_os_str() == "-" {
        io::stdin().lock().take(limit).read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    if path.is_dir() {
        return Err(io::Error::from(io::ErrorKind::IsADirectory));
    }
    File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn unreadable(name: &str, error: &io::Error, lang: Lang) -> Failure {
    let file = name.to_string();
    let message = match error.kind() {
        io::ErrorKind::NotFound => message!("file.not-found", file = file),
        io::ErrorKind::IsADirectory => message!("file.directory", file = file),
        io::ErrorKind::PermissionDenied => message!("file.denied", file = file),
        _ => message!("file.unreadable", file = file, detail = error.to_string()),
    };
    Failure::Input(vec![sentence(&message, lang)])
}
