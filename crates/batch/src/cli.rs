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
    use catalogue::lookup;

    #[test]
    fn every_command_has_its_help_in_both_languages() {
        fn check(command: &Command, key: &str) {
            assert!(lookup(key, Lang::Ja).is_some(), "the catalogue lacks {key}");
            for argument in command.get_arguments() {
                let own = format!("{key}.{}", argument.get_id());
                let found = lookup(&own, Lang::Ja).or_else(|| lookup(&format!("help.{}", argument.get_id()), Lang::Ja));
                assert!(found.is_some(), "the catalogue lacks {own}");
            }
            for inner in command.get_subcommands() {
                check(inner, &format!("{key}.{}", inner.get_name()));
            }
        }
        command(Lang::Ja).debug_assert();
        check(&command(Lang::Ja), "help-batch");
    }
}
