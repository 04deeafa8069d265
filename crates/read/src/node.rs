//! Text with places: what both formats parse to.

use std::borrow::Cow;
use std::ops::Range;

/// A value and where it stands in the text, in bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Node<'t> {
    /// The bytes that it covers.
    pub span: Range<usize>,
    /// The value.
    pub value: Value<'t>,
}

/// A value as written, nothing interpreted: a number is its source text.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'t> {
    /// JSON's null.
    Null,
    /// True or false.
    Flag(bool),
    /// A number, as written.
    Number(Cow<'t, str>),
    /// A text.
    Text(Cow<'t, str>),
    /// A bare date or time of TOML, as written.
    Date(String),
    /// A list.
    List(Vec<Node<'t>>),
    /// A table: keys with their places, in the order of the text, a repeated key repeated.
    Table(Vec<(Cow<'t, str>, Range<usize>, Node<'t>)>),
}

impl<'t> Node<'t> {
    /// The entry of a table under a key.
    pub fn get(&self, key: &str) -> Option<&Node<'t>> {
        match &self.value {
            Value::Table(entries) => entries.iter().find(|(name, ..)| name == key).map(|(.., node)| node),
            _ => None,
        }
    }

    /// The value at a path such as `claim[0].rate`, or the innermost value around it when there is none: where to
    /// point at for a field that is missing.
    pub fn nearest(&self, path: &str) -> &Node<'t> {
        let mut node = self;
        for segment in path.split(['.', '[']).filter(|segment| !segment.is_empty()) {
            let inner = match segment.strip_suffix(']') {
                Some(index) => match &node.value {
                    Value::List(items) => index.parse().ok().and_then(|index: usize| items.get(index)),
                    _ => None,
                },
                None => node.get(segment),
            };
            match inner {
                Some(inner) => node = inner,
                None => break,
            }
        }
        node
    }
}
