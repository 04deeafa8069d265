//! Why a run came to nothing, in sentences of the catalogue.

use std::io;
use std::path::Path;
use std::process::ExitCode;

use catalogue::{Lang, sentence};
use law::message;
use law::message::Message;
use parquet::errors::ParquetError;

/// Why a run came to nothing.
#[derive(Debug)]
pub enum Failure {
    /// A bad input: what is wrong and what to do, a line each.
    Input(Vec<Message>),
    /// Stopped by Ctrl-C.
    Interrupted,
    /// A program that was run for the user failed, and has said why: its exit code.
    Said(u8),
}

impl Failure {
    /// One sentence.
    pub fn of(message: Message) -> Failure {
        Failure::Input(vec![message])
    }

    /// What is wrong, and what to do.
    pub fn with_hint(message: Message, hint: Message) -> Failure {
        Failure::Input(vec![message, hint])
    }

    /// A file could not be read.
    pub fn reading(path: &Path, error: &io::Error) -> Failure {
        let path = path.display().to_string();
        Failure::of(match error.kind() {
            io::ErrorKind::NotFound => message!("batch.no-file", path = path),
            io::ErrorKind::PermissionDenied => message!("batch.may-not-read", path = path),
            _ => message!("batch.cannot-read", path = path, detail = error.to_string()),
        })
    }

    /// A file could not be written; a full disk is told by name.
    pub fn writing(path: &Path, error: &io::Error) -> Failure {
        let shown = path.display().to_string();
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Failure::with_hint(message!("batch.disk-full", path = shown), message!("batch.hint.disk-full"))
            }
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Failure::with_hint(message!("batch.may-not-write", path = shown), message!("batch.hint.may-not-write"))
            }
            _ => Failure::of(message!("batch.cannot-write", path = shown, detail = error.to_string())),
        }
    }

    /// A Parquet file could not be read: cut off, or something else altogether.
    pub fn parquet_in(path: &Path, error: &ParquetError) -> Failure {
        if let Some(error) = io_error(error) {
            return Failure::reading(path, error);
        }
        let message = message!("batch.bad-parquet", path = path.display().to_string(), detail = error.to_string());
        Failure::with_hint(message, message!("batch.hint.bad-parquet"))
    }

    /// A Parquet file could not be written.
    pub fn parquet_out(path: &Path, error: &ParquetError) -> Failure {
        match io_error(error) {
            Some(error) => Failure::writing(path, error),
            None => Failure::of(message!(
                "batch.cannot-write",
                path = path.display().to_string(),
                detail = error.to_string()
            )),
        }
    }
}

/// The error of the operating system inside, if there is one.
fn io_error(error: &ParquetError) -> Option<&io::Error> {
    let ParquetError::External(source) = error else { return None };
    source.downcast_ref::<io::Error>()
}

/// 0 when done, 1 for a bad input, 130 when stopped by Ctrl-C, as shells expect it.
pub fn exit_code(result: Result<(), Failure>, lang: Lang) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Said(code)) => ExitCode::from(code),
        Err(Failure::Interrupted) => {
            commandline::say(&sentence(&message!("batch.interrupted"), lang), lang);
            ExitCode::from(130)
        }
        Err(Failure::Input(messages)) => {
            for message in messages {
                commandline::say(&sentence(&message, lang), lang);
            }
            ExitCode::FAILURE
        }
    }
}
