//! From nodes to types, collecting every mistake.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt::Write as _;
use std::ops::Range;

use law::message;
use law::message::Message;

use crate::node::{Node, Value};

/// A list longer than this is refused: sums of amounts stay in range.
pub(crate) const MAX_ENTRIES: usize = 10_000;

/// So many unknown keys of a table are reported.
const MAX_UNKNOWN_KEYS: usize = 100;

/// Tables of so many keys are looked through without hashing.
const FEW_KEYS: usize = 32;

/// A name longer than this, in bytes, is near to nothing.
const MAX_COMPARED: usize = 200;

/// One mistake: what is wrong, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Its kind, the name of its folder under `examples/errors/`.
    pub code: &'static str,
    /// The path of the field, `claims[0].amount`; empty for the whole text.
    pub path: String,
    /// Where it stands, in bytes.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: Message,
    /// What to do, if it can be said.
    pub hint: Option<Message>,
}

impl Problem {
    /// A mistake without a hint.
    pub fn new(code: &'static str, path: String, span: Range<usize>, message: Message) -> Problem {
        Problem { code, path, span, message, hint: None }
    }

    /// The same with what to do.
    #[must_use]
    pub fn hint(mut self, hint: Message) -> Problem {
        self.hint = Some(hint);
        self
    }
}

/// A type that can be read from a node, and printed again.
pub trait Wire: Sized {
    /// Reads a value; on a mistake, reports it and answers `None`.
    fn read(reader: &mut Reader, node: &Node<'_>) -> Option<Self>;

    /// The value when the field is left out: a mistake, unless the type says otherwise. `table` is the table's place.
    fn left_out(reader: &mut Reader, table: &Range<usize>) -> Option<Self> {
        let field = reader.field_name();
        reader.problem(table.clone(), "missing", message!("error.missing", field = field));
        None
    }

    /// May the field be left out?
    const OPTIONAL: bool = false;

    /// In a list, the key whose text no two entries may share.
    const UNIQUE: Option<&'static str> = None;

    /// The JSON Schema of the type.
    fn schema() -> serde_json::Value;

    /// The value as JSON: what `read` reads back.
    fn write(&self) -> serde_json::Value;
}

/// Reads nodes and keeps what was wrong with them, in the order of the fields.
#[derive(Debug)]
pub struct Reader {
    /// Strict input is for programs (`calc`, the API): ISO dates, rates as strings. A case file is read loosely:
    /// Japanese eras, bare decimals as rates.
    pub strict: bool,
    /// What was wrong so far.
    pub problems: Vec<Problem>,
    path: Vec<Segment>,
}

#[derive(Clone, Debug)]
enum Segment {
    Key(Cow<'static, str>),
    Index(usize),
}

impl Reader {
    /// A reader for programs (strict) or for people.
    pub fn new(strict: bool) -> Reader {
        Reader { strict, problems: Vec::new(), path: Vec::new() }
    }

    /// The path of the value that is being read.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for segment in &self.path {
            match segment {
                Segment::Key(key) if path.is_empty() => path.push_str(key),
                Segment::Key(key) => {
                    path.push('.');
                    path.push_str(key);
                }
                Segment::Index(index) => write!(path, "[{index}]").expect("writing to a string"),
            }
        }
        path
    }

    /// The name of the field that is being read, without its table.
    pub fn field_name(&self) -> String {
        match self.path.last() {
            Some(Segment::Key(key)) => key.to_string(),
            _ => self.path(),
        }
    }

    /// Reports a mistake in the value that is being read.
    pub fn problem(&mut self, span: Range<usize>, code: &'static str, message: Message) {
        let path = self.path();
        self.problems.push(Problem::new(code, path, span, message));
    }

    /// Reports a mistake with what to do about it.
    pub fn problem_with_hint(&mut self, span: Range<usize>, code: &'static str, message: Message, hint: Message) {
        let path = self.path();
        self.problems.push(Problem::new(code, path, span, message).hint(hint));
    }

    /// Reports that a value is of another kind than expected (`expected` is a key of the catalogue under `kind`).
    pub fn wrong_kind<V>(&mut self, node: &Node<'_>, expected: &'static str) -> Option<V> {
        self.problem(node.span.clone(), "wrong-kind", another_kind(node, expected));
        None
    }

    /// The same, with what to do about it.
    pub fn wrong_kind_with_hint<V>(&mut self, node: &Node<'_>, expected: &'static str, hint: Message) -> Option<V> {
        self.problem_with_hint(node.span.clone(), "wrong-kind", another_kind(node, expected), hint);
        None
    }

    /// Works on an inner value under its key.
    pub fn in_key<V>(&mut self, key: &str, body: impl FnOnce(&mut Reader) -> V) -> V {
        self.within(Segment::Key(key.to_string().into()), body)
    }

    /// Works on an entry of a list.
    pub fn in_index<V>(&mut self, index: usize, body: impl FnOnce(&mut Reader) -> V) -> V {
        self.within(Segment::Index(index), body)
    }

    fn within<V>(&mut self, segment: Segment, body: impl FnOnce(&mut Reader) -> V) -> V {
        self.path.push(segment);
        let value = body(self);
        self.path.pop();
        value
    }

    /// Is this a table with fields of these? Reports repeated keys.
    pub fn is_table(&mut self, node: &Node<'_>, known: &[&'static str]) -> bool {
        let Value::Table(entries) = &node.value else {
            self.wrong_kind::<()>(node, "kind-table");
            if let Some(problem) = self.problems.last_mut() {
                problem.hint = Some(message!("hint.table-of", keys = known.join(", ")));
            }
            return false;
        };
        // A record has a few keys: they are compared faster than hashed.
        let mut seen = HashSet::new();
        for (place, (key, span, _)) in entries.iter().enumerate() {
            let is_new = match entries.len() {
                ..=FEW_KEYS => !entries[..place].iter().any(|(earlier, ..)| earlier == key),
                _ => seen.insert(key.as_ref()),
            };
            if !is_new {
                self.in_key(key, |reader| reader.problem(span.clone(), "repeated-key", message!("error.repeated-key")));
            }
        }
        true
    }

    /// Reads a field of a table.
    pub fn field<V: Wire>(&mut self, table: &Node<'_>, key: &'static str) -> Option<V> {
        self.within(Segment::Key(key.into()), |reader| match table.get(key) {
            None => V::left_out(reader, &table.span),
            Some(node) if V::OPTIONAL && node.value == Value::Null => V::left_out(reader, &table.span),
            Some(node) => V::read(reader, node),
        })
    }

    /// Reads a field of a table that has a default.
    pub fn field_or<V: Wire>(&mut self, table: &Node<'_>, key: &'static str, default: V) -> Option<V> {
        match table.get(key) {
            None => Some(default),
            Some(node) if node.value == Value::Null => Some(default),
            Some(node) => self.within(Segment::Key(key.into()), |reader| V::read(reader, node)),
        }
    }

    /// Reports a field that does not fit the fields before it.
    pub fn refuse(&mut self, table: &Node<'_>, key: &'static str, message: Message) {
        let span = table.get(key).map_or_else(|| table.span.clone(), |node| node.span.clone());
        self.in_key(key, |reader| reader.problem(span, "contradiction", message));
    }

    /// Reports keys that nobody asked for, with the nearest known one.
    pub fn unknown_keys(&mut self, table: &Node<'_>, known: &[&'static str]) {
        let Value::Table(entries) = &table.value else { return };
        let unknown = entries.iter().filter(|(key, ..)| !known.contains(&key.as_ref()));
        for (key, span, _) in unknown.take(MAX_UNKNOWN_KEYS) {
            let nearest = nearest(key, known);
            let name = key.to_string();
            self.in_key(key, |reader| {
                let message = message!("error.unknown-key", key = name);
                match nearest {
                    Some(nearest) => reader.problem_with_hint(
                        span.clone(),
                        "unknown-key",
                        message,
                        message!("hint.nearest-key", key = nearest.to_string()),
                    ),
                    None => reader.problem_with_hint(
                        span.clone(),
                        "unknown-key",
                        message,
                        message!("hint.known-keys", keys = known.join(", ")),
                    ),
                }
            });
        }
    }
}

/// The candidate that a name was probably meant to be; `None` when none is near.
///
/// ```
/// assert_eq!(read::nearest("rent_if_move", &["rent_if_moved", "keep_home"]), Some("rent_if_moved"));
/// ```
pub fn nearest<'c>(name: &str, candidates: &[&'c str]) -> Option<&'c str> {
    // Comparing takes the product of the lengths, and nothing near is that long.
    if name.len() > MAX_COMPARED {
        return None;
    }
    candidates
        .iter()
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), *candidate))
        .filter(|(distance, candidate)| *distance <= candidate.len().max(4) / 2)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Reads a whole text: the value, or every mistake in it.
///
/// ```
/// let node = read::parse_json("-5").unwrap();
/// assert_eq!(read::read_all::<law::Yen>(&node, true).unwrap_err()[0].code, "out-of-range");
/// ```
pub fn read_all<V: Wire>(node: &Node<'_>, strict: bool) -> Result<V, Vec<Problem>> {
    let mut reader = Reader::new(strict);
    match V::read(&mut reader, node) {
        Some(value) if reader.problems.is_empty() => Ok(value),
        _ => Err(reader.problems),
    }
}

/// Declares a table: a struct, how it is read, and its JSON Schema, from one list of fields.
///
/// A field is `name: Type;`, or `name: Type = default;`. `, where (fields) condition => message` after it refuses a
/// value that does not fit: the fields named are references and must stand no later than this one. `=> field` after the
/// message lays the refusal at the door of an earlier field.
///
/// ```
/// use law::{Yen, message};
/// read::record! {
///     /// A claim with its secured part.
///     pub struct Claim {
///         /// The whole.
///         amount: Yen;
///         /// The part that the security covers.
///         secured_part: Yen = Yen(0), where (amount, secured_part) secured_part > amount => message!("error.above-whole");
///     }
/// }
/// let node = read::parse_json(r#"{"amount": 5, "secured_part": 6}"#).unwrap();
/// assert_eq!(read::read_all::<Claim>(&node, true).unwrap_err()[0].path, "secured_part");
/// ```
#[macro_export]
macro_rules! record {
    (
        $(#[$doc:meta])*
        $vis:vis struct $name:ident $(unique $unique:literal)? {
            $(
                $(#[doc = $field_doc:literal])*
                $field:ident : $type:ty $(= $default:expr)? $(, where ($($dependency:ident),+) $refused:expr => $message:expr $(=> $blamed:ident)?)*;
            )*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq)]
        $vis struct $name { $($(#[doc = $field_doc])* pub $field: $type),* }

        impl $crate::Wire for $name {
            $(const UNIQUE: Option<&'static str> = Some($unique);)?

            fn read(reader: &mut $crate::Reader, node: &$crate::Node<'_>) -> Option<Self> {
                if !reader.is_table(node, &[$(stringify!($field)),*]) {
                    return None;
                }
                $(
                    let $field: Option<$type> = $crate::record!(@field reader, node, $field $(, $default)?);
                    $(
                        if let ($(Some($dependency),)+) = ($($dependency.as_ref(),)+) {
                            if $refused {
                                reader.refuse(node, $crate::record!(@blamed $field $(, $blamed)?), $message);
                            }
                        }
                    )*
                )*
                reader.unknown_keys(node, &[$(stringify!($field)),*]);
                Some(Self { $($field: $field?),* })
            }

            fn schema() -> $crate::serde_json::Value {
                let mut properties = $crate::serde_json::Map::new();
                let mut required: Vec<&'static str> = Vec::new();
                $(
                    let mut property = $crate::record!(@schema $type $(, $default)?);
                    let lines: &[&str] = &[$($field_doc.trim()),*];
                    let description = lines.join(" ");
                    if let (false, Some(object)) = (description.is_empty(), property.as_object_mut()) {
                        object.insert("description".to_string(), description.into());
                    }
                    properties.insert(stringify!($field).to_string(), property);
                    if $crate::record!(@required $type $(, $default)?) {
                        required.push(stringify!($field));
                    }
                )*
                $crate::serde_json::json!({
                    "type": "object",
                    "properties": properties,
                    "required": required,
                    "additionalProperties": false,
                })
            }

            fn write(&self) -> $crate::serde_json::Value {
                let mut object = $crate::serde_json::Map::new();
                $(object.insert(stringify!($field).to_string(), $crate::Wire::write(&self.$field));)*
                $crate::serde_json::Value::Object(object)
            }
        }
    };
    (@field $reader:ident, $node:ident, $field:ident) => { $reader.field($node, stringify!($field)) };
    (@field $reader:ident, $node:ident, $field:ident, $default:expr) => {
        $reader.field_or($node, stringify!($field), $default)
    };
    (@blamed $field:ident) => { stringify!($field) };
    (@blamed $field:ident, $blamed:ident) => { stringify!($blamed) };
    (@schema $type:ty) => { <$type as $crate::Wire>::schema() };
    // A field with a default may be left out, and `null` is as if left out.
    (@schema $type:ty, $default:expr) => { $crate::or_null(<$type as $crate::Wire>::schema()) };
    (@required $type:ty) => { !<$type as $crate::Wire>::OPTIONAL };
    (@required $type:ty, $default:expr) => { false };
}

/// What was expected, and what stands there.
fn another_kind(node: &Node<'_>, expected: &'static str) -> Message {
    let found = match &node.value {
        Value::Null => "kind-null",
        Value::Flag(_) => "kind-flag",
        Value::Number(_) => "kind-number",
        Value::Text(_) => "kind-text",
        Value::Date(_) => "kind-date",
        Value::List(_) => "kind-list",
        Value::Table(_) => "kind-table",
    };
    message!("error.wrong-kind", expected = law::trace::Shown::Word(expected), found = law::trace::Shown::Word(found))
}
