//! `saiken-query`: SQL and the cluster, in a program of its own because the query engine is large.

mod cli;
mod commands;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::FromArgMatches;

fn main() -> ExitCode {
    batch::quiet::tell_places_only();
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let lang = commandline::language(&arguments, std::env::var("SAIKEN_LANG").ok().as_deref());
    let parsed = cli::command(lang).try_get_matches_from(arguments);
    match parsed.and_then(|matches| cli::Cli::from_arg_matches(&matches)) {
        Ok(cli) => batch::failure::exit_code(cli.command.run(lang), lang),
        Err(error) => commandline::exit_code(&error, lang),
    }
}
