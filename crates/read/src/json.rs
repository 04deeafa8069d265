//! JSON with places. The library checks the syntax and unescapes strings; borrowed raw values tell where each stands.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde_json::value::RawValue;

use law::message;

use crate::node::{Node, Value};
use crate::reader::Problem;

/// Nesting that no input of ours needs.
const MAX_DEPTH: usize = 32;

/// Parses one JSON text.
///
/// ```
/// let node = read::parse_json(r#"{"amount": 1200000}"#).unwrap();
/// assert_eq!(node.get("amount").unwrap().span, 11..18);
/// ```
pub fn parse_json(text: &str) -> Result<Node<'_>, Problem> {
    let raw: &RawValue = serde_json::from_str(text).map_err(|error| syntax(text, 0, &error))?;
    node(text, raw.get(), 0)
}

fn syntax(text: &str, base: usize, error: &serde_json::Error) -> Problem {
    let line_start =
        text[base..].split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let at = (base + line_start + error.column().saturating_sub(1)).min(text.len());
    let detail = error.to_string();
    let detail = detail.split(" at line ").next().unwrap_or_default().to_string();
    Problem::new("syntax", String::new(), at..at, message!("error.syntax", detail = detail))
}

fn node<'t>(text: &'t str, raw: &'t str, depth: usize) -> Result<Node<'t>, Problem> {
    let raw = raw.trim_ascii();
    let start = raw.as_ptr() as usize - text.as_ptr() as usize;
    let span = start..start + raw.len();
    if depth > MAX_DEPTH {
        return Err(Problem::new("too-deep", String::new(), span, message!("error.too-deep")));
    }
    let failed = |error: serde_json::Error| syntax(text, start, &error);
    let value = match raw.as_bytes()[0] {
        b'n' => Value::Null,
        b't' => Value::Flag(true),
        b'f' => Value::Flag(false),
        // The syntax was checked when the text around it was; without an escape it stands as it is.
        b'"' if !raw.contains('\\') => Value::Text(Cow::Borrowed(&raw[1..raw.len() - 1])),
        b'"' => Value::Text(serde_json::from_str::<Text<'t>>(raw).map_err(failed)?.0),
        b'[' => {
            let items: Vec<&'t RawValue> = serde_json::from_str(raw).map_err(failed)?;
            Value::List(items.into_iter().map(|item| node(text, item.get(), depth + 1)).collect::<Result<_, _>>()?)
        }
        b'{' => {
            let pairs: Pairs<'t> = serde_json::from_str(raw).map_err(failed)?;
            let mut entries = Vec::with_capacity(pairs.0.len());
            for (key, item) in pairs.0 {
                let item = node(text, item.get(), depth + 1)?;
                let place = key_place(text, &span, &item);
                entries.push((key, place, item));
            }
            Value::Table(entries)
        }
        _ => Value::Number(Cow::Borrowed(raw)),
    };
    Ok(Node { span, value })
}

/// The bytes of the key in front of a value: from the quotation mark that opens it.
fn key_place(text: &str, table: &Range<usize>, item: &Node<'_>) -> Range<usize> {
    let before = text[table.start..item.span.start].trim_end_matches(|c: char| c.is_ascii_whitespace() || c == ':');
    let end = table.start + before.len();
    let start = before[..before.len().saturating_sub(1)].rfind('"').map_or(end, |quote| table.start + quote);
    start..end
}

struct Text<'t>(Cow<'t, str>);

impl<'de: 't, 't> serde::Deserialize<'de> for Text<'t> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Text<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Owned(text.to_string())))
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}

/// The entries of an object, in order, repeated keys kept.
struct Pairs<'t>(Vec<(Cow<'t, str>, &'t RawValue)>);

impl<'de: 't, 't> serde::Deserialize<'de> for Pairs<'t> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Pairs<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Pairs<'de>, A::Error> {
                let mut pairs = Vec::with_capacity(map.size_hint().unwrap_or(8));
                while let Some((key, value)) = map.next_entry::<Text<'de>, &'de RawValue>()? {
                    pairs.push((key.0, value));
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_repeated_keys_and_number_texts_are_kept() {
        let text = r#"{ "a": [1e6, "x\ny"], "a": 1.0 }"#;
        let node = parse_json(text).unwrap();
        let Value::Table(entries) = node.value else { panic!() };
        assert_eq!(entries.len(), 2);
        assert_eq!(&text[entries[1].1.clone()], r#""a""#);
        assert_eq!(entries[1].2.value, Value::Number("1.0".into()));
        let Value::List(items) = &entries[0].2.value else { panic!() };
        assert_eq!(items[0].value, Value::Number("1e6".into()));
        assert_eq!(items[1].value, Value::Text("x\ny".into()));
    }

    #[test]
    fn nonsense_is_an_error_with_a_place_and_never_a_crash() {
        for text in ["", "{", "nul", "[1,]", "{\"a\":01}", "\u{0}", "{\"a\":1}x", &"[".repeat(1_000_000)] {
            assert!(parse_json(text).is_err());
        }
        let deep = format!("{}{}", "[".repeat(40), "]".repeat(40));
        assert_eq!(parse_json(&deep).unwrap_err().code, "too-deep");
    }
}
