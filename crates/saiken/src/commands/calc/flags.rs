//! The fields of a rule's input as flags: `--tier-total 6000000` for `{"tier_total": 6000000}`.

use std::collections::BTreeMap;

use calc::{Entry, Refusal};
use catalogue::{Lang, lookup, text};
use clap::{Arg, ArgMatches, Args, Command, FromArgMatches};
use read::{Node, Value};
use serde_json::{Map, Value as Json};

/// What the id of such a flag begins with.
const PREFIX: &str = "given.";

/// What was given by flags: field and text.
#[derive(Debug, Default)]
pub(super) struct Given(BTreeMap<String, String>);

/// How the text of a flag is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A whole number; `_` and `,` may stand between its digits.
    Whole,
    /// `true` or `false`; the flag alone is `true`.
    Flag,
    /// As it stands: a word, a rate, a day.
    Text,
    /// JSON: a list or an object.
    Nested,
}

impl Kind {
    fn of(schema: &Json) -> Kind {
        // An optional field has the types `[…, "null"]`.
        let kinds = match &schema["type"] {
            Json::Array(kinds) => kinds.as_slice(),
            kind => std::slice::from_ref(kind),
        };
        let is = |wanted: &str| kinds.iter().any(|kind| kind == wanted);
        if is("integer") {
            Kind::Whole
        } else if is("boolean") {
            Kind::Flag
        } else if is("array") || is("object") {
            Kind::Nested
        } else {
            Kind::Text
        }
    }
}

fn fields(entry: &Entry) -> Map<String, Json> {
    match entry.input_schema()["properties"].take() {
        Json::Object(fields) => fields,
        _ => Map::new(),
    }
}

/// The command with a flag for each field of the rule's input.
pub(crate) fn with_flags(command: Command, entry: &Entry, lang: Lang) -> Command {
    let heading = lookup("cli.rule-flags", lang).unwrap_or_default();
    fields(entry).iter().fold(command, |command, (field, schema)| {
        let kind = Kind::of(schema);
        let mut help = text(&format!("label.{field}"), lang).to_string();
        help = help.strip_prefix("label.").map_or(help.clone(), ToString::to_string);
        if let Json::Array(words) = &schema["enum"] {
            let words: Vec<&str> = words.iter().filter_map(Json::as_str).collect();
            help = format!("{help} [{}]", words.join(", "));
        }
        let argument = Arg::new(format!("{PREFIX}{field}"))
            .long(field.replace('_', "-"))
            .help(help)
            .help_heading(heading)
            .allow_negative_numbers(true)
            .conflicts_with_all(["json", "jsonl", "schema", "list"]);
        command.arg(match kind {
            Kind::Whole => argument.value_name("NUMBER"),
            Kind::Flag => argument.value_name("true|false").num_args(0..=1).default_missing_value("true"),
            Kind::Text if schema["format"] == "date" => argument.value_name("YYYY-MM-DD"),
            Kind::Text => argument.value_name("TEXT"),
            Kind::Nested => argument.value_name("JSON"),
        })
    })
}

impl Given {
    /// The input that the flags make. A mistake inside a flag is laid at its field.
    pub(super) fn node(&self, entry: &Entry) -> Result<Node<'_>, Refusal> {
        let fields = fields(entry);
        let mut entries = Vec::with_capacity(self.0.len());
        for (field, schema) in &fields {
            let Some(text) = self.0.get(field) else { continue };
            let value = match Kind::of(schema) {
                Kind::Whole => number(text),
                Kind::Flag if text == "true" || text == "false" => Value::Flag(text == "true"),
                Kind::Flag | Kind::Text => Value::Text(text.into()),
                Kind::Nested => {
                    let parsed = read::parse_json(text);
                    parsed.map_err(|problem| Refusal { field: field.clone(), ..problem.into() })?.value
                }
            };
            entries.push((field.clone().into(), 0..0, Node { span: 0..0, value }));
        }
        Ok(Node { span: 0..0, value: Value::Table(entries) })
    }
}

/// A number without the signs between its digits; anything else stays text, and the rule says what it expects.
fn number(text: &str) -> Value<'_> {
    let grouped = text.replace(['_', ','], "");
    let digits = grouped.strip_prefix('-').unwrap_or(&grouped);
    let begins_and_ends_with_digits =
        !text.starts_with(['_', ',']) && text.ends_with(|last: char| last.is_ascii_digit());
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) && begins_and_ends_with_digits {
        Value::Number(grouped.into())
    } else {
        Value::Text(text.into())
    }
}

impl FromArgMatches for Given {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Given, clap::Error> {
        let given = matches.ids().filter_map(|id| {
            let field = id.as_str().strip_prefix(PREFIX)?;
            Some((field.to_string(), matches.get_one::<String>(id.as_str())?.clone()))
        });
        Ok(Given(given.collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Given::from_arg_matches(matches)?;
        Ok(())
    }
}

/// The flags hang on the rule; [`with_flags`] adds them once it is known.
impl Args for Given {
    fn augment_args(command: Command) -> Command {
        command
    }

    fn augment_args_for_update(command: Command) -> Command {
        command
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_may_be_grouped_and_anything_else_is_left_to_the_rule() {
        for (text, digits) in [("6000000", "6000000"), ("6_000_000", "6000000"), ("6,000,000", "6000000"), ("-5", "-5")]
        {
            assert_eq!(number(text), Value::Number(digits.into()), "{text}");
        }
        for text in ["", "-", "1.5", "1e6", "_1", "1_", "6万", "１"] {
            assert_eq!(number(text), Value::Text(text.into()), "{text}");
        }
    }
}
