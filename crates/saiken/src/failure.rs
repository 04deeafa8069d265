//! What can go wrong once the words of the command line are understood, and the exit code that it gives.

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use catalogue::Lang;
use commandline::say;

/// Why a command did not do what it was asked.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A bad case or input: what to tell the user, a line a mistake.
    Input(Vec<String>),
    /// A bad case: a report that is ready to be read.
    Report(String),
    /// A program that was run for the user failed, and has said why: its exit code.
    Said(u8),
    /// The output could not be written, or the input not read.
    Io(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Io(error)
    }
}

/// 0 when done, 1 for a bad case or input. A reader who hangs up early (`| head`) has what it wanted: no failure.
pub(crate) fn exit_code(result: Result<(), Failure>, lang: Lang) -> ExitCode {
    let messages = match result {
        Ok(()) => return ExitCode::SUCCESS,
        Err(Failure::Io(error)) if error.kind() == ErrorKind::BrokenPipe => return ExitCode::SUCCESS,
        Err(Failure::Said(code)) => return ExitCode::from(code),
        Err(Failure::Io(error)) => vec![error.to_string()],
        Err(Failure::Report(report)) => {
            let _ = writeln!(anstream::stderr(), "{report}");
            return ExitCode::FAILURE;
        }
        Err(Failure::Input(messages)) => messages,
    };
    for message in messages {
        say(&message, lang);
    }
    ExitCode::FAILURE
}
