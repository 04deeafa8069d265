//! What the programs of the command line share: the language, help texts from the catalogue, and how a mistake is told.

pub mod program;

use std::ffi::OsString;
use std::io::Write as _;
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use catalogue::{Lang, lookup, sentence, text};
use clap::error::{ContextKind, ErrorKind};
use clap::{ArgAction, Args, Command};
use law::message;
use law::message::Message;
use law::words::Word;
use plan::{NotAssumed, Practice};

/// The style of the word that opens an error.
const ERROR: Style = AnsiColor::Red.on_default().bold();

/// What every command has stands below what is its own.
const LAST: usize = 1_000;

/// What every program takes, before and behind its commands.
#[derive(Debug, Args)]
pub struct Everywhere {
    // Read by [`language`] before the rest, so that errors and help already speak it; here it is only checked.
    #[arg(long, global = true, value_name = "ja|en|easy", value_parser = ["ja", "en", "easy"])]
    #[arg(hide_possible_values = true, display_order = LAST)]
    lang: Option<String>,
    #[arg(short, long, global = true, action = ArgAction::Help, display_order = LAST)]
    help: Option<bool>,
    #[arg(short = 'V', long, action = ArgAction::Version, display_order = LAST)]
    version: Option<bool>,
}

/// The language that the arguments ask for, else the environment's, else Japanese.
pub fn language(arguments: &[OsString], environment: Option<&str>) -> Lang {
    let mut words = arguments.iter().map(|argument| argument.to_str().unwrap_or_default());
    let mut asked = None;
    while let Some(word) = words.next() {
        asked = match word.strip_prefix("--lang") {
            Some("") => words.next(),
            Some(value) => value.strip_prefix('='),
            None => continue,
        };
    }
    asked.or(environment).and_then(Lang::from_word).unwrap_or(Lang::Ja)
}

/// Puts the help texts under `key` into a command, its arguments and its subcommands.
pub fn in_language(command: Command, key: String, lang: Lang) -> Command {
    let of_cli = |name: &str| lookup(&format!("cli.{name}"), lang).unwrap_or_default();
    let usage = of_cli("usage");
    let command = command
        .help_template(format!("{{about-with-newline}}\n{usage} {{usage}}\n\n{{all-args}}{{after-help}}"))
        .subcommand_help_heading(of_cli("commands"))
        .mut_args(|argument| {
            let heading = of_cli(if argument.is_positional() { "arguments" } else { "options" });
            let help = lookup(&format!("{key}.{}", argument.get_id()), lang);
            // The flags of a rule bring heading and help along.
            let argument =
                if argument.get_help_heading().is_none() { argument.help_heading(heading) } else { argument };
            match help.or_else(|| lookup(&format!("help.{}", argument.get_id()), lang)) {
                Some(help) => argument.help(help),
                None => argument,
            }
        })
        .mut_subcommands(|inner| {
            let key = format!("{key}.{}", inner.get_name());
            in_language(inner, key, lang)
        });
    let command = match lookup(&key, lang) {
        Some(about) => command.about(about),
        None => command,
    };
    match lookup(&format!("{key}.examples"), lang) {
        Some(examples) => command.after_help(examples),
        None => command,
    }
}

/// The help texts under `key` that the catalogue does not have, of a command, its arguments and its subcommands.
///
/// For the tests of the programs: a command without a text would be shown without one.
pub fn lacking_help(command: &Command, key: &str) -> Vec<String> {
    let is_there = |key: &str| lookup(key, Lang::Ja).is_some();
    let own = (!is_there(key)).then(|| key.to_string());
    let arguments = command.get_arguments().filter_map(|argument| {
        let own = format!("{key}.{}", argument.get_id());
        (!is_there(&own) && !is_there(&format!("help.{}", argument.get_id()))).then_some(own)
    });
    let inner = command.get_subcommands().flat_map(|inner| lacking_help(inner, &format!("{key}.{}", inner.get_name())));
    own.into_iter().chain(arguments).chain(inner).collect()
}

/// Says what was wrong with the words of the command line (exit code 2), or shows the help that was asked for (0).
pub fn exit_code(error: &clap::Error, lang: Lang) -> ExitCode {
    match wrong_usage(error) {
        Some(messages) => {
            let sentences: Vec<String> = messages.iter().map(|message| sentence(message, lang)).collect();
            say(
                &sentences.join(match lang {
                    Lang::Ja | Lang::Easy => "",
                    Lang::En => " ",
                }),
                lang,
            );
        }
        // Help, the version, and what the catalogue has no sentence for.
        None => drop(error.print()),
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

/// What is wrong with the words, and what may have been meant.
fn wrong_usage(error: &clap::Error) -> Option<Vec<Message>> {
    let context = |kind| error.get(kind).map(ToString::to_string);
    let argument = context(ContextKind::InvalidArg);
    let value = context(ContextKind::InvalidValue);
    let mut messages = vec![match error.kind() {
        ErrorKind::UnknownArgument => message!("usage.unknown-argument", argument = argument?),
        ErrorKind::InvalidSubcommand => {
            message!("usage.unknown-command", command = context(ContextKind::InvalidSubcommand)?)
        }
        ErrorKind::InvalidValue if value.as_deref() == Some("") => message!("usage.no-value", argument = argument?),
        ErrorKind::InvalidValue => message!("usage.unknown-value", argument = argument?, value = value?),
        ErrorKind::MissingRequiredArgument => message!("usage.missing", arguments = argument?),
        ErrorKind::ArgumentConflict => {
            message!("usage.conflict", argument = argument?, other = context(ContextKind::PriorArg)?)
        }
        _ => return None,
    }];
    let suggestions = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    match suggestions.into_iter().find_map(context) {
        Some(nearest) => messages.push(message!("hint.nearest-key", key = nearest)),
        None => messages.push(message!("usage.see-help")),
    }
    Some(messages)
}

/// The habits of practice with the user's own: `NAME=VALUE`, each wrong one told.
pub fn practice(assumptions: &[String]) -> Result<Practice, Vec<Message>> {
    let mut practice = Practice::default();
    let mut problems = Vec::new();
    for assumption in assumptions {
        let (name, value) = assumption.split_once('=').unwrap_or((assumption, ""));
        problems.extend(practice.assume(name, value).err().map(|error| match error {
            NotAssumed::UnknownName => {
                let switches = Practice::SWITCHES.iter().map(|switch| switch.name);
                let habits = Practice::NAMES.iter().map(|(name, _)| *name);
                let names: Vec<&str> = Practice::OWN.iter().copied().chain(switches).chain(habits).collect();
                message!("plan.unknown-assumption", name = name.to_string(), names = names.join(", "))
            }
            NotAssumed::BadValue => {
                message!("plan.bad-assumption", name = name.to_string(), value = value.to_string())
            }
        }));
    }
    if problems.is_empty() { Ok(practice) } else { Err(problems) }
}

/// One error on stderr. When even stderr is gone there is nobody left to tell.
pub fn say(message: &str, lang: Lang) {
    let _ = writeln!(anstream::stderr(), "{ERROR}{}{ERROR:#} {message}", text("cli.error", lang));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_found_before_the_rest_is_understood() {
        fn check(arguments: &[&str], environment: Option<&str>, expect: Lang) {
            let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
            assert_eq!(language(&arguments, environment), expect, "{arguments:?}");
        }
        check(&["saiken", "calc"], None, Lang::Ja);
        check(&["saiken", "calc", "--lang", "en"], None, Lang::En);
        check(&["saiken", "--lang=en", "calc"], Some("ja"), Lang::En);
        check(&["saiken", "calc"], Some("en"), Lang::En);
        check(&["saiken", "--lang"], None, Lang::Ja);
        check(&["saiken", "--lang", "fr"], None, Lang::Ja);
    }
}
