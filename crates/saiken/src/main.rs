//! The command line: thin, it wires the rest together.

mod cli;
mod commands;
mod failure;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::FromArgMatches;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let lang = commandline::language(&arguments, std::env::var("SAIKEN_LANG").ok().as_deref());
    let command = cli::command(lang, commands::calc::rule_among(&arguments));
    let parsed = command.try_get_matches_from(arguments).and_then(|matches| cli::Cli::from_arg_matches(&matches));
    match parsed {
        Ok(cli) => failure::exit_code(cli.command.run(lang), lang),
        Err(error) => commandline::exit_code(&error, lang),
    }
}
