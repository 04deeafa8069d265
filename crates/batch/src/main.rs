//! `saiken-batch`: books of households, in a program of its own because of what it depends on.

mod cli;
mod commands;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::FromArgMatches;
use mimalloc::MiMalloc;

/// A household is made of many short lists, and a book of millions of households.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

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
