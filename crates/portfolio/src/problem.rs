//! What is wrong with a row, by place, and with a whole column.

use arrow_schema::DataType;
use law::message;
use law::message::Message;

/// Something wrong in one row. It never stops a run: the row has no answer, and this says why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The row, from zero, in the batch that was read.
    pub row: usize,
    /// The column, with the place in its list: `claims[2].rate`.
    pub column: String,
    /// What kind of mistake, for programs.
    pub code: &'static str,
    /// What is wrong.
    pub message: Message,
    /// What to do.
    pub hint: Option<Message>,
}

/// Something wrong in one cell, by its element in the array that was read.
#[derive(Clone, Debug)]
pub struct Found {
    pub(crate) element: usize,
    pub(crate) path: String,
    pub(crate) code: &'static str,
    pub(crate) message: Message,
    pub(crate) hint: Option<Message>,
}

/// Something wrong with the table itself: nothing can be read before it is put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// A column that must be there is not.
    Missing(String),
    /// A column that nobody asked for, with the nearest known name.
    Unknown(String, Option<String>),
    /// A column that cannot hold what it should.
    Type {
        /// Which.
        column: String,
        /// What it holds.
        found: DataType,
        /// What it should hold: a word of the catalogue under `column-kind`.
        expected: &'static str,
    },
}

impl Misfit {
    /// The sentences that say it and what to do.
    pub fn messages(&self) -> (Message, Message) {
        match self {
            Misfit::Missing(column) => {
                (message!("batch.missing-column", column = column.clone()), message!("batch.hint.missing-column"))
            }
            Misfit::Unknown(column, near) => (
                message!("batch.unknown-column", column = column.clone()),
                match near {
                    Some(near) => message!("hint.nearest-key", key = near.clone()),
                    None => message!("batch.hint.unknown-column"),
                },
            ),
            Misfit::Type { column, found, expected } => (
                message!("batch.wrong-type", column = column.clone(), found = found.to_string(), expected = *expected),
                message!("batch.hint.wrong-type"),
            ),
        }
    }
}
