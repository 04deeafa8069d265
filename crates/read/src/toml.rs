//! TOML with places.

use std::borrow::Cow;
use std::ops::Range;

use law::message;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::node::{Node, Value};
use crate::reader::Problem;

/// So many mistakes of syntax are reported; more of them only repeat the first.
const MAX_SYNTAX_PROBLEMS: usize = 40;

/// Parses a TOML text; on mistakes of syntax, the first few of them.
///
/// ```
/// let node = read::parse_toml("[home]\nvalue = 24_000_000\n").unwrap();
/// assert!(node.get("home").unwrap().get("value").is_some());
/// ```
pub fn parse_toml(text: &str) -> Result<Node<'_>, Vec<Problem>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        return Err(errors
            .iter()
            .take(MAX_SYNTAX_PROBLEMS)
            .map(|error| {
                let span = error.span().unwrap_or(0..0);
                Problem::new(
                    "syntax",
                    String::new(),
                    span,
                    message!("error.syntax", detail = error.message().to_string()),
                )
            })
            .collect());
    }
    let span = table.span();
    Ok(Node { span, value: entries(table.into_inner()) })
}

fn entries(table: DeTable<'_>) -> Value<'_> {
    let mut entries: Vec<(Cow<'_, str>, Range<usize>, Node<'_>)> = table
        .into_iter()
        .map(|(key, value)| {
            let place = key.span();
            (key.into_inner(), place, node(value))
        })
        .collect();
    // The library sorts keys; people read files from the top.
    entries.sort_by_key(|(_, place, _)| place.start);
    Value::Table(entries)
}

fn node(value: Spanned<DeValue<'_>>) -> Node<'_> {
    let span = value.span();
    let value = match value.into_inner() {
        DeValue::Boolean(flag) => Value::Flag(flag),
        DeValue::String(text) => Value::Text(text),
        DeValue::Integer(integer) if integer.radix() == 10 => Value::Number(integer.as_str().replace('_', "").into()),
        DeValue::Integer(integer) => Value::Text(integer.as_str().to_string().into()),
        DeValue::Float(float) => Value::Number(float.as_str().replace('_', "").into()),
        DeValue::Datetime(date) => Value::Date(date.to_string()),
        DeValue::Array(items) => Value::List(items.into_iter().map(node).collect()),
        DeValue::Table(table) => entries(table),
    };
    Node { span, value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_stand_in_the_order_of_the_file_and_numbers_keep_their_text() {
        let node = parse_toml("z = 1.4750\na = 1_000\nd = 2026-11-22\n").unwrap();
        let Value::Table(entries) = node.value else { panic!() };
        assert_eq!(entries.iter().map(|(key, ..)| key.as_ref()).collect::<Vec<_>>(), ["z", "a", "d"]);
        assert_eq!(entries[0].2.value, Value::Number("1.4750".into()));
        assert_eq!(entries[1].2.value, Value::Number("1000".into()));
        assert_eq!(entries[2].2.value, Value::Date("2026-11-22".into()));
    }

    #[test]
    fn mistakes_of_syntax_have_a_place() {
        let problems = parse_toml("a = \nb = [1,\n").unwrap_err();
        assert!(!problems.is_empty() && problems.iter().all(|problem| problem.code == "syntax"));
    }
}
