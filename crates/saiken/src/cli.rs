//! The words of the command line, in the reader's language: help texts come from the catalogue under `help`.

use catalogue::Lang;
use clap::{Command, CommandFactory, Parser};
use commandline::in_language;

use crate::commands;

#[derive(Debug, Parser)]
#[command(name = "saiken", version, disable_help_flag = true, disable_help_subcommand = true)]
#[command(disable_version_flag = true, subcommand_required = true, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: commands::Command,
    #[command(flatten)]
    everywhere: commandline::Everywhere,
}

/// The whole command line. A rule of `calc` brings its own flags, one for each field of its input.
pub(crate) fn command(lang: Lang, rule: Option<&calc::Entry>) -> Command {
    let command = Cli::command().mut_subcommand("calc", |calc| match rule {
        Some(rule) => commands::calc::with_flags(calc, rule, lang),
        None => calc,
    });
    in_language(command, "help".to_string(), lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The command line for each rule, as clap checks it, and every help text in both languages.
    #[test]
    fn every_command_has_its_help_in_both_languages() {
        for entry in calc::REGISTRY {
            command(Lang::Ja, Some(entry)).debug_assert();
        }
        assert_eq!(commandline::lacking_help(&command(Lang::Ja, None), "help"), Vec::<String>::new());
    }
}
