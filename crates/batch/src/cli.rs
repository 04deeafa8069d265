//! The words of the command line: help texts come from the catalogue under `help-batch`.

use catalogue::Lang;
use clap::{Command, CommandFactory, Parser};

use crate::commands;

#[derive(Debug, Parser)]
#[command(name = "saiken-batch", version, disable_help_flag = true, disable_help_subcommand = true)]
#[command(disable_version_flag = true, subcommand_required = true, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: commands::Command,
    #[command(flatten)]
    everywhere: commandline::Everywhere,
}

pub(crate) fn command(lang: Lang) -> Command {
    commandline::in_language(Cli::command(), "help-batch".to_string(), lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_its_help_in_both_languages() {
        command(Lang::Ja).debug_assert();
        assert_eq!(commandline::lacking_help(&command(Lang::Ja), "help-batch"), Vec::<String>::new());
    }
}
