//! `saiken batch` and `saiken synth`: a whole book of households.

use std::ffi::OsString;

use catalogue::Lang;
use clap::Args;
use law::message;

use super::delegate;
use crate::failure::Failure;

/// What the program for books calls its commands: `run`, `synth`.
const PROGRAM: &str = "saiken-batch";

#[derive(Debug, Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Batch {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

impl Batch {
    /// Hands the words on to a command of the program for books.
    pub(crate) fn run(self, command: &str, lang: Lang) -> Result<(), Failure> {
        let arguments = std::iter::once(OsString::from(command)).chain(self.arguments);
        delegate::run(PROGRAM, arguments, &message!("batch.not-installed"), lang)
    }
}
