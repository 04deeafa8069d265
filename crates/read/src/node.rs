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
}
