//! `saiken calc`: every rule of law alone.

mod flags;
mod stream;

use std::ffi::OsString;
use std::io::{self, BufWriter, Read, Write};

use anstyle::Style;
use calc::{Entry, REGISTRY, Refusal};
use catalogue::layout::{columns, pad};
use catalogue::{Lang, citations, sentence, word};
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use law::message;
use law::params::Mark;
use law::words::Word;
use read::Node;
use serde_json::{Value as Json, json};

use crate::failure::Failure;
pub(crate) use flags::with_flags;

/// The longest input of one call, in bytes: a line of a stream, or what stands on stdin.
const LONGEST_INPUT: usize = 1 << 20;

/// Bytes that are read and written at once.
const BUFFER: usize = 1 << 17;

/// The columns of a tree when the output is no terminal.
const WIDTH_WITHOUT_TERMINAL: usize = 100;

#[derive(Debug, Args)]
pub(crate) struct Calc {
    #[arg(value_name = "RULE", required_unless_present = "list", hide_possible_values = true)]
    #[arg(value_parser = PossibleValuesParser::new(REGISTRY.iter().map(|entry| entry.rule().id)))]
    rule: Option<String>,
    #[arg(long, conflicts_with_all = ["rule", "json", "jsonl", "schema", "why"])]
    list: bool,
    #[arg(long, value_name = "JSON")]
    json: Option<String>,
    #[arg(long, conflicts_with = "json")]
    jsonl: bool,
    #[arg(long, conflicts_with_all = ["json", "jsonl", "why"])]
    schema: bool,
    #[arg(long, value_name = "json|text", num_args = 0..=1, require_equals = true, default_missing_value = "json")]
    #[arg(hide_possible_values = true)]
    why: Option<Why>,
    #[command(flatten)]
    given: flags::Given,
}

/// How the derivation is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Why {
    /// As a field `why` of the answer.
    Json,
    /// As a tree of text in place of the answer.
    Text,
}

/// The rule that the arguments name: its flags must be known before the arguments can be read.
pub(crate) fn rule_among(arguments: &[OsString]) -> Option<&'static Entry> {
    arguments.iter().find_map(|argument| calc::find(argument.to_str()?))
}

impl Calc {
    pub(crate) fn run(self, lang: Lang) -> Result<(), Failure> {
        let Some(entry) = self.rule.as_deref().and_then(calc::find) else {
            return Ok(list(lang)?);
        };
        let mut output = BufWriter::with_capacity(BUFFER, io::stdout().lock());
        if self.schema {
            let schema = json!({ "input": entry.input_schema(), "output": entry.explained_schema() });
            serde_json::to_writer_pretty(&mut output, &schema).map_err(io::Error::from)?;
            writeln!(output)?;
            return Ok(output.flush()?);
        }
        let teller = Teller { entry, why: self.why, lang };
        if self.jsonl {
            let tally = stream::answer_lines(&teller, io::stdin().lock(), &mut output)?;
            let refused = message!("calc.lines-refused", refused = tally.refused, lines = tally.lines);
            return if tally.refused == 0 { Ok(()) } else { Err(Failure::Input(vec![sentence(&refused, lang)])) };
        }
        let answer = match self.json.as_deref() {
            Some("-") => teller.answer_text(&read_stdin()?),
            Some(text) => teller.answer_text(text.as_bytes()),
            None => self.given.node(entry).and_then(|node| teller.answer(&node)),
        };
        let told = teller.tell(&answer, &mut output);
        output.flush()?;
        told?;
        answer.map(drop).map_err(|refusal| {
            let message = teller.sentence(&refusal);
            Failure::Input(vec![match refusal.field.as_str() {
                "" => message,
                field => format!("{field}: {message}"),
            }])
        })
    }
}

/// As much of stdin as one input may have, and a byte more to tell that it is too long.
fn read_stdin() -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    io::stdin().lock().take(LONGEST_INPUT as u64 + 1).read_to_end(&mut text)?;
    Ok(text)
}

/// Every rule on a line: id, name, citation.
fn list(lang: Lang) -> io::Result<()> {
    let named = |entry: &Entry| match lang {
        Lang::Ja | Lang::Easy => entry.rule().ja,
        Lang::En => entry.rule().en,
    };
    let cited = |entry: &Entry| match entry.rule().provisions {
        [] if entry.rule().mark == Mark::Law => word("arithmetic", lang),
        [] => word(&format!("mark-{}", entry.rule().mark.word()), lang),
        provisions => citations(provisions, lang),
    };
    let ids = REGISTRY.iter().map(|entry| columns(entry.rule().id)).max().unwrap_or(0);
    let names = REGISTRY.iter().map(|entry| columns(named(entry))).max().unwrap_or(0);
    let bold = Style::new().bold();
    let mut output = BufWriter::new(anstream::AutoStream::auto(io::stdout()));
    for entry in REGISTRY {
        let (id, name) = (pad(entry.rule().id, ids), pad(named(entry), names));
        writeln!(output, "{bold}{id}{bold:#}  {name}  {}", cited(entry))?;
    }
    output.flush()
}

/// Answers inputs to one rule, in one language.
struct Teller {
    entry: &'static Entry,
    why: Option<Why>,
    lang: Lang,
}

/// What is written for one input.
enum Answer {
    Json(Json),
    Tree(String),
}

impl Teller {
    /// The answer to an input in bytes that come from outside.
    fn answer_text(&self, input: &[u8]) -> Result<Answer, Refusal> {
        if input.len() > LONGEST_INPUT {
            return Err(Refusal::new("", message!("error.too-long", most = LONGEST_INPUT)));
        }
        let text = std::str::from_utf8(input)
            .map_err(|error| Refusal::new("", message!("error.utf8", at = error.valid_up_to() + 1)))?;
        self.answer(&read::parse_json(text)?)
    }

    fn answer(&self, input: &Node<'_>) -> Result<Answer, Refusal> {
        let Some(why) = self.why else { return self.entry.run(input).map(Answer::Json) };
        let (mut answer, derivation) = self.entry.why(input)?;
        let id = self.entry.rule().id;
        let own = derivation.roots.iter().copied().find(|root| derivation.steps[*root].rule.id == id);
        let step = own.or_else(|| derivation.roots.last().copied());
        Ok(match why {
            Why::Text => Answer::Tree(step.map_or_else(String::new, |step| {
                let width = terminal_size::terminal_size().map_or(WIDTH_WITHOUT_TERMINAL, |(width, _)| width.0.into());
                explain::text(&derivation, step, self.lang, width)
            })),
            Why::Json => {
                answer["why"] = step.map_or(Json::Null, |step| explain::json(&derivation, step));
                Answer::Json(answer)
            }
        })
    }

    /// Writes an answer, or the object that says why there is none, on its line.
    fn tell(&self, answer: &Result<Answer, Refusal>, output: &mut impl Write) -> io::Result<()> {
        match answer {
            Ok(Answer::Json(answer)) => serde_json::to_writer(&mut *output, answer)?,
            Ok(Answer::Tree(tree)) => return output.write_all(tree.as_bytes()),
            Err(refusal) => {
                let error = json!({ "error": { "field": refusal.field, "message": self.sentence(refusal) } });
                serde_json::to_writer(&mut *output, &error)?;
            }
        }
        output.write_all(b"\n")
    }

    /// What is wrong and what to do.
    fn sentence(&self, refusal: &Refusal) -> String {
        let mut text = sentence(&refusal.message, self.lang);
        if let Some(hint) = &refusal.hint {
            if self.lang == Lang::En {
                text.push(' ');
            }
            text.push_str(&sentence(hint, self.lang));
        }
        text
    }
}
