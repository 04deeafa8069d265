//! JSON with places, in one look. The library checks the syntax and unescapes strings; where each value stands is counted
//! beside it.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
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
    let noted = RefCell::new(None);
    let mut from = serde_json::Deserializer::from_str(text);
    let root = At { text, start: past_blanks(text, 0), depth: 0, noted: &noted };
    let node = root.deserialize(&mut from).and_then(|node| from.end().map(|()| node));
    // Broken syntax comes before everything else.
    let node = node.map_err(|error| syntax(text, 0, &error))?;
    noted.into_inner().map_or(Ok(node), Err)
}

fn syntax(text: &str, base: usize, error: &serde_json::Error) -> Problem {
    let line_start =
        text[base..].split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let at = (base + line_start + error.column().saturating_sub(1)).min(text.len());
    let detail = error.to_string();
    let detail = detail.split(" at line ").next().unwrap_or_default().to_string();
    Problem::new("syntax", String::new(), at..at, message!("error.syntax", detail = detail))
}

/// The first byte from here on that is no blank.
fn past_blanks(text: &str, from: usize) -> usize {
    let blanks = text.as_bytes().iter().skip(from).take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
    from + blanks.count()
}

/// A value that begins here. The library says when a list or table goes on; we follow in the text, byte by byte the same
/// way, so that everything is looked at once.
#[derive(Clone, Copy)]
struct At<'t, 'n> {
    text: &'t str,
    start: usize,
    depth: usize,
    /// The first mistake that is none of syntax.
    noted: &'n RefCell<Option<Problem>>,
}

impl<'t> At<'t, '_> {
    /// A value inside this one.
    fn inside(self, start: usize) -> Self {
        At { start: past_blanks(self.text, start), depth: self.depth + 1, ..self }
    }

    /// Where the next entry begins behind one that ends here, or this value's bracket stands.
    fn behind(self, end: usize) -> usize {
        let at = past_blanks(self.text, end);
        if self.text.as_bytes().get(at) == Some(&b',') { past_blanks(self.text, at + 1) } else { at }
    }

    fn note(self, problem: Problem) -> Value<'t> {
        self.noted.borrow_mut().get_or_insert(problem);
        Value::Null
    }

    /// A value without values in it, or one that lies too deep.
    fn leaf(self, raw: &'t str) -> Node<'t> {
        let raw = raw.trim_ascii();
        let start = raw.as_ptr() as usize - self.text.as_ptr() as usize;
        let span = start..start + raw.len();
        let value = match raw.as_bytes()[0] {
            _ if self.depth > MAX_DEPTH => {
                self.note(Problem::new("too-deep", String::new(), span.clone(), message!("error.too-deep")))
            }
            b'n' => Value::Null,
            b't' => Value::Flag(true),
            b'f' => Value::Flag(false),
            // Without an escape it stands as it is.
            b'"' if !raw.contains('\\') => Value::Text(Cow::Borrowed(&raw[1..raw.len() - 1])),
            b'"' => match serde_json::from_str::<Text<'t>>(raw) {
                Ok(text) => Value::Text(text.0),
                Err(error) => self.note(syntax(self.text, start, &error)),
            },
            _ => Value::Number(Cow::Borrowed(raw)),
        };
        Node { span, value }
    }
}

impl<'t> DeserializeSeed<'t> for At<'t, '_> {
    type Value = Node<'t>;

    fn deserialize<D: Deserializer<'t>>(self, from: D) -> Result<Node<'t>, D::Error> {
        match self.text.as_bytes().get(self.start) {
            Some(b'[') if self.depth <= MAX_DEPTH => from.deserialize_seq(self),
            Some(b'{') if self.depth <= MAX_DEPTH => from.deserialize_map(self),
            _ => Ok(self.leaf(<&RawValue>::deserialize(from)?.get())),
        }
    }
}

impl<'t> Visitor<'t> for At<'t, '_> {
    type Value = Node<'t>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list or an object")
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut from: A) -> Result<Node<'t>, A::Error> {
        let mut items = Vec::new();
        let mut at = past_blanks(self.text, self.start + 1);
        while let Some(item) = from.next_element_seed(self.inside(at))? {
            at = self.behind(item.span.end);
            items.push(item);
        }
        Ok(Node { span: self.start..at + 1, value: Value::List(items) })
    }

    fn visit_map<A: MapAccess<'t>>(self, mut from: A) -> Result<Node<'t>, A::Error> {
        let mut entries = Vec::new();
        let mut at = past_blanks(self.text, self.start + 1);
        while let Some(Text(key)) = from.next_key()? {
            let place = at..text_end(self.text, at);
            let colon = past_blanks(self.text, place.end);
            let item = from.next_value_seed(self.inside(colon + 1))?;
            at = self.behind(item.span.end);
            entries.push((key, place, item));
        }
        Ok(Node { span: self.start..at + 1, value: Value::Table(entries) })
    }
}

/// Behind the quotation mark that closes the text that is opened here.
fn text_end(text: &str, open: usize) -> usize {
    let mut escaped = false;
    let inner = text.as_bytes().iter().skip(open + 1).take_while(|byte| {
        let closes = **byte == b'"' && !escaped;
        escaped = **byte == b'\\' && !escaped;
        !closes
    });
    open + 1 + inner.count() + 1
}

struct Text<'t>(Cow<'t, str>);

impl<'de: 't, 't> Deserialize<'de> for Text<'t> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InText;
        impl<'de> Visitor<'de> for InText {
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
        deserializer.deserialize_str(InText)
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

    /// Keys and values cover exactly what is written, whatever stands around them.
    #[test]
    fn every_place_is_that_of_the_text() {
        fn check(text: &str, node: &Node<'_>) {
            let written = &text[node.span.clone()];
            match &node.value {
                Value::List(items) => {
                    assert!(written.starts_with('[') && written.ends_with(']'), "{written}");
                    items.iter().for_each(|item| check(text, item));
                }
                Value::Table(entries) => {
                    assert!(written.starts_with('{') && written.ends_with('}'), "{written}");
                    for (key, place, item) in entries {
                        assert_eq!(serde_json::from_str::<String>(&text[place.clone()]).unwrap(), *key);
                        check(text, item);
                    }
                }
                Value::Text(value) => assert_eq!(serde_json::from_str::<String>(written).unwrap(), *value),
                Value::Number(number) => assert_eq!(written, number),
                _ => assert!(["null", "true", "false"].contains(&written), "{written}"),
            }
        }
        for text in [
            " {} ",
            "[ ]",
            "\n[1 ,\t[ ] , {}\r\n, null,true , false ]\n",
            r#"{"a\"\\" : "\u3042\"" , "" :{"，":[{ } ,-0.5e3]} }"#,
            r#"  "a,b]}" "#,
            r#"[{"a":"\\"},"]",",","{\"b\":1}"]"#,
        ] {
            check(text, &parse_json(text).unwrap_or_else(|problem| panic!("{text}: {problem:?}")));
        }
        // Half of a pair is no character, in a value or in a key.
        for text in [r#"["\ud800"]"#, r#"{"\ud800": 1}"#] {
            assert_eq!(parse_json(text).unwrap_err().code, "syntax", "{text}");
        }
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
