//! Reading a case file from the disk or from stdin.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use ::ledger::Contradiction;
use case::{Format, Household, MAX_BYTES, place_of, render_caution, render_problem, text_of};
use catalogue::{Lang, sentence};
use law::message;
use read::Problem;

use crate::failure::Failure;

/// The household of a case file; otherwise every mistake in it, each with its place and what to do.
pub(crate) fn load(path: &Path, lang: Lang) -> Result<Household, Failure> {
    let name = path.display().to_string();
    let bytes = bytes_of(path).map_err(|error| unreadable(&name, &error, lang))?;
    let format = Format::guess(&name, &bytes);
    case::read(&bytes, format).map_err(|problems| report(&name, &bytes, &problems, lang))
}

/// What is worth a second look in a case file that has no mistakes, each with its place and what to do.
pub(crate) fn cautions(path: &Path, lang: Lang) -> Result<Vec<String>, Failure> {
    let name = path.display().to_string();
    let bytes = bytes_of(path).map_err(|error| unreadable(&name, &error, lang))?;
    let format = Format::guess(&name, &bytes);
    let household = case::read(&bytes, format).map_err(|problems| report(&name, &bytes, &problems, lang))?;
    let (text, shown) = (text_of(&bytes), if name == "-" { "<stdin>" } else { &name });
    let cautions = case::cautions(&bytes, format, &household);
    Ok(cautions.iter().map(|caution| render_caution(shown, &text, caution, lang)).collect())
}

/// A case file whose events may contradict: what could be read, and where everything stands.
pub(crate) struct History {
    pub(crate) household: Household,
    name: String,
    bytes: Vec<u8>,
    format: Format,
    problems: Vec<Problem>,
}

impl History {
    /// Every mistake in the events, with its place: those of reading, and those that only the account finds.
    pub(crate) fn report(&self, contradictions: &[Contradiction], lang: Lang) -> Option<Failure> {
        let mut problems = self.problems.clone();
        for contradiction in contradictions {
            let path = contradiction.path();
            if problems.iter().any(|problem| problem.path.starts_with(&path)) {
                continue;
            }
            let span = place_of(&self.bytes, self.format, &path);
            problems.push(Problem::new(contradiction.code, path, span, contradiction.message.clone()));
        }
        if problems.is_empty() { None } else { Some(report(&self.name, &self.bytes, &problems, lang)) }
    }
}

/// The household of a case file for its accounts: mistakes in events are kept for later.
pub(crate) fn load_history(path: &Path, lang: Lang) -> Result<History, Failure> {
    let name = path.display().to_string();
    let bytes = bytes_of(path).map_err(|error| unreadable(&name, &error, lang))?;
    let format = Format::guess(&name, &bytes);
    match case::read_history(&bytes, format) {
        Ok((household, problems)) => Ok(History { household, name, bytes, format, problems }),
        Err(problems) => Err(report(&name, &bytes, &problems, lang)),
    }
}

fn report(name: &str, bytes: &[u8], problems: &[Problem], lang: Lang) -> Failure {
    let text = text_of(bytes);
    let shown = if name == "-" { "<stdin>" } else { name };
    let mut report: String =
        problems.iter().map(|problem| render_problem(shown, &text, problem, lang) + "\n").collect();
    report.push_str(&sentence(&message!("case.count", count = problems.len(), file = shown.to_string()), lang));
    Failure::Report(report)
}

/// One byte more than the limit is enough to know that a file is too large.
pub(crate) fn bytes_of(path: &Path) -> io::Result<Vec<u8>> {
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

pub(crate) fn unreadable(name: &str, error: &io::Error, lang: Lang) -> Failure {
    let file = name.to_string();
    let message = match error.kind() {
        io::ErrorKind::NotFound => message!("file.not-found", file = file),
        io::ErrorKind::IsADirectory => message!("file.directory", file = file),
        io::ErrorKind::PermissionDenied => message!("file.denied", file = file),
        _ => message!("file.unreadable", file = file, detail = error.to_string()),
    };
    Failure::Input(vec![sentence(&message, lang)])
}
