//! The words of the command line: help texts come from the catalogue under `help-query`.

use catalogue::Lang;
use clap::{Command, CommandFactory, Parser};

use crate::commands;

#[derive(Debug, Parser)]
#[command(name = "saiken-query", version, disable_help_flag = true, disable_help_subcommand = true)]
#[command(disable_version_flag = true, subcommand_required = true, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: commands::Command,
    #[command(flatten)]
    everywhere: commandline::Everywhere,
}

pub(crate) fn command(lang: Lang) -> Command {
    let command = commandline::in_language(Cli::command(), "help-query".to_string(), lang);
    // The words of `run` are those of the program for books.
    command.mut_subcommand("run", |run| commandline::in_language(run, "help-batch.run".to_string(), lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_its_help_in_both_languages() {
        command(Lang::Ja).debug_assert();
        let lacking = commandline::lacking_help(&command(Lang::Ja), "help-query");
        // The words of `run` are those of the program for books, whose own test looks at them.
        assert!(lacking.iter().all(|key| key.starts_with("help-query.run")), "{lacking:?}");
    }
}
