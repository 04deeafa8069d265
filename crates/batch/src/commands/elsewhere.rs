//! What needs the query engine is done by `saiken-query`, so that this program stays small and quick to build.

use std::ffi::OsString;

use batch::Failure;
use catalogue::Lang;
use clap::Args;
use law::message;

/// The program that has the query engine.
const PROGRAM: &str = "saiken-query";

/// Words that another program understands.
#[derive(Debug, Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Elsewhere {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

/// Hands the words of the command line on, as they are.
pub(crate) fn run(lang: Lang) -> Result<(), Failure> {
    let arguments = std::env::args_os().skip(1);
    match commandline::program::run(PROGRAM, arguments, &message!("sql.not-installed"), lang) {
        Ok(0) => Ok(()),
        Ok(code) => Err(Failure::Said(code)),
        Err(message) => Err(Failure::of(message)),
    }
}
