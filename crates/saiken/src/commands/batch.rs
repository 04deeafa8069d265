//! `saiken batch`, `saiken synth` and `saiken sql`: a whole book of households.

use std::ffi::OsString;

use catalogue::Lang;
use clap::Args;
use law::message;

use super::delegate;
use crate::failure::Failure;

#[derive(Debug, Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Batch {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

impl Batch {
    /// Hands the words on to a command of the program for books: `run`, `synth`.
    pub(crate) fn run(self, command: &str, lang: Lang) -> Result<(), Failure> {
        delegate::run("saiken-batch", self.after(command), &message!("batch.not-installed"), lang)
    }

    /// Hands the words on to the program that has the query engine.
    pub(crate) fn sql(self, lang: Lang) -> Result<(), Failure> {
        delegate::run("saiken-query", self.after("sql"), &message!("sql.not-installed"), lang)
    }

    fn after(self, command: &str) -> impl Iterator<Item = OsString> {
        std::iter::once(OsString::from(command)).chain(self.arguments)
    }
}
