//! Sentences as data: a key of the catalogue with the values that go into it.
//!
//! The core never writes a sentence. It names one, and the edges print it in the reader's language.

use crate::trace::{Show, Shown};

/// A sentence of the catalogue with its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The key in the catalogue.
    pub key: &'static str,
    /// Values by the name of their place in the sentence.
    pub values: Vec<(&'static str, Shown)>,
}

impl Message {
    /// A sentence without values.
    pub const fn new(key: &'static str) -> Message {
        Message { key, values: Vec::new() }
    }

    /// The same with one more value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Show) -> Message {
        self.values.push((name, value.show()));
        self
    }
}

/// Builds a [`Message`]: `message!("reason.over-cap", total = total, cap = cap)`.
#[macro_export]
macro_rules! message {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::message::Message::new($key)$(.with(stringify!($name), $value))*
    };
}
